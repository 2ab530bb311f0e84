"""When an advisory goes out: two weeks, one week and two days before, on working days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tourplanner.core.clock import date_text

DAYS_BEFORE = (14, 7, 2)  # features.md PR1
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Reminder:
    """One day on which to send. ``on`` is a working day; ``meant`` is the day of the calendar."""

    days_before: int
    meant: date
    on: date
    why: str = ""  # why it moved: a weekday, or a holiday's name

    @property
    def sentence(self) -> str:
        """Write it with both days where it moved."""
        if self.on == self.meant:
            return f"{date_text(self.on)} ({self.days_before} days before)"
        return (
            f"{date_text(self.on)} ({self.days_before} days before is "
            f"{date_text(self.meant)}{f', {self.why}' if self.why else ''})"
        )


def reminders(event: date, holidays: Mapping[date, str]) -> tuple[Reminder, ...]:
    """Give the days on which to send an advisory of an event, earliest first.

    Parameters
    ----------
    holidays : day -> name. A day on a weekend or holiday moves to the working day before.
    """
    out = []
    for days_before in DAYS_BEFORE:
        meant = on = event - timedelta(days=days_before)
        while on.weekday() >= _SATURDAY or on in holidays:
            on -= timedelta(days=1)
        out.append(Reminder(days_before, meant, on, holidays.get(meant, "")))
    return tuple(out)


def send_by_text(event: date, holidays: Mapping[date, str]) -> str:
    """Write all reminders in one sentence."""
    days = "; ".join(reminder.sentence for reminder in reminders(event, holidays))
    return f"Send it on {days}."
