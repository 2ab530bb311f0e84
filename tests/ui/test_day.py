"""The day in the window: what is now and next, other days, rehearsals, sunlight, words of users."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from tests.store.kit import put
from tests.support import SetClock
from tests.ui.conftest import Desk
from tests.ui.room import cut, overlaps
from tourplanner.app import ProgramDoors
from tourplanner.core.units import hours_text
from tourplanner.ui.day.place import DayPlace
from tourplanner.ui.theme import tokens
from tourplanner.ui.tokens import Scheme
from tourplanner.ui.tours.making import make_board

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
MORNING = datetime(2013, 10, 15, 14, 40, tzinfo=UTC)  # 7:40 am in California, day 2
ON_THE_ROAD = datetime(2013, 10, 15, 17, 5, tzinfo=UTC)


def day_of(desk: Desk) -> DayPlace:
    place = desk.go("day")
    assert isinstance(place, DayPlace)
    return place


def press(desk: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier = CONTROL) -> None:
    """Press a key, with nothing held unless one of these is meant."""
    held = modifier if key in (KEY.Key_Left, KEY.Key_Right) else Qt.KeyboardModifier.NoModifier
    desk.qtbot.keyClick(QApplication.focusWidget() or desk.window, key, held)
    desk.settle()


def type_(desk: Desk, text: str) -> None:
    desk.qtbot.keyClicks(QApplication.focusWidget(), text)


def marks(path: Path, doors: ProgramDoors) -> int:
    """How many marks a file has."""
    with doors.open(path, write=False) as office:
        found = office.day.look(office.tours.all()[0].id).marks
    return len(found.arrived) + len(found.left) + len(found.left_start) + len(found.reached)


def test_before_the_bus_leaves_it_says_when_by_the_clock_of_the_place(
    sample: Desk, clock: SetClock
) -> None:
    clock.at = MORNING
    day = day_of(sample)
    page = day.now_page
    assert page.clock.text() == "7:40 am"
    assert page.date.text() == "Tue, Oct 15, 2013"
    assert page.lead.text() == "By the plan, next"
    assert page.head.text().startswith("Leave Tower Inn")
    assert page.sub.text() == "At 8:00 am, in 20 min."
    assert page.badge.text() == "Nothing marked"
    assert [ahead.mark for ahead in page.ahead.model_.values][-1] == "H"
    called = page.calls.model_.values[-1]
    assert called.number == "559-555-0133"


def test_the_minute_goes_on_by_itself(sample: Desk, clock: SetClock) -> None:
    clock.at = MORNING
    day = day_of(sample)
    clock.forward(minutes=7)
    sample.until(lambda: day.now_page.clock.text() == "7:47 am")
    assert day.now_page.sub.text() == "At 8:00 am, in 13 min."


def test_one_key_marks_and_undo_takes_it_back(
    sample: Desk, sample_file: Path, doors: ProgramDoors, clock: SetClock
) -> None:
    clock.at = MORNING
    day = day_of(sample)
    clock.forward(minutes=25)
    day.look_at_clock()
    assert day.acts.left.text().startswith("Left Tower Inn")
    press(sample, KEY.Key_L)
    sample.until(lambda: "5 min after plan (8:00 am)" in day.now_page.state.text())
    assert day.now_page.badge.text() == "5 min late"
    assert marks(sample_file, doors) == 1
    assert sample.window.session.undo_label.startswith("Left Tower Inn")
    sample.window.session.undo()
    sample.until(lambda: day.now_page.badge.text() == "Nothing marked")
    assert marks(sample_file, doors) == 0


def test_the_day_and_the_board_give_the_driver_the_same_hours(
    sample: Desk, clock: SetClock
) -> None:
    clock.at = MORNING
    day = day_of(sample)
    tour = day.tour
    assert tour is not None
    minutes = tour.arrangement.planned.schedules[1].driver.duty_min
    assert f"{hours_text(minutes)} of " in day.now_page.duty.text()
    assert make_board(tour.arrangement.planned).columns[1].duty_min == minutes


def test_an_arrival_that_is_past_is_not_announced(sample: Desk, clock: SetClock) -> None:
    clock.at = MORNING
    day = day_of(sample)
    tour = day.tour
    assert tour is not None
    row = tour.arrangement.planned.schedules[1].rows[0]
    clock.at = row.arrive_at + timedelta(minutes=30)
    day.look_at_clock()
    first = day.now_page.calls.model_.values[0]
    assert first.line.news.startswith("we should have arrived at ")
    assert first.line.news.endswith(", 30 min ago")
    assert "on our way" not in first.line.text
    assert "should have arrived" in first.line.text


def test_a_stop_that_is_left_after_lunch_says_so(sample: Desk, clock: SetClock) -> None:
    clock.at = MORNING
    day = day_of(sample)
    tour = day.tour
    assert tour is not None
    index, lunch = next(
        (schedule.day.index, schedule.lunch)
        for schedule in tour.arrangement.planned.schedules
        if schedule.lunch is not None and schedule.lunch.place == "after"
    )
    clock.at = lunch.start_at + timedelta(minutes=5)
    day.look_at_clock()
    day.step_day(index - day.day)
    assert day.now_page.sub.text().startswith("Leave after lunch at ")


def test_what_is_marked_is_there_when_the_file_is_opened_again(
    sample: Desk, sample_file: Path, clock: SetClock
) -> None:
    clock.at = ON_THE_ROAD
    day = day_of(sample)
    press(sample, KEY.Key_L)
    sample.until(lambda: day.now_page.badge.text() == "25 min late")
    sample.window.session.close()
    sample.open(sample_file)
    day = day_of(sample)
    sample.until(lambda: day.now_page.badge.text() == "25 min late")


def test_other_days_are_reached_by_keys(sample: Desk, clock: SetClock) -> None:
    clock.at = MORNING
    day = day_of(sample)
    press(sample, KEY.Key_Right)
    assert day.now_page.date.text() == "Wed, Oct 16, 2013"
    assert day.now_page.badge.text() == "Not today"
    assert day.now_page.state.text() == "Today is day 2, Tue, Oct 15."
    assert not day.acts.left.isEnabled()
    press(sample, KEY.Key_Left)
    press(sample, KEY.Key_Left)
    assert day.now_page.date.text() == "Mon, Oct 14, 2013"
    assert not day.acts.day_before.isEnabled()


def test_a_day_of_another_year_is_rehearsed_with_a_typed_time_and_nothing_is_saved(
    sample: Desk, sample_file: Path, doors: ProgramDoors, clock: SetClock
) -> None:
    clock.at = datetime(2026, 11, 28, 20, tzinfo=UTC)
    day = day_of(sample)
    page = day.now_page
    assert "The tour was Oct 14–16, 2013." in page.state.text()
    press(sample, KEY.Key_Left)
    press(sample, KEY.Key_R)
    type_(sample, "half past")
    press(sample, KEY.Key_Return)
    assert "is not a time" in page.time_problem.text()
    page.time.selectAll()
    type_(sample, "10:05 am")
    press(sample, KEY.Key_Return)
    assert page.clock.text() == "10:05 am"
    assert page.state.text().startswith("Rehearsal, nothing is saved.")
    press(sample, KEY.Key_L)
    assert page.badge.text() == "25 min late"
    before = plan_names(sample_file, doors)
    for key in (KEY.Key_D, KEY.Key_Return, KEY.Key_Return):
        press(sample, key)
    sample.until(lambda: "calls made" in page.calls_title.text())
    press(sample, KEY.Key_T)
    assert "(1 of " in page.calls_title.text()
    assert plan_names(sample_file, doors) == before
    assert marks(sample_file, doors) == 0
    press(sample, KEY.Key_R)
    assert page.badge.text() == "Not today"
    assert not page.rehearsal.isVisible()


def plan_names(path: Path, doors: ProgramDoors) -> list[str]:
    with doors.open(path, write=False) as office:
        return [str(plan["name"]) for plan in office.file.tables.all("variant")]


def test_minutes_are_typed_over_and_escape_leaves_all_as_it_was(
    sample: Desk, sample_file: Path, doors: ProgramDoors, clock: SetClock
) -> None:
    clock.at = MORNING
    day = day_of(sample)
    press(sample, KEY.Key_D)
    assert not day.now_page.choices.isVisible()
    press(sample, KEY.Key_Return)
    assert "Type a number of minutes" in day.now_page.late_hint.text()
    type_(sample, "50")
    press(sample, KEY.Key_Return)
    sample.until(day.now_page.choices.hasFocus)
    first = day.now_page.choices.current
    assert first is not None
    press(sample, KEY.Key_2)
    second = day.now_page.choices.current
    assert second is not None
    assert second.number == 2
    assert day.now_page.calls_title.text() == "Calls for choice 2"
    assert day.acts.late_button.text() == "Use choice 2"
    press(sample, KEY.Key_Escape)
    assert not day.now_page.choices.isVisible()
    assert plan_names(sample_file, doors) == ["Plan 1"]


def test_escape_leaves_the_ways_out_from_the_tabs_too(sample: Desk, clock: SetClock) -> None:
    clock.at = MORNING
    day = day_of(sample)
    press(sample, KEY.Key_D)
    assert day.flow.is_on
    tabs = sample.window.header.tabs
    tabs.setFocus()
    press(sample, KEY.Key_Escape)
    assert not day.flow.is_on
    press(sample, KEY.Key_R)
    sample.until(lambda: day.rehearsal is not None)
    tabs.setFocus()
    press(sample, KEY.Key_Escape)
    assert day.rehearsal is None
    press(sample, KEY.Key_D)
    sample.window.finding.open_beside("site", "")
    sample.window.finding.beside.setFocus()
    sample.window.finding.beside.show()
    press(sample, KEY.Key_Escape)
    assert day.flow.is_on, "the card has the key while it has the keyboard"


def test_a_mark_that_cannot_be_is_told_in_one_sentence(sample: Desk, clock: SetClock) -> None:
    clock.at = ON_THE_ROAD
    day = day_of(sample)
    day.choose_tab(1)
    table = day.times_page.table
    table.choose(0)
    table.setFocus()
    press(sample, KEY.Key_F2)
    day.times_page.field.line.selectAll()
    type_(sample, "11:30 am")
    press(sample, KEY.Key_Return)
    notice = sample.window.notices.current
    assert notice is not None
    assert notice.text.startswith("11:30 a.m. has not come yet.")
    assert table.lines.rows[0].marked == "none"


def test_sunlight_is_a_switch_of_this_place_alone(sample: Desk, clock: SetClock) -> None:
    clock.at = ON_THE_ROAD
    day = day_of(sample)
    press(sample, KEY.Key_F11)
    sample.until(lambda: tokens().scheme is Scheme.CONTRAST)
    window = sample.window
    for part in (window.sidebar, window.header, window.menuBar(), window.status):
        assert not part.isVisible()
    press(sample, KEY.Key_L)
    sample.until(lambda: day.now_page.badge.text() == "25 min late")
    sample.go("visits")
    sample.until(lambda: tokens().scheme is Scheme.LIGHT)
    assert window.sidebar.isVisible()
    assert window.menuBar().isVisible()
    day_of(sample)
    sample.until(lambda: tokens().scheme is Scheme.CONTRAST)
    press(sample, KEY.Key_F11)
    sample.until(lambda: tokens().scheme is Scheme.LIGHT)
    assert window.header.isVisible()
    assert window.memory.scheme is not Scheme.CONTRAST


def test_words_of_users_are_shown_and_sent_as_they_are(
    desk: Desk, sample_file: Path, doors: ProgramDoors, clock: SetClock
) -> None:
    odd = "<b>{name}</b> %s {{7*7}}"
    clock.at = ON_THE_ROAD
    with doors.open(sample_file, write=True) as office:
        plan = office.day.look(office.tours.all()[0].id).plan
        put(office.file, plan.days[1].stops[1].site, name=odd, host_name=odd)
    desk.open(sample_file)
    day = day_of(desk)
    assert day.now_page.head.text() == odd
    assert day.now_page.head.textFormat() is Qt.TextFormat.PlainText
    press(desk, KEY.Key_C)
    assert f"on our way to {odd} and" in QGuiApplication.clipboard().text()


def test_a_file_that_is_open_for_reading_can_be_looked_at_and_rehearsed(
    desk: Desk, sample_file: Path, clock: SetClock
) -> None:
    clock.at = ON_THE_ROAD
    desk.window.session.open(sample_file, write=False)
    desk.until(lambda: bool(desk.window.session.overview.tours))
    day = day_of(desk)
    assert not day.acts.left.isEnabled()
    press(desk, KEY.Key_R)
    press(desk, KEY.Key_Return)
    assert day.acts.left.isEnabled()


def test_a_tour_without_a_plan_says_what_to_do(desk: Desk, office_file: Path) -> None:
    desk.window.open_path(office_file)
    desk.until(lambda: desk.window.session.path is not None)
    day = day_of(desk)
    assert day.empty.sentence.text() == "No tour in this file yet."


@pytest.mark.parametrize("percent", ["100", "200"])
@pytest.mark.parametrize("is_sunny", [False, True])
def test_nothing_is_cut(
    desk: Desk, sample_file: Path, clock: SetClock, percent: str, is_sunny: bool
) -> None:
    clock.at = ON_THE_ROAD
    desk.window.commands.by_name[f"text_{percent}"].trigger()
    desk.open(sample_file)
    day = day_of(desk)
    if is_sunny:
        press(desk, KEY.Key_F11)
    press(desk, KEY.Key_L)
    for key in (None, KEY.Key_D, KEY.Key_Return, KEY.Key_Return):
        if key is not None:
            press(desk, key)
        assert not list(cut(day))
        assert not list(overlaps(day))
    day.choose_tab(1)
    desk.settle()
    assert not list(cut(day))


def test_what_changed_is_a_table_that_can_be_copied(sample: Desk, clock: SetClock) -> None:
    clock.at = ON_THE_ROAD
    day = day_of(sample)
    day.choose_tab(2)
    sample.settle()
    assert day.changes_page.title.text() == (
        "There is no plan before this one. Plan again, or change it."
    )
    day.choose_tab(0)
    press(sample, KEY.Key_D)
    for key in (KEY.Key_Return, KEY.Key_Return):
        press(sample, key)
    sample.until(lambda: "calls made" in day.now_page.calls_title.text())
    day.choose_tab(2)
    sample.settle()
    assert day.changes_page.title.text().startswith("Plan 2, 25 min late against Plan 1: ")
    table = day.changes_page.table
    table.setFocus()
    table.selectAll()
    table.copy()
    rows = QGuiApplication.clipboard().text().splitlines()
    assert rows[0] == "What\tWas\tIs now"
    assert any("Parlier High" in row for row in rows)
    assert not any(".m." in row for row in rows), "times as the window writes them"


def test_a_note_is_begun_at_the_stop_where_the_bus_is(sample: Desk, clock: SetClock) -> None:
    clock.at = ON_THE_ROAD
    day = day_of(sample)
    press(sample, KEY.Key_A)
    sample.until(lambda: day.now_page.lead.text() == "Now, at")
    name = day.now_page.head.text()
    press(sample, KEY.Key_N)
    visits = sample.window.place("visits")
    assert sample.window.current_place() is visits
    stop = visits.left.current_stop()  # type: ignore[attr-defined]
    assert stop is not None
    assert stop.name == name
    sample.until(visits.editor.hasFocus)  # type: ignore[attr-defined]


def test_a_small_window_keeps_what_counts(sample: Desk, clock: SetClock) -> None:
    clock.at = ON_THE_ROAD
    sample.window.resize(760, 480)
    day = day_of(sample)
    press(sample, KEY.Key_F11)
    page = day.now_page
    for part in (page.clock, page.state, page.head, page.sub, page.badge, page.calls):
        assert part.isVisible()
    assert not list(cut(day))
    assert not list(overlaps(day))


def test_times_are_those_of_the_place_where_the_bus_is(
    desk: Desk, sample_file: Path, doors: ProgramDoors, clock: SetClock
) -> None:
    with doors.open(sample_file, write=True) as office:
        plan = office.day.look(office.tours.all()[0].id).plan
        here, there = plan.days[1].stops[1:3]
        put(office.file, here.site, zone="America/Denver")
        office.tours.type_departures(here.site, there.site, (14 * 60, 15 * 60))
    clock.at = ON_THE_ROAD
    desk.open(sample_file)
    day = day_of(desk)
    assert day.now_page.clock.text() == "10:05 am PDT"
    assert "11:10 am MDT" in day.now_page.sub.text()
    press(desk, KEY.Key_A)
    desk.until(lambda: day.now_page.clock.text() == "11:05 am MDT")
    assert "Arrived at Parlier High at 11:05 am MDT" in day.now_page.state.text()
    # A ferry or a plane leaves there at its own times, and there is time to spare before it.
    assert day.now_page.sub.text().startswith("Leave after lunch at 2:00 pm MDT, in ")
    assert day.now_page.sub.text().endswith("; the next departure is at 3:00 pm MDT.")
    for minutes, first in (("10", "leave Parlier High 2:00 pm MDT"), ("60", "Leave out")):
        press(desk, KEY.Key_D)
        type_(desk, minutes)
        press(desk, KEY.Key_Return)
        desk.until(day.now_page.choices.hasFocus)
        told = [choice.spoken for choice in day.now_page.choices.model_.values]
        assert first in told[0]
        press(desk, KEY.Key_Escape)


def test_the_minutes_left_are_not_told_as_those_of_the_whole_drive(
    sample: Desk, clock: SetClock
) -> None:
    clock.at = ON_THE_ROAD + timedelta(seconds=40)
    labels = day_of(sample).now_page.findChildren(QLabel)
    told = [part.text() for part in labels if "(estimate)" in part.text()]
    assert len(told) == 1
    said = re.fullmatch(
        r"In (\d+) min, about (\d+):(\d\d) am \(estimate\)\. Drive: \d+\smi\.", told[0]
    )
    assert said is not None
    wait, hour, minute = (int(part) for part in said.groups())
    assert wait == 60 * hour + minute - (60 * 10 + 5), "counted from the clock that is shown"
