"""States and counties as data: names, numbers, the box of their coordinates, service regions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from tourplanner.core.errors import InputError
from tourplanner.core.geo import LatLon
from tourplanner.core.model.counties import county_name

_ZIP = re.compile(r"\d{5}(?:-?\d{4})?")


@dataclass(frozen=True, slots=True)
class State:
    """One state or territory with the box that holds every place in it (decimal degrees)."""

    code: str  # two letters
    name: str
    fips: str  # two digits
    south: float
    north: float
    west: float
    east: float

    def holds(self, point: LatLon) -> bool:
        """Whether the point lies in the box; west > east means that it crosses the date line."""
        if not self.south <= point.lat <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= point.lon <= self.east
        return point.lon >= self.west or point.lon <= self.east


@dataclass(frozen=True, slots=True)
class States:
    """All states, looked up by code, name or number."""

    by_code: Mapping[str, State] = field(default_factory=dict)
    by_name: Mapping[str, State] = field(default_factory=dict)
    by_fips: Mapping[str, State] = field(default_factory=dict)
    by_short: Mapping[str, State] = field(default_factory=dict)  # "tex", as newspapers write it
    by_zip: Mapping[str, State] = field(default_factory=dict)  # by its first three digits

    @property
    def country(self) -> State | None:
        """The box that holds every state, for what is said of none; None where none is loaded."""
        boxes = self.by_code.values()
        if not boxes:
            return None
        souths, norths = [one.south for one in boxes], [one.north for one in boxes]
        # Islands and Alaska reach over the date line: from there on it goes to the east.
        west = min((one.west for one in boxes if one.west > 0), default=-180.0)
        east = max(one.east for one in boxes if one.east < 0)
        return State("", "the country", "", min(souths), max(norths), west, east)

    def find(self, text: str) -> State | None:
        """Give the state of a code, a name, a short form or a two-digit number; else None."""
        key = text.strip()
        return self._of(key) or self.by_fips.get(key.zfill(2) if key.isdecimal() else "")

    def spelled(self, text: str) -> State | None:
        """Give the state that letters in a line mean: "TX", "Texas", "Tex." or "N.Y."; else None.

        Letters with points are the initials of a name: "L.A." is no Louisiana, but a town.
        """
        state = self._of(text)
        if state is not None and is_initials(text):
            capitals = "".join(word[0] for word in state.name.split() if word[0].isupper())
            return state if capitals == state.code else None
        return state

    def _of(self, text: str) -> State | None:
        letters = _letters(text)
        return (
            self.by_code.get(letters.upper())
            or self.by_name.get(text.strip(" .").casefold())
            or self.by_short.get(letters.casefold())
        )

    def of_zip(self, zip_code: str) -> State | None:
        """Give the state of a ZIP; None for what is none, and for one that two might have."""
        return self.by_zip.get(zip_code[:3]) if _ZIP.fullmatch(zip_code) else None

    def zip_against(self, zip_code: str, state: str) -> str:
        """Say that a ZIP is not in a state of two letters; empty where nothing speaks against it.

        "LA 90016" is such a one: the letters stand for a town there, or one of the two is wrong.
        """
        there = self.of_zip(zip_code)
        if there is None or state not in self.by_code or there.code == state:
            return ""
        return f"The ZIP {zip_code[:5]} is in {there.name}, not in {self.name_of(state)}."

    def said(self, typed: str, zip_code: str, home_state: str) -> str:
        """Give the state of a typed place: its two letters, or as it was typed where it is none.

        Where none is typed its ZIP tells it, and the home state stands where that does not.
        """
        if typed:
            known = self.find(typed)
            return known.code if known else typed
        there = self.of_zip(zip_code)
        return there.code if there else home_state

    def name_of(self, code: str) -> str:
        """Give the name of a state by its two letters; the letters where they are none."""
        return self.by_code[code].name if code in self.by_code else code


def _letters(text: str) -> str:
    return re.sub(r"[.\s]", "", text)


def is_initials(text: str) -> bool:
    """Whether a text is two letters with points, as of a name of two words: "N.Y.", "L.A"."""
    return _INITIALS.fullmatch(text.strip()) is not None


def state_code(text: str, states: States) -> str:
    """Give the two letters of a state typed by code or name.

    Raises
    ------
    InputError : there is no such state.
    """
    state = states.find(text)
    if state is None:
        near = get_close_matches(text.strip().casefold(), states.by_name, 1, 0.7)
        name = states.by_name[near[0]].name if near else ""
        hint = f"Did you mean {name}?" if name else "Write two letters, such as CA, or the name."
        raise InputError(f"“{text}” is no state.", hint)
    return state.code


_INITIALS = re.compile(r"[A-Za-z]\.\s?[A-Za-z]\.?")
# Three letters without a dot may be a word of the town: "Brea Del".
_TOWN_AND_STATE = re.compile(
    r"(.+?)\s+([A-Z]{2}|[A-Z]\.\s?[A-Z]\.|[NSW]\.\s?[A-Z][a-z]{1,3}\.?|[A-Z][a-z]{1,4}\.|[A-Z][a-z]{3,4})"
)


def split_town(text: str, states: States) -> tuple[str, str, str]:
    """Take a town apart as people write it: "Kingman, AZ 86401" is town, two letters, ZIP.

    "Kingman Ariz. 86401" is the same; a name without a comma is part of the town: "West Texas".

    What is not there is empty; a text that ends in no state or ZIP is all town.
    """
    rest, zip_code = text.strip(), ""
    if match := re.fullmatch(r"(.*?)[,\s]+(\d{5})(?:-\d{4})?", rest):
        rest, zip_code = match[1], match[2]
    town, comma, last = rest.rpartition(",")
    found = states.spelled(last) if comma else None
    is_state = states.spelled(rest) is not None  # "W. Va." is no town "W."
    if found is None and not is_state and (match := _TOWN_AND_STATE.fullmatch(rest)):
        town, said = match[1], match[2]
        found = (
            states.spelled(said)
            if is_initials(said)
            else states.by_short.get(_letters(said).casefold()) or states.by_code.get(said)
        )
    if found is None or not town.strip(" ,"):
        return (rest, "", zip_code) if rest else (text.strip(), "", "")
    return town.strip(" ,"), found.code, zip_code


def parse_states(data: Mapping[str, Any]) -> States:
    """Make States from the data file ``packs/states_us.json``."""
    states = [_state(code, row) for code, row in data["states"].items()]
    return States(
        {state.code: state for state in states},
        {state.name.casefold(): state for state in states},
        {state.fips: state for state in states},
        {
            _letters(short).casefold(): state
            for row, state in zip(data["states"].values(), states, strict=True)
            for short in row.get("short", "").split()
        },
        {
            f"{beginning:03}": state
            for row, state in zip(data["states"].values(), states, strict=True)
            for beginning in _numbers(row.get("zips", ""))
        },
    )


def _state(code: str, row: Mapping[str, Any]) -> State:
    south, north, west, east = (float(edge) for edge in row["box"])
    return State(code, row["name"], row["fips"], south, north, west, east)


def _numbers(ranges: str) -> Iterator[int]:
    """Give the whole numbers of "350-352 354"."""
    for one in ranges.split():
        first, _, last = one.partition("-")
        yield from range(int(first), int(last or first) + 1)


@dataclass(frozen=True, slots=True)
class Region:
    """One region that a tour should be balanced over."""

    number: int
    name: str
    counties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Regions:
    """The regions of one state, with their source; empty for a state that has none loaded."""

    state: str = ""
    regions: tuple[Region, ...] = ()
    source: str = ""
    date: str = ""
    _by_county: Mapping[str, Region] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_county = {name.casefold(): one for one in self.regions for name in one.counties}
        object.__setattr__(self, "_by_county", by_county)

    def of(self, state: str, county: str) -> Region | None:
        """Give the region of a county; None where none is loaded for it, never a guess."""
        if state.upper() != self.state:
            return None
        wanted = county_name(county).casefold()
        return self._by_county.get(wanted)


def parse_regions(data: Mapping[str, Any]) -> Regions:
    """Make Regions from a data file such as ``packs/regions_ca.json``."""
    rows: Sequence[Mapping[str, Any]] = data["regions"]
    return Regions(
        data["state"],
        tuple(Region(int(row["number"]), row["name"], tuple(row["counties"])) for row in rows),
        data.get("source", ""),
        data.get("date", ""),
    )
