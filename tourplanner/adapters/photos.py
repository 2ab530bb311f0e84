"""Picture files for the services; Pillow is loaded with the first picture, not with the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tourplanner.core.model.photo import PhotoFacts
from tourplanner.core.model.sketch import Spot


class PillowPhotos:
    """Reads pictures. InputError for a file that is none, is broken, or is far too large."""

    def read(self, path: str) -> PhotoFacts:
        """Give what a picture says of itself, without decoding it."""
        from tourplanner.adapters import pictures

        return pictures.read(Path(path))

    def thumbnail(self, path: str) -> bytes:
        """Give a small JPEG of a picture, upright, with nothing but the picture in it."""
        from tourplanner.adapters import pictures

        return pictures.thumbnail(Path(path))

    def clean(self, path: str, most_px: int) -> bytes:
        """Give a picture encoded anew as JPEG, with nothing but the picture in it."""
        from tourplanner.adapters import pictures

        return pictures.clean(Path(path), most_px)

    def sketch(self, picture: bytes, spots: Sequence[Spot]) -> bytes:
        """Give a clean JPEG with numbered points on it and their words below, as JPEG."""
        from tourplanner.adapters.sketches import draw_sketch

        return draw_sketch(picture, spots)
