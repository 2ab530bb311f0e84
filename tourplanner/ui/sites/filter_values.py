"""What the list of sites can be filtered by; plain values, kept as views from day to day."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from tourplanner.services.coverage import GRADE_GROUPS
from tourplanner.ui.sites.rows import LADDER_WORDS, WISH_WORDS, SiteRow

SETTINGS = {"1": "City", "2": "Suburb", "3": "Town", "4": "Rural"}  # NCES's locale, first digit
LOOKS = {
    "point": "No point yet",
    "closed": "Closed or merged",
    "incomplete": "Incomplete",
    "hand": "By hand",
    "newer": "Changed in a newer directory",
}


class Filter(NamedTuple):
    """One chip: what is looked at, and the value that it must have."""

    kind: str
    value: str

    @property
    def words(self) -> str:
        """What stands on the chip."""
        return f"{KINDS[self.kind]}: {value_words(self)}"


#: Kind -> its name.
KINDS: Mapping[str, str] = {
    "county": "County",
    "grades": "Grades",
    "setting": "Setting",
    "mark": "For this tour",
    "ladder": "How far along",
    "look": "To look at",
}


def value_words(one: Filter) -> str:
    """Give a filter's value in words."""
    named = {
        "ladder": LADDER_WORDS,
        "mark": {**WISH_WORDS, "": "Not marked"},
        "look": LOOKS,
    }.get(one.kind)
    return named.get(one.value, one.value) if named else one.value


def choices(kind: str, counties: Sequence[str]) -> list[Filter]:
    """Give all that a kind can be filtered by.

    Parameters
    ----------
    counties : of the rows that there are.
    """
    values: Mapping[str, Iterable[str]] = {
        "county": counties,
        "grades": GRADE_GROUPS,
        "setting": SETTINGS.values(),
        "mark": ("must", "may", "not", ""),
        "ladder": LADDER_WORDS,
        "look": LOOKS,
    }
    return [Filter(kind, value) for value in values[kind]]


def setting_of(row: SiteRow) -> str:
    """Give the setting of a site; empty where nobody says."""
    locale = row.school.locale if row.school is not None else ""
    return SETTINGS.get(locale[:1], "")


def _has_grades(row: SiteRow, value: str) -> bool:
    span = row.view.span if row.view is not None else row.school.span if row.school else None
    return span is not None and value in GRADE_GROUPS and span.overlaps(GRADE_GROUPS[value])


def _wants_look(row: SiteRow, value: str) -> bool:
    flags = row.view.flags if row.view is not None else ()
    if value == "point":
        point = row.view.point if row.view else row.school.point if row.school else None
        return point is None
    if value == "closed":
        return row.is_closed
    if value == "hand":
        return bool(row.site) and row.school is None and "by hand" in flags
    if value == "newer":
        return row.view is not None and row.view.newer is not None
    return any(flag.startswith("incomplete") for flag in flags) or (
        row.view is None and row.school is not None and bool(row.school.missing)
    )


_TESTS: Mapping[str, Callable[[SiteRow, str], bool]] = {
    "county": lambda row, value: row.county == value,
    "grades": _has_grades,
    "setting": lambda row, value: setting_of(row) == value,
    "mark": lambda row, value: row.wish == value,
    "ladder": lambda row, value: bool(row.site) and (row.ladder or "idea") == value,
    "look": _wants_look,
}


def passes(row: SiteRow, filters: Sequence[Filter]) -> bool:
    """Whether a site fits: one of the values of each kind."""
    kinds: dict[str, list[str]] = {}
    for one in filters:
        kinds.setdefault(one.kind, []).append(one.value)
    return all(any(_TESTS[kind](row, v) for v in values) for kind, values in kinds.items())


class View(NamedTuple):
    """A look at the list that somebody keeps: its filters, and what stood in the search field."""

    filters: tuple[Filter, ...]
    text: str = ""

    @property
    def words(self) -> str:
        """Name it by what it shows."""
        parts = [f"“{self.text}”"] if self.text else []
        return ", ".join((*parts, *(one.words for one in self.filters)))


def views_text(views: Sequence[View]) -> str:
    """Write views as they are kept on this laptop."""
    return json.dumps([[view.text, [list(one) for one in view.filters]] for view in views])


def read_views(text: str) -> list[View]:
    """Read kept views; what does not fit is left out."""
    try:
        data = json.loads(text) if text else []
        return [
            View(tuple(Filter(str(k), str(v)) for k, v in filters if k in KINDS), str(words))
            for words, filters in data
        ]
    except (ValueError, TypeError):
        return []
