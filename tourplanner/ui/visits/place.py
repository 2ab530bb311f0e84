"""The place of visits: choose a stop, write what people say and show; typed words are saved."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QStackedWidget, QWidget

from tourplanner.core.errors import NotFoundError
from tourplanner.ui.messages import Notice, Tone, notice_for
from tourplanner.ui.place import Place
from tourplanner.ui.session import Session
from tourplanner.ui.theme import THEME, font, look
from tourplanner.ui.visits.drafts import Draft
from tourplanner.ui.visits.lists import NoteDelegate, StopDelegate, ValuesList, ValuesModel
from tourplanner.ui.visits.rows import NoteRow, StopRow, read_notes, read_stops
from tourplanner.ui.widgets.basic import column, label, pane, row
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.words import count_words, stamp_words


class VisitsPlace(Place):
    """Stops, the notes of one, and the note that is being written."""

    name = "visits"
    title = "Visits"
    icon = "notebook-pen"
    kinds = frozenset({"note", "stop", "tour", "variant", "site"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.primary = self.action("New note", self.new_note, "plus", "Ctrl+Return")
        self.stamp_action = self.action(
            "Time stamp", self.stamp, "clock", "Ctrl+Shift+.", "The time at the school, here"
        )
        self.others = [self.stamp_action]
        self.stops: ValuesModel[StopRow] = ValuesModel()
        self.notes: ValuesModel[NoteRow] = ValuesModel()
        self.stop_list = ValuesList("Stops of the tour", self.stops, StopDelegate(self.stops))
        self.note_list = ValuesList("Notes at this stop", self.notes, NoteDelegate(self.notes))
        self.editor = QPlainTextEdit()
        self.editor.setProperty("kind", "bare")
        self.editor.setAccessibleName("Note")
        self.editor.setTabChangesFocus(True)
        self.editor.document().setDocumentMargin(0)
        self.editor.installEventFilter(self)
        self.note_head = label("", "heading", wraps=True)
        self.note_sub = label("", "hint", wraps=True)
        self.notes_count = label("", "section")
        self.split = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.stop_list, self._notes_pane(), self._editor_pane()):
            self.split.addWidget(part)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.setStretchFactor(2, 1)
        state = session.memory.splitter("visits")
        if state is None or not self.split.restoreState(state):
            self.split.setSizes([min(look().px(236), 300), min(look().px(250), 300), 600])
        self.split.splitterMoved.connect(
            lambda: session.memory.set_splitter("visits", self.split.saveState())
        )
        self.empty = EmptyState("No stops yet.", "Mark schools for the tour in Sites, Ctrl+1.")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.split)
        self.page.addWidget(self.pages)
        self.draft: Draft | None = None
        self._waiting: list[Draft] = []  # left, but not on the disk yet
        self._stop = ""
        self._to_show = ""
        self._is_filling = False
        self.stop_list.selectionModel().currentChanged.connect(lambda *_: self._on_stop())
        self.note_list.selectionModel().currentChanged.connect(lambda *_: self._on_note())
        self.editor.textChanged.connect(self._on_typed)
        THEME.changed.connect(self._set_font)
        self._set_font()

    def _set_font(self) -> None:
        self.editor.setFont(font(14))

    def _notes_pane(self) -> QWidget:
        made = pane("surface")
        made.setMinimumWidth(160)
        layout = column(made)
        head = row(margins=(12, 9, 12, 8))
        head.addWidget(self.notes_count)
        head.addStretch(1)
        layout.addLayout(head)
        self.no_notes = EmptyState(
            "No notes at this stop yet.", "Type at the right, or press Ctrl+Enter."
        )
        self.note_pages = QStackedWidget()
        self.note_pages.addWidget(self.note_list)
        self.note_pages.addWidget(self.no_notes)
        layout.addWidget(self.note_pages, 1)
        return made

    def _editor_pane(self) -> QWidget:
        made = pane("surface")
        made.setMinimumWidth(240)
        layout = column(made, margins=(18, 12, 18, 12), gap=4)
        layout.addWidget(self.note_head)
        layout.addWidget(self.note_sub)
        layout.addSpacing(4)
        layout.addWidget(self.editor, 1)
        return made

    # -- reading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the stops, and the notes of the chosen one."""
        tour_id = self.session.tour_id
        self.editor.setReadOnly(self.session.is_read_only)
        assert self.primary is not None
        self.primary.setEnabled(not self.session.is_read_only)
        self.stamp_action.setEnabled(not self.session.is_read_only)
        if not tour_id or self.session.path is None:
            self._show_stops([])
            return
        self.session.read(
            lambda ws, _: read_stops(ws, tour_id), self._show_stops, topic="visits-stops"
        )

    def _show_stops(self, stops: list[StopRow]) -> None:
        at = next((k for k, s in enumerate(stops) if s.stop == self._stop), 0 if stops else -1)
        self.stop_list.selectionModel().blockSignals(True)
        self.stops.show(stops)
        self.stop_list.choose(at)
        self.stop_list.selectionModel().blockSignals(False)
        self.pages.setCurrentWidget(self.split if stops else self.empty)
        total = sum(stop.notes for stop in stops)
        self.header_note = count_words(total, "note") if stops else ""
        if stops:
            self._on_stop()
        self.header_changed.emit()

    def current_stop(self) -> StopRow | None:
        """Give the chosen stop."""
        at = self.stop_list.currentIndex().row()
        return self.stops.values[at] if 0 <= at < len(self.stops.values) else None

    def _on_stop(self) -> None:
        stop = self.current_stop()
        if stop is None:
            return
        if stop.stop != self._stop:
            self._leave_draft()
            self._stop = stop.stop
            self._open_note(None)
        draft = self.draft
        saves = draft.saves if draft is not None and draft.is_clean else -1

        def done(notes: list[NoteRow]) -> None:
            if stop.stop == self._stop:
                current = self.draft
                is_new = current is not None and current is draft and current.saves == saves
                self._show_notes(notes, is_new=is_new)

        self.session.read(
            lambda ws, _: read_notes(ws, stop.stop, stop.zone), done, topic="visits-notes"
        )

    def _show_notes(self, notes: list[NoteRow], *, is_new: bool) -> None:
        """Show the notes of the stop.

        Parameters
        ----------
        is_new : they were read after the last save of the note that is being written. Older ones
            do not know what was typed since, and must not come into the field.
        """
        shown = self._to_show or (self.draft.note if self.draft is not None else "")
        at = next((k for k, note in enumerate(notes) if note.id == shown), -1)
        self.note_list.selectionModel().blockSignals(True)
        self.notes.show(notes)
        self.note_list.choose(at)
        self.note_list.selectionModel().blockSignals(False)
        self.notes_count.setText(count_words(len(notes), "note"))
        self.note_pages.setCurrentWidget(self.note_list if notes else self.no_notes)
        if self._to_show and at >= 0:
            self._to_show = ""
            self._open_note(notes[at])
        elif at >= 0 and self.draft is not None and self.draft.is_clean:
            if is_new and self.draft.text != notes[at].text:  # a colleague or Undo changed it
                self._open_note(notes[at])
            self._show_head(notes[at])
        elif self.draft is not None and not self.draft.note and not self.draft.text:
            self._show_head(None)

    def _on_note(self) -> None:
        at = self.note_list.currentIndex().row()
        if 0 <= at < len(self.notes.values):
            note = self.notes.values[at]
            if self.draft is None or note.id != self.draft.note:
                self._open_note(note)

    # -- writing ---------------------------------------------------------------------------------

    def new_note(self) -> None:
        """Begin a new note at the chosen stop."""
        if self.current_stop() is None or self.session.is_read_only:
            return
        self._open_draft(self._make_draft(None), None)
        self.note_list.choose(-1)
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stamp(self) -> None:
        """Put the time, by the clock of the stop, where one is typing."""
        stop = self.current_stop()
        if stop is None or self.editor.isReadOnly():
            return
        at = self.session.doors.now()
        self.editor.insertPlainText(f"{stamp_words(at, stop.zone)} ")
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_note(self, note: NoteRow | None) -> None:
        """Show a note, or the beginning of a new one; what waits for the disk is taken up again."""
        key = (self._stop, note.id if note else "")
        waiting = (draft for draft in self._waiting if (draft.stop, draft.note) == key)
        self._open_draft(next(waiting, None) or self._make_draft(note), note)

    def _open_draft(self, draft: Draft, note: NoteRow | None) -> None:
        self._leave_draft()
        self.draft = draft
        self._is_filling = True
        if self.editor.toPlainText() != draft.text:
            self.editor.setPlainText(draft.text)
        self._is_filling = False
        self._show_head(note)

    def _make_draft(self, note: NoteRow | None) -> Draft:
        id_, text = (note.id, note.text) if note else ("", "")
        made = Draft(self.session, self.session.tour_id, self._stop, id_, text)
        made.failed.connect(self._on_error)
        made.saved.connect(lambda _: self._drop_if_done(made))
        return made

    def _show_head(self, note: NoteRow | None) -> None:
        stop = self.current_stop()
        name = f"{stop.number} {stop.name}".strip() if stop else ""
        self.note_head.setText(name)
        if note is None:
            words = "A new note. Saved as you type."
        else:
            words = " · ".join(part for part in (note.time, note.author) if part)
        if self.session.is_read_only:
            words = "This file is open for reading only."
        self.note_sub.setText(words)
        self.editor.setPlaceholderText("What did people say, what did you see?")

    def _on_typed(self) -> None:
        if not self._is_filling and self.draft is not None:
            self.draft.edit(self.editor.toPlainText())

    def _leave_draft(self) -> None:
        draft, self.draft = self.draft, None
        if draft is not None:
            if draft not in self._waiting:
                self._waiting.append(draft)
            draft.leave()
            self._drop_if_done(draft)

    def _drop_if_done(self, draft: Draft) -> None:
        if draft.is_clean and draft in self._waiting:
            self._waiting.remove(draft)
        if draft.is_clean and draft is not self.draft:
            draft.deleteLater()

    def _on_error(self, error: BaseException) -> None:
        self.session.unsaved.emit()
        notice = notice_for(error)
        if notice is not None:
            words = f"Not saved: {notice.text} The text is kept here and tried again."
            if isinstance(error, NotFoundError):
                words = f"Not saved: {notice.text}"
            self.session.tell(Notice(Tone.BAD, words, notice.details))

    def flush(self) -> None:
        """Send what was typed to the store."""
        for draft in [*self._waiting, *([self.draft] if self.draft else [])]:
            draft.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the field is left."""
        if watched is self.editor and event.type() == QEvent.Type.FocusOut and self.draft:
            self.draft.leave()
        return False

    # -- for the window --------------------------------------------------------------------------

    def menu_actions(self) -> list[QAction]:
        """Give new note and time stamp."""
        return [*([self.primary] if self.primary is not None else []), self.stamp_action]

    def first_widget(self) -> QWidget:
        """Give the list of stops."""
        return self.stop_list

    def panes(self) -> list[QWidget]:
        """Give stops, notes and the note."""
        return [self.stop_list, self.note_list, self.editor]

    def show_record(self, record: str) -> None:
        """Show a note that was found elsewhere."""

        def show(stop: str) -> None:
            self._to_show = record
            at = next((k for k, s in enumerate(self.stops.values) if s.stop == stop), -1)
            if at >= 0:
                self.stop_list.choose(at)
            self._stop = stop
            self.refresh()

        def look(workspace: object) -> str:
            note = workspace.file.tables.get("note", record)  # type: ignore[attr-defined]
            return str(note["stop"]) if note else ""

        self.session.read(lambda ws, _: look(ws), show, topic="visits-find")
