"""The place of papers: look at the true page, see what stays out, write into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from tourplanner.core.errors import PlanningError
from tourplanner.core.papers.specs import SPECS, PaperFormat, PaperKind
from tourplanner.ui.jobs import Job
from tourplanner.ui.messages import Notice, Tone, notice_for
from tourplanner.ui.papers.choices import (
    FORMAT_WORDS,
    Look,
    PaperChoice,
    Written,
    choices,
    look_at,
    write,
)
from tourplanner.ui.papers.held_back import HeldBack
from tourplanner.ui.papers.list import PaperList
from tourplanner.ui.papers.out import PRINT_INCH, mail_data, new_printer, picture, print_to
from tourplanner.ui.papers.pages import PagesView
from tourplanner.ui.place import Place
from tourplanner.ui.session import Session
from tourplanner.ui.theme import look
from tourplanner.ui.widgets.badges import Chip
from tourplanner.ui.widgets.basic import (
    ActionButton,
    button,
    column,
    icon_label,
    label,
    pane,
    row,
    rule,
)
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.widgets.fields import CheckBox
from tourplanner.ui.widgets.flow import FlowBox
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.paper_values import MailText
    from tourplanner.services.workspace import Workspace

_FIRST = "press-itinerary"


class PapersPlace(Place):
    """Papers by reader, the page, and what it holds back."""

    name = "papers"
    title = "Papers"
    icon = "file-text"
    kinds = frozenset(
        {"tour", "stop", "site", "variant", "leg", "item", "place", "office", "quote", "blocks"}
        | {"paper"}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.primary = self.action("Write papers", self.write, "printer", "Ctrl+Return")
        self.open_action = self.action("Open folder", self.open_folder, "folder")
        self.copy_action = self.action(
            "Copy for a mail", self.copy, "mail", "Ctrl+Shift+C", "The page as formatted text"
        )
        self.print_action = self.action("Print…", self.print, "printer", "Ctrl+P")
        self.others = [self.print_action, self.copy_action]
        self.papers = PaperList(choices())
        self.pages_view = PagesView()
        self.page_words = label("", "hint")
        self.fits = Chip("", "good", "check")
        self.fits.hide()
        self.alarm = QFrame()
        self.alarm_words = label("", "bad", wraps=True)
        self.alarm.hide()
        self.held_back = HeldBack()
        self.formats: dict[PaperFormat, QPushButton] = {}
        self.draft = CheckBox("Draft: also what is not confirmed")
        self.draft.toggled.connect(lambda _: self._look())
        self.folder: Path | None = None
        self.folder_words = label("", "hint", wraps=True)
        self.empty = EmptyState("")
        self.middle = QStackedWidget()
        self.middle.addWidget(self.empty)
        self.middle.addWidget(self._pages_pane())
        self.split = QSplitter(Qt.Orientation.Horizontal)
        for part in (self._left(), self.middle, self.held_back):
            self.split.addWidget(part)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.setStretchFactor(1, 1)
        state = session.memory.splitter("papers")
        if state is None or not self.split.restoreState(state):
            self.split.setSizes([min(look().px(250), 320), 600, min(look().px(280), 320)])
        self.split.splitterMoved.connect(
            lambda: session.memory.set_splitter("papers", self.split.saveState())
        )
        self.page.addWidget(self.split)
        self._job: Job | None = None
        self.papers.papers.ticked = {_FIRST, "line-by-line"}
        self.papers.chosen.connect(lambda _: self._look())
        self.papers.ticked.connect(self._show_primary)
        self.papers.choose(_FIRST)
        session.file_changed.connect(self._forget_folder)
        self._show_folder()
        self._show_primary()

    def _left(self) -> QWidget:
        made = pane("canvas")
        made.setMinimumWidth(200)
        layout = column(made)
        # It gives way to what is below, not the other way round.
        self.papers.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.papers.setMinimumHeight(60)
        layout.addWidget(self.papers, 1)
        layout.addWidget(rule())
        below = column(margins=(12, 10, 12, 12), gap=8)
        below.addWidget(label("Write as", "section"))
        box = FlowBox()
        flow = box.flow
        for paper_format, words in FORMAT_WORDS.items():
            made_button = button(words, "small")
            made_button.setCheckable(True)
            made_button.setChecked(paper_format in (PaperFormat.PDF, PaperFormat.DOCX))
            made_button.setProperty("chip", "true")
            made_button.toggled.connect(lambda _: self._show_primary())
            self.formats[paper_format] = made_button
            flow.addWidget(made_button)
        below.addWidget(box)
        below.addWidget(self.draft)
        line = row()
        line.addWidget(label("Into", "section"))
        line.addStretch(1)
        self.change = button("Change…", "quiet", click=self._change_folder)
        self.change.setAccessibleName("Change the folder for papers")
        line.addWidget(self.change)
        below.addLayout(line)
        below.addWidget(self.folder_words)
        below.addWidget(ActionButton(self.open_action, "small"), 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(below)
        return made

    def _pages_pane(self) -> QWidget:
        made = pane("sunken")
        layout = column(made)
        top = row(margins=(14, 9, 14, 9))
        top.addWidget(self.page_words)
        top.addWidget(self.fits)
        top.addStretch(1)
        layout.addLayout(top)
        layout.addWidget(rule())
        self.alarm.setObjectName("notice")
        self.alarm.setProperty("tone", "bad")
        alarm = row(self.alarm, margins=(14, 8, 14, 8), gap=8)
        alarm.addWidget(icon_label("octagon-x", "bad"), 0, Qt.AlignmentFlag.AlignTop)
        alarm.addWidget(self.alarm_words, 1)
        layout.addWidget(self.alarm)
        layout.addWidget(self.pages_view, 1)
        return made

    # -- looking ---------------------------------------------------------------------------------

    def show_record(self, record: str) -> None:
        """Show a paper by its kind."""
        self.papers.choose(record)
        self.papers.setFocus()

    def refresh(self) -> None:
        """Look at the chosen paper anew."""
        self._show_folder()
        self._look()

    def _look(self) -> None:
        choice, tour_id = self.papers.current(), self.session.tour_id
        self._show_primary()
        if choice is None:
            return
        if not tour_id or self.session.path is None:
            self.empty.say("No tour in this file yet.", "Tour menu: New tour in this file.")
            self.middle.setCurrentWidget(self.empty)
            return
        draft = self.draft.isChecked()

        def work(workspace: Workspace, _: Progress) -> tuple[Look, list[QImage]]:
            seen = look_at(workspace, choice, tour_id, draft)
            return seen, [picture(page) for page in seen.pages]

        self.page_words.setText(f"Laying out {choice.name}")
        self.session.read(
            work, lambda found: self._show_look(*found), self._on_no_look, topic="paper"
        )

    def _show_look(self, look: Look, pages: list[QImage]) -> None:
        choice = self.papers.current()
        if choice is None or choice.key != look.key:
            return
        levels = SPECS[choice.key].levels
        self.held_back.show_look(look, "".join(x for x in "PMTIR" if x in levels))
        self.alarm_words.setText(look.alarm)
        self.alarm.setVisible(bool(look.alarm))
        if pages:
            words = count_words(len(pages), "page")
            self.page_words.setText(f"{words} · {look.state}" if look.state else words)
            self._show_fit(len(pages), look.most)
            self.pages_view.show_pages(pages)
            self.middle.setCurrentIndex(1)
        else:
            self.empty.say(
                f"{choice.name}: {choice.formats_words.lower()}.",
                "It has no pages to look at here. Write it, then open it.",
            )
            self.middle.setCurrentWidget(self.empty)

    def _show_fit(self, pages: int, most: int) -> None:
        self.fits.setVisible(most > 0)
        meant = count_words(most, "page")
        if pages <= most:
            self.fits.set(f"Fits {meant}", "good", "check")
        else:
            self.fits.set(f"Meant for {meant}", "warn", "triangle-alert")

    def _on_no_look(self, error: BaseException) -> None:
        if isinstance(error, PlanningError):
            self.empty.say("No plan yet, so the papers are empty.", "Tours, Ctrl+2: plan the days.")
        else:
            notice = notice_for(error)
            self.empty.say(notice.text if notice else "", "")
        self.middle.setCurrentWidget(self.empty)

    # -- writing ---------------------------------------------------------------------------------

    def _show_primary(self) -> None:
        assert self.primary is not None
        ticked = self.papers.all_ticked()
        formats = self._formats_chosen()
        words = f"Write {count_words(len(ticked), 'paper')}" if ticked else "Write papers"
        self.primary.setText(words)
        self.primary.setIconText(words)
        reasons = [
            (not self.session.tour_id, "No tour yet"),
            (self.session.is_read_only, "Open for reading only"),
            (not ticked, "Tick a paper first"),
            (not formats, "Choose a format first"),
            (self._job is not None, "Writing"),
        ]
        reason = next((words for holds, words in reasons if holds), "")
        self.primary.setEnabled(not reason)
        choice, has_tour = self.papers.current(), bool(self.session.tour_id)
        is_page = choice is not None and choice.has_pages and has_tour
        self.print_action.setEnabled(is_page)
        self.copy_action.setEnabled(is_page)
        self.header_note = reason if self.session.path is not None else ""
        self.open_action.setVisible(bool(self.folder and self.folder.exists()))
        self.header_changed.emit()

    def _formats_chosen(self) -> list[PaperFormat]:
        return [f for f, made in self.formats.items() if made.isChecked()]

    def write(self) -> None:
        """Write the ticked papers into the folder."""
        folder, tour_id = self._folder(), self.session.tour_id
        ticked, formats = self.papers.all_ticked(), self._formats_chosen()
        draft = self.draft.isChecked()
        if folder is None or not tour_id or not ticked or not formats or self._job is not None:
            return

        def work(workspace: Workspace, progress: Progress) -> Written:
            return write(workspace, ticked, formats, tour_id, folder, draft, progress)

        self._job = self.session.read(
            work, self._on_written, self._on_not_written, title="Writing papers", topic="papers"
        )
        self.session.jobs.listed.connect(self._on_listed)
        self._show_primary()

    def _on_listed(self) -> None:
        if self._job is not None and self._job.is_cancelled:
            self._end_job()
            self.session.tell(Notice(Tone.INFO, "Writing stopped."))

    def _on_written(self, written: Written) -> None:
        self._end_job()
        self.held_back.show_written(written)
        words = f"{count_words(len(written.files), 'file')} written, "
        words += f"{count_words(written.withheld, 'thing')} held back."
        tone = Tone.GOOD if written.files else Tone.WARN
        self.session.tell(Notice(tone, words, "", "Open folder", self.open_folder))

    def _on_not_written(self, error: BaseException) -> None:
        self._end_job()
        self.session.tell_error(error)

    def _end_job(self) -> None:
        self._job = None
        self.session.jobs.listed.disconnect(self._on_listed)
        self._show_primary()

    # -- mail and printer ------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the chosen paper on the clipboard, as formatted and as plain text at once."""
        choice, tour_id, draft = self.papers.current(), self.session.tour_id, self.draft.isChecked()
        if choice is None or not choice.has_pages or not tour_id:
            return
        kind = PaperKind(choice.key)

        def done(mail: MailText) -> None:
            QGuiApplication.clipboard().setMimeData(mail_data(mail))
            words = f"{choice.name} copied, {count_words(len(mail.withheld), 'thing')} held back."
            self.session.tell(Notice(Tone.GOOD, f"{words} Paste it into a mail."))

        self.session.read(
            lambda ws, _: ws.papers.mail_text(tour_id, kind, draft=draft), done, topic="mail"
        )

    def print(self) -> None:
        """Ask for a printer and print the chosen paper."""
        if not self.pages_view.images or self.middle.currentIndex() == 0:
            return
        printer = new_printer(self.pages_view.images[0])
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, len(self.pages_view.images))
        if dialog.exec():
            self.print_to(printer)

    def print_to(self, printer: QPrinter) -> None:
        """Print the chosen paper as it is shown."""
        choice, tour_id, draft = self.papers.current(), self.session.tour_id, self.draft.isChecked()
        if choice is None or not choice.has_pages or not tour_id:
            return
        kind = PaperKind(choice.key)

        def work(workspace: Workspace, progress: Progress) -> int:
            progress(0, 0, f"Laying out {choice.name}")
            seen = workspace.papers.preview(tour_id, kind, draft=draft, pixels_per_inch=PRINT_INCH)
            return print_to(printer, seen.pictures, progress)

        def done(pages: int) -> None:
            words = f"{choice.name} printed, {count_words(pages, 'page')}."
            if pages:
                self.session.tell(Notice(Tone.GOOD, words))
            else:
                self.session.tell(Notice(Tone.BAD, "The printer did not take the page."))

        self.session.read(work, done, title=f"Printing {choice.name}")

    # -- the folder ------------------------------------------------------------------------------

    def _folder(self) -> Path | None:
        if self.folder is None and self.session.path is not None:
            return self.session.path.with_name(f"{self.session.path.stem} papers")
        return self.folder

    def _show_folder(self) -> None:
        folder = self._folder()
        self.folder_words.setText(str(folder) if folder else "")

    def _forget_folder(self) -> None:
        self.folder = None
        self.held_back.show_written(None)
        self._show_folder()

    def _change_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, "Folder for papers", str(self._folder() or "")
        )
        if name:
            self.folder = Path(name)
            self._show_folder()
            self._show_primary()

    def open_folder(self) -> None:
        """Open the folder in the system's own window."""
        folder = self._folder()
        if folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # -- for the window --------------------------------------------------------------------------

    def menu_actions(self) -> list[QAction]:
        """Give writing, printing, copying and opening the folder."""
        found = [self.print_action, self.copy_action, self.open_action]
        return [*([self.primary] if self.primary else []), *found]

    def first_widget(self) -> QWidget:
        """Give the list of papers."""
        return self.papers

    def panes(self) -> list[QWidget]:
        """Give list, pages and what is held back."""
        return [self.papers, self.pages_view, self.held_back]


__all__ = ["PaperChoice", "PapersPlace"]
