"""The small language that schools are chosen by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourplanner.core.errors import InputError
from tourplanner.core.where import FIELDS, parse_where

SCHOOL = {
    "name": "Lincoln's Élan Elementary (fictitious)",
    "county": "Fresno",
    "city": "Fresno",
    "grades": "K-8",
    "meals": "73.2",
    "enrollment": "1,204",
    "type": "60\tElementary Schools (Public)\tTRAD",
    "status": "Active",
    "locale": "11\tcity\tU",
    "virtual": "N",
    "region": "7\tCentral Valley",
    "score": "",
}


@pytest.mark.parametrize(
    "text",
    [
        "county = 'Fresno' and grades overlap 'K-5'",
        "county = Fresno",
        "COUNTY = 'fresno county'",
        "county in ('Kern', 'Fresno')",
        "county not in ('Kern', 'Tulare')",
        "not county = 'Kern'",
        "name like '%elan%'",
        "name contains 'lincoln''s'",
        'name contains "lincoln\'s"',
        "meals >= 70 and meals < 80",
        "pupils > 1000",
        "type = 60 or type = 'High Schools (Public)'",
        "type contains 'elementary'",
        "grades within 'K-12'",
        "grades contains '3-5'",
        "grades = 'K-8'",
        "grades != 'K-5'",
        "grades is not empty",
        "grades not overlap '9-12'",
        "locale = urban or locale = 'city' or locale = 99",
        "region = 7 and region = 'central valley'",
        "(county = 'Kern' or county = 'Fresno') and not (status = Closed)",
        "status <> closed",
        "not not county = Fresno",
    ],
)
def test_chooses(text: str) -> None:
    assert parse_where(text).test(SCHOOL)


@pytest.mark.parametrize(
    "text",
    [
        "county = 'Kern'",
        "county = 'Fresno' and grades overlap '9-12'",
        "county != 'Fresno'",
        "meals > 73.2",
        "enrollment < 1000",
        "score > 5",
        "score = 5",
        "name like 'madison'",
        "grades is empty",
        "county = 'Kern' and county = 'Fresno' or city = 'Kern'",
    ],
)
def test_leaves_out(text: str) -> None:
    assert not parse_where(text).test(SCHOOL)


def test_and_binds_closer_than_or() -> None:
    assert parse_where("county = Fresno or county = Kern and city = Nowhere").test(SCHOOL)


def test_unknown_grades_are_never_chosen_by_a_span() -> None:
    assert not parse_where("grades overlap 'K-12'").test({**SCHOOL, "grades": ""})
    assert not parse_where("grades != 'K-5'").test({**SCHOOL, "grades": "UG"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nothing is asked for"),
        ("county", "“the end” stands where ="),
        ("county =", "a value is missing"),
        ("cuonty = 'x'", "no field “cuonty”"),
        ("county = 'a' 'b'", "“b” stands where “and”"),
        ("(county = 'x'", "parenthesis is not closed"),
        ("county in 'x'", "needs a list"),
        ("county in ('x'", "is not closed"),
        ("name overlap 'K-5'", "goes with grades"),
        ("grades overlap 'often'", "no span of grades"),
        ("grades < 'K-5'", "does not go with grades"),
        ("1 = 1; DROP TABLE site", "cannot be read"),
        ("county = 'x'; --", "cannot be read"),
        ("= 'x'", "name is missing"),
        ("and and and", "no field “and”"),
        ("(" * 200 + "county = 1", "too many parentheses"),
        ("not " * 200 + "county = 1", "inside one another"),
        ("county = 'x' and " * 600 + "county = 1", "too long"),
    ],
)
def test_what_makes_no_sense_is_said_with_a_hint(text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_where(text)
    assert words in caught.value.text
    assert caught.value.hint


def test_the_nearest_field_is_named() -> None:
    with pytest.raises(InputError) as caught:
        parse_where("grade_span overlap 'K-5'")
    assert all(name in caught.value.hint for name in FIELDS)
    with pytest.raises(InputError) as caught:
        parse_where("cuonty = 'x'")
    assert "Did you mean county?" in caught.value.hint


@given(st.text(max_size=120))
def test_any_text_is_a_choice_or_one_clear_error(text: str) -> None:
    try:
        where = parse_where(text)
    except InputError:
        return
    assert where.test(SCHOOL) in (True, False)


@given(st.text(max_size=60))
def test_any_value_is_compared_literally(value: str) -> None:
    quoted = value.replace("'", "''")
    where = parse_where(f"name = '{quoted}'")
    assert where.test({"name": value.strip()})


words = st.sampled_from(
    ["county", "grades", "name", "and", "or", "not", "(", ")", "=", "in", "overlap", "'K-5'", "7"]
)


@given(st.lists(words, max_size=14))
def test_any_words_of_the_language_in_any_order(found: list[str]) -> None:
    try:
        assert parse_where(" ".join(found)).test(SCHOOL) in (True, False)
    except InputError as error:
        assert error.hint  # noqa: PT017  (either outcome is fine)
