"""The walk-through of a school: numbered points on a site plan or photo, placed and worded."""

from __future__ import annotations

import uuid
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QDialog, QFileDialog, QScrollArea, QWidget

from tourplanner.core.model.sketch import MOST_SPOTS, Spot
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.theme import font, look, tokens
from tourplanner.ui.widgets.basic import button, clear, column, icon_button, label, pane, row
from tourplanner.ui.widgets.saving import FieldSaver, SavedLine

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace

_PICTURE_PX = 1_400
_WIDE, _HIGH, _LIST = 860, 520, 270
_RADIUS = 12
_STEP, _FINE = 0.02, 0.004
_HINT = (
    "Press on the picture where people will stand. A point is moved with the pointer or the arrow "
    "keys (Shift: finely); Insert adds one, Delete takes it out. It is for the staff."
)
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def show_sketch(parent: QWidget, session: Session, photo: str, saver: FieldSaver) -> None:
    """Show the walk-through on a photo; its points are saved as they are placed and typed."""

    def read(workspace: Workspace, _: Progress) -> tuple[tuple[Spot, ...], bytes | None]:
        return workspace.sketches.spots(photo), workspace.photos.picture(photo, _PICTURE_PX)

    def shown(found: tuple[tuple[Spot, ...], bytes | None]) -> None:
        spots, picture = found
        if picture is None:
            session.tell(Notice(Tone.INFO, "This photo is not on this laptop."))
            return
        SketchDialog(parent, session, saver, spots, picture).open()

    session.read(read, shown, owner=parent)


class SketchDialog(QDialog):
    """The picture at the left, its points as a list at the right."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        saver: FieldSaver,
        spots: tuple[Spot, ...],
        picture: bytes,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Walk-through")
        self._session, self._saver = session, saver
        self._spots = list(spots)
        self.lines: list[SavedLine] = []
        layout = column(self, margins=(18, 16, 18, 14), gap=8)
        layout.addWidget(label("Walk-through", "heading"))
        layout.addWidget(label(_HINT, "hint", wraps=True))
        self.plan = SketchView(picture, can_edit=not session.is_read_only)
        self.plan.placed.connect(self._place)
        self.plan.removed.connect(self._remove)
        middle = row(gap=12)
        middle.addWidget(self.plan, 1)
        middle.addWidget(self._list())
        layout.addLayout(middle, 1)
        foot = row(gap=8)
        self.add = button("Add a point", "", "plus", self._add)
        self.save = button("Save as a picture…", "", "image", self._ask)
        foot.addWidget(self.add)
        foot.addWidget(self.save)
        foot.addStretch(1)
        foot.addWidget(button("Close", "primary", click=self.accept))
        layout.addLayout(foot)
        room = parent.window().size() - QSize(40, 40)
        self.resize(QSize(look().px(_WIDE), look().px(_HIGH)).boundedTo(room))
        self._show()
        self.plan.setFocus(Qt.FocusReason.PopupFocusReason)

    def _list(self) -> QWidget:
        area, inside = QScrollArea(), pane("canvas")
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName("Points of the walk-through")
        area.setFixedWidth(look().px(_LIST))
        whole = column(inside, gap=4)
        self._rows = column(gap=4)
        whole.addLayout(self._rows)
        whole.addStretch(1)
        area.setWidget(inside)
        return area

    # -- showing ---------------------------------------------------------------------------------

    def _show(self) -> None:
        """Show picture and list anew, after a point came or went."""
        clear(self._rows)
        self.lines = []
        for number, spot in enumerate(self._spots, 1):
            line = row(gap=6)
            words = SavedLine(f"Point {number}", "What is here")
            words.show_text(spot.words)
            words.setReadOnly(self._session.is_read_only)
            words.typed.connect(partial(self._on_words, spot.id))
            words.left.connect(self._saver.leave)
            name = label(str(number), "second")
            name.setBuddy(words)
            name.setFixedWidth(look().px(18))
            line.addWidget(name)
            line.addWidget(words, 1)
            away = icon_button("x", f"Take out point {number}", partial(self._remove, spot.id))
            away.setEnabled(not self._session.is_read_only)
            line.addWidget(away)
            self._rows.addLayout(line)
            words.show()  # Qt shows it with the next turn, and what is not there takes no key
            self.lines.append(words)
        can = not self._session.is_read_only
        self.add.setEnabled(can and len(self._spots) < MOST_SPOTS)
        self.save.setEnabled(can and bool(self._spots))
        self.plan.show_spots(self._spots)

    # -- what is done ----------------------------------------------------------------------------

    def _add(self) -> None:
        self._place("", 0.5, 0.5)

    def _place(self, id_: str, x: float, y: float) -> None:
        """Put a point elsewhere; without an id a new one, whose words are typed next."""
        if not id_ and len(self._spots) >= MOST_SPOTS:
            return
        if id_:
            at = self._at(id_)
            self._spots[at] = replace(self._spots[at], x=x, y=y)
            self._write(self._spots[at])
            self.plan.show_spots(self._spots)
            return
        order = 1 + max((spot.order for spot in self._spots), default=0)
        self._spots.append(Spot(uuid.uuid4().hex, order, x, y))
        self._write(self._spots[-1])
        self._saver.leave()
        self._show()
        self.plan.choose(self._spots[-1].id)
        self.lines[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_words(self, id_: str, words: str) -> None:
        at = self._at(id_)
        self._spots[at] = replace(self._spots[at], words=words)
        self._write(self._spots[at])

    def _remove(self, id_: str) -> None:
        self._saver.edit(self._spots.pop(self._at(id_)).fact, None)
        self._saver.leave()
        self._show()
        self.plan.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, spot: Spot) -> None:
        self._saver.edit(spot.fact, spot.value)

    def _at(self, id_: str) -> int:
        return next(n for n, spot in enumerate(self._spots) if spot.id == id_)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert adds a point; Enter goes from the words back to the picture."""
        if event.key() == Qt.Key.Key_Insert and self.add.isEnabled():
            self._add()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.plan.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Save what was typed, and close."""
        self._saver.leave()
        super().done(result)

    def _ask(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "Save the walk-through", "Walk-through.jpg", "Pictures (*.jpg)"
        )
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> None:
        """Write picture, points and words as one picture."""
        self._saver.leave()
        photo, session = self._saver.record, self._session
        session.write(
            lambda ws, _: ws.sketches.write(photo, path),
            lambda made: session.tell(Notice(Tone.GOOD, f"Written: {made.name}.")),
            title="Writing the walk-through",
        )


class SketchView(QWidget):
    """The picture with its points.

    Signals
    -------
    placed : id of a point, empty for a new one; x, y as shares of the picture. removed : its id.
    """

    placed = Signal(str, float, float)
    removed = Signal(str)

    def __init__(self, picture: bytes, *, can_edit: bool) -> None:
        super().__init__()
        self._pixmap = QPixmap()
        self._pixmap.loadFromData(picture, "JPEG")
        self._can_edit = can_edit
        self._spots: list[Spot] = []
        self._chosen = ""
        self._is_drawn = False  # elsewhere, with the pointer
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 180)

    def show_spots(self, spots: list[Spot]) -> None:
        """Show these points."""
        self._spots = list(spots)
        if self._chosen not in {spot.id for spot in spots}:
            self._chosen = spots[-1].id if spots else ""
            self._is_drawn = False  # what was held with the pointer was taken out
        told = "; ".join(f"{n} {s.words or 'no words'}" for n, s in enumerate(spots, 1))
        self.setAccessibleName(f"Plan with {len(spots)} points")
        self.setAccessibleDescription(told)
        self.update()

    def choose(self, id_: str) -> None:
        """Choose a point."""
        self._chosen = id_
        self.update()

    def place_of(self, spot: Spot) -> QPointF:
        """Give where a point is on this widget."""
        room = self._room()
        return QPointF(room.x() + spot.x * room.width(), room.y() + spot.y * room.height())

    def _room(self) -> QRectF:
        """Give where the picture is drawn."""
        size = self._pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw picture and points; the chosen one has a ring."""
        painter, radius = QPainter(self), look().px(_RADIUS)
        painter.setRenderHints(
            QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing
        )
        painter.drawPixmap(self._room(), self._pixmap, QRectF(self._pixmap.rect()))
        painter.setFont(font(12, QFont.Weight.Bold))
        for number, spot in enumerate(self._spots, 1):
            at = self.place_of(spot)
            if spot.id == self._chosen:
                painter.setPen(QPen(QColor(tokens().focus), 3))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(at, radius + 4, radius + 4)
            painter.setPen(QPen(QColor("white"), 2))
            painter.setBrush(QColor(tokens().fill))
            painter.drawEllipse(at, radius, radius)
            box = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
            painter.setPen(QColor(tokens().on_fill))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the point here; where there is none, add one."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        here, reach = event.position(), look().px(_RADIUS) + 4
        for spot in reversed(self._spots):
            away = self.place_of(spot) - here
            if (away.x() ** 2 + away.y() ** 2) ** 0.5 <= reach:
                self.choose(spot.id)
                self._is_drawn = self._can_edit
                return
        if self._can_edit and self._room().contains(here):
            self.placed.emit("", *self._share(here))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the chosen point along."""
        if self._is_drawn:
            self.placed.emit(self._chosen, *self._share(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        self._is_drawn = False

    def _share(self, at: QPointF) -> tuple[float, float]:
        room = self._room()
        x, y = (at.x() - room.x()) / room.width(), (at.y() - room.y()) / room.height()
        return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move or remove the chosen point; Page Up and Page Down choose another."""
        spot = next((s for s in self._spots if s.id == self._chosen), None)
        key = event.key()
        if spot is None or key == Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            other = self._spots.index(spot) + (1 if key == Qt.Key.Key_PageDown else -1)
            self.choose(self._spots[other % len(self._spots)].id)
        elif self._can_edit and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(spot.id)
        elif self._can_edit and key in _ARROWS:
            step = _FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
            right, down = _ARROWS[Qt.Key(key)]
            x, y = spot.x + right * step, spot.y + down * step
            self.placed.emit(spot.id, min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))
        else:
            super().keyPressEvent(event)
