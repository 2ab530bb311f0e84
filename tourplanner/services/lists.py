"""Riders, program, media contacts, coverage and to-dos as tables: typed, pasted, taken out."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from tourplanner.core.aboard import folded_name
from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.clock import parse_date, utc_text
from tourplanner.core.errors import InputError, NotFoundError, PlanningError
from tourplanner.core.fields import Field
from tourplanner.core.lists import (
    COACH,
    LISTS,
    PROGRAM,
    Around,
    ListKind,
    ListStop,
    cell_facts,
    cell_text,
    find_stop,
    header_of,
    offered,
)
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import count_text
from tourplanner.services.plan import PlanService
from tourplanner.store.file import OfficeFile

MAX_ROWS = 2_000
_NOTE = "note"


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row: the id of its record and what stands in its cells, in the order of the columns."""

    id: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list as it is shown."""

    kind: ListKind
    columns: tuple[Field, ...]
    rows: tuple[ListRow, ...]
    offered: Mapping[str, tuple[str, ...]]  # words that a column takes, by its field


@dataclass(frozen=True, slots=True)
class ListReport:
    """What came of pasting: rows that are new, rows that changed, cells that were not taken."""

    added: int
    changed: int
    refused: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What came in, in one sentence."""
        came = [(self.added, "added"), (self.changed, "changed")]
        said = [f"{count_text(count, 'row')} {how}" for count, how in came if count]
        told = f"{', '.join(said) or 'Nothing changed'}."
        return (
            f"{told} {count_text(len(self.refused), 'cell')} not taken." if self.refused else told
        )


class ListService:
    """Reads and writes the lists of a tour."""

    def __init__(self, file: OfficeFile, plan: PlanService) -> None:
        self._file = file
        self._plan = plan

    def read(self, tour_id: str, name: str) -> ListPage:
        """Give a list with what stands in every cell, by the order of its kind."""
        kind = _kind(name)
        around = self._around(tour_id)

        order = {stop.id: n for n, stop in enumerate(around.stops)}

        def place(record: Record) -> tuple[float, str, float, str, str]:
            name = folded_name(str(record[kind.key] or ""))
            after = float(record["offset_min"] or 0) if kind.owner else 0.0
            if kind is PROGRAM:
                at = float(order.get(str(record["stop"]), MAX_ROWS))
                return at, "", after, name, record.id
            owner = folded_name(str(record[kind.owner] or "")) if kind.owner else ""
            figure = record[kind.order] if kind.order else None
            return inf if figure is None else -float(figure), owner, after, name, record.id

        records = sorted(self._records(tour_id, kind), key=place)
        rows = tuple(
            ListRow(r.id, tuple(cell_text(r, field, around) for field in _shown(kind, around)))
            for r in records
        )
        columns = _shown(kind, around)
        return ListPage(kind, columns, rows, {f.name: offered(f, around) for f in columns})

    def set(
        self, tour_id: str, name: str, row: str, field: str, text: str, *, is_new: bool = False
    ) -> str:
        """Write one cell, of a new row where ``row`` is empty; give the row's id.

        Parameters
        ----------
        is_new : the row is made where it is not there yet, under the id ``row``: somebody types in
            it already.

        Raises
        ------
        InputError : the cell does not take this text. NotFoundError : no such row or column.
        """
        kind = _kind(name)
        column = _column(kind.fields, field)
        is_there = self._file.tables.get(kind.kind, row) is not None if row else False
        record = self._record(kind, row) if row and (is_there or not is_new) else None
        around = self._around(tour_id)
        facts = cell_facts(column, text, record, around, utc_text(self._file.now()))
        made = row or uuid.uuid4().hex
        known = record is not None and all(_now(record, fact) == v for fact, v in facts.items())
        if known or (record is None and not any(facts.values())):
            return row
        if kind is PROGRAM and not facts.get("stop", record and record["stop"]):
            raise InputError("At which stop is it?", "Type its number first, such as 1.1.")
        facts |= self._new(tour_id, kind) if record is None else {}
        self._file.write(Action(_label("Add to" if record is None else "Change", kind),
                                (Edit(made, kind.kind, facts),)))  # fmt: skip
        return made

    def paste(
        self, tour_id: str, name: str, text: str, rows: Sequence[str] = (), field: str = ""
    ) -> ListReport:
        """Take in a table in one action: one with a header by its names, another by place.

        Parameters
        ----------
        text : cells apart by tabs, or by commas, as spreadsheets give them.
        rows : ids of the rows from the chosen one down, for a table without a header: its rows fill
            them in turn, and more become new ones. A header's rows are known by their name.
        field : the column that a table without a header begins in; empty = the first.

        Returns
        -------
        What came in. A text that its column does not take is kept in the note, where there is one.

        Raises
        ------
        InputError : it holds no cell, or too many rows.
        """
        kind = _kind(name)
        table = _table(text)
        header = header_of(table[0], kind)
        body = table[1:] if header is not None else table
        if not body:
            raise InputError("The table has a header and no row.", "Copy the rows with it.")
        around = self._around(tour_id)
        old = {r.id: r for r in self._records(tour_id, kind)}
        by_name = {_known_by(kind, r.values): r.id for r in old.values()}
        columns = _shown(kind, around)
        first = columns.index(_column(columns, field)) if field else 0
        edits: list[Edit] = []
        refused: list[str] = []
        added = 0
        for n, cells in enumerate(body):
            if not any(cell.strip() for cell in cells):
                continue
            if header is not None:
                typed = {f: cells[k] for k, f in header.items() if k < len(cells)}
                typed = {f: t for f, t in typed.items() if t.strip()}
                facts, _ = self._facts(kind, typed, None, around)
                row = by_name.get(_known_by(kind, facts), "") if facts.get(kind.key) else ""
            else:
                typed = dict(zip(columns[first:], cells, strict=False))
                row = rows[n] if n < len(rows) else ""
            facts, told = self._facts(kind, typed, old.get(row), around)
            refused += [f"Row {n + 1}, {words}" for words in told]
            if kind is PROGRAM and not row and not facts.get("stop"):
                refused.append(f"Row {n + 1}: it says no stop of the plan, such as 1.1")
                continue
            if row in old:
                facts = {f: v for f, v in facts.items() if _now(old[row], f) != v}
            elif any(value not in (None, "", False) for value in facts.values()):
                row, added = uuid.uuid4().hex, added + 1
                facts |= self._new(tour_id, kind)
            else:
                continue
            edits += [Edit(row, kind.kind, facts)] if facts else []
        if edits:
            self._file.write(Action(_label("Paste into", kind), tuple(edits)))
        return ListReport(added, len(edits) - added, tuple(refused))

    def remove(self, name: str, rows: Iterable[str]) -> Changes | None:
        """Take rows out of a list in one action; None where there is none of them."""
        kind = _kind(name)
        edits = tuple(Edit(self._record(kind, row).id, kind.kind, deleted=True) for row in rows)
        return self._file.write(Action(_label("Take out of", kind), edits)) if edits else None

    def stops(self, tour_id: str) -> tuple[ListStop, ...]:
        """Give the planned stops of a tour in their order, as cells name them."""
        return tuple(self._around(tour_id).stops)

    def stop(self, tour_id: str, words: str) -> str:
        """Give the planned stop of a number (1.1) or a name; InputError where none is meant."""
        return find_stop(one_line(words), self._around(tour_id)).id

    # -- parts ---------------------------------------------------------------------------------

    def _facts(
        self, kind: ListKind, typed: Mapping[Field, str], old: Record | None, around: Around
    ) -> tuple[dict[str, Any], list[str]]:
        """Give the facts of a row, and what was not taken; that is kept in the note."""
        facts: dict[str, Any] = {}
        kept, told = [], []
        for field, text in typed.items():
            try:
                facts |= cell_facts(field, text, old, around, utc_text(self._file.now()))
            except InputError as error:
                told.append(f"{field.label}: {error.text} {error.hint}")
                kept.append(f"{field.label}: {one_line(text)}")
        if kept and _NOTE in kind.columns:
            before = facts.get(_NOTE) or (str(old[_NOTE] or "") if old is not None else "")
            facts[_NOTE] = "; ".join(filter(None, (before, *kept)))
        return facts, told

    def _new(self, tour_id: str, kind: ListKind) -> dict[str, Any]:
        return {"tour": tour_id} if kind.of_tour and kind is not PROGRAM else {}

    def _records(self, tour_id: str, kind: ListKind) -> list[Record]:
        tables = self._file.tables
        if kind is PROGRAM:  # what belongs to the stops of the tour
            stops = {stop.id for stop in tables.where("stop", tour=tour_id)}
            return [r for r in tables.all(kind.kind) if r["stop"] in stops]
        return tables.where(kind.kind, tour=tour_id) if kind.of_tour else tables.all(kind.kind)

    def _record(self, kind: ListKind, row: str) -> Record:
        record = self._file.tables.get(kind.kind, row)
        if record is None or record.deleted:
            raise NotFoundError("This row is not in the list any more.", "Look at the list again.")
        return record

    def _around(self, tour_id: str) -> Around:
        tour = self._file.tables.get("tour", tour_id)
        if tour is None or tour.deleted:
            raise NotFoundError("This file has no such tour.", "List the tours to see their names.")
        start = str(tour["start_date"] or "")
        first = parse_date(start) if start else None
        days = int(tour["days"] or 0)
        years = (first.year - 1, first.year, first.year + 1) if first else ()
        closed = {day: name for year in years for day, name in self._plan.holidays(year).items()}
        try:
            schedules = self._plan.current(tour_id).schedules
        except PlanningError:
            return Around((), days, first, closed, self._coaches(tour))
        stops = tuple(
            ListStop(str(row.stop.id), f"{day + 1}.{order + 1}", row.stop.name)
            for day, schedule in enumerate(schedules)
            for order, row in enumerate(schedule.rows)
        )
        return Around(stops, days, first, closed, self._coaches(tour))

    def _coaches(self, tour: Record) -> tuple[tuple[str, str], ...]:
        return tuple((coach.id, coach.name) for coach in self._plan.vehicles(tour))


def _shown(kind: ListKind, around: Around) -> tuple[Field, ...]:
    """Give the columns of a list; which coach is asked only where there are several."""
    return tuple(f for f in kind.fields if f.name != COACH or len(around.coaches) > 1)


def _table(text: str) -> list[list[str]]:
    """Give the cells of a pasted table."""
    delimiter = "\t" if "\t" in text else ","
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter))
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise InputError("There is nothing to paste.", "Copy cells in a spreadsheet first.")
    if len(rows) > MAX_ROWS:
        raise InputError(f"The table has {len(rows):,} rows; {MAX_ROWS:,} fit.", "Paste a part.")
    return rows


def _kind(name: str) -> ListKind:
    if name not in LISTS:
        raise NotFoundError(f"There is no list “{name}”.", f"Choose one of {', '.join(LISTS)}.")
    return LISTS[name]


def _column(columns: Sequence[Field], field: str) -> Field:
    for one in columns:
        if one.name == field:
            return one
    names = ", ".join(one.name for one in columns)
    raise NotFoundError(f"This list has no column “{field}”.", f"Its columns: {names}.")


def _known_by(kind: ListKind, facts: Mapping[str, Any]) -> tuple[str, str]:
    """Give what a pasted row is known again by: its name, and what it belongs to."""
    owner = str(facts.get(kind.owner) or "") if kind.owner else ""
    return folded_name(str(facts.get(kind.key) or "")), folded_name(owner)


def _now(record: Record, fact: str) -> Any:
    base, slash, member = fact.partition("/")
    return record.member(base).get(member) if slash else record[base]


def _label(what: str, kind: ListKind) -> str:
    return f"{what} {kind.title.lower()}"
