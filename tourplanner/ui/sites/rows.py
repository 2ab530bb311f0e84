"""Sites as lists show them: plain values, no widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from tourplanner.core.model.scoring import Score
from tourplanner.core.model.site import SchoolRow, SiteView
from tourplanner.core.model.words import district_initials, name_words, place_words, plain_words

LIMIT = 300
MOST_LISTED = 20_000  # a directory of more schools is searched, not listed
WISH_WORDS = {"must": "Must see", "may": "May see", "not": "Not this tour", "": ""}
WISH_ICONS = {"must": "circle-check", "may": "circle", "not": "circle-x"}
WISH_TONES = {"must": "good", "may": "info", "not": "ink3"}
WISH_SHORT = {"must": "Must", "may": "May", "not": "Not"}
WISH_KEYS = {"must": "M", "may": "A", "not": "N"}
LADDER_ICONS = {
    "idea": ("circle", "plain"),
    "asked": ("mail", "info"),
    "yes": ("circle-check", "good"),
    "visited": ("check-check", "good"),
    "dropped": ("circle-x", "plain"),
}
LADDER_WORDS = {
    "idea": "Idea",
    "asked": "Asked",
    "yes": "Yes",
    "visited": "Visited",
    "dropped": "Dropped",
}


NO_TEXTS: Mapping[str, str] = MappingProxyType({})


class SiteRow(NamedTuple):
    """A school of the directory or a candidate; a tuple, since thousands are made at a time.

    ``site`` is empty where it is no candidate yet. ``wish`` is must, may, not, or empty, for the
    tour that is shown; ``number`` is day.stop where a candidate is in its plan, ``day`` from 0 or
    -1; ``date`` is that of the directory's edition.
    """

    key: str
    site: str
    name: str
    district: str
    city: str
    county: str
    grades: str
    pupils: str
    meals: str
    ladder: str
    wish: str
    number: str = ""
    day: int = -1
    school: SchoolRow | None = None
    date: str = ""
    view: SiteView | None = None
    why_not: str = ""  # why it is not chosen; read for the shortlist alone, as the score
    score: Score | None = None
    own: Mapping[str, str] = NO_TEXTS  # what stands in the office's own columns, by the column's id

    @property
    def step(self) -> str:
        """How far along a candidate is, in a word."""
        return LADDER_WORDS.get(self.ladder, "") if self.site else ""

    @property
    def mark(self) -> str:
        """What stands in the first column."""
        return WISH_WORDS[self.wish] or (LADDER_WORDS.get(self.ladder, "") if self.site else "")

    @property
    def is_closed(self) -> bool:
        """Whether the directory says that the school no longer runs."""
        return self.school is not None and self.school.is_closed

    @property
    def where(self) -> str:
        """What tells it from others of its name."""
        shown = self.view or self.school
        return shown.where if shown else ""

    @property
    def spoken(self) -> str:
        """The row as a sentence."""
        grades = f"grades {self.grades}" if self.grades else ""
        stop = f"stop {self.number}" if self.number else ""
        parts = (self.name, self.where, grades, self.mark, stop, self.why_not)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Schools:
    """All schools of a directory by name, kept from one look to the next; ``ids`` of editions.

    The rows are those of schools that are no candidates.
    """

    ids: tuple[str, ...] = ()
    rows: tuple[SiteRow, ...] = ()

    def called(self, name: str) -> int:
        """Count the schools of a name; 0 where they are not known yet."""
        return sum(1 for row in self.rows if row.name == name)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a look at the directory or the candidates gave.

    ``total`` is how many there are of which ``rows`` are shown; ``is_more`` that these are but the
    first.
    ``words`` tell what the search did that was not asked for.
    """

    rows: tuple[SiteRow, ...]
    total: int
    is_more: bool = False
    words: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    source: str = ""
    schools: Schools = field(default_factory=Schools)
    counties: tuple[str, ...] = ()
    missing: str = ""  # what is not loaded of the home state, and which file to fetch
    own: tuple[tuple[str, str], ...] = ()  # the office's own columns: id and name

    def filtered(self, keep: Callable[[SiteRow], bool] | None) -> Listed:
        """Give it with the rows that fit alone, and the counties of all."""
        counties = tuple(sorted({row.county for row in self.rows if row.county}))
        rows = tuple(filter(keep, self.rows)) if keep is not None else self.rows
        return replace(self, rows=rows, counties=counties)


def fits(row: SiteRow, words: Sequence[str]) -> bool:
    """Whether each word begins one of a site's name, district, town, county or codes."""
    if not words:
        return True
    zip_code = row.view.zip if row.view else ""
    nces = row.school.nces if row.school else ""
    codes = (row.key, nces, zip_code, row.number)
    own = tuple(row.own.values())
    searched = _searched(row.name, row.district, f"{row.city} {row.county}", own, codes)
    return all(f" {word}" in searched for word in words)


@lru_cache(maxsize=1 << 15)  # a whole state is looked through with every key
def _searched(
    name: str, district: str, place: str, own: tuple[str, ...], codes: tuple[str, ...]
) -> str:
    """Give every word that a site is found by, each after a space."""
    words = {
        *name_words(name).all,
        *plain_words(name),
        *district_initials(district),
        *place_words(f"{district} {place}"),
        *(word for text in own for word in plain_words(text)),
        *codes,
    }
    return " ".join(("", *words))


def from_school(school: SchoolRow, date: str) -> SiteRow:
    """Give a school that is no candidate as a row."""
    return SiteRow(
        school.key,
        "",
        school.name,
        school.district,
        school.city,
        school.county,
        school.grades or school.grades_served,
        _thousands(school.enrollment),
        _percent(school.meals_percent),
        "",
        "",
        school=school,
        date=date,
    )


def from_view(
    view: SiteView,
    wish: str,
    number: str = "",
    day: int = -1,
    own: Mapping[str, str] = NO_TEXTS,
) -> SiteRow:
    """Give a candidate as a row."""
    school = view.row
    return SiteRow(
        view.key,
        view.id,
        view.name,
        view.district,
        view.city,
        view.county,
        view.grades,
        _thousands(school.enrollment) if school else "",
        _percent(school.meals_percent) if school else "",
        view.ladder,
        wish,
        number,
        day,
        school,
        view.edition,
        view,
        own=own,
    )


def _thousands(figure: str) -> str:
    return f"{int(figure):,}" if figure.isdecimal() else figure


def _percent(figure: str) -> str:
    return f"{figure}%" if figure else ""
