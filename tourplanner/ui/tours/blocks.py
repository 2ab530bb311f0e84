"""What the board, the list and a screen reader show of a plan: days of blocks in order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tourplanner.core.checks.accepting import Accepted
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.units import hours_text
from tourplanner.ui.words import clock_span, count_words

KIND_WORDS = {
    "D": "drive",
    "V": "visit",
    "B": "board, buffer",
    "M": "meal",
    "P": "press",
    "R": "rest",
    "H": "hotel, end",
}
_LAW = "HOS-"


@dataclass(frozen=True, slots=True)
class LegFacts:
    """A drive as it is shown and typed over. ``left`` and ``right`` are node ids."""

    left: str
    right: str
    left_name: str
    right_name: str
    minutes: int
    miles: int
    how: str
    is_estimate: bool
    is_typed: bool
    needs_check: bool
    at_peak: bool
    leaves: str = ""  # "7:15 am, 4:00 pm", where it leaves only then


@dataclass(frozen=True, slots=True)
class Block:
    """A span of a day. ``kind`` is V, D, B, M, P, R or H; ``top_min`` counts from midnight.

    ``number`` is day.stop for a visit, ``stop`` and ``site`` its ids, ``position`` its place in
    the day from 0, ``name`` what the site is called where its town stands beside it,
    ``start_tod_min`` the clock of its start; ``opens_day`` marks the drive whose start is the day's
    departure, ``ready`` is the one that was typed, where a later one is waited for; ``is_pinned``
    says that the start was typed; ``confirmed_on`` is the day on which the host's word was written
    down; ``boarding_min`` is what the party needs to board after a visit; ``hotel`` is the id of
    the place where the night after the day is spent; ``within`` the stop whose visit it is a part
    of; ``has_parts`` says that such a part lies over its right edge; ``spoken`` is the whole as a
    sentence. What ``closes_day`` has an end that the day does not show.
    """

    kind: str
    day: int
    top_min: int
    minutes: int
    title: str
    detail: str
    time: str
    spoken: str
    number: str = ""
    stop: str = ""
    site: str = ""
    name: str = ""
    leg: LegFacts | None = None
    is_tentative: bool = False
    is_pinned: bool = False
    is_locked: bool = False
    late_min: int = 0
    position: int = -1
    start_tod_min: int = 0
    opens_day: bool = False
    ready: str = ""
    confirmed_by: str = ""
    confirmed_on: str = ""
    coverage: str = ""
    boarding_min: int = 0
    hotel: str = ""
    within: str = ""
    has_parts: bool = False
    closes_day: bool = False
    facts: tuple[tuple[str, str, str], ...] = ()  # label, value, remark

    @property
    def bottom_min(self) -> int:
        """Where it ends."""
        return self.top_min + self.minutes


@dataclass(frozen=True, slots=True)
class Column:
    """One day: its head and its blocks in order of time."""

    index: int
    title: str
    start: str
    end: str
    blocks: tuple[Block, ...]
    miles: int
    drive_min: int
    drive_limit_min: int | None
    duty_min: int
    duty_limit_min: int | None
    is_estimate: bool
    verdict: str
    verdict_short: str
    tone: str  # good | bad
    warnings: int
    stops: int


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """A marked site that is in no day: why, and what the program can do about it."""

    stop: str
    name: str
    city: str
    sentence: str
    can_place: bool  # it has a point
    can_try: bool  # a change that makes room was found


@dataclass(frozen=True, slots=True)
class Board:
    """A whole plan as it is shown."""

    tour_id: str
    name: str
    columns: tuple[Column, ...]
    findings: tuple[Finding, ...]
    not_placed: tuple[NotPlaced, ...] = ()
    source: str = ""
    hit_time_cap: bool = False
    untried: str = ""  # a sentence, where more are marked than a search tries
    accepted: tuple[Accepted, ...] = ()

    @property
    def first_min(self) -> int:
        """The earliest minute of any day, rounded to the hour before."""
        tops = [block.top_min for column in self.columns for block in column.blocks]
        return min(tops, default=480) // 60 * 60

    @property
    def last_min(self) -> int:
        """The latest minute of any day, rounded to the hour after."""
        ends = [block.bottom_min for column in self.columns for block in column.blocks]
        return -(-max(ends, default=1080) // 60) * 60

    def block_of(self, stop: str) -> Block | None:
        """Give the visit of a stop, None where it is in no day."""
        blocks = (block for column in self.columns for block in column.blocks)
        return next((block for block in blocks if stop and block.stop == stop), None)


def is_like(one: Block, other: Block) -> bool:
    """Whether two blocks are the same stop or leg, or the same part of the same day."""
    if one.stop or other.stop:
        return one.stop == other.stop
    if one.leg is not None and other.leg is not None:
        return (one.leg.left, one.leg.right) == (other.leg.left, other.leg.right)
    return (one.kind, one.day, one.top_min) == (other.kind, other.day, other.top_min)


def day_verdict(findings: Sequence[Finding]) -> tuple[str, str, str]:
    """Say whether a day can be, and by how much it cannot: words, the same in short, tone."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    unlawful = [finding for finding in errors if finding.rule.startswith(_LAW)]
    problems = count_words(len(errors), "problem")
    for late, other, found in (
        ("Not lawful", "Not lawful", unlawful),
        ("Does not fit", problems, errors),
    ):
        if found:
            over = max(int(f.numbers.get("over_min", f.numbers.get("late_min", 0))) for f in found)
            if over:
                return f"{late}, {hours_text(over)} over", f"{clock_span(over)} over", "bad"
            return other, other, "bad"
    return "Lawful", "Lawful", "good"
