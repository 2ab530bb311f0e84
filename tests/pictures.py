"""Pictures for tests, as cameras and phones write them."""

from __future__ import annotations

import random
from pathlib import Path

from PIL import ExifTags, Image

HEIC = Path(__file__).parent / "adapters" / "photos" / "iphone.heic"


def picture(
    path: Path,
    shot: str = "",
    *,
    camera: str = "Canon EOS 80D",
    offset: str = "",
    at: tuple[float, float] | None = None,
    seed: int = 1,
    size: tuple[int, int] = (240, 160),
    turn: int = 1,
    artist: str = "",
) -> Path:
    """Write a JPEG; ``shot`` as cameras write it, 2013:10:14 09:41:07; ``at`` in degrees."""
    noise = random.Random(seed).randbytes(8 * 6 * 3)
    image = Image.frombytes("RGB", (8, 6), noise).resize(size, Image.Resampling.NEAREST)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turn
    if camera:
        exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = camera.split(" ")[0], camera
    if artist:
        exif[ExifTags.Base.Artist] = artist
    more = exif.get_ifd(ExifTags.IFD.Exif)
    if shot:
        more[ExifTags.Base.DateTimeOriginal] = shot
    if offset:
        more[ExifTags.Base.OffsetTimeOriginal] = offset
    if at is not None:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        lat, lon = at
        gps[ExifTags.GPS.GPSLatitudeRef] = "N" if lat >= 0 else "S"
        gps[ExifTags.GPS.GPSLatitude] = _parts(abs(lat))
        gps[ExifTags.GPS.GPSLongitudeRef] = "E" if lon >= 0 else "W"
        gps[ExifTags.GPS.GPSLongitude] = _parts(abs(lon))
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, exif=exif, quality=90)
    return path


def _parts(degrees: float) -> tuple[float, float, float]:
    minutes = (degrees - int(degrees)) * 60
    return float(int(degrees)), float(int(minutes)), round((minutes - int(minutes)) * 60, 3)
