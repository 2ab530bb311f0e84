"""The versions of a tour: every plan it had, and the change sheet between any two of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from tourplanner.core.changes import Record
from tourplanner.core.clock import parse_moment
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.paper import RecordView
from tourplanner.core.model.tour import Tour
from tourplanner.core.versions import Changed, compare
from tourplanner.services.tours import TourService
from tourplanner.store.file import OfficeFile


@dataclass(frozen=True, slots=True)
class Version:
    """One plan of a tour; ``made_at`` None = not known."""

    id: str
    name: str
    made_at: datetime | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class ChangeSheet:
    """What differs between two versions.

    ``is_as_made`` : it is the sheet of the day when the newer one was chosen. Else both are timed
    as the tour stands now: the lengths of visits and the typed minutes are those of today.
    """

    before: Version
    after: Version
    lines: tuple[Changed, ...]
    is_as_made: bool


class VersionService:
    """Reads plans beside each other; nothing is written."""

    def __init__(self, file: OfficeFile, tours: TourService) -> None:
        self._file = file
        self._tours = tours

    def versions(self, tour_id: str) -> tuple[Version, ...]:
        """Give the plans of a tour, the oldest first."""
        tour = self._tours.load(tour_id)
        found = [_version(tour, record) for record in self._records(tour_id)]
        return tuple(sorted(found, key=lambda v: (str(v.made_at or ""), v.name, v.id)))

    def sheet(self, tour_id: str, before: str = "", after: str = "") -> ChangeSheet:
        """Give what differs between two plans.

        Parameters
        ----------
        before : empty = the one that ``after`` was made from, else the one before it.
        after : empty = the current plan.

        Raises
        ------
        NotFoundError : there are no two plans, or not these.
        """
        known = {version.id: version for version in self.versions(tour_id)}
        records = {record.id: record for record in self._records(tour_id)}
        tour = self._tours.load(tour_id)
        after = after or str(tour.current_variant or "")
        if after not in known:
            raise NotFoundError("This tour has no such plan.", "Plan its days first.")
        made = records[after]["made"] or {}
        order = list(known)
        came_from = str(made.get("from") or "")
        if not before:
            position = order.index(after)
            before = came_from or (order[position - 1] if position else "")
        if before not in known:
            raise NotFoundError("There is no plan before this one.", "Plan again, or change it.")
        sheet = records[after].member("sheet")
        if before == came_from and sheet:
            lines = tuple(
                Changed(line["what"], line["planned"], line["new"])
                for _, line in sorted(sheet.items(), key=lambda entry: int(entry[0]))
                if isinstance(line, dict)
            )
            return ChangeSheet(known[before], known[after], lines, True)
        travel = self._tours.travel(tour)
        plans = [self._tours.plan_of(tour, one) for one in (before, after)]
        old, new = plans
        assert old is not None
        assert new is not None  # both are among the records
        lines = compare(
            old,
            self._tours.schedules(old, travel),
            new,
            self._tours.schedules(new, travel),
        )
        return ChangeSheet(known[before], known[after], lines, False)

    def _records(self, tour_id: str) -> list[Record]:
        return self._file.tables.where("variant", tour=tour_id)


def change_records(versions: VersionService, tour_id: str) -> tuple[RecordView, ...]:
    """Give what differs from the plan before as records for a paper; none where there is none."""
    try:
        sheet = versions.sheet(tour_id)
    except NotFoundError:
        return ()
    names = {"before": sheet.before.name, "after": sheet.after.name, "as_made": sheet.is_as_made}
    lines = (
        RecordView("change", str(n), {"order": n, **asdict(line)})
        for n, line in enumerate(sheet.lines)
    )
    return (RecordView("versions", "versions", names), *lines)


def _version(tour: Tour, record: Record) -> Version:
    made = record["made"] or {}
    try:
        at = parse_moment(str(made["at"])) if made.get("at") else None
    except InputError:
        at = None
    name = str(record["name"] or "A plan")
    return Version(record.id, name, at, record.id == tour.current_variant)
