"""The days on which an event of a calendar repeats: the rules that calendar programs write.

Only days of a window are gone through, so no rule, however it is written, takes long.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_DAY = timedelta(days=1)
MOST_PERIODS = 40_000  # a hundred years of days


class Every(StrEnum):
    """What a rule counts in."""

    DAY = "DAILY"
    WEEK = "WEEKLY"
    MONTH = "MONTHLY"
    YEAR = "YEARLY"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A rule of repetition, RFC 5545 section 3.3.10.

    Attributes
    ----------
    interval : every so many days, weeks, months or years.
    weekdays : (which of the month, from 1, from its end below 0, 0 = each; weekday, Monday = 0).
    places : which days of a month's or year's set, from 1, from its end below 0; empty = all.
    count : how many times at most, 0 = without an end.
    """

    every: Every
    interval: int = 1
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    count: int = 0
    week_start: int = 0

    def days(self, start: date, first: date, last: date) -> Iterator[date]:
        """Give the days on which it happens from ``first`` to ``last``, both included.

        Parameters
        ----------
        start : the day of the event itself, from which it repeats.
        """
        seen = 0
        step = 0 if self.count else max(0, self._steps_to(start, first) - 1)
        for number in range(step, step + MOST_PERIODS):
            begins, found = self._period(start, number * self.interval)
            if begins is None or begins > last:
                return
            for day in found:
                if day < start:
                    continue
                seen += 1
                if day > last or (self.count and seen > self.count):
                    return
                if day >= first:
                    yield day

    def _steps_to(self, start: date, day: date) -> int:
        """Give how many steps lie before a day, at most."""
        if self.every is Every.DAY:
            units = (day - start).days
        elif self.every is Every.WEEK:
            units = (day - start).days // 7
        elif self.every is Every.MONTH:
            units = (day.year - start.year) * 12 + day.month - start.month
        else:
            units = day.year - start.year
        return units // self.interval

    def _period(self, start: date, units: int) -> tuple[date | None, list[date]]:
        """Give where a period begins, and the days of it that fit; None beyond the calendar."""
        try:
            if self.every is Every.DAY:
                day = start + units * _DAY
                return day, [day] if self._fits(day) else []
            if self.every is Every.WEEK:
                back = (start.weekday() - self.week_start) % 7
                begins = start + (7 * units - back) * _DAY
                wanted = {weekday for _, weekday in self.weekdays} or {start.weekday()}
                week = [begins + n * _DAY for n in range(7)]
                return begins, [d for d in week if d.weekday() in wanted and self._in_month(d)]
            if self.every is Every.MONTH:
                year, month = divmod(start.year * 12 + start.month - 1 + units, 12)
                begins = date(year, month + 1, 1)
                days = self._of_month(begins, start.day) if self._in_month(begins) else []
                return begins, self._placed(days)
            begins = date(start.year + units, 1, 1)
        except (OverflowError, ValueError):
            return None, []
        months = sorted(set(self.months)) or [start.month]
        days = [d for m in months for d in self._of_month(begins.replace(month=m), start.day)]
        return begins, self._placed(days)

    def _fits(self, day: date) -> bool:
        ends = calendar.monthrange(day.year, day.month)[1]
        in_days = not self.month_days or bool({day.day, day.day - ends - 1} & {*self.month_days})
        weekdays = {weekday for _, weekday in self.weekdays}
        return self._in_month(day) and in_days and (not weekdays or day.weekday() in weekdays)

    def _in_month(self, day: date) -> bool:
        return not self.months or day.month in self.months

    def _of_month(self, begins: date, usual: int) -> list[date]:
        """Give the days of a month that fit, in order; without any rule its ``usual`` day."""
        ends = calendar.monthrange(begins.year, begins.month)[1]
        days = [begins + n * _DAY for n in range(ends)]
        if not self.weekdays and not self.month_days:
            return days[usual - 1 : usual]
        if self.month_days:
            days = [d for d in days if {d.day, d.day - ends - 1} & {*self.month_days}]
        if self.weekdays:
            days = [d for d in days if self._is_weekday(d, ends)]
        return days

    def _is_weekday(self, day: date, ends: int) -> bool:
        nth, from_end = (day.day - 1) // 7 + 1, -((ends - day.day) // 7 + 1)
        return any(
            day.weekday() == weekday and which in (0, nth, from_end)
            for which, weekday in self.weekdays
        )

    def _placed(self, days: Sequence[date]) -> list[date]:
        if not self.places:
            return list(days)
        at = {place - 1 if place > 0 else len(days) + place for place in self.places}
        return [day for n, day in enumerate(days) if n in at]
