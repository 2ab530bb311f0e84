"""Photos on their way in: chosen or dropped, cameras asked about once, then copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QScrollArea, QWidget

from tourplanner.core.clock import parse_tod, read_day
from tourplanner.core.errors import InputError
from tourplanner.core.model.photo import PHOTO_SUFFIXES, is_photo_name
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.theme import look
from tourplanner.ui.widgets.basic import button, column, label, row, scroll_page
from tourplanner.ui.widgets.form import FieldGrid
from tourplanner.ui.widgets.saving import SavedLine
from tourplanner.ui.words import count_words, day_words, tod_words

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from tourplanner.core.ports import Progress
    from tourplanner.services.photos_found import CameraAsked, Folder, TakenIn
    from tourplanner.services.workspace import Workspace

_KINDS = f"Photos ({' '.join(f'*{end} *{end.upper()}' for end in sorted(PHOTO_SUFFIXES))})"

_WIDE = 440
_EDGE = 40  # of the window that stays in view around the dialog


class TakingIn(QObject):
    """Takes photos in at the chosen stop.

    Signals
    -------
    taken : what became of them.
    """

    taken = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._parent = parent
        self.dialog: CameraDialog | None = None

    def pick(self, stop: str, note: str) -> None:
        """Let somebody choose pictures."""
        names, _ = QFileDialog.getOpenFileNames(self._parent, "Add photos", "", _KINDS)
        if names:
            self.take([Path(name) for name in names], stop, note)

    def pick_folder(self, stop: str) -> None:
        """Let somebody choose the folder of a day."""
        name = QFileDialog.getExistingDirectory(self._parent, "Add the photos of a folder")
        if name:
            self.take([Path(name)], stop)

    def take(self, paths: Sequence[Path], stop: str, note: str = "") -> None:
        """Look into files and folders, ask about cameras that are not known yet, copy them."""
        self._session.read(
            lambda ws, progress: ws.photos.look(paths, progress),
            lambda folder: self._ask(folder, stop, note),
            title="Looking at photos",
        )

    def _ask(self, folder: Folder, stop: str, note: str) -> None:
        if not folder.cameras:
            self._copy(folder, stop, note)
            return
        today = self._session.doors.now().date().year

        def go_on(ahead: dict[str, int]) -> None:
            def work(workspace: Workspace, _: Progress) -> None:
                for name, seconds in ahead.items():
                    workspace.photos.set_camera(name, seconds)

            self._session.write(work, lambda _: self._copy(folder, stop, note))

        self.dialog = CameraDialog(self._parent, folder.cameras, today, go_on)
        self.dialog.open()

    def _copy(self, folder: Folder, stop: str, note: str) -> None:
        tour = self._session.tour_id
        self._session.read(
            lambda ws, progress: ws.photos.take_in(
                tour, folder.photos, stop=stop, note=note, progress=progress
            ),
            lambda taken: self._told(folder, taken),
            title=f"Adding {count_words(len(folder.photos), 'photo')}",
        )

    def _told(self, folder: Folder, taken: TakenIn) -> None:
        refused = (*folder.refused, *taken.refused)
        if refused:
            words = taken.sentence
            if folder.refused and not taken.refused:
                words += f" {count_words(len(refused), 'file')} not taken in."
            details = "\n".join(each.why for each in refused)
            self._session.tell(Notice(Tone.WARN, words, details))
        elif taken.added:
            self._session.acted.emit(taken.sentence)
        else:
            self._session.tell(Notice(Tone.INFO, taken.sentence))
        self.taken.emit(taken)


class CameraDialog(QDialog):
    """Asks once for each camera whether its clock is right: what time was it really?"""

    def __init__(
        self,
        parent: QWidget,
        cameras: Sequence[CameraAsked],
        year: int,
        go_on: Callable[[dict[str, int]], None],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Clock of the camera")
        self._go_on = go_on
        self._year = year
        self._rows: list[tuple[CameraAsked, SavedLine, SavedLine]] = []
        layout = column(self, margins=(18, 16, 18, 14), gap=8)
        layout.addWidget(label("Was the camera's clock right?", "heading"))
        told = "Type the time at the school where it was not. It is asked once for each camera."
        layout.addWidget(label(told, "hint", wraps=True))
        area, inside = QScrollArea(), scroll_page()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName("Cameras")
        area.setWidget(inside)
        cards = column(inside, gap=8)
        layout.addWidget(area, 1)
        for camera in cameras:
            shot = datetime.fromisoformat(camera.shot)
            many = count_words(camera.photos, "photo")
            words = f"{camera.name}, {many}. First: {camera.first}"
            cards.addWidget(label(words, "section", wraps=True))
            day = SavedLine(f"Day of {camera.first}", "Day")
            time = SavedLine(f"Time of {camera.first}", "Time")
            day.show_text(day_words(shot.date(), year=True))
            time.show_text(tod_words(shot.hour, shot.minute))
            cards.addWidget(FieldGrid((("Day", day, ""), ("Time", time, "")), columns=1))
            self._rows.append((camera, day, time))
        self.problem = label("", "bad", wraps=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(button("Cancel", click=self.reject))
        self.done_button = button("Add photos", "primary", click=self._on_done)
        self.done_button.setDefault(True)
        foot.addWidget(self.done_button)
        layout.addLayout(foot)
        room = parent.window().size() - QSize(_EDGE, _EDGE)
        wide = min(look().px(_WIDE), room.width())
        high = self.sizeHint().height() - area.sizeHint().height() + inside.heightForWidth(wide)
        self.resize(QSize(wide, high).boundedTo(room))
        first = self._rows[0][2]
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        first.selectAll()

    def _on_done(self) -> None:
        ahead: dict[str, int] = {}
        for camera, day, time in self._rows:
            shot = datetime.fromisoformat(camera.shot).replace(tzinfo=None)
            try:
                true_day = read_day(day.text().strip(), shot.date())
                tod = parse_tod(time.text().strip())
            except InputError as error:
                self.problem.setText(f"{error.text} {error.hint}")
                self.problem.show()
                return
            true = datetime(true_day.year, true_day.month, true_day.day, tod // 60, tod % 60)  # noqa: DTZ001
            ahead[camera.name] = round((shot.replace(second=0) - true).total_seconds())
        self.accept()
        self._go_on(ahead)


def photos_in(data: QMimeData) -> list[Path]:
    """Give the pictures and folders of a drag; empty where something else is among them."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    fits = bool(paths) and all(path.is_dir() or is_photo_name(path.name) for path in paths)
    return paths if fits and len(paths) == len(data.urls()) else []
