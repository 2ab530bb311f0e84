"""How fast the map of all schools with districts is, beside what folium makes of them by itself.

    python -m tools.bench.maps [--plugin FOLDER] [--rounds N] [--map HOW]

FOLDER holds leaflet.markercluster.js and MarkerCluster.css (npm pack leaflet.markercluster@1.5.3,
package/dist); without it the two ways with clusters are left out. Each page is loaded in the web
engine of the window, one process each, in turns:

- built: processor time to make what is drawn, and its size;
- page: wall time to the page's load event, for ours until it says that it is ready;
- interactive: wall time from there to the first frame in which everything is drawn and a script is
  answered;
- cpu: processor time of this process and the engine's own for both, on Linux: other people's work
  on the machine does not count;
- frames: gaps between animation frames while the pointer drags the map to and fro. A page without
  anything is dragged beside it: where a machine draws without graphics, the ratio to it counts.

FastMarkerCluster draws no ground and no district. Like is held against like: with "+ districts" it
draws the same two layers, as GeoJson of folium; "ours, schools alone" has the ground, no district.

Goals: interactive within 1 s of the page, median frame gap at most 33 ms, built within 0.1 s of
processor time, at most 0.6 MB, page at most 1.2 x FastMarkerCluster's, no other host.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
GOALS = (
    "goals: built 0.1 s, 0.6 MB, interactive 1000 ms, frame gap 33 ms, page 1.2 x FastMarkerCluster"
)
CENTER, ZOOM = (36.8, -119.8), 7
ALONE, PEER = "ours, schools alone", "FastMarkerCluster"
WITH_LINES = f"{PEER} + districts"
WAYS = ("ours", ALONE, "nothing", "CircleMarker", "MarkerCluster", PEER, WITH_LINES)
DAY = date(2025, 10, 14)
_DRAGS, _STEPS, _STEP_PX, _STEP_MS = 6, 30, 9, 16


@contextmanager
def office() -> Iterator[Any]:
    """Open an office of California with the shipped directory and layers."""
    from tourplanner.app import ProgramDoors

    with tempfile.TemporaryDirectory() as folder:
        made = ProgramDoors(author="Bench").create(
            Path(folder) / "bench.tour", {"home_state": "CA"}
        )
        if not made.directory.dots():
            made.directory.load_shipped()
        try:
            yield made
        finally:
            made.close()


def kinds() -> tuple[Any, ...]:
    """Give the two kinds of districts that are drawn."""
    from tourplanner.core.model.district import DistrictKind

    return DistrictKind.UPPER, DistrictKind.LOWER


# -- the pages -----------------------------------------------------------------------------------


def folium_page(how: str, plugin: Path | None) -> tuple[bytes, float]:
    """Give a page of folium's own with scripts from this machine, and processor time to make it."""
    import folium
    from folium.plugins import FastMarkerCluster, MarkerCluster

    with office() as made_office:
        rows = [(dot.lat, dot.lon, dot.name) for dot in made_office.directory.dots()]
        lines = [_geojson(made_office, kind) for kind in kinds()] if how == WITH_LINES else []
    started = time.process_time()
    made = folium.Map(location=CENTER, zoom_start=ZOOM, tiles=None, prefer_canvas=True)
    if how == "CircleMarker":
        for lat, lon, name in rows:
            folium.CircleMarker((lat, lon), radius=4, tooltip=name).add_to(made)
    elif how == "MarkerCluster":
        cluster = MarkerCluster().add_to(made)
        for lat, lon, name in rows:
            folium.Marker((lat, lon), tooltip=name).add_to(cluster)
    else:
        FastMarkerCluster([[lat, lon] for lat, lon, _ in rows]).add_to(made)
        for layer in lines:
            folium.GeoJson(layer).add_to(made)
    page = made.get_root().render()
    spent = time.process_time() - started
    return local(page, plugin).encode(), spent


def _geojson(made: Any, kind: Any) -> dict[str, Any]:
    """Give the very lines that our map draws, in degrees."""
    borders = made.map_layers.districts(kind, "CA", DAY).borders
    lines = []
    for flat in borders.lines:
        steps = zip(accumulate(flat[::2]), accumulate(flat[1::2]), strict=True)
        lines.append([[x / borders.grid, y / borders.grid] for x, y in steps])
    geometry = {"type": "MultiLineString", "coordinates": lines}
    return {"type": "Feature", "properties": {}, "geometry": geometry}


def local(page: str, plugin: Path | None) -> str:
    """Put the scripts of this machine in the place of those from elsewhere."""
    from tourplanner.adapters.maps.page import leaflet_css, leaflet_js

    page = re.sub(r'<script src="http[^"]*"></script>', "", page)
    page = re.sub(r'<link rel="stylesheet" href="http[^"]*"\s*/>', "", page)
    head = f"<script>{leaflet_js()}</script><style>{leaflet_css()}</style>"
    if plugin is not None:
        head += f"<script>{(plugin / 'leaflet.markercluster.js').read_text('utf-8')}</script>"
        head += f"<style>{(plugin / 'MarkerCluster.css').read_text('utf-8')}</style>"
    name = re.search(r"var (map_\w+) = L\.map", page)
    tail = f"<script>window.map_tour = {name[1]};</script>" if name else ""
    return page.replace("<head>", f"<head>{head}", 1).replace("</html>", f"{tail}</html>")


class Ours:
    """The window's page, and what it is given: schools and two layers of districts."""

    def __init__(self) -> None:
        from tourplanner.adapters.maps.window import WindowMapGround
        from tourplanner.core.papers.map import Bounds
        from tourplanner.ui.map.over import lines_data, school_data

        with office() as made:
            made.districts.borders(kinds()[0], "CA", DAY)  # numpy is there
            started = time.process_time()
            self.schools = school_data(made.map_layers.schools())
            self.schools_s = time.process_time() - started
            started = time.process_time()
            self.districts = {
                kind.value: lines_data(made.map_layers.districts(kind, "CA", DAY))
                for kind in kinds()
            }
            self.districts_s = time.process_time() - started
        bounds = Bounds(32.5, -124.4, 42.0, -114.1)
        started = time.process_time()
        self.page = WindowMapGround().page(bounds)
        self.page_s = time.process_time() - started

    def layers(self, how: str) -> dict[str, str]:
        """Give what the page is asked to show over its ground."""
        return {"schools": self.schools} | ({} if how == ALONE else self.districts)


# -- in the web engine ---------------------------------------------------------------------------


def run_here(how: str, plugin: Path | None) -> dict[str, Any]:
    """Load one page and drag it; give what was measured."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    from tourplanner.ui.map import scheme

    scheme.prepare()
    from PySide6.QtCore import QUrl
    from PySide6.QtWebEngineWidgets import QWebEngineView

    from tourplanner.app import prepare
    from tourplanner.ui.map.web import WebMap
    from tourplanner.ui.run import make_app

    prepare()
    app = make_app()
    found: dict[str, Any] = {}
    if how.startswith("ours"):
        ours = Ours()
        found["built_s"] = ours.schools_s + ours.districts_s
        found["parts_s"] = [ours.schools_s, ours.districts_s, ours.page_s]
        sizes = [len(ours.schools), sum(map(len, ours.districts.values())), len(ours.page)]
        found["parts_mb"] = [size / 1e6 for size in sizes]
        found["mb"] = sum(found["parts_mb"][:2])
        shell = WebMap()
        view: QWebEngineView = shell.view
        shell.resize(1000, 620)
        shell.show()
        ready_at: list[float] = []

        def fill() -> None:  # as the window does, as soon as the page says that it is ready
            ready_at.append(time.perf_counter())
            view.page().runJavaScript(f"map_tour.setView({list(CENTER)}, {ZOOM}); 1")
            for name, data in ours.layers(how).items():
                shell.show_over(name, data)

        shell.ready.connect(fill)
        spent, started = engine_s(), time.perf_counter()
        shell.load(ours.page)
        wait(app, lambda: bool(ready_at))
        found["load_ms"] = (ready_at[0] - started) * 1000
        started = ready_at[0]
        found["outside"] = len(shell.blocker.refused)
    else:
        page, built = folium_page(how, plugin) if how != "nothing" else (_NOTHING, 0.0)
        found |= {"built_s": built, "mb": len(page) / 1e6}
        view = QWebEngineView()
        view.resize(1000, 620)
        view.show()
        loaded: list[bool] = []
        view.loadFinished.connect(loaded.append)
        with tempfile.NamedTemporaryFile(suffix=".html", delete=False) as file:
            file.write(page)
        spent, started = engine_s(), time.perf_counter()
        view.load(QUrl.fromLocalFile(file.name))
        wait(app, lambda: bool(loaded))
        found["load_ms"] = (time.perf_counter() - started) * 1000
        started = time.perf_counter()
    ask(app, view, _TWO_FRAMES)
    wait(app, lambda: ask(app, view, "window.benchDrawn === 2") is True)
    found["interactive_ms"] = (time.perf_counter() - started) * 1000
    found["cpu_ms"] = (engine_s() - spent) * 1000
    spent = engine_s()
    found["gaps_ms"] = drag(app, view)
    found["drag_ms"] = (engine_s() - spent) * 1000
    if how.startswith("ours"):
        shell.tear_down()
    else:
        os.unlink(file.name)
    return found


_NOTHING = b"<!doctype html><html><body style='background:#eee'></body></html>"
_TWO_FRAMES = """window.benchDrawn = 0;
requestAnimationFrame(function f() {
  window.benchDrawn += 1; if (window.benchDrawn < 2) { requestAnimationFrame(f); }
}); 1"""
_WATCH = """window.benchGaps = []; window.benchLast = 0;
requestAnimationFrame(function f(at) {
  if (window.benchLast) { window.benchGaps.push(at - window.benchLast); }
  window.benchLast = at;
  if (window.benchGaps) { requestAnimationFrame(f); }
}); 1"""


def engine_s() -> float:
    """Give the processor seconds of this process and those that it started; 0 but on Linux."""
    parents: dict[int, int] = {}
    spent: dict[int, float] = {}
    tick = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text().rsplit(")", 1)[1].split()
        except OSError:  # it ended meanwhile
            continue
        number = int(file.parent.name)
        parents[number], spent[number] = int(fields[1]), (int(fields[11]) + int(fields[12])) / tick

    def is_mine(number: int) -> bool:
        return number == os.getpid() or (number in parents and is_mine(parents[number]))

    return sum(seconds for number, seconds in spent.items() if is_mine(number))


def drag(app: Any, view: Any) -> list[float]:
    """Drag the map to and fro with the pointer; give the gaps between frames in milliseconds."""
    from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
    from PySide6.QtTest import QTest

    def pause(ms: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    target = view.focusProxy() or view
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    before = ask(app, view, _PLACE)
    ask(app, view, _WATCH)
    for number in range(_DRAGS):
        to = 1 if number % 2 else -1
        start = QPoint(500 - to * _STEPS * _STEP_PX // 2, 310)
        QTest.mousePress(target, button, none, start)
        for step in range(1, _STEPS + 1):
            QTest.mouseMove(target, start + QPoint(to * step * _STEP_PX, to * step * 2))
            pause(_STEP_MS)
            if number == 0 and step == _STEPS // 2 and before:
                assert ask(app, view, _PLACE) != before, "the map does not follow the pointer"
        QTest.mouseRelease(target, button, none, start + QPoint(to * _STEPS * _STEP_PX, to * 60))
        pause(120)
    gaps = json.loads(ask(app, view, "var g = window.benchGaps; window.benchGaps = null;"
                                     " JSON.stringify(g)"))  # fmt: skip
    return [float(gap) for gap in gaps]


_PLACE = (
    "window.map_tour ? getComputedStyle(document.querySelector('.leaflet-map-pane')).transform : ''"
)


def wait(app: Any, holds: Callable[[], bool]) -> None:
    """Run the loop until something holds."""
    from PySide6.QtCore import QEventLoop, QTimer

    end = time.monotonic() + 60
    while not holds():
        loop = QEventLoop()
        QTimer.singleShot(2, loop.quit)
        loop.exec()
        if time.monotonic() > end:
            raise SystemExit("It did not come in time.")


def ask(app: Any, view: Any, script: str) -> Any:
    """Run a script in the page and give its value."""
    answers: list[Any] = []
    view.page().runJavaScript(script, 0, answers.append)
    wait(app, lambda: bool(answers))
    return answers[0]


# -- all of it -----------------------------------------------------------------------------------


def main() -> None:
    """Measure every way in turns and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plugin", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ways", nargs="+", default=WAYS, choices=WAYS)
    parser.add_argument("--map", default="", choices=("", *WAYS), help="one way, as JSON")
    args = parser.parse_args()
    if args.map:
        print(json.dumps(run_here(args.map, args.plugin)), flush=True)
        os._exit(0)
    ways = [way for way in args.ways if args.plugin or "Cluster" not in way]
    found: dict[str, list[dict[str, Any]]] = {way: [] for way in ways}
    for _ in range(args.rounds):
        for way in ways:
            command = [sys.executable, "-m", "tools.bench.maps", "--map", way]
            command += ["--plugin", str(args.plugin)] if args.plugin else []
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode:
                raise SystemExit(f"{way}: {done.stderr[-2000:]}")
            found[way].append(json.loads(done.stdout.strip().splitlines()[-1]))
    print(f"load of the machine {os.getloadavg()[0]:.1f}; {args.rounds} rounds in turns, medians")
    print(f"{'':30}{'built cpu s':>12}{'MB':>8}{'page ms':>9}{'interactive ms':>16}"
          f"{'cpu ms':>8}{'frame gap ms':>14}{'p95':>7}{'cpu ms':>8}")  # fmt: skip
    for way, runs in found.items():
        gaps = [gap for run in runs for gap in run["gaps_ms"]]
        built, mb, load, ready, spent, dragged = (
            statistics.median(run[name] for run in runs)
            for name in ("built_s", "mb", "load_ms", "interactive_ms", "cpu_ms", "drag_ms")
        )
        p95 = statistics.quantiles(gaps, n=20)[-1]
        print(f"{way:30}{built:12.3f}{mb:8.2f}{load:9.0f}{ready:16.0f}{spent:8.0f}"
              f"{statistics.median(gaps):14.1f}{p95:7.0f}{dragged:8.0f}")  # fmt: skip
    if "ours" not in found:
        return
    ours = found["ours"][-1]
    schools_s, districts_s, page_s = ours["parts_s"]
    schools_mb, districts_mb, page_mb = ours["parts_mb"]
    print(f"ours: schools {schools_s:.3f} s, {schools_mb:.2f} MB")
    print(f"      two layers of districts {districts_s:.3f} s, {districts_mb:.2f} MB")
    print(f"      ground and Leaflet, kept for a tour, {page_s:.2f} s, {page_mb:.2f} MB")
    print(f"      other hosts asked: {ours['outside']}")
    print(GOALS)


if __name__ == "__main__":
    main()
