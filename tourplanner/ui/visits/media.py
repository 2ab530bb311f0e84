"""Photos and sound at a stop: chosen, attached, gone to, and given to the press."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.visits.middle import Middle
from tourplanner.ui.visits.taking_in import TakingIn
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.services.photo_pack import PackMade

_NO_WARNING = QFileDialog.Option.DontConfirmOverwrite | QFileDialog.Option.ShowDirsOnly
_SOUNDS = "Recordings (*.m4a *.mp3 *.wav *.aac *.flac *.ogg *.opus *.amr *.3gp *.wma)"


class Media(QObject):
    """What comes to the stop that is shown.

    Parameters
    ----------
    stop : gives the id of the stop.
    """

    def __init__(
        self, session: Session, parent: QWidget, middle: Middle, stop: Callable[[], str]
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._parent = parent
        self._middle = middle
        self._stop = stop
        self.taking = TakingIn(session, parent)

    def _note(self) -> str:
        return self._middle.record if self._middle.kind == "note" else ""

    def add_photos(self) -> None:
        """Choose photos to be added at the chosen stop, to the note that is shown."""
        self.taking.pick(self._stop(), self._note())

    def add_folder(self) -> None:
        """Choose the folder of a day; each photo goes to the stop where it was taken."""
        self.taking.pick_folder(self._stop())

    def drop(self, paths: list[Path]) -> None:
        """Add photos that were dropped."""
        self.taking.take(paths, self._stop(), self._note())

    def go_to_photos(self) -> None:
        """Go to the photos of the stop."""
        strip = self._middle.strip.list
        if not strip.isVisible():
            self._session.tell(Notice(Tone.INFO, "No photos here yet. Ctrl+Shift+P adds some."))
            return
        if strip.currentIndex().row() < 0:
            strip.choose(0)
        strip.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add_memo(self) -> None:
        """Choose a recording to be attached at the chosen stop."""
        name, _ = QFileDialog.getOpenFileName(self._parent, "Attach a sound memo", "", _SOUNDS)
        if name:
            self.attach_memo(Path(name))

    def attach_memo(self, path: Path) -> None:
        """Attach a recording at the chosen stop, and show it."""
        tour, stop, note = self._session.tour_id, self._stop(), self._note()

        def show(memo: str) -> None:
            if stop == self._stop():
                self._middle.open_memo(memo)
            self._session.acted.emit("Sound memo attached.")

        self._session.read(
            lambda ws, progress: ws.memos.attach(tour, stop, path, note=note, progress=progress),
            show,
            title="Attaching the memo",
        )

    def make_pack(self) -> None:
        """Write the photos that may go to the press into a folder."""
        name = QFileDialog.getSaveFileName(
            self._parent, "New folder for the photos", "photos-for-the-press", options=_NO_WARNING
        )[0]
        if name:
            self.write_pack(Path(name))

    def write_pack(self, folder: Path) -> None:
        """Write the photos that may go to the press into a new folder, and say what stays."""
        tour = self._session.tour_id

        def told(made: PackMade) -> None:
            pictures = max(0, len(made.files) - 1)
            words = f"{count_words(pictures, 'photo')} written to {folder.name}."
            inside = [f"{each.what}: {each.why}." for each in made.withheld]
            if inside or made.missing:
                words += f" {count_words(len(inside) + len(made.missing), 'photo')} held back."
            tone = Tone.GOOD if pictures else Tone.WARN
            self._session.tell(Notice(tone, words, "\n".join([*inside, *made.missing])))

        self._session.read(
            lambda ws, progress: ws.photo_pack.make(tour, folder, progress),
            told,
            title="Writing photos for the press",
        )
