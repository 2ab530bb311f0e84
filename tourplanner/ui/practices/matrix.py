"""The matrix: sites by the elements of a framework; empty cells show, each cell opens."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tourplanner.core.model.framework import Frameworks
from tourplanner.core.model.pivot import Pivot
from tourplanner.core.model.practice import Excerpt
from tourplanner.ui import icons
from tourplanner.ui.theme import look, tokens
from tourplanner.ui.visits.rows import EVIDENCE, KIND_WORDS, known_words
from tourplanner.ui.widgets.basic import column, label, pane, row
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.widgets.pivot import PivotPane
from tourplanner.ui.widgets.rows import draw_focus, draw_ground, draw_text
from tourplanner.ui.widgets.values import ValuesModel

Index = QModelIndex | QPersistentModelIndex
# A mark stays with its words where the line breaks.
_LEGEND = "   ".join(
    words.replace(" ", "\u00a0")
    for words in (
        "●●● seen or strong",
        "●●○ told twice or fair",
        "●○○ told once or weak",
        "— looked, not there",
    )
)


class Matrix(QWidget):
    """The matrix and what stands in the chosen cell.

    Signals
    -------
    framework_chosen : id. opened : an Excerpt. cell_wished : site, code, words: its cards.
    """

    framework_chosen = Signal(str)
    opened = Signal(object)
    cell_wished = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        whole = pane("surface")
        column(self).addWidget(whole)
        layout = column(whole)
        self.framework = ComboBox()
        self.framework.setAccessibleName("Framework")
        self.framework.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.framework.activated.connect(
            lambda _: self.framework_chosen.emit(str(self.framework.currentData()))
        )
        line = row(margins=(14, 8, 14, 8))
        line.addWidget(self.framework)
        line.addWidget(label(_LEGEND, "hint", wraps=True), 1)
        layout.addLayout(line)
        self.excerpts: ValuesModel[Excerpt] = ValuesModel(_spoken)
        names = ("Sites by practices", "Practices", "Sites")
        self.pane = PivotPane(names, self.excerpts, ExcerptDelegate(self.excerpts))
        self.model, self.view, self.list = self.pane.model, self.pane.view, self.pane.list
        self.empty = EmptyState("No sites yet.", "Mark schools for the tour in Sites, Ctrl+1.")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.pane)
        self._pages.addWidget(self.empty)
        layout.addWidget(self._pages, 1)
        self.pane.entered.connect(self._enter)
        self.pane.opened.connect(self.opened)

    def show_pivot(self, pivot: Pivot[Excerpt], frameworks: Frameworks) -> None:
        """Show another matrix; the chosen cell stays where it is."""
        if self.framework.count() != len(frameworks.all):
            self.framework.clear()
            for each in frameworks.all:
                self.framework.addItem(each.title, each.id)
                words = f"{each.source}, {each.date}"
                self.framework.setItemData(
                    self.framework.count() - 1, words, Qt.ItemDataRole.ToolTipRole
                )
        self.pane.show_pivot(pivot)
        self._pages.setCurrentIndex(0 if pivot.rows else 1)

    def _enter(self) -> None:
        """Go to what stands in the cell; the cards of a cell with several are listed."""
        at, side = self.pane.chosen()
        cards = [e for e in self.excerpts.values if e.kind == "practice"]
        if any(card.through for card in cards):  # the list of cards goes by their own tags
            self.pane.show_entries()
        elif len(cards) > 1:
            (site, name), element = self.model.pivot.rows[at], self.model.pivot.columns[side]
            self.cell_wished.emit(site, element.code, f"{name}, {element.label}")
        elif cards:
            self.opened.emit(cards[0])
        else:
            self.pane.show_entries()


class ExcerptDelegate(QStyledItemDelegate):
    """Draws an excerpt: what it is, its words, how it is known."""

    def __init__(self, model: ValuesModel[Excerpt]) -> None:
        super().__init__()
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of a row."""
        return QSize(120, look().row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        excerpt, t = self._model.values[index.row()], tokens()
        draw_ground(painter, option)
        rect = QRectF(option.rect).adjusted(14, 0, -14, 0)
        kind = QRectF(rect.left(), rect.top(), look().px(92), rect.height())
        draw_text(painter, kind, KIND_WORDS[excerpt.kind], px=12, color=t.ink2)
        wide = 0.0
        if excerpt.evidence in EVIDENCE:
            _, icon, tone = EVIDENCE[excerpt.evidence]
            words = known_words(excerpt.evidence, excerpt.strength, dots=True)
            color = icons.tone_color(tone)
            side = look().px(13)
            wide = draw_text(painter, rect, words, px=12, color=color, right=True) + side + 7
            at = QRectF(rect.right() - wide, rect.center().y() - side / 2, side, side)
            icons.draw(painter, icon, at, color)
        room = rect.adjusted(look().px(100), 0, -wide - 12, 0)
        draw_text(painter, room, excerpt.words or "No title yet")
        draw_focus(painter, option)


def _spoken(excerpt: Excerpt) -> str:
    said = known_words(excerpt.evidence, excerpt.strength)
    parts = (KIND_WORDS[excerpt.kind], excerpt.words or "No title yet", said)
    return ", ".join(part for part in parts if part)
