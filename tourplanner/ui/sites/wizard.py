"""Import a list of sites: the file, its columns, its rows; then one step that Undo takes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from tourplanner.core.model.list_columns import ListColumn, Target, choose, why_not_enough
from tourplanner.core.model.list_match import Applied
from tourplanner.core.model.list_rows import ListRow, RowState, count_new, to_repair
from tourplanner.core.model.list_table import ListTable
from tourplanner.ui.messages import Notice, Tone, notice_for
from tourplanner.ui.session import Session
from tourplanner.ui.sites.points import added_words
from tourplanner.ui.sites.wizard_pages import ColumnsPage, FilePage
from tourplanner.ui.sites.wizard_rows import KEEP, LEAVE, RowsPage
from tourplanner.ui.sites.wizard_values import TABLE_ENDINGS, outcome, preview_of
from tourplanner.ui.widgets.basic import button
from tourplanner.ui.widgets.fields import CheckBox
from tourplanner.ui.widgets.wizard import Wizard
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.jobs import Job

FILE, COLUMNS, ROWS = range(3)
_KINDS = f"Lists and maps ({' '.join(f'*{end}' for end in TABLE_ENDINGS)});;All files (*)"
_TOPIC = "import"


@dataclass(frozen=True, slots=True)
class _Opened:
    """A list with where its columns go as far as is known."""

    table: ListTable
    columns: tuple[ListColumn, ...]
    targets: Mapping[str, Target]


class ImportWizard(Wizard):
    """Three steps; nothing is stored before the last button."""

    ended = Signal(object)  # Applied, or None where nothing was added

    def __init__(self, session: Session) -> None:
        super().__init__(
            "Import a list of sites",
            ("The list", "Columns", "Look through"),
            "Nothing is saved until the last step. One Undo takes the whole list back.",
        )
        self._session = session
        self._job: Job | None = None
        self._source = ""  # path of the file, or the pasted text
        self._is_text = False
        self._opened: _Opened | None = None
        self._rows: tuple[ListRow, ...] = ()
        self.file_page = FilePage()
        self.add_page(self.file_page)
        self.file_page.file_wished.connect(self.ask_file)
        self.file_page.sheet_chosen.connect(self._on_sheet)
        self.file_page.header_chosen.connect(self._on_header)
        self.marks = CheckBox("")
        self.save = button("Save refused rows…", "quiet", "file", self.ask_rejected)
        self.foot.insertWidget(0, self.save)
        self.foot.insertWidget(1, self.marks)
        self.next_wished.connect(self._on_next_step)
        self.canceled.connect(self._on_cancel)
        session.jobs.listed.connect(self._show_progress)
        self.show_step(FILE)

    # The window must not wait for all pages at once: each is made when the one before is shown.

    @cached_property
    def columns_page(self) -> ColumnsPage:
        """The second page."""
        made = ColumnsPage()
        made.table.target_chosen.connect(self._on_target)
        self.add_page(made)
        return made

    @cached_property
    def rows_page(self) -> RowsPage:
        """The third page."""
        made = RowsPage()
        made.answered.connect(self._on_answer)
        made.offers_taken.connect(self._on_offers)
        self.add_page(made)
        return made

    # -- the list --------------------------------------------------------------------------------

    @property
    def begun_with(self) -> str:
        """The table that was pasted, empty where the list is a file."""
        return self._source if self._is_text else ""

    def begin(self) -> None:
        """Begin with no list yet."""
        self._reset()
        self.show_step(FILE)
        self.file_page.first_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_file(self, path: Path) -> None:
        """Begin with a file."""
        self._reset()
        self._source, self._is_text = str(path), False
        self._open("")

    def begin_text(self, text: str) -> None:
        """Begin with a table that was pasted."""
        self._reset()
        self._source, self._is_text = text, True
        self._open("")

    def _reset(self) -> None:
        self._stop()
        self._opened, self._rows = None, ()
        self.about.setText("")
        tour = self._session.tour
        self.marks.setText(f"The tour may see them: {tour.name}" if tour else "")
        self.marks.setChecked(tour is not None)
        for step in (FILE, COLUMNS, ROWS):
            self.set_result(step, "")
        self.file_page.show_table(None)

    def ask_file(self) -> None:
        """Ask for a file and begin with it."""
        name, _ = QFileDialog.getOpenFileName(self, "Import a list of sites", "", _KINDS)
        if name:
            self.begin_file(Path(name))

    def _open(self, sheet: str) -> None:
        source, is_text = self._source, self._is_text
        self.show_step(FILE)
        self.set_next("Reading the list", "", can=False)

        def work(workspace: Workspace, progress: Progress) -> _Opened:
            imports = workspace.imports
            table = (
                imports.of_text(source, progress)
                if is_text
                else imports.read(source, sheet, progress)
            )
            return _Opened(table, imports.columns(table), imports.targets())

        title = "Reading the list" if is_text else f"Reading {Path(source).name}"
        self._job = self._session.read(
            work, self._on_opened, self._on_failed, topic=_TOPIC, title=title, owner=self
        )

    def _on_opened(self, opened: _Opened) -> None:
        self._take(opened)
        if opened.table.header >= 0:
            self._show_columns()
        else:
            self.file_page.header.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, opened: _Opened) -> None:
        self._opened = opened
        self.about.setText(opened.table.about)
        self.file_page.show_table(opened.table)
        rows = len(opened.table.rows) - opened.table.header - 1
        self.set_result(FILE, count_words(rows, "row"))
        self._show_next()

    def _on_sheet(self, sheet: str) -> None:
        self._open(sheet)

    def _on_header(self, number: int) -> None:
        if self._opened is None:
            return
        table = self._opened.table.with_header(number)
        if table.header == self._opened.table.header:
            return
        self._job = self._session.read(
            lambda ws, _: _Opened(table, ws.imports.columns(table), ws.imports.targets()),
            self._take,
            self._on_failed,
            topic=_TOPIC,
            owner=self,
        )

    def _on_failed(self, error: BaseException) -> None:
        self._show_next()
        notice = notice_for(error)
        if notice is not None:
            self.file_page.tell(notice.text)
            self.reason.setText(notice.text)
            self.reason.show()

    # -- columns ---------------------------------------------------------------------------------

    def _show_columns(self) -> None:
        assert self._opened is not None
        self.columns_page.show_columns(
            self._opened.table, self._opened.columns, self._opened.targets
        )
        self.show_step(COLUMNS)
        self.columns_page.table.choose(0)
        self.columns_page.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look_ahead()

    def _on_target(self, number: int, target: str) -> None:
        if self._opened is None:
            return
        columns = choose(self._opened.columns, number, target)
        self._opened = replace(self._opened, columns=columns)
        self.columns_page.show_columns(self._opened.table, columns, self._opened.targets)
        self.columns_page.table.choose(number)
        self._show_next()
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Judge the first rows while the columns are being said."""
        opened = self._opened
        if opened is None or why_not_enough(opened.columns):
            self.columns_page.show_preview((), 0)
            return
        first = preview_of(opened.table)
        total = len(opened.table.rows) - opened.table.header - 1
        self._job = self._session.read(
            lambda ws, progress: ws.imports.judge(first, opened.columns, progress),
            lambda rows: self.columns_page.show_preview(rows, total),
            self._on_failed,
            topic=_TOPIC,
            owner=self,
        )

    # -- rows ------------------------------------------------------------------------------------

    def _judge(self) -> None:
        opened = self._opened
        if opened is None:
            return
        self.set_next("Looking at the rows", "", can=False)
        self._job = self._session.read(
            lambda ws, progress: ws.imports.judge(opened.table, opened.columns, progress),
            self._on_judged,
            self._on_failed,
            topic=_TOPIC,
            title="Looking at the rows",
            owner=self,
        )

    def _on_judged(self, rows: tuple[ListRow, ...]) -> None:
        self._rows = rows
        self.rows_page.show_rows(rows, anew=True)
        QTimer.singleShot(0, self, self._show_rows)  # twenty thousand are counted in a second turn

    def _show_rows(self) -> None:
        self.show_step(ROWS)
        self.rows_page.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_answer(self, number: int, key: str) -> None:
        row = next((row for row in self._rows if row.number == number), None)
        if row is None:
            return
        if key == LEAVE:
            self._change(row.leave_out())
            return
        # Comparing addresses and looking for the site are nothing for the window's thread.
        self._session.read(
            lambda ws, _: ws.imports.keep(row) if key == KEEP else ws.imports.choose(row, key),
            self._change,
            owner=self,
        )

    def _change(self, changed: ListRow) -> None:
        self._rows = tuple(changed if row.number == changed.number else row for row in self._rows)
        self.rows_page.replace(changed)
        self._show_next()

    def _on_offers(self, what: str, takes: bool) -> None:
        self._rows = tuple(
            row.take_offer(takes=takes) if row.offer == what else row for row in self._rows
        )
        self.rows_page.show_rows(self._rows)

    # -- steps -----------------------------------------------------------------------------------

    def show_step(self, step: int) -> None:
        """Show a step and what Next does in it."""
        super().show_step(step)
        if hasattr(self, "marks"):
            self._show_next()

    def _show_next(self) -> None:
        is_last = self.step == ROWS
        self.marks.setVisible(is_last and self._session.tour is not None)
        self.save.setVisible(is_last and bool(to_repair(self._rows)))
        if self._opened is None:
            self.set_next("Next: columns", "Choose a file, or paste a table (Ctrl+V).", can=False)
            return
        columns = self._opened.columns
        taken = sum(bool(column.target) for column in columns)
        self.set_result(COLUMNS, f"{taken} of {len(columns)} set")
        if self.step == FILE:
            self.set_next("Next: columns")
        elif self.step == COLUMNS:
            lack = why_not_enough(columns)
            self.set_next("Next: look through the rows", lack, can=not lack)
        else:
            asks = sum(row.state is RowState.ASKS for row in self._rows)
            self.set_result(ROWS, f"{asks:,} to decide" if asks else "all decided")
            new = count_new(self._rows)
            can = any(row.comes_in for row in self._rows)
            words = f"Add {count_words(new, 'site')}" if new else "Add what they lack"
            self.set_next(words, outcome(self._rows, new), can=can)

    def _on_next_step(self, step: int) -> None:
        if step == FILE:
            self._show_columns()
        elif step == COLUMNS:
            self._judge()
        else:
            self._add()

    def _show_progress(self) -> None:
        job = self._job
        if job is None:
            return
        if job.is_cancelled:  # in the list of what runs; the list itself is still here
            self._job = None
            self._show_next()
        elif job in self._session.jobs.running() and job.words:
            self.reason.setText(job.words)
            self.reason.show()

    def _stop(self) -> None:
        if self._job is not None:
            self._session.jobs.cancel(self._job)
            self._job = None

    def _on_cancel(self) -> None:
        self._stop()
        self._end(None)

    # -- the end ---------------------------------------------------------------------------------

    def _add(self) -> None:
        opened, rows = self._opened, self._rows
        assert opened is not None
        tour_id = self._session.tour_id if self.marks.isChecked() else ""
        self.set_next("Adding them", "", can=False)

        def failed(error: BaseException) -> None:
            if isValid(self):
                self._show_next()
            self._session.tell_error(error)

        self._job = self._session.write(
            lambda ws, progress: ws.imports.add(
                rows, opened.table, opened.columns, tour_id, progress
            ),
            self._end,
            failed,
            title="Adding sites",
        )

    def ask_rejected(self) -> None:
        """Ask where the rows that do not come in are saved, and save them."""
        name, _ = QFileDialog.getSaveFileName(
            self, "Save refused rows", "refused rows.csv", "Tables (*.csv)"
        )
        if name:
            self.save_rejected(Path(name))

    def save_rejected(self, path: Path) -> None:
        """Save the rows that do not come in, with the reason of each."""
        opened, rows = self._opened, self._rows
        assert opened is not None

        def saved(count: int) -> None:
            words = f"{count_words(count, 'row')} saved to {path.name}, with the reason of each."
            self._session.tell(Notice(Tone.GOOD, words))

        self._session.read(
            lambda ws, _: ws.imports.save_rejected(str(path), opened.table, rows, replaces=True),
            saved,
            title="Saving the refused rows",
        )

    def _end(self, applied: Applied | None) -> None:
        if applied is not None:
            added = len(applied.added) + len(applied.by_hand)
            if applied.changes is None:
                here = f"{len(applied.already):,} here already"
                self._session.tell(Notice(Tone.INFO, f"Nothing new in this list: {here}."))
            elif added:
                self._session.acted.emit(added_words(applied))
            else:
                self._session.acted.emit("Sites changed by the list.")
        if isValid(self):  # or it was left while they were being added
            self.ended.emit(applied)

    def panes(self) -> Sequence[QWidget]:
        """Give what F6 goes through."""
        if self.step == FILE:
            return (self.file_page.first_widget(), self.next)
        return (
            self.columns_page.table if self.step == COLUMNS else self.rows_page.table,
            self.next,
        )
