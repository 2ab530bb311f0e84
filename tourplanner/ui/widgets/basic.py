"""Labels, buttons and boxes as the window uses them everywhere."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tourplanner.ui.icons import set_icon
from tourplanner.ui.widgets.tips import plain_tip

L = TypeVar("L", bound=QBoxLayout)


def tab_after(before: QWidget, inside: QWidget) -> None:
    """Let Tab come after a widget to what is inside another; made later, it would come last."""
    for field in inside.findChildren(QWidget):
        is_here = field.window() is before.window()  # the list of a combo box is its own
        takes_keys = field.focusPolicy() & Qt.FocusPolicy.TabFocus and field.focusProxy() is None
        if is_here and takes_keys:
            QWidget.setTabOrder(before, field)
            before = field


def label(
    text: str = "", role: str = "", *, wraps: bool = False, selectable: bool = False
) -> QLabel:
    """Give a label; ``role`` names its type in the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)  # what people typed is never markup
    if role:
        made.setProperty("role", role)
    if wraps:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class CutLabel(QLabel):
    """A line of words that ends in dots where there is no room; a tooltip has the whole."""

    def __init__(self, text: str = "", role: str = "", *, gives_way: bool = True) -> None:
        """Take the words; the line gives its room to what is beside it, or only in need."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        wide = QSizePolicy.Policy.Ignored if gives_way else QSizePolicy.Policy.Preferred
        self.setSizePolicy(wide, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(text)
        self.setToolTip(plain_tip(text))

    def minimumSizeHint(self) -> QSize:
        """Give room for a few letters."""
        return QSize(min(60, super().sizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        painter.drawText(self.contentsRect(), Qt.AlignmentFlag.AlignVCenter, shown)


def icon_label(name: str, tone: str = "ink2", size: int = 16) -> QLabel:
    """Give a label that is an icon; the words stand beside it."""
    made = QLabel()
    set_icon(made, name, tone, size)
    return made


class Button(QPushButton):
    """A button that Enter presses as Space does, wherever it has the keyboard."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


def button(
    text: str,
    kind: str = "",
    icon: str = "",
    click: Callable[[], None] | None = None,
) -> QPushButton:
    """Give a button; ``kind`` is primary, quiet, small, corner or nothing."""
    made = Button(text)
    if kind:
        made.setProperty("kind", kind)
    if icon:
        set_words(made, text)
        tones = {"primary": "on_fill", "quiet": "accent"}
        set_icon(made, icon, tones.get(kind, "ink2"), 14 if kind in ("small", "corner") else 16)
    if click is not None:
        made.clicked.connect(lambda: click())
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def set_words(target: QPushButton, text: str) -> None:
    """Give a button with an icon other words.

    Qt draws them too close to the icon, and no style sheet can move them: so they begin with a
    space that nobody hears.
    """
    target.setText(f" {text}")
    target.setAccessibleName(text)


def icon_button(name: str, words: str, click: Callable[[], None] | None = None) -> QToolButton:
    """Give a button that is an icon alone, with a name and a tooltip."""
    made = QToolButton()
    made.setProperty("kind", "icon")
    set_icon(made, name)
    made.setAccessibleName(words)
    made.setToolTip(words)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if click is not None:
        made.clicked.connect(lambda: click())
    return made


class ActionButton(Button):
    """Does what an action does, and keeps its words, icon and state.

    Signals
    -------
    leaves : it had the keyboard and is about to turn gray or to go.
    """

    leaves = Signal()

    def __init__(self, action: QAction, kind: str = "") -> None:
        super().__init__()
        if kind:
            self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._action = action
        self._has_room = True
        self._is_showing = False
        self.clicked.connect(action.trigger)
        # A method of this object, so that Qt lets go of it when the button goes.
        action.changed.connect(self._follow)
        self._follow()

    def set_room(self, has_room: bool) -> None:
        """Say whether there is room for it; without, it is not shown."""
        if has_room == self._has_room and self.isHidden() != self._is_wanted():
            return  # a bar that fits its parts after each change of theirs comes to rest
        self._has_room = has_room
        self._follow()

    def _is_wanted(self) -> bool:
        return self._action.isVisible() and self._has_room

    def _follow(self) -> None:
        action = self._action
        set_words(self, action.iconText())
        if self.hasFocus() and not (action.isEnabled() and self._is_wanted()):
            self.leaves.emit()  # or Qt gives the keyboard to whatever comes next
        self.setEnabled(action.isEnabled())
        self._show_or_hide()
        self.setToolTip(action.toolTip())
        name = action.property("icon_name")
        if name:
            set_icon(self, str(name), "on_fill" if self.property("kind") == "primary" else "ink2")

    def _show_or_hide(self) -> None:
        """Be seen where there is something to do and room for it.

        While Qt shows it the bar gets new sizes and may take the room back. Hidden before it is
        shown, it would stay on the screen for good.
        """
        if self._is_showing:
            return
        self._is_showing = True
        for _ in range(2):
            is_shown = self._is_wanted()
            # Shown without a parent, it would flash up as a window of its own.
            if self.parentWidget() is not None or not is_shown:
                self.setVisible(is_shown)
            if is_shown == self._is_wanted():
                break
        self._is_showing = False


def rule() -> QFrame:
    """Give a thin line."""
    made = QFrame()
    made.setProperty("rule", "true")
    return made


def card() -> QFrame:
    """Give a white card with a thin edge."""
    made = QFrame()
    made.setProperty("card", "true")
    return made


def column(
    parent: QWidget | None = None, *, margins: int | tuple[int, ...] = 0, gap: int = 0
) -> QVBoxLayout:
    """Give a vertical layout."""
    made = QVBoxLayout(parent) if parent else QVBoxLayout()
    return _spaced(made, margins, gap)


def row(
    parent: QWidget | None = None, *, margins: int | tuple[int, ...] = 0, gap: int = 8
) -> QHBoxLayout:
    """Give a horizontal layout."""
    made = QHBoxLayout(parent) if parent else QHBoxLayout()
    return _spaced(made, margins, gap)


def _spaced(layout: L, margins: int | tuple[int, ...], gap: int) -> L:
    edges = (margins,) * 4 if isinstance(margins, int) else margins
    layout.setContentsMargins(*edges)
    layout.setSpacing(gap)
    return layout


def pane(ground: str = "surface") -> QWidget:
    """Give an empty widget with one of the grounds: canvas, surface, sunken."""
    made = QWidget()
    made.setProperty("ground", ground)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made


class _Page(QWidget):
    """As high as its words are at the width it has.

    Qt would take the height that they have at the least width: much of the page would be empty.
    """

    def minimumSizeHint(self) -> QSize:
        """Give the least width; the height follows from the width."""
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least

    def heightForWidth(self, width: int) -> int:
        """Give the height, with parts that are narrower than the page as high as they are then.

        Qt's layouts take every part to be as wide as the page.
        """
        high, layout = super().heightForWidth(width), self.layout()
        if layout is None or high < 0:
            return high
        margins = layout.contentsMargins()
        room = width - margins.left() - margins.right()
        items = (layout.itemAt(at) for at in range(layout.count()))
        parts = (item.widget() for item in items if item is not None)
        for part in parts:
            if part is not None and not part.isHidden() and part.maximumWidth() < room:
                narrow = part.heightForWidth(part.maximumWidth())
                high += max(0, narrow - part.heightForWidth(room))
        return high


def scroll_page(ground: str = "canvas") -> QWidget:
    """Give an empty widget for the inside of an area that scrolls."""
    made = _Page()
    made.setProperty("ground", ground)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made


def clear(layout: QLayout, keep: Container[QWidget] = ()) -> None:
    """Take everything out of a layout and let it go, but for what is to be put in again."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            if widget not in keep:
                widget.hide()
                widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
