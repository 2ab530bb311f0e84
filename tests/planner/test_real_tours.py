"""Twelve tours through real towns, arranged by hand as a scheduler would: what the checks say.

Towns, zones and roads are those that the program ships. Some days are easy, some are too much; what
is too much is told with a figure and a place, so that a person can look at it and disagree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import pytest

from tourplanner.adapters.packs import Packs
from tourplanner.adapters.resources import open_gazetteer, resource_path
from tourplanner.adapters.routing.chain import offline_router
from tourplanner.core.checks import Finding, Severity, check_plan
from tourplanner.core.clock import moment
from tourplanner.core.geo import LatLon, Precision
from tourplanner.core.model.ids import SiteId, StopId, TourId
from tourplanner.core.model.tour import Node, Plan, PlanSettings, Tour, TourDay, TourStop, Vehicle
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import bus_matrix
from tourplanner.core.windows import visit_windows

SETTINGS = PlanSettings()
METRO_FROM = 200_000  # people of a town around which there are peaks, as far as these tours go


@dataclass(frozen=True)
class Planned:
    """A tour as somebody wrote it down: a day = start, stops, end; a stop may have a time.

    ``too_much`` : rules that a person at the table would see to be broken; empty = it can be done.
    """

    name: str
    first: date
    days: tuple[str, ...]
    too_much: frozenset[str] = frozenset()
    law: str = "federal"


TOURS = (
    Planned(
        "Pathways, October 2013",
        date(2013, 10, 14),
        (
            "Los Angeles, CA > Pasadena, CA 9:30 > Bakersfield, CA > Fresno, CA",
            "Fresno, CA > Madera, CA > Merced, CA > Modesto, CA > Stockton, CA",
            "Stockton, CA > Oakland, CA > San Jose, CA > Oakland, CA",
        ),
        law="california",
    ),
    Planned(
        "Redwood coast",
        date(2026, 10, 13),
        (
            "Sacramento, CA > Santa Rosa, CA > Ukiah, CA > Ukiah, CA",
            "Ukiah, CA > Willits, CA > Garberville, CA > Eureka, CA",
            "Eureka, CA > Arcata, CA > Fortuna, CA > Eureka, CA",
        ),
        law="california",
    ),
    Planned(
        "One day up the Valley",
        date(2026, 10, 14),
        ("Bakersfield, CA > Visalia, CA > Fresno, CA > Modesto, CA > Redding, CA",),
        frozenset({"TIME-IMPOSSIBLE", "HOS-DRIVE", "HOS-DUTY"}),
        law="california",
    ),
    Planned(
        "Idaho, two zones",
        date(2026, 9, 15),
        (
            "Boise, ID > Nampa, ID > Grangeville, ID",
            "Grangeville, ID > Lewiston, ID > Moscow, ID > Coeur d'Alene, ID",
        ),
    ),
    Planned(
        "West Texas",
        date(2026, 10, 20),
        (
            "El Paso, TX > El Paso, TX 8:30 > Van Horn, TX > Fort Stockton, TX",
            "Fort Stockton, TX > Odessa, TX > Midland, TX > Midland, TX",
        ),
        law="texas",
    ),
    Planned(
        "El Paso to Houston in a day",
        date(2026, 10, 21),
        ("El Paso, TX > Fort Stockton, TX > San Antonio, TX > Houston, TX",),
        frozenset({"TIME-IMPOSSIBLE", "HOS-DRIVE", "HOS-DUTY"}),
        law="texas",
    ),
    Planned(
        "Tennessee, Central to Eastern",
        date(2026, 10, 27),
        (
            "Nashville, TN > Murfreesboro, TN > Cookeville, TN > Knoxville, TN",
            "Knoxville, TN > Maryville, TN > Chattanooga, TN > Chattanooga, TN",
        ),
        frozenset({"TIME-IMPOSSIBLE"}),  # six minutes after school
    ),
    Planned(
        "Over the change of the clock",
        date(2026, 10, 30),
        (
            "Tallahassee, FL > Quincy, FL > Marianna, FL > Pensacola, FL",
            "Pensacola, FL > Pensacola, FL",
            "Pensacola, FL > Pensacola, FL",
            "Pensacola, FL > Crestview, FL > DeFuniak Springs, FL > Tallahassee, FL",
        ),
    ),
    Planned(
        "Upper Michigan",
        date(2026, 5, 12),
        (
            "Marquette, MI > Ishpeming, MI > Houghton, MI > Iron Mountain, MI",
            "Iron Mountain, MI > Escanaba, MI > Manistique, MI > Sault Ste. Marie, MI",
        ),
    ),
    Planned(
        "A locked noon that cannot be met",
        date(2026, 4, 14),
        ("Albany, NY > Utica, NY > Syracuse, NY 11:00 > Buffalo, NY 12:30 > Buffalo, NY",),
        frozenset({"TIME-IMPOSSIBLE", "TIME-OVERLAP"}),
    ),
    Planned(
        "Maine",
        date(2026, 10, 6),
        (
            "Portland, ME > Lewiston, ME > Augusta, ME > Bangor, ME",
            "Bangor, ME > Houlton, ME > Presque Isle, ME > Caribou, ME",
            "Caribou, ME > Fort Kent, ME > Bangor, ME",
        ),
    ),
    Planned(
        "Nebraska, Central and Mountain",
        date(2026, 10, 7),
        (
            "Omaha, NE > Lincoln, NE > Grand Island, NE > Kearney, NE",
            "Kearney, NE > North Platte, NE > Ogallala, NE > Scottsbluff, NE",
        ),
    ),
)


@cache
def packs() -> Packs:
    """Give the rules and closing days that the program ships."""
    return Packs([resource_path("packs")])


@cache
def town(words: str) -> Node:
    """Give the town of that name with most people."""
    name, state = words.split(", ")
    row = (
        open_gazetteer()
        .execute(
            "select lat, lon, zone, population from places where ascii_name = ? collate nocase"
            " and state = ? order by population desc limit 1",
            (name, state),
        )
        .fetchone()
    )
    assert row is not None, words
    lat, lon, zone, people = row
    return Node(words, name, name, LatLon(lat, lon), Precision.SITE, zone, people >= METRO_FROM)


def findings_of(planned: Planned) -> tuple[Plan, tuple[Finding, ...]]:
    """Compute a tour as it was written down, and check it."""
    days, stops = [], []
    for k, line in enumerate(planned.days):
        start, *between, end = line.split(" > ")
        on = planned.first + timedelta(days=k)
        mine, pins = [], {}
        for words in between:
            where, hour = re.fullmatch(r"(.*?)((?: \d+:\d+)?)", words).groups()
            made = stop_of(town(where), len(stops) + len(mine), planned, k, is_fixed=bool(hour))
            if hour:
                hours, minutes = map(int, hour.split(":"))
                pins[made.id] = moment(on, 60 * hours + minutes, made.node.zone)
            mine.append(made)
        stops += mine
        days.append(TourDay(k, on, town(start), town(end), tuple(mine), None, pins))
    tour = Tour(
        TourId("t" * 32),
        planned.name,
        planned.first,
        len(days),
        days[0].start,
        days[-1].end,
        tuple({day.end for day in days[:-1]}),
        tuple(stops),
        45,
        Vehicle(),
        SETTINGS,
        planned.law,
        days[0].start.zone,
    )
    plan = Plan(tour, tuple(days))
    nodes = {n.id: n for day in days for n in (day.start, day.end, *(s.node for s in day.stops))}
    places = list(nodes.values())
    road = offline_router().matrix([place.point for place in places])
    travel = bus_matrix(places, road, SETTINGS, {})
    schedules = [compute_day(day, travel, SETTINGS) for day in days]
    rules = packs().driver_rules(planned.law)
    return plan, check_plan(plan, schedules, rules, travel=travel)


def stop_of(node: Node, number: int, planned: Planned, day: int, *, is_fixed: bool) -> TourStop:
    """Give a school of a town, open as schools are where no bells are known."""
    closures = packs().closures(node.id[-2:])
    found = [
        visit_windows(
            planned.first + timedelta(days=k),
            node.zone,
            SETTINGS,
            closures=closures,
            is_fixed=is_fixed and k == day,
        )
        for k in range(len(planned.days))
    ]
    return TourStop(
        StopId(f"stop-{number}"),
        SiteId(f"site-{number}"),
        node,
        "must",
        50,
        60,
        9,
        6,
        tuple(windows for windows, _ in found),
        tuple(why for _, why in found),
    )


@pytest.mark.parametrize("planned", TOURS, ids=[planned.name for planned in TOURS])
def test_what_cannot_be_done_is_told_with_a_figure_and_a_place(planned: Planned) -> None:
    plan, found = findings_of(planned)
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    for finding in errors:
        assert finding.day is not None, finding
        day = plan.days[finding.day]
        places = {day.start.name, day.end.name, *(stop.node.name for stop in day.stops)}
        assert re.search(r"\d+ (h|min)\b", finding.text), finding.text
        assert any(place in finding.text for place in places), finding.text
        assert any(name.endswith("_min") and value for name, value in finding.numbers.items())
        assert finding.mend
    assert {finding.rule for finding in errors} == planned.too_much, [e.text for e in errors]
