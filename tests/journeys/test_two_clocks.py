"""A tour on two clocks: board, list, map, Day and papers say the same times, each with its zone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.journeys.hands import Hands
from tests.office import Terminal
from tests.support import SetClock
from tests.ui.conftest import OFFSCREEN_WORDS, Desk, _watchdog, desk, watchdog  # noqa: F401
from tests.ui.test_day import ON_THE_ROAD
from tests.ui.watchdog import Watchdog
from tourplanner.app import ProgramDoors
from tourplanner.core.clock import time_text
from tourplanner.ui.map.place import PLAIN_WISHED

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_WORDS, extend=True)
DENVER = "America/Denver"


@pytest.fixture
def hands(
    desk: Desk,  # noqa: F811
    watchdog: Watchdog,  # noqa: F811
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Hands:
    monkeypatch.setenv(PLAIN_WISHED, "1")
    clock.at = ON_THE_ROAD
    return Hands(desk.window, looking=watchdog.away)


def spoken(view: object) -> Iterator[str]:
    """Give the rows of a list as they are spoken."""
    model = view.model()  # type: ignore[attr-defined]
    for row in range(model.rowCount()):
        yield str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def test_every_view_says_the_same_time_with_its_zone(
    hands: Hands,
    desk: Desk,  # noqa: F811
    terminal: Terminal,
    doors: ProgramDoors,
    sample_file: Path,
    tmp_path: Path,
) -> None:
    with doors.open(sample_file, write=True) as office:
        tour = office.tours.all()[0].id
        stops = office.plan.current(tour).plan.days[1].stops
        other, plain = stops[1], stops[0]
        office.sites.set_facts(other.site, {"zone": DENVER})
        rows = {row.stop.id: row for row in office.plan.current(tour).schedules[1].rows}
        name = str(office.file.tables.get("tour", tour)["name"])  # type: ignore[index]
    at, there = rows[other.id].start_at, rows[plain.id].start_at
    paper = time_text(at, DENVER, with_zone=True)  # 11:30 a.m. MDT
    wanted = paper.replace("a.m.", "am").replace("p.m.", "pm")
    here = time_text(there, plain.node.zone, with_zone=True)
    here = here.replace("a.m.", "am").replace("p.m.", "pm")
    assert wanted.endswith("MDT")
    assert here.endswith("PDT")
    number = wanted.split(" ")[0]  # the clock without am and zone, as a range leaves them out

    def told(lines: Iterator[str], of: str) -> str:
        return next(line for line in lines if of in line and number in line)

    desk.open(sample_file)
    tours = desk.go("tours")
    block = tours.board.block_of(other.id)  # type: ignore[attr-defined]
    assert number in block.spoken
    assert "MDT" in block.spoken
    assert "PDT" in tours.board.block_of(plain.id).spoken  # type: ignore[attr-defined]
    assert "MDT" in told(spoken(tours.lines), other.name)  # type: ignore[attr-defined]

    map_place = desk.go("map")
    assert "MDT" in told(spoken(map_place.list.table), other.name)  # type: ignore[attr-defined]

    day = desk.go("day")
    day.choose_tab(1)  # type: ignore[attr-defined]
    desk.settle()
    lines = list(spoken(day.times_page.table))  # type: ignore[attr-defined]
    assert any("MDT" in line for line in lines if other.name in line)
    assert any("PDT" in line for line in lines if plain.name in line)

    # Typed over by the clock of the place: one hour later there is one hour later everywhere.
    desk.go("tours")
    tours.choose_tab(0)  # type: ignore[attr-defined]
    tours.board_view.choose_stop(other.id)  # type: ignore[attr-defined]
    tours.board_view.view.setFocus()  # type: ignore[attr-defined]
    hands.key("F2")
    hands.replace("1:45 pm")
    hands.key("Return")
    desk.settle()
    assert "1:45" in tours.board.block_of(other.id).spoken  # type: ignore[attr-defined]
    map_place = desk.go("map")
    desk.until(lambda: any("1:45" in line for line in spoken(map_place.list.table)))  # type: ignore[attr-defined]
    desk.window.close()

    out = tmp_path / "out"
    kinds = ("--kind", "day-sheet,line-by-line,driver-sheet", "--format", "txt", "--out", out)
    assert terminal("papers", sample_file, name, *kinds).code in (0, 3)  # 3: the checks found more
    papers = [path.read_text("utf-8") for path in out.rglob("*.txt")]
    assert len(papers) == 3
    for text in papers:
        assert "1:45" in text
        assert "MDT" in text
        assert "PDT" in text
