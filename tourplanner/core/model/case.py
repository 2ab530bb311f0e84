"""The case for a site: what stands for it, each with its year and source; gaps and doubles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tourplanner.core.model.case_values import is_over, when_words

#: The kinds in the order of the page, with what a list of them is called.
CASE_PARTS: Mapping[str, str] = {
    "need": "Needs",
    "strength": "Strengths",
    "partnership": "Partners",
    "service": "Services",
    "volunteer": "Volunteers",
    "joint_plan": "Joint plan",
    "indicator": "Indicators",
    "funding": "Funding",
    "survey": "Surveys",
}
CODE_LABEL = "In the list of services"  # the field of core.case_fields
FEW = 11  # answers under which a count stays inside; domain.md section 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the case.

    Attributes
    ----------
    words : what it is. detail : what else is known of it, in one line.
    dated : its year and source as they stand at the right. lacks : what is missing of it, in words.
    """

    kind: str
    record: str
    site: str
    words: str
    detail: str = ""
    dated: str = ""
    lacks: tuple[str, ...] = ()
    code: str = ""
    is_over: bool = False
    change: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A service or need as it is held against others, with what its code means."""

    entry: Entry
    label: str


@dataclass(frozen=True, slots=True)
class Case:
    """All entries of a site, in the order of the page; ``findings`` are its gaps and doubles."""

    entries: tuple[Entry, ...] = ()
    findings: tuple[str, ...] = ()

    def of(self, kind: str) -> tuple[Entry, ...]:
        """Give the entries of a kind."""
        return tuple(entry for entry in self.entries if entry.kind == kind)


def make_entry(
    kind: str, record: str, values: Mapping[str, Any], partner: str, label: str, today: date
) -> Entry:
    """Put a record of the case into words.

    Parameters
    ----------
    partner : the name of its partner, empty where it has none. label : of its code.
    """
    words = str(values.get("words") or "")
    if kind == "partnership":
        words, detail = partner or words, words if partner else ""
    elif kind in ("need", "service"):
        words, detail = words or label, label if words and label != words else ""
    else:
        detail = ""
    until = str(values.get("until") or values.get("last_year") or "")
    over = is_over(until, today)
    parts = [detail, *_details(kind, values, partner if kind != "partnership" else "")]
    since = str(values.get("since") or values.get("first_year") or "")
    if since or until:
        parts.append(_span(since, until, over=over))
    as_of = str(values.get("when" if kind == "survey" else "as_of") or "")
    source = str(values.get("source") or "")
    lacks = [f"no {name}" for name, value in (("year", as_of), ("source", source)) if not value]
    if kind == "survey" and values.get("answers") is None:
        lacks.append("no n")
    return Entry(
        kind,
        record,
        str(values.get("site") or ""),
        words,
        "; ".join(part for part in parts if part),
        " · ".join(part for part in (when_words(as_of), source) if part),
        tuple(lacks),
        str(values.get("code") or ""),
        over,
        str(values.get("change") or ""),
    )


def _span(since: str, until: str, *, over: bool) -> str:
    first, last = when_words(since), when_words(until)
    if first and last:
        return f"{first} to {last}"
    if last:
        return f"ended {last}" if over else f"until {last}"
    return f"since {first}"


def _details(kind: str, values: Mapping[str, Any], partner: str) -> list[str]:
    """Give what a kind has besides its words, dates and source."""
    get = values.get
    if kind == "service":
        change = str(get("change") or "existing or new: not said")
        if get("redirected_from"):
            change = f"redirected from {get('redirected_from')}"
        served = [
            f"{get(name):,} {unit}"
            for name, unit in (("places", "places"), ("served", "served a year"))
            if get(name) is not None
        ]
        money = f"${get('dollars'):,} a year" if get("dollars") is not None else ""
        paid = f"paid from {get('paid_from')}" if get("paid_from") else ""
        whom = f"for {get('for_whom')}" if get("for_whom") else ""
        told = (change, f"by {partner}" if partner else "", whom, str(get("hours") or ""))
        return [*told, *served, money, paid]
    if kind == "volunteer":
        hours = f"{get('hours_month'):g} hours a month" if get("hours_month") is not None else ""
        people = f"{get('people'):,} people" if get("people") is not None else ""
        return [str(get("what") or ""), str(get("where") or ""), people, hours, partner]
    if kind == "joint_plan":
        bodies = f"adopted by {get('bodies')}" if get("bodies") else "adopted by: not said"
        return [bodies, when_words(str(get("adopted") or ""))]
    if kind == "indicator":
        return [str(get("area") or ""), str(get("strategy") or ""), _progress(values)]
    if kind == "funding":
        dollars = f"${get('dollars'):,}" if get("dollars") is not None else ""
        cohort = f"cohort {get('cohort')}" if get("cohort") else ""
        return [cohort, dollars, str(get("pays") or "")]
    if kind == "survey":
        answers, invited = get("answers"), get("invited")
        n = f"n = {answers:,}" if answers is not None else ""
        if n and invited:
            n += f" of {invited:,} asked"
        few = f"under {FEW}: stays inside" if answers is not None and answers < FEW else ""
        by = f"by {partner}" if partner else ""
        kept = get("file")
        file = f"file: {kept['name']}" if isinstance(kept, Mapping) else ""
        return [str(get("instrument") or ""), by, str(get("whom") or ""), n, few, file]
    return [str(get("paper") or "")] if kind == "partnership" else []


def _progress(values: Mapping[str, Any]) -> str:
    unit = str(values.get("unit") or "")
    gap = "" if unit == "%" or not unit else " "
    parts = []
    for name, year, words in (
        ("baseline", "baseline_year", "from"),
        ("latest", "latest_year", "to"),
        ("target", "target_year", "aim"),
    ):
        value = values.get(name)
        when = when_words(str(values.get(year) or ""))
        if value is not None:
            parts.append(f"{words} {value:g}{gap}{unit}{f' ({when})' if when else ''}")
        elif name != "latest":
            parts.append(f"no {name} yet")
    return ", ".join(parts)


def gaps_and_doubles(
    needs: Sequence[Service], services: Sequence[Service], *, partner_of: Mapping[str, str]
) -> tuple[str, ...]:
    """Hold the needs of a site against its services that go on.

    Parameters
    ----------
    partner_of : the name of the partner of each service, by record.

    Returns
    -------
    A sentence for each need without a service, then for each service that there is twice. A need
    without a code is told as one that cannot be held against anything.
    """
    going = [one for one in services if not one.entry.is_over]
    codes = {one.entry.code for one in going if one.entry.code}
    told = []
    for need in needs:
        dated = f" ({need.entry.dated})" if need.entry.dated else ""
        if not need.entry.code:
            told.append(
                f"Need “{need.entry.words}”: choose its kind under {CODE_LABEL}, so that "
                "services are held against it."
                if need.entry.words
                else f"A need has no words yet: type it, and choose its kind under {CODE_LABEL}."
            )
        elif need.entry.code not in codes:
            ended = [s for s in services if s.entry.code == need.entry.code]
            over = " A service ended." if ended else ""
            told.append(f"Gap: {need.entry.words}{dated}, and no service here.{over}")
    by_code: dict[str, list[Service]] = {}
    for one in going:
        if one.entry.code:
            by_code.setdefault(one.entry.code, []).append(one)
    for same in by_code.values():
        if len(same) > 1:
            who = [partner_of.get(s.entry.record) or s.entry.words for s in same]
            told.append(f"Double: {same[0].label}, {len(same)} services: {', '.join(who)}.")
    return tuple(told)
