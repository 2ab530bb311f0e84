"""Export for researchers, and what comes back from them, in the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from tests.services.test_forms import FORM
from tests.ui.conftest import Desk
from tourplanner.adapters.imports.xlsforms import XlsForms
from tourplanner.ui.practices.place import PracticesPlace
from tourplanner.ui.visits.place import VisitsPlace


def test_a_form_is_read_and_asked_beside_the_notes(sample: Desk, tmp_path: Path) -> None:
    visits = sample.go("visits")
    assert isinstance(visits, VisitsPlace)
    assert "Export for researchers" in [action.text() for action in visits.menu_actions()]
    visits.researchers.write_form(tmp_path / "visit.xlsx")
    sample.until(lambda: "Wrote visit.xlsx" in sample.window.notices.words.text())
    source = tmp_path / "own.xlsx"
    source.write_bytes(XlsForms().write(FORM))
    visits.researchers.take_form(source)
    lines = visits.side.list.lines
    sample.until(lambda: any(line.words == "When is it open?" for line in lines.values))
    mine = "Who opens the gate on Saturdays?"
    sample.qtbot.keyClicks(visits.side.question, mine)
    sample.qtbot.keyClick(visits.side.question, Qt.Key.Key_Return)
    sample.settle()
    asked = [line.words for line in lines.values]
    assert "When is it open?" in asked
    visits.side.list.choose(asked.index(mine))
    sample.qtbot.keyClick(visits.side.list, Qt.Key.Key_Delete)
    sample.settle()
    assert [line.words for line in lines.values] == [words for words in asked if words != mine]
    sample.window.session.undo()
    sample.settle()
    assert [line.words for line in lines.values] == asked


def test_cards_go_out_and_come_back_unchanged(sample: Desk, tmp_path: Path) -> None:
    practices = sample.go("practices")
    assert isinstance(practices, PracticesPlace)
    practices.researchers.write_cards(tmp_path / "cards.csv")
    sample.until(lambda: "Wrote cards.csv" in sample.window.notices.words.text())
    practices.researchers.take_cards(tmp_path / "cards.csv")
    sample.until(lambda: "0 changed, 1 as they were" in sample.window.notices.words.text())
