"""The start page says what works without the network."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from tests.ui.conftest import Desk
from tourplanner.core.model.reference import ShippedData
from tourplanner.ui.start.ready import ready_lines


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
