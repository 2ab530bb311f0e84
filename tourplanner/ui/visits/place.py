"""The place of visits: choose a stop, write what people say and show; typed words are saved."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from tourplanner.core.model.framework import Frameworks
from tourplanner.ui.place import OF_THE_TIMES, Place
from tourplanner.ui.session import Session
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.visits.actions import VisitActions
from tourplanner.ui.visits.asking import Asking
from tourplanner.ui.visits.beside import SidePane
from tourplanner.ui.visits.drafts import Draft
from tourplanner.ui.visits.finding import Finding
from tourplanner.ui.visits.left import LeftPane
from tourplanner.ui.visits.media import Media
from tourplanner.ui.visits.middle import Middle
from tourplanner.ui.visits.photo_rows import read_photos
from tourplanner.ui.visits.rating import Rating
from tourplanner.ui.visits.researchers import Researchers
from tourplanner.ui.visits.rows import (
    LOOK,
    Beside,
    NoteRow,
    StopRow,
    read_beside,
    read_here,
    read_leaving,
    read_notes,
    read_stops,
)
from tourplanner.ui.visits.taking_in import photos_in
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.changes import Changes

FIRST_NOTES = 200  # of a stop that is opened; more than a screen shows
_NARROW = 820  # pixels at 100 % text; below it one side at a time stands beside the middle


class VisitsPlace(Place):
    """Stops, the notes of one, the note that is being written, and what is to ask there."""

    name = "visits"
    title = "Visits"
    icon = "notebook-pen"
    kinds = OF_THE_TIMES | {
        *("note", "quote", "answer", "look_for", "promise", "photo", "camera"),
        *("memo", "comment", "reason", "form", "need", "strength"),
    }

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.left = LeftPane()
        self.middle = Middle(session)
        self.side = SidePane()
        self.stop_list, self.note_list = self.left.stop_list, self.left.note_list
        self.stops, self.notes = self.left.stops, self.left.notes
        self.editor = self.middle.editor
        self.media = Media(session, self, self.middle, lambda: self._stop)
        self.taking = self.media.taking
        self.asking = Asking(session, self, self.middle, self.side, lambda: self._stop)
        self.researchers = Researchers(session, self)
        self.rating = Rating(session, self.left, lambda: self.middle.stop)
        self.setAcceptDrops(True)
        self.finding = Finding(session, self)
        self.acts = VisitActions(self)
        self.primary, self.others = self.acts.primary, self.acts.others
        self.split = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.left, self.middle, self.side):
            self.split.addWidget(part)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.setStretchFactor(1, 1)
        state = session.memory.splitter("visits-3")
        if state is None or not self.split.restoreState(state):
            self.split.setSizes([min(look().px(260), 320), 600, min(look().px(256), 320)])
        self.split.splitterMoved.connect(
            lambda: session.memory.set_splitter("visits-3", self.split.saveState())
        )
        self.empty = EmptyState("No stops yet.", "Mark schools for the tour in Sites, Ctrl+1.")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.split)
        self.page.addWidget(self.pages)
        self._stop = ""
        self._to_show = ""  # a note or quote that shall be shown as soon as it is read
        self._begins = False  # a new note as soon as the stops are read
        self._leaving: dict[str, datetime] = {}
        self._leaving_is_stale = True
        self._is_narrow = False
        self._connect()

    def _connect(self) -> None:
        left, middle, side = self.left, self.middle, self.side
        self.session.file_changed.connect(self._forget)
        left.stop_chosen.connect(self._on_stop)
        left.note_chosen.connect(self._on_note)
        left.searched.connect(self.finding.search)
        left.hit_opened.connect(self.finding.open_hit)
        left.entered.connect(
            lambda: middle.first_widget().setFocus(Qt.FocusReason.OtherFocusReason)
        )
        left.deleted.connect(middle.take_away)
        middle.unlisted.connect(left.choose_none)
        middle.card_made.connect(self.finding.go_to_card)
        side.back.connect(self._show_lists)
        THEME.changed.connect(self._judge)

    @property
    def draft(self) -> Draft | None:
        """The note or answer that is being written."""
        return self.middle.draft

    def new_note(self) -> None:
        """Begin a new note at the chosen stop."""
        self.middle.new_note()

    def new_note_at(self, stop: str) -> None:
        """Begin a new note at a stop, once the stops are there."""
        self._stop, self._begins = stop, True
        self.refresh()

    def _forget(self) -> None:
        """Another file is open: nothing of the last one is shown."""
        self._stop, self._to_show, self._leaving = "", "", {}
        self._leaving_is_stale = True
        self.middle.forget()
        self.left.search.clear()

    # -- reading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the stops, and what was written at the chosen one."""
        tour_id = self.session.tour_id
        read_only = self.session.is_read_only
        self.editor.setReadOnly(read_only)
        self.side.set_read_only(read_only)
        for action in self.menu_actions():
            action.setEnabled(not read_only)
        if not tour_id or self.session.path is None:
            self._show_stops(([], self.middle.frameworks, ""))
            return
        now, is_first = self.session.doors.now(), not self._stop
        self.session.read(
            lambda ws, _: (
                read_stops(ws, tour_id),
                ws.visits.frameworks,
                read_here(ws, tour_id, now) if is_first else "",
            ),
            self._show_stops,
            topic="visits-stops",
        )
        if self._leaving_is_stale:
            self._leaving_is_stale = False
            self.session.read(
                lambda ws, _: read_leaving(ws, tour_id), self._take_leaving, topic="visits-leaving"
            )

    def _on_changes(self, changes: Changes) -> None:
        if OF_THE_TIMES & changes.touched.keys():
            self._leaving_is_stale = True
        super()._on_changes(changes)

    def _take_leaving(self, leaving: dict[str, datetime]) -> None:
        self._leaving = leaving
        self._show_leaving()

    def _show_leaving(self) -> None:
        stop = self.left.current_stop()
        at = self._leaving.get(stop.stop) if stop else None
        leaves = (at, stop.zone) if at is not None and stop is not None else None
        self.side.set_leaving(leaves, self.session.doors.now())

    def _show_stops(self, read: tuple[list[StopRow], Frameworks, str]) -> None:
        stops, self.middle.frameworks, here = read
        self.left.show_stops(stops, self._stop or here)
        self.middle.stops = stops
        self.pages.setCurrentWidget(self.split if stops else self.empty)
        total = sum(stop.notes for stop in stops)
        self.header_note = count_words(total, "note") if stops else ""
        if stops:
            self._on_stop()
        if stops and self._begins:
            self._begins = False
            self.new_note()
        self.header_changed.emit()

    def _on_stop(self) -> None:
        stop = self.left.current_stop()
        if stop is None:
            return
        is_opened = stop.stop != self._stop
        if is_opened:
            self._stop = stop.stop
            self.side.show_beside(Beside())
        self.middle.set_stop(stop)
        self._show_leaving()
        self.session.read(
            lambda ws, _: read_photos(ws, stop.stop, stop.zone),
            lambda found: self.middle.strip_acts.show(found) if stop.stop == self._stop else None,
            topic="visits-photos",
        )
        self._read_written(stop, FIRST_NOTES if is_opened else None)
        self.middle.read()

    def _read_written(self, stop: StopRow, most: int | None) -> None:
        """Read what was written at a stop; where ``most`` notes are not all, the rest behind."""
        draft = self.draft
        saves = draft.saves if draft is not None and draft.is_clean else -1
        landed = self.middle.answers_landed

        def done(read: tuple[list[NoteRow], Beside]) -> None:
            if stop.stop != self._stop:
                return
            if landed != self.middle.answers_landed:  # it would show an answer as blank
                self._read_written(stop, most)
                return
            current = self.draft
            is_new = current is not None and current is draft and current.saves == saves
            if most is not None and stop.notes > most:
                self.left.show_notes(read[0], self.middle.record, stop.notes)
                self._read_written(stop, None)
            else:
                self._show_written(*read, is_new=is_new)

        self.session.read(
            lambda ws, _: (
                read_notes(ws, stop.stop, stop.zone, most),
                read_beside(ws, stop.stop),
            ),
            done,
            topic="visits-notes",
        )

    def _show_written(self, notes: list[NoteRow], beside: Beside, *, is_new: bool) -> None:
        """Show the notes of the stop, and what stands beside; ``is_new`` as in the middle."""
        # It may have been read before what was typed last was written.
        for question, text in self.middle.answers_on_their_way().items():
            beside = beside.with_answer(question, text)
        self.side.show_beside(beside)
        self.left.show_notes(notes, self._to_show or self.middle.record)
        wished = next((note for note in notes if note.id == self._to_show), None)
        if wished is not None:
            self._to_show = ""
            self.middle.open_row(wished)
        elif not self._to_show:
            self.middle.show_notes(notes, is_new=is_new)
            self.middle.show_answers((*beside.questions, *beside.more), is_new=is_new)

    def _on_note(self, note: NoteRow) -> None:
        if note.id != self.middle.record:
            self.middle.open_row(note)

    # -- photos ----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take photos and folders of them."""
        if self._stop and not self.session.is_read_only and photos_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the photos that were dropped."""
        paths = photos_in(event.mimeData())
        if paths:
            event.acceptProposedAction()
            # The file manager waits until this returns.
            QTimer.singleShot(0, self, lambda: self.media.drop(paths))

    # -- beside the notes ------------------------------------------------------------------------

    def look_around(self) -> None:
        """Go to the first thing that nobody looked for yet."""
        if self.side.list.go_to_first(LOOK, state="") is None:
            self.side.list.go_to_first(LOOK)
        if self._is_narrow:
            self.left.hide()
            self.side.show()
        self.side.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_lists(self) -> None:
        """Bring the lists back, where there is no room for both sides."""
        self.side.setVisible(not self._is_narrow)
        self.left.show()
        self.note_list.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the words in the middle."""
        super().resizeEvent(event)
        self._judge()

    def _judge(self) -> None:
        is_narrow = self.width() < look().px(_NARROW)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.left.show()
            self.side.setVisible(not is_narrow)
            self.side.back_button.setVisible(is_narrow)

    # -- finding ---------------------------------------------------------------------------------

    def start_search(self) -> None:
        """Go to the search field."""
        self.left.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.left.search.selectAll()

    def show_record(self, record: str) -> None:
        """Show a note, quote, answer or promise that was found elsewhere."""
        self.finding.show(record)

    def show_at(self, stop: str, note: str) -> None:
        """Show a stop, and one of its notes as soon as it is read; no note: as it was."""
        self._to_show = note or self._to_show
        self._stop = stop
        self.left.choose_stop(stop)

    # -- for the window --------------------------------------------------------------------------

    def menu_actions(self) -> list[QAction]:
        """Give all that is done here."""
        assert self.primary is not None
        return [self.primary, *self.others, *self.acts.more]

    def first_widget(self) -> QWidget:
        """Give the list of stops."""
        return self.stop_list

    def panes(self) -> list[QWidget]:
        """Give stops, notes, the note, and what is to ask."""
        return [self.stop_list, self.note_list, self.middle.first_widget(), self.side.list]

    def flush(self) -> None:
        """Send what was typed to the store."""
        self.middle.flush()
