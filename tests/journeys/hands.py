"""The hands and eyes of a person at the window: what is seen is pressed, by real keys and clicks.

A thing is found as a person finds it: by the words that stand on it or beside it (its accessible
name), in what is on the screen now. Presses go to the window of the system and from there, as with
a real pointer, to whatever is on top at that place; what is covered or cut off cannot be pressed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QModelIndex, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

from tourplanner.ui.place import Place
from tourplanner.ui.shell.window import MainWindow
from tourplanner.ui.tours.canvas import Canvas
from tourplanner.ui.tours.findings import FindingsList
from tourplanner.ui.widgets.badges import Chip

PATIENCE_S = 60.0  # for a machine under load; nothing takes that long
_LEFT = Qt.MouseButton.LeftButton
_PLAIN = Qt.KeyboardModifier.NoModifier
P = TypeVar("P", bound=Place)


@dataclass(frozen=True)
class Thing:
    """Something on the screen with its words, and where it is on its widget."""

    words: str
    widget: QWidget
    rect: QRect


class Hands:
    """What a person does at a window, counted.

    Attributes
    ----------
    clicks : presses of the pointer. strokes : keys and key combinations, but for typed text.
    """

    def __init__(
        self,
        window: MainWindow,
        shot: Callable[[str], None] = lambda _name: None,
        looking: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """Take what makes a picture, and what is held while this looks at the screen.

        To look is work of this class, which no slot of the window is to be blamed for.
        """
        self.window = window
        self.shot = shot
        self._looking = looking
        self.clicks = 0
        self.strokes = 0

    # -- seeing ----------------------------------------------------------------------------------

    def screen(self) -> list[str]:
        """Give all words that are on the screen now."""
        return [thing.words for thing in self._things() if thing.words]

    def sees(self, words: str) -> bool:
        """Whether words are on the screen, alone or inside a longer text."""
        return any(words in seen for seen in self.screen())

    def on_board(self, words: str) -> list[str]:
        """Give all that is written on the blocks of the board on which words stand."""
        blocks: dict[tuple[QWidget, tuple[int, ...]], list[str]] = {}
        for thing in self._things():
            if isinstance(thing.widget.parent(), Canvas):
                at = thing.widget, thing.rect.getRect()
                blocks.setdefault(at, []).append(thing.words)
        return [w for told in blocks.values() if words in told for w in told]

    def wait_for(self, *words: str) -> None:
        """Wait until all of these words are on the screen."""
        self.wait(lambda: all(self.sees(each) for each in words), f"to see {words}")

    def wait(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something holds; a box that has to be pressed away is never there."""
        end = time.monotonic() + PATIENCE_S
        while not holds():
            _pause(25)
            if time.monotonic() > end:
                raise AssertionError(f"waited {what}; on the screen: {self.screen()}")
        modal = QApplication.activeModalWidget()
        assert modal is None, f"a box stands in the way: {modal}"

    def settle(self) -> None:
        """Wait until nothing runs in the background, as a person does who reads."""
        for _ in range(3):
            self.wait(lambda: self.window.session.jobs.is_idle, "for calm")
            _pause(1)

    def rest(self, seconds: float) -> None:
        """Do nothing for a while."""
        _pause(round(seconds * 1000))

    # -- pressing --------------------------------------------------------------------------------

    def click(self, words: str, *, at: str = "") -> None:
        """Press what has exactly these words; else the one thing that they begin.

        Parameters
        ----------
        at : accessible name of the list or bar in which the words stand, where several have them.
        """
        self._press(self._find(words, at))

    def field(self, name: str) -> None:
        """Press into a field."""
        fields = QLineEdit | QPlainTextEdit | QAbstractSpinBox | QComboBox
        found = [t for t in self._things() if isinstance(t.widget, fields) and t.words == name]
        assert found, f"no field {name!r}; on the screen: {self.screen()}"
        self._press(found[0])

    def menu(self, title: str, command: str) -> None:
        """Choose a command from the menu bar: two presses."""
        self.click(title, at="menu bar")
        self.click(command)

    def key(self, keys: str) -> None:
        """Press a key or a combination such as Ctrl+V."""
        self.strokes += 1
        self._key(keys)
        self._see_the_place()

    def tab_to(self, wished: QWidget) -> None:
        """Press Tab until something has the keyboard."""
        for _ in range(30):
            if QApplication.focusWidget() is wished:
                return
            self.key("Tab")
        raise AssertionError(f"Tab does not come to {wished.accessibleName()}")

    def replace(self, text: str) -> None:
        """Type over what stands in the field that has the keyboard."""
        self._key("Ctrl+A")
        self.type(text)

    def type(self, text: str) -> None:
        """Type text where the keyboard is."""
        for letter in text:
            if letter == "\n":
                self._key("Return")
            elif letter.isascii():
                QTest.keyClick(self._handle(), ord(letter))
            else:  # Qt's own click knows no other letters
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = QKeyEvent(kind, 0, _PLAIN, letter)
                    QApplication.sendEvent(QApplication.focusWidget(), event)

    # -- parts -----------------------------------------------------------------------------------

    def _handle(self) -> object:
        popup = QApplication.activePopupWidget()
        return (popup or self.window).windowHandle()

    def _key(self, keys: str) -> None:
        pressed = QKeySequence(keys)[0]
        QTest.keyClick(self._handle(), pressed.key(), pressed.keyboardModifiers())

    def _press(self, thing: Thing) -> None:
        self._scroll_to(thing)
        top = thing.widget.window()
        at = thing.widget.mapTo(top, self._seen_part(thing).center())
        hit = top.childAt(at) if not isinstance(top, QMenu) else thing.widget
        is_hit = hit is not None and (
            hit is thing.widget or thing.widget.isAncestorOf(hit) or hit.isAncestorOf(thing.widget)
        )
        assert is_hit, f"{thing.words!r} is covered by {hit}"
        self.wait(thing.widget.isEnabled, f"until {thing.words!r} is no longer gray")
        self.clicks += 1
        QTest.mouseMove(top.windowHandle(), at)
        QTest.mouseClick(top.windowHandle(), _LEFT, _PLAIN, at)
        self._see_the_place()

    def _see_the_place(self) -> None:
        """Wait for the place whose frame is there, as eyes do."""
        self.wait(lambda: not self.window.nav.is_filling, "for the place")

    def _seen_part(self, thing: Thing) -> QRect:
        """Give the part of a thing that is not cut off by what it is in."""
        seen, inner = QRect(thing.rect), thing.widget
        while (outer := inner.parentWidget()) is not None and not inner.isWindow():
            seen.translate(inner.pos())
            seen &= outer.rect()
            inner = outer
        if seen.isEmpty():
            return seen
        return QRect(thing.widget.mapFrom(inner, seen.topLeft()), seen.size())

    def _scroll_to(self, thing: Thing) -> None:
        """Turn the wheel over the nearest area that scrolls until the thing is in view."""
        for _ in range(60):
            middle = QRect(thing.rect.center() - QPoint(4, 4), thing.rect.center() + QPoint(4, 4))
            part = self._seen_part(Thing(thing.words, thing.widget, middle))
            if part == middle:
                return
            area = thing.widget.parentWidget()
            while area is not None and not _scrolls(area):
                area = area.parentWidget()
            if area is None:  # a page that is just being laid out knows of no scrolling yet
                _pause(5)
                continue
            port = area.viewport()
            down = thing.widget.mapTo(self.window, thing.rect.center()).y()
            is_below = down > port.mapTo(self.window, port.rect().center()).y()
            at = port.mapTo(self.window, port.rect().center())
            QTest.wheelEvent(
                self.window.windowHandle(), QPointF(at), QPoint(0, -120 if is_below else 120)
            )
            _pause(1)
        raise AssertionError(f"{thing.words!r} cannot be brought into view")

    def _find(self, words: str, at: str) -> Thing:
        things = [thing for thing in self._things() if _can_press(thing) and _is_in(thing, at)]
        exact = [thing for thing in things if thing.words == words]
        begun = [thing for thing in things if thing.words.startswith(words)]
        found = exact or begun
        assert found, f"nothing to press is called {words!r}; on the screen: {self.screen()}"
        assert exact or len(begun) == 1, f"{words!r} begins several: {[t.words for t in begun]}"
        return found[0]

    def _things(self) -> list[Thing]:
        with self._looking():
            return list(self._seen())

    def _seen(self) -> Iterator[Thing]:
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            for action in popup.actions():
                yield Thing(_clean(action.text()), popup, popup.actionGeometry(action))
            return
        top = popup or self.window
        for widget in top.findChildren(QWidget):
            if (
                widget.isVisible()
                and not self._seen_part(Thing("", widget, widget.rect())).isNull()
            ):
                yield from _things_of(widget)


def place_of(hands: Hands, name: str, kind: type[P]) -> P:
    """Give a place of the window, to look at what it holds."""
    place = hands.window.place(name)
    assert isinstance(place, kind)
    return place


def spoken(view: QAbstractItemView) -> list[str]:
    """Give the rows of a list as they are spoken."""
    model = view.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def copied() -> str:
    """Give what lies on the clipboard."""
    return QApplication.clipboard().text()


def _pause(ms: int) -> None:
    """Let the window run; Qt's own qWait keeps helper threads from it."""
    time.sleep(0.006)  # without the interpreter's lock: what looks for slow slots can look
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def _scrolls(widget: QWidget) -> bool:
    is_area = isinstance(widget, QScrollArea | QAbstractItemView)
    return is_area and widget.verticalScrollBar().maximum() > 0


def _things_of(widget: QWidget) -> Iterator[Thing]:
    if isinstance(widget, QMenuBar):
        for action in widget.actions():
            yield Thing(_clean(action.text()), widget, widget.actionGeometry(action))
    elif isinstance(widget, QTabBar):
        for k in range(widget.count()):
            yield Thing(widget.tabText(k), widget, widget.tabRect(k))
    elif isinstance(widget, Canvas):
        yield from _blocks(widget)
    elif isinstance(widget, QAbstractItemView):
        yield from _rows(widget)
    elif isinstance(widget, QLabel):
        words = _clean(widget.text()) if widget.buddy() else widget.text()
        yield Thing(words, widget, widget.rect())
    elif isinstance(widget, QAbstractButton):
        yield Thing(widget.accessibleName() or _clean(widget.text()), widget, widget.rect())
    elif isinstance(widget, Chip):
        yield Thing(widget.accessibleName(), widget, widget.rect())
    elif isinstance(widget, QLineEdit) and isinstance(widget.parent(), QAbstractSpinBox):
        yield Thing(widget.text(), widget, widget.rect())
    elif isinstance(widget, QLineEdit | QPlainTextEdit | QAbstractSpinBox | QComboBox):
        yield Thing(widget.accessibleName(), widget, widget.rect())
        if not isinstance(widget, QAbstractSpinBox):
            text = widget.currentText() if isinstance(widget, QComboBox) else None
            text = widget.toPlainText() if isinstance(widget, QPlainTextEdit) else text
            yield Thing(widget.text() if text is None else text, widget, widget.rect())


def _blocks(canvas: Canvas) -> Iterator[Thing]:
    port = canvas.viewport()
    for item in canvas.items_:
        rect = canvas.mapFromScene(item.rect).boundingRect() & port.rect()
        if not rect.isEmpty():
            block = item.block
            yield Thing(block.title, port, rect)
            yield Thing(block.detail, port, rect)
            yield Thing(block.spoken, port, rect)


def _rows(view: QAbstractItemView) -> Iterator[Thing]:
    model, port = view.model(), view.viewport()
    if isinstance(view, FindingsList):
        for at, row in enumerate(view.entries.rows):
            yield Thing(row.text, port, view.visualRect(view.entries.index(at, 0)))
            if row.mend:
                yield Thing(row.mend, port, view.mend_rect(at))
        return
    root = QModelIndex()
    for row in range(model.rowCount(root)):
        # A list has one column, and its model does not say so aloud.
        for column in range(model.columnCount(root) if isinstance(view, QTableView) else 1):
            index = model.index(row, column, root)
            rect = view.visualRect(index)
            if rect.intersects(port.rect()):
                words = str(index.data() or "")
                yield Thing(words, port, rect)
                spoken = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")
                if column == 0 and spoken != words:
                    yield Thing(spoken, port, rect)


def _can_press(thing: Thing) -> bool:
    return not isinstance(thing.widget, QLabel | Chip)


def _is_in(thing: Thing, name: str) -> bool:
    if name == "menu bar":
        return isinstance(thing.widget, QMenuBar)
    if not name:
        return not isinstance(thing.widget, QMenuBar)
    widget: QWidget | None = thing.widget
    while widget is not None:
        if widget.accessibleName() == name:
            return True
        widget = widget.parentWidget()
    return False


def _clean(text: str) -> str:
    return text.replace("&", "").split("\t")[0].strip()
