"""Who is aboard, who sleeps where, who comes to which school; and what stays with named people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.core.papers.test_papers import headings, paper, rows
from tests.core.test_privacy import changed
from tests.papers_fixture import TOUR, Parts, rid, sample_view
from tourplanner.core.aboard import Ride, ride_of
from tourplanner.core.model.paper import RecordView, TourView
from tourplanner.core.model.tour import Vehicle
from tourplanner.core.papers.blocks import KeyValues, Note, Table, plain, texts
from tourplanner.core.papers.cautions import NearLeaks
from tourplanner.core.papers.specs import (
    BADGES,
    CALL_LIST,
    CONSENT_FORM,
    DRIVER_SHEET,
    GUEST_LIST,
    HOST_SHEET,
    MANIFEST,
    MANIFEST_RIDERS,
    ROOMING,
    ROOMING_RIDERS,
    SIGN_IN,
    VISITOR_LIST,
    PaperSpec,
)
from tourplanner.core.privacy import cut

PLACES = {"a": (0, 0), "b": (0, 1), "c": (1, 0)}
PRIVATE = ("no nuts", "626-555-0191", "uses the lift", "Room 104", "her office", "vegetarian")


def rider(**values: Any) -> RecordView:
    return RecordView("rider", "r", values)


@pytest.mark.parametrize(
    ("values", "legs", "words"),
    [
        ({}, "0.0 0.1 0.2 1.0 1.1", ""),
        ({"joins": {"day": 1}}, "1.0 1.1", "From day 2"),
        ({"leaves": {"day": 0}}, "0.0 0.1 0.2", "To day 1"),
        ({"joins": {"day": 1}, "leaves": {"day": 1}}, "1.0 1.1", "Day 2"),
        ({"joins": {"stop": "a"}, "leaves": {"stop": "b"}}, "0.1", "From 1.1 to 1.2"),
        ({"joins": {"stop": "gone"}}, "0.0 0.1 0.2 1.0 1.1", ""),
        ({"joins": {"day": "x"}, "leaves": "junk"}, "0.0 0.1 0.2 1.0 1.1", ""),
    ],
)
def test_a_rider_is_aboard_from_where_one_joins_to_where_one_leaves(
    values: dict[str, Any], legs: str, words: str
) -> None:
    ride = ride_of(rider(**values), PLACES)
    whole = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)]
    assert " ".join(f"{d}.{k}" for d, k in whole if ride.is_aboard((d, k))) == legs
    assert ride.words == words
    assert ride.lost == ("gone" in str(values))


def test_a_rider_sees_the_stop_where_one_joins_or_leaves_and_sleeps_with_the_party() -> None:
    ride = ride_of(rider(joins={"stop": "b"}, leaves={"stop": "c"}), PLACES)
    assert [ride.sees(PLACES[stop]) for stop in "abc"] == [False, True, True]
    assert ride.sleeps(0)
    assert not Ride(last=(0, 2)).sleeps(0)


def test_the_manifest_counts_heads_on_every_leg() -> None:
    made = paper(MANIFEST)
    counts = [row[5] for row in rows(made, 1)]
    assert counts == ["2", "2", "3", "3", "3", "3", "2", "2", "2"]
    assert rows(made, 1)[2][6] == "On: Bo Lindqvist"
    assert rows(made, 1)[6][6] == "Off: Bo Lindqvist"
    names = [row[0] for row in rows(made)]
    assert names == ["Ana Rivera Soto", "Bo Lindqvist", "Émile Okafor"], "accents sort apart"
    assert rows(made)[1][2] == "From 1.2 to day 2"


def test_more_people_than_seats_are_told() -> None:
    view = sample_view(Parts(tour={**TOUR, "vehicle": {"name": "Van", "seats": 2}}))
    notes = [plain(b.line) for b in paper(MANIFEST, view).blocks if isinstance(b, Note)]
    assert notes == ["3 people and 2 seats. The bus is too small."]


@pytest.mark.parametrize("spec", [MANIFEST_RIDERS, ROOMING_RIDERS, BADGES, SIGN_IN, VISITOR_LIST],
                         ids=lambda spec: spec.key)  # fmt: skip
def test_needs_rooms_and_phones_are_on_the_papers_for_named_people_alone(spec: PaperSpec) -> None:
    said = "\n".join(texts(paper(spec, stop=rid("stop", "madison"))))
    assert "Ana Rivera Soto" in said
    assert [word for word in PRIVATE if word in said] == []
    whole = "\n".join([*texts(paper(MANIFEST)), *texts(paper(ROOMING))])
    assert [word for word in PRIVATE if word not in whole] == []


def test_who_was_asked_or_declined_is_on_the_guest_list_alone() -> None:
    for spec in (MANIFEST, MANIFEST_RIDERS, ROOMING, BADGES, SIGN_IN):
        said = " ".join(texts(paper(spec)))
        assert "Chris Doe" not in said
        assert "Dee Farr" not in said
    made = paper(GUEST_LIST)
    assert headings(made) == ["Invited, no answer yet", "Coming", "Declined"]
    assert rows(made)[0][2] == "Mon., Oct. 7 | PAST"
    notes = [plain(b.line) for b in made.blocks if isinstance(b, Note)]
    assert notes == ["No answer by the cut-off: Chris Doe"]


def test_rooms_are_listed_night_by_night() -> None:
    made = paper(ROOMING)
    assert headings(made) == [
        "Night of Mon., Oct. 14: Tower Inn",
        "Night of Tue., Oct. 15: Guadalupe Lodge",
    ]
    assert [row[0] for row in rows(made, 1)] == ["Ana Rivera Soto", "Émile Okafor"]
    assert rows(made)[0][2] == "Room 104 | double, ground floor"


def test_a_school_gets_the_names_of_those_who_come_there() -> None:
    def names(key: str) -> list[str]:
        return [row[0] for row in rows(paper(VISITOR_LIST, stop=rid("stop", key)))]

    assert names("madison") == ["Ana Rivera Soto", "Émile Okafor"]
    assert names("ucla") == ["Ana Rivera Soto", "Bo Lindqvist", "Émile Okafor"]
    held = cut(sample_view(), VISITOR_LIST, stop=rid("stop", "madison"))[0]
    assert len(list(held.all("rider"))) == 2, "the others are not even in the cut"


def test_sign_in_sheets_have_a_page_a_stop_with_rows_to_write_in() -> None:
    tables = [b for b in paper(SIGN_IN).blocks if isinstance(b, Table)]
    assert len(tables) == 6
    assert [bool(any(row.cells)) for row in tables[1].rows] == [True] * 3 + [False] * 4


def test_an_empty_list_says_how_to_fill_it() -> None:
    view = sample_view()
    nobody = replace(view, records=tuple(r for r in view.records if r.kind != "rider"))
    for spec in (MANIFEST, ROOMING, BADGES, GUEST_LIST):
        assert "Nobody is on the list yet" in " ".join(texts(paper(spec, nobody)))
    assert "Nothing is planned yet." in " ".join(texts(paper(ROOMING, TourView(()))))


def test_the_consent_form_is_in_two_languages_use_by_use() -> None:
    made = paper(CONSENT_FORM)
    english, spanish = (rows(made, n) for n in (0, 1))
    assert len(english) == len(spanish) == 5
    assert english[1][0] == "in press releases and with reporters"
    assert spanish[1][0] == "en comunicados de prensa y con periodistas"
    said = " ".join(texts(made))
    assert "under 18" in said
    assert "menor de 18" in said


def test_what_is_private_of_a_rider_is_told_where_it_stands_in_a_public_text() -> None:
    found = NearLeaks(sample_view()).cautions(["Ana uses the lift; call 626-555-0190 for her."])
    assert any("access needs" in one for one in found)
    assert any("626-555-0190" in one for one in found)
    assert NearLeaks(sample_view()).cautions(["The bus has a lift."]) == ()


# -- several coaches -----------------------------------------------------------------------------


def convoy(*told: str) -> TourView:
    """The tour with a minibus; the named riders are told it."""
    mini = RecordView(
        "coach",
        rid("coach", "mini"),
        {
            **{"name": "Minibus", "seats": 24, "length_ft": 30, "has_lift": False},
            **{"driver_name": "Ana Ruiz", "driver_phone": "559-555-0155"},
        },
    )
    view = sample_view(Parts(extra=(mini,)))
    assert view.plan is not None
    first = replace(view.plan.tour.vehicle, id=view.plan.tour.id)
    second = Vehicle("Minibus", 30, 24, id=mini.id, driver="Ana Ruiz", out_min=90)
    tour = replace(view.plan.tour, vehicle=first, more_coaches=(second,))
    records = tuple(
        replace(r, values={**r.values, "coach": mini.id})
        if r.kind == "rider" and r.text("name") in told
        else r
        for r in view.records
    )
    return replace(view, records=records, plan=replace(view.plan, tour=tour))


def test_the_manifest_lists_and_counts_people_by_coach_where_some_are_told_one() -> None:
    view = convoy("Bo Lindqvist")
    made = paper(MANIFEST, view)
    said = " ".join(texts(made))
    assert "Minibus, 24 seats" in said
    assert "Driver, Minibus Ana Ruiz, Golden Poppy Charter" in said
    for whose in (made, paper(MANIFEST_RIDERS, view)):
        assert headings(whose) == ["Minibus", "Any coach", "Head count by leg"]
        assert [row[0] for row in rows(whose)] == ["Bo Lindqvist"]
        assert [row[0] for row in rows(whose, 1)] == ["Ana Rivera Soto", "Émile Okafor"]
        legs = rows(whose, 2)
        assert [row[5] for row in legs] == ["2", "2", "3", "3", "3", "3", "2", "2", "2"]
        assert legs[1][6] == "Any coach: 2"
        assert legs[2][6] == "Minibus: 1 | Any coach: 2"
    for spec in (MANIFEST, MANIFEST_RIDERS):
        untold = paper(spec, convoy())
        assert headings(untold)[0] == "People", "nobody is told one"
        assert {len(row) for row in rows(untold, 1)} == {7}


def test_the_tours_own_coach_that_was_taken_out_is_on_no_paper() -> None:
    view = convoy("Bo Lindqvist")
    assert view.plan is not None
    (mini,) = view.plan.tour.more_coaches
    tour = replace(view.plan.tour, vehicle=mini, more_coaches=())
    view = replace(view, plan=replace(view.plan, tour=tour))
    own = {**view.one("tour")["vehicle"], "out": True}
    view = changed(view, "tour", view.one("tour").id, vehicle=own)
    for spec in (MANIFEST, DRIVER_SHEET, CALL_LIST, HOST_SHEET):
        said = " ".join(texts(paper(spec, view, stop=rid("stop", "madison"))))
        assert "Coach C-1" not in said, spec.key
        assert "Minibus" in said or spec is CALL_LIST
        assert "D. Marsh" not in said, spec.key
    assert headings(paper(MANIFEST, view))[0] == "People", "there is but one left"


def test_more_people_than_seats_are_told_of_a_coach_too() -> None:
    def notes(seats: int) -> list[str]:
        view = convoy("Bo Lindqvist", "Ana Rivera Soto")
        mini = changed(view, "coach", rid("coach", "mini"), seats=seats)
        return [plain(b.line) for b in paper(MANIFEST, mini).blocks if isinstance(b, Note)]

    assert notes(2) == []
    assert notes(1) == ["Minibus: 2 people and 1 seat. It is too small."]


def test_a_badge_says_the_coach_that_its_rider_is_told() -> None:
    said = [cell_ for row in rows(paper(BADGES, convoy("Bo Lindqvist"))) for cell_ in row]
    assert [("Rides in: Minibus" in one, one.split(" | ")[0]) for one in said if one] == [
        (False, "Ana Rivera Soto"),
        (True, "Bo Lindqvist"),
        (False, "Émile Okafor"),
    ]
    assert not any("Rides in" in one for one in texts(paper(BADGES)))


def test_who_is_told_a_coach_that_was_taken_out_is_listed_as_told_none() -> None:
    view = convoy("Bo Lindqvist")
    ana = next(r.id for r in view.all("rider") if r.text("name") == "Ana Rivera Soto")
    gone = changed(view, "rider", ana, coach="f" * 32)
    assert [*texts(paper(MANIFEST, gone))] == [*texts(paper(MANIFEST, view))]
    assert [*texts(paper(BADGES, gone))] == [*texts(paper(BADGES, view))]


def test_each_driver_has_pages_of_the_own_coach() -> None:
    made = paper(DRIVER_SHEET, convoy("Bo Lindqvist"))
    days = [text for text in headings(made) if "ay 1" in text]
    assert days == ["Coach C-1, day 1: Monday, Oct. 14", "Minibus, day 1: Monday, Oct. 14"]
    facts = [{k: plain(v) for k, v in b.rows} for b in made.blocks if isinstance(b, KeyValues)]
    assert [one["Driver"].partition(",")[0] for one in (facts[0], facts[3])] == [
        "D. Marsh",
        "Ana Ruiz",
    ]
    assert [one["People"] for one in (facts[0], facts[3])] == [
        "32 aboard this coach",
        "14 aboard this coach",
    ]
    assert facts[0]["Report"] != facts[3]["Report"], "the minibus comes from farther off"
    assert facts[1]["Report"] == facts[4]["Report"]
    logs = [b for b in made.blocks if isinstance(b, Table) and "running totals" in b.alt]
    runs = [[plain(line) for line in log.rows[2].cells[3]] for log in (logs[0], logs[3])]
    assert runs == [["0:30"], ["1:30"]], "each has driven its own empty run when it comes to load"
    assert not any("555-0155" in text for text in texts(made)), "for named people alone"
    alone = paper(DRIVER_SHEET)
    assert [text for text in headings(alone) if "ay 1" in text] == ["Day 1: Monday, Oct. 14"]
    assert not any("aboard this coach" in text for text in texts(alone))


def test_every_driver_is_on_the_call_list_with_the_coach() -> None:
    said = " ".join(texts(paper(CALL_LIST, convoy())))
    for words in ("Driver, Coach C-1", "559-555-0133", "Driver, Minibus", "Ana Ruiz, 559-555-0155"):
        assert words in said
    host = " ".join(texts(paper(HOST_SHEET, convoy(), stop=rid("stop", "madison"))))
    assert "2 coaches: Coach C-1, 45 ft; Minibus, 30 ft" in host
    assert "A clear place for 2 buses, the longest 45 ft" in host
