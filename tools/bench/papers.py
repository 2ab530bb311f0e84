"""How long all papers of a five-day, 25-stop tour take in all formats, and a warm press PDF.

Run: ``python tools/bench/papers.py``. Goals of issue 8: under 5 s, and under 0.3 s once warm. With
``--window`` it begins as in the window: what writes papers is loaded, the plan was shown, and
garbage is collected by the window's own clock.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.papers_tour import five_days
from tourplanner.app.papers import paper_writers
from tourplanner.core.papers.specs import PaperFormat, PaperKind


def main() -> None:
    """Make the papers twice and tell the seconds."""
    with tempfile.TemporaryDirectory() as folder:
        office, tour = five_days(Path(folder))
        if "--window" in sys.argv:
            paper_writers().warm_up()
            office.plan.current(tour)
            gc.freeze()
            gc.disable()
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
        start, cpu = time.perf_counter(), time.process_time()
        office.papers.make(tour, [press], [PaperFormat.PDF], Path(folder) / "press")
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
        print(f"press PDF, warm: {seconds:.3f} s, {cpu:.3f} s computed (goal: 0.3)")
        start, cpu = time.perf_counter(), time.process_time()
        seen = office.papers.preview(tour, press)
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
        print(f"preview of {len(seen.pictures)} pages: {seconds:.3f} s, {cpu:.3f} s computed")
        office.close()


if __name__ == "__main__":
    main()
