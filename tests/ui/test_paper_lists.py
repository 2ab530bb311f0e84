"""Riders, media and coverage in the place of papers: typed, pasted, undone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from tests.ui.conftest import Desk
from tests.ui.room import cut
from tests.ui.test_import import drop
from tourplanner.ui.busy import BusyDialog
from tourplanner.ui.contact_cards import CardsDialog
from tourplanner.ui.list_cells import REFUSED
from tourplanner.ui.lists import ListEditor
from tourplanner.ui.papers.place import PapersPlace
from tourplanner.ui.tours.place import ToursPlace

HEADER = "Name\tOrganization\tReply by\tJoins\n"


def riders_of(desk: Desk) -> ListEditor:
    place = desk.go("papers")
    assert isinstance(place, PapersPlace)
    place.choose_tab(1)
    desk.settle()
    (riders,) = (one for one in place.lists[:1] if isinstance(one, ListEditor))
    return riders


def shown(editor: ListEditor, *names: str) -> list[list[str]]:
    """The rows of the test's own riders, not of those that the sample came with."""
    columns = [field.name for field in editor.table.cells.columns]
    at = [columns.index(name) for name in names]
    rows = [cells for id_, cells in editor.table.cells.rows if id_]
    return [[c[n] for n in at] for c in rows if "(invented)" not in c[columns.index("name")]]


def row_of(editor: ListEditor, name: str) -> int:
    """The row of a rider; that of nobody is the empty one."""
    column = [field.name for field in editor.table.cells.columns].index("name")
    found = [cells[column] if id_ else "" for id_, cells in editor.table.cells.rows]
    return found.index(name) if name in found else len(found)


def kind(editor: ListEditor, who: str, name: str, desk: Desk, words: str) -> None:
    """Type into a cell as a person does."""
    column = [field.name for field in editor.table.cells.columns].index(name)
    editor.table.choose(row_of(editor, who), column)
    editor.table.setFocus()
    desk.qtbot.keyClicks(editor.table, words[0])
    line = editor.table.findChild(QLineEdit)
    desk.qtbot.keyClicks(line, words[1:])
    desk.qtbot.keyClick(line, Qt.Key.Key_Return)
    desk.settle()


def test_a_rider_is_typed_in_the_empty_row_and_undone(sample: Desk) -> None:
    riders = riders_of(sample)
    kind(riders, "", "name", sample, "Ana Rivera")
    kind(riders, "Ana Rivera", "joins", sample, "2")
    assert shown(riders, "name", "joins") == [["Ana Rivera", "Day 2"]]
    sample.window.session.undo()
    sample.settle()
    assert shown(riders, "name", "joins") == [["Ana Rivera", ""]]


def test_cells_pasted_from_a_spreadsheet_are_one_step_of_undo(sample: Desk) -> None:
    riders = riders_of(sample)
    QGuiApplication.clipboard().setText(
        f"{HEADER}Bo Lind\tLibrary\tMonday, Oct. 7, 2013\t1.2\nCy Orr\tCity\tsoon\t\n"
    )
    riders.table.choose(row_of(riders, ""), 0)
    riders.table.setFocus()
    sample.qtbot.keyClick(riders.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    sample.settle()
    assert shown(riders, "name", "reply_by", "joins", "note") == [
        ["Bo Lind", "Oct. 7, 2013", "1.2", ""],
        ["Cy Orr", "", "", "Reply by: soon"],
    ]
    sample.window.session.undo()
    sample.settle()
    assert shown(riders, "name") == []


def test_a_text_that_a_cell_does_not_take_stays_in_it_with_the_reason(sample: Desk) -> None:
    riders = riders_of(sample)
    kind(riders, "", "name", sample, "Dee Farr")
    kind(riders, "Dee Farr", "status", sample, "perhaps")
    cells = riders.table.cells
    column = [field.name for field in cells.columns].index("status")
    index = cells.index(row_of(riders, "Dee Farr"), column)
    assert index.data() == f"{REFUSED}perhaps"
    assert "invited, coming" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    kind(riders, "Dee Farr", "status", sample, "inv")
    assert shown(riders, "status") == [["invited"]]


def test_what_waits_in_a_row_stays_in_its_column_where_the_tour_gets_a_second_coach(
    sample: Desk,
) -> None:
    editor, session = riders_of(sample), sample.window.session
    cells, tour = editor.table.cells, session.tour_id

    def columns() -> list[str]:
        return [field.name for field in cells.columns]

    def waiting() -> dict[str, str]:
        row = row_of(editor, "")
        told = {name: str(cells.index(row, n).data()) for n, name in enumerate(columns())}
        return {name: words for name, words in told.items() if words}

    kind(editor, "", "name", sample, "Dee Farr")
    sample.until(lambda: shown(editor, "name") == [["Dee Farr"]])
    kind(editor, "", "reply_by", sample, "someday")
    assert waiting() == {"reply_by": f"{REFUSED}someday"}
    editor.table.choose(row_of(editor, "Dee Farr"), columns().index("seat"))
    session.write(lambda ws, _: ws.tours.add_coach(tour))
    sample.until(lambda: "coach" in columns())
    sample.settle()
    assert waiting() == {"reply_by": f"{REFUSED}someday"}
    assert columns()[editor.table.currentIndex().column()] == "seat", "so what is typed goes there"
    at = cells.index(row_of(editor, "Dee Farr"), columns().index("coach"))
    editor.table.setCurrentIndex(at)
    editor.table.edit(at)
    line = editor.table.findChild(QLineEdit)
    sample.qtbot.keyClicks(line, "coach 2")
    assert line.completer().currentCompletion() == "Coach 2"
    sample.qtbot.keyClick(line, Qt.Key.Key_Escape)
    editor.table.choose(row_of(editor, "Dee Farr"), columns().index("seat"))
    session.undo()
    sample.until(lambda: "coach" not in columns())
    sample.settle()
    assert waiting() == {"reply_by": f"{REFUSED}someday"}
    assert columns()[editor.table.currentIndex().column()] == "seat"


def test_a_row_is_taken_out_and_comes_back(sample: Desk) -> None:
    riders = riders_of(sample)
    kind(riders, "", "name", sample, "Dee Farr")
    riders.table.choose(row_of(riders, "Dee Farr"), 0)
    assert riders.out.isEnabled()
    riders.out.click()
    sample.settle()
    assert shown(riders, "name") == []
    sample.window.session.undo()
    sample.settle()
    assert shown(riders, "name") == [["Dee Farr"]]


def test_an_interpreter_and_a_payment_are_typed_beside_the_program(sample: Desk) -> None:
    place = sample.go("papers")
    assert isinstance(place, PapersPlace)
    place.choose_tab(2)
    sample.settle()
    lists = place.of_stops
    assert lists.editors[0].table.isVisible(), "the program comes first"
    cells = lists.editors[0].table.cells
    right = [
        field.name
        for at, field in enumerate(cells.columns)
        if cells.index(0, at).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    ]
    assert right == ["offset_min", "minutes"], "numbers stand at the right"

    def typed(number: int, *cells: tuple[str, str]) -> list[list[str]]:
        sample.qtbot.keyClick(lists.buttons[number], Qt.Key.Key_Space)
        sample.settle()
        editor = lists.editors[number]
        assert editor.table.hasFocus()
        names = [field.name for field in editor.table.cells.columns]
        for name, words in cells:
            editor.table.choose(0, names.index(name))
            sample.qtbot.keyClicks(editor.table, words[0])
            line = editor.table.findChild(QLineEdit)
            sample.qtbot.keyClicks(line, words[1:])
            sample.qtbot.keyClick(line, Qt.Key.Key_Return)
            sample.settle()
        at = [names.index(name) for name, _ in cells]
        return [[texts[n] for n in at] for id_, texts in editor.table.cells.rows if id_]

    booked = typed(1, ("what", "Spanish for the panel"), ("stop", "1.1"), ("status", "L. Vega"))
    assert booked == [["Spanish for the panel", "1.1", "L. Vega"]]
    paid = typed(2, ("what", "Lunch"), ("payer", "City"), ("cents", "480"), ("due", "Nov 13"))
    assert [row[:3] for row in paid] == [["Lunch", "City", "$480"]]
    sample.window.session.undo()
    sample.settle()
    assert lists.editors[2].table.isVisible()
    sample.qtbot.keyClick(lists.buttons[4], Qt.Key.Key_Space)
    sample.settle()
    templates = lists.templates
    first, other = (templates.stop.itemText(n) for n in range(2))
    templates.template.setFocus()
    sample.qtbot.keyClicks(templates.template.lineEdit(), "Morning")
    sample.qtbot.keyClick(templates.keep_button, Qt.Key.Key_Space)
    sample.settle()
    kept = [cells[1] for id_, cells in templates.table.cells.rows if id_]
    assert kept[0] == "Welcome and remarks"
    assert len(kept) == 4
    templates.stop.setFocus()
    sample.qtbot.keyClick(templates.stop, Qt.Key.Key_Down)
    sample.qtbot.keyClick(templates.use_button, Qt.Key.Key_Space)
    sample.settle()
    sample.qtbot.keyClick(lists.buttons[0], Qt.Key.Key_Space)
    sample.settle()
    rows = [cells for id_, cells in lists.editors[0].table.cells.rows if id_]
    tours = sample.go("tours")
    assert isinstance(tours, ToursPlace)
    visit = next(i for i in tours.board_view.view.items_ if i.block.number == "2.1")
    tours.board_view.view.choose(visit)
    sample.qtbot.keyClick(tours.board_view.view, Qt.Key.Key_T)
    sample.settle()
    assert templates.isVisible(), "T on the board leads here"
    assert templates.stop.currentText().startswith("2.1 ")
    assert templates.template.currentText() == "Morning"
    for stop in (first, other):
        assert [cells[1] for cells in rows if cells[0] == stop.split()[0]] == kept


def test_dropped_contact_cards_are_looked_through_and_one_step_of_undo(
    sample: Desk, tmp_path: Path
) -> None:
    riders = riders_of(sample)
    kind(riders, "", "name", sample, "Ana Rivera")
    path = tmp_path / "people.vcf"
    path.write_text(
        "BEGIN:VCARD\nFN:Ana Rivera\nTEL:555-0190\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Bo Lind\nORG:Library\nEMAIL:bo@x.org\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Robert Lind\nEMAIL:bo@x.org\nEND:VCARD\n",
        "utf-8",
    )
    drop(sample, path)
    sample.until(lambda: riders.findChild(CardsDialog) is not None)
    dialog = riders.findChild(CardsDialog)
    assert isinstance(dialog, CardsDialog)
    assert [str(row.state) for row in dialog.model.rows] == ["Here", "New", "Double?"]
    assert dialog.add_button.text() == "Add 2 contacts"
    dialog.table.choose(2)
    sample.qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.add_button.text() == "Add 3 contacts"
    sample.qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    sample.qtbot.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
    sample.settle()
    assert shown(riders, "name", "phone", "email") == [
        ["Ana Rivera", "555-0190", ""],
        ["Bo Lind", "", "bo@x.org"],
    ]
    sample.window.session.undo()
    sample.settle()
    assert shown(riders, "name", "phone") == [["Ana Rivera", ""]]


def test_a_dropped_calendar_says_what_it_holds_and_is_kept(sample: Desk, tmp_path: Path) -> None:
    tours = sample.go("tours")
    assert isinstance(tours, ToursPlace)
    riders = riders_of(sample)
    path = tmp_path / "cal.ics"
    path.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:a\nSUMMARY:Secret\n"
        "DTSTART:20131014T170000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n",
        "utf-8",
    )
    drop(sample, path)
    sample.until(lambda: riders.findChild(BusyDialog) is not None)
    dialog = riders.findChild(BusyDialog)
    assert isinstance(dialog, BusyDialog)
    sample.until(dialog.keep.isEnabled)
    assert "Monday, Oct. 14: 10–11 am" in dialog.found.text()
    assert "Secret" not in dialog.found.text()
    sample.qtbot.keyClick(dialog.keep, Qt.Key.Key_Space)
    sample.settle()
    tour = sample.window.session.tour_id
    with sample.window.session.doors.open(sample.window.session.path, write=False) as office:
        (one,) = office.busy.all(tour)
        assert one.source == "cal.ics"
    sample.go("tours")
    assert tours.board is not None
    assert any("is busy 10-11 a.m. by the calendar" in f.text for f in tours.board.findings)
    sample.go("papers")
    riders.show_busy()
    sample.until(lambda: riders.findChild(BusyDialog) not in (None, dialog))
    again = riders.findChild(BusyDialog)
    assert "Kept: cal.ics" in again.state.text()
    sample.qtbot.mouseClick(again.out, Qt.MouseButton.LeftButton)
    sample.settle()


def test_people_from_files_fit_in_large_text(sample: Desk, tmp_path: Path) -> None:
    riders = riders_of(sample)
    path = tmp_path / "people.vcf"
    path.write_text("BEGIN:VCARD\nFN:Bo Lind\nTEL:555-0190\nEND:VCARD\n", "utf-8")
    sample.window.resize(1280, 720)
    sample.window.commands.by_name["text_200"].trigger()
    sample.settle()
    assert not list(cut(riders))
    riders.take_cards(path)
    sample.until(lambda: riders.findChild(CardsDialog) is not None)
    cards = riders.findChild(CardsDialog)
    assert isinstance(cards, CardsDialog)
    sample.settle()
    assert not list(cut(cards))
    assert cards.width() <= 1280
    assert cards.height() <= 720
    cards.reject()
    riders.show_busy()
    sample.until(lambda: riders.findChild(BusyDialog) is not None)
    busy = riders.findChild(BusyDialog)
    assert isinstance(busy, BusyDialog)
    sample.settle()
    assert not list(cut(busy))
