"""What a picture of the map shall show."""

from __future__ import annotations

from dataclasses import dataclass

#: What can be left out, and what can lie over the tour, as the window's layers are called.
PARTS = ("stops", "candidates", "roads", "county_lines", "towns")
LAYERS = ("schools", "partners", "regions", "upper", "lower", "congress")
FORMATS = (".svg", ".png")


@dataclass(frozen=True, slots=True)
class PictureWish:
    """``day`` counts from 1, 0 is the whole tour; ``hidden`` of PARTS, ``layers`` of LAYERS."""

    day: int = 0
    hidden: frozenset[str] = frozenset()
    layers: tuple[str, ...] = ()
