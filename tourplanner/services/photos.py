"""Photos: taken in byte for byte, put to their stops, described, and given out clean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.clock import utc_text
from tourplanner.core.consent import DAYS, NOT_ASKED, USE_WORDS, with_answer, with_days
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.fields import PHOTO_RULES
from tourplanner.core.model.kept_file import kept_file
from tourplanner.core.model.photo import (
    NO_CAMERA,
    PhotoFacts,
    SeenStop,
    camera_id,
    place_photo,
    unknown_cameras,
)
from tourplanner.core.model.sketch import SPOT, spot_value
from tourplanner.core.photo_release import PHOTO_USES, RULE_WORDS, why_photo_inside
from tourplanner.core.ports import Clock, PhotoFiles, Progress
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import count_text
from tourplanner.services.photo_taking import Goal, PhotoTaking
from tourplanner.services.photos_found import (
    CameraAsked,
    Folder,
    NewPhoto,
    Refused,
    TakenIn,
    files_in,
)
from tourplanner.services.sites import SiteService
from tourplanner.services.testimony import OutAlready, out_already
from tourplanner.services.tours import TourService
from tourplanner.services.visits import check_stop
from tourplanner.store.file import OfficeFile

LABEL = "Photo"
MOST_PHOTOS = 20_000  # in one folder: more is a whole disk, chosen by mistake
_TYPED = frozenset({"caption", "credit", "alt", "quote", "note"})


class PhotoService:
    """Takes photos in and describes them. Originals are only ever read."""

    def __init__(
        self,
        file: OfficeFile,
        tours: TourService,
        sites: SiteService,
        pictures: PhotoFiles,
        clock: Clock,
    ) -> None:
        self._file = file
        self._tours = tours
        self._sites = sites
        self._pictures = pictures
        self._clock = clock

    # -- taking in -----------------------------------------------------------------------------

    def look(self, paths: Iterable[Path], progress: Progress | None = None) -> Folder:
        """Look into files and folders: which pictures there are, and what they say of themselves.

        Folders are looked into with those inside them; files that are no pictures are passed over
        there, and named where they were chosen themselves.

        Raises
        ------
        InputError : there is no picture at all, or over 20,000. Cancelled : stopped.
        """
        wanted, refused = files_in(paths)
        if len(wanted) > MOST_PHOTOS:
            raise InputError(
                f"There are {len(wanted):,} pictures in there.", "Choose the folder of one day."
            )
        photos: list[NewPhoto] = []
        for done, path in enumerate(wanted):
            if progress is not None:
                progress(done, len(wanted), f"Looking at {path.name}")
            try:
                photos.append(NewPhoto(path, self._pictures.read(str(path))))
            except InputError as error:
                refused.append(Refused(path.name, error.text))
        if not photos:
            why = refused[0].why if refused else "There is no picture in there."
            raise InputError(why, "JPEG, PNG, WebP, TIFF and HEIC are taken in.")
        known = self._cameras()
        asked = []
        for name in unknown_cameras((photo.facts for photo in photos), known):
            theirs = [p for p in photos if (p.facts.camera or NO_CAMERA) == name and p.facts.shot]
            first = min(theirs, key=lambda p: (p.facts.shot, p.path.name))
            asked.append(CameraAsked(name, len(theirs), first.path.name, first.facts.shot))
        return Folder(tuple(photos), tuple(refused), tuple(asked))

    def take_in(
        self,
        tour_id: str,
        photos: Sequence[NewPhoto],
        *,
        stop: str = "",
        note: str = "",
        progress: Progress | None = None,
        action_id: str | None = None,
    ) -> TakenIn:
        """Copy pictures into the office's folder and put each to its stop; one step of Undo.

        Each original is copied byte for byte, the copy read back and hashed before it counts, and
        only then written down. A picture that is here already is not added twice. What was taken
        in before Cancel stays, and the same folder goes on from there.

        Parameters
        ----------
        stop : where those go that tell neither time nor place of a stop; empty = they stay out.
        note : the note that those at ``stop`` belong to.
        """
        if stop:
            check_stop(self._file, stop)
        goal = Goal(tour_id, self.stops(tour_id), self._cameras(), stop, note)
        taking = PhotoTaking(
            self._file, self._pictures, goal, action_id or self._file.new_id(), len(photos)
        )
        return taking.take_in(photos, progress)

    def stops(self, tour_id: str) -> tuple[SeenStop, ...]:
        """Give the stops of a tour as photos are put to them: by plan, or as it really was."""
        tour = self._tours.load(tour_id)
        plan = self._tours.plan_of(tour)
        spans: dict[str, tuple[Any, Any]] = {}
        if plan is not None:
            for schedule in self._tours.schedules(plan, self._tours.travel(tour)):
                for row in schedule.rows:
                    spans[row.stop.id] = (row.arrive_at, row.depart_at)
        records = {r.id: r for r in self._file.tables.where("stop", tour=tour_id)}
        found = []
        for stop in tour.stops:
            start, end = spans.get(stop.id, (None, None))
            record = records.get(stop.id)
            if record is not None:
                start = _moment(record["arrived_at"]) or start
                end = _moment(record["left_at"]) or end
            node = stop.node
            point = None if node.precision.is_coarse else node.point
            found.append(SeenStop(stop.id, node.name, node.zone, start, end, point))
        return tuple(found)

    # -- cameras -------------------------------------------------------------------------------

    def _cameras(self) -> dict[str, int]:
        return {c.id: int(c["ahead_s"] or 0) for c in self._file.tables.all("camera")}

    def set_camera(self, name: str, ahead_s: int) -> Changes:
        """Say how far a camera's clock is ahead, in seconds, and put its photos anew.

        It is asked once for each camera. Photos that people put to a stop by hand stay there.
        """
        camera = camera_id(name)
        edits = [Edit(camera, "camera", {"name": name, "ahead_s": ahead_s}, deleted=False)]
        by_tour: dict[str, tuple[SeenStop, ...]] = {}
        for photo in self._file.tables.where("photo", camera=camera):
            tour = str(photo["tour"] or "")
            if photo["placed_by"] == "hand":
                continue
            if tour not in by_tour:
                by_tour[tour] = self.stops(tour)
            placed = place_photo(_facts(photo), by_tour[tour], ahead_s)
            if placed.stop:
                facts = {
                    "stop": placed.stop,
                    "placed_by": placed.by,
                    "at": utc_text(placed.at) if placed.at else None,
                }
                if any(photo[fact] != value for fact, value in facts.items()):
                    edits.append(Edit(photo.id, "photo", facts))
        return self._file.write(Action(f"Clock of {name}", tuple(edits)))

    # -- reading -------------------------------------------------------------------------------

    def photos(self, stop: str) -> list[Record]:
        """Give the photos of a stop in the order in which they were taken."""
        found = self._file.tables.where("photo", stop=stop)
        return sorted(found, key=lambda p: (str(p["at"] or "9"), _name(p), p.id))

    def thumbnail(self, photo: Record) -> bytes | None:
        """Give a small JPEG of a photo; None where its original is not on this laptop."""
        media = kept_file(photo["file"]).media
        try:
            return self._file.media.thumb(media, lambda path: self._pictures.thumbnail(str(path)))
        except InputError:
            return None

    def picture(self, photo: str, most_px: int) -> bytes | None:
        """Give a photo as JPEG to be shown, its longer side at most so long; None as above."""
        path = self._file.media.get(kept_file(self._record(photo)["file"]).media)
        try:
            return None if path is None else self._pictures.clean(str(path), most_px)
        except InputError:
            return None

    def where_is(self, photo: Record) -> str:
        """Say where the original is missing; empty where it is on this laptop."""
        is_here = self._file.media.get(kept_file(photo["file"]).media) is not None
        return "" if is_here else f"{_name(photo)}: photo not on this laptop."

    def why_inside(self, photo: Record, use: str = "press") -> str:
        """Say what keeps a photo from going out today; empty where it may."""
        stop = self._file.tables.get("stop", str(photo["stop"] or ""))
        if stop is not None and stop["coverage"] == "closed":
            return "The stop is closed to the press"
        site = self._file.tables.get("site", str(stop["site"])) if stop else None
        quote = self._file.tables.get("quote", str(photo["quote"])) if photo["quote"] else None
        return why_photo_inside(
            photo.values,
            site["photo_rule"] if site else None,
            quote.values if quote else None,
            self._clock().date(),
            use,
        )

    # -- describing ----------------------------------------------------------------------------

    def change(
        self,
        photo: str,
        facts: Mapping[str, Any] | None = None,
        texts: Mapping[str, str] | None = None,
        action_id: str | None = None,
    ) -> Changes:
        """Change caption, credit, alt text, note, whose speaker it shows, or days of the consent.

        An empty fact takes it away. So are the points of a walk-through: ``spot/<id>``.

        Raises
        ------
        InputError : a point outside the picture.
        """
        values = {name: value if value != "" else None for name, value in (facts or {}).items()}
        days = {name: values.pop(name) for name in DAYS if name in values}
        spots = {name for name in values if name.startswith(f"{SPOT}/")}
        values |= {name: spot_value(values[name]) for name in spots}
        if values.keys() - _TYPED - spots or texts:
            raise ValueError(f"not typed: {sorted(values)}")
        if days:
            values["consent"] = with_days(self._record(photo)["consent"], days)
        return self._file.write(Action(LABEL, (Edit(photo, "photo", values),), action_id))

    def move(self, photos: Sequence[str], stop: str) -> Changes:
        """Put photos to another stop by hand."""
        check_stop(self._file, stop)
        label = f"Move {count_text(len(photos), 'photo')}"
        facts = {"stop": stop, "placed_by": "hand", "note": None}
        return self._file.write(Action(label, tuple(Edit(p, "photo", facts) for p in photos)))

    def remove(self, photos: Sequence[str]) -> Changes:
        """Take photos away; Undo brings them back, and the originals stay in the folder."""
        label = f"Take away {count_text(len(photos), 'photo')}"
        edits = tuple(Edit(p, "photo", deleted=True) for p in photos)
        return self._file.write(Action(label, edits))

    def no_child(self, photo: str, *, on: bool) -> Changes:
        """Say that somebody looked and no child can be recognized, or take that back."""
        looked = {"by": self._file.author, "at": utc_text(self._clock())} if on else None
        words = "No identifiable child" if on else "Not looked for children"
        return self._set(photo, words, no_child=looked)

    def agree(self, photo: str, use: str, answer: str, *, by: str = "") -> Changes:
        """Note what the people on a photo said to one use: yes, no or nothing."""
        record = self._record(photo)
        if use not in PHOTO_USES:
            raise InputError(f"“{use}” is no use of a photo.", f"One of {', '.join(PHOTO_USES)}.")
        if record["state"] == "withdrawn":
            raise InputError("The consent to this photo was withdrawn.", "It stays inside.")
        consent = with_answer(
            record["consent"],
            use,
            answer,
            by=by or self._file.author,
            date=self._clock().date().isoformat(),
        )
        words = {"yes": "agreed", "no": "refused", NOT_ASKED: "not asked"}[answer]
        return self._set(photo, f"Photo, {USE_WORDS[use].lower()}: {words}", consent=consent)

    def approve(self, photo: str, *, on: bool = True) -> Changes:
        """Approve a photo, so that it may go out as far as was agreed; or take that back.

        Raises
        ------
        InputError : it has no alt text, or its consent was withdrawn.
        """
        record = self._record(photo)
        if record["state"] == "withdrawn":
            raise InputError("The consent to this photo was withdrawn.", "It stays inside.")
        if on and not str(record["alt"] or "").strip():
            raise InputError(
                "The photo has no alt text yet.", "Say what is to be seen, for who cannot see it."
            )
        words = "Approve photo" if on else "Take approval of photo back"
        return self._set(photo, words, state="approved" if on else "draft")

    def withdraw(self, photo: str) -> Changes:
        """Withdraw the consent to a photo: it goes into nothing that is given out later."""
        taken = {"date": self._clock().date().isoformat(), "by": self._file.author}
        return self._set(photo, "Withdraw photo", state="withdrawn", withdrawn=taken)

    def out_already(self, photo: str) -> Sequence[OutAlready]:
        """List what went out with a photo before, to call back; the newest first."""
        return out_already(self._file, photo)

    def set_rule(self, site: str, rule: str, words: str = "") -> Changes:
        """Note the photo rule of a site: ok, ask, none, or empty; and its words for the press."""
        if rule not in ("", *PHOTO_RULES):
            raise InputError(f"“{rule}” is no photo rule.", f"One of {', '.join(PHOTO_RULES)}.")
        facts = {"photo_rule": rule or None, "photo_words": one_line(words) or None}
        return self._file.write(Action(RULE_WORDS[rule], (Edit(site, "site", facts),)))

    def _set(self, photo: str, label: str, **facts: Any) -> Changes:
        self._record(photo)
        return self._file.write(Action(label, (Edit(photo, "photo", facts),)))

    def _record(self, photo: str) -> Record:
        record = self._file.tables.get("photo", photo)
        if record is None:
            raise NotFoundError("There is no such photo.", "It may have been taken away.")
        return record


def _name(photo: Record) -> str:
    return kept_file(photo["file"]).name or "photo"


def _facts(photo: Record) -> PhotoFacts:
    """Give what a stored photo's file said of itself."""
    from tourplanner.core.geo import LatLon

    shot, point = str(photo["shot"] or ""), photo["point"]
    where = LatLon(point["lat"], point["lon"]) if isinstance(point, Mapping) else None
    return PhotoFacts("", 0, 0, shot[:19], shot[19:], point=where)


def _moment(text: object) -> Any:
    from tourplanner.core.clock import parse_moment

    return parse_moment(str(text)) if text else None
