"""The page of one partner: its names, where it works and since when, and whom it is the same as."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QScrollArea, QWidget

from tourplanner.core.fields import record_kind
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.practices.line_editor import LineEditor
from tourplanner.ui.session import Session
from tourplanner.ui.widgets.basic import button, clear, column, label, row, scroll_page
from tourplanner.ui.widgets.fields import ComboBox

if TYPE_CHECKING:
    from tourplanner.services.case import PartnerRow
    from tourplanner.services.partner_links import Link, PartnerView
    from tourplanner.services.workspace import Workspace


class PartnerPage(QScrollArea):
    """Form, links and merge of the partner that is shown.

    Signals
    -------
    site_wished : a site is to be shown.
    """

    site_wished = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._partner = ""
        self._shown: PartnerView | None = None
        self._sites: dict[str, str] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("The chosen partner")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = scroll_page("canvas")
        self.setWidget(whole)
        layout = column(whole, margins=(16, 12, 16, 16), gap=8)
        self.editor = LineEditor(session)
        self.editor.form.done.hide()
        layout.addWidget(self.editor)
        layout.addWidget(label("Where it works", "section"))
        self.line = LineEditor(session)
        layout.addWidget(self.line)
        self._links = column(gap=6)
        layout.addLayout(self._links)
        layout.addWidget(label("At another site", "section"))
        self.site = QLineEdit()
        self.site.setAccessibleName("Add a partnership at a site")
        self.site.setPlaceholderText("Name of a candidate, then Enter")
        self.site.returnPressed.connect(self._add_link)
        layout.addWidget(self.site)
        layout.addWidget(label("Is the same as", "section"))
        same = row(gap=6)
        self.others = ComboBox()
        self.others.setAccessibleName("Is the same partner as")
        same.addWidget(self.others, 1)
        self.join = button("Make them one", "", click=self._join)
        same.addWidget(self.join)
        layout.addLayout(same)
        hint = "Its names become other names of this one, and its sites go over. Undo parts them."
        layout.addWidget(label(hint, "hint", wraps=True))
        layout.addStretch(1)

    # -- showing ---------------------------------------------------------------------------------

    def open(self, partner: str) -> None:
        """Open another partner; what was typed in the one before is saved."""
        self._partner, self._shown = partner, None
        self.line.end()
        self.editor.open("partner", partner)
        self._session.read(lambda ws, _: _sites(ws), self._offer_sites, topic="partner sites")

    def show_partner(self, found: PartnerView, all_: Sequence[PartnerRow]) -> None:
        """Show what ties it to sites, and the partners that it may be the same as."""
        can_write = not self._session.is_read_only
        self.site.setEnabled(can_write)
        others = [(one.name or "No name yet", one.id) for one in all_ if one.id != found.row.id]
        held = [(self.others.itemText(k), self.others.itemData(k)) for k in range(1, 1 + len(all_))]
        if held != others or not self.others.count():
            self.others.clear()
            self.others.addItem("Choose a partner", "")
            for name, id_ in others:
                self.others.addItem(name, id_)
        self.others.setEnabled(can_write and bool(others))
        self.join.setEnabled(can_write and bool(others))
        if self._shown is None or self._shown.links != found.links:
            clear(self._links)
            for link in found.links:
                self._links.addWidget(self._link(link))
            if not found.links:
                self._links.addWidget(label("At no site yet.", "hint", wraps=True))
        self._shown = found

    def _link(self, link: Link) -> QWidget:
        entry, made = link.entry, QWidget()
        layout = column(made, gap=2)
        line = row(gap=8)
        over = " (over)" if entry.is_over else ""
        kind = record_kind(entry.kind).label
        site = button(f"{link.site_name}{over}", "quiet", click=partial(self._go, entry.site))
        site.setToolTip("Show the site")
        line.addWidget(site)
        line.addStretch(1)
        told = ", ".join(p for p in (kind, link.site_name, entry.words, entry.detail) if p)
        edit = button("Edit", "small", click=partial(self.edit, entry.kind, entry.record))
        edit.setAccessibleName(f"Edit {told}")
        edit.setEnabled(not self._session.is_read_only)
        line.addWidget(edit, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(line)
        words = "; ".join(part for part in (entry.words, entry.detail) if part)
        layout.addWidget(label(f"{kind}: {words or 'years not said'}", "second", wraps=True))
        if entry.dated:
            layout.addWidget(label(entry.dated, "hint", wraps=True))
        if entry.lacks:
            layout.addWidget(label(f"{', '.join(entry.lacks).capitalize()}.", "warn", wraps=True))
        return made

    def _go(self, site: str) -> None:
        self.site_wished.emit(site)

    def edit(self, kind: str, record: str) -> None:
        """Open the form of one of its lines, above the list of them."""
        self.line.open(kind, record, focus=True)

    def _offer_sites(self, sites: dict[str, str]) -> None:
        self._sites = sites
        completer = QCompleter(list(sites), self.site)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.site.setCompleter(completer)

    # -- writing ---------------------------------------------------------------------------------

    def _add_link(self) -> None:
        wanted = self.site.text().strip().casefold()
        fits = [id_ for name, id_ in self._sites.items() if name.casefold() == wanted]
        fits = fits or [id_ for name, id_ in self._sites.items() if wanted in name.casefold()]
        if not wanted or not self._partner:
            return
        if len(fits) != 1:
            count = "No candidate" if not fits else f"{len(fits)} candidates"
            self._session.tell(
                Notice(Tone.WARN, f"{count} by that name. Choose one of the names offered.")
            )
            return
        record, partner, site = uuid.uuid4().hex, self._partner, fits[0]

        def work(workspace: Workspace, _: object) -> object:
            from tourplanner.services.partner_links import add_link

            return add_link(workspace, partner, site, record)

        self.site.clear()
        self._session.write(work, lambda _: self.edit("partnership", record))

    def _join(self) -> None:
        keep, other = self._partner, str(self.others.currentData() or "")
        if not other:
            self.others.setFocus(Qt.FocusReason.OtherFocusReason)
            self._session.tell(Notice(Tone.INFO, "Choose the partner that this one is first."))
            return
        name = self.others.currentText()
        self.flush()

        def work(workspace: Workspace, _: object) -> object:
            from tourplanner.services import case

            return case.join_partners(workspace, keep, other)

        self._session.write(work, acted=f"{name} is one with this partner.")

    def flush(self) -> None:
        """Send what was typed to the store."""
        self.editor.flush()
        self.line.flush()


def _sites(workspace: Workspace) -> dict[str, str]:
    """Give the candidates by name and town; two of one name and town by their district too."""
    found: dict[str, str] = {}
    for view in workspace.sites.all():
        name = f"{view.name}, {view.city}" if view.city else view.name
        if name in found:
            name = f"{name}, {view.district or view.key}"
        found[name] = str(view.id)
    return found
