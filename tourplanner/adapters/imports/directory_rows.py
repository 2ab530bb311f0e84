"""Lines of a school directory become the columns of SchoolRow values, each line with its notes.

A block of lines is read a column at a time, since every cell of a column is read alike; and where
a column has few values (county, grades, status) each value is read once. What looks wrong is
flagged or refused with a reason; nothing is repaired in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from operator import itemgetter

from tourplanner.adapters.imports.directory_columns import (
    EMPTY,
    STATUS_NUMBERS,
    STATUS_WORDS,
    Columns,
)
from tourplanner.adapters.imports.tables_in import Row, as_it_was
from tourplanner.core.model.codes import (
    is_cds,
    is_nces_pair,
    is_office_code,
    join_nces,
    read_cds,
    read_nces,
)
from tourplanner.core.model.edition import ReadBlock, Refused
from tourplanner.core.model.grades import was_span
from tourplanner.core.model.row_points import POINT_NOTES, read_point
from tourplanner.core.model.site import CDE, NCES, STATE, SchoolRow
from tourplanner.core.model.states import State, States

MAX_CELL = 2_000
_SHARED_CELLS = 20_000
_OFFICES = ("district", "county")  # record types of those who run schools
_COUNTY = " county"
_ZIP_DIGITS = 5
_SHORT_NUMBER = 4  # digits: schools are counted so within their district
_CODES = ("cds", "nces", "nces_school", "state_id")
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.*)?")
_SAYS_NOTHING = EMPTY - {""}
#: Columns in which nearly every cell differs: to remember them would cost more than to read them.
_OWN = frozenset((*_CODES, "street", "phone", "lat", "lon"))
_YEAR_OF = {
    "enrollment": "enrollment_year",
    "meals_percent": "meals_year",
    "later_status": "later_year",
}
_Column = Sequence[str]


class DirectoryRows:
    """Reads the lines of one file; remembers the codes that it has met."""

    def __init__(self, columns: Columns, states: States, home_state: str = "") -> None:
        self._columns = columns
        self._states = states
        self._home = states.by_code.get(home_state)
        self._met: dict[tuple[str, str], int] = {}
        self._found: dict[str, State | None] = {}
        at = dict(columns.at)
        if columns.second_agency is not None:
            at["second_agency"] = columns.second_agency
        self._pick = itemgetter(*at.values(), 0)  # one more: of one alone it would give no tuple
        self._rules = {
            field: _unprotected
            if field in _CODES
            else _cleaned
            if field in _OWN
            else _Shared(_RULES.get(field)).read
            for field in at
        }

    def read(self, block: Sequence[Row]) -> ReadBlock:
        """Give what the lines of a block say, and why a line is not taken."""
        numbers = [number for number, _ in block]
        problems, lines = self._fitted([cells for _, cells in block])
        picked = zip(*map(self._pick, lines), strict=True)
        blank = ("",) * len(block)
        text: dict[str, _Column] = dict.fromkeys(SchoolRow._fields, blank)
        text |= {
            field: rule(column)
            for (field, rule), column in zip(self._rules.items(), picked, strict=False)
        }
        notes: list[list[str]] = [[] for _ in block]
        states = self._states_of(text.get("state", blank))
        codes = [
            self._codes(*cells)
            for cells in zip(
                *(text.get(field, blank) for field in _CODES),
                text.get("state_agency", blank),
                self._agencies(text, blank),
                states,
                notes,
                strict=True,
            )
        ]
        record_types = text.get("record_type", blank)
        of_offices = {kind for kind in set(record_types) if kind.casefold() in _OFFICES}
        offices = [
            kind in of_offices or (source == CDE and is_office_code(key))
            for (source, key, _, _), kind in zip(codes, record_types, strict=True)
        ]
        columns = self._read_columns(text, states, codes, offices, notes)
        refused, repeated, is_taken = [], [], []
        met, is_cde = self._met, self._columns.kind == CDE
        judged = zip(numbers, lines, problems, codes, text["name"], offices, notes, strict=True)
        for number, cells, misfit, (source, key, _, unreadable), name, is_office, told in judged:
            problem = misfit or unreadable or ("" if name or is_office else "has no school name")
            first = number if problem else met.setdefault((source, key), number)
            is_taken.append(not problem and first == number)
            if problem:
                refused.append(Refused(number, problem, tuple(cells)))
            elif first != number:
                reason = f"repeats the code of line {first}"
                repeated.append(Refused(number, reason, tuple(cells)))
            elif is_cde and source == NCES and not is_office:
                told.append("no CDS code, taken with the NCES number")
        if all(is_taken):
            return ReadBlock(numbers, columns, notes)
        return ReadBlock(
            list(compress(numbers, is_taken)),
            {field: list(compress(column, is_taken)) for field, column in columns.items()},
            list(compress(notes, is_taken)),
            refused,
            repeated,
        )

    def _fitted(self, lines: Sequence[list[str]]) -> tuple[Sequence[str], Sequence[list[str]]]:
        """Give what is wrong with the width of each line, and the lines, none of them too short."""
        width = len(self._columns.header)
        if set(map(len, lines)) == {width}:
            return ("",) * len(lines), lines
        return [
            f"has {len(cells)} cells, the header {width}"
            if any(cell.strip() for cell in cells[width:])
            else ""
            for cells in lines
        ], [cells + [""] * (width - len(cells)) for cells in lines]

    def _agencies(self, text: dict[str, _Column], blank: _Column) -> _Column:
        agencies = text.get("nces_agency", blank)
        others = text.get("second_agency")
        if others is None:
            return agencies
        return [one or other for one, other in zip(agencies, others, strict=True)]

    def _states_of(self, texts: _Column) -> list[State | None]:
        """Give the state that each line names; CDE's directory names none and is California's."""
        found = self._found
        for text in set(texts) - found.keys():
            usual = self._states.by_code.get("CA") if self._columns.kind == CDE else None
            found[text] = self._states.find(text) if text else usual
        return [found[text] for text in texts]

    def _codes(
        self,
        cds_cell: str,
        nces_cell: str,
        school: str,
        state_id: str,
        state_agency: str,
        agency: str,
        state: State | None,
        notes: list[str],
    ) -> tuple[str, str, str, str]:
        """Give source, key, NCES number and the problem that refuses the row."""
        if not nces_cell and is_cds(cds_cell) and is_nces_pair(agency, school):
            return CDE, cds_cell, agency + school, ""  # most of a state, as the state writes it
        nces = read_nces(nces_cell)
        if not nces.code and not nces.problem:
            nces = join_nces(agency, school)
        cds = read_cds(cds_cell)
        if cds.problem:
            return "", "", "", cds.problem
        if cds.padded:
            notes.append("the CDS code had lost a leading zero")
        if nces.padded:
            notes.append("the NCES number had lost a leading zero")
        if cds.code:
            if nces.problem:
                notes.append("its NCES number cannot be read")
            return CDE, cds.code, nces.code, ""
        if nces.code:
            return NCES, nces.code, nces.code, ""
        if nces.problem:
            return "", "", "", nces.problem
        if state_id and self._columns.kind != CDE:
            is_short = state_agency and len(state_id) <= _SHORT_NUMBER
            number = f"{state_agency}-{state_id}" if is_short else state_id
            state = state or self._home
            return STATE, f"{state.code if state else ''}-{number}".strip("-"), "", ""
        return "", "", "", "has no school code"

    def _read_columns(
        self,
        text: dict[str, _Column],
        named: Sequence[State | None],
        codes: Sequence[tuple[str, str, str, str]],
        offices: Sequence[bool],
        notes: Sequence[list[str]],
    ) -> Mapping[str, Sequence[object]]:
        """Give the columns of SchoolRow values; what refused lines say is not used."""
        blank = ("",) * len(codes)
        sources, keys, nces, _ = zip(*codes, strict=True)
        by_fips = self._states.by_fips
        home = self._home if self._columns.kind != CDE else None
        states = [
            state or (by_fips.get(number[:2]) if number else None if cell else home)
            for state, number, cell in zip(named, nces, text["state"], strict=True)
        ]
        if home is not None:
            for state, number, cell, told in zip(states, nces, text["state"], notes, strict=True):
                if state is home and not (number or cell):
                    told.append(f"names no state, taken as of {home.name}")
        lat, lon = text.get("lat", blank), text.get("lon", blank)
        points = list(map(read_point, lat, lon, states))
        for (_, flag, _, _), is_office, told in zip(points, offices, notes, strict=True):
            if flag and not is_office:
                told.append(POINT_NOTES[flag])
        columns: dict[str, Sequence[object]] = {name: text[name] for name in SchoolRow._fields}
        columns |= {
            "source": sources,
            "key": keys,
            "nces": nces,
            "is_office": offices,
            "name": _either(text["name"], text["district"]),
            "state": [
                state.code if state else cell[:2].upper()
                for state, cell in zip(states, text["state"], strict=True)
            ],
            "zip": self._zips(text["zip"], states, notes),
            "grades": self._grades(text, notes),
            "updated": _either(text["updated"], text.get("school_year", blank)),
        }
        for field, year_field in _YEAR_OF.items():
            year = self._columns.years.get(year_field, "")
            columns[year_field] = [year if cell else "" for cell in text[field]] if year else blank
        for field, column in zip(
            ("point", "point_flag", "raw_point", "offered_point"),
            zip(*points, strict=True),
            strict=True,
        ):
            columns[field] = column
        return columns

    def _zips(
        self, zips: _Column, states: Sequence[State | None], notes: Sequence[list[str]]
    ) -> _Column:
        """Give ZIPs, to those that a spreadsheet shortened the zeros that their state has."""
        if min(map(len, filter(None, zips)), default=_ZIP_DIGITS) >= _ZIP_DIGITS:  # as mostly
            return zips
        whole = list(zips)
        for number, (text, state, told) in enumerate(zip(zips, states, notes, strict=True)):
            full = text.zfill(_ZIP_DIGITS) if text.isdecimal() else text
            there = self._states.of_zip(full) if full != text else None
            if there is not None and state is not None and there.code == state.code:
                whole[number] = full
                told.append("the ZIP had lost its first zero, which was put back")
        return whole

    def _grades(self, text: dict[str, _Column], notes: Sequence[list[str]]) -> _Column:
        grades, low = text["grades"], text.get("grade_low")
        if dates := {cell for cell in set(grades) if was_span(cell)}:
            for cell, told in zip(grades, notes, strict=True):
                if cell in dates:
                    told.append("a spreadsheet made a date of the grades, which were left empty")
            grades = ["" if cell in dates else cell for cell in grades]
        if low is None:
            return grades
        high = text.get("grade_high", ("",) * len(grades))
        spans = [
            a if not a or a == b or not b else f"{a}-{b}" for a, b in zip(low, high, strict=True)
        ]
        return _either(grades, spans)


def _either(first: Iterable[str], second: Iterable[str]) -> list[str]:
    return [one or other for one, other in zip(first, second, strict=True)]


# -- cells ---------------------------------------------------------------------------------------


def _clean(cell: str) -> str:
    text = cell.strip()[:MAX_CELL].replace("\x00", "")
    return "" if text.casefold() in _SAYS_NOTHING else text


def _cleaned(column: _Column) -> list[str]:
    """Give the cells of a column as they are kept."""
    stripped = list(map(str.strip, column))
    text = "".join(stripped)
    is_without_letters = text.isascii() and text.lower() == text.upper()
    is_plain = (
        (is_without_letters or _SAYS_NOTHING.isdisjoint(map(str.casefold, stripped)))
        and max(map(len, stripped), default=0) <= MAX_CELL
        and "\x00" not in text
    )
    return stripped if is_plain else list(map(_clean, column))


def _unprotected(column: _Column) -> list[str]:
    """Give the codes of a column without what kept a spreadsheet from reading them."""
    cells = _cleaned(column)
    text = "".join(cells)
    return list(map(as_it_was, cells)) if "'" in text or "=" in text else cells


class _Shared(dict[str, str]):
    """The cells of a column as they are kept, by the cells of the file."""

    def __init__(self, rule: Callable[[str], str] | None) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, cell: str) -> str:
        text = _clean(cell)
        if self._rule is not None:
            text = self._rule(text)
        if len(self) < _SHARED_CELLS:
            self[cell] = text
        return text

    def read(self, column: _Column) -> _Column:
        """Give the cells of a column as they are kept."""
        first = column[0]
        # as many columns are: empty, or all alike
        if first == column[-1] and column.count(first) == len(column):
            return [self[first]] * len(column)
        if len(self) >= _SHARED_CELLS:  # so many differ that to look each up costs more
            own = _cleaned(column)
            return own if self._rule is None else list(map(self._rule, own))
        cells: tuple[str, ...] = itemgetter(*column)(self)  # two at least, since they differ
        return cells


@lru_cache(maxsize=1 << 14)
def _date(text: str) -> str:
    match = _DATE.fullmatch(text)
    return f"{match[3]}-{int(match[1]):02d}-{int(match[2]):02d}" if match else text


def _status(text: str) -> str:
    return STATUS_NUMBERS.get(text) or STATUS_WORDS.get(text.casefold()) or text


def _county(text: str) -> str:
    return text[: -len(_COUNTY)] if text.casefold().endswith(_COUNTY) else text


def _letter(text: str) -> str:
    return text[:1].upper()


#: How the cells of a column are read, where not as they stand.
_RULES: dict[str, Callable[[str], str]] = {
    "zip": lambda text: as_it_was(text).removesuffix(".0"),
    "state_agency": as_it_was,
    "county": _county,
    "status": _status,
    "opened": _date,
    "closed": _date,
    "updated": _date,
    "charter": _letter,
    "magnet": _letter,
    "agency_type": lambda text: text.zfill(2) if text else "",
}
