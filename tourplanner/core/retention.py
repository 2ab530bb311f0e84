"""How long a tour's records are kept, and what holds them: by the office's own dated schedule.

No law and no number of years is in the program. Where the schedule says nothing, nothing is
guessed: the records are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tourplanner.core.aboard import folded_name
from tourplanner.core.changes import Record
from tourplanner.core.clock import date_text, parse_date, parse_moment
from tourplanner.core.errors import InputError
from tourplanner.core.units import count_text

#: What the program takes away for good, in one sentence; it holds with and without a hold.
WHAT_GOES = (
    "The program deletes no record for good: what is taken away stays in the history. Restore "
    "points alone go, the oldest first; while a hold is on, they stay too."
)


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """A line of the schedule. ``since`` : the first day on which it holds."""

    what: str
    years: int
    source: str
    since: date


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal hold: why, by whom, and when it was put on (UTC, as the log writes it)."""

    reason: str
    by: str
    at: str

    @property
    def text(self) -> str:
        """Why it is held, by whom and since when, in one line."""
        try:
            since = date_text(parse_moment(self.at).date(), weekday=False, year=True)
        except InputError:  # as it may come from elsewhere
            since = "an unknown day"
        return f"On hold since {since}, by {self.by}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Custody:
    """What is marked of a tour, or of the whole file."""

    series: str = ""
    until: date | None = None
    hold: Hold | None = None


@dataclass(frozen=True, slots=True)
class Keeping:
    """Until when records are kept, and why; ``until`` None = for as long as nobody says."""

    until: date | None
    why: str

    def text(self, today: date) -> str:
        """Give the same in words; a day that has passed is told, and nothing comes of it."""
        if self.until is None:
            return f"Kept without an end: {self.why}."
        told = f"Kept until {date_text(self.until, weekday=False, year=True)}: {self.why}."
        over = " That day has passed; nothing is deleted by itself."
        return told + over if self.until < today else told


def read_rules(records: Iterable[Record]) -> tuple[RetentionRule, ...]:
    """Give the lines that count; one without a kind, years, a source or a day is none yet."""
    found = []
    for record in records:
        what, years, source, since = (record[n] for n in ("what", "years", "source", "since"))
        if not record.deleted and what and isinstance(years, int) and source and since:
            found.append(RetentionRule(str(what), years, str(source), parse_date(str(since))))
    return tuple(found)


def read_custody(record: Record | None) -> Custody:
    """Give what is marked; nothing where there is no record."""
    if record is None or record.deleted:
        return Custody()
    held, until = record["hold"], record["until"]
    hold = None
    if isinstance(held, dict):
        hold = Hold(*(str(held.get(name) or "") for name in ("reason", "by", "at")))
    return Custody(str(record["series"] or ""), parse_date(str(until)) if until else None, hold)


def keeping(custody: Custody, rules: Iterable[RetentionRule], last_day: date | None) -> Keeping:
    """Say until when records are kept.

    Parameters
    ----------
    last_day : of the tour; the years of the schedule count from it. None = not known.

    Returns
    -------
    A typed day goes before the schedule. Of several lines of a kind the newest that holds on the
    last day counts.
    """
    if custody.until is not None:
        return Keeping(custody.until, "the day was typed")
    if not custody.series:
        return Keeping(None, "nobody has said as which kind of record")
    fits = [r for r in rules if folded_name(r.what) == folded_name(custody.series)]
    if last_day is None or not fits:
        return Keeping(None, f"the schedule has no line for “{custody.series}”")
    held = sorted((r for r in fits if r.since <= last_day), key=lambda r: (r.since, r.years))
    if not held:
        return Keeping(None, f"no line for “{custody.series}” holds on the tour's last day")
    rule = held[-1]
    why = f"{count_text(rule.years, 'year')} after the tour as “{rule.what}”, by {rule.source}"
    return Keeping(_years_after(last_day, rule.years), why)


def _years_after(day: date, years: int) -> date:
    """Give the same day so many years later; February 29 becomes March 1."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
