"""Opening, making, sealing and closing office files from the window, and the forms of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import SUFFIX, Session
from tourplanner.ui.theme import THEME

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.shell.records import RecordsForm
    from tourplanner.ui.shell.sealing import PassphraseForm, SealForm
    from tourplanner.ui.tours.new_tour import NewTourForm

    Form = NewTourForm | PassphraseForm | RecordsForm | SealForm


class Files(QObject):
    """Does with office files what the File menu and the start page offer.

    Signals
    -------
    leaving : what was typed must be sent to the store now. opening : another file will be opened.
    form_shown : a form stands in the stack. form_ended : it is gone; the id of the tour that it
    made, empty where it made none.
    """

    leaving = Signal()
    opening = Signal()
    form_shown = Signal(object)
    form_ended = Signal(str)

    def __init__(self, session: Session, stack: QStackedWidget, documents: Path) -> None:
        super().__init__(stack)
        self._session = session
        self._stack = stack
        self._form: Form | None = None
        self.documents = documents

    # -- the forms -------------------------------------------------------------------------------

    @property
    def has_form(self) -> bool:
        """Whether a form is shown: it opens or makes a file first, then goes on itself."""
        return self._form is not None

    def seal_file(self) -> None:
        """Show the form that seals the file that is open, or takes its seal off."""
        from tourplanner.ui.shell.sealing import SealForm

        if self._session.is_read_only:
            self._session.tell(
                Notice(Tone.INFO, "The file is open for reading only: it cannot be sealed now.")
            )
            return
        self.leaving.emit()
        self._show(SealForm(self._session))

    def show_records(self) -> None:
        """Show the records of the tour: a hold, how long they are kept, the export."""
        from tourplanner.ui.shell.records import RecordsForm

        if not self._session.tour_id:
            self._session.tell(Notice(Tone.INFO, "No tour in this file yet: there are no records."))
            return
        self.leaving.emit()
        self._show(RecordsForm(self._session))

    def ask_passphrase(self, path: Path, write: bool) -> None:
        """Show the form that asks for the passphrase of a sealed file."""
        from tourplanner.ui.shell.sealing import PassphraseForm

        self._show(PassphraseForm(self._session, path, write=write))

    def new_file(self) -> None:
        """Show the form of a new tour, in a file of its own."""
        self._show_form(self.documents)

    def new_tour(self) -> None:
        """Show the form of a new tour in the file that is open."""
        self._show_form(None)

    def drop_form(self) -> None:
        """Take the form away; what was typed in it is gone."""
        if self._form is not None:
            self._stack.removeWidget(self._form)
            self._form.deleteLater()
            self._form = None

    def _show_form(self, folder: Path | None) -> None:
        from tourplanner.ui.tours.new_tour import NewTourForm

        self._show(NewTourForm(self._session, folder))

    def _show(self, form: Form) -> None:
        self.drop_form()
        form.ended.connect(self._end_form)
        self._form = form
        self._stack.addWidget(form)
        THEME.dress(form)
        self.form_shown.emit(form)
        form.first_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_form(self, tour_id: str) -> None:
        self.drop_form()
        self.form_ended.emit(tour_id)

    # -- files -----------------------------------------------------------------------------------

    def ask_and_open(self, window: QWidget) -> None:
        """Ask for a file and open it."""
        from PySide6.QtWidgets import QFileDialog  # not for the first paint

        path = self._session.path
        start = str(path.parent if path else self.documents)
        name, _ = QFileDialog.getOpenFileName(
            window, "Open file", start, f"Office files (*{SUFFIX});;All files (*)"
        )
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Open a file."""
        self._leave()
        self.opening.emit()
        self._session.open(path)

    def open_sample(self) -> None:
        """Make a sample file with a name that is free, and open it."""
        self._leave()
        self.opening.emit()
        self._session.create_sample(free_path(self.documents, "Sample tour"))

    def close_file(self) -> None:
        """Close the file."""
        self._leave()
        self._session.close()

    def make_backup(self) -> None:
        """Say that everything is saved, and make a backup beside the file: a restore point."""
        if self._session.path is None:
            return
        self.leaving.emit()
        self._session.write(
            lambda ws, _: _backup(ws),
            lambda name: self._session.tell(
                Notice(Tone.GOOD, f"{self._saved_words()} Backup made: {name}.")
            ),
            title="Making a backup",
        )

    def save_copy(self, window: QWidget) -> None:
        """Ask where, and save a copy of the file with its photos there, as on a stick."""
        from PySide6.QtWidgets import QFileDialog  # not for the first paint

        path = self._session.path
        if path is None:
            return
        self.leaving.emit()
        start = str(path.with_stem(f"{path.stem} copy"))
        name, _ = QFileDialog.getSaveFileName(
            window, "Save a copy", start, f"Office files (*{SUFFIX})"
        )
        if not name:
            return
        out = Path(name) if name.endswith(SUFFIX) else Path(f"{name}{SUFFIX}")
        self._session.write(
            lambda ws, _: _save_copy(ws, out),
            lambda _: self._session.tell(
                Notice(
                    Tone.GOOD,
                    f"Copy saved: {out.name}. Its photos are in {out.stem}.files beside it.",
                )
            ),
            title="Saving a copy",
        )

    def _saved_words(self) -> str:
        """Say when the last edit of this sitting was saved."""
        at = self._session.saved_at
        if at is None:
            return "Everything is saved."
        return f"Saved {ago_words((self._session.doors.now() - at).total_seconds())} ago."

    def _leave(self) -> None:
        self.drop_form()
        self.leaving.emit()


def _backup(workspace: Workspace) -> str:
    from tourplanner.services.backup import backup

    return backup(workspace.file).path.name


def _save_copy(workspace: Workspace, out: Path) -> None:
    from tourplanner.services.backup import save_copy

    save_copy(workspace.file, out)


def ago_words(seconds: float) -> str:
    """Say how long something took or is past: ``2 s``, ``5 min``, ``3 h``."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min" if whole < 3600 else f"{whole // 3600} h"


def free_path(folder: Path, stem: str) -> Path:
    """Give a file name that is not taken: NAME.tour, NAME 2.tour, ..."""
    path, number = folder / f"{stem}{SUFFIX}", 2
    while path.exists():
        path, number = folder / f"{stem} {number}{SUFFIX}", number + 1
    return path
