"""Districts as values: layers of lines with the days they are in force, and a site's answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from tourplanner.core.clock import date_text
from tourplanner.core.geo import LatLon


class DistrictKind(StrEnum):
    """What a layer divides a state into."""

    UPPER = "upper"
    LOWER = "lower"
    CONGRESS = "congress"
    COUNTY = "county"
    UNIFIED = "unified"  # school districts; a place may lie in an elementary and a secondary one
    ELEMENTARY = "elementary"
    SECONDARY = "secondary"

    @property
    def is_seat(self) -> bool:
        """Whether a district of this kind elects members, so that its lines have their days."""
        return self in (DistrictKind.UPPER, DistrictKind.LOWER, DistrictKind.CONGRESS)

    @property
    def is_school(self) -> bool:
        """Whether it is a kind of school district."""
        return self in SCHOOL_KINDS


SCHOOL_KINDS = (DistrictKind.UNIFIED, DistrictKind.ELEMENTARY, DistrictKind.SECONDARY)
KIND_WORDS: Mapping[DistrictKind, str] = {
    DistrictKind.UPPER: "upper chamber",
    DistrictKind.LOWER: "lower chamber",
    DistrictKind.CONGRESS: "Congress",
    DistrictKind.COUNTY: "county",
    DistrictKind.UNIFIED: "school district",
    DistrictKind.ELEMENTARY: "elementary school district",
    DistrictKind.SECONDARY: "secondary school district",
}
NATION = "US"  # the state of a layer that holds many states

_NUMBERED = re.compile(r"(\d+)([A-Za-z]?)")


class District(NamedTuple):
    """One district of a layer: its code without leading zeros, its name in the layer's words."""

    code: str
    name: str
    state: str

    @property
    def number(self) -> int | None:
        """The number in the code: 5 of "5A"; None where the district has a name only."""
        found = _NUMBERED.fullmatch(self.code)
        return int(found[1]) if found else None

    @property
    def order(self) -> tuple[int, str, str, str]:
        """What decides between districts: the lowest number first, then code, name, state."""
        number = self.number
        return (10**9 if number is None else number, self.code, self.name, self.state)


def plain_code(text: str) -> str:
    """Give a district's code without leading zeros: "025" is "25", "05A" is "5A"; "00" is "0"."""
    code = text.strip()
    return (code.lstrip("0") or "0") if code[:1].isdigit() else code


def day_text(iso: str) -> str:
    """Write an ISO date as people here do: ``Dec. 5, 2022``."""
    return date_text(date.fromisoformat(iso), weekday=False, year=True)


class Term(NamedTuple):
    """Days on which the lines of some numbers have their members.

    ``numbers`` is all, odd or even; ``start`` the first day, ``end`` the first day after it, ISO;
    empty = open.
    """

    numbers: str = "all"
    start: str = ""
    end: str = ""

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        text = day.isoformat()
        return (not self.start or self.start <= text) and (not self.end or text < self.end)

    def is_of(self, district: District) -> bool:
        """Whether the district is one of these numbers."""
        number = district.number
        if self.numbers == "all" or number is None:
            return True
        return (number % 2 == 1) == (self.numbers == "odd")


@dataclass(frozen=True, slots=True)
class Borders:
    """Borders of districts for a drawing.

    ``lines`` : each flat, longitude and latitude in steps of 1 / ``grid`` degree, the first point
    from zero, each other one from the one before. ``centers`` : where each district may be named,
    None where it has no area.
    """

    grid: int
    lines: tuple[tuple[int, ...], ...]
    centers: tuple[LatLon | None, ...]


@dataclass(frozen=True, slots=True)
class LayerInfo:
    """A layer that is at hand; ``id`` is its file's name without the ending."""

    id: str
    kind: DistrictKind
    state: str  # two letters, or US for a layer of many states
    districts: int
    terms: tuple[Term, ...] = (Term(),)
    edition: str = ""  # of the lines, such as 2024; empty = the file does not say
    source: str = ""
    remark: str = ""
    is_shipped: bool = False
    added_at: str = ""

    @property
    def starts(self) -> str:
        """The first day in force, ISO; empty = open."""
        return min(term.start for term in self.terms)

    @property
    def ends(self) -> str:
        """The first day after the last one in force, ISO; empty = open."""
        ends = [term.end for term in self.terms]
        return "" if "" in ends else max(ends)

    @property
    def words(self) -> str:
        """Name the layer: ``CA, upper chamber: 40 districts``."""
        noun = "district" if self.districts == 1 else "districts"
        if self.kind is DistrictKind.COUNTY:
            return f"{self.state}, {self.districts:,} counties"
        return f"{self.state}, {KIND_WORDS[self.kind]}: {self.districts:,} {noun}"

    @property
    def edition_words(self) -> str:
        """Say which lines these are: ``lines of 2021``."""
        return f"lines of {self.edition}" if self.edition else "lines of no stated edition"

    @property
    def force_words(self) -> str:
        """Say from when to when they are in force."""
        start, end = self.starts, self.ends
        if not start and not end:
            return "any day"
        if not end:
            return f"from {day_text(start)}"
        until = f"until {day_text(end)}"
        return f"from {day_text(start)} {until}" if start else until

    def holds(self, day: date) -> bool:
        """Whether any of its districts is in force on a day."""
        return any(term.holds(day) for term in self.terms)

    def term_of(self, district: District) -> Term:
        """Give the days on which one district is in force."""
        return next((term for term in self.terms if term.is_of(district)), Term())


@dataclass(frozen=True, slots=True)
class LayerFacts:
    """What a person says of a layer file; an empty text = as the file tells."""

    kind: str = ""
    state: str = ""
    starts: str = ""
    ends: str = ""
    edition: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class AddedLayer:
    """A layer just loaded; ``notes`` say in sentences what was taken how, or left out."""

    info: LayerInfo
    notes: tuple[str, ...] = ()
    is_new: bool = True


class Placement(NamedTuple):
    """Where a point lies in a layer.

    ``inside`` are the districts that hold it, by their place in the layer, lowest first. ``near``
    are the others with a border within reach, and the meters to it, nearest first.
    """

    inside: tuple[int, ...] = ()
    near: tuple[tuple[int, float], ...] = ()


class How(StrEnum):
    """How a site's district is known, or why it is not."""

    INSIDE = "inside"
    LINE = "line"  # on a line, or in two at once: decided by rule
    NEAREST = "nearest"  # in a gap or off the coast
    DIRECTORY = "directory"  # as the school directory has it
    NOT_LOADED = "not loaded"
    OUTSIDE = "outside"
    NO_CHAMBER = "no chamber"
    NO_POINT = "no point"
    NO_SEAT = "no seat"  # staggered: the district of these lines has no member yet, or no more

    @property
    def is_known(self) -> bool:
        """Whether there is a district."""
        return self in (How.INSIDE, How.LINE, How.NEAREST, How.DIRECTORY)


class NearDistrict(NamedTuple):
    """Another district whose line is near, with the meters to it."""

    code: str
    label: str
    gap_m: int


@dataclass(frozen=True, slots=True)
class SiteDistrict:
    """A site's district of one kind on a day.

    ``label`` names it in the state's own words; ``sentence`` tells what to know of the answer,
    empty where it is plain.
    """

    kind: DistrictKind
    how: How
    title: str  # what it is, in the state's words: Assembly district
    code: str = ""
    label: str = ""
    state: str = ""
    source: str = ""
    near: tuple[NearDistrict, ...] = ()
    sentence: str = ""
    layer: LayerInfo | None = None

    @property
    def value(self) -> str:
        """What stands in a table: the label, else in a few words why there is none."""
        return self.label if self.how.is_known else _WHY[self.how]

    @property
    def words(self) -> str:
        """Say the district in one line: ``Senate District 25``, ``County: Los Angeles``."""
        is_named = self.how.is_known and self.label.startswith(self.title)
        return self.label if is_named else f"{self.title}: {self.value}"

    @property
    def is_sure(self) -> bool:
        """Whether nothing needs a second look."""
        return self.how in (How.INSIDE, How.DIRECTORY, How.NO_CHAMBER) and not self.near


@dataclass(frozen=True, slots=True)
class Touched:
    """Which districts of one kind some sites lie in, and which of the state's they miss."""

    title: str
    touched: tuple[str, ...]  # labels, by number
    missed: tuple[str, ...]


_WHY = {
    How.NOT_LOADED: "not loaded",
    How.OUTSIDE: "none: outside the lines",
    How.NO_CHAMBER: "none: one chamber",
    How.NO_POINT: "no point yet",
    How.NO_SEAT: "no member by these lines",
}


@dataclass(frozen=True, slots=True)
class Chamber:
    """A chamber as its state calls it. ``most`` members a district; they may be fewer."""

    name: str  # State Assembly
    district: str  # Assembly District
    fewest: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class Chambers:
    """The chambers of one state; ``lower`` is None where it has one chamber, told in ``note``."""

    state: str
    upper: Chamber
    lower: Chamber | None
    note: str = ""

    def of(self, kind: DistrictKind) -> Chamber | None:
        """Give the upper or lower chamber."""
        return self.upper if kind is DistrictKind.UPPER else self.lower


@dataclass(frozen=True, slots=True)
class ChamberWords:
    """The chambers of all states, with the date and source of the list."""

    states: Mapping[str, Chambers] = field(default_factory=dict)
    date: str = ""
    source: str = ""

    def title(self, kind: DistrictKind, state: str) -> str:
        """Give the name of a kind of district in a state's words, for a table's first column."""
        if kind in (DistrictKind.UPPER, DistrictKind.LOWER):
            known = self.states.get(state)
            chamber = known.of(kind) if known else None
            if chamber is None:
                return "Lower chamber" if kind is DistrictKind.LOWER else "Upper chamber"
            return chamber.district
        return _TITLES[kind]

    def label(self, kind: DistrictKind, district: District) -> str:
        """Name a district in its state's words: "Assembly District 41", "Fresno County"."""
        numbered = district.number is not None and district.code != "0"
        # The first district of Barnstable has a number that nobody uses.
        numbered = numbered and not _is_named(district)
        if kind.is_seat and numbered:
            return f"{self.title(kind, district.state)} {district.code}"
        return district.name or district.code


def _is_named(district: District) -> bool:
    """Whether a district's name is one, without its number: "First Barnstable District"."""
    words = district.name.casefold().split()
    return "district" in words[1:] and words[0] != "state" and not re.search(r"\d", district.name)


_TITLES = {
    DistrictKind.CONGRESS: "Congressional District",
    DistrictKind.COUNTY: "County",
    DistrictKind.UNIFIED: "School district",
    DistrictKind.ELEMENTARY: "Elementary district",
    DistrictKind.SECONDARY: "Secondary district",
}


def parse_chambers(data: Mapping[str, Any]) -> ChamberWords:
    """Make ChamberWords from the data file ``packs/chambers_us.json``."""
    return ChamberWords(
        {code: _chambers(code, row) for code, row in data["states"].items()},
        data["date"],
        data["source"],
    )


def _chambers(code: str, row: Mapping[str, Any]) -> Chambers:
    lower = row.get("lower")
    return Chambers(
        code, _chamber(row["upper"]), _chamber(lower) if lower else None, row.get("note", "")
    )


def _chamber(row: Sequence[Any]) -> Chamber:
    name, district, *members = row
    fewest, most = (*members, *members, 1, 1)[:2]
    return Chamber(str(name), str(district), int(fewest), int(most))
