"""Which school a pasted line means: sure, several, or none. Nothing is picked in silence.

A school explains words of a line: by its name, town, district, address, ZIP or code. A school that
explains all that another explains and more wins over it. A line is *sure* when one school is left,
its name is whole, the line says where it is (or the name is one of a kind), and nothing in the line
speaks against it. Everything else asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tourplanner.core.model.codes import CDS_LENGTH, with_zero
from tourplanner.core.model.matching import (
    CHATTER,
    DOUBT,
    STREET_TYPES,
    Entry,
    Reading,
    SchoolIndex,
    read_line,
    typed_words,
)
from tourplanner.core.model.pasted import PastedLine
from tourplanner.core.model.states import States
from tourplanner.core.model.typed_line import TypedLine, with_state
from tourplanner.core.model.words import (
    GENERIC_WORDS,
    STOP_WORDS,
    TYPE_WORDS,
    place_words,
    word_set,
)

MAX_SHOWN = 50
#: Evidence that tells one school from others of its name.
PLACING = frozenset({"city", "district", "address", "zip", "street", "county named"})
_OPENERS = word_set("hi hello hey dear thanks thank regards sincerely")  # of letters
_GRADES = re.compile(r"(?:tk|pk|k|p)\d{1,2}|\d{1,2}to\d{1,2}")
Near = Callable[[str], Sequence[str]]  # words of the directory that a misspelled word may be


class MatchState(StrEnum):
    """What became of a line."""

    SURE = "sure"
    SEVERAL = "several"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Possible:
    """A school that a line may mean, and why."""

    entry: Entry
    reason: str
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a line means; ``reason`` is one sentence for the person who pasted it."""

    state: MatchState
    possible: tuple[Possible, ...] = ()
    reason: str = ""
    rest: str = ""  # words on the line that say nothing of the school
    total: int = 0  # how many fit, where more than shown
    is_chatter: bool = False  # words of a letter: no school, no site either
    padded: str = ""  # the code, where a leading zero was put back

    @property
    def is_unplaced(self) -> bool:
        """Whether it asks, and nothing in the line says where any of the schools is."""
        asks = self.state is MatchState.SEVERAL
        return asks and all(p.evidence.isdisjoint(PLACING) for p in self.possible)


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
    verdict = _judge(line, typed, index, near)
    if verdict.state is MatchState.SEVERAL and not line.codes and _is_greeting(typed):
        return _CHATTER  # "Hi Dana, here is the list:", although there is a Dana Middle
    if verdict.state is not MatchState.SURE:
        return verdict
    wanted, there = typed.state or home_state, verdict.possible[0].entry.state
    if not wanted or not there or wanted == there:
        return verdict
    reason = f"It is in {states.name_of(there)}, not in {states.name_of(wanted)}: please check."
    return replace(verdict, state=MatchState.SEVERAL, reason=reason)


def _judge(line: PastedLine, typed: TypedLine, index: SchoolIndex, near: Near) -> Verdict:
    if line.codes:
        verdict = _by_code(line, typed, index)
        if verdict is not None:
            return verdict
    verdict = _by_name(typed, index)
    if verdict is not None and verdict.is_unplaced:
        verdict = _with_those_there(typed, index, verdict)
    verdict = verdict or _by_address(typed, index)
    verdict = verdict or _by_part(typed, index) or _by_misspelling(typed, index, near)
    verdict = verdict or _none(typed, index)
    if line.codes and verdict.state is not MatchState.NONE:
        reason = f"The code {line.codes[0]} is not in the directory; the name fits."
        return replace(verdict, state=MatchState.SEVERAL, reason=reason)
    if line.codes:
        reason = f"The code {line.codes[0]} is not in the directory."
        return replace(verdict, reason=reason, is_chatter=False)
    return verdict


# -- codes -------------------------------------------------------------------------------------


def _look_up(code: str, index: SchoolIndex) -> list[Entry]:
    found = index.by_code.get(code) or index.by_code.get(with_zero(code))
    return _without_doubles(found or [])


def _by_code(line: PastedLine, typed: TypedLine, index: SchoolIndex) -> Verdict | None:
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
    named = _by_name(typed, index)
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


# -- names -------------------------------------------------------------------------------------


def _without_doubles(entries: Sequence[Entry]) -> list[Entry]:
    """Keep one entry for a school that two editions hold; the state's own directory goes first."""
    by_school: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda e: (len(e.key) != CDS_LENGTH, e.key)):
        by_school.setdefault(entry.nces or entry.key, entry)
    return list(by_school.values())


def _readings(typed: TypedLine, entries: Sequence[Entry]) -> list[Reading]:
    found = []
    for entry in _without_doubles(entries):
        if typed.state and entry.state and entry.state != typed.state:
            continue
        reading = read_line(typed.words, entry, typed.labels)
        if typed.state or typed.maybe_state == entry.state:
            for i in typed.state_words:
                reading.fields[i] = reading.fields[i] or "stop"
        found.append(reading)
    return found


def _loose(typed: TypedLine, reading: Reading) -> list[int]:
    """Give the words that neither the school nor everyday language explains."""
    return [
        i
        for i in reading.leftover()
        if typed.words[i].text not in CHATTER and not _GRADES.fullmatch(typed.words[i].text)
    ]


def _chatter(typed: TypedLine, reading: Reading) -> list[int]:
    return [i for i in reading.leftover() if typed.words[i].text in CHATTER]


def _is_plausible(typed: TypedLine, reading: Reading, index: SchoolIndex) -> bool:
    """Whether a school whose words stand in the line may be meant at all."""
    loose = _loose(typed, reading)
    core = reading.entry.name.core
    if not reading.is_short:  # "The Academy" is not meant by every academy
        in_name = any(typed.words[i].part in reading.name_parts for i in loose)
        return not (in_name and GENERIC_WORDS.issuperset(core))
    if len(reading.name_parts) > 1 or not reading.name_parts:
        return False
    if any(typed.words[i].part in reading.name_parts for i in loose):
        return False
    if _chatter(typed, reading) or any(typed.words[i].forms & TYPE_WORDS for i in loose):
        return False
    headed = bool(typed.labels)
    if not headed and index.is_place_rather_than_name(core):
        return False
    return not (loose and core in index.places)


def _is_another_name_elsewhere(typed: TypedLine, reading: Reading, index: SchoolIndex) -> bool:
    """Whether a line has more words in the name and says a place that is not the school's.

    "Rose City Family Center, Pasadena" means no school called Rose somewhere else.
    """
    loose = _loose(typed, reading)
    in_name = [i for i in loose if typed.words[i].part in reading.name_parts]
    elsewhere = [typed.words[i].text for i in loose if i not in in_name]
    says_where = any(len(t) == 5 and t.isdecimal() for t in elsewhere)
    says_where = says_where or bool(_place_in(elsewhere, index))
    return bool(in_name) and says_where and reading.evidence.isdisjoint(PLACING)


def _differs_in_kind_alone(typed: TypedLine, reading: Reading) -> bool:
    """Whether "Madison Middle" is all that keeps a line from meaning Madison Elementary."""
    return all(typed.words[i].forms & TYPE_WORDS for i in _loose(typed, reading))


def _best(readings: Sequence[Reading]) -> list[Reading]:
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


def _against(typed: TypedLine, reading: Reading, index: SchoolIndex) -> list[str]:
    """List in words what on the line speaks against a school."""
    words, entry = typed.words, reading.entry
    out = list(reading.against)
    loose = _loose(typed, reading)
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
        elif place := _place_in(texts, index):
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
    loose = _loose(typed, reading)
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


def _place_in(texts: Sequence[str], index: SchoolIndex) -> str:
    """Give the first town, county or district that stands in some words, or ""."""
    spoken = place_words(" ".join(texts))
    for i in range(len(spoken)):
        for j in range(min(i + 4, len(spoken)), i, -1):
            if spoken[i:j] in index.places:
                return " ".join(spoken[i:j])
    return ""


_FIELD_WORDS = (
    ("address", "address"),
    ("city", "city"),
    ("district", "district"),
    ("zip", "ZIP"),
    ("street", "street"),
    ("county", "county"),
    ("county named", "county"),
)


def _possible(reading: Reading) -> Possible:
    fits = list(dict.fromkeys(w for name, w in _FIELD_WORDS if name in reading.evidence))
    name = "name" if "name" in reading.evidence else "part of the name"
    said = [name, *fits]
    if not reading.name_parts:
        said = fits
    return Possible(reading.entry, " and ".join(said) + " fit", frozenset(reading.evidence))


def _order(reading: Reading) -> tuple[bool, bool, int, bool, tuple[str, ...], str]:
    entry = reading.entry
    return (
        reading.is_short,
        reading.type_conflict,
        -len(reading.explained),
        entry.is_closed,
        entry.name.all,
        entry.key,
    )


def _several(readings: Sequence[Reading], reason: str) -> Verdict:
    ordered = sorted(readings, key=_order)
    shown = tuple(_possible(reading) for reading in ordered[:MAX_SHOWN])
    return Verdict(MatchState.SEVERAL, shown, reason, total=len(ordered))


def _is_one_of_a_kind(reading: Reading, index: SchoolIndex) -> bool:
    """Whether no other school's name holds the words of this name; one bare word never tells."""
    name = reading.entry.name
    if len(name.core + name.kind) < 2:
        return False
    return len(_without_doubles(index.sharing(name.core + name.kind))) == 1


def _by_name(typed: TypedLine, index: SchoolIndex) -> Verdict | None:
    readings = [r for r in _readings(typed, index.named(typed.words)) if r.name_parts]
    other_kind = [r for r in readings if r.type_conflict and _differs_in_kind_alone(typed, r)]
    plausible = [
        r
        for r in readings
        if not r.type_conflict
        and _is_plausible(typed, r, index)
        and not _is_another_name_elsewhere(typed, r, index)
    ]
    top = _best(plausible or other_kind)
    if not top:
        return None
    if len(top) > 1:
        is_placed = any(not r.evidence.isdisjoint(PLACING) for r in top)
        say = "choose one" if is_placed else "say the city or the district"
        if not is_placed and (town := _town_without(typed, top[0], index)):
            say = f"none of them in {town}"
        return _several(top, f"{len(top)} schools fit: {say}.")
    only = top[0]
    against = _against(typed, only, index)
    if against:
        there = [r for r in other_kind if r is not only and not r.evidence.isdisjoint(PLACING)]
        shown = _best(there) + top if only.evidence.isdisjoint(PLACING) else top
        return _several(shown, f"Please check: {'; '.join(against)}.")
    if only.is_short or len(only.name_parts) > 1:
        return _several(top, "The line gives a part of the name: please check.")
    rest = typed.text_of(_loose(typed, only))
    sure = replace(_several(top, ""), state=MatchState.SURE, rest=rest)
    if not only.evidence.isdisjoint(PLACING):
        return replace(sure, reason="Name and place fit one school alone.")
    if "county" in only.evidence:
        return _several(top, "The line gives its county, which is not its town: please check.")
    if _is_one_of_a_kind(only, index) and not rest:
        return replace(sure, reason="The only school of that name in the directory.")
    return _several(top, "The name is whole, but the line does not say where: please check.")


# -- what is left ------------------------------------------------------------------------------


def _by_address(typed: TypedLine, index: SchoolIndex) -> Verdict | None:
    """Find the schools at an address that stands on a line without a school's name."""
    entries = [entry for word in typed.words for entry in index.by_house.get(word.text, ())]
    there = [r for r in _readings(typed, entries) if "address" in r.evidence]
    top = _best(there)
    top = [r for r in top if not _loose(typed, r)] or top
    if not top:
        return None
    for reading in top:
        reading.name_parts = frozenset()
    return _several(top, "The line gives an address without a name: please check.")


def _by_part(typed: TypedLine, index: SchoolIndex, most: int = 25) -> Verdict | None:
    """Find schools of which the line gives a part of the name: "Dorsa" for "A. J. Dorsa"."""
    spoken = {word.part for word in typed.words if word.text in CHATTER}
    kept = [i for i, word in enumerate(typed.words) if word.part not in spoken]
    words = [typed.words[i] for i in kept if i not in typed.state_words]
    if not words or (spoken and len(words) < 2) or _is_place(typed, index):
        return None
    entries: dict[str, Entry] = {}
    for word in words:
        for form in word.forms:
            pool = index.by_word.get(form, ())
            if len(form) > 3 and form not in TYPE_WORDS and len(pool) <= 400:
                entries.update((entry.key, entry) for entry in pool)
    readings = []
    for reading in _readings(typed, list(entries.values())):
        named = [i for i, name in enumerate(reading.fields) if name == "name"]
        telling = [i for i in named if not typed.words[i].forms & TYPE_WORDS]
        loose = [i for i in _loose(typed, reading) if i in kept]
        if telling and not loose and not reading.type_conflict:
            readings.append(reading)
    top = _best(readings)
    has_place = any(not r.evidence.isdisjoint(PLACING) for r in top)
    if not top or len(top) > (most if has_place or len(words) > 1 else 2):
        return None
    return _several(top, "The line gives a part of the name: please check.")


def _with_those_there(typed: TypedLine, index: SchoolIndex, verdict: Verdict) -> Verdict:
    """Put schools with a part of the name first where they are in the place that the line says.

    "Lincoln High, San Jose" may well mean Abraham Lincoln High there, not Lincoln High elsewhere.
    """
    part = _by_part(typed, index)
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


def _by_misspelling(typed: TypedLine, index: SchoolIndex, near: Near) -> Verdict | None:
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
    verdict = _by_name(guessed, index) or _by_part(guessed, index)
    if verdict is None:
        return None
    return replace(
        verdict,
        state=MatchState.SEVERAL,
        reason=f"{' and '.join(read)} may be a misspelling: please check.",
    )


def _is_place(typed: TypedLine, index: SchoolIndex) -> bool:
    """Whether the line is the name of a place and nothing else, such as the heading "Pasadena"."""
    texts = [word.text for i, word in enumerate(typed.words) if i not in typed.state_words]
    spoken = place_words(" ".join(texts))
    is_known = spoken in index.places
    return not typed.labels and is_known and index.is_place_rather_than_name(spoken)


def _is_chatter(typed: TypedLine) -> bool:
    """Whether a line is talk: "Hi all, here is the list", "Please confirm by Friday"."""
    texts = [word.text for word in typed.words]
    telling = [text for text in texts if text not in STOP_WORDS and not text.isdecimal()]
    talk = sum(text in CHATTER for text in telling)
    if talk == len(telling):
        return True
    is_talk = texts[0] in _OPENERS or (talk >= 3 and 2 * talk >= len(telling))
    return is_talk and not typed.labels


def _is_greeting(typed: TypedLine) -> bool:
    """Whether a line greets somebody and names no kind of school."""
    texts = [word.text for word in typed.words]
    return not typed.labels and texts[0] in _OPENERS and TYPE_WORDS.isdisjoint(texts)


_CHATTER = Verdict(MatchState.NONE, reason="No school is named here.", is_chatter=True)


def _none(typed: TypedLine, index: SchoolIndex) -> Verdict:
    if _is_chatter(typed):
        return _CHATTER
    return Verdict(MatchState.NONE, reason=_why_none(typed, index))


def _why_none(typed: TypedLine, index: SchoolIndex) -> str:
    if not index.entries:
        return "No school directory is loaded."
    if typed.state and index.entries and all(e.state != typed.state for e in index.entries):
        return f"No directory of {typed.state} is loaded."
    if _is_place(typed, index):
        return "This names a place, not a school."
    return "No school of the directory fits."
