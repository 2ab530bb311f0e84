"""A sheet over either map on which one draws around sites or points at a place.

The map below stays as it is meanwhile. What was drawn is turned into points of the earth by where
the map's plane lies on the screen, so that the web page has nothing to tell.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from tourplanner.ui.map.ground import to_earth
from tourplanner.ui.shell.notices import announce
from tourplanner.ui.theme import look, tokens
from tourplanner.ui.widgets.basic import card, label, row

_GROW, _STEP = 24, 10  # pixels with one arrow key: of the box, of the cross
_LEAST = 6  # a lasso smaller than this was a click
_AROUND = (180, 120)  # of the box that the first arrow key makes
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_RING = (
    "Draw around the sites. Arrows grow a box, with Shift shrink it. Enter takes it, Esc leaves."
)
_POINT = "Click or drag where the bus starts, or use the arrows. Enter takes it, Esc leaves."


class Sheet(QWidget):
    """Takes pointer and keys while one draws.

    Signals
    -------
    drawn : a ring, as a list of LatLon. pointed : a LatLon. left : nothing was drawn.
    drawing : whether one draws now.
    """

    drawn = Signal(object)
    pointed = Signal(object)
    left = Signal()
    drawing = Signal(bool)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.path: list[QPointF] = []
        self.box: QRectF | None = None
        self.cross: QPointF | None = None
        self._is_ring = True
        self._transform = QTransform()
        self._counts: Callable[[QPolygonF], str] | None = None
        self._before: QWidget | None = None
        self.hint = card()
        self.hint.setParent(self)
        self.hint.setAutoFillBackground(True)
        self.words = label("", "", wraps=True)
        row(self.hint, margins=(12, 6, 12, 6)).addWidget(self.words)
        over.installEventFilter(self)
        self.hide()

    def begin(
        self,
        transform: QTransform,
        *,
        ring: bool,
        at: QPointF | None = None,
        counts: Callable[[QPolygonF], str] | None = None,
    ) -> None:
        """Let the user draw.

        Parameters
        ----------
        transform : from the map's plane to the pixels of the map. ring : a lasso, else a point.
        at : where the box or the cross begins, in pixels; else in the middle.
        counts : says what a ring on the plane holds.
        """
        self.path, self.box = [], None
        self._transform, self._is_ring, self._counts = transform, ring, counts
        self.setGeometry(self._over.rect())
        inside = QRectF(self.rect()).adjusted(20, 20, -20, -20)
        self._at = at if at is not None and inside.contains(at) else inside.center()
        self.cross = None if ring else self._at
        self.setAccessibleName("Lasso" if ring else "Start of the reach")
        self._say(_RING if ring else _POINT)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._before = self.window().focusWidget()
        self.show()
        self.drawing.emit(True)
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Draw nothing."""
        if self._end():
            self.left.emit()

    def _end(self) -> bool:
        if self.isHidden():
            return False
        before, self._before = self._before, None
        had_focus = self.hasFocus()
        self.hide()
        self.drawing.emit(False)
        if had_focus and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.setAccessibleDescription(words)
        wide = min(self.width() - 24, look().px(460))
        self.hint.setFixedWidth(max(wide, 80))
        self.hint.adjustSize()
        self.hint.move((self.width() - self.hint.width()) // 2, 12)  # cards and credit are below
        announce(self, words)

    # -- pointer ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to draw."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self.box = None
        if self._is_ring:
            self.path = [event.position()]
        else:
            self.cross = event.position()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on."""
        if self._is_ring and self.path:
            if (event.position() - self.path[-1]).manhattanLength() >= 3:
                self.path.append(event.position())
        elif not self._is_ring and event.buttons() & Qt.MouseButton.LeftButton:
            self.cross = event.position()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take what was drawn."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if not self._is_ring or (len(self.path) > 2 and _is_area(self.path)):
            self._take()
        else:
            self.path = []
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Keep the map where it is while one draws on it."""
        event.accept()

    # -- keys ------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Esc from the window's own keys."""
        own = (Qt.Key.Key_Escape, Qt.Key.Key_Return, *_ARROWS)
        is_early = event.type() == QEvent.Type.ShortcutOverride
        if is_early and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in own:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Grow the box or move the cross; take it or leave."""
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif key in _ARROWS and self._is_ring:
            self._grow(*_ARROWS[key], -_GROW if shift else _GROW)
        elif key in _ARROWS:
            x, y = _ARROWS[key]
            by = 1 if shift else _STEP
            at = (self.cross or self._at) + QPointF(x * by, y * by)
            self.cross = _kept(at, QRectF(self.rect()))
            self.update()
        else:
            super().keyPressEvent(event)

    def _grow(self, x: int, y: int, by: int) -> None:
        """Move one side of the box; the first key makes it."""
        box = self.box
        self.path = []
        if box is None:
            box = QRectF(0, 0, *_AROUND)
            box.moveCenter(self._at)
        else:
            box = box.adjusted(min(x, 0) * by, min(y, 0) * by, max(x, 0) * by, max(y, 0) * by)
            if box.width() < _GROW or box.height() < _GROW:
                return
        self.box = box.intersected(QRectF(self.rect()))
        if self._counts is not None:
            self._say(f"{self._counts(self._on_plane(self._ring()))} {_RING}")
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave when the keyboard goes elsewhere in the window."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self.leave()

    # -- what was drawn --------------------------------------------------------------------------

    def _ring(self) -> QPolygonF:
        return QPolygonF(self.box) if self.box is not None else QPolygonF(self.path)

    def _on_plane(self, ring: QPolygonF) -> QPolygonF:
        return self._transform.inverted()[0].map(ring)

    def _take(self) -> None:
        back = self._transform.inverted()[0]
        if self._is_ring:
            ring = self._ring()
            if ring.count() > 2:
                self._end()
                self.drawn.emit([to_earth(back.map(at)) for at in ring.toList()])
        elif self.cross is not None:
            self._end()
            self.pointed.emit(to_earth(back.map(self.cross)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring or the cross."""
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for color, wide in ((t.land, 5.0), (t.accent, 2.0)):
            pen = QPen(QColor(color), wide)
            painter.setPen(pen)
            if self._is_ring:
                painter.drawPolygon(self._ring())
            elif self.cross is not None:
                at = self.cross
                painter.drawLine(QPointF(at.x(), 0), QPointF(at.x(), self.height()))
                painter.drawLine(QPointF(0, at.y()), QPointF(self.width(), at.y()))
        painter.setPen(QPen(QColor(t.focus), 2))
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave when the map below gets another size: what was drawn would be elsewhere."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.leave()
        return False


def _is_area(path: list[QPointF]) -> bool:
    box = QPolygonF(path).boundingRect()
    return box.width() >= _LEAST and box.height() >= _LEAST


def _kept(at: QPointF, inside: QRectF) -> QPointF:
    return QPointF(
        min(max(at.x(), inside.left()), inside.right()),
        min(max(at.y(), inside.top()), inside.bottom()),
    )
