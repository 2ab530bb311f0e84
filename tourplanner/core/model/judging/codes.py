"""A line with a code means the school of the code, unless its name is that of another."""

from __future__ import annotations

from tourplanner.core.model.codes import with_zero
from tourplanner.core.model.judging.names import by_name
from tourplanner.core.model.judging.readings import without_doubles
from tourplanner.core.model.judging.verdict import MAX_SHOWN, MatchState, Possible, Verdict
from tourplanner.core.model.matching import Entry, SchoolIndex, read_line
from tourplanner.core.model.pasted import PastedLine
from tourplanner.core.model.typed_line import TypedLine


def _look_up(code: str, index: SchoolIndex) -> list[Entry]:
    found = index.by_code.get(code) or index.by_code.get(with_zero(code))
    return without_doubles(found or [])


def by_code(line: PastedLine, typed: TypedLine, index: SchoolIndex) -> Verdict | None:
    """Judge a line by its codes; None where no school of the directory has any of them."""
    found = {entry.key: entry for code in line.codes for entry in _look_up(code, index)}
    entries = list(found.values())
    if not entries:
        return None
    if len(entries) > 1:
        shown = tuple(Possible(entry, "its code", frozenset({"code"})) for entry in entries)
        return Verdict(
            MatchState.SEVERAL, shown, "The line has codes of several schools.", total=len(shown)
        )
    entry = entries[0]
    named = by_name(typed, index)
    mine = read_line(typed.words, entry, typed.labels)
    others = [p for p in named.possible if p.entry is not entry] if named else []
    says_another = bool(others) and "name" not in mine.evidence
    says_another = says_another and not (named and any(p.entry is entry for p in named.possible))
    if says_another and named is not None:
        shown = (Possible(entry, "the code", frozenset({"code"})), *named.possible)
        return Verdict(
            MatchState.SEVERAL,
            shown[:MAX_SHOWN],
            "Code and name on the line are of different schools.",
            total=len(shown),
        )
    rest = typed.text_of([i for i in mine.leftover() if i not in typed.state_words])
    padded = [with_zero(code) for code in line.codes if code not in index.by_code]
    restored = next((code for code in padded if code in index.by_code), "")
    reason = "The code is in the directory."
    if restored:
        reason = f"The code is in the directory with the leading zero that it had lost: {restored}."
    possible = Possible(entry, "its code", frozenset({"code"} | mine.evidence))
    return Verdict(MatchState.SURE, (possible,), reason, rest, 1, padded=restored)
