"""Lists that come into Sites are there until they end: then all of them is let go."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid

from tests.ui.conftest import Desk
from tourplanner.ui.sites.paste import LIST, LOOK, ListReview
from tourplanner.ui.sites.place import SitesPlace
from tourplanner.ui.sites.wizard import COLUMNS, ROWS, ImportWizard

MAIL = "Altadena Elementary, Pasadena\nMadison Elementary, PUSD\nNo such school at all\n"
TABLE = "School,Town\nAltadena Elementary,Altadena\nWeed High,Weed\n"


@pytest.fixture
def place(sample: Desk) -> SitesPlace:
    made = sample.go("sites")
    assert isinstance(made, SitesPlace)
    return made


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(TABLE, "utf-8")
    return path


def alive(*pages: QWidget) -> int:
    return sum(isValid(page) for page in pages)


def review_of(place: SitesPlace, text: str = MAIL) -> ListReview:
    QGuiApplication.clipboard().setText(text)
    place.taking.paste()
    assert place.taking.review is not None
    return place.taking.review


def wizard_of(place: SitesPlace) -> ImportWizard:
    assert place.taking.wizard is not None
    return place.taking.wizard


def test_a_list_that_ended_leaves_nothing_behind(
    sample: Desk, place: SitesPlace, table: Path
) -> None:
    pages = place.pages.count()
    review = review_of(place)
    sample.until(lambda: review.step == LOOK)
    parts = review.findChildren(QWidget)
    assert alive(review, *parts) > 20
    review.cancel.click()
    sample.settle()
    assert alive(review, *parts) == 0
    assert place.table.hasFocus()

    place.taking.import_file(table)
    sample.until(lambda: wizard_of(place).step == COLUMNS)
    wizard = wizard_of(place)
    wizard.next.click()
    sample.until(lambda: wizard.step == ROWS)
    parts = wizard.findChildren(QWidget)
    sample.qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    sample.until(lambda: place.taking.wizard is None)
    sample.settle()
    assert alive(wizard, *parts) == 0
    assert place.pages.count() == pages
    assert {row.name for row in place.model.rows} >= {"Altadena Elementary", "Weed High"}


def test_an_answer_that_comes_after_the_list_was_given_up_is_dropped(
    sample: Desk, place: SitesPlace, table: Path
) -> None:
    review_of(place).cancel.click()
    assert not sample.window.session.jobs.is_idle
    place.taking.import_file(table)
    wizard_of(place).cancel.click()
    sample.settle()  # an answer that reached what is gone would be an error of this test
    assert place.taking.review is None
    assert place.taking.wizard is None
    assert place.split.isVisible()


def test_what_is_being_added_when_the_list_is_left_is_told_with_undo(
    sample: Desk, place: SitesPlace
) -> None:
    before = sample.window.session.overview.sites
    review = review_of(place)
    sample.until(lambda: review.step == LOOK)
    words = review.next.accessibleName()
    assert words == "Add 1 site"
    review.next.click()
    review.cancel.click()
    sample.until(lambda: sample.window.session.overview.sites == before + 1)
    said = " ".join(made.text() for made in sample.window.toast.findChildren(QLabel))
    assert "Altadena Elementary" in said or "1 site" in said
    assert sample.window.toast.isVisible()
    sample.window.session.undo()
    sample.until(lambda: sample.window.session.overview.sites == before)


def test_a_list_that_was_left_for_another_tab_is_found_again_as_it_was(
    sample: Desk, place: SitesPlace, table: Path
) -> None:
    review = review_of(place)
    sample.until(lambda: review.step == LOOK)
    at = next(k for k, line in enumerate(review.model.rows) if line.chip[0] == "Not found")
    review.table.choose(at)
    sample.qtbot.keyClick(review.table, Qt.Key.Key_H)
    assert review.model.rows[at].chip[0] == "By hand"
    place.choose_tab(1)
    sample.settle()
    assert place.split.isVisible()
    place.taking.paste()
    assert review.isVisible()
    assert review.model.rows[at].chip[0] == "By hand"

    place.taking.import_file(table)
    wizard = wizard_of(place)
    sample.until(lambda: wizard.step == COLUMNS)
    place.choose_tab(0)
    place.taking.start_import()
    assert wizard.isVisible()
    assert wizard.step == COLUMNS

    other = review_of(place, "Weed High, Weed\nAltadena Elementary, Altadena\n")
    assert other.step == LIST  # a new list is looked up anew
    sample.until(lambda: other.step == LOOK)
    assert len(other.model.rows) == 2
    other.cancel.click()
    sample.settle()
    place.taking.start_import()
    assert wizard.isVisible()
    assert wizard.step == COLUMNS, "that another list ended takes nothing from this one"


def test_no_list_of_one_file_goes_on_in_another(sample: Desk, place: SitesPlace) -> None:
    sample.until(lambda: review_of(place).step == LOOK)
    sample.window.files.close_file()
    sample.settle()
    assert place.taking.review is None
