"""Where partners are at work: for the map, a spot for each site that has any."""

from __future__ import annotations

from dataclasses import dataclass

from tourplanner.core.geo import LatLon
from tourplanner.services.partner_links import LINKS, read_partners
from tourplanner.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PartnerSpot:
    """A site where partners are at work, and their names in order; what is over is left out."""

    site: str
    name: str
    city: str
    point: LatLon
    partners: tuple[str, ...]


def partner_spots(office: Workspace) -> tuple[PartnerSpot, ...]:
    """Give the sites with a point at which a partner is at work, by name."""
    names: dict[str, set[str]] = {}
    tables = office.file.tables
    site_of = {one.id: str(one["site"] or "") for kind in LINKS for one in tables.all(kind)}
    for partner in read_partners(office):
        for link in partner.going:
            names.setdefault(site_of.get(link.entry.record, ""), set()).add(partner.row.name)
    views = sorted(office.sites.all(), key=lambda view: (view.name.casefold(), view.id))
    return tuple(
        PartnerSpot(
            str(view.id),
            view.name,
            view.city,
            view.point.point,
            tuple(sorted(names[view.id], key=str.casefold)),
        )
        for view in views
        if view.point is not None and view.id in names
    )
