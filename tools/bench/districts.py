"""How long district layers take to load, and a whole directory to be placed in them.

    python -m tools.bench.districts FOLDER [CSV]

FOLDER holds layers (.geojson.gz, .zip, .shp), in subfolders too; CSV a directory in CDE's form,
else the shipped one. Every layer is loaded, each school placed in its county and in California's
six layers, and counties compared with the directory's own column.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

from tests.school_office import load_states
from tourplanner.adapters.districts.lines import DistrictLines
from tourplanner.app import ProgramDoors
from tourplanner.core.districts import REACH_M, agrees, decide
from tourplanner.core.geo import Precision
from tourplanner.core.model.district import DistrictKind, LayerFacts

ENDINGS = (".geojson.gz", ".geojson", ".zip", ".shp")


def main() -> None:
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as home:
        doors = ProgramDoors(lambda: datetime(2026, 11, 28, tzinfo=UTC), author="Bench")
        office = doors.create(Path(home) / "bench.tour", {"home_state": "CA"})
        if len(sys.argv) > 2:
            office.directory.import_edition(sys.argv[2])
        files = sorted(p for p in folder.rglob("*") if p.name.endswith(ENDINGS))
        states = set()
        begun = time.perf_counter()
        for file in files:
            started = time.perf_counter()
            info = office.districts.load(file, LayerFacts(starts="2001-01-01")).info
            states.add(info.state)
            print(f"{time.perf_counter() - started:6.2f} s  {info.id}, {info.districts} districts")
        print(f"{time.perf_counter() - begun:6.2f} s  {len(files)} layers of {len(states)} states")

        rows = office.directory.all()
        fresh = doors.create(Path(home) / "fresh.tour", {"home_state": "CA"})
        for words, day in (
            ("2013, layers read first", date(2013, 10, 14)),
            ("2025, layers read first", date(2025, 10, 14)),
            ("2013", date(2013, 10, 14)),
            ("2025", date(2025, 10, 14)),
        ):
            started, worked = time.perf_counter(), time.process_time()
            found = fresh.districts.of_schools(rows, day)
            spent, work = time.perf_counter() - started, time.process_time() - worked
            told = f"{len(rows):,} schools in county and three layers of {words}"
            print(f"{spent:6.2f} s ({work:.2f} s of processor)  {told}")
        lines = DistrictLines(Path(home), load_states())
        located = [row.point for row in rows if row.point is not None]
        shipped = [info for info in lines.infos() if info.is_shipped]
        for info in shipped:
            lines.districts(info.id)  # read first
        started, worked = time.perf_counter(), time.process_time()
        for info in shipped:
            names = lines.districts(info.id)
            reach = [REACH_M[Precision.SITE]] * len(located)
            decided = [decide(one, names) for one in lines.place(info.id, located, reach)]
            assert len(decided) == len(located)
        spent, work = time.perf_counter() - started, time.process_time() - worked
        print(
            f"{spent:6.2f} s ({work:.2f} s of processor)  the same in {len(shipped)} layers alone"
        )
        hows = Counter((a.kind, a.how) for one in found for a in one)
        for (kind, how), count in sorted(hows.items()):
            print(f"{count:8,}  {kind}: {how}")
        near = Counter(a.kind for one in found for a in one if a.near)
        print("near a line:", dict(near))
        counties = [
            (row, answer)
            for row, one in zip(rows, found, strict=True)
            for answer in one
            if answer.kind is DistrictKind.COUNTY
        ]
        odd = [(row, a) for row, a in counties if not agrees(a, row.county)]
        print(f"county agrees: {100 * (1 - len(odd) / len(counties)):.2f} %, {len(odd)} do not:")
        for row, a in odd:
            print(f"    {row.key} {row.name} ({row.city}): lies in {a.label}. {a.sentence}")
        office.close()
        fresh.close()


if __name__ == "__main__":
    main()
