"""Measure bulk and single writes of the office file against a plain executemany of the same rows.

    python -m tools.bench.store_bulk [--sites 10000] [--rounds 5]

Every round makes 10,000 schools of the shipped directory candidates through the service, as a
person does, and undoes and redoes that; ``bare`` is the least that this takes: the same bodies
spelled and hashed, and the same rows written by ``executemany`` into plain tables with the same
indexes, full-text search and points, in one transaction.

Then a new file gets made-up sites, all are marked in one action, and that is undone and redone;
``plain`` writes rows of the same shape into one plain table with one index.

The ratios are what can be compared between machines. CPU time of this process; the least of the
rounds, since other programs on the machine can only add to it.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit, spelled
from tourplanner.services.undo import Undo
from tourplanner.store.opening import create_file, open_file, open_reader

START = datetime(2013, 10, 11, 15, 0, tzinfo=UTC)
GOAL_S = 1.0  # cpu seconds for one action over 10,000 sites, and for its undo
GOALS = ("candidates", "undo of candidates", "mark", "undo of mark")


def facts_of(number: int) -> dict[str, Any]:
    """Give a site as an import makes it."""
    return {
        "name": f"School {number}",
        "street": f"{number} Main St",
        "city": "Fresno",
        "state": "CA",
        "zip": "93701",
        "county": "Fresno",
        "district": "Fresno Unified",
        "grades": "K-6",
        "directory": {"source": "cde", "key": f"{number:014d}", "edition": "2018-06"},
        "point": {"lat": 36 + number / 1e5, "lon": -119.5, "precision": "site", "source": "cde"},
        "zone": "America/Los_Angeles",
    }


class Times:
    """CPU seconds by name, one value a round."""

    def __init__(self) -> None:
        self.all: dict[str, list[float]] = {}

    def take(self, name: str, work: Callable[[], object]) -> None:
        start = time.process_time()
        work()
        self.all.setdefault(name, []).append(time.process_time() - start)


def candidates(folder: Path, sites: int, times: Times) -> None:
    """Make schools of the directory candidates through the service; then the bare work of it."""
    doors = ProgramDoors(clock=lambda: START, author="Ana", device="L1")
    with doors.create(folder / "c.tour", {"home_state": "CA"}) as office:
        keys = [row.key for row in office.directory.choose("state = 'CA'", all_kinds=True).rows]
        office.directory.row(keys[0])  # the directory is open from here on
        wanted = keys[:sites]
        times.take("candidates", lambda: office.sites.add_from_directory(wanted))
        times.take("undo of candidates", office.undo.undo)
        times.take("redo of candidates", office.undo.redo)
        log = office.file.log
        added = next(change.action for change in log.all() if change.kind == "site")
        bodies = [body for c in log.of_action(added) for body in log.bodies([c.key])]
    assert len(bodies) == sites, "the directory has too few schools"
    conn = sqlite3.connect(folder / "bare.db", isolation_level=None)
    conn.execute("PRAGMA journal_mode=WAL")
    conn.execute("PRAGMA synchronous=FULL")
    conn.executescript(_BARE)
    values = [json.loads(body) for body in bodies]
    times.take("bare candidates", lambda: bare(conn, values))
    conn.close()


_BARE = """
CREATE TABLE change (n INTEGER PRIMARY KEY, key BLOB, record BLOB, action BLOB, body BLOB) STRICT;
CREATE UNIQUE INDEX by_key ON change (key);
CREATE INDEX by_record ON change (record);
CREATE INDEX by_action ON change (action);
CREATE TABLE site (n INTEGER PRIMARY KEY, id TEXT, ladder TEXT, directory TEXT, seen TEXT) STRICT;
CREATE UNIQUE INDEX by_id ON site (id);
CREATE VIRTUAL TABLE words USING fts5(name, city, district, county,
  tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE TABLE point(n INTEGER PRIMARY KEY, id TEXT NOT NULL, lat REAL NOT NULL,
  lon REAL NOT NULL) STRICT;
CREATE INDEX point_at ON point(lat, lon);
"""


def bare(conn: sqlite3.Connection, values: list[dict[str, Any]]) -> None:
    """Spell, hash and write what a bulk action amounts to."""
    log, sites, words, points = [], [], [], []
    for n, change in enumerate(values, 1):
        record = change["record"]
        body = spelled(change).encode()
        key = hashlib.sha256(body).digest()
        log.append((key, bytes.fromhex(record), bytes.fromhex(change["action"]), body))
        facts = {fact: write["v"] for fact, write in change["set"].items()}
        seen = facts["seen"]
        sites.append((n, record, "idea", spelled(facts["directory"]), spelled(seen)))
        words.append((n, seen["name"], seen["city"], seen["district"], seen["county"]))
        if point := seen["point"]:
            points.append((n, record, point["lat"], point["lon"]))
    conn.execute("BEGIN IMMEDIATE")
    conn.executemany("INSERT INTO change (key, record, action, body) VALUES (?,?,?,?)", log)
    conn.executemany("INSERT INTO site VALUES (?,?,?,?,?)", sites)
    conn.executemany(
        "INSERT INTO words (rowid,name,city,district,county) VALUES (?,?,?,?,?)", words
    )
    conn.executemany("INSERT INTO point VALUES (?,?,?,?)", points)
    conn.execute("COMMIT")


def plain(folder: Path, ids: list[str], times: Times) -> None:
    """Write the same rows without log, heads, search and map."""
    conn = sqlite3.connect(folder / "plain.db", isolation_level=None)
    conn.execute("PRAGMA journal_mode=WAL")
    conn.execute("PRAGMA synchronous=FULL")
    names = list(facts_of(0))
    columns = ",".join(f"{name} TEXT" for name in names)
    conn.execute(
        f"CREATE TABLE site (n INTEGER PRIMARY KEY, id TEXT, ladder TEXT, {columns}) STRICT"
    )
    conn.execute("CREATE UNIQUE INDEX by_id ON site (id)")
    rows = [(i, *map(str, facts_of(n).values())) for n, i in enumerate(ids)]

    def insert() -> None:
        conn.execute("BEGIN IMMEDIATE")
        marks = ",".join("?" * (1 + len(names)))
        conn.executemany(f"INSERT INTO site (id,{','.join(names)}) VALUES ({marks})", rows)
        conn.execute("COMMIT")

    def update() -> None:
        conn.execute("BEGIN IMMEDIATE")
        conn.executemany("UPDATE site SET ladder=? WHERE id=?", [("idea", i) for i in ids])
        conn.execute("COMMIT")

    times.take("plain insert", insert)
    times.take("plain update", update)
    conn.close()


def office(folder: Path, ids: list[str], times: Times) -> list[float]:
    """Do the same through the store; give the wall times of single writes."""
    path = folder / "a.tour"
    with create_file(path, author="Ana", device="L1", now=lambda: START) as file:
        undo = Undo(file)
        added = Action("Import", tuple(Edit(i, "site", facts_of(n)) for n, i in enumerate(ids)))
        marked = Action("Mark", tuple(Edit(i, "site", {"ladder": "idea"}) for i in ids))
        times.take("import", lambda: file.write(added))
        times.take("mark", lambda: file.write(marked))
        times.take("undo of mark", undo.undo)
        times.take("redo of mark", undo.redo)
        times.take("read all", lambda: file.tables.all("site"))
        single = []
        for number, record in zip(range(300), itertools.cycle(ids), strict=False):
            action = Action("Edit", (Edit(record, "site", {"score": number % 100}),))
            start = time.perf_counter()
            file.write(action)
            single.append(time.perf_counter() - start)
        bodies = list(file.log.bodies())
    times.take(
        "open and close",
        lambda: open_file(path, author="Ana", device="L1", now=lambda: START).close(),
    )
    with open_reader(path) as reader:
        times.take("verify", reader.verify)
    with create_file(folder / "b.tour", author="Bob", device="L2", now=lambda: START) as other:
        times.take("receive all", lambda: other.receive(bodies))
        times.take("rebuild", other.rebuild)
    return single


def main() -> None:
    """Run the rounds and print one line per figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sites", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    ids = [os.urandom(16).hex() for _ in range(options.sites)]
    times, single = Times(), []
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory() as folder:
            candidates(Path(folder), options.sites, times)
            plain(Path(folder), ids, times)
            single += office(Path(folder), ids, times)
    least = {name: min(values) for name, values in times.all.items()}
    beside = {
        "candidates": "bare candidates", "undo of candidates": "bare candidates",
        "redo of candidates": "bare candidates",
        "import": "plain insert", "receive all": "plain insert", "rebuild": "plain insert",
        "mark": "plain update", "undo of mark": "plain update", "redo of mark": "plain update",
    }  # fmt: skip
    print(f"{options.sites:,} sites, least of {options.rounds} rounds, cpu seconds")
    for name, seconds in least.items():
        line = f"{name:18} {seconds:8.4f}"
        if name in beside:
            line += f"   {seconds / least[beside[name]]:6.1f} x {beside[name]}"
        if name in GOALS:
            goal = GOAL_S * options.sites / 10_000
            line += f"   goal {goal:g}: {'met' if seconds <= goal else 'missed'}"
        print(line)
    single.sort()
    p50, p99 = single[len(single) // 2] * 1e3, single[int(len(single) * 0.99)] * 1e3
    print(f"single write       p50 {p50:.2f} ms, p99 {p99:.2f} ms, wall, flushed to the disk")


if __name__ == "__main__":
    main()
