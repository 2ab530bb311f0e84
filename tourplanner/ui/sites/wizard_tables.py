"""The tables of the import: the columns with where they go, the rows with what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from tourplanner.core.fields import LEVEL_WORDS
from tourplanner.core.model.list_columns import LEFT_OUT, TARGETS, Target
from tourplanner.core.model.list_rows import ListRow
from tourplanner.ui import icons
from tourplanner.ui.sites.wizard_values import LEAVE_OUT, RESULT_LOOKS, ColumnRow
from tourplanner.ui.theme import look, tokens
from tourplanner.ui.tokens import RADIUS_CONTROL
from tourplanner.ui.widgets.badges import chip_width, draw_chip, draw_level
from tourplanner.ui.widgets.menu import Menu, typed_words
from tourplanner.ui.widgets.rows import Index, TextDelegate, draw_focus, draw_ground, draw_text
from tourplanner.ui.widgets.table import RowsModel, Table, TableColumn

GOES, WHO, HOW = 1, 2, 4
RESULT = 3


def _draw_chip_in(painter: QPainter, rect: QRectF, words: str, tone: str, icon: str) -> None:
    high = look().px(20)
    wide = min(float(chip_width(words, icon)), rect.width() - 6)
    at = QRectF(rect.left() + 6, rect.center().y() - high / 2, wide, high)
    draw_chip(painter, at, words, tone, icon)


class _ColumnDelegate(TextDelegate):
    """Draws where a column goes as a field with a choice, who may see it as a tile."""

    def __init__(self, model: RowsModel[ColumnRow]) -> None:
        super().__init__(strong_column=0)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        if index.column() not in (GOES, WHO, HOW):
            super().paint(painter, option, index)
            return
        draw_ground(painter, option, first=False)
        row, rect = self._model.rows[index.row()], QRectF(option.rect)
        if index.column() == GOES:
            self._draw_choice(painter, rect.adjusted(4, 3, -6, -4), row)
        elif index.column() == HOW:
            _draw_chip_in(painter, rect, *row.how)
        elif row.level:
            size = look().px(18)
            at = QRectF(rect.left() + 8, rect.center().y() - size / 2, size, size)
            draw_level(painter, at, row.level)
            words = rect.adjusted(size + 14, 0, -4, 0)
            draw_text(painter, words, LEVEL_WORDS[row.level], px=12, color=tokens().ink2)
        draw_focus(painter, option)

    def _draw_choice(self, painter: QPainter, rect: QRectF, row: ColumnRow) -> None:
        t, goes = tokens(), bool(row.level)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = Qt.PenStyle.SolidLine if goes else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(t.control), 1, line))
        painter.setBrush(QColor(t.surface))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL)
        painter.restore()
        words = rect.adjusted(9, 0, -look().px(14) - 10, 0)
        draw_text(painter, words, row.goes, color=t.ink if goes else t.ink2)
        size = look().px(14)
        at = QRectF(rect.right() - size - 7, rect.center().y() - size / 2, size, size)
        icons.draw(painter, "chevron-down", at, t.ink2)


class ColumnTable(Table):
    """The columns of a list; Enter, Space or a click on a row's field chooses where it goes.

    Signals
    -------
    target_chosen : number of the column, code of the target, empty to leave it out.
    """

    target_chosen = Signal(int, str)

    def __init__(self) -> None:
        self.targets: Mapping[str, Target] = TARGETS
        self.model_of: RowsModel[ColumnRow] = RowsModel(
            [
                TableColumn("In the file", lambda row: row.column.header, 150),
                TableColumn("Goes to", lambda row: row.goes, 190),
                TableColumn("Who may see", lambda row: LEVEL_WORDS.get(row.level, ""), 152),
                TableColumn("First row", lambda row: row.sample),
                TableColumn("How matched", lambda row: row.how[0], 122),
            ],
            lambda row: row.spoken,
        )
        super().__init__("Columns of the list", self.model_of, _ColumnDelegate(self.model_of))
        titles = tuple(column.title for column in self.model_of.columns)
        self.show_columns(titles, ("Who may see", "How matched"))
        self.opened.connect(self.ask)

    def ask(self, row: int) -> None:
        """Ask in a menu where a column goes; letters jump to words."""
        if not 0 <= row < len(self.model_of.rows):
            return
        now = self.model_of.rows[row]
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(f"Where {now.column.header} goes")
        entries = [(LEFT_OUT, LEAVE_OUT), *((code, t.label) for code, t in self.targets.items())]
        for code, words in entries:
            act = menu.addAction(
                typed_words(words), partial(self.target_chosen.emit, now.number, code)
            )
            act.setCheckable(True)
            act.setChecked(code == now.column.target)
            if act.isChecked():
                menu.setActiveAction(act)
        below = self.visualRect(self.model_of.index(row, GOES)).bottomLeft()
        menu.popup(self.viewport().mapToGlobal(below))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Space as with Enter; Delete leaves a column out."""
        row = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space:
            self.ask(row)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and row >= 0:
            self.target_chosen.emit(self.model_of.rows[row].number, LEFT_OUT)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the choice where its field is clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.column() == GOES:
            self.ask(index.row())


class _RowDelegate(TextDelegate):
    """Draws what becomes of a row as a chip."""

    def __init__(self, model: RowsModel[ListRow]) -> None:
        super().__init__(strong_column=1)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        if index.column() != RESULT:
            super().paint(painter, option, index)
            return
        draw_ground(painter, option, first=False)
        result = self._model.rows[index.row()].result
        _draw_chip_in(painter, QRectF(option.rect), str(result), *RESULT_LOOKS[result])
        draw_focus(painter, option)


class RowTable(Table):
    """The rows of a list with what each of them means."""

    def __init__(self, name: str) -> None:
        self.model_of: RowsModel[ListRow] = RowsModel(
            [
                TableColumn("Row", lambda row: str(row.number), 52, right=True),
                TableColumn("Site", lambda row: row.name or "none"),
                TableColumn("Where", lambda row: row.where or "none", 170),
                TableColumn("Result", lambda row: str(row.result), 118),
                TableColumn("Remark", lambda row: row.remark),
            ],
            lambda row: row.spoken,
        )
        super().__init__(name, self.model_of, _RowDelegate(self.model_of))
        titles = tuple(column.title for column in self.model_of.columns)
        self.show_columns(titles, ("Where", "Remark", "Row"))
