"""Where partners are at work: for the map, a spot for each site that has any."""

from __future__ import annotations

from dataclasses import dataclass

from tourplanner.core.geo import LatLon
from tourplanner.services.partner_links import LINKS, read_partners
from tourplanner.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PartnerSpot:
    """A site where partners are at work, and their names in order; what is over is left out.

    ``point`` : None where the site has none, so that a map cannot show it. Partners that are at
    work at no site stand in one without an id.
    """

    site: str
    name: str
    city: str
    point: LatLon | None
    partners: tuple[str, ...]


def partner_spots(office: Workspace) -> tuple[PartnerSpot, ...]:
    """Give the sites at which a partner is at work, by name; then the partners of no site."""
    names: dict[str, set[str]] = {}
    tables = office.file.tables
    site_of = {one.id: str(one["site"] or "") for kind in LINKS for one in tables.all(kind)}
    views = sorted(office.sites.all(), key=lambda view: (view.name.casefold(), view.id))
    known = {str(view.id) for view in views}
    nowhere: set[str] = set()
    for partner in read_partners(office):
        sites = {site_of.get(link.entry.record, "") for link in partner.going} & known
        for site in sites:
            names.setdefault(site, set()).add(partner.row.name)
        if not sites and not (partner.links and not partner.going):
            nowhere.add(partner.row.name)
    found = [
        PartnerSpot(
            str(view.id),
            view.name,
            view.city,
            view.point.point if view.point is not None else None,
            _in_order(names[view.id]),
        )
        for view in views
        if view.id in names
    ]
    if nowhere:
        found.append(PartnerSpot("", "", "", None, _in_order(nowhere)))
    return tuple(found)


def _in_order(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=str.casefold))
