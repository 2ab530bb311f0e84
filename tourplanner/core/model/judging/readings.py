"""What the schools explain of a line: which words are left, and which school beats another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tourplanner.core.model.codes import CDS_LENGTH
from tourplanner.core.model.judging.verdict import PLACING
from tourplanner.core.model.matching import (
    CHATTER,
    DIRECTIONS,
    STREET_TYPES,
    Entry,
    Reading,
    TypedWord,
    read_line,
)
from tourplanner.core.model.typed_line import TypedLine
from tourplanner.core.model.words import STOP_WORDS

_GRADES = re.compile(r"(?:tk|pk|k|p)\d{1,2}|\d{1,2}to\d{1,2}")

#: Words that a school may explain though they stand in none of its fields.
_ANYWHERE = (
    STOP_WORDS
    | DIRECTIONS
    | STREET_TYPES
    | frozenset({"county", "school", "schools", "district", "public"})
)


def without_doubles(entries: Sequence[Entry]) -> list[Entry]:
    """Keep one entry for a school that two editions hold; the state's own directory goes first."""
    by_school: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda e: (len(e.key) != CDS_LENGTH, e.key)):
        by_school.setdefault(entry.nces or entry.key, entry)
    return list(by_school.values())


def readings_of(typed: TypedLine, entries: Sequence[Entry]) -> list[Reading]:
    """Read a line as each of some schools, of the state that the line names."""
    found = []
    for entry in without_doubles(entries):
        if typed.state and entry.state and entry.state != typed.state:
            continue
        reading = read_line(typed.words, entry, typed.labels)
        if typed.state or typed.maybe_state == entry.state:
            for i in typed.state_words:
                reading.fields[i] = reading.fields[i] or "stop"
        found.append(reading)
    return found


def explaining(words: Sequence[TypedWord], entries: Sequence[Entry]) -> list[Entry]:
    """Give the schools that may explain each of some words: quicker than to read all of them."""
    asking = [word for word in words if word.forms.isdisjoint(_ANYWHERE) and not _is_everyday(word)]
    return [entry for entry in entries if all(_has(entry, word) for word in asking)]


def _has(entry: Entry, word: TypedWord) -> bool:
    forms = word.forms
    return not (
        forms.isdisjoint(entry.name.all)
        and forms.isdisjoint(entry.city)
        and forms.isdisjoint(entry.district)
        and forms.isdisjoint(entry.street)
        and forms.isdisjoint(entry.county)
        and word.text not in entry.initials
        and word.text != entry.zip
    )


def _is_everyday(word: TypedWord) -> bool:
    return word.text in CHATTER or _GRADES.fullmatch(word.text) is not None


def loose_in(typed: TypedLine, reading: Reading) -> list[int]:
    """Give the words that neither the school nor everyday language explains."""
    return [i for i in reading.leftover() if not _is_everyday(typed.words[i])]


def chatter_in(typed: TypedLine, reading: Reading) -> list[int]:
    """Give the words of everyday language that the school does not explain."""
    return [i for i in reading.leftover() if typed.words[i].text in CHATTER]


def best_of(readings: Sequence[Reading]) -> list[Reading]:
    """Leave out each school that another one beats: explains all it explains, and more.

    Where two explain the same words, a whole name beats a part of one, and a name without a remark
    in parentheses beats one with it. A town beats a county of its name.
    """
    explained = [(reading, reading.explained) for reading in readings]
    top = [r for r, mine in explained if not any(mine < other for _, other in explained)]
    for lesser in (
        [r for r in top if r.is_short],
        [r for r in top if not r.is_short and r.is_beside],
    ):
        better = {r.explained for r in top if r not in lesser}
        top = [r for r in top if r not in lesser or r.explained not in better]
    in_town = [r for r in top if "city" in r.evidence]
    by_county = [r for r in top if r.evidence.isdisjoint(PLACING) and "county" in r.evidence]
    return [r for r in top if r not in by_county] if in_town else top
