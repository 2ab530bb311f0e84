"""How the settings say limits, dates, ages, and what the shipped files are."""

from __future__ import annotations

import re
from datetime import date

from tourplanner.core.model.reference import ShippedData
from tourplanner.core.model.rules import RuleSet
from tourplanner.ui.words import count_words, day_words

_MONTHS = "January February March April May June July August September October November December"
_DAYS_A_MONTH = 30.44
_WHOLE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

# What the files of resources/ are to a reader; those not named here serve the program alone.
_SHIPPED = {
    "geo/highways/highways.npz": "Roads between towns",
    "geo/gazetteer.db": "Places and ZIP codes",
    "geo/counties.npz": "County lines",
    "geo/base/states.npz": "State lines on the map",
    "geo/base/land.npz": "Coasts on the map",
    "geo/base/lakes.npz": "Lakes on the map",
    "geo/base/rivers.npz": "Rivers on the map",
}
_LINES = {"sldu": "upper chamber", "sldl": "lower chamber", "cd": "Congress"}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DISTRICTS = re.compile(r"districts/([a-z]{2})_(sldu|sldl|cd)_\d{4}\.npz")


def shipped_words(data: ShippedData) -> tuple[str, str] | None:
    """Say what a shipped file is, and of when; None for one that only the program reads."""
    found = _DISTRICTS.fullmatch(data.file)
    if found is not None:
        state, chamber = found.groups()
        about = _ISO.sub(lambda day: date_words(day.group()), data.about)
        return f"{state.upper()}, district lines, {_LINES[chamber]}", about
    words = _SHIPPED.get(data.file)
    return (words, date_words(data.date)) if words else None


def limits_words(rules: RuleSet) -> str:
    """Say the limits of a rule set in one sentence."""
    most = []
    if rules.drive_max_min is not None:
        most.append(f"{_hours(rules.drive_max_min)} driving")
    if rules.duty_max_min is not None:
        kind = "from report to release" if rules.duty_is_elapsed else "on duty"
        most.append(f"{_hours(rules.duty_max_min)} {kind}")
    parts = [f"at most {' and '.join(most)}"] if most else []
    if rules.rest_min is not None:
        parts.append(f"at least {_hours(rules.rest_min)} off between two days")
    if rules.week_max_min is not None and rules.week_days is not None:
        parts.append(f"at most {_hours(rules.week_max_min)} on duty in {rules.week_days} days")
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def date_words(text: str) -> str:
    """Say a date of data, which may be a year or a month alone: ``June 2018``."""
    found = _WHOLE.fullmatch(text)
    if found is None:
        return text or "unknown date"
    year, month, day = found.groups()
    if day:
        return day_words(date(int(year), int(month), int(day)), year=True)
    return f"{_MONTHS.split()[int(month) - 1]} {year}" if month else year


def force_words(starts: str, ends: str) -> str:
    """Say from when to when something holds; ISO days, empty = open."""
    since = [f"from {date_words(starts)}"] if starts else []
    until = [f"until {date_words(ends)}"] if ends else []
    return " ".join(since + until) or "any day"


def months_old(text: str, today: date) -> int | None:
    """Give how many months old data of a date is; None where the date cannot be read."""
    found = _WHOLE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else 1 for part in found.groups())
    return int((today - date(year, month, day)).days / _DAYS_A_MONTH)


def age_words(text: str, today: date) -> str:
    """Say how old data of a date is: ``8 years old``; ``5 months old``; ``this month``."""
    months = months_old(text, today)
    if months is None:
        return "age unknown"
    if months < 1:
        return "less than a month old"
    if months < 24:
        return f"{count_words(months, 'month')} old"
    return f"{count_words(months // 12, 'year')} old"
