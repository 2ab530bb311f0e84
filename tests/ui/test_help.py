"""Help in the window: F1 shows the page of the screen, the question mark its keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import Desk
from tourplanner.ui import assets
from tourplanner.ui.help.keys import keys_html
from tourplanner.ui.help.pages import FIRST, PAGE_OF, read_pages
from tourplanner.ui.help.place import HelpPlace
from tourplanner.ui.shell.sidebar import PLACES, SETTINGS


def help_of(desk: Desk, key: Qt.Key = Qt.Key.Key_F1) -> HelpPlace:
    desk.qtbot.keyClick(desk.window, key)
    place = desk.window.current_place()
    assert isinstance(place, HelpPlace)
    return place


@pytest.mark.parametrize("name", [entry.name for entry in (*PLACES, SETTINGS)])
def test_f1_shows_the_page_of_the_place_and_goes_back(sample: Desk, name: str) -> None:
    before = sample.go(name)
    page = help_of(sample)
    titles = {page.name: page.title for page in read_pages()}
    assert page.text.toPlainText().startswith(titles[PAGE_OF.get(name, FIRST)])
    sample.until(page.text.hasFocus)
    sample.qtbot.keyClick(page.text, Qt.Key.Key_F1)
    assert sample.window.current_place() is before


def test_help_is_there_without_a_file(desk: Desk) -> None:
    assert help_of(desk).text.toPlainText().startswith("First steps")
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desk.window.stack.currentWidget() is desk.window.start


def test_the_question_mark_names_every_key_of_the_place(sample: Desk) -> None:
    sample.go("visits")
    text = help_of(sample, Qt.Key.Key_Question).text.toPlainText()
    for words in ("New note", "Ctrl+Enter", "Find or do anything", "Ctrl+K", "Home, End"):
        assert words in text
    assert "Return" not in text, "menus, help and keys call it Enter"


def test_a_question_mark_is_typed_where_one_types(sample: Desk) -> None:
    visits = sample.go("visits")
    visits.new_note()  # type: ignore[attr-defined]
    sample.until(lambda: visits.editor.hasFocus())  # type: ignore[attr-defined]
    sample.qtbot.keyClicks(QApplication.focusWidget(), "Who pays?")
    assert visits.editor.toPlainText() == "Who pays?"  # type: ignore[attr-defined]
    assert sample.window.current_place() is visits


def test_links_go_to_other_pages_and_nowhere_else(desk: Desk) -> None:
    page = help_of(desk)
    page.text.anchorClicked.emit(QUrl("settings.md"))
    assert page.text.toPlainText().startswith("Settings")
    page.text.anchorClicked.emit(QUrl("https://example.org/page.md"))
    assert page.text.toPlainText().startswith("Settings")
    assert page.text.loadResource(2, QUrl.fromLocalFile(str(Path(__file__)))) is None


def test_words_of_users_are_no_markup_on_the_page_of_keys() -> None:
    assert "&lt;b&gt;" in keys_html([("Undo", [("Ctrl+Z", "Undo <b>bold</b>")])])


def test_every_link_of_the_help_leads_to_a_page() -> None:
    pages = {page.name for page in read_pages()}
    assert set(PAGE_OF.values()) | {FIRST} <= pages
    for path in (assets.asset_root() / "help").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# ")
        for link in re.findall(r"\]\(([^)]+)\)", text):
            assert link.removesuffix(".md") in pages, f"{path.name}: {link}"


def test_the_keys_that_the_help_names_are_those_of_the_window(sample: Desk) -> None:
    window = sample.window
    known = {
        key.toString().replace("Return", "Enter").replace(",", "comma")
        for name in ("sites", "tours", "map", "visits", "practices", "papers", "settings")
        for action in (*window.commands.by_name.values(), *window.place(name).menu_actions())
        for key in action.shortcuts()
    }
    for name in set(PAGE_OF.values()) - {"day-board"} | {FIRST}:  # its own test knows its board
        text = (assets.asset_root() / "help" / f"{name}.md").read_text(encoding="utf-8")
        told = set(re.findall(r"Ctrl\+(?:Shift\+)?(?:Enter|comma|[A-Z0-9.](?![a-z]))", text))
        assert told - known == set(), name
