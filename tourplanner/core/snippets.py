"""The piece of a text around the words that were searched, with the place of each."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

WIDTH = 120  # characters of a snippet


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text in one line; ``marks`` are (start, end) of the found words in it."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def snippet(text: str, searched: str, width: int = WIDTH) -> Snippet:
    """Cut out of a text what surrounds the first of the searched words.

    Parameters
    ----------
    searched : words as a person typed them; each may be the beginning of one in the text.
    width : characters, at most; what is cut off is shown by dots.
    """
    line = " ".join(text.split())
    plain = _plain(line)
    words = [_plain(word.strip('"')) for word in searched.split()]
    found = sorted({(at, at + len(word)) for word in words if word for at in _starts(plain, word)})
    first = found[0][0] if found else 0
    start = 0 if first < width // 2 else line.rfind(" ", 0, first - width // 4) + 1
    end = len(line) if len(line) <= start + width else line.rfind(" ", start, start + width)
    end = start + width if end <= first else end
    before, after = "... " if start else "", "..." if end < len(line) else ""
    shift = len(before) - start
    marks = tuple((a + shift, b + shift) for a, b in found if a >= start and b <= end)
    return Snippet(f"{before}{line[start:end]}{after}", _apart(marks))


def _starts(plain: str, word: str) -> list[int]:
    """Give where a word of the text begins with these letters."""
    found, at = [], plain.find(word)
    while at >= 0:
        if at == 0 or not plain[at - 1].isalnum():
            found.append(at)
        at = plain.find(word, at + 1)
    return found


def _plain(text: str) -> str:
    """Give a text without capitals and accents, letter for letter."""
    if text.isascii():
        return text.lower()
    letters = (unicodedata.normalize("NFKD", letter)[:1] or letter for letter in text)
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in letters)


def _apart(marks: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Join marks that lie over each other."""
    joined: list[tuple[int, int]] = []
    for start, end in marks:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
