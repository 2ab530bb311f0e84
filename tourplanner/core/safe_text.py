"""Text that people typed, made safe to stand in a document and in a page's script.

Nothing here changes a character that can be seen: what goes are control characters, which no
document format may hold, and the invisible marks that turn the direction of the text around them.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

# C0 and C1 controls but tab and newline; direction overrides and isolates; halves of a pair that
# cannot be written as UTF-8; the two code points that XML forbids; line and paragraph separators,
# which end a line in a script, become a newline.
_GONE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
_NEWLINES = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t]+")
_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_SCRIPT_CHARS = re.compile("[<>&\u2028\u2029]")


def clean(text: str) -> str:
    """Give the text without control and direction characters; line ends become ``\\n``."""
    if text.isprintable():  # the most are
        return text
    return _GONE.sub("", _NEWLINES.sub("\n", text))


@lru_cache(maxsize=8192)  # a paper says the same words in many places, and in every format
def one_line(text: str) -> str:
    """Give the text on one line, with single spaces, cleaned."""
    return _SPACES.sub(" ", clean(text).replace("\n", " ")).strip()


def lines(text: str) -> tuple[str, ...]:
    """Give the lines of the text that hold anything, cleaned."""
    return tuple(filter(None, (one_line(line) for line in clean(text).split("\n"))))


def sentence(text: str) -> str:
    """Give the text with a full stop at its end, unless it has one: ``a.m.`` has."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def json_for_script(value: Any) -> str:
    """Write a value as JSON that may stand inside ``<script>`` in an HTML page.

    ``<``, ``>``, ``&`` and the two Unicode line ends are written as escapes, so no text can close
    the element, open a comment or end a line; keys keep their order.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _SCRIPT_CHARS.sub(lambda found: _SCRIPT[found.group()], text)
