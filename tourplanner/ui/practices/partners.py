"""Partners over all sites: the list, and beside it the page of one."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from tourplanner.ui.practices.partner_page import PartnerPage
from tourplanner.ui.session import Session
from tourplanner.ui.widgets.basic import column, label, pane, row
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.widgets.list_detail import ListDetail
from tourplanner.ui.widgets.rows import TextDelegate
from tourplanner.ui.widgets.table import RowsModel, Table, TableColumn
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.services.partner_links import PartnerView
    from tourplanner.services.workspace import Workspace

_WIDTH = 372


def _sector(one: PartnerView) -> str:
    return one.row.sector.capitalize() or "Not said"


_COLUMNS: tuple[TableColumn[PartnerView], ...] = (
    TableColumn(
        "Partner", lambda p: p.row.name or "No name yet", order=lambda p: p.row.name.casefold()
    ),
    TableColumn("Sector", _sector, 150, order=lambda p: p.row.sector or None),
    TableColumn("Also called", lambda p: "; ".join(p.row.aliases) or "none", 150),
    TableColumn(
        "Sites", lambda p: str(len(p.row.sites)), 52, right=True, order=lambda p: len(p.row.sites)
    ),
    TableColumn(
        "Going on", lambda p: str(len(p.going)), 76, right=True, order=lambda p: len(p.going)
    ),
)
_SHOWN = tuple(one.title for one in _COLUMNS)


class PartnersView(QWidget):
    """Search and table at the left, the chosen partner at the right.

    Signals
    -------
    counted : how many partners there are. site_wished : the site of a line.
    """

    counted = Signal(int)
    site_wished = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._all: tuple[PartnerView, ...] = ()
        self._partner = ""
        self.is_read = False
        self.search = QLineEdit()
        self.search.setAccessibleName("Search the partners")
        self.search.setPlaceholderText("Name, other name, sector or site")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._show_rows())
        self.count = label("", "hint")
        self.model: RowsModel[PartnerView] = RowsModel(_COLUMNS, _spoken)
        self.table = Table("Partners", self.model, TextDelegate(0))
        self.table.show_columns(_SHOWN, ("Also called", "Sector"))
        self.table.row_chosen.connect(self._on_row)
        self.table.opened.connect(self._on_opened)
        self.empty = EmptyState("", "")
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.empty)
        main = pane("surface")
        layout = column(main)
        line = row(margins=(14, 10, 14, 8))
        line.addWidget(self.search, 1)
        line.addWidget(self.count)
        layout.addLayout(line)
        layout.addWidget(self._lists, 1)
        self.partner = PartnerPage(session)
        self.partner.site_wished.connect(self.site_wished)
        self.none = EmptyState("Choose a partner to see where it works.")
        self.pages = QStackedWidget()
        self.pages.addWidget(self.none)
        self.pages.addWidget(self.partner)
        self.split = ListDetail("partners", session.memory, main, self.pages, width=_WIDTH)
        column(self).addWidget(self.split)
        session.file_changed.connect(self._forget)

    def _forget(self) -> None:
        self._all, self._partner, self.is_read = (), "", False
        self.search.clear()
        self.pages.setCurrentWidget(self.none)

    def refresh(self) -> None:
        """Read all partners anew."""
        if self._session.path is not None:
            self._session.read(lambda ws, _: _read(ws), self._show, topic="partners")

    def _show(self, found: tuple[PartnerView, ...]) -> None:
        self._all, self.is_read = found, True
        self._show_rows()
        self.counted.emit(len(found))

    def _show_rows(self) -> None:
        words = self.search.text().casefold().split()
        rows = [one for one in self._all if all(word in _searched(one) for word in words)]
        self.table.selectionModel().blockSignals(True)
        self.model.show(rows)
        at = next((k for k, one in enumerate(self.model.rows) if one.row.id == self._partner), -1)
        if at >= 0:
            self.table.choose(at)
        self.table.selectionModel().blockSignals(False)
        total = count_words(len(self._all), "partner")
        self.count.setText(total if len(rows) == len(self._all) else f"{len(rows)} of {total}")
        if self._all:
            self.empty.say("No partner is left.", "Take words out of the search.")
        else:
            self.empty.say(
                "No partners yet.", "Press Ctrl+Enter, or name one in the case for a site."
            )
        self._lists.setCurrentWidget(self.table if rows else self.empty)
        chosen = next((one for one in self._all if one.row.id == self._partner), None)
        if chosen is not None:
            self.partner.show_partner(chosen, [one.row for one in self._all])
            self.pages.setCurrentWidget(self.partner)
        elif self._partner:
            self.pages.setCurrentWidget(self.none)

    def _on_row(self, at: int) -> None:
        if 0 <= at < len(self.model.rows):
            self.choose(self.model.rows[at].row.id)

    def _on_opened(self, at: int) -> None:
        self._on_row(at)
        self.split.show_detail()
        self.partner.editor.open("partner", self._partner, focus=True)

    def choose(self, partner: str, *, focus: bool = False) -> None:
        """Show a partner, ready to be typed in where ``focus`` says so."""
        if partner != self._partner:
            self._partner = partner
            self.partner.open(partner)
        found = next((one for one in self._all if one.row.id == partner), None)
        if found is not None:
            self.partner.show_partner(found, [one.row for one in self._all])
            self.pages.setCurrentWidget(self.partner)
        if focus:
            self.pages.setCurrentWidget(self.partner)
            self.split.show_detail()
            self.partner.editor.open("partner", partner, focus=True)

    def has(self, record: str) -> bool:
        """Whether a record is one of the partners."""
        return any(one.row.id == record for one in self._all)

    def new(self) -> None:
        """Make a partner, ready to be named."""
        if self._session.is_read_only or self._session.path is None:
            return
        record = uuid.uuid4().hex

        def work(workspace: Workspace, _: object) -> object:
            from tourplanner.services.partner_links import add_partner

            return add_partner(workspace, "", record)

        self.search.clear()
        self._session.write(work, lambda _: self.choose(record, focus=True))

    def start_search(self) -> None:
        """Go to the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def panes(self) -> list[QWidget]:
        """Give what F6 goes through."""
        return [self.search, self.table, self.partner.editor.first_widget()]

    def flush(self) -> None:
        """Send what was typed to the store."""
        self.partner.flush()


def _read(workspace: Workspace) -> tuple[PartnerView, ...]:
    from tourplanner.services.partner_links import read_partners

    return read_partners(workspace)


def _searched(one: PartnerView) -> str:
    row_ = one.row
    return " ".join((row_.name, *row_.aliases, row_.sector, *row_.sites)).casefold()


def _spoken(one: PartnerView) -> str:
    also = f", also called {', '.join(one.row.aliases)}" if one.row.aliases else ""
    sites = count_words(len(one.row.sites), "site")
    return f"{one.row.name or 'No name yet'}{also}, {_sector(one)}, at {sites}"
