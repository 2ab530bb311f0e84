"""Icons: drawings in one line width, tinted with a color of the running look.

A QIcon engine of our own would tint while painting, but PySide6 6.12 crashes on icon engines
written in Python; so an icon is made of pixmaps, and :func:`retint` makes them anew when the look
changes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from tourplanner.ui import assets
from tourplanner.ui.theme import THEME, look, tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

STROKE = "1.75"
SIZE = 16


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return assets.icon_path(name).read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _renderer(name: str, color: str) -> QSvgRenderer:
    text = _source(name).replace("currentColor", color)
    text = text.replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    return QSvgRenderer(QByteArray(text.encode("utf-8")))


def draw(painter: QPainter, name: str, rect: QRectF, color: str) -> None:
    """Draw an icon into a rectangle; delegates use it."""
    _renderer(name, color).render(painter, rect)


@lru_cache(maxsize=1024)
def pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    """Give an icon as a pixmap, ``size`` in pixels of the layout, ``ratio`` of the screen."""
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.fill(Qt.GlobalColor.transparent)
    made.setDevicePixelRatio(ratio)
    painter = QPainter(made)
    draw(painter, name, QRectF(0, 0, size, size), color)
    painter.end()
    return made


def tone_color(tone: str) -> str:
    """Give the color of a tone: a name of the tokens, such as ink2, accent, good or on_fill."""
    value = getattr(tokens(), tone)
    return value if isinstance(value, str) else str(value.ink)


def icon(name: str, tone: str = "ink2", size: int = SIZE) -> QIcon:
    """Give an icon in a tone; a disabled one is as pale as its words."""
    from PySide6.QtGui import QIcon  # 2 ms for names of themes; the first paint needs none

    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    made = QIcon(pixmap(name, tone_color(tone), size, ratio))
    made.addPixmap(pixmap(name, tokens().off, size, ratio), QIcon.Mode.Disabled)
    return made


def set_icon(
    target: QAbstractButton | QAction | QLabel, name: str, tone: str = "ink2", size: int = SIZE
) -> None:
    """Give a button, action or label an icon that follows the look, in size too."""
    target.setProperty("icon_name", name)
    target.setProperty("icon_tone", tone)
    target.setProperty("icon_size", size)
    _put(target)


def _put(target: QAbstractButton | QAction | QLabel) -> None:
    name, tone = str(target.property("icon_name")), str(target.property("icon_tone"))
    size = look().px(int(target.property("icon_size")))
    if isinstance(target, QLabel):
        target.setFixedSize(size, size)
        target.setPixmap(pixmap(name, tone_color(tone), size, target.devicePixelRatioF()))
        return
    target.setIcon(icon(name, tone, size))
    if isinstance(target, QAbstractButton):
        target.setIconSize(QSize(size, size))


def retint() -> None:
    """Make every icon of the program anew in the colors of the running look."""
    for widget in QApplication.allWidgets():
        if isinstance(widget, QAbstractButton | QLabel) and widget.property("icon_name"):
            _put(widget)
        for action in widget.actions():
            if action.property("icon_name"):
                _put(action)


THEME.tinted.connect(retint)
