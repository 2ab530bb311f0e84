"""Figures and names that people type, held against what can be: one sentence for each that cannot.

They are checked where somebody types them, never where a record is read: a value that came from
another laptop shows in the checks of the plan, and the tour stays readable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from tourplanner.core.clock import date_text, tod_text
from tourplanner.core.errors import InputError
from tourplanner.core.fields import MAX_DAYS
from tourplanner.core.model.tour import PlanSettings
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import MIN_PER_DAY

MAX_NAME = 300
YEARS = (1950, 2150)  # clocks and calendars are known well enough

# name: least, most, what a wrong one is called, what is counted
_RANGES: Mapping[str, tuple[int, int, str, str]] = {
    "days": (1, MAX_DAYS, "A tour of {} days", "days"),
    "party": (0, 2000, "A party of {}", "people"),
    "lift_users": (0, 100, "{} people who use a lift", "people"),
    "seats": (1, 200, "A coach of {} seats", "seats"),
    "length_ft": (10, 100, "A coach of {} ft", "ft"),
    "visit_min": (5, 720, "A visit of {} minutes", "minutes"),
    "boarding_min": (0, 180, "Boarding that takes {} minutes", "minutes"),
    "alighting_min": (0, 180, "Getting off that takes {} minutes", "minutes"),
    "rating": (1, 5, "A rating of {}", "points"),
    "leg_min": (0, MIN_PER_DAY, "A leg of {} minutes", "minutes"),
}
_SETTING_RANGES = {
    "visit_min": (5, 720),
    "kickoff_visit_min": (5, 720),
    "max_stops_per_day": (1, 12),
    "round_to_min": (1, 60),
    "mountain_mph": (10, 80),
}
_ORDERED_SETTINGS = (
    ("window_open_tod_min", "window_close_tod_min"),
    ("lunch_from_tod_min", "lunch_to_tod_min"),
    ("day_start_tod_min", "off_road_tod_min"),
)


def check_figures(facts: Mapping[str, Any]) -> None:
    """Refuse a figure that cannot be; facts that are no known figure, and None, pass.

    Raises
    ------
    InputError : says the figure, and from what to what it may go.
    """
    for name, value in facts.items():
        if name in _RANGES and value is not None:
            least, most, words, unit = _RANGES[name]
            if not least <= value <= most:
                text = f"{words.format(value)} does not fit."
                raise InputError(text, f"Type {least} to {most:,} {unit}.")


def range_of(name: str) -> tuple[int, int]:
    """Give the least and the most that a figure may be."""
    least, most, _, _ = _RANGES[name]
    return least, most


def range_of_setting(name: str) -> tuple[int, int]:
    """Give the least and the most that a setting of a tour may be."""
    return (50, 500) if name.endswith("_percent") else _SETTING_RANGES.get(name, (0, MIN_PER_DAY))


def check_window(open_tod_min: int, close_tod_min: int) -> None:
    """Refuse hours that end before they start; InputError gives the form."""
    if close_tod_min < open_tod_min:
        raise InputError(
            f"A window from {tod_text(open_tod_min)} to {tod_text(close_tod_min)} ends before it "
            "starts.",
            "Type the earlier time first, such as 9:00-13:30.",
        )


def check_settings(changes: Mapping[str, Any]) -> None:
    """Refuse settings that no day can be planned with; InputError names the setting."""
    settings = PlanSettings().changed(dict(changes))
    for name in (field.name for field in fields(PlanSettings)):
        least, most = range_of_setting(name)
        value = getattr(settings, name)
        if not least <= value <= most:
            raise InputError(f"{name} cannot be {value}.", f"Use {least} to {most:,}.")
    for first, last in _ORDERED_SETTINGS:
        start, end = getattr(settings, first), getattr(settings, last)
        if start > end:
            raise InputError(
                f"{first} would be {tod_text(start)}, after {last} at {tod_text(end)}.",
                "Both are minutes since midnight; change one of them.",
            )


def check_date(day: date) -> None:
    """Refuse a day of a year that no calendar here knows."""
    first, last = YEARS
    if not first <= day.year <= last:
        raise InputError(
            f"{date_text(day, weekday=False, year=True)} is no day for a tour.",
            f"Type a date of the years {first} to {last}.",
        )


def checked_name(text: str, what: str) -> str:
    """Give a name as it is kept, on one line.

    Parameters
    ----------
    what : is named, such as "A tour".

    Raises
    ------
    InputError : it is empty, or too long.
    """
    name = one_line(text)
    if not name:
        raise InputError(f"{what} needs a name.", "Type one.")
    if len(name) > MAX_NAME:
        raise InputError(
            f"The name “{name[:40]}...” has {len(name):,} characters, more than {MAX_NAME}.",
            "Shorten it.",
        )
    return name
