"""Tables from files: CSV, tab-separated text, XLSX and XLS, with caps before anything is parsed.

Every cell comes out as text. What is wrong with a file is said in one sentence (InputError).
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import gzip
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Any, cast

from tourplanner.core.errors import InputError

MAX_TEXT_BYTES = 300_000_000
MAX_BOOK_BYTES = 120_000_000  # as it lies on the disk
MAX_UNPACKED_BYTES = 500_000_000
MAX_RATIO = 200
MAX_COLUMNS = 200
MAX_ROWS = 1_000_000
MAX_CELLS = 30_000_000
MAX_RECORD_LINES = 30  # more lines in one record: a quotation mark was left open
_CHUNK = 1 << 20
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,4})(\d{1,8})"')
# What zipfile raises for a file that is none: seeks past the end, names that are no text.
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
_DELIMITERS = "\t,;|"
_PROTECTED = re.compile(r"""\A(?:'(?=[=+\-@]|[\d-]+\Z)(.*)|="([^"]*)")\Z""", re.DOTALL)

Row = tuple[int, list[str]]  # number of the line or sheet row, from 1, and its cells


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file; ``rows`` may be read once."""

    name: str
    rows: Iterator[Row]


def open_tables(path: Path) -> Iterator[Sheet]:
    """Give the tables of a file: one for text, one per sheet for a workbook.

    Raises
    ------
    InputError : the file is missing, empty, damaged, too large, locked or no table.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise InputError(
            f"“{path.name}” cannot be read.", "Check that the file is there.", str(error)
        ) from error
    if size == 0:
        raise InputError(f"“{path.name}” is empty.", "Choose another file.")
    if head.startswith(b"PK\x03\x04") or head.startswith(b"\xd0\xcf\x11\xe0"):
        return _book(path, size, is_zip=head.startswith(b"PK"))
    return iter((Sheet("", _text_rows(path, is_gzip=head.startswith(b"\x1f\x8b"))),))


def read_text(path: Path) -> str:
    """Give a text file as it stands, whatever its encoding.

    Raises
    ------
    InputError : the file is missing, empty, damaged, too large or no text.
    """
    open_tables(path)
    try:
        with path.open("rb") as file:
            is_gzip = file.read(2) == b"\x1f\x8b"
        encoding = _encoding(path, is_gzip=is_gzip)
        with _open_bytes(path, is_gzip=is_gzip) as raw:
            return raw.read().decode(encoding, "replace")
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(
            f"“{path.name}” is damaged and cannot be read.", "Get the file again.", str(error)
        ) from error


def text_rows(name: str, text: str) -> Iterator[Row]:
    """Give the rows of a table that was pasted, as those of a text file.

    Raises
    ------
    InputError : it is no table; ``name`` says where it is from.
    """
    clean = text.lstrip("\ufeff").replace("\x00", "")
    return _records(name, io.StringIO(clean, newline=""), clean[:200_000])


# -- text --------------------------------------------------------------------------------------


def _open_bytes(path: Path, *, is_gzip: bool) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path, "rb")) if is_gzip else path.open("rb")


def _encoding(path: Path, *, is_gzip: bool) -> str:
    """Find the encoding by reading the whole file once; counts the bytes while they come."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    found, total, has_nul = "utf-8-sig", 0, False
    with _open_bytes(path, is_gzip=is_gzip) as file:
        head = file.read(4)
        if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            found = "utf-16"
        elif len(head) == 4 and head[1] == 0 and head[3] == 0:
            found = "utf-16-le"
        elif len(head) == 4 and head[0] == 0 and head[2] == 0:
            found = "utf-16-be"
        chunk = head
        while chunk:
            total += len(chunk)
            if total > MAX_TEXT_BYTES:
                raise InputError(
                    f"“{path.name}” is larger than {MAX_TEXT_BYTES // 1_000_000} MB.",
                    "Import the rows of one state.",
                )
            has_nul = has_nul or b"\x00" in chunk
            if found == "utf-8-sig":
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    found = "cp1252"
            chunk = file.read(_CHUNK)
    if found == "utf-8-sig":
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            found = "cp1252"
    if has_nul and not found.startswith("utf-16"):
        raise InputError(
            f"“{path.name}” holds zero bytes: it is damaged or no text.",
            "Save it again as CSV (UTF-8) and import that.",
        )
    return found


def _delimiter(sample: str) -> str:
    """Choose the separator that the first lines use most evenly; titles above may use none."""
    lines = [line for line in sample.splitlines()[:20] if line.strip()][:10]

    def evenness(mark: str) -> tuple[int, int, int]:
        counts = [line.count(mark) for line in lines]
        return min(counts), sum(count > 0 for count in counts), max(counts)

    return max(_DELIMITERS, key=evenness) if lines else ","


def _text_rows(path: Path, *, is_gzip: bool) -> Iterator[Row]:
    try:
        encoding = _encoding(path, is_gzip=is_gzip)
        with _open_bytes(path, is_gzip=is_gzip) as raw:
            # cp1252 leaves five bytes undefined; a replaced character is better than no file.
            text = io.TextIOWrapper(raw, encoding, errors="replace", newline="")
            sample = text.read(200_000)
            text.seek(0)
            yield from _records(path.name, text, sample)
    except (OSError, EOFError, zlib.error, UnicodeError) as error:
        raise InputError(
            f"“{path.name}” is damaged and cannot be read.", "Get the file again.", str(error)
        ) from error


def _records(name: str, file: IO[str], sample: str) -> Iterator[Row]:
    delimiter = _delimiter(sample)
    widest = max((line.count(delimiter) for line in sample.splitlines()[:50]), default=0)
    _check_width(name, widest + 1)
    is_quoted = delimiter != "\t" or not _is_unquoted(sample)
    number, spanned = 0, 1
    for line in file:
        number, spanned = number + 1, 1
        if '"' not in line:  # as most lines: there is nothing to parse
            text = line.rstrip("\r\n")
            cells = text.split(delimiter) if text else []
        elif is_quoted:
            cells, spanned = _quoted(name, number, chain((line,), file), delimiter)
            number += spanned - 1
        else:
            cells = [_unquote(cell) for cell in line.rstrip("\r\n").split(delimiter)]
        if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
            _check_size(name, number, len(cells))
        yield number, cells
    if spanned > 1:  # the last record may have swallowed the lines before the end
        file.seek(0)
        if sum(line.count('"') for line in file) % 2:
            raise _open_quote(name, number - spanned + 1)


def _quoted(name: str, number: int, lines: Iterable[str], delimiter: str) -> tuple[list[str], int]:
    """Give the cells of the record that begins on a line, and how many lines it is."""
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        cells = next(reader)
    except csv.Error as error:
        raise _open_quote(name, number, str(error)) from error
    if reader.line_num > MAX_RECORD_LINES:
        raise _open_quote(name, number)
    return cells, reader.line_num


def _open_quote(name: str, line: int, details: str = "") -> InputError:
    return InputError(
        f"In “{name}” a quotation mark on line {line} is never closed.",
        "Mend that line, or save the file again from the spreadsheet.",
        details,
    )


def _is_unquoted(sample: str) -> bool:
    """Whether every line has as many tabs as the first: then quotation marks mean nothing."""
    lines = [line for line in sample.splitlines()[:-1] if line]
    return len({line.count("\t") for line in lines}) <= 1


def _unquote(cell: str) -> str:
    if len(cell) >= 2 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell


def _check_width(name: str, columns: int) -> None:
    if columns > MAX_COLUMNS:
        raise InputError(
            f"“{name}” has {columns:,} columns; at most {MAX_COLUMNS} can be read.",
            "Delete the columns that you do not need.",
        )


def _check_size(name: str, rows: int, columns: int) -> None:
    _check_width(name, columns)
    if rows > MAX_ROWS:
        raise InputError(
            f"“{name}” has more than {MAX_ROWS:,} rows.", "Import the rows of one state."
        )


# -- workbooks ---------------------------------------------------------------------------------


def _damaged(name: str, details: str = "") -> InputError:
    return InputError(
        f"“{name}” is damaged or no workbook.", "Save it again as XLSX or CSV.", details
    )


def _too_large(name: str) -> InputError:
    return InputError(
        f"“{name}” unpacks to more than a school directory needs.",
        "Save the one sheet that you need as CSV and import that.",
    )


def _check_zip(path: Path) -> None:
    """Refuse a workbook that would fill the memory, before anything is parsed."""
    try:
        with zipfile.ZipFile(path) as book:
            total = 0
            for member in book.infolist():
                total += member.file_size
                packed = max(member.compress_size, 1)
                is_dense = member.file_size > _CHUNK and member.file_size / packed > MAX_RATIO
                if total > MAX_UNPACKED_BYTES or is_dense:
                    raise _too_large(path.name)
            for member in book.infolist():
                if re.fullmatch(r"xl/worksheets/[^/]+\.xml", member.filename):
                    with book.open(member) as sheet:
                        _check_sheet(path.name, sheet)
    except BROKEN_ZIP as error:
        raise _damaged(path.name, str(error)) from error


def _check_sheet(name: str, sheet: IO[bytes]) -> None:
    """Refuse a sheet with a cell far out: the parser makes room for everything before it."""
    rows = columns = read = 0
    tail = b""
    while chunk := sheet.read(_CHUNK):
        read += len(chunk)
        if read > MAX_UNPACKED_BYTES:  # the size in the table of contents may lie
            raise _too_large(name)
        data = tail + chunk
        for letters, digits in _CELL.findall(data):
            column = 0
            for letter in letters:
                column = column * 26 + letter - 64
            columns, rows = max(columns, column), max(rows, int(digits))
        tail = data[-200:]
    if columns > MAX_COLUMNS:
        _check_width(name, columns)
    if rows * columns > MAX_CELLS or rows > MAX_ROWS:
        raise InputError(
            f"“{name}” has a sheet of {rows:,} rows and {columns:,} columns.",
            "Delete the empty rows at its end, or save it as CSV.",
        )


def _book(path: Path, size: int, *, is_zip: bool) -> Iterator[Sheet]:
    import python_calamine as calamine

    if size > MAX_BOOK_BYTES:
        raise _too_large(path.name)
    if is_zip:
        _check_zip(path)
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        names = list(book.sheet_names)
    except calamine.PasswordError as error:
        raise InputError(
            f"“{path.name}” is locked with a password.", "Save it without one.", str(error)
        ) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _damaged(path.name, str(error)) from error
    if not names:
        raise InputError(f"“{path.name}” has no sheet.", "Choose another file.")
    return (Sheet(name, _book_rows(path, book, name)) for name in names)


def _book_rows(path: Path, book: Any, sheet: str) -> Iterator[Row]:
    import python_calamine as calamine

    try:
        table = book.get_sheet_by_name(sheet)
        skipped = table.start[0] if table.start else 0
        for number, values in enumerate(table.iter_rows(), 1 + skipped):
            _check_size(path.name, number, len(values))
            yield number, [cell_text(value) for value in values]
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _damaged(path.name, str(error)) from error


def cell_text(value: object) -> str:
    """Write a cell of a workbook as text; whole numbers lose the ``.0`` that sheets add."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def as_it_was(cell: str) -> str:
    """Take off what keeps a spreadsheet from reading a cell: '@Home, '0123, ="0123"."""
    text = cell.strip()
    return _PROTECTED.sub(r"\1\2", text) if text[:1] in ("'", "=") else text  # few cells of many
