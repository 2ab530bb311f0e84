"""School directories of any state: a file's rows become SchoolRow values, each with its notes.

Columns are found by name. Codes stay text. What looks wrong is flagged or refused with a reason;
nothing is repaired in silence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from pathlib import Path

from tourplanner.adapters.imports.directory_columns import (
    EMPTY,
    STATUS_NUMBERS,
    STATUS_WORDS,
    Columns,
)
from tourplanner.adapters.imports.lists import read_list
from tourplanner.adapters.imports.tables_in import Row, open_tables
from tourplanner.core.errors import InputError
from tourplanner.core.model.codes import (
    CodeReading,
    is_office_code,
    join_nces,
    read_cds,
    read_nces,
)
from tourplanner.core.model.edition import DirectoryReading, ReadRow
from tourplanner.core.model.row_points import POINT_NOTES, read_point
from tourplanner.core.model.site import CDE, NCES, SchoolRow
from tourplanner.core.model.states import State, States
from tourplanner.core.ports import Progress

_HEADER_WITHIN = 25  # rows of titles that may stand above the header
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.*)?")
MAX_CELL = 2_000
_SHARED_CELLS = 200_000
_LONGEST_EMPTY = 24  # characters; what says that there is nothing is shorter


class DirectoryFiles:
    """Reads CDE and NCES school directories (port DirectoryReader)."""

    def __init__(self, states: States) -> None:
        self._states = states

    def read(self, path: str | Path, progress: Progress | None = None) -> DirectoryReading:
        """Open a directory file and find its columns.

        Parameters
        ----------
        progress : told how many rows are read while ``rows`` is consumed; may raise Cancelled.

        Raises
        ------
        InputError : the file is no school directory; the text says what is missing.
        """
        path = Path(path)
        seen: list[str] = []
        for sheet in open_tables(path):
            head: list[Row] = []
            for number, cells in sheet.rows:
                if any(cell.strip() for cell in cells):
                    head.append((number, cells))
                columns = Columns(cells)
                if columns.is_directory:
                    return self._reading(path, columns, sheet.rows, progress)
                if len(head) >= _HEADER_WITHIN:
                    break
            seen += [cell.strip() for cell in head[0][1]] if head else []
        raise _no_directory(path.name, [cell for cell in seen if cell])

    def read_shipped(
        self, csv: str | Path, about: str | Path, progress: Progress | None = None
    ) -> DirectoryReading:
        """Open the directory that comes with the program, with its date and source."""
        facts = json.loads(Path(about).read_text("utf-8"))
        reading = self.read(csv, progress)
        return DirectoryReading(
            reading.kind,
            reading.file_name,
            reading.columns,
            reading.ignored,
            reading.rows,
            facts["date"],
            facts.get("title", ""),
            facts["source"],
        )

    def read_list(self, path: str | Path, progress: Progress | None = None) -> str:
        """Give any list (CSV, XLSX, text) as text to be matched line by line."""
        return read_list(Path(path), progress)

    def _reading(
        self, path: Path, columns: Columns, rows: Iterator[Row], progress: Progress | None
    ) -> DirectoryReading:
        converter = _Converter(columns, self._states)

        def converted() -> Iterator[ReadRow]:
            done = 0
            for number, cells in chain(rows):
                if not any(cells):
                    continue
                yield converter.convert(number, cells)
                done += 1
                if progress is not None and done % 500 == 0:
                    progress(done, 0, f"Reading row {done:,}")

        return DirectoryReading(
            columns.kind, path.name, columns.taken, columns.ignored, converted()
        )


def _no_directory(name: str, headers: Sequence[str]) -> InputError:
    columns = Columns(headers)
    if not headers:
        return InputError(f"“{name}” has no rows.", "Choose another file.")
    lacks = []
    if "name" not in columns.at:
        lacks.append("school names (School, SCH_NAME or NAME)")
    if not {"cds", "nces", "nces_school", "state_id"} & set(columns.at):
        lacks.append("school codes (CDSCode or NCESSCH)")
    return InputError(
        f"“{name}” has no column of {' and no column of '.join(lacks)}.",
        "Import CDE's public schools file or NCES's EDGE geocode file; "
        "for any other list, paste it or use the list import.",
        f"columns found: {', '.join(headers[:60])}",
    )


class _Cleaned(dict[str, str]):
    """Cells as they are kept, by the cells of the file: thousands of rows share most of them."""

    def __missing__(self, cell: str) -> str:
        text = cell.strip()[:MAX_CELL].replace("\x00", "")
        if len(text) < _LONGEST_EMPTY:
            if text.casefold() in EMPTY:
                text = ""
            if len(self) < _SHARED_CELLS:
                self[cell] = text
        return text


class _Converter:
    """Turns the cells of one file into rows; remembers the codes that it has met."""

    def __init__(self, columns: Columns, states: States) -> None:
        self._columns = columns
        self._states = states
        self._met: dict[tuple[str, str], int] = {}
        self._cleaned = _Cleaned()
        self._found: dict[str, State | None] = {}
        self._fields = tuple(columns.at)
        self._width = len(columns.header)
        at = tuple(columns.at.values())
        self._pick = itemgetter(*at, at[0])  # one more: of one alone it would give no tuple

    def convert(self, line: int, cells: list[str]) -> ReadRow:
        """Give the row of one line, or why there is none."""
        width = self._width
        if len(cells) != width:
            if any(cell.strip() for cell in cells[width:]):
                reason = f"has {len(cells)} cells, the header {width}"
                return ReadRow(line, None, reason, tuple(cells))
            cells = cells + [""] * (width - len(cells))
        values = dict(zip(self._fields, map(self._cleaned.__getitem__, self._pick(cells))))  # noqa: B905
        notes: list[str] = []
        source, key, nces, problem = self._codes(values, cells, notes)
        if problem:
            return ReadRow(line, None, problem, tuple(cells))
        name = values.get("name", "")
        is_office = source == CDE and is_office_code(key)
        is_office = is_office or values.get("record_type", "").casefold() in ("district", "county")
        if not name and not is_office:
            return ReadRow(line, None, "has no school name", tuple(cells))
        first = self._met.setdefault((source, key), line)
        if first != line:
            reason = f"repeats the code of line {first}"
            return ReadRow(line, None, reason, tuple(cells), (), True)
        row = self._row(values, source, key, nces, is_office, notes)
        if source == NCES and self._columns.kind == CDE and not is_office:
            notes.append("no CDS code, taken with the NCES number")
        return ReadRow(line, row, "", (), tuple(notes))

    def _codes(
        self, values: dict[str, str], cells: Sequence[str], notes: list[str]
    ) -> tuple[str, str, str, str]:
        """Give source, key, NCES number and the problem that refuses the row."""
        cds = read_cds(values.get("cds", ""))
        nces = read_nces(values.get("nces", ""))
        if not nces.code and not nces.problem:
            nces = self._joined(values, cells)
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
        state_id = values.get("state_id", "")
        if state_id and self._columns.kind == NCES:
            state = self._state(values)
            return "state", f"{state.code if state else ''}-{state_id}".strip("-"), "", ""
        return "", "", "", "has no school code"

    def _joined(self, values: dict[str, str], cells: Sequence[str]) -> CodeReading:
        agency = values.get("nces_agency", "")
        other = self._columns.second_agency
        if not agency and other is not None and other < len(cells):
            agency = self._cleaned[cells[other]]
        return join_nces(agency, values.get("nces_school", ""))

    def _state(self, values: dict[str, str]) -> State | None:
        text = values.get("state", "")
        if text:
            if text not in self._found:
                self._found[text] = self._states.find(text)
            return self._found[text]
        return self._states.by_code.get("CA") if self._columns.kind == CDE else None

    def _row(
        self,
        values: dict[str, str],
        source: str,
        key: str,
        nces: str,
        is_office: bool,
        notes: list[str],
    ) -> SchoolRow:
        get = values.get
        state = self._state(values)
        if state is None and nces:
            state = self._states.by_fips.get(nces[:2])
        point, flag, raw, offered = read_point(get("lat", ""), get("lon", ""), state)
        if flag and not is_office:
            notes.append(POINT_NOTES[flag])
        grades = get("grades", "")
        if not grades and get("grade_low"):
            low, high = get("grade_low", ""), get("grade_high", "")
            grades = low if low == high or not high else f"{low}-{high}"
        status = _status(get("status", ""))
        county = get("county", "").removesuffix(" County")
        return SchoolRow(
            source,
            key,
            nces,
            get("state_id", ""),
            is_office,
            get("name", "") or get("district", ""),
            get("street", ""),
            get("city", ""),
            state.code if state else get("state", "")[:2].upper(),
            get("zip", "").removesuffix(".0").zfill(5) if get("zip", "") else "",
            county,
            get("district", ""),
            get("phone", ""),
            get("website", ""),
            status,
            _date(get("opened", "")),
            _date(get("closed", "")),
            get("charter", "")[:1].upper(),
            get("agency_type", "").zfill(2) if get("agency_type", "") else "",
            get("school_type", ""),
            get("school_type_name", ""),
            get("program", ""),
            get("level", ""),
            grades,
            get("grades_served", ""),
            get("virtual", ""),
            get("magnet", "")[:1].upper(),
            get("locale", ""),
            get("senate", ""),
            get("assembly", ""),
            get("congress", ""),
            get("enrollment", ""),
            self._columns.years.get("enrollment_year", "") if get("enrollment") else "",
            get("meals_percent", ""),
            self._columns.years.get("meals_year", "") if get("meals_percent") else "",
            get("later_status", ""),
            self._columns.years.get("later_year", "") if get("later_status") else "",
            _date(get("updated", "")) or get("school_year", ""),
            point,
            raw,
            flag,
            offered,
        )


def _status(text: str) -> str:
    return STATUS_NUMBERS.get(text) or STATUS_WORDS.get(text.casefold()) or text


@lru_cache(maxsize=1 << 14)
def _date(text: str) -> str:
    match = _DATE.fullmatch(text)
    return f"{match[3]}-{int(match[1]):02d}-{int(match[2]):02d}" if match else text
