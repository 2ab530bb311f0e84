"""A web address is read as people copy it, and is one that everybody can open."""

from __future__ import annotations

import pytest

from tourplanner.core.errors import InputError
from tourplanner.core.web_address import read_web_address, shown_address


@pytest.mark.parametrize(
    ("typed", "read", "shown"),
    [
        ("", "", ""),
        (" example.org/tour/ ", "https://example.org/tour/", "example.org/tour"),
        (
            "http://sd25.senate.ca.gov/bus",
            "http://sd25.senate.ca.gov/bus",
            "sd25.senate.ca.gov/bus",
        ),
        ("HTTPS://Example.org", "HTTPS://Example.org", "Example.org"),
        ("https://niños.example/gira", "https://niños.example/gira", "niños.example/gira"),
    ],
)
def test_an_address_is_read_and_shown(typed: str, read: str, shown: str) -> None:
    assert read_web_address(typed) == read
    assert shown_address(read) == shown


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "tour",
            "file:///C:/tour/index.html",
            "C:\\tour",
            "localhost/tour",
            "javascript:alert(1)",
        ),
        *("https://sam:secret@example.org", "https://10.0.0.7/tour", "https://example.org:8080/x"),
        *("two words.org", "https://[oops", "https://example.org/" + "x" * 300),
    ],
)
def test_what_is_not_for_everybody_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="no web address that everybody can open"):
        read_web_address(typed)
