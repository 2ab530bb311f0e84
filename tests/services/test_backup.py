"""Backups that restore, copies that are whole, and nothing written over."""

from __future__ import annotations

import os
import random
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store.kit import give, office, put, shown, standing, type_text
from tests.support import SetClock
from tourplanner.core.changes import Action, Edit
from tourplanner.core.errors import InputError, StoreDamaged, StoreError
from tourplanner.services import backup as service
from tourplanner.store import backup as store
from tourplanner.store.backup import keep
from tourplanner.store.file import OfficeFile
from tourplanner.store.opening import create_file, open_file

A, B = "a" * 32, "b" * 32


def _filled(path: Path, clock: SetClock | None = None, sites: int = 50) -> OfficeFile:
    file = office(path, now=clock or standing)
    edits = tuple(Edit(f"{n:032x}", "site", {"name": f"School {n}"}) for n in range(sites))
    file.write(Action("Import", edits))
    type_text(file, A, "note", "body", "The garden.")
    return file


def test_a_backup_restores_to_the_same_tables(tmp_path: Path, clock: SetClock) -> None:
    with _filled(tmp_path / "a.tour", clock) as file:
        name = file.media.put(b"photo")
        made = service.backup(file)
        before, office_id = shown(file), file.office_id
        put(file, B, name="after the backup")
        assert [b.path for b in service.backups(file)] == [made.path]
    restored = service.restore(made.path, tmp_path / "r.tour", now=clock)
    assert (restored.is_whole, restored.changes, restored.lost) == (True, 51, 0)
    with office(tmp_path / "r.tour", "Bob") as copy:
        assert shown(copy) == before
        assert copy.office_id == office_id
        assert copy.media.get(name) is not None
        assert copy.verify().is_good
        assert service.unite(copy, tmp_path / "a.tour") == 1, "later work is united, not swapped"
        assert copy.tables.get("site", B) is not None


def test_a_backup_of_a_file_that_a_window_has_open(tmp_path: Path, clock: SetClock) -> None:
    path = tmp_path / "a.tour"
    with _filled(path, clock) as window:
        put(window, B, name="typed just now")
        with open_file(path, read_only=True, now=clock) as reader:
            made = service.backup(reader)
        put(window, B, name="goes on")
    with open_file(made.path, read_only=True) as copy:
        record = copy.tables.get("site", B)
        assert record is not None
        assert record["name"] == "typed just now"
        assert copy.verify().is_good


def test_restoring_never_replaces_a_file(tmp_path: Path, clock: SetClock) -> None:
    with _filled(tmp_path / "a.tour", clock) as file:
        made = service.backup(file)
        before = shown(file)
        with pytest.raises(InputError, match="already a file"):
            service.restore(made.path, tmp_path / "a.tour", now=clock)
        assert shown(file) == before
    with pytest.raises(StoreError, match="There is no file"):
        service.restore(tmp_path / "none.tour", tmp_path / "r.tour", now=clock)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.files", "a.tour"]


def test_a_backup_is_one_closed_file(tmp_path: Path, clock: SetClock) -> None:
    with _filled(tmp_path / "a.tour", clock) as file:
        made = service.backup(file)
        assert made.made_at == clock()
        assert made.path.name == "a-20131011T150000Z.tour"
        assert [p.name for p in made.path.parent.iterdir()] == [made.path.name]
        again = service.backup(file)
        assert again.path == made.path, "twice in a second is one"


def test_left_overs_of_a_killed_backup_are_swept(tmp_path: Path, clock: SetClock) -> None:
    with _filled(tmp_path / "a.tour", clock) as file:
        folder = store.backups_folder(file.path)
        folder.mkdir(parents=True)
        old = folder / ".a-20131011T140000Z.tour.12345678.part"
        old.write_bytes(b"half")
        os.utime(old, (0, 0))
        (folder / ".a-20131011T150000Z.tour.12345679.part").write_bytes(b"being written")
        (folder / "notes.txt").write_bytes(b"mine")
        (folder / "a-yesterday.tour").write_bytes(b"mine")
        made = service.backup(file)
        assert {p.name for p in folder.iterdir()} == {
            made.path.name,
            "notes.txt",
            "a-yesterday.tour",
            ".a-20131011T150000Z.tour.12345679.part",
        }
        assert [b.path for b in service.backups(file)] == [made.path]


def test_hourly_while_something_changes(tmp_path: Path, clock: SetClock) -> None:
    with _filled(tmp_path / "a.tour", clock) as file:
        assert service.backup_if_due(file) is not None
        put(file, B, name="x")
        clock.forward(minutes=59)
        assert service.backup_if_due(file) is None
        clock.forward(minutes=2)
        assert service.backup_if_due(file) is not None
        clock.forward(days=3)
        assert service.backup_if_due(file) is None, "nothing was saved since"
        put(file, B, name="y")
        clock.forward(days=-100)
        assert service.backup_if_due(file) is not None, "a clock that was set back stops nothing"


def test_a_backup_that_is_not_good_is_thrown_away(
    tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _filled(tmp_path / "a.tour", clock) as file:
        first = service.backup(file)
        clock.forward(hours=2)
        monkeypatch.setattr(store, "problem_in", lambda path: "it cannot be read")
        with pytest.raises(StoreDamaged, match="The copy of"):
            service.backup(file)
        assert [p.name for p in first.path.parent.iterdir()] == [first.path.name]


def test_which_backups_are_kept() -> None:
    end = datetime(2013, 12, 31, 12, tzinfo=UTC)
    hourly = [end - timedelta(hours=n) for n in range(24 * 120)]
    kept = sorted(keep(hourly), reverse=True)
    assert kept[:12] == hourly[:12]
    assert len({at.date() for at in kept}) >= 14
    weeks = {tuple(at.isocalendar())[:2] for at in kept}
    assert len(weeks) == 8
    assert len(kept) <= 12 + 14 + 8
    assert keep(kept) == set(kept), "thinning twice removes nothing more"
    assert keep([]) == set()
    rare = [end - timedelta(days=100 * n) for n in range(5)]
    assert keep(rare) == set(rare), "quiet times push nothing out"


def test_thinning_day_by_day_keeps_old_ones(tmp_path: Path) -> None:
    kept: set[datetime] = set()
    at = datetime(2013, 9, 1, tzinfo=UTC)
    for _ in range(24 * 90):
        at += timedelta(hours=1)
        kept = keep(kept | {at})
    ages = sorted((at - moment).days for moment in kept)
    assert ages[-1] >= 7 * 6, "some weeks back are still there"
    assert len(kept) <= 34


def test_a_saved_copy_has_everything(tmp_path: Path, clock: SetClock) -> None:
    with _filled(tmp_path / "a.tour", clock) as file:
        name = file.media.put(b"photo")
        editions = tmp_path / "a.files" / "editions"
        editions.mkdir()
        (editions / "directory-12345678.db").write_bytes(b"edition")
        out = tmp_path / "copies" / "copy.tour"
        out.parent.mkdir()
        service.save_copy(file, out)
        put(file, B, name="later")
        service.save_copy(file, out)
        with office(out, "Bob") as copy:
            assert copy.tables.get("site", B) is not None
            assert copy.media.get(name) is not None
            assert (out.parent / "copy.files/editions/directory-12345678.db").is_file()
        with pytest.raises(InputError, match="the file itself"):
            service.save_copy(file, tmp_path / "a.tour")
        with pytest.raises(StoreError, match="is not there"):
            service.save_copy(file, tmp_path / "none" / "copy.tour")
        assert not (tmp_path / "none").exists()
        with office(out, "Bob"), pytest.raises(InputError, match="is open"):
            service.save_copy(file, out)


@pytest.mark.parametrize("way", ["create", "restore", "salvage"])
def test_what_a_deleted_file_left_does_not_get_into_a_new_one(
    tmp_path: Path, clock: SetClock, way: str
) -> None:
    path = tmp_path / "a.tour"
    with _filled(path, clock) as file:
        made = service.backup(file)
        before = shown(file)
        put(file, B, name="in the WAL")
        wal = Path(f"{path}-wal").read_bytes()
    path.unlink()
    Path(f"{path}-wal").write_bytes(wal)
    if way == "create":
        create_file(path, author="A", device="d", now=clock).close()
        before = {name: [] for name in before}
    else:
        if way == "salvage":
            conn = sqlite3.connect(made.path)
            conn.execute("CREATE VIEW v AS SELECT 1")
            conn.close()
        assert service.restore(made.path, path, now=clock).is_whole == (way == "restore")
    with office(path) as file:
        assert shown(file) == before
        assert file.verify().is_good
    assert Path(f"{path}-wal.old").read_bytes() == wal


class TestSalvage:
    """Damaged and foreign files: every readable change goes into a new file."""

    def test_a_damaged_page_costs_its_own_rows(self, tmp_path: Path, clock: SetClock) -> None:
        path = tmp_path / "a.tour"
        with _filled(path, clock, sites=2_000) as file:
            total = file.log.count()
            page = file._conn.execute("PRAGMA page_size").fetchone()[0]
            (leaf,) = file._conn.execute(
                "SELECT pageno FROM dbstat WHERE name='change' AND pagetype='leaf' LIMIT 1 OFFSET 9"
            ).fetchone()
        data = bytearray(path.read_bytes())
        start = (leaf - 1) * page
        data[start : start + page] = random.Random(1).randbytes(page)
        path.write_bytes(data)
        restored = service.restore(path, tmp_path / "r.tour", now=clock)
        assert not restored.is_whole
        assert restored.changes + restored.lost == total
        assert 0 < restored.lost < 40
        with office(tmp_path / "r.tour", "Bob") as copy:
            assert copy.verify().is_good
            assert copy.tables.count("site") >= total - 40

    def test_a_foreign_trigger_is_left_behind(self, tmp_path: Path, clock: SetClock) -> None:
        path = tmp_path / "a.tour"
        with _filled(path, clock) as file:
            before, office_id = shown(file), file.office_id
        conn = sqlite3.connect(path)
        conn.execute("CREATE TRIGGER t AFTER INSERT ON change BEGIN DELETE FROM setting; END")
        conn.execute("UPDATE site SET name='forged'")
        conn.commit()
        conn.close()
        restored = service.restore(path, tmp_path / "r.tour", now=clock)
        assert (restored.is_whole, restored.lost) == (False, 0)
        with office(tmp_path / "r.tour", "Bob") as copy:
            assert shown(copy) == before
            assert copy.office_id == office_id

    def test_changes_in_a_wal_that_was_left_are_saved(
        self, tmp_path: Path, clock: SetClock
    ) -> None:
        path = tmp_path / "a.tour"
        with _filled(path, clock, sites=5) as file:
            copies = {end: Path(f"{path}{end}").read_bytes() for end in ("", "-wal")}
            total = file.log.count()
        for end, data in copies.items():
            (tmp_path / f"b.tour{end}").write_bytes(data)
        restored = service.restore(tmp_path / "b.tour", tmp_path / "r.tour", now=clock)
        assert (restored.is_whole, restored.changes) == (True, total)
        assert (tmp_path / "b.tour").read_bytes() == copies[""], "the source is not touched"

    @pytest.mark.parametrize("data", [b"", b"nothing", b"SQLite format 3\0" + b"\xff" * 9_000])
    def test_where_nothing_can_be_read(self, tmp_path: Path, clock: SetClock, data: bytes) -> None:
        (tmp_path / "a.tour").write_bytes(data)
        with pytest.raises(StoreError):
            service.restore(tmp_path / "a.tour", tmp_path / "r.tour", now=clock)
        assert not (tmp_path / "r.tour").exists()

    def test_a_view_in_place_of_the_log(self, tmp_path: Path, clock: SetClock) -> None:
        path = tmp_path / "a.tour"
        _filled(path, clock).close()
        conn = sqlite3.connect(path)
        conn.executescript("ALTER TABLE change RENAME TO c; CREATE VIEW change AS SELECT * FROM c")
        conn.close()
        restored = service.restore(path, tmp_path / "r.tour", now=clock)
        assert not restored.is_whole
        with office(tmp_path / "r.tour", "Bob") as copy:
            assert copy.tables.count("site") > 0
            assert copy.verify().is_good

    def test_a_claim_of_endless_rows_ends(self, tmp_path: Path, clock: SetClock) -> None:
        path = tmp_path / "a.tour"
        _filled(path, clock, sites=3).close()
        conn = sqlite3.connect(path)
        conn.execute("UPDATE change SET n=9000000000000000 WHERE n=1")
        conn.execute("CREATE VIEW v AS SELECT 1")
        conn.commit()
        conn.close()
        restored = service.restore(path, tmp_path / "r.tour", now=clock)
        assert (restored.changes, restored.lost) == (4, 1), "the change moved away from number 1"


def test_uniting_two_offices_files(tmp_path: Path, clock: SetClock) -> None:
    with _filled(tmp_path / "a.tour", clock) as a, office(tmp_path / "b.tour", "Bob") as b:
        put(b, B, name="Bob's")
        give(a, b)
        made = service.backup(b)
        assert service.unite(a, made.path) == 1
        assert service.unite(a, made.path) == 0


def test_a_change_that_is_listed_under_something_else_is_restored(
    tmp_path: Path, clock: SetClock
) -> None:
    _filled(tmp_path / "a.tour", clock).close()
    conn = sqlite3.connect(tmp_path / "a.tour")
    conn.execute("UPDATE change SET record_id=x'00' WHERE n=2")
    conn.commit()
    conn.close()
    restored = service.restore(tmp_path / "a.tour", tmp_path / "r.tour", now=clock)
    assert (restored.is_whole, restored.changes, restored.lost) == (False, 51, 0)
    with office(tmp_path / "r.tour", "Bob") as copy:
        assert copy.verify().is_good
