"""What of the window has less room than it needs: words that are cut, parts that overlap."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from tourplanner.ui.tours.board import BoardView
from tourplanner.ui.widgets.basic import CutLabel
from tourplanner.ui.widgets.fields import CheckBox
from tourplanner.ui.widgets.tips import plain_tip


def shown(root: QWidget) -> list[QWidget]:
    return [w for w in root.findChildren(QWidget) if w.isVisible()]


def cut(root: QWidget) -> Iterator[str]:
    """Name what has less room than its words, or stands out of what it is in."""
    for widget in shown(root):
        text = getattr(widget, "text", "")
        words = text() if callable(text) else ""
        if isinstance(widget, CutLabel):
            assert widget.toolTip() == plain_tip(words)
        elif isinstance(widget, QLabel) and words:
            metrics = QFontMetrics(widget.font())
            plain = words.replace("&", "") if widget.buddy() is not None else words
            wide = metrics.boundingRect(0, 0, 4000, 4000, 0, plain).width()
            if not widget.wordWrap() and widget.width() < wide - 2:
                yield f"{words!r}: {widget.width()} wide of {wide}"
            elif widget.wordWrap() and widget.height() < widget.heightForWidth(widget.width()) - 2:
                yield f"{words!r}: {widget.height()} high"
        elif isinstance(widget, CheckBox):
            if widget.height() < widget.heightForWidth(widget.width()) - 6:
                yield f"{words!r}: {widget.height()} high"
        elif isinstance(widget, QPushButton) and widget.width() < widget.sizeHint().width() - 2:
            yield f"{words!r}: {widget.width()} wide of {widget.sizeHint().width()}"
        if isinstance(widget, QLineEdit | QPushButton | QComboBox):
            least = widget.minimumSizeHint().height()
            if widget.height() < least - 2:
                yield f"{name(widget)}: {widget.height()} high of {least}"
        holder = widget.parentWidget()
        follows = holder and isinstance(holder.parentWidget(), BoardView)  # heads go with the days
        if isinstance(widget, QScrollArea) and widget.widget() is not None and not follows:
            page, room = widget.widget().width(), widget.viewport().width()
            never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            if widget.horizontalScrollBarPolicy() == never and page > room:
                yield f"{name(widget)}: {page} wide, {room} to be seen"
        parent = widget.parentWidget()
        scrolls = parent is not None and isinstance(parent.parentWidget(), QAbstractScrollArea)
        if words and parent is not None and not scrolls:
            inside = parent.rect().adjusted(-1, -1, 1, 1)
            if not inside.contains(widget.geometry()):
                yield f"{words!r} stands out of {type(parent).__name__}"


def too_long(root: QWidget) -> Iterator[str]:
    """Name the pages that scroll on after their last words."""
    for area in shown(root):
        page = area.widget() if isinstance(area, QScrollArea) else None
        if page is not None and page.hasHeightForWidth():
            needed = max(page.heightForWidth(page.width()), area.viewport().height())
            if page.height() > needed + 2:
                yield f"{name(area)}: {page.height()} high of {needed}"


def laid_out(layout: QLayout) -> Iterator[QWidget]:
    for item in (layout.itemAt(k) for k in range(layout.count())):
        widget, inner = item.widget(), item.layout()
        if widget is not None and widget.isVisible():
            yield widget
        elif inner is not None:
            yield from laid_out(inner)


def overlaps(root: QWidget) -> Iterator[str]:
    """Name what lies over another thing of the same layout."""
    for parent in [root, *shown(root)]:
        layout = parent.layout()
        parts = list(laid_out(layout)) if layout is not None else []
        for k, one in enumerate(parts):
            for other in parts[k + 1 :]:
                shared = one.geometry().intersected(other.geometry())
                if shared.width() > 1 and shared.height() > 1:
                    yield f"{name(one)} over {name(other)}"


def name(widget: QWidget) -> str:
    return str(getattr(widget, "text", widget.accessibleName)() or type(widget).__name__)
