"""School codes as text: California's CDS code, the national NCES numbers, and said repairs.

A code is never a number: its leading zeros count.
"""

from __future__ import annotations

import re
from typing import NamedTuple

CDS_LENGTH = 14  # county 2, district 5, school 7
NCES_LENGTH = 12  # state 2, agency 5, school 5
_SCIENTIFIC = re.compile(r"\s*\d(?:[.,]\d+)?[eE]\+?\d{1,3}\s*")
_NO_SCHOOL = "00000"  # schools are counted from 00001; a rounded number ends so
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015.]+")
_CODE_IN_TEXT = re.compile(
    r"(?<!\w)(?:CA-?)?"
    r"(\d{2}[-\u2010-\u2015 ]?\d{5}[-\u2010-\u2015 ]?\d{7}|\d{7}-\d{5}|\d{13,14}|\d{11,12}"
    r"|\d(?:[.,]\d+)?E\+?1[0-3])(?!\w)",  # as a spreadsheet rounds 11 to 14 digits
    re.IGNORECASE,
)


class CodeReading(NamedTuple):
    """What a cell with a code holds.

    ``code`` is empty where the cell is empty or unusable; ``padded`` tells of zeros put back on the
    left; ``problem`` says in words why the cell is unusable.
    """

    code: str
    padded: bool = False
    problem: str = ""


_NO_CODE = CodeReading("")


def _read(text: str, length: int, shortest: int, name: str) -> CodeReading:
    if not text:
        return _NO_CODE
    if len(text) == length and text.isascii() and text.isdecimal():
        return CodeReading(text)
    cell = text.strip()
    if not cell:
        return _NO_CODE
    if is_rounded(cell):
        return CodeReading(
            "",
            problem=f"the {name} code was rounded by a spreadsheet ({cell[:20]}); "
            "its last digits are lost",
        )
    digits = _SEPARATORS.sub("", cell.removesuffix(".0"))
    if not (digits.isascii() and digits.isdecimal()):
        return CodeReading("", problem=f"“{cell[:40]}” is not a {name} code")
    if len(digits) == length:
        return CodeReading(digits)
    if shortest <= len(digits) < length:
        return CodeReading(digits.zfill(length), padded=True)
    return CodeReading(
        "", problem=f"the {name} code “{cell[:40]}” has {len(digits)} digits, not {length}"
    )


def is_cds(text: str) -> bool:
    """Whether a text is a Californian code as the state writes it: 14 digits of its counties."""
    is_whole = len(text) == CDS_LENGTH and text.isascii() and text.isdecimal()
    return is_whole and "01" <= text[:2] <= "58"


def is_nces_pair(agency: str, school: str) -> bool:
    """Whether two texts are the whole parts of a national number, with their zeros."""
    whole = agency + school
    return len(agency) == 7 and len(school) == 5 and whole.isascii() and whole.isdecimal()


def read_cds(text: str) -> CodeReading:
    """Read a Californian county-district-school code, with or without dashes.

    A spreadsheet drops at most one leading zero (counties are 01 to 58), so 13 digits are padded.
    """
    reading = _read(text, CDS_LENGTH, CDS_LENGTH - 1, "CDS")
    if reading.code and not "01" <= reading.code[:2] <= "58":
        return CodeReading("", problem=f"“{text.strip()[:40]}” begins with no Californian county")
    return reading


def read_nces(text: str) -> CodeReading:
    """Read a national school number (12 digits); 11 digits have lost a leading zero."""
    reading = _read(text, NCES_LENGTH, NCES_LENGTH - 1, "NCES")
    if reading.code.endswith(_NO_SCHOOL):
        return CodeReading(
            "",
            problem=f"the NCES code {reading.code} names no school; "
            "a spreadsheet may have rounded it, its last digits are lost",
        )
    return reading


def with_zero(code: str) -> str:
    """Give a code with the leading zero that a spreadsheet took; "" for one that lost none.

    Whoever uses it says so: 13 digits of a CDS code, 11 of a national number.
    """
    return f"0{code}" if len(code) in (CDS_LENGTH - 1, NCES_LENGTH - 1) else ""


def join_nces(agency: str, school: str) -> CodeReading:
    """Join the agency (7 digits) and school (5 digits) parts of a national number.

    Spreadsheets drop zeros from both parts; they are put back.
    """
    if is_nces_pair(agency, school):
        return CodeReading(agency + school)
    agency, school = agency.strip().removesuffix(".0"), school.strip().removesuffix(".0")
    if len(school) == NCES_LENGTH and school.isascii() and school.isdecimal():
        return CodeReading(school)  # some files give the whole number in the school's column
    if not agency or not school:
        return _NO_CODE
    if not (agency.isascii() and agency.isdecimal() and school.isascii() and school.isdecimal()):
        return CodeReading("", problem=f"“{agency[:20]} {school[:20]}” is not an NCES number")
    if not 6 <= len(agency) <= 7 or len(school) > 5:
        return CodeReading("", problem=f"“{agency[:20]} {school[:20]}” is not an NCES number")
    padded = len(agency) < 7 or len(school) < 5
    return CodeReading(agency.zfill(7) + school.zfill(5), padded=padded)


def is_office_code(cds: str) -> bool:
    """Whether a CDS code is the record of a district or county office, not of a school."""
    return cds.endswith("0000000")


def codes_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """Find whole school codes inside a line of text.

    Returns
    -------
    (digits as found without dashes, start, end) each; a telephone number is no code. A code that a
    spreadsheet rounded stands as it was found.
    """
    return tuple(
        (
            match[1] if is_rounded(match[1]) else _SEPARATORS.sub("", match[1]),
            match.start(),
            match.end(),
        )
        for match in _CODE_IN_TEXT.finditer(text)
    )


def is_rounded(code: str) -> bool:
    """Whether a spreadsheet wrote a code as a number, ``4.81E+11``: its last digits are lost."""
    return _SCIENTIFIC.fullmatch(code) is not None


def typed_code(text: str) -> str:
    """Give the digits where a whole query is a code or the start of one, else an empty string.

    ``19-64881-6021687``, ``19 64881``, ``CA-1964881-6021687`` and ``062994004678`` are codes; five
    digits are a ZIP and fewer a house number.
    """
    cell = text.strip()
    if cell[:3].upper() == "CA-":
        cell = cell[3:]
    digits = _SEPARATORS.sub("", cell)
    if digits.isascii() and digits.isdecimal() and 6 <= len(digits) <= CDS_LENGTH:
        is_zip4 = re.fullmatch(r"\d{5}[\s\-]\d{0,4}", cell) is not None
        return "" if is_zip4 else digits
    return ""
