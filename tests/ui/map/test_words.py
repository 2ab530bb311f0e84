"""What the map says, and what it believes of a page."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hostile import PAYLOADS
from tourplanner.app import ProgramDoors
from tourplanner.core.safe_text import one_line
from tourplanner.services.maps import MapMark, MarkKind, ScreenMap
from tourplanner.ui.map.moving import moved_point
from tourplanner.ui.map.rows import RowKind, rows_of
from tourplanner.ui.map.words import card_lines, miles_words, page_data, totals


@pytest.fixture
def screen(sample_file: Path, doors: ProgramDoors) -> ScreenMap:
    with doors.open(sample_file, write=False) as office:
        tour = office.tours.find("pathways")
        return office.maps.screen(tour)


def stop(screen: ScreenMap, label: str) -> MapMark:
    return next(mark for mark in screen.marks if mark.label == label)


def test_the_list_has_days_stops_places_and_the_others(screen: ScreenMap) -> None:
    rows = rows_of(screen)
    kinds = [row.kind for row in rows]
    assert kinds.count(RowKind.DAY) == 3
    assert kinds.count(RowKind.STOP) == len([m for m in screen.marks if m.kind is MarkKind.STOP])
    assert kinds.count(RowKind.PLACE) == 6
    assert kinds.index(RowKind.OTHERS) > kinds.index(RowKind.STOP)
    first = next(row for row in rows if row.label == "1.1")
    assert first.name == "Madison Elementary"
    assert first.day_words == "Mon, Oct 14"
    assert first.when == "9:30–11:00 am"
    assert first.spoken.startswith("Stop 1.1, Madison Elementary, Pasadena, Mon, Oct 14, 9:30")
    assert " mi, ≈ " in first.far
    assert "about" in first.spoken


def test_a_day_alone_has_its_rows_alone(screen: ScreenMap) -> None:
    rows = rows_of(screen, 1)
    assert {row.day for row in rows} == {1}
    assert rows[0].kind is RowKind.DAY


def test_other_sites_say_how_far_the_nearest_stop_is(screen: ScreenMap) -> None:
    others = [row for row in rows_of(screen) if row.kind is RowKind.CANDIDATE]
    assert others
    assert all("straight line" in row.far for row in others)


def test_totals_of_the_tour_and_of_a_day(screen: ScreenMap) -> None:
    whole, day = totals(screen, None), totals(screen, 0)
    assert [words for _, words in whole] == ["on the road", "in the bus", "counties"]
    assert day[2] == (str(len(screen.days[0].visits)), "stops")
    assert totals(replace(screen, days=()), None) == ()


def test_cards_say_when_and_whether_it_is_agreed(screen: ScreenMap) -> None:
    assert card_lines(screen, stop(screen, "1.1")) == ("Mon, Oct 14, 9:30–11:00 am", "Confirmed")
    hotel = next(m for m in screen.marks if m.kind is MarkKind.PLACE and len(m.days) == 2)
    assert [line.split(", ")[-1].split()[0] for line in card_lines(screen, hotel)] == [
        "arrive",
        "leave",
    ]


@pytest.mark.parametrize(
    ("meters", "words"), [(30, "100 ft"), (640, "0.4 mi"), (59_500, "37 mi"), (2e6, "1,243 mi")]
)
def test_distances(meters: float, words: str) -> None:
    assert miles_words(meters) == words


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_the_page_gets_names_as_data_that_closes_nothing(screen: ScreenMap, payload: str) -> None:
    mark = replace(stop(screen, "1.1"), name=payload)
    text = page_data(replace(screen, marks=(mark,), days=()), can_move=True)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["points"][0]["name"] == one_line(payload)


def test_pins_of_sites_alone_can_be_moved(screen: ScreenMap) -> None:
    data = json.loads(page_data(screen, can_move=True))
    assert {point["movable"] for point in data["points"] if point["place"]} == {False}
    assert {point["movable"] for point in data["points"] if not point["place"]} == {True}
    read_only = json.loads(page_data(screen, can_move=False))
    assert not any(point["movable"] for point in read_only["points"])


def test_a_move_is_checked(screen: ScreenMap) -> None:
    mark = stop(screen, "1.1")
    place = next(m for m in screen.marks if m.kind is MarkKind.PLACE)
    assert moved_point(screen, mark.id, 34.2, -118.2) is not None
    for lat, lon in ((math.nan, -118), (34, math.inf), (0, 0), (91, -118), (34, -500), (34, 118)):
        assert moved_point(screen, mark.id, lat, lon) is None
    assert moved_point(screen, place.id, 34.2, -118.2) is None
    assert moved_point(screen, "nobody", 34.2, -118.2) is None
    assert moved_point(screen, 7, 34.2, -118.2) is None
    assert moved_point(screen, mark.id, "34", None) is None
