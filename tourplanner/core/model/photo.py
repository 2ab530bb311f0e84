"""Photos of a tour: what a file says of itself, and which stop it was taken at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tourplanner.core.clock import zone
from tourplanner.core.geo import LatLon, great_circle_m
from tourplanner.core.model.ids import derived_id

PHOTO_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".png", ".webp", ".tif", ".tiff", ".heic", ".heif"}
)
HERE_M = 800.0  # from the middle of a campus to a picture that was taken there
ELSEWHERE_M = 5_000.0  # a picture taken farther away is of no visit there, whatever its time
AROUND = timedelta(minutes=20)  # before and after a visit: at the curb, in the bus at the door
NO_CAMERA = "Unknown camera"
_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What a picture file says of itself.

    Attributes
    ----------
    form : JPEG, PNG, ... wide, high : pixels as shown, turned upright.
    shot : the camera's clock when it was taken, ISO without zone; empty where it does not say.
    offset : of that clock from UTC, such as -07:00; empty where the camera does not say.
    camera : maker and model; empty where it does not say.
    """

    form: str
    wide: int
    high: int
    shot: str = ""
    offset: str = ""
    camera: str = ""
    point: LatLon | None = None


@dataclass(frozen=True, slots=True)
class SeenStop:
    """A stop where pictures may have been taken: the visit's moments, None = not in the plan.

    ``point`` is None where the campus itself is not known, only its town.
    """

    id: str
    name: str
    zone: str
    start_at: datetime | None = None
    end_at: datetime | None = None
    point: LatLon | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a picture was taken: the stop, how that is known, and when; empty = not known."""

    stop: str = ""
    by: str = ""  # time | place
    at: datetime | None = None
    why_not: str = ""


def is_photo_name(name: str) -> bool:
    """Whether a file's name is one of a picture that is taken in."""
    return any(name.casefold().endswith(end) for end in PHOTO_SUFFIXES)


def camera_id(name: str) -> str:
    """Give the id of a camera: the same on every laptop."""
    return derived_id("camera", name.casefold())


def taken_at(facts: PhotoFacts, zone_name: str, ahead_s: int = 0) -> datetime | None:
    """Give the moment at which a picture was taken; None where the camera does not say.

    Parameters
    ----------
    zone_name : whose clock the camera shows, where it does not say how far it is from UTC.
    ahead_s : how far its clock is ahead, in seconds; for a clock that tells its offset from UTC,
        which a phone sets by itself, nothing is taken off.
    """
    try:
        shot = datetime.fromisoformat(facts.shot)
    except ValueError:
        return None
    found = _OFFSET.fullmatch(facts.offset)
    if found:
        minutes = int(found[2]) * 60 + int(found[3])
        shift = timedelta(minutes=minutes if found[1] == "+" else -minutes)
        return (shot.replace(tzinfo=None) - shift).replace(tzinfo=UTC)
    shot = shot.replace(tzinfo=None) - timedelta(seconds=ahead_s)
    return shot.replace(tzinfo=zone(zone_name)).astimezone(UTC)


def place_photo(facts: PhotoFacts, stops: Sequence[SeenStop], ahead_s: int = 0) -> Placed:
    """Find the stop of a picture, by its place where the camera tells it, else by its time.

    Parameters
    ----------
    stops : of one tour. ahead_s : how far the camera's clock is ahead, in seconds.

    Returns
    -------
    A picture taken at a campus belongs to it. Else the visit during which it was taken, or that
    began or ended less than 20 minutes away; never one that is 5 km or more from its place.
    """
    moments = {s.id: taken_at(facts, s.zone, ahead_s) for s in stops}
    near = _near(facts, stops)
    if near:
        # A campus may be seen on two days: then the visit in time is meant.
        def order(stop: SeenStop) -> tuple[timedelta, str]:
            apart = _apart(stop, moments[stop.id])
            return (timedelta.max if apart is None else apart, stop.id)

        best = min(near, key=order)
        return Placed(best.id, "place", moments[best.id])
    timed = [(apart, s) for s in stops if (apart := _apart(s, moments[s.id])) is not None]
    timed = [(apart, s) for apart, s in timed if apart <= AROUND and not _is_elsewhere(facts, s)]
    if timed:
        _, stop = min(timed, key=lambda pair: (pair[0], pair[1].id))
        return Placed(stop.id, "time", moments[stop.id])
    first = next(iter(moments.values()), None)
    if not facts.shot and facts.point is None:
        return Placed(why_not="the camera tells neither time nor place")
    return Placed(at=first, why_not="taken at no stop of this tour")


def unknown_cameras(facts: Iterable[PhotoFacts], known: Mapping[str, int]) -> tuple[str, ...]:
    """Give the cameras whose clock nobody compared yet; a phone tells its offset itself."""
    names = {
        fact.camera or NO_CAMERA
        for fact in facts
        if fact.shot and not fact.offset and camera_id(fact.camera or NO_CAMERA) not in known
    }
    return tuple(sorted(names))


def _near(facts: PhotoFacts, stops: Sequence[SeenStop]) -> list[SeenStop]:
    if facts.point is None:
        return []
    far = [(great_circle_m(facts.point, s.point), s) for s in stops if s.point is not None]
    far = [(meters, s) for meters, s in far if meters <= HERE_M]
    least = min((meters for meters, _ in far), default=0.0)
    return [s for meters, s in far if meters <= least + 1]


def _is_elsewhere(facts: PhotoFacts, stop: SeenStop) -> bool:
    if facts.point is None or stop.point is None:
        return False
    return great_circle_m(facts.point, stop.point) >= ELSEWHERE_M


def _apart(stop: SeenStop, at: datetime | None) -> timedelta | None:
    """Give how far a moment is from a visit, zero during it; None where either is not known."""
    if at is None or stop.start_at is None or stop.end_at is None:
        return None
    return max(stop.start_at - at, at - stop.end_at, timedelta(0))
