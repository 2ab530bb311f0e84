"""The selection matrix: sites by what they show, and what the chosen ones still lack."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tourplanner.core.model.pivot import Pivot
from tourplanner.core.model.selection import EVERYTHING, Known, Selection
from tourplanner.ui.session import Session
from tourplanner.ui.sites.lacks import LackStrip
from tourplanner.ui.theme import look, tokens
from tourplanner.ui.widgets.basic import column, label, pane, row
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.widgets.pivot import PivotPane
from tourplanner.ui.widgets.rows import draw_focus, draw_ground, draw_text
from tourplanner.ui.widgets.values import ValuesModel

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
CHOSEN, EVERYBODY = "chosen", "everybody"
_LOW = 360  # px at 100 % text: with less height the matrix needs the room of the strip below it


class SelectionMatrix(QWidget):
    """The matrix of the tour that is shown.

    Signals
    -------
    site_wished : a candidate is to be shown.
    """

    site_wished = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._selection = Selection((), ())
        self._wanted = self._is_low = False
        whole = pane("surface")
        column(self).addWidget(whole)
        layout = column(whole)
        line = row(margins=(14, 8, 14, 8), gap=10)
        line.addWidget(label("Sites by", "second"))
        self.by = ComboBox()
        self.by.setAccessibleName("Compare sites by")
        self.by.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.by.activated.connect(lambda _: self._ask())
        line.addWidget(self.by)
        self.who = ComboBox()
        self.who.setAccessibleName("Which sites")
        self.who.addItem("Chosen sites", CHOSEN)
        self.who.addItem("All candidates", EVERYBODY)
        self.who.activated.connect(lambda _: self._ask())
        line.addWidget(self.who)
        self.told = label("", "hint", wraps=True)
        line.addWidget(self.told, 1)
        layout.addLayout(line)
        self.known: ValuesModel[Known] = ValuesModel(self._spoken)
        names = ("Sites by what they show", "What is compared", "Sites")
        self.pane = PivotPane(names, self.known, KnownDelegate(self.known, self._name))
        self.pane.view.selectionModel().currentChanged.connect(lambda *_: self._show_fills())
        self.pane.entered.connect(self.pane.show_entries)
        self.pane.opened.connect(lambda known: self.site_wished.emit(known.site))
        self.empty = EmptyState("No candidates yet.", "Choose schools from the directory.")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.pane)
        self.pages.addWidget(self.empty)
        layout.addWidget(self.pages, 1)
        self.lacks = LackStrip(session)
        layout.addWidget(self.lacks)

    def want(self, *, wanted: bool) -> None:
        """Say whether the matrix is shown."""
        self._wanted = wanted
        self.lacks.want(wanted=wanted and not self._is_low)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the matrix where there is little; the candidates have the strip too."""
        super().resizeEvent(event)
        is_low = self.height() < look().px(_LOW)
        if is_low != self._is_low:
            self._is_low = is_low
            self.want(wanted=self._wanted)

    def refresh(self) -> None:
        """Read anew what is shown."""
        tour = self._session.tour_id

        def work(workspace: Workspace, progress: Progress) -> Selection:
            from tourplanner.services.selection import read_selection

            return read_selection(workspace, tour, progress)

        if self._wanted and self._session.path is not None:
            # Told where somebody waits for it, not with every edit.
            title = "" if self._selection.picks else "Comparing the candidates"
            self._session.read(work, self._take, topic="selection", title=title)

    def panes(self) -> list[QWidget]:
        """Give the choices, the matrix and what stands in the cell."""
        return [self.by, self.pane.view, self.pane.list]

    def _take(self, selection: Selection) -> None:
        self._selection = selection
        chosen = self.by.currentData() or EVERYTHING
        self.by.clear()
        self.by.addItem("Everything side by side", EVERYTHING)
        for measure in selection.measures:
            self.by.addItem(measure.title, measure.code)
        self.by.setCurrentIndex(max(0, self.by.findData(chosen)))
        self._ask()

    def _ask(self) -> None:
        """Have the matrix put together off the window's thread: it may have thousands of rows."""
        selection, by = self._selection, str(self.by.currentData() or EVERYTHING)
        everybody = self.who.currentData() == EVERYBODY
        self._session.read(
            lambda _ws, _: selection.matrix(by, everybody=everybody),
            self._show,
            topic="selection matrix",
        )

    def _show(self, pivot: Pivot[Known]) -> None:
        selection = self._selection
        self.told.setText(f"{selection.set_words}." if selection.picks else "")
        self.pane.show_pivot(pivot)
        self.pages.setCurrentWidget(self.pane if selection.picks else self.empty)
        self._show_fills()

    def _show_fills(self) -> None:
        """Under a sum, show which candidates outside the set have what the column asks for."""
        at, side = self.pane.chosen()
        pivot = self.pane.model.pivot
        if at == len(pivot.rows) and 0 <= side < len(pivot.columns):
            fills = self._selection.would_fill(pivot.columns[side].code)
            self.known.show(list(fills))
            count = self.pane.cell_words.text()
            told = (
                "candidates outside the set that have it" if fills else "no other candidate has it"
            )
            self.pane.cell_words.setText(f"{count}; {told}")

    def _name(self, site: str) -> str:
        found = next((pick for pick in self._selection.picks if pick.id == site), None)
        if found is None:
            return ""
        return found.label if not found.why_not else f"{found.label} ({found.why_not})"

    def _spoken(self, known: Known) -> str:
        parts = (self._name(known.site), known.words, known.source)
        return ", ".join(part for part in parts if part)


class KnownDelegate(QStyledItemDelegate):
    """Draws what is known: the site, the words, and the source at the right."""

    def __init__(self, model: ValuesModel[Known], name: Callable[[str], str]) -> None:
        super().__init__()
        self._model = model
        self._name = name

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of a row."""
        return QSize(120, look().row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        known, t = self._model.values[index.row()], tokens()
        draw_ground(painter, option)
        rect = QRectF(option.rect).adjusted(14, 0, -14, 0)
        wide = 0.0
        if known.source:
            wide = draw_text(painter, rect, known.source, px=12, color=t.ink2, right=True) + 12
        half = QRectF(rect.left(), rect.top(), rect.width() * 0.4, rect.height())
        draw_text(painter, half, self._name(known.site), color=t.ink2)
        room = rect.adjusted(half.width() + 12, 0, -wide, 0)
        draw_text(painter, room, known.words)
        draw_focus(painter, option)
