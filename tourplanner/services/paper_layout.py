"""A paper before it is drawn: its view, laid out in its language, and what is told beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from tourplanner.core.clock import local
from tourplanner.core.model.paper import TourView
from tourplanner.core.papers.blocks import Paper
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.reminders import send_by_text
from tourplanner.core.papers.specs import PaperKind, spec_of
from tourplanner.core.papers.translation import WordPack, told_of, translated
from tourplanner.core.privacy import CutView
from tourplanner.services.issues import Issue, Issues, Papers
from tourplanner.services.paper_checks import PaperChecks
from tourplanner.services.paper_gate import embargoes
from tourplanner.services.plan import PlanService
from tourplanner.services.tour_view import TourViews
from tourplanner.services.versions import VersionService, change_records

_NO_ADDRESS = (
    "Once it is online, type its web address under Tour and coach: the press itinerary then has a "
    "QR code of it."
)


class PaperLayout:
    """Lays papers out of a tour's current plan; writes nothing."""

    def __init__(
        self,
        views: TourViews,
        versions: VersionService,
        plan: PlanService,
        issues: Issues,
        checks: PaperChecks,
        languages: Sequence[WordPack],
    ) -> None:
        self._views, self._versions, self._plan = views, versions, plan
        self._issues, self._checks = issues, checks
        self._languages: Mapping[str, WordPack] = {
            pack.language.partition("-")[0]: pack for pack in languages
        }

    def view(self, tour_id: str, kinds: Sequence[PaperKind], now: datetime) -> TourView:
        """Give the view, with districts' members and the plan's changes where a paper has them."""
        view = self._views.view(tour_id, now)
        specs = [spec for kind in kinds if (spec := spec_of(kind)) is not None]
        if any("official" in spec.fields for spec in specs):
            view = replace(view, officials=self._checks.officials(view))
        if any("change" in spec.fields for spec in specs):
            view = replace(view, changes=change_records(self._versions, tour_id))
        return view

    def laid(self, cut_view: CutView) -> tuple[Paper, tuple[str, ...]]:
        """Lay a paper out in its language; whose words those are, and which are not, is told."""
        paper, pack = lay_out(cut_view), self._languages.get(cut_view.spec.language)
        if pack is None:
            return paper, ()
        paper, left = translated(paper, cut_view, pack)
        return paper, (told_of(left, pack),)

    def told(
        self, view: TourView, papers: Papers, cut_view: CutView, issue: Issue, stop: str
    ) -> tuple[str, ...]:
        """Give what to know before a paper goes: when to send it, and who holds an older issue."""
        spec = cut_view.spec
        out = [] if cut_view.draft else self._issues.holders(papers, spec, issue, stop)
        if spec.form == PaperKind.ADVISORY and view.plan is not None:
            for visit in cut_view.all("visit_block"):
                site = view.get("site", view.get("stop", stop).text("site"))
                on = local(visit["start_at"], visit.text("zone")).date()
                holidays = self._plan.calendar(view.plan.tour)
                out.append(send_by_text(on, holidays.get(site.text("state"), {})))
        if spec.key == PaperKind.WEB_FOLDER:
            out += embargoes(view)
            if not view.one("tour").text("web_address"):
                out.append(_NO_ADDRESS)
        return tuple(out)
