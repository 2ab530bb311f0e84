"""One day of the board is copied for a mail: a table and plain text, with public things alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.ui.tours.test_arranging import Board, board  # noqa: F401
from tourplanner.core.papers.specs import PaperFormat, PaperKind
from tourplanner.services.workspace import Workspace

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def copied(board: Board) -> tuple[str, str]:  # noqa: F811
    board.desk.settle()
    data = QGuiApplication.clipboard().mimeData()
    return data.html(), data.text()


def test_monday_is_copied_without_hotels_drives_and_what_is_not_confirmed(board: Board) -> None:  # noqa: F811
    board.choose("Madison Elementary")
    action = board.place.board_actions.copy_day
    assert action.text() == "Copy Mon, Oct 14 for a mail"
    before = board.undo_label()
    board.key(Qt.Key.Key_C, CTRL_SHIFT)
    html, plain = copied(board)
    assert "<table" in html
    for text in (html, plain):
        assert "Madison Elementary" in text
        assert "9:30-11 a.m." in text
    monday = board.place.board.columns[0]
    hotels = {column.start for column in board.place.board.columns[:1]} | {monday.end}
    others = {b.title for c in board.place.board.columns[1:] for b in c.blocks if b.stop}
    unconfirmed = {b.title for b in monday.blocks if b.stop and b.is_tentative}
    assert unconfirmed
    for secret in (*hotels, *others, *unconfirmed, "11:10", "mi ·"):
        assert secret not in html + plain
    notice = board.desk.window.notices.current
    assert notice is not None
    assert notice.text.startswith("Mon, Oct 14 copied, ")
    assert board.undo_label() == before, "nothing was issued"


def test_a_day_of_which_nothing_may_go_out_says_so(board: Board) -> None:  # noqa: F811
    board.choose("Madison Elementary")
    host = board.place.inspector.selection.stop.host
    host.rules["closed"].click()
    board.desk.settle()
    board.key(Qt.Key.Key_C, CTRL_SHIFT)
    assert QGuiApplication.clipboard().text() == ""
    notice = board.desk.window.notices.current
    assert notice is not None
    assert "nothing in it may go out" in notice.text


def test_the_day_follows_what_is_chosen(board: Board) -> None:  # noqa: F811
    tuesday = board.days()[1][0]
    board.choose(tuesday)
    assert board.place.board_actions.copy_day.text() == "Copy Tue, Oct 15 for a mail"
    assert board.place.board_actions.copy_day in board.place.others


def test_the_foot_says_which_paper_went_out_last(board: Board, tmp_path: Path) -> None:  # noqa: F811
    place = board.place
    assert not any("sent" in words for _, words in place.status_words)

    def send(workspace: Workspace, _: object) -> None:
        tour, kind = place.session.tour_id, PaperKind.LINE_BY_LINE
        workspace.papers.make(tour, [kind], [PaperFormat.TEXT], tmp_path)
        workspace.papers.sent(tour, kind, ["Driver"])

    place.session.write(send)
    board.desk.until(lambda: place.status_words[0][0] == "mail")
    words = place.status_words[0][1]
    assert words.startswith("Line-by-line v1, sent ")
