"""The status bar: what this screen stands on, what runs in the background, how to find anything."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QWidget

from tourplanner.ui.jobs import Job, Jobs
from tourplanner.ui.place import Place
from tourplanner.ui.shell.notices import announce
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.basic import CutLabel, button, clear, icon_label, label, row
from tourplanner.ui.widgets.menu import Menu, typed_words

_ANNOUNCE_STEP = 0.1
_WORDS = 220  # px at 100 % text that the words of a job may take
_ROOMY = 760  # px at 100 % text; in less the keys give way to the words of the place


def job_words(job: Job) -> str:
    """Say what a job does and how far it is."""
    done, total = job.steps
    words = job.words or job.title
    return f"{words} {done:,} of {total:,}" if total > 1 and not job.words else words


class JobTray(QWidget):
    """Says what runs, and cancels it."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        layout = row(self)
        self._words = CutLabel("", "hint", gives_way=False)
        self._bar = QProgressBar()
        self._bar.setFixedWidth(90)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("How far it is")
        self._more = button("", "corner", click=self._show_all)
        self.cancel = button("Cancel", "corner", click=self._cancel_first)
        for part in (self._words, self._bar, self._more, self.cancel):
            layout.addWidget(part)
        self._said = -1.0
        jobs.listed.connect(self._show)
        self._show()

    def _show(self) -> None:
        running = self._jobs.running()
        self.setVisible(bool(running))
        if not running:
            self._said = -1.0
            return
        job = running[0]
        done, total = job.steps
        self._words.setText(job_words(job))
        self._words.setMaximumWidth(look().px(_WORDS))
        self._bar.setRange(0, total if total > 0 else 0)
        self._bar.setValue(done)
        self.cancel.setAccessibleName(f"Cancel {job.title}")
        self.cancel.setVisible(not job.is_write)
        self._more.setText(f"{len(running) - 1} more")
        self._more.setVisible(len(running) > 1)
        share = done / total if total else 0.0
        if self._said < 0 or share - self._said >= _ANNOUNCE_STEP:
            self._said = share
            announce(self, job_words(job))

    def _cancel_first(self) -> None:
        running = self._jobs.running()
        if running:
            self._jobs.cancel(running[0])

    def _show_all(self) -> None:
        menu = Menu(self)
        for job in self._jobs.running():
            act = menu.addAction(typed_words(f"Cancel: {job_words(job)}"))
            act.setEnabled(not job.is_write)
            act.triggered.connect(lambda _=False, job=job: self._jobs.cancel(job))
        menu.popup(self.mapToGlobal(self.rect().topLeft()))


class StatusBar(QFrame):
    """The lowest line of the window."""

    palette_wished = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = row(self, margins=(12, 0, 8, 0), gap=12)
        self._left = row(gap=6)
        layout.addLayout(self._left, 1)
        self.tray = JobTray(jobs)
        layout.addWidget(self.tray)
        layout.setSpacing(6)
        self._keys = [label(key, "key") for key in ("Ctrl", "K")]
        for key in self._keys:
            layout.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)
        self._find = button("Find or do anything", "corner", click=self.palette_wished.emit)
        self._find.setToolTip("Ctrl+K")
        layout.addWidget(self._find)
        THEME.changed.connect(self._fit)

    def room(self) -> int:
        """Give how far from the left the words of the place may reach, in px."""
        ends = (self.tray, self._keys[0], self._find)
        return next(part for part in ends if not part.isHidden()).x() - 6

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room of the keys to the words where it is scarce."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for key in self._keys:
            key.setVisible(self.width() >= look().px(_ROOMY))

    def show_place(self, place: Place | None, otherwise: str) -> None:
        """Show what a place says of its data, or something else."""
        clear(self._left)
        words = place.status_words if place is not None else []
        for icon, text in words[:-1]:
            self._add(icon, CutLabel(text, "hint", gives_way=False))
            self._left.addSpacing(10)
        # The last one gives way where there is no room for all.
        icon, text = words[-1] if words else ("", otherwise)
        self._add(icon, CutLabel(text, "hint"), 1)

    def _add(self, icon: str, words: QLabel, share: int = 0) -> None:
        if icon:
            self._left.addWidget(icon_label(icon, "ink3", 14))
        self._left.addWidget(words, share)
