"""The place of visits: choose a stop, write what people say and show; typed words are saved."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QWidget

from tourplanner.core.model.framework import Frameworks
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.place import Goes, Place
from tourplanner.ui.session import Session
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.visits.beside import SidePane
from tourplanner.ui.visits.drafts import Draft
from tourplanner.ui.visits.held_row import KEY
from tourplanner.ui.visits.left import LeftPane
from tourplanner.ui.visits.middle import Middle
from tourplanner.ui.visits.photo_rows import read_photos
from tourplanner.ui.visits.researchers import Researchers
from tourplanner.ui.visits.rows import (
    BLANK,
    LOOK,
    MORE,
    PROMISE,
    QUESTION,
    Beside,
    HitRow,
    NoteRow,
    SideRow,
    StopRow,
    read_beside,
    read_here,
    read_hits,
    read_home,
    read_leaving,
    read_notes,
    read_stops,
)
from tourplanner.ui.visits.taking_in import TakingIn, photos_in
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.changes import Changes
    from tourplanner.services.photo_pack import PackMade

_NO_WARNING = QFileDialog.Option.DontConfirmOverwrite | QFileDialog.Option.ShowDirsOnly
_SOUNDS = "Recordings (*.m4a *.mp3 *.wav *.aac *.flac *.ogg *.opus *.amr *.3gp *.wma)"
FIRST_NOTES = 200  # of a stop that is opened; more than a screen shows
_NARROW = 820  # pixels at 100 % text; below it one side at a time stands beside the middle
_PLANNED = frozenset({"tour", "stop", "variant", "leg", "site"})


class VisitsPlace(Place):
    """Stops, the notes of one, the note that is being written, and what is to ask there."""

    name = "visits"
    title = "Visits"
    icon = "notebook-pen"
    kinds = frozenset(
        {
            *("note", "quote", "answer", "look_for", "promise", "photo", "camera"),
            *("memo", "comment", "reason", "form"),
            *("stop", "tour", "variant", "site", "need", "strength"),
        }
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.left = LeftPane()
        self.middle = Middle(session)
        self.side = SidePane()
        self.stop_list, self.note_list = self.left.stop_list, self.left.note_list
        self.stops, self.notes = self.left.stops, self.left.notes
        self.editor = self.middle.editor
        self.taking = TakingIn(session, self)
        self.researchers = Researchers(session, self)
        self.setAcceptDrops(True)
        self._make_actions()
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

    def _make_actions(self) -> None:
        middle = self.middle
        self.primary = self.action("New note", middle.new_note, "plus", "Ctrl+Return")
        self.others = [
            self.action(
                "Quote",
                middle.making.quote,
                "message-square",
                "Ctrl+'",
                "The selected words as one",
            ),
            self.action(
                "Promise",
                middle.making.promise,
                "square-check",
                "Ctrl+Shift+M",
                "What we said we would do",
            ),
            self.action(
                "Time stamp",
                middle.stamp,
                "clock",
                "Ctrl+Shift+.",
                "The time at the school, here",
            ),
            self.action(
                "Photos", self.add_photos, "camera", "Ctrl+Shift+P", "Add photos at this stop"
            ),
        ]
        self.more_actions = [
            self.action("Next blank question", self.ask, "circle-alert", "Ctrl+Shift+Q"),
            self.action("Look-fors", self.look_around, "eye", "Ctrl+Shift+L"),
            self.action("Seen, told or paper", middle.making.next_evidence, "eye", "Ctrl+E"),
            self.action("Tag", middle.making.tag, "plus", "Ctrl+T"),
            self.action(
                "Hold the selected words back",
                middle.making.hold_back,
                "eye-off",
                KEY,
                "A sensitive fact stays inside",
            ),
            self.action("Practice card from this", middle.making.card, "sparkles", "Ctrl+Shift+K"),
            self.action("Sound memo", self.add_memo, "mic", "Ctrl+Shift+U", "Attach a recording"),
            self.action("Add a folder of photos", self.add_folder, "folder"),
            self.action("Photos at this stop", self.go_to_photos, "camera", "Ctrl+Shift+G"),
            self.action("Photos for the press", self.make_pack, "newspaper"),
            self.action(
                "Export for researchers", self.researchers.export_form, "file", tip="As an XLSForm"
            ),
            self.action("Read a form of researchers", self.researchers.read_form, "file-plus"),
            self.action("Take away", middle.take_away, "x"),
        ]

    def _connect(self) -> None:
        left, middle, side = self.left, self.middle, self.side
        self.session.file_changed.connect(self._forget)
        left.stop_chosen.connect(self._on_stop)
        left.note_chosen.connect(self._on_note)
        left.searched.connect(self._on_search)
        left.hit_opened.connect(self._open_hit)
        left.entered.connect(
            lambda: middle.first_widget().setFocus(Qt.FocusReason.OtherFocusReason)
        )
        left.deleted.connect(middle.take_away)
        middle.unlisted.connect(left.choose_none)
        middle.card_made.connect(self._go_to_card)
        middle.answered.connect(self._ask_next)
        side.opened.connect(self._open_line)
        side.back.connect(self._show_lists)
        THEME.changed.connect(self._judge)
        side.kept.connect(middle.acts.keep)
        side.looked.connect(self._looked)
        side.added.connect(self._add_look_for)

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
        if _PLANNED & changes.touched.keys():
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
            lambda found: self.middle.show_photos(found) if stop.stop == self._stop else None,
            topic="visits-photos",
        )
        self._read_written(stop, FIRST_NOTES if is_opened else None)
        self.middle.read()

    def _read_written(self, stop: StopRow, most: int | None) -> None:
        """Read what was written at a stop; where ``most`` notes are not all, the rest behind."""
        draft = self.draft
        saves = draft.saves if draft is not None and draft.is_clean else -1

        def done(read: tuple[list[NoteRow], Beside]) -> None:
            if stop.stop != self._stop:
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

    def add_photos(self) -> None:
        """Choose photos to be added at the chosen stop, to the note that is shown."""
        self.taking.pick(self._stop, self._note())

    def add_folder(self) -> None:
        """Choose the folder of a day; each photo goes to the stop where it was taken."""
        self.taking.pick_folder(self._stop)

    def add_memo(self) -> None:
        """Choose a recording to be attached at the chosen stop."""
        name, _ = QFileDialog.getOpenFileName(self, "Attach a sound memo", "", _SOUNDS)
        if name:
            self.attach_memo(Path(name))

    def attach_memo(self, path: Path) -> None:
        """Attach a recording at the chosen stop, and show it."""
        tour, stop, note = self.session.tour_id, self._stop, self._note()

        def show(memo: str) -> None:
            if stop == self._stop:
                self.middle.open_memo(memo)
            self.session.acted.emit("Sound memo attached.")

        self.session.read(
            lambda ws, progress: ws.memos.attach(tour, stop, path, note=note, progress=progress),
            show,
            title="Attaching the memo",
        )

    def go_to_photos(self) -> None:
        """Go to the photos of the stop."""
        strip = self.middle.strip.list
        if not strip.isVisible():
            self.session.tell(Notice(Tone.INFO, "No photos here yet. Ctrl+Shift+P adds some."))
            return
        if strip.currentIndex().row() < 0:
            strip.choose(0)
        strip.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def make_pack(self) -> None:
        """Write the photos that may go to the press into a folder."""
        name = QFileDialog.getSaveFileName(
            self, "New folder for the photos", "photos-for-the-press", options=_NO_WARNING
        )[0]
        if name:
            self.write_pack(Path(name))

    def write_pack(self, folder: Path) -> None:
        """Write the photos that may go to the press into a new folder, and say what stays."""
        tour = self.session.tour_id

        def told(made: PackMade) -> None:
            pictures = max(0, len(made.files) - 1)
            words = f"{count_words(pictures, 'photo')} written to {folder.name}."
            inside = [f"{each.what}: {each.why}." for each in made.withheld]
            if inside or made.missing:
                words += f" {count_words(len(inside) + len(made.missing), 'photo')} held back."
            tone = Tone.GOOD if pictures else Tone.WARN
            self.session.tell(Notice(tone, words, "\n".join([*inside, *made.missing])))

        self.session.read(
            lambda ws, progress: ws.photo_pack.make(tour, folder, progress),
            told,
            title="Writing photos for the press",
        )

    def _note(self) -> str:
        return self.middle.record if self.middle.kind == "note" else ""

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
            QTimer.singleShot(0, self, lambda: self.taking.take(paths, self._stop, self._note()))

    # -- beside the notes ------------------------------------------------------------------------

    def ask(self) -> None:
        """Go to the first question without an answer, and type it."""
        self._show_answered()
        line = self.side.list.go_to_blank()
        if line is None:
            self.session.tell(Notice(Tone.GOOD, "All questions have an answer here."))
        else:
            self._open_line(line)

    def _ask_next(self) -> None:
        """Go from one question to the next, as on a paper sheet; after the last to the lines."""
        here = self._show_answered()
        line = self.side.list.go_to_blank(here)
        if line is None:
            self.side.list.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._open_line(line)

    def _show_answered(self) -> str:
        """Let the question that is typed in be answered beside; give its code."""
        draft = self.draft
        if draft is None or not draft.question:
            return ""
        self.side.show_answer(draft.question, draft.text)
        return draft.question

    def look_around(self) -> None:
        """Go to the first thing that nobody looked for yet."""
        if self.side.list.go_to_first(LOOK, state="") is None:
            self.side.list.go_to_first(LOOK)
        if self._is_narrow:
            self.left.hide()
            self.side.show()
        self.side.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_line(self, line: SideRow) -> None:
        """Go to what was chosen beside the notes."""
        middle = self.middle
        if line.kind == QUESTION:
            middle.open_answer(line)
        elif line.kind == PROMISE or (line.kind == BLANK and line.code == "promise"):
            middle.open_promise(line.record)
        elif line.kind == BLANK:
            middle.open_quote(line.record)
        elif line.kind == MORE and line.code == "promise":
            middle.making.promise()
            return
        middle.first_widget().setFocus(Qt.FocusReason.OtherFocusReason)

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

    def _looked(self, look_for: str, state: str) -> None:
        stop = self._stop
        if not self.session.is_read_only:
            self.session.write(lambda ws, _: ws.form.looked(stop, look_for, state))

    def _add_look_for(self, words: str) -> None:
        stop = self._stop
        self.session.write(lambda ws, _: ws.form.add_look_for(stop, words))

    # -- finding ---------------------------------------------------------------------------------

    def start_search(self) -> None:
        """Go to the search field."""
        self.left.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.left.search.selectAll()

    def _on_search(self, text: str) -> None:
        if text.strip():
            self.session.read(
                lambda ws, _: read_hits(ws, text),
                lambda hits: self.left.show_hits(text, hits),
                topic="visits-search",
            )

    def _open_hit(self, hit: HitRow) -> None:
        if hit.kind == "practice":
            self._go_to_card(hit.record)
        else:
            self.show_record(hit.record)

    def _go_to_card(self, card: str) -> None:
        window = self.window()
        if isinstance(window, Goes):
            window.go("practices")
            window.place("practices").show_record(card)

    def show_record(self, record: str) -> None:
        """Show a note, quote, answer or promise that was found elsewhere."""

        def show(found: tuple[str, str, str, Beside]) -> None:
            kind, record, stop, beside = found
            if not kind:
                return
            if kind in ("note", "quote", "memo"):
                self._to_show = record
            self._stop = stop
            self.left.choose_stop(stop)
            if kind == "promise":
                self.middle.open_promise(record)
            elif kind == "photo":
                self.middle.open_photo(record)
            asked = (*beside.questions, *beside.more)
            line = next((each for each in asked if each.record == record), None)
            if line is not None:
                self.middle.open_answer(line)
            self.refresh()

        self.session.read(lambda ws, _: read_home(ws, record), show, topic="visits-find")

    # -- for the window --------------------------------------------------------------------------

    def menu_actions(self) -> list[QAction]:
        """Give all that is done here."""
        assert self.primary is not None
        return [self.primary, *self.others, *self.more_actions]

    def first_widget(self) -> QWidget:
        """Give the list of stops."""
        return self.stop_list

    def panes(self) -> list[QWidget]:
        """Give stops, notes, the note, and what is to ask."""
        return [self.stop_list, self.note_list, self.middle.first_widget(), self.side.list]

    def flush(self) -> None:
        """Send what was typed to the store."""
        self.middle.flush()
