"""Where a site is: what a geocoder answers, judged; nothing is picked where several fit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tourplanner.core.changes import Changes
from tourplanner.core.geo import Located, Precision
from tourplanner.core.model.places import PlaceAnswer, PointGap, compare_points
from tourplanner.core.model.site import SiteView
from tourplanner.core.model.states import States
from tourplanner.core.ports import Geocoder
from tourplanner.services.site_views import row_point


class LocatingState(StrEnum):
    """What became of looking for a point."""

    FOUND = "found"
    SEVERAL = "several"
    NONE = "none"
    OUTSIDE = "outside"  # of the site's state: asks
    KEPT = "kept"  # it had a point; compared only


@dataclass(frozen=True, slots=True)
class Locating:
    """The outcome for one site; ``changes`` is set where the point was written."""

    state: LocatingState
    sentence: str
    answers: tuple[PlaceAnswer, ...] = ()
    gap: PointGap | None = None
    changes: Changes | None = None

    @property
    def is_one(self) -> bool:
        """Whether one answer fits and may be written."""
        return self.state is LocatingState.FOUND


_PRECISION_WORDS = {
    Precision.PIN: "a pin",
    Precision.SITE: "the campus",
    Precision.ADDRESS: "the house number",
    Precision.STREET: "the street",
    Precision.ZIP: "the middle of the ZIP area",
    Precision.TOWN: "the middle of the town",
    Precision.COUNTY: "the middle of the county",
}


def precision_words(located: Located) -> str:
    """Say how closely a point is known: ``the middle of the town``."""
    return _PRECISION_WORDS[located.precision]


def address_query(view: SiteView) -> str:
    """Give the address of a site in one line; empty where nothing tells where it is."""
    state = " ".join(part for part in (view.state, view.zip) if part)
    return ", ".join(part for part in (view.street, view.city, state) if part)


def look_up(view: SiteView, geocoder: Geocoder, home_state: str, states: States) -> Locating:
    """Ask a geocoder for a site's point and judge the answers; nothing is written here."""
    query = address_query(view) if view.city or view.zip or view.street else ""
    if not query:
        return Locating(
            LocatingState.NONE, f"{view.name} has no address: type its town or ZIP, or pin it."
        )
    answers = geocoder.locate(query, view.state or home_state)
    if not answers:
        return Locating(LocatingState.NONE, f"No place fits “{query}”: pin it on the map.")
    if view.point is not None:
        return _compared(view, answers)
    state = states.find(view.state or home_state)
    inside = [a for a in answers if state is None or state.holds(a.located.point)]
    if not inside:
        where = state.name if state else view.state
        return Locating(
            LocatingState.OUTSIDE,
            f"“{query}” was found outside {where}: {answers[0].label}. Is that right?",
            answers,
        )
    if len(answers) > 1:
        return Locating(
            LocatingState.SEVERAL, f"{len(answers)} places fit “{query}”: choose one.", answers
        )
    found = answers[0]
    note = f" ({found.note})" if found.note else ""
    words = precision_words(found.located)
    return Locating(LocatingState.FOUND, f"{view.name}: {found.label}, {words}{note}.", answers)


def _compared(view: SiteView, answers: tuple[PlaceAnswer, ...]) -> Locating:
    own = (row_point(view.row, view.edition) if view.row else None) or view.point
    assert own is not None  # the view has a point
    gap = compare_points(own, answers[0].located) if len(answers) == 1 else None
    sentence = gap.sentence if gap else f"{len(answers)} places fit its address."
    return Locating(LocatingState.KEPT, f"{view.name} keeps its point. {sentence}", answers, gap)
