"""A tour for which a whole state was marked: the best are tried, the others counted and told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tourplanner.app import ProgramDoors
from tourplanner.core.checks.leftout import untried_words
from tourplanner.services import tour_reading
from tourplanner.services.places import choose_place
from tourplanner.services.tours import stop_id
from tourplanner.services.workspace import Workspace

TRIED = 12  # in place of hundreds, which take seconds


@pytest.fixture
def office(
    office_file: Path, doors: ProgramDoors, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workspace]:
    monkeypatch.setattr(tour_reading, "MOST_TRIED", TRIED)
    with doors.open(office_file, write=True) as opened:
        yield opened


@pytest.fixture
def tour(office: Workspace) -> str:
    """One day from Sacramento, and 72 schools of two counties that may be seen."""
    start = choose_place(office.sites, office.home_state(), "Sacramento", "town")
    made = office.tours.create("Big", date(2013, 10, 14), 1, start, start)
    found = office.directory.choose("county = 'Sacramento' or county = 'San Joaquin'").rows
    office.tours.mark(made, [], "may", schools=[row.key for row in found[: TRIED + 60]])
    return made


def test_the_best_are_tried_and_the_others_counted(office: Workspace, tour: str) -> None:
    planned = office.plan.run(tour, effort="quick")
    days = sum(len(day.stops) for day in planned.plan.days)
    assert days
    assert days + len(planned.plan.left_out) == TRIED
    assert planned.plan.tour.untried == 60
    assert all("is in no day" not in out.sentence for out in planned.plan.left_out)
    assert untried_words(planned.plan.tour).startswith("60 more sites that may be seen were not")


def test_a_site_that_was_not_tried_is_when_it_must_be_seen(office: Workspace, tour: str) -> None:
    office.plan.run(tour, effort="quick")
    tried = {stop.site for stop in office.tours.load(tour).stops}
    site = next(s for s in office.file.tables.ids("site") if s not in tried)
    office.tours.mark(tour, [site], "must")
    again = office.plan.run(tour, effort="quick")
    assert stop_id(tour, site) in {stop.id for day in again.plan.days for stop in day.stops}
    assert again.plan.tour.untried == 60
