"""What the import shows of columns and rows: plain values, no widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tourplanner.core.fields import LEVEL_WORDS
from tourplanner.core.model.list_columns import How, ListColumn, Target
from tourplanner.core.model.list_rows import ListRow, Result, count_results
from tourplanner.core.model.list_table import PLACE_ENDINGS, ListTable, looks_like_header
from tourplanner.ui.words import count_words

TABLE_ENDINGS = (".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".xls", ".ods", *PLACE_ENDINGS)
PREVIEW = 60  # rows that are judged at once while columns are being said
WHOLE_DIRECTORY = 3_000  # rows; no office goes to see that many
LEAVE_OUT = "Leave out"
_HOWS = {
    How.EXACT: ("Exact name", "good", "check"),
    How.GUESS: ("Guess", "warn", "sparkles"),
    How.CHOSEN: ("You chose", "info", "user"),
    How.KEPT: ("As last time", "info", "clock"),
    How.NONE: ("Not matched", "plain", "minus"),
}
RESULT_LOOKS = {
    Result.NEW: ("good", "plus"),
    Result.INCOMPLETE: ("warn", "circle-alert"),
    Result.CLOSED: ("bad", "octagon-x"),
    Result.HERE: ("plain", "check-check"),
    Result.ASKS: ("warn", "triangle-alert"),
    Result.REPEAT: ("plain", "minus"),
    Result.REFUSED: ("bad", "circle-x"),
    Result.OUT: ("plain", "minus"),
}
#: Results that somebody should look at.
TO_LOOK_AT = (Result.ASKS, Result.REFUSED, Result.CLOSED, Result.INCOMPLETE)


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the list as it is matched: where it goes, and what its first cells hold."""

    number: int
    column: ListColumn
    sample: str
    target: Target | None

    @property
    def goes(self) -> str:
        """Where it goes, in words."""
        return self.target.label if self.target else LEAVE_OUT

    @property
    def level(self) -> str:
        """The letter of who may see it; empty where it goes nowhere."""
        return str(self.target.level) if self.target else ""

    @property
    def how(self) -> tuple[str, str, str]:
        """How it was matched: word, tone, icon."""
        is_left_out = not self.column.target and self.column.how is not How.NONE
        return ("Left out", "plain", "minus") if is_left_out else _HOWS[self.column.how]

    @property
    def spoken(self) -> str:
        """The row as a sentence."""
        who = f", for {LEVEL_WORDS[self.level]}" if self.level else ""
        return f"{self.column.header} goes to: {self.goes}{who}. {self.how[0]}. {self.sample}"


def column_rows(
    table: ListTable, columns: Sequence[ListColumn], targets: Mapping[str, Target]
) -> list[ColumnRow]:
    """Give the columns with the first cell of each that holds something."""
    body = table.rows[table.header + 1 : table.header + 1 + PREVIEW]
    seconds = set(replace(table, rows=table.rows[: table.header + 1 + PREVIEW]).seconds)
    made = []
    for number, column in enumerate(columns):
        cells = (c[number] for n, c in body if number < len(c) and n not in seconds)
        sample = next((cell for cell in cells if cell.strip()), "")
        made.append(ColumnRow(number, column, sample, targets.get(column.target)))
    return made


def preview_of(table: ListTable) -> ListTable:
    """Give the first rows of a list, for a look while its columns are being said."""
    return replace(table, rows=table.rows[: table.header + 1 + PREVIEW])


def is_table(text: str) -> bool:
    """Whether a pasted text is a part of a spreadsheet: tabs in each line, as many in all.

    Lines with a separator of another kind are a list that is read line by line.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    tabs = {line.count("\t") for line in lines}
    if len(lines) < 2 or 0 in tabs:
        return False
    return len(tabs) == 1 or any(looks_like_header(line.split("\t")) for line in lines[:3])


def is_table_file(path: Path) -> bool:
    """Whether a file may hold a list, by its name."""
    return path.suffix.lower() in TABLE_ENDINGS


def count_words_of(rows: Sequence[ListRow]) -> list[tuple[str, str, str]]:
    """Give the counts of the rows by result as chips: words, tone, icon."""
    return [
        (f"{count:,} {_plain(result)}", *RESULT_LOOKS[result])
        for result, count in count_results(rows).items()
    ]


def _plain(result: Result) -> str:
    return "to decide" if result is Result.ASKS else result.casefold()


def outcome(rows: Sequence[ListRow], new: int) -> str:
    """Say in one line what adding the rows will do; ``new`` is how many sites they make."""
    counts = count_results(rows)
    parts = [f"{count_words(new, 'new site')} of {count_words(len(rows), 'row')}."]
    if asks := counts.get(Result.ASKS):
        parts.append(f"{count_words(asks, 'row')} without an answer will be left out.")
    if refused := counts.get(Result.REFUSED):
        parts.append(f"{count_words(refused, 'row')} refused, kept for repair.")
    return " ".join(parts)
