"""The only conversions between units; counts, hours and names as people write them.

A number's name carries its unit.
"""

from __future__ import annotations

from collections.abc import Sequence

METERS_PER_MILE = 1609.344
METERS_PER_FOOT = 0.3048
MIN_PER_HOUR = 60
MIN_PER_DAY = 1440


def miles(meters: float) -> float:
    """Give statute miles for meters."""
    return meters / METERS_PER_MILE


def meters(miles_: float) -> float:
    """Give meters for statute miles."""
    return miles_ * METERS_PER_MILE


def feet(meters: float) -> float:
    """Give feet for meters."""
    return meters / METERS_PER_FOOT


def round_up(minutes: float, step_min: int = 5) -> int:
    """Round minutes up to the next multiple of ``step_min``; exact multiples stay."""
    whole = int(-(-(minutes - 1e-9) // step_min)) * step_min
    return max(whole, 0)


def hours_text(minutes: int) -> str:
    """Write a span of minutes as people do: ``3 h 45 min``, ``50 min``, ``2 h``."""
    sign = "-" if minutes < 0 else ""
    hours, rest = divmod(abs(minutes), MIN_PER_HOUR)
    if not hours:
        return f"{sign}{rest} min"
    return f"{sign}{hours} h {rest} min" if rest else f"{sign}{hours} h"


def join_names(names: Sequence[str], most: int = 4) -> str:
    """Write names as people do: ``A, B and C``; more than ``most`` as ``A, B, C and 5 more``."""
    shown = list(names)
    if len(shown) > most:
        shown = [*shown[: most - 1], f"{len(shown) - most + 1} more"]
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def count_text(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun: ``1 day``, ``3 days``, ``10,000 sites``."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
