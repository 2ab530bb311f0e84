"""The score of a candidate: weights that people set, and unknown that is no zero."""

from __future__ import annotations

import pytest

from tests.at_school import Stop
from tourplanner.core.errors import InputError
from tourplanner.core.model.scoring import Score, weigh
from tourplanner.services import case
from tourplanner.services.scoring import read_scores, read_weights, set_weights
from tourplanner.services.selection import read_selection


def score_of(at: Stop, site: str = "") -> Score:
    selection = read_selection(at.office, at.tour)
    return read_scores(at.office, selection)[site or at.site]


def test_unknown_makes_a_range_and_no_zero() -> None:
    weights = {"meals": 3, "practices": 1, **dict.fromkeys(OTHERS, 0)}
    known = weigh({"meals": (0.9, "90%"), "practices": (0.5, "2 of 4")}, weights)
    assert (known.low, known.high, known.words) == (80, 80, "80")
    assert known.sentence == "80 of 100; all that counts is known."
    half = weigh({"meals": (0.9, "90%")}, weights)
    assert (half.low, half.high, half.words) == (68, 92, "68–92")
    assert half.sentence == "68–92 of 100; not known: Practices shown."
    assert weigh({}, dict.fromkeys(("meals", "practices", *OTHERS), 0)).words == "none"


OTHERS = ("brings", "services", "partners", "bus", "worth")


def test_the_parts_say_what_they_are_made_of(at: Stop) -> None:
    parts = {part.measure.code: part for part in score_of(at).parts}
    assert parts["meals"].words == "96.7% (2014-15)"
    assert parts["services"].value is None, "nobody listed a service: unknown"
    for change in ("existing", "redirected", "new"):
        case.add(at.office, "service", at.site, {"words": change, "change": change})
    case.add(at.office, "partnership", at.site, {"partner": "UCLA"})
    parts = {part.measure.code: part for part in score_of(at).parts}
    assert parts["services"].words == "2 of 3 services"
    assert parts["partners"].value == 0.25


def test_weights_are_the_offices_and_undone_in_one_step(at: Stop) -> None:
    before, first = score_of(at), read_weights(at.office)
    set_weights(at.office, {"meals": 10, "services": 0})
    assert read_weights(at.office) == first | {"meals": 10, "services": 0}
    assert score_of(at) != before
    at.office.undo.undo()
    assert score_of(at) == before
    set_weights(at.office, {"bus": 5})
    assert read_weights(at.office) == first | {"bus": 5}, "what was taken back stays so"
    for wrong in ({"weather": 3}, {"meals": 11}):
        with pytest.raises(InputError):
            set_weights(at.office, wrong)


def test_needs_and_services_stand_in_the_matrix(at: Stop) -> None:
    for words, code in (("Dentist", "HLT-DEN"), ("Tutors", "TUT")):
        case.add(at.office, "need", at.site, {"words": words, "code": code})
    for code in ("TUT", "TUT", "BN-FUR"):
        case.add(at.office, "service", at.site, {"words": code, "code": code})
    pivot = read_selection(at.office, at.tour).matrix("needs")
    row = next(k for k, (site, _) in enumerate(pivot.rows) if site == at.site)
    told = {c.label: cell.words for c, cell in zip(pivot.columns, pivot.cells[row], strict=True)}
    assert told == {
        "Dental care": "gap",
        "Furniture and household goods": "service",
        "Tutoring": "2 services",
    }
    other = next(cells for k, cells in enumerate(pivot.cells) if k != row)
    assert {cell.words for cell in other} == {"unknown"}
