"""The start page says what works without the network."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from tests.ui.conftest import Desk
from tourplanner.core.model.reference import ShippedData
from tourplanner.ui.start.ready import ready_lines
from tourplanner.ui.theme import tokens


def data(file: str, rows: int, date: str = "") -> ShippedData:
    return ShippedData(file, rows, "", "", date, "")


def test_the_start_page_names_what_is_ready_with_its_dates(desk: Desk) -> None:
    def said() -> list[str]:
        return [one.text() for one in desk.window.start.findChildren(QLabel) if one.isVisible()]

    desk.until(lambda: "Ready on this laptop" in said())
    assert "CA, June 2018. Others are read in Settings." in said()
    assert "3,233 counties, 2018" in said()
    assert desk.window.start.choices["new"].isVisible()


def test_what_is_not_there_is_not_called_ready() -> None:
    assert ready_lines([]) == []
    only = [data("geo/counties.npz", 3233, "2018"), data("geo/gazetteer.db", 9, "2026")]
    assert ready_lines(only) == [("County lines", "3,233 counties, 2018")]


def test_plans_of_one_state_stand_in_one_line() -> None:
    files = [data(f"districts/nv_{one}.npz", 1) for one in ("cd_2011", "sldu_2011", "cd_2021")]
    assert ready_lines(files) == [
        ("District lines", "NV, plans of 2011 and 2021. Others are loaded in Settings.")
    ]


def test_the_map_of_the_office_s_state_comes_beside_the_choices(
    desk: Desk,
) -> None:
    start = desk.window.start
    assert not start.map.is_drawn
    desk.window.filling.draw()
    desk.until(lambda: start.map.is_drawn)
    desk.settle()
    assert start.map.accessibleName() == "Map of California"
    seen = start.map.grab().toImage()
    ratio = seen.devicePixelRatio()

    def color(x: float, y: float) -> str:
        return seen.pixelColor(round(x * ratio), round(y * ratio)).name().upper()

    wide, high = start.map.width(), start.map.height()
    assert color(8, high * 0.7) == tokens().water
    colors = {color(wide * 0.5, y) for y in range(20, high - 40)}
    assert {tokens().land, tokens().road} <= colors
    boxes = [choice.geometry().right() for choice in start.choices.values()]
    assert max(boxes) < start.map.x()
    desk.window.resize(800, 720)
    assert not start.map.isVisible(), "the choices come first"
