"""A change in private items alone leaves every file for the press equal, byte for byte."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from tests.core.test_privacy import changed
from tests.papers_fixture import OFFICE, PLACES, SITES, TOUR, Parts, rid, sample_view
from tourplanner.adapters.maps.page import MapPageWriter
from tourplanner.adapters.papers.docx import DocxWriter
from tourplanner.adapters.papers.html import HtmlWriter
from tourplanner.adapters.papers.ics import IcsWriter
from tourplanner.adapters.papers.pdf import PdfWriter
from tourplanner.adapters.papers.places import GeoJsonWriter
from tourplanner.adapters.papers.text import TextWriter
from tourplanner.core.model.paper import RecordView, TourView
from tourplanner.core.papers.calendar import calendar
from tourplanner.core.papers.content import content_hash
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.map import tour_map
from tourplanner.core.papers.said import said
from tourplanner.core.papers.specs import (
    ADVISORY,
    ADVISORY_ES,
    PRESS_CALENDAR,
    PRESS_ITINERARY,
    PRESS_MAP,
)
from tourplanner.core.privacy import cut
from tourplanner.core.travel import TypedMinutes

# Public visits are pinned, so that nothing private moves them.
PINS = {"madison": 570, "ucla": 780, "alview": 690, "oakland": 600, "oakridge": 810}
PINNED = tuple({**site, "fixed": PINS.get(site["key"])} for site in SITES)


def place_changed(**changes: Any) -> Parts:
    return Parts(sites=PINNED, places=tuple({**place, **changes} for place in PLACES))


def moved_places() -> Parts:
    places = tuple({**p, "at": (p["at"][0] + 0.02, p["at"][1] - 0.03)} for p in PLACES)
    return Parts(sites=PINNED, places=places)


def dorsa(**changes: Any) -> Parts:
    sites = tuple({**s, **changes} if s["key"] == "dorsa" else s for s in PINNED)
    return Parts(sites=sites)


def more_unconfirmed(first: bool) -> Parts:
    extra = {**PINNED[3], "key": "extra", "name": "Zzyzx Academy", "at": (37.4, -121.9)}
    sites = list(PINNED)
    sites.insert(3 if first else 4, extra)
    return Parts(sites=tuple(sites))


def items(change: Callable[[tuple[Any, ...]], list[tuple[Any, ...]]]) -> Parts:
    sites = tuple(
        {**s, "items": tuple(new for item in s["items"] for new in change(item))}
        if s.get("items")
        else s
        for s in PINNED
    )
    return Parts(sites=sites)


def is_private(item: tuple[Any, ...]) -> bool:
    return item[5] == "closed" or not item[6]


def facts_changed(kind: str, key: str, **values: Any) -> TourView:
    return changed(sample_view(Parts(sites=PINNED)), kind, rid(kind, key), **values)


def shuffled() -> TourView:
    view = sample_view(Parts(sites=PINNED))
    records = list(view.records)
    random.Random(7).shuffle(records)
    return replace(view, records=tuple(records))


def without(*kinds: str) -> TourView:
    view = sample_view(Parts(sites=PINNED))
    return replace(view, records=tuple(r for r in view.records if r.kind not in kinds))


CHANGES: dict[str, Callable[[], TourView]] = {
    "hotels renamed": lambda: sample_view(place_changed(name="The Other Inn")),
    "hotels with other streets and phones": lambda: sample_view(
        place_changed(street="1 New Way", phone="000-555-0000", city="Fontana")
    ),
    "hotels moved": lambda: sample_view(moved_places()),
    "another hotel slept at": lambda: sample_view(
        Parts(
            sites=PINNED,
            places=(*PLACES, {**PLACES[1], "key": "hotel-4", "at": (35.4, -119.05)}),
            day_ends=(("hotel-1", "hotel-4"), ("hotel-4", "hotel-3"), ("hotel-3", "capitol")),
        )
    ),
    "hotels deleted": lambda: without("place"),
    "unconfirmed stop renamed": lambda: sample_view(dorsa(name="Another School", street="9 X St.")),
    "unconfirmed stop moved": lambda: sample_view(dorsa(at=(37.5, -121.6), city="Milpitas")),
    "unconfirmed stop deleted": lambda: sample_view(
        Parts(sites=tuple(s for s in PINNED if s["key"] != "dorsa"))
    ),
    "unconfirmed stop on another day": lambda: sample_view(
        Parts(sites=(*PINNED[:3], PINNED[4], PINNED[5], {**PINNED[3], "day": 2}))
    ),
    "another unconfirmed stop before": lambda: sample_view(more_unconfirmed(first=True)),
    "another unconfirmed stop after": lambda: sample_view(more_unconfirmed(first=False)),
    "closed and tentative items deleted": lambda: sample_view(
        items(lambda i: [] if is_private(i) else [i])
    ),
    "closed and tentative items renamed and moved": lambda: sample_view(
        items(lambda i: [(i[0], "Other", i[2] + 3, 5, "Someone", *i[5:])] if is_private(i) else [i])
    ),
    "closed and tentative items first": lambda: sample_view(
        items(lambda i: [(i[0], "Aaa", 0, 5, "x", *i[5:]), i] if is_private(i) else [i])
    ),
    "legs typed": lambda: sample_view(
        Parts(sites=PINNED, typed={("alview", "dorsa"): TypedMinutes(99, "Q. New", "2013-01-01")})
    ),
    "who confirmed, and when": lambda: facts_changed(
        "stop", "madison", status={"state": "confirmed", "by": "Else", "at": "2013-01-01"}
    ),
    "staff facts of a public stop": lambda: facts_changed(
        "stop",
        "madison",
        talking_points="new",
        hold_room="new",
        gate_note="new",
        driver_note="new",
        rating=1,
        wish="may",
        visit_min=91,
    ),
    "staff facts of a public site": lambda: facts_changed(
        "site",
        "madison",
        host_mobile="1",
        front_office_phone="2",
        bus_bay="3",
        score=1,
        ladder="visited",
        remarks="new",
        access_notes="new",
        host_name="Other Host",
        grades="6-8",
    ),
    "source of a public point": lambda: facts_changed(
        "site",
        "madison",
        point={"lat": 34.1588, "lon": -118.1398, "precision": "site", "source": "new"},
    ),
    "carrier and home time": lambda: sample_view(
        Parts(sites=PINNED, office={**OFFICE, "carrier": "New", "carrier_zone": "America/Denver"})
    ),
    "staff facts of the tour": lambda: sample_view(
        Parts(sites=PINNED, tour={**TOUR, "party": 3, "driver_name": "New", "lift_users": 9})
    ),
    "people, notes, quotes and practices deleted": lambda: without(
        "person", "note", "quote", "practice"
    ),
    "another paper's words": lambda: sample_view(
        Parts(
            sites=PINNED,
            extra=(RecordView("blocks", "b", {"paper_kind": "line-by-line", "lead": "new"}),),
        )
    ),
    "a candidate more": lambda: sample_view(
        Parts(sites=PINNED, extra=(RecordView("stop", "c", {"press_title": "Candidate"}),))
    ),
    "checks and rules": lambda: sample_view(Parts(sites=PINNED), findings=(), rules=None),
    "routes": lambda: sample_view(Parts(sites=PINNED), routes={}),
    "records in another order": shuffled,
    "a hotel beyond the zone line": lambda: sample_view(
        Parts(sites=PINNED, zones={"hotel-3": "America/Denver"})
    ),
}


def files(view: TourView) -> dict[str, bytes]:
    cut_view, _ = cut(view, PRESS_ITINERARY)
    paper = lay_out(cut_view)
    writers = (PdfWriter(), DocxWriter(), HtmlWriter(), TextWriter())
    made = {str(writer.format): writer.render(paper).data for writer in writers}
    made["ics"] = IcsWriter().render(calendar(cut(view, PRESS_CALENDAR)[0])).data
    made["map"] = MapPageWriter().render(tour_map(cut(view, PRESS_MAP)[0])).data
    made["hash"] = content_hash(cut_view).encode()
    # A writer makes the same bytes of the same paper, so the paper stands for its other formats.
    of_stop, _ = cut(view, ADVISORY, stop=rid("stop", "madison"))
    invitation = lay_out(of_stop)
    made["advisory"] = HtmlWriter().render(invitation).data
    made["advisory paper"] = repr(invitation).encode()
    made["advisory hash"] = content_hash(of_stop).encode()
    in_spanish, _ = cut(view, ADVISORY_ES, stop=rid("stop", "madison"))
    made["advisory in Spanish"] = HtmlWriter().render(lay_out(in_spanish)).data
    made["map points"] = GeoJsonWriter().render(tour_map(cut(view, PRESS_MAP)[0])).data
    made["said"] = repr((said(cut_view), said(of_stop))).encode()
    return made


@cache
def before() -> dict[str, bytes]:
    return files(sample_view(Parts(sites=PINNED)))


@pytest.mark.parametrize("name", CHANGES)
def test_private_changes_change_no_byte(name: str) -> None:
    view = CHANGES[name]()
    assert view != sample_view(Parts(sites=PINNED)), "the change changed nothing"
    after = files(view)
    assert {k: after[k] == before()[k] for k in after} == dict.fromkeys(after, True)


@pytest.mark.parametrize(
    ("kind", "key", "values"),
    [
        ("stop", "madison", {"press_title": "New title"}),
        ("stop", "madison", {"coverage": "photo"}),
        ("site", "madison", {"street": "1 New St."}),
    ],
)
def test_public_changes_change_every_file(kind: str, key: str, values: dict[str, Any]) -> None:
    after = files(facts_changed(kind, key, **values))
    of_schools = {"map points"} if kind == "stop" else set()  # which name no event
    assert not [k for k in after if after[k] == before()[k] and k not in of_schools]


def test_a_host_who_confirms_changes_every_file() -> None:
    after = files(facts_changed("stop", "dorsa", status={"state": "confirmed"}))
    same = [k for k in after if after[k] == before()[k]]
    assert all(name.startswith("advisory") for name in same), "that is of another stop"
    assert len(same) == 4
