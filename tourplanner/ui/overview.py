"""What the sidebar, the menus and the palette show of a file: its tours and how much is in it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from tourplanner.core.errors import InputError

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace

#: A change of these is one of what is shown.
SHOWN_KINDS = frozenset({"tour", "stop", "site", "note", "practice", "variant", "office"})


class TourRow(NamedTuple):
    """A tour as lists show it. ``first`` is None while no date was given."""

    id: str
    name: str
    first: date | None
    days: int
    party: int
    stops: int

    @property
    def last(self) -> date | None:
        """The last day."""
        return self.first + timedelta(days=self.days - 1) if self.first else None


class Overview(NamedTuple):
    """What the sidebar, the menus and the palette show of a file."""

    tours: tuple[TourRow, ...] = ()
    sites: int = 0
    notes: int = 0
    practices: int = 0
    home_state: str = ""  # of the office; empty where it did not say, and in the sample

    def tour(self, tour_id: str) -> TourRow | None:
        """Give a tour by id."""
        return next((tour for tour in self.tours if tour.id == tour_id), None)


def read_overview(workspace: Workspace) -> Overview:
    """Read what the sidebar and the menus show; called on a helper's thread."""
    from tourplanner.services.sample import is_sample

    tables = workspace.file.tables
    rows = []
    for tour in workspace.tours.all():
        rows.append(
            TourRow(
                tour.id,
                str(tour["name"] or "Tour without a name"),
                _date(tour["start_date"]),
                int(tour["days"] or 1),
                int(tour["party"] or 0),
                tables.count("stop", tour=tour.id),
            )
        )
    return Overview(
        tuple(rows),
        tables.count("site"),
        tables.count("note"),
        tables.count("practice"),
        "" if is_sample(workspace.file) else workspace.home_state(),
    )


def _date(text: Any) -> date | None:
    from tourplanner.core.clock import parse_date

    try:
        return parse_date(str(text)) if text else None
    except InputError:
        return None
