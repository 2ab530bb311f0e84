"""Story 3: three days, by a scheduler on the command line, through the services, at the window."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.conftest import NAME
from tests.journeys.hands import Hands, place_of, spoken
from tests.office import ACALANES, MADISON, STORY_3, Terminal
from tests.ui.conftest import OFFSCREEN_WORDS, Desk, _watchdog, desk, watchdog  # noqa: F401
from tourplanner.app import ProgramDoors
from tourplanner.core.boarding import boarding_min
from tourplanner.core.clock import minutes_between, moment
from tourplanner.core.model.ids import StopId
from tourplanner.core.model.tour import Plan, TourDay
from tourplanner.services.tours import stop_id
from tourplanner.services.workspace import Workspace
from tourplanner.ui.tours.findings import BREAKS, FindingRow
from tourplanner.ui.tours.place import ToursPlace

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_WORDS, extend=True)
PACIFIC = ZoneInfo("America/Los_Angeles")


def _clock(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(PACIFIC).strftime("%H:%M")


def test_the_plan_is_lawful_marked_as_an_estimate_and_the_same_twice(
    terminal: Terminal, tour_file: Path
) -> None:
    first = terminal.ok("plan", tour_file, NAME)
    second = terminal.ok("plan", tour_file, NAME)
    for plan in (first, second):
        del plan["variant"], plan["name"]
    assert first == second

    monday = first["days"][0]
    assert monday["stops"][0]["site"] == "Madison Elementary"
    assert _clock(monday["stops"][0]["start_at"]) == "09:30"
    stops = [stop for day in first["days"] for stop in day["stops"]]
    assert len(stops) >= 4
    assert all("estimate" in stop["leg_grade"] for stop in stops)
    assert not [f for f in first["findings"] if f["severity"] == "E"]
    for day in first["days"]:
        assert day["driving_min"] <= 600
        assert day["duty_min"] <= 900


def test_monday_is_told_to_be_a_federal_holiday_but_not_a_school_holiday(
    terminal: Terminal, tour_file: Path
) -> None:
    terminal.ok("plan", tour_file, NAME, "--effort", "quick")
    found = terminal("check", tour_file, NAME, "--json").data["findings"]
    holiday = next(f for f in found if f["rule"] == "HOLIDAY")
    assert "Oct. 14" in holiday["text"]
    assert "Columbus Day" in holiday["text"]
    assert "not by itself a school holiday" in holiday["text"]
    assert "district calendar" in holiday["mend"]
    assert holiday["severity"] == "W"


def test_the_hotel_is_left_as_late_as_the_pinned_kickoff_allows(
    terminal: Terminal, tour_file: Path
) -> None:
    plan = terminal.ok("plan", tour_file, NAME, "--effort", "quick")
    kickoff = plan["days"][0]["stops"][0]
    start = datetime.fromisoformat(kickoff["start_at"])
    arrive = datetime.fromisoformat(kickoff["arrive_at"])
    assert minutes_between(arrive, start) == 10 + 10  # getting off, and the buffer
    terminal.ok("stop", tour_file, NAME, MADISON, "--pin", "2013-10-14 10:30")
    moved = terminal("check", tour_file, NAME, "--json")
    assert moved.code in (0, 3)
    with ProgramDoors().open(tour_file, write=False) as office:
        tour = office.tours.find(NAME)
        later = office.plan.current(tour).schedules[0].depart_at
    first = datetime.fromisoformat(plan["days"][0]["depart_at"])
    assert minutes_between(first, later) >= 55


def _hand_made(office: Workspace, codes: tuple[str, ...]) -> Plan:
    """All stops on Monday, as somebody in a hurry would write them down."""
    tour = office.tours.load(office.tours.find(NAME))
    by_id = {stop.id: stop for stop in tour.stops}
    stops = tuple(by_id[StopId(stop_id(tour.id, office.sites.id_of(code)))] for code in codes)
    day = TourDay(0, date(2013, 10, 14), tour.start, tour.end, stops)
    return Plan(tour, (day,))


def test_all_five_stops_on_monday_are_refused_with_minutes_over_and_a_mend(
    tour_file: Path, doors: ProgramDoors
) -> None:
    with doors.open(tour_file, write=False) as office:
        plan = _hand_made(office, STORY_3)
        travel = office.tours.travel(plan.tour)
        schedules = office.tours.schedules(plan, travel)
        found = office.plan.check(plan, schedules, travel)
    errors = [f for f in found if f.severity == "E"]
    late = [f for f in errors if f.rule == "TIME-IMPOSSIBLE"]
    duty = [f for f in errors if f.rule == "HOS-DUTY"]
    assert len(late) >= 3  # bells missed
    assert duty  # driving after 15 hours on duty
    assert any("min" in f.text for f in late)
    assert all(f.mend for f in duty)
    assert duty[0].source
    assert duty[0].date


def test_a_hand_made_day_of_620_minutes_at_the_wheel_is_20_over(
    tour_file: Path, doors: ProgramDoors
) -> None:
    with doors.open(tour_file, write=True) as office:
        tour = office.tours.load(office.tours.find(NAME))
        madison = next(stop for stop in tour.stops if stop.fixed_day == 0)
        acalanes = next(s for s in tour.stops if s.site == office.sites.id_of(ACALANES))
        office.tours.type_minutes(tour.start.id, madison.node.id, 10)
        office.tours.type_minutes(madison.node.id, acalanes.node.id, 430)
        office.tours.type_minutes(acalanes.node.id, tour.end.id, 120)
        plan = _hand_made(office, (MADISON, ACALANES))
        travel = office.tours.travel(plan.tour)
        schedules = office.tours.schedules(plan, travel)
        found = office.plan.check(plan, schedules, travel)
    assert schedules[0].driver.driving_min == 10 + 430 + 120 + 60  # the empty runs count
    drive = next(f for f in found if f.rule == "HOS-DRIVE" and f.severity == "E")
    assert "10 h 20 min" in drive.text
    assert "20 min over" in drive.text
    assert drive.mend
    assert "395.5" in drive.source


def test_typed_minutes_win_and_say_who_typed_them(
    tour_file: Path, doors: ProgramDoors, terminal: Terminal
) -> None:
    before = terminal.ok("plan", tour_file, NAME, "--effort", "quick")
    first = before["days"][0]["stops"][0]
    terminal.ok("leg", tour_file, NAME, "Pasadena", first["site"], "--minutes", "31")
    with doors.open(tour_file, write=False) as office:
        row = office.plan.current(office.tours.find(NAME)).schedules[0].rows[0]
    assert row.leg_min == 31
    assert row.leg is not None
    assert row.leg.typed is not None
    assert row.leg.typed.by
    assert moment(date(2000, 1, 1), 0, "UTC") < datetime.fromisoformat(row.leg.typed.at)
    terminal.ok("undo", tour_file)
    with doors.open(tour_file, write=False) as office:
        row = office.plan.current(office.tours.find(NAME)).schedules[0].rows[0]
    assert row.leg_min == first["leg_min"]


# -- through the window --------------------------------------------------------------------------


def test_three_days_on_the_board(hands: Hands, desk: Desk, tour_file: Path) -> None:  # noqa: F811
    desk.open(tour_file)
    hands.key("Ctrl+2")
    hands.wait_for("no plan yet")
    tours = place_of(hands, "tours", ToursPlace)
    tours.effort = "quick"
    made = []
    for number in (1, 2):
        hands.key("Ctrl+Return")
        hands.wait(lambda number=number: has_plan(tours, number), f"for Plan {number}")
        hands.settle()
        assert tours.board is not None
        made.append([block.spoken for day in tours.board.columns for block in day.blocks])
    assert made[0] == made[1], "the same input gives the same plan"

    # Monday is told to be a holiday, and what to look up; no day breaks a rule.
    told = findings(tours)
    holiday = next(row for row in told if row.finding.rule == "HOLIDAY")
    assert "Columbus Day" in holiday.text
    assert "not by itself a school holiday" in holiday.text
    assert "district calendar" in holiday.mend
    assert not [row for row in told if row.group == BREAKS]

    # Bus away from the hotel as late as 9:30 allows: getting off and the buffer, 10 min each.
    assert tours.board is not None
    leave = next(block for block in tours.board.columns[0].blocks if block.opens_day)
    assert leave.top_min + leave.minutes + 10 + 10 == 9 * 60 + 30

    # 12 minutes to board, typed; by the formula 45 people need 10. Typed over, the day flows.
    madison = next(block for block in tours.board.columns[0].blocks if block.stop)
    tours.board_view.choose_stop(madison.stop)
    field = tours.inspector.selection.stop.boarding
    assert (field.value(), boarding_min(45)) == (12, 10)
    boards = next(b for b in tours.board.columns[0].blocks if b.top_min == madison.bottom_min)
    assert boards.minutes == 12
    field.setFocus()
    hands.replace("25\n")
    hands.settle()
    assert next(b for b in tours.board.columns[0].blocks if b.stop).boarding_min == 25
    hands.key("Ctrl+Z")
    hands.settle()
    assert next(b for b in tours.board.columns[0].blocks if b.stop).boarding_min == 12

    # Every leg says that it is an estimate.
    hands.click("Legs")
    hands.settle()
    legs = spoken(tours.legs.table)
    assert len(legs) >= 6
    assert all("≈" in leg for leg in legs), legs
    assert hands.sees("≈ is an estimate")

    # 10 h 20 min at the wheel, typed into a leg of Monday: minutes over, and what mends it.
    arrangement = tours.editor.arrangement
    assert arrangement is not None
    monday = arrangement.planned.schedules[0]
    minutes = monday.rows[0].leg_min + 620 - monday.driver.driving_min
    tours.legs.table.choose(0)
    tours.legs.table.setFocus()
    hands.key("F2")
    hands.replace(f"{minutes}\n")
    hands.wait_for("10 h 20 min", "20 min over")
    drive = next(row for row in findings(tours) if row.finding.rule == "HOS-DRIVE")
    assert drive.group == BREAKS
    assert drive.mend
    assert "395.5" in drive.finding.source
    hands.key("Ctrl+Z")
    hands.wait(lambda: not hands.sees("10 h 20 min"), "for the typed minutes to be taken back")
    hands.click("Board")

    # All of them on Monday, moved by keys: bells are missed, the driver is on duty too long.
    others = [b for day in tours.board.columns[1:] for b in day.blocks if b.stop]
    for block in others:
        tours.board_view.choose_stop(block.stop)
        tours.board_view.view.setFocus()
        for _ in range(block.day):
            hands.key("Alt+Left")
            hands.settle()
    told = [row for row in findings(tours) if row.group == BREAKS]
    rules = {row.finding.rule for row in told}
    assert {"TIME-IMPOSSIBLE", "HOS-DUTY"} <= rules
    assert all(re.search(r"\d+ (h|min)", row.text) for row in told if row.finding.rule in rules)
    assert all(row.mend for row in told if row.finding.rule == "HOS-DUTY")


def has_plan(tours: ToursPlace, number: int) -> bool:
    arrangement = tours.editor.arrangement
    return arrangement is not None and arrangement.plan.name == f"Plan {number}"


def findings(tours: ToursPlace) -> list[FindingRow]:
    rows = tours.inspector.findings.entries.rows
    return [row for row in rows if row.finding is not None]
