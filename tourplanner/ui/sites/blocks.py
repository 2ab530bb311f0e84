"""The blocks of a site's page below its facts: where it is, its districts, its case, and more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from tourplanner.ui.session import Session
from tourplanner.ui.sites.case import CaseBlock
from tourplanner.ui.sites.districts import DistrictBlock
from tourplanner.ui.sites.edits import EditBlock
from tourplanner.ui.sites.finder import PointFinder
from tourplanner.ui.sites.page import SitePage
from tourplanner.ui.sites.record import RecordBlock
from tourplanner.ui.sites.rows import SiteRow
from tourplanner.ui.sites.score import ScoreBlock
from tourplanner.ui.sites.twice import TwiceBlock
from tourplanner.ui.sites.visited import VisitedBlock


class SiteBlocks(QObject):
    """Each block has a life of its own; here they stand in their order and are told the site."""

    record_wished = Signal(str, str)  # tour and record of a visit
    site_wished = Signal(str)

    def __init__(self, session: Session, page: SitePage) -> None:
        super().__init__(page)
        self.finder = PointFinder(session)
        self.districts = DistrictBlock(session)
        self.edits = EditBlock(session)
        self.record = RecordBlock(session)
        self.score = ScoreBlock(session)
        self.case = CaseBlock(session)
        self.visited = VisitedBlock(session)
        self.visited.record_wished.connect(self.record_wished)
        self.twice = TwiceBlock(session)
        self.twice.site_wished.connect(self.site_wished)
        for block in (
            *(self.finder, self.districts, self.edits, self.record),
            *(self.score, self.case, self.visited, self.twice),
        ):
            page.add_part(block)

    def show(self, chosen: Sequence[SiteRow], *, are_candidates: bool) -> None:
        """Show what is known of the one that is chosen; of several, what is set for all."""
        one = chosen[0] if len(chosen) == 1 else None
        self.finder.show_site(one.site if one else "")
        self.edits.show_rows(chosen)
        self.score.show_site(one if are_candidates else None)
        self.record.show_site(one)
        self.case.show_site(one)
        self.visited.show_site(one)
        self.twice.show_site(one)
        self.districts.show_site(one)

    def flush(self) -> None:
        """Send what was typed to the store."""
        self.case.flush()
        self.record.flush()
