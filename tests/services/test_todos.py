"""To-dos: advance checklist and courtesy notices come in once, and are then people's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tourplanner.app import ProgramDoors
from tourplanner.core.errors import PlanningError
from tourplanner.services.places import choose_place
from tourplanner.services.workspace import Workspace


@pytest.fixture
def office(sample_file: Path, doors: ProgramDoors) -> Iterator[Workspace]:
    with doors.open(sample_file, write=True) as opened:
        yield opened


@pytest.fixture
def tour(office: Workspace) -> str:
    return office.tours.find("")


def rows(office: Workspace, tour: str) -> list[dict[str, str]]:
    page = office.lists.read(tour, "todos")
    names = [column.name for column in page.columns]
    return [dict(zip(names, row.cells, strict=True)) for row in page.rows]


def test_the_checklist_has_a_line_for_every_stop_and_comes_in_once(
    office: Workspace, tour: str
) -> None:
    stops = [s for day in office.plan.current(tour).plan.days for s in day.stops]
    added = office.todos.add_checklist(tour)
    assert added == 7 + 4 * len(stops)
    assert office.todos.add_checklist(tour) == 0
    found = rows(office, tour)
    seen = next(r for r in found if r["what"].startswith("Madison Elementary: seen beforehand"))
    assert (seen["about"], seen["t_minus"]) == ("1.1", "T-7, Monday, Oct. 7")
    advisory = next(r for r in found if r["what"].startswith("Media advisory: last"))
    assert advisory["t_minus"] == "T-2, Friday, Oct. 11 (Oct. 12 is a Saturday)"
    figures = [int(r["t_minus"][1:].split(",")[0].replace("+", "-").lstrip("-")) for r in found]
    assert figures[0] == max(figures), "the first one due stands first"

    office.undo.undo()
    assert rows(office, tour) == []


def test_a_line_that_was_taken_out_does_not_come_back(office: Workspace, tour: str) -> None:
    office.todos.add_checklist(tour)
    first = office.lists.read(tour, "todos").rows[0].id
    office.lists.remove("todos", [first])
    assert office.todos.add_checklist(tour) == 0
    assert first not in {row.id for row in office.lists.read(tour, "todos").rows}


def test_every_district_of_the_plan_has_a_notice_with_its_stops(
    office: Workspace, tour: str
) -> None:
    added = office.todos.add_courtesy(tour)
    found = [r for r in rows(office, tour) if r["sort"] == "courtesy"]
    assert len(found) == added > 0
    madison = [r for r in found if "Madison Elementary" in r["note"]]
    assert {word for r in madison for word in r["what"].split("(")[1].rstrip(")").split()} >= {
        *("Senate", "Assembly", "Congressional")
    }, "by the lines of the day: three districts"
    assert office.todos.add_courtesy(tour) == 0


def test_without_a_plan_nothing_is_made_up(office: Workspace) -> None:
    start = choose_place(office.sites, office.home_state(), "Fresno", "town")
    other = office.tours.create("Other", date(2014, 3, 3), 1, start, start)
    with pytest.raises(PlanningError, match="no plan yet"):
        office.todos.add_checklist(other)
