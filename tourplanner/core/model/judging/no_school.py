"""A line that names no school: a place, a greeting, talk, or a school of no directory here."""

from __future__ import annotations

from tourplanner.core.model.judging.verdict import MatchState, Verdict
from tourplanner.core.model.matching import CHATTER, SchoolIndex
from tourplanner.core.model.states import States
from tourplanner.core.model.typed_line import TypedLine
from tourplanner.core.model.words import STOP_WORDS, TYPE_WORDS, place_words, word_set

_OPENERS = word_set("hi hello hey dear thanks thank regards sincerely")  # of letters
_HEADS = word_set("from sent subject cc bcc")  # of mail
#: What stands in a line where nobody had anything to say; the program knows no line above.
_NOTHING_SAID = frozenset(
    (
        "same",
        "same as above",
        "as above",
        "see above",
        "above",
        "ditto",
        "idem",
        "igual",
        "na",
        "n a",
    )
)
TALK = Verdict(MatchState.NONE, reason="No school is named here.", is_chatter=True)


def no_school(typed: TypedLine, index: SchoolIndex, states: States) -> Verdict:
    """Say of a line that it means no school of the directory, and why."""
    if _is_chatter(typed):
        return TALK
    return Verdict(MatchState.NONE, reason=_why_none(typed, index, states))


def _why_none(typed: TypedLine, index: SchoolIndex, states: States) -> str:
    if not index.entries:
        return "No school directory is loaded."
    if typed.state and index.entries and all(e.state != typed.state for e in index.entries):
        return f"No directory of {states.name_of(typed.state)} is loaded."
    if is_place(typed, index):
        return "This names a place, not a school."
    return "No school of the directory fits."


def is_place(typed: TypedLine, index: SchoolIndex) -> bool:
    """Whether the line is the name of a place and nothing else, such as the heading "Pasadena"."""
    texts = [word.text for i, word in enumerate(typed.words) if i not in typed.state_words]
    spoken = place_words(" ".join(texts))
    is_known = spoken in index.places
    return not typed.labels and is_known and index.is_place_rather_than_name(spoken)


def _is_chatter(typed: TypedLine) -> bool:
    """Whether a line is talk: "Hi all, here is the list", "Please confirm by Friday"."""
    texts = [word.text for word in typed.words]
    talk, telling = _talk_in(typed)
    if talk == telling or " ".join(texts) in _NOTHING_SAID:
        return True
    is_talk = texts[0] in _OPENERS | _HEADS or (talk >= 3 and 2 * talk >= telling)
    return is_talk and not typed.labels


def is_heading(typed: TypedLine) -> bool:
    """Whether half of what a line says, or more, is everyday language."""
    talk, telling = _talk_in(typed)
    return not typed.labels and 2 * talk >= telling


def _talk_in(typed: TypedLine) -> tuple[int, int]:
    """Count the words of everyday language, and all that may tell something."""
    texts = [word.text for word in typed.words]
    telling = [text for text in texts if text not in STOP_WORDS and not text.isdecimal()]
    return sum(text in CHATTER for text in telling), len(telling)


def is_greeting(typed: TypedLine) -> bool:
    """Whether a line greets somebody and names no kind of school."""
    texts = [word.text for word in typed.words]
    return not typed.labels and texts[0] in _OPENERS and TYPE_WORDS.isdisjoint(texts)
