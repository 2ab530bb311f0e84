"""The settings: what is typed or chosen there is kept, and says from when and whose it is."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.conftest import Desk
from tourplanner.app import ProgramDoors
from tourplanner.ui import theme
from tourplanner.ui.letters import set_letter_keys
from tourplanner.ui.memory import Memory
from tourplanner.ui.settings.data import DataPage
from tourplanner.ui.settings.looks import LooksPage
from tourplanner.ui.settings.map import MapPage
from tourplanner.ui.settings.office import OfficePage
from tourplanner.ui.settings.place import PAGES, SettingsPlace
from tourplanner.ui.settings.rules import RulesPage
from tourplanner.ui.settings.words import age_words, date_words
from tourplanner.ui.sites.place import SitesPlace
from tourplanner.ui.theme import look
from tourplanner.ui.tokens import Density, Scheme
from tourplanner.ui.tours.place import ToursPlace
from tourplanner.ui.widgets.badges import Chip


def settings_of(desk: Desk, tab: str) -> SettingsPlace:
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    place = desk.window.current_place()
    assert isinstance(place, SettingsPlace)
    place.show_tab(tab)
    desk.settle()
    return place


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def office_page(desk: Desk) -> OfficePage:
    page = settings_of(desk, "Office").shown()
    assert isinstance(page, OfficePage)
    return page


def test_the_profile_is_saved_when_a_field_is_left_and_undone_by_name(
    sample: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    page = office_page(sample)
    name = page.fields["member_name"]
    before = name.text()
    name.field.setFocus(Qt.FocusReason.TabFocusReason)
    name.field.selectAll()
    sample.qtbot.keyClicks(name.field, "Marta Ruiz")
    sample.qtbot.keyClick(name.field, Qt.Key.Key_Tab)
    sample.until(lambda: sample.window.session.undo_label == "Change Member")
    with doors.open(sample_file, write=False) as office:
        assert {e.name: e.value for e in office.profile.read()}["member_name"] == "Marta Ruiz"
    sample.window.commands.by_name["undo"].trigger()
    sample.until(lambda: name.text() == before)


def test_what_is_typed_is_saved_when_typing_rests(sample: Desk) -> None:
    page = office_page(sample)
    party = page.fields["member_party"]
    party.field.setFocus(Qt.FocusReason.TabFocusReason)
    sample.qtbot.keyClicks(party.field, "Independent ")
    party._rest.setInterval(1)
    sample.qtbot.keyClicks(party.field, "x")
    sample.until(lambda: "Change Party" in sample.window.session.undo_label)
    sample.settle()
    assert party.text() == "Independent x", "the words stay as they are typed"


def test_a_value_that_cannot_be_one_stays_in_the_field_and_says_why(sample: Desk) -> None:
    page = office_page(sample)
    mail = page.fields["press_email"]
    mail.field.clear()
    sample.qtbot.keyClicks(mail.field, "press at example")
    sample.qtbot.keyClick(mail.field, Qt.Key.Key_Return)
    sample.until(lambda: mail.problem.isVisible())
    assert mail.problem.text() == (
        "Not kept: “press at example” is no e-mail address. Write it as press@example.org."
    )
    assert mail.text() == "press at example"
    sample.window.session.write(lambda ws, _: ws.profile.set({"hashtag": "#Bus"}))
    sample.until(lambda: page.fields["hashtag"].text() == "#Bus")
    assert mail.text() == "press at example", "what others change takes no typed words away"
    mail.field.selectAll()
    sample.qtbot.keyClicks(mail.field, "press@example.org")
    sample.qtbot.keyClick(mail.field, Qt.Key.Key_Return)
    sample.until(lambda: not mail.problem.isVisible())


def test_typed_words_are_saved_by_closing_the_window(
    sample: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    page = office_page(sample)
    lines = page.fields["letterhead"]
    sample.qtbot.keyClicks(lines.field, "State Capitol")
    sample.window.close()
    with doors.open(sample_file, write=False) as office:
        value = {e.name: e.value for e in office.profile.read()}["letterhead"]
    assert "State Capitol" in value


def test_rules_say_date_source_and_age_and_one_is_chosen_for_the_tour(
    sample: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    page = settings_of(sample, "Rules").shown()
    assert isinstance(page, RulesPage)
    sample.until(lambda: bool(page.picks))
    words = said(page)
    assert "49 CFR 395.5, text of Sun, Mar 31, 2024" in words
    assert "At most 10 h driving and 15 h on duty; at least 8 h off between two days" in words
    assert "Pathways to Partnership is checked by:" in words
    chosen = next(id_ for id_, pick in page.picks.items() if pick.isChecked())
    other = next(id_ for id_ in page.picks if id_ != chosen)
    sample.qtbot.mouseClick(page.picks[other], Qt.MouseButton.LeftButton)
    sample.until(lambda: sample.window.session.undo_label == "Change drivers' hours")
    with doors.open(sample_file, write=False) as office:
        assert office.tours.all()[0]["rule_set"] == other
    sample.window.commands.by_name["undo"].trigger()
    sample.until(lambda: page.picks[chosen].isChecked())


def test_data_says_edition_and_age_and_takes_a_newer_one(sample: Desk, tmp_path: Path) -> None:
    page = settings_of(sample, "Data").shown()
    assert isinstance(page, DataPage)
    sample.until(lambda: "Comes with the program" in said(page))
    words = said(page)
    assert "CA, June 2018" in words
    assert "10,614 schools" in words
    assert "Roads between towns" in words
    assert "OpenStreetMap" in words
    wrong = tmp_path / "letter.csv"
    wrong.write_text("Dear all,\n")
    page.read_file(wrong)
    sample.until(lambda: sample.window.notices.current is not None)
    assert sample.window.session.jobs.is_idle


def test_a_newer_directory_says_what_it_changes_and_is_taken_over_in_one_step(
    sample: Desk, tmp_path: Path
) -> None:
    from tourplanner.adapters.resources import resource_path

    with gzip.open(resource_path("directory", "ca_2018-06.csv.gz"), "rt", encoding="utf-8") as old:
        text = old.read()
    newer = tmp_path / "newer.csv"
    newer.write_text(text.replace("515 Ashtabula Street", "1 New Place"), "utf-8")
    page = settings_of(sample, "Data").shown()
    assert isinstance(page, DataPage)
    page.read_file(newer)
    sample.until(lambda: "changes for your sites" in said(page))
    assert "Madison Elementary" in said(page)
    assert "Moved to 1 New Place, Pasadena." in said(page)
    chips = {made.accessibleName() for made in page.findChildren(Chip) if made.isVisible()}
    assert {"Moved", "On Pathways to Partnership"} <= chips
    sample.until(lambda: any("moved" in n.text for n in sample.window.notices.history))
    place = sample.go("sites")
    assert isinstance(place, SitesPlace)
    sample.until(lambda: "1 moved; 1 of them on a tour" in place.banner.words.text())
    sample.qtbot.mouseClick(place.banner.look, Qt.MouseButton.LeftButton)
    sample.until(lambda: page.update_sites.isVisible())
    sample.qtbot.mouseClick(page.update_sites, Qt.MouseButton.LeftButton)
    sample.until(lambda: "changes for your sites" not in said(page))
    sample.until(lambda: "directory" in sample.window.session.undo_label)
    sample.window.session.undo()
    sample.until(lambda: "changes for your sites" in said(page))


def test_looks_are_drawn_kept_and_checked_in_the_menu(sample: Desk) -> None:
    page = settings_of(sample, "Looks").shown()
    assert isinstance(page, LooksPage)
    commands = sample.window.commands.by_name
    left = Qt.MouseButton.LeftButton
    sample.qtbot.mouseClick(page.schemes[Scheme.CONTRAST], left)
    sample.qtbot.mouseClick(page.densities[Density.ROOMY], left)
    sample.qtbot.mouseClick(page.sizes[130], left)
    sample.settle()
    assert look().tokens.scheme is Scheme.CONTRAST
    assert (look().density, look().text_percent) == (Density.ROOMY, 130)
    memory = sample.window.memory
    assert (memory.scheme, memory.density, memory.text_percent) == (
        Scheme.CONTRAST,
        Density.ROOMY,
        130,
    )
    for name in ("scheme_contrast", "density_roomy", "text_130"):
        assert commands[name].isChecked()
    commands["scheme_light"].trigger()
    sample.settle()
    assert page.schemes[Scheme.LIGHT].isChecked()


def test_the_systems_high_contrast_is_followed_in_its_own_colors(
    sample: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "wants_contrast", lambda: True)
    monkeypatch.setattr(theme, "system_colors", lambda: ("#202020", "#FFFFFF", "#75E9FC"))
    sample.window.commands.by_name["scheme_system"].trigger()
    sample.settle()
    assert look().tokens.scheme is Scheme.CONTRAST
    assert sample.window.grab().toImage().pixelColor(700, 715).name() == "#202020"
    sample.window.commands.by_name["scheme_light"].trigger()  # one's own choice wins
    sample.settle()
    assert look().tokens.scheme is Scheme.LIGHT


def test_single_letters_are_no_keys_where_they_are_turned_off(sample: Desk) -> None:
    window = sample.window
    board = sample.go("tours")
    assert isinstance(board, ToursPlace)
    canvas = board.board_view.view
    page = settings_of(sample, "Looks").shown()
    assert isinstance(page, LooksPage)
    assert page.letters.isChecked()
    sample.qtbot.mouseClick(page.letters, Qt.MouseButton.LeftButton)
    assert not Memory(Path(window.memory._ini.fileName())).letter_keys
    sample.go("tours")
    assert board.board is not None
    before = [b.is_locked for c in board.board.columns for b in c.blocks]
    canvas.setFocus()
    sample.qtbot.keyClick(canvas, Qt.Key.Key_L)
    sample.qtbot.keyClick(canvas, Qt.Key.Key_Question)
    sample.settle()
    assert window.current_place() is board
    assert [b.is_locked for c in board.board.columns for b in c.blocks] == before
    set_letter_keys(window.memory, True)
    sample.qtbot.keyClick(canvas, Qt.Key.Key_Question)
    sample.settle()
    assert window.current_place() is window.place("help")


def test_the_plain_map_is_wished_here_or_on_the_map(sample: Desk) -> None:
    page = settings_of(sample, "Map").shown()
    assert isinstance(page, MapPage)
    sample.qtbot.mouseClick(page.plain, Qt.MouseButton.LeftButton)
    assert sample.window.memory.plain_map
    place = sample.go("map")
    assert place.acts.plain.isChecked()  # type: ignore[attr-defined]
    page.web.click()
    sample.go("map")
    assert not place.acts.plain.isChecked()  # type: ignore[attr-defined]


def test_without_a_file_the_settings_are_there_and_say_what_needs_one(desk: Desk) -> None:
    place = settings_of(desk, "Looks")
    assert desk.window.header.isVisible()
    for page in PAGES:
        place.show_tab(page.title)
        desk.settle()
        assert not desk.window.grab().isNull()
    place.show_tab("Office")
    desk.until(lambda: "The profile is kept in the office file" in said(place))
    place.show_tab("Rules")
    desk.until(lambda: "Drivers' hours" in said(place))
    assert "is reported from $5,000 on, within 30 days." in said(place)
    assert "Government Code 89003 (SB 45 of 2017), text of Sun, Nov 29, 2026" in said(place)


@pytest.mark.parametrize(
    ("text", "date", "age"),
    [
        ("2018-06", "June 2018", "8 years old"),
        ("2026-11-24", "Tue, Nov 24, 2026", "less than a month old"),
        ("2026-01", "January 2026", "10 months old"),
        ("2018", "2018", "8 years old"),
        ("Natural Earth 5", "Natural Earth 5", "age unknown"),
        ("", "unknown date", "age unknown"),
    ],
)
def test_dates_and_ages_of_data(text: str, date: str, age: str) -> None:
    from datetime import date as day

    assert date_words(text) == date
    assert age_words(text, day(2026, 11, 28)) == age
