"""The piece of a text around what was searched."""

from __future__ import annotations

import pytest

from tourplanner.core.snippets import snippet


@pytest.mark.parametrize(
    ("text", "searched", "shown"),
    [
        ("Spare furniture for families", "furn", ["furn"]),
        ("Spare furniture for families", "FAMIL furn", ["furn", "famil"]),
        ("Un hogar aquí, ¡sí!", "aqui si", ["aquí", "sí"]),
        ("Refurnish nothing", "furn", []),
        ("one size one size fits all", "one size", ["one", "size", "one", "size"]),
        ("", "furn", []),
        ("Straße", "stras", []),
    ],
)
def test_the_beginnings_of_words_are_marked(text: str, searched: str, shown: list[str]) -> None:
    found = snippet(text, searched)
    assert found.text == text
    assert [found.text[a:b] for a, b in found.marks] == shown


def test_a_long_text_is_cut_around_the_first_word() -> None:
    text = "bus " * 100 + "the furniture store room " + "bus " * 100
    found = snippet(text, "furn", 80)
    assert found.text.startswith("... ")
    assert found.text.endswith("bus..."), "in a narrow place dots alone on a line say nothing"
    assert len(found.text) <= 80 + 8
    ((start, end),) = found.marks
    assert found.text[start:end] == "furn"
    assert snippet(text, "no such word", 80).text.startswith("bus bus")
