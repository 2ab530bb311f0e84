"""Plans side by side: two or three of the tour's own, their totals and days, one of them chosen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QStyleOptionViewItem,
    QWidget,
)

from tourplanner.core.model.figures import MAX_NAME
from tourplanner.core.side_by_side import COST, LETTERS, Cell, Line
from tourplanner.ui.messages import notice_for
from tourplanner.ui.session import Session
from tourplanner.ui.theme import THEME, font, look, tokens
from tourplanner.ui.tours.blocks import Board
from tourplanner.ui.tours.sketch import Canvas, Sketch, bounds_of, draw_sketch
from tourplanner.ui.widgets.badges import Chip, draw_letter_tile
from tourplanner.ui.widgets.basic import CutLabel, button, card, column, label, row
from tourplanner.ui.widgets.fields import CheckBox, ComboBox
from tourplanner.ui.widgets.flow import FlowLayout
from tourplanner.ui.widgets.rows import Index, TextDelegate, draw_focus, draw_ground, draw_text
from tourplanner.ui.widgets.table import HEADER_HEIGHT, RowsModel, Table, TableColumn
from tourplanner.ui.words import count_words, time_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.variants import SideBySide
    from tourplanner.services.versions import Version
    from tourplanner.services.workspace import Workspace

NAMES_WIDE = 176
_NAMES_SHARE = 0.24  # of the page, at most
_SIGNS = {"+": "+", "-": "−", ">": "→", "~": "~"}
_TONES = {"good": "check", "warn": "triangle-alert", "bad": "octagon-x"}
_CALM_MS = 250  # after the last change of size or colors
_KEY = "+ only here   − not here   → another day   ~ another time or place, against A"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the background read and drew."""

    found: SideBySide
    images: tuple[QImage, ...] = ()  # of two plans and more


class Letter(QWidget):
    """The letter of a plan; that of the tour's own stands on the accent."""

    def __init__(self, letter: str) -> None:
        super().__init__()
        self.letter = letter
        self.setAccessibleName(f"Plan {letter}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Give the size of the tile."""
        return QSize(look().px(24), look().px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile."""
        t = tokens()
        is_own = self.letter == LETTERS[0]
        ink, ground = (t.on_fill, t.fill) if is_own else (t.ink, t.sunken)
        draw_letter_tile(QPainter(self), QRectF(self.rect()), self.letter, ink, ground)


class Head(QFrame):
    """One plan's head: its map, its name, whether it can be, what to do with it.

    Signals
    -------
    picked : id of the plan that is to stand here.
    """

    picked = Signal(str)

    def __init__(self, letter: str) -> None:
        super().__init__()
        self.letter = letter
        self.version: Version | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = column(self, gap=6)
        self.sketch = Sketch()
        layout.addWidget(self.sketch)
        body = column(margins=(10, 2, 10, 8), gap=6)
        layout.addLayout(body)
        line = row(gap=8)
        line.addWidget(Letter(letter))
        self.is_own = letter == LETTERS[0]
        self.name = CutLabel("", "strong")
        self.pick = ComboBox()
        self.pick.setAccessibleName(f"Plan {letter}")
        self.pick.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.pick.activated.connect(lambda at: self.picked.emit(str(self.pick.itemData(at))))
        line.addWidget(self.name, 1)
        line.addWidget(self.pick, 1)
        body.addLayout(line)
        self.verdict = Chip("", "plain")
        body.addWidget(self.verdict)
        acts = FlowLayout()
        self.use = button("Use this plan", "small", "check")
        self.changes = button("Change sheet", "small")
        self.note = label("The tour's plan", "hint", wraps=True)
        for made in (self.use, self.changes):
            acts.addWidget(made)
        body.addWidget(self.note)
        body.addLayout(acts)
        others: tuple[QWidget, ...] = (self.pick, self.use, self.changes)
        for part in others if self.is_own else (self.name, self.note):
            part.hide()
        body.addStretch(1)

    def show_plan(self, found: SideBySide, at: int, *, can_edit: bool) -> None:
        """Show one of the plans."""
        self.version = version = found.shown[at]
        words, tone = found.plans[at].verdict
        self.verdict.set(words, tone, _TONES[tone])
        self.name.setText(version.name)
        free = [one for one in found.known if one not in found.shown or one is version]
        if [self.pick.itemData(k) for k in range(self.pick.count())] != [one.id for one in free]:
            self.pick.clear()
            for one in free:
                self.pick.addItem(one.name, one.id)
        for k, one in enumerate(free):
            self.pick.setItemText(k, one.name)
        self.pick.setCurrentIndex(self.pick.findData(version.id))
        self.use.setVisible(can_edit and not self.is_own)
        self.use.setAccessibleName(f"Use plan {self.letter}, {version.name}")
        self.changes.setAccessibleName(f"Change sheet from {found.shown[0].name} to {version.name}")


class CellDelegate(TextDelegate):
    """Draws what stands in a plan's column, and at its right the sign and word of a difference."""

    def __init__(self, model: RowsModel[Line]) -> None:
        super().__init__()
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        t = tokens()
        line, at = self._model.rows[index.row()], index.column() - 1
        draw_ground(painter, option, first=at < 0)
        room = QRectF(option.rect).adjusted(10, 0, -10, 0)
        if line.day is not None and at < 0:
            painter.fillRect(
                QRectF(option.rect.left(), room.top(), 4, room.height()), t.day(line.day)
            )
        if at < 0:
            is_head = line.day is not None and line.what.endswith(", leave")
            weight = QFont.Weight.DemiBold if is_head else QFont.Weight.Normal
            draw_text(painter, room, line.what, color=t.ink if is_head else t.ink2, weight=weight)
        elif at < len(line.cells):
            self._draw_cell(painter, room, line.cells[at])
        draw_focus(painter, option)

    def _draw_cell(self, painter: QPainter, room: QRectF, cell: Cell) -> None:
        t = tokens()
        mark = sign_words(cell)
        weight = QFont.Weight.DemiBold if cell.sign else QFont.Weight.Normal
        wide = 0.0
        if mark:
            metrics = QFontMetricsF(font(12, QFont.Weight.Medium, figures=True))
            wide = min(metrics.horizontalAdvance(mark) + 2, room.width() * 0.6)
            right = QRectF(room.right() - wide, room.top(), wide, room.height())
            draw_text(painter, right, mark, px=12, color=t.warn.ink, right=True, figures=True,
                      weight=QFont.Weight.Medium)  # fmt: skip
        left = room.adjusted(0, 0, -(wide + 8 if mark else 0), 0)
        is_none = cell.text in ("not seen", "none")
        draw_text(painter, left, cell.text, color=t.ink3 if is_none else t.ink, weight=weight,
                  figures=True)  # fmt: skip


def sign_words(cell: Cell) -> str:
    """Give the mark of a difference: ``→ Tuesday in A``; empty where there is none."""
    return f"{_SIGNS[cell.sign]} {cell.difference}" if cell.sign else ""


def _copied(at: int, line: Line) -> str:
    """Give a cell as it is copied."""
    if at >= len(line.cells):
        return ""
    cell = line.cells[at]
    mark = sign_words(cell)
    return f"{cell.text} ({mark})" if mark else cell.text


class Beside(QWidget):
    """The plans of a tour beside each other; what is added, chosen or named is one step of Undo.

    Signals
    -------
    sheet_wished : ids of the plans before and after, for their change sheet. rates_wished : the
    office's rates are to be typed.
    """

    sheet_wished = Signal(str, str)
    rates_wished = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._board: Board | None = None
        self._seen: Seen | None = None
        self._wanted: list[str] = []  # plans that stand as B and C; empty = the newest
        layout = column(self, gap=8)
        layout.addLayout(self._make_head())
        self.problem = label("", "bad", wraps=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        self.one = label("", "hint", wraps=True)
        layout.addWidget(self.one)
        self.frame = card()
        self.frame.hide()
        body = column(self.frame)
        heads = row(gap=0)
        corner = column(margins=(12, 12, 8, 8), gap=6)
        self.only = CheckBox("Only what differs")
        self.only.toggled.connect(lambda _: self._show_lines())
        corner.addWidget(self.only)
        self.key = label("\n".join(_KEY.split("   ")), "hint", wraps=True)
        corner.addWidget(self.key)
        corner.addStretch(1)
        self._corner = QWidget()
        self._corner.setLayout(corner)
        heads.addWidget(self._corner)
        self.heads = [Head(letter) for letter in LETTERS]
        for head in self.heads:
            heads.addWidget(head, 1)
            head.picked.connect(partial(self._pick, head))
            head.use.clicked.connect(partial(self._use, head))
            head.changes.clicked.connect(partial(self._show_sheet, head))
        body.addLayout(heads)
        self.lines: RowsModel[Line] = RowsModel(
            [
                TableColumn("Line", lambda line: line.what, NAMES_WIDE),
                *(TableColumn(f"Plan {c}", partial(_copied, k)) for k, c in enumerate(LETTERS)),
            ],
            lambda line: line.spoken,
        )
        self.table = Table("Plans side by side", self.lines, CellDelegate(self.lines), many=True)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.opened.connect(self._open)
        body.addWidget(self.table)
        layout.addWidget(self.frame)
        cost = row(gap=8)
        self.cost = label("", "hint", wraps=True)
        cost.addWidget(self.cost, 1)
        self.rates = button("Cost and rates", "small", click=self.rates_wished.emit)
        self.rates.setToolTip("What the plan costs by the office's rates, and where they are typed")
        cost.addWidget(self.rates)
        layout.addLayout(cost)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MS)
        self._calm.timeout.connect(self.refresh)
        self.heads[0].sketch.resized.connect(self._calm.start)
        THEME.changed.connect(self._fit)
        THEME.changed.connect(self._calm.start)
        self._fit()

    def _make_head(self) -> QBoxLayout:
        head = row(gap=8)
        head.addWidget(label("Plans side by side", "heading"))
        self.about = label("", "hint")
        head.addWidget(self.about, 1)
        self.name = QLineEdit()
        self.name.setMaxLength(MAX_NAME)
        self.name.setAccessibleName("Name of a further variant")
        self.name.setPlaceholderText("Rain")
        self.name.setToolTip("The plan as it stands is kept; you go on with a copy under this name")
        self.name.returnPressed.connect(self._add)
        self.name.textEdited.connect(lambda: self._say(""))
        self.add = button("Add variant", "small", "plus", self._add)
        head.addWidget(self.name)
        head.addWidget(self.add)
        return head

    # -- reading ---------------------------------------------------------------------------------

    def show_board(self, board: Board) -> None:
        """Stand beside this plan."""
        if self._board is None or board.tour_id != self._board.tour_id:
            self._wanted, self._seen = [], None
            self.frame.hide()
        self._board = board
        self.refresh()

    def refresh(self) -> None:
        """Read the plans anew, where somebody looks."""
        board = self._board
        if board is None or not self.isVisible():
            return
        tour_id, wanted = board.tour_id, list(self._wanted)
        sketch = self.heads[0].sketch
        on = Canvas(sketch.size(), self.devicePixelRatioF(), tokens())

        def work(workspace: Workspace, _: Progress) -> Seen:
            from tourplanner.ui.map.ground import kept_paths

            # Undo may take a plan away between one read and the next.
            with workspace.file.tables.snapshot():
                found = workspace.variants.side_by_side(tour_id, wanted, time_words)
            plans = [timed.plan for timed in found.plans]
            if not plans[1:]:
                return Seen(found)
            bounds = bounds_of(plans, on.size)
            ground = kept_paths(bounds, self._session.doors.ground)
            return Seen(found, tuple(draw_sketch(plan, ground, on) for plan in plans))

        self._session.read(work, partial(self._show, tour_id), topic="side by side")

    def _show(self, tour_id: str, seen: Seen) -> None:
        if self._board is None or self._board.tour_id != tour_id:
            return
        self._seen, found = seen, seen.found
        can_edit = not self._session.is_read_only
        for part in (self.name, self.add):
            part.setVisible(can_edit)
        several = len(found.shown) > 1
        self.one.setVisible(not several)
        self.one.setText(
            f"{found.shown[0].name} is the only plan so far. Add a variant for rain or a second "
            "thought, or look for other plans below."
        )
        count = len(found.known)
        self.about.setText(
            f"{len(found.shown)} of {count_words(count, 'plan')} shown" if several else ""
        )
        for k, head in enumerate(self.heads):
            head.setVisible(k < len(found.shown))
            if k < len(found.shown):
                head.show_plan(found, k, can_edit=can_edit)
                head.sketch.show_image(seen.images[k] if k < len(seen.images) else None)
        titles = [spec.title for spec in self.lines.columns]
        self.table.show_columns(titles[: len(found.shown) + 1])
        self._show_lines()
        self.frame.setVisible(several)
        cost = next(line.cells[0].text for line in found.lines if line.what == COST)
        self.cost.setText(f"Cost of {found.shown[0].name}: {cost}.")

    def _show_lines(self) -> None:
        if self._seen is None:
            return
        lines = self._seen.found.lines
        if self.only.isChecked():
            lines = tuple(line for line in lines if line.is_other)
        if list(lines) != self.lines.rows:
            at = self.table.currentIndex().row()
            self.lines.show(lines)
            if at >= 0:
                self.table.choose(min(at, len(lines) - 1))
        self._fit()

    def _fit(self) -> None:
        """Give the table the height of all its rows: the page scrolls, not the table."""
        wide = min(look().px(NAMES_WIDE), round(self.width() * _NAMES_SHARE))
        self._corner.setFixedWidth(wide)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.table.horizontalHeader().resizeSection(0, wide)
        rows = max(1, self.lines.rowCount())
        self.table.setFixedHeight(look().px(HEADER_HEIGHT) + rows * look().row_height + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names of the lines their share of the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    # -- doing -----------------------------------------------------------------------------------

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _on_error(self, error: BaseException) -> None:
        notice = notice_for(error)
        if notice is not None:
            self._say(notice.text)

    def _pick(self, head: Head, wanted: str) -> None:
        """Let another plan stand in a column."""
        if self._seen is None:
            return
        shown = [version.id for version in self._seen.found.shown[1:]]
        shown[self.heads.index(head) - 1] = wanted
        self._wanted = shown
        self.refresh()

    def _add(self) -> None:
        """Keep the plan as it stands and go on with a copy."""
        board, name = self._board, self.name.text().strip()
        if board is None:
            return
        if not name:
            self._say("Type a name for the variant, such as Rain.")
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        tour_id, before = board.tour_id, board.name

        def added(_: object) -> None:
            self.name.clear()
            self._wanted = []

        self._session.write(
            lambda ws, _: ws.variants.add(tour_id, name),
            added,
            self._on_error,
            acted=f"You go on with {name}; {before} is kept as it was.",
        )

    def _use(self, head: Head) -> None:
        board, version = self._board, head.version
        if board is None or version is None or self._seen is None:
            return
        tour_id, before = board.tour_id, self._seen.found.shown[0]
        # What was compared stays side by side, with the one that is chosen in front.
        shown = [one.id for one in self._seen.found.shown[1:] if one.id != version.id]
        self._wanted = [before.id, *shown]
        self._session.write(
            lambda ws, _: ws.variants.choose(tour_id, version.id),
            failed=self._on_error,
            acted=f"{version.name} is the plan now; {before.name} is kept.",
        )

    def _open(self, at: int) -> None:
        """Go from the line of the cost to the rates it is made of."""
        if self.lines.rows[at].what == COST:
            self.rates_wished.emit()

    def _show_sheet(self, head: Head) -> None:
        if self._seen is not None and head.version is not None:
            self.sheet_wished.emit(self._seen.found.shown[0].id, head.version.id)

    def event(self, event: QEvent) -> bool:
        """Read the plans when the page is seen."""
        done = super().event(event)
        if event.type() == QEvent.Type.Show:
            self.refresh()
        return done
