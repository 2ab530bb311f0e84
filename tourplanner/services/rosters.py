"""Rosters of members: read from a table, kept in the office file, and asked by district and day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from tourplanner.core.changes import Action, Edit
from tourplanner.core.errors import InputError
from tourplanner.core.model.district import ChamberWords, DistrictKind, SiteDistrict
from tourplanner.core.model.edition import Refused
from tourplanner.core.model.ids import derived_id
from tourplanner.core.model.roster import (
    RECORD_KIND,
    RosterMember,
    SeatMembers,
    chamber_of,
    day_of,
    members_on,
    read_member,
    roster_columns,
    with_count,
)
from tourplanner.core.model.states import States, state_code
from tourplanner.core.ports import TableReader
from tourplanner.store.file import OfficeFile

MAX_ROWS = 5_000
_FACTS = tuple(field.name for field in fields(RosterMember))


@dataclass(frozen=True, slots=True)
class RosterReport:
    """What came of reading a roster."""

    added: int
    already: int
    refused: tuple[Refused, ...]
    days: tuple[str, ...]  # of the rosters, ISO


class RosterService:
    """The rosters of an office; a newer one stands beside the older, which keeps its days."""

    def __init__(
        self,
        file: OfficeFile,
        tables: TableReader,
        words: ChamberWords,
        states: States,
        home_state: Callable[[], str],
    ) -> None:
        self._file = file
        self._tables = tables
        self._words = words
        self._states = states
        self._home_state = home_state

    def load(self, path: str | Path, *, state: str = "", as_of: str = "") -> RosterReport:
        """Read a roster in one action; read again it adds nothing.

        Parameters
        ----------
        path : a table with the columns name, chamber, district, party, phone, as of; for local and
            tribal bodies also body.
        state, as_of : for rows that do not say; the home state, and no day.

        Raises
        ------
        InputError : it is no roster, or no row of it can be used.
        """
        where = state_code(state, self._states) if state else self._home_state()
        day = day_of(as_of) if as_of else ""
        if as_of and not day:
            raise InputError(f"“{as_of}” is no day.", "Write it as 2026-01-05.")
        members, refused = self._read(Path(path), where, day)
        if not members:
            first = f" Line {refused[0].line}: {refused[0].reason}." if refused else ""
            raise InputError(
                f"No row of “{Path(path).name}” is a member that can be used.{first}",
                "It needs the columns name, chamber, district and as of (or --as-of); "
                "Senator or Representative says name and chamber.",
            )
        ids = {member_id(member): member for member in members}
        here = {r.id for r in self._file.tables.get_many(RECORD_KIND, ids) if not r.deleted}
        edits = tuple(
            Edit(id_, RECORD_KIND, {name: getattr(member, name) or None for name in _FACTS})
            for id_, member in ids.items()
            if id_ not in here
        )
        days = tuple(sorted({member.roster for member in members}))
        if edits:
            self._file.write(Action(f"Load the roster of {days[-1]}", edits))
        return RosterReport(len(edits), len(ids) - len(edits), tuple(refused), days)

    def _read(self, path: Path, state: str, as_of: str) -> tuple[list[RosterMember], list[Refused]]:
        members: list[RosterMember] = []
        refused: list[Refused] = []
        columns: dict[str, int] = {}
        chamber = ""
        for line, cells in self._tables.rows(str(path)):
            if not columns:
                found = roster_columns(cells)
                is_header = "name" in found and bool({"chamber", "district"} & set(found))
                columns = found if is_header else {}
                chamber = chamber_of(cells)
                continue
            if not any(cell.strip() for cell in cells):
                continue
            values = {name: cells[n] for name, n in columns.items() if n < len(cells)}
            values["chamber"] = values.get("chamber") or chamber
            read = read_member(values, state, as_of, self._words)
            if isinstance(read, str):
                refused.append(Refused(line, read, tuple(cells)))
            elif read.state not in self._states.by_code:
                refused.append(Refused(line, "it does not say of which state", tuple(cells)))
            else:
                members.append(read)
            if len(members) > MAX_ROWS:
                raise InputError(
                    f"“{path.name}” has more than {MAX_ROWS:,} members.",
                    "Take the roster of one state.",
                )
        newest: dict[tuple[str, str], str] = {}
        for member in members:
            key = (member.state, member.chamber)
            newest[key] = max(newest.get(key, ""), member.as_of)
        dated = [replace(m, roster=newest[m.state, m.chamber]) for m in members]
        return dated, refused

    def all(self) -> list[RosterMember]:
        """Give every member of every roster: by state, chamber, day, district and name."""
        records = self._file.tables.all(RECORD_KIND)
        found = [
            RosterMember(**{name: str(record[name] or "") for name in _FACTS})
            for record in records
            if not record.deleted
        ]
        found.sort(key=lambda m: (m.state, m.chamber, m.roster, m.body, _order(m.district), m.name))
        return found

    def of(self, answer: SiteDistrict, day: date, members: list[RosterMember]) -> SeatMembers:
        """Give who represents a site's district on a day.

        Parameters
        ----------
        members : all of them, as ``all`` gives them, read once for many sites.
        """
        if not answer.kind.is_seat or not answer.how.is_known:
            return SeatMembers(())
        starts = answer.layer.starts if answer.layer else ""
        seat = members_on(
            members, answer.state, answer.kind, answer.code, day, starts, answer.label
        )
        known = self._words.states.get(answer.state)
        is_state = answer.kind is not DistrictKind.CONGRESS
        return with_count(seat, known.of(answer.kind) if known and is_state else None)


def member_id(member: RosterMember) -> str:
    """Give the id that every laptop derives for a member of a roster."""
    parts = (member.state, member.chamber, member.body, member.district, member.name)
    return derived_id(RECORD_KIND, *parts, member.roster)


def _order(district: str) -> tuple[int, str]:
    digits = "".join(c for c in district if c.isdigit())
    return (int(digits) if digits else 0, district)
