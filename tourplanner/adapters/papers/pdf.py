"""Papers as tagged PDF (PDF/UA-1), by Typst. A paper goes in as data, never as source."""

from __future__ import annotations

import json
import re
import threading
from functools import lru_cache
from typing import Any

from tourplanner.adapters.papers.shape import paper_data
from tourplanner.adapters.resources import resource_path
from tourplanner.core.errors import ExportError
from tourplanner.core.papers.blocks import Paper, texts
from tourplanner.core.papers.specs import PaperFormat
from tourplanner.core.ports import DrawnPages, Rendered
from tourplanner.core.safe_text import one_line

_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
_PAGES = re.compile(rb"<xmpTPg:NPages>(\d+)<")
_SMALLEST, _BETWEEN = 0.92, 0.96  # of the ordinary type
_LINKED = re.compile(r"(?=\S{20})\S*[@/]\S*")  # an address of a page or of mail
_SIGNS = re.compile(r"(?<=\w)[/@.?&=_](?=\w)")
_LONG_WORD = re.compile(r"[^\s\u200b]{32}")
# A number stays with its unit, a time with its half of the day, a ZIP code with its state.
_UNIT = re.compile(
    r"(\d[\d,.]*|\d:\d\d) (?=(?:mi|min|h|ft)\b|[ap]\. ?m\.)|\b([A-Z]{2}) (?=\d{5}\b)"
)
# A span of times may break at its dash, which a number after it would forbid.
_SPAN = re.compile(r"(m\.|noon|midnight)-(?=\d|noon|midnight)")
_PROPERTIES = ("document_title", "author", "subject")  # of the file: as they are
_MARK = "\ufffd"
_SCRIPTS = "\u0590"  # from here on a block of 128 is of one script
_FROM = "\u2e80"  # from here on writing systems that the bundled fonts lack
_ONE_BY_ONE = 1
_MOST_TRIES = 60
_TOLD, _PLACE = 5, 60  # words told, and letters of the text where they stand


class PdfWriter:
    """Renders papers as PDF and as page pictures for a preview."""

    format = PaperFormat.PDF

    def render(self, paper: Paper) -> Rendered:
        """Give the PDF; the same paper gives the same bytes.

        A character that no bundled font can show becomes a replacement mark, and a note says where:
        PDF/UA-1 forbids to print a character nobody can read.
        """
        return self._fitted(paper)[0]

    def pictures(self, paper: Paper, pixels_per_inch: int = 110) -> DrawnPages:
        """Give the pages as PNG pictures, drawn from the same template at the same size."""
        made, data = self._fitted(paper)
        pages = self._compile(data, set(), paper, format="png", ppi=pixels_per_inch)
        pictures = tuple(pages) if isinstance(pages, list) else (bytes(pages),)
        return DrawnPages(pictures, made.notes)

    def _fitted(self, paper: Paper) -> tuple[Rendered, dict[str, Any]]:
        """Give the PDF and its data: in the largest type that gives the wished pages, or fewest."""
        gone: set[str] = set()
        laid = {
            k: v if k in _PROPERTIES else _kept_together(v) for k, v in paper_data(paper).items()
        }

        def at(scale: float) -> tuple[tuple[Rendered, dict[str, Any]], int]:
            data = {**laid, "scale": scale, "pulled": []}
            pages = self._compile(data, gone, paper, format="pdf", pdf_standards="ua-1")
            if page_count(bytes(pages)) > 1 and (lone := _lone_rows()):
                data["pulled"] = lone
                pages = self._compile(data, gone, paper, format="pdf", pdf_standards="ua-1")
            made = Rendered(bytes(pages), _notes(gone, paper))
            return (made, _without(data, gone)), page_count(made.data)

        ordinary, count = at(1.0)
        if count <= paper.pages or count > 2 * paper.pages:  # no smaller type makes so few of it
            return ordinary
        smallest, fewest = at(_SMALLEST)
        if fewest > paper.pages:
            return smallest if fewest < count else ordinary
        between, count = at(_BETWEEN)
        return between if count <= fewest else smallest

    def _compile(self, data: dict[str, Any], gone: set[str], paper: Paper, **options: Any) -> Any:
        """Compile the template; what no font can show is replaced and added to ``gone``."""
        import typst

        for tries in range(_MOST_TRIES):
            text = json.dumps(_without(data, gone), ensure_ascii=False)
            try:
                return _compiler().compile(
                    sys_inputs={"data": text}, timestamp=_stamp(paper), **options
                )
            except typst.TypstError as error:
                unknown = _unknown(str(error))
                if not unknown - gone:
                    raise ExportError(
                        "The PDF could not be made.",
                        "Make the Word file or the web page instead, and send us this message.",
                        str(error),
                    ) from error
                # A font that lacks one letter of a script lacks its neighbors too.
                blocks = {ord(c) >> 7 for c in unknown}
                gone |= unknown | {c for c in text if ord(c) >> 7 in blocks and c >= _SCRIPTS}
                if tries >= _ONE_BY_ONE:
                    gone |= {c for c in text if c >= _FROM and c != _MARK}
        raise ExportError(
            "The PDF could not be made: its text has too many unknown characters.",
            "Make the Word file or the web page instead.",
        )


_OF_THREAD = threading.local()


def _compiler() -> Any:
    """Give the compiler of this thread: it keeps what it laid out last, for pages and pictures.

    It gives Python's lock away while it works, and reads the template alone, from its folder.
    """
    import typst

    template = str(resource_path("papers", "paper.typ"))
    if getattr(_OF_THREAD, "template", "") != template:
        _OF_THREAD.compiler = typst.Compiler(
            template, font_paths=_fonts(), ignore_system_fonts=True
        )
        _OF_THREAD.template = template
    return _OF_THREAD.compiler


def _lone_rows() -> list[int]:
    """Give the tables, by their block, whose last row stands alone on a page as just compiled."""
    (found,) = json.loads(_compiler().query("<row-ends>", field="value"))
    return [n for (n, page), (_, last) in zip(found[::2], found[1::2], strict=True) if page != last]


def _kept_together(value: Any) -> Any:
    """Give data whose texts break at the end of a line where they may, and nowhere else."""
    if isinstance(value, str):
        return _broken_well(value)
    if isinstance(value, dict):
        return {name: _kept_together(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_kept_together(part) for part in value]
    return value


@lru_cache(maxsize=4096)  # a paper says the same words in many places
def _broken_well(text: str) -> str:
    text = _LONG_WORD.sub("\\g<0>\u200b", _LINKED.sub(_at_its_signs, text))
    text = _SPAN.sub("\\1-\u200b", text)
    return _UNIT.sub("\\g<1>\\g<2>\u00a0", text)


def _at_its_signs(found: re.Match[str]) -> str:
    """Give an address that breaks before its signs, where a reader sees that it goes on."""
    return _SIGNS.sub("\u200b\\g<0>", found.group())


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """Give the bundled fonts, read once."""
    import typst

    folder = str(resource_path("papers", "fonts"))
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def _without(data: dict[str, Any], gone: set[str]) -> dict[str, Any]:
    """Give the data with a mark in place of the characters that cannot be shown."""
    if not gone:
        return data
    text = json.dumps(data, ensure_ascii=False).translate({ord(c): _MARK for c in gone})
    marked: dict[str, Any] = json.loads(text)
    return marked


def page_count(pdf: bytes) -> int:
    """Give the number of pages of a PDF that this writer made: its metadata say it in clear."""
    found = _PAGES.search(pdf)
    return int(found.group(1)) if found else 0


def _stamp(paper: Paper) -> int:
    return int(paper.stamp_at.timestamp()) if paper.stamp_at else 0


def _unknown(message: str) -> set[str]:
    """Give the characters that an error of the compiler says no font can show."""
    found = _MISSING.search(message)
    if not found:
        return set()
    shown = _ESCAPE.sub(lambda m: chr(int(m.group(1), 16)), found.group(1))
    return {c for c in shown if c not in '"\\{}[]:, ' and not c.isascii()}


def _notes(gone: set[str], paper: Paper) -> tuple[str, ...]:
    """Say which words have a mark in their place, and where they stand."""
    if not gone:
        return ()
    unknown = f"[{re.escape(''.join(sorted(gone)))}]+"
    pattern = re.compile(rf"{unknown}(?:[ ·-]{unknown})*")
    found: dict[str, str] = {}  # the words, and the text where they stand first
    for text in map(one_line, texts(paper)):
        for words in pattern.findall(text):
            found.setdefault(words, text if len(text) <= _PLACE else f"{text[:_PLACE]}...")
    told = [f"“{words}” in “{text}”" for words, text in list(found.items())[:_TOLD]]
    if more := len(found) - len(told):
        told.append(f"{more} more")
    return (
        f"The PDF cannot show {'; '.join(told)}: no font that comes with the program has these "
        "letters, so a mark stands in their place. Write the name in Latin letters too, or hand "
        "out the Word file or the web page, which have them.",
    )
