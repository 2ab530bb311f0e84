"""Killed in the middle of an import, a plan, an export, a note: nothing lost, no half file."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest

from tests.faults.kill import Killed, Nursery, Toll, delays, duration_s
from tests.office import copy_office
from tests.support import figure
from tourplanner.app import ProgramDoors
from tourplanner.services.records import EXPORT, HASHES
from tourplanner.services.workspace import Workspace

KILLS = figure(4, 50)
pytestmark = pytest.mark.timeout(figure(600, 1_800))
TOUR = "Pathways to Partnership"
ROWS = 400
EXPORTED = figure(5, 10)  # papers acknowledged while the duration is measured

Look = Callable[[Workspace, Path, Killed], None]
Kills = Callable[[str, str, int, Look], None]


@pytest.fixture
def kills(sample_office: Path, tmp_path: Path, nursery: Nursery) -> Kills:
    """Kills at random moments of the work's own duration; each time everything is looked at."""

    def run(name: str, kind: str, acknowledgements: int, look: Look) -> None:
        work = f"tests.faults.whole_work.{name}"
        toll = Toll(kind, longest_s=duration_s(nursery, work, _folder, acknowledgements))
        for number, delay in enumerate(delays(KILLS, toll.longest_s, seed=len(name))):
            folder = _folder(str(number))
            killed = nursery.kill_after(work, folder, delay)
            with ProgramDoors().open(folder / "office.tour", write=True) as office:
                report = office.file.verify()
                assert report.is_good, report.findings
                look(office, folder, killed)
            toll.count(killed)
            shutil.rmtree(folder)
        assert toll.kills >= KILLS // 4, "they meet it at work"
        toll.write()

    def _folder(name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        copy_office(sample_office, folder)
        for table in range(3):
            (folder / f"table{table}.csv").write_text(_table(table), encoding="utf-8")
        return folder

    return run


def _table(number: int) -> str:
    lines = ["NCESSCH,LEAID,NAME,STREET,CITY,STATE,ZIP,LAT,LON"]
    for row in range(1, ROWS + 1):  # no school has the number 00000
        code = f"32{number:05}{row:05}"
        lines.append(f"{code},{code[:7]},Fictitious {row},1 Test St,Reno,NV,89501,39.5,-119.8")
    return "\n".join(lines)


def test_directory_imports(kills: Kills) -> None:
    def look(office: Workspace, folder: Path, killed: Killed) -> None:
        here = {info.id: info for info in office.directory.editions()}
        assert set(killed.said) <= set(here)
        for info in here.values():
            assert info.schools in (ROWS, 10_614), "a whole edition or none"
        assert office.directory.find("madison pasadena").hits
        left = [p.name for p in (folder / "office.files" / "editions").iterdir()]
        assert set(here) <= {name.removesuffix(".db") for name in left}

    kills("import_directory", "import", 2, look)


def test_plans(kills: Kills) -> None:
    def look(office: Workspace, folder: Path, killed: Killed) -> None:
        tour = office.tours.find(TOUR)
        variants = {v.id for v in office.file.tables.where("variant", tour=tour)}
        assert set(killed.said) <= variants
        current = office.plan.current(tour)
        assert current.plan.variant in variants
        assert sum(len(day.stops) for day in current.plan.days) >= 3

    kills("plan", "plan", 1, look)


def test_exports(kills: Kills) -> None:
    def look(office: Workspace, folder: Path, killed: Killed) -> None:
        out = folder / "out"
        files = sorted(out.iterdir()) if out.exists() else []
        names = {path.name for path in files}
        assert set(killed.said) <= names
        for path in files:
            _is_whole(path)

    kills("export", "export", EXPORTED, look)


def test_records_exports(kills: Kills) -> None:
    """An export has every file of its list, byte for byte, or its folder is not there."""

    def look(office: Workspace, folder: Path, killed: Killed) -> None:
        out = folder / "out"
        shown = {path.name: path for path in (out.iterdir() if out.exists() else ())}
        whole = {name: path for name, path in shown.items() if not name.startswith(".")}
        assert set(killed.said) <= set(whole)
        for path in whole.values():
            listed = dict(
                reversed(line.split("  ", 1))
                for line in (path / HASHES).read_text(encoding="utf-8").splitlines()
            )
            there = {
                one.name: hashlib.sha256(one.read_bytes()).hexdigest()
                for one in path.iterdir()
                if one.name != HASHES
            }
            assert there == listed
            assert {"records.html", "records.json"} <= set(there)
        noted = office.file.tables.where("paper", paper_kind=EXPORT)
        assert len(whole) - len(noted) in (0, 1), "one may be there and not noted yet, none twice"
        # What was left half written is hidden, and the next export goes ahead beside it.
        again = office.records.export(office.tours.find(TOUR), out / "Again")
        assert (again.folder / HASHES).is_file()

    kills("records", "records export", 2, look)


def _is_whole(path: Path) -> None:
    """Open a file that an export left, by its kind; a part of one must carry no paper's name."""
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) >= 1
    elif path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(path) as word:
            assert word.testzip() is None
    elif path.suffix == ".html":
        assert path.read_text(encoding="utf-8").rstrip().endswith("</html>")
    elif path.suffix == ".ics":
        assert path.read_text(encoding="utf-8").rstrip().endswith("END:VCALENDAR")
    elif path.suffix == ".vcf":
        assert path.read_text(encoding="utf-8").rstrip().endswith("END:VCARD")
    elif path.suffix in (".gpx", ".kml"):
        ElementTree.parse(path)
    elif path.suffix == ".geojson":
        assert json.loads(path.read_text(encoding="utf-8"))["features"]
    elif path.suffix in (".txt", ".md"):
        assert path.stat().st_size > 100
    elif path.suffix == ".csv":
        assert path.read_bytes().endswith(b"\r\n") or not path.stat().st_size > 3
    else:  # what was being written aside, hidden from people
        assert path.name.startswith("."), path.name


def test_notes(kills: Kills) -> None:
    def look(office: Workspace, folder: Path, killed: Killed) -> None:
        tour = office.tours.find(TOUR)
        stop = next(s.id for s in office.tours.load(tour).stops if s.fixed_day is not None)
        saved = {note["body"] for note in office.visits.notes(stop)}
        assert {f"Note {number}" for number in killed.said} <= saved

    kills("notes", "note", 10, look)


@pytest.mark.parametrize("words", ["plain", "{{7*7}}", '"); drop table note; --', "é\u202e🚌"])
def test_a_note_written_by_the_command_is_there_after_a_kill(
    sample_file: Path, tmp_path: Path, words: str
) -> None:
    with ProgramDoors().open(sample_file, write=True) as office:
        tour = office.tours.find(TOUR)
        stop = office.tours.load(tour).stops[0].id
        note = office.visits.write_note(tour, stop, words)
        # No close: as if the power went now. A copy of the bytes on the disk is what is left.
        copy = tmp_path / "left"
        copy.mkdir()
        for path in sample_file.parent.glob("office.tour*"):
            (copy / path.name).write_bytes(path.read_bytes())
    with ProgramDoors().open(copy / "office.tour", write=False) as office:
        record = office.file.tables.get("note", note)
    assert record is not None
    assert record["body"] == words
    assert json.dumps(record["author"])
