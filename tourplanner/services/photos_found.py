"""What is found where photos are taken in from, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tourplanner.core.model.photo import PhotoFacts, is_photo_name
from tourplanner.core.units import count_text


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """A picture file that is to be taken in, and what it says of itself."""

    path: Path
    facts: PhotoFacts


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not taken in, and why in a sentence."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class CameraAsked:
    """A camera whose clock nobody compared yet: what it says in its first picture."""

    name: str
    photos: int
    first: str  # file name
    shot: str  # ISO, by the camera's clock


@dataclass(frozen=True, slots=True)
class Folder:
    """What was found in a folder: pictures, files that are none, cameras to ask about."""

    photos: tuple[NewPhoto, ...]
    refused: tuple[Refused, ...] = ()
    cameras: tuple[CameraAsked, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a folder: ids by how they were put to their stop, and what was not new."""

    by_time: tuple[str, ...] = ()
    by_place: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    known: tuple[str, ...] = ()  # file names of those that were here before
    refused: tuple[Refused, ...] = ()

    @property
    def added(self) -> int:
        """How many were added."""
        return len(self.by_time) + len(self.by_place) + len(self.by_hand)

    @property
    def sentence(self) -> str:
        """What became of it, in words."""
        ways = (
            (self.by_time, "by time"),
            (self.by_place, "by place"),
            (self.by_hand, "at the chosen stop"),
        )
        how = ", ".join(f"{len(ids)} {words}" for ids, words in ways if ids)
        told = f"{count_text(self.added, 'photo')} added{f': {how}' if how else ''}."
        if self.known:
            are = "was" if len(self.known) == 1 else "were"
            told += f" {len(self.known)} {are} here already."
        if self.refused:
            told += f" {count_text(len(self.refused), 'file')} not taken in."
        return told


def files_in(paths: Iterable[Path]) -> tuple[list[Path], list[Refused]]:
    """Give the pictures of files and folders in order of their names, each once."""
    found: dict[Path, None] = {}
    refused = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in path.rglob("*") if is_photo_name(p.name))
            # What a Mac leaves beside each file on a card is no picture, whatever its name.
            found |= dict.fromkeys(
                sorted(p for p in inside if p.is_file() and not p.name.startswith("."))
            )
        elif not path.exists():
            refused.append(Refused(path.name, f"There is no file {path.name}."))
        elif is_photo_name(path.name):
            found[path] = None
        else:
            refused.append(Refused(path.name, f"{path.name} is no picture."))
    return list(found), refused
