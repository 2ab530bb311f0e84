"""Where the candidate sites are: looked up, pinned by hand, with the named points of a campus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tourplanner.core.changes import Action, Changes, Edit
from tourplanner.core.geo import Located
from tourplanner.core.model.ids import SiteId
from tourplanner.core.model.places import PlaceAnswer
from tourplanner.core.model.site import SiteView
from tourplanner.core.model.spots import SPOTS, spot_words
from tourplanner.core.model.states import States
from tourplanner.core.ports import Geocoder, Progress, Surroundings
from tourplanner.services.locating import (
    Locating,
    asks_state,
    check_on_campus,
    check_on_land,
    lacks_point,
    locate_each,
    located_of,
    look_up,
    place_facts,
    with_point,
)
from tourplanner.services.site_views import point_fact
from tourplanner.store.file import OfficeFile


class SitePoints:
    """The points of the candidate sites of an office."""

    def __init__(
        self,
        file: OfficeFile,
        geocoder: Geocoder,
        surroundings: Surroundings,
        states: States,
        home_state: Callable[[], str],
        view: Callable[[str], SiteView],
        every: Callable[[], list[SiteView]],
    ) -> None:
        """Take what it works with.

        Parameters
        ----------
        view, every : give one site, and all candidates, as they are shown.
        """
        self._file = file
        self._geocoder = geocoder
        self._surroundings = surroundings
        self._states = states
        self._home_state = home_state
        self._view = view
        self._all = every

    def find_place(self, query: str, geocoder: Geocoder | None = None) -> tuple[PlaceAnswer, ...]:
        """Give all that a ZIP, town or address may mean, the home state's first.

        Parameters
        ----------
        geocoder : another one than the built-in gazetteer.
        """
        return (geocoder or self._geocoder).locate(query, self._home_state())

    def locate(self, site: str, geocoder: Geocoder | None = None) -> Locating:
        """Look for a site's point; it is written only where one answer fits and none was there.

        Several answers are shown, not picked. A point outside the site's state asks. A site that
        has a point keeps it; one answer that is known to the street is kept beside it, and the gap
        in meters is told.

        Parameters
        ----------
        geocoder : another one than the built-in gazetteer.
        """
        view = self._view(site)
        found = self._look_up(view, geocoder or self._geocoder)
        if found.is_one:
            return replace(found, changes=self._write_point(view, found.answers[0]))
        beside = found.gap.geocoder if found.gap else None
        known = (view.point, view.geocoder_point)
        if beside is None or beside.precision.is_coarse or beside in known:
            return found
        edit = Edit(view.id, "site", {"geocoder_point": point_fact(beside)})
        return replace(
            found, changes=self._file.write(Action(f"Compare the point of {view.name}", (edit,)))
        )

    def _look_up(self, view: SiteView, geocoder: Geocoder) -> Locating:
        return look_up(view, geocoder, self._home_state(), self._states, self._surroundings.state)

    def with_point(self, edit: Edit) -> Edit:
        """Give the edit of a new site with the point of its town or ZIP, where one place fits."""
        return with_point(edit, lambda view: self._look_up(view, self._geocoder))

    def locate_all(
        self, geocoder: Geocoder | None = None, progress: Progress | None = None
    ) -> dict[SiteId, Locating]:
        """Look for the points of all sites that have none; each is written when it is found.

        Another geocoder than the gazetteer is asked for points known to ZIP or town only, too. One
        that goes silent half-way is not asked on: the sites left wait, and the same call later asks
        for these alone.

        Raises
        ------
        ProviderError : it could not be asked for the first site either. Cancelled : by
            ``progress``; what was found until then is kept.
        """
        views = [view for view in self._all() if lacks_point(view, geocoder is not None)]
        return locate_each(views, lambda site: self.locate(site, geocoder), progress)

    def place_at(
        self, site: str, answer: PlaceAnswer | Located, *, out_of_state: bool = False
    ) -> Changes:
        """Write a site's point: a chosen answer, or a pin put on the map by hand.

        Parameters
        ----------
        out_of_state : a person said that a point in another state is right.

        Raises
        ------
        InputError : the point lies in no state. OutOfState : it lies in another state than the
            site, or than the office where the site has none; ask, then say yes.
        """
        view = self._view(site)
        there = self._surroundings.state(located_of(answer).point)
        wanted = view.state or self._home_state()
        check_on_land(located_of(answer).point, there)
        moves = bool(wanted) and there != wanted
        if moves and not out_of_state:
            raise asks_state(view.name, there, wanted, self._states)
        return self._write_point(view, answer, there if moves and not view.key else "")

    def set_spot(self, site: str, spot: str, point: Located | None) -> Changes:
        """Write a named point of a site, such as where the bus stands; None takes it away.

        Parameters
        ----------
        spot : a code of ``SPOTS``.

        Raises
        ------
        InputError : it lies in no state, or farther from the site's point than a campus reaches.
        """
        view = self._view(site)
        if point is not None:
            check_on_land(point.point, self._surroundings.state(point.point))
            check_on_campus(view, spot, point.point)
        fact = point_fact(point) if point is not None else None
        verb = "Set" if fact else "Take away"
        label = f"{verb} {spot_words(spot).lower()} of {view.name}"
        return self._file.write(Action(label, (Edit(view.id, "site", {SPOTS[spot]: fact}),)))

    def _write_point(
        self, view: SiteView, answer: PlaceAnswer | Located, state: str = ""
    ) -> Changes:
        edit = Edit(view.id, "site", place_facts(view, answer, state))
        return self._file.write(Action(f"Locate {view.name}", (edit,)))
