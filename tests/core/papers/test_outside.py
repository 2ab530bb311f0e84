"""What people outside read: times in blocks, the head of a release, the clock of a stamp."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.papers.test_papers import paper, rows
from tests.core.test_privacy import changed
from tests.papers_fixture import SITES, rid, sample_view
from tourplanner.adapters.papers.text import TextWriter
from tourplanner.core.clock import range_text
from tourplanner.core.model.paper import RecordView, TourView
from tourplanner.core.papers.blocks import KeyValues, QrCode, Table, plain, texts
from tourplanner.core.papers.said import changes, said
from tourplanner.core.papers.specs import (
    BEST_PRACTICES,
    BLOCK_SCHEDULE,
    DRIVER_SHEET,
    LINE_BY_LINE,
    PRESS_CALENDAR,
    PRESS_ITINERARY,
    RELEASE,
    SPECS,
    WEB_FOLDER,
    PaperSpec,
)
from tourplanner.core.privacy import cut

MADISON = rid("stop", "madison")


def exact(view: TourView) -> set[tuple[str, str]]:
    """Start and end of every visit to the minute."""
    rows_ = (row for day in view.days for row in day.rows)
    return {(row.start_at.isoformat(), row.end_at.isoformat()) for row in rows_}


def told(view: TourView, spec: PaperSpec) -> set[tuple[str, str]]:
    """Start and end of every visit as a paper gets them."""
    visits = cut(view, spec)[0].all("visit_block")
    return {(v["start_at"].isoformat(), v["end_at"].isoformat()) for v in visits}


def test_nobody_outside_reads_the_odd_minutes_of_the_road() -> None:
    """A block of whole five minutes holds the visit; what somebody pinned stays to the minute."""
    view = sample_view()
    odd = [r for d in view.days for r in d.rows if r.start_at.minute % 5 or r.end_at.minute % 5]
    assert odd, "the fixture has visits at odd minutes"
    for spec in (PRESS_ITINERARY, PRESS_CALENDAR, WEB_FOLDER):
        visits = {v["start_at"]: v["end_at"] for v in cut(view, spec)[0].all("visit_block")}
        assert len(visits) == 5
        assert not any(at.minute % 5 for pair in visits.items() for at in pair)
        for row in (row for day in view.days for row in day.rows):
            around = [(a, z) for a, z in visits.items() if a <= row.start_at and row.end_at <= z]
            assert all(row.start_at - a < timedelta(minutes=5) for a, _ in around)
            assert all(z - row.end_at < timedelta(minutes=5) for _, z in around)


def prints_times(spec: PaperSpec) -> bool:
    return {"start_at", "end_at"} <= set(spec.fields.get("visit_block", ()))


INSIDE = [spec for spec in SPECS.values() if not spec.leaves and prints_times(spec)]


@pytest.mark.parametrize("spec", INSIDE, ids=lambda s: s.key)
def test_staff_driver_riders_and_hosts_read_the_minutes_as_they_are(spec: PaperSpec) -> None:
    assert told(sample_view(), spec) <= exact(sample_view())


def test_a_pinned_start_stays_to_the_minute() -> None:
    """Somebody promised 9:13, so the paper does not say 9:10."""
    view = sample_view()
    day = view.days[0]
    first = day.rows[0]
    start_at = first.start_at - timedelta(minutes=17)
    row = replace(first, start_at=start_at, end_at=start_at + timedelta(minutes=90))
    loose = replace(view, days=(replace(day, rows=(row, *day.rows[1:])), *view.days[1:]))
    assert rows(paper(PRESS_ITINERARY, loose))[0][0] == "9:10-10:45 a.m."
    pins = {first.stop.id: start_at}
    pinned = replace(loose.days[0], day=replace(day.day, pins=pins))
    held = replace(loose, days=(pinned, *view.days[1:]))
    assert rows(paper(PRESS_ITINERARY, held))[0][0] == "9:13-10:43 a.m."
    assert "9:13" in " ".join(texts(paper(LINE_BY_LINE, loose)))
    assert "9:10 a.m." not in " ".join(texts(paper(DRIVER_SHEET, loose)))


def test_a_release_says_when_it_may_run_and_whom_to_call_before_its_headline() -> None:
    made = paper(RELEASE, stop=MADISON)
    first, contact = made.above
    assert plain(getattr(first, "line")) == "FOR IMMEDIATE RELEASE"  # noqa: B009
    assert isinstance(contact, KeyValues)
    assert list(texts(made)).count("FOR IMMEDIATE RELEASE") == 1
    page = TextWriter().render(made).data.decode()
    assert page.index("FOR IMMEDIATE RELEASE") < page.index("Contact") < page.index(made.title)
    typed = RecordView(
        "blocks", "b", {"paper_kind": "release", "stop": MADISON, "embargo": "until noon"}
    )
    view = sample_view()
    held = paper(RELEASE, replace(view, records=(*view.records, typed)), stop=MADISON)
    assert plain(getattr(held.above[0], "line")) == "EMBARGO: until noon"  # noqa: B009
    assert "FOR IMMEDIATE RELEASE" not in list(texts(held))


def test_the_press_itinerary_has_a_code_of_the_tour_on_the_web_once_its_address_is_typed() -> None:
    assert not [b for b in paper(PRESS_ITINERARY).blocks if isinstance(b, QrCode)]
    view = sample_view()
    before = said(cut(view, PRESS_ITINERARY)[0])
    view = changed(view, "tour", rid("tour", ""), web_address="https://example.org/tour/")
    (code,) = (b for b in paper(PRESS_ITINERARY, view).blocks if isinstance(b, QrCode))
    assert code.link == "https://example.org/tour/"
    assert plain(code.words) == "The tour on the web: example.org/tour"
    after = said(cut(view, PRESS_ITINERARY)[0])
    assert changes(before, after) == ("Web address now https://example.org/tour/.",)


def test_best_practices_are_stamped_by_the_clock_of_the_tour() -> None:
    made = paper(BEST_PRACTICES)
    assert made.footer == "Version 3, updated 4:10 p.m. PDT Thursday, Oct. 10, 2013"


def test_what_is_held_back_stands_in_the_order_of_the_tour() -> None:
    """Not in the order of the records' random numbers."""
    view = sample_view()
    for site in SITES:
        view = changed(view, "stop", rid("stop", site["key"]), status=None)
    view = replace(view, records=tuple(sorted(view.records, key=lambda r: r.id)))
    held = [w for w in cut(view, PRESS_ITINERARY)[1] if w.kind == "stop" and w.record]
    names = [row.stop.name for day in view.days for row in day.rows]
    assert [w.what for w in held if not w.field] == names


def test_a_day_that_breaks_over_midnight_goes_on_below_and_not_at_the_top() -> None:
    view = sample_view()
    day = view.days[0]
    last, far = day.rows[-1], timedelta(hours=11)
    late = replace(
        last, start_at=last.start_at + far, end_at=last.end_at + far,
        depart_at=last.depart_at + far,
    )  # fmt: skip
    late_day = replace(day, rows=(*day.rows[:-1], late), arrive_at=day.arrive_at + far, lunch=None)
    made = paper(BLOCK_SCHEDULE, replace(view, days=(late_day,)))
    table = next(b for b in made.blocks if isinstance(b, Table))
    told_ = rows(made)
    assert "to Madison" in told_[0][1], "it begins when the bus leaves"
    assert all(cells[1] for cells in told_), "no row of it is empty"
    after = [cells for cells in told_ if "next day" in cells[0]]
    assert after[0][0] == "midnight | next day"
    zone = late.stop.node.zone
    assert any(range_text(late.start_at, late.end_at, zone) in cells[1] for cells in told_)
    assert len(table.rows) < 48
