"""Contact cards from a file: vCard 2.1, 3.0 and 4.0, as phones, Outlook and Google write them.

Of each card only what a list of people takes is kept in memory: pictures, birthdays, home addresses
and notes are passed over.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tourplanner.adapters.imports.tables_in import read_text
from tourplanner.core.contact_cards import CardFile, ContactCard
from tourplanner.core.errors import InputError
from tourplanner.core.safe_text import one_line

MAX_BYTES = 20_000_000
MAX_CARDS = 2_000
_WANTED = frozenset({"FN", "N", "ORG", "TITLE", "ROLE", "TEL", "EMAIL", "KIND"})
_CELLS, _NO_PHONES = frozenset({"CELL", "IPHONE"}), frozenset({"FAX", "PAGER"})
_ESCAPED = re.compile(r"\\([\\;,:nN])")
_MEANS = {"n": " ", "N": " "}
_HEAD = 200  # letters of a property in which its encoding stands
_PART = re.compile(r"(?<!\\);")


@dataclass(frozen=True, slots=True)
class _Line:
    """One property: its name, the words of its parameters in capitals, its value."""

    name: str
    words: frozenset[str]
    value: str


@dataclass(slots=True)
class _Card:
    lines: list[_Line] = field(default_factory=list)

    def of(self, name: str) -> list[_Line]:
        """Give the lines of a property, the preferred first."""
        found = [line for line in self.lines if line.name == name]
        return sorted(found, key=lambda line: not line.words & {"PREF", "PREF=1"})

    def texts(self, name: str) -> list[str]:
        """Give the values of a property as text, the preferred first."""
        return [text for line in self.of(name) if (text := _plain(line.value))]


class VcardReader:
    """Reads files of contact cards (port CardReader)."""

    def read(self, path: str) -> CardFile:
        """Give the cards of a file in their order.

        Raises
        ------
        InputError : the file is missing, too large, holds no card, or too many.
        """
        file = Path(path)
        try:
            size = file.stat().st_size
        except OSError as error:
            raise InputError(
                f"“{file.name}” cannot be read.", "Check that the file is there.", str(error)
            ) from error
        if size > MAX_BYTES:
            raise InputError(
                f"“{file.name}” is larger than {MAX_BYTES // 1_000_000} MB.",
                "Export the contacts that you need, without pictures.",
            )
        cards: list[ContactCard] = []
        left: Counter[str] = Counter()
        for number, card in enumerate(_cards(_lines(read_text(file))), 1):
            if number > MAX_CARDS:
                raise InputError(
                    f"“{file.name}” has more than {MAX_CARDS:,} cards.",
                    "Export the contacts that you need.",
                )
            made = _contact(number, card)
            if isinstance(made, str):
                left[made] += 1
            else:
                cards.append(made)
        if not cards and not left:
            raise InputError(
                f"“{file.name}” holds no contact cards.", "Choose a vCard file (.vcf)."
            )
        return CardFile(file.name, tuple(cards), dict(left))


def _lines(text: str) -> Iterator[_Line]:
    """Give the properties of a file; lines that were folded are made whole again."""
    parts: list[str] = []  # of a property: put together once, as a picture has thousands
    head = ""
    is_soft = False  # the line before ends in a soft break of quoted-printable
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if is_soft:
            parts[-1] = parts[-1][:-1]
            parts.append(raw)
        elif raw[:1] in (" ", "\t"):
            parts.append(raw[1:])
        else:
            yield from _line("".join(parts))
            parts, head = [raw], ""
        if len(head) < _HEAD:
            head = f"{head}{parts[-1][:_HEAD]}".upper()
        is_soft = parts[-1].endswith("=") and "QUOTED-PRINTABLE" in head
    yield from _line("".join(parts))


def _line(text: str) -> Iterator[_Line]:
    head, colon, value = _split(text)
    if not colon:
        return
    name, *parameters = head.upper().split(";")
    name = name.strip().rpartition(".")[2]
    if name not in _WANTED | {"BEGIN", "END"}:
        return
    words = frozenset(
        word.strip(' "')
        for parameter in parameters
        for word in (parameter, *parameter.partition("=")[2].split(","))
    )
    if "QUOTED-PRINTABLE" in words:
        charset = next((w.partition("=")[2] for w in words if w.startswith("CHARSET=")), "UTF-8")
        value = _unquoted(value, charset)
    yield _Line(name, words, value)


def _split(text: str) -> tuple[str, str, str]:
    """Part a line at the first colon that stands outside of quotation marks."""
    quoted = False
    for at, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        elif char == ":" and not quoted:
            return text[:at], ":", text[at + 1 :]
    return text, "", ""


def _unquoted(value: str, charset: str) -> str:
    try:
        raw = quopri.decodestring(value.encode("utf-8", "replace"))
        return raw.decode(charset, "replace")
    except (LookupError, ValueError, binascii.Error):
        return value


def _cards(lines: Iterator[_Line]) -> Iterator[_Card]:
    """Give the cards; one that the file breaks off is given as far as it goes."""
    card: _Card | None = None
    for line in lines:
        if line.name in ("BEGIN", "END"):
            if line.value.strip().upper() != "VCARD":
                continue
            if card is not None:
                yield card
            card = _Card() if line.name == "BEGIN" else None
        elif card is not None:
            card.lines.append(line)
    if card is not None:
        yield card


def _contact(number: int, card: _Card) -> ContactCard | str:
    """Give what is taken of a card, or why it is not."""
    if any(text.casefold() == "group" for text in card.texts("KIND")):
        return "a group"
    firms = [line.value for line in card.lines if line.name == "ORG"]
    parts = [_plain(part) for part in _PART.split(firms[0])] if firms else []
    organization = ", ".join(filter(None, parts))
    name = next(iter(card.texts("FN")), "") or _name_of_parts(card) or organization
    if not name:
        return "without a name"
    titles = (*card.texts("TITLE"), *card.texts("ROLE"))
    lines = [line for line in card.of("TEL") if not line.words & _NO_PHONES]
    phones = [_phone(line) for line in sorted(lines, key=lambda line: not line.words & _CELLS)]
    emails = [text.removeprefix("mailto:") for text in card.texts("EMAIL")]
    return ContactCard(
        number,
        name,
        organization,
        next(iter(titles), ""),
        tuple(dict.fromkeys(filter(None, phones))),
        tuple(dict.fromkeys(emails)),
    )


def _phone(line: _Line) -> str:
    return _plain(line.value).removeprefix("tel:")


def _name_of_parts(card: _Card) -> str:
    """Give a name of its parts: family; given; others; before it; behind it."""
    line = next((line for line in card.lines if line.name == "N"), None)
    if line is None:
        return ""
    parts = [_plain(part) for part in _PART.split(line.value)] + [""] * 5
    return " ".join(filter(None, (parts[3], parts[1], parts[2], parts[0], parts[4])))


def _plain(value: str) -> str:
    return one_line(_ESCAPED.sub(lambda found: _MEANS.get(found[1], found[1]), value))
