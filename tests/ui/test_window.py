"""The window around the places: start, commands, keys, notices, undo, closing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QScrollBar, QWidget

from tests.support import SetClock
from tests.ui.conftest import Desk
from tests.ui.watchdog import Watchdog
from tourplanner.app import ProgramDoors
from tourplanner.services.workspace import Workspace
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.shell.header import Header
from tourplanner.ui.shell.sidebar import PLACES, SETTINGS
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.tokens import Scheme


def press(desk: Desk, key: Qt.Key, *, shift: bool = False, alt: bool = False) -> None:
    modifier = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.ControlModifier
    if shift:
        modifier |= Qt.KeyboardModifier.ShiftModifier
    desk.qtbot.keyClick(desk.window, key, modifier)


def test_three_choices_and_no_dialog(desk: Desk) -> None:
    assert [card.text() for card in desk.window.start.choices.values()] == [
        "New tour",
        "Open a file",
        "Try the sample tour",
    ]
    assert QApplication.activeModalWidget() is None
    assert not desk.window.sidebar.places.isEnabled()
    assert not desk.window.header.isVisible()
    assert desk.window.windowTitle() == "TourPlanner"


def test_the_sample_opens_with_one_click(desk: Desk) -> None:
    desk.qtbot.mouseClick(desk.window.start.choices["sample"], Qt.MouseButton.LeftButton)
    desk.until(lambda: desk.window.session.tour is not None)
    assert desk.window.session.path == desk.window.files.documents / "Sample tour.tour"
    desk.until(lambda: desk.window.header.title.text() == "Pathways to Partnership")
    assert [path.name for path in desk.window.memory.recent] == ["Sample tour.tour"]


def test_a_key_goes_to_each_place(sample: Desk) -> None:
    for number, entry in enumerate(PLACES, 1):
        press(sample, Qt.Key(Qt.Key.Key_0 + number))
        sample.settle()
        place = sample.window.current_place()
        assert place is not None
        assert place.name == entry.name
        assert sample.window.header.isVisible()
    for key, entry in ((Qt.Key.Key_Left, PLACES[-2]), (Qt.Key.Key_Right, PLACES[-1])):
        press(sample, key, alt=True)
        assert sample.window.current_place() is sample.window.place(entry.name)


def test_a_write_over_a_second_says_saving_and_then_when_it_was_saved(sample: Desk) -> None:
    may_end, corner = threading.Event(), sample.window.menu_corner

    def write(workspace: Workspace, _: object) -> None:
        may_end.wait(20)
        workspace.profile.set({"hashtag": "#bus"})

    sample.window.session.write(write)
    assert "Saving" not in corner.words()  # only what takes long is worth a word
    try:
        sample.until(lambda: "Saving" in corner.words())
    finally:
        may_end.set()
    sample.until(lambda: "Saved " in corner.words() and "Saving" not in corner.words())


def test_a_place_that_is_new_shows_its_frame_at_once_and_then_itself(sample: Desk) -> None:
    window = sample.window
    press(sample, Qt.Key.Key_7)
    assert window.current_place() is None
    assert window.header.title.text() == "Papers"
    assert window.sidebar.places.currentIndex().data() == "Papers"
    sample.until(lambda: window.current_place() is not None)
    papers = window.place("papers")
    assert window.current_place() is papers
    sample.until(lambda: papers.isAncestorOf(QApplication.focusWidget()))
    press(sample, Qt.Key.Key_6)
    press(sample, Qt.Key.Key_7)  # before the other one is there
    assert window.current_place() is papers
    sample.settle()
    assert window.current_place() is papers


def test_the_sidebar_tells_file_dates_and_counts_folds_and_stays_folded(sample: Desk) -> None:
    wide = sample.window.sidebar.width()
    press(sample, Qt.Key.Key_B)
    assert sample.window.sidebar.width() < wide
    assert sample.window.memory.sidebar_folded
    press(sample, Qt.Key.Key_B)
    sidebar = sample.window.sidebar
    assert sidebar.width() == wide
    assert sidebar._file.text() == "Pathways to Partnership"
    assert sidebar._dates.text() == "Oct 14–16, 2013, 13 sites"
    assert sidebar.places.places.counts["sites"] == 13
    assert sample.window.windowTitle() == "office - TourPlanner"


def test_every_command_is_in_a_menu_and_no_key_is_given_twice(sample: Desk) -> None:
    commands = sample.window.commands
    in_menus = set()

    def walk(menu: object) -> None:
        for action in menu.actions():  # type: ignore[attr-defined]
            if action.menu() is not None:
                walk(action.menu())
            in_menus.add(action)

    for menu in commands.menus.values():
        walk(menu)
    assert [name for name, action in commands.by_name.items() if action not in in_menus] == []
    keys = [key.toString() for a in commands.by_name.values() for key in a.shortcuts()]
    assert len(keys) == len(set(keys))
    assert commands.by_name["go_settings"].shortcut().toString() == SETTINGS.key


def test_undo_names_its_step_and_takes_it_back(sample: Desk) -> None:
    undo = sample.window.commands.by_name["undo"]
    redo = sample.window.commands.by_name["redo"]
    tour = sample.window.session.tour_id
    sample.window.session.write(
        lambda ws, _: ws.tours.change(tour, {"name": "Fall tour"}, "Rename tour")
    )
    sample.until(lambda: undo.text() == "Undo Rename tour")
    sample.until(lambda: sample.window.header.title.text() == "Fall tour")
    undo.trigger()
    sample.until(lambda: redo.text() == "Redo Rename tour")
    sample.until(lambda: sample.window.header.title.text() == "Pathways to Partnership")
    assert sample.window.menu_corner.words().startswith("Network off, Saved ")


def test_restore_points_are_made_by_themselves(
    sample: Desk, sample_file: Path, clock: SetClock
) -> None:
    session, folder = sample.window.session, sample_file.with_suffix(".files") / "backups"
    session.back_up_if_due()  # as the timer does
    sample.until(lambda: len(list(folder.glob("*.tour"))) == 1)
    clock.forward(minutes=70)
    session.back_up_if_due()
    sample.settle()
    assert len(list(folder.glob("*.tour"))) == 1, "nothing was saved since"
    session.write(lambda ws, _: ws.sites.add_by_hand("Family center"))
    sample.settle()
    session.back_up_if_due()
    sample.until(lambda: len(list(folder.glob("*.tour"))) == 2)


def test_a_damaged_file_is_shown_and_not_written_to(desk: Desk, sample_file: Path) -> None:
    damaged = b"\0" * 100 + sample_file.read_bytes()[100:]
    sample_file.write_bytes(damaged)
    desk.open(sample_file)
    assert desk.window.session.is_read_only
    assert desk.window.session.overview.tours, "what can be read is shown"
    assert "open for reading only" in " ".join(
        label.text() for label in desk.window.findChildren(QLabel)
    )
    assert sample_file.read_bytes() == damaged


def test_the_newest_notice_is_read_first_and_none_takes_the_keyboard(desk: Desk) -> None:
    done: list[str] = []
    bar = desk.window.notices
    focus = QApplication.focusWidget()
    bar.put(Notice(Tone.INFO, "First."))
    bar.put(Notice(Tone.BAD, "Second.", "why", "Mend", lambda: done.append("mended")))
    assert bar.words.text() == "Second.", "the answer to what was just done"
    assert bar._more.text() == "1 more"
    bar.put(Notice(Tone.INFO, "First."))
    assert bar.words.text() == "First.", "said again"
    assert bar._more.text() == "1 more"
    assert QApplication.focusWidget() is focus
    desk.qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert bar.words.text() == "Second."
    assert bar._icon.accessibleName() == "Not done"
    desk.qtbot.mouseClick(bar.details, Qt.MouseButton.LeftButton)
    assert bar.words.text() == "Second.\nwhy"
    desk.qtbot.mouseClick(bar.details, Qt.MouseButton.LeftButton)
    assert bar.words.text() == "Second."
    desk.qtbot.mouseClick(bar._act, Qt.MouseButton.LeftButton)
    assert done == ["mended"]
    assert not bar.isVisible()
    bar.put(Notice(Tone.INFO, "Select the words first."))
    bar.put(Notice(Tone.WARN, "The disk is nearly full."))
    bar.leave_place()
    assert bar.words.text() == "The disk is nearly full.", "a hint for a place ends with it"


def test_a_file_that_another_window_holds_can_be_read(
    desk: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    with doors.open(sample_file, write=True):
        desk.window.open_path(sample_file)
        desk.until(lambda: desk.window.notices.current is not None)
        notice = desk.window.notices.current
        assert notice is not None
        assert notice.action == "Open to read only"
        desk.qtbot.mouseClick(desk.window.notices._act, Qt.MouseButton.LeftButton)
        desk.until(lambda: desk.window.session.tour is not None)
        desk.settle()
    assert desk.window.session.is_read_only
    assert "Read only" in desk.window.menu_corner.words()
    tours = desk.window.place("tours")
    assert tours.primary is not None
    assert not tours.primary.isEnabled()


def test_a_file_that_is_not_there_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.window.open_path(tmp_path / "gone.tour")
    desk.until(lambda: desk.window.notices.current is not None)
    assert desk.window.session.path is None
    assert desk.window.stack.currentWidget() is desk.window.start


def test_closing_the_file_brings_the_start_page_back_and_frees_the_file(
    sample: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    press(sample, Qt.Key.Key_W)
    assert sample.window.stack.currentWidget() is sample.window.start
    with doors.open(sample_file, write=True) as office:
        assert not office.file.read_only


def test_a_restore_point_is_made_with_the_key_that_people_press(sample: Desk) -> None:
    press(sample, Qt.Key.Key_S)
    sample.until(lambda: sample.window.notices.current is not None)
    notice = sample.window.notices.current
    assert notice is not None
    assert notice.text.startswith("Everything is saved. Backup made: ")
    sample.window.notices.clear()
    tour = sample.window.session.tour_id
    sample.window.session.write(lambda ws, _: ws.tours.change(tour, {"name": "Fall"}, "Rename"))
    sample.until(lambda: sample.window.session.undo_label == "Rename")
    press(sample, Qt.Key.Key_S)
    sample.until(lambda: sample.window.notices.current is not None)
    notice = sample.window.notices.current
    assert notice is not None
    assert notice.text.startswith("Saved 1 s ago. Backup made: ")


def test_a_copy_is_saved_where_the_user_says(
    sample: Desk, sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "stick" / "office copy"
    copy.parent.mkdir()
    answers = [str(sample_file), str(copy)]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (answers.pop(0), ""))
    bar = sample.window.notices
    sample.window.commands.by_name["copy_file"].trigger()
    sample.until(lambda: bar.current is not None)
    assert bar.words.text().startswith("This is the file itself."), "it is told, not replaced"
    sample.window.commands.by_name["copy_file"].trigger()
    sample.until(lambda: "Copy saved" in bar.words.text())
    assert "office copy.tour" in bar.words.text()
    assert sample.window.session.path == sample_file, "work goes on in the file itself"
    sample.open(copy.with_suffix(".tour"))
    assert sample.window.session.overview.tours


def test_panes_are_gone_through_with_one_key(sample: Desk) -> None:
    sample.go("sites")
    sites = sample.window.place("sites")
    seen: list[QWidget | None] = []
    for _ in range(2 + len(sites.panes())):
        sample.qtbot.keyClick(sample.window, Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert sites.field in seen
    assert sample.window.sidebar.places in seen
    bar = sample.window.notices
    bar.put(Notice(Tone.GOOD, "2 rows added."))
    press(sample, Qt.Key.Key_PageDown)
    assert sites.tab == 1
    assert not bar.isVisible(), "what was done under a tab is not said under the next"


def test_looks_change_and_stay(sample: Desk) -> None:
    sample.window.commands.by_name["scheme_dark"].trigger()
    sample.settle()
    dark = sample.window.grab().toImage().pixelColor(400, 300).lightness()
    assert sample.window.memory.scheme is Scheme.DARK
    sample.window.commands.by_name["scheme_light"].trigger()
    sample.settle()
    light = sample.window.grab().toImage().pixelColor(400, 300).lightness()
    assert dark < 80 < 200 < light


def test_every_place_stands_with_the_largest_text(sample: Desk) -> None:
    sample.window.commands.by_name["text_200"].trigger()
    for entry in (*PLACES, SETTINGS):
        sample.go(entry.name)
        assert sample.window.isVisible()
        assert not sample.window.grab().isNull()
    turns: list[str] = []
    THEME.tinted.connect(lambda: QTimer.singleShot(0, lambda: turns.append("a key")))
    THEME.changed.connect(lambda: turns.append("all else"))
    sample.window.commands.by_name["text_100"].trigger()
    sample.settle()
    assert turns == ["a key", "all else"], "keys get their turn once the icons are there"


def test_what_was_scrolled_stays_where_it_is_in_another_look(sample: Desk) -> None:
    settings = sample.go("settings")
    settings.show_tab("Office")  # type: ignore[attr-defined]
    sample.settle()
    sample.window.resize(1280, 500)
    bar = max(settings.findChildren(QScrollBar), key=lambda one: one.maximum())
    bar.setValue(bar.maximum())
    before = bar.value()
    assert before > 0
    sample.window.commands.by_name["scheme_dark"].trigger()
    sample.window.commands.by_name["scheme_contrast"].trigger()  # before the first is there
    sample.settle()
    assert bar.value() == before
    assert look().tokens.scheme is Scheme.CONTRAST
    assert sample.window.updatesEnabled()


class _Shown(QObject):
    """Remembers widgets that were shown as windows."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(repr(watched))
        return False


def test_no_part_flashes_up_as_a_window_of_its_own(
    desk: Desk, sample_file: Path, watchdog: Watchdog
) -> None:
    watch = _Shown()
    app = QApplication.instance()
    assert app is not None
    # Each of the many events of a part that is made goes through this test's own filter.
    with watchdog.away():
        app.installEventFilter(watch)
        desk.window.files.new_file()
        desk.open(sample_file)
        for entry in (*PLACES, SETTINGS):
            desk.go(entry.name)
        tours = desk.window.place("tours")
        for item in tours.board_view.view.items_:
            tours.board_view.view.choose(item)
        app.removeEventFilter(watch)
    assert watch.seen == []


def test_a_place_that_is_gone_to_gets_the_keyboard(sample: Desk) -> None:
    window, left = sample.window, Qt.MouseButton.LeftButton
    press(sample, Qt.Key.Key_5)
    visits = window.place("visits")
    sample.until(lambda: QApplication.focusWidget() is visits.stop_list)
    rows = window.sidebar.places
    model = rows.model()
    at = next(k for k in range(model.rowCount()) if model.index(k, 0).data() == "Sites")
    click = rows.visualRect(model.index(at, 0)).center()
    sample.qtbot.mouseClick(rows.viewport(), left, pos=click)
    sites = window.place("sites")
    sample.until(lambda: sites.isAncestorOf(QApplication.focusWidget()))
    press(sample, Qt.Key.Key_Left, alt=True)
    sample.until(lambda: QApplication.focusWidget() is visits.stop_list)


def test_the_list_of_places_keeps_the_keyboard_while_it_is_walked(sample: Desk) -> None:
    rows = sample.window.sidebar.places
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    sample.until(rows.hasFocus)
    sample.qtbot.keyClick(rows, Qt.Key.Key_Down)
    sample.settle()
    place = sample.window.current_place()
    assert place is sample.window.place("map")
    assert rows.hasFocus()
    sample.qtbot.keyClick(rows, Qt.Key.Key_Return)
    sample.until(lambda: place.isAncestorOf(QApplication.focusWidget()))


def test_the_bar_over_a_place_comes_to_rest(sample: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    fits = []
    fit = Header._fit
    monkeypatch.setattr(Header, "_fit", lambda bar: (fits.append(bar), fit(bar)))
    sample.window.commands.by_name["text_175"].trigger()
    sample.settle()
    assert fits
    fits.clear()
    sample.qtbot.wait(50)
    assert not fits
    sample.window.commands.by_name["text_100"].trigger()
    sample.settle()


def test_what_was_done_is_not_told_in_another_place(sample: Desk) -> None:
    notices = sample.window.notices
    sample.go("papers")
    sample.window.session.tell(Notice(Tone.WARN, "Dorsa has no place yet."))
    sample.window.session.tell(Notice(Tone.GOOD, "The text is copied."))
    sample.go("papers")
    assert len(notices.waiting) == 2
    sample.go("visits")
    assert [notice.text for notice in notices.waiting] == ["Dorsa has no place yet."]
    assert len(notices.history) >= 2, "it can be read again"


def test_what_is_wished_of_a_place_is_done_once_it_is_there(sample: Desk) -> None:
    nav, there, never = sample.window.nav, [], []
    nav.go("practices", there.append)
    assert there == [], "it is made in the next turns"
    sample.until(lambda: there == [nav.current()])
    nav.go("practices", there.append)
    assert there == [nav.current()] * 2
    nav.go("papers", never.append)
    nav.go("tours")
    sample.settle()
    assert nav.current_name() == "tours"
    nav.go("papers")
    sample.until(lambda: not nav.is_filling)
    assert never == [], "somebody went on before"
