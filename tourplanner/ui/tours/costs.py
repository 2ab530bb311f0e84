"""What the plan costs by the office's rates, and the rates themselves: dated, with their source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea

from tourplanner.core.clock import date_text
from tourplanner.core.costs import Cost, CostLine, dollars_text
from tourplanner.core.model.rates import RATES
from tourplanner.core.units import join_names
from tourplanner.ui.lists import ListEditor
from tourplanner.ui.session import Session
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.basic import column, label, pane, row, scroll_page
from tourplanner.ui.widgets.rows import TextDelegate
from tourplanner.ui.widgets.table import HEADER_HEIGHT, RowsModel, Table, TableColumn
from tourplanner.ui.words import window_times

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace

_HIGH = 210  # of the list of rates at least, at 100 % text
_HINT = (
    f"For takes {', '.join(list(RATES)[:-1])} or {list(RATES)[-1]}. A rate counts once it has "
    "dollars, a source and a day from which it holds; of several the newest that holds counts."
)
_MADE_OF = (
    "Nights are those between two days; lodging and meals are for the whole party. A meal with "
    "“Out by” or “Back from” counts on days whose times fit; one is away from midnight to midnight "
    "on days between two nights. Tips, tolls, parking and rooms for meetings are not in it."
)


def _rate(line: CostLine) -> str:
    return dollars_text(line.rate.cents)


def _source(line: CostLine) -> str:
    return f"{line.rate.source}, from {date_text(line.rate.since, weekday=False, year=True)}"


def _speak(line: CostLine) -> str:
    return (
        f"{RATES[line.rate.what][0]}: {line.count} at {_rate(line)}, {dollars_text(line.cents)}. "
        f"{_source(line)}"
    )


class CostPage(QScrollArea):
    """The sheet of the plan that is shown, and below it the list in which rates are typed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What the plan costs")
        page = scroll_page("surface")
        self.setWidget(page)
        layout = column(page)
        sheet = pane("canvas")
        inner = column(sheet, margins=(14, 10, 14, 10), gap=6)
        self.total = label("", "heading", wraps=True, selectable=True)
        inner.addWidget(self.total)
        self.missing = label("", "warn", wraps=True)
        inner.addWidget(self.missing)
        self.lines: RowsModel[CostLine] = RowsModel(
            [
                TableColumn("For", lambda line: RATES[line.rate.what][0], 220),
                TableColumn("How much", lambda line: line.count, 170),
                TableColumn("Rate", _rate, 84, right=True),
                TableColumn("Cost", lambda line: dollars_text(line.cents), 92, right=True),
                TableColumn("Source", _source),
            ],
            _speak,
        )
        self.table = Table("Cost of the plan", self.lines, TextDelegate(strong_column=3))
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        titles = [one.title for one in self.lines.columns]
        self.table.show_columns(titles, spare=("Source", "Rate"))
        inner.addWidget(self.table)
        self.days = label("", "second", wraps=True, selectable=True)
        self.days.setAccessibleName("Meals a person, by day")
        inner.addWidget(self.days)
        inner.addWidget(label(_MADE_OF, "hint", wraps=True))
        layout.addWidget(sheet)
        head = row(margins=(14, 10, 14, 0))
        head.addWidget(label("Rates of the office", "heading"))
        layout.addLayout(head)
        self.rates = ListEditor(session, "rates", "Rates of the office", _HINT)
        layout.addWidget(self.rates, 1)
        THEME.changed.connect(self._fit)
        self._show(Cost())

    def refresh(self) -> None:
        """Read the cost and the rates."""
        tour_id = self._session.tour_id
        self.rates.refresh()
        if tour_id:

            def work(workspace: Workspace, _: Progress) -> Cost:
                return workspace.variants.cost(tour_id)

            self._session.read(work, self._show, lambda _: self._show(Cost()), topic="cost")

    def _show(self, cost: Cost) -> None:
        said = f"This plan comes to about ${cost.dollars:,} (estimate)." if cost.lines else ""
        self.total.setText(said or "No cost yet: no rate is typed that holds for this tour.")
        lacks = join_names(cost.missing)
        needs = f"No rate yet for {lacks}: not in the sum." if lacks else ""
        self.missing.setText(needs)
        self.missing.setVisible(bool(needs))
        self.days.setText("\n".join(window_times(day.text, is_sentence=False) for day in cost.days))
        self.days.setVisible(bool(cost.days))
        self.lines.show(cost.lines)
        self.table.setVisible(bool(cost.lines))
        self._fit()

    def _fit(self) -> None:
        """Give the sheet the height of its few rows; the list below has the rest."""
        rows = max(1, self.lines.rowCount())
        self.rates.setMinimumHeight(look().px(_HIGH))
        self.table.setFixedHeight(look().px(HEADER_HEIGHT) + rows * look().row_height + 2)
