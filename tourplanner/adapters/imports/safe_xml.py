"""Elements of an XML file one after the other, with nothing in it obeyed.

A file may say what it likes: declarations (DOCTYPE, entities) are refused before they mean
anything, nothing outside the file is ever opened, and depth and size of an element are bounded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import IO, Never
from xml.etree.ElementTree import Element
from xml.parsers import expat

from tourplanner.core.errors import InputError

MAX_DEPTH = 64
MAX_PARTS = 20_000  # elements inside one that is wanted
_CHUNK = 1 << 16


class _Refused(Exception):
    """The file asks for something that is never done."""


class ElementReader:
    """Reads the elements of some names; the others are dropped.

    Names are compared without their prefix. ``seen`` counts the elements of the names in
    ``counted``, and is complete once ``elements`` has ended.
    """

    def __init__(self, name: str, wanted: frozenset[str], counted: frozenset[str]) -> None:
        """Take the file's name, for what is said of it, and the names of elements."""
        self.seen: Counter[str] = Counter()
        self._counted = counted
        self._name = name
        self._wanted = wanted
        self._depth = 0
        self._open: list[Element] = []  # from the wanted element down
        self._parts = 0
        self._done: list[Element] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.buffer_size = 1 << 20  # a long text comes in few pieces
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse

    def elements(self, file: IO[bytes], most_bytes: int) -> Iterator[Element]:
        """Give the wanted elements in the order in which they end.

        Raises
        ------
        InputError : it is no XML, breaks off, carries declarations, or has over ``most_bytes``.
        """
        total = 0
        try:
            while chunk := file.read(_CHUNK):
                total += len(chunk)
                if total > most_bytes:
                    raise too_large(self._name, most_bytes)
                self._parser.Parse(chunk, False)
                yield from self._take()
            self._parser.Parse(b"", True)
            yield from self._take()
        except _Refused as error:
            raise InputError(
                f"“{self._name}” {error}, which no map file needs.",
                "It was not read. Export the places again from the map program.",
            ) from error
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise InputError(
                f"“{self._name}” is damaged or breaks off.",
                "Export it again from the map program.",
                str(error),
            ) from error

    def _take(self) -> list[Element]:
        done, self._done = self._done, []
        return done

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        plain = local_name(name)
        if plain in self._counted:
            self.seen[plain] += 1
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _Refused(f"has elements more than {MAX_DEPTH} deep in one another")
        if self._open:
            self._parts += 1
            if self._parts > MAX_PARTS:
                raise _Refused(f"has a place of more than {MAX_PARTS:,} parts")
        elif plain not in self._wanted:
            return
        made = Element(plain, {local_name(key): value for key, value in attributes.items()})
        if self._open:
            self._open[-1].append(made)
        self._open.append(made)

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        closed = self._open.pop()
        if not self._open:
            self._done.append(closed)
            self._parts = 0

    def _text(self, text: str) -> None:
        if not self._open:
            return
        at = self._open[-1]
        if not len(at):  # words after a part of it say nothing in these formats
            at.text = (at.text or "") + text

    def _refuse(self, *_: object) -> Never:
        raise _Refused("carries declarations (DOCTYPE)")


def local_name(name: str) -> str:
    """Give an element's name without the prefix of its namespace."""
    return name.rpartition(":")[2]


def too_large(name: str, most_bytes: int) -> InputError:
    """Say that a file of places is larger than any list of sites."""
    return InputError(
        f"“{name}” is larger than {most_bytes // 1_000_000} MB.",
        "Export the points alone, without lines, areas and pictures.",
    )
