"""The list of papers: each with its reader's level, a box to tick, and a page to look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from tourplanner.core.fields import LEVEL_WORDS
from tourplanner.ui import icons
from tourplanner.ui.papers.choices import PaperChoice
from tourplanner.ui.theme import THEME, font, look, tokens
from tourplanner.ui.widgets.badges import LEVEL_SIZE, draw_level
from tourplanner.ui.widgets.rows import Index, draw_focus, draw_ground, draw_text

_ROOT = QModelIndex()
_HEAD, _ROW = 30, 44  # heights
_BOX, _ROOM = 16, 18  # side of the box that ticks a row, and the room around it


class _Model(QAbstractListModel):
    def __init__(self, choices: Sequence[PaperChoice]) -> None:
        super().__init__()
        self.rows: list[PaperChoice | str] = []
        for choice in choices:
            if choice.group not in self.rows:
                self.rows.append(choice.group)
            self.rows.append(choice)
        self.ticked: set[str] = set()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if isinstance(row, str):
            return row if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if row.key in self.ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            whose = f"{row.level}: may hold what is for {LEVEL_WORDS[row.level].lower()}"
            return f"{row.name}: {row.formats_words}\n{whose}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            ticked = "chosen" if row.key in self.ticked else "not chosen"
            return f"{row.name}, {LEVEL_WORDS[row.level]}, {row.formats_words}, {ticked}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag
        return flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsUserCheckable

    def tick(self, at: int) -> None:
        row = self.rows[at]
        if not isinstance(row, str):
            self.ticked ^= {row.key}
            self.dataChanged.emit(self.index(at), self.index(at))


class _Delegate(QStyledItemDelegate):
    def __init__(self, model: _Model) -> None:
        super().__init__()
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        is_head = isinstance(self._model.rows[index.row()], str)
        return QSize(120, look().px(_HEAD if is_head else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice, t = self._model.rows[index.row()], tokens()
        rect = QRectF(option.rect)
        if isinstance(choice, str):
            at = rect.adjusted(12, 8, -4, 0)
            draw_text(painter, at, choice, px=12, color=t.ink3, weight=QFont.Weight.DemiBold)
            return
        draw_ground(painter, option, line=False)
        ticked = choice.key in self._model.ticked
        size, level = look().px(_BOX), look().px(LEVEL_SIZE)
        box = QRectF(rect.left() + 12, rect.center().y() - size / 2, size, size)
        icons.draw(
            painter, "square-check" if ticked else "square", box, t.accent if ticked else t.ink3
        )
        text = rect.adjusted(22 + size, 4, -level - 24, -4)
        upper = QRectF(text.left(), text.top(), text.width(), text.height() / 2)
        lower = upper.translated(0, text.height() / 2)
        name, rest = name_lines(choice.name, text.width())
        draw_text(painter, upper, name, weight=QFont.Weight.DemiBold)
        if rest:
            draw_text(painter, lower, rest, weight=QFont.Weight.DemiBold)
        else:
            draw_text(painter, lower, choice.formats_words, px=12, color=t.ink2)
        tile = QRectF(rect.right() - level - 14, rect.center().y() - level / 2, level, level)
        draw_level(painter, tile, choice.level)
        draw_focus(painter, option)


def name_lines(name: str, width: float) -> tuple[str, str]:
    """Give the name of a paper on one line, or on two where the width, in pixels, asks for them.

    Two papers whose names begin alike would look the same if the name were cut.
    """
    metrics = QFontMetricsF(font(13, QFont.Weight.DemiBold))
    words = name.split(" ")
    fits = len(words)
    while fits > 1 and metrics.horizontalAdvance(" ".join(words[:fits])) > width:
        fits -= 1
    return " ".join(words[:fits]), " ".join(words[fits:])


class PaperList(QListView):
    """Papers by reader; Space or a click on the box ticks one."""

    chosen = Signal(object)  # PaperChoice
    ticked = Signal()

    def __init__(self, choices: Sequence[PaperChoice]) -> None:
        super().__init__()
        self.papers = _Model(choices)
        self.setModel(self.papers)
        self._delegate = _Delegate(self.papers)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Papers")
        self.setProperty("ground", "canvas")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda now, _: self._on_current(now))
        THEME.changed.connect(self.doItemsLayout)

    def current(self) -> PaperChoice | None:
        """Give the paper that is looked at."""
        at = self.currentIndex().row()
        row = self.papers.rows[at] if 0 <= at < len(self.papers.rows) else None
        return row if isinstance(row, PaperChoice) else None

    def row_height(self) -> int:
        """Give how high the line of a paper is, in pixels."""
        return look().px(_ROW)

    def all_ticked(self) -> list[PaperChoice]:
        """Give the papers that are ticked, in order."""
        rows = [row for row in self.papers.rows if isinstance(row, PaperChoice)]
        return [row for row in rows if row.key in self.papers.ticked]

    def choose(self, key: str) -> None:
        """Look at a paper."""
        for at, row in enumerate(self.papers.rows):
            if isinstance(row, PaperChoice) and row.key == key:
                flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.selectionModel().setCurrentIndex(self.papers.index(at), flags)

    def tick(self, at: int) -> None:
        """Tick a row, or take its tick away."""
        self.papers.tick(at)
        self.ticked.emit()

    def _on_current(self, now: QModelIndex) -> None:
        choice = self.current() if now.isValid() else None
        if choice is not None:
            self.chosen.emit(choice)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick with a click on the box, look with a click beside it."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() < look().px(_BOX) + _ROOM:
            self.tick(index.row())
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with the space bar."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.tick(self.currentIndex().row())
            return
        super().keyPressEvent(event)
