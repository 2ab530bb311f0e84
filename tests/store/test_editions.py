"""Editions: whole or not at all, the same name for the same directory, readable from any thread."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.directory_lines import ReadLine, block_of
from tests.school_office import shipped_edition
from tourplanner.core.errors import Cancelled, InputError, StoreError, StoreFull
from tourplanner.core.geo import LatLon
from tourplanner.core.model.edition import DirectoryReading, ReadBlock
from tourplanner.core.model.site import SchoolRow
from tourplanner.store.editions import EditionFolder
from tourplanner.store.points_tree import fill

AT = "2026-11-01T00:00:00+00:00"


def school(n: int, **more: object) -> SchoolRow:
    """Make an invented school."""
    facts: dict[str, object] = {
        "name": f"Invented {n} Elementary",
        "city": "Testland",
        "state": "CA",
        "district": "Invented Unified",
        "county": "Alameda",
        "status": "Active",
        "point": LatLon(37.0 + n / 1000, -122.0),
        "nces": f"06999900{n:04d}",
    }
    return SchoolRow("cde", f"0199999000{n:04d}", **{**facts, **more})  # type: ignore[arg-type]


def reading(
    lines: Iterable[ReadLine], date: str = "2026-01", kind: str = "cde"
) -> DirectoryReading:
    return in_blocks([block_of(lines)], date, kind)


def in_blocks(
    blocks: Iterable[ReadBlock], date: str = "2026-01", kind: str = "cde"
) -> DirectoryReading:
    return DirectoryReading(kind, "a.csv", {"CDSCode": "cds"}, ("AdmFName",), iter(blocks), date)


def taken(*rows: SchoolRow) -> list[ReadLine]:
    return [ReadLine(n, row) for n, row in enumerate(rows, 2)]


def test_an_edition_is_written_once_and_named_by_what_it_holds(tmp_path: Path) -> None:
    folder = EditionFolder(tmp_path)
    first = folder.write(reading(taken(school(1), school(2))), AT)
    again = folder.write(reading(taken(school(1), school(2))), "2027-01-01T00:00:00+00:00")
    other = folder.write(reading(taken(school(1), school(3))), AT)
    assert (first.is_new, again.is_new, other.is_new) == (True, False, True)
    assert first.edition.id == again.edition.id != other.edition.id
    assert first.edition.id.startswith("cde-")
    names = sorted(os.listdir(tmp_path))
    assert names == sorted(f"{e.edition.id}.db" for e in (first, other))
    folder.close()


def test_every_field_comes_back(tmp_path: Path) -> None:
    row = school(1, enrollment="12", point=None, raw_point="0, 0", offered_point=LatLon(1.0, 2.0))
    folder = EditionFolder(tmp_path)
    edition = folder.open(folder.write(reading(taken(row)), AT).edition.id)
    kept = edition.row(row.key)
    assert kept == row._replace(edition=edition.info.id, n=1)
    assert edition.row(row.nces) == kept
    assert edition.row("nothing") is None
    assert edition.near(LatLon(37.0, -122.0), 1_000_000) == []
    folder.close()


def test_the_report_keeps_every_refused_line(tmp_path: Path) -> None:
    rows = [
        *taken(school(1), school(2, status="Closed", nces="")),
        ReadLine(4, None, "has no school code", ("a", "b")),
        ReadLine(5, None, "repeats the code of line 2", ("c",), (), is_repeat=True),
        ReadLine(6, school(3, is_office=True)),
        ReadLine(
            7, school(4), "", (), ("the CDS code had lost a leading zero", "coordinates 0, 0")
        ),
    ]
    folder = EditionFolder(tmp_path)
    made = folder.write(reading(rows), AT)
    report = folder.open(made.edition.id).report()
    assert report == made.report
    assert (report.read, report.taken, report.schools, report.offices) == (6, 4, 3, 1)
    assert (report.closed, report.padded, report.refused_count) == (1, 1, 1)
    assert report.refused[0].cells == ("a", "b")
    assert report.repeated[0].line == 5
    assert report.notes == {"coordinates 0, 0": 1}
    text = " ".join(report.sentences())
    assert "3 schools and 1 office taken of 6 rows." in text
    assert "AdmFName" in text
    folder.close()


def test_a_stopped_or_broken_import_leaves_nothing(tmp_path: Path) -> None:
    def stops() -> Iterable[ReadBlock]:
        yield block_of(taken(school(1)))
        raise Cancelled

    def breaks() -> Iterable[ReadBlock]:
        yield block_of(taken(school(1)))
        raise InputError("Line 3 is broken.", "Mend it.")

    folder = EditionFolder(tmp_path)
    with pytest.raises(Cancelled):
        folder.write(in_blocks(stops()), AT)
    with pytest.raises(InputError):
        folder.write(in_blocks(breaks()), AT)
    with pytest.raises(InputError, match="No row"):
        folder.write(reading([ReadLine(2, None, "has no school code")]), AT)
    assert os.listdir(tmp_path) == []
    assert folder.infos() == []


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(part: Path, path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tourplanner.store.editions.publish", full)
    with pytest.raises(StoreFull):
        EditionFolder(tmp_path).write(reading(taken(school(1))), AT)
    assert os.listdir(tmp_path) == []


def test_the_newest_of_each_kind_and_state_is_current(tmp_path: Path) -> None:
    folder = EditionFolder(tmp_path)
    old = folder.write(reading(taken(school(1)), "2018-06"), AT).edition
    new = folder.write(reading(taken(school(1)), "2026-01"), AT).edition
    nevada = folder.write(reading(taken(school(2, state="NV")), "2022", "nces"), AT).edition
    assert [info.id for info in folder.infos()] == [new.id, nevada.id, old.id]
    assert [info.id for info in folder.current()] == [new.id, nevada.id]
    folder.close()


def test_a_part_of_a_directory_hides_nothing_of_the_whole(tmp_path: Path) -> None:
    folder = EditionFolder(tmp_path)
    whole = folder.write(reading(taken(*map(school, range(1, 9))), "2018-06"), AT).edition
    part = folder.write(reading(taken(school(1)), "2026-01"), AT).edition
    assert [info.id for info in folder.current()] == [part.id, whole.id]
    later = folder.write(reading(taken(*map(school, range(1, 8))), "2027-01"), AT).edition
    assert [info.id for info in folder.current()] == [later.id]
    folder.close()


def test_damaged_and_foreign_files_are_left_out_and_said(tmp_path: Path) -> None:
    folder = EditionFolder(tmp_path)
    good = folder.write(reading(taken(school(1))), AT).edition
    (tmp_path / "cde-00000000.db").write_bytes(b"no database" * 1000)
    sqlite3.connect(tmp_path / "cde-11111111.db").close()
    assert [info.id for info in folder.infos()] == [good.id]
    with pytest.raises(StoreError):
        folder.open("cde-00000000")
    with pytest.raises(StoreError, match="not on this laptop"):
        folder.open("cde-22222222")
    folder.close()


def test_an_edition_cannot_be_written_through_its_reader(tmp_path: Path) -> None:
    folder = EditionFolder(tmp_path)
    edition = folder.open(folder.write(reading(taken(school(1))), AT).edition.id)
    with pytest.raises(StoreError):
        edition._rows("DELETE FROM school")
    folder.close()


def test_threads_read_at_once() -> None:
    folder = EditionFolder(shipped_edition().parent)
    edition = folder.open(folder.infos()[0].id)
    found: list[int] = []

    def read() -> None:
        found.append(len(edition.match('name : "madison"', 300)))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert len(found) == 4
    assert found[0] > 12
    assert sum(1 for _ in edition.offices()) == 1_093
    madison = edition.row("19648816021687")
    assert madison is not None
    assert madison.point is not None
    assert edition.near(madison.point, 10)[0].key == madison.key
    folder.close()


def test_hostile_text_is_kept_literally(tmp_path: Path) -> None:
    names = ["'; DROP TABLE school; --", '"*" OR', "{{7*7}}", "\u202e", "a\x1fb", "NEAR(a b)"]
    rows = [school(n, name=name, city=name, street=name) for n, name in enumerate(names, 1)]
    folder = EditionFolder(tmp_path)
    edition = folder.open(folder.write(reading(taken(*rows)), AT).edition.id)
    assert [row.name for row in edition.schools()] == names
    folder.close()


@pytest.mark.parametrize("count", [0, 1, 51, 52, 2_700])
def test_a_packed_tree_of_points_is_what_sqlite_would_have_made(count: int) -> None:
    conn = sqlite3.connect(":memory:")
    found = []
    points = [
        (n, (n * 7_919 % 1_801) / 10.007 - 90, (n * 104_729 % 3_607) / 10.02 - 180)
        for n in range(1, count + 1)
    ]
    for name in ("packed", "own"):
        conn.execute(f"CREATE VIRTUAL TABLE {name} USING rtree(n, south, north, west, east)")
    numbers, lats, lons = zip(*points, strict=True) if points else ((), (), ())
    fill(conn, "packed", numbers, lats, lons)
    conn.executemany(
        "INSERT INTO own VALUES (?, ?, ?, ?, ?)", [(n, a, a, o, o) for n, a, o in points]
    )
    for name in ("packed", "own"):
        assert conn.execute(f"SELECT rtreecheck('{name}')").fetchone() == ("ok",)
        everything = conn.execute(f"SELECT * FROM {name} ORDER BY n").fetchall()
        box = conn.execute(
            f"SELECT n FROM {name} WHERE south >= -20 AND north <= 30 AND west >= -9 AND east <= 80"
            " ORDER BY n"
        ).fetchall()
        found.append((everything, box))
    assert found[0] == found[1]
    assert len(found[0][0]) == count
    conn.close()
