"""Tables for spreadsheets, cards for phones, points for maps: read back by other programs."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import python_calamine
import vobject

from tests.papers_fixture import SITES, Parts, rid, sample_view
from tourplanner.adapters.imports.places_in import read_places
from tourplanner.adapters.papers.csv_table import CsvWriter
from tourplanner.adapters.papers.grid import PART
from tourplanner.adapters.papers.markdown import MarkdownWriter
from tourplanner.adapters.papers.places import GeoJsonWriter, GpxWriter, KmlWriter
from tourplanner.adapters.papers.vcard import VcardWriter
from tourplanner.adapters.papers.xlsx import XlsxWriter
from tourplanner.core.model.list_columns import guess_columns
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import Column, Heading, Paper, Row, Table, cell, plain, texts
from tourplanner.core.papers.desk.contacts import Contact, contacts
from tourplanner.core.papers.desk.site_list import site_points
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.map import TourMap, tour_map
from tourplanner.core.papers.specs import (
    CALL_LIST,
    MANIFEST,
    PRESS_MAP,
    SITE_LIST,
    SPECS,
    STAFF_MAP,
    PaperFormat,
    PaperSpec,
)
from tourplanner.core.privacy import cut
from tourplanner.core.safe_text import one_line

TABLES = [spec for spec in SPECS.values() if PaperFormat.XLSX in spec.formats]
FORMULAS = ("=1+1", "+SUM(A1)", "-2+3", "@cmd", "\t=1", '=HYPERLINK("http://x")')


def paper(spec: PaperSpec) -> Paper:
    return lay_out(cut(sample_view(), spec, stop=rid("stop", "madison"))[0])


def sheets(data: bytes) -> dict[str, list[list[str]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: [
            [str(int(c)) if isinstance(c, float) else str(c) for c in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        for name in book.sheet_names
    }


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.key)
def test_every_text_is_in_the_workbook_and_every_cell_in_the_csv(spec: PaperSpec) -> None:
    made = paper(spec)
    read = sheets(XlsxWriter().render(made).data)
    whole = "\n".join(text for rows in read.values() for row in rows for text in row)
    assert [text for text in texts(made) if text and one_line(text) not in whole] == []
    assert list(read)[-1] == "About"
    flat = {text for row in rows_of(CsvWriter().render(made).data) for text in row}
    for table in (block for block in made.blocks if isinstance(block, Table)):
        for row in table.rows:
            for part in row.cells:
                text = "\n".join(plain(item) for item in part)
                assert not text or text in flat or f"'{text}" in flat


def test_the_same_columns_are_one_table_with_their_heading_beside() -> None:
    read = sheets(XlsxWriter().render(paper(CALL_LIST)).data)
    header, *rows = read["Call list"]
    assert header == [PART, "Stop", "When", "Place", "Who", "Phone"]
    assert rows[0][:2] == ["Day 1: Mon., Oct. 14", "1.1"]
    assert rows[-1][:2] == ["Day 3: Wed., Oct. 16", "3.2"]
    found = rows_of(CsvWriter().render(paper(CALL_LIST)).data)
    assert found == [header, *rows]


def test_head_counts_are_numbers_and_codes_stay_text() -> None:
    read = XlsxWriter().render(paper(MANIFEST)).data
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(read))
    rows = book.get_sheet_by_name("Head count by leg").to_python()
    at = rows[0].index("Aboard")
    assert [row[at] for row in rows[1:4]] == [2.0, 2.0, 3.0]
    assert rows[1][0] == "1.1", "the number of a leg is a name, not a figure"


def hostile(text: str) -> Paper:
    table = Table("Alt", (Column("Name", 50), Column("Count", 50, right=True)),
                  (Row((cell(text), cell(text))), Row((cell(f"_x0041_ {text}"), ()))))  # fmt: skip
    return Paper("x", text, text, text, (text,), text, (Heading(2, text), table), footer=text)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str) -> None:
    data = XlsxWriter().render(hostile(text)).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            whole = archive.read(name).decode()
            assert "<f>" not in whole
            assert "hidden" not in whole
            assert "definedName" not in whole
    shown = [c for rows in sheets(data).values() for row in rows for c in row]
    assert text.strip() in [c.strip() for c in shown]
    assert any(c.startswith("_x0041_") for c in shown), "no escape is read into typed signs"
    for row in rows_of(CsvWriter().render(hostile(text)).data):
        for part in row:
            assert not part.startswith(("=", "+", "-", "@", "\t", "\r")), part


def test_markdown_keeps_typed_signs_as_they_are() -> None:
    text = "# 1. *not* [a](b) <i> | `x` _y_ & ~z~"
    data = MarkdownWriter().render(hostile(text)).data.decode()
    for line in data.splitlines():
        bare = line.replace("\\\\", "")
        assert "[a]" not in bare
        assert "<i>" not in bare
    rows = [line for line in data.splitlines() if line.startswith("| ")]
    assert all(line.replace(r"\|", "").count("|") == 3 for line in rows)


def test_cards_are_read_by_another_reader() -> None:
    made = contacts(cut(sample_view(), CALL_LIST)[0])
    names = {one.name for one in made}
    assert {"Mirsa Serrano", "Tower Inn", "Press desk"} <= names
    odd = Contact("k", "Ñandú; Peña, Jr. " + "x" * 90, "A\\B", phone="1", street="1, Main; St")
    data = VcardWriter().render([*made, odd]).data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    read = list(vobject.readComponents(data.decode()))
    assert [card.fn.value for card in read] == [one.name for one in (*made, odd)]
    host = next(card for card in read if card.fn.value == "Mirsa Serrano")
    assert host.tel.value == "626-555-0180"
    assert host.adr.value.city == "Pasadena"
    assert read[-1].adr.value.street == "1, Main; St"


def points(spec: PaperSpec) -> TourMap:
    view = sample_view(Parts(sites=SITES))
    return (site_points if spec is SITE_LIST else tour_map)(cut(view, spec)[0])


@pytest.mark.parametrize("spec", [SITE_LIST, PRESS_MAP, STAFF_MAP], ids=lambda spec: spec.key)
def test_points_are_alike_in_all_three_formats(spec: PaperSpec) -> None:
    made = points(spec)
    gpx = ET.fromstring(GpxWriter().render(made).data)
    kml = ET.fromstring(KmlWriter().render(made).data)
    geo = json.loads(GeoJsonWriter().render(made).data)
    ns = {"g": "http://www.topografix.com/GPX/1/1", "k": "http://www.opengis.net/kml/2.2"}
    from_gpx = {
        (one.findtext("g:name", "", ns), float(one.get("lat", "0")), float(one.get("lon", "0")))
        for one in gpx.findall("g:wpt", ns)
    }
    from_kml = set()
    for mark in kml.iterfind(".//k:Placemark", ns):
        at = mark.findtext("k:Point/k:coordinates", "", ns)
        if at:
            lon, lat = map(float, at.split(","))
            from_kml.add((mark.findtext("k:name", "", ns), lat, lon))
    from_geo = {
        (f"{one['number']} {one['name']}", *f["geometry"]["coordinates"][::-1])
        for f in geo["features"]
        for one in (f["properties"],)
        if f["geometry"]["type"] == "Point"
    }
    assert from_gpx == from_kml == from_geo
    assert len(from_gpx) == len(made.points) > 3
    assert any("Madison" in name or "kick-off" in name for name, _, _ in from_gpx)
    has_lines = b"LineString" in GeoJsonWriter().render(made).data
    assert has_lines == (spec is STAFF_MAP), "no way goes to the press"


@pytest.mark.parametrize("writer", [GpxWriter(), KmlWriter(), GeoJsonWriter()])
def test_our_own_map_read_back_has_names_and_addresses_and_no_times(
    tmp_path: Path, writer: GpxWriter | KmlWriter | GeoJsonWriter
) -> None:
    made = points(SITE_LIST)
    path = tmp_path / f"map.{writer.format.value}"
    path.write_bytes(writer.render(made).data)
    table = read_places(path)
    headers = [header.casefold() for header in table.headers]
    name, number = headers.index("name"), headers.index("number")
    read = [(cells[number], cells[name]) for _, cells in table.body]
    assert sorted(read) == sorted((point.label, point.name) for point in made.points)
    targets = [column.target for column in guess_columns(table.headers, [c for _, c in table.body])]
    (madison,) = [cells for _, cells in table.body if cells[name] == "Madison Elementary"]
    kept = {target: cell for target, cell in zip(targets, madison, strict=True) if target and cell}
    assert kept["street"] == "515 Ashtabula St., Pasadena, CA 91104"
    assert "remarks" not in kept, "when the tour is there is no remark on a school"
    assert b"9:30-11 a.m." in path.read_bytes(), "a map shows it"


def test_a_point_without_a_place_is_in_the_table_alone() -> None:
    view = sample_view()
    records = tuple(
        RecordView(r.kind, r.id, {**r.values, "point": None}, r.members)
        if r.id == rid("site", "ucla")
        else r
        for r in view.records
    )
    made = cut(replace(view, records=records), SITE_LIST)[0]
    assert not any("UCLA" in point.name for point in site_points(made).points)
    assert any("UCLA" in text for text in texts(lay_out(made)))
