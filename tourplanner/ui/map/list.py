"""The same map as a list: days, stops with the way on, and the sites that are in no day."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QWidget

from tourplanner.services.maps import ScreenMap
from tourplanner.ui import icons
from tourplanner.ui.map.choice import Choice
from tourplanner.ui.map.paint import draw_swatch
from tourplanner.ui.map.rows import MapRow, RowKind, rows_of
from tourplanner.ui.map.twins import LayerTwin
from tourplanner.ui.map.words import totals
from tourplanner.ui.theme import THEME, look, tokens
from tourplanner.ui.widgets.badges import day_badge_width, draw_day_badge, draw_letter_tile
from tourplanner.ui.widgets.basic import ActionButton, clear, column, label, pane, row, rule
from tourplanner.ui.widgets.flow import FlowBox
from tourplanner.ui.widgets.rows import Index, TextDelegate, draw_focus, draw_ground, draw_text
from tourplanner.ui.widgets.table import RowsModel, Table, TableColumn
from tourplanner.ui.words import count_words

_LINE = 18
_HEAD = 30
_LOW = 160  # pixels at 100 % text; below it the totals leave their room to the rows


def row_height(one: MapRow) -> int:
    """Give the height of a row."""
    if one.kind in (RowKind.DAY, RowKind.OTHERS):
        return look().px(_HEAD)
    return look().px(_LINE * (3 if one.far else 2) + 12)


class _Delegate(TextDelegate):
    """Draws a whole row in the first column."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        one: MapRow = index.model().rows[index.row()]  # type: ignore[attr-defined]
        rect = QRectF(option.rect)
        if one.kind in (RowKind.DAY, RowKind.OTHERS):
            self._head(painter, rect, one)
        else:
            draw_ground(painter, option, line=False)
            self._row(painter, rect, one)
        draw_focus(painter, option)

    def _head(self, painter: QPainter, rect: QRectF, one: MapRow) -> None:
        t = tokens()
        painter.fillRect(rect, QColor(t.canvas))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(t.line))
        inside = rect.adjusted(14, 0, -12, 0)
        if one.kind is RowKind.DAY:
            draw_swatch(painter, QRectF(inside.left(), rect.top(), 30, rect.height()), one.day, t)
            inside.setLeft(inside.left() + 38)
        wide = draw_text(painter, inside, one.name, weight=QFont.Weight.DemiBold)
        inside.setLeft(inside.left() + wide + 8)
        draw_text(painter, inside, one.far, px=12, color=t.ink2, right=True, figures=True)

    def _row(self, painter: QPainter, rect: QRectF, one: MapRow) -> None:
        t = tokens()
        line = look().px(_LINE)
        top = rect.top() + look().px(6)
        wide = day_badge_width(one.label)
        badge = QRectF(rect.left() + 14, top + 1, wide, look().px(20))
        if one.kind in (RowKind.STOP, RowKind.FOUND):
            draw_day_badge(painter, badge, one.day, one.label)
        elif one.kind is RowKind.PLACE:
            badge.setWidth(badge.height())
            draw_letter_tile(painter, badge, one.label, t.surface, t.ink2)
        elif one.kind is not RowKind.LAYER:
            painter.setBrush(QColor(t.ink2))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(badge.center(), 4.5, 4.5)
        left = rect.left() + 14
        if one.kind is not RowKind.LAYER:
            left += max(wide, look().px(30)) + 8
        right = rect.right() - 12
        mark = look().px(16)
        if one.state:
            name, tone = (
                ("circle-check", t.good.ink)
                if one.state == "confirmed"
                else ("circle-dashed", t.warn.ink)
            )
            icons.draw(painter, name, QRectF(right - mark, top + 1, mark, mark), tone)
        at = QRectF(left, top, right - left - (mark + 6 if one.state else 0), line)
        draw_text(painter, at, one.name, weight=QFont.Weight.Medium)
        second = " · ".join(part for part in (one.when, one.city) if part)
        at = QRectF(left, top + line, right - left, line)
        draw_text(painter, at, second, px=12, color=t.ink2, figures=True)
        if one.far:
            at = QRectF(left, top + 2 * line, right - left, line)
            arrow = "→ " if one.kind in (RowKind.STOP, RowKind.PLACE) else ""
            draw_text(painter, at, f"{arrow}{one.far}", px=12, color=t.ink2, figures=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the size of a row."""
        one: MapRow = index.model().rows[index.row()]  # type: ignore[attr-defined]
        return QSize(260, row_height(one))


class ChoiceBar(QWidget):
    """Says above the list what was picked out of the map, and what can be done with it."""

    def __init__(self, mark: QAction, point: QAction, clear_: QAction) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._point = point
        self.words = label("", "strong", wraps=True)
        self.note = label("", "hint", wraps=True)
        self.clear_button = ActionButton(clear_, "small")
        layout = column(self, margins=(14, 8, 12, 8), gap=6)
        layout.addWidget(self.words)
        layout.addWidget(self.note)
        buttons = FlowBox()
        for part in (ActionButton(mark, "small"), ActionButton(point, "small"), self.clear_button):
            buttons.flow.addWidget(part)
        layout.addWidget(buttons)
        layout.addWidget(rule())
        self.hide()

    def show_choice(self, choice: Choice | None) -> None:
        """Say what was picked out; hide where nothing was."""
        self.setVisible(choice is not None)
        if choice is None:
            return
        self.words.setText(choice.title)
        notes = []
        if choice.start is not None:
            notes.append("Minutes by bus outside the rush hours; ≈ is an estimate.")
        if choice.more:
            more = count_words(choice.more, "more school")
            notes.append(f"{more} not listed; the map holds too many to mark at once.")
        self.note.setText(" ".join(notes))
        self.note.setVisible(bool(notes))


class MapList(QWidget):
    """The list twin with its totals; one row of it is current.

    Parameters
    ----------
    bar : stands between the head and the rows.
    """

    picked = Signal(str)
    opened = Signal(str)

    def __init__(self, bar: ChoiceBar) -> None:
        super().__init__()
        self.setMinimumWidth(240)
        self.model: RowsModel[MapRow] = RowsModel(
            [
                TableColumn("Number", lambda r: r.label),
                TableColumn("Name", lambda r: r.name),
                TableColumn("Day", lambda r: r.day_words),
                TableColumn("Time", lambda r: r.when),
                TableColumn("Town", lambda r: r.city),
                TableColumn("How far", lambda r: r.far),
            ],
            lambda r: r.spoken,
        )
        self.table = Table("The same map as a list", self.model, _Delegate())
        for column_ in range(1, len(self.model.columns)):
            self.table.setColumnHidden(column_, True)
        self.table.horizontalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.row_chosen.connect(self._on_row)
        self.table.opened.connect(self._on_open)
        layout = column(self)
        top = pane("canvas")
        head = row(top, margins=(14, 8, 12, 8))
        head.addWidget(label("The same map as a list", "section"))
        head.addStretch(1)
        layout.addWidget(top)
        layout.addWidget(rule())
        self.bar = bar
        layout.addWidget(bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(rule())
        self._foot = pane("canvas")
        foot = column(self._foot, margins=(14, 8, 12, 10))
        self._box = FlowBox()
        self._numbers = self._box.flow
        foot.addWidget(self._box)
        layout.addWidget(self._foot)
        self._has_totals = False
        self._is_filling = False
        THEME.changed.connect(self._resize)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the rows where it is low."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._foot.setVisible(self._has_totals and self.height() >= look().px(_LOW))

    def show_map(
        self,
        screen: ScreenMap | None,
        day: int | None,
        choice: Choice | None = None,
        layers: Sequence[LayerTwin] = (),
    ) -> None:
        """Show the rows of a map, or of what was picked out of it; the chosen one stays.

        Parameters
        ----------
        layers : what lies over the tour, listed last.
        """
        current = self.current()
        self.bar.show_choice(choice)
        self._is_filling = True
        rows = rows_of(screen, day, choice) if screen is not None else []
        if screen is not None and choice is None:
            rows += [row for layer in layers for row in layer.listed()]
        self.model.show(rows)
        self._resize()
        self._is_filling = False
        self.select(current)
        clear(self._numbers)
        found = totals(screen, day) if screen is not None else ()
        for number, words in found:
            made = QWidget()
            part = column(made, margins=(0, 0, 10, 0), gap=0)
            part.addWidget(label(number, "heading"))
            part.addWidget(label(words, "hint"))
            self._numbers.addWidget(made)
        self._has_totals = bool(found) and choice is None
        self._fit()

    def current(self) -> str:
        """Give the mark of the current row."""
        at = self.table.currentIndex().row()
        return self.model.rows[at].mark if 0 <= at < len(self.model.rows) else ""

    def select(self, mark_id: str) -> None:
        """Make the row of a mark current, without telling anybody."""
        if mark_id and mark_id == self.current():
            return
        at = next((k for k, r in enumerate(self.model.rows) if r.mark and r.mark == mark_id), None)
        self._is_filling = True
        if at is None:
            self.table.clearSelection()
            self.table.setCurrentIndex(self.model.index(-1, -1))
        else:
            self.table.choose(at)
            self.table.scrollTo(self.model.index(at, 0))
        self._is_filling = False

    def _on_row(self, at: int) -> None:
        if not self._is_filling and 0 <= at < len(self.model.rows):
            self.picked.emit(self.model.rows[at].mark)

    def _on_open(self, at: int) -> None:
        if self.model.rows[at].mark:
            self.opened.emit(self.model.rows[at].mark)

    def _resize(self) -> None:
        for k, one in enumerate(self.model.rows):
            self.table.setRowHeight(k, row_height(one))
