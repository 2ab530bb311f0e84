"""How long all papers of a five-day, 25-stop tour take in all formats, and a warm press PDF.

Run: ``python tools/bench/papers.py``. Goals of issue 8: under 5 s, and under 0.3 s once warm.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.papers_tour import five_days
from tourplanner.core.papers.specs import PaperFormat, PaperKind


def main() -> None:
    """Make the papers twice and tell the seconds."""
    with tempfile.TemporaryDirectory() as folder:
        office, tour = five_days(Path(folder))
        for run in ("first", "again, all as issued"):
            start, cpu = time.perf_counter(), time.process_time()
            made = office.papers.make(
                tour, tuple(PaperKind), tuple(PaperFormat), Path(folder) / run
            )
            seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
            print(
                f"{run}: {len(made.files)} files in {seconds:.2f} s, {cpu:.2f} s computed (goal: 5)"
            )
        press = PaperKind.PRESS_ITINERARY
        start = time.perf_counter()
        office.papers.make(tour, [press], [PaperFormat.PDF], Path(folder) / "press")
        print(f"press PDF, warm: {time.perf_counter() - start:.3f} s (goal: 0.3)")
        start = time.perf_counter()
        seen = office.papers.preview(tour, press)
        print(f"preview of {len(seen.pictures)} pages: {time.perf_counter() - start:.3f} s")
        office.close()


if __name__ == "__main__":
    main()
