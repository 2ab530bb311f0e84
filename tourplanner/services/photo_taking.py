"""A folder of photos on its way in: each copied, put to its stop, written down."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from tourplanner.core.changes import Action, Edit
from tourplanner.core.clock import utc_text
from tourplanner.core.errors import Cancelled, InputError
from tourplanner.core.geo import Precision
from tourplanner.core.model.ids import derived_id
from tourplanner.core.model.photo import (
    NO_CAMERA,
    PhotoFacts,
    Placed,
    SeenStop,
    camera_id,
    place_photo,
    taken_at,
)
from tourplanner.core.ports import PhotoFiles, Progress
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import count_text
from tourplanner.services.photos_found import NewPhoto, Refused, TakenIn
from tourplanner.store.file import OfficeFile

_AT_ONCE = 2  # copies under way
_WRITTEN = 25  # photos written down together


@dataclass(frozen=True, slots=True)
class Goal:
    """Where photos go.

    Attributes
    ----------
    stops : of the tour, as photos are put to them.
    cameras : id of a camera -> how far its clock is ahead, in seconds.
    stop : where those go that tell neither time nor place of a stop; empty = they stay out.
    note : the note that those at ``stop`` belong to.
    """

    tour: str
    stops: Sequence[SeenStop]
    cameras: Mapping[str, int]
    stop: str = ""
    note: str = ""


class PhotoTaking:
    """Takes photos in once, as one action."""

    def __init__(
        self, file: OfficeFile, pictures: PhotoFiles, goal: Goal, action: str, count: int
    ) -> None:
        self._file, self._pictures, self._goal = file, pictures, goal
        self._action = action
        self._label = f"Add {count_text(count, 'photo')}"
        self._edits: list[Edit] = []  # not written yet
        self._ways: dict[str, list[str]] = {"time": [], "place": [], "hand": []}
        self._known: list[str] = []
        self._refused: list[Refused] = []
        self._seen: set[str] = set()

    def take_in(self, photos: Sequence[NewPhoto], progress: Progress | None) -> TakenIn:
        """Take photos in, in their order; what was copied before Cancel is written down."""

        def tell(done: int, name: str) -> None:
            if progress is not None:
                progress(done, len(photos), f"Copying {name}")

        try:
            for new, media in self._copied(photos, tell):
                if isinstance(media, InputError):
                    self._refused.append(Refused(new.path.name, media.text))
                else:
                    self._put(new, media)
        except Cancelled:
            self._write()
            raise
        self._write()
        time, place, hand = (tuple(self._ways[way]) for way in ("time", "place", "hand"))
        return TakenIn(time, place, hand, tuple(self._known), tuple(self._refused))

    def _copied(
        self, photos: Sequence[NewPhoto], tell: Callable[[int, str], None]
    ) -> Iterator[tuple[NewPhoto, str | InputError]]:
        """Give each picture, in order, with the name of its copy or why there is none.

        While one is flushed to the disk another is decoded: two are under way at a time.
        """
        with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
            under_way: deque[tuple[NewPhoto, Future[str | InputError]]] = deque()
            stopped: Cancelled | None = None
            for done, new in enumerate(photos):
                try:
                    tell(done, new.path.name)
                except Cancelled as error:
                    stopped = error
                    break
                under_way.append((new, pool.submit(self._copy, new)))
                if len(under_way) > _AT_ONCE:
                    first, copy = under_way.popleft()
                    yield first, copy.result()
            for first, copy in under_way:
                yield first, copy.result()
            if stopped is not None:
                raise stopped

    def _copy(self, new: NewPhoto) -> str | InputError:
        """Copy one picture and make its thumbnail; give the name of the copy."""
        media = self._file.media
        try:
            copy = media.put_file(new.path)
            media.thumb(copy, lambda path: self._pictures.thumbnail(str(path)))
        except InputError as error:
            return error
        return copy

    def _put(self, new: NewPhoto, media: str) -> None:
        """Put a picture that is copied to its stop, unless it is there already."""
        record = derived_id("photo", self._goal.tour, media)  # the same on every laptop
        old = self._file.tables.get("photo", record)
        if record in self._seen or (old is not None and not old.deleted):
            self._known.append(new.path.name)
            return
        placed = _place(new.facts, self._goal)
        if not placed.stop:
            self._refused.append(Refused(new.path.name, f"{new.path.name}: {placed.why_not}."))
            return
        self._seen.add(record)
        self._ways[placed.by].append(record)
        self._edits.append(_edit(record, media, new, placed, self._goal))
        if len(self._edits) >= _WRITTEN:
            self._write()

    def _write(self) -> None:
        if self._edits:
            self._file.write(Action(self._label, tuple(self._edits), self._action))
            self._edits.clear()


def _place(facts: PhotoFacts, goal: Goal) -> Placed:
    ahead = goal.cameras.get(camera_id(facts.camera or NO_CAMERA), 0)
    placed = place_photo(facts, goal.stops, ahead)
    if placed.stop or not goal.stop:
        return placed
    zone = next((s.zone for s in goal.stops if s.id == goal.stop), "UTC")
    return Placed(goal.stop, "hand", taken_at(facts, zone, ahead))


def _edit(record: str, media: str, new: NewPhoto, placed: Placed, goal: Goal) -> Edit:
    facts, point = new.facts, new.facts.point
    values = {
        "tour": goal.tour,
        "stop": placed.stop,
        "note": (goal.note or None) if placed.stop == goal.stop else None,
        "file": {
            "media": media,
            "bytes": new.path.stat().st_size,
            "name": one_line(new.path.name),
            "form": facts.form,
            "wide": facts.wide,
            "high": facts.high,
        },
        "shot": f"{facts.shot}{facts.offset}" or None,
        "at": utc_text(placed.at) if placed.at else None,
        "camera": camera_id(facts.camera or NO_CAMERA) if facts.shot else None,
        "point": point
        and {
            "lat": point.lat,
            "lon": point.lon,
            "precision": str(Precision.ADDRESS),
            "source": "the camera",
        },
        "placed_by": placed.by,
        "state": "draft",
    }
    return Edit(record, "photo", values, deleted=False)
