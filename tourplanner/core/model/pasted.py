"""A pasted list, cut into lines and parts: e-mail, bullets, tables with or without a header."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tourplanner.core.errors import InputError
from tourplanner.core.model.codes import codes_in
from tourplanner.core.model.words import fold, plain_words

MAX_CHARS = 2_000_000
MAX_LINES = 20_000
MAX_LINE_CHARS = 1_000

_BULLET = re.compile(
    r"^\s*(?:>+\s*)*(?:[-*+\u2022\u00b7\u25aa\u25cf\u2013\u2014\u2192\u2713]+\s*"
    r"|\[[ xX]?\]\s*|\(?\d{1,3}[.)]\s+|#\d{1,3}\s+|[a-zA-Z]\)\s+)+"
)
_PARTS = re.compile(r"[\t,;|:()\[\]\u2022\u2013\u2014\"\u201c\u201d]|\s-{1,2}\s|\s/\s| {3,}")
_NOISE = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\w+"  # links and addresses of mail
    r"|(?:\+?1[-. ]?)?(?:\(\d{3}\)\s?|\b\d{3}[-. ])\d{3}[-. ]\d{4}\b(?:\s*x\.?\s*\d+)?"  # telephone
    r"|\b\d{1,2}(?::\d{2})?\s?[ap]\.?m\b\.?|\b\d{1,2}:\d{2}\b"  # times
    r"|\b\d{1,2}/\d{1,2}(?:/\d{2,4})\b|\b\d{4}-\d{2}-\d{2}\b"  # dates
    r"|\b\d{1,3}\s?(?:min|minutes|mi|miles|students|pupils|riders)\b",
    re.IGNORECASE,
)
#: Two figures of degrees, latitude first or last; with a comma for a point where N and W are said.
POINT = re.compile(
    r"(?<![\w.-])-?\d{1,3}\.\d{2,}\s*[,;\s]\s*-?\d{1,3}\.\d{2,}(?![\w.°])"
    r"|(?<![\w.,-])\d{1,3}(?:[.,]\d+\s*°?|\s*°)\s*[NS]\b[,;\s]*"
    r"\d{1,3}(?:[.,]\d+\s*°?|\s*°)\s*[EW]\b"
)
_LABEL = re.compile(  # "School: Unity Hall, City: Lima"; "NCES ID 390438000203"
    r"(?:^|(?<=[\t,;|]))\s*(?:school|site|name|city|town|address|street|state|zip|county|district)\s*:"
    r"|\b(?:NCES|CDS)(?:\s+(?:code|id|number|no\.?))?:?\s*(?=\d)",
    re.IGNORECASE,
)
_OWN_CODE = re.compile(  # of a state whose codes are short: "IRN 024661", "School code: 0070"
    r"\b(?:IRN|BEDS|(?:school|campus|building|state)\s+(?:code|id|number|no\.?))[:#]?\s*(\d{3,12})\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|&|\+)\s+", re.IGNORECASE)
_SUFFIX = re.compile(r",\s*(jr|sr|ii|iii|iv)\b\.?,?", re.IGNORECASE)  # "King, Jr." is one name
# "Muir (John) Elementary" is one name; "Muir Elementary (Duluth) 12 Elm St" is none.
_ASIDE = re.compile(r"\(([^()]{1,40})\)(?=\s*\w)(?!\s*\d+\s)")
_ZIP4 = re.compile(r"\b(\d{5})-\d{4}\b")

#: What headers of lists call the things that tell a school.
HEADERS: dict[str, tuple[str, ...]] = {
    "name": (
        "name",
        "school",
        "school name",
        "site",
        "site name",
        "campus",
        "schools",
        "escuela",
        "sch name",
    ),
    "city": ("city", "town", "ciudad", "municipality", "street city", "lcity"),
    "district": (
        "district",
        "school district",
        "district name",
        "lea",
        "lea name",
        "agency",
        "distrito",
    ),
    "street": ("street", "address", "street address", "school address", "direccion", "lstreet1"),
    "zip": ("zip", "zip code", "zipcode", "postal code", "street zip", "lzip"),
    "county": ("county", "county name", "condado"),
    "state": ("state", "st", "estado", "street state", "lstate"),
    "code": (
        "code",
        "cds",
        "cds code",
        "cdscode",
        "school code",
        "nces",
        "nces id",
        "ncessch",
        "nces school id",
        "id",
        "school id",
    ),
}
_FIELD_OF = {alias: field for field, aliases in HEADERS.items() for alias in aliases}


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line of a list.

    ``parts`` are what separators set apart, without telephone numbers, links and times; ``codes``
    are whole school codes found in it; ``labeled`` names the parts where a header did (the field
    of each part, else empty); ``after_gap`` tells that an empty line stands before it.
    """

    number: int  # from 1
    text: str
    parts: tuple[str, ...]
    codes: tuple[str, ...] = ()
    labeled: tuple[str, ...] = ()
    after_gap: bool = False


def split_list(text: str) -> tuple[PastedLine, ...]:
    """Cut pasted text into lines with their parts.

    Raises
    ------
    InputError : the text is larger than any list of schools.
    """
    if len(text) > MAX_CHARS:
        raise InputError(
            "That is too much text for a list of schools.", "Save it as a file and import that."
        )
    text = re.sub(r"\r\n?|\u2028|\x0b|\x0c", "\n", text.lstrip("\ufeff").replace("\x00", ""))
    first = next((line for line in text.split("\n") if line.strip()), "")
    for delimiter in ("\t", ";", "|", ","):
        fields = header_fields(first.split(delimiter)) if delimiter in first else {}
        if {"name", "code"} & set(fields.values()):
            return _rows(text, delimiter, fields)
    has_title = _FIELD_OF.get(_header_text(first)) in ("name", "code")  # one column, "Schools:"
    lines: list[PastedLine] = []
    gap = False
    for number, raw in enumerate(text.split("\n"), 1):
        if not raw.strip():
            gap = True
            continue
        if has_title:
            has_title = False
            continue
        lines.append(_free_line(number, raw.strip(), gap))
        gap = False
        if len(lines) > MAX_LINES:
            raise _too_many()
    return tuple(lines)


def split_line(line: PastedLine) -> tuple[PastedLine, ...]:
    """Cut a line at each slash between spaces: several schools may have been written in one.

    Returns
    -------
    The pieces, all with the line's number; the line itself where it has no such slash.
    """
    pieces = [piece.strip() for piece in line.text.split(" / ")]
    if line.labeled or len(pieces) < 2 or not all(pieces):
        return (line,)
    gaps = (line.after_gap, *(False for _ in pieces[1:]))
    return tuple(_free_line(line.number, text, gap) for text, gap in zip(pieces, gaps, strict=True))


def without_bullet(text: str) -> str:
    """Give a line without the mark or number that lists it: "1) Oak High", "• Oak High"."""
    return _BULLET.sub("", text, count=1)


def split_at_and(line: PastedLine) -> tuple[PastedLine, ...]:
    """Cut a line at each "and": "Oak High & Elm Middle, Lima" is "Oak High, Lima" and the other.

    Returns
    -------
    The pieces, each with the place behind the last one where it says none; else the line itself.
    """
    if line.labeled or (pieces := _AND.split(line.text))[1:] == []:
        return (line,)
    *_, last = read = [_free_line(line.number, piece.strip(), False) for piece in pieces]
    place = last.parts[1:]
    return tuple(
        replace(one, text=", ".join((one.text, *place)), parts=(*one.parts, *place))
        if one is not last and len(one.parts) == 1
        else one
        for one in read
    )


def _too_many() -> InputError:
    return InputError(f"The list has more than {MAX_LINES:,} lines.", "Import it in several parts.")


def _header_text(cell: str) -> str:
    return re.sub(r"[\s_\-./:*\"]+", " ", fold(cell)).strip()


def _free_line(number: int, raw: str, gap: bool) -> PastedLine:
    text = raw[:MAX_LINE_CHARS]
    body = _LABEL.sub("", POINT.sub("\t", without_bullet(text)))
    codes: list[str] = []
    for code, start, end in reversed(codes_in(body)):
        codes.insert(0, code)
        body = f"{body[:start]}\t{body[end:]}"
    if not codes and (own := _OWN_CODE.search(body)):
        codes.append(own[1])
        body = f"{body[: own.start()]}\t{body[own.end() :]}"
    body = _NOISE.sub("\t", body)
    body = _ZIP4.sub(r"\1", body)
    body = _ASIDE.sub(r" \1 ", _SUFFIX.sub(r" \1", body))
    parts = tuple(part.strip() for part in _PARTS.split(body) if part.strip(" .-_*'"))
    return PastedLine(number, raw, parts, tuple(codes), (), gap)


def header_fields(cells: Sequence[str]) -> dict[int, str]:
    """Give the columns of a header that tell a school: column number -> field, first one wins."""
    found: dict[int, str] = {}
    for column, cell in enumerate(cells):
        field = _FIELD_OF.get(_header_text(cell))
        if field and field not in found.values():
            found[column] = field
    return found


def _rows(text: str, delimiter: str, fields: dict[int, str]) -> tuple[PastedLine, ...]:
    # An odd quotation mark would swallow the lines after it: then they are plain characters.
    reader = csv.reader(
        io.StringIO(text),
        delimiter=delimiter,
        quoting=csv.QUOTE_NONE if text.count('"') % 2 else csv.QUOTE_MINIMAL,
    )
    lines: list[PastedLine] = []
    is_header = True
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if is_header:
                is_header = False
                continue
            lines.append(_labeled_line(reader.line_num, cells, fields, delimiter))
            if len(lines) > MAX_LINES:
                raise _too_many()
    except csv.Error as error:
        raise InputError(
            f"Line {reader.line_num} of the list cannot be read.",
            "Look for a quotation mark that is not closed.",
            str(error),
        ) from error
    return tuple(lines)


def _labeled_line(
    number: int, cells: Sequence[str], fields: dict[int, str], delimiter: str
) -> PastedLine:
    parts, labels, codes = [], [], []
    order = sorted(fields.items(), key=lambda item: (item[1] != "name", item[0]))
    for column, field in order:
        cell = cells[column].strip() if column < len(cells) else ""
        if not cell:
            continue
        found = [code for code, _, _ in codes_in(cell)]
        if field == "code":
            codes += found or ([cell] if plain_words(cell) else [])
            continue
        if found:
            codes += found
            continue
        parts.append(_ZIP4.sub(r"\1", cell))
        labels.append(field)
    text = (" | " if delimiter == "\t" else f"{delimiter} ").join(
        " ".join(cell.split()) for cell in cells
    )
    return PastedLine(number, text[:MAX_LINE_CHARS], tuple(parts), tuple(codes), tuple(labels))
