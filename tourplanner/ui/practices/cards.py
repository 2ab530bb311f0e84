"""The list of practice cards and what it is narrowed by."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from tourplanner.core.model.framework import PILLARS
from tourplanner.core.model.practice import PracticeFilter, PracticeRow
from tourplanner.ui.practices.rows import (
    PERMISSION_WORDS,
    SETTING_WORDS,
    STATE_WORDS,
    Cards,
    money_words,
    spoken,
)
from tourplanner.ui.widgets.basic import button, column, label, pane, row
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.widgets.flow import FlowBox
from tourplanner.ui.widgets.rows import TextDelegate
from tourplanner.ui.widgets.table import RowsModel, Table, TableColumn

_COLUMNS: tuple[TableColumn[PracticeRow], ...] = (
    TableColumn(
        "Practice", lambda r: r.title or "No title yet", order=lambda r: r.title.casefold()
    ),
    TableColumn("Site", lambda r: r.site_name or "none", 150, order=lambda r: r.site_name),
    TableColumn("Money", money_words, 104, order=money_words),
    TableColumn("Tier", lambda r: r.tier or "none", 48, order=lambda r: r.tier or None),
    TableColumn(
        "Permission", lambda r: PERMISSION_WORDS[r.permission], 96, order=lambda r: r.permission
    ),
    TableColumn("Status", lambda r: STATE_WORDS[r.state], 110, order=lambda r: r.state),
)
_SHOWN = tuple(column.title for column in _COLUMNS)
_SPARE = ("Tier", "Permission", "Money", "Site")


class CardList(QWidget):
    """Filters over a table.

    Signals
    -------
    wanted : another filter. chosen : a card. opened : Enter on a card.
    """

    wanted = Signal(object)
    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.filter = PracticeFilter()
        whole = pane("surface")
        column(self).addWidget(whole)
        layout = column(whole)
        self.search = QLineEdit()
        self.search.setAccessibleName("Search the cards")
        self.search.setPlaceholderText("Search the cards")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda text: self._narrow(words=text.strip()))
        line = row(margins=(14, 10, 14, 4))
        line.addWidget(self.search, 1)
        self.count = label("", "hint")
        line.addWidget(self.count)
        layout.addLayout(line)
        box = FlowBox()
        self.no_new_money = button("No new money")
        self.no_new_money.setCheckable(True)
        self.no_new_money.toggled.connect(lambda on: self._narrow(no_new_money=on))
        self.pillar = self._choice("Pillar", "All pillars", "tag")
        self.region = self._choice("Region", "All regions", "region")
        self.setting = self._choice("Setting", "All settings", "setting")
        for value, words in SETTING_WORDS.items():
            self.setting.addItem(words, value)
        self.cell = button("", "small", "x", self.forget_cell)
        self.cell.hide()
        for part in (self.no_new_money, self.pillar, self.region, self.setting, self.cell):
            box.flow.addWidget(part)
        filters = column(margins=(14, 2, 14, 8))
        filters.addWidget(box)
        layout.addLayout(filters)
        self.model = RowsModel(_COLUMNS, spoken)
        self.table = Table("Practice cards", self.model, TextDelegate(0))
        self.table.show_columns(_SHOWN, _SPARE)
        self.table.row_chosen.connect(lambda at: self._tell(self.chosen.emit, at))
        self.table.opened.connect(lambda at: self._tell(self.opened.emit, at))
        self.empty = EmptyState("No practice cards yet.", "")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        layout.addWidget(self._pages, 1)

    def _choice(self, name: str, all_: str, part: str) -> ComboBox:
        made = ComboBox()
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)  # they come later
        made.addItem(all_, "")
        made.activated.connect(lambda _: self._narrow(**{part: str(made.currentData())}))
        return made

    def show_cards(self, cards: Cards, chosen: str) -> None:
        """Show other cards; the chosen one stays."""
        self._offer(self.region, [(name, name) for name in cards.regions])
        pillars = cards.frameworks.get(PILLARS)
        if pillars is not None:
            self._offer(self.pillar, [(e.code, e.label) for e in pillars.elements])
        self.count.setText(f"{len(cards.rows)} of {cards.total}")
        self.table.selectionModel().blockSignals(True)
        self.model.show(cards.rows)
        at = next((k for k, row_ in enumerate(self.model.rows) if row_.id == chosen), -1)
        if at >= 0:
            self.table.choose(at)
        self.table.selectionModel().blockSignals(False)
        if cards.total:
            self.empty.say("No card is left.", "Take a filter away.")
        else:
            self.empty.say(
                "No practice cards yet.",
                "“Make a practice card” stands over each note in Visits. Here, press Ctrl+Enter.",
            )
        self._pages.setCurrentWidget(self.table if cards.rows else self.empty)

    def show_cell(self, site: str, code: str, words: str) -> None:
        """Show the cards of one cell of the matrix alone."""
        self.cell.setText(f" {words}")
        self.cell.setAccessibleName(f"Only {words}: take this filter away")
        self.cell.show()
        self._narrow(site=site, tag=code)

    def forget_cell(self) -> None:
        """Show the cards of all sites again."""
        self.cell.hide()
        self._narrow(site="", tag="")

    def clear_filters(self) -> None:
        """Show all cards."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.no_new_money.setChecked(False)
        for field in (self.pillar, self.region, self.setting):
            field.setCurrentIndex(0)
        self.cell.hide()
        self.filter = PracticeFilter()
        self.wanted.emit(self.filter)

    def _offer(self, field: ComboBox, offered: list[tuple[str, str]]) -> None:
        held = [field.itemData(k) for k in range(1, field.count())]
        if held != [value for value, _ in offered]:
            chosen = field.currentData()
            while field.count() > 1:
                field.removeItem(1)
            for value, words in offered:
                field.addItem(words, value)
            field.setCurrentIndex(max(0, field.findData(chosen)))

    def _narrow(self, **parts: object) -> None:
        self.filter = replace(self.filter, **parts)  # type: ignore[arg-type]
        self.wanted.emit(self.filter)

    def _tell(self, emit: object, at: int) -> None:
        if 0 <= at < len(self.model.rows):
            emit(self.model.rows[at].id)  # type: ignore[operator]
