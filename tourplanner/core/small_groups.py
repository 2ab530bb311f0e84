"""Words that point to so few students that people could tell who they are."""

from __future__ import annotations

import re

_FEW = "one|two|three|four|five|six|seven|eight|nine|ten|[1-9]|10"
_PUPILS = (
    r"(?:students?|pupils?|child|children|kids?|girls?|boys?|seniors?|learners?|families|family)"
)
_SMALL_COUNT = re.compile(rf"\b(?:{_FEW})\s+(?:[\w-]+\s+)?{_PUPILS}\b", re.IGNORECASE)
_ONE_CHILD = re.compile(
    r"\b(?:an?|one|the|our)\s+(?:only\s+)?"
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th))"
    r"[- ]grader\b",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(r"(?:\bgrades?\s+(?:\w+[-–])?|\bday\s|\bperiod\s|[-–\d.,#])$", re.IGNORECASE)


def points_to_few(text: str) -> str:
    """Give the words that point to fewer than 11 students, empty where there are none.

    Source
    ------
    domain.md sections 1 and 5, SMALL-GROUP: a count of fewer than 11 students, or words that point
    to one child.
    """
    for pattern in (_SMALL_COUNT, _ONE_CHILD):
        for found in pattern.finditer(text):
            if not _NO_COUNT.search(text[: found.start()]):
                return found.group()
    return ""
