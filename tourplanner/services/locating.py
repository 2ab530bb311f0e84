"""Where a site is: what a geocoder answers, judged; nothing is picked where several fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from tourplanner.core.changes import Changes, Edit
from tourplanner.core.errors import InputError, OutOfState, ProviderError, ProviderNonsense
from tourplanner.core.geo import LatLon, Located, Precision, great_circle_m
from tourplanner.core.model.ids import SiteId
from tourplanner.core.model.places import PlaceAnswer, PointGap, compare_points
from tourplanner.core.model.site import SiteView
from tourplanner.core.model.spots import FARTHEST_M, spot_words
from tourplanner.core.model.states import State, States
from tourplanner.core.ports import Geocoder, Progress
from tourplanner.core.units import miles
from tourplanner.services.site_views import point_fact, row_point


class LocatingState(StrEnum):
    """What became of looking for a point."""

    FOUND = "found"
    SEVERAL = "several"
    NONE = "none"
    OUTSIDE = "outside"  # of the site's state: asks
    KEPT = "kept"  # it had a point; compared only
    WAITING = "waiting"  # the geocoder gave no answer; nothing is known


@dataclass(frozen=True, slots=True)
class Locating:
    """The outcome for one site; ``changes`` is set where something was written."""

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


def look_up(
    view: SiteView,
    geocoder: Geocoder,
    home_state: str,
    states: States,
    state_of: Callable[[LatLon], str],
) -> Locating:
    """Ask a geocoder for a site's point and judge the answers; nothing is written here.

    Parameters
    ----------
    state_of : gives the state that a point lies in, two letters or empty.
    """
    query = address_query(view) if view.city or view.zip or view.street else ""
    if not query:
        return Locating(
            LocatingState.NONE, f"{view.name} has no address: type its town or ZIP, or pin it."
        )
    answers = geocoder.locate(query, view.state or home_state)
    if not answers:
        return Locating(LocatingState.NONE, f"No place fits “{query}”: pin it on the map.")
    if view.point is not None and not _is_finer(view.point, answers):
        return _compared(view, answers)
    state = states.find(view.state or home_state)
    inside = [a for a in answers if state is None or _is_in(state, a, state_of)]
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


def _is_finer(point: Located, answers: tuple[PlaceAnswer, ...]) -> bool:
    """Whether a point is no more than a town's or a ZIP's, and a geocoder knows better."""
    return point.precision.is_coarse and any(not a.located.precision.is_coarse for a in answers)


def _is_in(state: State, answer: PlaceAnswer, state_of: Callable[[LatLon], str]) -> bool:
    """Whether an answer lies in a state; a town on the line may be drawn beyond it."""
    point = answer.located.point
    return state_of(point) == state.code or (answer.state == state.code and state.holds(point))


def _compared(view: SiteView, answers: tuple[PlaceAnswer, ...]) -> Locating:
    own = (row_point(view.row, view.edition) if view.row else None) or view.point
    assert own is not None  # the view has a point
    gap = compare_points(own, answers[0].located) if len(answers) == 1 else None
    sentence = gap.sentence if gap else f"{len(answers)} places fit its address."
    return Locating(LocatingState.KEPT, f"{view.name} keeps its point. {sentence}", answers, gap)


def offered_point(view: SiteView) -> Located | None:
    """Give what a directory's odd coordinates may have meant, for a person to agree to.

    None where the site has a point of its own, or the directory's are in order.
    """
    row = view.row
    lacks = view.point is None or view.point.precision.is_coarse
    if row is None or row.offered_point is None or not lacks:
        return None
    source = f"the directory's ({row.raw_point}), read anew"
    return Located(row.offered_point, Precision.SITE, source)


def with_point(edit: Edit, look: Callable[[SiteView], Locating]) -> Edit:
    """Give the edit of a new site with the point of its town or ZIP, where one place alone fits.

    The street is not asked for: such a point is never more than the middle of a town or ZIP area.
    What was typed stays as typed; a site with several answers, or with none, stays without a point.

    Parameters
    ----------
    look : asks the built-in gazetteer, and judges its answers.
    """
    facts = edit.set
    if facts.get("point") or not (facts.get("city") or facts.get("zip")):
        return edit
    name, city, state, zip_code, county = (
        str(facts.get(fact) or "") for fact in ("name", "city", "state", "zip", "county")
    )
    id_ = SiteId(edit.record)
    view = SiteView(id_, name, city=city, state=state, zip=zip_code, county=county)
    found = look(view)
    if not found.is_one:
        return edit
    # A town that nobody typed stays away: name and town tell whether a site is here already.
    told = {name: v for name, v in place_facts(view, found.answers[0]).items() if name != "city"}
    return replace(edit, set={**facts, **told})


def unplaced(edits: Iterable[Edit]) -> dict[SiteId, str]:
    """Give the new sites that have no point yet, with their names."""
    return {
        SiteId(edit.record): str(edit.set.get("name") or "")
        for edit in edits
        if not edit.set.get("point")
    }


def lacks_point(view: SiteView, is_fine: bool) -> bool:
    """Whether a site has no point, or none that a geocoder of house numbers could not better."""
    return view.point is None or (is_fine and view.point.precision.is_coarse)


def locate_each(
    views: Sequence[SiteView],
    locate: Callable[[SiteId], Locating],
    progress: Progress | None = None,
) -> dict[SiteId, Locating]:
    """Look for the point of one site after the other, until the geocoder goes silent.

    Then the sites left are waiting. An answer without sense is the fault of one address; the second
    in a row is the geocoder's.

    Raises
    ------
    ProviderError : the geocoder is silent for the first site already.
    """
    out: dict[SiteId, Locating] = {}
    silent: ProviderError | None = None
    odd: ProviderError | None = None
    for done, view in enumerate(views):
        if progress is not None:
            progress(done, len(views), f"Locating {view.name}")
        if silent is None:
            try:
                out[view.id], odd = locate(view.id), None
                continue
            except ProviderNonsense as error:
                odd, silent = error, error if odd else None
            except ProviderError as error:
                if not out:
                    raise
                silent = error
        why = silent or odd
        assert why is not None  # else it was located
        out[view.id] = Locating(LocatingState.WAITING, f"{view.name} waits. {why.text}")
    return out


def located_of(answer: PlaceAnswer | Located) -> Located:
    """Give the point of a geocoder's answer, or of a pin."""
    return answer.located if isinstance(answer, PlaceAnswer) else answer


def check_on_land(point: LatLon, state: str) -> None:
    """Raise InputError for a point that lies in no state, such as 0, 0."""
    if not state:
        raise InputError(
            f"{point.lat:.4f}, {point.lon:.4f} lies in no state.",
            "Check the numbers: latitude first; a longitude here is negative.",
        )


def check_on_campus(view: SiteView, spot: str, point: LatLon) -> None:
    """Raise InputError for a named point that no campus reaches."""
    if view.point is None or view.point.precision.is_coarse:
        return
    far_m = great_circle_m(view.point.point, point)
    if far_m > FARTHEST_M:
        raise InputError(
            f"{spot_words(spot)}: {miles(far_m):.1f} mi from the point of {view.name}.",
            "Check the numbers, or correct the point of the site first.",
        )


def asks_state(name: str, there: str, wanted: str, states: States) -> OutOfState:
    """Give the question whether a point in another state than the site's is right."""
    return OutOfState(
        f"{name}: the point lies in {states.name_of(there)}, not in {states.name_of(wanted)}."
        " Is that right?",
        "Correct the point, or confirm that it is right.",
    )


def place_facts(view: SiteView, answer: PlaceAnswer | Located, state: str = "") -> dict[str, Any]:
    """Give the facts that put a site where an answer or a pin is.

    Parameters
    ----------
    state : of a site that moves into another one; its county goes with it.
    """
    facts: dict[str, Any] = {"point": point_fact(located_of(answer))}
    told = {}
    if isinstance(answer, PlaceAnswer):
        told = {"county": answer.county, "state": answer.state, "city": answer.name}
        facts |= {name: text for name, text in told.items() if text and not getattr(view, name)}
    if state:
        facts |= {"state": state, "county": told.get("county") or None}
    return facts
