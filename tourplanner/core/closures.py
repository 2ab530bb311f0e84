"""Days on which a state's law closes its public schools: dated data, evaluated here.

The rules stand in ``resources/packs/school_closures_*.json``; no state's words or days are in code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

NATION = "US"  # in place of a state: what holds in every one

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class FixedDay:
    """A day of the month. ``sunday``, ``saturday``: days by which it moves then, 0 = it stays."""

    month: int
    day: int
    sunday: int = 0
    saturday: int = 0

    def covers(self, day: date) -> bool:
        """Whether the rule means that day."""
        if (day.month - self.month) % 12 not in (0, 1, 11):
            return False  # a move is a few days long; a drag asks thousands of times
        for year in (day.year - 1, day.year, day.year + 1):  # a move may cross the year's end
            meant = _date(year, self.month, self.day)
            if meant is None:
                continue
            move = {5: self.saturday, 6: self.sunday}.get(meant.weekday(), 0)
            if meant + timedelta(days=move) == day:
                return True
        return False


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The nth weekday of a month; n = -1 is the last. Monday = 0."""

    month: int
    weekday: int
    n: int

    def covers(self, day: date) -> bool:
        """Whether the rule means that day."""
        if (day.month, day.weekday()) != (self.month, self.weekday):
            return False
        if self.n < 0:
            return (day + _WEEK * -self.n).month != day.month and (
                day + _WEEK * (-self.n - 1)
            ).month == day.month
        return (day.day - 1) // 7 + 1 == self.n


@dataclass(frozen=True, slots=True)
class WeekOf:
    """Certain weekdays of the week, Sunday to Saturday, in which a day of the month lies."""

    month: int
    day: int
    weekdays: tuple[int, ...]

    def covers(self, day: date) -> bool:
        """Whether the rule means that day."""
        if day.weekday() not in self.weekdays:
            return False
        sunday = day - timedelta(days=(day.weekday() + 1) % 7)
        week = [sunday + timedelta(days=k) for k in range(7)]
        return any((each.month, each.day) == (self.month, self.day) for each in week)


DayRule = FixedDay | NthWeekday | WeekOf


@dataclass(frozen=True, slots=True)
class Closure:
    """One day of the year. ``sure`` = every school is closed; else a district may choose it."""

    name: str
    rule: DayRule
    sure: bool = True
    source: str = ""  # empty = that of the whole list


@dataclass(frozen=True, slots=True)
class Closures:
    """What one state's law says of school holidays.

    Attributes
    ----------
    state : two letters. source, as_of : where the rules come from, and the date of that text.
    extra : single days by name, such as a proclaimed holiday or one of the district's own.
    nation : what holds in every state; the state's own rules add to it.
    """

    state: str = ""
    rules: tuple[Closure, ...] = ()
    source: str = ""
    as_of: str = ""
    extra: Mapping[date, str] | None = None
    nation: Closures | None = None

    def on(self, day: date) -> str:
        """Name what closes every public school on that day; empty where nothing does."""
        return self._name(day, sure=True) or (self.nation.on(day) if self.nation else "")

    def perhaps_on(self, day: date) -> str:
        """Name what may close some schools on that day, by their district's choice."""
        if self.on(day):
            return ""
        ours = self._name(day, sure=False)
        return ours or (self.nation.perhaps_on(day) if self.nation else "")

    def source_on(self, day: date) -> tuple[str, str]:
        """Give source and date of the rule that closes, or may close, schools on that day."""
        sure = bool(self._name(day, sure=True))
        nation = None if sure else self.nation
        if nation and (nation.on(day) or not self._name(day, sure=False)):
            return nation.source_on(day)
        for closure in self.rules:
            if closure.source and closure.sure is sure and closure.rule.covers(day):
                return closure.source, self.as_of
        return self.source, self.as_of

    def _name(self, day: date, *, sure: bool) -> str:
        if sure and self.extra and day in self.extra:
            return self.extra[day]
        for closure in self.rules:
            if closure.sure is sure and closure.rule.covers(day):
                return closure.name
        return ""


NO_CLOSURES = Closures()


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # February 29, or a year outside the calendar
        return None
