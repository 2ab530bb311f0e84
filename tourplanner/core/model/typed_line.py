"""A pasted line as words, and the state that it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tourplanner.core.model.matching import SchoolIndex, TypedWord
from tourplanner.core.model.states import States
from tourplanner.core.model.words import place_words


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line with its words and what it says of the state."""

    words: tuple[TypedWord, ...]
    labels: tuple[str, ...]
    state: str = ""
    state_words: frozenset[int] = frozenset()
    maybe_state: str = ""  # "Nevada" is a state and a county of another one

    def text_of(self, numbers: Sequence[int]) -> str:
        """Give some of the words, by number, as one text."""
        return " ".join(self.words[i].text for i in numbers)


def with_state(
    parts: Sequence[str], line: TypedLine, index: SchoolIndex, states: States
) -> TypedLine:
    """Find a state said in the line: ``CA`` at the end of a part or before a ZIP, or ``Texas``.

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
        match = re.search(r"(?:^|\s)([A-Z]{2}|Calif)\.?(?:\s+\d{5})?$", part.strip())
        if match is None:
            continue
        code = "CA" if match.group(1) == "Calif" else match.group(1)
        if code in states.by_code and _is_state(code, part, number, len(own), parts, labels, index):
            spelled = [i for i in own if words[i].text == match.group(1).casefold()]
            found = frozenset(sorted(spelled)[-1:])
            line = replace(line, state=code, state_words=line.state_words | found)
    return line


def _is_state(
    code: str,
    part: str,
    number: int,
    count: int,
    parts: Sequence[str],
    labels: Sequence[str],
    index: SchoolIndex,
) -> bool:
    """Whether two capitals at the end of a part are a state and not "MS" or "High Tech LA"."""
    if part.rstrip()[-1:].isdigit():  # a ZIP follows
        return True
    rest = place_words(part.strip()[: -len(code)]) if count > 1 else ()
    is_word = code == "MS" or code.casefold() in index.by_word
    if rest and is_word and rest not in index.places:
        return False
    return number > 0 or bool(labels) or (len(parts) == 1 and count > 2)
