"""A pasted list with the schools that its lines mean, for a person to look through."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations

from tourplanner.core.changes import Changes
from tourplanner.core.geo import LatLon, great_circle_mi
from tourplanner.core.model.ids import SiteId
from tourplanner.core.model.judging.verdict import MatchState
from tourplanner.core.model.site import SchoolRow


@dataclass(frozen=True, slots=True)
class ListCandidate:
    """A school that a line may mean, and why."""

    row: SchoolRow
    reason: str
    site: str = ""  # id of its site where it is a candidate already
    near: str = ""  # how far from the nearest school that the list means for sure, in words


@dataclass(frozen=True, slots=True)
class LineMatch:
    """One entry of a pasted list.

    ``choice`` is the key of the school that will be added: set for a sure line, chosen by a person
    for the others. ``by_hand`` holds the facts of a site to make where no school fits. An entry
    with neither is left out by ``sites.apply``.
    """

    number: int  # of its first line, from 1
    text: str
    state: MatchState
    reason: str
    candidates: tuple[ListCandidate, ...] = ()
    total: int = 0
    rest: str = ""
    repeats: int | None = None
    flags: tuple[str, ...] = ()
    choice: str = ""
    by_hand: Mapping[str, str] = field(default_factory=dict)
    guess: Mapping[str, str] = field(default_factory=dict)  # facts for keeping it by hand
    is_chatter: bool = False  # words of a letter: no site to keep by hand

    def choose(self, key: str) -> LineMatch:
        """Choose one of the candidates by its key; ValueError for any other."""
        if all(candidate.row.key != key for candidate in self.candidates):
            raise ValueError(f"line {self.number} has no candidate {key}")
        return replace(self, choice=key, by_hand={})

    def keep_by_hand(self, **facts: str) -> LineMatch:
        """Keep the line as a site by hand: name, street, city, state, zip; else as guessed."""
        return replace(self, choice="", by_hand={**self.guess, **facts})

    def leave_out(self) -> LineMatch:
        """Leave the line out."""
        return replace(self, choice="", by_hand={})

    @property
    def apart_mi(self) -> float | None:
        """How far apart the candidates lie at most; None with fewer than two points."""
        points = [c.row.point for c in self.candidates[:20] if c.row.point is not None]
        pairs = [great_circle_mi(a, b) for a, b in combinations(points, 2)]
        return round(max(pairs), 1) if pairs else None


def nearest_first(
    matches: Sequence[LineMatch], start: LatLon | None = None
) -> tuple[LineMatch, ...]:
    """Order what a line may mean by how near it lies to what other lines mean for sure.

    What fits a line better still comes first: only schools for which the same is said change
    places. One that another line means for sure comes last: a list seldom names a school twice.
    Nothing is chosen.

    Parameters
    ----------
    start : where the tour begins; it counts where no line is sure.
    """
    meant = {
        c.row.key: (match.number, c.row)
        for match in matches
        if match.state is MatchState.SURE
        for c in match.candidates[:1]
    }
    sure = [
        (f"{row.name}, line {number}", row.point)
        for number, row in meant.values()
        if row.point is not None
    ]
    lines = {key: number for key, (number, _) in meant.items()}
    from_ = sure or ([("the tour's start", start)] if start is not None else [])
    if not from_:
        return tuple(matches)

    @cache  # many lines may mean the same schools
    def nearest(point: LatLon) -> tuple[float, str]:
        return min((great_circle_mi(point, there), name) for name, there in from_)

    return tuple(
        replace(match, candidates=_by_distance(match.candidates, nearest, lines))
        if match.state is MatchState.SEVERAL
        else match
        for match in matches
    )


def _by_distance(
    candidates: Sequence[ListCandidate],
    nearest: Callable[[LatLon], tuple[float, str]],
    meant: Mapping[str, int],
) -> tuple[ListCandidate, ...]:
    said = list(dict.fromkeys(c.reason for c in candidates))
    keyed = []
    for number, one in enumerate(candidates):
        point, line = one.row.point, meant.get(one.row.key)
        miles, name = nearest(point) if point is not None else (math.inf, "")
        near = f"{miles:,.0f} mi from {name}" if name else ""
        if line is not None:
            near = f"line {line} means this one"
        place = (said.index(one.reason), line is not None, miles, number)
        keyed.append((place, replace(one, near=near)))
    return tuple(one for _, one in sorted(keyed, key=lambda pair: pair[0]))


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of adding sites in one action; ``changes`` is None where there was nothing new."""

    changes: Changes | None
    added: tuple[SiteId, ...] = ()
    already: tuple[SiteId, ...] = ()
    by_hand: tuple[SiteId, ...] = ()
    unknown: tuple[str, ...] = ()  # keys that no directory has
    padded: tuple[str, ...] = ()  # codes as found, where a leading zero was put back
    open_lines: tuple[int, ...] = ()  # lines that still ask, by number
    flags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # site: what to know
    # Of by_hand, those whose town or ZIP tells no one place: their names.
    unplaced: Mapping[SiteId, str] = field(default_factory=dict)
