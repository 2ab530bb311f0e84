"""Contacts as vCards 3.0, which phones and Outlook read alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tourplanner.core.papers.desk.contacts import Contact
from tourplanner.core.ports import Rendered
from tourplanner.core.safe_text import one_line

_MARKS = re.compile(r"([\\;,])")
_WIDE = 75  # bytes of a line; a longer one goes on after a space


class VcardWriter:
    """Renders contacts as one file of cards."""

    def render(self, contacts: Iterable[Contact]) -> Rendered:
        """Give the file; the same contacts give the same bytes."""
        lines = [piece for one in contacts for line in _card(one) for piece in _folded(line)]
        return Rendered("".join(f"{line}\r\n" for line in lines).encode("utf-8"))


def _card(one: Contact) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"UID:{_text(one.key)}@tourplanner"
    yield f"N:{_text(one.name)};;;;"
    yield f"FN:{_text(one.name)}"
    for name, text in (
        ("ORG", one.organization),
        ("TITLE", one.title),
        ("TEL;TYPE=WORK,VOICE", one.phone),
        ("TEL;TYPE=CELL,VOICE", one.mobile),
        ("EMAIL;TYPE=INTERNET", one.email),
    ):
        if text:
            yield f"{name}:{_text(text)}"
    if one.street or one.city:
        where = ";".join(map(_text, (one.street, one.city, one.state, one.zip)))
        yield f"ADR;TYPE=WORK:;;{where};"
    yield "END:VCARD"


def _text(text: str) -> str:
    return _MARKS.sub(r"\\\1", one_line(text))


def _folded(line: str) -> Iterator[str]:
    """Give the pieces of a line; none cuts a character in two."""
    piece, size = "", 0
    for char in line:
        wide = len(char.encode("utf-8"))
        if size + wide > _WIDE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + wide
    yield piece
