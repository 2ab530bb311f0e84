"""The place of practices: matrix and cards, the partners, and needs and services of all sites."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from tourplanner.core.model.framework import PILLARS, Frameworks
from tourplanner.core.model.pivot import Pivot
from tourplanner.core.model.practice import Excerpt, PracticeFilter
from tourplanner.ui.messages import Notice, Tone, notice_for
from tourplanner.ui.place import Place, go_to
from tourplanner.ui.practices.card_page import CardPage
from tourplanner.ui.practices.cards import CardList
from tourplanner.ui.practices.matrix import Matrix
from tourplanner.ui.practices.needs import NeedsView
from tourplanner.ui.practices.partners import PartnersView
from tourplanner.ui.practices.rows import Cards, CardValues, read_card, read_cards, read_pivot
from tourplanner.ui.session import Session
from tourplanner.ui.visits.researchers import Researchers
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.widgets.list_detail import ListDetail
from tourplanner.ui.widgets.saving import FieldSaver

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace

MATRIX, CARDS, PARTNERS, NEEDS = range(4)
_WIDTH = 372
_NEW = {PARTNERS: "New partner", NEEDS: "Add a service"}


class PracticesPlace(Place):
    """Matrix and list at the left, the card that is chosen at the right."""

    name = "practices"
    title = "Practices"
    icon = "sparkles"
    kinds = frozenset(
        {"practice", "note", "quote", "look_for", "stop", "site", "tour"}
        | {"partner", "partnership", "need", "service", "volunteer", "survey"}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.researchers = Researchers(session, self)
        self.primary = self.action("New card", self.new, "plus", "Ctrl+Enter")
        self.more_actions = [
            self.action("Tag the card", self.tag, "plus", "Ctrl+T"),
            self.action("Back to the note of the card", self.go_to_source, "arrow-left", "Ctrl+J"),
            self.action(
                "Export for researchers",
                self.researchers.export_cards,
                "file",
                tip="All cards, private ones too, as JSON or CSV",
            ),
            self.action("Read practice cards", self.researchers.read_cards, "file-plus"),
            self.action("Take the card away", self.take_away, "x"),
        ]
        self._counts = ["", "", "", ""]
        self.tabs = self._named_tabs()
        self.tab = CARDS
        self.matrix = Matrix()
        self.cards = CardList()
        self.page_of_card = CardPage(session)
        self.no_card = EmptyState("Choose a card, or press Ctrl+Enter for a new one.")
        self.main = QStackedWidget()
        self.main.addWidget(self.matrix)
        self.main.addWidget(self.cards)
        self.main.setCurrentIndex(self.tab)
        self.detail = QStackedWidget()
        self.detail.addWidget(self.no_card)
        self.detail.addWidget(self.page_of_card)
        self.split = ListDetail("practices", session.memory, self.main, self.detail, width=_WIDTH)
        self.partners = PartnersView(session)
        self.needs = NeedsView(session)
        self.views = QStackedWidget()
        for view in (self.split, self.partners, self.needs):
            self.views.addWidget(view)
        self.page.addWidget(self.views)
        self._card = ""
        self._savers: dict[str, FieldSaver] = {}
        self._being_made: set[str] = set()
        self._framework = PILLARS
        self._frameworks = Frameworks()
        self._sites: tuple[tuple[str, str], ...] = ()
        self._connect()

    def _connect(self) -> None:
        self.session.file_changed.connect(self._forget)
        self.cards.wanted.connect(lambda _: self._read_cards())
        self.cards.chosen.connect(lambda card: self._open(card))
        self.cards.opened.connect(self._enter)
        self.matrix.framework_chosen.connect(self._choose_framework)
        self.matrix.opened.connect(self._open_excerpt)
        self.matrix.cell_wished.connect(self._show_cell)
        self.partners.counted.connect(lambda count: self._count(PARTNERS, count))
        self.partners.site_wished.connect(self._go_to_site)
        self.needs.site_wished.connect(self._go_to_site)
        self.needs.partner_wished.connect(self._show_partner)
        page, write = self.page_of_card, self.session.write
        page.source_wished.connect(self._go_to_visit)
        page.tagged.connect(
            lambda card, code, on: write(lambda ws, _: ws.visits.tag("practice", card, code, on=on))
        )
        page.rated.connect(
            lambda card, tier: write(
                lambda ws, _: ws.practices.rate(card, tier), None, self._refuse
            )
        )
        page.permitted.connect(
            lambda card, scope, by, until: write(
                lambda ws, _: ws.practices.permit(card, scope, by=by, until=until),
                None,
                self._refuse,
            )
        )
        page.moved.connect(
            lambda card, state: write(
                lambda ws, _: ws.practices.set_state(card, state), None, self._refuse
            )
        )

        page.joined.connect(self._join)

    def _join(self, card: str, other: str) -> None:
        """Make another card one with the one that is shown; say where they differed."""

        def told(remarks: tuple[str, ...]) -> None:
            self.session.acted.emit("The two cards are one now, a draft.")
            if remarks:
                self.session.tell(Notice(Tone.INFO, f"{'. '.join(remarks)}."))

        self.session.write(lambda ws, _: ws.practices.join(card, other), told, self._refuse)

    def _refuse(self, error: BaseException) -> None:
        """Say why not, and show what is stored."""
        self.session.tell_error(error)
        self._read_card()

    def _forget(self) -> None:
        self._savers.clear()
        self._being_made.clear()
        self._card = ""
        self.detail.setCurrentWidget(self.no_card)
        self.cards.clear_filters()

    # -- reading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read what is shown."""
        for action in self.menu_actions():
            action.setEnabled(not self.session.is_read_only)
        self.page_of_card.setEnabled(True)
        self._read_cards()
        self.partners.refresh()
        if self.tab == MATRIX:
            self._read_pivot()
        elif self.tab == NEEDS:
            self.needs.refresh()
        self._read_card()

    def on_tab(self) -> None:
        """Show matrix, cards, partners or needs."""
        assert self.primary is not None
        self._leave()
        self.primary.setText(_NEW.get(self.tab, "New card"))
        if self.tab in (MATRIX, CARDS):
            self.main.setCurrentIndex(self.tab)
            self.split.show_list()
        self.views.setCurrentIndex({PARTNERS: 1, NEEDS: 2}.get(self.tab, 0))
        if self.tab == MATRIX:
            self._read_pivot()
        elif self.tab == NEEDS:
            self.needs.refresh()

    def _named_tabs(self) -> list[tuple[str, str]]:
        names = ("Matrix", "Cards", "Partners", "Needs and services")
        return list(zip(names, self._counts, strict=True))

    def _count(self, tab: int, count: int) -> None:
        words = str(count) if count else ""
        if self._counts[tab] != words:
            self._counts[tab] = words
            self.tabs = self._named_tabs()
            self.header_changed.emit()

    def _read_cards(self) -> None:
        if self.session.path is None:
            return
        wanted: PracticeFilter = self.cards.filter

        def show(cards: Cards) -> None:
            is_new = (self._frameworks, self._sites) != (cards.frameworks, cards.sites)
            self._frameworks, self._sites = cards.frameworks, cards.sites
            shown = self.page_of_card.shown
            if is_new and shown is not None:
                self.page_of_card.show_card(shown, self._frameworks, self._sites)
            self.cards.show_cards(cards, self._card)
            self._count(CARDS, cards.total)

        self.session.read(lambda ws, _: read_cards(ws, wanted), show, topic="practices-cards")

    def _read_pivot(self) -> None:
        tour, framework = self.session.tour_id, self._framework
        if not tour or self.session.path is None:
            self.matrix.show_pivot(Pivot(), self._frameworks)
            return

        def show(read: tuple[Pivot[Excerpt], Frameworks]) -> None:
            self.matrix.show_pivot(*read)

        self.session.read(
            lambda ws, _: read_pivot(ws, tour, framework), show, topic="practices-matrix"
        )

    def _read_card(self) -> None:
        card = self._card
        if not card or self.session.path is None:
            return

        def show(values: CardValues | None) -> None:
            if values is not None:
                self.page_of_card.show_card(values, self._frameworks, self._sites)
            elif card == self._card and card not in self._being_made:
                self._card = ""
                self.detail.setCurrentWidget(self.no_card)

        self.session.read(lambda ws, _: read_card(ws, card), show, topic="practices-card")

    def _choose_framework(self, framework: str) -> None:
        self._framework = framework
        self._read_pivot()

    # -- cards -----------------------------------------------------------------------------------

    def _open(self, card: str) -> None:
        if card == self._card and self.detail.currentWidget() is self.page_of_card:
            return
        self._leave()
        self._card = card
        if card not in self._savers:
            made = FieldSaver(self.session, card, self._change)
            made.failed.connect(self._on_error)
            self._savers[card] = made
        self.page_of_card.open(card, self._savers[card])
        self.detail.setCurrentWidget(self.page_of_card)
        self._read_card()

    def _change(self, ws: Workspace, card: str, facts: Any, texts: Any, action: str) -> None:
        """Save typed fields; a new card that could not be made yet is made first."""
        if card in self._being_made and ws.practices.get(card) is None:
            ws.practices.add(practice=card)
        ws.practices.change(card, facts, texts, action)

    def _enter(self, card: str) -> None:
        self._open(card)
        self.split.show_detail()
        self.page_of_card.focus_title()

    def new(self) -> None:
        """Begin what the tab holds: a card, a partner, or a service of the chosen cell."""
        if self.tab == PARTNERS:
            self.partners.new()
        elif self.tab == NEEDS:
            self.needs.add("service")
        else:
            self.new_card()

    def new_card(self) -> None:
        """Begin an empty card."""
        if self.session.is_read_only or self.session.path is None:
            return
        card = uuid.uuid4().hex
        self._being_made.add(card)

        def done(_: Any) -> None:
            self._being_made.discard(card)
            self._read_card()

        self.session.write(lambda ws, _: ws.practices.add(practice=card), done)
        self._enter(card)

    def _show_partner(self, partner: str) -> None:
        self.choose_tab(PARTNERS)
        self.partners.choose(partner, focus=True)

    def _go_to_site(self, site: str) -> None:
        self._leave()
        go_to(self, "sites", lambda sites: sites.show_record(site))

    def show_record(self, record: str) -> None:
        """Show a card or partner that was made or found elsewhere, ready to be typed in."""
        if self.partners.has(record):
            self._show_partner(record)
            return
        if not self.partners.is_read:  # just entered; a card shows at once all the same
            self.session.read(
                lambda ws, _: ws.file.tables.get("partner", record) is not None,
                lambda is_one: self._show_partner(record) if is_one else None,
            )
        self.choose_tab(CARDS)
        if self.cards.filter != PracticeFilter():
            self.cards.clear_filters()
        self._enter(record)

    def tag(self) -> None:
        """Find a tag for the card."""
        if self._card:
            self.page_of_card.tag_row.pick()

    def take_away(self) -> None:
        """Take the card away."""
        card = self._card
        if card and not self.session.is_read_only:
            self._leave()
            self._card = ""
            self.detail.setCurrentWidget(self.no_card)
            self.session.write(
                lambda ws, _: ws.visits.remove("practice", card), acted="Card taken away."
            )

    def go_to_source(self) -> None:
        """Go back to the note or quote that the card was made from."""
        shown = self.page_of_card.shown
        if shown is not None and shown.sources:
            self._go_to_visit(shown.sources[0][0].record)
        else:
            self.session.tell(Notice(Tone.INFO, "This card was made from no note."))

    def _go_to_visit(self, record: str) -> None:
        self._leave()
        go_to(self, "visits", lambda visits: visits.show_record(record))

    def _open_excerpt(self, excerpt: Excerpt) -> None:
        if excerpt.kind == "practice":
            self._enter(excerpt.record)
        else:
            self._go_to_visit(excerpt.record)

    def _show_cell(self, site: str, code: str, words: str) -> None:
        self.choose_tab(CARDS)
        self.cards.show_cell(site, code, words)
        self.cards.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_error(self, error: BaseException) -> None:
        self.session.unsaved.emit()
        notice = notice_for(error)
        if notice is not None:
            words = f"Not saved: {notice.text} The text is kept here and tried again."
            self.session.tell(Notice(Tone.BAD, words, notice.details))

    def _leave(self) -> None:
        for saver in self._savers.values():
            saver.leave()
        self.partners.flush()
        self.needs.flush()

    # -- for the window --------------------------------------------------------------------------

    def start_search(self) -> None:
        """Go to the search field of the partners, else to that of the cards."""
        if self.tab == PARTNERS:
            self.partners.start_search()
            return
        self.choose_tab(CARDS)
        self.cards.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.cards.search.selectAll()

    def first_widget(self) -> QWidget:
        """Give the list or the matrix."""
        if self.tab == MATRIX:
            return self.matrix.view
        if self.tab in (PARTNERS, NEEDS):
            return self.panes()[0]
        has = bool(self.cards.model.rows)
        return self.cards.table if has else self.cards.search

    def panes(self) -> list[QWidget]:
        """Give what is shown at the left, and the card."""
        if self.tab == PARTNERS:
            return self.partners.panes()
        if self.tab == NEEDS:
            return self.needs.panes()
        card = self.page_of_card.first_widget() if self._card else self.detail
        if self.tab == MATRIX:
            return [self.matrix.view, self.matrix.list, card]
        return [self.cards.search, self.cards.table, card]

    def menu_actions(self) -> list[QAction]:
        """Give all that is done here."""
        assert self.primary is not None
        return [self.primary, *self.more_actions]

    def flush(self) -> None:
        """Send what was typed to the store."""
        self._leave()
