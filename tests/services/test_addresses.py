"""Street addresses compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourplanner.services.addresses import AddressMatch, compare_addresses


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("515 E. Ashtabula St.", "515 Ashtabula St."),
        ("515 E. Ashtabula St.", "515 East Ashtabula Street"),
        ("515 Ashtabula", "515 Ashtabula Avenue"),
        ("12861 Avenue 18 1/2", "12861 Ave. 18 1/2"),
        ("20513 Road 4", "20513 Rd 4"),
        ("11400 Hwy 96", "11400 State Highway 96"),
        ("1292 North Ninth St", "1292 N 9th Street"),
        ("Tenth Avenue and Bay Road", "10th Ave. & Bay Rd"),
        ("580 North Wilma Avenue, Suite G", "580 N Wilma Ave"),
        ("515 St. Helena St", "515 Saint Helena Street"),
    ],
)
def test_one_address(left: str, right: str) -> None:
    assert compare_addresses(left, right).match is AddressMatch.SAME
    assert compare_addresses(right, left).match is AddressMatch.SAME


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ("515 E. Ashtabula St.", "515 W. Ashtabula St.", "direction"),
        ("515 Ashtabula St.", "551 Ashtabula St.", "house number"),
        ("515 Ashtabula St.", "515 Ashtabula Ave.", "kind of street"),
        ("515 Ashtabula St.", "515 Altadena St.", "street"),
        ("12861 Avenue 18 1/2", "12861 Avenue 18", "street"),
    ],
)
def test_two_addresses(left: str, right: str, words: str) -> None:
    compared = compare_addresses(left, right)
    assert compared.match is AddressMatch.DIFFERENT
    assert words in compared.sentence


@pytest.mark.parametrize("text", ["", "PO Box 12", "???", "Pasadena", "\x00", "5" * 5000])
def test_no_address_is_no_verdict(text: str) -> None:
    assert compare_addresses(text, "515 Ashtabula St.").match is AddressMatch.UNKNOWN


def test_what_only_one_of_them_gives_is_named() -> None:
    assert compare_addresses("515 E. Ashtabula St.", "515 Ashtabula St.").missing == ("direction",)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_texts_are_compared(left: str, right: str) -> None:
    assert compare_addresses(left, right).sentence.endswith(".")
