"""The visits to a site over the years: which tour, which day, what was written and promised."""

from __future__ import annotations

from datetime import date

import pytest

from tests.at_school import Stop
from tourplanner.core.changes import Action, Edit
from tourplanner.core.errors import InputError
from tourplanner.services.site_visits import visits_of


def test_visits_of_all_tours_stand_latest_first_with_what_was_written(at: Stop) -> None:
    office = at.office
    later = "d" * 32
    office.file.write(
        Action("New tour", (Edit(later, "tour", {"name": "Tour of 2026", "days": 2}),))
    )
    before = visits_of(office, at.site)
    assert [visit.tour for visit in before] == [at.tour]
    office.visits.write_note(at.tour, at.stop, "The garden feeds the cafeteria")
    office.file.write(
        Action(
            "Promise",
            (Edit("e" * 32, "promise", {"tour": at.tour, "stop": at.stop}, {"words": "Send it"}),),
        )
    )
    office.tours.mark(later, [at.site], "may")
    first, second = visits_of(office, at.site)
    assert (first.tour_name, first.day) == ("Pathways to Partnership", date(2013, 10, 14))
    assert first.is_done
    assert "note" in first.what
    assert "The garden feeds the cafeteria" in [text for _, _, text in first.lines]
    assert first.open_promises == before[0].open_promises + 1
    assert first.words.startswith("Oct. 14, 2013, Pathways to Partnership: ")
    assert "rated" not in first.words
    office.tours.rate(at.stop, 5)
    with pytest.raises(InputError, match="A rating of 6 does not fit"):
        office.tours.rate(at.stop, 6)
    assert ", rated 5" in visits_of(office, at.site)[0].words
    office.tours.rate(at.stop, None)
    assert (second.tour, second.is_done) == (later, False)
    assert second.words == "In no plan, Tour of 2026: not visited yet"
    office.tours.mark(later, [at.site], "not")
    assert [visit.tour for visit in visits_of(office, at.site)] == [at.tour]
