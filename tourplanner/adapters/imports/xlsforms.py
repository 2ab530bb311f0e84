"""XLSForm workbooks: every cell of their sheets as text, and back."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from tourplanner.core.errors import InputError

MOST_ROWS, MOST_COLUMNS, MOST_BYTES = 5_000, 200, 20_000_000
MOST_CELL = 32_767  # characters in one cell of a workbook
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the same form is the same bytes


class XlsForms:
    """Reads and writes them."""

    def read(self, path: str) -> dict[str, list[list[str]]]:
        """Give the rows of every sheet; InputError for a file that is no workbook, or too large."""
        import python_calamine

        source = Path(path)
        try:
            if source.stat().st_size > MOST_BYTES:
                raise InputError(f"{source.name} is too large for a form.", "Take out pictures.")
            book = python_calamine.CalamineWorkbook.from_path(path)
            found = {}
            for name in book.sheet_names:
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
                    raise InputError(f"The sheet {name} is too large for a form.", "Split it.")
                found[name] = _trimmed([[_text(cell) for cell in row] for row in rows])
        except InputError:
            raise
        except OSError as error:
            raise InputError(
                f"{source.name} cannot be read.", "Look whether it is there.", str(error)
            ) from error
        except Exception as error:  # a broken workbook makes the reader raise anything
            raise InputError(
                f"{source.name} is no Excel workbook.", "Save it as .xlsx.", repr(error)
            ) from error
        return found

    def write(self, sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
        """Give a workbook with these rows; every cell is text, so none is a formula."""
        import xlsxwriter

        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            book.set_properties({"created": _MADE})
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for at, row in enumerate(rows):
                    for column, cell in enumerate(row):
                        if cell:
                            sheet.write_string(at, column, cell[:MOST_CELL])
        return out.getvalue()


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Give rows of one width without empty ones at the end."""
    while rows and not any(rows[-1]):
        rows.pop()
    wide = max((at + 1 for row in rows for at, cell in enumerate(row) if cell), default=0)
    return [[*row[:wide], *[""] * (wide - len(row))] for row in rows]
