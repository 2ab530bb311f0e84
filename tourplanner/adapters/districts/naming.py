"""What a layer file shows: kind, state, edition, and the code and name of each district.

The Census Bureau's columns and file names, and those of the shipped layers, tell it; a person's
word comes first. What neither tells is asked for, never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tourplanner.adapters.districts.drawn import Drawn, DrawnLayer
from tourplanner.core.errors import InputError, NoFirstDay
from tourplanner.core.model.district import (
    KIND_WORDS,
    NATION,
    District,
    DistrictKind,
    LayerFacts,
    Term,
    plain_code,
)
from tourplanner.core.model.figures import MAX_NAME
from tourplanner.core.model.states import States, state_code
from tourplanner.core.safe_text import one_line

_K = DistrictKind
#: How the Census Bureau codes a kind: in file names and columns, in MTFCC, and its code's column.
_CENSUS: tuple[tuple[DistrictKind, str, str, str], ...] = (
    (_K.UPPER, r"sldu", "G5210", r"SLDUST"),
    (_K.LOWER, r"sldl", "G5220", r"SLDLST"),
    (_K.CONGRESS, r"cd(?:1\d\d)?|congress(?:ional)?", "G5200", r"CD\d*FP"),
    (_K.COUNTY, r"county|counties", "G4020", r"COUNTYFP"),
    (_K.UNIFIED, r"unsd", "G5420", r"UNSDLEA"),
    (_K.ELEMENTARY, r"elsd", "G5400", r"ELSDLEA"),
    (_K.SECONDARY, r"scsd", "G5410", r"SCSDLEA"),
)
_SPLIT = re.compile(r"[^a-z0-9]+")
_CODE = ("district", "district_n", "dist", "district_no", "number")
_NAME = ("namelsad", "name", "district_name", "label")
_EDITION = ("plan_year", "lsy", "session_year")
#: Census: water or land that no district has; school districts have numbers for it.
_NO_DISTRICT = re.compile(r"ZZ+")
_NO_SCHOOL_DISTRICT = re.compile(r"9999[789]")


@dataclass(frozen=True)
class Named:
    """A layer with what it shows."""

    kind: DistrictKind
    state: str
    terms: tuple[Term, ...]
    edition: str
    source: str
    districts: tuple[tuple[District, tuple[Drawn, ...]], ...]
    notes: tuple[str, ...]


def name_layer(drawn: DrawnLayer, facts: LayerFacts, states: States) -> Named:
    """Say what a layer shows; the parts of one district are brought together.

    Raises
    ------
    InputError : kind, state, code or the first day in force is in neither the file nor ``facts``,
        or the lines do not lie in the state.
    """
    columns = [{k.casefold(): v for k, v in one.columns.items()} for one in drawn.features]
    if not columns:
        raise InputError(f"“{drawn.name}” holds no areas.", "Choose the layer of districts.")
    kind = _kind(drawn, columns, facts.kind)
    own = [_state_of(one, states) for one in columns]
    wanted = state_code(facts.state, states) if facts.state else ""
    state = wanted or _state(drawn.name, own, states)
    terms = (_term(kind, facts, drawn.name),)
    parts: dict[tuple[str, str], tuple[District, list[Drawn]]] = {}
    empty = elsewhere = 0
    for feature, values, there in zip(drawn.features, columns, own, strict=True):
        district = _district(kind, values, there or state, states, drawn)
        if district is None:
            empty += 1
        elif wanted and there and there != wanted:
            elsewhere += 1
        else:
            parts.setdefault((district.state, district.code), (district, []))[1].append(feature)
    districts = tuple(
        (district, tuple(features)) for _, (district, features) in sorted(parts.items())
    )
    _check_place(drawn.name, districts, states)
    notes = list(drawn.notes)
    if empty:
        notes.append(f"{empty:,} areas that belong to no district (ZZZ) were left out.")
    if elsewhere:
        notes.append(f"{elsewhere:,} districts of other states were left out.")
    edition = facts.edition or _edition(drawn.name, columns)
    if not edition:
        notes.append("The file does not say of which year its lines are.")
    source = facts.source or _source(drawn.name)
    return Named(kind, state, terms, edition, source, districts, tuple(notes))


def _words(name: str) -> list[str]:
    return _SPLIT.split(name.casefold())


def _kind(drawn: DrawnLayer, columns: list[dict[str, str]], said: str) -> DistrictKind:
    if said:
        return DistrictKind(said)
    first = columns[0]
    told = {first.get("chamber", "").casefold(), first.get("mtfcc", "").upper()}
    for kind, name, code, _ in _CENSUS:
        if code in told or kind.value in told or any(re.fullmatch(name, one) for one in told):
            return kind
    for kind, _, _, column in _CENSUS:
        if kind is not _K.COUNTY and any(re.fullmatch(column, c, re.I) for c in first):
            return kind
    words = _words(drawn.name)
    for kind, name, _, _ in _CENSUS:
        if any(re.fullmatch(name, word) for word in words):
            return kind
    if any(re.fullmatch("countyfp", column) for column in first):
        return _K.COUNTY
    raise InputError(
        f"“{drawn.name}” does not say what its districts are.",
        f"Say what they are: {', '.join(KIND_WORDS)}.",
    )


def _state_of(columns: Mapping[str, str], states: States) -> str:
    """Give the state that a feature's own columns name, two letters or empty."""
    for column in ("statefp", "statefp20", "statefp10", "state", "stusps", "stusab"):
        if found := states.find(columns.get(column, "")):
            return found.code
    geoid = _geoid(columns)
    found = states.by_fips.get(geoid[:2]) if len(geoid) > 2 else None
    return found.code if found else ""


def _geoid(columns: Mapping[str, str]) -> str:
    found = next((columns[c] for c in ("geoid", "geoid20", "geoid10") if columns.get(c)), "")
    return found.rpartition("US")[2]  # long form: 610L300US06025


def _state(name: str, own: list[str], states: States) -> str:
    counts = Counter(filter(None, own))
    if len(counts) > 1:
        return NATION
    if counts:
        return next(iter(counts))
    words = _words(name)
    for word in words:  # tl_2024_06_sldu, ca_sldu
        by_number = states.by_fips.get(word)
        found = by_number or states.by_code.get(word.upper() if len(word) == 2 else "")
        if found is not None:
            return found.code
    raise InputError(f"“{name}” does not say of which state it is.", "Say it by its two letters.")


def _district(
    kind: DistrictKind,
    columns: Mapping[str, str],
    state: str,
    states: States,
    drawn: DrawnLayer,
) -> District | None:
    """Give a feature's district; None for an area that belongs to none."""
    pattern = next(column for k, _, _, column in _CENSUS if k is kind)
    code = next(
        (v for c, v in columns.items() if v and re.fullmatch(rf"{pattern}(\d\d)?", c, re.I)), ""
    )
    if not code:
        code = next((columns[c] for c in _CODE if columns.get(c)), "")
    geoid, known = _geoid(columns), states.by_code.get(state)
    if not code and known and geoid.startswith(known.fips):
        code = geoid[2:]
    name = one_line(next((columns[c] for c in _named(_NAME) if columns.get(c)), ""))[:MAX_NAME]
    if not code and kind.is_school:
        code = name
    if not code:
        listed = ", ".join(list(drawn.features[0].columns)[:12]) or "none"
        raise InputError(
            f"“{drawn.name}” has no column with the number of the district (it has {listed}).",
            "Rename the column to “district” and save the layer again.",
        )
    if kind is _K.COUNTY and geoid:
        code = geoid  # with the state, as shipped counties have it
    if kind.is_school and _NO_SCHOOL_DISTRICT.fullmatch(code):
        return None
    if _NO_DISTRICT.fullmatch(code.upper()) or _NO_DISTRICT.fullmatch(geoid[2:].upper()):
        return None
    code = one_line(code)[:MAX_NAME].removesuffix(".0")  # a number that a table kept as a fraction
    return District(code if kind is _K.COUNTY else plain_code(code), name, state)


def _named(columns: Iterable[str]) -> list[str]:
    return [column + year for column in columns for year in ("", "20", "10")]


def _term(kind: DistrictKind, facts: LayerFacts, name: str) -> Term:
    starts, ends = _day(facts.starts), _day(facts.ends)
    if kind.is_seat and not starts:
        raise NoFirstDay(
            f"Say from when the lines of “{name}” are in force.",
            "It is the first day of the members elected by them, such as 2022-12-05 in California.",
        )
    if starts and ends and ends <= starts:
        raise InputError(
            f"The lines of “{name}” cannot end on {ends}, before they begin.",
            "Give as the end the first day after the last one.",
        )
    return Term("all", starts, ends)


def _day(text: str) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise InputError(f"“{text}” is no day.", "Write it as 2022-12-05.") from None


def _edition(name: str, columns: list[dict[str, str]]) -> str:
    words = _words(name)
    if words[0] in ("tl", "cb") and len(words) > 1 and re.fullmatch(r"20\d\d", words[1]):
        return words[1]
    for column in _EDITION:
        years = {one.get(column, "") for one in columns}
        if len(years) == 1 and re.fullmatch(r"(19|20)\d\d", next(iter(years))):
            return next(iter(years))
    return next((word for word in words if re.fullmatch(r"20\d\d", word)), "")


def _source(name: str) -> str:
    first = _words(name)[0]
    census = {
        "tl": "US Census Bureau TIGER/Line",
        "cb": "US Census Bureau cartographic boundaries",
    }
    return census.get(first, name)


def _check_place(
    name: str,
    districts: tuple[tuple[District, tuple[Drawn, ...]], ...],
    states: States,
) -> None:
    """Refuse lines that do not lie in their state: latitude and longitude changed, or another's."""
    from tourplanner.core.geo import LatLon

    for district, features in districts:
        state = states.by_code.get(district.state)
        ring = features[0].rings[0]
        if state is None or not len(ring):
            continue
        lon, lat = (float(value) for value in ring[0])
        if not state.holds(LatLon(min(max(lat, -90), 90), min(max(lon, -180), 180))):
            raise InputError(
                f"The lines of “{name}” do not lie in {state.name}.",
                "Check the state, and that longitude stands before latitude.",
            )
