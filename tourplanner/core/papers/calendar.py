"""The tour as a calendar: one event a visit, for the staff also items and nights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from tourplanner.core.clock import add_minutes
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import plain
from tourplanner.core.papers.moments import DayView, days_of, node_address, node_name
from tourplanner.core.papers.press import (
    DRAFT_WORDS,
    contact_rows,
    event_title,
    gather_at,
    place_text,
    public_visits,
)
from tourplanner.core.papers.style import (
    COVERAGE_WORDS,
    TimeWords,
    address_text,
    host_text,
    member_text,
)
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import one_line


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``zone`` is that of its place; ``description`` is one paragraph a line."""

    uid: str
    start_at: datetime
    end_at: datetime
    zone: str
    summary: str
    location: str = ""
    description: tuple[str, ...] = ()
    confirmed: bool = True
    busy: bool = True


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar file. ``sequence`` counts its issues, so that an older copy is replaced."""

    kind: str
    name: str
    language: str
    events: tuple[Event, ...]
    sequence: int = 0
    stamp_at: datetime | None = None
    draft: str = ""


def calendar(cut: CutView) -> Calendar:
    """Lay out the calendar of a cut view: for the press visit blocks alone."""
    tour = one_line(cut.one("tour").text("name"))
    events = _press_events(cut) if cut.spec.leaves else _staff_events(cut)
    return Calendar(
        cut.spec.key,
        tour,
        cut.language,
        tuple(events),
        cut.version or 0,
        None if cut.draft else cut.made_at,
        DRAFT_WORDS if cut.draft and cut.spec.leaves else "",
    )


def _press_events(cut: CutView) -> Iterator[Event]:
    office = cut.one("office")
    contact = [
        f"Contact: {plain(value)}" for label, value in contact_rows(office) if label == "Contact"
    ]
    visits = list(public_visits(cut))
    times = TimeWords((v["start_at"], v.text("zone")) for v in visits)
    for visit in visits:
        stop = cut.get("stop", visit.text("stop"))
        site = cut.get("site", visit.text("site"))
        said = [COVERAGE_WORDS.get(stop.text("coverage"), "")]
        gather = gather_at(visit, stop)
        if gather is not None:
            door = one_line(stop.text("press_door"))
            at = times.at(gather, visit.text("zone"))
            said.append(f"Check in {at}{f', {door}' if door else ''}")
        who = member_text(office)
        title = event_title(stop, site)
        yield Event(
            cut.uids[visit.id],
            visit["start_at"],
            visit["end_at"],
            visit.text("zone"),
            f"{title} ({who})" if who else title,
            ", ".join(filter(None, (place_text(stop, site), address_text(site)))),
            tuple(filter(None, (*said, *contact, "Times may change."))),
            visit.id not in cut.tentative,
        )


def _staff_events(cut: CutView) -> Iterator[Event]:
    days = days_of(cut)
    for day in days:
        for visit in day.visits:
            yield from _visit_events(cut, visit)
    yield from _nights(cut, days)


def _visit_events(cut: CutView, visit: RecordView) -> Iterator[Event]:
    stop = cut.get("stop", visit.text("stop"))
    site = cut.get("site", visit.text("site"))
    name = one_line(site.text("name"))
    title = one_line(stop.text("press_title"))
    zone = visit.text("zone")
    where = ", ".join(filter(None, (place_text(stop, site), address_text(site))))
    host = host_text(site)
    coverage = COVERAGE_WORDS.get(stop.text("coverage") or "closed", "")
    yield Event(
        cut.uids[visit.id],
        visit["start_at"],
        visit["end_at"],
        zone,
        f"{name}: {title}" if title else name,
        where,
        tuple(
            filter(
                None,
                (
                    f"Press: {coverage}",
                    f"Host: {host}" if host else "",
                    _labeled("Front office", site.text("front_office_phone")),
                    _labeled("Hold", stop.text("hold_room")),
                    _labeled("Gate", stop.text("gate_note")),
                ),
            )
        ),
        stop.id not in cut.tentative,
    )
    for item in cut.all("item"):
        if item.text("stop") == stop.id:
            yield _item_event(cut, item, visit, where)


def _item_event(cut: CutView, item: RecordView, visit: RecordView, where: str) -> Event:
    start_at = add_minutes(visit["start_at"], int(item["offset_min"] or 0))
    coverage = COVERAGE_WORDS.get(item.text("coverage") or "closed", "")
    return Event(
        cut.uids[item.id],
        start_at,
        add_minutes(start_at, int(item["minutes"] or 0)),
        visit.text("zone"),
        one_line(item.text("title")) or "Item",
        where,
        tuple(
            filter(
                None,
                (
                    _labeled("Greets", item.text("greets")),
                    _labeled("Lead", item.text("lead")),
                    _labeled("Moves", item.text("moves")),
                    _labeled("Speakers", item.text("speakers")),
                    f"Press: {coverage}",
                    one_line(item.text("note")),
                ),
            )
        ),
        item.id not in cut.tentative,
    )


def _labeled(label: str, text: str) -> str:
    return f"{label}: {one_line(text)}" if text.strip() else ""


def _nights(cut: CutView, days: tuple[DayView, ...]) -> Iterator[Event]:
    """Give the night between two days, from the arrival to the next departure."""
    for day, after in pairwise(days):
        end = day.day.text("end")
        phone = one_line(cut.get("place", end).text("phone"))
        yield Event(
            cut.uids[day.day.id],
            day.day["arrive_at"],
            after.day["depart_at"],
            day.day.text("end_zone"),
            f"Night: {node_name(cut, end)}",
            node_address(cut, end),
            (f"Phone: {phone}",) if phone else (),
            busy=False,
        )
