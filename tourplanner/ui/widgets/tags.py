"""Tags of the framework packs: the row of those that are on, and the box that finds others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tourplanner.core.model.framework import Element, Frameworks
from tourplanner.ui import icons
from tourplanner.ui.theme import font, look, tokens
from tourplanner.ui.widgets.basic import button, clear, column, rule
from tourplanner.ui.widgets.flow import FlowBox
from tourplanner.ui.widgets.rows import Index, draw_ground, draw_text
from tourplanner.ui.widgets.values import ValuesModel

_WIDTH, _HEIGHT = 420, 340


class TagPicker(QDialog):
    """A field over all tags. Arrow keys move, Enter puts one on or takes it away, Esc closes.

    Signals
    -------
    toggled : code, whether it is on now.
    """

    toggled = Signal(str, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Tags")
        self._frameworks = Frameworks()
        self._on: frozenset[str] = frozenset()
        self._before: QWidget | None = None
        layout = column(self, margins=1)
        line = column(margins=(6, 6, 6, 6))
        self.field = QLineEdit()
        self.field.setProperty("kind", "bare")
        self.field.setPlaceholderText("Find a tag: housing, pillar, furniture")
        self.field.setAccessibleName("Find a tag")
        self.field.installEventFilter(self)
        line.addWidget(self.field)
        layout.addLayout(line)
        layout.addWidget(rule())
        self.model: ValuesModel[Element] = ValuesModel(self._spoken)
        self.view = QListView()
        self.view.setAccessibleName("Tags that fit")
        self.view.setModel(self.model)
        self._delegate = _Delegate(self)
        self.view.setItemDelegate(self._delegate)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setUniformItemSizes(True)
        self.view.clicked.connect(self._toggle)
        layout.addWidget(self.view, 1)
        self.field.textChanged.connect(self._show)
        self.field.returnPressed.connect(lambda: self._toggle(self.view.currentIndex()))

    def open_at(self, anchor: QWidget, frameworks: Frameworks, on: Iterable[str]) -> None:
        """Show the box under a widget, with the tags that are on."""
        self._frameworks, self._on = frameworks, frozenset(on)
        self.setFixedSize(look().px(_WIDTH), look().px(_HEIGHT))
        at = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        screen = anchor.window().frameGeometry()
        self.move(
            max(screen.left(), min(at.x(), screen.right() - self.width())),
            max(screen.top(), min(at.y(), screen.bottom() - self.height())),
        )
        self._before = QApplication.focusWidget()
        self.field.clear()
        self._show()
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the keyboard back to what had it."""
        super().hideEvent(event)
        before, self._before = self._before, None
        if before is not None:
            before.window().activateWindow()
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def is_on(self, code: str) -> bool:
        """Whether a tag is on."""
        return code in self._on

    def about(self, element: Element) -> str:
        """Give what a tag belongs to."""
        return self._frameworks.about(element)

    def _spoken(self, element: Element) -> str:
        on = ", on" if self.is_on(element.code) else ""
        return f"{element.label}, {self.about(element)}{on}"

    def _show(self) -> None:
        found = self._frameworks.find(self.field.text())
        if not self.field.text().strip():  # those that are on come first
            found.sort(key=lambda element: not self.is_on(element.code))
        self.model.show(found)
        self.view.setCurrentIndex(self.model.index(0))

    def _toggle(self, index: Index) -> None:
        if index.isValid():
            code = self.model.values[index.row()].code
            on = not self.is_on(code)
            self.close()
            self.toggled.emit(code, on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list while the field has the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            step = steps.get(Qt.Key(event.key()))
            if step is not None and self.model.values:
                at = self.view.currentIndex().row() + step
                at = min(max(at, 0), len(self.model.values) - 1)
                self.view.setCurrentIndex(self.model.index(at))
                return True
        return False


class _Delegate(QStyledItemDelegate):
    def __init__(self, picker: TagPicker) -> None:
        super().__init__()
        self._picker = picker

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, look().px(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        element, t = self._picker.model.values[index.row()], tokens()
        draw_ground(painter, option, line=False)
        rect = QRectF(option.rect).adjusted(12, 0, -12, 0)
        on = self._picker.is_on(element.code)
        size = look().px(15)
        at = QRectF(rect.left(), rect.center().y() - size / 2, size, size)
        icons.draw(painter, "square-check" if on else "square", at, t.accent if on else t.ink2)
        room = rect.adjusted(size + 9, 0, 0, 0)
        taken = draw_text(painter, room, element.label, weight=QFont.Weight.Medium)
        rest = room.adjusted(taken + 10, 0, 0, 0)
        if rest.width() > 30:
            draw_text(painter, rest, self._picker.about(element), px=12, color=t.ink2, right=True)


class TagRow(QWidget):
    """The tags that are on, each with a way to take it away, and a button for others.

    Signals
    -------
    toggled : code, whether it shall be on.
    """

    toggled = Signal(str, bool)

    def __init__(self, whose: str, key: str = "") -> None:
        super().__init__()
        self._whose = whose
        self._frameworks = Frameworks()
        self._codes: tuple[str, ...] = ()
        self._is_read_only = False
        layout = column(self)
        self._box = FlowBox()
        layout.addWidget(self._box)
        self._picker: TagPicker | None = None
        self._add_words = f"Tag... {key}".strip()
        self._show()

    def show_tags(
        self, codes: Sequence[str], frameworks: Frameworks, *, read_only: bool = False
    ) -> None:
        """Show other tags."""
        wanted = (tuple(codes), frameworks, read_only)
        if wanted != (self._codes, self._frameworks, self._is_read_only):
            self._codes, self._frameworks, self._is_read_only = wanted
            self._show()

    def pick(self) -> None:
        """Open the box that finds tags."""
        if self._picker is None:
            self._picker = TagPicker(self)
            self._picker.toggled.connect(self.toggled)
        if not self._is_read_only:
            self._picker.open_at(self, self._frameworks, self._codes)

    def _show(self) -> None:
        had_focus = self.isAncestorOf(self.window().focusWidget() or QWidget())
        clear(self._box.flow)
        for code in self._codes:
            label = self._frameworks.label(code)
            made = button(label, "small", "x", lambda code=code: self.toggled.emit(code, False))  # type: ignore[misc]
            made.setAccessibleName(f"Take away tag {label} of the {self._whose}")
            made.setToolTip(f"{code}: take it away")
            made.setEnabled(not self._is_read_only)
            self._box.flow.addWidget(made)
        self._add = button(self._add_words, "small", "plus", self.pick)
        self._add.setAccessibleName(f"Tag the {self._whose}")
        self._add.setEnabled(not self._is_read_only)
        self._box.flow.addWidget(self._add)
        if had_focus:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._add.setFont(font(12))
