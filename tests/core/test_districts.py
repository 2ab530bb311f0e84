"""Which district counts: lines of the day, ties by rule, seats in turns, words of the state."""

from __future__ import annotations

import json
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourplanner.adapters.resources import resource_path
from tourplanner.core.districts import (
    NEAREST_REACH_M,
    Ask,
    Said,
    agrees,
    answer_of,
    decide,
    distance,
    layers_for,
    with_county_reason,
    with_said,
    without_lines,
)
from tourplanner.core.geo import LatLon, Located, Precision
from tourplanner.core.model.district import (
    District,
    DistrictKind,
    How,
    LayerInfo,
    Placement,
    Term,
    parse_chambers,
    plain_code,
)

WORDS = parse_chambers(json.loads(resource_path("packs", "chambers_us.json").read_text("utf-8")))
UPPER, LOWER, COUNTY = DistrictKind.UPPER, DistrictKind.LOWER, DistrictKind.COUNTY
DAY = date(2025, 10, 14)
PLACE = Located(LatLon(36.7, -119.8), Precision.SITE, "directory")
NAMES = [District(code, f"District {code}", "CA") for code in ("10", "9", "2A", "2", "Bristol")]


def ask(state: str = "CA", **said: str) -> Ask:
    kinds = {DistrictKind(kind): text for kind, text in said.items()}
    return Ask("Madison", state, PLACE, Said(kinds, "national school directory", "2025-08"))


def layer(id_: str, starts: str = "", ends: str = "", **more: object) -> LayerInfo:
    return LayerInfo(id_, UPPER, "CA", 40, (Term("all", starts, ends),), **more)  # type: ignore[arg-type]


def test_a_tie_takes_the_lowest_number_wherever_it_stands_in_the_layer() -> None:
    for order in permutations(range(len(NAMES))):
        districts = [NAMES[i] for i in order]
        two = decide(Placement(tuple(range(5))), districts)
        assert (two.how, districts[two.place or 0].code) == (How.LINE, "2")
    on_line = decide(Placement((0,), ((1, 0.4),)), NAMES[:2])
    assert (on_line.how, on_line.place, on_line.near) == (How.LINE, 1, ((0, 0.0),))


def test_near_is_told_and_decides_nothing() -> None:
    found = decide(Placement((0,), ((1, 40.0),)), NAMES)
    assert (found.how, found.place, found.near) == (How.INSIDE, 0, ((1, 40.0),))
    info = layer("a", edition="2021")
    answer = answer_of(ask(), info, NAMES, found, WORDS)
    assert answer.label == "Senate District 10"
    assert answer.sentence.startswith("Near the line: Senate District 9 begins 130 ft away")


def test_in_no_district_the_nearest_counts_up_to_five_miles() -> None:
    found = decide(Placement((), ((3, 900.0), (1, 950.0))), NAMES)
    assert (found.how, found.place) == (How.NEAREST, 3)
    assert decide(Placement((), ((3, NEAREST_REACH_M + 1),)), NAMES).how is How.OUTSIDE
    assert decide(Placement(), NAMES).how is How.OUTSIDE


@given(st.permutations(range(5)))
def test_the_layer_that_counts_does_not_depend_on_the_order(order: list[int]) -> None:
    layers = [
        layer("old", "2012-12-03", "2022-12-05"),
        layer("shipped", "2022-12-05", edition="2021", is_shipped=True),
        layer("newer", "2022-12-05", edition="2024", added_at="2026-01-02"),
        layer("newer-again", "2022-12-05", edition="2024", added_at="2026-01-03"),
        LayerInfo("other", UPPER, "NV", 21),
    ]
    shuffled = [layers[i] for i in order]
    assert [info.id for info in layers_for(shuffled, UPPER, "CA", DAY)] == ["newer-again"]
    assert [i.id for i in layers_for(shuffled, UPPER, "CA", date(2013, 10, 14))] == ["old"]
    assert layers_for(shuffled, UPPER, "CA", date(2011, 1, 1)) == []
    assert layers_for(shuffled, LOWER, "CA", DAY) == []


def test_seats_that_change_in_turns_keep_their_days_apart() -> None:
    terms = (Term("even", "2022-12-05"), Term("odd", "2024-12-02"))
    info = LayerInfo("ca", UPPER, "CA", 40, terms)
    assert info.term_of(District("25", "", "CA")).start == "2024-12-02"
    assert info.term_of(District("26", "", "CA")).start == "2022-12-05"
    assert (info.starts, info.ends) == ("2022-12-05", "")
    assert info.holds(date(2022, 12, 5))
    assert not info.holds(date(2022, 12, 4))


def test_a_district_with_a_name_of_its_own_keeps_it() -> None:
    for name in ("First Barnstable District", "Bristol, Essex and Middlesex District"):
        assert WORDS.label(DistrictKind.LOWER, District("1", name, "MA")) == name
    for name in ("State House District 1", "Fresno and Kings", "District 1", ""):
        assert WORDS.label(DistrictKind.LOWER, District("1", name, "CO")) == "House District 1"


def test_each_state_has_its_own_words() -> None:
    def label(state: str, kind: DistrictKind, code: str) -> str:
        return WORDS.label(kind, District(code, f"name of {code}", state))

    assert label("CA", LOWER, "41") == "Assembly District 41"
    assert label("TX", LOWER, "5") == "House District 5"
    assert label("MD", LOWER, "5A") == "Delegate District 5A"
    assert label("WA", LOWER, "49") == label("WA", UPPER, "49") == "Legislative District 49"
    assert label("MA", UPPER, "Berkshire") == "name of Berkshire"
    assert label("AK", DistrictKind.CONGRESS, "0") == "name of 0"  # the whole state
    assert len(WORDS.states) == 52
    assert WORDS.states["AZ"].lower is not None
    assert WORDS.states["AZ"].lower.most == 2
    assert WORDS.date
    assert WORDS.source


@pytest.mark.parametrize("state", ["NE", "DC"])
def test_one_chamber_is_said(state: str) -> None:
    found = without_lines(ask(state), LOWER, (), WORDS, DAY)
    assert found.how is How.NO_CHAMBER
    assert "one" in found.sentence


def test_without_lines_the_directory_is_named_with_its_edition() -> None:
    found = without_lines(ask(lower="41"), LOWER, (), WORDS, DAY)
    assert (found.how, found.label) == (How.DIRECTORY, "Assembly District 41")
    assert "national school directory of 2025-08" in found.sentence


def test_lines_and_columns_of_other_days_are_named_and_not_used() -> None:
    then = date(2013, 10, 14)
    found = without_lines(ask(lower="41"), LOWER, (), WORDS, then)
    assert found.how is How.NOT_LOADED
    assert "2025-08 is of other lines" in found.sentence
    new = LayerInfo("n", LOWER, "CA", 80, (Term("all", "2022-12-05"),), "2021")
    found = without_lines(ask(), LOWER, [new], WORDS, then)
    assert found.value == "not loaded"
    assert "lines of 2021, in force from Dec. 5, 2022" in found.sentence


def test_a_directory_that_says_another_district_is_told() -> None:
    info = layer("a", edition="2021")
    answer = answer_of(ask(), info, NAMES, decide(Placement((0,)), NAMES), WORDS)
    assert with_said(answer, ask(upper="10"), DAY) == answer
    assert "says 11." in with_said(answer, ask(upper="11"), DAY).sentence
    assert with_said(answer, ask(upper="11"), date(2013, 1, 1)) == answer  # of other lines


def test_county_names_agree_with_and_without_the_word() -> None:
    info = LayerInfo("c", COUNTY, "CA", 58)
    names = [District("06019", "Fresno", "CA"), District("06007", "Butte County", "CA")]
    fresno, butte = (
        answer_of(ask(), info, names, decide(Placement((i,)), names), WORDS) for i in (0, 1)
    )
    assert agrees(fresno, "Fresno")
    assert agrees(fresno, "FRESNO COUNTY")
    assert agrees(butte, "Butte")
    assert not agrees(butte, "Fresno")
    parishes = [District("22073", "Ouachita", "LA"), District("32510", "Carson City", "NV")]
    ouachita, carson = (
        answer_of(ask(), info, parishes, decide(Placement((i,)), parishes), WORDS) for i in (0, 1)
    )
    assert agrees(ouachita, "Ouachita Parish"), "the lines have no kind"
    assert agrees(carson, "Carson City")
    assert not agrees(carson, "Carson")
    cities = [District("24005", "Baltimore", "MD"), District("24510", "Baltimore", "MD")]
    county, city = (
        answer_of(ask(), info, cities, decide(Placement((i,)), cities), WORDS) for i in (0, 1)
    )
    assert agrees(county, "Baltimore County")
    assert agrees(city, "Baltimore city"), "a city in no county has a number of its own kind"
    assert agrees(city, "Baltimore"), "which of them is meant is not said"
    assert not agrees(city, "Baltimore County")
    assert not agrees(county, "Baltimore city"), "which has the county around it, and is not in it"
    told = with_county_reason(city, ask(county="Harford"), frozenset({"Baltimore city"}))
    assert "the directory goes by who runs the school" in told.sentence


def test_codes_lose_their_zeros_and_nothing_else() -> None:
    assert [plain_code(c) for c in ("025", "05A", "00", " 7 ", "Bristol", "100")] == [
        *("25", "5A", "0", "7", "Bristol", "100"),
    ]


def test_distances_are_in_feet_then_miles() -> None:
    assert [distance(m) for m in (1, 100, 500, 1609.344)] == ["10 ft", "330 ft", "0.3 mi", "1.0 mi"]
