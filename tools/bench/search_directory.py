"""How long search, import and bulk adding take on the shipped directory.

Run: python tools/bench/search_directory.py [rounds]. Prints milliseconds per query (median and 95th
percentile, process time) as the user gets them, and the ratio to the bare full-text query below.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.school_office import open_school_office, shipped_edition
from tourplanner.core.model.words import plain_words

QUERIES = (
    "m",
    "ma",
    "madison",
    "madison pasadena",
    "madison, pusd",
    "Madison Elementary",
    "lincoln elem fresno",
    "lincoln",
    "elementary",
    "san",
    "los angeles high",
    "oakland tech",
    "91104",
    "19-64881-6021687",
    "1964881",
    "515 ashtabula",
    "ashtabula",
    "st helena",
    "mt diablo hs",
    "24th street",
    "lausd roosevelt",
    "washington middle long beach",
    "chavez",
    "k-8",
    "pasadena",
    "sacramento city unified",
    "madisson elementery",  # misspelled
    "oaklnad technical",
    "martin luther king",
    "community day",
)


def spent_ms(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def line(name: str, values: list[float]) -> str:
    ordered = sorted(values)
    p95 = ordered[int(len(ordered) * 0.95) - 1]
    return f"{name:34} p50 {statistics.median(ordered):7.2f} ms   p95 {p95:7.2f} ms"


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    start = time.process_time()
    edition_file = shipped_edition()
    print(f"import of 11,707 rows: {time.process_time() - start:.2f} s cpu")
    with tempfile.TemporaryDirectory() as folder:
        office = open_school_office(Path(folder), editions=[edition_file])
        directory, sites = office.directory, office.sites
        print(f"first search: {spent_ms(lambda: directory.find('warm')):.0f} ms cpu")
        (info,) = directory.current()
        edition = directory._editions.open(info.id)
        typed, bare = [], []
        for number in range(rounds):
            limit = 20 + number  # another question each time: an answer just given is kept
            for query in QUERIES:
                plain = plain_words(query.replace("-", "")) or ("a",)
                words = " AND ".join(f'"{word}"*' for word in plain)
                typed.append(spent_ms(lambda q=query, n=limit: directory.find(q, n)))
                bare.append(spent_ms(lambda w=words: edition.match(w, 20)))
        print(line("find, as the user gets it", typed))
        print(line("bare full-text query, 20 rows", bare))
        print(f"ratio of means: {statistics.mean(typed) / max(statistics.mean(bare), 0.001):.1f}")
        print(f"index for lists: {spent_ms(directory.index):.0f} ms cpu")
        rows = directory.choose("state = 'CA'", all_kinds=True).rows[:10_000]
        text = "\n".join(f"{row.name}, {row.city}" for row in rows)
        matches = sites.match_list(text)
        ms = spent_ms(lambda: sites.match_list(text))
        states = {state: sum(m.state == state for m in matches) for state in ("sure", "several")}
        print(f"10,000 pasted lines: {ms / 1000:.1f} s cpu {states}")
        ms = spent_ms(lambda: sites.add_from_directory([row.key for row in rows], "All"))
        print(f"10,000 candidates in one action: {ms / 1000:.2f} s cpu")
        print(f"all 10,000 views: {spent_ms(sites.all) / 1000:.2f} s cpu")
        where = "county = 'Fresno' and grades overlap 'K-5'"
        print(f"choose from the directory: {spent_ms(lambda: directory.choose(where)):.0f} ms cpu")
        print(f"filter 10,000 candidates: {spent_ms(lambda: sites.filter(where)):.0f} ms cpu")
        office.close()


if __name__ == "__main__":
    main()
