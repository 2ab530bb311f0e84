"""Towns and ZIPs offline: a geopy geocoder over the gazetteer that ships with the program.

It knows no streets: an address is answered with its ZIP or its town, and says so. Names are not
unique, so every place of a name is given, the likeliest first, and none is chosen.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from geopy.adapters import BaseSyncAdapter
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from tourplanner.adapters.resources import open_gazetteer
from tourplanner.core.geo import LatLon, Located, Precision, great_circle_m
from tourplanner.core.model.places import PlaceAnswer
from tourplanner.core.model.states import State, States
from tourplanner.core.model.words import fold

MAX_CHARS = 300
MAX_ANSWERS = 25
ONE_TOWN_M = 3_000  # two of one name and county nearer than this: a village and the town around it
FAR_M = 40_000  # a town farther from its ZIP's middle contradicts the ZIP
_SOURCE = "built-in gazetteer"
_ZIP = re.compile(r"(?<![\d-])(\d{5})(?:-\d{4})?(?![\d-])\s*$")
_COUNTRY = re.compile(r",?\s*(?:usa|u\.s\.a\.|united states(?: of america)?)\.?\s*$", re.IGNORECASE)
_COUNTY = re.compile(r"(.+?) (?:county|parish|co\.?)", re.IGNORECASE)
_SHORT = (("st ", "saint "), ("mt ", "mount "), ("ft ", "fort "))
_WAYS = re.compile(r"(no|so|[nsew]) (?=\w{3})")  # "No. Andover", "E. Lansing"
_WAY = {"n": "north ", "s": "south ", "e": "east ", "w": "west "}
_COLUMNS = "places.name, places.state, county_name, lat, lon, population, full_name"
_PLACES = "places JOIN counties ON fips = county_fips"
_NO_STREETS = "no streets are built in"


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]
    """Stands where geopy keeps its connection: this geocoder never asks the network."""

    def get_json(self, url: str, *, timeout: float, headers: Any) -> NoReturn:
        """Refuse."""
        raise AssertionError("the gazetteer asks no network")

    get_text = get_json


@dataclass(frozen=True, slots=True)
class _Query:
    """A query taken apart."""

    zip: str = ""
    state: State | None = None
    county: str = ""
    parts: tuple[str, ...] = field(default=())  # what is left between commas

    @property
    def has_street(self) -> bool:
        """Whether it begins like a street address."""
        return bool(self.parts) and re.match(r"\d+\S*\s+\S", self.parts[0]) is not None


class Gazetteer(Geocoder):  # type: ignore[misc]
    """Answers ZIPs, towns and, coarsely, addresses; fulfils the port Geocoder."""

    def __init__(self, states: States, zone: Callable[[LatLon], str]) -> None:
        """Take the states, and what gives the time zone of a point."""
        super().__init__(adapter_factory=_NoNetwork)
        self._states = states
        self._zone = zone
        self._local = threading.local()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,
        home_state: str = "",
    ) -> Location | list[Location] | None:
        """Answer as geopy's geocoders do; ``raw`` holds the PlaceAnswer.

        Parameters
        ----------
        exactly_one : geopy's wish for the first answer; None where several fit equally.
        """
        answers = self.locate(query, home_state)
        found = [
            Location(a.label, (a.located.point.lat, a.located.point.lon, 0.0), {"answer": a})
            for a in answers
        ]
        if not found:
            return None
        if exactly_one:
            return found[0] if len(found) == 1 else None
        return found

    def locate(self, query: str, home_state: str = "") -> tuple[PlaceAnswer, ...]:
        """Give all that a query may mean, the home state's and the largest places first.

        Parameters
        ----------
        query : "91104", "Fresno", "Burbank, California", "515 Ashtabula St., Pasadena, CA 91104".
        home_state : two letters; its places come first, others are listed too.
        """
        asked = self._take_apart(query)
        if asked.zip:
            answers = self._by_zip(asked)
            if answers:
                return answers + self._far_towns(asked, answers[0], home_state.upper())
        answers = self._by_name(asked, home_state.upper())
        if not answers and (spelled := self._with_code(asked)) is not None:
            asked = spelled
            answers = self._by_name(asked, home_state.upper())
        note = _NO_STREETS if asked.has_street else ""
        if asked.zip:
            note = f"ZIP {asked.zip} is not known"
        if note:
            answers = tuple(replace(a, note=f"{note}: the middle of the town") for a in answers)
        return answers[:MAX_ANSWERS]

    def counties_of(self, town: str, state: str) -> frozenset[str]:
        """Give the counties that the places of a town's name lie in, in a state of two letters."""
        at = self._states.by_code.get(state)
        rows = (self._named(town, at) or self._other_name(town, at)) if town and at else []
        return frozenset(_called(row[6]) for row in rows)

    def close(self) -> None:
        """Close this thread's connection."""
        db = getattr(self._local, "db", None)
        if db is not None:
            db.close()
            self._local.db = None

    # -- parts ---------------------------------------------------------------------------------

    def _take_apart(self, query: str) -> _Query:
        text = query[:MAX_CHARS].encode("utf-8", "replace").decode("utf-8")
        text = re.sub(r"[\x00-\x1f\x7f]+", ", ", text)
        text = _COUNTRY.sub("", text.strip(" ,"))
        zip_code = ""
        if match := _ZIP.search(text):
            zip_code, text = match[1], text[: match.start()]
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if not zip_code and parts and (first := re.fullmatch(r"(?:ZIP )?(\d{5})", parts[0])):
            zip_code, parts = first[1], parts[1:]  # "93706, NV"
        state = None
        if parts:
            state, rest = self._state_at_end(parts[-1], is_whole=len(parts) > 1 or bool(zip_code))
            if state is not None:
                parts = [*parts[:-1], rest] if rest else parts[:-1]
        county = ""
        if len(parts) > 1 and (named := _COUNTY.fullmatch(parts[-1])):
            county, parts = named[1], parts[:-1]
        return _Query(zip_code, state, county, tuple(parts))

    def _state_at_end(self, part: str, *, is_whole: bool) -> tuple[State | None, str]:
        """Find a state at the end of a part: "Fresno CA", "New Mexico"; gives what stands before.

        A lone word such as "Washington" may be a town and is a state only behind a comma.
        """
        if is_whole and (state := self._states.spelled(part.strip(". "))):
            return state, ""
        words = part.split()
        for count in (3, 2, 1):
            if len(words) > count:
                tail = " ".join(words[-count:]).strip(". ")
                state = self._states.by_name.get(tail.casefold())
                if state is None and count == 1 and tail.isupper():
                    state = self._states.by_code.get(tail)
                if state is not None:
                    return state, " ".join(words[:-count])
        return None, part

    def _with_code(self, asked: _Query) -> _Query | None:
        """Read "fresno ca": a small code without a comma, where nothing is called so as a whole."""
        words = asked.parts[-1].split() if asked.parts and asked.state is None else []
        state = self._states.by_code.get(words[-1].upper()) if len(words) > 1 else None
        if state is None:
            return None
        parts = (*asked.parts[:-1], " ".join(words[:-1]))
        return replace(asked, state=state, parts=parts)

    def _by_zip(self, asked: _Query) -> tuple[PlaceAnswer, ...]:
        rows = self._rows(
            "SELECT city, zips.state, full_name, lat, lon, zip_type FROM zips"
            " JOIN counties ON fips = county_fips WHERE zip = ?",
            (asked.zip,),
        )
        answers = []
        for city, state, county, lat, lon, kind in rows:
            notes = [_NO_STREETS] if asked.has_street else []
            if kind == "po_box":
                notes.append("a ZIP of post-office boxes")
            if asked.state is not None and asked.state.code != state:
                notes.append(f"the ZIP is in {state}, not in {asked.state.code}")
            note = f"{', '.join(notes)}: the middle of ZIP {asked.zip}" if notes else ""
            located = Located(LatLon(lat, lon), Precision.ZIP, _SOURCE)
            label = (
                f"ZIP {asked.zip}, {city}, {self._county(county, state)}{self._state_name(state)}"
            )
            zone = self._zone(located.point)
            answers.append(
                PlaceAnswer(located, label, city, state, _called(county), zone, 0, asked.zip, note)
            )
        return tuple(answers)

    def _far_towns(
        self, asked: _Query, by_zip: PlaceAnswer, home_state: str
    ) -> tuple[PlaceAnswer, ...]:
        """Give the towns of the name in the query where none of them lies near its ZIP."""
        towns = self._by_name(asked, home_state)
        here = by_zip.located.point
        if any(great_circle_m(here, town.located.point) <= FAR_M for town in towns):
            return ()
        note = f"not near ZIP {asked.zip}: the middle of the town"
        return tuple(replace(town, note=note) for town in towns[:MAX_ANSWERS])

    def _by_name(self, asked: _Query, home_state: str) -> tuple[PlaceAnswer, ...]:
        tried = reversed(asked.parts[1:] if asked.has_street else asked.parts)
        for name in tried:
            found = self._named(name, asked.state) or self._other_name(name, asked.state)
            if asked.county:
                found = [row for row in found if fold(row[2]) == fold(asked.county)]
            said = set(map(fold, asked.parts))
            found = [row for row in found if fold(row[6]) in said] or found  # "Richmond city"
            if found:
                return self._answers(found, home_state)
        if asked.has_street and len(asked.parts) == 1:
            return self._answers(self._at_end(asked.parts[0], asked.state), home_state)
        return ()

    def _named(self, name: str, state: State | None) -> list[tuple[Any, ...]]:
        names = _spellings(name)
        marks = ",".join("?" * len(names))
        sql = f"SELECT {_COLUMNS} FROM {_PLACES} WHERE ascii_name COLLATE NOCASE IN ({marks})"
        values: list[str] = list(names)
        if state is not None:
            sql += " AND places.state = ?"
            values.append(state.code)
        return self._rows(sql, values)

    def _other_name(self, name: str, state: State | None) -> list[tuple[Any, ...]]:
        """Find places by one of their other names, whole: "San Buenaventura" is Ventura."""
        words = re.findall(r"[a-z0-9]+", fold(name))
        if not words:
            return []
        query = "alt_names : " + " + ".join(f'"{word}"' for word in words[:8])
        rows = self._rows(
            f"SELECT {_COLUMNS}, alt_names FROM {_PLACES} WHERE id IN"
            " (SELECT rowid FROM places_fts WHERE places_fts MATCH ?)",
            (query,),
        )
        wanted = " ".join(words)
        return [
            row[:-1]
            for row in rows
            if (state is None or row[1] == state.code) and wanted in _plain_lines(row[-1])
        ]

    def _at_end(self, text: str, state: State | None) -> list[tuple[Any, ...]]:
        """Find the town at the end of an address without commas: "515 Ashtabula St Pasadena"."""
        words = text.split()
        for count in (4, 3, 2, 1):
            if len(words) > count + 1:
                found = self._named(" ".join(words[-count:]), state)
                if found:
                    return found
        return []

    def _answers(self, rows: Iterable[tuple[Any, ...]], home_state: str) -> tuple[PlaceAnswer, ...]:
        answers: list[PlaceAnswer] = []
        ordered = sorted(rows, key=lambda r: (r[1] != home_state, -r[5], r[1], r[2], r[3]))
        for name, state, _, lat, lon, population, whole in ordered:
            county = _called(whole)
            label = f"{name}, {self._county(whole, state)}{self._state_name(state)}"
            located = Located(LatLon(lat, lon), Precision.TOWN, _SOURCE)
            if any(_is_same_town(known, name, state, county, located.point) for known in answers):
                continue
            zone = self._zone(located.point)
            answers.append(PlaceAnswer(located, label, name, state, county, zone, population))
        return tuple(answers)

    def _county(self, county: str, state: str) -> str:
        return "" if _called(county) == self._state_name(state) else f"{county}, "

    def _state_name(self, code: str) -> str:
        state = self._states.by_code.get(code)
        return state.name if state else code

    def _rows(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            db = self._local.db = open_gazetteer()
        return db.execute(sql, values).fetchall()


def _called(county: str) -> str:
    """Give a county's whole name as directories write it: "Fresno", "Ouachita Parish"."""
    return county.removesuffix(" County")


def _spellings(name: str) -> tuple[str, ...]:
    """Give the spellings a town's name may have in the gazetteer: "St. Helena", "Saint Helena"."""
    plain = re.sub(r"\s+", " ", fold(name).replace(".", "")).strip()
    out = [plain, fold(name).strip()]
    for short, long in _SHORT:
        if plain.startswith(short):
            out.append(long + plain.removeprefix(short))
        elif plain.startswith(long):
            out.append(short + plain.removeprefix(long))
    if way := _WAYS.match(plain):
        out.append(_WAY[way[1][0]] + plain[way.end() :])
    if plain.startswith("city of "):
        out.append(plain.removeprefix("city of "))
    return tuple(dict.fromkeys(out))


def _is_same_town(known: PlaceAnswer, name: str, state: str, county: str, at: LatLon) -> bool:
    """Whether a larger town that was found is this one too, such as Saint and St. Johnsbury."""
    return (
        (known.state, known.county) == (state, county)
        and not set(_spellings(known.name)).isdisjoint(_spellings(name))
        and great_circle_m(known.located.point, at) < ONE_TOWN_M
    )


def _plain_lines(names: str) -> set[str]:
    return {" ".join(re.findall(r"[a-z0-9]+", fold(line))) for line in names.split("\n")}
