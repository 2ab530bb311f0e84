"""Photos given to the press: encoded anew, with nothing of the camera in them, and recorded."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tourplanner.core.changes import Action, Edit
from tourplanner.core.clock import utc_text
from tourplanner.core.errors import InputError
from tourplanner.core.file_names import file_name
from tourplanner.core.model.kept_file import kept_file
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.photos import (
    PRESS_PHOTOS,
    caption_list,
    picture_name,
    public_photos,
)
from tourplanner.core.ports import Clock, PaperFolder, PhotoFiles, Progress
from tourplanner.core.privacy import cut
from tourplanner.core.withheld import Withheld
from tourplanner.services.tour_view import TourViews
from tourplanner.store.file import OfficeFile

PRESS_PX = 3_000  # the longer side: a page of a newspaper
CAPTIONS = "captions.txt"


@dataclass(frozen=True, slots=True)
class PackMade:
    """What was written, what stayed inside and why, and what is not on this laptop."""

    files: tuple[Path, ...]
    withheld: tuple[Withheld, ...]
    missing: tuple[str, ...] = ()


class PhotoPack:
    """Makes folders of photos for the press."""

    def __init__(
        self,
        file: OfficeFile,
        views: TourViews,
        pictures: PhotoFiles,
        folder: Callable[[Path], PaperFolder],
        clock: Clock,
    ) -> None:
        self._file = file
        self._views = views
        self._pictures = pictures
        self._folder = folder
        self._clock = clock

    def make(self, tour_id: str, out: Path, progress: Progress | None = None) -> PackMade:
        """Write the photos of a tour that may go to the press, with their captions, in a folder.

        Each is encoded anew from its pixels; names are numbers and the school. It is recorded as
        issued, with the quotes whose speakers it shows, so that it can be called back.

        Raises
        ------
        InputError : the folder holds other files. Cancelled : stopped; nothing is recorded.
        """
        now = self._clock()
        view = self._views.view(tour_id, now)
        photos = self._file.tables.where("photo", tour=tour_id)
        records = tuple(RecordView("photo", p.id, p.values, p.members) for p in photos)
        cut_view, withheld = cut(replace(view, records=(*view.records, *records)), PRESS_PHOTOS)
        if out.is_dir() and any(out.iterdir()):
            raise InputError(
                f"The folder {out.name} is not empty.", "Choose a new one, so that none is mixed."
            )
        folder = self._folder(out)
        shown = list(public_photos(cut_view))
        by_media = {kept_file(record["file"]).media: record.id for record in records}
        hashes: dict[str, str] = {}
        named: list[tuple[str, RecordView]] = []
        holds: list[str] = []
        paths: list[Path] = []
        missing: list[str] = []
        for number, photo in enumerate(shown, 1):
            name = file_name(picture_name(cut_view, photo, number), ".jpg")
            if progress is not None:
                progress(number - 1, len(shown), f"Writing {name}")
            media = kept_file(photo["file"]).media
            path = self._file.media.get(media)
            if path is None:
                missing.append(f"{photo.text('caption') or name}: photo not on this laptop.")
                continue
            data = self._pictures.clean(str(path), PRESS_PX)
            paths.append(Path(folder.write(name, data)))
            hashes[name] = hashlib.sha256(data).hexdigest()
            named.append((name, photo))
            holds.append(by_media[media])
        if named:
            text = caption_list(cut_view, named).encode("utf-8")
            paths.append(Path(folder.write(CAPTIONS, text)))
            hashes[CAPTIONS] = hashlib.sha256(text).hexdigest()
            self._record(tour_id, hashes, holds)
        names = {photo.id: _name(photo) for photo in records}
        inside = tuple(
            replace(each, what=each.what if each.field else names.get(each.record, each.what))
            for each in withheld
            if each.kind == "photo" and each.record
        )
        return PackMade(tuple(paths), inside, tuple(missing))

    def _record(self, tour_id: str, hashes: dict[str, str], photos: list[str]) -> None:
        tables = self._file.tables
        before = tables.where("paper", tour=tour_id, paper_kind=PRESS_PHOTOS.key)
        version = max((int(paper["version"] or 0) for paper in before), default=0) + 1
        records = tables.get_many("photo", photos)
        quotes = [str(photo["quote"]) for photo in records if photo["quote"]]
        facts = {
            "tour": tour_id,
            "paper_kind": PRESS_PHOTOS.key,
            "version": version,
            "files": hashes,
            "at": utc_text(self._clock()),
            "by": self._file.author,
            **{f"holds/{record}": True for record in (*photos, *quotes)},
        }
        edit = Edit(uuid.uuid4().hex, "paper", facts)
        self._file.write(Action(f"{PRESS_PHOTOS.name} v{version}", (edit,)))


def _name(record: RecordView) -> str:
    """Give what a photo is called inside: its caption, else its file's name."""
    return record.text("caption") or kept_file(record["file"]).name or "Photo"
