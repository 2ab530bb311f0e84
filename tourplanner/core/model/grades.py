"""Grade spans as two ordinals: P = -2, TK = -1, K = 0, 1 to 12, adult = 13."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

PRESCHOOL, TRANSITIONAL, KINDERGARTEN, ADULT = -2, -1, 0, 13

_WORDS = {
    "p": PRESCHOOL,
    "pk": PRESCHOOL,
    "prek": PRESCHOOL,
    "ps": PRESCHOOL,
    "preschool": PRESCHOOL,
    "prekindergarten": PRESCHOOL,
    "ee": PRESCHOOL,  # early education, in Texas
    "pk3": PRESCHOOL,  # for children of three and of four years
    "pk4": PRESCHOOL,
    "tk": TRANSITIONAL,
    "k": KINDERGARTEN,
    "kg": KINDERGARTEN,
    "kdgn": KINDERGARTEN,
    "kindergarten": KINDERGARTEN,
    "adult": ADULT,
    "ae": ADULT,
}
_NAMES = {PRESCHOOL: "P", TRANSITIONAL: "TK", KINDERGARTEN: "K", ADULT: "Adult"}
_ONE = r"(pk[34]|[a-z]+|\d{1,2})"
_SPAN = re.compile(rf"{_ONE}(?:(?:-|to){_ONE})?")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)(?![a-su-z])")  # "1st", and "1st to 4th"
_BETWEEN = re.compile(r"[,;/&+]|(?<=\d)and(?=\d)")
_DATES = (  # as a workbook holds one, as it is written, and as a spreadsheet shows it
    re.compile(r"\d{4}-(?P<month>\d\d)-(?P<day>\d\d)"),
    re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/\d{4}"),
    re.compile(r"(?P<day>\d{1,2})-(?P<month>[A-Za-z]{3})"),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_UNGRADED = frozenset(("ug", "ungraded"))


@dataclass(frozen=True, slots=True, order=True)
class GradeSpan:
    """The lowest and the highest grade, both taught."""

    low: int
    high: int

    def overlaps(self, other: GradeSpan) -> bool:
        """Whether at least one grade is in both."""
        return self.low <= other.high and other.low <= self.high

    def within(self, other: GradeSpan) -> bool:
        """Whether every grade of this span is in the other."""
        return other.low <= self.low and self.high <= other.high

    def __str__(self) -> str:
        if self.low == self.high:
            return grade_name(self.low)
        return f"{grade_name(self.low)}-{grade_name(self.high)}"


def grade_name(ordinal: int) -> str:
    """Write one grade: ``P``, ``TK``, ``K``, ``5``, ``Adult``."""
    return _NAMES.get(ordinal, str(ordinal))


def _ordinal(word: str) -> int | None:
    if word.isdecimal():
        grade = int(word)
        return grade if 1 <= grade <= 12 else None
    return _WORDS.get(word)


@lru_cache(maxsize=4096)
def parse_grades(text: str) -> GradeSpan | None:
    """Read ``K-5``, ``TK-8``, ``PK-12``, ``9-Adult``, ``K``, ``06-08``, ``PK,KG,1,2`` or ``Adult``.

    Returns
    -------
    None where the text gives no grades (empty, ungraded, unreadable, with a gap between them);
    nothing is guessed.
    """
    cleaned = re.sub(r"[\s.]+", "", text.casefold())
    cleaned = re.sub(r"[\u2010-\u2015]|through|thru", "-", cleaned)
    cleaned = _ORDINAL.sub("", re.sub(r"grades?", "", cleaned).replace("pre-k", "prek"))
    spans = [_span(part) for part in _BETWEEN.split(cleaned) if part not in _UNGRADED]
    if not spans or None in spans:
        return None
    first, *others = sorted(span for span in spans if span is not None)
    for span in others:
        next_up = KINDERGARTEN if first.high == PRESCHOOL else first.high + 1
        if span.low > next_up:  # not every state has a grade between preschool and kindergarten
            return None
        first = GradeSpan(first.low, max(first.high, span.high))
    return first


def was_span(text: str) -> str:
    """Give the span of which a spreadsheet may have made a date: 6-8 of "2026-06-08" or "8-Jun".

    Empty where the text is no date; what it was is not known for sure.
    """
    found = next(filter(None, (date.fullmatch(text.strip()) for date in _DATES)), None)
    if found is None:
        return ""
    said, day = found["month"].casefold(), int(found["day"])
    month = int(said) if said.isdecimal() else _MONTHS.index(said) + 1 if said in _MONTHS else 0
    return f"{month}-{day}" if 1 <= month < day <= 12 else ""


def _span(cleaned: str) -> GradeSpan | None:
    match = _SPAN.fullmatch(cleaned)
    if match is None:
        return None
    low = _ordinal(match.group(1))
    high = _ordinal(match.group(2)) if match.group(2) else low
    if low is None or high is None or low > high:
        return None
    return GradeSpan(low, high)
