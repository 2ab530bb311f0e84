"""The scores of the candidates, and the weights that an office gives them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tourplanner.core.changes import Action, Changes, Edit
from tourplanner.core.errors import InputError
from tourplanner.core.model.case import Case
from tourplanner.core.model.framework import PILLARS
from tourplanner.core.model.ids import derived_id
from tourplanner.core.model.scoring import (
    MOST_WEIGHT,
    SCORE_MEASURES,
    Score,
    check_weights,
    weigh,
)
from tourplanner.core.model.selection import (
    COUNTY,
    GRADES,
    PRACTICES,
    REGION,
    SETTING,
    Pick,
    Selection,
)
from tourplanner.services.case import read_cases
from tourplanner.services.selection import meals_share
from tourplanner.services.workspace import Workspace
from tourplanner.store.bulk import without_collector

KIND = "scoring"
ID = derived_id(KIND, "office")  # one record, the same on every laptop
_COMPARED = (REGION, COUNTY, GRADES, SETTING)
_PARTNERS = 4  # that count in full
Value = tuple[float | None, str]


def read_weights(office: Workspace) -> dict[str, int]:
    """Give the weight of every measure."""
    record = office.file.tables.get(KIND, ID)
    typed = record.member("weight") if record and not record.deleted else {}
    first = {each.code: each.weight for each in SCORE_MEASURES}
    return first | {code: n for code, n in typed.items() if isinstance(n, int) and code in first}


def set_weights(office: Workspace, weights: Mapping[str, int]) -> Changes:
    """Set weights from 0 to 10 in one action.

    Raises
    ------
    InputError : one is of no measure, or does not fit.
    """
    if wrong := check_weights(weights):
        known = ", ".join(each.code for each in SCORE_MEASURES)
        raise InputError(
            f"{'; '.join(wrong)}.", f"Measures are {known}; weights go from 0 to {MOST_WEIGHT}."
        )
    facts: dict[str, int | None] = {f"weight/{code}": n for code, n in weights.items()}
    record = office.file.tables.get(KIND, ID)
    was_undone = record is not None and record.deleted
    if record is not None and was_undone:  # what was taken back then stays so
        facts = {**{f"weight/{code}": None for code in record.member("weight")}, **facts}
    edit = Edit(ID, KIND, facts, deleted=False if was_undone else None)
    return office.file.write(Action("Change weights of the score", (edit,)))


@without_collector()
def read_scores(office: Workspace, selection: Selection) -> dict[str, Score]:
    """Give the score of every candidate."""
    weights = read_weights(office)
    cases = read_cases(office, [pick.id for pick in selection.picks])
    pillars = office.practices.frameworks.get(PILLARS)
    codes = {element.code for element in pillars.elements} if pillars else set()
    practices = _covered(selection, PRACTICES)
    places = [found for code in _COMPARED if (found := _covered(selection, code))]
    compared = {pick.id for pick in selection.compared}
    return {
        pick.id: weigh(
            {
                **_values(pick, cases[pick.id]),
                "practices": _practices(pick, practices, codes),
                "brings": _brings(pick, places, is_compared=pick.id in compared),
            },
            weights,
        )
        for pick in selection.picks
    }


def _values(pick: Pick, case: Case) -> dict[str, Value]:
    view = pick.view
    share = meals_share(view)
    year = view.row.meals_year if view.row else ""
    said = [entry for entry in case.of("service") if entry.change and not entry.is_over]
    cheap = sum(entry.change in ("existing", "redirected") for entry in said)
    partners = len({e.words.casefold() for e in case.of("partnership") if not e.is_over})
    fits = {True: (1.0, "fits"), False: (0.0, "does not fit")}
    return {
        "meals": (None, "") if share is None else (share / 100, f"{share:g}% ({year})"),
        "services": (cheap / len(said), f"{cheap} of {len(said)} services") if said else (None, ""),
        "partners": (min(partners, _PARTNERS) / _PARTNERS, str(partners))
        if partners
        else (None, ""),
        "bus": (None, "") if view.bus_fits is None else fits[view.bus_fits],
        "worth": (None, "") if view.score is None else (view.score / 100, f"{view.score} of 100"),
    }


@dataclass(frozen=True)
class _Covered:
    """What each site covers under a measure, and how many compared ones cover each column."""

    title: str
    of_site: Mapping[str, frozenset[str]]
    compared: Mapping[str, int]
    unknown: frozenset[str]


def _covered(selection: Selection, code: str) -> _Covered | None:
    measure = selection.measure(code)
    if measure is None:
        return None
    of_site: dict[str, set[str]] = {}
    for site, column, _ in measure.entries:
        of_site.setdefault(site, set()).add(column)
    counts = Counter(column for pick in selection.compared for column in of_site.get(pick.id, ()))
    frozen = {site: frozenset(columns) for site, columns in of_site.items()}
    return _Covered(measure.title, frozen, counts, measure.unknown)


def _practices(pick: Pick, measure: _Covered | None, pillars: set[str]) -> Value:
    if measure is None or not pillars or pick.id in measure.unknown:
        return None, ""
    shown = len(measure.of_site.get(pick.id, frozenset()) & pillars)
    return shown / len(pillars), f"{shown} of {len(pillars)}"


def _brings(pick: Pick, measures: Sequence[_Covered], *, is_compared: bool) -> Value:
    known = [measure for measure in measures if pick.id not in measure.unknown]
    if not known:
        return None, ""
    own = 1 if is_compared else 0
    alone = [
        each.title
        for each in known
        if any(each.compared[column] <= own for column in each.of_site.get(pick.id, ()))
    ]
    words = ", ".join(alone).lower() if alone else "nothing that others lack"
    return len(alone) / len(known), words
