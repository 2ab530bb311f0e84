"""Any list of schools from a file, made into text that is matched line by line."""

from __future__ import annotations

from pathlib import Path

from tourplanner.adapters.imports.tables_in import open_tables, read_text
from tourplanner.core.errors import InputError
from tourplanner.core.model.pasted import MAX_CHARS, MAX_LINES, header_fields
from tourplanner.core.ports import Progress

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_list(path: Path, progress: Progress | None = None) -> str:
    """Give a list as text: a text file as it stands, a workbook's sheet with tabs between cells.

    Of a workbook the first sheet with a header of names or codes is taken, else the first with
    anything in it.

    Raises
    ------
    InputError : the file cannot be read or is too long for a list.
    """
    sheets = open_tables(path)
    with path.open("rb") as file:
        is_workbook = file.read(4) in _WORKBOOKS
    if not is_workbook:
        text = read_text(path)
        if len(text) > MAX_CHARS:
            raise InputError(
                f"“{path.name}” is too long for a list of schools.",
                "Import it as a directory, or cut it into parts.",
            )
        return text
    first = ""
    for sheet in sheets:
        lines: list[str] = []
        has_header = False
        for number, cells in sheet.rows:
            if len(lines) >= MAX_LINES:
                raise InputError(
                    f"“{path.name}” has more than {MAX_LINES:,} rows.", "Cut it into parts."
                )
            if progress is not None and number % 500 == 0:
                progress(number, 0, f"Reading row {number:,}")
            cleaned = [" ".join(cell.split()) for cell in cells]
            is_header = {"name", "code"} & set(header_fields(cleaned).values())
            if is_header and not has_header:  # titles above the header say nothing of schools
                has_header, lines = True, []
            if any(cleaned):
                lines.append("\t".join(cleaned))
        text = "\n".join(lines)
        if has_header:
            return text
        first = first or text
    return first
