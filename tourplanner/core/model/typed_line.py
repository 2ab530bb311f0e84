"""A pasted line as words, and the state that it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tourplanner.core.model.matching import SchoolIndex, TypedWord
from tourplanner.core.model.states import States, is_initials
from tourplanner.core.model.words import place_words, plain_words

_STATE = re.compile(
    r"(?:^|\s)(?P<state>[A-Z]{2}|[A-Z]\.\s?[A-Z]|[NSW]\.\s?[A-Z][a-z]{1,3}|[A-Z][a-z]{1,4})"
    r"(?P<dot>\.?)(?P<zip>\s+\d{5})?$"
)


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line with its words and what it says of the state."""

    words: tuple[TypedWord, ...]
    labels: tuple[str, ...]
    state: str = ""
    state_words: frozenset[int] = frozenset()
    maybe_state: str = ""  # "Nevada" is a state and a county of another one
    doubt: str = ""  # a sentence: its state and its ZIP contradict one another
    zip_state: str = ""  # of the ZIP, where they do

    def text_of(self, numbers: Sequence[int]) -> str:
        """Give some of the words, by number, as one text."""
        return " ".join(self.words[i].text for i in numbers)


def with_state(
    parts: Sequence[str], line: TypedLine, index: SchoolIndex, states: States
) -> TypedLine:
    """Find a state said in the line: ``CA`` or ``Tex.`` ending a part or before a ZIP, ``Texas``.

    A word that is a town, county or school of the directory too is no state for sure.
    """
    words, labels = line.words, line.labels
    for number, part in enumerate(parts):
        own = frozenset(i for i, word in enumerate(words) if word.part == number)
        if labels and labels[number] not in ("state", "city", "street"):
            continue
        named = states.by_name.get(part.strip(" .").casefold())
        is_state_cell = bool(labels) and labels[number] == "state"
        if named is not None and (is_state_cell or (number > 0 and not labels)):
            spoken = place_words(part)
            is_clear = is_state_cell or not (spoken in index.places or index.sharing(spoken))
            if is_clear:
                return replace(line, state=named.code, state_words=own)
            line = replace(line, maybe_state=named.code, state_words=own)
            continue
        if not labels and (before_zip := _named_before_zip(part, own, words, states)):
            line = replace(line, state=before_zip[0], state_words=before_zip[1])
            continue
        match = _STATE.search(part.strip())
        read = states.find if is_state_cell else states.spelled
        found = read(match["state"]) if match is not None else None
        if match is None or found is None:
            continue
        zip_code = (match["zip"] or "".join(parts[number + 1 : number + 2])).strip()
        if not labels and (against := states.zip_against(zip_code, found.code)):
            there = states.of_zip(zip_code)
            letters = re.sub(r"[.\s]", "", match["state"]).casefold()
            if there is not None and (there.code, letters) in index.initials:  # "LA 90016"
                said = _words_of(match["state"].casefold(), sorted(own), words)
                line = replace(line, state=there.code, state_words=line.state_words | said)
                continue
            line = replace(line, doubt=against, zip_state=there.code if there else "")
        rest = place_words(part.strip()[: match.start("state")]) if len(own) > 1 else ()
        spelled = re.sub(r"[.\s]", "", match["state"]).casefold()
        is_short = not match["state"].isupper()  # "Mo" or "La" may be a word: a dot says it is none
        if is_short and rest and len(spelled) < 4 and not (match["dot"] or match["zip"]):
            continue
        is_word = spelled == "ms" or spelled in index.by_word
        if not match["zip"] and rest and is_word and rest not in index.places:
            continue  # "Lincoln MS" or "High Tech LA"
        if match["zip"] or number > 0 or labels or (len(parts) == 1 and len(own) > 2):
            said = _words_of(spelled, sorted(own), words)
            state_words = line.state_words | said
            if number == 1 and not labels and _may_be_a_town(match, index):
                line = replace(line, maybe_state=found.code, state_words=state_words)
            else:
                line = replace(line, state=found.code, state_words=state_words)
    return line


def _named_before_zip(
    part: str, own: frozenset[int], words: Sequence[TypedWord], states: States
) -> tuple[str, frozenset[int]] | None:
    """Find the whole name of a state before a ZIP of it: "Springfield Illinois 62704"."""
    *before, zip_code = part.split()
    there = states.of_zip(zip_code) if re.fullmatch(r"\d{5}", zip_code) else None
    name = plain_words(there.name) if there else ()
    last = sorted(own)[:-1][-len(name) :]
    if there is None or not before or tuple(words[i].text for i in last) != name:
        return None
    return there.code, frozenset(last)


def _words_of(spelled: str, own: Sequence[int], words: Sequence[TypedWord]) -> frozenset[int]:
    """Give the last words that spell a state: "va", or "w va"."""
    last = [i for i in own if words[i].text == spelled][-1:]
    pairs = [(i, j) for i, j in pairwise(own) if words[i].text + words[j].text == spelled]
    return frozenset(last or (pairs[-1] if pairs else ()))


def _may_be_a_town(state: re.Match[str], index: SchoolIndex) -> bool:
    """Whether a state's initials behind a school are a loaded town's too: "S.D." is San Diego."""
    if state["zip"] or not is_initials(state["state"]):
        return False
    letters = re.sub(r"[.\s]", "", state["state"]).casefold()
    return any(initials == letters for _, initials in index.initials)
