"""Two records of one site: proposed with the reason, joined by hand, nothing lost, one Undo."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.at_school import Stop
from tourplanner.core.changes import Action, Edit
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.geo import LatLon, Located, Precision
from tourplanner.core.model.ids import SiteId
from tourplanner.services import case
from tourplanner.services.case import read_case
from tourplanner.services.doubles import doubles_of, find_doubles, join_sites, left_behind
from tourplanner.services.issues import Issues
from tourplanner.services.site_record import change_record, read_record
from tourplanner.services.tours import stop_id

AT_GATE = Located(LatLon(34.1588, -118.1399), Precision.PIN, "by hand")


def by_hand(at: Stop, name: str, street: str = "", city: str = "Pasadena", **more: Located) -> str:
    return str(at.office.sites.add_by_hand(name, street, city, "CA", **more))


def pairs(at: Stop) -> list[tuple[str, str]]:
    return [(double.other(at.site).name, double.why) for double in doubles_of(at.office, at.site)]


def test_what_may_be_one_site_is_said_with_the_reason(at: Stop) -> None:
    assert find_doubles(at.office.sites.all()) == ()
    by_hand(at, "Madison Elementary School", "515 E. Ashtabula St.")
    assert pairs(at) == [("Madison Elementary School", "name and address alike")]
    by_hand(at, "Madison", point=AT_GATE)
    by_hand(at, "Madison Elem.")
    by_hand(at, "Madison High", "515 Ashtabula Street")  # another school of the same campus
    by_hand(at, "Madison Elementary", "12 Oak Ave")
    by_hand(at, "Madison Elementary", city="Fresno")
    assert {why.split(", ")[0] for _, why in pairs(at)} == {
        "name and address alike",
        "name alike",
        "name and town alike",
    }
    assert {name for name, _ in pairs(at)} == {
        "Madison Elementary School",
        "Madison",
        "Madison Elem.",
    }


def test_schools_that_one_directory_tells_apart_are_two(at: Stop) -> None:
    office = at.office
    found = office.directory.choose("county = 'Imperial' or county = 'Shasta'").rows
    office.sites.add_from_directory([row.key for row in found])
    assert find_doubles(office.sites.all()) == ()


def test_one_code_in_two_directories_is_one_site(at: Stop) -> None:
    view = at.office.sites.view(at.site)
    assert view.row is not None
    other = replace(
        view, id=SiteId("f" * 32), name="JAMES MADISON", source="nces", key=view.row.nces
    )
    (double,) = find_doubles([view, other])
    assert double.why == f"the same code, {view.row.nces}"


def test_joining_keeps_all_that_was_typed_and_is_one_undo(at: Stop) -> None:
    office, tables = at.office, at.office.file.tables
    other = by_hand(at, "Madison Family Center", "515 Ashtabula St.")
    change_record(office, at.site, {"principal": "R. Ito", "remarks": "Ask twice"})
    typed = {
        "principal": "Ms. Ito",
        "elevator": "East wing",
        "remarks": "Gate 3",
        "host_mobile": "1",
    }
    change_record(office, other, typed)
    change_record(office, at.site, {"host_mobile": "2"})
    case.add(office, "need", other, {"words": "Dentist"})
    office.tours.mark(at.tour, [other], "must")
    was = stop_id(at.tour, other)
    note = office.visits.write_note(at.tour, was, "Seen at the center")
    office.file.write(
        Action(
            "Riders and press",
            (
                Edit("a" * 32, "rider", {"tour": at.tour, "name": "Ana", "joins": {"stop": was}}),
                Edit("b" * 32, "media", {"outlet": "Sun", f"coming/{was}": True}),
                Edit("c" * 32, "todo", {"tour": at.tour, "what": "Call", "about": {"stop": was}}),
            ),
        )
    )
    office.tours.type_minutes(other, at.site, 12)
    start = office.tours.load(at.tour).start.id
    ferries = {(other, start): (435, 615), (start, other): (540,), (start, at.site): (600,)}
    for (left, right), times in ferries.items():
        office.tours.type_departures(left, right, times)
    assert left_behind(office, at.site, other) == ("Host's cell phone: 1",)
    before = {kind: tables.all(kind) for kind in ("site", "stop", "need", "note", "rider", "media")}
    join_sites(office, at.site, other)
    record = read_record(office, at.site).texts
    assert (record["principal"], record["elevator"]) == ("R. Ito", "East wing")
    assert record["host_mobile"] == "2"
    for words in ("Ask twice", "Gate 3", "Principal: Ms. Ito", "Name: Madison Family Center"):
        assert words in record["remarks"]
    assert "cell phone" not in record["remarks"], "a private figure is never among the remarks"
    assert [one.words for one in read_case(office, at.site).of("need")] == ["Dentist"]
    (kept,) = tables.where("note", stop=at.stop, body="Seen at the center")
    assert kept.id == note
    (stop,) = [s for s in tables.where("stop", tour=at.tour, site=at.site) if not s.deleted]
    assert (stop.id, stop["wish"]) == (at.stop, "must")
    (rider,) = tables.get_many("rider", ["a" * 32])
    (media,) = tables.get_many("media", ["b" * 32])
    (todo,) = tables.get_many("todo", ["c" * 32])
    assert rider["joins"] == todo["about"] == {"stop": at.stop}
    assert media.member("coming") == {at.stop: True}
    assert all(str(view.id) != other for view in office.sites.all())
    known = office.tours.fixed_departures()
    assert known[at.site, start] == (435, 615)
    assert known[start, at.site] == (600,), "of one pair of places are the times of the kept one"
    office.undo.undo()
    assert office.tours.fixed_departures() == ferries
    assert {kind: tables.all(kind) for kind in before} == before


def test_a_stop_of_the_other_record_alone_keeps_its_place_in_the_plan(at: Stop) -> None:
    office = at.office
    new = by_hand(at, "Madison Annex", point=AT_GATE)
    join_sites(office, new, at.site)
    now = stop_id(at.tour, new)
    (stop,) = office.file.tables.get_many("stop", [now])
    assert (stop.deleted, stop["site"]) == (False, new)
    view = office.sites.view(new)
    assert view.key == "19648816021687", "the directory's entry goes along"
    assert view.name == "Madison Annex"
    tour = office.tours.load(at.tour)
    assert now in {one.id for one in tour.stops}


def test_papers_of_before_are_found_from_the_kept_site(at: Stop) -> None:
    office = at.office
    other = by_hand(at, "Madison Family Center", "515 Ashtabula St.")
    office.tours.mark(at.tour, [other], "may")
    was = stop_id(at.tour, other)
    facts = {"tour": at.tour, "paper_kind": "host-sheet", "version": 3, "stop": was}
    office.file.write(Action("Issue", (Edit("d" * 32, "paper", facts),)))
    issues = Issues(office.file, office.file.now)
    join_sites(office, at.site, other)
    assert [one.id for one in issues.papers(at.tour).of("host-sheet", at.stop)] == ["d" * 32]
    (issued,) = office.file.tables.get_many("paper", ["d" * 32])
    assert issued["stop"] == was, "what went out stays as it went out"
    again = by_hand(at, "Madison Annex")
    join_sites(office, again, at.site)
    now = stop_id(at.tour, again)
    assert [one.id for one in issues.papers(at.tour).of("host-sheet", now)] == ["d" * 32]
    for _ in range(3):  # made one, added, made one
        office.undo.undo()
    assert [one.id for one in issues.papers(at.tour).of("host-sheet", was)] == ["d" * 32]


def test_what_is_no_pair_is_refused(at: Stop) -> None:
    with pytest.raises(InputError):
        join_sites(at.office, at.site, at.site)
    with pytest.raises(NotFoundError):
        join_sites(at.office, at.site, "f" * 32)
