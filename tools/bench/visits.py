"""Search over many notes, and a stop's notes read as the window reads them.

    .venv/bin/python tools/bench/visits.py [--notes 100000]

Prints the 95th of 100 searches as one types (each word letter by letter), and what opening one stop
reads, in milliseconds of computing, which does not count the time of other work on the machine; at
most 20 for a search and under 100 for a stop are wanted. One note in three has tags.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tourplanner.app import ProgramDoors, prepare
from tourplanner.core.changes import Action, Edit
from tourplanner.services.sample import write_sample
from tourplanner.ui.visits.photo_rows import read_photos
from tourplanner.ui.visits.place import FIRST_NOTES
from tourplanner.ui.visits.rows import read_beside, read_notes, read_stops

TEXT = (
    "families furniture eviction coordinator city council parents English classes clinic pantry "
    "after school summer jobs laboratory science plan data survey grant room trust list bus "
    "teacher student reading mural volunteer GED housing help partner county budget line rule"
)
WORDS = TEXT.split()
PART = 2_000
TIMES = 9
TAGS = ("ISS", "FCE", "CLP", "ELO", "HOU-EVI", "BN-FUR")


def main() -> None:
    """Fill a file and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=100_000)
    count: int = parser.parse_args().notes
    prepare()
    chance = random.Random(9)
    doors = ProgramDoors()
    with tempfile.TemporaryDirectory() as folder:
        office = doors.create(Path(folder) / "office.tour", {"home_state": "CA"})
        tour = write_sample(office.file, office.sites, office.tours, doors.sample(), doors.now)
        stops = [stop.id for stop in office.file.tables.where("stop", tour=tour)]
        at = doors.now().isoformat()
        for start in range(0, count, PART):
            edits = [_note(chance, tour, chance.choice(stops), at) for _ in range(PART)]
            office.file.write(Action("Bench", tuple(edits)))
            print(f"{start + PART:,} notes", file=sys.stderr)
        took = sorted(_ms(lambda text=text: office.visits.search(text)) for text in _typed(chance))
        print(f"search, 95th of {len(took)}: {took[int(len(took) * 0.95)]:.1f} ms")
        office.visits.write_note(tour, stops[0], "One more note at this stop")
        count = len(read_notes(office, stops[0], "UTC"))
        parts = {
            "stops of the tour": lambda: read_stops(office, tour),
            "its first notes": lambda: read_notes(office, stops[0], "UTC", FIRST_NOTES),
            "photos": lambda: read_photos(office, stops[0], "UTC"),
            "beside them": lambda: read_beside(office, stops[0]),
        }
        print(f"opening a stop of {count:,} notes, median of {TIMES}:")
        whole = 0.0
        for name, read in parts.items():
            took_ms = statistics.median(_ms(read) for _ in range(TIMES))
            whole += took_ms
            print(f"  {name} {took_ms:.0f} ms")
        print(f"  until they show {whole:.0f} ms")
        rest = statistics.median(
            _ms(lambda: read_notes(office, stops[0], "UTC")) for _ in range(TIMES)
        )
        print(f"  all its notes, read behind {rest:.0f} ms")
        office.close()


def _note(chance: random.Random, tour: str, stop: str, at: str) -> Edit:
    text = " ".join(chance.choices(WORDS, k=chance.randint(8, 30)))
    facts: dict[str, object] = {"tour": tour, "stop": stop, "at": at, "evidence": "told"}
    if chance.random() < 1 / 3:
        facts |= {f"tag/{code}": True for code in chance.sample(TAGS, 2)}
    return Edit(uuid.UUID(int=chance.getrandbits(128)).hex, "note", facts, {"body": text})


def _typed(chance: random.Random) -> list[str]:
    """Give what stands in the search field while words are typed."""
    found: list[str] = []
    while len(found) < 100:
        words = " ".join(chance.choices(WORDS, k=2))
        found += [words[:end] for end in range(2, len(words) + 1)]
    return found[:100]


def _ms(act: object) -> float:
    start = time.process_time()
    act()  # type: ignore[operator]
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    main()
