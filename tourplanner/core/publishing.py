"""When a practice card may go out, and what in a text may not: words and names without consent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from tourplanner.core.consent import is_over

CHECKED_STATES = ("approved", "published")
OUTSIDE = ("unnamed", "named")
LEFT_OUT = "[...]"
#: What people write for papers that leave; names, streets and the letterhead are as they are.
WRITTEN: Mapping[str, tuple[str, ...]] = {
    "office": ("boilerplate",),
    "tour": ("purpose",),
    "stop": ("press_title", "room", "press_door", "pool_note"),
    "site": ("press_entry", "photo_words"),
    "item": ("title", "speakers"),
}
_HELD_BACK = "It holds words that are held back one by one"
RUN = 6  # words in a row that make a passage a quotation
_LEAST = 3  # words of a short quote
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def permission_of(values: Mapping[str, Any]) -> str:
    """Give the scope of a card's permission: none, internal, unnamed or named."""
    permission = values.get("permission")
    scope = permission.get("scope") if isinstance(permission, Mapping) else None
    return scope if scope in ("internal", *OUTSIDE) else "none"


def why_not_public(values: Mapping[str, Any], on: date | None) -> str:
    """Say what keeps a practice card inside; empty where it may go out.

    Source
    ------
    domain.md 1.2: only where the permission covers it and the site has checked it.
    """
    if values.get("state") not in CHECKED_STATES:
        return "The card is not approved"
    if permission_of(values) not in OUTSIDE:
        return "The site has not given permission"
    if is_over(values.get("permission"), on):
        return "The site's permission has run out"
    return ""


@dataclass(frozen=True, slots=True)
class Unspoken:
    """What no text outside may hold: runs of words of quotes, and names of people.

    Attributes
    ----------
    runs : words in a row, folded -> the reason. names : folded words of a name -> the reason.
    held : words that are held back one by one, folded -> the reason.
    """

    runs: Mapping[tuple[str, ...], str]
    names: Mapping[tuple[str, ...], str]
    held: Mapping[tuple[str, ...], str] = field(default_factory=dict)

    def why_held(self, text: str) -> str:
        """Give why a text stays inside; empty where it holds nothing of them."""
        words = folded(text)
        for wanted in (self.held, self.names, self.runs):
            for length in {len(run) for run in wanted}:
                for start in range(len(words) - length + 1):
                    found = wanted.get(words[start : start + length])
                    if found:
                        return found
        return ""

    def without_held(self, text: str) -> str:
        """Give a text with ``[...]`` in place of the words that are held back one by one."""
        for run in sorted(self.held, key=len, reverse=True):
            text = _as_typed(run).sub(LEFT_OUT, text)
        return text


def unspoken(
    quotes: Iterable[tuple[Mapping[str, Any], bool, bool]],
    public_names: Iterable[str] = (),
    held: Iterable[str] = (),
) -> Unspoken:
    """Gather what may not be said from quotes.

    Parameters
    ----------
    quotes : values of each, whether its words may go out, whether its speaker may be named.
    public_names : names that stand in public anyway, such as the member's.
    held : words that are held back one by one.
    """
    runs: dict[tuple[str, ...], str] = {}
    names: dict[tuple[str, ...], str] = {}
    shown: set[tuple[str, ...]] = set()
    known = [folded(name) for name in public_names]
    for values, may_say, may_name in quotes:
        is_back = values.get("state") == "withdrawn"
        for name in ("words", "clean", "translation"):
            words = folded(str(values.get(name) or ""))
            for run in _runs(words):
                if may_say:
                    shown.add(run)
                else:
                    runs[run] = (
                        "It holds words whose speaker withdrew consent"
                        if is_back
                        else "It holds words of a quote that may not go out"
                    )
        speaker = re.sub(r"\([^)]*\)", " ", str(values.get("speaker") or "")).strip()
        key = folded(speaker)
        if key and not may_name and not any(_holds(public, key) for public in known):
            names[key] = (
                f"It names {speaker}, who withdrew consent"
                if is_back
                else f"It names {speaker}, who has not agreed to it"
            )
        elif key and may_name:
            known.append(key)
    named = {key: why for key, why in names.items() if not any(_holds(k, key) for k in known)}
    inside = {run: _HELD_BACK for run in map(folded, held) if run}
    return Unspoken({run: why for run, why in runs.items() if run not in shown}, named, inside)


def held_in(members: Mapping[str, Any]) -> Iterable[str]:
    """Give the words that a note or quote holds back, from its member ``held``."""
    return (words for words in members.values() if isinstance(words, str))


def folded(text: str) -> tuple[str, ...]:
    """Give the words of a text without capitals and signs; a typed [sic] is no word of it."""
    plain = text.replace("[sic]", " ").replace("’", "'").casefold()
    return tuple(_WORD.findall(plain))


@lru_cache(maxsize=512)
def _as_typed(words: tuple[str, ...]) -> re.Pattern[str]:
    """Give what finds words in a text, whatever capitals and signs they are typed with."""
    each = (re.escape(word).replace("'", "['’]") for word in words)
    between = r"(?:[\W_]|\[sic\])+?"
    return re.compile(rf"(?<![^\W_]){between.join(each)}(?![^\W_])", re.IGNORECASE)


def _runs(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    if len(words) < _LEAST:
        return ()
    length = min(RUN, len(words))
    return (words[start : start + length] for start in range(len(words) - length + 1))


def _holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    length = len(part)
    return any(words[k : k + length] == part for k in range(len(words) - length + 1))
