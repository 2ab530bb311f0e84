"""Papers in the window: the page, what stays out, files in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QPoint, QSize, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage, QPageLayout
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton

from tests.ui.conftest import Desk
from tourplanner.core.papers.specs import PaperFormat
from tourplanner.ui.papers.held_back import AT_FIRST
from tourplanner.ui.papers.list import name_lines
from tourplanner.ui.papers.out import new_printer, print_to
from tourplanner.ui.papers.place import PapersPlace
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.tours.place import BOARD, RESULT
from tourplanner.ui.widgets.badges import Chip
from tourplanner.ui.words import count_words


def papers_of(desk: Desk) -> PapersPlace:
    place = desk.go("papers")
    assert isinstance(place, PapersPlace)
    return place


def words(papers: PapersPlace) -> list[str]:
    return [label.text() for label in papers.held_back.findChildren(QLabel)]


def test_the_page_is_shown_with_what_it_holds_back(sample: Desk) -> None:
    papers = papers_of(sample)
    sample.until(lambda: bool(papers.pane.pages_view.pages))
    assert papers.pane.words.text() == "1 page · Would be version 1"
    assert "Held back from this paper" in words(papers)
    assert "Parents meet the senator" in words(papers)
    assert papers.pane.fits.accessibleName() == "Fits 1 page"
    assert papers.pane.fits.isVisible()


def test_checks_stand_under_the_first_things_held_back_and_the_rest_is_one_click_away(
    sample: Desk,
) -> None:
    papers = papers_of(sample)
    assert "Before it goes" in words(papers)
    assert "Driver's cell phone" not in words(papers)
    links = papers.held_back.findChildren(QPushButton)
    (more,) = (link for link in links if link.text().endswith(" more"))
    count = int(more.text().removesuffix(" more"))
    sample.qtbot.keyClick(more, Qt.Key.Key_Space)
    assert "Driver's cell phone" in words(papers)
    chips = [chip.accessibleName() for chip in papers.held_back.findChildren(Chip)]
    assert chips == [f"{AT_FIRST + count} things held back"]


def test_what_the_settings_would_mend_is_a_link_to_its_field(sample: Desk) -> None:
    sample.window.session.write(lambda ws, _: ws.profile.set({"member_name": ""}))
    papers = papers_of(sample)
    assert "It does not say whose tour this is." in words(papers)
    links = papers.held_back.findChildren(QPushButton)
    link = next(link for link in links if link.text() == "Settings, Office, Member")
    sample.qtbot.keyClick(link, Qt.Key.Key_Space)
    sample.until(lambda: isinstance(sample.window.focusWidget(), QLineEdit))
    assert sample.window.nav.shown_name() == "settings"
    assert sample.window.focusWidget().accessibleName() == "Member"


def test_stops_that_cannot_go_to_press_lead_to_the_board(sample: Desk) -> None:
    tours = sample.go("tours")
    tours.choose_tab(RESULT)
    papers = papers_of(sample)
    links = papers.held_back.findChildren(QPushButton)
    link = next(link for link in links if link.text() == "Open the board")
    sample.qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    sample.settle()
    assert sample.window.nav.shown_name() == "tours"
    assert sample.window.place("tours").tab == BOARD


def test_ticked_papers_are_written_in_the_chosen_formats(sample: Desk, tmp_path: Path) -> None:
    papers = papers_of(sample)
    papers.folder = tmp_path / "papers"
    assert papers.primary is not None
    assert papers.primary.text() == "Write 1 paper"  # what the press gets goes alone
    papers.papers.choose("line-by-line")
    sample.qtbot.keyClick(papers.papers, Qt.Key.Key_Space)
    papers.papers.choose("press-itinerary")
    sample.settle()
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
    sample.until(lambda: papers.pane.words.text() == "1 page · Version 1, as issued")
    assert not sample.window.session.undo_label.startswith("Make ")  # what went out is out


def test_in_large_text_names_stay_whole_and_the_whole_box_ticks(sample: Desk) -> None:
    """Two advisories whose names were cut looked the same; half of the box only chose the row."""
    papers = papers_of(sample)
    THEME.change(text_percent=200)
    sample.settle()
    assert name_lines("Media advisory, Spanish", 200) == ("Media advisory,", "Spanish")
    assert name_lines("Media advisory, Spanish", 2000) == ("Media advisory, Spanish", "")
    before = {choice.key for choice in papers.papers.all_ticked()}
    papers.papers.choose("advisory")
    row = papers.papers.visualRect(papers.papers.currentIndex())
    edge = QPoint(12 + look().px(16) - 2, row.center().y())  # the right edge of the box
    left = Qt.MouseButton.LeftButton
    sample.qtbot.mouseClick(papers.papers.viewport(), left, pos=edge)
    assert {choice.key for choice in papers.papers.all_ticked()} == before | {"advisory"}


def test_a_ticked_map_is_written_as_a_page(sample: Desk, tmp_path: Path) -> None:
    papers = papers_of(sample)
    papers.folder = tmp_path / "maps"
    papers.papers.papers.ticked = {"map/press", "tour/press"}
    papers.formats[PaperFormat.ICS].setChecked(True)
    papers.write()
    sample.until(lambda: papers.writing.job is None)
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
    sample.until(lambda: papers.pane.words.text().endswith("Would be version 1"))
    sample.settle()
    papers.papers.choose("map/press")
    sample.settle()
    assert papers.middle.currentWidget() is papers.middle.empty
    assert (
        papers.middle.empty.sentence.text() == "Map for the press: Web page, GPX, KML and 1 more."
    )


def test_stopping_says_so(sample: Desk, tmp_path: Path) -> None:
    papers = papers_of(sample)
    papers.folder = tmp_path / "papers"
    papers.write()
    job = papers.writing.job
    assert job is not None
    sample.window.session.jobs.cancel(job)
    assert papers.writing.job is None
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
    assert papers.pane.words.text().endswith(ends)


# -- mail and printer -----------------------------------------------------------------------------


def test_a_paper_is_copied_for_a_mail_formatted_and_plain(sample: Desk) -> None:
    papers = papers_of(sample)
    before = sample.window.session.undo_label
    papers.papers.setFocus()
    modifier = Qt.KeyboardModifier
    sample.qtbot.keyClick(
        papers.papers, Qt.Key.Key_C, modifier.ControlModifier | modifier.ShiftModifier
    )
    clipboard = QGuiApplication.clipboard()
    sample.until(lambda: bool(clipboard.text()))
    sample.settle()
    assert "<h1" in clipboard.mimeData().html()
    assert "Madison Elementary" in clipboard.mimeData().html()
    plain = clipboard.text()
    assert "Madison Elementary" in plain
    assert "<" not in plain
    assert "Parents meet the senator" not in plain + clipboard.mimeData().html()
    notice = sample.window.notices.current
    assert notice is not None
    assert notice.text.startswith("Press itinerary copied, ")
    assert sample.window.session.undo_label == before


def test_a_paper_is_copied_in_few_words_for_a_telephone(sample: Desk) -> None:
    papers = papers_of(sample)
    papers.message_action.trigger()
    sample.until(lambda: sample.window.notices.current is not None)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert any("Madison Elementary" in line and "9:30" in line for line in lines)
    assert not any(line.startswith(("---", "===")) for line in lines)
    notice = sample.window.notices.current
    assert notice is not None
    assert notice.text.endswith("Paste it into a text message.")


def test_a_mail_draft_is_written_with_its_files_and_opened_on_a_click(
    sample: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True
    )
    papers = papers_of(sample)
    papers.folder = tmp_path / "out"
    papers.mail_action.trigger()
    sample.until(lambda: sample.window.notices.current is not None)
    notice = sample.window.notices.current
    assert notice is not None
    assert "mail.eml written" in notice.text
    assert notice.act is not None
    assert opened == [], "it opens when somebody asks for it"
    notice.act()
    (mail,) = (tmp_path / "out").glob("*.eml")
    assert opened == [str(mail)]
    assert len(list((tmp_path / "out").iterdir())) == 3, "PDF and Word beside it"
    for one in papers.write_as.formats.values():
        one.setChecked(False)
    papers.mail_action.trigger()
    sample.until(lambda: sample.window.notices.current is not notice)
    told = sample.window.notices.current
    assert told is not None
    assert "Choose a format first" in told.text


def test_a_paper_of_the_staff_is_not_copied(sample: Desk) -> None:
    papers = papers_of(sample)
    papers.papers.choose("line-by-line")
    papers.copy_action.trigger()
    sample.until(lambda: sample.window.notices.current is not None)
    notice = sample.window.notices.current
    assert notice is not None
    assert notice.text.startswith("Only a paper that may leave the office is copied for a mail.")
    assert QGuiApplication.clipboard().text() == ""


def test_a_paper_is_printed_as_it_is_shown(sample: Desk, tmp_path: Path) -> None:
    papers = papers_of(sample)
    papers.papers.choose("line-by-line")
    sample.settle()
    shown = papers.pane.pages_view.images
    printer = new_printer(shown[0])
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    papers.print_to(printer)
    sample.until(lambda: sample.window.notices.current is not None)
    notice = sample.window.notices.current
    assert notice is not None
    assert notice.text == f"Line-by-line printed, {count_words(len(shown), 'page')}."
    printed = QPdfDocument()
    printed.load(str(tmp_path / "printed.pdf"))
    assert printed.pageCount() == len(shown)
    assert printed.pagePointSize(0).toSize() == QSize(612, 792)
    size = QSize(85, 110)
    for number, page in enumerate(shown):
        seen = page.scaled(size, mode=Qt.TransformationMode.SmoothTransformation)
        paper = printed.render(number, size)
        apart = [
            abs(seen.pixelColor(x, y).lightness() - paper.pixelColor(x, y).lightness())
            for x in range(0, 85, 2)
            for y in range(0, 110, 2)
            if paper.pixelColor(x, y).alpha() == 255
        ]
        assert sum(apart) / len(apart) < 8  # another page is 15 and more apart
        assert max(apart) > 0 or len(set(apart)) == 1


def test_some_pages_are_printed(qapp: object, tmp_path: Path) -> None:
    page = QImage(110, 85, QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.gray)
    buffer = QBuffer()
    page.save(buffer, "PNG")  # type: ignore[call-overload]
    printer = new_printer(page)
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Landscape
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(2, 3)
    told: list[str] = []
    pages = [bytes(buffer.data().data())] * 3
    assert print_to(printer, pages, lambda *step: told.append(step[2])) == 2
    assert told == ["Printing page 2", "Printing page 3"]
    printed = QPdfDocument()
    printed.load(str(tmp_path / "printed.pdf"))
    assert printed.pageCount() == 2


def test_errors_of_the_plan_stand_over_the_page(sample: Desk, tmp_path: Path) -> None:
    papers = papers_of(sample)
    assert not papers.pane.alarm.isVisible()
    tour = sample.window.session.tour_id
    sample.window.session.write(lambda ws, _: ws.tours.change(tour, {"party": 90}, "More people"))
    sample.until(lambda: papers.pane.alarm.isVisible())
    sample.settle()
    alarm = papers.pane.alarm_words.text()
    assert alarm.startswith("THE PLAN HAS 2 ERRORS: 90 people, but 50 usable seats")
    papers.pane.show_alarm("Wednesday: the driver reports at 6:35 a.m. and drives at 10:25 p.m.")
    assert papers.pane.alarm_words.text().endswith("reports at 6:35 am and drives at 10:25 pm.")
    papers.copy_action.trigger()
    sample.until(lambda: sample.window.notices.current is not None)
    notice = sample.window.notices.current
    assert notice is not None
    assert notice.text.startswith("Press itinerary was not copied: the plan has 2 errors.")
    assert QGuiApplication.clipboard().text() == ""

    sample.window.notices.clear()
    papers.folder = tmp_path / "papers"
    papers.write()
    sample.until(lambda: sample.window.notices.current is not None)
    notice = sample.window.notices.current
    assert notice is not None
    assert notice.text.startswith("No file was written")
    assert not notice.action  # there is no folder to open
    assert any(told.startswith("Press itinerary was not written") for told in words(papers))


# -- papers of one stop, words, who got what ------------------------------------------------------


def advisory_of(desk: Desk) -> PapersPlace:
    papers = papers_of(desk)
    papers.papers.choose("advisory")
    desk.until(lambda: papers.stop.isVisible() and bool(papers.beside.words.fields))
    desk.settle()
    return papers


def test_an_advisory_is_of_one_stop_and_says_when_to_send_it(sample: Desk, tmp_path: Path) -> None:
    papers = advisory_of(sample)
    assert papers.stop.currentText() == "1.1 Madison Elementary"
    told = " ".join(words(papers))
    assert "Friday, Oct. 11 (2 days before is Saturday, Oct. 12)" in told
    assert "It tells no visuals" in told
    papers.folder = tmp_path / "papers"
    papers.papers.papers.ticked = {"advisory", "host-sheet"}
    papers.formats[PaperFormat.TEXT].setChecked(True)
    papers.formats[PaperFormat.PDF].setChecked(False)
    papers.formats[PaperFormat.DOCX].setChecked(False)
    papers.write()
    sample.until(lambda: papers.writing.job is None)
    assert sorted(path.name for path in papers.folder.iterdir()) == [
        "2013-10-14 Host confirmation Madison Elementary v1.txt",
        "2013-10-14 Media advisory Madison Elementary v1.txt",
    ]


def test_words_typed_beside_a_paper_stand_on_it_and_are_undone(sample: Desk) -> None:
    papers = advisory_of(sample)
    papers.words_action.trigger()
    field = papers.beside.words.fields["visuals"]
    assert field.field.isVisible()
    before = papers.pane.pages_view.images
    field.field.setFocus()
    sample.qtbot.keyClicks(field.field, "The bus at the curb")
    papers.beside.words.flush()
    sample.until(lambda: papers.pane.pages_view.images is not before)
    sample.settle()
    assert not [text for text in words(papers) if text.startswith("It tells no visuals")]
    assert sample.window.session.undo_label == "Change Visuals, Media advisory"
    sample.window.session.undo()
    sample.until(lambda: any(text.startswith("It tells no visuals") for text in words(papers)))


def test_a_time_that_is_none_stays_in_its_field_with_the_reason(sample: Desk) -> None:
    papers = advisory_of(sample)
    field = papers.beside.words.fields["stop.press_call_tod_min"]
    assert field.text() == "9 a.m."
    papers.beside.words._on_typed("stop.press_call_tod_min", "soon")
    sample.until(lambda: bool(field.problem.text()))
    assert field.problem.text().startswith("Not kept: ")


def test_a_check_in_without_am_or_pm_is_during_the_day(sample: Desk) -> None:
    papers = advisory_of(sample)
    words = papers.beside.words
    words._on_typed("stop.press_call_tod_min", "1:30")
    sample.until(lambda: words.fields["stop.press_call_tod_min"].text() == "1:30 p.m.")
    sample.settle()
    assert sample.window.session.undo_label == "Change Press check-in, Media advisory"


def test_the_next_issue_names_who_holds_the_last_one(sample: Desk, tmp_path: Path) -> None:
    papers = advisory_of(sample)
    papers.folder = tmp_path / "papers"
    papers.papers.papers.ticked = {"advisory"}
    papers.write()
    sample.until(lambda: papers.writing.job is None)
    sent = papers.beside.sent
    papers.beside.tabs.setCurrentIndex(2)
    sample.until(lambda: sent.names.isEnabled())
    assert sent.ask.text() == "Who got version 1? One name a line"
    assert not sent.note.isEnabled()
    sample.qtbot.keyClicks(sent.names, "City desk")
    sample.qtbot.mouseClick(sent.note, Qt.MouseButton.LeftButton)
    sample.until(lambda: "City desk" in [one.text() for one in sent.findChildren(QLabel)])
    papers.beside.words._on_typed("stop.room", "Library")
    holds = "1 reader holds version 1: City desk. Tell them."
    sample.until(lambda: holds in words(papers))
    assert papers.pane.words.text() == "1 page · Would be version 2"


def test_the_web_folder_stands_under_other_and_in_the_list(sample: Desk, tmp_path: Path) -> None:
    papers = papers_of(sample)
    papers.folder = tmp_path / "papers"
    action = next(a for a in papers.other.menu().actions() if a.text().startswith("Web folder"))
    action.trigger()
    sample.until(lambda: papers.writing.job is None)
    folder = papers.folder / "2013-10-14 Web folder v1"
    assert (folder / "index.html").exists()
    assert "1 file written" in sample.window.notices.words.text()
    current = papers.papers.current()
    assert current is not None
    assert current.name == "Web folder"
    assert current.level == "P"
    sample.until(lambda: "It may hold what is for: public." in words(papers))
    papers.papers.papers.ticked = {"web-folder"}  # ticked in the list it needs no form of its own
    assert PaperFormat.WEB not in papers.formats
    papers.write()
    sample.until(lambda: papers.writing.job is None)
    assert [path.name for path in papers.folder.iterdir()] == [folder.name]


def test_the_binder_of_a_reader_is_one_action(sample: Desk, tmp_path: Path) -> None:
    papers = papers_of(sample)
    papers.folder = tmp_path / "papers"
    papers.write_binder("On the bus")
    sample.until(lambda: papers.writing.job is None)
    names = sorted(path.name for path in (papers.folder / "Binder for people on the bus").iterdir())
    assert [name.removeprefix("2013-10-14 ").removesuffix(" v1.pdf") for name in names] == [
        *("Badges", "Block schedule", "Day sheet Spanish", "Day sheet large print", "Day sheet"),
        *("Manifest names only", "Rooming list names only", "Sign-in sheets"),
    ]
    binders = [menu for menu in papers.other.menu().findChildren(QMenu) if menu.actions()]
    assert [action.text() for action in binders[0].actions()][-2:] == ["The staff", "Named people"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_large_text_the_list_shows_four_papers_and_what_is_below_opens(
    desk: Desk, sample_file: Path, scheme: str
) -> None:
    """One whole paper was to be seen, over formats and folder that are seldom changed."""
    for command in ("text_200", f"scheme_{scheme}"):
        desk.window.commands.by_name[command].trigger()
    desk.open(sample_file)
    papers = papers_of(desk)
    desk.settle()
    seen, model = papers.papers.viewport().rect(), papers.papers.papers
    rects = [papers.papers.visualRect(model.index(row)) for row in range(model.rowCount())]
    assert sum(seen.contains(rect) for rect in rects) >= 4
    opener = papers.below.opener
    assert opener.accessibleName() == "Write as Word, PDF"
    assert not papers.draft.isVisible()
    desk.qtbot.keyClick(opener, Qt.Key.Key_Space)
    assert papers.draft.isVisible()
    papers.draft.setChecked(True)
    assert opener.accessibleName() == "Draft as Word, PDF"
    desk.settle()
    desk.window.commands.by_name["text_100"].trigger()
    desk.until(lambda: not opener.isVisible() and papers.draft.isVisible())
