"""Which site a row of a list means: a school of a directory, a candidate, or one of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tourplanner.core.changes import Record
from tourplanner.core.geo import LatLon, great_circle_m
from tourplanner.core.model.codes import with_zero
from tourplanner.core.model.ids import derived_id
from tourplanner.core.model.judging.line import judge
from tourplanner.core.model.judging.verdict import MatchState, Verdict
from tourplanner.core.model.list_columns import ListColumn
from tourplanner.core.model.list_rows import Choice, ListRow, RowState
from tourplanner.core.model.pasted import PastedLine
from tourplanner.core.model.places import GAP_WARN_M
from tourplanner.core.model.site import SchoolRow
from tourplanner.core.model.words import name_words
from tourplanner.services.directory import DirectoryService
from tourplanner.services.importing_rows import (
    Cells,
    compare_with,
    lacking,
    read_cells,
    shares_name,
)
from tourplanner.services.kept_by_hand import KeptByHand, hand_county, hand_key
from tourplanner.services.site_lists import site_id
from tourplanner.services.site_views import point_of
from tourplanner.store.file import OfficeFile

_PARTS = ("name", "street", "city", "zip", "district", "county", "state")  # that tell a school


@dataclass(frozen=True, slots=True)
class _Known:
    """A candidate as far as a row may mean it."""

    id: str
    name: str
    city: str
    point: LatLon | None


class Judge:
    """Judges the rows of one list, one after the other; remembers those before."""

    def __init__(
        self,
        file: OfficeFile,
        directory: DirectoryService,
        home_state: str,
        columns: Sequence[ListColumn],
    ) -> None:
        self._directory = directory
        self._home_state = home_state
        self._targets = [column.target for column in columns]
        self._states = directory.states
        self._index = directory.index()
        self._covered = {entry.state for entry in self._index.entries}
        self._here: dict[str, Record] = {}
        self._by_hand = KeptByHand(directory.states, home_state)
        self._by_name: dict[frozenset[str], list[_Known]] = defaultdict(list)
        self._met: dict[str, int] = {}
        self._names: dict[int, str] = {}
        for record in file.tables.all("site"):
            if not record.deleted:
                self._know(record)

    def _know(self, record: Record) -> None:
        self._here[record.id] = record
        seen = record["seen"] if isinstance(record["seen"], Mapping) else {}
        name = str(record["name"] or seen.get("name") or "")
        city = str(record["city"] or seen.get("city") or "")
        self._by_hand.know(record)
        point = point_of(record["point"]) or point_of(seen.get("point"))
        known = _Known(record.id, name, city, point.point if point else None)
        self._by_name[_name_key(name)].append(known)

    def row(self, number: int, cells: Sequence[str]) -> ListRow:
        """Say what a row means."""
        kept = tuple(cells)
        read = read_cells(cells, self._targets, len(self._targets), self._states, self._home_state)
        if read.problem:
            return ListRow(number, kept, RowState.REFUSED, read.problem, read.facts)
        if not read.facts.get("name") and not read.codes:
            reason = "It has no name and no code."
            return ListRow(number, kept, RowState.REFUSED, reason, read.facts)
        if read.code is not None and (first := self._first(f"code {read.code.key}", number)):
            name = self._names[first]
            if not shares_name(name, read.facts.get("name", "")):
                reason = f"Row {first}, {name}, has the same code: one of them is wrong."
                return ListRow(number, kept, RowState.REFUSED, reason, read.facts)
            reason = f"The same code as row {first}."
            return self._made(number, kept, read, RowState.REPEAT, reason, repeats=first)
        self._names[number] = read.facts.get("name", "")
        found = self._judge(number, kept, read)
        if found.state in (RowState.NEW, RowState.HERE):
            site = found.site or (site_id(found.school) if found.school else own_id(found))
            if first := self._first(site, number):
                reason = f"The same site as row {first}."
                return self._made(number, kept, read, RowState.REPEAT, reason, repeats=first)
        return found

    def _first(self, key: str, number: int) -> int | None:
        """Give the row that meant the same before, None where this is the first."""
        first = self._met.setdefault(key, number)
        return None if first == number else first

    def _judge(self, number: int, cells: tuple[str, ...], read: Cells) -> ListRow:
        verdict = self._verdict(number, read)
        schools = self._directory.rows_of(verdict.possible) if verdict else {}
        rows = [schools[p.entry.edition, p.entry.n] for p in verdict.possible] if verdict else []
        stands = _standing_there(rows, read) if verdict and verdict.is_unplaced else None
        if stands is not None:
            rows.sort(key=lambda row: row is not stands)
            read.notes.append("Taken by its point: no other school of that name stands there.")
        choices = tuple(self._choice(row) for row in rows)
        total = verdict.total if verdict else 0
        if verdict is not None and (stands or verdict.state is MatchState.SURE):
            school = rows[0]
            by_code = stands is None and "code" in verdict.possible[0].evidence
            name = read.facts.get("name", "")
            if by_code and name and not shares_name(name, school.name):
                reason = f"Its code is that of {school.name}, {school.where}: is that meant?"
                return self._made(
                    number, cells, read, RowState.ASKS, reason, choices=choices, total=total
                )
            if verdict.padded and not any("first zero" in note for note in read.notes):
                read.notes.append(f"A lost first zero was put back: {verdict.padded}.")
            here = site_id(school)
            is_here = here in self._here
            state = RowState.HERE if is_here else RowState.NEW
            reason = "A candidate already." if is_here else ""
            return self._made(
                *(number, cells, read, state, reason),
                school=school,
                site=here if is_here else "",
                choices=choices,
                total=total,
            )
        if choices and verdict is not None:
            return self._made(
                *(number, cells, read, RowState.ASKS, verdict.reason),
                choices=choices,
                total=total,
            )
        return self._own(number, cells, read)

    def _verdict(self, number: int, read: Cells) -> Verdict | None:
        """Ask the directory; None where none is here for the row's state and it has no code."""
        state = read.facts.get("state") or self._home_state
        is_covered = not state or state in self._covered or "" in self._covered
        if not self._index.entries or not (is_covered or read.codes):
            return None
        pairs = [(name, read.facts[name]) for name in _PARTS if read.facts.get(name)]
        line = PastedLine(
            number,
            ", ".join(text for _, text in pairs),
            tuple(text[:5] if name == "zip" else text for name, text in pairs),
            tuple(read.codes),
            tuple(name for name, _ in pairs),
        )
        verdict = judge(line, self._index, self._states, self._directory.near, self._home_state)
        has_code = any(self._index.by_code.get(c) or self._index.by_code.get(with_zero(c))
                       for c in read.codes)  # fmt: skip
        if read.codes and not has_code and is_covered:
            read.notes.append(f"No directory here has the code {read.codes[0]}.")
        return verdict

    def _own(self, number: int, cells: tuple[str, ...], read: Cells) -> ListRow:
        """Judge a row that no directory has."""
        facts = read.facts
        row = self._made(number, cells, read, RowState.NEW, "")
        kept = self._by_hand.find(facts) if read.code is None else None
        here: str | None = kept or (own_id(row) if own_id(row) in self._here else None)
        if here:
            reason = "A candidate already."
            return self._made(number, cells, read, RowState.HERE, reason, site=here)
        if not facts.get("name"):
            reason = "No directory here has its code, and it has no name."
            return self._made(number, cells, read, RowState.REFUSED, reason)
        if alike := self._alike(read):
            reason = "It may be a candidate that is here already."
            return self._made(
                number, cells, read, RowState.ASKS, reason, choices=alike, total=len(alike)
            )
        is_exact = own_id(row) in self._met  # spelled as before: a repeat
        if not is_exact and (earlier := self._alike_before(read, number)):
            reason = f"It may be the same site as row {earlier}."
            return self._made(number, cells, read, RowState.ASKS, reason)
        if not (read.code or any(facts.get(name) for name in _PARTS[1:-1]) or read.point):
            reason = "It is only a name: nothing says where that is."
            return self._made(number, cells, read, RowState.ASKS, reason)
        return row

    def _alike(self, read: Cells) -> tuple[Choice, ...]:
        """Give candidates of the same name that may be the same place; never merged alone."""
        city = read.facts.get("city", "").casefold()
        found = []
        for known in self._by_name.get(_name_key(read.facts["name"]), ()):
            near = (
                known.point is not None
                and read.point is not None
                and great_circle_m(known.point, read.point) <= GAP_WARN_M
            )
            same_town = not city or not known.city or known.city.casefold() == city
            if near or same_town:
                about = ", ".join(part for part in (known.city, "a candidate already") if part)
                found.append(Choice(known.id, known.name, about, None, known.id))
        return tuple(found)

    def _alike_before(self, read: Cells, number: int) -> int | None:
        """Give an earlier row of the same name and town, spelled another way."""
        town = read.facts.get("city", "").casefold()
        key = f"like {sorted(_name_key(read.facts['name']))} {town}"
        return None if read.code is not None else self._first(key, number)

    def _choice(self, school: SchoolRow) -> Choice:
        here = site_id(school)
        about = [school.where, school.street, school.grades or school.grades_served, school.key]
        if school.is_closed:
            about.insert(0, school.status)
        words = " · ".join(part for part in about if part)
        return Choice(school.key, school.name, words, school, here if here in self._here else "")

    def _made(
        self,
        number: int,
        cells: tuple[str, ...],
        read: Cells,
        state: RowState,
        reason: str,
        *,
        school: SchoolRow | None = None,
        site: str = "",
        choices: tuple[Choice, ...] = (),
        total: int = 0,
        repeats: int | None = None,
    ) -> ListRow:
        notes = list(read.notes)
        if school is not None:
            notes += compare_with(read.facts, read.point, school)
        if read.closed and not (school is not None and school.is_closed):
            notes.append(f"{read.closed}, says the list.")
        is_new = state is RowState.NEW
        offered = read.offered if school is None or school.point is None else None
        return ListRow(
            number,
            cells,
            state,
            reason,
            read.facts,
            tuple(dict.fromkeys(notes)),
            lacking(read.facts, read.code, school, read.point) if is_new else (),
            read.point,
            offered,
            read.offer if offered is not None else "",
            closed=read.closed,
            code=read.code,
            school=school,
            site=site,
            choices=choices,
            total=total,
            repeats=repeats,
        )


def own_id(row: ListRow) -> str:
    """Give the id of a site that no directory has: the same on every laptop for the same row."""
    if row.code is not None:
        return derived_id("site", row.code.source, row.code.key)
    state = row.facts.get("state", "")
    county = hand_county(row.facts)
    return derived_id("site", "list", *hand_key(row.facts), *filter(None, (county,)), state)


def _standing_there(rows: Sequence[SchoolRow], read: Cells) -> SchoolRow | None:
    """Give the one school of several of a name that stands where the row says, None where unsure.

    A map's places have names and points alone.
    """
    at, called = read.point, _name_key(read.facts.get("name", ""))
    if at is None:
        return None
    near = [row for row in rows if row.point and great_circle_m(row.point, at) <= GAP_WARN_M]
    return near[0] if len(near) == 1 and _name_key(near[0].name) == called else None


def _name_key(name: str) -> frozenset[str]:
    return frozenset(name_words(name).all)
