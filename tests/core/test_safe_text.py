import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourplanner.core.safe_text import clean, json_for_script, lines, one_line


def test_what_can_be_seen_stays() -> None:
    text = "*A* #1 $x$ \\ [é] {{7*7}} </script> “Nguyễn” مرحبا 日本 😀"
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x00b\x1b[31m", "ab[31m"),
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("file\u202egpj.exe", "filegpj.exe"),
        ("a\u2066b\u2069c\ufeff", "abc"),
        ("half\ud800pair", "halfpair"),
        ("tab\tstays\nand newline", "tab\tstays\nand newline"),
    ],
)
def test_control_and_direction_characters_go(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_lines_and_one_line() -> None:
    assert one_line("  a \t b\r\n c ") == "a b c"
    assert lines("one\n\n  two  \r\n") == ("one", "two")


@given(st.text())
def test_json_in_a_page_cannot_close_its_element(text: str) -> None:
    cleaned = clean(text)
    shown = json_for_script({"name": cleaned})
    assert not set("<>&\u2028\u2029") & set(shown)
    assert json.loads(shown) == {"name": cleaned}
    shown.encode("utf-8")


def test_json_keeps_its_order_and_refuses_what_json_has_not() -> None:
    assert json_for_script({"b": 1, "a": [True, None]}) == '{"b":1,"a":[true,null]}'
    with pytest.raises(ValueError, match="JSON"):
        json_for_script(float("nan"))
