"""The command palette: any command or record by words, and the card of a record beside."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from tests.office import ALVIEW
from tests.ui.conftest import Desk
from tests.ui.test_window import press
from tourplanner.core.changes import Action, Edit
from tourplanner.services.tours import stop_id
from tourplanner.services.workspace import Workspace
from tourplanner.ui.theme import THEME
from tourplanner.ui.tokens import TEXT_SIZES, Density, Scheme


def test_the_palette_runs_a_command_by_its_words(sample: Desk) -> None:
    press(sample, Qt.Key.Key_K)
    palette = sample.window.finding.palette
    assert palette.isVisible()
    sample.qtbot.keyClicks(palette.field, "pap")
    assert palette.entries()[0].words == "Papers"
    assert palette.entries()[0].note == "Ctrl+7"
    sample.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    sample.settle()
    assert not palette.isVisible()
    assert sample.window.current_place() is sample.window.place("papers")


def test_the_palette_finds_a_command_by_another_word_for_it_and_says_when_nothing_fits(
    sample: Desk,
) -> None:
    press(sample, Qt.Key.Key_K)
    palette = sample.window.finding.palette
    for words in ("backup", "back up", "restore"):
        palette.field.setText(words)
        assert "Make a backup (restore point)" in [e.words for e in palette.entries()]
    palette.field.setText("alview")
    sample.until(lambda: palette.entries() != [])
    assert not palette.nothing.isVisible()
    palette.field.setText("qqqq")
    sample.until(palette.nothing.isVisible)
    assert palette.nothing.text() == "Nothing here is called “qqqq”."
    palette.field.clear()
    assert not palette.nothing.isVisible()


def test_the_palette_finds_records(sample: Desk) -> None:
    press(sample, Qt.Key.Key_K)
    palette = sample.window.finding.palette
    sample.qtbot.keyClicks(palette.field, "alview")
    sample.until(lambda: bool(palette.entries()))
    entry = palette.entries()[0]
    assert entry.words == "Alview Elementary, Chowchilla"
    assert entry.note == "Site"
    sample.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    sites = sample.window.place("sites")
    sample.until(lambda: [s.name for s in sites.rows_chosen()] == ["Alview Elementary"])


def test_the_palette_goes_to_a_paper(sample: Desk) -> None:
    press(sample, Qt.Key.Key_K)
    palette = sample.window.finding.palette
    sample.qtbot.keyClicks(palette.field, "driver sh")
    sample.until(lambda: [e.words for e in palette.entries()] == ["Driver sheet"])
    sample.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    nav = sample.window.nav
    sample.until(lambda: nav.current_name() == "papers" and not nav.is_filling)
    papers = sample.window.place("papers")
    sample.until(lambda: papers.papers.current().key == "driver-sheet")


def test_the_palette_finds_people_and_goes_to_what_they_belong_to(sample: Desk) -> None:
    def write(workspace: Workspace, _: object) -> None:
        site = workspace.sites.id_of(ALVIEW)
        stop = stop_id(workspace.tours.all()[0].id, site)
        agreed = {
            "status": {"state": "confirmed", "by": "Ben Zubiri", "at": "2013-09-01T00:00:00Z"}
        }
        workspace.file.write(
            Action(
                "People",
                (
                    Edit(site, "site", {"host_name": "Ana Zubiri"}),
                    Edit(stop, "stop", agreed),
                ),
            )
        )

    sample.window.session.write(write)
    sample.settle()
    press(sample, Qt.Key.Key_K)
    palette = sample.window.finding.palette
    sample.qtbot.keyClicks(palette.field, "zubiri")
    sample.until(lambda: len(palette.entries()) > 1)
    assert [(e.note, e.words, e.detail) for e in palette.entries() if e.note != "Site"] == [
        ("Host", "Ana Zubiri", "Alview Elementary"),
        ("Confirmed by", "Ben Zubiri", "Alview Elementary"),
    ]
    sample.qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    sample.qtbot.keyClick(palette.field, Qt.Key.Key_PageDown)
    sample.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    tours = sample.window.place("tours")
    sample.until(lambda: getattr(tours.arranger.block, "title", "") == "Alview Elementary")


def test_shift_enter_opens_a_card_beside(sample: Desk) -> None:
    sample.go("sites")
    press(sample, Qt.Key.Key_K)
    palette = sample.window.finding.palette
    sample.qtbot.keyClicks(palette.field, "bonny doon")
    sample.until(lambda: bool(palette.entries()))
    sample.qtbot.keyClick(palette.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    beside = sample.window.finding.beside
    sample.until(beside.isVisible)
    assert sample.window.current_place() is sample.window.place("sites")
    assert beside.title.text() == "Bonny Doon Elementary"
    assert "City: Santa Cruz" in beside.words()
    assert beside.open.hasFocus()
    sample.qtbot.keyClick(beside.open, Qt.Key.Key_Escape)
    assert not beside.isVisible()


def test_a_person_without_a_place_is_read_on_a_card(sample: Desk) -> None:
    person = Edit("f" * 32, "person", {"name": "Cleo Zubiri", "mobile": "555-0100"})
    sample.window.session.write(lambda ws, _: ws.file.write(Action("Person", (person,))))
    sample.settle()
    press(sample, Qt.Key.Key_K)
    palette = sample.window.finding.palette
    sample.qtbot.keyClicks(palette.field, "cleo")
    sample.until(lambda: bool(palette.entries()))
    sample.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    beside = sample.window.finding.beside
    sample.until(beside.isVisible)
    assert (beside.what.text(), beside.title.text()) == ("Person", "Cleo Zubiri")
    assert beside.words() == ["Cell phone: 555-0100"]
    assert beside.open.isHidden()  # it has no place of its own


def test_the_palette_goes_to_a_hotel_of_the_tour(sample: Desk) -> None:
    sample.go("sites")
    press(sample, Qt.Key.Key_K)
    palette = sample.window.finding.palette
    tours = sample.window.place("tours")
    name = tours.editor.arrangement.plan.days[0].end.name  # type: ignore[attr-defined]
    sample.qtbot.keyClicks(palette.field, name[:12])
    sample.until(lambda: any(e.note == "Hotel" for e in palette.entries()))
    at = next(k for k, e in enumerate(palette.entries()) if e.note == "Hotel")
    palette.view.setCurrentIndex(palette.view.model().index(at, 0))
    found = palette.entries()[at].words
    sample.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    sample.until(lambda: getattr(QApplication.focusWidget(), "text", str)() == found)
    assert sample.window.current_place() is tours


def test_the_palette_goes_to_the_office_and_to_the_rosters(sample: Desk) -> None:
    member = Edit("e" * 32, "roster_member", {"name": "Dora Zubiri", "state": "CA"})
    sample.window.session.write(lambda ws, _: ws.file.write(Action("Member", (member,))))
    sample.settle()
    palette = sample.window.finding.palette
    for words, tab in (("zubiri", "Districts"), ("carol", "Office")):
        press(sample, Qt.Key.Key_K)
        sample.qtbot.keyClicks(palette.field, words)
        sample.until(lambda: [e.note for e in palette.entries()][:1] == ["Member"])
        sample.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
        sample.settle()
        settings = sample.window.place("settings")
        assert sample.window.current_place() is settings
        assert settings.tabs[settings.tab][0] == tab


def test_the_palette_goes_to_a_program_item_of_a_stop(sample: Desk) -> None:
    press(sample, Qt.Key.Key_K)
    palette = sample.window.finding.palette
    sample.qtbot.keyClicks(palette.field, "walk to the family")
    sample.until(lambda: [e.note for e in palette.entries()] == ["Schedule item"])
    sample.qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    tours = sample.window.place("tours")
    sample.until(lambda: getattr(tours.arranger.block, "stop", "") != "")  # type: ignore[attr-defined]
    assert tours.arranger.block.title == "Madison Elementary"  # type: ignore[attr-defined]


def test_arrow_keys_move_in_the_palette(sample: Desk) -> None:
    press(sample, Qt.Key.Key_K)
    palette = sample.window.finding.palette
    sample.qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.view.currentIndex().row() == 1
    sample.qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.view.currentIndex().row() == 0
    sample.qtbot.keyClick(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()


@pytest.mark.parametrize("size", [(1280, 720), (760, 480)])
def test_the_palette_stays_inside_the_window_at_the_largest_text(
    desk: Desk, size: tuple[int, int]
) -> None:
    THEME.apply(Scheme.LIGHT, Density.NORMAL, max(TEXT_SIZES))
    desk.window.resize(*size)
    desk.settle()
    desk.window.finding.open_palette()
    palette = desk.window.finding.palette
    inside = desk.window.rect().translated(desk.window.mapToGlobal(QPoint(0, 0)))
    assert inside.contains(palette.geometry())
    last = palette.view.model().index(palette.view.model().rowCount() - 1, 0)
    palette.view.setCurrentIndex(last)
    assert palette.view.viewport().rect().contains(palette.view.visualRect(last).center())
    palette.close()
