"""Loads a file of district lines; where it does not say from when they count, asks for the day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame

from tourplanner.core.errors import NoFirstDay
from tourplanner.core.model.district import AddedLayer, LayerFacts
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.widgets.basic import button, clear, column, label, row
from tourplanner.ui.widgets.fields import DateBox

_FILES = "District lines (*.zip *.shp *.geojson *.json *.gz);;All files (*)"


class LayerLoader(QFrame):
    """A button, and below it the question that a file leaves open.

    Signals
    -------
    loaded : other lines are at hand.
    """

    loaded = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        layout = column(self, gap=6)
        self._asks = column(gap=6)
        layout.addLayout(self._asks)
        line = row()
        self.load = button("Load district lines…", "small", click=self.ask)
        self.load.setToolTip("A zip from the Census Bureau, a shapefile or GeoJSON")
        line.addWidget(self.load)
        line.addStretch(1)
        layout.addLayout(line)
        self.first_day: DateBox | None = None

    def ask(self) -> None:
        """Ask for a file of district lines and load it."""
        name, _ = QFileDialog.getOpenFileName(self, "Load district lines", "", _FILES)
        if name:
            self.load_file(Path(name))

    def load_file(self, path: Path, first_day: date | None = None) -> None:
        """Load a file of district lines; everything else goes on meanwhile."""
        self.end_ask()
        facts = LayerFacts(starts=first_day.isoformat() if first_day else "")

        def failed(error: BaseException) -> None:
            if isinstance(error, NoFirstDay):
                self._ask_first_day(path, error)
            else:
                self.session.tell_error(error)

        self.session.read(
            lambda ws, _: ws.districts.load(path, facts),
            self._on_loaded,
            failed,
            title=f"Loading {path.name}",
        )

    def _ask_first_day(self, path: Path, error: NoFirstDay) -> None:
        self.end_ask()
        self._asks.addWidget(label(f"{error.text} {error.hint}", wraps=True))
        today = self.session.doors.now().date()
        box = DateBox(today, today, "First day in force")
        box.clear()  # a day that nobody typed would count as said
        box.day = None
        box.setPlaceholderText("12/5/2022")
        self.first_day = box
        problem = label("", "warn", wraps=True)
        problem.hide()
        line = row()
        line.addWidget(box, 1)
        load = button("Load", "small", click=lambda: self.load_file(path, box.day))
        load.setEnabled(False)
        line.addWidget(load)
        line.addWidget(button("Cancel", "small", click=self.end_ask))
        self._asks.addLayout(line)
        self._asks.addWidget(problem)

        def on_day() -> None:
            load.setEnabled(box.day is not None)
            problem.setText(box.problem)
            problem.setVisible(bool(box.problem))

        box.changed.connect(on_day)
        box.returnPressed.connect(load.click)
        box.setFocus(Qt.FocusReason.OtherFocusReason)

    def end_ask(self) -> None:
        """Take the question away."""
        had_focus = self.first_day is not None and self.first_day.hasFocus()
        self.first_day = None
        clear(self._asks)
        if had_focus:
            self.load.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_loaded(self, added: AddedLayer) -> None:
        here = "" if added.is_new else " They were here already."
        text = f"{added.info.words} loaded.{here}"
        self.session.tell(Notice(Tone.GOOD, text, "\n".join(added.notes)))
        self.loaded.emit()
