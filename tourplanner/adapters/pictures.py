"""Picture files, read by Pillow: what they say of themselves, thumbnails, clean copies.

A picture is decoded on a helper's thread, never on the window's, and only where its size is sane.
What goes out is encoded anew from the pixels alone: EXIF with the place, XMP, IPTC, the embedded
thumbnail and the camera's remarks stay in the original.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import (  # the plugins of the forms below
    ExifTags,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from tourplanner.core.errors import InputError
from tourplanner.core.geo import LatLon
from tourplanner.core.model.photo import PhotoFacts

# No SVG and nothing that draws itself: a picture here is pixels.
FORMS = (
    JpegImagePlugin.JpegImageFile.format,
    PngImagePlugin.PngImageFile.format,
    WebPImagePlugin.WebPImageFile.format,
    TiffImagePlugin.TiffImageFile.format,
    "HEIF",
)
MOST_PIXELS = 89_478_485  # Pillow's own border of what may be a trap
THUMB_PX = 320
_QUALITY = 88
_THUMB_QUALITY = 80
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})
_TEXT_CHARS = 80

# Pillow warns at this border, and a warning cannot be caught on one thread alone: sizes are looked
# at here, before anything is decoded.
Image.MAX_IMAGE_PIXELS = None
_heif_lock = threading.Lock()
_heif_is_known = False


def read(path: Path) -> PhotoFacts:
    """Give what a picture says of itself, without decoding it."""
    with _opened(path) as image:
        exif = image.getexif()
        more = exif.get_ifd(ExifTags.IFD.Exif)
        wide, high = image.size
        if exif.get(ExifTags.Base.Orientation) in (5, 6, 7, 8):
            wide, high = high, wide
        shot, offset = _shot(exif, more)
        words = [
            word
            for tag in (ExifTags.Base.Make, ExifTags.Base.Model)
            for word in _text(exif.get(tag)).split()
        ]
        point = _point(exif.get_ifd(ExifTags.IFD.GPSInfo))
        form = str(image.format)
        camera = " ".join(dict.fromkeys(words))  # a model often begins with its maker
        return PhotoFacts(form, wide, high, shot, offset, camera, point)


def thumbnail(path: Path) -> bytes:
    """Give a small JPEG of a picture, upright, with nothing but the picture in it."""
    return _encoded(path, THUMB_PX, _THUMB_QUALITY)


def clean(path: Path, most_px: int) -> bytes:
    """Give a picture encoded anew as JPEG, upright, with nothing but the picture in it."""
    return _encoded(path, most_px, _QUALITY)


def _encoded(path: Path, most_px: int, quality: int) -> bytes:
    with _opened(path) as image:
        image.thumbnail((most_px, most_px))  # a JPEG is decoded no larger than needed
        made = ImageOps.exif_transpose(image)
        # A picture of its own, made of pixels alone: nothing of the file's other parts is in it.
        plain = Image.new("RGB", made.size, "white")
        clear = made.convert("RGBA") if made.mode in ("RGBA", "LA", "PA", "P") else None
        plain.paste(clear or made.convert("RGB"), mask=clear)
        out = io.BytesIO()
        plain.save(out, "JPEG", quality=quality)
        return out.getvalue()


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    try:
        with path.open("rb") as file:
            _know_heif(file.read(12))
            file.seek(0)
            with Image.open(file, formats=_known_forms()) as image:
                wide, high = image.size
                if wide * high > MOST_PIXELS:
                    raise InputError(
                        f"{path.name} has {wide * high // 1_000_000} megapixels, more than "
                        f"{MOST_PIXELS // 1_000_000}.",
                        "Save it smaller, or keep it beside the office file.",
                    )
                yield image
    except UnidentifiedImageError as error:
        raise InputError(
            f"{path.name} is no picture that can be read.", "JPEG, PNG, WebP, TIFF and HEIC can."
        ) from error
    except InputError:
        raise
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path.name}.", "It may have been moved.") from error
    except PermissionError as error:
        raise InputError(f"{path.name} may not be read.", "Look at its permissions.") from error
    except Exception as error:  # readers of pictures raise whatever a broken file leads them to
        raise InputError(
            f"{path.name} is broken.", "Copy it from the camera once more.", repr(error)
        ) from error


def _know_heif(start: bytes) -> None:
    """Teach Pillow the pictures of iPhones when the first one comes: it takes a while."""
    global _heif_is_known
    if start[4:8] != b"ftyp" or start[8:12] not in _HEIF_BRANDS:
        return
    with _heif_lock:
        if not _heif_is_known:
            import pi_heif

            pi_heif.register_heif_opener(thumbnails=False)
            _heif_is_known = True


def _known_forms() -> tuple[str, ...]:
    return FORMS if _heif_is_known else FORMS[:-1]


def _shot(exif: Image.Exif, more: dict[int, object]) -> tuple[str, str]:
    """Give the camera's time as ISO, and its offset from UTC where it tells that."""
    for found, tag, offset in (
        (more, ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal),
        (more, ExifTags.Base.DateTimeDigitized, ExifTags.Base.OffsetTimeDigitized),
        (exif, ExifTags.Base.DateTime, ExifTags.Base.OffsetTime),
    ):
        text = _text(found.get(tag))
        if len(text) >= 19 and text[4] == ":" and text[7] == ":" and text[:4] != "0000":
            return f"{text[:10].replace(':', '-')}T{text[11:19]}", _text(more.get(offset))
    return "", ""


def _point(gps: dict[int, object]) -> LatLon | None:
    try:
        lat = _degrees(gps[ExifTags.GPS.GPSLatitude])
        lon = _degrees(gps[ExifTags.GPS.GPSLongitude])
        south = _text(gps.get(ExifTags.GPS.GPSLatitudeRef)).upper() == "S"
        west = _text(gps.get(ExifTags.GPS.GPSLongitudeRef)).upper() == "W"
        found = LatLon(-lat if south else lat, -lon if west else lon)
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    return None if found == LatLon(0, 0) else found  # what a camera writes that does not know


def _degrees(parts: object) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)  # type: ignore[attr-defined]
    return round(float(degrees + minutes / 60 + seconds / 3600), 6)


def _text(value: object) -> str:
    """Give a text of a camera, which may hold anything, as one short line."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    return "".join(c for c in value if c.isprintable()).strip()[:_TEXT_CHARS]
