"""Large type and large keys: what is read at arm's length in a moving bus.

Nothing here is smaller than 18 px. The wished text size counts only a little, because the type is
large already.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

from tourplanner.ui import icons
from tourplanner.ui.theme import THEME, font, look, tokens
from tourplanner.ui.tokens import Scheme

TEXT, NAME, HEAD, CLOCK = 18, 20, 28, 44
KEY_HEIGHT = 46
_MOST_PERCENT = 115
_BOLD, _STRONG, _PLAIN = QFont.Weight.Bold, QFont.Weight.DemiBold, QFont.Weight.Normal
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def px(size: int) -> int:
    """Give a size of large type, or a height that goes with it, in pixels."""
    return round(size * min(look().text_percent, _MOST_PERCENT) / 100)


def large_font(size: int, weight: QFont.Weight = _PLAIN) -> QFont:
    """Give the program's font in a large size, with equally wide digits."""
    made = font(size, weight, figures=True)
    made.setPixelSize(px(size))
    return made


def draw(
    painter: QPainter,
    rect: QRectF,
    text: str,
    *,
    size: int = TEXT,
    color: str = "",
    weight: QFont.Weight = _PLAIN,
    right: bool = False,
    struck: bool = False,
) -> float:
    """Draw one line of text, cut with dots where it does not fit; gives the width it took."""
    made = large_font(size, weight)
    made.setStrikeOut(struck)
    metrics = QFontMetricsF(made)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(made)
    painter.setPen(QColor(color or tokens().ink))
    painter.drawText(rect, _RIGHT if right else _LEFT, shown)
    return metrics.horizontalAdvance(shown)


def wrapped_height(text: str, width: float, size: int = TEXT, weight: QFont.Weight = _PLAIN) -> int:
    """Give the height of a text that is wrapped at a width."""
    metrics = QFontMetricsF(large_font(size, weight))
    room = QRectF(0, 0, max(width, 1), 10_000)
    return round(metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height())


def draw_wrapped(
    painter: QPainter,
    rect: QRectF,
    text: str,
    *,
    size: int = TEXT,
    color: str = "",
    weight: QFont.Weight = _PLAIN,
) -> None:
    """Draw a text in as many lines as it needs."""
    painter.setFont(large_font(size, weight))
    painter.setPen(QColor(color or tokens().ink))
    flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    painter.drawText(rect, flags, text)


def wide(text: str, size: int = TEXT, weight: QFont.Weight = _PLAIN) -> float:
    """Give the width of a text."""
    return QFontMetricsF(large_font(size, weight)).horizontalAdvance(text)


class LargeLabel(QLabel):
    """A label in large type; ``tone`` names a color of the tokens."""

    def __init__(
        self, size: int = TEXT, weight: QFont.Weight = _PLAIN, tone: str = "ink", *, wraps: bool
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)  # what people typed is never markup
        self.setWordWrap(wraps)
        if wraps:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._size, self._weight, self.tone = size, weight, tone
        THEME.changed.connect(self._dress)
        self._dress()

    def set_tone(self, tone: str) -> None:
        """Say it in another color."""
        if tone != self.tone:
            self.tone = tone
            self._dress()

    def set_size(self, size: int) -> None:
        """Say it in another size."""
        if size != self._size:
            self._size = size
            self._dress()

    def _dress(self) -> None:
        # By font and palette: a style sheet for each label takes ten times as long.
        self.setFont(large_font(self._size, self._weight))
        colors = QPalette(self.palette())
        colors.setColor(QPalette.ColorRole.WindowText, QColor(self._ink()))
        self.setPalette(colors)

    def _ink(self) -> str:
        return icons.tone_color(self.tone)


class Badge(LargeLabel):
    """How late the day runs, on a ground of its own; ``tone`` is good, warn, bad or plain."""

    def __init__(self) -> None:
        super().__init__(24, _BOLD, "plain", wraps=False)
        self.setContentsMargins(14, 5, 14, 5)

    def _pair(self) -> tuple[str, str]:
        t = tokens()
        if self.tone == "warn" and t.scheme is Scheme.CONTRAST:
            return t.on_fill, t.fill  # yellow is for lateness
        pair = {"warn": t.warn, "good": t.good, "bad": t.bad}.get(self.tone)
        return (t.ink, t.sunken) if pair is None else (pair.ink, pair.ground)

    def _ink(self) -> str:
        return self._pair()[0]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, then the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().control), 1))
        painter.setBrush(QColor(self._pair()[1]))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()
        super().paintEvent(event)


class KeyButton(QPushButton):
    """A large button that does what an action does, with the action's key on it."""

    def __init__(self, action: QAction, kind: str = "") -> None:
        super().__init__()
        self._action, self._kind, self._key = action, kind, ""
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        THEME.changed.connect(self.updateGeometry)
        self._follow()

    def show_key(self, key: str) -> None:
        """Show another key than the action's own."""
        self._key = key
        self._follow()

    def _follow(self) -> None:
        action = self._action
        self.setText(action.iconText())
        self.setAccessibleName(action.text())
        self.setToolTip(action.toolTip())
        self.setEnabled(action.isEnabled())
        if self.parentWidget() is not None or not action.isVisible():
            self.setVisible(action.isVisible())
        self.updateGeometry()

    @property
    def key(self) -> str:
        """The key that stands on it."""
        return self._key or self._action.shortcut().toString()

    def sizeHint(self) -> QSize:
        """Give room for words and key."""
        width = wide(self.text(), TEXT, _STRONG) + wide(self.key, TEXT) + 2 * 14 + 12 + 14
        return QSize(round(width), px(KEY_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never be cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, words and key."""
        t = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_primary = self._kind == "primary" and self.isEnabled()
        ground, ink = (t.fill, t.on_fill) if is_primary else (t.surface, t.ink)
        if not self.isEnabled():
            ink = t.off
        elif not is_primary and (self.underMouse() or self.isDown()):
            ground = t.select if self.isDown() else t.soft
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.fillPath(path, QColor(ground))
        edge = t.fill if is_primary else t.control if self.isEnabled() else t.line
        painter.setPen(QPen(QColor(edge), 1.5))
        painter.drawPath(path)
        inside = QRectF(self.rect()).adjusted(14, 0, -14, 0)
        draw(painter, inside, self.text(), color=ink, weight=_STRONG)
        key_wide = wide(self.key) + 14
        box = QRectF(inside.right() - key_wide, inside.center().y() - px(14), key_wide, px(28))
        painter.setPen(QPen(QColor(ink), 1.2))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(large_font(TEXT))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.key)
