"""A pasted list that a person looked through becomes candidates, and stops of a tour."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tourplanner.core.changes import Action, Edit
from tourplanner.core.geo import LatLon
from tourplanner.core.model.ids import SiteId
from tourplanner.core.model.list_match import Applied, LineMatch
from tourplanner.core.model.site import SchoolRow
from tourplanner.services.kept_by_hand import read_kept
from tourplanner.services.locating import unplaced
from tourplanner.services.site_adding import (
    add_by_hand,
    add_schools,
)
from tourplanner.services.site_views import point_of
from tourplanner.services.tours import brought_back, stop_id
from tourplanner.store.file import OfficeFile

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace


def add_list(workspace: Workspace, matches: Iterable[LineMatch], tour_id: str = "") -> Applied:
    """Make candidates of the lines that are decided, in one action that Undo takes back whole.

    A line kept by hand whose name, town and state a candidate has already adds nothing, so that the
    same list can be pasted twice.

    Parameters
    ----------
    tour_id : the tour that may see them; sites it has already stay as they are marked. Empty =
        they become candidates and no more.
    """
    rows: list[SchoolRow] = []
    hand: list[Edit] = []
    here_already: list[SiteId] = []
    states, home = workspace.directory.states, workspace.home_state()
    known = read_kept(workspace.file, states, home)
    for match in matches:
        if match.by_hand:
            if (here := known.find(match.by_hand)) is not None:
                here_already.append(here)
                continue
            edit = workspace.sites.points.with_point(add_by_hand(match.by_hand, home, states))
            known.add(match.by_hand, SiteId(edit.record))
            hand.append(edit)
        elif match.choice:
            rows += [c.row for c in match.candidates if c.row.key == match.choice][:1]
    adding = add_schools(rows, workspace.file, workspace.directory)
    by_hand = tuple(SiteId(edit.record) for edit in hand)
    sites = (*adding.rows, *here_already, *by_hand)
    edits = (*adding.edits, *hand, *marks_of(workspace.file, tour_id, sites))
    changes = workspace.file.write(Action("Add pasted list", edits)) if edits else None
    already = (*adding.already, *here_already)
    return Applied(changes, adding.added, already, by_hand, unplaced=unplaced(hand))


def start_of(workspace: Workspace, tour_id: str) -> LatLon | None:
    """Give where a tour begins; None where that is not known."""
    tour = workspace.file.tables.get("tour", tour_id) if tour_id else None
    place = workspace.file.tables.get("place", str(tour["start_place"] or "")) if tour else None
    located = point_of(place["point"]) if place else None
    return located.point if located else None


def marks_of(file: OfficeFile, tour_id: str, sites: Iterable[SiteId]) -> Iterable[Edit]:
    """Give the edits by which a tour may see sites; those that it has marked already stay so.

    Parameters
    ----------
    tour_id : empty = no tour, and no edits.
    """
    if not tour_id:
        return ()
    stops = file.tables.where("stop", tour=tour_id)
    marked = {stop.id for stop in stops if not stop.deleted and stop["wish"]}
    made = [
        Edit(stop, "stop", {"tour": tour_id, "site": site, "wish": "may"})
        for site in dict.fromkeys(sites)
        if (stop := stop_id(tour_id, site)) not in marked
    ]
    return brought_back(file, made)
