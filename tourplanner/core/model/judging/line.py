"""One pasted line is judged: by its code, else its name, else what else it says."""

from __future__ import annotations

from dataclasses import replace

from tourplanner.core.model.codes import is_rounded
from tourplanner.core.model.judging.codes import by_code
from tourplanner.core.model.judging.names import by_name
from tourplanner.core.model.judging.no_school import TALK, is_greeting, is_heading, no_school
from tourplanner.core.model.judging.parts import (
    Near,
    by_address,
    by_misspelling,
    by_part,
    with_those_there,
)
from tourplanner.core.model.judging.verdict import MatchState, Verdict
from tourplanner.core.model.matching import SchoolIndex, typed_words
from tourplanner.core.model.pasted import PastedLine
from tourplanner.core.model.states import States
from tourplanner.core.model.typed_line import TypedLine, with_state


def judge(
    line: PastedLine, index: SchoolIndex, states: States, near: Near, home_state: str = ""
) -> Verdict:
    """Say which school a pasted line means.

    Parameters
    ----------
    near : gives words of the directory close to a misspelled one; what rests on it always asks.
    home_state : two letters; a school elsewhere is sure only where the line names its state.
    """
    words = typed_words(line.parts)
    labels = line.labeled
    typed = with_state(line.parts, TypedLine(words, labels), index, states)
    verdict = _judge(line, typed, index, states, near)
    if verdict.state is MatchState.NONE and typed.doubt:
        verdict = _judge(line, replace(typed, state=typed.zip_state), index, states, near)
    if verdict.state is MatchState.NONE and line.text.endswith(":") and is_heading(typed):
        return TALK  # "Schools for the October tour (draft 2):"
    if verdict.state is MatchState.SEVERAL and not line.codes and is_greeting(typed):
        return TALK  # "Hi Dana, here is the list:", although there is a Dana Middle
    if verdict.state is not MatchState.SURE:
        return verdict
    found = verdict.possible[0]
    is_so_there = found.entry.state == typed.state and "zip" in found.evidence
    if typed.doubt and not is_so_there:  # a directory may have a ZIP over the line
        return replace(verdict, state=MatchState.SEVERAL, reason=typed.doubt)
    wanted, there = typed.state or home_state, found.entry.state
    if not wanted or not there or wanted == there:
        return verdict
    reason = f"It is in {states.name_of(there)}, not in {states.name_of(wanted)}: please check."
    return replace(verdict, state=MatchState.SEVERAL, reason=reason)


def _judge(
    line: PastedLine, typed: TypedLine, index: SchoolIndex, states: States, near: Near
) -> Verdict:
    if line.codes:
        verdict = by_code(line, typed, index)
        if verdict is not None:
            return verdict
    verdict = by_name(typed, index)
    if verdict is not None and verdict.is_unplaced:
        verdict = with_those_there(typed, index, verdict)
    verdict = verdict or by_address(typed, index)
    verdict = verdict or by_part(typed, index) or by_misspelling(typed, index, near)
    verdict = verdict or no_school(typed, index, states)
    if not line.codes:
        return verdict
    is_lost = is_rounded(line.codes[0])
    why = "was rounded by a spreadsheet, its last digits are lost"
    reason = f"The code {line.codes[0]} {why if is_lost else 'is not in the directory'}"
    if verdict.state is not MatchState.NONE:
        return replace(verdict, state=MatchState.SEVERAL, reason=f"{reason}; the name fits.")
    return replace(verdict, reason=f"{reason}.", is_chatter=is_lost and not line.parts)
