"""Six visits become cards, the matrix opens each of them, and papers hold what has permission."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.hands import Hands, place_of
from tests.ui.conftest import OFFSCREEN_WORDS, _watchdog, desk, watchdog  # noqa: F401
from tourplanner.core.papers.specs import PaperFormat, PaperKind
from tourplanner.ui.papers.place import PapersPlace
from tourplanner.ui.practices.place import CARDS, MATRIX, PracticesPlace
from tourplanner.ui.visits.place import VisitsPlace

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_WORDS, extend=True)
CODE = "CLP"  # a pillar under which the sample has no card
TITLES = (
    "Let parents choose the evening class",
    "Open the gym on Saturday mornings",
    "Meet families at the laundromat",
    "Ring every home in the first week",
    "Lend laptops over the summer",
    "Share the bus with the library",
)
PERMITTED = TITLES[2]


@pytest.mark.usefixtures("sample_open")
def test_six_visits_in_the_matrix_and_on_paper(hands: Hands, tmp_path: Path) -> None:
    hands.key("Ctrl+4")
    hands.key("Ctrl+5")
    hands.wait_for("Stop 1.1, Madison Elementary")
    hands.settle()
    visits = place_of(hands, "visits", VisitsPlace)
    practices = place_of(hands, "practices", PracticesPlace)
    page = practices.page_of_card
    made = {}
    for number, title in enumerate(TITLES):
        hands.key("Ctrl+5")
        visits.stop_list.setFocus()
        hands.key("Home")
        for _ in range(number):
            hands.key("Down")
        hands.key("Ctrl+Return")
        hands.type(f"They said: {title}")
        hands.key("Ctrl+E")
        hands.key("Ctrl+T")
        hands.wait(lambda: hands.window.focusWidget() is not None, "for the tags")
        hands.settle()
        hands.type(CODE)
        hands.key("Return")
        hands.settle()
        hands.key("Ctrl+Shift+K")
        hands.wait(lambda n=number: hands.window.session.overview.practices == n + 2, "for a card")
        hands.settle()
        hands.replace(title)
        hands.settle()
        made[title] = page.card
    assert len(set(made.values())) == len(TITLES)

    practices.choose_tab(MATRIX)
    hands.settle()
    matrix = practices.matrix
    pivot = matrix.model.pivot
    side = next(k for k, element in enumerate(pivot.columns) if element.code == CODE)
    for row, title in enumerate(TITLES):
        hands.settle()
        matrix.view.setFocus()
        matrix.view.setCurrentIndex(matrix.model.index(row, side))
        kinds = [excerpt.kind for excerpt in pivot.cells[row][side].entries]
        assert kinds.count("practice") == 1
        assert "note" in kinds
        hands.key("Return")
        hands.wait(lambda title=title: page.card == made[title], "for the card of the cell")
        practices.choose_tab(MATRIX)
    empty = matrix.model.index(len(TITLES), side)
    assert empty.data() == "not asked"

    practices.choose_tab(CARDS)
    practices.show_record(made[PERMITTED])
    hands.settle()
    page.scope.setCurrentIndex(page.scope.findData("unnamed"))
    page.scope.activated.emit(0)
    hands.type("M. Serrano")
    hands.key("Return")
    hands.settle()
    for title in (PERMITTED, TITLES[0]):  # both are approved, one has permission
        practices.show_record(made[title])
        hands.settle()
        for state in ("checked", "approved"):
            page.state.setCurrentIndex(page.state.findData(state))
            page.state.activated.emit(0)
            hands.settle()

    hands.key("Ctrl+7")
    hands.settle()
    papers = place_of(hands, "papers", PapersPlace)
    papers.folder = tmp_path / "papers"
    for kind in (PaperKind.BEST_PRACTICES, PaperKind.FACT_SHEET, PaperKind.ADVISORY):
        papers.papers.choose(str(kind))
        if str(kind) not in papers.papers.papers.ticked:
            papers.papers.setFocus()
            hands.key("Space")
    hands.settle()
    for each, box in papers.formats.items():
        box.setChecked(each is PaperFormat.TEXT)
    assert papers.primary is not None
    papers.primary.trigger()
    hands.wait(lambda: papers.writing.job is None, "for the papers")
    hands.settle()
    texts = {
        path.name: " ".join(path.read_text("utf-8").split())
        for path in papers.folder.rglob("*.txt")
    }
    assert len(texts) >= 3
    holding = {title: [name for name, text in texts.items() if title in text] for title in TITLES}
    assert [name for name in holding.pop(PERMITTED) if "Best practices" in name]
    assert holding == {title: [] for title in TITLES if title != PERMITTED}
    assert hands.clicks == 0
