"""Anybody's list of sites: read, mapped, looked through row by row, added in one action."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from tourplanner.core.changes import Action, Edit
from tourplanner.core.declaring import Level
from tourplanner.core.errors import InputError
from tourplanner.core.model.ids import SiteId
from tourplanner.core.model.list_columns import (
    REPAIR_HEADERS,
    SAMPLE,
    TARGETS,
    ListColumn,
    Target,
    choose,
    guess_columns,
    mapping_key,
    why_not_enough,
)
from tourplanner.core.model.list_match import Applied
from tourplanner.core.model.list_rows import ListRow, RowState, to_repair
from tourplanner.core.model.list_table import ListTable
from tourplanner.core.ports import ListReader, Progress
from tourplanner.core.units import count_text
from tourplanner.services.directory import DirectoryService
from tourplanner.services.importing_edits import edit_of
from tourplanner.services.importing_rows import compare_with, lacking
from tourplanner.services.importing_sites import Judge, own_id
from tourplanner.services.locating import unplaced
from tourplanner.services.own_fields import own_fields
from tourplanner.services.pasted import marks_of
from tourplanner.services.site_lists import site_id
from tourplanner.store.bulk import without_collector
from tourplanner.store.file import OfficeFile

_TICK = 10  # rows between two looks at Cancel
_MAPPING = "columns of a list: "


class ImportService:
    """Lists of sites from files and from the clipboard."""

    def __init__(
        self,
        file: OfficeFile,
        directory: DirectoryService,
        reader: ListReader,
        home_state: Callable[[], str],
        with_point: Callable[[Edit], Edit],
    ) -> None:
        """Take the files' reader, and what puts a new site at the one place of its town or ZIP."""
        self._file = file
        self._directory = directory
        self._reader = reader
        self._home_state = home_state
        self._with_point = with_point

    # -- reading -------------------------------------------------------------------------------

    def read(self, path: str, sheet: str = "", progress: Progress | None = None) -> ListTable:
        """Read a list from a file: CSV, text with tabs, a workbook's sheet, places of a map.

        Raises
        ------
        InputError : it is no table, is damaged or too long. Cancelled : ``progress`` stopped it.
        """
        return self._reader.read(path, sheet, progress)

    def holds_places(self, path: str) -> bool:
        """Whether a GeoJSON file is of places, not of district lines; told by its first shape."""
        return self._reader.holds_places(path)

    def of_text(self, text: str, progress: Progress | None = None) -> ListTable:
        """Read a table that was pasted; InputError where it is none."""
        return self._reader.of_text(text, progress)

    def targets(self) -> Mapping[str, Target]:
        """Give where a column may go, by code: the fields of a site, then the office's own."""
        own = own_fields(self._file)
        return {
            **TARGETS,
            **{one.fact: Target(one.fact, one.name, Level(one.level)) for one in own},
        }

    def columns(self, table: ListTable) -> tuple[ListColumn, ...]:
        """Guess where the columns go; as they went the last time for the same headers."""
        headers = table.headers
        kept = self._file.kept(_MAPPING + mapping_key(headers))
        try:
            known = json.loads(kept) if kept else {}
        except ValueError:
            known = {}
        if not isinstance(known, dict) or not {*headers} <= {*known, *REPAIR_HEADERS}:
            known = {}  # headers of another alphabet may be kept under the same name
        rows = [cells for _, cells in table.body[:SAMPLE]]
        return guess_columns(headers, rows, known, self.targets())

    def map_columns(
        self, columns: Sequence[ListColumn], wishes: Mapping[str, str]
    ) -> tuple[ListColumn, ...]:
        """Say by name where columns go: header -> target code or label; empty leaves one out.

        Raises
        ------
        InputError : there is no such column or target.
        """
        targets = self.targets()
        by_words = {target.label.casefold(): code for code, target in targets.items()}
        made = tuple(columns)
        for header, wish in wishes.items():
            at = [k for k, c in enumerate(made) if c.header.casefold() == header.casefold()]
            if not at:
                there = ", ".join(column.header for column in made)
                raise InputError(f"The list has no column “{header}”.", f"It has {there}.")
            target = wish if wish in targets else by_words.get(wish.casefold(), "")
            if wish and not target:
                known = ", ".join(
                    (*TARGETS, *(targets[code].label for code in targets if code not in TARGETS))
                )
                raise InputError(f"A column cannot go to “{wish}”.", f"It can go to {known}.")
            made = choose(made, at[0], target)
        return made

    # -- looking through -----------------------------------------------------------------------

    @without_collector()
    def judge(
        self, table: ListTable, columns: Sequence[ListColumn], progress: Progress | None = None
    ) -> tuple[ListRow, ...]:
        """Say for every row what it means; nothing is stored.

        Raises
        ------
        InputError : no column holds names or codes. Cancelled : ``progress`` stopped it.
        """
        if lack := why_not_enough(columns):
            raise InputError(lack, "Choose it among the columns.")
        body = table.body
        judge = Judge(self._file, self._directory, self._home_state(), columns)
        out = []
        for done, (number, cells) in enumerate(body):
            if progress is not None and done % _TICK == 0:
                progress(done, len(body), f"Looking at row {done:,} of {len(body):,}")
            out.append(judge.row(number, cells))
        return tuple(out)

    def choose(self, row: ListRow, key: str) -> ListRow:
        """Let a row mean one of its choices; ValueError for any other."""
        chosen = next((one for one in row.choices if one.key == key), None)
        if chosen is None:
            raise ValueError(f"row {row.number} has no choice {key}")
        state = RowState.HERE if chosen.site else RowState.NEW
        notes, lacks = row.notes, row.lacks
        if chosen.school is not None:
            notes = (*notes, *compare_with(row.facts, row.point, chosen.school))
            lacks = lacking(row.facts, row.code, chosen.school, row.point)
        return replace(
            row,
            state=state,
            reason="You chose it.",
            school=chosen.school,
            site=chosen.site,
            notes=tuple(dict.fromkeys(notes)),
            lacks=lacks,
            is_answered=True,
        )

    def keep(self, row: ListRow) -> ListRow:
        """Let a row be a site of its own that no directory has; it needs a name."""
        if row.state is RowState.REFUSED or not row.facts.get("name"):
            return row
        site = self._id_if_here(own_id(row))
        return replace(
            row,
            state=RowState.HERE if site else RowState.NEW,
            reason="Kept as a site of its own.",
            school=None,
            site=site,
            lacks=lacking(row.facts, row.code, None, row.point),
            is_answered=True,
        )

    def _id_if_here(self, site: str) -> str:
        records = self._file.tables.get_many("site", [site])
        return site if any(not record.deleted for record in records) else ""

    # -- adding --------------------------------------------------------------------------------

    @without_collector()
    def add(
        self,
        rows: Iterable[ListRow],
        table: ListTable,
        columns: Sequence[ListColumn],
        tour_id: str = "",
        progress: Progress | None = None,
    ) -> Applied:
        """Make sites of the rows that come in, in one action that Undo takes back whole.

        What people typed is never replaced: a row adds to a candidate only what it lacks. Where
        the columns go is kept for the next list with the same headers.

        Parameters
        ----------
        tour_id : the tour that may see them; sites it has already stay as they are marked.

        Raises
        ------
        Cancelled : ``progress`` stopped it before anything was written.
        """
        taken = {self._site_of(row): row for row in rows if row.comes_in}
        here = {record.id: record for record in self._file.tables.get_many("site", taken)}
        edits: list[Edit] = []
        added, already, own = list[SiteId](), list[SiteId](), list[SiteId]()
        open_: dict[SiteId, str] = {}
        for done, (site, row) in enumerate(taken.items()):
            if progress is not None and done % _TICK == 0:
                progress(done, len(taken), f"Adding {done:,} of {len(taken):,}")
            record = here.get(site)
            is_new = record is None or record.deleted
            date = self._directory.date_of(row.school.edition) if row.school else ""
            edit = edit_of(site, row, record, date, self._home_state())
            is_bare = row.school is None and not (record is not None and record["point"])
            if edit is not None and is_new and is_bare:
                edit = self._with_point(edit)
                open_ |= unplaced([edit])
            if edit is not None:
                edits.append(edit)
            if not is_new:
                already.append(site)
            elif row.school is not None:
                added.append(site)
            else:
                own.append(site)
        sites = count_text(len(added) + len(own), "site") if added or own else "facts of sites"
        edits += marks_of(self._file, tour_id, taken)
        changes = None
        if progress is not None:
            progress(len(taken), len(taken), "Saving them")
        if edits:
            label = f"Import {sites} from {table.name}"
            changes = self._file.write(Action(label, tuple(edits)))
        self.keep_columns(table, columns)
        return Applied(changes, tuple(added), tuple(already), tuple(own), unplaced=open_)

    def keep_columns(self, table: ListTable, columns: Sequence[ListColumn]) -> None:
        """Keep where the columns go, for the next list with the same headers."""
        value = json.dumps({c.header: c.target for c in columns})
        self._file.keep(_MAPPING + mapping_key(table.headers), value)

    def _site_of(self, row: ListRow) -> SiteId:
        if row.site:
            return SiteId(row.site)
        return site_id(row.school) if row.school is not None else SiteId(own_id(row))

    # -- what does not come in -----------------------------------------------------------------

    def save_rejected(
        self, path: str, table: ListTable, rows: Sequence[ListRow], *, replaces: bool = False
    ) -> int:
        """Save the rows that do not come in, with the reason, to be repaired and imported again.

        Returns
        -------
        How many rows. ExportError where the file is there already or cannot be written.
        """
        left = to_repair(rows)
        header = (*REPAIR_HEADERS, *table.headers)
        lines = [(str(row.number), row.reason, *row.cells) for row in left]
        self.save_rows(path, [header, *lines], replaces=replaces)
        return len(left)

    def save_rows(
        self, path: str, rows: Iterable[Sequence[str]], *, replaces: bool = False
    ) -> None:
        """Save rows as a CSV file in which no cell is run as a formula."""
        self._reader.save(path, rows, replaces=replaces)
