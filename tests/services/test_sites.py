"""Candidate sites: one action, typed facts win and say so, nothing copied, nothing lost."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.school_office import Pacific, SchoolOffice, Stub, open_school_office, shipped_edition
from tests.store.kit import put
from tests.support import figure
from tourplanner.app import ProgramDoors
from tourplanner.core.errors import Cancelled, InputError, NotFoundError, OutOfState
from tourplanner.core.geo import LatLon, Located, Precision
from tourplanner.core.model.ids import derived_id
from tourplanner.core.model.places import PlaceAnswer
from tourplanner.core.model.site import Origin
from tourplanner.services.locating import LocatingState, offered_point
from tourplanner.services.sites import SiteService
from tourplanner.services.undo import Undo

MADISON, ADULT, DORSA = "19648816021687", "07616300730226", "43693696046114"
FICTITIOUS = Path(__file__).parent.parent / "reference" / "directories"
CDE_HEADER = (
    "CDSCode,School,Street,City,Zip,State,County,District,StatusType,GSoffered,Latitude,Longitude"
)


def directory_file(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join((CDE_HEADER, *lines)), "utf-8")
    return path


def madison_line(street: str = "515 Ashtabula Street", status: str = "Active") -> str:
    return (
        f"{MADISON},Madison Elementary,{street},Pasadena,91104,CA,Los Angeles,Pasadena Unified,"
        f"{status},K-5,34.158758,-118.13981"
    )


def test_a_site_keeps_the_key_and_no_copied_facts(office: SchoolOffice) -> None:
    applied = office.sites.add_from_directory([MADISON])
    site = office.sites.id_of("19-64881-6021687")
    assert applied.added == (site,) == (derived_id("site", "cde", MADISON),)
    assert office.sites.id_of("062994004678") == site
    record = office.file.tables.get("site", site)
    assert record is not None
    assert record["name"] is None
    assert record["street"] is None
    assert record["directory"]["key"] == MADISON
    assert record["seen"]["name"] == "Madison Elementary"
    view = office.sites.view(site)
    assert (view.name, view.county, view.region) == (
        "Madison Elementary",
        "Los Angeles",
        "Los Angeles",
    )
    assert view.origin["name"] is Origin.DIRECTORY
    assert view.point is not None
    assert view.point.precision is Precision.SITE
    assert view.point.source == "California school directory, 2018-06"
    assert view.zone == "America/Los_Angeles"
    assert (view.status, view.ladder, view.code) == ("Active", "idea", MADISON)


def test_typed_facts_win_and_say_so(office: SchoolOffice) -> None:
    office.sites.add_from_directory([MADISON])
    site = office.sites.id_of(MADISON)
    facts = {"name": "Madison School", "street": "515 E. Ashtabula St.", "city": "Altadena"}
    put(office.file, site, **facts)
    view = office.sites.view(site)
    assert view.name == "Madison School"
    assert view.origin["name"] is Origin.TYPED
    # Another spelling of the same street is no difference.
    assert view.directory == {"name": "Madison Elementary", "city": "Pasadena"}
    put(office.file, site, name=None)
    assert office.sites.view(site).name == "Madison Elementary"


def test_adding_twice_changes_nothing_and_a_deleted_site_comes_back(office: SchoolOffice) -> None:
    from tourplanner.core.changes import Action, Edit

    office.sites.add_from_directory([MADISON])
    site = office.sites.id_of(MADISON)
    office.sites.set_ladder([site], "asked")
    again = office.sites.add_from_directory([MADISON, MADISON])
    assert (again.changes, again.added, again.already) == (None, (), (site,))
    office.file.write(Action("Delete", (Edit(site, "site", {}, deleted=True),)))
    back = office.sites.add_from_directory([MADISON])
    assert back.added == (site,)
    assert office.sites.view(site).ladder == "asked"
    assert [view.id for view in office.sites.all()] == [site]


def test_unknown_codes_are_named(office: SchoolOffice) -> None:
    applied = office.sites.add_from_directory([MADISON, "19999999999999"])
    assert applied.unknown == ("19999999999999",)
    with pytest.raises(NotFoundError) as caught:
        office.sites.add_from_directory(["19999999999999"])
    assert caught.value.hint
    with pytest.raises(NotFoundError):
        office.sites.view("0" * 32)


def test_by_hand(office: SchoolOffice) -> None:
    site = office.sites.add_by_hand(
        "Rose City Family Center", "325 S. Oak Knoll Ave.", "Pasadena", "California", "91101"
    )
    view = office.sites.view(site)
    assert (view.state, view.source, view.origin["name"]) == ("CA", "", Origin.TYPED)
    assert {"by hand", "its point is only the middle of a ZIP area"} <= set(view.flags)
    Undo(office.file).undo()
    assert office.sites.all() == []  # the point came in the same action
    office.sites.add_by_hand("Family Center", "325 S. Oak Knoll Ave.")
    assert "no point yet" in office.sites.all()[0].flags
    with pytest.raises(InputError):
        office.sites.add_by_hand("  ")
    pinned = Located(LatLon(34.1, -118.1), Precision.PIN, "placed by hand")
    other = office.sites.add_by_hand("Pinned", point=pinned)
    assert office.sites.view(other).point == pinned


def test_ten_thousand_candidates_are_one_action(office: SchoolOffice) -> None:
    rows = office.directory.choose("state = 'CA'", all_kinds=True).rows
    start = time.process_time()
    applied = office.sites.add_from_directory([row.key for row in rows[:2_000]], "Add many")
    spent = time.process_time() - start
    assert applied.changes is not None
    assert len(applied.added) == 2_000
    assert len(office.file.tables.actions()) == 1
    assert len(office.sites.all()) == 2_000
    assert spent < 3


def test_lists_become_sites_in_one_action(office: SchoolOffice) -> None:
    matches = office.sites.match_list(
        "Madison Elementary, PUSD\n"
        "Dorsa Elementary, San Jose\n"
        "Hoopa Valley High, Hoopa\n"
        "Dorsa Elementary; San José\n"
        "Sunrise Family Center, 12 Main St., Fresno, CA 93706\n"
        "Thanks!\n"
    )
    first = office.sites.apply(matches)
    assert len(first.added) == 2
    assert first.open_lines == (1,)
    chosen = [matches[0].choose(MADISON), *matches[1:4], matches[4].keep_by_hand(), matches[5]]
    second = office.sites.apply(chosen)
    assert (len(second.added), len(second.already), len(second.by_hand)) == (1, 2, 1)
    view = office.sites.view(second.by_hand[0])
    assert (view.name, view.street, view.city, view.zip) == (
        "Sunrise Family Center",
        "12 Main St.",
        "Fresno",
        "93706",
    )
    with pytest.raises(ValueError, match="no candidate"):
        matches[0].choose("43693696046114")
    again = office.sites.match_list("Madison Elementary, Pasadena")
    assert "a candidate already" in again[0].flags
    assert office.sites.apply([again[0].leave_out()]).changes is None


def test_filters_name_whom_grades_leave_out(office: SchoolOffice) -> None:
    office.sites.add_from_directory([MADISON, ADULT, DORSA])
    found = office.sites.filter("grades overlap 'K-8'")
    assert {view.key for view in found.sites} == {MADISON, DORSA}
    assert [(one.name, one.reason) for one in found.left_out] == [
        ("Acalanes Adult Education Center", "adult school, not in these grades")
    ]
    put(office.file, office.sites.id_of(DORSA), **{"tag/healthy-start": True, "score": 80})
    assert [v.key for v in office.sites.filter("tag = 'healthy-start'").sites] == [DORSA]
    assert [v.key for v in office.sites.filter("score >= 50 and ladder = idea").sites] == [DORSA]
    put(office.file, office.sites.id_of(DORSA), county="Fresno")
    assert [v.key for v in office.sites.filter("county = 'Fresno'").sites] == [DORSA]


def test_search_of_candidates(office: SchoolOffice) -> None:
    office.sites.add_from_directory([MADISON, DORSA])
    by_hand = office.sites.add_by_hand("Zenith Center", city="Pasadena")
    assert [v.key for v in office.sites.search("dorsa")] == [DORSA]
    assert [v.id for v in office.sites.search("zenith")] == [by_hand]
    assert [v.key for v in office.sites.search("19-64881-6021687")] == [MADISON]
    assert [v.id for v in office.sites.search(by_hand)] == [by_hand]
    assert {v.name for v in office.sites.search("pasadena")} == {
        "Madison Elementary",
        "Zenith Center",
    }
    assert office.sites.search("") == []
    assert [v.id for v in office.sites.search(by_hand[:8])] == [by_hand]
    assert [v.id for v in office.sites.search(by_hand[:8].upper())] == [by_hand]


def test_a_newer_edition_is_told_and_taken_only_when_asked(
    office: SchoolOffice, tmp_path: Path
) -> None:
    office.sites.add_from_directory([MADISON, DORSA])
    site, dorsa = office.sites.id_of(MADISON), office.sites.id_of(DORSA)
    newer = directory_file(tmp_path, "new.csv", madison_line("1 New Street", "Closed"))
    office.directory.import_edition(newer, date="2026-01")
    view = office.sites.view(site)
    assert view.street == "515 Ashtabula Street"
    assert view.newer is not None
    assert view.newer.changed["street"] == ("515 Ashtabula Street", "1 New Street")
    assert "closed in the directory of 2026-01" in view.flags
    assert office.sites.view(dorsa).newer is None  # the new file is a part of the state
    assert office.directory.row(MADISON).street == "1 New Street"  # type: ignore[union-attr]
    assert [hit.row.street for hit in office.directory.find("madison pusd pasadena").hits] == [
        "1 New Street"
    ]
    assert office.sites.match_list("Madison Elementary, Pasadena")[0].flags[0].startswith("closed")
    office.sites.use_current_edition([site, dorsa])
    view = office.sites.view(site)
    assert (view.street, view.edition, view.newer) == ("1 New Street", "2026-01", None)
    assert office.sites.view(dorsa).street == "1290 Bal Harbor Drive"
    assert office.sites.use_current_edition([site]) is None


def test_without_its_edition_a_site_shows_what_was_seen(
    office: SchoolOffice, tmp_path: Path
) -> None:
    office.sites.add_from_directory([MADISON])
    bare = tmp_path / "elsewhere"
    bare.mkdir()
    other = open_school_office(bare)
    sites = SiteService(
        office.file, other.directory, Stub(), Pacific(), lambda state: _no_regions(), lambda: "CA"
    )
    view = sites.view(office.sites.id_of(MADISON))
    assert (view.name, view.city, view.county) == ("Madison Elementary", "Pasadena", "Los Angeles")
    assert view.origin["name"] is Origin.SEEN
    assert view.point is not None
    assert "its directory is not on this laptop" in view.flags
    other.close()


def _no_regions():  # type: ignore[no-untyped-def]
    from tourplanner.core.model.states import Regions

    return Regions()


def answer(lat: float, lon: float, precision: Precision = Precision.ADDRESS) -> PlaceAnswer:
    return PlaceAnswer(
        Located(LatLon(lat, lon), precision, "stub"), "Somewhere", "Somewhere", "CA", "Fresno"
    )


def test_one_answer_is_written_several_are_shown(office: SchoolOffice) -> None:
    site = office.sites.add_by_hand("Center", city="Fresno", zip="93706")
    view = office.sites.view(site)
    assert view.point is not None
    assert view.point.precision is Precision.ZIP
    assert view.county == "Fresno"
    assert "its point is only the middle of a ZIP area" in view.flags
    assert office.sites.points.locate(site).state is LocatingState.KEPT
    put(office.file, site, point=None)
    assert office.sites.points.locate(site).state is LocatingState.FOUND
    assert office.sites.view(site).point == view.point
    apart = office.sites.add_by_hand("Far", city="Burbank", zip="93706")  # they contradict
    assert office.sites.view(apart).point is None
    unclear = office.sites.add_by_hand("Other", city="Burbank")
    several = office.sites.points.locate(unclear)
    assert several.state is LocatingState.SEVERAL
    assert {a.county for a in several.answers} == {"Los Angeles", "Santa Clara"}
    assert office.sites.view(unclear).point is None
    office.sites.points.place_at(unclear, several.answers[1])
    assert office.sites.view(unclear).county == "Santa Clara"


def test_outside_the_state_asks(office: SchoolOffice) -> None:
    site = office.sites.add_by_hand("Center", city="Fresno")
    found = office.sites.points.locate(site, Stub(answer(29.5, -95.5)))
    assert found.state is LocatingState.OUTSIDE
    assert "outside California" in found.sentence
    kept = office.sites.view(site).point
    assert kept is not None
    assert kept.precision is Precision.TOWN


def test_nothing_found_is_said(office: SchoolOffice) -> None:
    site = office.sites.add_by_hand("Center", city="Nowhere at All")
    assert office.sites.points.locate(site).state is LocatingState.NONE
    empty = office.sites.add_by_hand("No address")
    assert "no address" in office.sites.points.locate(empty).sentence
    both = office.sites.points.locate_all()
    assert {found.state for found in both.values()} == {LocatingState.NONE}


def test_a_point_is_kept_and_the_gap_told(office: SchoolOffice) -> None:
    office.sites.add_from_directory([MADISON])
    site = office.sites.id_of(MADISON)
    near = office.sites.points.locate(site, Stub(answer(34.158760, -118.13980)))
    assert near.state is LocatingState.KEPT
    assert near.gap is not None
    assert not near.gap.is_warning
    coarse = office.sites.points.locate(site)  # the gazetteer: a ZIP's middle lies off, as expected
    assert coarse.gap is not None
    assert coarse.gap.gap_m > 300
    assert not coarse.gap.is_warning
    assert coarse.changes is None


def test_two_points_are_kept_side_by_side_until_a_person_decides(office: SchoolOffice) -> None:
    office.sites.add_from_directory([MADISON])
    site = office.sites.id_of(MADISON)
    own = office.sites.view(site).point
    assert own is not None
    there = Stub(answer(own.point.lat + 0.01, own.point.lon))
    told = office.sites.points.locate(site, there)
    assert told.changes is not None
    assert office.sites.points.locate(site, there).changes is None  # it is there already
    view = office.sites.view(site)
    assert view.point == own
    assert view.geocoder_point == there.answers[0].located
    assert view.gap is not None
    assert view.gap.gap_m == pytest.approx(1112, abs=2)
    assert any("stub has it 1,112 m" in flag for flag in view.flags)
    office.sites.points.place_at(site, Located(own.point, Precision.PIN, "by hand"))
    assert not any("stub has it" in flag for flag in office.sites.view(site).flags)
    Undo(office.file).undo()
    Undo(office.file).undo()
    assert office.sites.view(site).geocoder_point is None


def test_named_points_stand_beside_the_sites_own(office: SchoolOffice) -> None:
    office.sites.add_from_directory([MADISON])
    site = office.sites.id_of(MADISON)
    own = office.sites.view(site).point
    assert own is not None
    bay = Located(LatLon(own.point.lat + 0.001, own.point.lon), Precision.PIN, "by hand")
    assert (
        office.sites.points.set_spot(site, "bus-bay", bay).label
        == "Set bus bay of Madison Elementary"
    )
    office.sites.points.set_spot(site, "press-door", bay)
    view = office.sites.view(site)
    assert view.spots == {"bus-bay": bay, "press-door": bay}
    assert view.point == own
    for wrong, words in (
        (LatLon(own.point.lat + 0.1, own.point.lon), "6.9 mi from the point"),
        (LatLon(0, 0), "lies in no state"),
    ):
        with pytest.raises(InputError, match=words):
            office.sites.points.set_spot(site, "bus-bay", replace(bay, point=wrong))
    office.sites.points.set_spot(site, "bus-bay", None)
    assert set(office.sites.view(site).spots) == {"press-door"}
    Undo(office.file).undo()
    assert set(office.sites.view(site).spots) == {"bus-bay", "press-door"}


def test_what_was_found_before_a_cancel_stays_and_is_not_asked_again(
    office: SchoolOffice,
) -> None:
    sites = [office.sites.add_by_hand(f"Center {n}", f"{n} Elm St", "Fresno") for n in range(4)]
    house = Stub(answer(36.7401, -119.7801))

    def stop_after_two(done: int, total: int, words: str) -> None:
        assert total == 4
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        office.sites.points.locate_all(house, stop_after_two)
    views = [office.sites.view(site) for site in sites]
    closely = [view.point and view.point.precision for view in views]
    assert closely == [Precision.ADDRESS, Precision.ADDRESS, Precision.TOWN, Precision.TOWN]
    assert len(office.sites.points.locate_all(house)) == 2
    assert [query.split(" ")[0] for query in house.asked] == ["0", "1", "2", "3"]


def test_better_than_the_middle_of_a_town_is_better(office: SchoolOffice) -> None:
    site = office.sites.add_by_hand("Center", "1 Elm St", "Fresno", zip="93706")
    coarse = office.sites.view(site).point
    assert coarse is not None
    assert coarse.precision is Precision.ZIP
    town = Stub(answer(36.74, -119.78, Precision.TOWN))
    assert office.sites.points.locate(site, town).state is LocatingState.KEPT
    away = Stub(answer(29.5, -95.5))
    assert office.sites.points.locate(site, away).state is LocatingState.OUTSIDE
    two = Stub(answer(36.7401, -119.7801), answer(36.80, -119.80))
    assert office.sites.points.locate(site, two).state is LocatingState.SEVERAL
    assert office.sites.view(site).point == coarse
    house = Stub(answer(36.7401, -119.7801))
    assert set(office.sites.points.locate_all(house)) == {site}
    assert office.sites.view(site).point == house.answers[0].located
    assert office.sites.points.locate_all(house) == {}
    again = office.sites.points.locate(site, house)
    assert "stub gives the same point." in again.sentence
    assert again.changes is None


hostile = st.text(
    alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80
).filter(lambda text: text.strip())


@settings(max_examples=figure(40, 400), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=hostile, street=hostile, city=hostile)
def test_any_text_is_kept_literally(
    reading: SchoolOffice, name: str, street: str, city: str
) -> None:
    site = reading.sites.add_by_hand(name, street, city)
    view = reading.sites.view(site)
    assert (view.name, view.street, view.city) == (name.strip(), street.strip(), city.strip())
    reading.sites.points.locate(site)


def test_views_are_values(office: SchoolOffice) -> None:
    office.sites.add_from_directory([MADISON])
    view = office.sites.all()[0]
    assert replace(view, name="x").name == "x"
    assert view.span is not None
    assert view.where == "Pasadena, Pasadena Unified, Los Angeles County"
    assert shipped_edition().is_file()


def test_an_offered_point_is_taken_only_when_a_person_agrees(
    office: SchoolOffice, tmp_path: Path
) -> None:
    line = madison_line().replace("34.158758,-118.13981", "-118.13981,34.158758")
    office.directory.import_edition(directory_file(tmp_path, "swapped.csv", line), date="2026-02")
    office.sites.add_from_directory([MADISON])
    site = office.sites.id_of(MADISON)
    view = office.sites.view(site)
    assert view.point is None
    assert any("swapped (-118.13981, 34.158758)" in flag for flag in view.flags)
    assert "incomplete: no point" in view.flags
    offered = offered_point(view)
    assert offered is not None
    office.sites.points.place_at(site, offered)
    taken = office.sites.view(site)
    assert taken.point is not None
    assert taken.point.point == LatLon(34.158758, -118.13981)
    assert offered_point(taken) is None
    assert not [flag for flag in taken.flags if "point" in flag]  # nothing is left to be done
    assert offered_point(office.sites.view(office.sites.add_by_hand("By hand"))) is None


def test_marking_schools_of_the_directory_is_one_step_of_undo(
    sample_file: Path, doors: ProgramDoors
) -> None:
    with doors.open(sample_file, write=True) as office:
        tour = office.tours.all()[0].id
        here = len(office.sites.all())
        lincoln = office.directory.find("lincoln elementary fresno").hits[0].row
        weed = office.directory.find("weed high").hits[0].row
        changes = office.tours.mark(tour, [], "must", schools=[lincoln.key])
        assert changes.label == f"Mark {lincoln.name} must"
        office.tours.mark(
            tour, [office.sites.id_of(lincoln.key)], "may", schools=[weed.key, lincoln.key]
        )
        wishes = {s.site: s.wish for s in office.tours.load(tour).stops}
        assert wishes[office.sites.id_of(weed.key)] == "may"
        assert wishes[office.sites.id_of(lincoln.key)] == "may"
        assert len(office.sites.all()) == here + 2
        office.undo.undo()
        office.undo.undo()
        assert len(office.sites.all()) == here
        with pytest.raises(NotFoundError, match="99999999999999"):
            office.tours.mark(tour, [], "must", schools=[lincoln.key, "99999999999999"])
        assert len(office.sites.all()) == here


def test_a_site_that_moves_to_another_state_takes_it_on(office: SchoolOffice) -> None:
    reno = Located(LatLon(39.5296, -119.8138), Precision.PIN, "by hand")
    by_hand = office.sites.add_by_hand("Center", city="Fresno", county="Fresno")
    office.sites.add_from_directory([MADISON])
    linked = office.sites.id_of(MADISON)
    for site in (by_hand, linked):
        with pytest.raises(OutOfState, match="Nevada, not in California"):
            office.sites.points.place_at(site, reno)
        office.sites.points.place_at(site, reno, out_of_state=True)
    moved = office.sites.view(by_hand)
    assert (moved.state, moved.county, moved.city) == ("NV", "", "Fresno")
    assert office.sites.view(linked).state == "CA"  # what the directory says stays
    with pytest.raises(InputError, match="no state"):
        office.sites.points.place_at(by_hand, replace(reno, point=LatLon(0, 0)), out_of_state=True)


def test_without_a_home_state_any_state_will_do(tmp_path: Path) -> None:
    office = open_school_office(tmp_path, home_state="")
    site = office.sites.add_by_hand("Center")
    office.sites.points.place_at(site, Located(LatLon(40.7128, -74.006), Precision.PIN, "by hand"))
    assert office.sites.view(site).point is not None
    office.close()


def test_a_list_kept_by_hand_and_given_twice_adds_nothing_the_second_time(
    office: SchoolOffice,
) -> None:
    lines = [
        match.keep_by_hand()
        for match in office.sites.match_list("Whitaker Elementary, Nampa ID\nFernley Center, NV")
    ]
    assert len(office.sites.apply(lines).by_hand) == 2
    count = office.file.tables.count("site")
    again = office.sites.apply(lines)
    assert (again.changes, again.by_hand, len(again.already)) == (None, (), 2)
    assert office.file.tables.count("site") == count
