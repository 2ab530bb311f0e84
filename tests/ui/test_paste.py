"""A pasted list in the window: looked through line by line, added in one step, never twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton

from tests.three_states import LINES, SURE, TEXT, write_directory
from tests.ui.conftest import Desk
from tourplanner.ui.sites.paste import LIST, LOOK, ListReview
from tourplanner.ui.sites.place import SitesPlace

MAIL = """Hi all, these are the schools we talked about:
1. Madison Elementary, Pasadena
2. Altadena Elementary, Pasadena
3. Alview Elementary, Chowchilla
4. Madison Elementary, PUSD
5. Sunrise Community House, Fresno
6. 43693696046114
"""


def sites_of(desk: Desk) -> SitesPlace:
    place = desk.go("sites")
    assert isinstance(place, SitesPlace)
    return place


def paste(desk: Desk, text: str) -> ListReview:
    """Paste a list with Ctrl+V into the search field, and wait for what its lines mean."""
    sites = sites_of(desk)
    QGuiApplication.clipboard().setText(text)
    sites.field.setFocus()
    desk.qtbot.keyClick(sites.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    review = sites.taking.review
    assert review is not None
    desk.until(lambda: review.step == LOOK)
    return review


def states(review: ListReview) -> dict[str, str]:
    return {line.match.text.split(". ")[-1]: line.chip[0] for line in review.model.rows}


def count_sites(desk: Desk) -> int:
    desk.settle()
    return desk.window.session.overview.sites


def said(review: ListReview) -> str:
    return " ".join(made.text() for made in review.answers.findChildren(QLabel))


def go_to(review: ListReview, state: str, words: str = "") -> None:
    rows = enumerate(review.model.rows)
    fits = (k for k, row in rows if row.chip[0] == state and words in row.match.text)
    review.table.choose(next(fits))


def test_each_line_says_what_it_means_and_nothing_is_stored(sample: Desk) -> None:
    before = count_sites(sample)
    review = paste(sample, MAIL)
    found = states(review)
    assert found["Altadena Elementary, Pasadena"] == "Sure"
    assert found["Madison Elementary, Pasadena"] == "Here"
    assert found["Madison Elementary, PUSD"] == "Which one?"
    assert found["Sunrise Community House, Fresno"] == "Not found"
    assert found["Hi all, these are the schools we talked about:"] == "Skipped"
    assert "2 to look at" in review.reason.text()
    assert review.model.rows[review.table.currentIndex().row()].chip[0] == "Which one?"
    go_to(review, "Which one?")
    assert "Pasadena" in said(review)
    assert "Pomona" in said(review)
    assert "23.5 mi apart" in review.model.rows[review.table.currentIndex().row()].becomes
    review.cancel.click()
    assert sites_of(sample).split.isVisible()
    assert count_sites(sample) == before


def test_answers_by_key_one_step_one_undo_and_pasted_again_adds_nothing(sample: Desk) -> None:
    before = count_sites(sample)
    review = paste(sample, MAIL)
    keys = sample.qtbot.keyClick
    go_to(review, "Which one?")
    at = [c.row.city for c in review.model.rows[review.table.currentIndex().row()].match.candidates]
    keys(review.table, str(at.index("Pomona") + 1))
    assert states(review)["Madison Elementary, PUSD"] == "Chosen"
    go_to(review, "Not found", "Sunrise")
    keys(review.table, Qt.Key.Key_H)
    assert states(review)["Sunrise Community House, Fresno"] == "By hand"
    assert review.next.accessibleName() == "Add 3 sites"
    sample.qtbot.mouseClick(review.next, Qt.MouseButton.LeftButton)
    sample.until(lambda: sites_of(sample).split.isVisible())
    assert count_sites(sample) == before + 3
    sites = sites_of(sample)
    wishes = {(row.name, row.city): row.wish for row in sites.model.rows}
    assert wishes["Sunrise Community House", "Fresno"] == "may"
    assert wishes["Altadena Elementary", "Altadena"] == "may"
    assert wishes["Madison Elementary", "Pomona"] == "may"
    assert wishes["Madison Elementary", "Pasadena"] == "must"  # as it was marked before

    again = paste(sample, MAIL)
    assert states(again)["Sunrise Community House, Fresno"] == "Here"
    assert "Which one?" in states(again).values()
    assert not again.next.isEnabled() or again.next.accessibleName() == "Mark them"
    again.cancel.click()
    sample.window.session.undo()
    sample.settle()
    assert count_sites(sample) == before


def test_all_lines_that_no_directory_has_are_kept_at_once(sample: Desk) -> None:
    unknown = ("Sunrise Community House, Fresno", "Hill Annex, Weed", "River Hub, Chico")
    review = paste(sample, "Madison Elementary, PUSD\n" + "\n".join(unknown))
    go_to(review, "Which one?")
    assert not [b for b in review.answers.findChildren(QPushButton) if "Keep all" in b.text()]
    go_to(review, "Not found")
    (keep,) = (b for b in review.answers.findChildren(QPushButton) if "Keep all" in b.text())
    assert keep.accessibleName() == "Keep all 3 not found by hand"
    sample.qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    assert [states(review)[line] for line in unknown] == ["By hand"] * 3
    assert states(review)["Madison Elementary, PUSD"] == "Which one?"
    assert review.next.accessibleName() == "Add 3 sites"
    assert review.table.hasFocus()


def test_a_line_is_left_out_with_a_key_and_taken_back_with_another(sample: Desk) -> None:
    review = paste(sample, MAIL)
    go_to(review, "Sure")
    text = review.model.rows[review.table.currentIndex().row()].match.text
    sample.qtbot.keyClick(review.table, Qt.Key.Key_X)
    line = next(row for row in review.model.rows if row.match.text == text)
    assert line.chip[0] == "Skipped"
    assert "left out" in review.reason.text()
    picks = review.answers.findChildren
    sample.until(lambda: any(p.isVisible() for p in picks(QRadioButton)))
    pick = next(p for p in picks(QRadioButton) if p.isVisible())
    sample.qtbot.mouseClick(pick, Qt.MouseButton.LeftButton)
    line = next(row for row in review.model.rows if row.match.text == text)
    assert line.chip[0] == "Sure"
    assert review.table.hasFocus(), "the next key is for the list"


def test_an_answer_by_key_goes_on_to_the_next_open_line(sample: Desk) -> None:
    review = paste(
        sample,
        "Lincoln Elementary\nAltadena Elementary, Pasadena\nNo such place, Weed\n"
        "Jefferson Elementary",
    )
    keys = sample.qtbot.keyClick

    def at() -> str:
        return review.model.rows[review.table.currentIndex().row()].match.text

    assert at() == "Lincoln Elementary"
    first = review.model.rows[0].match.candidates
    assert " mi from Altadena Elementary, line 2" in first[0].near
    assert first[0].near in said(review)
    miles = [int(c.near.split(" ")[0].replace(",", "")) for c in first if c.near]
    assert miles == sorted(miles)
    keys(review.table, "1")
    assert at() == "No such place, Weed"
    keys(review.table, Qt.Key.Key_H)
    assert at() == "No such place, Weed", "what is kept by hand can be looked through"
    keys(review.table, Qt.Key.Key_H)
    assert at() == "Jefferson Elementary"
    keys(review.table, Qt.Key.Key_X)
    assert at() == "Jefferson Elementary", "nothing asks any more"
    assert review.next.accessibleName() == "Add 3 sites"


def test_the_button_begins_with_an_empty_page_that_can_be_typed(sample: Desk) -> None:
    sites = sites_of(sample)
    QGuiApplication.clipboard().setText("one word")
    sites.acts.paste.trigger()
    review = sites.taking.review
    assert review is not None
    assert review.step == LIST
    assert not review.next.isEnabled()
    assert "first" in review.reason.text()
    sample.qtbot.keyClicks(review.editor, "Altadena Elementary, Pasadena")
    sample.qtbot.mouseClick(review.next, Qt.MouseButton.LeftButton)
    sample.until(lambda: review.step == LOOK)
    sample.qtbot.mouseClick(review.back, Qt.MouseButton.LeftButton)
    assert review.editor.toPlainText() == "Altadena Elementary, Pasadena"


def test_one_pasted_line_in_the_search_field_is_a_search(sample: Desk) -> None:
    sites = sites_of(sample)
    QGuiApplication.clipboard().setText("madison pusd")
    sites.field.setFocus()
    sample.qtbot.keyClick(sites.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert sites.field.text() == "madison pusd"
    assert sites.taking.review is None


def test_a_list_for_a_file_without_a_tour_makes_candidates(desk: Desk, office_file: Path) -> None:
    desk.window.open_path(office_file)
    desk.until(lambda: desk.window.session.path is not None)
    desk.settle()
    review = paste(desk, "Altadena Elementary, Pasadena\nAlview Elementary, Chowchilla")
    assert not review.marks.isVisible()
    desk.qtbot.mouseClick(review.next, Qt.MouseButton.LeftButton)
    desk.until(lambda: sites_of(desk).split.isVisible())
    assert count_sites(desk) == 2


@pytest.mark.parametrize("has_directory", [True, False])
def test_messy_lines_of_three_states(desk: Desk, tmp_path: Path, has_directory: bool) -> None:
    path = tmp_path / "texas.tour"
    with desk.window.session.doors.create(path, {"home_state": "TX"}) as office:
        if has_directory:
            office.directory.import_edition(write_directory(tmp_path))
    desk.window.open_path(path)
    desk.until(lambda: desk.window.session.path is not None)
    desk.settle()
    review = paste(desk, TEXT)
    rows = review.model.rows
    assert [row.match.text for row in rows] == [line for line, _, _ in LINES]
    sure = {line for line, outcome, _ in LINES if outcome == SURE and has_directory}
    assert {row.match.text for row in rows if row.chip[0] == "Sure"} == sure
    kept = 0
    while any(row.chip[0] == "Not found" for row in review.model.rows):
        go_to(review, "Not found")
        desk.qtbot.keyClick(review.table, Qt.Key.Key_H)
        kept += 1
    assert kept == (2 if has_directory else len(LINES))
    while any(row.asks for row in review.model.rows):
        go_to(review, "Which one?")
        desk.qtbot.keyClick(review.table, Qt.Key.Key_X)
    desk.qtbot.mouseClick(review.next, Qt.MouseButton.LeftButton)
    desk.until(lambda: sites_of(desk).split.isVisible())
    assert count_sites(desk) == len(sure) + kept
    again = paste(desk, TEXT)
    told = states(again).values()
    assert ("Sure" in told, "Not found" in told) == (False, False), "all of it is here"
    again.cancel.click()
    desk.window.session.undo()
    desk.settle()
    assert count_sites(desk) == 0


def test_hostile_lines_are_shown_as_they_stand(sample: Desk) -> None:
    from tests.hostile import PAYLOADS

    texts = [text for text in PAYLOADS.values() if "\n" not in text and "\ud800" not in text]
    review = paste(sample, "\n".join(texts))
    for row in range(len(review.model.rows)):
        review.table.choose(row)
        review.grab()
    assert count_sites(sample) == 13


def test_what_was_added_is_shown_whatever_was_looked_for_before(sample: Desk) -> None:
    sites = sites_of(sample)
    sites.choose_tab(1)
    sample.settle()
    sample.qtbot.keyClicks(sites.field, "madison")
    sample.until(lambda: 0 < sites.model.rowCount() < 13)
    review = paste(sample, "Altadena Elementary, Pasadena\nMariposa Center, Reno, NV 89502")
    go_to(review, "Not found")
    sample.qtbot.keyClick(review.table, Qt.Key.Key_H)
    sample.qtbot.mouseClick(review.next, Qt.MouseButton.LeftButton)
    sample.until(lambda: sites.split.isVisible() and sites.model.rowCount() == 15)
    assert sites.field.text() == ""
    shown = {row.name: row.view for row in sites.model.rows}
    assert "Altadena Elementary" in shown
    center = shown["Mariposa Center"]
    assert center is not None
    assert "its point is only the middle of a ZIP area" in center.flags
