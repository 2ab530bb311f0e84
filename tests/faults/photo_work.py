"""A folder of photos that is taken in until it is killed. No pytest here: it is slow."""

from __future__ import annotations

import os
from pathlib import Path

from tests.faults.kill import Say
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Changes
from tourplanner.store.file import OfficeFile

OFFICE, CARD = "office.tour", "card"
LIKE = "TOURPLANNER_TEST_OFFICE"  # one with the same tour, in the environment


def warm_up() -> None:
    """Find the way between the stops once: in every child it would take longer than the photos."""
    from PIL import Image

    Image.init()
    with ProgramDoors().open(Path(os.environ[LIKE]), write=False) as office:
        for tour in office.tours.all():
            office.photos.stops(tour.id)


def take_in(folder: Path, say: Say) -> None:
    """Take in the card that lies beside the folder; says each photo that is written down."""
    with ProgramDoors().open(folder / OFFICE, write=True) as office:
        stop = office.file.tables.all("stop")[0]
        found = office.photos.look([folder.parent / CARD])
        write = OfficeFile.write

        def told(file: OfficeFile, action: Action) -> Changes:
            changes = write(file, action)
            for edit in action.edits:
                say(edit.record)
            return changes

        OfficeFile.write = told
        say.ready()
        office.photos.take_in(str(stop["tour"]), found.photos, stop=stop.id)
