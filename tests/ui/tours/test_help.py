"""What the help page of the day board claims is so."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

from tests.ui.conftest import Desk
from tourplanner.adapters.resources import resource_path
from tourplanner.ui.tours.actions import BoardActions


def test_the_keys_of_the_help_page_are_those_of_the_board(desk: Desk) -> None:
    text = resource_path("help", "day-board.md").read_text("utf-8")
    told = dict(re.findall(r"^\| (\S+) \| (\w.+) \|$", text, re.MULTILINE))
    told.pop("Key", None)
    owner = QWidget()
    desk.qtbot.addWidget(owner)
    actions = BoardActions(owner).all
    assert told == {action.shortcut().toString(): action.text() for action in actions}
