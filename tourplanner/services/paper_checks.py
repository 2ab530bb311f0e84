"""What a person should look at before a paper goes: typed facts, names, numbers, missing parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from tourplanner.core.clock import date_text, local, parse_date
from tourplanner.core.elections import Barred
from tourplanner.core.errors import InputError
from tourplanner.core.model.district import DistrictKind
from tourplanner.core.model.paper import RecordView, TourView
from tourplanner.core.papers import advisory, fact_sheet, release, thank_you
from tourplanner.core.papers.blocks import Paper, texts
from tourplanner.core.papers.cautions import NearLeaks, unnamed
from tourplanner.core.papers.desk import briefing, remarks
from tourplanner.core.papers.facts import Districts, wrong_facts
from tourplanner.core.papers.press_style import StyleRule, against_style, written
from tourplanner.core.papers.specs import PaperKind
from tourplanner.core.papers.titles import wrong_titles
from tourplanner.core.privacy import CutView
from tourplanner.services.districts import DistrictService
from tourplanner.services.rosters import RosterService
from tourplanner.services.sites import SiteService
from tourplanner.store.file import OfficeFile

_SEATS = (DistrictKind.UPPER, DistrictKind.LOWER, DistrictKind.CONGRESS)
_UNWRITTEN: Mapping[str, Callable[[CutView], tuple[str, ...]]] = {
    PaperKind.THANK_YOU: thank_you.unwritten,
    PaperKind.RELEASE: release.unwritten,
    PaperKind.BRIEFING: briefing.unwritten,
    PaperKind.REMARKS_CARD: remarks.unwritten,
    PaperKind.ADVISORY: advisory.missing_parts,
    PaperKind.FACT_SHEET: fact_sheet.without_source,
}


class PaperChecks:
    """Looks at papers before they go; knows districts of sites, the rosters and house style."""

    def __init__(
        self,
        file: OfficeFile,
        sites: SiteService,
        districts: DistrictService | None,
        rosters: RosterService | None,
        style: Sequence[StyleRule] = (),
        barred: Callable[[], Sequence[Barred]] = tuple,
    ) -> None:
        self._file = file
        self._sites = sites
        self._districts = districts
        self._rosters = rosters
        self._style = style
        self._barred = barred
        self._near: tuple[TourView, NearLeaks] | None = None  # of the view that was asked for last

    def cautions(
        self, view: TourView, cut_view: CutView, paper: Paper, stop: str
    ) -> tuple[str, ...]:
        """Give what a person should look at before a paper goes, in sentences."""
        spec = cut_view.spec
        unwritten = _UNWRITTEN.get(spec.form)
        lacks = unwritten(cut_view) if unwritten else ()
        if not spec.leaves:
            return lacks
        said = list(texts(paper))  # the last is the foot, with a stamp of the program's own
        sites = list(
            dict.fromkeys(
                str(row.stop.site)
                for day in view.days
                for row in day.rows
                if stop in ("", str(row.stop.id))
            )
        )
        found = [
            *self._near_leaks(view).cautions(said),
            *wrong_facts(said[:-1], view, sites, self._seats),
        ]
        if self._rosters is not None:
            found += wrong_titles(said[:-1], self._rosters.all(), _first_day(view))
        if not spec.language:
            found += against_style(written(cut_view), self._style)
        found += [*unnamed(cut_view), *self._elections(view), *lacks]
        if spec.form == PaperKind.ADVISORY:
            words = advisory.word_count(paper)
            if words > advisory.MOST_WORDS:
                found.append(f"It has {words} words; an editor reads about {advisory.MOST_WORDS}.")
        return tuple(found)

    def _elections(self, view: TourView) -> list[str]:
        """Say where the day of a paper that goes out is shortly before an election."""
        if view.made_at is None:
            return []
        day = local(view.made_at, view.days[0].day.start.zone).date() if view.days else None
        return [
            f"Its day, {date_text(day)}, lies {one.text}. Ask counsel before it goes to more "
            f"people than the press ({one.source})."
            for one in self._barred()
            if day is not None and one.holds(day)
        ]

    def _near_leaks(self, view: TourView) -> NearLeaks:
        if self._near is None or self._near[0] is not view:
            self._near = view, NearLeaks(view)
        return self._near[1]

    def officials(self, view: TourView) -> tuple[RecordView, ...]:
        """Give the members in whose districts the planned sites lie, on the tour's first day."""
        day = _first_day(view)
        if self._districts is None or self._rosters is None or day is None:
            return ()
        ids = list(dict.fromkeys(str(row.stop.site) for d in view.days for row in d.rows))
        views = self._sites.views(self._file.tables.get_many("site", ids))
        members = self._rosters.all()
        out = []
        for site, of_site in zip(views, self._districts.of_sites(views, day), strict=True):
            for one in of_site:
                if one.kind not in _SEATS or not one.how.is_known:
                    continue
                seat = self._rosters.of(one, day, members)
                values = {"site": str(site.id), "title": one.title, "district": one.code}
                for member in seat.members:
                    more = {"name": member.name, "party": member.party, "how": seat.sentence}
                    out.append({**values, **more})
                if not seat.members:
                    out.append({**values, "how": seat.sentence})
        return tuple(RecordView("official", str(n), values) for n, values in enumerate(out))

    def _seats(self, sites: Sequence[str], day: date) -> Districts:
        """Give the seats of the legislature and of Congress in whose districts sites lie."""
        if self._districts is None:
            return {}
        views = self._sites.views(self._file.tables.get_many("site", sites))
        found: dict[str, set[str]] = {}
        for of_site in self._districts.of_sites(views, day):
            for one in of_site:
                if one.kind in _SEATS and one.how.is_known:
                    found.setdefault(one.title, set()).add(one.code)
        return {
            title: tuple(sorted(codes, key=lambda c: (len(c), c))) for title, codes in found.items()
        }


def _first_day(view: TourView) -> date | None:
    try:
        return parse_date(view.one("tour").text("start_date"))
    except InputError:
        return None
