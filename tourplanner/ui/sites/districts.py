"""The districts of a site on its page: by the lines of the day it is visited, else of today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from tourplanner.core.changes import Changes
from tourplanner.core.model.district import SiteDistrict, day_text
from tourplanner.core.model.roster import RECORD_KIND, SeatMembers
from tourplanner.ui.overview import TourRow
from tourplanner.ui.session import Session
from tourplanner.ui.sites.rows import SiteRow
from tourplanner.ui.widgets.basic import clear, column, icon_label, label, row
from tourplanner.ui.widgets.layer_loader import LayerLoader

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SiteDistricts:
    """The districts of one site on a day, each with who represents it."""

    key: str
    day: date
    found: tuple[tuple[SiteDistrict, SeatMembers], ...]
    has_roster: bool


def day_of(site: SiteRow, tour: TourRow | None, today: date) -> date:
    """Give the day that counts: of the visit in the plan, else of the tour's start, else today."""
    if tour is None or tour.first is None:
        return today
    return tour.first + timedelta(days=max(site.day, 0))


def read_districts(workspace: Workspace, site: SiteRow, day: date) -> SiteDistricts:
    """Read them; called on a helper's thread."""
    if site.site:
        answers = workspace.districts.of_site(workspace.sites.view(site.site), day)
    elif site.school is not None:
        answers = workspace.districts.of_schools([site.school], day)[0]
    else:
        answers = ()
    every = workspace.rosters.all()
    found = tuple((one, workspace.rosters.of(one, day, every)) for one in answers)
    return SiteDistricts(site.site or site.key, day, found, bool(every))


class DistrictBlock(QFrame):
    """The districts of the site that is shown, and loading of lines that are missing."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        layout = column(self, gap=6)
        layout.addWidget(label("Districts", "section"))
        self._facts = column(gap=6)
        layout.addLayout(self._facts)
        self.loader = LayerLoader(session)
        self.loader.loaded.connect(self._read)
        layout.addWidget(self.loader)
        self._site: SiteRow | None = None
        self._shown: SiteDistricts | None = None
        session.tour_chosen.connect(self._read)
        session.overviewed.connect(self._read)  # another day of the tour
        session.changed.connect(self._on_changes)
        session.file_changed.connect(lambda: self.show_site(None))
        self.hide()

    # -- the site that is shown ------------------------------------------------------------------

    def show_site(self, site: SiteRow | None) -> None:
        """Show the districts of a candidate or a school; of none where ``site`` is None."""
        is_other = (site and (site.site, site.key)) != (
            self._site and (self._site.site, self._site.key)
        )
        self._site = site
        if is_other:
            self._shown = None
            clear(self._facts)
            self.loader.end_ask()
        self.setVisible(site is not None)
        self._read()

    def _on_changes(self, changes: Changes) -> None:
        if RECORD_KIND in changes.touched:
            self._read()

    def _read(self) -> None:
        site = self._site
        if site is None or self.session.path is None:
            return
        day = day_of(site, self.session.tour, self.session.doors.now().date())
        self.session.read(
            lambda ws, _: read_districts(ws, site, day), self._show, topic="districts of the site"
        )

    def _show(self, districts: SiteDistricts) -> None:
        site = self._site
        if site is None or districts.key != (site.site or site.key) or districts == self._shown:
            return
        self._shown = districts
        clear(self._facts)
        self._facts.addWidget(label(f"On {day_text(districts.day.isoformat())}", "hint"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        top = Qt.AlignmentFlag.AlignTop
        for one, seat in districts.found:
            lines = one.layer.edition_words if one.layer and one.how.is_known else ""
            pairs = [(label(one.words, wraps=True, selectable=True), lines)]
            for member in seat.members:
                name = label(member.words, "second", wraps=True, selectable=True)
                pairs.append((name, f"as of {day_text(member.as_of)}"))
            for words, hint in pairs:
                at = grid.rowCount()
                grid.addWidget(words, at, 0, 1, 1 if hint else 2, top)
                if hint:
                    grid.addWidget(label(hint, "hint"), at, 1, top | Qt.AlignmentFlag.AlignRight)
            if one.sentence:
                grid.addWidget(_remark(one), grid.rowCount(), 0, 1, 2)
            if one.kind.is_seat and districts.has_roster and seat.sentence:
                why = label(seat.sentence, "hint", wraps=True)
                grid.addWidget(why, grid.rowCount(), 0, 1, 2)
        self._facts.addLayout(grid)


def _remark(one: SiteDistrict) -> QWidget:
    """Give what to know of an answer; with a sign where it needs a second look."""
    if one.is_sure:
        return label(one.sentence, "hint", wraps=True)
    made = QWidget()
    line = row(made, gap=8)
    line.addWidget(icon_label("triangle-alert", "warn"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(one.sentence, "warn", wraps=True), 1)
    return made
