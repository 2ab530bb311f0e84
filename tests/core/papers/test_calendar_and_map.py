"""The calendar and the map without a format."""

from __future__ import annotations

import pytest

from tests.core.test_privacy import changed
from tests.papers_fixture import SITES, Parts, rid, sample_view
from tourplanner.core.geo import LatLon
from tourplanner.core.model.paper import TourView
from tourplanner.core.papers.calendar import Calendar, calendar
from tourplanner.core.papers.map import Bounds, TourMap, bounds_of, compass_word, tour_map
from tourplanner.core.papers.specs import (
    PRESS_CALENDAR,
    PRESS_MAP,
    STAFF_CALENDAR,
    STAFF_MAP,
    PaperSpec,
)
from tourplanner.core.privacy import cut


def made_calendar(
    spec: PaperSpec, view: TourView | None = None, *, draft: bool = False
) -> Calendar:
    return calendar(cut(view or sample_view(), spec, draft=draft)[0])


def made_map(spec: PaperSpec, view: TourView | None = None, *, draft: bool = False) -> TourMap:
    return tour_map(cut(view or sample_view(), spec, draft=draft)[0])


def test_the_press_calendar_holds_visit_blocks_alone() -> None:
    made = made_calendar(PRESS_CALENDAR)
    assert [e.summary for e in made.events] == [
        "Community schools kick-off (Sen. Carol Liu)",
        "Campus visit (Sen. Carol Liu)",
        "A small rural school (Sen. Carol Liu)",
        "Academies and their partners (Sen. Carol Liu)",
        "Closing visit (Sen. Carol Liu)",
    ]
    first = made.events[0]
    assert first.description == (
        "OPEN PRESS",
        "Check in 9 a.m., Auditorium doors, Ashtabula Street",
        "Contact: Press desk, 916-555-0100, press@example.org",
        "Times may change.",
    )
    assert first.location.startswith("Madison Elementary, Auditorium, 515 Ashtabula St.")
    assert made.sequence == 3


def test_the_staff_calendar_adds_items_and_nights() -> None:
    made = made_calendar(STAFF_CALENDAR)
    summaries = [e.summary for e in made.events]
    assert "Parents meet the senator" in summaries
    assert "Night: Tower Inn" in summaries
    assert "Night: Guadalupe Lodge" in summaries
    night = next(e for e in made.events if e.summary == "Night: Tower Inn")
    assert not night.busy
    dorsa = next(e for e in made.events if "Dorsa" in e.summary)
    assert not dorsa.confirmed
    assert len({e.uid for e in made.events}) == len(made.events)


def test_an_event_keeps_its_id_when_its_number_changes() -> None:
    view = sample_view()
    before = {e.summary: e.uid for e in made_calendar(PRESS_CALENDAR, view).events}
    fewer = changed(view, "stop", rid("stop", "madison"), coverage="closed")
    after = {e.summary: e.uid for e in made_calendar(PRESS_CALENDAR, fewer).events}
    assert after == {k: v for k, v in before.items() if "kick-off" not in k}
    staff = {e.uid for e in made_calendar(STAFF_CALENDAR, view).events}
    assert not staff & set(before.values())


def test_a_draft_calendar_says_so() -> None:
    made = made_calendar(PRESS_CALENDAR, draft=True)
    assert made.draft == "DRAFT - NOT FOR RELEASE"
    assert [e.confirmed for e in made.events].count(False) == 1


def test_the_map_for_the_press() -> None:
    made = made_map(PRESS_MAP)
    assert [p.label for p in made.points] == ["1", "2", "3", "4", "5"]
    assert [p.day for p in made.points] == [0, 0, 1, 2, 2]
    assert not any(p.is_place for p in made.points)
    assert not any(day.lines for day in made.days)
    assert [day.total for day in made.days] == ["2 stops", "1 stop", "2 stops"]
    words = " ".join(
        f"{r.name} {r.when} {r.where} {r.way} {r.note}" for d in made.days for r in d.rows
    )
    assert " mi" not in words
    assert "Tower Inn" not in words


def test_bounds_of_the_press_map_come_from_its_own_points() -> None:
    view = sample_view()
    bounds = made_map(PRESS_MAP, view).bounds
    moved = changed(view, "site", rid("site", "dorsa"), point={"lat": 48.0, "lon": -70.0})
    assert made_map(PRESS_MAP, moved).bounds == bounds
    assert bounds == Bounds(33.75, -122.5, 38.75, -117.75)
    assert bounds_of([]) is None
    assert bounds_of([(84.99, 179.99)]) == Bounds(84.75, 179.75, 85.0, 180.0)


def test_days_of_the_press_map_are_counted_by_its_own_stops() -> None:
    sites = tuple({**s, "confirmed": s["day"] != 0} for s in SITES)
    made = made_map(PRESS_MAP, sample_view(Parts(sites=sites)))
    assert [day.number for day in made.days] == [0, 1]
    assert made.days[0].title == "Tuesday, Oct. 15"
    assert made.points[0].label == "1"


def test_a_coarse_point_is_in_the_list_alone() -> None:
    sites = ({**SITES[0], "precision": "zip"}, *SITES[1:])
    view = sample_view(Parts(sites=sites))
    press = made_map(PRESS_MAP, view)
    assert "Madison Elementary" not in {p.name for p in press.points}
    assert press.days[0].rows[0].point == ""
    assert "1 stop is in the list only" in press.notes[0]
    staff = made_map(STAFF_MAP, view)
    assert next(p for p in staff.points if p.name == "Madison Elementary").approximate


def test_the_map_of_the_staff_says_in_words_what_it_shows() -> None:
    made = made_map(STAFF_MAP)
    monday = made.days[0]
    assert [r.label for r in monday.rows] == ["H", "1.1", "1.2", "H"]
    assert [r.way for r in monday.rows] == [
        "",
        "1.1 mi north, about 15 min",
        "14 mi southwest, 40 min",
        "119 mi northwest, about 2 h 5 min",
    ]
    assert monday.total == "134 mi, about 3 h on the road"
    assert len(monday.lines) == 3
    assert made.days[2].rows[-1].label == "P"
    assert len({p.id for p in made.points}) == len(made.points)
    assert {r.point for d in made.days for r in d.rows} == {p.id for p in made.points}


def test_without_any_point_there_is_no_map() -> None:
    made = made_map(PRESS_MAP, TourView(()))
    assert made.bounds is None
    assert not made.points


@pytest.mark.parametrize(
    ("end", "word"),
    [
        (LatLon(38, -120), "north"),
        (LatLon(38, -118.7), "northeast"),
        (LatLon(37, -119), "east"),
        (LatLon(36, -118.7), "southeast"),
        (LatLon(36, -120), "south"),
        (LatLon(36, -121.3), "southwest"),
        (LatLon(37, -121), "west"),
        (LatLon(38, -121.3), "northwest"),
    ],
)
def test_compass_words(end: LatLon, word: str) -> None:
    assert compass_word(LatLon(37, -120), end) == word
