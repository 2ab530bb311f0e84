"""Car times without a connection, against times and miles that people know."""

from __future__ import annotations

import csv
import itertools
import time
from pathlib import Path

import numpy as np
import pytest

from tourplanner.adapters.routing.chain import RouterChain, offline_router
from tourplanner.adapters.routing.formula import FormulaRouter
from tourplanner.adapters.routing.highways import EmbeddedHighways
from tourplanner.adapters.routing.land import MAINLAND, load_land
from tourplanner.adapters.routing.mountains import load_mountains, read_mountains
from tourplanner.core.errors import InputError
from tourplanner.core.geo import LatLon, Precision, great_circle_m
from tourplanner.core.model.tour import Node, PlanSettings
from tourplanner.core.travel import Grade, RoadMatrix, bus_matrix, bus_star, fitted_car_min
from tourplanner.core.units import miles

PAIRS = Path(__file__).parent.parent / "reference" / "city_pairs_ca.csv"

# Light-traffic car minutes from center to center, as road maps and trip planners usually give
# them, rounded to 5 minutes: 3 to 5 % uncertain themselves. No constant was fitted on them.
OTHER_STATES = [
    ("Boise", 43.6150, -116.2023, "Idaho Falls", 43.4917, -112.0339, 245),
    ("Raleigh", 35.7796, -78.6382, "Charlotte", 35.2271, -80.8431, 155),
    ("Houston", 29.7604, -95.3698, "Dallas", 32.7767, -96.7970, 220),
    ("Austin", 30.2672, -97.7431, "San Antonio", 29.4241, -98.4936, 80),
    ("Chicago", 41.8781, -87.6298, "Springfield", 39.7817, -89.6501, 190),
    ("Columbus", 39.9612, -82.9988, "Cleveland", 41.4993, -81.6944, 130),
    ("Albany", 42.6526, -73.7562, "Buffalo", 42.8864, -78.8784, 260),
    ("Atlanta", 33.7490, -84.3880, "Savannah", 32.0809, -81.0912, 230),
    ("Phoenix", 33.4484, -112.0740, "Tucson", 32.2226, -110.9747, 110),
    ("Portland", 45.5152, -122.6784, "Eugene", 44.0521, -123.0868, 110),
    ("Seattle", 47.6062, -122.3321, "Spokane", 47.6588, -117.4260, 255),
    ("Denver", 39.7392, -104.9903, "Pueblo", 38.2544, -104.6091, 110),
    ("Nashville", 36.1627, -86.7816, "Memphis", 35.1495, -90.0490, 190),
    ("Minneapolis", 44.9778, -93.2650, "Duluth", 46.7867, -92.1005, 145),
    ("Orlando", 28.5384, -81.3789, "Jacksonville", 30.3322, -81.6557, 130),
    ("Las Vegas", 36.1699, -115.1398, "Reno", 39.5296, -119.8138, 415),
]

LOS_ANGELES = LatLon(34.0537, -118.2428)
SACRAMENTO = LatLon(38.5816, -121.4944)
REDDING, EUREKA = LatLon(40.5865, -122.3917), LatLon(40.8021, -124.1637)
AVALON = LatLon(33.3428, -118.3278)
HONOLULU, KAPOLEI, HILO = (
    LatLon(21.3069, -157.8583),
    LatLon(21.335, -158.056),
    LatLon(19.7074, -155.0885),
)


@pytest.fixture(scope="module")
def highways() -> EmbeddedHighways:
    return EmbeddedHighways()


@pytest.fixture(scope="module")
def chain() -> RouterChain:
    return offline_router()


def californian_pairs() -> list[tuple[LatLon, LatLon, float, float]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [
            (
                LatLon(float(r["from_lat"]), float(r["from_lon"])),
                LatLon(float(r["to_lat"]), float(r["to_lon"])),
                float(r["road_miles"]),
                float(r["car_minutes"]),
            )
            for r in csv.DictReader(file)
        ]


def spread(count: int, around: tuple[LatLon, ...] = (LOS_ANGELES, SACRAMENTO)) -> list[LatLon]:
    """Give places near some cities, the same every time."""
    random = np.random.default_rng(7)
    shifts = random.uniform(-0.4, 0.4, (count, 2)).tolist()
    return [LatLon(c.lat + a, c.lon + abs(b)) for c, (a, b) in zip(itertools.cycle(around), shifts)]


def test_californian_miles_and_minutes(highways: EmbeddedHighways) -> None:
    miles_off, minutes_off = [], []
    for start, end, known_mi, known_min in californian_pairs():
        road = highways.matrix([start, end])
        miles_off.append(abs(miles(int(road.meters[0, 1])) / known_mi - 1))
        minutes_off.append(abs(road.car_min[0, 1] / known_min - 1))
    assert len(miles_off) == 33
    assert np.mean(miles_off) <= 0.055
    assert np.mean(minutes_off) <= 0.075


def test_minutes_in_other_states(highways: EmbeddedHighways) -> None:
    off = []
    for _, a_lat, a_lon, _, b_lat, b_lon, known_min in OTHER_STATES:
        road = highways.matrix([LatLon(a_lat, a_lon), LatLon(b_lat, b_lon)])
        off.append(abs(road.car_min[0, 1] / known_min - 1))
    assert len(off) == 16
    assert np.mean(off) <= 0.045


@pytest.mark.parametrize(
    ("start", "end", "car_min"),
    [  # as drivers know them
        (EUREKA, LatLon(41.7558, -124.2026), 100),  # Crescent City, US-101 by Trinidad
        (LatLon(41.3083, -72.9279), LatLon(41.3557, -72.0995), 50),  # New Haven - New London, I-95
        (LatLon(33.3317, -105.6730), LatLon(33.1284, -107.2528), 165),  # Ruidoso - Truth or Conseq.
    ],
)
def test_roads_that_the_source_broke_lead_on(
    highways: EmbeddedHighways, start: LatLon, end: LatLon, car_min: float
) -> None:
    road = highways.matrix([start, end])
    assert road.car_min[0, 1] == pytest.approx(car_min, rel=0.15)


def test_a_mountain_leg_by_bus_errs_late(chain: RouterChain) -> None:
    points = [REDDING, EUREKA]
    road = chain.matrix(points)
    assert road.low_confidence[0, 1]
    nodes = [
        Node(str(i), "", "", p, Precision.TOWN, "America/Los_Angeles") for i, p in enumerate(points)
    ]
    leg = bus_matrix(nodes, road, PlanSettings(), {}).leg("0", "1")
    assert leg is not None
    assert leg.off_peak_min >= 200
    assert leg.check
    assert leg.grade is Grade.MOUNTAIN


@pytest.mark.parametrize(
    ("start", "end", "car_min"),
    [  # as drivers know them
        (LatLon(38.581, -121.494), LatLon(38.897, -121.077), 36),  # Sacramento - Auburn, I-80
        (LatLon(38.581, -121.494), LatLon(38.730, -120.799), 46),  # Sacramento - Placerville, US 50
        (LatLon(40.587, -122.392), LatLon(41.735, -122.634), 97),  # Redding - Yreka, I-5
    ],
)
def test_a_freeway_through_mountains_keeps_its_speed(
    chain: RouterChain, start: LatLon, end: LatLon, car_min: int
) -> None:
    road = chain.matrix([start, end])
    assert not road.low_confidence[0, 1]
    assert road.car_min[0, 1] == pytest.approx(car_min, rel=0.15)


def test_a_winding_road_beside_a_freeway_is_still_a_mountain_road(chain: RouterChain) -> None:
    colfax, nevada_city, downieville = (
        LatLon(39.100, -120.953),
        LatLon(39.262, -121.016),
        LatLon(39.559, -120.827),
    )
    assert chain.matrix([nevada_city, downieville]).low_confidence[0, 1]
    assert chain.matrix([colfax, downieville]).low_confidence[0, 1]


def test_a_valley_leg_is_not_a_mountain_leg(chain: RouterChain) -> None:
    road = chain.matrix([SACRAMENTO, LatLon(36.7378, -119.7871)])
    assert not road.low_confidence.any()
    assert road.grade[0, 1] == Grade.NETWORK


@pytest.mark.parametrize(
    ("island", "shore"),
    [
        (AVALON, LOS_ANGELES),
        (HONOLULU, HILO),
        (HONOLULU, LOS_ANGELES),
        (LatLon(41.2835, -70.0995), LatLon(41.6529, -70.2828)),  # Nantucket, Hyannis
        (LatLon(48.5343, -123.0171), LatLon(47.6062, -122.3321)),  # Friday Harbor, Seattle
        (LatLon(45.849, -84.6189), LatLon(45.7769, -84.7276)),  # Mackinac Island, Mackinaw City
        (LatLon(58.3019, -134.4197), LatLon(61.2181, -149.9003)),  # Juneau, Anchorage
    ],
)
def test_islands_have_no_road(chain: RouterChain, island: LatLon, shore: LatLon) -> None:
    for router in (chain, FormulaRouter()):
        road = router.matrix([island, shore])
        assert np.isnan(road.car_min[0, 1])
        assert np.isnan(road.car_min[1, 0])
        assert road.meters[0, 1] == -1
        assert not road.low_confidence[0, 1]
    assert chain.path(island, shore) == [island, shore]


@pytest.mark.parametrize(
    "point",
    [
        LatLon(29.3013, -94.7977),  # Galveston
        LatLon(24.555, -81.780),  # Key West
        LatLon(41.490, -71.313),  # Newport
        LatLon(40.780, -73.970),  # Manhattan
        LatLon(37.7652, -122.2416),  # Alameda
        LatLon(32.6859, -117.1831),  # Coronado
        LatLon(37.8235, -122.3706),  # Treasure Island
        LatLon(47.626, -122.521),  # Bainbridge Island
        LatLon(61.2181, -149.9003),  # Anchorage
    ],
)
def test_bridged_islands_are_mainland(point: LatLon) -> None:
    assert load_land().of(point) == MAINLAND


def test_open_water_has_no_road() -> None:
    assert not load_land().joined([LatLon(30, -140), LatLon(31, -141)])[0, 1]


def test_off_the_network_the_formula_answers(chain: RouterChain) -> None:
    road = chain.matrix([HONOLULU, KAPOLEI, HILO, LOS_ANGELES, SACRAMENTO])
    assert road.grade[0, 1] == Grade.FORMULA
    assert road.car_min[0, 1] == pytest.approx(fitted_car_min(great_circle_m(HONOLULU, KAPOLEI)))
    assert road.grade[3, 4] == Grade.NETWORK
    assert np.isnan(road.car_min[0, 2])
    assert "OpenStreetMap" in road.source
    assert "formula" in road.source


def test_the_way_back_is_the_way_there(chain: RouterChain) -> None:
    road = chain.matrix(spread(12))
    assert np.array_equal(road.car_min, road.car_min.T)
    assert np.array_equal(road.meters, road.meters.T)
    assert not road.car_min.diagonal().any()
    assert (road.meters[~np.eye(12, dtype=bool)] > 0).all()


def test_no_leg_is_shorter_than_the_straight_line(chain: RouterChain) -> None:
    points = spread(12)
    road = chain.matrix(points)
    line = np.array([[great_circle_m(a, b) for b in points] for a in points])
    assert (road.meters >= 0.98 * line - 300).all()  # nodes are rounded to 0.001 degree


def test_the_same_places_give_the_same_numbers(chain: RouterChain) -> None:
    points = spread(10)
    first, again = chain.matrix(points), offline_router().matrix(points)
    for name in ("car_min", "meters", "grade", "low_confidence"):
        assert np.array_equal(getattr(first, name), getattr(again, name))
    turned = chain.matrix(points[::-1])
    assert np.allclose(turned.car_min, first.car_min[::-1, ::-1])


def test_no_way_leads_through_a_third_place(highways: EmbeddedHighways) -> None:
    points = [LOS_ANGELES, SACRAMENTO]
    between = [LatLon(35.65, -118.9), LatLon(37.1, -120.4)]
    alone, with_more = highways.matrix(points), highways.matrix(points + between)
    assert with_more.car_min[0, 1] == alone.car_min[0, 1]


def test_sixty_places_take_under_a_second(chain: RouterChain) -> None:
    points = spread(60)
    chain.matrix(points[:2])
    start = time.process_time()
    road = chain.matrix(points)
    assert time.process_time() - start < 1
    assert not np.isnan(road.car_min).any()


def test_a_leg_is_drawn_along_its_road(chain: RouterChain) -> None:
    line = chain.path(LOS_ANGELES, SACRAMENTO)
    assert (line[0], line[-1]) == (LOS_ANGELES, SACRAMENTO)
    drawn_m = sum(great_circle_m(a, b) for a, b in itertools.pairwise(line))
    road_m = int(chain.matrix([LOS_ANGELES, SACRAMENTO]).meters[0, 1])
    assert drawn_m == pytest.approx(road_m, rel=0.05)


def test_near_places_do_not_go_by_the_highway(chain: RouterChain) -> None:
    near = LatLon(LOS_ANGELES.lat + 0.003, LOS_ANGELES.lon)
    road = chain.matrix([LOS_ANGELES, near])
    assert 0 < road.car_min[0, 1] < 3
    assert chain.path(LOS_ANGELES, near) == [LOS_ANGELES, near]


@pytest.mark.parametrize("count", [0, 1])
def test_few_places(chain: RouterChain, count: int) -> None:
    road: RoadMatrix = chain.matrix([LOS_ANGELES][:count])
    assert road.car_min.shape == (count, count)
    assert not road.car_min.any()


def test_the_same_place_twice(chain: RouterChain) -> None:
    road = chain.matrix([LOS_ANGELES, LOS_ANGELES])
    assert road.car_min[0, 1] == 0
    assert road.meters[0, 1] == 0


def test_mountain_list() -> None:
    mountains = load_mountains()
    assert mountains.has(EUREKA)
    assert mountains.has(LatLon(34.244, -116.911))  # Big Bear, in a county that is half desert
    assert not mountains.has(SACRAMENTO)
    with pytest.raises(InputError):
        read_mountains("{}")


@pytest.mark.parametrize("start", [LOS_ANGELES, AVALON, REDDING], ids=["city", "island", "hills"])
def test_a_star_is_a_row_of_the_matrix(chain: RouterChain, start: LatLon) -> None:
    ends = [SACRAMENTO, EUREKA, AVALON, LatLon(33.4, -118.4), LatLon(34.06, -118.25), start]
    row, star = chain.matrix([start, *ends]), chain.star(start, ends)
    assert np.array_equal(star.car_min[:-1], row.car_min[0, 1:-1], equal_nan=True)
    assert np.array_equal(star.meters[:-1], row.meters[0, 1:-1])
    assert np.array_equal(star.grade[:-1], row.grade[0, 1:-1])
    assert np.array_equal(star.low_confidence[:-1], row.low_confidence[0, 1:-1])
    nodes = [
        Node(str(k), "", "", p, Precision.PIN, "America/Los_Angeles", is_metro=False)
        for k, p in enumerate([start, *ends])
    ]
    buses = bus_matrix(nodes, row, PlanSettings(), {}).off_peak_min
    assert np.array_equal(bus_star(start, ends, star, PlanSettings())[:-1], buses[0, 1:-1])
