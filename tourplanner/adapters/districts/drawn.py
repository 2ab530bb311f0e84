"""What is drawn in a layer file, before anybody knows which districts it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tourplanner.core.errors import InputError

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

#: No state's layer is near it; a file beyond it is something else, or made to fill the memory.
MAX_BYTES = 256 * 1024 * 1024  # the counties of the whole country, in all detail, have half of it
_SMALL = 32 * 1024 * 1024  # that many are no trouble, however densely they were packed
_MAX_RATIO = 50  # lines pack to a third, columns full of blanks to a thirtieth
_TOLERANCE = 1e-6  # of a degree beyond the earth's ends, from rounding


@dataclass(frozen=True)
class Drawn:
    """One feature: its columns as text, its rings as float arrays (n, 2), longitude first."""

    columns: Mapping[str, str]
    rings: tuple[Array, ...]


@dataclass(frozen=True)
class DrawnLayer:
    """A layer file that was read; ``name`` is the shapefile's or the file's, without its ending."""

    name: str
    features: tuple[Drawn, ...]
    notes: tuple[str, ...] = ()


def damaged(name: str, what: str, details: str = "") -> InputError:
    """Give the error for a file that breaks off or does not hold what its form says."""
    return InputError(
        f"“{name}” cannot be read: {what}.",
        "The file may be damaged, or not whole: get it again from where it came.",
        details,
    )


def too_large(name: str) -> InputError:
    """Give the error for a file that no layer of a state is."""
    return InputError(
        f"“{name}” is too large for a layer of districts.",
        f"A layer has at most {MAX_BYTES // 2**20} MB: take the file of one state.",
    )


def most_bytes(packed: int) -> int:
    """Give how many bytes a packed file may unpack to, before it is taken for a trap."""
    return min(MAX_BYTES, max(_SMALL, packed * _MAX_RATIO))


def not_degrees(name: str, system: str) -> InputError:
    """Give the error for lines that are drawn in another system than degrees."""
    drawn = f"is drawn in {system}, not" if system else "is not drawn"
    return InputError(
        f"“{name}” {drawn} in longitude and latitude of NAD83 or WGS84.",
        "Take the Census file, or save the layer unprojected, as NAD83 or WGS84.",
    )


def ring_of(points: Any, name: str) -> Array:
    """Give a ring as an array, closed; InputError where a point is none on the earth."""
    import numpy as np

    try:
        ring = np.array([(p[0], p[1]) for p in points], float).reshape(-1, 2)
    except (TypeError, ValueError, IndexError, KeyError, OverflowError) as error:
        raise damaged(name, "a point of its lines makes no sense", repr(error)) from error
    if not np.isfinite(ring).all():
        raise damaged(name, "a point of its lines makes no sense")
    if len(ring) and (np.abs(ring) > np.array([180.0, 90.0]) + _TOLERANCE).any():
        raise not_degrees(name, "")
    if len(ring) and (ring[0] != ring[-1]).any():
        ring = np.concatenate([ring, ring[:1]])
    return ring
