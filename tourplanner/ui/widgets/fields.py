"""Fields whose small marks are drawn with the program's icons, so that they follow the look."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QWidget,
)

from tourplanner.core.clock import read_day
from tourplanner.core.errors import InputError
from tourplanner.ui import icons
from tourplanner.ui.theme import THEME, font, look, tokens
from tourplanner.ui.words import day_words

_BOX, _GAP = 16, 8
_STRONG = QFont.Weight.DemiBold


def _box() -> int:
    """Give the width of a box or circle to tick, in pixels of this text size."""
    return look().px(_BOX)


class CheckBox(QCheckBox):
    """A box to tick, with words that may take several lines."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        # Qt's own check boxes have one line and are never higher.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        """Give room for box and words."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(_box() + _GAP + words + 4, look().px(24))

    def minimumSizeHint(self) -> QSize:
        """Let the words be wrapped where there is less room."""
        return QSize(120, look().px(24))

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of the wrapped words."""
        room = self.fontMetrics().boundingRect(
            0, 0, max(40, width - _box() - _GAP), 1000, Qt.TextFlag.TextWordWrap, self.text()
        )
        return max(look().px(24), room.height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box and words."""
        t = tokens()
        painter = QPainter(self)
        name = "square-check" if self.isChecked() else "square"
        color = t.accent if self.isChecked() else t.ink2
        box = _box()
        first = QRectF(0, 0, box, min(self.height(), look().px(24)))
        at = QRectF(0, first.center().y() - box / 2, box, box)
        icons.draw(painter, name, at, color if self.isEnabled() else t.off)
        painter.setFont(font(13))
        painter.setPen(QColor(t.ink if self.isEnabled() else t.off))
        text = QRectF(box + _GAP, 0, self.width() - box - _GAP, self.height())
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text, flags, self.text())

    def hitButton(self, pos: object) -> bool:
        """Take a click anywhere."""
        return True


class RadioButton(QRadioButton):
    """One of several answers, in as many lines as it needs; the words of the chosen are strong."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        # Qt's own keep all their words in one line, and what they lie in as wide as that.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        """Give room for circle and words."""
        wide = QFontMetricsF(font(13, _STRONG)).horizontalAdvance(self._words())
        return QSize(_box() + _GAP + round(wide) + 4, look().px(24))

    def minimumSizeHint(self) -> QSize:
        """Let the words be wrapped where there is less room."""
        return QSize(120, look().px(24))

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of the wrapped words."""
        room = QRectF(0, 0, max(40, width - _box() - _GAP), 1000)
        words = QFontMetricsF(font(13, _STRONG)).boundingRect(
            room, Qt.TextFlag.TextWordWrap, self._words()
        )
        return max(look().px(24), round(words.height()) + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw circle and words."""
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        color = QColor((t.accent if chosen else t.ink2) if self.isEnabled() else t.off)
        box, dot = _box(), look().px(14) / 4
        middle = min(self.height(), look().px(24)) / 2
        at = QRectF(1, middle - box / 2 + 1, box - 2, box - 2)
        painter.setPen(QPen(color, 1.5))
        painter.drawEllipse(at)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawEllipse(at.adjusted(dot, dot, -dot, -dot))
        room = QRectF(box + _GAP, 0, self.width() - box - _GAP, self.height())
        painter.setFont(font(13, _STRONG if chosen else QFont.Weight.Normal))
        painter.setPen(QColor(t.ink if self.isEnabled() else t.off))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, flags, self._words())

    def _words(self) -> str:
        return self.text().replace("&&", "&")

    def hitButton(self, pos: object) -> bool:
        """Take a click anywhere."""
        return True


def _draw_chevron(widget: QWidget) -> None:
    t = tokens()
    size = look().px(14)
    at = QRectF(widget.width() - size - 8, (widget.height() - size) / 2, size, size)
    icons.draw(QPainter(widget), "chevron-down", at, t.ink2 if widget.isEnabled() else t.off)


class ComboBox(QComboBox):
    """A list that folds down."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll; another choice is made by pressing."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field and its mark."""
        super().paintEvent(event)
        _draw_chevron(self)


class SideIcon(QToolButton):
    """An icon inside a field, as large as its letters are; Qt's own stay at 16 px."""

    def __init__(self, field: QLineEdit, action: QAction, name: str, *, at_end: bool) -> None:
        super().__init__(field)
        self._field, self._at_end = field, at_end
        self.setProperty("kind", "side")
        self.setDefaultAction(action)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field has a key for it
        self.setCursor(Qt.CursorShape.ArrowCursor)
        field.installEventFilter(self)
        THEME.changed.connect(self._place)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the field."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        size = look().px(icons.SIZE)
        wide, high = size + 8, size + 4
        field = self._field
        x = field.width() - wide - 4 if self._at_end else 4
        self.setIconSize(QSize(size, size))
        self.setGeometry(x, (field.height() - high) // 2, wide, high)
        margins = (0, 0, wide, 0) if self._at_end else (wide, 0, 0, 0)
        field.setTextMargins(*margins)


class DateBox(QLineEdit):
    """A day, typed as people write it (10/14/2013, Oct 14) or chosen from a calendar.

    Words that are no day stay in the field; then ``day`` is None and ``problem`` says what to
    write.

    Signals
    -------
    changed : another day is meant, or none.
    """

    changed = Signal()

    def __init__(self, day: date, today: date, name: str) -> None:
        super().__init__()
        self._today = today
        self.day: date | None = day
        self.problem = ""
        self.setAccessibleName(name)
        self.setText(day_words(day, year=True))
        self._calendar = QAction("Choose from a calendar (Alt+Down)", self)
        icons.set_icon(self._calendar, "calendar", "ink2")
        self._calendar.triggered.connect(self._open)
        self.addAction(self._calendar)
        SideIcon(self, self._calendar, f"{name}: choose from a calendar", at_end=True)
        self.textEdited.connect(lambda _: self._read())
        self.editingFinished.connect(self._tidy)

    def set_day(self, day: date) -> None:
        """Show another day."""
        self.setText(day_words(day, year=True))
        self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar with Alt+Down, go a day on or back with the arrows."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._open()
        elif event.key() in steps and self.day is not None:
            self.set_day(self.day + timedelta(days=steps[Qt.Key(event.key())]))
        else:
            super().keyPressEvent(event)

    def _read(self) -> None:
        try:
            self.day, self.problem = read_day(self.text(), self._today), ""
        except InputError as error:
            self.day, self.problem = None, f"{error.text} {error.hint}"
        self.changed.emit()

    def _tidy(self) -> None:
        """Write the day that was understood, with its weekday, so that it can be checked."""
        if self.day is not None:
            self.setText(day_words(self.day, year=True))

    def _open(self) -> None:
        box = QFrame(self, Qt.WindowType.Popup)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(box)
        calendar.setAccessibleName(f"{self.accessibleName()}: calendar")
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Sunday)
        ink = QTextCharFormat()
        ink.setForeground(QColor(tokens().ink))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekday, ink)  # Qt's own is red, and nothing is wrong
        for side, icon in (("prev", "arrow-left"), ("next", "arrow-right")):
            arrow = calendar.findChild(QToolButton, f"qt_calendar_{side}month")
            assert arrow is not None  # Qt names them so
            icons.set_icon(arrow, icon, "ink")  # Qt's own are black on a dark ground, and small
        shown = self.day or self._today
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))

        def take(chosen: QDate) -> None:
            box.close()
            self.set_day(date(chosen.year(), chosen.month(), chosen.day()))

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        calendar.adjustSize()
        box.resize(calendar.size())
        box.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        box.show()
        calendar.setFocus()


class NumberBox(QSpinBox):
    """A whole number, typed or changed with the arrow keys."""

    def __init__(self, name: str, low: int, high: int, value: int, suffix: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(low, high)
        self.setSuffix(suffix)
        self.setValue(value)
        self.lineEdit().setTextMargins(6, 0, 6, 0)
        self.lineEdit().setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a number that only lay under the pointer is not changed."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
