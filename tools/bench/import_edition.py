"""Measure the import of a school directory against a plain executemany into the same tables.

    python -m tools.bench.import_edition [--rows 100000] [--rounds 3]

A directory of made-up schools (the shipped ones with other codes, names and streets, so that no
two are alike) is imported as an edition, as Settings and ``tourplanner import --directory`` do it:
read, checked, cut into search words, written with full-text search and R*Tree. ``bare`` takes the
finished rows out of that edition and writes
them with ``executemany`` into the same tables of a new file, in one transaction, interleaved with
the import. ``rows`` is the import of rows that are read and checked already. The ratios can be
compared between machines. CPU time of this process, the least of the rounds, since other programs
on the machine can only add to it.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sqlite3
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tourplanner.adapters.imports.directories import DirectoryFiles
from tourplanner.adapters.resources import resource_path
from tourplanner.app.shipped import states
from tourplanner.core.errors import Cancelled
from tourplanner.core.model.site import SchoolRow
from tourplanner.store.edition import SCHEMA, Edition
from tourplanner.store.edition_rows import search_words
from tourplanner.store.editions import _INDEXES, EditionFolder

GOAL = 1.5  # times the bare executemany
CANCEL_GOAL_S = 1.0
_TABLES = ("school", "school_point", "term")
_WORDS = "rowid, name, place, district, street, code"


def make_directory(path: Path, rows: int) -> None:
    """Write a directory file of that many rows with codes that all differ."""
    with gzip.open(resource_path("directory", "ca_2018-06.csv.gz"), "rt", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        schools = [row for row in reader if row[header.index("CDSCode")][-7:] != "0000000"]
    code, nces, name, street = map(header.index, ("CDSCode", "NCESSchool", "School", "Street"))
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        for number in range(rows):
            row = list(schools[number % len(schools)])
            row[code], row[nces] = f"{row[code][:7]}{number + 1:07d}", f"{number % 100_000:05d}"
            row[name] = f"{row[name]} {number // len(schools) + 1}"
            row[street] = f"{number % 9_973} {row[street]}"
            writer.writerow(row)


def bare(source: Path, target: Path) -> float:
    """Write the rows of an edition into the same tables of a new file; give the CPU seconds."""
    there = sqlite3.connect(source)
    found = {name: there.execute(f"SELECT * FROM {name}").fetchall() for name in _TABLES}
    there.close()
    edition = Edition(source)
    columns = dict(zip(SchoolRow._fields, zip(*edition.schools(), strict=True), strict=True))
    found["school_text"] = list(zip(columns["n"], *search_words(columns), strict=True))
    edition.close()
    conn = sqlite3.connect(target, isolation_level=None)
    start = time.process_time()
    conn.execute("PRAGMA journal_mode=OFF")
    conn.execute("PRAGMA synchronous=OFF")
    conn.executescript(SCHEMA)
    conn.execute("BEGIN")
    for name, rows in found.items():
        marks = ",".join("?" * len(rows[0]))
        into = f"{name}({_WORDS})" if name == "school_text" else name
        conn.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)
    conn.execute("COMMIT")
    conn.executescript(_INDEXES)
    conn.execute("INSERT INTO school_text(school_text) VALUES ('optimize')")
    took = time.process_time() - start
    conn.close()
    return took


def cancelled_after(path: Path, folder: Path) -> float:
    """Give the longest wall time between two looks at Cancel, in seconds."""
    last, longest = time.perf_counter(), 0.0

    def progress(_done: int, _total: int, _words: str) -> None:
        nonlocal last, longest
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        if now - begun > 1.0:
            raise Cancelled

    begun = time.perf_counter()
    try:
        EditionFolder(folder).write(DirectoryFiles(states()).read(path, progress), "x", progress)
    except Cancelled:
        longest = max(longest, time.perf_counter() - last)
    return longest


def _against(ratio: float) -> str:
    return f"{ratio:5.2f} x bare, goal {GOAL:g}: {'met' if ratio <= GOAL else 'missed'}"


def main() -> None:
    """Run the rounds and print a line per figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    ours, ready, plain = [], [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = folder / "schools.csv"
        make_directory(table, options.rows)
        for number in range(options.rounds):
            editions = EditionFolder(folder / f"editions-{number}")
            start = time.process_time()
            reading = DirectoryFiles(states()).read(table)
            made = editions.write(reading, datetime(2026, 1, 1, tzinfo=UTC).isoformat())
            ours.append(time.process_time() - start)
            blocks = list(DirectoryFiles(states()).read(table).blocks)
            start = time.process_time()
            again = replace(reading, blocks=iter(blocks))
            EditionFolder(folder / f"ready-{number}").write(again, "2026-01-01")
            ready.append(time.process_time() - start)
            del blocks, again
            editions.close()
            source = editions.folder / f"{made.edition.id}.db"
            plain.append(bare(source, folder / f"bare-{number}.db"))
        cancel = cancelled_after(table, folder / "stopped")
    print(f"{made.edition.schools:,} schools, least of {options.rounds} rounds, cpu seconds")
    print(f"bare    {min(plain):7.3f}")
    print(f"rows    {min(ready):7.3f}  {_against(min(ready) / min(plain))}  of rows that are read")
    print(f"file    {min(ours):7.3f}  {_against(min(ours) / min(plain))}  of the file")
    met = "met" if cancel <= CANCEL_GOAL_S else "missed"
    print(f"cancel  {cancel:7.3f} s between two looks at most, goal {CANCEL_GOAL_S:g}: {met}")


if __name__ == "__main__":
    main()
