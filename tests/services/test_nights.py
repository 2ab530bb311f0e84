"""A tour whose hotels nobody has chosen yet is planned from town to town, and it says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.office import ALVIEW, DORSA, MADISON
from tourplanner.adapters.geocode.surroundings import OfflineSurroundings
from tourplanner.app import ProgramDoors
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.places import NIGHT
from tourplanner.core.errors import InputError
from tourplanner.core.geo import LatLon
from tourplanner.services.places import choose_place
from tourplanner.services.plan import Planned
from tourplanner.services.workspace import Workspace


@pytest.fixture
def office(office_file: Path, doors: ProgramDoors) -> Iterator[Workspace]:
    with doors.open(office_file, write=True) as opened:
        yield opened


@pytest.fixture
def tour(office: Workspace) -> str:
    """Three days, three schools, no hotel."""

    def place(text: str):
        return choose_place(office.sites, office.home_state(), text, "town")

    made = office.tours.create(
        "Fall tour", date(2013, 10, 14), 3, place("Pasadena, CA"), place("Sacramento")
    )
    office.tours.mark(made, [], "may", schools=[MADISON, ALVIEW, DORSA])
    return made


def nights(planned: Planned) -> list[Finding]:
    return [finding for finding in planned.findings if finding.rule == NIGHT]


def test_nights_are_spent_in_towns_until_a_hotel_is_named(office: Workspace, tour: str) -> None:
    planned = office.plan.run(tour, effort="quick")
    assert not planned.plan.left_out
    ends = [day.end for day in planned.plan.days]
    assert all(end.name == f"{end.city}, hotel to choose" for end in ends[:-1])
    assert [finding.severity for finding in nights(planned)] == [Severity.WARNING] * 2
    assert f"the night is spent in {ends[0].city}" in nights(planned)[0].text

    office.tours.name_hotel(ends[0].id, "Tower Inn")
    named = office.plan.current(tour)
    assert named.plan.days[0].end.name == "Tower Inn"
    assert len(nights(named)) == len({end.id for end in ends[:-1]}) - 1
    assert office.undo.next_undo() == "Sleep at Tower Inn"
    with pytest.raises(InputError):
        office.tours.name_hotel(ends[0].id, "  ")


def test_undo_of_the_plan_takes_the_towns_back_and_planning_again_finds_the_same(
    office: Workspace, tour: str
) -> None:
    first = office.plan.run(tour, effort="quick")
    office.undo.undo()
    assert office.tours.load(tour).hotels == ()
    again = office.plan.run(tour, effort="quick")
    assert [day.end.id for day in again.plan.days] == [day.end.id for day in first.plan.days]


def test_a_named_hotel_is_the_only_one_that_is_slept_at(office: Workspace, tour: str) -> None:
    hotel = choose_place(office.sites, "CA", "Fresno", "hotel")
    office.tours.change(tour, {}, "Add a hotel", hotels=[hotel])
    planned = office.plan.run(tour, effort="quick")
    assert {day.end.name for day in planned.plan.days[:-1]} == {"Fresno"}
    assert nights(planned) == []


def test_what_undo_took_away_is_made_again(office: Workspace, tour: str) -> None:
    office.undo.undo()
    assert office.tours.load(tour).stops == ()
    office.tours.mark(tour, [], "must", schools=[MADISON, ALVIEW])
    assert [stop.wish for stop in office.tours.load(tour).stops] == ["must", "must"]
    left, right = (stop.node.id for stop in office.tours.load(tour).stops)
    office.tours.type_minutes(left, right, 130)
    office.undo.undo()
    assert office.tours.typed_minutes() == {}
    office.tours.type_minutes(left, right, 125)
    assert [typed.minutes for typed in office.tours.typed_minutes().values()] == [125]


@pytest.mark.parametrize(
    ("where", "town"),
    [
        (LatLon(38.6899, -121.447), "Sacramento"),  # Rio Linda has no hotel to speak of
        (LatLon(39.25, -114.88), "Ely"),  # far from everything, but it has beds
        (LatLon(37.81, -122.21), "Oakland"),  # although San Francisco is larger
    ],
)
def test_the_town_of_a_night_is_near_and_large(where: LatLon, town: str) -> None:
    found = OfflineSurroundings().town_for_night(where)
    assert found is not None
    assert found.name == town


def test_no_town_is_near_the_middle_of_the_ocean() -> None:
    assert OfflineSurroundings().town_for_night(LatLon(30.0, -150.0)) is None
