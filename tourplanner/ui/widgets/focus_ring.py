"""The ring around what has the keyboard: 2 px, 1 px off its control, on everything."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QGraphicsView,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from tourplanner.ui.theme import tokens
from tourplanner.ui.tokens import RADIUS_CONTROL

_REACH = 3  # 1 px off, 2 px wide


class FocusRing(QWidget):
    """A ring that lies over the window and follows the focus.

    It meets the ground and not the control's own fill, so it can be seen on every control. Item
    views and boards draw the ring on their current item instead. After a click only fields of text
    show it: whoever points knows where they are.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []  # it, and all that it lies in and moves with
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        # What had the focus may be gone: a row that was taken away, a form that was closed.
        for one in self._watched:
            if isValid(one):
                one.removeEventFilter(self)
        self._around, self._watched = None, []
        if new is None or not self._wants(new):
            self.hide()
            return
        self._around = new
        widget: QWidget | None = new
        while widget is not None and widget is not self.window():
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()

    def _wants(self, widget: QWidget) -> bool:
        if widget.window() is not self.window() or isinstance(
            widget, QAbstractItemView | QGraphicsView | QMenuBar
        ):
            return False
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            return False  # a page that holds the keyboard until there is something to give it to
        is_field = isinstance(widget, QLineEdit | QPlainTextEdit)
        by_mouse = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        return is_field or not by_mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the widget that has the focus, also where what it lies in is moved."""
        kind = event.type()
        if kind in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        elif kind == QEvent.Type.Hide and watched is self._around:
            self.hide()
        return False

    def _place(self) -> None:
        around = self._around
        if around is None or not around.isVisible():
            self.hide()
            return
        window = self.window()
        rect = QRect(around.mapTo(window, QPoint(0, 0)), around.size())
        rect = rect.adjusted(-_REACH, -_REACH, _REACH, _REACH)
        parent = around.parentWidget()
        while parent is not None and parent is not window:
            if isinstance(parent.parentWidget(), QAbstractScrollArea):
                seen = QRect(parent.mapTo(window, QPoint(0, 0)), parent.size())
                rect = rect.intersected(seen)
            parent = parent.parentWidget()
        self.setGeometry(rect)
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().focus), 2))
        radius = RADIUS_CONTROL + 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
