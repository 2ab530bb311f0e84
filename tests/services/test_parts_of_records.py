"""Records of which only a part came from a colleague: every place is still read."""

from __future__ import annotations

from uuid import uuid4

from tests.at_school import Stop
from tourplanner.core.changes import Action, Edit
from tourplanner.core.fields import KINDS, FieldType
from tourplanner.core.geo import Precision
from tourplanner.core.lists import LISTS
from tourplanner.core.model.practice import PracticeFilter
from tourplanner.ui.overview import read_overview
from tourplanner.ui.practices.rows import read_card, read_cards, read_pivot
from tourplanner.ui.sites.reading import read_candidates
from tourplanner.ui.visits.memo_page import read_memo
from tourplanner.ui.visits.photo_rows import read_photo, read_photos
from tourplanner.ui.visits.quote_page import read_quote
from tourplanner.ui.visits.rows import read_beside, read_notes, read_stops

ZONE = "America/Los_Angeles"


def test_a_record_with_nothing_but_its_links_stops_no_place(at: Stop) -> None:
    office, links = at.office, {"tour": at.tour, "stop": at.stop, "site": at.site}
    made = {}
    for kind in KINDS.values():
        named = {f.name: links.get(f.name) for f in kind.fields if f.type is FieldType.REF}
        made[kind.name] = uuid4().hex
        edit = Edit(
            made[kind.name], kind.name, {n: v for n, v in named.items() if v}, deleted=False
        )
        office.file.write(Action("Part", (edit,)))
    assert read_overview(office).tours
    assert office.plan.current(at.tour).findings
    for name in LISTS:
        assert office.lists.read(at.tour, name).kind is LISTS[name]
    assert read_candidates(office, "", at.tour).rows
    assert read_stops(office, at.tour)
    assert {row.kind for row in read_notes(office, at.stop, ZONE)} >= {"note", "quote", "memo"}
    assert read_beside(office, at.stop)
    assert read_photos(office, at.stop, ZONE)
    photo = read_photo(office, made["photo"], ZONE, 400)
    assert photo is not None
    assert photo.picture is None
    assert photo.missing == "photo: photo not on this laptop."
    assert read_quote(office, made["quote"])
    assert read_memo(office, made["memo"])
    assert read_cards(office, PracticeFilter())
    assert read_card(office, made["practice"])
    assert read_pivot(office, at.tour, "pillars")


def test_a_point_known_as_only_a_newer_version_knows_it_counts_as_coarse(at: Stop) -> None:
    office, point = at.office, {"lat": 34.15, "lon": -118.13, "precision": "doorstep"}
    start = str(office.tours.record(at.tour)["start_place"])
    hand = office.sites.add_by_hand("Center", "1 Elm St", "Pasadena", "CA", "91104")
    edits = (Edit(hand, "site", {"point": point}), Edit(start, "place", {"point": point}))
    office.file.write(Action("Points", edits))
    located = office.sites.view(hand).point
    assert located is not None
    assert located.precision.is_coarse
    assert office.plan.current(at.tour).plan.tour.start.precision is Precision.COUNTY


def test_a_place_that_a_colleague_took_out_or_did_not_send_stops_no_tour(at: Stop) -> None:
    office, tours = at.office, at.office.tours
    start = str(tours.record(at.tour)["start_place"])
    hotel = tours.load(at.tour).hotels[0]
    office.file.write(Action("Gone", (Edit(start, "place", deleted=True),)))
    office.file.write(
        Action("Sleep there", (Edit(at.tour, "tour", {f"hotel/{uuid4().hex}": True}),))
    )
    stop = Edit(uuid4().hex, "stop", {"tour": at.tour, "site": uuid4().hex, "wish": "must"})
    office.file.write(Action("A site that is still to come", (stop,)))
    planned = office.plan.current(at.tour)
    assert planned.plan.tour.start.id == start
    assert hotel in planned.plan.tour.hotels
