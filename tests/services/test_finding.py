"""Any record of an office is found by words, and its card says what is known of it."""

from __future__ import annotations

import time
from pathlib import Path

from tests.office import ALVIEW
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit
from tourplanner.core.model.ids import derived_id
from tourplanner.services.finding import Found, card, find
from tourplanner.services.tours import stop_id
from tourplanner.services.workspace import Workspace

_QUOTE, _PERSON, _MEMBER, _NOTE, _PLACE = (f"{n:032x}" for n in range(1, 6))


def _told(workspace: Workspace, text: str) -> list[tuple[str, str]]:
    return [(f.what, f.words) for f in find(workspace.file, workspace.sites, text)]


def test_people_of_every_kind_are_found(sample_file: Path, doors: ProgramDoors) -> None:
    with doors.open(sample_file, write=True) as office:
        tour = office.tours.all()[0].id
        alview = office.sites.id_of(ALVIEW)
        stop = stop_id(tour, alview)
        office.file.write(
            Action(
                "People",
                (
                    Edit(alview, "site", {"host_name": "Ana Zubiri", "host_title": "Principal"}),
                    Edit(stop, "stop", {"status": {"state": "confirmed", "by": "Ben Zubiri"}}),
                    Edit(_PERSON, "person", {"name": "Cleo Zubiri", "role": "Parent leader"}),
                    Edit(
                        _MEMBER,
                        "roster_member",
                        {"name": "Dora Zubiri", "state": "CA", "district": "25"},
                    ),
                    Edit(
                        _QUOTE,
                        "quote",
                        {"stop": stop, "speaker": "Eva Zubiri"},
                        {"words": "We open at six."},
                    ),
                    Edit(tour, "tour", {"driver_name": "Finn Zubiri"}),
                    Edit(
                        derived_id("office", "profile"), "office", {"press_contact": "Gil Zubiri"}
                    ),
                ),
            )
        )
        found = {f.words: f for f in find(office.file, office.sites, "zubi")}
        assert {words: f.what for words, f in found.items() if f.what != "Site"} == {
            "Ana Zubiri": "Host",
            "Ben Zubiri": "Confirmed by",
            "Cleo Zubiri": "Person",
            "Dora Zubiri": "Member",
            "Eva Zubiri": "Speaker",
            "Finn Zubiri": "Driver",
            "Gil Zubiri": "Press contact",
        }
        assert found["Ana Zubiri"] == Found(
            "site", alview, "Ana Zubiri", "Host", "Alview Elementary"
        )
        assert found["Ben Zubiri"].detail == "Alview Elementary"
        assert found["Dora Zubiri"].detail == "CA, district 25"
        assert found["Eva Zubiri"].detail == "We open at six."
        assert ("Person", "Cleo Zubiri") in _told(office, "parent lead")
        assert _told(office, "confirmed") == []  # a status is no name


def test_hotels_notes_quotes_and_tours_are_found(sample_file: Path, doors: ProgramDoors) -> None:
    with doors.open(sample_file, write=True) as office:
        tour = office.tours.all()[0]
        stop = stop_id(tour.id, office.sites.id_of(ALVIEW))
        office.file.write(
            Action(
                "Things",
                (
                    Edit(_PLACE, "place", {"name": "Quill Inn", "kind": "hotel", "city": "Fresno"}),
                    Edit(_NOTE, "note", {"stop": stop}, {"body": "Quill pens\nin every room"}),
                ),
            )
        )
        found = find(office.file, office.sites, "quill")
        assert found == (
            Found("place", _PLACE, "Quill Inn", "Hotel", "Fresno"),
            Found("note", _NOTE, "Quill pens", "Note", "Alview Elementary"),
        )
        assert ("Tour", str(tour["name"])) in _told(office, "pathw")
        assert _told(office, "") == _told(office, '"*') == []


def test_a_card_says_what_is_known_and_who_may_see_it(
    sample_file: Path, doors: ProgramDoors
) -> None:
    with doors.open(sample_file, write=True) as office:
        office.file.write(
            Action("P", (Edit(_PERSON, "person", {"name": "Cleo", "mobile": "555-0100"}),))
        )
        made = card(office.file, office.sites, office.plan.rules, "person", _PERSON)
        assert made is not None
        assert (made.title, made.what) == ("Cleo", "Person")
        assert [(f.label, f.value, str(f.level)) for f in made.facts] == [
            ("Cell phone", "555-0100", "R")
        ]
        site = card(
            office.file, office.sites, office.plan.rules, "site", office.sites.id_of(ALVIEW)
        )
        assert site is not None
        assert site.title == "Alview Elementary"
        assert ("City", "Chowchilla") in [(f.label, f.value) for f in site.facts]
        assert card(office.file, office.sites, office.plan.rules, "person", f"{99:032x}") is None


def test_ten_thousand_candidates_are_searched_while_one_types(
    office_file: Path, doors: ProgramDoors
) -> None:
    with doors.open(office_file, write=True) as office:
        edits = [
            Edit(
                f"{n:032x}", "site", {"name": f"School {n}", "city": "Fresno", "host_name": f"H{n}"}
            )
            for n in range(10_000)
        ]
        office.file.write(Action("Many", tuple(edits)))
        find(office.file, office.sites, "warm")
        spent = []
        for text in ("s", "sc", "school", "school 99", "school fresno", "h9999"):
            before = time.thread_time()
            found = find(office.file, office.sites, text)
            spent.append((time.thread_time() - before) * 1000)
            assert found
        assert max(spent) < 50


def test_the_card_of_a_tour_names_the_drivers_hours(sample_file: Path, doors: ProgramDoors) -> None:
    with doors.open(sample_file, write=True) as office:
        tour = office.tours.all()[0].id
        made = card(office.file, office.sites, office.plan.rules, "tour", tour)
        assert made is not None
        told = {fact.label: fact.value for fact in made.facts}
        assert told["Driver hours by"] == "Federal, passenger-carrying vehicles"
        office.file.write(Action("Rules", (Edit(tour, "tour", {"rule_set": "gone"}),)))
        made = card(office.file, office.sites, office.plan.rules, "tour", tour)
        assert made is not None
        assert "gone" in {fact.value for fact in made.facts}
