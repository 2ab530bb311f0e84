"""Named points of a site beside its own: where the bus stands, where the press goes in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tourplanner.core.errors import InputError
from tourplanner.core.fields import KINDS
from tourplanner.core.geo import LatLon

#: By code, in reading order: the field of a site that holds the point.
SPOTS: Mapping[str, str] = {
    "main-gate": "gate_point",
    "bus-bay": "bus_bay_point",
    "entrance": "entrance_point",
    "press-door": "press_door_point",
    "event-room": "event_room_point",
}
FARTHEST_M = 3_000  # from the site's own point; the largest campus is smaller

# A degree with a sign or a letter, as people and map links write it.
_DEGREES = r"[+-]?\d{1,3}(?:\.\d+)?"
_TYPED = re.compile(
    rf"\s*({_DEGREES})\s*°?\s*([NnSs]?)\s*[,;\s]\s*({_DEGREES})\s*°?\s*([EeWw]?)\s*"
)
_LINKS = (
    re.compile(rf"!3d({_DEGREES})!4d({_DEGREES})"),  # the place itself, where a link has both
    re.compile(rf"@({_DEGREES}),({_DEGREES})"),
    re.compile(rf"[?&](?:q|query|ll|center|destination)=({_DEGREES})(?:,|%2C)({_DEGREES})", re.I),
    re.compile(rf"[?&]mlat=({_DEGREES})&mlon=({_DEGREES})"),
    re.compile(rf"#map=\d+(?:\.\d+)?/({_DEGREES})/({_DEGREES})"),
    re.compile(rf"\bgeo:({_DEGREES}),({_DEGREES})"),
)


def spot_words(code: str) -> str:
    """Give the name of a spot: ``Bus bay``."""
    field = KINDS["site"].field(SPOTS[code])
    assert field is not None  # a test compares the two lists
    return field.label


def read_point(text: str) -> LatLon:
    """Read a point as one types or pastes it: ``34.1588, -118.1398``, or a link to a map.

    Raises
    ------
    InputError : there is no point in it, or none on the earth.
    """
    typed = _TYPED.fullmatch(text)
    if typed is not None:
        lat, lon = float(typed[1]), float(typed[3])
        pair = (-lat if typed[2] in ("S", "s") else lat, -lon if typed[4] in ("W", "w") else lon)
    else:
        found = next((match for link in _LINKS if (match := link.search(text))), None)
        if found is None:
            raise _no_point(text)
        pair = (float(found[1]), float(found[2]))
    try:
        return LatLon(*pair)
    except ValueError as error:
        raise _no_point(text) from error


def _no_point(text: str) -> InputError:
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    return InputError(
        f"“{shown}” is not a point.", "Write latitude and longitude: 34.1588, -118.1398."
    )
