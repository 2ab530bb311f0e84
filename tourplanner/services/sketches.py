"""The walk-through of a school: its plan or photo with numbered points, as a picture to hand on."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from pathlib import Path

from tourplanner.core.changes import Action, Edit, Record
from tourplanner.core.clock import utc_text
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.kept_file import kept_file
from tourplanner.core.model.sketch import SPOT, Spot, spots_of
from tourplanner.core.ports import Clock, PaperFolder, PhotoFiles
from tourplanner.store.file import OfficeFile

WALK_THROUGH = "walk-through"  # a paper of its own, for the staff
SKETCH_PX = 2_000  # the longer side: a page of print


class SketchService:
    """Writes walk-throughs; their points are typed as the other facts of a photo are."""

    def __init__(
        self,
        file: OfficeFile,
        pictures: PhotoFiles,
        folder: Callable[[Path], PaperFolder],
        clock: Clock,
    ) -> None:
        self._file = file
        self._pictures = pictures
        self._folder = folder
        self._clock = clock

    def spots(self, photo: str) -> tuple[Spot, ...]:
        """Give the points of a photo in the order of their numbers."""
        return spots_of(self._record(photo).member(SPOT))

    def write(self, photo: str, path: Path) -> Path:
        """Write the picture with its points and their words, for the staff; give where it is.

        It is recorded, so that it is called back where consent is withdrawn.

        Raises
        ------
        InputError : no points, too many words, consent was withdrawn, the picture is not on this
        laptop, or the path ends in no name of a file.
        """
        if path.name in ("", ".."):
            raise InputError("The picture needs a name of a file.", "Name it, such as walk.jpg.")
        record, spots = self._record(photo), self.spots(photo)
        if not spots:
            raise InputError("There is no point on it yet.", "Press where people will stand.")
        quote = self._file.tables.get("quote", str(record["quote"] or ""))
        if "withdrawn" in (record["state"], quote and quote["state"]):
            raise InputError("The consent to this photo was withdrawn.", "Take another picture.")
        media = self._file.media.get(kept_file(record["file"]).media)
        if media is None:
            raise InputError("The photo is not on this laptop.", "Fetch the office's folder.")
        clean = self._pictures.clean(str(media), SKETCH_PX)
        data = self._pictures.sketch(clean, spots)
        name = path.with_suffix(".jpg").name
        made = Path(self._folder(path.parent).write(name, data))
        facts = {
            "tour": record["tour"],
            "stop": record["stop"],
            "paper_kind": WALK_THROUGH,
            "version": 1 + len(self._before(record)),
            "files": {name: hashlib.sha256(data).hexdigest()},
            "at": utc_text(self._clock()),
            "by": self._file.author,
            f"holds/{photo}": True,
        }
        facts |= {f"holds/{quote.id}": True} if quote else {}
        self._file.write(Action("Walk-through", (Edit(uuid.uuid4().hex, "paper", facts),)))
        return made

    def _before(self, record: Record) -> list[Record]:
        return self._file.tables.where("paper", tour=record["tour"], paper_kind=WALK_THROUGH)

    def _record(self, photo: str) -> Record:
        record = self._file.tables.there("photo", photo)
        if record is None:
            raise NotFoundError("There is no such photo.", "It may have been taken away.")
        return record
