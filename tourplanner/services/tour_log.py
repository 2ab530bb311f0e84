"""The log of a tour: what was changed, by whom, when and why, and what was marked on the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tourplanner.core.changes import Change, Record
from tourplanner.core.clock import minutes_between, parse_moment
from tourplanner.core.errors import InputError
from tourplanner.core.run_of_day import Turn, TurnKind
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import hours_text
from tourplanner.services.day import DayService, TourRun
from tourplanner.services.undo import REDONE, UNDONE
from tourplanner.store.file import OfficeFile

MOST = 500  # steps that are shown; the file keeps all


@dataclass(frozen=True, slots=True)
class LogLine:
    """One step. ``at`` None = written in a way that this version does not read."""

    at: datetime | None
    who: str
    what: str
    why: str


class TourLog:
    """Reads what the file's own log says of one tour; nothing is written."""

    def __init__(self, file: OfficeFile, days: DayService) -> None:
        self._file = file
        self._days = days

    def lines(self, tour_id: str) -> tuple[LogLine, ...]:
        """Give the steps that changed the tour, its stops and its plans, the newest first.

        A mark of the day itself tells how it stands against the plan that stands now.

        Raises
        ------
        PlanningError : nothing is planned yet.
        """
        run = self._days.look(tour_id)
        planned = dict(_planned(run))
        steps: dict[str, list[Change]] = {}
        for record in self._records(tour_id):
            for change in self._file.log.of_record(record):
                steps.setdefault(change.action, []).append(change)
        lines = [_line(changes, planned) for changes in steps.values()]
        lines.sort(key=lambda line: str(line.at or ""), reverse=True)
        return tuple(lines[:MOST])

    def _records(self, tour_id: str) -> Iterable[str]:
        """Give the ids of what is or was of the tour: what was taken out has its steps too."""
        stops = dict.fromkeys(s.id for s in self._every("stop") if s["tour"] == tour_id)
        yield tour_id
        yield from stops
        for kind in ("coach", "variant"):
            yield from (one.id for one in self._every(kind) if one["tour"] == tour_id)
        yield from (item.id for item in self._every("item") if item["stop"] in stops)

    def _every(self, kind: str) -> Iterable[Record]:
        tables = self._file.tables
        return (*tables.all(kind), *tables.deleted(kind))


Planned = Mapping[tuple[str, str], datetime]
"""Record and fact of a mark -> the moment that the plan has for it."""


def _planned(run: TourRun) -> Iterable[tuple[tuple[str, str], datetime]]:
    for schedule in run.arrangement.planned.schedules:
        for turn in run.run(schedule.day.index, schedule.depart_at).turns:
            record = run.plan.tour.id if turn.stop is None else turn.stop.id
            yield (record, _fact(turn)), turn.planned_at


def _fact(turn: Turn) -> str:
    leaves = turn.way is TurnKind.LEAVE
    if turn.stop is None:
        return f"{'left' if leaves else 'reached'}/{turn.day}"
    return "left_at" if leaves else "arrived_at"


def _against(planned_at: datetime, value: object) -> str:
    """Say how a mark stands against the plan."""
    try:
        late = minutes_between(planned_at, parse_moment(str(value)))
    except InputError:
        return ""
    if not late:
        return "As planned"
    return f"{hours_text(abs(late))} {'after' if late > 0 else 'before'} plan"


def _line(changes: list[Change], planned: Planned) -> LogLine:
    first = changes[0]
    try:
        at = parse_moment(first.at)
    except InputError:
        at = None
    whys = [why for change in changes for why in _whys(change, planned)]
    why = "; ".join(filter(None, dict.fromkeys(whys)))
    return LogLine(at, one_line(first.author), one_line(first.label), one_line(why))


def _whys(change: Change, planned: Planned) -> Iterable[str]:
    """Give what the facts of a change say of its reason."""
    if change.undoes and not change.label.startswith((UNDONE, REDONE)):  # of an older version
        yield "Taken back"
    for name, write in change.set.items():
        value = write.value
        if value is not None and (change.record, name) in planned:
            yield _against(planned[change.record, name], value)
        if name.startswith("accepted/") and isinstance(value, dict):
            yield f"{value.get('why', '')} ({value.get('by', '')})"
        if name == "status" and isinstance(value, dict) and value.get("by"):
            yield f"Confirmed by {value['by']}"
        if name == "name" and change.kind == "variant" and "late" in str(value):
            yield str(value).rpartition(", ")[2]
