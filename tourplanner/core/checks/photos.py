"""The photo rule of a school beside the press that was invited there."""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.ground import Ground
from tourplanner.core.photo_release import ASK, NONE, RULE_WORDS

PHOTO_RULE = "PHOTO-RULE"
_CAMERAS = frozenset({"open", "pooled", "photo"})


def check_photos(ground: Ground) -> Iterator[Finding]:
    """Give the stops where cameras may come and the school has a rule against it."""
    for schedule in ground.checked():
        for row in schedule.rows:
            stop = row.stop
            if stop.coverage in _CAMERAS and stop.photo_rule in (ASK, NONE):
                words = RULE_WORDS[stop.photo_rule].lower()
                is_no = stop.photo_rule == NONE
                yield Finding(
                    PHOTO_RULE,
                    Severity.WARNING,
                    f"{stop.name}: the press may come, and the school's rule is: {words}.",
                    "Close the stop to the press, or ask the school."
                    if is_no
                    else "Ask the school before the press comes.",
                    "the school",
                    day=schedule.day.index,
                    subject=stop.id,
                )
