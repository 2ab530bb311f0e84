"""Killed in the middle of saving: what was acknowledged is there, and nothing stands half done."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.kill import Killed, Nursery, Toll, delays, duration_s
from tests.faults.work import BULK, SITE
from tests.store.kit import blank, office, put
from tests.support import figure
from tourplanner.services.undo import Undo
from tourplanner.store import backup as store
from tourplanner.store import migrations
from tourplanner.store.file import OfficeFile

KILLS = figure(5, 50)
pytestmark = pytest.mark.timeout(figure(600, 1_800))


Kills = Callable[[str, str, int], Iterator[tuple[Path, Killed]]]


@pytest.fixture
def kills(tmp_path: Path, nursery: Nursery) -> Kills:
    """Gives a folder and what was killed in it, at random moments of the work's own duration."""

    def run(name: str, kind: str, acknowledgements: int) -> Iterator[tuple[Path, Killed]]:
        work = f"tests.faults.work.{name}"
        toll = Toll(kind, longest_s=duration_s(nursery, work, _folder, acknowledgements))
        for number, delay in enumerate(delays(KILLS, toll.longest_s, seed=len(name))):
            folder = _folder(str(number))
            killed = nursery.kill_after(work, folder, delay)
            yield folder, killed
            toll.count(killed)
            shutil.rmtree(folder)
        assert toll.kills >= KILLS // 4, "they meet it at work"
        toll.write()

    def _folder(name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.tour").write_bytes(blank())
        return folder

    return run


def _is_sound(file: OfficeFile) -> bool:
    report = file.verify()
    assert report.is_good, report.findings
    return True


def test_edits(kills: Kills) -> None:
    for folder, killed in kills("edit", "edit", 20):
        with office(folder / "a.tour") as file:
            assert _is_sound(file)
            record = file.tables.get("site", SITE)
            scores = [int(line.split()[1]) for line in killed.said if line.startswith("score")]
            texts = [int(line.split()[1]) for line in killed.said if line.startswith("text")]
            saved = (record["score"] or 0) if record else 0
            words = len((record["remarks"] or "").split()) if record else 0
            assert saved - (scores[-1] if scores else 0) in (0, 1)
            assert (words - (texts[-1] if texts else 0)) % 50 in (0, 1)
            Undo(file).next_undo()
            put(file, SITE, score=-1)


def test_bulk_imports_and_their_undo(kills: Kills) -> None:
    for folder, killed in kills("bulk", "bulk edit and its undo", 3):
        with office(folder / "a.tour") as file:
            assert _is_sound(file)
            assert file.tables.count("site") % BULK == 0, "the whole action or none of it"
            assert file.log.count() - len(killed.said) * BULK in (0, BULK)


def test_merges(kills: Kills) -> None:
    for folder, killed in kills("merge", "merge", 2):
        with office(folder / "a.tour") as file:
            assert _is_sound(file)
            assert file.log.count() - len(killed.said) * BULK in (0, BULK)


def test_backups_and_copies(kills: Kills) -> None:
    for folder, killed in kills("make_backups", "backup", 4):
        with office(folder / "a.tour") as file:
            assert _is_sound(file)
            found = {made.path.name for made in store.listed(file.path)}
            said = [line for line in killed.said if line.endswith(".tour")]
            assert set(said[-12:]) <= found
            for made in store.listed(file.path):
                assert store.problem_in(made.path) == ""
            copies = [line for line in killed.said if line.startswith("copy")]
            copy = folder / "copy.tour"
            assert copy.exists() or not copies
            if copy.exists():
                assert store.problem_in(copy) == ""
            left = {p.name for p in store.backups_folder(file.path).glob("*")} - found
            assert all(name.startswith(".") for name in left), "nobody is offered a half"
            for name in left:
                os.utime(store.backups_folder(file.path) / name, (0, 0))  # an hour later
            file.backup()
            assert not [p for p in store.backups_folder(file.path).iterdir() if ".part" in p.name]


def test_new_files(kills: Kills) -> None:
    for folder, killed in kills("create", "new file", 2):
        files = {path.name for path in folder.glob("[0-9]*.tour")}
        assert set(killed.said) <= files
        for name in files:
            with office(folder / name) as file:
                assert _is_sound(file)


def test_migrations(kills: Kills) -> None:
    for folder, killed in kills("migrate", "migration", 2):
        conn = sqlite3.connect(folder / "a.tour")
        version = conn.execute("PRAGMA user_version").fetchone()[0]
        columns = [row[1] for row in conn.execute("PRAGMA table_info(change)")]
        assert conn.execute("SELECT count(*) FROM change").fetchone()[0] == BULK
        assert (version == 2) == ("size" in columns)
        if version == 2:
            missing = conn.execute("SELECT count(*) FROM change WHERE size IS NULL").fetchone()[0]
            assert missing == 0
        assert version == 2 or "migrated" not in killed.said
        conn.close()
        if "backup" in killed.said:
            (made,) = store.listed(folder / "a.tour")
            assert store.is_good(made.path)


def test_a_failing_step_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    from sqlite_utils import Migrations

    path = tmp_path / "a.tour"
    with office(path) as file:
        put(file, SITE, name="Dorsa")
    steps = Migrations("tourplanner")

    @steps(name="m001_log")
    def _first(db: Any) -> None:
        raise AssertionError

    @steps()
    def m002_fails(db: Any) -> None:
        db.execute("DELETE FROM change")
        db.execute("PRAGMA user_version=2")
        raise ValueError("half way")

    conn = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(ValueError, match="half way"):
        migrations.migrate(conn, steps)
    conn.close()
    with office(path) as file:
        assert _is_sound(file)
        assert file.tables.count("site") == 1
