"""To-dos: advance checklist and courtesy notices come in once, and are then people's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tourplanner.app import ProgramDoors
from tourplanner.core.errors import InputError, PlanningError
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


def test_a_form_that_a_payment_needs_is_a_reminder_until_it_is_filed(
    office: Workspace, tour: str
) -> None:
    lists = office.lists
    table = (
        "What,Who pays,Dollars,On,Form,Form due,Form filed\n"
        "Lunch on Monday,City of Pasadena,480,10/14/2013,Payment report,11/13/2013,\n"
        'Coach,Health foundation,"5,200",10/16/2013,Payment report,11/15/2013,11/1/2013\n'
        "Room,Madison Elementary,0,10/14/2013,,,\n"
    )
    report = lists.paste(tour, "payments", table)
    assert (report.added, report.refused) == (3, ())
    page = lists.read(tour, "payments")
    cents = [column.name for column in page.columns].index("cents")
    assert [row.cells[cents] for row in page.rows] == ["$5,200", "$480", "$0"]
    assert office.todos.add_forms(tour) == 1
    assert office.todos.add_forms(tour) == 0, "nothing comes in twice"
    (todo,) = rows(office, tour)
    assert todo["what"] == ("File Payment report for Lunch on Monday, paid by City of Pasadena")
    assert (todo["sort"], todo["t_minus"]) == ("reminder", "T+30, Wednesday, Nov. 13")


def test_interpreters_are_booked_at_a_stop_and_say_who_confirmed(
    office: Workspace, tour: str
) -> None:
    row = office.lists.set(tour, "bookings", "", "what", "Spanish for the parents' panel")
    typed = {
        "sort": "interpreter",
        "stop": "1.1",
        "language": "Spanish",
        "mode": "simul",
        "start_tod_min": "9:30",
        "minutes": "90",
        "provider": "L. Vega (invented)",
        "status": "L. Vega",
    }
    for field, text in typed.items():
        office.lists.set(tour, "bookings", row, field, text)
    page = office.lists.read(tour, "bookings")
    cells = dict(zip((c.name for c in page.columns), page.rows[0].cells, strict=True))
    assert (cells["sort"], cells["stop"]) == ("interpreter", "1.1")
    assert (cells["mode"], cells["status"]) == ("simultaneous", "L. Vega")
    assert cells["start_tod_min"] == "9:30 a.m."
    with pytest.raises(InputError, match="no kind"):
        office.lists.set(tour, "bookings", row, "sort", "magician")
