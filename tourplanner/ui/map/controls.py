"""What lies over both maps: picking, layers, zoom."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QWidget

from tourplanner.services.map_reach import LEAST_MIN, MOST_MIN
from tourplanner.ui.map.layer_paint import draw_sample
from tourplanner.ui.memory import Memory
from tourplanner.ui.theme import THEME, look, tokens
from tourplanner.ui.widgets.basic import ActionButton, button, card, column, icon_button, label, row
from tourplanner.ui.widgets.fields import CheckBox, NumberBox

LAYERS = (
    ("stops", "Stops and route"),
    ("candidates", "Other sites"),
    ("roads", "Main roads"),
    ("county_lines", "County lines"),
    ("towns", "Towns"),
)
OVER = (
    ("schools", "All schools"),
    ("partners", "Partners at sites"),
    ("regions", "Regions"),
    ("upper", "Upper chamber districts"),
    ("lower", "Lower chamber districts"),
    ("congress", "Congressional districts"),
)
_EDGE, _LOW = 12, 30
_USUAL_MIN = 45
_ROOM = 1000  # maps that are narrower begin with the layers folded
_SAMPLE = (26, 20)


class MapStack(QStackedWidget):
    """The map that is shown, with its controls over it."""

    layers_changed = Signal()
    over_wished = Signal(str, bool)  # a layer of OVER is wished, or no longer
    zoomed = Signal(int)
    fitted = Signal()
    minutes_changed = Signal(int)
    placed = Signal()  # what lies over the map stands elsewhere, or another part of it

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self.minutes = NumberBox("Minutes by bus", LEAST_MIN, MOST_MIN, _USUAL_MIN, " min")
        self.minutes.setSingleStep(5)
        self.minutes.setKeyboardTracking(False)
        self.minutes.valueChanged.connect(self.minutes_changed)
        self.picks = QWidget(self)
        self._picks = row(self.picks, gap=4)
        self.boxes: dict[str, CheckBox] = {}
        self.counts: dict[str, QLabel] = {}
        self._inside = card()
        self._inside.setAutoFillBackground(True)
        self.panel = QScrollArea(self)  # large text has more layers than room
        self.panel.setFrameShape(QFrame.Shape.NoFrame)
        self.panel.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.panel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.panel.setWidgetResizable(True)
        self.panel.setAccessibleName("Layers of the map")
        layout = column(self._inside, margins=(12, 8, 12, 10), gap=2)
        for name, words in (*LAYERS, *OVER):
            line = row(gap=8)
            box = CheckBox(words)
            box.setChecked((name, words) in LAYERS)
            if box.isChecked():
                box.toggled.connect(lambda _: self.layers_changed.emit())
            else:
                box.toggled.connect(lambda on, name=name: self.over_wished.emit(name, on))
            line.addWidget(box, 1)
            self.boxes[name] = box
            self.counts[name] = label("", "hint")
            line.addWidget(self.counts[name])
            if (name, words) in OVER:
                line.addWidget(_Sample(name))
            layout.addLayout(line)
        self.panel.setWidget(self._inside)
        self.fold = button("Layers", "small")
        self.fold.setCheckable(True)
        self.fold.setParent(self)
        self.fold.toggled.connect(self._on_fold)
        self.fold.clicked.connect(self._on_click)
        self.tools = QWidget(self)
        self.tools.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        tools = column(self.tools, gap=4)
        for icon, words, act in (
            ("plus", "Come closer (+)", lambda: self.zoomed.emit(1)),
            ("minus", "Go away (-)", lambda: self.zoomed.emit(-1)),
            ("maximize", "Show all (0)", self.fitted.emit),
        ):
            tools.addWidget(icon_button(icon, words, act))
        self._has_sized = False
        self.panel.hide()
        for part in (self.picks, self._inside, self.fold, self.tools):
            part.installEventFilter(self)
        THEME.changed.connect(self.place)

    def show_picks(self, within: QAction, lasso: QAction) -> None:
        """Put the buttons that pick sites over the map."""
        for part in (ActionButton(within), self.minutes, ActionButton(lasso)):
            self._picks.addWidget(part)

    def hidden_layers(self) -> frozenset[str]:
        """Give the names of the layers that are left out."""
        return frozenset(name for name, _ in LAYERS if not self.boxes[name].isChecked())

    def wished_over(self) -> list[str]:
        """Give the layers over the tour that are wished."""
        return [name for name, _ in OVER if self.boxes[name].isChecked()]

    def take_back(self, name: str) -> None:
        """Wish a layer no longer, without telling anybody."""
        box = self.boxes[name]
        box.blockSignals(True)
        box.setChecked(False)
        box.blockSignals(False)

    def clear_over(self) -> None:
        """Wish no layer over the tour."""
        for name, _ in OVER:
            self.take_back(name)
            self.set_count(name, 0)

    def set_count(self, name: str, count: int) -> None:
        """Write a count beside a layer."""
        self.counts[name].setText(f"{count:,}" if count else "")

    def covered(self) -> QRectF:
        """Give the part of the map that the open panel of layers hides."""
        return QRectF(self.panel.geometry()) if self.panel.isVisible() else QRectF()

    def show_controls(self, shown: bool) -> None:
        """Show or hide what lies over the map."""
        self.fold.setVisible(shown)
        self.tools.setVisible(shown)
        self.picks.setVisible(shown)
        self.panel.setVisible(shown and self.fold.isChecked())
        self.place()

    def set_drawing(self, on: bool) -> None:
        """Keep off the map while one draws on it."""
        self.show_controls(not on)

    def _on_fold(self, on: bool) -> None:
        self.panel.setVisible(on)
        self.place()

    def _on_click(self, on: bool) -> None:
        self._memory.map_layers_open = on

    def place(self) -> None:
        """Put everything into its corner, over the map."""
        if not self._has_sized and self.width() > 100 and self.isVisible():
            self._has_sized = True
            wished = self._memory.map_layers_open
            self.fold.setChecked(self.width() >= look().px(_ROOM) if wished is None else wished)
        right = self.width() - _EDGE
        for part in (self.picks, self.fold, self.tools):
            part.adjustSize()
        self.picks.move(_EDGE, _EDGE)
        self.fold.move(right - self.fold.width(), _EDGE)
        self.tools.move(right - self.tools.width(), self.height() - self.tools.height() - _LOW)
        self._place_panel(right)
        for part in (self.picks, self.panel, self.fold, self.tools):
            part.raise_()
        self.placed.emit()

    def _place_panel(self, right: int) -> None:
        """Put the panel under its button: no higher than the map, beside the buttons of zoom."""
        top = _EDGE + self.fold.height() + 6
        size, room = self._inside.sizeHint(), self.height() - top - _LOW
        wide, fits = size.width(), size.height() <= room
        # A bar that is not needed would take the width that the words need.
        bar = Qt.ScrollBarPolicy
        self.panel.setVerticalScrollBarPolicy(
            bar.ScrollBarAlwaysOff if fits else bar.ScrollBarAlwaysOn
        )
        if not fits:
            wide += self.panel.verticalScrollBar().sizeHint().width()
        if top + min(size.height(), room) > self.tools.y():
            right = self.tools.x() - 6
        self.panel.setGeometry(right - wide, top, wide, max(min(size.height(), room), 40))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a part that changed its size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.place()
        return False

    def event(self, event: QEvent) -> bool:
        """Follow the size of the map."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self.place()
        return done


class _Sample(QWidget):
    """Shows beside a layer's name how it looks on the map."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(*_SAMPLE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        draw_sample(painter, QRectF(self.rect()), self._name, tokens())
        painter.end()
