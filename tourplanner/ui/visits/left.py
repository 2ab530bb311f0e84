"""The left of visits: a search over everything, the stops, and what was written at one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from tourplanner.ui.visits.lists import HitDelegate, NoteDelegate, StopDelegate, spoken
from tourplanner.ui.visits.rows import HitRow, NoteRow, StopRow
from tourplanner.ui.widgets.basic import column, label, pane, row
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.widgets.values import ValuesList, ValuesModel
from tourplanner.ui.words import count_words

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LeftPane(QWidget):
    """Search field and lists.

    Signals
    -------
    stop_chosen : another stop. note_chosen : another note or quote. searched : what is typed,
    empty ends it. hit_opened : what was found is wished. entered : Enter on a note. deleted : the
    Delete key on a note.
    """

    stop_chosen = Signal()
    note_chosen = Signal(object)
    searched = Signal(str)
    hit_opened = Signal(object)
    entered = Signal()
    deleted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(180)
        whole = pane("surface")
        column(self).addWidget(whole)
        layout = column(whole)
        self.stops: ValuesModel[StopRow] = ValuesModel(spoken)
        self.notes: ValuesModel[NoteRow] = ValuesModel(spoken)
        self.hits: ValuesModel[HitRow] = ValuesModel(spoken)
        self.stop_list = ValuesList("Stops of the tour", self.stops, StopDelegate(self.stops))
        self.note_list = ValuesList("Notes at this stop", self.notes, NoteDelegate(self.notes))
        self.hit_list = ValuesList("What was found", self.hits, HitDelegate(self.hits))
        self.search = QLineEdit()
        self.search.setAccessibleName("Search notes, quotes and cards")
        self.search.setPlaceholderText("Search notes, quotes, cards")
        self.search.setClearButtonEnabled(True)
        line = row(margins=(12, 8, 12, 8))
        line.addWidget(self.search)
        layout.addLayout(line)
        self.notes_count = label("", "section")
        self._no_hits = EmptyState(
            "Nothing found.", "Fewer letters find more. Esc ends the search."
        )
        self._pages = QStackedWidget()
        for part in (self._lists(), self.hit_list, self._no_hits):
            self._pages.addWidget(part)
        layout.addWidget(self._pages, 1)
        for each in (self.stop_list, self.note_list, self.hit_list):
            each.setUniformItemSizes(True)  # one row is measured, not thousands
        for watched in (self.search, self.note_list, self.hit_list):
            watched.installEventFilter(self)
        self.stop_list.selectionModel().currentChanged.connect(lambda *_: self.stop_chosen.emit())
        self.note_list.selectionModel().currentChanged.connect(lambda *_: self._on_note())
        self.hit_list.clicked.connect(lambda _: self._open_hit())
        self.search.textChanged.connect(self._on_search)

    def _lists(self) -> QWidget:
        made = QWidget()
        both = column(made)
        both.addWidget(self.stop_list, 2)
        head = row(margins=(12, 9, 12, 6))
        head.addWidget(self.notes_count)
        head.addStretch(1)
        both.addLayout(head)
        self._no_notes = EmptyState(
            "No notes at this stop yet.", "Type at the right, or press Ctrl+Enter."
        )
        self._note_pages = QStackedWidget()
        self._note_pages.addWidget(self.note_list)
        self._note_pages.addWidget(self._no_notes)
        both.addWidget(self._note_pages, 3)
        return made

    # -- showing ---------------------------------------------------------------------------------

    def current_stop(self) -> StopRow | None:
        """Give the chosen stop."""
        at = self.stop_list.currentIndex().row()
        return self.stops.values[at] if 0 <= at < len(self.stops.values) else None

    def show_stops(self, stops: list[StopRow], chosen: str) -> None:
        """Show other stops; the chosen one stays, else it is the first."""
        at = next((k for k, s in enumerate(stops) if s.stop == chosen), 0 if stops else -1)
        self.stop_list.selectionModel().blockSignals(True)
        self.stops.show(stops)
        self.stop_list.choose(at)
        self.stop_list.selectionModel().blockSignals(False)

    def choose_stop(self, stop: str) -> None:
        """Choose a stop by id."""
        at = next((k for k, s in enumerate(self.stops.values) if s.stop == stop), -1)
        if at >= 0:
            self.stop_list.choose(at)

    def show_notes(self, notes: list[NoteRow], chosen: str, many: int | None = None) -> None:
        """Show other notes and quotes, one of them chosen; ``many`` notes if more will come."""
        at = next((k for k, note in enumerate(notes) if note.id == chosen), -1)
        self.note_list.selectionModel().blockSignals(True)
        self.notes.show(notes)
        self.note_list.choose(at)
        self.note_list.selectionModel().blockSignals(False)
        quotes, memos = (sum(note.kind == kind for note in notes) for kind in ("quote", "memo"))
        words = [count_words(many or len(notes) - quotes - memos, "note")]
        words += [count_words(quotes, "quote")] if quotes else []
        words += [count_words(memos, "memo")] if memos else []
        self.notes_count.setText(", ".join(words))
        self._note_pages.setCurrentWidget(self.note_list if notes else self._no_notes)

    def show_hits(self, text: str, hits: Sequence[HitRow]) -> None:
        """Show what a search found, unless something else is searched by now."""
        if self.search.text() == text:
            self.hits.show(list(hits))
            self._pages.setCurrentWidget(self.hit_list if hits else self._no_hits)
            self.hit_list.choose(0 if hits else -1)

    def choose_none(self) -> None:
        """Choose no note."""
        self.note_list.choose(-1)

    # -- what is done ----------------------------------------------------------------------------

    def _on_note(self) -> None:
        at = self.note_list.currentIndex().row()
        if 0 <= at < len(self.notes.values):
            self.note_chosen.emit(self.notes.values[at])

    def _on_search(self, text: str) -> None:
        if not text.strip():
            self._pages.setCurrentIndex(0)
        self.searched.emit(text)

    def _open_hit(self) -> None:
        at = self.hit_list.currentIndex().row()
        if 0 <= at < len(self.hits.values):
            self.hit_opened.emit(self.hits.values[at])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in what was found while the search is typed in; Enter and Delete on a note."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = Qt.Key(event.key())
        if watched is self.note_list:
            if key not in (*_ENTER, Qt.Key.Key_Delete):
                return False
            (self.deleted if key == Qt.Key.Key_Delete else self.entered).emit()
        elif key == Qt.Key.Key_Escape:
            self.search.clear()
            self.note_list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in _ENTER:
            self._open_hit()
        elif watched is self.search and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            at = self.hit_list.currentIndex().row() + (1 if key == Qt.Key.Key_Down else -1)
            self.hit_list.choose(min(max(at, 0), len(self.hits.values) - 1))
        else:
            return False
        return True
