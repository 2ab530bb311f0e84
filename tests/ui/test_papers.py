"""Papers in the window: the page, what stays out, files in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.conftest import Desk
from tourplanner.core.papers.specs import PaperFormat
from tourplanner.ui.papers.place import PapersPlace


def papers_of(desk: Desk) -> PapersPlace:
    place = desk.go("papers")
    assert isinstance(place, PapersPlace)
    return place


def words(papers: PapersPlace) -> list[str]:
    return [label.text() for label in papers.held_back.findChildren(QLabel)]


def test_the_page_is_shown_with_what_it_holds_back(sample: Desk) -> None:
    papers = papers_of(sample)
    sample.until(lambda: bool(papers.pages_view.pages))
    assert papers.page_words.text() == "1 page · Would be version 1"
    assert "Held back from this paper" in words(papers)
    assert "6 candidate sites" in words(papers) or "Parents meet the senator" in words(papers)


def test_ticked_papers_are_written_in_the_chosen_formats(sample: Desk, tmp_path: Path) -> None:
    papers = papers_of(sample)
    papers.folder = tmp_path / "papers"
    assert papers.primary is not None
    assert papers.primary.text() == "Write 2 papers"
    papers.formats[PaperFormat.TEXT].setChecked(True)
    papers.formats[PaperFormat.PDF].setChecked(False)
    papers.formats[PaperFormat.DOCX].setChecked(False)
    papers.primary.trigger()
    assert not papers.primary.isEnabled()
    sample.until(lambda: sample.window.notices.current is not None)
    sample.settle()
    names = sorted(path.name for path in papers.folder.iterdir())
    assert names == ["2013-10-14 Line-by-line v1.txt", "2013-10-14 Press itinerary v1.txt"]
    notice = sample.window.notices.current
    assert notice is not None
    assert notice.text.startswith("2 files written, ")
    assert notice.action == "Open folder"
    assert "Written just now" in words(papers)
    sample.until(lambda: papers.page_words.text() == "1 page · Version 1, as issued")
    assert sample.window.session.undo_label.startswith("Make ")


def test_a_ticked_map_is_written_as_a_page(sample: Desk, tmp_path: Path) -> None:
    papers = papers_of(sample)
    papers.folder = tmp_path / "maps"
    papers.papers.papers.ticked = {"map/press", "tour/press"}
    papers.formats[PaperFormat.ICS].setChecked(True)
    papers.write()
    sample.until(lambda: papers._job is None)
    assert sorted(path.suffix for path in papers.folder.iterdir()) == [".html", ".ics"]


def test_a_button_that_is_off_says_why(sample: Desk) -> None:
    papers = papers_of(sample)
    assert papers.primary is not None
    for row in range(papers.papers.papers.rowCount()):
        if papers.papers.papers.index(row).data(Qt.ItemDataRole.CheckStateRole) == (
            Qt.CheckState.Checked
        ):
            papers.papers.tick(row)
    assert not papers.primary.isEnabled()
    assert sample.window.header.note.text() == "Tick a paper first"


def test_space_ticks_a_paper_and_a_click_beside_the_box_looks_at_it(sample: Desk) -> None:
    papers = papers_of(sample)
    before = [choice.key for choice in papers.papers.all_ticked()]
    sample.qtbot.keyClick(papers.papers, Qt.Key.Key_Space)
    assert [choice.key for choice in papers.papers.all_ticked()] != before
    papers.papers.choose("driver-sheet")
    sample.until(lambda: papers.page_words.text().endswith("Would be version 1"))
    sample.settle()
    papers.papers.choose("map/press")
    sample.settle()
    assert papers.middle.currentWidget() is papers.empty
    assert papers.empty.sentence.text() == "Map for the press: web page."


def test_stopping_says_so(sample: Desk, tmp_path: Path) -> None:
    papers = papers_of(sample)
    papers.folder = tmp_path / "papers"
    papers.write()
    job = papers._job
    assert job is not None
    sample.window.session.jobs.cancel(job)
    assert papers._job is None
    notice = sample.window.notices.current
    assert notice is not None
    assert notice.text == "Writing stopped."
    sample.settle()


@pytest.mark.parametrize("draft", [False, True])
def test_a_draft_shows_what_is_not_confirmed(sample: Desk, draft: bool) -> None:
    papers = papers_of(sample)
    papers.draft.setChecked(draft)
    sample.settle()
    ends = "Draft, nothing is issued" if draft else "Would be version 1"
    assert papers.page_words.text().endswith(ends)
