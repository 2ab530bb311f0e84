"""Names of schools, districts and streets as words, and pasted lists cut into parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourplanner.core.errors import InputError
from tourplanner.core.model.pasted import MAX_LINES, split_list
from tourplanner.core.model.words import (
    NameWords,
    district_initials,
    forms,
    name_texts,
    name_words,
    place_words,
    plain_words,
    street_texts,
    street_words,
)

_PIECES = st.sampled_from(
    [
        *("St.", "Mt", "Dr.", "A.", "J.", "A.J.", "e", "N", "(James)", "(", ")", "K-8", "24/7"),
        *("Twenty", "Fourth", "First", "Jr", "Sr.", "HIGH", "School", "Of", "P.S.", "12", "5th"),
        *("O'Connor,", "Señor's", "\u2013", "", ".", "½", "ﬁ", "İ", "Main", "Elem"),
    ]
)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("A. J. Dorsa Elementary", NameWords(("dorsa",), ("elementary",), ("aj",))),
        ("Madison (James) Elementary", NameWords(("madison",), ("elementary",), (), ("james",))),
        # The okina of Hawaii is a letter of its own, which people leave out.
        ("L\u0101na\u02bbi High & Elementary", NameWords(("lanai",), ("high", "elementary"), ())),
        ("Mt. Diablo High", NameWords(("mount", "diablo"), ("high",), ())),
        ("Saint Helena Elementary", NameWords(("saint", "helena"), ("elementary",), ())),
        ("Twenty-Fourth Street Elementary", NameWords(("24th", "street"), ("elementary",), ())),
        (
            "Buena Vista/ Horace Mann K-8",
            NameWords(("buena", "vista", "horace", "mann", "k8"), (), ()),
        ),
        ("P.S. 12", NameWords(("12", "ps"), (), ())),
        ("O'Connor High School", NameWords(("oconnor",), ("high",), ())),
        ("Juniper", NameWords(("juniper",), (), ())),
        ("High School", NameWords(("high",), (), ())),
        ("(Alternative)", NameWords(("alternative",), (), ())),
        ("\u202e", NameWords((), (), ())),
    ],
)
def test_names(name: str, words: NameWords) -> None:
    assert name_words(name) == words


@pytest.mark.parametrize(
    ("district", "short"),
    [
        ("Pasadena Unified", "pusd"),
        ("Pomona Unified", "pusd"),
        ("Los Angeles Unified", "lausd"),
        ("Alum Rock Union Elementary", "arusd"),
        ("Alum Rock Union Elementary", "aruesd"),
        ("Anaheim Union High", "auhsd"),
        ("Klamath-Trinity Joint Unified", "ktjusd"),
        ("Oxnard", "osd"),
        ("Austin ISD", "aisd"),
        ("Los Angeles County Office of Education", "lacoe"),
        ("Santa Barbara Unified", "sbunified"),
    ],
)
def test_initials_of_districts(district: str, short: str) -> None:
    assert short in district_initials(district)


def test_typed_words_have_all_their_meanings() -> None:
    assert {"saint", "street"} <= set(forms("st"))
    assert "elementary" in forms("elem")
    assert {"el", "elementary"} <= set(forms("el"))
    assert street_words("1292 N. Ninth St.") == ("1292", "north", "9th", "street")
    assert place_words("St. Helena") == ("saint", "helena")
    assert plain_words("José Ortega K–8") == ("jose", "ortega", "k8")


@given(st.text(max_size=100))
def test_any_text_has_words_of_plain_letters(text: str) -> None:
    for word in (*plain_words(text), *name_words(text).all, *street_words(text)):
        assert word
        assert word.isascii()
        assert word.isalnum()  # full-text search takes each for one word
    assert all(len(short) >= 3 for short in district_initials(text))


def test_lines_lose_bullets_numbers_telephones_and_links() -> None:
    text = (
        "> 1) Madison Elementary - (626) 396-5780 x12\n"
        "\n"
        "\u2022 Hoopa Valley High; Hoopa, CA 95546-1234 https://example.org 9:30 a.m.\n"
        "[x] A. J. Dorsa Elementary, San Jose, 45 min\n"
    )
    lines = split_list(text)
    assert [line.parts for line in lines] == [
        ("Madison Elementary",),
        ("Hoopa Valley High", "Hoopa", "CA 95546"),
        ("A. J. Dorsa Elementary", "San Jose"),
    ]
    assert [line.number for line in lines] == [1, 3, 4]
    assert [line.after_gap for line in lines] == [False, True, False]


def test_a_title_over_one_column_is_no_line() -> None:
    assert [line.text for line in split_list("Schools:\nMadison Elementary, Pasadena")] == [
        "Madison Elementary, Pasadena"
    ]


def test_an_odd_quotation_mark_swallows_nothing() -> None:
    lines = split_list('School,City\n"Madison Elementary,Pasadena\nDorsa,San Jose\n')
    assert len(lines) == 2


def test_what_is_too_long_for_a_list_is_said() -> None:
    with pytest.raises(InputError):
        split_list("a\n" * (MAX_LINES + 5))
    with pytest.raises(InputError):
        split_list("School,City\n" + "a,b\n" * (MAX_LINES + 5))
    with pytest.raises(InputError):
        split_list("x" * 3_000_000)


@given(st.text(max_size=400))
def test_any_text_is_cut_into_lines(text: str) -> None:
    try:
        lines = split_list(text)
    except InputError:
        return
    for line in lines:
        assert not line.labeled or len(line.labeled) == len(line.parts)


_TEXTS = st.builds(
    lambda gap, pieces: gap.join(pieces),
    st.sampled_from(["", " ", "  ", " \n "]),
    st.lists(_PIECES | st.text(max_size=6), max_size=7),
)


@given(st.lists(_TEXTS, max_size=5))
def test_full_text_holds_the_words_that_names_and_streets_are_compared_by(
    texts: list[str],
) -> None:
    for text, told in zip(texts, name_texts(texts), strict=True):
        assert set(told.split()) == set(name_words(text).all)
    for text, told in zip(texts, street_texts(texts), strict=True):
        assert tuple(told.split()) == street_words(text)
