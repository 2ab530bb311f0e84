"""One stop of the sample, open for writing: where people take notes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Record
from tourplanner.services.workspace import Workspace


@dataclass
class Stop:
    """Madison of the sample tour."""

    office: Workspace
    tour: str
    stop: str
    site: str

    def quote(self, record: str) -> Record:
        """Give a quote."""
        found = self.office.file.tables.get("quote", record)
        assert found is not None
        return found


@contextmanager
def at_madison(path: Path, doors: ProgramDoors) -> Iterator[Stop]:
    """Open the sample at its first stop."""
    with doors.open(path, write=True) as office:
        (tour,) = office.tours.all()
        (site,) = (s for s in office.sites.all() if s.name == "Madison Elementary")
        (stop,) = office.file.tables.where("stop", tour=tour.id, site=site.id)
        yield Stop(office, tour.id, stop.id, site.id)
