"""The place of sites: search the directory, list the candidates, mark them for the tour."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from tourplanner.core.model.case import CASE_PARTS
from tourplanner.ui.place import Place, go_to
from tourplanner.ui.session import Session
from tourplanner.ui.sites.acts import SiteActs
from tourplanner.ui.sites.banner import EditionBanner
from tourplanner.ui.sites.blocks import SiteBlocks
from tourplanner.ui.sites.chooser import ColumnChooser
from tourplanner.ui.sites.columns import (
    CANDIDATES,
    COLUMNS,
    DIRECTORY,
    LISTS,
    MATRIX,
    SHORTLIST,
    SiteDelegate,
)
from tourplanner.ui.sites.filter_values import Filter, View, passes, read_views, views_text
from tourplanner.ui.sites.filters import FilterBar
from tourplanner.ui.sites.lacks import LackStrip
from tourplanner.ui.sites.matrix import SelectionMatrix
from tourplanner.ui.sites.nothing import empty_words
from tourplanner.ui.sites.page import SitePage
from tourplanner.ui.sites.reading import read_candidates, read_directory, read_shortlist
from tourplanner.ui.sites.rows import Listed, Schools, SiteRow
from tourplanner.ui.sites.search import SearchField, SiteTable, clipboard_text, is_list
from tourplanner.ui.sites.taking import TakingIn
from tourplanner.ui.widgets.basic import button, column, label, pane, row, rule
from tourplanner.ui.widgets.empty import EmptyState
from tourplanner.ui.widgets.list_detail import ListDetail
from tourplanner.ui.widgets.table import RowsModel
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.settings.place import SettingsPlace


def _tabs(directory: str, candidates: str) -> list[tuple[str, str]]:
    """Give the tabs, the first two with their counts."""
    return [
        ("Directory", directory),
        ("Candidates", candidates),
        ("Shortlist", ""),
        ("Matrix", ""),
    ]


class SitesPlace(Place):
    """A search field over a list, and the page of what is chosen; and the matrix of all."""

    name = "sites"
    title = "Sites"
    icon = "school"
    kinds = frozenset(
        {
            *("site", "own_field", "stop", "tour", "variant", "practice", "note", "quote"),
            *("scoring", *CASE_PARTS),
        }
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.tabs = _tabs("", "")
        self.taking = TakingIn(self)
        self.acts = SiteActs(self)
        self.others = [self.acts.import_list, self.acts.paste]
        self._make_field()
        self._make_table()
        self._make_site()
        self._hidden = label("", "hint")
        self._note = label("", "hint", wraps=True)
        self._note.hide()
        self.filters = FilterBar()
        self.filters.changed.connect(self._on_filters)
        self.filters.view_chosen.connect(self._show_view)
        self.filters.views_changed.connect(self._keep_views)
        self.lacks = LackStrip(session)
        self.lacks.wished.connect(self._fill_gap)
        session.file_changed.connect(self._read_views)
        self.split: ListDetail = ListDetail(
            "sites", session.memory, self._list(), self.site, width=350
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.split)
        self.matrix = SelectionMatrix(session)
        self.matrix.site_wished.connect(self.show_record)
        self.matrix.lacks.wished.connect(self._fill_gap)
        self.pages.addWidget(self.matrix)
        self.page.addWidget(self.pages)
        session.file_changed.connect(self._forget)
        self._schools = Schools()
        self._was_entered = self._was_listed = False
        self._shown_tab = -1  # whose list was asked for last
        self._asked: dict[int, str] = dict.fromkeys(LISTS, "")
        self._filtered: dict[int, tuple[Filter, ...]] = dict.fromkeys(LISTS, ())
        self._to_show = ""
        self._read_views()
        self._show_tab()

    def _make_field(self) -> None:
        self.field = SearchField()
        self.field.list_pasted.connect(self.taking.take)
        self.field.textChanged.connect(self._on_text)
        self.field.returnPressed.connect(self._to_list)
        self.field.left_down.connect(self._to_list)

    def _make_table(self) -> None:
        self.model: RowsModel[SiteRow] = RowsModel(COLUMNS, lambda site: site.spoken)
        self.table: SiteTable = SiteTable("Sites", self.model, SiteDelegate(self.model), many=True)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.table.opened.connect(lambda _row: self.split.show_detail())
        self.columns: ColumnChooser = ColumnChooser(
            self.table, self.session.memory, lambda: self.tab
        )
        self.table.list_pasted.connect(self.taking.take)
        self.acts.give_keys()

    def _make_site(self) -> None:
        """Make the page of what is chosen."""
        self.site = SitePage()
        self.site.marked.connect(self.acts.mark)
        self.site.mapped.connect(self.acts.show_on_map)
        self.blocks = SiteBlocks(self.session, self.site)
        self.blocks.record_wished.connect(self.acts.show_written)
        self.blocks.site_wished.connect(self.show_record)

    def _list(self) -> QWidget:
        made = pane("surface")
        layout = column(made)
        bar = row(margins=(12, 8, 12, 8), gap=10)
        bar.addWidget(self.field)
        bar.addWidget(self.filters, 1)
        bar.addWidget(self._hidden)
        layout.addLayout(bar)
        note = row(margins=(14, 0, 14, 6))
        note.addWidget(self._note)
        layout.addLayout(note)
        self.banner = EditionBanner(self.session)
        self.banner.opened.connect(self._show_editions)
        layout.addWidget(self.banner)
        layout.addWidget(rule())
        self.ways = self._ways()
        self.empty = EmptyState("", act=self.ways)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.table)
        self.lists.addWidget(self.empty)
        layout.addWidget(self.lists, 1)
        layout.addWidget(self.lacks)
        return made

    def _ways(self) -> QWidget:
        """Give the buttons that add schools which no directory here has."""
        made = QWidget()
        line = row(made, gap=8)
        self.directory_button = button("Read a directory file…", click=self._ask_for_directory)
        self.directory_button.setToolTip(
            "A file of schools, as the state, CDE or NCES publishes it"
        )
        line.addWidget(self.directory_button)
        self.by_hand = button("Type a school by hand", click=lambda: self.taking.review_list(""))
        self.paste_button = button("Paste a list", click=self.taking.paste)
        line.addWidget(self.by_hand)
        line.addWidget(self.paste_button)
        return made

    def _ask_for_directory(self) -> None:
        """Ask for the file where directories are listed: there its reading is told."""
        from tourplanner.ui.settings.data import DataPage

        def ask(settings: SettingsPlace) -> None:
            settings.show_tab(DataPage.title)
            page = settings.shown()
            assert isinstance(page, DataPage)
            page.ask()

        go_to(self, "settings", ask)

    def _show_editions(self) -> None:
        """Go where the directories are listed."""
        go_to(self, "settings", lambda settings: settings.show_tab("Data"))

    def enter(self) -> None:
        """Look at the directory's age too, when the place is shown first."""
        if not self._was_entered:
            self._was_entered = True
            self.banner.refresh()
        super().enter()

    # -- reading ---------------------------------------------------------------------------------

    def _forget(self) -> None:
        """Begin anew in another file: with the whole directory, whatever was looked for before."""
        for tab in LISTS:
            self._asked[tab], self._filtered[tab] = "", ()
        self.tab, self._was_listed = DIRECTORY, False
        self._show_tab()
        self.header_changed.emit()
        self.make_stale()

    def on_tab(self) -> None:
        """Show the directory, the candidates, the shortlist or the matrix."""
        self._show_tab()
        self.refresh()

    def _show_tab(self) -> None:
        self.show_page()
        self.matrix.want(wanted=self.tab == MATRIX)
        self.lacks.want(
            wanted=self.tab in (CANDIDATES, SHORTLIST), everybody=self.tab == CANDIDATES
        )
        if self.tab == MATRIX:
            return
        self.columns.show()
        self.field.setText(self._asked[self.tab])
        self.filters.searched = self._asked[self.tab]
        self.filters.set_filters(self._filtered[self.tab])
        words = "Search schools" if self.tab == DIRECTORY else "Search candidates"
        self.field.setPlaceholderText("Search by name, town, district, code")
        self.field.setAccessibleName(words)

    def _on_text(self) -> None:
        if self._asked[self.tab] != self.field.text():
            self._asked[self.tab] = self.filters.searched = self.field.text()
            self.refresh()

    def _on_filters(self) -> None:
        if self._filtered[self.tab] != self.filters.filters:
            self._filtered[self.tab] = self.filters.filters
            self.refresh()

    # -- kept views ------------------------------------------------------------------------------

    def _read_views(self) -> None:
        path = self.session.path
        self.filters.views = read_views(self.session.memory.site_views(path)) if path else []

    def _keep_views(self) -> None:
        if self.session.path is not None:
            text = views_text(self.filters.views)
            self.session.memory.set_site_views(self.session.path, text)

    def _show_view(self, view: View) -> None:
        self.field.setText(view.text)
        self.filters.set_filters(view.filters)

    def _fill_gap(self, filters: tuple[Filter, ...]) -> None:
        """Show the schools of the directory that would fill a gap of the candidates."""
        self._asked[DIRECTORY], self._filtered[DIRECTORY] = "", filters
        self.choose_tab(DIRECTORY)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Look anew for what stands in the field."""
        if self.session.path is None:
            self._show(Listed((), 0))
            return
        if self.tab == MATRIX:
            self.matrix.refresh()
            return
        text, tour_id = self.field.text().strip(), self.session.tour_id
        known = self._schools

        tab = self.tab

        filters = self.filters.filters
        keep = partial(passes, filters=filters) if filters else None

        def work(workspace: Workspace, progress: Progress) -> Listed:
            if tab == CANDIDATES:
                found = read_candidates(workspace, text, tour_id, progress)
            elif tab == SHORTLIST:
                found = read_shortlist(workspace, text, tour_id, progress)
            else:
                found = read_directory(workspace, text, tour_id, known)
            return found.filtered(keep)

        title = "Comparing the candidates" if tab == SHORTLIST != self._shown_tab else ""
        self._shown_tab = tab
        self.session.read(work, self._show, topic="sites", title=title)

    def _show(self, listed: Listed) -> None:
        is_first, there = not self._was_listed, listed.counts
        self._was_listed = self.session.path is not None
        is_bare = self.tab == DIRECTORY and not there.get("directory")
        if is_first and is_bare and there.get("candidates"):
            self.show_candidates()  # else an office without a directory would miss its sites
            return
        kept = {site.key or site.site for site in self.rows_chosen()}
        if self._to_show:
            kept, self._to_show = {self._to_show}, ""
        if listed.schools.rows:
            self._schools = listed.schools
        if self.tab != DIRECTORY:
            self.columns.set_own(listed.own)
        self.model.show(listed.rows)
        kept -= {""}
        if kept:
            at = (k for k, s in enumerate(self.model.rows) if s.key in kept or s.site in kept)
            self.table.choose(next(at, -1))
        self.filters.set_counties(listed.counties)
        shown = len(listed.rows)
        text = self.field.text().strip()
        words = count_words(listed.total, "school" if self.tab == DIRECTORY else "candidate")
        if listed.is_more:
            words = (
                f"the first {words}" if shown == listed.total else f"{shown:,} of the first {words}"
            )
        elif shown < listed.total:
            words = f"{shown:,} of {words}"
        self._hidden.setText(words if shown else "")
        self._note.setText(listed.words)
        self._note.setVisible(bool(listed.words))
        if not shown:
            self._show_empty(text, listed)
        self.lists.setCurrentWidget(self.table if shown else self.empty)
        counts = [f"{listed.counts.get(name, 0):,}" for name in ("directory", "candidates")]
        before = (self.tabs, self.status_words)
        self.tabs = _tabs(*counts)
        self.status_words = [("database", listed.source)] if listed.source else []
        self._show_chosen()
        if (self.tabs, self.status_words) != before:  # not with every key: it paints the window
            self.header_changed.emit()

    def _show_empty(self, text: str, listed: Listed) -> None:
        is_bare = bool(listed.missing) or (self.tab != DIRECTORY and not text)
        can = self.session.path is not None and not self.session.is_read_only
        self.ways.setVisible(is_bare and can and not self.filters.filters)
        self.directory_button.setVisible(self.tab == DIRECTORY and bool(listed.missing))
        is_filtered = bool(self.filters.filters)
        self.empty.say(*empty_words(text, listed, self.tab, is_filtered=is_filtered))

    # -- the selection ---------------------------------------------------------------------------

    def rows_chosen(self) -> list[SiteRow]:
        """Give the rows that are chosen in the list."""
        return [self.model.rows[k] for k in self.table.chosen_rows() if k < len(self.model.rows)]

    def _show_chosen(self) -> None:
        chosen, tour = self.rows_chosen(), self.session.tour
        can = not self.session.is_read_only
        namesakes = self._schools.called(chosen[0].name) if len(chosen) == 1 else 0
        name = tour.name if tour else ""
        self.site.show_rows(chosen, name, can_write=can, namesakes=namesakes)
        self.blocks.show(chosen, are_candidates=self.tab != DIRECTORY)
        self.acts.allow(chosen)

    def show_page(self) -> None:
        """Show the list, or the matrix, and no list that comes in."""
        self.pages.setCurrentWidget(self.matrix if self.tab == MATRIX else self.split)

    def paste(self) -> None:
        """Take a list from the clipboard, wherever in the place the keyboard is."""
        if is_list(clipboard_text()):
            self.taking.take(clipboard_text())

    # -- for the window --------------------------------------------------------------------------

    def menu_actions(self) -> list[QAction]:
        """Give the marks, adding and pasting."""
        return self.acts.menu()

    def start_search(self) -> None:
        """Go to the search field."""
        if self.tab == MATRIX:
            self.choose_tab(CANDIDATES)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def first_widget(self) -> QWidget:
        """Give the search field, or the matrix."""
        return self.matrix.by if self.tab == MATRIX else self.field

    def panes(self) -> list[QWidget]:
        """Give field, list and marks; of an import its page and its button."""
        if (wizard := self.taking.shown_wizard) is not None:
            return list(wizard.panes())
        if self.tab == MATRIX:
            return self.matrix.panes()
        return [self.field, self.filters.add, self.table, self.site.buttons["must"]]

    def flush(self) -> None:
        """Send what was typed to the store."""
        self.blocks.flush()

    def show_record(self, record: str) -> None:
        """Show one candidate."""
        self._to_show = record
        self.show_candidates()

    def show_pin(self, site: str) -> None:
        """Show one candidate where its point is put by hand."""
        self.blocks.finder.pin(site)
        self.show_record(site)

    def show_school(self, code: str) -> None:
        """Find one school of the directory by its code, and choose it."""
        self._to_show = code
        self._asked[DIRECTORY], self._filtered[DIRECTORY] = code, ()
        if self.tab == DIRECTORY:
            self.on_tab()
        else:
            self.choose_tab(DIRECTORY)

    def show_candidates(self) -> None:
        """Show all of them."""
        self._asked[CANDIDATES], self._filtered[CANDIDATES] = "", ()
        if self.tab == CANDIDATES:
            self.on_tab()
        else:
            self.choose_tab(CANDIDATES)

    def _to_list(self) -> None:
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            if not self.table.chosen_rows():
                self.table.choose(0)
