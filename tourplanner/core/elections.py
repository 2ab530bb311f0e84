"""Elections, and the time before each in which mass mailings of an office are barred.

Days of elections are typed by the office, each with its source. How long the time is comes from a
dated pack of the state, or is typed with the election; without either, only its week counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tourplanner.core.changes import Record
from tourplanner.core.clock import date_text, parse_date
from tourplanner.core.units import count_text

HOUSE = "house rule: no election week"


@dataclass(frozen=True, slots=True)
class Blackout:
    """For how many days before an election a state bars mass mailings, and where that is said."""

    days: int
    source: str
    date: str  # as-of date of the text, ISO


@dataclass(frozen=True, slots=True)
class Election:
    """An election as the office typed it. ``opens`` : first barred day, None = by the state."""

    name: str
    day: date
    source: str
    opens: date | None = None


@dataclass(frozen=True, slots=True)
class Barred:
    """The days of an election, both ends in it; ``source``, ``as_of`` : of the rule."""

    election: Election
    first: date
    source: str
    as_of: str
    is_week: bool = False  # nobody says how long: its week alone

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        last = self.first + timedelta(days=6) if self.is_week else self.election.day
        return self.first <= day <= last

    @property
    def text(self) -> str:
        """Half a sentence: before which election, and what that means."""
        on = date_text(self.election.day, weekday=False, year=True)
        if self.is_week:
            return f"in the week of {self.election.name} ({on})"
        days = (self.election.day - self.first).days
        before = f"in the {count_text(days, 'day')} before" if days else "on the day of"
        return f"{before} {self.election.name} ({on})"


def read_elections(records: Iterable[Record]) -> tuple[Election, ...]:
    """Give the elections that count; one without a name, a day or a source is none yet."""
    found = []
    for record in records:
        name, day, source = record["what"], record["date"], record["source"]
        if record.deleted or not (name and day and source):
            continue
        opens = parse_date(str(record["opens"])) if record["opens"] else None
        found.append(Election(str(name), parse_date(str(day)), str(source), opens))
    return tuple(sorted(found, key=lambda one: (one.day, one.name)))


def barred(elections: Iterable[Election], blackout: Blackout | None) -> tuple[Barred, ...]:
    """Give the barred days of each election; a first day after it, a slip, is none."""
    found = []
    for one in elections:
        if one.opens is not None and one.opens <= one.day:
            found.append(Barred(one, one.opens, one.source, ""))
        elif blackout is not None:
            first = one.day - timedelta(days=blackout.days)
            found.append(Barred(one, first, blackout.source, blackout.date))
        else:
            sunday = one.day - timedelta(days=(one.day.weekday() + 1) % 7)
            found.append(Barred(one, sunday, HOUSE, "", is_week=True))
    return tuple(found)
