"""Hostile words in every text field of a tour: the window shows them as they stand, nowhere else.

What Qt takes for markup by itself is looked for in every label, tip and row of Tours, Map and Day.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import Qt as TextQt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

from tests.hostile import PAYLOADS
from tests.support import SetClock
from tests.ui.conftest import Desk
from tests.ui.test_day import ON_THE_ROAD
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit
from tourplanner.core.fields import KINDS, FieldType
from tourplanner.core.safe_text import one_line

WORDS = [text for text in PAYLOADS.values() if "\ud800" not in text]
MARKUP = ("img", "svg", "close script", "entities")
KINDS_SHOWN = ("office", "tour", "site", "stop", "item", "place", "variant", "rider", "person")
# These are no words: a zone, a state, a choice; and what must stay readable to find the way.
NOT_WORDS = {"zone", "carrier_zone", "state", "home_state", "rule_set", "paper_size"}


@pytest.fixture
def hostile(desk: Desk, sample_file: Path, doors: ProgramDoors, clock: SetClock) -> Desk:
    """The sample with hostile words in every text field of its records."""
    clock.at = ON_THE_ROAD
    words = cycle(WORDS)
    with doors.open(sample_file, write=True) as office:
        tables, edits = office.file.tables, []
        tour = office.tours.all()[0].id
        edits.append(Edit("a" * 32, "rider", {"tour": tour, "access": "wheelchair"}))
        edits.append(Edit("b" * 32, "person", {}))
        for kind in KINDS_SHOWN:
            texts = [
                field.name
                for field in KINDS[kind].fields
                if field.type is FieldType.TEXT and not field.choices
                if field.name not in NOT_WORDS
            ]
            ids = [record.id for record in tables.all(kind)]
            ids += {"rider": ["a" * 32], "person": ["b" * 32]}.get(kind, [])
            for record in ids:
                edits.append(Edit(record, kind, {name: next(words) for name in texts}))
        here = office.arranging.current(tour)
        for stop in here.plan.days[1].stops:
            by = {"state": "confirmed", "by": PAYLOADS["img"], "at": "2013-10-01"}
            edits.append(Edit(stop.id, "stop", {"status": by}))
            edits.append(Edit(stop.site, "site", {"name": PAYLOADS["img"]}))
        office.file.write(Action(PAYLOADS["svg"], tuple(edits)))
        here = office.arranging.current(tour)
        warning = next(f for f in here.planned.findings if f.severity == "W")
        office.arranging.accept(tour, warning, PAYLOADS["img"], PAYLOADS["svg"])
    desk.open(sample_file)
    return desk


def taken_for_markup(root: QWidget) -> Iterator[str]:
    """Give every text under a widget that Qt would read as markup."""
    for widget in (root, *root.findChildren(QWidget)):
        where = type(widget).__name__
        if is_markup(widget.toolTip()):
            yield f"tip of {where}: {widget.toolTip()}"
        if isinstance(widget, QLabel):
            automatic = widget.textFormat() is not Qt.TextFormat.PlainText
            if automatic and is_markup(widget.text()):
                yield f"{where}: {widget.text()}"
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from (f"tip in {where}: {tip}" for tip in tips(widget.model()))


def tips(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(min(model.rowCount(QModelIndex()), 60)):
        for column in range(columns(model)):
            tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
            if isinstance(tip, str) and is_markup(tip):
                yield tip


def columns(model: QAbstractItemModel) -> int:
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())


def is_markup(text: str) -> bool:
    """Whether Qt would read a text as markup, other than one that the program escaped."""
    inside = text.removeprefix("<qt>").removesuffix("</qt>").replace("<br>", "")
    safe = text.startswith("<qt>") and "<" not in inside
    return bool(TextQt.mightBeRichText(text)) and not safe


def rows_of(view: QAbstractItemView) -> str:
    model = view.model()
    return "\n".join(
        str(model.index(row, column).data(role) or "")
        for row in range(model.rowCount(QModelIndex()))
        for column in range(columns(model))
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    )


@pytest.mark.parametrize(("name", "tabs"), [("tours", 4), ("map", 4), ("day", 4)])
def test_nothing_is_read_as_markup(hostile: Desk, name: str, tabs: int) -> None:
    place = hostile.go(name)
    shown = ""
    for tab in range(tabs):
        place.choose_tab(tab)  # type: ignore[attr-defined]
        hostile.settle()
        assert list(taken_for_markup(hostile.window)) == []
        for view in place.findChildren(QAbstractItemView):  # type: ignore[attr-defined]
            shown += rows_of(view) if view.model() is not None else ""
    assert one_line(PAYLOADS["img"]) in shown
    assert "pwned" not in hostile.window.windowTitle()
    if name == "tours":
        items = place.board_view.view.items_  # type: ignore[attr-defined]
        assert any(one_line(PAYLOADS["img"]) in item.block.title for item in items)
        assert [item.toolTip() for item in items if is_markup(item.toolTip())] == []
    if name == "day":
        assert one_line(PAYLOADS["svg"]) in shown, "what was done stands in the log as it is"
