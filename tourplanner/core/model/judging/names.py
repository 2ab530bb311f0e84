"""A line with the name of a school means that school, if nothing in the line speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tourplanner.core.model.judging.readings import (
    best_of,
    chatter_in,
    loose_in,
    readings_of,
    without_doubles,
)
from tourplanner.core.model.judging.verdict import PLACING, MatchState, Verdict, several
from tourplanner.core.model.matching import DOUBT, STREET_TYPES, Reading, SchoolIndex
from tourplanner.core.model.typed_line import TypedLine
from tourplanner.core.model.words import GENERIC_WORDS, TYPE_WORDS, place_words


def by_name(typed: TypedLine, index: SchoolIndex) -> Verdict | None:
    """Judge a line by the names of schools in it; None where there is none."""
    readings = [r for r in readings_of(typed, index.named(typed.words)) if r.name_parts]
    other_kind = [r for r in readings if r.type_conflict and _differs_in_kind_alone(typed, r)]
    plausible = [
        r
        for r in readings
        if not r.type_conflict
        and _is_plausible(typed, r, index)
        and not _is_another_name_elsewhere(typed, r, index)
    ]
    top = best_of(plausible or other_kind)
    if not top:
        return None
    if len(top) > 1:
        is_placed = any(not r.evidence.isdisjoint(PLACING) for r in top)
        say = "choose one" if is_placed else "say the city or the district"
        if not is_placed and (town := _town_without(typed, top[0], index)):
            say = f"none of them in {town}"
        return several(top, f"{len(top)} schools fit: {say}.")
    only = top[0]
    against = _against(typed, only, index)
    if against:
        there = [r for r in other_kind if r is not only and not r.evidence.isdisjoint(PLACING)]
        shown = best_of(there) + top if only.evidence.isdisjoint(PLACING) else top
        return several(shown, f"Please check: {'; '.join(against)}.")
    if only.is_short or len(only.name_parts) > 1:
        return several(top, "The line gives a part of the name: please check.")
    rest = typed.text_of(loose_in(typed, only))
    sure = replace(several(top, ""), state=MatchState.SURE, rest=rest)
    if not only.evidence.isdisjoint(PLACING):
        return replace(sure, reason="Name and place fit one school alone.")
    if "county" in only.evidence:
        return several(top, "The line gives its county, which is not its town: please check.")
    if _is_one_of_a_kind(only, index) and not rest:
        return replace(sure, reason="The only school of that name in the directory.")
    return several(top, "The name is whole, but the line does not say where: please check.")


def _is_plausible(typed: TypedLine, reading: Reading, index: SchoolIndex) -> bool:
    """Whether a school whose words stand in the line may be meant at all."""
    loose = loose_in(typed, reading)
    core = reading.entry.name.core
    if not reading.is_short:  # "The Academy" is not meant by every academy
        in_name = any(typed.words[i].part in reading.name_parts for i in loose)
        return not (in_name and GENERIC_WORDS.issuperset(core))
    if len(reading.name_parts) > 1 or not reading.name_parts:
        return False
    if any(typed.words[i].part in reading.name_parts for i in loose):
        return False
    if chatter_in(typed, reading) or any(typed.words[i].forms & TYPE_WORDS for i in loose):
        return False
    headed = bool(typed.labels)
    if not headed and index.is_place_rather_than_name(core):
        return False
    return not (loose and core in index.places)


def _is_another_name_elsewhere(typed: TypedLine, reading: Reading, index: SchoolIndex) -> bool:
    """Whether a line has more words in the name and says a place that is not the school's.

    "Rose City Family Center, Pasadena" means no school called Rose somewhere else.
    """
    loose = loose_in(typed, reading)
    in_name = [i for i in loose if typed.words[i].part in reading.name_parts]
    elsewhere = [typed.words[i].text for i in loose if i not in in_name]
    says_where = any(len(t) == 5 and t.isdecimal() for t in elsewhere)
    says_where = says_where or bool(place_in(elsewhere, index))
    return bool(in_name) and says_where and reading.evidence.isdisjoint(PLACING)


def _differs_in_kind_alone(typed: TypedLine, reading: Reading) -> bool:
    """Whether "Madison Middle" is all that keeps a line from meaning Madison Elementary."""
    return all(typed.words[i].forms & TYPE_WORDS for i in loose_in(typed, reading))


def _is_one_of_a_kind(reading: Reading, index: SchoolIndex) -> bool:
    """Whether no other school's name holds the words of this name; one bare word never tells."""
    name = reading.entry.name
    if len(name.core + name.kind) < 2:
        return False
    return len(without_doubles(index.sharing(name.core + name.kind))) == 1


def _against(typed: TypedLine, reading: Reading, index: SchoolIndex) -> list[str]:
    """List in words what on the line speaks against a school."""
    words, entry = typed.words, reading.entry
    out = list(reading.against)
    loose = loose_in(typed, reading)
    doubts = [i for i in reading.leftover() if words[i].text in DOUBT]
    if doubts:
        out.append(f"the line says “{words[doubts[0]].text}”")
    if reading.type_conflict:
        out.append("it is another kind of school")
    if place := _town_read_as_street(typed, reading, index):
        out.append(f"“{place}” is another place")
    for part in sorted({words[i].part for i in loose}):
        own = [i for i in loose if words[i].part == part]
        texts = tuple(words[i].text for i in own)
        said = typed.text_of(own)
        label = typed.labels[part] if typed.labels else ""
        if label in ("city", "district", "county", "street", "zip"):
            out.append(f"the {label} differs: “{said}”")
        elif any(len(t) == 5 and t.isdecimal() for t in texts) and entry.zip:
            out.append(f"the ZIP differs: “{said}”")
        elif place := place_in(texts, index):
            out.append(f"“{place}” is another place")
        elif texts[0][0].isdigit() and len(texts) > 1 and entry.street:
            out.append(f"the street differs: “{said}”")
        elif part in reading.name_parts:
            out.append(f"“{said}” is not in its name")
    if len(loose) > 8:
        out.append("the line says much else")
    return out


def _town_without(typed: TypedLine, reading: Reading, index: SchoolIndex) -> str:
    """Give the town that the line says although no school of the name is there, or ""."""
    loose = loose_in(typed, reading)
    for part in sorted({typed.words[i].part for i in loose}):
        own = [i for i in loose if typed.words[i].part == part]
        spoken = tuple(place_words(typed.text_of(own)))
        if typed.labels[part] == "city" if typed.labels else spoken in index.places:
            return typed.text_of(own).title()
    return ""


def _town_read_as_street(typed: TypedLine, reading: Reading, index: SchoolIndex) -> str:
    """Give the town on the line that only names the school's street: "Oakland" on Oakland Street.

    Who writes a street says so, with its kind or a house number.
    """
    words = [typed.words[i] for i, name in enumerate(reading.fields) if name == "street"]
    if any(w.text[0].isdigit() or w.forms & STREET_TYPES for w in words):
        return ""
    spoken = tuple(place_words(" ".join(w.text for w in words)))
    return " ".join(spoken) if spoken in index.places else ""


def place_in(texts: Sequence[str], index: SchoolIndex) -> str:
    """Give the first town, county or district that stands in some words, or ""."""
    spoken = place_words(" ".join(texts))
    for i in range(len(spoken)):
        for j in range(min(i + 4, len(spoken)), i, -1):
            if spoken[i:j] in index.places:
                return " ".join(spoken[i:j])
    return ""
