"""A paper in another language: the program's words by a dated pack, names as they are.

What people typed is not translated: it stays as it is, and the person who makes the paper is told
which words those are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tourplanner.core.errors import InputError
from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Heading,
    KeyValues,
    Line,
    Note,
    Paper,
    Paragraph,
    QrCode,
    Span,
    Table,
    WriteLines,
)
from tourplanner.core.papers.style import address_text, member_text, name_text, title_before_name
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line

_NAMED = 4  # texts that are told, the others counted
_HOLE = "{}"
# Fields whose text is a name, and so the same in every language.
_NAMES = {
    "office": ("member_name", "letterhead", "hashtag", "press_contact", "press_phone",
               "press_email"),
    "tour": ("name",),
    "site": ("name", "street", "city", "host_name"),
    "place": ("name", "street", "city", "phone"),
    "node": ("name", "city"),
}  # fmt: skip
_NOON = "noon|midnight"
_CLOCK = r"\d{1,2}(?::\d\d)?"
_TIME = (
    rf"\b(?:(?:{_CLOCK}(?: [ap]\.m\.)?|{_NOON})-)?(?:{_CLOCK} [ap]\.m\.|(?:{_NOON})\b)"
    r"(?: [A-Z]{1,3}[SD]T\b)?"
)
_FULL_HOUR = re.compile(r"(?<![\d:])\d{1,2}(?![\d:])")
_NOTHING_TO_SAY = re.compile(r"[\W\d_]*(?:\b[A-Z]{2,4}\b[\W\d_]*)*")  # also a zone: PDT


@dataclass(frozen=True)
class WordPack:
    """The words of one language.

    Attributes
    ----------
    times : the halves of a day, noon and midnight, zones; ``{}`` = how a full hour is written.
    words : English to that language; ``{}`` stands for what is filled in, in the same order.
    """

    language: str  # BCP 47
    name: str
    date: str
    weekdays: Mapping[str, str]
    months: Mapping[str, str]
    dates: Mapping[str, str]
    times: Mapping[str, str]
    words: Mapping[str, str]

    @cached_property
    def shapes(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """The words with holes as patterns, those that say most first."""
        holed = sorted((w for w in self.words if _HOLE in w), key=lambda w: (-len(w), w))
        return tuple(
            (re.compile(re.escape(w).replace(r"\{\}", "(.+?)"), re.DOTALL), self.words[w])
            for w in holed
        )

    @cached_property
    def moment(self) -> re.Pattern[str]:
        """A date or a time as papers write it in English."""
        months, weekdays = (
            "|".join(map(re.escape, names)) for names in (self.months, self.weekdays)
        )
        return re.compile(
            rf"(?:(?P<weekday>{weekdays}), )?\b(?P<month>{months}) (?P<day>\d{{1,2}})\b"
            rf"(?:-(?:(?P<last_month>{months}) )?(?P<last>\d{{1,2}})\b)?(?:, (?P<year>\d{{4}}))?"
            rf"|(?P<time>{_TIME})"
        )


def parse_words(data: Mapping[str, Any]) -> WordPack:
    """Read a pack of words.

    Raises
    ------
    InputError : a part is missing, or a translation has other holes than its words.
    """
    try:
        language, name, day = (str(data[key]) for key in ("language", "name", "date"))
        parts = [
            {str(k): str(v) for k, v in data[key].items()}
            for key in ("weekdays", "months", "dates", "times", "words")
        ]
    except (KeyError, AttributeError) as error:
        raise InputError(
            "A pack of words lacks a part.", "Compare it with the one that is shipped.", str(error)
        ) from error
    for english, other in parts[-1].items():
        if english.count(_HOLE) != other.count(_HOLE):
            raise InputError(
                f"“{other}” has not as many {_HOLE} as “{english}”.", "Give it the same number."
            )
    return WordPack(language, name, day, *parts)


def translated(paper: Paper, cut: CutView, pack: WordPack) -> tuple[Paper, tuple[str, ...]]:
    """Give a paper in the language of a pack, and what of it stays as it was typed."""
    work = _Translation(pack, _names_of(cut), _member_of(cut, pack))
    made = replace(
        paper,
        name=work.text(paper.name),
        title=work.text(paper.title),
        aside=work.text(paper.aside),
        above=tuple(work.block(block) for block in paper.above),
        blocks=tuple(work.block(block) for block in paper.blocks),
        language=pack.language,
        footer=work.text(paper.footer),
        draft=work.text(paper.draft),
        page_words=(work.text(paper.page_words[0]), work.text(paper.page_words[1])),
    )
    return made, tuple(dict.fromkeys(work.left))


def told_of(left: Collection[str], pack: WordPack) -> str:
    """Say whose the translation is, and what is not in the language."""
    text = (
        f"Its {pack.name} is the program's own of {pack.date}: let somebody who speaks it read it."
    )
    if not left:
        return text
    shown = ", ".join(f"“{one}”" for one in list(left)[:_NAMED])
    more = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
    return f"{text} Not in {pack.name}, as typed: {shown}{more}."


def _names_of(cut: CutView) -> tuple[str, ...]:
    """Give the names of a paper, and its own free words, which are typed in its language."""
    found: set[str] = {member_text(cut.one("office"))}
    for kind, fields in _NAMES.items():
        for record in cut.all(kind):
            found |= {text for name in fields for text in lines(record.text(name))}
            found |= {address_text(record), address_text(record, state=False)}
    for value in cut.one("blocks").values.values():
        typed = lines(str(value))
        found |= {*typed, "; ".join(typed)}
    return tuple(sorted(filter(None, map(one_line, found)), key=lambda n: (-len(n), n)))


def _member_of(cut: CutView, pack: WordPack) -> tuple[str, str]:
    """Give the member as papers write the name, and with the title in the language."""
    office = cut.one("office")
    written, name = member_text(office), name_text(office.text("member_name"))
    way = pack.words.get(f"{title_before_name(office.text('member_title'))} {_HOLE}")
    return written, way.format(name) if way and name else written


class _Translation:
    def __init__(self, pack: WordPack, names: tuple[str, ...], member: tuple[str, str]) -> None:
        self._pack = pack
        self._names = tuple(filter(None, (member[1], *names)))
        self._member = member
        self.left: list[str] = []

    def text(self, text: str) -> str:
        """Translate a text of the program, or give it as it is and note that."""
        words = self._pack.words
        if self._member[0]:
            text = text.replace(*self._member)
        if text in words:
            return words[text]
        if text.endswith(".") and text[:-1] in words:
            return f"{words[text[:-1]]}."
        if not text.strip() or text.strip() in self._names:
            return text
        for shape, other in self._pack.shapes:
            found = shape.fullmatch(text)
            if found and self._fits(shape, found.groups()):
                return other.format(*(self.text(part) for part in found.groups()))
        if not self._has_words(text):
            return self._pack.moment.sub(self._moment, text)
        self.left += [p.strip(" ,") for p in text.split("; ") if self._has_words(p)]
        return text

    def _fits(self, shape: re.Pattern[str], parts: tuple[str, ...]) -> bool:
        """Whether a text is of a shape and not a typed one that merely looks like it."""
        known = (p in self._pack.words or not self._has_words(p) for p in parts)
        return not shape.pattern.startswith("(") or any(known)

    def _has_words(self, text: str) -> bool:
        """Whether words are in a text beside names, dates and times."""
        for name in self._names:
            text = text.replace(name, " ")
        return not _NOTHING_TO_SAY.fullmatch(self._pack.moment.sub(" ", text))

    def _moment(self, found: re.Match[str]) -> str:
        """Write a date or a time as the language does."""
        pack, dates = self._pack, self._pack.dates
        if time := found["time"]:
            if full := pack.times.get(_HOLE):
                time = _FULL_HOUR.sub(lambda hour: full.format(hour.group()), time)
            for english, other in pack.times.items():
                time = time.replace(english, other)
            return str(time)
        parts = {k: v or "" for k, v in found.groupdict().items()}
        parts["month"] = pack.months[parts["month"]]
        parts["last_month"] = pack.months.get(parts["last_month"], "")
        way = "months" if parts["last_month"] else "days" if parts["last"] else "day"
        said = dates[way].format(**parts)
        if parts["weekday"]:
            said = dates["weekday"].format(weekday=pack.weekdays[parts["weekday"]], date=said)
        return dates["year"].format(date=said, year=parts["year"]) if parts["year"] else said

    # -- blocks ----------------------------------------------------------------------------------

    def _line(self, spans: Line) -> Line:
        return tuple(Span(self.text(span.text), span.style, span.link) for span in spans)

    def block(self, block: Block) -> Block:
        """Translate one block."""
        if isinstance(block, Heading):
            return replace(block, text=self.text(block.text), aside=self.text(block.aside))
        if isinstance(block, Paragraph | Note):
            return replace(block, line=self._line(block.line))
        if isinstance(block, Bullets):
            return Bullets(tuple(self._line(item) for item in block.items))
        if isinstance(block, WriteLines):
            return replace(block, words=self._line(block.words))
        if isinstance(block, QrCode):
            return replace(block, words=self._line(block.words), alt=self.text(block.alt))
        if isinstance(block, KeyValues):
            return KeyValues(tuple((self.text(k), self._line(v)) for k, v in block.rows))
        if isinstance(block, Table):
            return replace(
                block,
                alt=self.text(block.alt),
                columns=tuple(replace(c, title=self.text(c.title)) for c in block.columns),
                rows=tuple(
                    replace(
                        row,
                        cells=tuple(tuple(self._line(one) for one in part) for part in row.cells),
                    )
                    for row in block.rows
                ),
            )
        return block
