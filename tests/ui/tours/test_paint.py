"""What stands on a block of the board, by the words that are drawn and the room they get."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap

from tests.ui.conftest import Desk
from tourplanner.ui.theme import font
from tourplanner.ui.tours import paint
from tourplanner.ui.tours.blocks import Block
from tourplanner.ui.tours.place import ToursPlace


@pytest.fixture
def visit(sample: Desk) -> Block:
    place = sample.window.place("tours")
    assert isinstance(place, ToursPlace)
    return next(i.block for i in place.board_view.view.items_ if i.block.number == "1.1")


@pytest.mark.parametrize(
    ("name", "words"),
    [("Emerson Middle", {"Tentative"}), ("A. L. Conner Elementary", set())],
)
def test_the_name_of_a_tentative_visit_is_whole(
    visit: Block, monkeypatch: pytest.MonkeyPatch, name: str, words: set[str]
) -> None:
    drawn: dict[str, QRectF] = {}
    icons: list[str] = []
    monkeypatch.setattr(paint, "draw_text", lambda _p, at, text, **_: drawn.update({text: at}))
    monkeypatch.setattr(paint.icons, "draw", lambda _p, icon, *_: icons.append(icon))
    block = replace(
        visit,
        title=f"{name} (Orange Cove)",  # as one of two of that name
        name=name,
        detail="10:30 am–12:30 pm · Orange Cove",
        is_tentative=True,
        is_pinned=False,
        is_locked=False,
    )
    sheet = QPixmap(240, 54)
    painter = QPainter(sheet)
    paint.draw_block(painter, block, QRectF(0, 0, 240, 54), is_current=False)
    painter.end()
    for text, letters in (
        (name, font(13, QFont.Weight.DemiBold)),
        (block.detail, font(12, figures=True)),
    ):
        assert drawn[text].width() >= QFontMetricsF(letters).horizontalAdvance(text)
    assert drawn.keys() - {name, block.detail} == words
    assert icons == ["circle-dashed"], "said without color either way"


def test_the_time_of_a_drive_stands_beside_what_lies_over_it(
    visit: Block, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: dict[str, QRectF] = {}
    monkeypatch.setattr(paint, "draw_text", lambda _p, at, text, **_: drawn.update({text: at}))
    drive = replace(visit, kind="D", title="22 mi", time="9:40 am", number="", has_parts=True)
    sheet = QPixmap(240, 54)
    painter = QPainter(sheet)
    paint.draw_block(painter, drive, QRectF(0, 0, 240, 54), is_current=False)
    painter.end()
    assert drawn["9:40"].right() < 240 - paint.part_width()
