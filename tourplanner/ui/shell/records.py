"""The page of records: a legal hold, how long a tour is kept, the export for a records request.

It stands in the File menu, apart from the papers: what it writes is for no reader of theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from tourplanner.core.clock import date_text, read_day
from tourplanner.core.errors import InputError
from tourplanner.core.file_names import file_name
from tourplanner.core.records import read_days
from tourplanner.core.retention import WHAT_GOES
from tourplanner.ui.lists import ListEditor
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.basic import button, card, column, label, scroll_page
from tourplanner.ui.widgets.fields import CheckBox, ComboBox
from tourplanner.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from tourplanner.core.changes import Changes
    from tourplanner.core.ports import Progress
    from tourplanner.services.records import RecordsMade
    from tourplanner.services.retention import KeptState
    from tourplanner.services.workspace import Workspace

WIDTH = 720
_LIST_HIGH = 190  # of the schedule at least, at 100 % text
_NO_KIND = "Nobody has said"
_SCHEDULE = (
    "The office's own schedule: a kind of record, for how many years after the tour, by which "
    "rule, from which day. A line counts once it has all four; the program knows no law."
)
_EXPORT = (
    "One new folder: a page to read, tables (CSV), JSON, the history with who and when, the papers "
    "sent, and what was left out by kind and count. Photos and recordings are named, not copied."
)
_PRIVATE = "Private facts too: phones, needs, speakers, what is held back"


class RecordsForm(QScrollArea):
    """What is marked of the shown tour's records, and their export.

    Signals
    -------
    ended : the page is left; it makes no tour, so the text is empty.
    """

    ended = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.tour_id = session.tour_id
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Records and legal hold")
        page = scroll_page("canvas")
        self.setWidget(page)
        outer = column(page, margins=(32, 24, 32, 24), gap=8)
        outer.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._inner = QWidget()
        self._body = column(self._inner, gap=8)
        outer.addWidget(self._inner)
        self.back = button("Go back", "quiet", "arrow-left", lambda: self.ended.emit(""))
        self._body.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        name = session.tour.name if session.tour else ""
        self._body.addWidget(label(f"Records of {name}", "display", wraps=True))
        self._body.addWidget(label(WHAT_GOES, "second", wraps=True))
        self._make_hold()
        self._make_keeping()
        self._make_export()
        outer.addStretch(1)
        session.changed.connect(self._on_changes)
        THEME.changed.connect(self._resize)
        self._resize()
        self.refresh()

    def first_widget(self) -> QWidget:
        """Give what gets the keyboard first."""
        return self.reason if self.reason.isEnabled() else self.back

    # -- the parts -------------------------------------------------------------------------------

    def _make_hold(self) -> None:
        box = self._section("Legal hold")
        self.held = label("", "strong", wraps=True, selectable=True)
        box.addWidget(self.held)
        self.reason = _line(box, "Reason", "A request, a case, a letter and its date")
        buttons = FlowLayout(gap=8)
        self.hold_tour = button("Hold this tour", "", "lock", lambda: self._hold(self.tour_id))
        self.hold_file = button("Hold the whole file", "", "lock", lambda: self._hold(""))
        self.lift_tour = button("Lift the tour's hold", "", "lock-open", self._lift_tour)
        self.lift_file = button("Lift the file's hold", "", "lock-open", self._lift_file)
        for one in (self.hold_tour, self.hold_file, self.lift_tour, self.lift_file):
            buttons.addWidget(one)
        box.addLayout(buttons)

    def _make_keeping(self) -> None:
        box = self._section("How long they are kept")
        self.kept = label("", "strong", wraps=True, selectable=True)
        box.addWidget(self.kept)
        self.series = ComboBox()
        self.series.setAccessibleName("Kept as")
        name = label("Kept as", "second")
        name.setBuddy(self.series)
        box.addWidget(name)
        box.addWidget(self.series)
        self.series.activated.connect(lambda _: self._keep())
        self.until = _line(
            box, "Keep until", "A day such as 1/31/2030; it goes before the schedule"
        )
        self.until.editingFinished.connect(self._keep_if_typed)
        self.schedule = ListEditor(self.session, "retention", "Retention schedule", _SCHEDULE)
        self._body.addWidget(self.schedule)

    def _make_export(self) -> None:
        box = self._section("Export for a records request")
        box.addWidget(label(_EXPORT, "", wraps=True))
        self.days = _line(box, "Days", "Their numbers, such as 1,3; empty: the whole tour")
        self.private = CheckBox(_PRIVATE)
        box.addWidget(self.private)
        self.why = _line(box, "Why they go out", "It is kept in the file with the export")
        self.why.setEnabled(False)
        self.private.toggled.connect(self.why.setEnabled)
        self.problem = label("", "bad", wraps=True)
        self.problem.hide()
        box.addWidget(self.problem)
        self.export = button("Write the folder…", "primary", "folder", self._ask_and_export)
        box.addWidget(self.export, 0, Qt.AlignmentFlag.AlignLeft)

    def _section(self, title: str) -> QVBoxLayout:
        self._body.addSpacing(8)
        self._body.addWidget(label(title, "heading"))
        box = card()
        self._body.addWidget(box)
        return column(box, margins=(16, 12, 16, 12), gap=6)

    # -- reading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read what is marked."""
        tour_id = self.tour_id
        self.schedule.refresh()
        self.session.read(
            lambda ws, _: ws.retention.state(tour_id), self._show, topic="records", owner=self
        )

    def _on_changes(self, changes: Changes) -> None:
        if {"custody", "retention", "tour"} & changes.touched.keys():
            self.refresh()

    def _show(self, state: KeptState) -> None:
        own, whole = state.custody.hold, state.file_hold
        words = [f"This tour: {own.text}."] if own else []
        words += [f"The whole file: {whole.text}."] if whole else []
        self.held.setText("\n".join(words) or "No hold.")
        can = not self.session.is_read_only
        for one, shown in (
            (self.hold_tour, not own),
            (self.hold_file, not whole),
            (self.lift_tour, bool(own)),
            (self.lift_file, bool(whole)),
        ):
            one.setVisible(shown)
            one.setEnabled(can)
        for part in (self.reason, self.series, self.until, self.export):
            part.setEnabled(can)
        self.kept.setText(state.keeping.text(self.session.doors.now().date()))
        kinds = list(state.kinds)
        kinds += [state.custody.series] if state.custody.series not in (*kinds, "") else []
        self.series.clear()
        self.series.addItem(_NO_KIND, "")
        for kind in kinds:
            self.series.addItem(kind, kind)
        self.series.setCurrentIndex(max(0, self.series.findData(state.custody.series)))
        until = state.custody.until
        if not self.until.isModified():
            self.until.setText(date_text(until, weekday=False, year=True) if until else "")

    # -- acts ------------------------------------------------------------------------------------

    def _hold(self, scope: str) -> None:
        reason = self.reason.text()
        self._write(lambda ws: ws.retention.hold(scope, reason), "Held: no restore point goes.")

    def _lift_tour(self) -> None:
        self._lift(self.tour_id)

    def _lift_file(self) -> None:
        self._lift("")

    def _lift(self, scope: str) -> None:
        reason = self.reason.text()
        self._write(lambda ws: ws.retention.lift(scope, reason), "The hold is lifted.")

    def _write(self, act: Callable[[Workspace], Changes], acted: str) -> None:
        def done(_: object) -> None:
            self.reason.clear()

        def failed(error: BaseException) -> None:
            self.session.tell_error(error)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

        self.session.write(lambda ws, _: act(ws), done, failed, acted=acted)

    def _keep_if_typed(self) -> None:
        if self.until.isModified():
            self._keep()

    def _keep(self) -> None:
        tour_id, series, typed = self.tour_id, str(self.series.currentData() or ""), self.until
        try:
            text = typed.text().strip()
            until = read_day(text, self.session.doors.now().date()) if text else None
        except InputError as error:
            self.session.tell_error(error)
            return
        typed.setModified(False)

        def failed(error: BaseException) -> None:
            self.session.tell_error(error)
            typed.setModified(True)  # what was typed stays, to be mended
            self.refresh()

        self.session.write(lambda ws, _: ws.retention.keep(tour_id, series, until), failed=failed)

    # -- the export ------------------------------------------------------------------------------

    def _ask_and_export(self) -> None:
        if self.private.isChecked() and not self.why.text().strip():
            self._say("Why do private facts go out? Type the reason; it is kept with the export.")
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        path = self.session.path
        start = str(path.parent) if path is not None else ""
        name = QFileDialog.getExistingDirectory(self, "Folder in which the export is put", start)
        if name:
            self.export_into(Path(name))

    def export_into(self, parent: Path) -> None:
        """Write the export into a new folder inside another one."""
        self._say("")
        try:
            days = read_days(self.days.text())
        except InputError as error:
            self._say(f"{error.text} {error.hint}")
            self.days.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        tour_id, tour = self.tour_id, self.session.tour
        why = self.why.text() if self.private.isChecked() else ""
        day = self.session.doors.now().date().isoformat()
        out = _free_folder(parent, file_name(f"{tour.name if tour else 'Tour'} records {day}"))

        def work(workspace: Workspace, progress: Progress) -> RecordsMade:
            return workspace.records.export(
                tour_id, out, days=days, private_why=why, progress=progress
            )

        def done(made: RecordsMade) -> None:
            def show() -> None:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(made.folder)))

            self.session.tell(Notice(Tone.GOOD, made.sentence, "", "Open folder", show))

        self.session.read(
            work,
            done,
            lambda error: self.session.tell_error(error),
            topic="records-export",
            title="Exporting records",
        )

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit("")
        else:
            super().keyPressEvent(event)

    def _resize(self) -> None:
        self._inner.setMaximumWidth(look().px(WIDTH))
        self.schedule.setMinimumHeight(look().px(_LIST_HIGH))


def _line(box: QVBoxLayout, name: str, hint: str) -> QLineEdit:
    """Add a field under its name."""
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    words = label(name, "second")
    words.setBuddy(field)
    box.addWidget(words)
    box.addWidget(field)
    return field


def _free_folder(parent: Path, stem: str) -> Path:
    path, number = parent / stem, 2
    while path.exists():
        path, number = parent / f"{stem} {number}", number + 1
    return path
