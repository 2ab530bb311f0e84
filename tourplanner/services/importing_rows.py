"""One row of a list read: codes, places and points of its cells, without guessing in silence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tourplanner.core.geo import LatLon, Located, Precision
from tourplanner.core.model.case_values import MAX_LINE
from tourplanner.core.model.codes import CodeReading, read_cds, read_nces
from tourplanner.core.model.figures import MAX_NAME
from tourplanner.core.model.grades import parse_grades, was_span
from tourplanner.core.model.list_columns import (
    FEDERAL_CODE,
    GRADE_HIGH,
    GRADE_LOW,
    LAT,
    LON,
    MANY,
    OWN,
    POINT,
    STATE_CODE,
    STATUS,
)
from tourplanner.core.model.list_rows import SWAPPED, UNSIGNED, CodeLink
from tourplanner.core.model.places import compare_points
from tourplanner.core.model.row_points import (
    DECIMAL_COMMA,
    POINT_NOTES,
    degrees,
    read_point,
    signed,
)
from tourplanner.core.model.site import CDE, CLOSED_STATUSES, NCES, STATE, PointFlag, SchoolRow
from tourplanner.core.model.states import States, split_town
from tourplanner.core.model.words import TYPE_WORDS, district_initials, name_words, place_words
from tourplanner.services.addresses import AddressMatch, compare_addresses, is_mail_box
from tourplanner.services.site_adding import MAX_TEXT

_EMPTY = frozenset(("", "no data", "n/a", "na", "null", "none", "-", "--", "\u2020", "#n/a"))
_NONE_CODE = "zzz"  # the Census Bureau's word for "in none"
_DEGREES = re.compile(
    r"([+-]?(?<![\d.])\d{1,3}(?:\.\d+)?)\s*°?\s*(?:([NSEW])\b|(?!\w|\.\d))", re.IGNORECASE
)
_ZIP = re.compile(r"\d{5}(?:-?\d{4})?")
_SHORT = {"name": MAX_NAME, "tag": 60}
_COUNTRY = frozenset(("usa", "us", "u.s.a.", "u.s.", "united states"))
_PHONE = r"(?:\+?1[-. ]?)?(?:\(\d{3}\)\s?|\b\d{3}[-. ])\d{3}[-. ]\d{4}\b(?:\s*(?:x|ext)\.?\s*\d+)?"
# As long as addresses of mail may be: what no limit holds takes hours in a cell of "a@a@a@...".
_MAIL = r"<?[^\s@]{1,64}@[^\s@]{1,255}\.\w+>?"
_REACHED_BY = re.compile(rf"{_PHONE}|{_MAIL}", re.IGNORECASE)
#: Where a number goes that stands beside a name; "" = to the remarks, as mail does.
_NUMBER_OF = {
    "host_name": "host_mobile",
    "coordinator": "coordinator_phone",
    "alternate": "alternate_phone",
    "principal": "",
}


@dataclass(slots=True)
class Cells:
    """What the cells of a row say; ``problem`` is why the row cannot be taken."""

    facts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    problem: str = ""
    codes: list[str] = field(default_factory=list)
    code: CodeLink | None = None
    point: LatLon | None = None
    offered: LatLon | None = None
    offer: str = ""
    closed: str = ""  # Closed, Merged: as the list says


def read_cells(
    cells: Sequence[str], targets: Sequence[str], width: int, states: States, home_state: str
) -> Cells:
    """Read the cells of one row.

    Parameters
    ----------
    targets : where each column goes, see core.model.list_columns.
    width : columns of the header; cells beyond it are a row that was cut wrongly.
    """
    read = Cells()
    if any(cell.strip() for cell in cells[width:]):
        read.problem = f"It has {len(cells)} cells, the header {width}."
        return read
    values = _values(cells, targets, read)
    _read_people(values, read)
    _split_address(values, states)
    _read_place(values, home_state, states, read)
    state = values.get("state") or home_state
    _read_codes(values, home_state, states, read)
    _read_texts(values, read)
    _read_point(values, state, states, read)
    return read


def _values(cells: Sequence[str], targets: Sequence[str], read: Cells) -> dict[str, str]:
    values: dict[str, str] = {}
    for target, cell in zip(targets, cells, strict=False):
        if not target:
            continue
        if not cell.isprintable():
            cell = "".join(c if c.isprintable() else " " for c in cell)
        text = " ".join(cell.split())
        if text.casefold() == _NONE_CODE:
            read.notes.append("“ZZZ” means none and was left empty.")
        elif text.casefold() not in _EMPTY:
            joined = f"{values[target]}; {text}" if target in MANY and target in values else text
            values[target] = joined
    return values


def _read_people(values: dict[str, str], read: Cells) -> None:
    """Take numbers and addresses of mail off names, which papers print for everybody."""
    for name, number_goes in _NUMBER_OF.items():
        found = _REACHED_BY.findall(values.get(name, ""))
        if not found:
            continue
        who = " ".join(_REACHED_BY.sub(" ", values[name]).split()).strip(" ,;:/-\u2013()")
        for one in found:
            at = number_goes if "@" not in one and number_goes not in values else ""
            line = one.strip(" ,;()<>") if "@" in one else one
            if at:
                values[at] = line
            else:
                said = f"{who}: {line}" if who else line
                values["remarks"] = "; ".join(filter(None, (values.get("remarks"), said)))
        if who:
            values[name] = who
        else:
            del values[name]
        read.notes.append("A number or e-mail beside a name is kept for the staff alone.")


def _split_address(values: dict[str, str], states: States) -> None:
    """Take town, state and ZIP off a whole address where the list has no town."""
    parts = [part.strip() for part in values.get("street", "").split(",") if part.strip()]
    if values.get("city") or len(parts) < 2:
        return
    if parts[-1].casefold() in _COUNTRY:
        parts.pop()
    for last in (1, 2, 3):  # "Fresno CA 93701", "Fresno, CA 93701", "Fresno, CA, 93701"
        text = ", ".join(parts[-last:])
        town, state, zip_code = split_town(text, states)
        alone = states.spelled(town) if not state else None
        is_state = alone is not None and not states.zip_against(zip_code, alone.code)
        is_town = not re.search(r"\d", town) and not is_state  # "LA 90016" is a town
        if last < len(parts) and is_town and (state or zip_code):
            values |= {"street": ", ".join(parts[:-last]), "city": text}
            return


def _read_place(values: dict[str, str], home_state: str, states: States, read: Cells) -> None:
    """Read state, town and ZIP; a state and a ZIP behind the town are taken apart."""
    if text := values.pop("state", ""):
        known = states.find(text)
        if known is None:
            read.notes.append(f"“{text[:40]}” is no state and was not taken.")
        else:
            values["state"] = known.code
    town, there, zip_code = split_town(values.get("city", ""), states)
    if town:
        values["city"] = town
    if there:
        values.setdefault("state", there)
    if zip_code:
        values.setdefault("zip", zip_code)
    if text := values.pop("zip", "").removesuffix(".0"):
        whole = states.of_zip(text.zfill(5)) if text.isdecimal() and len(text) in (3, 4) else None
        if whole is not None and whole.code == values.get("state", home_state):
            read.notes.append(f"The ZIP {text} had lost its first zero, which was put back.")
            text = text.zfill(5)
        if _ZIP.fullmatch(text):
            digits = text.replace("-", "")
            values["zip"] = digits[:5] if len(digits) == 5 else f"{digits[:5]}-{digits[5:]}"
            if against := states.zip_against(digits, values.get("state", "")):
                read.notes.append(against)
            if state := states.said(values.get("state", ""), digits, ""):
                values["state"] = state
        else:
            read.notes.append(f"“{text[:20]}” is no ZIP and was left empty.")


def _read_codes(values: dict[str, str], home_state: str, states: States, read: Cells) -> None:
    """Read the codes; one that lost digits refuses the row, one that lost a zero is told."""
    state = values.get("state") or home_state
    own = values.pop(STATE_CODE, "")
    national = read_nces(values.pop(FEDERAL_CODE, ""))
    theirs, source = _state_code(own, values.get("state", ""), home_state)
    if source != CDE or theirs.problem:  # a column called "Code" may hold the federal one
        federal = read_nces(own)
        there = states.by_fips.get(federal.code[:2])
        is_federal = there is not None and state in ("", there.code)
        if is_federal and not federal.padded:
            theirs, national = CodeReading(""), national if national.code else federal
    for reading, name in ((theirs, "state"), (national, "federal")):
        if reading.problem:
            read.problem = read.problem or f"{reading.problem[:1].upper()}{reading.problem[1:]}."
        elif reading.padded:
            read.notes.append(
                f"The {name} code had lost its first zero, which was put back: {reading.code}."
            )
    if theirs.code:
        read.code = CodeLink(source, theirs.code if source == CDE else f"{state}-{theirs.code}")
    elif national.code:
        read.code = CodeLink(NCES, national.code)
    read.codes = [code for code in (theirs.code, national.code) if code]


def _state_code(own: str, state: str, home_state: str) -> tuple[CodeReading, str]:
    """Read a state's code and say whose it is; another state than California has its own form."""
    reading = read_cds(own)
    is_cds = not state and bool(reading.code) and not reading.padded
    if is_cds or (state or home_state) in ("", "CA"):
        return reading, CDE
    if re.fullmatch(r"[\d.,]+[eE]\+?\d+", own):
        return CodeReading("", problem=reading.problem.replace("CDS", "state")), STATE
    return CodeReading(own[:40]), STATE


def _read_texts(values: dict[str, str], read: Cells) -> None:
    """Keep the texts as they stand; what has no place in its field is told and kept apart."""
    status = values.pop(STATUS, "")
    if status.casefold() in CLOSED_STATUSES:
        read.closed = status[:1].upper() + status[1:].lower()
    low, high = values.pop(GRADE_LOW, ""), values.pop(GRADE_HIGH, "")
    if low or high:
        values.setdefault("grades", "-".join(dict.fromkeys(filter(None, (low, high)))))
    street = values.get("street", "")
    if street and is_mail_box(street):
        values["remarks"] = "; ".join(filter(None, (values.get("remarks"), f"Mail: {street}")))
        del values["street"]
        read.notes.append("A PO box is no place for a bus: it is kept in the remarks.")
    grades = values.get("grades", "")
    if was := was_span(grades):
        del values["grades"]
        read.notes.append(
            f"A spreadsheet made a date of the grades, “{grades}”, perhaps of {was}: left empty."
        )
    elif grades and parse_grades(grades) is None:
        read.notes.append(f"Grades “{grades[:20]}” cannot be read; they are kept as they stand.")
    if score := values.pop("score", ""):
        if score.isdecimal() and int(score) <= 100:
            values["score"] = score
        else:
            read.notes.append(f"Worth “{score[:20]}” is no number from 0 to 100 and was left out.")
    for name, text in values.items():
        if name in (LAT, LON, POINT):
            continue
        longest = MAX_LINE if name.startswith(OWN) else _SHORT.get(name, MAX_TEXT)
        if len(text) > longest and name != "tag":
            read.notes.append(f"A text of {len(text):,} characters was cut after {longest:,}.")
            text = f"{text[: longest - 1]}…"
        read.facts[name] = text


def _read_point(values: Mapping[str, str], state: str, states: States, read: Cells) -> None:
    lat, lon = values.get(LAT, ""), values.get(LON, "")
    if both := values.get(POINT, ""):
        plain = both if "." in both else DECIMAL_COMMA.sub(".", both)
        found = [signed(*one) for one in _DEGREES.findall(plain)]
        lat, lon = found if len(found) == 2 else (both, "?")
    lat, lon = degrees(lat), degrees(lon)
    if not lat and not lon:
        return
    known = states.by_code.get(state) or states.country
    point, flag, raw, offered = read_point(lat, lon, known)
    if flag is PointFlag.NONE:
        read.point = point
        return
    read.offered = offered
    if offered is not None:
        turned = flag is PointFlag.SWAPPED or not _is_sign(lat, lon, offered)
        read.offer = SWAPPED if turned else UNSIGNED
    words = "Coordinates without a use" if flag is PointFlag.MISSING else POINT_NOTES[flag]
    read.notes.append(f"Not used: {words} ({raw.removesuffix(', ?')}).")


def _is_sign(lat: str, lon: str, offered: LatLon) -> bool:
    """Whether what is offered has the same figures in the same order."""
    return abs(float(lat)) == abs(offered.lat) and abs(float(lon)) == abs(offered.lon)


def lacking(
    facts: Mapping[str, str],
    code: CodeLink | None,
    school: SchoolRow | None,
    point: LatLon | None,
) -> tuple[str, ...]:
    """Name what a new site will lack before a bus can be sent there, in words."""
    has_point = point is not None or (school is not None and school.point is not None)
    lacks = []
    if (school is not None and school.source == NCES and school.state == "CA") or (
        school is None and code is not None and code.source == NCES
    ):
        lacks.append("state code")
    for words, name in (("street", "street"), ("town", "city")):
        if not facts.get(name) and not (school is not None and getattr(school, name)):
            lacks.append(words)
    return tuple(lacks) if has_point else (*lacks, "point")


def compare_with(
    facts: Mapping[str, str], point: LatLon | None, school: SchoolRow
) -> tuple[str, ...]:
    """Say where a list and the directory do not agree; the directory's facts are kept."""
    notes = []
    for name in ("street", "city", "zip", "district", "county", "grades"):
        here, there = facts.get(name, ""), _there(school, name)
        if here and there and not _is_same(name, here, there):
            notes.append(f"The directory has “{there}”, the list “{here}”; the first is kept.")
    name = facts.get("name", "")
    if name and not shares_name(name, school.name):
        notes.append(f"The directory calls it {school.name}.")
    if point is not None and school.point is not None:
        gap = compare_points(
            Located(school.point, Precision.SITE, "the directory"),
            Located(point, Precision.SITE, "the list"),
        )
        if gap.is_warning:
            notes.append(
                f"The list's point lies {gap.distance} off the directory's, which is kept."
            )
    return tuple(notes)


def _there(school: SchoolRow, name: str) -> str:
    return (school.grades or school.grades_served) if name == "grades" else getattr(school, name)


def _is_same(name: str, here: str, there: str) -> bool:
    if here.casefold() == there.casefold():
        return True
    if name == "street":
        return compare_addresses(here, there).match is AddressMatch.SAME
    if name == "zip":
        return here[:5] == there[:5]
    if name == "grades":
        return parse_grades(here) == parse_grades(there)
    one, other = set(place_words(here)), set(place_words(there))
    return one <= other or other <= one or here.casefold() in district_initials(there)


def shares_name(left: str, right: str) -> bool:
    """Whether two names of schools share a word that tells."""
    one, other = (set(name_words(text).all) - TYPE_WORDS for text in (left, right))
    return not one or not other or bool(one & other)
