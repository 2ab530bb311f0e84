"""What the checks say: what breaks, what is worth a look, what is not known yet.

Each finding goes to its place when it is pressed; a mend that was found by trying is a link that
makes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from tourplanner.core.checks import places
from tourplanner.core.checks.accepting import Accepted
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.unknown import is_unknown
from tourplanner.core.units import join_names
from tourplanner.ui import icons
from tourplanner.ui.letters import LETTERS
from tourplanner.ui.theme import THEME, font, look, tokens
from tourplanner.ui.widgets.menu import Menu, typed_words
from tourplanner.ui.widgets.rows import Index, draw_focus, draw_text, is_selected
from tourplanner.ui.widgets.table import RowsModel, TableColumn
from tourplanner.ui.widgets.tips import plain_tip
from tourplanner.ui.words import window_times

BREAKS, LOOK, UNKNOWN, ACCEPTED = "Breaks", "Worth a look", "Not known yet", "Accepted"
GROUPS = (BREAKS, LOOK, UNKNOWN)
_SIGNS = {
    BREAKS: ("octagon-x", "bad"),
    LOOK: ("triangle-alert", "warn"),
    UNKNOWN: ("circle-dashed", "info"),
    ACCEPTED: ("check", "good"),
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
    accepted: str = ""  # by whom and why it may stand

    @property
    def mend(self) -> str:
        """What would mend it, or why it may stand; empty where nothing is known."""
        return self.accepted or (window_times(self.finding.mend) if self.finding else "")


def group_of(finding: Finding) -> str:
    """Give the group that a finding stands in."""
    if finding.severity is Severity.ERROR:
        return BREAKS
    return UNKNOWN if is_unknown(finding) else LOOK


def needs_pin(finding: Finding) -> bool:
    """Whether it is mended where the point of its site is put."""
    return finding.rule == places.COARSE


def counts_of(findings: Sequence[Finding]) -> str:
    """Say how many stand in each group: ``1 breaks, 3 to look at, 4 unknown``."""
    groups = [group_of(finding) for finding in findings]
    words = {BREAKS: "break" if groups.count(BREAKS) > 1 else "breaks", LOOK: "to look at"}
    said = [
        f"{groups.count(name)} {words.get(name, 'unknown')}" for name in GROUPS if name in groups
    ]
    return ", ".join(said)


def finding_rows(
    findings: Sequence[Finding], accepted: Sequence[Accepted] = (), *, can_edit: bool
) -> list[FindingRow]:
    """Give the findings in their groups, each group under its title, what may stand last."""
    rows = []
    for name in GROUPS:
        own = [finding for finding in findings if group_of(finding) == name]
        if own:
            rows.append(FindingRow(name, f"{name} ({len(own)})"))
        folded = _folded(own) if name == UNKNOWN else own
        rows += [
            FindingRow(name, window_times(f.text), f, can_edit and (f.is_tried or needs_pin(f)))
            for f in folded
        ]
    if not rows:
        rows.append(FindingRow(LOOK, "All checks pass."))
    if accepted:
        rows.append(FindingRow(ACCEPTED, f"{ACCEPTED} ({len(accepted)})"))
    rows += [
        FindingRow(ACCEPTED, window_times(one.finding.text), one.finding, accepted=one.words)
        for one in accepted
    ]
    return rows


def _folded(findings: Sequence[Finding]) -> list[Finding]:
    """Make one line of those that say the same of several stops."""
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault((finding.rule, finding.text.partition(": ")[2]), []).append(finding)
    made = []
    for (_, said), own in kinds.items():
        first = own[0]
        if len(own) > 1:
            names = join_names([finding.text.partition(": ")[0] for finding in own])
            stops = tuple(stop for finding in own for stop in finding.stops)
            text = f"{len(own)} stops, {names}: {said}"
            first = replace(first, text=text, is_tried=False, stops=stops)
        made.append(first)
    return made


def _speak(row: FindingRow) -> str:
    if row.finding is None:
        return row.text
    mend = f" {row.mend}" if row.mend else ""
    key = " Shift+Enter does it." if row.can_mend else ""
    source = f" {_source(row.finding)}."
    if row.accepted:
        key = " Delete lets it count again."
    elif row.group != BREAKS:
        key += " A accepts it with a reason."
    return f"{row.group}: {row.text}{mend}{key}{source}"


class _Delegate(QStyledItemDelegate):
    """Draws sign, sentence and mend, each in as many lines as it needs."""

    def __init__(self, model: RowsModel[FindingRow]) -> None:
        super().__init__()
        self._model = model

    def parts(self, row: FindingRow, at: QRect) -> tuple[QRect, QRect, QRect]:
        """Give where the sentence, the mend and the source of a row are."""
        left, top = at.left() + look().px(_SIGN) + _APART, at.top() + _EDGE
        wide = max(at.right() + 1 - left - 4, 60)
        text = QRect(left, top, wide, _height(row.text, 13, wide))
        mend = QRect(left, text.bottom() + 1 + _GAP, wide, 0)
        if row.mend:
            mend.setHeight(_height(row.mend, 13 if row.can_mend else 12, wide))
        above = mend if row.mend else text
        source = QRect(left, above.bottom() + 1 + _GAP, wide, 0)
        if row.finding is not None:
            source.setHeight(_height(_source(row.finding), 12, wide))
        return text, mend, source

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of a row for the width of the list."""
        row = self._model.rows[index.row()]
        view = self.parent()
        wide = view.viewport().width() if isinstance(view, QListView) else 200
        if row.finding is None:
            return QSize(60, look().px(26))
        text, mend, source = self.parts(row, QRect(0, 0, wide, 0))
        is_open = isinstance(view, QListView) and view.currentIndex() == index
        last = source if is_open else mend if row.mend else text
        return QSize(60, last.bottom() + 1 + _EDGE)

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
        text, mend, source = self.parts(row, rect)
        painter.setFont(font(13))
        painter.setPen(QColor(t.ink))
        painter.drawText(text, _WRAP, row.text)
        if row.mend:
            painter.setFont(font(13 if row.can_mend else 12))
            painter.setPen(QColor(t.accent if row.can_mend else t.ink2))
            painter.drawText(mend, _WRAP, row.mend)
        if rect.bottom() >= source.bottom():  # the chosen one, which has the room
            painter.setFont(font(12))
            painter.setPen(QColor(t.ink2))
            painter.drawText(source, _WRAP, _source(row.finding))
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
    The chosen one says by which rule, of which day it is.

    Signals
    -------
    jumped : a Finding whose place is wished. mend_wished : a Finding to be mended.
    moved_to : the rectangle of the row that is current now.
    accept_wished : a Finding that may stand; back_wished : one that may stand no longer.
    mail_wished : a Finding that a school is to be asked about.
    """

    jumped = Signal(object)
    mend_wished = Signal(object)
    accept_wished = Signal(object)
    back_wished = Signal(object)
    mail_wished = Signal(object)
    moved_to = Signal(QRect)

    def __init__(self) -> None:
        super().__init__()
        self.entries: RowsModel[FindingRow] = RowsModel(
            [TableColumn("Finding", lambda row: row.text)], _speak
        )
        self._can_edit = False
        self._pressed, self._pressed_at = (-1, False), (QPoint(), QPoint())
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
        self.selectionModel().currentChanged.connect(self._on_current)
        THEME.changed.connect(self._fit)

    def show_findings(
        self, findings: Sequence[Finding], accepted: Sequence[Accepted] = (), *, can_edit: bool
    ) -> None:
        """Show other findings, and the warnings that may stand."""
        rows = finding_rows(findings, accepted, can_edit=can_edit)
        self._can_edit = can_edit
        if rows != self.entries.rows:
            self.entries.show(rows)
            self._fit()

    def _on_current(self, now: Index) -> None:
        self._fit()
        self.moved_to.emit(self.visualRect(now))

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
        self.viewport().setToolTip(plain_tip(_source(finding)) if finding is not None else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep what is pressed: its row becomes the current one, grows and is scrolled into view.

        So when the button comes up something else may stand under the pointer.
        """
        point = event.position().toPoint()
        row = self._row_at(point)
        self._pressed = (row, row >= 0 and self._is_on_mend(row, point))
        self._pressed_at = (point, event.globalPosition().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the place of the finding that was pressed, or make its mend."""
        super().mouseReleaseEvent(event)
        row, is_mend = self._pressed
        now = (event.position().toPoint(), event.globalPosition().toPoint())
        moves = [
            (at - was).manhattanLength() for at, was in zip(now, self._pressed_at, strict=True)
        ]
        is_click = min(moves) < QApplication.startDragDistance()  # on the screen, or in the list
        if row >= 0 and is_click and event.button() is Qt.MouseButton.LeftButton:
            self._do(row, mend=is_mend)

    def event(self, event: QEvent) -> bool:
        """Keep Copy for this list: the window has keys of that letter, too."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.matches(QKeySequence.StandardKey.Copy):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the place of the current finding, make its mend, accept it, ask about it."""
        row = self.currentIndex().row()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if row >= 0 and event.matches(QKeySequence.StandardKey.Copy):
            self._ask(row)
        elif row >= 0 and event.key() == Qt.Key.Key_A and plain and LETTERS.are_on:
            self._accept(row)
        elif row >= 0 and event.key() == Qt.Key.Key_Delete and plain:
            self._take_back(row)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or row < 0:
            super().keyPressEvent(event)
        elif self.entries.rows[row].finding is not None:
            mend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._do(row, mend=mend and self.entries.rows[row].can_mend)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer both."""
        row = self.currentIndex().row()
        if row < 0 or self.entries.rows[row].finding is None:
            return
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entry = self.entries.rows[row]
        there = QAction("Go there", menu)
        there.triggered.connect(lambda: self._do(row, mend=False))
        menu.addAction(there)
        if entry.can_mend:
            mend = QAction(typed_words(entry.mend), menu)
            mend.triggered.connect(lambda: self._do(row, mend=True))
            menu.addAction(mend)
        for words, can, act in (
            ("Accept with a reason…\tA", self._may_accept(row), self._accept),
            ("Let it count again\tDel", bool(entry.accepted) and self._can_edit, self._take_back),
            ("Copy an e-mail that asks\tCtrl+C", entry.group == UNKNOWN, self._ask),
        ):
            if can:
                made = QAction(words, menu)
                made.triggered.connect(lambda _on=False, act=act: act(row))
                menu.addAction(made)
        menu.popup(event.globalPos())

    def accept_current(self) -> None:
        """Ask why the chosen warning may stand."""
        if (row := self.currentIndex().row()) >= 0:
            self._accept(row)

    def ask_current(self) -> None:
        """Wish for e-mails about the chosen question."""
        if (row := self.currentIndex().row()) >= 0:
            self._ask(row)

    def _may_accept(self, row: int) -> bool:
        entry = self.entries.rows[row]
        is_open = entry.finding is not None and not entry.accepted
        return self._can_edit and is_open and entry.group != BREAKS

    def _accept(self, row: int) -> None:
        if self._may_accept(row):
            self.accept_wished.emit(self.entries.rows[row].finding)

    def _take_back(self, row: int) -> None:
        entry = self.entries.rows[row]
        if self._can_edit and entry.accepted:
            self.back_wished.emit(entry.finding)

    def _ask(self, row: int) -> None:
        entry = self.entries.rows[row]
        if entry.group == UNKNOWN and entry.finding is not None:
            self.mail_wished.emit(entry.finding)

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
