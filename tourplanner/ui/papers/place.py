"""The place of papers: look at the true page, see what stays out, write into a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QWidget

from tourplanner.core.contact_cards import CARD_LISTS
from tourplanner.core.papers.specs import PaperFormat
from tourplanner.ui.lists import ListEditor
from tourplanner.ui.papers.beside import Beside
from tourplanner.ui.papers.choices import PaperChoice, choices
from tourplanner.ui.papers.left import LeftPane, WritePane
from tourplanner.ui.papers.list import PaperList
from tourplanner.ui.papers.looking import Looking
from tourplanner.ui.papers.of_stops import OfStops
from tourplanner.ui.papers.out import (
    ShownPaper,
    copy_message,
    copy_paper,
    draft_mail,
    new_printer,
    print_paper,
)
from tourplanner.ui.papers.write_as import BINDERS, WEB_FOLDER, in_binder
from tourplanner.ui.papers.writing import Writing
from tourplanner.ui.place import OF_THE_TIMES, Place, go_to
from tourplanner.ui.session import Session
from tourplanner.ui.theme import look
from tourplanner.ui.words import count_words

_FIRST = "press-itinerary"
LISTS_SHOWN = (
    (
        "riders",
        "Riders",
        "Who comes along, and guests who were asked: for manifest, rooms, badges, visitors. Joins "
        "and leaves take a day (2) or a stop (1.2).",
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
    kinds = OF_THE_TIMES | {
        *("item", "office", "quote", "blocks", "paper", "sent", "media", "clip", "promise"),
        *("booking", "payment", "election", "template"),
    }

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.primary = self.action("Write papers", self.write, "printer", "Ctrl+Enter")
        self.open_action = self.action("Open folder", self.open_folder, "folder")
        self.copy_action = self.action(
            "Copy for a mail", self.copy, "mail", "Ctrl+Shift+C", "The page as formatted text"
        )
        self.words_action = self.action(
            "Words of this paper", self.edit_words, "notebook-pen", "Ctrl+Shift+E"
        )
        self.message_action = self.action(
            "Copy as a text message",
            self.copy_message,
            "message-square",
            tip="The page in few words, for a telephone",
        )
        self.mail_action = self.action(
            "Mail draft with its files",
            self.draft_mail,
            "mail",
            tip="Writes the page in the chosen formats, and a mail that holds them",
        )
        self.print_action = self.action("Print…", self.print, "printer", "Ctrl+P")
        self.others = [self.print_action, self.copy_action]
        self.papers = PaperList(choices())
        self.beside = Beside(session)
        self.held_back = self.beside.held_back
        self.middle = Looking(session, self.beside)
        self.pane, self.stop = self.middle.pane, self.middle.stop
        self.held_back.setting_wished.connect(self._show_setting)
        self.held_back.board_wished.connect(self._show_board)
        self.stop.activated.connect(lambda _: self._look())
        self.below = self._write_pane()
        self.write_as, self.draft = self.below.write_as, self.below.draft
        self.formats, self.other = self.write_as.formats, self.write_as.other
        self.draft.toggled.connect(lambda _: self._look())
        self.folder: Path | None = None
        self.writing = Writing(session, self.open_folder)
        self.writing.changed.connect(self._show_primary)
        self.writing.written.connect(self.held_back.show_written)
        self.split = self._make_split()
        editors = [ListEditor(session, *one) for one in LISTS_SHOWN]
        self.of_stops = OfStops(session)
        self.lists: list[ListEditor | OfStops] = [editors[0], self.of_stops, *editors[1:]]
        self.main = QStackedWidget()
        for shown in (self.split, *self.lists):
            self.main.addWidget(shown)
        titles = [title for _, title, _ in LISTS_SHOWN]
        self.tabs = [(title, "") for title in ("Papers", titles[0], "Program", *titles[1:])]
        self.page.addWidget(self.main)
        self.papers.papers.ticked = {_FIRST}
        self.papers.chosen.connect(lambda _: self._look())
        self.papers.ticked.connect(self._show_primary)
        self.papers.choose(_FIRST)
        session.file_changed.connect(self._forget_folder)
        self._show_folder()
        self._show_primary()

    def _make_split(self) -> QSplitter:
        made, memory = QSplitter(Qt.Orientation.Horizontal), self.session.memory
        for part in (LeftPane(self.papers, self.below), self.middle, self.beside):
            made.addWidget(part)
        made.setChildrenCollapsible(False)
        made.setHandleWidth(1)
        made.setStretchFactor(1, 1)
        state = memory.splitter("papers")
        if state is None or not made.restoreState(state):
            made.setSizes([min(look().px(250), 320), 600, min(look().px(280), 320)])
        made.splitterMoved.connect(lambda: memory.set_splitter("papers", made.saveState()))
        return made

    def _write_pane(self) -> WritePane:
        others = (self.message_action, self.mail_action)
        made = WritePane(self.copy_action, self.open_action, others)
        made.changed.connect(self._show_primary)
        made.binder_wished.connect(self.write_binder)
        made.web_wished.connect(self.write_web_folder)
        made.folder_wished.connect(self._change_folder)
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

    def take_cards(self, path: Path) -> None:
        """Take contact cards into the list that is shown, else into the riders."""
        shown = self.lists[self.tab - 1] if self.tab else None
        if not isinstance(shown, ListEditor) or shown.name not in CARD_LISTS:
            self.choose_tab(1)
            shown = self.lists[0]
        assert isinstance(shown, ListEditor)
        shown.take_cards(path)

    def show_templates(self, stop: str) -> None:
        """Show the templates of programs, for a stop."""
        self.choose_tab(1 + self.lists.index(self.of_stops))
        # In a turn of its own: the page that comes and its list keep the window's thread each.
        QTimer.singleShot(0, self, lambda: self.of_stops.show_templates(stop))

    def take_calendar(self, path: Path) -> None:
        """Look at a calendar file where the riders are."""
        self.choose_tab(1)
        riders = self.lists[0]
        assert isinstance(riders, ListEditor)
        riders.show_busy(path)

    def _look(self) -> None:
        self._show_primary()
        self.middle.look(self.papers.current(), draft=self.draft.isChecked())

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
            (self.writing.job is not None, "Writing"),
        ]
        reason = next((words for holds, words in reasons if holds), "")
        self.primary.setEnabled(not reason)
        choice, has_tour = self.papers.current(), bool(self.session.tour_id)
        is_page = choice is not None and choice.has_pages and has_tour
        self.print_action.setEnabled(is_page)
        for action in (self.copy_action, self.message_action, self.mail_action):
            action.setEnabled(is_page)
        self.write_as.copy_button.setEnabled(is_page)
        self.words_action.setEnabled(is_page and choice is not None and choice.has_words)
        self.header_note = reason if self.session.path is not None else ""
        self.open_action.setVisible(bool(self.folder and self.folder.exists()))
        self.header_changed.emit()

    def _formats_chosen(self) -> list[PaperFormat]:
        return self.write_as.chosen()

    def write(self) -> None:
        """Write the ticked papers into the folder."""
        stop, formats = self.middle.chosen_stop(), self._formats_chosen()
        self._write(self.papers.all_ticked(), formats, self._folder(), stop)

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
        self.beside.words.flush()
        if folder is not None:
            draft = self.draft.isChecked()
            self.writing.begin(chosen, formats, folder, draft=draft, stop=stop)

    # -- mail and printer ------------------------------------------------------------------------

    def _shown(self) -> ShownPaper | None:
        choice, tour_id = self.papers.current(), self.session.tour_id
        if choice is None or not choice.has_pages or not tour_id:
            return None
        return ShownPaper(choice, tour_id, self.draft.isChecked(), self.middle.stop_of(choice))

    def copy(self) -> None:
        """Put the chosen paper on the clipboard, as formatted and as plain text at once."""
        if shown := self._shown():
            copy_paper(self.session, shown)

    def copy_message(self) -> None:
        """Put the chosen paper on the clipboard in few words, for a telephone."""
        if shown := self._shown():
            copy_message(self.session, shown)

    def draft_mail(self) -> None:
        """Write the chosen paper, and open a mail that holds it."""
        shown, folder = self._shown(), self._folder()
        if shown is not None and folder is not None:
            self.beside.words.flush()
            draft_mail(self.session, shown, self._formats_chosen(), folder)

    def print(self) -> None:
        """Ask for a printer and print the chosen paper."""
        pages = self.middle.images
        if not pages:
            return
        printer = new_printer(pages[0])
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, len(pages))
        if dialog.exec():
            self.print_to(printer)

    def print_to(self, printer: QPrinter) -> None:
        """Print the chosen paper as it is shown."""
        if shown := self._shown():
            print_paper(self.session, shown, printer)

    # -- the folder ------------------------------------------------------------------------------

    def _folder(self) -> Path | None:
        if self.folder is None and self.session.path is not None:
            return self.session.path.with_name(f"{self.session.path.stem} papers")
        return self.folder

    def _show_folder(self) -> None:
        self.below.show_folder(self._folder())

    def _show_setting(self, tab: str, field: str) -> None:
        go_to(self, "settings", lambda settings: settings.show_field(tab, field))

    def _show_board(self) -> None:
        from tourplanner.ui.tours.place import BOARD

        go_to(self, "tours", lambda tours: tours.choose_tab(BOARD))

    def edit_words(self) -> None:
        """Go to the words of the chosen paper."""
        self.beside.open_words()

    def _forget_folder(self) -> None:
        self.folder = None
        self.middle.forget()
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
        found = [self.words_action, self.print_action, self.copy_action]
        found += [self.message_action, self.mail_action, self.open_action]
        return [*([self.primary] if self.primary else []), *found]

    def first_widget(self) -> QWidget:
        """Give the list of papers, or the table that is shown."""
        return self.lists[self.tab - 1].table if self.tab else self.papers

    def panes(self) -> list[QWidget]:
        """Give list, pages and what is held back."""
        if self.tab:
            return [self.lists[self.tab - 1].table]
        return [self.papers, self.pane.pages_view, self.beside]


__all__ = ["PaperChoice", "PapersPlace"]
