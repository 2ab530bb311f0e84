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
    "tk": TRANSITIONAL,
    "k": KINDERGARTEN,
    "kg": KINDERGARTEN,
    "kdgn": KINDERGARTEN,
    "kindergarten": KINDERGARTEN,
    "adult": ADULT,
    "ae": ADULT,
}
_NAMES = {PRESCHOOL: "P", TRANSITIONAL: "TK", KINDERGARTEN: "K", ADULT: "Adult"}
_SPAN = re.compile(r"([a-z]+|\d{1,2})(?:(?:-|to)([a-z]+|\d{1,2}))?")


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
    """Read ``K-5``, ``TK-8``, ``PK-12``, ``9-Adult``, ``K``, ``06-08`` or ``Adult``.

    Returns
    -------
    None where the text gives no grades (empty, ungraded, unreadable); nothing is guessed.
    """
    cleaned = re.sub(r"[\s.]+", "", text.casefold())
    cleaned = re.sub(r"[\u2010-\u2015]|through|thru", "-", cleaned)
    cleaned = cleaned.replace("pre-k", "pk").removeprefix("grades").removeprefix("grade")
    match = _SPAN.fullmatch(cleaned)
    if match is None:
        return None
    low = _ordinal(match.group(1))
    high = _ordinal(match.group(2)) if match.group(2) else low
    if low is None or high is None or low > high:
        return None
    return GradeSpan(low, high)
