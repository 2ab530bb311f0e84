"""A whole pasted list judged: lines that belong together, and schools that come twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tourplanner.core.model.judging.line import judge
from tourplanner.core.model.judging.parts import Near
from tourplanner.core.model.judging.verdict import PLACING, MatchState, Verdict
from tourplanner.core.model.matching import SchoolIndex, typed_words
from tourplanner.core.model.pasted import PastedLine, split_at_and, split_line
from tourplanner.core.model.states import States, split_town
from tourplanner.core.model.words import TYPE_WORDS, word_set

_SCHOOL = TYPE_WORDS | word_set("school academy sch elem hs ms jr sr")
_DISTRICT = word_set("district unified union usd isd joint")


@dataclass(frozen=True, slots=True)
class Judged:
    """One entry of a list: its line or lines, what it means, and where it came before."""

    lines: tuple[PastedLine, ...]
    verdict: Verdict
    repeats: int | None = None  # number of the first line that means the same school

    @property
    def text(self) -> str:
        """The entry as it was pasted."""
        return "\n".join(line.text for line in self.lines)


def judge_list(
    lines: Sequence[PastedLine],
    index: SchoolIndex,
    states: States,
    near: Near,
    home_state: str = "",
    tick: Callable[[int], None] = lambda done: None,
) -> tuple[Judged, ...]:
    """Judge every line of a list.

    A letter often gives a school on one line and its address on the next: lines below a bare name,
    without an empty line between, are read with it where that tells which school it is, or where
    they are the address of a school that is in no directory here.

    Parameters
    ----------
    home_state : two letters; see ``judge``.
    tick : told how many lines are judged; may raise Cancelled.
    """
    whole, lines = lines, []
    alone: list[Verdict] = []
    for done, line in enumerate(whole):
        if done % 50 == 0:
            tick(done)
        for piece, verdict in _apart(line, lambda one: judge(one, index, states, near, home_state)):
            lines.append(piece)
            alone.append(verdict)
    out: list[Judged] = []
    first_line: dict[str, int] = {}
    i = 0
    while i < len(lines):
        taken, verdict = _with_lines_below(lines, alone, i, index, states, near, home_state)
        repeats = None
        if verdict.state is MatchState.SURE:
            key = verdict.possible[0].entry.key
            repeats = first_line.setdefault(key, lines[i].number)
            repeats = None if repeats == lines[i].number else repeats
        out.append(Judged(tuple(lines[i : i + taken]), verdict, repeats))
        i += taken
    tick(len(whole))
    return tuple(out)


def _apart(
    line: PastedLine, judge_one: Callable[[PastedLine], Verdict]
) -> list[tuple[PastedLine, Verdict]]:
    """Judge a line; by its pieces where it is no school as a whole, and each of them names one.

    "Willow K-8 / Middle" is one school: its second piece names none. At an "and" it is judged by
    pieces only where each is one school for sure.
    """
    verdict = judge_one(line)
    pieces = split_line(line) if verdict.state is not MatchState.SURE else ()
    if len(pieces) > 1:
        judged = [(piece, judge_one(piece)) for piece in pieces]
        if all("name" in p.evidence for _, v in judged for p in v.possible[:1]) and all(
            v.possible for _, v in judged
        ):
            return judged
    joined = split_at_and(line) if verdict.state is MatchState.SEVERAL else ()
    if len(joined) > 1:
        judged = [(piece, judge_one(piece)) for piece in joined]
        if all(one.state is MatchState.SURE for _, one in judged):
            return judged
    return [(line, verdict)]


def _with_lines_below(
    lines: Sequence[PastedLine],
    alone: Sequence[Verdict],
    i: int,
    index: SchoolIndex,
    states: States,
    near: Near,
    home_state: str,
) -> tuple[int, Verdict]:
    """Give how many lines from ``i`` belong together, and what they mean."""
    verdict, taken = alone[i], 1
    is_bare = len(lines[i].parts) == 1 and not lines[i].labeled
    if verdict.state is MatchState.NONE and is_bare and _says_school(lines[i]):
        while i + taken < len(lines) and taken < 4 and _is_address_below(lines[i + taken], states):
            taken += 1
        return taken, verdict
    names_school = verdict.state is not MatchState.NONE and not lines[i].labeled
    placed = any(p.evidence & {"city", "address", "zip", "code"} for p in verdict.possible)
    if not names_school or (placed and len(verdict.possible) > 1) or lines[i].codes:
        return taken, verdict
    joined = lines[i]
    while i + taken < len(lines) and taken < 4:
        below = lines[i + taken]
        if below.after_gap or _names_school(alone[i + taken]) or _says_school(below):
            break
        if verdict.state is MatchState.SURE:
            if not _only_places(below, verdict, joined):
                break
        else:
            joined = replace(
                joined, parts=joined.parts + below.parts, codes=joined.codes + below.codes
            )
            better = judge(joined, index, states, near, home_state)
            closer = len(better.possible) < len(verdict.possible) and _is_placed(better)
            if better.state is not MatchState.SURE and not (better.possible and closer):
                break
            verdict = better
        taken += 1
    return taken, verdict


def _names_school(verdict: Verdict) -> bool:
    return any("name" in p.evidence or "part of the name" in p.reason for p in verdict.possible)


def _says_school(line: PastedLine) -> bool:
    """Whether a line calls something a school, which may be in no directory here."""
    texts = {word.text for word in typed_words(line.parts)}
    return not texts.isdisjoint(_SCHOOL) and texts.isdisjoint(_DISTRICT)


def _is_address_below(line: PastedLine, states: States) -> bool:
    """Whether a line is the street, or town, state and ZIP, of the school above it."""
    if line.after_gap or not line.parts or _says_school(line):
        return False
    town, state, zip_code = split_town(", ".join(line.parts), states)
    is_town = bool(state and zip_code) and "," not in town
    return is_town or re.match(r"\d+\s+[^\W\d]", line.parts[0]) is not None


def _is_placed(verdict: Verdict) -> bool:
    return any(not p.evidence.isdisjoint(PLACING | {"code"}) for p in verdict.possible)


def _only_places(line: PastedLine, verdict: Verdict, above: PastedLine) -> bool:
    """Whether a line says nothing but where the school above is."""
    entry = verdict.possible[0].entry
    if line.codes:
        return all(code in (entry.key, entry.nces) for code in line.codes) and not line.parts
    if line.text == above.text:
        return False
    words = typed_words(line.parts)
    there = {*entry.city, *entry.street, *entry.county, entry.zip, entry.state.casefold()}
    return bool(words) and all(word.forms & there for word in words)
