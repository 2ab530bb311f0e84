"""Which mark is meant: the one under the pointer, or the next one in a direction."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF

from tourplanner.ui.map.paint import Placed, half_size

_REACH = 5  # how far beside a mark still hits it


def mark_under(placed: Sequence[Placed], at: QPointF) -> Placed | None:
    """Give the mark under a place, the nearest where there are several."""
    best: tuple[float, Placed] | None = None
    for one in placed:
        half = half_size(one.mark)
        gap = one.at - at
        if abs(gap.x()) <= half.x() + _REACH and abs(gap.y()) <= half.y() + _REACH:
            far = math.hypot(gap.x(), gap.y())
            if best is None or far < best[0]:
                best = (far, one)
    return best[1] if best else None


def mark_toward(placed: Sequence[Placed], current: str, x: int, y: int) -> str:
    """Give the nearest mark in a direction, ``current`` where there is none.

    Parameters
    ----------
    x, y : the direction: steps to the right and down.
    """
    here = next((p for p in placed if p.mark.id == current), None)
    if here is None:
        return placed[0].mark.id if placed else ""
    best, nearest = current, math.inf
    for one in placed:
        gap = one.at - here.at
        ahead, aside = gap.x() * x + gap.y() * y, abs(gap.x() * y) + abs(gap.y() * x)
        if one is not here and ahead > 0.5 and ahead + 2 * aside < nearest:
            best, nearest = one.mark.id, ahead + 2 * aside
    return best
