"""Opening and saving: what a front end may count on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.store.kit import counted_ids, give, office, put, shown, standing, type_text
from tourplanner.core.changes import Action, Edit
from tourplanner.core.errors import (
    InputError,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreReadOnly,
    StoreTooNew,
)
from tourplanner.store.backup import count_in, listed
from tourplanner.store.faults import explained
from tourplanner.store.file import OfficeFile
from tourplanner.store.migrations import FORMAT_VERSION
from tourplanner.store.opening import create_file, open_file, open_reader, random_id

SITE = "5" * 32


def _create(path: Path) -> OfficeFile:
    return create_file(path, author="Ana", device="L1", now=standing)


def test_what_is_saved_is_there_after_closing(tmp_path: Path) -> None:
    with _create(tmp_path / "a.tour") as file:
        office_id = file.office_id
        changes = put(file, SITE, name="Dorsa")
        assert changes.touched == {"site": frozenset({SITE})}
    assert (tmp_path / "a.files").is_dir()
    with office(tmp_path / "a.tour") as file:
        record = file.tables.get("site", SITE)
        assert record is not None
        assert record["name"] == "Dorsa"
        assert file.office_id == office_id
        assert not file.read_only
        assert file.notice == ""


def test_creating_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.tour"
    _create(path).close()
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"already a file a\.tour"):
        _create(path)
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.files", "a.tour"]


def test_the_same_ids_clock_and_edits_make_the_same_changes(tmp_path: Path) -> None:
    bodies = []
    for name in ("a", "b"):
        with create_file(
            tmp_path / f"{name}.tour", author="A", device="d", now=standing, ids=counted_ids("1")
        ) as file:
            put(file, file.new_id(), name="Dorsa", point={"lat": 37.3, "lon": -121.8})
            bodies.append(list(file.log.bodies()))
    assert bodies[0] == bodies[1]


def test_a_file_in_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is not there"):
        _create(tmp_path / "none" / "a.tour")
    with pytest.raises(StoreError, match="There is no file"):
        office_only(tmp_path / "none.tour")


def office_only(path: Path) -> OfficeFile:
    return open_file(path, author="Ana", device="L1", now=standing)


class TestWriting:
    """What an action may hold."""

    @pytest.mark.parametrize(
        "edit",
        [
            Edit(SITE, "spaceship", {"name": "x"}),
            Edit(SITE, "site", {"nonsense": "x"}),
            Edit(SITE, "site", {"name/x": "x"}),
            Edit(SITE, "site", {"tag": True}),
            Edit(SITE, "site", {"remarks": "x"}),
            Edit(SITE, "site", {"score": "5"}),
            Edit(SITE, "site", {"score": 10**20}),
            Edit(SITE, "site", {"ladder": "somewhere"}),
            Edit(SITE, "site", {"deleted": True, "name": 5}),
            Edit(SITE, "site", {"point": {"lat": 99, "lon": 0}}),
            Edit(SITE, "site", {"tag/" + "x" * 300: True}),
            Edit(SITE, "site", {"bells": {"a": 1, 2: 3}}),
            Edit(SITE, "site", {"bells": {"a": float("nan")}}),
            Edit(SITE, "site", {"bells": {"a": [[[[[[[[[[[[[]]]]]]]]]]]]]}}),
            Edit(SITE, "site", {"tag/a\nb": True}),
            Edit(SITE, "site", text={"name": "x"}),
            Edit(SITE, "site", text={"remarks": None}),  # type: ignore[dict-item]
            Edit("not an id", "site", {"name": "x"}),
        ],
    )
    def test_a_bug_of_the_caller_saves_nothing(self, tmp_path: Path, edit: Edit) -> None:
        with office(tmp_path / "a.tour") as file:
            good = Edit("6" * 32, "site", {"name": "Dorsa"})
            with pytest.raises(ValueError, match=r"undeclared|cannot be|long text|not a|JSON"):
                file.write(Action("x", (good, edit)))
            assert file.log.count() == 0
            assert file.tables.all("site") == []

    def test_one_action_is_one_transaction(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour") as file:
            long = "x" * 900_000
            edits = (
                Edit(SITE, "site", {"name": "Dorsa"}),
                Edit("6" * 32, "site", {"name": long * 2}),
            )
            with pytest.raises(InputError, match="too much"):
                file.write(Action("x", edits))
            assert file.log.count() == 0
            assert file.tables.get("site", SITE) is None
            put(file, SITE, name="Dorsa")
            assert file.log.count() == 1

    def test_several_edits_of_a_record_are_one_change(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour") as file:
            file.write(
                Action(
                    "x",
                    (
                        Edit(SITE, "site", {"name": "A", "city": "F"}),
                        Edit(SITE, "site", {"name": "B"}),
                    ),
                )
            )
            (entry,) = file.tables.history(SITE)
            assert entry.set == {"name": "B", "city": "F"}

    def test_writing_what_stands_already_adds_nothing(self, tmp_path: Path) -> None:
        facts = {
            "name": "Dorsa", "score": 5, "bus_fits": True, "tag/x": True, "zip": None,
            "point": {"lon": -121.8, "lat": 37.3}, "directory": {"source": "cde", "key": "1"},
        }  # fmt: skip
        with office(tmp_path / "a.tour") as file:
            put(file, SITE, **facts)
            changes = put(file, SITE, **facts)
            assert changes.touched == {}
            assert file.log.count() == 1
            type_text(file, SITE, "site", "remarks", "hello")
            type_text(file, SITE, "site", "remarks", "hello")
            type_text(file, "6" * 32, "site", "remarks", "")
            assert file.log.count() == 3, "the third makes a record"

    def test_a_record_of_nothing_exists(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour") as file:
            put(file, SITE)
            assert file.tables.get("site", SITE) is not None

    def test_a_long_label_is_cut(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour") as file:
            file.write(Action("Move " + "x" * 500, (Edit(SITE, "site", {"name": "A"}),)))
            (entry,) = file.tables.history(SITE)
            assert len(entry.label) == 200

    @pytest.mark.parametrize("text", ["\ud800", "a\udfffb"])
    def test_half_a_sign_is_told_and_not_saved(self, tmp_path: Path, text: str) -> None:
        with office(tmp_path / "a.tour") as file:
            with pytest.raises(InputError):
                put(file, SITE, name=text)
            with pytest.raises(InputError):
                type_text(file, SITE, "site", "remarks", text)
            assert file.log.count() == 0
            type_text(file, SITE, "site", "remarks", "fine")
            assert file.verify().is_good

    def test_a_clock_without_a_zone_is_a_bug(self, tmp_path: Path) -> None:
        with (
            office(tmp_path / "a.tour", now=lambda: datetime(2013, 10, 11)) as file,  # noqa: DTZ001
            pytest.raises(ValueError, match="zone"),
        ):
            put(file, SITE, name="x")

    def test_values_are_kept_as_they_will_be_read(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour") as file:
            put(file, SITE, bells={"1": ("a", "b")})
            live = file.tables.get("site", SITE)
        with office(tmp_path / "a.tour") as file:
            assert file.tables.get("site", SITE) == live
            assert live is not None
            assert live["bells"] == {"1": ["a", "b"]}


class TestSecondWindow:
    """One writer, any number of readers."""

    def test_the_second_window_is_told_who_holds_the_file(self, tmp_path: Path) -> None:
        with (
            office(tmp_path / "a.tour", "Ana Ruiz"),
            pytest.raises(StoreLocked, match=r"open in another window \(Ana Ruiz on .*15:00\)"),
        ):
            office(tmp_path / "a.tour", "Bob")
        office(tmp_path / "a.tour", "Bob").close()

    def test_two_names_of_one_file_meet_at_one_lock(self, tmp_path: Path) -> None:
        (tmp_path / "link.tour").symlink_to(tmp_path / "a.tour")
        with office(tmp_path / "a.tour"), pytest.raises(StoreLocked):
            office(tmp_path / "link.tour")

    @pytest.mark.parametrize("left", [b"", b"\xff\x00", b'{"author": "X"}', b"[]"])
    def test_a_left_over_lock_blocks_nobody(self, tmp_path: Path, left: bytes) -> None:
        (tmp_path / "a.files").mkdir()
        (tmp_path / "a.files" / "lock").write_bytes(left)
        office(tmp_path / "a.tour").close()

    def test_reading_goes_on_while_a_window_writes(self, tmp_path: Path) -> None:
        with office(tmp_path / "a.tour") as file, open_reader(tmp_path / "a.tour") as reader:
            assert reader.read_only
            put(file, SITE, name="Dorsa")
            record = reader.tables.get("site", SITE)
            assert record is not None
            assert record["name"] == "Dorsa"
            with reader.tables.snapshot():
                assert reader.tables.count("site") == 1
                put(file, "6" * 32, name="Alview")
                assert reader.tables.count("site") == 1
            assert reader.tables.count("site") == 2
            with pytest.raises(StoreReadOnly):
                put(reader, SITE, name="x")
            with pytest.raises(StoreReadOnly):
                reader.receive([])
            with pytest.raises(StoreReadOnly):
                reader.rebuild()

    def test_opening_for_writing_needs_a_name(self, tmp_path: Path) -> None:
        office(tmp_path / "a.tour").close()
        with pytest.raises(ValueError, match="who writes"):
            open_file(tmp_path / "a.tour")


class TestOddFiles:
    """Files that are not as they should be: one sentence, a hint, nothing overwritten."""

    @pytest.mark.parametrize("read_only", [True, False])
    @pytest.mark.parametrize("data", [b"", b"short", b"PK\x03\x04" + b"x" * 5_000, b"\0" * 8192])
    def test_not_a_database(self, tmp_path: Path, data: bytes, read_only: bool) -> None:
        path = tmp_path / "a.tour"
        path.write_bytes(data)
        with pytest.raises(StoreDamaged) as caught:
            open_file(path, author="A", device="d", now=standing, read_only=read_only)
        assert caught.value.hint
        assert path.read_bytes() == data

    def test_another_programs_database(self, tmp_path: Path) -> None:
        path = tmp_path / "a.tour"
        conn = sqlite3.connect(path)
        conn.execute("CREATE TABLE notes (x)")
        conn.close()
        with pytest.raises(StoreError, match="another program") as caught:
            office(path)
        assert not isinstance(caught.value, StoreDamaged)

    @pytest.mark.parametrize(
        "sql",
        [
            "CREATE TRIGGER t AFTER INSERT ON change BEGIN DELETE FROM setting; END",
            "CREATE VIEW v AS SELECT 1",
            "DROP TABLE aside",
            "ALTER TABLE change ADD COLUMN extra TEXT",
            "ALTER TABLE setting ADD COLUMN g TEXT AS (upper(name))",
            "CREATE TABLE x (a CHECK (a > 1)); DROP TABLE aside; ALTER TABLE x RENAME TO aside",
        ],
    )
    def test_a_file_with_something_foreign_is_not_worked_on(self, tmp_path: Path, sql: str) -> None:
        path = tmp_path / "a.tour"
        with office(path) as file:
            put(file, SITE, name="Dorsa")
        conn = sqlite3.connect(path)
        conn.executescript(sql)
        conn.close()
        before = path.read_bytes()
        for opened in (office(path), open_reader(path)):
            with opened as file:
                assert file.read_only
                assert "open for reading only: 1 of 1 changes can be read" in file.notice
                assert [record["name"] for record in file.tables.all("site")] == ["Dorsa"]
                with pytest.raises((StoreDamaged, StoreReadOnly)):
                    put(file, SITE, name="x")
                assert not file.verify().is_good
        assert path.read_bytes() == before

    def test_a_newer_file_is_read_only(self, tmp_path: Path) -> None:
        path = tmp_path / "a.tour"
        with office(path) as file:
            put(file, SITE, name="Dorsa")
        _make_newer(path)
        before = path.read_bytes()
        with office(path) as file:
            assert file.read_only
            assert "newer version" in file.notice
            record = file.tables.get("site", SITE)
            assert record is not None
            assert record["name"] == "Dorsa"
            assert file.tables.search("dors")[0].id == SITE
            with pytest.raises(StoreTooNew, match="newer version"):
                put(file, SITE, name="x")
        assert path.read_bytes() == before

    def test_a_newer_file_that_cannot_even_be_read(self, tmp_path: Path) -> None:
        path = tmp_path / "a.tour"
        office(path).close()
        _make_newer(path, "ALTER TABLE change RENAME TO changes2")
        with pytest.raises(StoreTooNew, match="cannot be read"):
            office(path)

    def test_tables_of_another_version_are_made_anew(self, tmp_path: Path) -> None:
        path = tmp_path / "a.tour"
        with office(path) as file:
            put(file, SITE, name="Dorsa")
            type_text(file, SITE, "site", "remarks", "hello")
            before = shown(file)
        conn = sqlite3.connect(path)
        conn.execute("UPDATE setting SET value='older' WHERE name='projection'")
        conn.execute("ALTER TABLE site DROP COLUMN county")
        conn.execute("CREATE TABLE spaceship (id TEXT)")
        conn.execute("CREATE VIRTUAL TABLE spaceship_search USING fts5(a)")
        conn.commit()
        conn.close()
        with open_reader(path) as reader:
            record = reader.tables.get("site", SITE)
            assert record is not None
            assert record["remarks"] == "hello"
        with office(path) as file:
            assert shown(file) == before
            names = {name for (name,) in file._conn.execute("SELECT name FROM sqlite_schema")}
            assert not {name for name in names if name.startswith("spaceship")}

    def test_a_file_that_was_not_closed(self, tmp_path: Path) -> None:
        path, other = tmp_path / "a.tour", tmp_path / "b.tour"
        with office(path) as file:
            put(file, SITE, name="Dorsa")
            for end in ("", "-wal"):
                shutil.copyfile(f"{path}{end}", f"{other}{end}")
        with office(other) as file:
            assert file.tables.count("site") == 1


def test_an_older_file_is_backed_up_before_it_is_migrated(tmp_path: Path) -> None:
    path = tmp_path / "a.tour"
    with office(path) as file:
        put(file, SITE, name="Dorsa")
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA user_version=0")
    conn.close()
    with office(path) as file:
        assert file.tables.count("site") == 1
        assert file._conn.execute("PRAGMA user_version").fetchone() == (FORMAT_VERSION,)
        (made,) = listed(path)
        assert count_in(made.path) == 1


def test_a_mistake_in_our_sql_is_no_damage_of_the_file(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        with pytest.raises(sqlite3.OperationalError), explained(file.path):
            file._conn.execute("SELEKT 1")
        with pytest.raises(StoreDamaged), explained(file.path):
            file._conn.execute("SELECT * FROM no_such_table")
        file.close()
        with pytest.raises(sqlite3.ProgrammingError):
            file.tables.all("site")


def _make_newer(path: Path, sql: str = "SELECT 1") -> None:
    conn = sqlite3.connect(path)
    conn.execute(f"PRAGMA user_version={FORMAT_VERSION + 1}")
    conn.execute("UPDATE setting SET value='newer' WHERE name='projection'")
    conn.execute("ALTER TABLE site DROP COLUMN county")
    conn.execute(sql)
    conn.commit()
    conn.close()


def test_opening_and_reading_load_no_big_library(tmp_path: Path) -> None:
    path = tmp_path / "a.tour"
    with office(path) as file:
        put(file, SITE, name="Dorsa")
        type_text(file, SITE, "site", "remarks", "hello")
    program = f"""
import sys
from datetime import UTC, datetime
from tourplanner.core.changes import Action, Edit
from tourplanner.store.opening import open_file
with open_file({str(path)!r}, author="A", device="d", now=lambda: datetime.now(UTC)) as file:
    assert file.tables.all("site")[0]["remarks"] == "hello"
    assert file.tables.search("dor")
    file.write(Action("x", (Edit({SITE!r}, "site", {{"name": "Alview"}}),)))
    assert file.tables.history({SITE!r})
print([name for name in ("sqlite_utils", "loro", "numpy") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_no_thread_but_one_at_a_time_is_enough(tmp_path: Path) -> None:
    """The store thread is not the one that opened the file."""
    import threading

    with office(tmp_path / "a.tour") as file:
        thread = threading.Thread(target=put, args=(file, SITE), kwargs={"name": "Dorsa"})
        thread.start()
        thread.join()
        assert file.tables.count("site") == 1


def test_media_are_kept_by_their_content(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        name = file.media.put(b"photo")
        assert file.media.put(b"photo") == name
        path = file.media.get(name)
        assert path is not None
        assert path.read_bytes() == b"photo"
        assert file.media.missing([name, "f" * 64]) == ["f" * 64]
        assert file.media.stored() == [name]
        for odd in ("../../x", "C:\\x", "a\0b", "x" * 64, name.upper() + ".exe"):
            assert file.media.get(odd) is None
            assert file.media.thumb(odd, lambda path: path.read_bytes()) is None
        (path).write_bytes(b"pho")
        assert not file.media.is_intact(name)
        file.media.put(b"photo")
        assert file.media.is_intact(name)


def test_a_random_id_is_an_id() -> None:
    assert len(random_id()) == 32
    assert random_id() != random_id()


def test_nothing_but_the_file_and_its_folder_is_left(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file, office(tmp_path / "b.tour") as other:
        put(file, SITE, name="x")
        give(file, other)
    assert sorted(os.listdir(tmp_path)) == ["a.files", "a.tour", "b.files", "b.tour"]
