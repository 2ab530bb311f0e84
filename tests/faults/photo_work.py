"""A folder of photos that is taken in until it is killed. No pytest here: it is slow."""

from __future__ import annotations

from pathlib import Path

from tests.faults.kill import Say
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Changes
from tourplanner.store.file import OfficeFile

OFFICE, CARD = "office.tour", "card"


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
