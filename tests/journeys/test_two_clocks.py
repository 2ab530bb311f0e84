"""A tour on two clocks: board, list, map, Day and papers say the same times, each with its zone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.journeys.hands import Hands, place_of, spoken
from tests.office import Terminal
from tests.store.kit import put
from tests.ui.conftest import OFFSCREEN_WORDS, Desk, _watchdog, desk, watchdog  # noqa: F401
from tests.ui.test_day import ON_THE_ROAD
from tourplanner.app import ProgramDoors
from tourplanner.core.clock import time_text
from tourplanner.ui.day.place import DayPlace
from tourplanner.ui.map.place import MapPlace
from tourplanner.ui.tours.place import ToursPlace

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_WORDS, extend=True)
DENVER = "America/Denver"


@pytest.fixture
def now() -> datetime:
    return ON_THE_ROAD


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
        put(office.file, other.site, zone=DENVER)
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

    def told(lines: list[str], of: str) -> str:
        return next(line for line in lines if of in line and number in line)

    desk.open(sample_file)
    desk.go("tours")
    tours = place_of(hands, "tours", ToursPlace)
    block = tours.board.block_of(other.id)
    assert number in block.spoken
    assert "MDT" in block.spoken
    assert "PDT" in tours.board.block_of(plain.id).spoken
    assert "MDT" in told(spoken(tours.lines), other.name)

    desk.go("map")
    map_place = place_of(hands, "map", MapPlace)
    assert "MDT" in told(spoken(map_place.list.table), other.name)

    desk.go("day")
    day = place_of(hands, "day", DayPlace)
    day.choose_tab(1)
    desk.settle()
    lines = spoken(day.times_page.table)
    assert any("MDT" in line for line in lines if other.name in line)
    assert any("PDT" in line for line in lines if plain.name in line)

    # Typed over by the clock of the place: one hour later there is one hour later everywhere.
    desk.go("tours")
    tours.choose_tab(0)
    tours.board_view.choose_stop(other.id)
    tours.board_view.view.setFocus()
    hands.key("F2")
    hands.replace("1:45 pm")
    hands.key("Return")
    desk.settle()
    assert "1:45" in tours.board.block_of(other.id).spoken
    desk.go("map")
    desk.until(lambda: any("1:45" in line for line in spoken(map_place.list.table)))
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
