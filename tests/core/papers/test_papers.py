"""What stands in the papers, word by word."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from tests.core.test_privacy import changed
from tests.papers_fixture import (
    OFFICE,
    OFFICIALS,
    PLACES,
    SITES,
    TOUR,
    Parts,
    rid,
    roads,
    sample_view,
)
from tourplanner.core.clock import add_minutes, minutes_between, range_text, time_text
from tourplanner.core.model.paper import RecordView, TourView
from tourplanner.core.papers.blocks import (
    Heading,
    KeyValues,
    Note,
    PageBreak,
    Paper,
    Size,
    Table,
    plain,
    texts,
)
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.specs import (
    BLOCK_SCHEDULE,
    BLOCK_SCHEDULE_STAFF,
    BRIEFING,
    DAY_SHEET,
    DRIVER_SHEET,
    HOST_SHEET,
    LINE_BY_LINE,
    PRESS_ITINERARY,
    PaperSpec,
    Reader,
)
from tourplanner.core.privacy import cut
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import TypedMinutes, bus_matrix


def paper(spec: PaperSpec, view: TourView | None = None, **options: Any) -> Paper:
    return lay_out(cut(view or sample_view(), spec, **options)[0])


def rows(made: Paper, table: int = 0) -> list[list[str]]:
    """The cells of a table as texts, lines joined by a bar."""
    tables = [b for b in made.blocks if isinstance(b, Table)]
    return [
        [" | ".join(plain(item) for item in part) for part in r.cells] for r in tables[table].rows
    ]


def pairs(made: Paper) -> dict[str, str]:
    """The labels of a paper and what they say."""
    blocks = (block for block in made.blocks if isinstance(block, KeyValues))
    return {label: plain(value) for block in blocks for label, value in block.rows}


def headings(made: Paper) -> list[str]:
    return [b.text for b in made.blocks if isinstance(b, Heading)]


# -- press itinerary ------------------------------------------------------------------------------


def test_the_press_itinerary() -> None:
    made = paper(PRESS_ITINERARY)
    assert made.title == "Pathways to Partnership"
    assert made.aside == "Oct. 14-16, 2013"
    assert made.letterhead[0] == "California State Senate"
    assert made.author == "Sen. Carol Liu"
    assert made.document_title == "Press itinerary: Pathways to Partnership"
    assert headings(made) == [
        "Monday, Oct. 14", "Tuesday, Oct. 15", "Wednesday, Oct. 16", "About the tour",
    ]  # fmt: skip
    assert rows(made) == [
        [
            "9:30-11 a.m.",
            "1. Community schools kick-off | Madison Elementary, Auditorium | "
            "515 Ashtabula St., Pasadena, CA 91104",
            "OPEN PRESS | Check in 9 a.m. | Auditorium doors, Ashtabula Street",
        ],
        ["9:30 a.m.", "Welcome and remarks | Sen. Carol Liu", ""],
        [
            "9:50 a.m.",
            "Panel: one plan for city, school and community | Brian McDonald, chief academic "
            "officer; Mercy Santoro, director of human services and recreation",
            "",
        ],
        [
            "12:45-1:45 p.m.",
            "2. Campus visit | UCLA Community K-12 | 700 S. Mariposa Ave., Los Angeles, CA 90005",
            "PHOTO ONLY",
        ],
    ]
    assert rows(made, 2)[-1][1].startswith("5. Closing visit")
    said = list(texts(made))
    assert "Press desk, 916-555-0100, press@example.org" in said
    assert "#CSPathways" in said
    assert "Times may change. Call the press contact before you travel." in said
    assert said[-2:] == ["# # #", "Version 3, updated 4:10 p.m. PDT Thursday, Oct. 10, 2013"]


def test_the_press_reads_no_time_but_those_of_visits_items_and_check_ins() -> None:
    view = sample_view()
    allowed = {"9 a.m.", "9:50 a.m.", "4:10 p.m."}  # check-in, an item, the stamp
    for schedule in view.days:
        for row in schedule.rows:
            zone = row.stop.node.zone
            start_at = add_minutes(row.start_at, -(row.start_at.minute % 5))
            end_at = add_minutes(row.end_at, -row.end_at.minute % 5)
            allowed |= {time_text(start_at, zone), time_text(end_at, zone)}
            allowed |= {range_text(start_at, end_at, zone)}
    said = " ".join(texts(paper(PRESS_ITINERARY, view)))
    span = r"\d{1,2}(?::\d\d)?"
    told = set(re.findall(rf"(?:{span}(?: [ap]\.m\.)?-)?{span} [ap]\.m\.", said))
    assert len(told) > 5
    assert told <= allowed


def test_free_blocks_come_in_place_of_name_and_purpose() -> None:
    blocks = {
        "paper_kind": "press-itinerary",
        "headline": "Senator Liu opens tour in Pasadena",
        "lead": "First lead.\nSecond lead.",
        "notes": "Parking in the north lot\nLive trucks on Ashtabula St.",
    }
    made = paper(PRESS_ITINERARY, sample_view(Parts(extra=(RecordView("blocks", "b", blocks),))))
    assert made.title == "Senator Liu opens tour in Pasadena"
    assert made.subject == "Pathways to Partnership"
    said = list(texts(made))
    assert said.index("First lead.") < said.index("Second lead.") < said.index("Monday, Oct. 14")
    assert "Parking in the north lot" in said
    assert TOUR["purpose"] not in said


def test_a_draft_is_marked_and_carries_no_stamp() -> None:
    made = paper(PRESS_ITINERARY, draft=True)
    assert made.draft == "DRAFT - NOT FOR RELEASE"
    assert made.stamp_at is None
    assert made.footer == "DRAFT - NOT FOR RELEASE"
    dorsa = next(r for r in rows(made, 1) if "Dorsa" in r[1])
    assert dorsa[2] == "OPEN PRESS | NOT CONFIRMED"
    walk = next(r for r in rows(made) if "Walk to the family center" in r[1])
    assert walk[2] == "PHOTO ONLY | NOT CONFIRMED"
    assert "Parents meet the senator" not in " ".join(texts(made))


def test_nothing_confirmed_is_said() -> None:
    view = sample_view(Parts(sites=tuple({**s, "confirmed": False} for s in SITES)))
    made = paper(PRESS_ITINERARY, view)
    assert any(isinstance(b, Note) and "No stop is open" in plain(b.line) for b in made.blocks)
    assert not [b for b in made.blocks if isinstance(b, Table)]


def test_an_empty_office_leaves_no_empty_rows() -> None:
    view = sample_view(Parts(office={"member_name": "Ana Ruiz Peña"}))
    made = paper(PRESS_ITINERARY, view)
    assert made.letterhead == ("Office of Ana Ruiz Peña",)
    assert not [b for b in made.blocks if isinstance(b, KeyValues)]
    assert "Times may change." in list(texts(made))
    paper(PRESS_ITINERARY, sample_view(Parts(office={"home_state": "CA"})), reader=Reader.PUBLIC)


def test_the_zone_prints_when_public_stops_are_in_two() -> None:
    reno = {**SITES[2], "key": "reno", "name": "Reno School", "day": 1, "fixed": 600}
    sites = (*SITES[:2], reno)
    same = " ".join(texts(paper(PRESS_ITINERARY, sample_view(Parts(sites=sites)))))
    assert "PDT" not in same.split("Version")[0]
    apart = Parts(sites=sites, zones={"reno": "America/Denver"})
    said = " ".join(texts(paper(PRESS_ITINERARY, sample_view(apart))))
    assert "9:30-11 a.m. PDT" in said
    assert "10-11 a.m. MDT" in said
    # A private place in another zone does not show.
    hotel = Parts(sites=SITES[:2], zones={"hotel-2": "America/Denver"})
    said = " ".join(texts(paper(PRESS_ITINERARY, sample_view(hotel))))
    assert "PDT" not in said.split("Version")[0]
    assert "MDT" not in said


# -- line-by-line ---------------------------------------------------------------------------------


def test_a_line_says_who_greets_leads_speaks_and_moves_the_group() -> None:
    item = rid("item", "madison-0")
    view = changed(sample_view(), "item", item, greets="Principal Ruiz", moves="Ana, advance")
    line = next(row for row in rows(paper(LINE_BY_LINE, view)) if "Greets" in " ".join(row))
    told = " | ".join(line)
    assert told.index("Greets: Principal Ruiz") < told.index("Lead: A. Reyes")
    assert "Moves: Ana, advance" in told
    assert "Principal Ruiz" not in " ".join(texts(paper(PRESS_ITINERARY, view)))


def test_the_line_by_line_holds_every_minute() -> None:
    view = sample_view()
    made = paper(LINE_BY_LINE, view)
    monday = rows(made)
    what = [r[3].split(" | ")[0] for r in monday]
    assert what == [
        "Board",
        "Drive to Madison Elementary",
        "Arrive and get off",
        "Buffer",
        "1.1  Madison Elementary",
        "Welcome and remarks",
        "Panel: one plan for city, school and community",
        "Parents meet the senator",
        "Walk to the family center",
        "Board, head count by name",
        "Drive to UCLA Community K-12",
        "Arrive and get off",
        "Buffer",
        "Lunch",
        "1.2  UCLA Community K-12",
        "Board, head count by name",
        "Drive to Tower Inn",
        "End of the day: Tower Inn",
    ]
    assert monday[1][:3] == ["8:58 a.m.", "9:13 a.m.", "15"]
    assert monday[1][3].endswith("about 15 min, 1.1 mi")
    assert monday[1][4] == "(estimate, highway network, in rush hour)"
    assert monday[10][3].endswith("40 min, 14 mi")
    assert monday[10][4] == "(typed by B. Okafor)"
    assert "Hold: Library office" in monday[3][3]
    assert "TENTATIVE" in monday[8][4]
    assert "CLOSED" in monday[7][4]
    assert "Press check-in 9 a.m., Auditorium doors, Ashtabula Street" in monday[4][4]
    assert "661-555-0121" in monday[-1][4]
    assert headings(made)[0] == "Day 1: Monday, Oct. 14"
    assert made.footer == "Staff only - version 3, 4:10 p.m. PDT Thursday, Oct. 10, 2013"


def test_a_block_schedule_has_at_most_five_days_abreast() -> None:
    """With ten, times ran into the next day; each page of days has its own hours and totals."""
    for many, abreast in ((3, [3]), (5, [5]), (6, [3, 3]), (10, [5, 5]), (11, [3, 4, 4])):
        view = sample_view()
        days = tuple(
            replace(day, day=replace(day.day, index=n))
            for n, day in enumerate((view.days * 4)[:many])
        )
        made = paper(BLOCK_SCHEDULE, replace(view, days=days))
        tables = [block for block in made.blocks if isinstance(block, Table)]
        assert [len(table.columns) - 1 for table in tables] == abreast
        heads = [c.title.split(":")[0] for table in tables for c in table.columns[1:]]
        assert heads == [f"Day {n + 1}" for n in range(many)]
        assert made.pages == len(abreast)


def test_press_rests_and_meals_of_a_program_are_blocks_of_their_own() -> None:
    view = sample_view()
    assert "Panel" not in " ".join(texts(paper(BLOCK_SCHEDULE, view)))
    for kind, letter in (("press", "P"), ("rest", "R"), ("meal", "M")):
        told = " ".join(texts(paper(BLOCK_SCHEDULE, with_item(view, "madison-1", kind))))
        assert f"{letter} 9:50-10:15 a.m. Panel: one plan for city, school and community" in told
        assert "V 9:30-11 a.m. Madison Elementary" in told
    hidden = with_item(view, "madison-3", "press")  # nobody has confirmed it
    assert "Walk to the family center" not in " ".join(texts(paper(BLOCK_SCHEDULE, hidden)))


def test_the_staff_s_block_schedule_adds_up_each_day() -> None:
    """Duty, and whom the day sees: regions, seats and, each member once, parties."""
    made = paper(BLOCK_SCHEDULE_STAFF, sample_view(officials=OFFICIALS))
    assert {row[0]: row[1:] for row in rows(made, 1)} == {
        "Miles": ["134 mi", "266 mi", "129 mi"],
        "Drive": [
            "3 h, driver 4 h of 10 h",
            "4 h 50 min, driver 5 h 50 min of 10 h",
            "2 h 55 min, driver 3 h 55 min of 10 h",
        ],
        "Duty": [
            "9 h 17 min of 15 h, 7:33 a.m.-4:50 p.m.",
            "10 h 54 min of 15 h, 6:35 a.m.-5:29 p.m.",
            "8 h 44 min of 15 h, 6:35 a.m.-3:19 p.m.",
        ],
        "Visits": ["2", "2", "2"],
        "Regions": ["Los Angeles", "Central Valley, South Bay", "Bay, Capital"],
        "Districts": [
            "Assembly 9, 41; Congressional 34; Senate 25; 2 school districts",
            "2 school districts",
            "2 school districts",
        ],
        "Parties": ["2 Democratic, 1 Republican, 1 not known", "not known", "not known"],
    }
    riders = " ".join(texts(paper(BLOCK_SCHEDULE, sample_view(officials=OFFICIALS))))
    for private in ("7:33 a.m.", "B 9:13", "Republican", "driver"):
        assert private not in riders


def with_item(view: TourView, key: str, kind: str) -> TourView:
    """The view with an item of another kind."""
    item = rid("item", key)
    records = (
        replace(one, values={**one.values, "kind": kind}) if one.id == item else one
        for one in view.records
    )
    return replace(view, records=tuple(records))


def test_the_minutes_of_a_day_leave_no_gap() -> None:
    """Every row but items starts where the one before ended, lunch and buffers included."""
    for made in (paper(LINE_BY_LINE),):
        for number in range(3):
            told = [r for r in rows(made, number) if r[1]]
            main = [r for r in told if not _is_item(r)]
            for before, after in pairwise(main):
                assert before[1] == after[0]


def _is_item(row: list[str]) -> bool:
    titles = {item[1] for site in SITES for item in site.get("items", ())}
    return row[3].split(" | ")[0] in titles


def test_late_and_tentative_stops_are_marked() -> None:
    made = paper(LINE_BY_LINE)
    dorsa = next(r for r in rows(made, 1) if "2.2" in r[3])
    assert "39 MIN LATE" in dorsa[3]
    assert dorsa[4].startswith("TENTATIVE")


def test_the_line_by_line_keeps_what_is_for_named_people() -> None:
    said = " ".join(texts(paper(LINE_BY_LINE)))
    for private in ("626-555-0167", "559-555-0133", "Existing services", "Vegetarian", "Tamsin"):
        assert private not in said


def test_a_leg_without_a_road_and_one_to_check() -> None:
    view = sample_view()
    days = []
    for schedule in view.days:
        first = replace(schedule.rows[0], leg=None, leg_min=0)
        leg = schedule.rows[1].leg
        assert leg is not None
        second = replace(schedule.rows[1], leg=replace(leg, check=True))
        days.append(replace(schedule, rows=(first, second)))
    made = paper(LINE_BY_LINE, replace(view, days=tuple(days)))
    said = " ".join(texts(made))
    assert "NO ROAD KNOWN - type the minutes of this leg" in said
    assert "CHECK with somebody who knows the road" in said
    paper(DRIVER_SHEET, replace(view, days=tuple(days)))


def view_with_lunch_on_the_road() -> TourView:
    sites = ({**SITES[2], "fixed": 600, "day": 0, "visit_min": 30}, {**SITES[4], "day": 0})
    typed = {("alview", "oakland"): TypedMinutes(200, "B. Okafor", "2013-10-01T00:00:00Z")}
    places = [{**PLACES[0], "at": (37.0, -120.4)}, *PLACES[1:]]
    ends = (("hotel-1", "capitol"),)
    return sample_view(Parts(sites=sites, places=tuple(places), typed=typed, day_ends=ends))


def test_lunch_on_the_road_is_told_on_its_leg() -> None:
    view = view_with_lunch_on_the_road()
    said = [r[3] for r in rows(paper(LINE_BY_LINE, view))]
    assert any("Lunch on the road, noon-12:45 p.m." in what for what in said)
    sheet = " ".join(texts(paper(DRIVER_SHEET, view)))
    assert "Lunch stop on the road, noon-12:45 p.m." in sheet


def with_lunch(view: TourView, start_at: datetime, end_at: datetime) -> TourView:
    monday = view.days[0]
    assert monday.lunch is not None
    day = replace(monday, lunch=replace(monday.lunch, start_at=start_at, end_at=end_at))
    return replace(view, days=(day, *view.days[1:]))


def test_who_eats_on_the_bus_makes_no_stop_for_it() -> None:
    view = view_with_lunch_on_the_road()
    lunch = view.days[0].lunch
    assert lunch is not None
    aboard = with_lunch(view, lunch.start_at, lunch.start_at)
    said = " ".join(texts(paper(DRIVER_SHEET, aboard)))
    assert "Lunch on the bus, noon" in said
    assert "Lunch stop" not in said
    assert "Go on" not in said
    assert any("Lunch on the bus, noon" in row[3] for row in rows(paper(LINE_BY_LINE, aboard)))
    assert "Lunch on the bus" in " ".join(texts(paper(DAY_SHEET, aboard)))


def test_after_lunch_behind_a_ferry_the_driver_is_there() -> None:
    view = view_with_lunch_on_the_road()
    came_at = view.days[0].arrive_at
    log = rows(paper(DRIVER_SHEET, with_lunch(view, add_minutes(came_at, -45), came_at)), 1)
    at = [row[1] for row in log].index("Lunch stop on the road")
    assert not any(row[1] == "Go on" for row in log), "there is no way left to drive"
    assert log[at + 1][0] == time_text(came_at, "America/Los_Angeles")


def test_a_ferry_is_told_with_the_wait_for_it_and_the_next_one() -> None:
    view = sample_view()
    monday = view.days[0]
    first, last = monday.rows
    leg = replace(last.leg, departures_tod_min=(700, 780))
    waiting = replace(
        first, board_at=add_minutes(first.end_at, 20), depart_at=add_minutes(first.end_at, 40)
    )  # 11 a.m.: boards 11:20, leaves 11:40
    day = replace(monday, rows=(waiting, replace(last, leg=leg)))
    view = replace(view, days=(day, *view.days[1:]))
    told = rows(paper(LINE_BY_LINE, view))
    (wait,) = (row for row in told if row[3] == "Wait for the departure")
    assert wait[:3] == ["11 a.m.", "11:20 a.m.", "20"]
    (drive,) = (row for row in told if row[3].startswith("Drive to UCLA"))
    assert drive[4].endswith("Fixed departure, the next one is at 1 p.m.")
    assert "the next one is at 1 p.m." in " ".join(texts(paper(DRIVER_SHEET, view)))
    staff = " ".join(texts(paper(BLOCK_SCHEDULE_STAFF, view)))
    assert "B 11-11:20 a.m. wait for the departure" in staff
    late = replace(leg, departures_tod_min=(690,))
    view = replace(view, days=(replace(day, rows=(waiting, replace(last, leg=late))),))
    assert "LAST DEPARTURE AT 11:30 a.m." in " ".join(texts(paper(DRIVER_SHEET, view)))


def test_what_the_press_keeps_to_stands_on_lines_of_its_own_with_what_it_is() -> None:
    stop, pool, rule = rid("stop", "madison"), "One camera for all.", "Cameras in the gym alone."
    view = changed(sample_view(), "stop", stop, pool_note=pool)
    view = changed(view, "site", rid("site", "madison"), press_entry=rule, escort="Ms. Vega")
    for spec in (HOST_SHEET, BRIEFING):
        told = pairs(paper(spec, view, stop=stop))
        assert (told["Pool"], told["On campus"], told["Escort"]) == (pool, rule, "Ms. Vega")
    for spec in (LINE_BY_LINE, PRESS_ITINERARY):
        cells = [cell for row in rows(paper(spec, view)) for cell in row if pool in cell]
        assert len(cells) == 1
        assert cells[0].count(f" | Pool: {pool} | On campus: {rule}") == 1


# -- driver sheet ---------------------------------------------------------------------------------


def test_the_driver_sheet() -> None:
    made = paper(DRIVER_SHEET)
    assert made.size is Size.LARGE
    legs = rows(made)
    assert legs[0][:2] == ["8:58 a.m.", "9:13 a.m."]
    assert legs[0][2] == (
        "Madison Elementary | 515 Ashtabula St., Pasadena, CA 91104 | "
        "Drop: North curb of Ashtabula Street, doors to the auditorium | "
        "Gate: Gate B; the site lead has the key | Note: Engine off; restroom in room 2 | "
        "Front office: 626-555-0180"
    )
    assert "Phone: 661-555-0121" in legs[-1][2]
    assert "Nobody has checked if the bus fits" in legs[1][2]
    said = " ".join(texts(made))
    assert "Coach C-1, 45 ft, 56 seats, lift" in said
    for private in ("Existing services", "626-555-0167", "916-555-0100", "Library office"):
        assert private not in said


def test_the_duty_log_adds_up_to_the_schedule() -> None:
    for view in (sample_view(), view_with_lunch_on_the_road()):
        made = paper(DRIVER_SHEET, view)
        for number, schedule in enumerate(view.days):
            log = rows(made, 2 * number + 1)
            assert log[0][1:] == ["Report, inspect the bus", "On duty", "0:00", "0:00"]
            assert log[-1][1:3] == ["Released", "Off duty"]
            assert _minutes(log[-1][3]) == schedule.driver.driving_min
            assert _minutes(log[-1][4]) == schedule.driver.duty_min
            for column in (3, 4):
                run_up = [_minutes(row[column]) for row in log]
                assert run_up == sorted(run_up)


def test_the_duty_note_names_the_limits() -> None:
    made = paper(DRIVER_SHEET)
    notes = [plain(b.line) for b in made.blocks if isinstance(b, Note)]
    assert notes[0] == (
        "Log in PDT. Driving 4:00 of 10:00, on duty 9:17 of 15:00. Rest before the report "
        "tomorrow: 13:45 of at least 8:00. Rules: federal, 49 CFR 395.5, as of Oct. 1, 2024. "
        "The carrier decides."
    )
    assert "Rest before" not in notes[-1]


def test_the_duty_log_has_lunch_once_on_every_day_that_has_one() -> None:
    for view in (sample_view(), view_with_lunch_on_the_road()):
        made = paper(DRIVER_SHEET, view)
        for number, schedule in enumerate(view.days):
            log = rows(made, 2 * number + 1)
            lunches = [row[:3] for row in log if row[1].startswith("Lunch")]
            expected = []
            if lunch := schedule.lunch:
                words = "Lunch stop on the road" if lunch.place == "road" else "Lunch"
                at = time_text(lunch.start_at, "America/Los_Angeles")
                expected = [[at, words, "On duty"]]
            assert lunches == expected


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)


def test_without_rules_the_log_says_so() -> None:
    said = " ".join(texts(paper(DRIVER_SHEET, sample_view(rules=None))))
    assert "No driver-hour rules are loaded." in said


def test_times_also_run_in_the_log_time_where_it_differs() -> None:
    office = {**OFFICE, "carrier_zone": "America/Denver"}
    made = paper(
        DRIVER_SHEET, sample_view(Parts(office=office, zones={"carrier": "America/Denver"}))
    )
    assert rows(made)[0][0] == "8:58 a.m. | log 9:58 a.m. MDT"
    assert "log time" not in " ".join(texts(paper(DRIVER_SHEET)))


def test_a_bus_that_does_not_fit_is_said_loudly() -> None:
    view = changed(sample_view(), "site", rid("site", "ucla"), bus_fits=False)
    assert "THE BUS DOES NOT FIT" in rows(paper(DRIVER_SHEET, view))[1][2]


def test_the_bus_bay_is_told_in_numbers_to_the_driver_alone() -> None:
    bay = {"lat": 34.15921, "lon": -118.14012, "precision": "pin", "source": "Ana on the phone"}
    view = changed(sample_view(), "site", rid("site", "madison"), bus_bay_point=bay)
    said = " ".join(texts(paper(DRIVER_SHEET, view)))
    assert "doors to the auditorium (34.15921, -118.14012)" in said
    assert "Ana on the phone" not in said
    for spec in (PRESS_ITINERARY, LINE_BY_LINE):
        assert "34.15921" not in " ".join(texts(paper(spec, view)))


def test_the_staff_is_told_the_doors_and_who_has_the_key() -> None:
    def at(lat: float) -> dict[str, object]:
        return {"lat": lat, "lon": -118.14, "precision": "pin", "source": "Ana on the phone"}

    view = changed(
        *(sample_view(), "site", rid("site", "madison")),
        entrance_point=at(34.1591),
        press_door_point=at(34.1592),
        event_room_point=at(34.1593),
        elevator="by the library; Mr. Soto has the key",
    )
    said = " ".join(texts(paper(LINE_BY_LINE, view)))
    for words in (
        "Step-free entrance: ",
        *("(34.15910, -118.14000)", "(34.15920, -118.14000)", "(34.15930, -118.14000)"),
        "Elevator: by the library; Mr. Soto has the key",
    ):
        assert words in said
    assert "Ana on the phone" not in said
    steps = changed(view, "site", rid("site", "madison"), step_free=False)
    assert "NO way in without steps" in " ".join(texts(paper(LINE_BY_LINE, steps)))
    for spec in (PRESS_ITINERARY, DRIVER_SHEET):
        other = " ".join(texts(paper(spec, view)))
        assert "Soto" not in other
        assert "34.159" not in other


# -- all ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("spec", [PRESS_ITINERARY, LINE_BY_LINE, DRIVER_SHEET], ids=lambda s: s.key)
def test_a_tour_without_a_plan_or_anything_still_makes_a_paper(spec: PaperSpec) -> None:
    bare = TourView((RecordView("tour", "t", {}),))
    made = paper(spec, bare)
    assert any(isinstance(b, Note) for b in made.blocks)
    empty = paper(spec, TourView(()))
    assert list(texts(empty))


@pytest.mark.parametrize("spec", [PRESS_ITINERARY, LINE_BY_LINE, DRIVER_SHEET], ids=lambda s: s.key)
def test_headings_never_skip_a_level_and_tables_say_what_they_are(spec: PaperSpec) -> None:
    made = paper(spec)
    level = 1
    for block in made.blocks:
        if isinstance(block, Heading):
            assert block.level <= level + 1
            level = block.level
        if isinstance(block, Table):
            assert block.alt
            assert sum(c.width for c in block.columns) == 100
            assert all(len(r.cells) == len(block.columns) for r in block.rows)


def test_days_of_a_clock_change_night_print_the_clock_of_the_place() -> None:
    made_at = datetime(2013, 11, 3, 10, 30, tzinfo=UTC)
    made = paper(PRESS_ITINERARY, sample_view(made_at=made_at))
    assert made.footer == "Version 3, updated 2:30 a.m. PST Sunday, Nov. 3, 2013"


def test_the_press_itinerary_names_the_member_where_the_letterhead_does_not() -> None:
    assert "Who" not in pairs(paper(PRESS_ITINERARY, sample_view()))
    office = {**OFFICE, "letterhead": "California State Senate"}
    made = paper(PRESS_ITINERARY, sample_view(Parts(office=office)))
    assert pairs(made)["Who"] == "Sen. Carol Liu"
    none = {k: v for k, v in OFFICE.items() if k not in ("letterhead", "member_name")}
    assert "Who" not in pairs(paper(PRESS_ITINERARY, sample_view(Parts(office=none))))


def standing_view(*standing: int) -> TourView:
    """Give the sample with days on which the bus stands where it spent the night."""
    view = sample_view()
    settings, days = view.plan.tour.settings, list(view.days)
    for n in standing:
        day = days[n].day
        # The day's end is another record of the same town, as a typed end of a tour may be.
        nodes = (day.start, replace(day.start, id="other", name="the same town"))
        travel = bus_matrix(nodes, roads(nodes, "test"), settings, {})
        # The minutes of the fixture's formula never come to nothing; those of the network do.
        travel = replace(travel, off_peak_min=travel.off_peak_min * 0, peak_min=travel.peak_min * 0)
        days[n] = compute_day(replace(day, stops=(), end=nodes[1]), travel, settings)
    plan = replace(view.plan, days=tuple(schedule.day for schedule in days))
    return replace(view, plan=plan, days=tuple(days))


def test_a_day_on_which_the_bus_stands_says_so_and_has_no_table() -> None:
    view = standing_view(1)
    for spec in (LINE_BY_LINE, DRIVER_SHEET):
        made = paper(spec, view)
        assert any(words.startswith("The bus stands at") for words in texts(made)), spec.name
        assert not any("Tuesday" in block.alt for block in made.blocks if isinstance(block, Table))


def test_days_on_which_the_bus_stands_have_no_page_of_their_own() -> None:
    for spec in (LINE_BY_LINE, DRIVER_SHEET):
        for standing, breaks in (((), 2), ((0,), 1), ((1,), 1), ((2,), 1), ((1, 2), 0)):
            made = paper(spec, standing_view(*standing))
            kinds = [type(block) for block in made.blocks]
            assert kinds.count(PageBreak) == breaks, (spec.name, standing)
            assert kinds[-1] is not PageBreak


def test_a_town_as_a_place_is_not_named_twice() -> None:
    town = {**PLACES[0], "name": "El Paso, El Paso County, Texas", "city": "El Paso"}
    town |= {"street": "", "phone": ""}
    view = sample_view(Parts(places=(town, *PLACES[1:])))
    first = next(b for b in paper(DRIVER_SHEET, view).blocks if isinstance(b, KeyValues))
    assert plain(dict(first.rows)["Pick up"]) == "El Paso, El Paso County, Texas"
    bare = sample_view(Parts(places=({**town, "name": "El Paso"}, *PLACES[1:])))
    first = next(b for b in paper(DRIVER_SHEET, bare).blocks if isinstance(b, KeyValues))
    assert plain(dict(first.rows)["Pick up"]) == "El Paso, CA"
    hotel = sample_view(Parts(places=({**town, "name": "Tower Inn, El Paso"}, *PLACES[1:])))
    first = next(b for b in paper(DRIVER_SHEET, hotel).blocks if isinstance(b, KeyValues))
    assert plain(dict(first.rows)["Pick up"]) == "Tower Inn, El Paso"


def test_rest_lasts_until_the_driver_reports_again_not_until_a_day_off() -> None:
    view = standing_view(1)
    idle = view.days[1]
    assert (idle.driver.duty_min, idle.driver.driving_min) == (0, 0)
    rest = minutes_between(view.days[0].driver.release_at, view.days[2].driver.report_at)
    assert rest > 24 * 60
    said = " ".join(texts(paper(DRIVER_SHEET, view)))
    assert (
        f"Rest before the report Wednesday, Oct. 16: {rest // 60}:{rest % 60:02d} of at least 8:00."
        in said
    )
    assert "report tomorrow" not in said
    # Nothing follows the days on which the bus stands until the tour's end.
    assert "Rest before" not in " ".join(texts(paper(DRIVER_SHEET, standing_view(1, 2))))
