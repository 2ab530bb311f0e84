"""School codes and grade spans: text in, text out, nothing lost in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourplanner.core.model.codes import (
    codes_in,
    is_office_code,
    join_nces,
    read_cds,
    read_nces,
    typed_code,
)
from tourplanner.core.model.grades import GradeSpan, parse_grades, was_span

cds_codes = st.tuples(st.integers(1, 58), st.integers(0, 99_999), st.integers(0, 9_999_999)).map(
    lambda parts: f"{parts[0]:02d}{parts[1]:05d}{parts[2]:07d}"
)


@given(cds_codes)
def test_a_code_comes_back_from_every_way_of_writing_it(code: str) -> None:
    dashed = f"{code[:2]}-{code[2:7]}-{code[7:]}"
    for written in (code, dashed, code.replace("", " "), f" {code}.0"):
        assert read_cds(written).code == code
    assert typed_code(dashed) == code
    found = codes_in(f"• School (fictitious), {dashed}, 626-555-0100")
    assert [digits for digits, _, _ in found] == [code]


@given(cds_codes.filter(lambda code: code[0] == "0"))
def test_one_lost_zero_is_put_back_and_said(code: str) -> None:
    reading = read_cds(code[1:])
    assert (reading.code, reading.padded) == (code, True)


@given(st.text(max_size=40))
def test_any_cell_is_a_code_or_empty_or_a_problem(text: str) -> None:
    for reading in (read_cds(text), read_nces(text), join_nces(text, "00001")):
        assert not reading.code or not reading.problem
        assert reading.code == "" or reading.code.isdecimal()


@pytest.mark.parametrize("cell", ["4.81E+11", "1.96488E+13", "6.3E13", "1,9E+13"])
def test_a_rounded_code_is_refused(cell: str) -> None:
    assert read_cds(cell).code == ""
    assert "last digits are lost" in read_cds(cell).problem


def test_a_number_that_a_workbook_holds_rounded_is_refused() -> None:
    for cell in ("390438000000", "60000000000"):
        reading = read_nces(cell)
        assert (reading.code, reading.padded) == ("", False)
        assert "last digits are lost" in reading.problem
    assert read_nces("390438000001").code


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("196488160216", "12 digits"),
        ("99648816021687", "no Californian county"),
        ("19-64881-602168X", "is not a CDS code"),
        ("\u0661" * 14, "is not a CDS code"),
    ],
)
def test_what_is_no_code_is_said(cell: str, words: str) -> None:
    assert words in read_cds(cell).problem


def test_national_numbers_are_joined_from_their_parts() -> None:
    assert join_nces("0629940", "04678").code == "062994004678"
    padded = join_nces("629940", "4678")
    assert (padded.code, padded.padded) == ("062994004678", True)
    assert join_nces("", "04678").code == ""
    assert join_nces("062994004678", "").code == ""


def test_office_records() -> None:
    assert is_office_code("01100170000000")
    assert not is_office_code("01100170112607")


@pytest.mark.parametrize("text", ["91104", "91104-4306", "515", "madison", "", "12345"])
def test_a_zip_or_a_house_number_is_no_code(text: str) -> None:
    assert typed_code(text) == ""


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("K-5", 0, 5),
        ("TK-8", -1, 8),
        ("P-12", -2, 12),
        ("PK-05", -2, 5),
        ("06-08", 6, 8),
        ("k–8", 0, 8),
        ("grades 4 to 8", 4, 8),
        ("9-Adult", 9, 13),
        ("Adult", 13, 13),
        ("K", 0, 0),
        ("12", 12, 12),
        ("PK,KG,1,2,3", -2, 3),
        ("PK, K-5", -2, 5),
        ("EE-05", -2, 5),  # Texas: early education
        ("PK3-5", -2, 5),  # three-year-olds
        ("1st–4th", 1, 4),
        ("Pre-K through 8th grade", -2, 8),
        ("Pre-Kindergarten - Grade 5", -2, 5),
        ("Grades 9, 10, 11 & 12", 9, 12),
        ("6th; 7th; 8th", 6, 8),
        ("K-5, UG", 0, 5),
        ("7/8", 7, 8),
    ],
)
def test_grade_spans(text: str, low: int, high: int) -> None:
    assert parse_grades(text) == GradeSpan(low, high)


@pytest.mark.parametrize(
    "text",
    ["", "UG", "8-6", "13", "0", "K-5-8", "No Data", "?", "K-5, 9-12", "K8", "8-Jun", "1,,2"],
)
def test_no_grades_are_guessed(text: str) -> None:
    assert parse_grades(text) is None


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2026-06-08", "6-8"),
        ("8-Jun", "6-8"),
        ("9/12/2026", "9-12"),
        ("06-08", ""),
        ("6-8", ""),
        ("2026-06-30", ""),
        ("8-K", ""),
        ("12-Foo", ""),
    ],
)
def test_grades_of_which_a_spreadsheet_made_a_date(text: str, span: str) -> None:
    assert was_span(text) == span
    assert not span or parse_grades(text) is None


@given(st.integers(-2, 13), st.integers(-2, 13))
def test_a_span_is_read_back_as_it_is_written(a: int, b: int) -> None:
    span = GradeSpan(min(a, b), max(a, b))
    assert parse_grades(str(span)) == span


@given(st.text(max_size=30))
def test_any_text_is_grades_or_none(text: str) -> None:
    span = parse_grades(text)
    assert span is None or span.low <= span.high


def test_overlap_and_within() -> None:
    k5, k8, adult = GradeSpan(0, 5), GradeSpan(0, 8), GradeSpan(13, 13)
    assert k5.overlaps(k8)
    assert k5.within(k8)
    assert not k8.within(k5)
    assert not adult.overlaps(k8)
