"""What the checks say: what breaks, what is worth a look, what is not known yet.

Each finding goes to its place when it is pressed; a mend that was found by trying is a link that
makes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from tourplanner.core.checks import bus, estimates, places
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.ui import icons
from tourplanner.ui.theme import THEME, font, look, tokens
from tourplanner.ui.widgets.rows import Index, draw_focus, draw_text, is_selected
from tourplanner.ui.widgets.table import RowsModel, TableColumn

BREAKS, LOOK, UNKNOWN = "Breaks", "Worth a look", "Not known yet"
GROUPS = (BREAKS, LOOK, UNKNOWN)
_UNKNOWN_RULES = {estimates.ESTIMATE, estimates.ASSUMED, bus.LENGTH, places.COARSE}
_SIGNS = {
    BREAKS: ("octagon-x", "bad"),
    LOOK: ("triangle-alert", "warn"),
    UNKNOWN: ("circle-dashed", "info"),
}
_SIGN, _APART, _EDGE, _GAP = 16, 9, 7, 3
_WRAP = Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding, or the title of a group where ``finding`` is None."""

    group: str
    text: str
    finding: Finding | None = None
    can_mend: bool = False

    @property
    def mend(self) -> str:
        """What would mend it; empty where nothing is known."""
        return self.finding.mend if self.finding is not None else ""


def group_of(finding: Finding) -> str:
    """Give the group that a finding stands in."""
    if finding.severity is Severity.ERROR:
        return BREAKS
    return UNKNOWN if finding.rule in _UNKNOWN_RULES else LOOK


def finding_rows(findings: Sequence[Finding], *, can_edit: bool) -> list[FindingRow]:
    """Give the findings in their groups, each group under its title."""
    rows = []
    for name in GROUPS:
        own = [finding for finding in findings if group_of(finding) == name]
        if own:
            rows.append(FindingRow(name, f"{name} ({len(own)})"))
        rows += [FindingRow(name, f.text, f, f.is_tried and can_edit) for f in own]
    return rows or [FindingRow(LOOK, "All checks pass.")]


def _speak(row: FindingRow) -> str:
    if row.finding is None:
        return row.text
    mend = f" {row.mend}" if row.mend else ""
    key = " Shift+Enter does it." if row.can_mend else ""
    return f"{row.group}: {row.text}{mend}{key}"


class _Delegate(QStyledItemDelegate):
    """Draws sign, sentence and mend, each in as many lines as it needs."""

    def __init__(self, model: RowsModel[FindingRow]) -> None:
        super().__init__()
        self._model = model

    def parts(self, row: FindingRow, at: QRect) -> tuple[QRect, QRect]:
        """Give where the sentence and the mend of a row are."""
        left, top = at.left() + look().px(_SIGN) + _APART, at.top() + _EDGE
        wide = max(at.right() + 1 - left - 4, 60)
        text = QRect(left, top, wide, _height(row.text, 13, wide))
        mend = QRect(left, text.bottom() + 1 + _GAP, wide, 0)
        if row.mend:
            mend.setHeight(_height(row.mend, 13 if row.can_mend else 12, wide))
        return text, mend

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of a row for the width of the list."""
        row = self._model.rows[index.row()]
        view = self.parent()
        wide = view.viewport().width() if isinstance(view, QListView) else 200
        if row.finding is None:
            return QSize(60, look().px(26))
        text, mend = self.parts(row, QRect(0, 0, wide, 0))
        return QSize(60, (mend if row.mend else text).bottom() + 1 + _EDGE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        t, row, rect = tokens(), self._model.rows[index.row()], option.rect
        if row.finding is None:
            draw_text(painter, QRectF(rect), row.text, weight=QFont.Weight.DemiBold)
            draw_focus(painter, option)
            return
        if is_selected(option):
            painter.fillRect(rect, QColor(t.select))
        name, tone = _SIGNS[row.group]
        size = look().px(_SIGN)
        sign = QRectF(rect.left() + 2, rect.top() + _EDGE + 1, size, size)
        icons.draw(painter, name, sign, icons.tone_color(tone))
        text, mend = self.parts(row, rect)
        painter.setFont(font(13))
        painter.setPen(QColor(t.ink))
        painter.drawText(text, _WRAP, row.text)
        if row.mend:
            painter.setFont(font(13 if row.can_mend else 12))
            painter.setPen(QColor(t.accent if row.can_mend else t.ink2))
            painter.drawText(mend, _WRAP, row.mend)
        draw_focus(painter, option)


def _height(text: str, px: int, wide: int) -> int:
    return _wrapped(text, px, wide, look().text_percent)


@lru_cache(maxsize=2048)
def _wrapped(text: str, px: int, wide: int, _percent: int) -> int:
    """Give the height of wrapped words; a drag asks for the same ones again and again."""
    return QFontMetrics(font(px)).boundingRect(0, 0, wide, 10_000, _WRAP, text).height()


class FindingsList(QListView):
    """All findings in three groups, as high as they are: what is around it scrolls.

    Enter and a click go to the place of a finding; Shift+Enter and a click on its mend make it.

    Signals
    -------
    jumped : a Finding whose place is wished. mend_wished : a Finding to be mended.
    moved_to : the rectangle of the row that is current now.
    """

    jumped = Signal(object)
    mend_wished = Signal(object)
    moved_to = Signal(QRect)

    def __init__(self) -> None:
        super().__init__()
        self.entries: RowsModel[FindingRow] = RowsModel(
            [TableColumn("Finding", lambda row: row.text)], _speak
        )
        self.setModel(self.entries)
        self._delegate = _Delegate(self.entries)
        self._delegate.setParent(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Checks")
        self.setProperty("ground", "canvas")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(off)
        self.setHorizontalScrollBarPolicy(off)
        self.selectionModel().currentChanged.connect(
            lambda now, _before: self.moved_to.emit(self.visualRect(now))
        )
        THEME.changed.connect(self._fit)

    def show_findings(self, findings: Sequence[Finding], *, can_edit: bool) -> None:
        """Show other findings."""
        rows = finding_rows(findings, can_edit=can_edit)
        if rows != self.entries.rows:
            self.entries.show(rows)
            self._fit()

    def mend_rect(self, row: int) -> QRect:
        """Give where the mend of a row is on the viewport; empty where it has none."""
        at = self.visualRect(self.entries.index(row, 0))
        return self._delegate.parts(self.entries.rows[row], at)[1]

    def _row_at(self, point: QPoint) -> int:
        row = self.indexAt(point).row()
        return row if row >= 0 and self.entries.rows[row].finding is not None else -1

    def _is_on_mend(self, row: int, point: QPoint) -> bool:
        return self.entries.rows[row].can_mend and self.mend_rect(row).contains(point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be pressed."""
        super().mouseMoveEvent(event)
        row = self._row_at(event.position().toPoint())
        shape = Qt.CursorShape.ArrowCursor if row < 0 else Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)
        finding = self.entries.rows[row].finding if row >= 0 else None
        self.viewport().setToolTip(_source(finding) if finding is not None else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the place of a finding, or make its mend."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        row = self._row_at(point)
        if row >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self._do(row, mend=self._is_on_mend(row, point))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the place of the current finding, or make its mend."""
        row = self.currentIndex().row()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or row < 0:
            super().keyPressEvent(event)
        elif self.entries.rows[row].finding is not None:
            mend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._do(row, mend=mend and self.entries.rows[row].can_mend)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer both."""
        row = self.currentIndex().row()
        if row < 0 or self.entries.rows[row].finding is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entry = self.entries.rows[row]
        there = QAction("Go there", menu)
        there.triggered.connect(lambda: self._do(row, mend=False))
        menu.addAction(there)
        if entry.can_mend:
            mend = QAction(entry.mend, menu)
            mend.triggered.connect(lambda: self._do(row, mend=True))
            menu.addAction(mend)
        menu.popup(event.globalPos())

    def _do(self, row: int, *, mend: bool) -> None:
        finding = self.entries.rows[row].finding
        (self.mend_wished if mend else self.jumped).emit(finding)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        self.doItemsLayout()
        rows = range(self.entries.rowCount())
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in rows) + 2)


def _source(finding: Finding) -> str:
    source = f"{finding.rule}. {finding.source}"
    return f"{source}, {finding.date}" if finding.date else source
