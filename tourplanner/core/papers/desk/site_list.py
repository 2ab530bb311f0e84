"""The sites of a tour as a table, and as points for other programs."""

from __future__ import annotations

from tourplanner.core.papers.blocks import (
    Block,
    Column,
    Note,
    Paper,
    Row,
    Table,
    cell,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.desk.stops import PlannedStop, planned
from tourplanner.core.papers.map import MapPoint, TourMap
from tourplanner.core.papers.moments import TENTATIVE
from tourplanner.core.papers.press import DRAFT_WORDS, tour_dates
from tourplanner.core.papers.sheet import sheet
from tourplanner.core.papers.style import (
    COVERAGE_WORDS,
    TimeWords,
    address_text,
    member_text,
    short_date,
)
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import one_line

_COLUMNS = (
    Column("Stop", 6),
    Column("When", 16),
    Column("Site", 28),
    Column("School district", 18),
    Column("County", 12),
    Column("Grades", 8),
    Column("Press", 12),
)


def site_list(cut: CutView) -> Paper:
    """Lay out the sites of a cut view in the order of the plan."""
    stops = list(planned(cut))
    times = TimeWords((s.visit["start_at"], s.visit.text("zone")) for s in stops)
    rows = tuple(_row(cut, one, times) for one in stops)
    blocks: list[Block] = (
        [Table("The sites of the tour in order", _COLUMNS, rows)]
        if rows
        else [Note(line("Nothing is planned yet. Plan the tour, then make this paper."))]
    )
    return sheet(cut, blocks, landscape=True)


def _row(cut: CutView, one: PlannedStop, times: TimeWords) -> Row:
    site = one.site
    when = times.span(one.visit["start_at"], one.visit["end_at"], one.visit.text("zone"))
    return Row(
        (
            cell(one.number),
            cell(strong(short_date(one.day)), when),
            cell(
                strong(one.name),
                soft(address_text(site)),
                TENTATIVE if one.stop.id in cut.tentative else "",
            ),
            cell(one_line(site.text("district"))),
            cell(one_line(site.text("county"))),
            cell(one_line(site.text("grades"))),
            cell(COVERAGE_WORDS.get(one.stop.text("coverage"), "")),
        )
    )


def site_points(cut: CutView) -> TourMap:
    """Give the sites as points; one without a point is in the table alone."""
    tour = cut.one("tour")
    stops = list(planned(cut))
    times = TimeWords((s.visit["start_at"], s.visit.text("zone")) for s in stops)
    points = []
    for one in stops:
        point = one.site["point"]
        if not isinstance(point, dict):
            continue
        when = times.span(one.visit["start_at"], one.visit["end_at"], one.visit.text("zone"))
        points.append(
            MapPoint(
                one.stop.id,
                one.number,
                int(one.visit["day"]),
                float(point["lat"]),
                float(point["lon"]),
                one.name,
                (f"{short_date(one.day)}, {when}",),
                tentative=one.stop.id in cut.tentative,
                address=address_text(one.site),
            )
        )
    return TourMap(
        cut.spec.key,
        one_line(tour.text("name")),
        tour_dates(tour),
        member_text(cut.one("office")),
        cut.language,
        tuple(points),
        (),
        None,
        draft=DRAFT_WORDS if cut.draft else "",
    )
