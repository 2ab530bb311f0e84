"""A walk-through: numbered points on a site plan or photo, each with the words of what is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tourplanner.core.errors import InputError
from tourplanner.core.safe_text import one_line

SPOT = "spot"  # the fact of a point: spot/<id>
MOST_SPOTS = 60
MAX_CHARS = 200


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a walk-through.

    Attributes
    ----------
    order : its place among the points; the number that is shown counts them from 1.
    x, y : from the left and from the top, as a share of the picture, 0 to 1.
    """

    id: str
    order: int
    x: float
    y: float
    words: str = ""

    @property
    def fact(self) -> str:
        """The name of its fact."""
        return f"{SPOT}/{self.id}"

    @property
    def value(self) -> dict[str, Any]:
        """What is stored of it."""
        return {"order": self.order, "x": self.x, "y": self.y, "words": self.words}


def spots_of(members: Mapping[str, Any]) -> tuple[Spot, ...]:
    """Give the points of a photo in the order of their numbers; what is no point is passed over."""
    found = []
    for id_, value in members.items():
        try:
            found.append(_spot(id_, value))
        except (InputError, KeyError, TypeError, ValueError, OverflowError):
            continue
    return tuple(sorted(found, key=lambda spot: (spot.order, spot.id)))


def spot_value(value: Any) -> dict[str, Any] | None:
    """Give what is stored of a typed point; None takes it away.

    Raises
    ------
    InputError : it lies outside the picture.
    """
    return None if value is None else _spot("", value).value


def _spot(id_: str, value: Any) -> Spot:
    x, y = (round(float(value[name]), 4) for name in ("x", "y"))
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise InputError("This point lies outside the picture.", "Type 0 to 100 for each side.")
    words = one_line(str(value.get("words") or ""))[:MAX_CHARS]
    return Spot(id_, int(value.get("order") or 0), x, y, words)
