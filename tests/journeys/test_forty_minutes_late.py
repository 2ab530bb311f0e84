"""Story 9: forty minutes late, on the bus in the window and by a scheduler at a terminal."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.journeys.conftest import NAME
from tests.journeys.hands import Hands, copied, place_of
from tests.office import ALVIEW, BONNY_DOON, DORSA, Terminal
from tests.store.kit import put
from tests.support import SetClock
from tests.ui.conftest import OFFSCREEN_WORDS, Desk, _watchdog, desk, watchdog  # noqa: F401
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit
from tourplanner.ui.day.place import DayPlace

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_WORDS, extend=True)
TUESDAY_11_20 = datetime(2013, 10, 15, 18, 20, tzinfo=UTC)  # in California
SOON_S = 1.0


@pytest.fixture
def planned(terminal: Terminal, tour_file: Path) -> Path:
    """The tour of story 3, planned."""
    terminal.ok("plan", tour_file, NAME, "--effort", "quick")
    return tour_file


def test_ways_are_ranked_told_with_their_calls_and_one_becomes_the_plan(
    terminal: Terminal, planned: Path
) -> None:
    with ProgramDoors().open(planned, write=False) as office:
        before = office.plan.current(office.tours.find(NAME)).plan
    day = next(day for day in before.days if len(day.stops) > 1 and day.index > 0)
    first, *ahead = day.stops
    late = ("late", planned, NAME, "--day", str(day.index + 1), "--leaving", first.name)

    found = terminal(*late, "--minutes", "90", "--json")
    ways = found.data["ways"]
    assert ways[-1]["do"] == "Go on as planned."
    assert ways[0]["over_min"] == min(way["over_min"] for way in ways)
    assert {call["site"] for way in ways for call in way["calls"]} <= {stop.name for stop in ahead}
    assert all(call["office_phone"] for way in ways for call in way["calls"])
    assert all(way["duty_min"] > 0 and way["arrive_at"] for way in ways)

    number = next(n for n, way in enumerate(ways, 1) if way["do"].startswith("Leave out"))
    taken = terminal(*late, "--minutes", "90", "--take", str(number))
    assert taken.code == 0
    assert "-> not seen" in taken.out
    with ProgramDoors().open(planned, write=False) as office:
        now = office.plan.current(office.tours.find(NAME))
    assert now.plan.variant != before.variant
    assert len(now.plan.days[day.index].stops) == len(day.stops) - 1
    data = ways[number - 1]
    assert [row.stop.name for row in now.schedules[day.index].rows] == [
        stop["site"] for stop in data["stops"]
    ]
    assert now.schedules[day.index].driver.duty_min == data["duty_min"]

    terminal.ok("undo", planned)
    with ProgramDoors().open(planned, write=False) as office:
        assert office.plan.current(office.tours.find(NAME)).plan == before


def test_a_shorter_lunch_is_kept_with_the_plan(terminal: Terminal, planned: Path) -> None:
    late = ("late", planned, NAME, "--day", "tuesday", "--minutes", "60")
    ways = terminal(*late, "--json").data["ways"]
    number = next(n for n, way in enumerate(ways, 1) if "unch" in way["do"] or "Eat" in way["do"])
    terminal(*late, "--take", str(number))
    with ProgramDoors().open(planned, write=False) as office:
        now = office.plan.current(office.tours.find(NAME))
    assert now.plan.days[1].lunch_min is not None
    assert now.schedules[1].driver.duty_min == ways[number - 1]["duty_min"]


def test_what_cannot_be_is_one_sentence(terminal: Terminal, planned: Path) -> None:
    for words in (("--day", "9"), ("--day", "friday"), ("--day", "1", "--take", "99")):
        told = terminal("late", planned, NAME, *words, "--minutes", "30")
        assert told.code == 1
        assert len(told.err.splitlines()) == 2


# -- through the window --------------------------------------------------------------------------


@pytest.fixture
def tuesday(terminal: Terminal, tour_file: Path, tmp_path: Path) -> Path:
    """The story's Tuesday: Alview left at 10:40, Dorsa's hard end at 2:30, then Bonny Doon."""
    terminal.ok(
        *("office", tour_file, "set", "member_name=Carol Liu", "member_title=Senator"),
        *("press_contact=Dana Ruiz", "press_phone=916-555-0100"),
    )
    for left, right, minutes in (
        ("Fresno", "Alview", 60),
        ("Alview", "Dorsa", 110),
        ("Dorsa", "Bonny Doon", 60),
        ("Bonny Doon", "San Jose", 60),
    ):
        terminal.ok("leg", tour_file, NAME, left, right, "--minutes", str(minutes))
    must = ("--wish", "must", "--pin")
    terminal.ok("stop", tour_file, NAME, ALVIEW, *must, "2013-10-15 9:28")
    terminal.ok(
        *("stop", tour_file, NAME, DORSA, *must, "2013-10-15", "--window", "9:00-13:35"),
        *("--visit-min", "55", "--coverage", "open", "--confirmed-by", "Alum Rock"),
    )
    terminal.ok("stop", tour_file, NAME, BONNY_DOON, *must, "2013-10-15", "--window", "9:00-16:00")
    with ProgramDoors().open(tour_file, write=True) as office:
        dorsa, doon = office.sites.id_of(DORSA), office.sites.id_of(BONNY_DOON)
        put(office.file, dorsa, host_name="Pat Lee", host_mobile="408-555-0121")
        put(office.file, doon, host_name="Ana Cruz", host_mobile="831-555-0109")
    terminal.ok("plan", tour_file, NAME, "--effort", "quick")
    press = ("--kind", "press-itinerary")
    terminal.ok("papers", tour_file, NAME, *press, "--format", "txt", "--out", tmp_path / "press")
    terminal.ok("sent", tour_file, NAME, *press, "--to", "Lee Grant, Pasadena Now")
    with ProgramDoors().open(tour_file, write=True) as office:
        known = {"name": "Lee Grant, Pasadena Now", "mobile": "626-555-0180"}
        office.file.write(Action("Person", (Edit("a" * 32, "person", known),)))
    return tour_file


@pytest.fixture
def now() -> datetime:
    return TUESDAY_11_20


def test_three_keys_from_now_to_the_calls(
    hands: Hands,
    desk: Desk,  # noqa: F811
    terminal: Terminal,
    tuesday: Path,
    tmp_path: Path,
) -> None:
    desk.open(tuesday)
    hands.key("Ctrl+4")
    hands.wait_for("By the plan, on the way to", "Left Alview Elementary")
    hands.strokes = 0

    hands.key("D")
    hands.wait_for("Choice 1")
    assert hands.sees("40 min late")  # by the clock: nobody had to type it
    found = next(words for words in hands.screen() if words.startswith("Found in "))
    assert float(found.split()[2]) <= SOON_S

    # Ranked: what loses no stop first; what does not hold comes last and says why.
    choices = [words for words in hands.screen() if words.startswith("Choice ")]
    first = choices[0]
    assert "shorten the visit at A. J. Dorsa Elementary by 7 min. 7 min less to see" in first
    assert "A. J. Dorsa Elementary 1:35–2:23 pm" in first
    assert "on duty" in first
    choices = place_of(hands, "day", DayPlace).now_page.choices
    late = [choice.way for choice in choices.model_.values]
    assert [way.over_min > 0 for way in late] == sorted(way.over_min > 0 for way in late)
    kinds = [way.do for way in late]
    assert "Eat on the bus, and leave out Bonny Doon Elementary." in kinds
    refused = next(way for way in late if way.do.startswith("See Bonny Doon Elementary before"))
    assert "after 1:35 p.m." in refused.misses[0]
    hands.wait_for("Calls for choice 1", "A. J. Dorsa Elementary, Pat Lee, cell 408-555-0121")

    hands.key("Return")  # the minutes are right
    hands.key("Return")  # choice 1
    assert hands.strokes == 3
    hands.wait_for("Calls about Plan 2, 40 min late (0 of 4 calls made")
    hands.wait_for("Press at A. J. Dorsa Elementary, Dana Ruiz, phone 916-555-0100")
    hands.wait_for("Reporter: Lee Grant, Pasadena Now", "cell 626-555-0180")  # holds the itinerary
    desk.settle()

    # The message of each call is copied by one key and names nobody else.
    hands.key("C")
    assert copied() == (
        "From the office of Senator Carol Liu: our bus is late. Our visit to A. J. Dorsa "
        "Elementary on Tuesday, Oct. 15 now starts at 1:35 p.m. (planned: 1:25 p.m.). "
        "We stay 48 min, 7 min shorter."
    )
    hands.key("T")
    hands.wait_for("(1 of 4 calls made")
    hands.key("C")
    assert copied().startswith("Press update, from the office of Senator Carol Liu: the visit to")
    for other in ("Alview", "Bonny Doon", "408-555-0121"):
        assert other not in copied()

    # Its change sheet is there, line by line.
    hands.click("Changes")
    sheet = place_of(hands, "day", DayPlace).changes_page
    hands.wait(lambda: "Plan 2, 40 min late against Plan 1" in sheet.title.text(), "for the sheet")
    hands.wait_for("A. J. Dorsa Elementary", "1:25", "1:35", "48 min")

    # It is a plan of its own, with the driver's card that follows from it; all of it offline.
    desk.window.close()
    made = terminal.ok(
        *("papers", tuesday, NAME, "--kind", "driver-sheet", "--format", "txt"),
        *("--out", tmp_path / "out"),
    )
    assert made
    card = next(path for path in (tmp_path / "out").rglob("*.txt"))
    assert "1:10 p.m." in card.read_text(encoding="utf-8")
    with ProgramDoors().open(tuesday, write=False) as office:
        tour = office.day.look(office.tours.find(NAME))
    assert tour.plan.name == "Plan 2, 40 min late"
    assert len(tour.told) == 1
    terminal.ok("undo", tuesday)  # the tick
    terminal.ok("undo", tuesday)
    with ProgramDoors().open(tuesday, write=False) as office:
        assert office.day.look(office.tours.find(NAME)).plan.name == "Plan 1"


def test_arrived_and_left_move_the_day_and_are_typed_over(
    hands: Hands,
    desk: Desk,  # noqa: F811
    clock: SetClock,
    tuesday: Path,
) -> None:
    desk.open(tuesday)
    hands.key("Ctrl+4")
    hands.wait_for("Nothing marked")
    hands.key("L")
    hands.wait_for("Left Alview Elementary at 11:20 am, 40 min after plan (10:40 am)")
    hands.wait_for("A. J. Dorsa Elementary is missed by 45 min.")
    clock.forward(minutes=115)
    hands.key("A")
    hands.wait_for("Arrived at A. J. Dorsa Elementary at 1:15 pm, 45 min after plan (12:30 pm)")

    # Both were later than they are marked: typed over, the day flows again.
    hands.key("Ctrl+PgDown")
    hands.wait_for("Arrive at Bonny Doon Elementary, planned 3:32 pm, nothing marked")
    for _ in range(2):
        hands.key("Down")
    hands.key("F2")
    hands.replace("10:45 am")
    hands.key("Return")
    hands.wait_for("5 min after plan")
    hands.key("Ctrl+Z")
    hands.wait_for("40 min after plan")
    hands.key("Delete")
    hands.wait(lambda: not hands.sees("40 min after plan"), "for the mark to be taken back")
    hands.key("Ctrl+PgUp")
    hands.wait_for("1 h late", "Lunch, 2:35 pm, planned 12:40 pm")


def test_the_change_sheet_is_kept_and_any_two_plans_are_compared(
    terminal: Terminal, tuesday: Path
) -> None:
    late = ("late", tuesday, NAME, "--day", "tuesday", "--leaving", "Alview", "--minutes", "40")
    terminal(*late, "--take", "1")
    sheet = terminal.ok("changes", tuesday, NAME)
    assert (sheet["before"], sheet["after"]) == ("Plan 1", "Plan 2, 40 min late")
    assert sheet["as_made"]
    dorsa = next(line for line in sheet["lines"] if line["what"] == "A. J. Dorsa Elementary")
    assert (dorsa["planned"], dorsa["new"]) == (
        "Tuesday, 1:25 p.m., 55 min",
        "Tuesday, 1:35 p.m., 48 min",
    )
    terminal.ok("stop", tuesday, NAME, BONNY_DOON, "--visit-min", "45")
    assert terminal.ok("changes", tuesday, NAME) == sheet  # it was sent: it stays as it was
    terminal.ok("stop", tuesday, NAME, BONNY_DOON, "--pin", "2013-10-16")
    terminal.ok("plan", tuesday, NAME, "--effort", "quick")
    newest = terminal("changes", tuesday, NAME)
    assert "Plan 3 against Plan 2, 40 min late:" in newest.out
    assert terminal.ok("changes", tuesday, NAME, "--since", "Plan 1")["before"] == "Plan 1"
    told = terminal("changes", tuesday, NAME, "--since", "Plan 9")
    assert (told.code, len(told.err.splitlines())) == (1, 2)
