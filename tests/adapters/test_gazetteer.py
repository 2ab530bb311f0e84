"""Towns and ZIPs offline; nothing is picked where several fit."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import tzfpy
from geopy.geocoders.base import Geocoder as GeopyGeocoder
from hypothesis import given
from hypothesis import strategies as st

from tests.school_office import load_regions, load_states
from tourplanner.adapters.geocode.gazetteer import Gazetteer
from tourplanner.adapters.geocode.surroundings import OfflineSurroundings, town_zones
from tourplanner.adapters.resources import open_gazetteer
from tourplanner.core.geo import LatLon, Precision, great_circle_mi

WINTER, SUMMER = datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def gazetteer() -> Iterator[Gazetteer]:
    made = Gazetteer(load_states(), OfflineSurroundings().zone)
    yield made
    made.close()


def labels(gazetteer: Gazetteer, query: str, home: str = "CA") -> list[str]:
    return [answer.label for answer in gazetteer.locate(query, home)]


def test_it_is_a_geopy_geocoder(gazetteer: Gazetteer) -> None:
    assert isinstance(gazetteer, GeopyGeocoder)
    fresno = gazetteer.geocode("Fresno, CA")
    assert fresno.latitude == pytest.approx(36.75, abs=0.05)
    assert gazetteer.geocode("Burbank, CA") is None  # two: geopy's "first" would be a guess
    assert len(gazetteer.geocode("Burbank, CA", exactly_one=False)) == 2
    assert gazetteer.geocode("nowhere at all") is None


def test_a_zip_is_its_middle_and_says_so(gazetteer: Gazetteer) -> None:
    (answer,) = gazetteer.locate("91104")
    assert answer.located.precision is Precision.ZIP
    assert answer.label == "ZIP 91104, Pasadena, Los Angeles County, California"
    assert (answer.county, answer.zone) == ("Los Angeles", "America/Los_Angeles")
    assert "post-office" in gazetteer.locate("94203")[0].note


def test_a_town_tells_the_counties_of_its_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.counties_of("Pasadena", "CA") == {"Los Angeles"}
    assert gazetteer.counties_of("San Buenaventura", "CA") == {"Ventura"}  # its other name
    assert len(gazetteer.counties_of("Burbank", "CA")) == 2
    assert gazetteer.counties_of("Pasadena", "XX") == gazetteer.counties_of("", "CA") == set()


@pytest.mark.parametrize(
    "query",
    [
        "Fresno, CA",
        "Fresno CA",
        "fresno ca",
        "fresno, california",
        "Fresno, Ca.",
        "Fresno, CA, USA",
    ],
)
def test_a_town_with_its_state(gazetteer: Gazetteer, query: str) -> None:
    (answer,) = gazetteer.locate(query)
    assert answer.label == "Fresno, Fresno County, California"
    assert answer.located.precision is Precision.TOWN
    assert answer.located.precision.is_coarse


@pytest.mark.parametrize(
    ("query", "zip_code", "county", "label"),
    [
        ("Monroe, LA", "71203", "Ouachita Parish", "Monroe, Ouachita Parish, Louisiana"),
        ("Richmond, VA", "23219", "Richmond city", "Richmond, Richmond city, Virginia"),
        ("Anchorage, AK", "99501", "Anchorage Municipality", "Anchorage Municipality, Alaska"),
        ("Fresno, CA", "93701", "Fresno", "Fresno, Fresno County, California"),
    ],
)
def test_a_county_is_called_as_it_is(
    gazetteer: Gazetteer, query: str, zip_code: str, county: str, label: str
) -> None:
    (answer,) = gazetteer.locate(query)
    for same in (query, answer.label, zip_code):
        (found,) = gazetteer.locate(same)
        assert found.county == county, same
        assert found.label.endswith(label), same


def test_the_home_state_comes_first_and_the_others_are_listed(gazetteer: Gazetteer) -> None:
    assert labels(gazetteer, "Pasadena")[0] == "Pasadena, Los Angeles County, California"
    assert len(labels(gazetteer, "Pasadena")) == 3
    assert labels(gazetteer, "Pasadena", "TX")[0] == "Pasadena, Harris County, Texas"
    assert labels(gazetteer, "Pasadena", "")[0] == "Pasadena, Harris County, Texas"  # the largest


def test_two_towns_of_one_name_show_county_and_population(gazetteer: Gazetteer) -> None:
    big, small = gazetteer.locate("Burbank, California")
    assert (big.county, small.county) == ("Los Angeles", "Santa Clara")
    assert big.population > small.population > 0


@pytest.mark.parametrize("query", ["Burbank, California", "Pasadena", "91104", "Washington"])
def test_every_label_means_itself(gazetteer: Gazetteer, query: str) -> None:
    for answer in gazetteer.locate(query, "CA"):
        assert gazetteer.locate(answer.label, "CA")[0] == answer
        assert len(gazetteer.locate(answer.label)) == 1


@pytest.mark.parametrize(
    ("query", "precision", "label"),
    [
        ("515 Ashtabula St., Pasadena, CA 91104", Precision.ZIP, "ZIP 91104"),
        ("515 Ashtabula St., Pasadena, CA", Precision.TOWN, "Pasadena"),
        ("515 Ashtabula St Pasadena CA", Precision.TOWN, "Pasadena"),
        ("515 Ashtabula St., Pasadena, CA 00000", Precision.TOWN, "Pasadena"),
    ],
)
def test_an_address_falls_to_zip_or_town_and_says_so(
    gazetteer: Gazetteer, query: str, precision: Precision, label: str
) -> None:
    (answer,) = gazetteer.locate(query)
    assert answer.located.precision is precision
    assert answer.label.startswith(label)
    assert "the middle of" in answer.note


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("St. Helena, CA", "Saint Helena"),
        ("Mt Shasta", "Mount Shasta"),
        ("Mt. Shasta, CA", "Mount Shasta"),
        ("S. San Francisco, CA", "South San Francisco"),
        ("No. Andover, MA", "North Andover"),
        ("W. Hartford, Conn.", "West Hartford"),
        ("San Buenaventura, CA", "Ventura"),
        ("La Canada Flintridge", "La Cañada Flintridge"),
        ("LA CAÑADA FLINTRIDGE", "La Cañada Flintridge"),
        ("City of Fresno, CA", "Fresno"),
        ("Washington, DC", "Washington"),
        ("Las Vegas, New Mexico", "Las Vegas"),
    ],
)
def test_other_spellings(gazetteer: Gazetteer, query: str, name: str) -> None:
    assert gazetteer.locate(query)[0].name == name


def test_a_zip_that_contradicts_its_town_gives_both(gazetteer: Gazetteer) -> None:
    first, second = gazetteer.locate("Redwood City, 93239")
    assert first.zip == "93239"
    assert second.name == "Redwood City"
    assert "not near ZIP 93239" in second.note
    assert len(gazetteer.locate("Bonny Doon, CA 95060")) == 1
    assert "not in NV" in gazetteer.locate("93706, NV")[0].note


@pytest.mark.parametrize("query", ["", "  ", ",", "nowhere at all", "00000", "Oakland, Texas", "'"])
def test_nothing_fits(gazetteer: Gazetteer, query: str) -> None:
    assert gazetteer.locate(query, "CA") == ()


@given(query=st.text(max_size=80), home=st.text(max_size=3))
def test_any_text_gives_an_answer_or_none(gazetteer: Gazetteer, query: str, home: str) -> None:
    for answer in gazetteer.locate(query, home):
        assert answer.label
        assert answer.located.precision.is_coarse


def test_hostile_text_is_only_text(gazetteer: Gazetteer) -> None:
    for query in ("'; DROP TABLE zips; --", 'x" OR NEAR(a b)', "\x00\ud800", "a" * 10_000):
        gazetteer.locate(query)
    assert len(gazetteer.locate("91104")) == 1


def test_threads_have_their_own_connections(gazetteer: Gazetteer) -> None:
    found: list[int] = []

    def ask() -> None:
        found.append(len(gazetteer.locate("Pasadena")))
        gazetteer.close()

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [3, 3, 3]


def test_every_place_lies_in_the_box_of_its_state() -> None:
    states = load_states()
    with closing(open_gazetteer()) as db:
        assert isinstance(db, sqlite3.Connection)
        for state, lat, lon in db.execute("SELECT state, lat, lon FROM places"):
            assert states.by_code[state].holds(LatLon(lat, lon)), (state, lat, lon)
        told = {
            zip_code: (there.code, state)
            for zip_code, state in db.execute("SELECT zip, state FROM zips")
            if (there := states.of_zip(zip_code)) is not None
        }
        assert [one for one in told.items() if len(set(one[1])) > 1] == [], "no ZIP is misplaced"
        assert len(told) > 41_000, "nearly every ZIP tells its state"
        odd = [
            state
            for state, lat, lon in db.execute("SELECT state, lat, lon FROM zips")
            if not states.by_code[state].holds(LatLon(lat, lon))
        ]
    assert len(odd) <= 5  # post offices of ships and a mistake or two in the source


def test_known_towns_are_where_they_are(gazetteer: Gazetteer) -> None:
    known = {
        "Alturas": (41.487, -120.542),
        "Needles": (34.848, -114.614),
        "Weed": (41.423, -122.386),
    }
    for name, (lat, lon) in known.items():
        (answer,) = gazetteer.locate(f"{name}, CA")
        assert great_circle_mi(answer.located.point, LatLon(lat, lon)) < 2


def test_regions_are_data_for_all_counties_of_the_state() -> None:
    regions = load_regions("CA")
    assert len(regions.regions) == 11
    assert sum(len(region.counties) for region in regions.regions) == 58
    found = regions.of("CA", "Fresno County")
    assert found is not None
    assert found.name == "Central Valley"
    assert regions.of("NV", "Fresno") is None
    assert regions.source
    assert load_regions("NV").regions == ()


@pytest.mark.parametrize(
    ("query", "zone"),
    [
        ("West Wendover, NV", "America/Denver"),  # by law since 1999
        ("89883", "America/Denver"),
        ("Jackpot, NV", "America/Boise"),  # by custom
        ("89825", "America/Boise"),
        ("Fort Pierre, SD", "America/Chicago"),
        ("Elko, NV", "America/Los_Angeles"),
        ("Laughlin, NV", "America/Los_Angeles"),
        ("LeChee, AZ", "America/Denver"),  # the Navajo Nation changes its clocks
        ("Page, AZ", "America/Phoenix"),
        ("Rockwood, TN", "America/New_York"),
        ("Ontario, OR", "America/Boise"),
    ],
)
def test_towns_near_a_zone_line_have_the_time_of_their_clocks(
    gazetteer: Gazetteer, query: str, zone: str
) -> None:
    told = {ZoneInfo(answer.zone).utcoffset(WINTER) for answer in gazetteer.locate(query)}
    told |= {ZoneInfo(answer.zone).utcoffset(SUMMER) for answer in gazetteer.locate(query)}
    assert told == {ZoneInfo(zone).utcoffset(WINTER), ZoneInfo(zone).utcoffset(SUMMER)}


def test_the_list_of_town_zones_reaches_no_farther_than_to_the_zone_that_it_names() -> None:
    for town, radius_mi, zone in town_zones():
        around = (
            tzfpy.get_tz(town.lon + east * radius_mi / 40, town.lat + north * radius_mi / 60)
            for east in (-1, 0, 1)
            for north in (-1, 0, 1)
        )
        clocks = {ZoneInfo(name).utcoffset(WINTER) for name in around}
        assert ZoneInfo(zone).utcoffset(WINTER) in clocks
        assert OfflineSurroundings().zone(town) == zone


def test_a_point_has_the_state_of_its_county_and_none_far_from_land() -> None:
    state = OfflineSurroundings().state
    assert state(LatLon(39.53, -119.81)) == "NV"
    assert state(LatLon(34.16, -118.14)) == "CA"
    assert state(LatLon(33.73, -118.41)) == "CA"  # on the pier's side of the coast line
    assert state(LatLon(0, 0)) == ""
    assert state(LatLon(34.16, 118.14)) == ""  # the minus sign was forgotten


def test_a_village_and_the_town_around_it_are_one_answer(gazetteer: Gazetteer) -> None:
    """Saint Johnsbury and St Johnsbury, half a mile apart, are two rows of the source."""
    (answer,) = gazetteer.locate("257 Western Ave, St. Johnsbury, VT")
    assert answer.label == "St Johnsbury, Caledonia County, Vermont"
    assert len(labels(gazetteer, "Burbank, CA")) == 2, "miles apart, these are two"
