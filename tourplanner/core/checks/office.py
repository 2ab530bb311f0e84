"""Rules of office: campaign kept apart, elections, what one outside source pays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tourplanner.core.aboard import folded_name
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.clock import date_text
from tourplanner.core.costs import dollars_text
from tourplanner.core.elections import Barred
from tourplanner.core.gifts import GiftLimit, Payment, gift_sources
from tourplanner.core.model.ids import StopId
from tourplanner.core.units import count_text, join_names

if TYPE_CHECKING:
    from tourplanner.core.checks.ground import Ground

CAMPAIGN, ELECTION, GIFT, FUND = "CAMPAIGN", "ELECTION", "GIFT-SOURCE", "PAID-FROM"
_APART = "house rule: campaign use of state resources is barred; ask counsel"
_UNSAID = "house rule: what an outside source pays is added up, so each payment says who pays it"
_WHERE = "Papers, Program, Payments"
_PAID_BY = {
    "state": "paid from the state's money",
    "outside": "paid from outside, not by the campaign",
    "": "does not say that the campaign pays it",
}


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What the checks know of the office's rules.

    Attributes
    ----------
    stops : marked as campaign. items : stop -> titles of its items that are.
    payments : of every tour of the file, as a source's year is.
    """

    stops: frozenset[StopId] = frozenset()
    items: Mapping[StopId, tuple[str, ...]] = field(default_factory=dict)
    payments: tuple[Payment, ...] = ()
    limit: GiftLimit | None = None
    barred: tuple[Barred, ...] = ()


NO_OFFICE = OfficeFacts()


def check_office(ground: Ground) -> Iterator[Finding]:
    """Give what breaks a rule of office in a plan."""
    office = ground.facts.office
    yield from _campaign(ground, office)
    yield from _elections(ground, office)
    yield from _unsaid(ground, office)
    yield from _gifts(ground, office)


def _campaign(ground: Ground, office: OfficeFacts) -> Iterator[Finding]:
    for day in ground.plan.days:
        for stop in day.stops:
            if stop.id in office.stops:
                yield Finding(
                    CAMPAIGN,
                    Severity.ERROR,
                    f"{stop.name} is marked as campaign and is in the plan of an official tour: "
                    "no paper is written, and its bus and time are the state's cost.",
                    "Take it out of the plan, or take the mark away.",
                    _APART,
                    day=day.index,
                    subject=stop.id,
                )
            elif titles := office.items.get(stop.id, ()):
                yield Finding(
                    CAMPAIGN,
                    Severity.WARNING,
                    f"{join_names(titles)} at {stop.name}: marked as campaign, on no paper, and "
                    "inside a visit whose bus and time are the state's cost.",
                    "Hold it outside the tour, and let the campaign pay what it costs.",
                    _APART,
                    day=day.index,
                    subject=stop.id,
                    about=", ".join(titles),
                )
    for payment in office.payments:
        if payment.tour == ground.plan.tour.id and payment.campaign and payment.fund != "campaign":
            by = _PAID_BY[payment.fund]
            yield Finding(
                CAMPAIGN,
                Severity.WARNING,
                f"{payment.what}, {dollars_text(payment.cents)}, is marked as campaign and {by}.",
                f"Let the campaign pay it, and say so in {_WHERE}: Paid from.",
                _APART,
                subject=payment.id,
                numbers={"cents": payment.cents},
            )


def _elections(ground: Ground, office: OfficeFacts) -> Iterator[Finding]:
    for one in office.barred:
        days = [day for day in ground.plan.days if one.holds(day.date)]
        if not days:
            continue
        names = join_names([date_text(day.date) for day in days])
        lie = "lies" if len(days) == 1 else "lie"
        what = "" if one.is_week else ", in which mass mailings of a candidate's office are barred"
        yield Finding(
            ELECTION,
            Severity.WARNING,
            f"{names} {lie} {one.text}{what}.",
            "Take other days, or ask counsel what may go out, and to how many; releases to the "
            "press are another matter than mailings.",
            one.source,
            one.as_of,
            numbers={"days": len(days)},
            about=f"{one.election.name} {one.election.day.isoformat()}",
        )


def _unsaid(ground: Ground, office: OfficeFacts) -> Iterator[Finding]:
    """Ask where the money of a payment comes from: until it is said, it counts for nobody."""
    found = [
        payment
        for payment in office.payments
        if payment.tour == ground.plan.tour.id and not payment.fund and not payment.campaign
    ]
    if not found:
        return
    named = join_names([f"{one.what} ({dollars_text(one.cents)})" for one in found])
    yield Finding(
        FUND,
        Severity.WARNING,
        f"Nobody said where the money comes from for {named}, so it counts for no report.",
        f"Choose state, campaign or outside in {_WHERE}: Paid from.",
        _UNSAID,
        numbers={"payments": len(found)},
        about=named,
    )


def _gifts(ground: Ground, office: OfficeFacts) -> Iterator[Finding]:
    if office.limit is None:
        return
    for one in gift_sources(office.payments, office.limit):
        here = any(payment.tour == ground.plan.tour.id for payment in one.payments)
        if one.is_filed or not here:
            continue
        limit = dollars_text(office.limit.cents)
        many = count_text(len(one.payments), "payment")
        if one.due is None:
            when = f"Type the day of each payment in {_WHERE}: the report is due "
            when += f"{office.limit.report_days} days after the one that reaches it."
        else:
            by = date_text(one.due, weekday=False, year=True)
            when = f"File the report by {by}, and type the day on which it was filed in {_WHERE}."
        yield Finding(
            GIFT,
            Severity.WARNING,
            f"{one.payer} pays {dollars_text(one.cents)} in {one.year}, {many}: what one outside "
            f"source pays in a year is reported from {limit} on.",
            when,
            office.limit.source,
            office.limit.date,
            numbers={"cents": one.cents, "limit_cents": office.limit.cents},
            about=f"{folded_name(one.payer)} {one.year}",
        )
