"""The place of papers: look at the true page, see what stays out, write into a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QFileDialog,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from tourplanner.core.errors import PlanningError
from tourplanner.core.papers.specs import SPECS, PaperFormat, PaperKind
from tourplanner.ui.jobs import Job
from tourplanner.ui.lists import ListEditor
from tourplanner.ui.messages import Notice, Tone, notice_for
from tourplanner.ui.papers.beside import Beside
from tourplanner.ui.papers.choices import (
    Look,
    PaperChoice,
    Written,
    choices,
    look_at,
    write,
)
from tourplanner.ui.papers.list import PaperList
from tourplanner.ui.papers.out import PRINT_INCH, mail_data, new_printer, picture, print_to
from tourplanner.ui.papers.pages_pane import PagesPane
from tourplanner.ui.papers.write_as import BINDERS, WEB_FOLDER, WriteAs, in_binder
from tourplanner.ui.place import Goes, Place
from tourplanner.ui.session import Session
from tourplanner.ui.theme import look
from tourplanner.ui.widgets.basic import (
    ActionButton,
    button,
    column,
    label,
    pane,
    row,
    rule,
)
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.widgets.fields import CheckBox
from tourplanner.ui.widgets.tips import plain_tip
from tourplanner.ui.words import count_words, folder_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.paper_values import MailText
    from tourplanner.services.workspace import Workspace

_FIRST = "press-itinerary"
EVERY_STOP = "Every stop"
LISTS_SHOWN = (
    (
        "riders",
        "Riders",
        "Who comes along, and guests who were asked: for manifest, rooms, badges, visitors. Joins "
        "and leaves take a day (2) or a stop (1.2).",
    ),
    (
        "program",
        "Program",
        "What happens at each stop, as papers print it. Start counts minutes from the visit's own "
        "start; while nobody is named who confirmed it, no public paper has it.",
    ),
    (
        "media",
        "Media",
        "Outlets by market (a city, a county, or statewide), matched to the stops. Pitched, RSVP, "
        "came and ran take the numbers of stops: 1.1, 2.1.",
    ),
    ("coverage", "Coverage", "What ran: a date with its weekday is checked against the calendar."),
)


class PapersPlace(Place):
    """Papers by reader, the page, and what it holds back."""

    name = "papers"
    title = "Papers"
    icon = "file-text"
    kinds = frozenset(
        {"tour", "stop", "site", "variant", "leg", "item", "place", "office", "quote", "blocks"}
        | {"paper", "sent", "rider", "media", "clip", "promise"}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.primary = self.action("Write papers", self.write, "printer", "Ctrl+Return")
        self.open_action = self.action("Open folder", self.open_folder, "folder")
        self.copy_action = self.action(
            "Copy for a mail", self.copy, "mail", "Ctrl+Shift+C", "The page as formatted text"
        )
        self.words_action = self.action(
            "Words of this paper", self.edit_words, "notebook-pen", "Ctrl+Shift+E"
        )
        self.print_action = self.action("Print…", self.print, "printer", "Ctrl+P")
        self.others = [self.print_action, self.copy_action]
        self.papers = PaperList(choices())
        self.pane = PagesPane()
        self.pages_view, self.stop = self.pane.pages_view, self.pane.stop
        self.page_words, self.fits, self.alarm = self.pane.words, self.pane.fits, self.pane.alarm
        self.alarm_words = self.pane.alarm_words
        self.beside = Beside(session)
        self.held_back = self.beside.held_back
        self.held_back.setting_wished.connect(self._show_setting)
        self.stop.activated.connect(lambda _: self._look())
        self._looked_at = ""  # the stop of the paper on the screen
        self.draft = CheckBox("Draft: also what is not confirmed")
        self.draft.toggled.connect(lambda _: self._look())
        self.folder: Path | None = None
        self.folder_words = label("", "hint", wraps=True)
        self.empty = EmptyState("")
        self.middle = QStackedWidget()
        self.middle.addWidget(self.empty)
        self.middle.addWidget(self.pane)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        for part in (self._left(), self.middle, self.beside):
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
        self.lists = [ListEditor(session, *one) for one in LISTS_SHOWN]
        self.main = QStackedWidget()
        for shown in (self.split, *self.lists):
            self.main.addWidget(shown)
        self.tabs = [("Papers", ""), *((title, "") for _, title, _ in LISTS_SHOWN)]
        self.page.addWidget(self.main)
        self._job: Job | None = None
        self.papers.papers.ticked = {_FIRST}
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
        self.write_as = WriteAs(self.copy_action)
        self.formats, self.other = self.write_as.formats, self.write_as.other
        self.copy_button = self.write_as.copy_button
        self.write_as.changed.connect(self._show_primary)
        self.write_as.binder_wished.connect(self.write_binder)
        self.write_as.web_wished.connect(self.write_web_folder)
        below.addWidget(self.write_as)
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

    # -- looking ---------------------------------------------------------------------------------

    def show_record(self, record: str) -> None:
        """Show a paper by its kind."""
        self.choose_tab(0)
        self.papers.choose(record)
        self.papers.setFocus()

    def refresh(self) -> None:
        """Look at the chosen paper, or the list, anew."""
        self._show_folder()
        if self.tab:
            self.lists[self.tab - 1].refresh()
            self._show_primary()
        else:
            self._look()

    def on_tab(self) -> None:
        """Show the papers or one of the lists behind them."""
        self.main.setCurrentIndex(self.tab)
        self.refresh()

    def _look(self) -> None:
        choice, tour_id = self.papers.current(), self.session.tour_id
        self._show_primary()
        if choice is None:
            return
        if not tour_id or self.session.path is None:
            self.empty.say("No tour in this file yet.", "Tour menu: New tour in this file.")
            self.middle.setCurrentWidget(self.empty)
            return
        draft, stop = self.draft.isChecked(), self._stop() if choice.per_stop else ""
        self.beside.show_paper(choice, tour_id, stop)

        def work(workspace: Workspace, _: Progress) -> tuple[Look, list[QImage]]:
            seen = look_at(workspace, choice, tour_id, draft, stop)
            return seen, [picture(page) for page in seen.pages]

        self.page_words.setText(f"Laying out {choice.name}")
        self.session.read(
            work, lambda found: self._show_look(*found), self._on_no_look, topic="paper"
        )

    def _show_look(self, look: Look, pages: list[QImage]) -> None:
        choice = self.papers.current()
        if choice is None or choice.key != look.key:
            return
        self._show_stops(look)
        levels = SPECS[choice.key].levels
        self.held_back.show_look(look, "".join(x for x in "PMTIR" if x in levels))
        self.pane.show_alarm(look.alarm)
        if pages:
            words = count_words(len(pages), "page")
            self.page_words.setText(f"{words} · {look.state}" if look.state else words)
            self.pane.show_fit(len(pages), look.most)
            self.pages_view.show_pages(pages)
            self.middle.setCurrentIndex(1)
        else:
            self.empty.say(
                f"{choice.name}: {choice.formats_words}.",
                "It has no pages to look at here. Write it, then open it.",
            )
            self.middle.setCurrentWidget(self.empty)

    def _stop(self) -> str:
        """Give the stop that is looked at; empty where none was chosen yet."""
        return str(self.stop.currentData() or self._looked_at)

    def _show_stops(self, look: Look) -> None:
        """Offer the stops that a paper of one stop may be of, and every stop at once."""
        self.stop.setVisible(bool(look.stops))
        if not look.stops:
            return
        wanted = [(f"{one.number} {one.name}", one.id) for one in look.stops]
        wanted.append((EVERY_STOP, ""))
        now = [(self.stop.itemText(k), self.stop.itemData(k)) for k in range(self.stop.count())]
        if now != wanted:
            every = self.stop.currentText() == EVERY_STOP
            self.stop.clear()
            for words, data in wanted:
                self.stop.addItem(words, data)
            at = next(k for k, (_, data) in enumerate(wanted) if data == look.stop)
            self.stop.setCurrentIndex(len(wanted) - 1 if every else at)
        if look.stop != self._looked_at:
            self._looked_at = look.stop
            choice = self.papers.current()
            if choice is not None:
                self.beside.show_paper(choice, str(self.session.tour_id), look.stop)

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
        self.copy_button.setEnabled(is_page)
        self.words_action.setEnabled(is_page and choice is not None and choice.has_words)
        self.header_note = reason if self.session.path is not None else ""
        self.open_action.setVisible(bool(self.folder and self.folder.exists()))
        self.header_changed.emit()

    def _formats_chosen(self) -> list[PaperFormat]:
        return self.write_as.chosen()

    def write(self) -> None:
        """Write the ticked papers into the folder."""
        stop = str(self.stop.currentData() or "") if self.stop.isVisible() else ""
        self._write(self.papers.all_ticked(), self._formats_chosen(), self._folder(), stop)

    def write_binder(self, group: str) -> None:
        """Write all papers that a reader may have into a folder of their own.

        The staff has all but those for people who are named one by one.
        """
        chosen = in_binder(group)
        folder = self._folder()
        where = folder / f"Binder for {BINDERS[group].casefold()}" if folder else None
        formats = [PaperFormat.PDF, PaperFormat.ICS]
        self._write(chosen, formats, where, "")

    def write_web_folder(self) -> None:
        """Write the tour as pages for the web, and show what they hold back."""
        self.papers.choose(WEB_FOLDER)
        chosen = [choice for choice in choices() if choice.key == WEB_FOLDER]
        self._write(chosen, [PaperFormat.WEB], self._folder(), "")

    def _write(
        self,
        chosen: Sequence[PaperChoice],
        formats: Sequence[PaperFormat],
        folder: Path | None,
        stop: str,
    ) -> None:
        tour_id, draft = self.session.tour_id, self.draft.isChecked()
        self.beside.words.flush()
        if folder is None or not tour_id or not chosen or not formats or self._job is not None:
            return

        def work(workspace: Workspace, progress: Progress) -> Written:
            return write(workspace, chosen, formats, tour_id, folder, draft, progress, stop)

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
        kind, stop = PaperKind(choice.key), self._stop() if choice.per_stop else ""

        def done(mail: MailText) -> None:
            QGuiApplication.clipboard().setMimeData(mail_data(mail))
            words = f"{choice.name} copied, {count_words(len(mail.withheld), 'thing')} held back."
            self.session.tell(Notice(Tone.GOOD, f"{words} Paste it into a mail."))

        self.session.read(
            lambda ws, _: ws.papers.mail_text(tour_id, kind, draft=draft, stop=stop),
            done,
            topic="mail",
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
        kind, stop = PaperKind(choice.key), self._stop() if choice.per_stop else ""

        def work(workspace: Workspace, progress: Progress) -> int:
            progress(0, 0, f"Laying out {choice.name}")
            seen = workspace.papers.preview(
                tour_id, kind, draft=draft, pixels_per_inch=PRINT_INCH, stop=stop
            )
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
        self.folder_words.setText(folder_words(folder) if folder else "")
        self.folder_words.setToolTip(plain_tip(str(folder)) if folder else "")

    def _show_setting(self, tab: str, field: str) -> None:
        from tourplanner.ui.settings.place import SettingsPlace

        window = self.window()
        if isinstance(window, Goes):
            window.go("settings")
            settings = window.place("settings")
            assert isinstance(settings, SettingsPlace)
            settings.show_field(tab, field)

    def edit_words(self) -> None:
        """Go to the words of the chosen paper."""
        self.beside.open_words()

    def _forget_folder(self) -> None:
        self.folder = None
        self._looked_at = ""
        self.stop.clear()
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

    def flush(self) -> None:
        """Save what was typed."""
        self.beside.words.flush()

    def menu_actions(self) -> list[QAction]:
        """Give writing, printing, copying and opening the folder."""
        found = [self.words_action, self.print_action, self.copy_action, self.open_action]
        return [*([self.primary] if self.primary else []), *found]

    def first_widget(self) -> QWidget:
        """Give the list of papers, or the table that is shown."""
        return self.lists[self.tab - 1].table if self.tab else self.papers

    def panes(self) -> list[QWidget]:
        """Give list, pages and what is held back."""
        if self.tab:
            return [self.lists[self.tab - 1].table]
        return [self.papers, self.pages_view, self.beside]


__all__ = ["PaperChoice", "PapersPlace"]
