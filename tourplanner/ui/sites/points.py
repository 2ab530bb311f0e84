"""The points of sites as the window reads and finds them: plain values and work, no widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tourplanner.core.errors import NetworkOff
from tourplanner.core.geo import great_circle_m
from tourplanner.core.model.spots import spot_words
from tourplanner.core.units import feet, join_names
from tourplanner.services.locating import (
    Locating,
    LocatingState,
    address_query,
    offered_point,
    precision_words,
)
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.geo import Located
    from tourplanner.core.model.list_match import Applied
    from tourplanner.core.model.places import PlaceAnswer
    from tourplanner.core.ports import OnlineGeocoder, Progress
    from tourplanner.services.workspace import Doors, Workspace

QUESTION = "Needs the network. Turn on for this look-up?"


@dataclass(frozen=True, slots=True)
class SitePoint:
    """What is known of where a site is.

    ``beside`` is a geocoder's point that is kept with it, or one that the directory may have meant.
    """

    site: str
    name: str
    address: str
    words: str  # "34.15876, -118.13980: the campus, CDE directory, 2018-06"
    beside_words: str = ""
    beside: Located | None = None
    take_words: str = ""  # to take it
    is_far: bool = False  # the two lie too far apart
    has_point: bool = True
    is_coarse: bool = False
    spots: tuple[tuple[str, str], ...] = ()  # code and words of the named points


def read_point(workspace: Workspace, site: str) -> SitePoint:
    """Read it; called on a helper's thread."""
    view = workspace.sites.view(site)
    gap, beside = view.gap, view.geocoder_point
    words = f"{beside.source}: {_place(beside)}, {gap.distance} away" if beside and gap else ""
    take_words = "Use the geocoder's point"
    meant = offered_point(view)
    if meant is not None and view.row is not None:
        beside, take_words = meant, "Use what they may mean"
        words = f"The directory's coordinates ({view.row.raw_point}) may mean {_place(meant)}."
    return SitePoint(
        site,
        view.name,
        address_query(view) if view.street or view.city or view.zip else "",
        f"{_place(view.point)}, {view.point.source}" if view.point else "",
        words,
        beside,
        take_words,
        bool(gap and gap.is_warning),
        view.point is not None,
        view.point is not None and view.point.precision.is_coarse,
        tuple((code, _spot(code, spot, view.point)) for code, spot in view.spots.items()),
    )


def _place(located: Located) -> str:
    point = located.point
    return f"{point.lat:.5f}, {point.lon:.5f}: {precision_words(located)}"


def _spot(code: str, spot: Located, own: Located | None) -> str:
    at = f"{spot_words(code)}: {spot.point.lat:.5f}, {spot.point.lon:.5f}"
    if own is None or own.precision.is_coarse:
        return at
    return f"{at}, {feet(great_circle_m(own.point, spot.point)):,.0f} ft away"


def answer_words(answer: PlaceAnswer) -> str:
    """Tell an answer from the others: its label, how closely it is known, what to know of it."""
    note = f", {answer.note}" if answer.note else ""
    return f"{answer.label}: {precision_words(answer.located)}{note}"


def find_one(
    doors: Doors, point: SitePoint, *, online: bool, once: bool
) -> Callable[[Workspace, Progress], Locating]:
    """Give the work that looks for one site's point, in the gazetteer or on the network.

    Parameters
    ----------
    once : a person said yes to the network for this look-up; else NetworkOff asks, and says what
        would leave.
    """

    def work(workspace: Workspace, progress: Progress) -> Locating:
        if not online:
            return workspace.sites.points.locate(point.site)
        geocoder = _online(doors, once, lambda: progress(0, 0, ""), f"“{point.address}”")
        return workspace.sites.points.locate(point.site, geocoder)

    return work


def _online(
    doors: Doors, once: bool, still_wanted: Callable[[], None], what: str
) -> OnlineGeocoder:
    network = doors.network()
    try:
        return network.geocoder(once=once, still_wanted=still_wanted)
    except NetworkOff as off:
        asked = network.provider()
        raise NetworkOff(QUESTION, f"{asked.name} ({asked.host}) is asked for {what}.") from off


def added_words(applied: Applied) -> str:
    """Say how many sites a list brought, and what is to be done for those without a point."""
    said = f"{count_words(len(applied.added) + len(applied.by_hand), 'site')} added"
    if not applied.unplaced:
        return f"{said}."
    names = join_names(list(applied.unplaced.values()))
    return f"{said}. Without a point yet: {names}. On its page a town, a ZIP or a pin gives it one."


@dataclass(frozen=True, slots=True)
class Found:
    """What came of looking for all points that are missing."""

    found: int
    asking: int  # several places fit, or one outside the state
    none: int
    waiting: int
    coarse: int  # of all sites, known to town or ZIP only

    @property
    def words(self) -> str:
        """All of it in one sentence."""
        counts = (
            (self.found, "found"),
            (self.asking, "to choose on the site's page"),
            (self.none, "not found"),
            (self.waiting, "waiting"),
            (self.coarse, "known to town or ZIP only"),
        )
        told = ", ".join(f"{count:,} {words}" for count, words in counts if count)
        return f"Points: {told}." if told else "Every site has a point."

    @property
    def left(self) -> int:
        """How many a geocoder of house numbers might know better."""
        return self.none + self.waiting + self.coarse


def find_all(doors: Doors, *, online: bool, once: bool) -> Callable[[Workspace, Progress], Found]:
    """Give the work that looks for the points of all sites that have none."""

    def work(workspace: Workspace, progress: Progress) -> Found:
        last = (0, 0, "")

        def tell(done: int, total: int, words: str) -> None:
            nonlocal last
            last = (done, total, words)
            progress(*last)

        geocoder = None
        if online:
            what = "the address of each site without a house number's point"
            geocoder = _online(doors, once, lambda: progress(*last), what)
        states = [o.state for o in workspace.sites.points.locate_all(geocoder, tell).values()]
        coarse = [v for v in workspace.sites.all() if v.point and v.point.precision.is_coarse]
        return Found(
            states.count(LocatingState.FOUND),
            states.count(LocatingState.SEVERAL) + states.count(LocatingState.OUTSIDE),
            states.count(LocatingState.NONE),
            states.count(LocatingState.WAITING),
            len(coarse),
        )

    return work
