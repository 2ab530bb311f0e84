"""A line without a whole name: an address, a part of a name, a misspelling. It always asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tourplanner.core.model.judging.names import by_name
from tourplanner.core.model.judging.no_school import is_place
from tourplanner.core.model.judging.readings import (
    best_of,
    explaining,
    loose_in,
    readings_of,
    without_doubles,
)
from tourplanner.core.model.judging.verdict import MAX_SHOWN, PLACING, MatchState, Verdict, several
from tourplanner.core.model.matching import CHATTER, Entry, SchoolIndex
from tourplanner.core.model.typed_line import TypedLine
from tourplanner.core.model.words import TYPE_WORDS

Near = Callable[[str], Sequence[str]]  # words of the directory that a misspelled word may be


def by_address(typed: TypedLine, index: SchoolIndex) -> Verdict | None:
    """Find the schools at an address that stands on a line without a school's name."""
    entries = [entry for word in typed.words for entry in index.by_house.get(word.text, ())]
    there = [r for r in readings_of(typed, entries) if "address" in r.evidence]
    top = best_of(there)
    top = [r for r in top if not loose_in(typed, r)] or top
    if not top:
        return None
    for reading in top:
        reading.name_parts = frozenset()
    return several(top, "The line gives an address without a name: please check.")


def by_part(typed: TypedLine, index: SchoolIndex, most: int = 25) -> Verdict | None:
    """Find schools of which the line gives a part of the name: "Dorsa" for "A. J. Dorsa"."""
    spoken = {word.part for word in typed.words if word.text in CHATTER}
    kept = [i for i, word in enumerate(typed.words) if word.part not in spoken]
    words = [typed.words[i] for i in kept if i not in typed.state_words]
    if not words or (spoken and len(words) < 2) or is_place(typed, index):
        return None
    entries: dict[str, Entry] = {}
    for word in words:
        for form in word.forms:
            pool = index.by_word.get(form, ())
            is_telling = len(form) > 3 or (form.isdecimal() and len(words) > 1)  # "P.S. 15"
            if is_telling and form not in TYPE_WORDS and len(pool) <= 400:
                entries.update((entry.key, entry) for entry in pool)
    readings = []
    likely = explaining(words, without_doubles(list(entries.values())))
    for reading in readings_of(typed, likely):
        named = [i for i, name in enumerate(reading.fields) if name == "name"]
        telling = [i for i in named if not typed.words[i].forms & TYPE_WORDS]
        loose = [i for i in loose_in(typed, reading) if i in kept]
        if telling and not loose and not reading.type_conflict:
            readings.append(reading)
    top = best_of(readings)
    has_place = any(not r.evidence.isdisjoint(PLACING) for r in top)
    if not top or len(top) > (most if has_place or len(words) > 1 else 2):
        return None
    return several(top, "The line gives a part of the name: please check.")


def with_those_there(typed: TypedLine, index: SchoolIndex, verdict: Verdict) -> Verdict:
    """Put schools with a part of the name first where they are in the place that the line says.

    "Lincoln High, San Jose" may well mean Abraham Lincoln High there, not Lincoln High elsewhere.
    """
    part = by_part(typed, index)
    there = [p for p in part.possible if not p.evidence.isdisjoint(PLACING)] if part else []
    if not there:
        return verdict
    shown = (*there, *(p for p in verdict.possible if all(p.entry is not t.entry for t in there)))
    return Verdict(
        MatchState.SEVERAL,
        shown[:MAX_SHOWN],
        "No school there has exactly this name: please choose.",
        total=len(there) + verdict.total,
    )


def by_misspelling(typed: TypedLine, index: SchoolIndex, near: Near) -> Verdict | None:
    """Read unknown words as their neighbors in the directory; the answer always asks."""
    known = index.vocabulary_set
    words, read = list(typed.words), []
    for i, word in enumerate(words):
        is_name_like = len(word.text) > 3 and word.text.isalpha() and word.text not in CHATTER
        if is_name_like and not word.forms & known:
            close = tuple(near(word.text))
            if close:
                words[i] = replace(word, forms=word.forms | frozenset(close), is_guess=True)
                read.append(f"“{word.text}”")
    if not read or len(read) > 2:
        return None
    guessed = replace(typed, words=tuple(words))
    verdict = by_name(guessed, index) or by_part(guessed, index)
    if verdict is None:
        return None
    return replace(
        verdict,
        state=MatchState.SEVERAL,
        reason=f"{' and '.join(read)} may be a misspelling: please check.",
    )
