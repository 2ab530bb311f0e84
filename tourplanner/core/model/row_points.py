"""Two cells of a table read as a point of a state: used, or flagged and offered, never repaired."""

from __future__ import annotations

import re

from tourplanner.core.geo import LatLon
from tourplanner.core.model.site import PointFlag
from tourplanner.core.model.states import State

_USED = PointFlag.NONE
DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")  # as Spanish spreadsheets write 39,52
_ONE_DEGREES = re.compile(
    r"(?P<before>[NSEW]?)\s*(?P<degrees>[+-]?\d{1,3}(?:\.\d+)?)\s*°?"
    r"(?:(?<![\d.])\s*(?P<minutes>[0-5]?\d(?:\.\d+)?)\s*['\u2032\u2019]"
    r"(?:\s*(?P<seconds>[0-5]?\d(?:\.\d+)?)\s*(?:[\"\u2033\u201d]|''))?)?\s*(?P<half>[NSEW]?)",
    re.IGNORECASE,
)
#: What is said of coordinates that are not used.
POINT_NOTES = {
    PointFlag.MISSING: "no coordinates",
    PointFlag.UNREADABLE: "coordinates that are no numbers",
    PointFlag.ZERO: "coordinates 0, 0",
    PointFlag.SWAPPED: "latitude and longitude look swapped",
    PointFlag.OUTSIDE: "coordinates outside the state",
}


def read_point(
    lat: str, lon: str, state: State | None
) -> tuple[LatLon | None, PointFlag, str, LatLon | None]:
    """Read two cells as a point of a state.

    Returns
    -------
    Point or None, why it is not used, the cells as they stand, and what they may have meant. The
    last is for a person to accept; it is never taken by itself.
    """
    if not lat and not lon:
        return None, PointFlag.MISSING, "", None
    try:
        y, x = _figure(lat), _figure(lon)
    except ValueError:
        return None, PointFlag.UNREADABLE, _raw(lat, lon), None
    if not (-180 <= y <= 180 and -180 <= x <= 180):  # also refuses nan and infinity
        return None, PointFlag.UNREADABLE, _raw(lat, lon), None
    if -0.01 < y < 0.01 and -0.01 < x < 0.01:
        return None, PointFlag.ZERO, _raw(lat, lon), None
    as_read = LatLon(y, x) if -90 <= y <= 90 else None
    if as_read is not None and (state is None or state.holds(as_read)):
        return as_read, _USED, "", None
    raw = _raw(lat, lon)
    swapped = LatLon(x, y) if abs(x) <= 90 else None
    if swapped is not None and (state is None or state.holds(swapped)):
        return None, PointFlag.SWAPPED, raw, swapped
    for offered in (
        LatLon(y, -x) if abs(y) <= 90 else None,
        LatLon(x, -y) if abs(x) <= 90 else None,
    ):
        if offered is not None and state is not None and state.holds(offered):
            return None, PointFlag.OUTSIDE, raw, offered
    return None, PointFlag.OUTSIDE, raw, None


def _figure(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return float(degrees(cell))


def degrees(cell: str) -> str:
    """Give a cell as one figure of degrees; as it stands where it is none.

    "96,76", "96.76° W", "W96.76" and "96° 45' 36\" W" are such.
    """
    found = _ONE_DEGREES.fullmatch(DECIMAL_COMMA.sub(".", cell.strip()))
    if found is None:
        return cell
    figure = found["degrees"]
    if found["minutes"]:
        small = float(found["minutes"]) / 60 + float(found["seconds"] or 0) / 3600
        figure = f"{'-' if figure[0] == '-' else ''}{abs(float(figure)) + small:.6f}"
    return signed(figure, found["half"] or found["before"])


def signed(figure: str, half: str) -> str:
    """Give degrees with a sign: "69.78 W" lies west, whoever writes no minus."""
    return f"-{figure}" if half.upper() in ("S", "W") and figure[0].isdigit() else figure


def _raw(lat: str, lon: str) -> str:
    return f"{lat}, {lon}"[:80]
