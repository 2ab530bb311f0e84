"""Photos as the place of visits shows them, and how they are read: plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tourplanner.core.model.kept_file import kept_file
from tourplanner.ui.visits.rows import moment_words

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace

_PLACED = {
    "time": "Here by its time",
    "place": "Here by its place",
    "hand": "Put here by hand",
}


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo of a stop: what it is called, when, why it stays inside (empty: it may go out)."""

    id: str
    name: str
    time: str
    why_inside: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class StopPhotos:
    """The photos of a stop, and the photo rule of its site."""

    photos: tuple[PhotoRow, ...] = ()
    site: str = ""
    rule: str = ""
    rule_words: str = ""


@dataclass(frozen=True, slots=True)
class PhotoValues:
    """A photo as its page shows it. ``quotes`` are those of the stop: id, and who said it."""

    id: str
    values: Mapping[str, Any]
    about: str
    why_inside: str
    missing: str
    picture: bytes | None
    quotes: tuple[tuple[str, str], ...]
    form: tuple[str, str] = ("", "")  # name of the signed form, where it is missing


def read_photos(workspace: Workspace, stop: str, zone: str) -> StopPhotos:
    """Give the photos of a stop in the order in which they were taken."""
    photos = workspace.photos
    rows = tuple(
        PhotoRow(
            photo.id,
            str(photo["caption"] or "") or kept_file(photo["file"]).name or "Photo",
            moment_words(photo["at"], zone),
            photos.why_inside(photo),
            photos.where_is(photo),
        )
        for photo in photos.photos(stop)
    )
    record = workspace.file.tables.get("stop", stop)
    site = workspace.file.tables.get("site", str(record["site"])) if record else None
    if site is None:
        return StopPhotos(rows)
    return StopPhotos(rows, site.id, str(site["photo_rule"] or ""), str(site["photo_words"] or ""))


def read_thumbs(workspace: Workspace, photos: list[str]) -> dict[str, bytes | None]:
    """Give the thumbnails of photos by id, made where there is none yet."""
    found = workspace.file.tables.get_many("photo", photos)
    return {photo.id: workspace.photos.thumbnail(photo) for photo in found}


def read_photo(workspace: Workspace, photo: str, zone: str, most_px: int) -> PhotoValues | None:
    """Give a photo with its picture, None where it is gone."""
    record = workspace.file.tables.there("photo", photo)
    if record is None:
        return None
    camera = (
        workspace.file.tables.get("camera", str(record["camera"])) if record["camera"] else None
    )
    parts = (
        moment_words(record["at"], zone),
        str(camera["name"]) if camera else "",
        kept_file(record["file"]).name or "Photo",
        _PLACED.get(str(record["placed_by"]), ""),
    )
    quotes = tuple(
        (quote.id, str(quote["speaker"] or quote["speaker_role"] or "a speaker without a name"))
        for quote in workspace.quotes.quotes(str(record["stop"] or ""))
    )
    return PhotoValues(
        photo,
        record.values,
        " · ".join(part for part in parts if part),
        workspace.photos.why_inside(record),
        workspace.photos.where_is(record),
        workspace.photos.picture(photo, most_px),
        quotes,
        workspace.consent_forms.shown(record.values),
    )
