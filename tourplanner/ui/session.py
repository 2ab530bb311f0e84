"""The open office file as the window knows it: its tours, the one that is shown, what changed.

Every place asks the session for reads and writes and listens to it; nothing else knows about
threads. The overview is read anew when a change touched what it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from tourplanner.core.errors import (
    StoreLocked,
    StoreReadOnly,
    StoreSealed,
    TourPlannerError,
)
from tourplanner.ui.jobs import Done, Failed, Job, Jobs
from tourplanner.ui.memory import Memory
from tourplanner.ui.messages import Notice, Tone, notice_for
from tourplanner.ui.overview import SHOWN_KINDS, Overview, TourRow, read_overview

if TYPE_CHECKING:
    from tourplanner.core.changes import Changes
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Doors, Workspace

SUFFIX = ".tour"
_BACKUP_LOOK_MS = 10 * 60_000  # how often it is looked whether a restore point is due
_WATCH_MS, _SLOW_S = 200, 1.0  # how often it is looked whether saving is slow, and what is


class Session(QObject):
    """One window's open file.

    Signals
    -------
    file_changed : another file is open, or none. overviewed : the overview was read anew.
    tour_chosen : another tour is shown. changed : Changes of a write. saved : a write came back.
    noticed : a Notice to show. acted : label of an act that the user may want to take back.
    undo_changed : there is something else to undo or redo. unsaved : typed text is not on the disk.
    directory_changed : another school directory is at hand.
    network_changed : the network was turned on or off, or asked.
    new_tour_wished : the form of a new tour in this file is to be shown.
    passphrase_wished : a path is sealed; it is to be opened for writing or not.
    saving : a write takes over a second (True), and then: nothing is on its way any more.
    """

    file_changed = Signal()
    overviewed = Signal()
    tour_chosen = Signal()
    changed = Signal(object)
    saved = Signal()
    noticed = Signal(object)
    acted = Signal(str)
    undo_changed = Signal()
    unsaved = Signal()
    directory_changed = Signal()
    network_changed = Signal()
    saving = Signal(bool)
    new_tour_wished = Signal()
    passphrase_wished = Signal(object, bool)

    def __init__(self, doors: Doors, memory: Memory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.doors = doors
        self.memory = memory
        self.jobs = Jobs(doors, self)
        self.jobs.changed.connect(self._on_changes)
        self.jobs.failed.connect(self.tell_error)
        self.path: Path | None = None
        self.is_read_only = False
        self.is_opening = False
        self.overview = Overview()
        self.is_overviewed = False  # whether it is that of the open file
        self.tour_id = ""
        self.author = ""
        self.undo_label = ""
        self.redo_label = ""
        self.saved_at: datetime | None = None
        # Several writes in a row are one look at the file.
        self._look_again = QTimer(self)
        self._look_again.setSingleShot(True)
        self._look_again.timeout.connect(self.refresh)
        self._is_slow = False
        self._watch = QTimer(self)  # runs while something is on its way to the disk
        self._watch.setInterval(_WATCH_MS)
        self._watch.timeout.connect(self._look_at_writes)
        self._backups = QTimer(self)
        self._backups.setInterval(_BACKUP_LOOK_MS)
        self._backups.timeout.connect(self.back_up_if_due)

    # -- files -----------------------------------------------------------------------------------

    def open(self, path: Path, *, write: bool = True) -> None:
        """Open an office file; one that another window holds is offered for reading."""

        def failed(error: BaseException) -> None:
            self._on_no_file()
            if isinstance(error, StoreSealed):
                self.passphrase_wished.emit(path, write)
                return
            notice = notice_for(error)
            if isinstance(error, StoreLocked | StoreReadOnly) and write and notice is not None:
                notice = Notice(
                    Tone.WARN,
                    notice.text,
                    notice.details,
                    "Open to read only",
                    lambda: self.open(path, write=False),
                )
            if notice is not None:
                self.noticed.emit(notice)

        self._start(
            lambda: self.doors.open(path, write=write),
            failed,
            f"Opening {path.name}",
            read_only=not write,
        )

    def create(
        self,
        path: Path,
        home_state: str,
        then: Callable[[], None] | None = None,
        failed: Failed | None = None,
        profile: Mapping[str, str] | None = None,
    ) -> None:
        """Make a new office file and open it.

        Parameters
        ----------
        home_state : two letters; the school directory of that state is put at hand where it ships.
        then : called when it is open. failed : called when it could not be made.
        profile : what else is known of the office, by field.
        """

        def not_made(error: BaseException) -> None:
            self._on_no_file()
            (failed or self.tell_error)(error)

        facts = {**(profile or {}), "home_state": home_state}
        self._start(lambda: self._make(path, facts), not_made, "Making the file", then=then)

    def create_sample(self, path: Path) -> None:
        """Make a file with the sample tour and open it."""

        def opens() -> Workspace:
            from tourplanner.services.sample import write_sample

            workspace = self._make(path)
            try:
                facts = self.doors.sample()
                file = workspace.file
                write_sample(file, workspace.sites, workspace.tours, facts, file.now)
            except BaseException:
                workspace.close()
                raise
            return workspace

        def not_made(error: BaseException) -> None:
            self._on_no_file()
            self.tell_error(error)

        self._start(opens, not_made, "Making the sample tour")

    def _make(self, path: Path, profile: dict[str, str] | None = None) -> Workspace:
        path.parent.mkdir(parents=True, exist_ok=True)
        return self.doors.create(path, profile)

    def reseal(
        self,
        passphrase: str | None,
        done: Callable[[str], None],
        failed: Failed,
        *,
        keep: bool = False,
    ) -> None:
        """Seal the open file with a passphrase, or take the seal off; it is open again then.

        Parameters
        ----------
        passphrase : None takes the seal off. done : gets the recovery code, empty without a seal.
        failed : gets why it could not be done; the file is open again as it was.
        keep : also keep the key in this computer's keyring.
        """
        path = self.path
        assert path is not None
        ended: list[str | TourPlannerError] = []

        def opens() -> Workspace:
            all_let_go()
            sealing = self.doors.sealing()
            try:
                if passphrase is None:
                    sealing.unseal(path)
                    ended.append("")
                else:
                    ended.append(sealing.seal(path, passphrase, keep=keep))
            except TourPlannerError as error:
                ended.append(error)
            return self.doors.open(path, write=True)

        def reopened() -> None:
            if isinstance(ended[0], str):
                done(ended[0])
            else:
                failed(ended[0])

        def not_opened(error: BaseException) -> None:
            self._on_no_file()
            self.tell_error(error)

        self.jobs.close_file()
        all_let_go = self.jobs.let_go()
        self._start(opens, not_opened, "Writing the file anew", then=reopened)

    def close(self) -> None:
        """Close the file; the start page comes back."""
        self.jobs.close_file()
        self._on_no_file()

    def _start(
        self,
        opens: Callable[[], Workspace],
        failed: Failed,
        title: str,
        *,
        read_only: bool = False,
        then: Callable[[], None] | None = None,
    ) -> None:
        def opened(workspace: Workspace) -> None:
            self._on_open(workspace, read_only)
            if then is not None:
                then()

        self.is_opening = True
        self.undo_label = self.redo_label = ""  # those of the file that is left
        self.undo_changed.emit()
        self.jobs.open_file(opens, opened, failed, title=title)

    def _on_open(self, workspace: Workspace, read_only: bool) -> None:
        self.is_opening = False
        self.path = self.jobs.path
        self.is_read_only = read_only or bool(workspace.file.read_only)
        self.overview, self.is_overviewed = Overview(), False
        self.author = str(workspace.file.author)
        self.saved_at = None
        assert self.path is not None
        self.memory.add_recent(self.path)
        self.tour_id = self.memory.chosen_tour(self.path)
        self.file_changed.emit()
        if workspace.file.notice:
            self.tell(Notice(Tone.WARN, str(workspace.file.notice)))
        elif self.is_read_only:
            self.tell(Notice(Tone.WARN, f"{self.path.name} is open for reading only."))
        if not self.is_read_only:
            self._backups.start()
        self.refresh()
        self._ask_undo()

    def back_up_if_due(self) -> None:
        """Make a restore point in the background, where the last one is over an hour old."""
        self.read(lambda ws, _: _backup_if_due(ws), lambda _: None, topic="backup")

    def _on_no_file(self) -> None:
        self.is_opening = False
        self._backups.stop()
        had_one = self.path is not None
        self.path, self.tour_id, self.overview = None, "", Overview()
        self.author = self.undo_label = self.redo_label = ""
        if had_one:
            self.file_changed.emit()

    # -- reading and writing ---------------------------------------------------------------------

    def read(
        self,
        work: Callable[[Workspace, Progress], Any],
        done: Done,
        failed: Failed | None = None,
        *,
        topic: str = "",
        title: str = "",
        owner: QObject | None = None,
    ) -> Job:
        """Read or compute in the background; the newest of a topic wins.

        Parameters
        ----------
        owner : a page that may be gone before the answer comes; it is dropped then.
        """
        return self.jobs.read(work, done, failed, topic=topic, title=title, owner=owner)

    def write(
        self,
        work: Callable[[Workspace, Progress], Any],
        done: Done | None = None,
        failed: Failed | None = None,
        *,
        title: str = "",
        acted: str = "",
    ) -> Job:
        """Write in the background, in order.

        Parameters
        ----------
        acted : what to tell the user when it is done, with Undo beside it.
        """

        def ended(value: Any) -> None:
            if done is not None:
                done(value)
            if acted:
                self.acted.emit(acted)

        if not self._watch.isActive():
            self._watch.start()
        return self.jobs.write(work, ended, failed, title=title)

    def _look_at_writes(self) -> None:
        since_s = self.jobs.writes_since_s()
        if since_s == 0:
            self._watch.stop()
        if self._is_slow != (since_s > _SLOW_S):
            self._is_slow = since_s > _SLOW_S
            self.saving.emit(self._is_slow)

    def undo(self, only: str = "") -> None:
        """Take the last act back; ``only`` where it is the action of that id."""
        self.write(lambda ws, _: ws.undo.undo(only))

    def redo(self) -> None:
        """Bring back what was undone last."""
        self.write(lambda ws, _: ws.undo.redo())

    # -- telling ---------------------------------------------------------------------------------

    def tell(self, notice: Notice) -> None:
        """Show a notice."""
        self.noticed.emit(notice)

    def tell_error(self, error: BaseException) -> None:
        """Show what went wrong; a cancelled job is silent."""
        notice = notice_for(error)
        if notice is not None:
            self.noticed.emit(notice)

    # -- the overview ----------------------------------------------------------------------------

    @property
    def tour(self) -> TourRow | None:
        """The tour that is shown."""
        return self.overview.tour(self.tour_id)

    def choose_tour(self, tour_id: str) -> None:
        """Show another tour."""
        if tour_id != self.tour_id and self.path is not None:
            self.tour_id = tour_id
            self.memory.set_chosen_tour(self.path, tour_id)
            self.tour_chosen.emit()

    def refresh(self) -> None:
        """Read the overview anew."""
        if self.path is not None:
            self.read(lambda ws, _: read_overview(ws), self._on_overview, topic="overview")

    def _on_overview(self, overview: Overview) -> None:
        self.overview, self.is_overviewed = overview, True
        if overview.home_state:
            self.memory.home_state = overview.home_state
        if self.tour is None:
            self.choose_tour(overview.tours[-1].id if overview.tours else "")
        self.overviewed.emit()

    def _ask_undo(self) -> None:
        # Only the file that writes knows which acts are this laptop's.
        self.jobs.write(lambda ws, _: (ws.undo.next_undo(), ws.undo.next_redo()), self._on_undo)

    def _on_undo(self, labels: tuple[str | None, str | None]) -> None:
        self.undo_label, self.redo_label = (label or "" for label in labels)
        self.undo_changed.emit()

    def _on_changes(self, changes: Changes) -> None:
        self.saved_at = self.doors.now().astimezone()
        self.saved.emit()
        self.changed.emit(changes)
        self._ask_undo()
        if SHOWN_KINDS & changes.touched.keys():
            self._look_again.start(0)


def _backup_if_due(workspace: Workspace) -> None:
    from tourplanner.services.backup import backup_if_due

    backup_if_due(workspace.file)
