"""Lists from files of any form come out as text that is matched line by line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.xlsx_kit import sheet_xml, write_xlsx
from tourplanner.adapters.imports.lists import read_list
from tourplanner.adapters.imports.tables_in import open_tables
from tourplanner.core.errors import InputError
from tourplanner.core.model.pasted import MAX_CHARS, split_list


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_text_files_as_they_stand(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes("• José Ortega Elementary\nThanks\n".encode(encoding))
    assert read_list(path) == "• José Ortega Elementary\nThanks\n"


def test_the_sheet_with_a_header_is_taken_from_its_header_on(tmp_path: Path) -> None:
    cover = sheet_xml([["Tour of schools"], ["draft"]])
    data = sheet_xml(
        [["Our list"], ["School", "Town", "CDS"], ["Dorsa, A. J.", "San Jose", 43693696046114]]
    )
    path = write_xlsx(tmp_path / "list.xlsx", {"Cover": cover, "Data": data})
    text = read_list(path)
    assert text == "School\tTown\tCDS\nDorsa, A. J.\tSan Jose\t43693696046114"
    (line,) = split_list(text)
    assert line.labeled == ("name", "city")
    assert line.codes == ("43693696046114",)


def test_a_sheet_without_a_header_is_taken_whole(tmp_path: Path) -> None:
    sheet = sheet_xml([["Madison Elementary", "Pasadena"], ["", ""], ["A\tB\nC", None]])
    text = read_list(write_xlsx(tmp_path / "list.xlsx", {"a": sheet}))
    assert text == "Madison Elementary\tPasadena\nA B C\t"


def test_what_is_no_list_is_said(tmp_path: Path) -> None:
    for name, data in {
        "empty.txt": b"",
        "zeros.csv": b"a\x00b\n",
        "broken.xlsx": b"PK\x03\x04junk",
        "long.txt": b"x" * (MAX_CHARS + 1),
    }.items():
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(InputError) as caught:
            read_list(path)
        assert caught.value.hint
    with pytest.raises(InputError):
        read_list(tmp_path / "nowhere.txt")


def test_quotation_marks_of_a_table_mean_the_same_on_every_line(tmp_path: Path) -> None:
    text = (
        "School,Town,Note\r\n"
        "Cedar,Moab,plain\r\n"
        '"Larkspur, West",Moab,"says ""hello"""\r\n'
        "\r\n"
        'Juniper,Moab,"two\r\nlines, one cell"\r\n'
        'O"Hara,Moab,5" pipe\r\n'
        "Aspen,Moab,\r\n"
    )
    (tmp_path / "a.csv").write_bytes(text.encode())
    (sheet,) = open_tables(tmp_path / "a.csv")
    numbers, cells = zip(*sheet.rows, strict=True)
    assert list(cells) == list(csv.reader(io.StringIO(text, newline="")))
    assert numbers == (1, 2, 3, 4, 6, 7, 8), "a row is named by its last line"
