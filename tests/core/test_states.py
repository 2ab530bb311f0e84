"""States as people write them."""

from __future__ import annotations

import pytest

from tests.school_office import load_states
from tourplanner.core.errors import InputError
from tourplanner.core.model.counties import county_words
from tourplanner.core.model.states import split_town, state_code


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Kingman, AZ", ("Kingman", "AZ", "")),
        ("Kingman AZ", ("Kingman", "AZ", "")),
        ("Kingman, az 86401", ("Kingman", "AZ", "86401")),
        ("Kingman, Arizona 86401-1234", ("Kingman", "AZ", "86401")),
        ("Kansas City, MO", ("Kansas City", "MO", "")),
        ("Nevada, Missouri", ("Nevada", "MO", "")),
        ("Sioux Falls, S.D.", ("Sioux Falls", "SD", "")),
        ("Washington D. C. 20001", ("Washington", "DC", "20001")),
        ("Monroe, La. 71201", ("Monroe", "LA", "71201")),
        ("Charleston, W. Va.", ("Charleston", "WV", "")),
        ("Lincoln, Nebr.", ("Lincoln", "NE", "")),
        ("Charleston W.Va. 25301", ("Charleston", "WV", "25301")),
        ("Clovis, N. Mex.", ("Clovis", "NM", "")),
        ("Watts, L.A.", ("Watts, L.A.", "", "")),  # letters with points are a name's initials
        ("Watts L.A. 90002", ("Watts L.A.", "", "90002")),
        ("L.A. 90016", ("L.A.", "", "90016")),
        ("Fresno", ("Fresno", "", "")),
        ("Fresno 93706", ("Fresno", "", "93706")),
        ("Nevada", ("Nevada", "", "")),
        ("Carson City, Nevada County", ("Carson City, Nevada County", "", "")),
        ("La Jolla", ("La Jolla", "", "")),
        (", AZ", (", AZ", "", "")),
        ("86401", ("86401", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_town_with_its_state_is_taken_apart(text: str, parts: tuple[str, str, str]) -> None:
    assert split_town(text, load_states()) == parts


@pytest.mark.parametrize(
    ("county", "words"),
    [
        ("Fresno", "Fresno County"),
        ("Ouachita Parish", "Ouachita Parish"),
        ("Kenai Peninsula Borough", "Kenai Peninsula Borough"),
        ("Norfolk city", "Norfolk city"),
        ("Carson City", "Carson City"),
        ("District of Columbia", "District of Columbia"),
        ("Parish", "Parish County"),
        ("", ""),
    ],
)
def test_a_county_is_written_with_its_own_kind(county: str, words: str) -> None:
    assert county_words(county) == words


def test_a_state_is_found_by_code_name_or_number() -> None:
    states = load_states()
    assert {state_code(text, states) for text in ("nv", "NV", " Nevada ", "32")} == {"NV"}
    assert {state_code(text, states) for text in ("LA", "La.", "L.A.")} == {"LA"}, "asked for one"
    assert states.name_of("NV") == "Nevada"
    assert states.name_of("ZZ") == "ZZ"
    with pytest.raises(InputError, match="“ZZ” is no state"):
        state_code("ZZ", states)
