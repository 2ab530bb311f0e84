"""What the tests kill: programs that save, and say what they saved. No pytest here: it is slow."""

from __future__ import annotations

import itertools
import sqlite3
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.faults.kill import Say
from tests.store.kit import START, blank, office, put, type_text
from tourplanner.core.changes import Action, Edit
from tourplanner.services.undo import Undo
from tourplanner.store import backup as store
from tourplanner.store import migrations
from tourplanner.store.opening import create_file

SITE = "a" * 32
BULK = 1_000


def _id(number: int) -> str:
    return f"{number:032x}"


def edit(folder: Path, say: Say) -> None:
    """Save one value after another, and a text that is typed."""
    with office(folder / "a.tour") as file:
        say.ready()
        for number in itertools.count(1):
            put(file, SITE, score=number)
            say(f"score {number}")
            type_text(file, SITE, "site", "remarks", "word " * (number % 50), _id(number // 50 + 1))
            say(f"text {number % 50}")


def bulk(folder: Path, say: Say) -> None:
    """Import, mark, undo and redo a thousand sites at a time."""
    with office(folder / "a.tour") as file:
        undo = Undo(file)
        say.ready()
        for number in itertools.count():
            ids = [_id(number * BULK + n) for n in range(BULK)]
            file.write(Action("Import", tuple(Edit(i, "site", {"name": "S"}) for i in ids)))
            say("import")
            undo.undo()
            say("undo")
            undo.redo()
            say("redo")


_deliveries: list[list[bytes]] = []


def warm_up() -> None:
    """Make the deliveries before the children are born: it takes longer than taking them in."""
    with TemporaryDirectory() as folder, office(Path(folder) / "b.tour", "Bob") as bob:
        for number in range(4):
            ids = [_id(number * BULK + n) for n in range(BULK)]
            edits = [Edit(i, "site", {"name": "S"}) for i in ids[:-5]]
            edits += [Edit(i, "note", text={"body": "words"}) for i in ids[-5:]]
            action = bob.write(Action("Import", tuple(edits))).action_id
            keys = [change.key for change in bob.log.of_action(action)]
            _deliveries.append(list(bob.log.bodies(keys)))


def merge(folder: Path, say: Say) -> None:
    """Take in deliveries of a thousand changes."""
    with office(folder / "a.tour") as file:
        say.ready()
        for delivery in _deliveries:
            file.receive(delivery)
            say("merged")


def make_backups(folder: Path, say: Say) -> None:
    """Back up a file that grows, and save copies of it."""
    moments = itertools.count()
    with office(
        folder / "a.tour", now=lambda: START + timedelta(minutes=61 * next(moments))
    ) as file:
        file.write(Action("x", tuple(Edit(_id(n), "site", {"name": "S"}) for n in range(500))))
        say.ready()
        for number in itertools.count(1):
            put(file, SITE, score=number)
            made = file.backup()
            say(made.path.name)
            file.save_copy(folder / "copy.tour")
            say(f"copy {number}")


def create(folder: Path, say: Say) -> None:
    """Make new files."""
    blank()
    say.ready()
    for number in itertools.count():
        path = folder / f"{number}.tour"
        create_file(path, author="A", device="d", now=lambda: START).close()
        say(path.name)


def newer_steps() -> Any:
    """A future version: one more step, which takes a while."""
    from sqlite_utils import Migrations

    steps = Migrations("tourplanner")

    @steps(name="m001_log")
    def _first(db: Any) -> None:
        raise AssertionError("this version has taken the first step already")

    @steps()
    def m002_longer(db: Any) -> None:
        db.execute("ALTER TABLE change ADD COLUMN size INTEGER")
        for (n,) in db.execute("SELECT n FROM change").fetchall():
            db.execute("UPDATE change SET size=length(body) WHERE n=?", [n])
        db.execute("PRAGMA user_version=2")

    return steps


def migrate(folder: Path, say: Say) -> None:
    """Bring a file to the future version."""
    with office(folder / "a.tour") as file:
        file.write(Action("x", tuple(Edit(_id(n), "site", {"name": "S"}) for n in range(BULK))))
    conn = sqlite3.connect(folder / "a.tour", isolation_level=None)
    steps = newer_steps()
    say.ready()
    store.make(conn, folder / "a.tour", START)
    say("backup")
    migrations.migrate(conn, steps)
    say("migrated")
    conn.close()
