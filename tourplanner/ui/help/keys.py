"""All keys that work in a place, as a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtGui import QAction, QKeySequence

_RARE = frozenset({"New", "Open", "Save", "Undo", "Redo", "Cut", "Copy", "Paste", "Find"})
Keys = Sequence[tuple[str, str]]  # key, what it does

IN_LISTS: Keys = (
    ("Up, Down, Home, End", "Move"),
    ("Enter", "Open"),
    ("Space", "Select"),
    ("Ctrl+C", "Copy the rows, for a spreadsheet"),
    ("Tab, Shift+Tab", "Next, previous control"),
    ("Esc", "Close; what is typed stays"),
)


def keys_of(actions: Iterable[QAction]) -> list[tuple[str, str]]:
    """Give the keys of actions with their words, each once."""
    found: dict[str, str] = {}
    for action in actions:
        words = (key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
        # Of one word are keys that few keyboards have, such as one named Undo.
        # Return is Enter to people, and named so.
        named = dict.fromkeys(word.replace("Return", "Enter") for word in words)
        keys = ", ".join(word for word in named if "+" in word or word not in _RARE)
        if keys:
            words_of = action.property("words") or action.text()  # not with what would be undone
            found.setdefault(keys, str(words_of).replace("&", "").rstrip("…"))
    return list(found.items())


def keys_html(sections: Sequence[tuple[str, Keys]]) -> str:
    """Give keys as a page; words of users are never markup."""
    parts = []
    for title, keys in sections:
        if keys:
            rows = "".join(
                f"<tr><td><b>{escape(key)}</b></td><td>{escape(words)}</td></tr>"
                for key, words in keys
            )
            parts.append(f"<h2>{escape(title)}</h2><table cellpadding='4'>{rows}</table>")
    return "".join(parts)
