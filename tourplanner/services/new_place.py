"""A place as somebody types it, and the edit that writes it down."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from tourplanner.core.changes import Edit
from tourplanner.core.geo import LatLon, Located, Precision
from tourplanner.core.model.figures import checked_name
from tourplanner.core.ports import Surroundings
from tourplanner.services.site_views import point_fact


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A start, an end, a hotel or a yard as typed and located. ``zone`` empty = by its point."""

    name: str
    kind: str
    point: LatLon
    precision: Precision
    source: str
    city: str = ""
    state: str = ""
    street: str = ""
    zip: str = ""
    county: str = ""
    zone: str = ""
    phone: str = ""


def place_edit(place: NewPlace, surroundings: Surroundings) -> Edit:
    """Give the edit of a place that is new; InputError where it has no name."""
    located = Located(place.point, place.precision, place.source)
    facts: dict[str, Any] = {
        "name": checked_name(place.name, "A place"),
        "kind": place.kind,
        "point": point_fact(located),
        "zone": place.zone or surroundings.zone(place.point),
    }
    for name in ("city", "state", "street", "zip", "county", "phone"):
        if value := getattr(place, name):
            facts[name] = value
    return Edit(uuid.uuid4().hex, "place", facts)
