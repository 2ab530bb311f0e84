"""A change in private items alone leaves every file for the press equal, byte for byte."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from tests.core.test_privacy import changed
from tests.papers_files import made_files
from tests.papers_fixture import OFFICE, PLACES, SITES, TOUR, Parts, rid, sample_view
from tourplanner.core.fields import KINDS, Level
from tourplanner.core.model.paper import LINKS, RecordView, TourView
from tourplanner.core.papers.calendar import calendar
from tourplanner.core.papers.content import content_hash
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.map import tour_map
from tourplanner.core.papers.said import said
from tourplanner.core.papers.specs import PRESS_ITINERARY, SPECS, PaperFormat
from tourplanner.core.privacy import BY_CONSENT, CutView, cut
from tourplanner.core.travel import TypedMinutes

# Public visits are pinned, so that nothing private moves them.
PINS = {"madison": 570, "ucla": 780, "alview": 690, "oakland": 600, "oakridge": 810}
PINNED = tuple({**site, "fixed": PINS.get(site["key"])} for site in SITES)


def place_moved(key: str) -> Parts:
    places = tuple(
        {**p, "at": (p["at"][0] + 0.1, p["at"][1])} if p["key"] == key else p for p in PLACES
    )
    return Parts(sites=PINNED, places=places)


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


def without(*kinds: str, but: str = "") -> TourView:
    """Give the view without some kinds, and without one record more."""
    view = sample_view(Parts(sites=PINNED))
    kept = (r for r in view.records if r.kind not in kinds and r.id != but)
    return replace(view, records=tuple(kept))


CHANGES: dict[str, Callable[[], TourView]] = {
    "hotels renamed": lambda: sample_view(place_changed(name="The Other Inn")),
    "hotels with other streets and phones": lambda: sample_view(
        place_changed(street="1 New Way", phone="000-555-0000", city="Fontana")
    ),
    "hotels moved": lambda: sample_view(moved_places()),
    **{
        f"{place['key']} alone moved": lambda key=place["key"]: sample_view(place_moved(key))
        for place in PLACES
    },
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
    "people, notes, drafts of quotes and practices deleted": lambda: without(
        "person", "note", "practice", "media", "clip", "rider", "promise", but=rid("quote", "vega")
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


LEAVING = {key: spec for key, spec in SPECS.items() if spec.leaves}


def files(view: TourView) -> dict[str, bytes]:
    """Give every paper that leaves the office.

    A writer makes the same bytes of the same paper, so one format and the paper stand for the
    others; the press itinerary is made in each.
    """
    made: dict[str, bytes] = {}
    stop = rid("stop", "madison")
    for key, spec in LEAVING.items():
        whole = key == PRESS_ITINERARY.key or PaperFormat.HTML not in spec.formats
        formats = spec.formats if whole else [PaperFormat.HTML]
        for format_, data in made_files(view, spec, formats, stop):
            made[f"{key} {format_}"] = data
        cut_view, _ = cut(view, spec, stop=stop)
        made[f"{key} hash"] = content_hash(cut_view).encode()
        made[f"{key} said"] = repr(said(cut_view)).encode()
        made[f"{key} paper"] = content(cut_view)
    return made


def content(cut_view: CutView) -> bytes:
    """Give all that the writers get of a cut."""
    spec = cut_view.spec
    if spec.pins:
        return repr(tour_map(cut_view)).encode()
    if PaperFormat.HTML not in spec.formats:
        return repr(calendar(cut_view)).encode()
    return repr(lay_out(cut_view)).encode()


@cache
def before() -> dict[str, bytes]:
    return files(sample_view(Parts(sites=PINNED)))


@pytest.mark.parametrize("name", CHANGES)
def test_private_changes_change_no_byte(name: str) -> None:
    view = CHANGES[name]()
    assert view != sample_view(Parts(sites=PINNED)), "the change changed nothing"
    after = files(view)
    assert {k: after[k] == before()[k] for k in after} == dict.fromkeys(after, True)


# What lets a record out or holds it back: a change of it is a public one.
_GATES = {
    *("stop.status", "item.status", "quote.state", "quote.consent", "quote.minor"),
    *("practice.state", "practice.permission"),
}


def private_changes(view: TourView) -> Iterator[tuple[TourView, list[tuple[str, TourView]]]]:
    """Give for each record the view with all its private facts changed, and with each in turn.

    A private record counts as a fact that is deleted, by itself.
    """
    private = {Level.TRAVELERS, Level.INTERNAL, Level.RESTRICTED}
    out = {rid("stop", "dorsa"), rid("site", "dorsa"), rid("quote", "vega"), rid("practice", "1")}
    for n, record in enumerate(view.records):
        declared = {f.name: f.level for f in KINDS[record.kind].fields}
        shown = BY_CONSENT.get(record.kind, frozenset()) if record.id not in out else frozenset()
        inside = [f for f, level in declared.items() if level in private and f not in shown]
        inside = [f for f in inside if f"{record.kind}.{f}" not in _GATES and f not in LINKS]

        def with_(*records: RecordView, at: int = n) -> TourView:
            return replace(view, records=(*view.records[:at], *records, *view.records[at + 1 :]))

        def changed_in(record: RecordView, *facts: str) -> RecordView:
            news = dict.fromkeys(facts, "something new")
            return replace(record, values={**record.values, **news})

        if inside:
            singles = [(f"{record.kind}.{f}", with_(changed_in(record, f))) for f in inside]
            yield with_(changed_in(record, *inside)), singles
        is_inside = record.kind == "item" and (
            record["coverage"] == "closed" or record["status"]["state"] != "confirmed"
        )
        is_inside |= set(declared.values()) <= private and not shown
        if record.id in out or is_inside:
            yield with_(), [(f"{record.kind} deleted", with_())]


@pytest.mark.parametrize("key", LEAVING)
def test_each_private_fact_and_record_in_turn_changes_nothing(key: str) -> None:
    view, stop = sample_view(Parts(sites=PINNED)), rid("stop", "madison")
    before_ = cut(view, LEAVING[key], stop=stop)[0]
    plain = content(before_)

    def is_told(other: TourView) -> bool:
        after = cut(other, LEAVING[key], stop=stop)[0]
        return after != before_ and content(after) != plain

    # What tells of one fact tells of all of a record's as well; then it is looked for singly.
    told = [
        [what for what, other in singles if is_told(other)] or [what for what, _ in singles]
        for together, singles in private_changes(view)
        if is_told(together)
    ]
    assert not told


def test_enough_is_changed() -> None:
    of_all = private_changes(sample_view(Parts(sites=PINNED)))
    changes = [what for _, singles in of_all for what, _ in singles]
    assert len(changes) > 300
    assert {
        "place deleted",
        "quote deleted",
        "item deleted",
        "stop deleted",
        "person deleted",
    } <= set(changes)
    assert {"place.name", "stop.hold_room", "site.host_mobile", "rider.diet"} <= set(changes)


_CARDS_ALONE = {"best-practices", "release"}  # they tell of no program


@pytest.mark.parametrize(
    ("kind", "key", "values", "unshown"),
    [
        ("stop", "madison", {"press_title": "New title"}, _CARDS_ALONE),
        ("stop", "madison", {"coverage": "photo"}, {*_CARDS_ALONE, "fact-sheet"}),
        ("site", "madison", {"street": "1 New St."}, _CARDS_ALONE),
    ],
)
def test_public_changes_change_every_paper_that_shows_them(
    kind: str, key: str, values: dict[str, Any], unshown: set[str]
) -> None:
    """The same comparison finds a change that is public, so it would find a private one."""
    after = files(facts_changed(kind, key, **values))
    same = {
        name.split(" ")[0]
        for name in after
        if name.endswith(" paper") and after[name] == before()[name]
    }
    assert same == unshown


def test_a_host_who_confirms_changes_every_file() -> None:
    after = files(facts_changed("stop", "dorsa", status={"state": "confirmed"}))
    same = {name.split(" ")[0] for name in after if after[name] == before()[name]}
    of_others = {key for key, spec in LEAVING.items() if spec.per_stop} | {"best-practices"}
    assert same == of_others
