"""Line-by-line, day sheet, block schedule and driver sheet agree on every time they print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.core.papers.test_papers import view_with_lunch_on_the_road, with_item
from tests.papers_canary import canary
from tests.papers_fixture import PLACES, Parts, sample_view
from tests.support import figure
from tourplanner.core.clock import parse_tod, tod_text
from tourplanner.core.model.paper import TourView
from tourplanner.core.model.tour import ProgramItem, TourStop
from tourplanner.core.papers.blocks import Heading, Table, plain, texts
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.specs import (
    BLOCK_SCHEDULE,
    BLOCK_SCHEDULE_STAFF,
    DAY_SHEET,
    DAY_SHEET_LARGE,
    DRIVER_SHEET,
    LINE_BY_LINE,
    PaperSpec,
)
from tourplanner.core.privacy import cut
from tourplanner.services.plan import Planned
from tourplanner.ui.tours.making import make_board

TOURS = figure(40, 400)
ZONED = ("America/Phoenix", "America/Denver")
_CLOCK = r"(?:\d+(?::\d\d)?(?: [ap]\.m\.)?|noon|midnight)(?: [A-Z]{3})?"
Cells = list[list[str]]
# Of a day: what happened, at which place, and the clock times that the paper prints of it.
Told = dict[tuple[int, str, str], tuple[str, ...]]


def clocks(text: str) -> tuple[str, ...]:
    """Read ``9:30-11 a.m. PDT`` as its two times, each with its half of the day, zone left out."""
    said = re.sub(r" [A-Z]{2,4}\b", "", text).strip()
    if "-" not in said:
        return (said,)
    first, last = said.split("-")
    half = re.search(r" [ap]\.m\.$", last)
    if half and not first.endswith((".m.", "noon", "midnight")):
        first += half.group()
    return first, last


def days(view: TourView, spec: PaperSpec) -> Iterator[Cells]:
    """The rows of each day's first table, a cell's lines apart by a bar."""
    paper = lay_out(cut(view, spec)[0])
    is_day = False
    for block in paper.blocks:
        if isinstance(block, Heading):
            is_day = is_day or re.search(r"(^D|, d)ay \d", block.text) is not None
        elif isinstance(block, Table) and is_day:
            is_day = False
            yield [["|".join(map(plain, part)) for part in row.cells] for row in block.rows]


def of_lines(view: TourView) -> Told:
    told: Told = {}
    for day, rows in enumerate(days(view, LINE_BY_LINE)):
        place = "start"
        for start, end, _, what, *_ in rows:
            head = what.split("|")[0]
            if head.startswith("Drive to "):
                told[day, "leaves", place] = (start,)
                place = head.removeprefix("Drive to ")
                told[day, "arrives", place] = (end,)
            elif re.match(r"\d+\.\d+  ", head):
                told[day, "visit", head.split("  ", 1)[1]] = (start, end)
            elif head == "Lunch":
                told[day, "lunch", ""] = (start, end)
            if found := re.search(r"Lunch on the road, (.+)$", what):
                told[day, "lunch", ""] = clocks(found.group(1))
    return {key: tuple(clocks(text)[0] for text in times) for key, times in told.items()}


def of_day_sheet(view: TourView, spec: PaperSpec) -> Told:
    told: Told = {}
    for day, rows in enumerate(days(view, spec)):
        place = "start"
        for when, what in rows:
            head = what.split("|")[0]
            if head.startswith("Bus leaves"):
                told[day, "leaves", place] = clocks(when)
            elif head.startswith("Lunch"):
                told[day, "lunch", ""] = clocks(when)
            elif head.startswith(("Night: ", "End of the tour: ")):
                told[day, "arrives", head.split(": ", 1)[1]] = clocks(when)
            else:
                told[day, "visit", head], place = clocks(when), head
    return told


def of_blocks(view: TourView) -> Told:
    told: Told = {}
    paper = lay_out(cut(view, BLOCK_SCHEDULE)[0])
    for table in (block for block in paper.blocks if isinstance(block, Table)):
        for day in range(len(table.columns) - 1):
            place = "start"
            for row in table.rows[:-1]:
                for words in map(plain, row.cells[day + 1]):
                    found = re.match(
                        r"([DVMH]) (.+?(?:[ap]\.m\.|noon|midnight)(?: [A-Z]{2,4})?) (.+)$", words
                    )
                    if not found:
                        continue
                    letter, when, what = found.groups()
                    if letter == "D":
                        told[day, "leaves", place] = clocks(when)
                    elif letter == "M" and what == "Lunch":  # else it is one of a program
                        told[day, "lunch", ""] = clocks(when)
                    elif letter == "H":
                        told[day, "arrives", what] = clocks(when)
                    elif letter == "V":
                        place = what.removesuffix(" TENTATIVE")
                        told[day, "visit", place] = clocks(when)
    return told


def of_driver(view: TourView) -> Told:
    """What the drivers read: of several coaches each has all days, with the same times."""
    sheets = list(days(view, DRIVER_SHEET))
    count = len(list(days(view, LINE_BY_LINE)))
    first = _drives(sheets[:count])
    assert len(sheets) % count == 0
    for start in range(count, len(sheets), count):
        assert _drives(sheets[start : start + count]) == first
    return first


def _drives(sheets: Iterable[Cells]) -> Told:
    told: Told = {}
    for day, rows in enumerate(sheets):
        place = "start"
        for leaves, arrives, to, *_ in rows:
            told[day, "leaves", place] = clocks(leaves.split("|")[0])
            place = to.split("|")[0]
            told[day, "arrives", place] = clocks(arrives.split("|")[0])
    return told


def is_possible(lines: Told, day: int) -> bool:
    """Whether a day's drives and visits follow each other; its checks tell where they do not."""
    times = [
        parse_tod(text)
        for (of_day, kind, _), texts in lines.items()
        if of_day == day and kind != "lunch"
        for text in texts
    ]
    return times == sorted(times)


def letters_of_the_board(view: TourView) -> list[tuple[int, str, str]]:
    """The blocks of the window's board: day, letter and the clock of their start."""
    days = tuple(
        replace(
            day, rows=tuple(replace(row, stop=with_program(view, row.stop)) for row in day.rows)
        )
        for day in view.days
    )
    assert view.plan is not None
    board = make_board(Planned(view.plan, days, cast(Any, SimpleNamespace(source="")), ()))
    return sorted(
        (column.index, block.kind, clock_of(block.time))
        for column in board.columns
        for block in column.blocks
        if block.kind != "D" or block.minutes or "No road" in block.title
    )


def with_program(view: TourView, stop: TourStop) -> TourStop:
    """The stop as services read it: with what happens there."""
    items = (item for item in view.all("item") if item.text("stop") == stop.id)
    return replace(
        stop,
        program=tuple(
            ProgramItem(i.text("kind"), i.text("title"), i["offset_min"] or 0, i["minutes"] or 0)
            for i in items
        ),
    )


def letters_of_the_staff(view: TourView) -> list[tuple[int, str, str]]:
    """The same of the staff's block schedule."""
    paper = lay_out(cut(view, BLOCK_SCHEDULE_STAFF)[0])
    told = []
    for table in (block for block in paper.blocks if isinstance(block, Table)):
        if table.columns[0].title == "Time":
            for row in table.rows:
                for day, part in enumerate(row.cells[1:]):
                    for words in map(plain, part):
                        if found := re.match(rf"([A-Z]) ({_CLOCK}(?:-{_CLOCK})?)", words):
                            told.append((day, found[1], clock_of(clocks(found[2])[0])))
    return sorted(told)


def clock_of(text: str) -> str:
    """Write a clock time in one way: 9:30 a.m. in papers is 9:30 am in the window."""
    return tod_text(parse_tod(re.sub(r" [A-Z]{2,4}$", "", text)))


def check(view: TourView) -> int:
    """Check a tour; give the number of its days that can be driven as they stand."""
    lines = of_lines(view)
    assert {kind for _, kind, _ in lines} >= {"leaves", "arrives", "visit"}
    papers = {
        "day sheet": of_day_sheet(view, DAY_SHEET),
        "day sheet, large print": of_day_sheet(view, DAY_SHEET_LARGE),
        "block schedule": of_blocks(view),
        "driver sheet": of_driver(view),
    }
    assert letters_of_the_staff(view) == letters_of_the_board(view)
    for name, told in papers.items():
        assert told, name
        assert {key: lines.get(key) for key in told} == told, name
    wanted = {k for k in lines if k[1] in ("leaves", "visit", "lunch")}
    # A block schedule is in the order of the clock: where a visit begins before the bus is there,
    # it does not say which place the bus leaves.
    possible = {day for day, *_ in lines if is_possible(lines, day)}
    unsaid = {"day sheet": set(), "block schedule": {k for k in wanted if k[0] not in possible}}
    for name in ("day sheet", "block schedule"):
        missing = wanted - papers[name].keys() - unsaid[name]
        assert not missing, f"{name} does not tell {missing}"
    return len(possible)


@pytest.mark.parametrize("batch", range(0, TOURS, 10))
def test_all_four_tell_the_same_times(batch: int) -> None:
    assert sum(check(canary(seed).view) for seed in range(batch, batch + 10)) >= 10


@pytest.mark.parametrize("kind", ["press", "rest", "meal"])
def test_what_of_a_program_has_a_letter_stands_on_the_board_and_for_the_staff(kind: str) -> None:
    """What nobody has confirmed yet too, marked: riders do not read of it."""
    view = with_item(sample_view(), "madison-3", kind)
    assert letters_of_the_staff(view) == letters_of_the_board(view)
    letter, when = kind[0].upper(), "10:45-11 a.m. "
    said = " ".join(texts(lay_out(cut(view, BLOCK_SCHEDULE_STAFF)[0])))
    assert f"{letter} {when}Walk to the family center TENTATIVE" in said


def test_lunch_on_the_road_parts_a_drive_for_the_staff() -> None:
    view = view_with_lunch_on_the_road()
    assert letters_of_the_staff(view) == letters_of_the_board(view)
    assert [letter for _, letter, _ in letters_of_the_staff(view)].count("D") == 4


def test_they_agree_across_a_zone_line() -> None:
    view = sample_view(Parts(zones={"hotel-2": ZONED[0], "alview": ZONED[1], "dorsa": ZONED[1]}))
    check(view)
    assert len(PLACES) > 3


def test_times_are_read_as_they_are_written() -> None:
    assert clocks("9:30-11 a.m. PDT") == ("9:30 a.m.", "11 a.m.")
    assert clocks("11 a.m.-noon") == ("11 a.m.", "noon")
    assert clocks("noon-1 p.m.") == ("noon", "1 p.m.")
    assert clocks("8 a.m. MST") == ("8 a.m.",)
