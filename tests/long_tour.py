"""A tour of ten days and thirty stops, arranged by hand, with six more that are left out."""

from __future__ import annotations

from datetime import date

from tourplanner.core.changes import Action, Edit
from tourplanner.core.geo import LatLon, Precision
from tourplanner.core.ranks import spread
from tourplanner.services.tours import NewPlace, stop_id
from tourplanner.services.workspace import Workspace

DAYS, PER_DAY, SPARE = 10, 3, 6


def add_long_tour(office: Workspace) -> None:
    """Write the tour into an office file that has the directory."""
    hits = []
    for city in ("Fresno", "Oakland", "San Jose", "Stockton", "Modesto"):
        hits += office.directory.find(f"elementary {city}", limit=12).hits[:9]
    keys = list(dict.fromkeys(hit.row.key for hit in hits))[: DAYS * PER_DAY + SPARE]
    office.sites.add_from_directory(keys)
    sites = [office.sites.id_of(key) for key in keys]
    tour = office.tours.create(
        "Long tour",
        date(2013, 10, 14),
        DAYS,
        _place("Fresno Inn", 36.74, -119.78),
        party=45,
        hotels=[_place("Stockton Inn", 37.96, -121.29)],
    )
    office.tours.mark(tour, sites, "may")
    facts: dict[str, object] = {"tour": tour, "name": "By hand"}
    for day in range(DAYS):
        own = sites[day * PER_DAY : (day + 1) * PER_DAY]
        for rank, site in zip(spread(PER_DAY), own, strict=True):
            facts[f"at/{stop_id(tour, site)}"] = {"day": day, "rank": rank, "pin": None}
    variant = "5" * 32
    edits = (Edit(variant, "variant", facts), Edit(tour, "tour", {"current_variant": variant}))
    office.file.write(Action("By hand", edits))


def _place(name: str, lat: float, lon: float) -> NewPlace:
    return NewPlace(name, "hotel", LatLon(lat, lon), Precision.PIN, "typed")
