"""What a newer edition of a directory changes for this office's sites; nothing is written here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from tourplanner.core.geo import great_circle_m
from tourplanner.core.model.edition_news import EditionNews, SiteNews, Turn, gravest
from tourplanner.core.model.places import GAP_WARN_M
from tourplanner.core.model.site import Newer, Origin, SchoolRow, SiteView
from tourplanner.core.units import feet, miles
from tourplanner.services.addresses import AddressMatch, compare_addresses
from tourplanner.services.directory import DirectoryService

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace

SHOWN_OPENED = 50
_LABELS = {
    "name": "name",
    "street": "street",
    "city": "city",
    "zip": "ZIP",
    "district": "district",
    "grades": "grades",
    "status": "status",
    "point": "point",
}


def read_news(workspace: Workspace) -> EditionNews:
    """Compare each candidate with the current edition: gone, merged, closed, moved, renamed.

    Sites keep the edition that they were made from until somebody says otherwise; see
    ``sites.use_current_edition``.
    """
    views = [view for view in workspace.sites.all() if view.newer is not None]
    tours = _tours_of(workspace)
    news = [_news(view, tours.get(view.id, ()), workspace.directory) for view in views]
    order = list(Turn)
    news.sort(key=lambda one: (not one.is_warning, order.index(one.turn), one.name, one.site))
    edition = max((v.newer.edition for v in views if v.newer), default="")
    return EditionNews(edition, tuple(news), _opened(workspace, views) if views else ())


def _tours_of(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Give the names of the tours that must or may see each site."""
    names = {tour.id: str(tour["name"] or "a tour") for tour in workspace.tours.all()}
    found: dict[str, list[str]] = defaultdict(list)
    for stop in workspace.file.tables.all("stop"):
        if stop["wish"] in ("must", "may") and str(stop["tour"]) in names:
            found[str(stop["site"])].append(names[str(stop["tour"])])
    return {site: tuple(sorted(tours)) for site, tours in found.items()}


def _news(view: SiteView, tours: tuple[str, ...], directory: DirectoryService) -> SiteNews:
    newer = view.newer
    assert newer is not None
    if newer.is_gone:
        turn, words = Turn.GONE, [_gone(view, directory)]
    else:
        turn, words = _turn(view, newer, directory)
    kept = [name for name in newer.changed if view.origin.get(name) is Origin.TYPED]
    if kept:
        words.append(f"What you typed stays: {', '.join(_LABELS[name] for name in kept)}.")
    return SiteNews(view.id, view.name, view.where or view.city, turn, " ".join(words), tours)


def _gone(view: SiteView, directory: DirectoryService) -> str:
    """Say that a code is gone, and which school stands there now."""
    words = "its code is no longer in the directory."
    point = view.row.point if view.row else None
    there = directory.current_at(point, GAP_WARN_M) if point else []
    if there:
        other = there[0]
        words += f" At its address is now {other.name} ({other.key})."
    return words


def _turn(view: SiteView, newer: Newer, directory: DirectoryService) -> tuple[Turn, list[str]]:
    turns, words = [Turn.OTHER], []
    changed = dict(newer.changed)
    if "status" in changed:
        then, now = changed.pop("status")
        words.append(f"{now or 'no status'}, was {then or 'without one'}.")
        if now.casefold() == "merged":
            turns.append(Turn.MERGED)
        elif now.casefold() in ("closed", "inactive"):
            turns.append(Turn.CLOSED)
    if "name" in changed:
        then, now = changed.pop("name")
        turns.append(Turn.RENAMED)
        words.append(f"Now called {now}.")
    moved = _moved(view, changed, directory)
    if moved:
        turns.append(Turn.MOVED)
        words.append(moved)
        for name in ("street", "city", "zip", "point"):
            changed.pop(name, None)
    words += [
        f"{_LABELS[name].capitalize() if name != 'zip' else 'ZIP'}: {now or 'none'},"
        f" was {then or 'none'}."
        for name, (then, now) in changed.items()
        if name != "point"
    ]
    if "point" in changed and not words:
        words.append("Its point is somewhat different.")
    return gravest(turns), words


def _moved(
    view: SiteView, changed: Mapping[str, tuple[str, str]], directory: DirectoryService
) -> str:
    """Say how far a school moved; empty where address and point are the same place."""
    then, now = view.row, directory.row(view.key)
    if then is None or now is None:
        return ""
    is_elsewhere = (
        "street" in changed
        and compare_addresses(*changed["street"]).match is AddressMatch.DIFFERENT
    )
    far = ""
    if then.point is not None and now.point is not None:
        gap = great_circle_m(then.point, now.point)
        if gap > GAP_WARN_M:
            is_elsewhere = True
            far = f", {miles(gap):.1f} mi away" if gap > 1_500 else f", {feet(gap):,.0f} ft away"
    if not is_elsewhere:
        return ""
    return f"Moved to {now.street or 'an unknown street'}, {now.city}{far}."


def _opened(workspace: Workspace, views: Iterable[SiteView]) -> tuple[SchoolRow, ...]:
    """Give schools of the newest edition that the older one had not, in the sites' districts."""
    directory = workspace.directory
    olds = {view.row.edition for view in views if view.row is not None}
    districts = {view.row.district for view in views if view.row is not None}
    before = {row.key for edition in olds for row in directory.schools_of(edition)}
    found = [
        row
        for row in directory.all()
        if row.district in districts
        and row.edition not in olds
        and row.key not in before
        and not row.is_closed
    ]
    return tuple(found[:SHOWN_OPENED])
