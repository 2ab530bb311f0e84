"""Places that are typed as words: a town, a ZIP, an address. Several matches ask, never guess."""

from __future__ import annotations

from collections.abc import Sequence

from tourplanner.core.errors import InputError
from tourplanner.core.model.places import PlaceAnswer
from tourplanner.core.model.words import place_words
from tourplanner.services.sites import SiteService
from tourplanner.services.tours import NewPlace

_SHOWN = 6


def choose_place(sites: SiteService, home_state: str, text: str, kind: str) -> NewPlace:
    """Give the one place that the words mean, at its town's or ZIP's point.

    A place in the office's home state wins over places elsewhere; nothing else is decided.

    Raises
    ------
    InputError : nothing fits, or several do; then the text lists them.
    """
    answers = sites.points.find_place(text)
    at_home = [answer for answer in answers if home_state and answer.state == home_state]
    fits: Sequence[PlaceAnswer] = at_home or answers
    if not fits:
        raise InputError(
            f"No place “{text}” is known.", "Type a town with its state, or a five-digit ZIP."
        )
    if len(fits) > 1:
        names = "; ".join(_told(answer) for answer in fits[:_SHOWN])
        more = f"; {len(fits) - _SHOWN} more" if len(fits) > _SHOWN else ""
        raise InputError(
            f"“{text}” may mean {len(fits)} places: {names}{more}.",
            "Type one with its county or ZIP.",
        )
    found = fits[0]
    return NewPlace(
        text.strip() if kind == "hotel" or _says_more(text, found) else _short(sites, found),
        kind,
        found.located.point,
        found.located.precision,
        found.located.source,
        city=found.name,
        state=found.state,
        county=found.county,
        zip=found.zip,
        zone=found.zone,
    )


def _short(sites: SiteService, found: PlaceAnswer) -> str:
    """Name a place as people do, "Pasadena, CA 91104"; with its county where two are called so."""
    short = f"{found.name}, {found.state} {found.zip}".strip()
    same = sites.points.find_place(short)
    is_alone = len(same) == 1 and same[0].located == found.located
    return short if is_alone else found.label


def _says_more(text: str, found: PlaceAnswer) -> bool:
    """Whether words were typed that the found place does not say, such as a street."""
    known = {*place_words(found.label), found.state.casefold(), found.zip, "usa"}
    return not known.issuperset(place_words(text))


def _told(answer: PlaceAnswer) -> str:
    people = f" ({answer.population:,} people)" if answer.population else ""
    return f"{answer.label}{people}"
