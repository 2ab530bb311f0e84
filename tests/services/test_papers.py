"""Papers from a real office file: issues, versions, drafts, hand-changed files, maps, previews."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from tests.papers_fixture import OFFICE, SITES
from tests.papers_leaks import text_of
from tests.support import SetClock
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit
from tourplanner.core.clock import parse_moment
from tourplanner.core.errors import ExportError, InputError, NotFoundError, PlanningError
from tourplanner.core.geo import LatLon, Located, Precision
from tourplanner.core.papers.specs import Audience, PaperFormat, PaperKind
from tourplanner.services.paper_values import PapersMade
from tourplanner.services.tour_form import tour_entries, type_tour
from tourplanner.services.tours import NewPlace, stop_id
from tourplanner.services.workspace import Workspace
from tourplanner.store.opening import create_file

PRESS, LINES = PaperKind.PRESS_ITINERARY, PaperKind.LINE_BY_LINE
PDF, DOCX, HTML = PaperFormat.PDF, PaperFormat.DOCX, PaperFormat.HTML
TXT, ICS = PaperFormat.TEXT, PaperFormat.ICS


@dataclass
class Desk:
    """An open office with a planned tour, its clock and its out tray."""

    office: Workspace
    tour: str
    stops: dict[str, str]
    clock: SetClock
    out: Path

    def make(
        self, *kinds: PaperKind, formats: tuple[PaperFormat, ...] = (TXT,), **more: Any
    ) -> PapersMade:
        return self.office.papers.make(self.tour, kinds or (PRESS,), formats, self.out, **more)

    def write(self, record: str, kind: str, **facts: Any) -> None:
        self.office.file.write(Action("Test", (Edit(record, kind, facts),)))

    def issues(self, key: str = "press-itinerary") -> list[Any]:
        found = self.office.file.tables.where("paper", tour=self.tour, paper_kind=key)
        return sorted(found, key=lambda r: r["version"])


@pytest.fixture
def desk(tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    file = create_file(tmp_path / "office.tour", author="Sam", device="d1", now=clock)
    office = ProgramDoors(clock)._workspace(file)
    elsewhere = ("carrier_zone", "home_state")  # which brings a directory that no paper needs
    office.profile.set({k: v for k, v in OFFICE.items() if k not in elsewhere})
    hotel = place("Hidden Inn", (34.15, -118.14))
    tour = office.tours.create(
        "Pathways to Partnership",
        date(2013, 10, 14),
        2,
        hotel,
        place("Capitol steps", (38.57, -121.49), "other"),
        party=45,
        purpose="See how schools work with their neighbors.",
        hotels=[place("Tower Inn", (35.37, -119.02))],
    )
    stops: dict[str, str] = {}
    edits: list[Edit] = []
    for n, site in enumerate(SITES[:3]):
        lat, lon = site["at"]
        site_id = office.sites.add_by_hand(
            site["name"], site["street"], site["city"], "CA", site["zip"],
            Located(LatLon(lat, lon), Precision.SITE, "test"), site["county"],
        )  # fmt: skip
        office.tours.mark(tour, [site_id], "must")
        stop = stop_id(tour, site_id)
        stops[site["key"]] = stop
        status = {"state": "confirmed", "by": "slip", "at": "2013-10-01T00:00:00Z"}
        fixed = {"day": n // 2, "start_tod_min": 570 + 240 * (n % 2)}
        edits.append(Edit(stop, "stop", {**site["stop"], "status": status, "fixed": fixed}))
    edits.append(Edit(stops["alview"], "stop", {"status": None}))
    edits += plan_edits(office, tour, list(stops.values()))
    office.file.write(Action("Plan", tuple(edits)))
    yield Desk(office, tour, stops, clock, tmp_path / "out")
    office.close()


def place(name: str, at: tuple[float, float], kind: str = "hotel") -> NewPlace:
    return NewPlace(
        name, kind, LatLon(*at), Precision.PIN, "test", state="CA", phone="626-555-0142"
    )


def plan_edits(office: Workspace, tour: str, stops: list[str]) -> list[Edit]:
    """A plan by hand: two stops on the first day, one on the second."""
    record = office.file.tables.get("tour", tour)
    assert record is not None
    hotel = next(iter(record.member("hotel")))
    variant = uuid.uuid4().hex
    facts: dict[str, Any] = {"tour": tour, "name": "Plan 1"}
    facts["day/0"] = {"start": record["start_place"], "end": hotel}
    facts["day/1"] = {"start": hotel, "end": record["end_place"]}
    for n, stop in enumerate(stops):
        facts[f"at/{stop}"] = {"day": n // 2, "rank": "bcd"[n], "pin": None}
    return [Edit(variant, "variant", facts), Edit(tour, "tour", {"current_variant": variant})]


# -- issues and versions --------------------------------------------------------------------------


def test_every_paper_of_a_tour_is_made_in_one_go(desk: Desk) -> None:
    made = desk.make(*PaperKind, formats=(PaperFormat.TEXT,))
    named = {paper.name for paper in made.papers if paper.files}
    assert {"Best practices", "Driver sheet", "Press itinerary"} <= named
    (best,) = (path for path in made.files if "Best practices" in path.name)
    assert "PDT" in best.read_text("utf-8"), "stamped by the clock of the tour"


def test_papers_are_written_named_and_recorded(desk: Desk) -> None:
    made = desk.make(
        PRESS, LINES, PaperKind.DRIVER_SHEET, PaperKind.TOUR, formats=tuple(PaperFormat)
    )
    names = [path.name for path in made.files]
    has = ("pdf", "docx", "html", "txt", "md", "xlsx", "csv", "ics")
    assert names[:8] == [f"2013-10-14 Press itinerary v1.{f}" for f in has]
    assert names[-1] == "2013-10-14 Tour calendar v1.ics"
    assert len(names) == len(set(names)) == 20
    assert made.sentence == "2 of 3 stops can go to press: 1 host not confirmed."
    (issue,) = desk.issues()
    assert issue["version"] == 1
    assert issue["by"] == "Sam"
    assert parse_moment(issue["at"]) == desk.clock()
    for path in made.files[:8]:
        assert issue["files"][path.name] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_view_holds_what_the_office_knows(desk: Desk) -> None:
    made = desk.make(PRESS, LINES)
    press, lines = (path.read_text("utf-8") for path in made.files)
    assert "1. Community schools kick-off" in press
    assert "515 Ashtabula St., Pasadena, CA 91104" in press
    assert "Version 1, updated 8 a.m. PDT Friday, Oct. 11" in press
    assert "Hidden Inn" not in press
    assert "Alview" not in press
    assert "Hidden Inn" in lines
    assert "TENTATIVE" in lines


def test_the_same_content_keeps_its_version_stamp_and_bytes(desk: Desk) -> None:
    first = desk.make(formats=(TXT, PDF, DOCX))
    before = {path: path.read_bytes() for path in first.files}
    desk.clock.forward(days=1)
    again = desk.make(formats=(TXT, PDF, DOCX))
    assert again.files == first.files
    assert {path: path.read_bytes() for path in again.files} == before
    assert len(desk.issues()) == 1


def test_a_private_change_makes_no_new_press_version(desk: Desk) -> None:
    first = desk.make(PRESS, LINES)
    desk.clock.forward(hours=3)
    desk.write(
        desk.stops["madison"], "stop", talking_points="New", hold_room="New", gate_note="Gate 9"
    )
    desk.write(desk.stops["alview"], "stop", press_title="Another word")
    again = desk.make(PRESS, LINES)
    assert again.files[0] == first.files[0]
    assert again.files[1].name == "2013-10-14 Line-by-line v2.txt"
    assert [i["version"] for i in desk.issues()] == [1]


def test_a_public_change_makes_a_new_version_and_keeps_the_old_file(desk: Desk) -> None:
    first = desk.make()
    before = first.files[0].read_bytes()
    desk.clock.forward(hours=3)
    alview = desk.office.file.tables.get("stop", desk.stops["alview"])
    assert alview is not None
    desk.office.tours.change_stop(desk.tour, str(alview["site"]), {}, confirmed_by="Host slip")
    again = desk.make()
    assert again.files[0].name == "2013-10-14 Press itinerary v2.txt"
    assert b"11 a.m. PDT Friday, Oct. 11" in again.files[0].read_bytes()
    assert first.files[0].read_bytes() == before
    assert again.sentence == "All 3 stops can go to press."
    # Back to what version 1 said: that is version 3, with a stamp of its own.
    desk.write(desk.stops["alview"], "stop", status=None)
    third = desk.make()
    assert third.files[0].name == "2013-10-14 Press itinerary v3.txt"
    assert [i["version"] for i in desk.issues()] == [1, 2, 3]


def test_another_format_of_an_issue_joins_its_record(desk: Desk) -> None:
    desk.make(formats=(TXT,))
    desk.make(formats=(HTML,))
    (issue,) = desk.issues()
    assert set(issue["files"]) == {f"2013-10-14 Press itinerary v1.{f}" for f in ("txt", "html")}


def test_what_went_out_is_no_step_of_undo_and_its_number_stays_used(desk: Desk) -> None:
    stop = desk.stops["madison"]
    undo = desk.office.undo
    desk.make(PRESS, LINES)
    edit_facts = {"press_title": "A closed walk"}
    desk.office.file.write(Action("Type the press title", (Edit(stop, "stop", edit_facts),)))
    desk.make(PRESS, formats=(TXT, ICS))
    edit = "Type the press title"
    assert undo.next_undo() == edit, "Undo reaches the user's own last edit"
    undo.undo()
    assert undo.next_redo() == edit
    third = desk.make(PRESS, formats=(TXT, ICS))
    assert undo.next_redo() == edit, "making a paper ends nothing that could be brought back"
    assert [issue["version"] for issue in desk.issues()] == [1, 2, 3]
    text, events = (path.read_text("utf-8") for path in third.files)
    assert "Version 3" in text
    assert "SEQUENCE:3" in events
    undo.redo()
    assert desk.make().papers[0].version == 4


def test_the_number_of_a_deleted_issue_is_not_used_again(desk: Desk) -> None:
    """Older versions of the program let Undo delete an issue."""
    (first,) = desk.make().papers
    (issue,) = desk.issues()
    desk.office.file.write(Action("Test", (Edit(issue.id, "paper", deleted=True),)))
    assert desk.make().papers[0] == first, "the same paper is the same issue"
    assert [found.id for found in desk.issues()] == [issue.id]
    desk.office.file.write(Action("Test", (Edit(issue.id, "paper", deleted=True),)))
    desk.write(desk.stops["madison"], "stop", press_title="Another title")
    assert desk.make().papers[0].version == 2


# -- hand-changed files ---------------------------------------------------------------------------


def test_a_file_changed_by_hand_is_never_overwritten(desk: Desk) -> None:
    first = desk.make(formats=(DOCX,))
    first.files[0].write_bytes(b"edited by the press secretary")
    again = desk.make(formats=(DOCX,))
    assert again.files[0].name == "2013-10-14 Press itinerary v1 (2).docx"
    assert first.files[0].read_bytes() == b"edited by the press secretary"
    assert "was changed since it was made" in again.papers[0].notes[0]
    assert "2013-10-14 Press itinerary v1 (2).docx" in desk.issues()[0]["files"]
    third = desk.make(formats=(DOCX,))
    assert third.files == again.files


def test_a_file_of_somebody_else_stays(desk: Desk) -> None:
    desk.out.mkdir()
    theirs = desk.out / "2013-10-14 Press itinerary v1.txt"
    theirs.write_text("theirs")
    made = desk.make()
    assert made.files[0].name == "2013-10-14 Press itinerary v1 (2).txt"
    assert theirs.read_text() == "theirs"


def test_a_deleted_file_is_written_again(desk: Desk) -> None:
    first = desk.make()
    data = first.files[0].read_bytes()
    first.files[0].unlink()
    assert desk.make().files == first.files
    assert first.files[0].read_bytes() == data


# -- drafts ---------------------------------------------------------------------------------------


def test_a_draft_is_marked_and_issues_nothing(desk: Desk) -> None:
    made = desk.make(formats=(TXT, PDF), draft=True)
    assert [p.name for p in made.files] == [
        "2013-10-14 Press itinerary DRAFT.txt",
        "2013-10-14 Press itinerary DRAFT.pdf",
    ]
    text = made.files[0].read_text("utf-8")
    assert text.startswith("DRAFT - NOT FOR RELEASE")
    assert "Alview Elementary" in text
    assert "NOT CONFIRMED" in text
    assert "Hidden Inn" not in text
    assert made.papers[0].version is None
    assert [i["version"] for i in desk.issues()] == [0]
    desk.write(desk.stops["alview"], "stop", press_title="New words")
    again = desk.make(formats=(TXT,), draft=True)
    assert again.files[0] == made.files[0]
    assert "New words" in again.files[0].read_text("utf-8")
    assert desk.make().files[0].name == "2013-10-14 Press itinerary v1.txt"


def test_nothing_public_is_no_paper_and_says_so(desk: Desk) -> None:
    for stop in desk.stops.values():
        desk.write(stop, "stop", status=None)
    made = desk.make(PRESS, LINES)
    assert [p.name for p in made.files] == ["2013-10-14 Line-by-line v1.txt"]
    assert made.sentence == "0 of 3 stops can go to press: 3 hosts not confirmed."
    assert "nothing in it may go out" in made.papers[0].notes[0]
    assert made.lines[0] == made.sentence
    assert not desk.issues()
    assert desk.make(draft=True).files


def test_a_plan_with_errors_does_not_go_to_the_press(desk: Desk) -> None:
    desk.office.tours.change(desk.tour, {"party": 90}, "More people than seats")
    made = desk.make(PRESS, LINES)
    assert [p.name for p in made.files] == ["2013-10-14 Line-by-line v1.txt"]
    assert made.alarm.startswith("THE PLAN HAS 1 ERROR: 90 people, but 50 usable seats")
    assert made.lines[0] == made.alarm
    assert made.papers[0].notes == (
        "Press itinerary was not written: the plan has 1 error. Mend it, or ask for a draft.",
    )
    assert not made.is_whole
    assert not desk.issues()
    assert "usable seats" not in made.files[0].read_text("utf-8")
    page = desk.office.papers.make_map(desk.tour, desk.out / "map.html", audience="press")
    assert not page.files
    assert desk.office.papers.preview(desk.tour, PRESS, pixels_per_inch=50).alarm == made.alarm


def test_a_community_event_on_a_sunday_goes_to_the_press(desk: Desk) -> None:
    """Its sites are by hand: nobody's directory says that they are schools."""
    desk.write(desk.tour, "tour", start_date="2013-10-13")
    made = desk.make()
    (press,) = made.papers
    assert press.version == 1, made.lines
    assert "Sunday, Oct. 13" in press.files[0].read_text("utf-8")
    # With grades one of them is a school, and closed.
    madison = desk.office.file.tables.get("stop", desk.stops["madison"])
    assert madison is not None
    desk.write(str(madison["site"]), "site", grades="K-5")
    assert desk.make().papers[0].files == ()


def test_a_draft_of_a_plan_with_errors_is_marked_and_tells_them_beside_it(desk: Desk) -> None:
    desk.office.tours.change(desk.tour, {"party": 90}, "More people than seats")
    made = desk.make(draft=True)
    text = made.files[0].read_text("utf-8")
    assert text.startswith("DRAFT - NOT FOR RELEASE")
    assert "seats" not in text
    assert made.alarm
    page = desk.office.papers.make_map(
        desk.tour, desk.out / "map.html", audience="press", draft=True
    )
    assert "DRAFT" in text_of(page.files[0].read_bytes())


# -- calendars, maps, previews --------------------------------------------------------------------


def test_the_calendar_of_each_audience(desk: Desk) -> None:
    staff = desk.make(PaperKind.TOUR, formats=(ICS,))
    press = desk.make(PaperKind.TOUR, formats=(ICS,), audience=Audience.PRESS)
    assert staff.files[0].name == "2013-10-14 Tour calendar v1.ics"
    assert press.files[0].name == "2013-10-14 Press calendar v1.ics"
    assert "Tower Inn" in staff.files[0].read_text("utf-8")
    assert "Inn" not in press.files[0].read_text("utf-8")
    assert press.sentence
    assert not staff.sentence


def test_maps_of_both_audiences(desk: Desk) -> None:
    staff = desk.office.papers.make_map(desk.tour, desk.out / "map.html")
    press = desk.office.papers.make_map(desk.tour, desk.out / "press.html", audience="press")
    whole = text_of(staff.files[0].read_bytes())
    assert "Tower Inn" in whole
    assert "Way here:" in whole
    outside = text_of(press.files[0].read_bytes())
    assert "Community schools kick-off" in outside
    assert "Inn" not in outside
    assert press.sentence.startswith("2 of 3 stops")
    assert any(w.what == "Tower Inn" for w in press.withheld)
    again = desk.office.papers.make_map(desk.tour, desk.out / "map.html")
    assert again.files == staff.files
    assert again.papers[0].version == 1


def test_a_preview_writes_nothing(desk: Desk) -> None:
    seen = desk.office.papers.preview(desk.tour, PRESS, pixels_per_inch=50)
    assert seen.version == 1
    assert seen.is_new
    assert seen.pictures[0].startswith(b"\x89PNG")
    assert seen.paper.footer == "Not issued yet"
    assert seen.sentence.startswith("2 of 3")
    assert any(w.what == "Hidden Inn" for w in seen.withheld)
    assert not desk.issues()
    desk.make()
    issued = desk.office.papers.preview(desk.tour, PRESS, pixels_per_inch=50)
    assert not issued.is_new
    assert issued.paper.footer.startswith("Version 1")


def test_a_private_word_in_a_public_text_is_pointed_at(desk: Desk) -> None:
    desk.write(desk.stops["madison"], "stop", press_title="Leave the Hidden Inn for the kick-off")
    made = desk.make()
    (caution,) = made.papers[0].cautions
    assert caution.startswith("“Hidden Inn” (place: name) stands in “1. Leave the Hidden Inn")
    assert caution in made.lines


def test_withheld_without_making(desk: Desk) -> None:
    kept = desk.office.papers.withheld(desk.tour, PRESS)
    assert any(w.what == "Alview Elementary" for w in kept)


def test_a_tour_without_a_plan_and_one_that_is_not(desk: Desk) -> None:
    desk.write(desk.tour, "tour", current_variant=None)
    with pytest.raises(PlanningError, match="has no plan yet"):
        desk.make(PRESS, LINES)
    assert not desk.out.exists()
    with pytest.raises(NotFoundError):
        desk.office.papers.make("0" * 32, (PRESS,), (TXT,), desk.out)


def test_what_does_not_fit_together_is_said(desk: Desk) -> None:
    with pytest.raises(InputError, match="format"):
        desk.make(PaperKind.DRIVER_SHEET, formats=(ICS,))
    with pytest.raises(InputError, match="for the press"):
        desk.make(LINES, audience=Audience.PRESS)
    with pytest.raises(InputError, match="no pages"):
        desk.office.papers.preview(desk.tour, PaperKind.TOUR)


def test_a_consent_that_ran_out_does_not_count_today(desk: Desk) -> None:
    """The view's day is today's, also where the issue's stamp is older."""
    desk.make()
    seen = desk.office.papers._views.view(
        desk.tour, datetime.fromisoformat("2014-01-01T00:00:00+00:00")
    )
    assert seen.made_at is not None
    assert seen.made_at.year == 2014


# -- papers of one stop, their words, who holds them ----------------------------------------------

ADVISORY, HOST, LETTERS = PaperKind.ADVISORY, PaperKind.HOST_SHEET, PaperKind.THANK_YOU


def test_a_paper_of_one_stop_has_versions_of_its_own(desk: Desk) -> None:
    made = desk.make(HOST, LETTERS)
    names = [path.name for path in made.files]
    assert names[:2] == [
        "2013-10-14 Host confirmation Madison Elementary v1.txt",
        "2013-10-14 Host confirmation UCLA Community K-12 v1.txt",
    ]
    assert len(names) == 6
    madison, ucla, *_ = (path.read_text("utf-8") for path in made.files)
    assert "UCLA" not in madison
    assert "Hidden Inn" not in madison + ucla
    desk.write(desk.stops["madison"], "stop", room="Library")
    again = desk.make(HOST)
    assert [paper.version for paper in again.papers] == [2, 1, 1]


def test_two_schools_of_one_name_on_one_day_keep_a_file_each(desk: Desk) -> None:
    first, second = (
        desk.office.file.tables.get("stop", stop) for stop in list(desk.stops.values())[:2]
    )
    assert first is not None
    assert second is not None
    for stop in (first, second):
        desk.write(str(stop["site"]), "site", name="Lincoln Elementary")
    tray = desk.out
    for again in ("first", "again", "elsewhere", "again elsewhere"):
        desk.out = tray / "elsewhere" if "elsewhere" in again else tray
        made = desk.make(PaperKind.HOST_SHEET)
        told = [path.read_text("utf-8") for path in made.files]
        assert len(told) == len(set(told)) == 3, again
        assert len(set(made.files)) == 3, again
        assert [paper.version for paper in made.papers] == [1, 1, 1]
        alone = desk.make(PaperKind.HOST_SHEET, stop=second.id)
        assert set(alone.files) < set(made.files)
        assert [path.read_text("utf-8") for path in made.files] == told, "the other's is as it was"
    for stop, name in ((first, "Oak Elementary"), (second, "OAK Elementary")):
        desk.write(str(stop["site"]), "site", name=name)
    desk.out = tray / "capitals"  # which many systems do not tell apart in the name of a file
    names = {path.name.casefold() for path in desk.make(PaperKind.HOST_SHEET).files}
    assert len(names) == 3


def test_an_advisory_is_written_of_stops_that_may_go_to_press(desk: Desk) -> None:
    made = desk.make(ADVISORY)
    assert [paper.name for paper in made.papers] == [
        "Media advisory, Madison Elementary",
        "Media advisory, UCLA Community K-12",
    ]
    refused = desk.make(ADVISORY, stop=desk.stops["alview"])
    assert not refused.files
    assert refused.papers[0].notes == (
        "Media advisory was not written: nothing in it may go out. Ask for a draft.",
    )
    draft = desk.make(ADVISORY, stop=desk.stops["alview"], draft=True)
    assert draft.files[0].name == "2013-10-15 Media advisory Alview Elementary DRAFT.txt"
    desk.write(desk.stops["alview"], "stop", coverage="closed")
    closed = desk.make(ADVISORY, stop=desk.stops["alview"], draft=True)
    assert not closed.files
    assert "Alview" not in closed.papers[0].name, "a closed stop gives no file its name"
    with pytest.raises(NotFoundError, match="no day of the plan"):
        desk.make(ADVISORY, stop="nowhere")


def test_words_of_a_paper_are_of_that_paper_and_stop(desk: Desk) -> None:
    words, stop = desk.office.papers.words, desk.stops["madison"]
    assert words.set(desk.tour, ADVISORY, {"visuals": "The bus", "stop.room": "Gym"}, stop)
    assert words.set(desk.tour, PRESS, {"lead": "First line.\nSecond line."})
    shown = {entry.name: entry.value for entry in words.read(desk.tour, ADVISORY, stop)}
    assert (shown["visuals"], shown["stop.room"]) == ("The bus", "Gym")
    assert "lead" not in shown
    other = words.read(desk.tour, ADVISORY, desk.stops["ucla"])
    assert not [entry for entry in other if entry.value in ("The bus", "Gym")]
    of_stop, _, press = (p.read_text("utf-8") for p in desk.make(ADVISORY, PRESS).files)
    assert "VISUALS: The bus" in of_stop
    assert "Madison Elementary, Gym" in of_stop
    assert "Second line." in press
    assert words.set(desk.tour, ADVISORY, {"visuals": "The bus"}, stop) is None
    assert words.set(desk.tour, ADVISORY, {"visuals": ""}, stop)
    assert "VISUALS" not in desk.make(ADVISORY).files[0].read_text("utf-8")
    with pytest.raises(InputError, match="has no “dress”"):
        words.set(desk.tour, ADVISORY, {"dress": "Flat shoes"}, stop)
    with pytest.raises(InputError, match="is of one stop"):
        words.read(desk.tour, ADVISORY)
    with pytest.raises(InputError, match="4,001 characters"):
        words.set(desk.tour, ADVISORY, {"why": "x" * 4001}, stop)


def test_what_a_paper_prints_of_a_stop_is_typed_beside_it(desk: Desk) -> None:
    words, stop, driver = desk.office.papers.words, desk.stops["madison"], PaperKind.DRIVER_SHEET
    asked = [entry for entry in words.read(desk.tour, driver) if "driver_note" in entry.name]
    assert asked[0].label == "Note for the driver: Madison Elementary"
    assert len({entry.name for entry in asked}) == len(asked) > 1
    note = {asked[0].name: "No left turn into the bay"}
    words.set(desk.tour, driver, note)
    desk.office.undo.undo()
    assert asked[0] in words.read(desk.tour, driver), "as it was"
    words.set(desk.tour, driver, note)
    points = {"stop.talking_points": "Thank the staff\nAsk what was redirected"}
    words.set(desk.tour, PaperKind.BRIEFING, points, stop)
    sheet, brief = (
        desk.make(kind, stop=where).files[0].read_text("utf-8")
        for kind, where in ((driver, ""), (PaperKind.BRIEFING, stop))
    )
    assert "No left turn into the bay" in sheet
    assert "- Ask what was redirected" in brief


def test_large_print_has_the_words_of_the_day_sheet(desk: Desk) -> None:
    day, large = PaperKind.DAY_SHEET, PaperKind.DAY_SHEET_LARGE
    desk.office.papers.words.set(desk.tour, day, {"dress": "Flat shoes"})
    assert all("Flat shoes" in path.read_text("utf-8") for path in desk.make(day, large).files)


def test_who_got_which_issue_is_told_until_they_got_the_newer_one(desk: Desk) -> None:
    papers = desk.office.papers
    with pytest.raises(InputError, match="was not issued yet"):
        papers.sent(desk.tour, PRESS, ["City desk"])
    desk.make()
    with pytest.raises(InputError, match="Nobody is named"):
        papers.sent(desk.tour, PRESS, ["  "])
    papers.sent(desk.tour, PRESS, ["City desk", "Radio", "City desk"])
    papers.sent(desk.tour, PRESS, ["Radio"])
    assert desk.make().papers[0].told == (), "they hold this one"
    desk.write(desk.stops["madison"], "stop", room="Library")
    seen = papers.preview(desk.tour, PRESS, pixels_per_inch=20)
    assert seen.told == ("2 readers hold version 1: City desk, Radio. Tell them.",)
    second = desk.make()
    assert second.papers[0].told == seen.told
    assert "UPDATED Oct. 11: " in second.files[0].read_text("utf-8")
    papers.sent(desk.tour, PRESS, ["Radio"])
    assert [(row.version, row.names) for row in papers.sent_log(desk.tour, PRESS)] == [
        (2, ("Radio",)),
        (1, ("City desk", "Radio")),
    ]
    assert desk.make().papers[0].told == ("1 reader holds version 1: City desk. Tell them.",)


def test_a_host_confirmation_is_copied_for_a_mail_and_a_visit_sheet_is_not(desk: Desk) -> None:
    text = desk.office.papers.mail_text(desk.tour, HOST, stop=desk.stops["ucla"]).plain
    assert "Visit to UCLA Community K-12" in text
    with pytest.raises(InputError, match="may leave the office"):
        desk.office.papers.mail_text(desk.tour, PaperKind.VISIT_SHEET)
    sheet = desk.make(PaperKind.VISIT_SHEET).files[0].read_text("utf-8")
    assert "What was the problem?" in sheet


def test_a_mail_draft_holds_the_paper_and_its_files_and_nobody_is_named(
    desk: Desk, tmp_path: Path
) -> None:
    papers, out = desk.office.papers, tmp_path / "mail"
    formats = (PaperFormat.PDF, PaperFormat.DOCX)
    made = papers.mail_draft(desk.tour, PRESS, formats, out)
    *files, draft = made.files
    assert draft.name.endswith("v1 mail.eml")
    mail = BytesParser(policy=policy.default).parsebytes(draft.read_bytes())
    assert mail["Subject"] == "Press itinerary: Pathways to Partnership"
    assert mail["X-Unsent"] == "1"
    assert mail["To"] is mail["From"] is None
    attached = {part.get_filename(): part.get_content() for part in mail.iter_attachments()}
    assert attached == {path.name: path.read_bytes() for path in files}
    assert {path.suffix for path in files} == {".pdf", ".docx"}
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        assert body is not None
        assert "Madison Elementary" in body.get_content()
        assert "not issued yet" not in body.get_content()
    before = draft.read_bytes()
    assert papers.mail_draft(desk.tour, PRESS, formats, out).files[-1] == draft, "nothing changed"
    assert draft.read_bytes() == before
    draft.write_bytes(before + b"typed by hand")
    again = papers.mail_draft(desk.tour, PRESS, formats, out).files[-1]
    assert again.name.endswith("v1 mail (2).eml")
    assert draft.read_bytes() == before + b"typed by hand"
    with pytest.raises(InputError, match="may leave the office"):
        papers.mail_draft(desk.tour, PaperKind.VISIT_SHEET, formats, tmp_path / "no")
    assert not (tmp_path / "no").exists()


def test_a_text_message_has_a_line_for_each_stop_and_no_rulers(desk: Desk) -> None:
    message = desk.office.papers.mail_text(desk.tour, PRESS).message
    lines = message.split("\n")
    assert lines[0] == "Pathways to Partnership"
    (stop,) = [line for line in lines if "Madison Elementary" in line]
    assert re.search(r"\d(:\d\d)?( a\.m\.)?-\d+.* [ap]\.m\.", stop)
    assert "Pasadena" in stop
    assert not re.search(r"---|===|\t|  ", message)
    assert "Hidden" not in message, "where people sleep is not for the press"


def test_a_visit_sheet_has_what_to_look_for_at_each_stop(desk: Desk) -> None:
    sheet = (PaperKind.VISIT_SHEET,)
    desk.office.form.add_look_for(desk.stops["ucla"], "Bikes in the yard")
    text = desk.make(*sheet).files[0].read_text("utf-8")
    assert text.count("After school and summer, and who cannot stay") == len(
        [row for day in desk.office.plan.current(desk.tour).schedules for row in day.rows]
    )
    assert text.count("Bikes in the yard") == 1
    ucla = text.index("UCLA Community")
    assert ucla < text.index("Bikes in the yard") < text.index("Words to quote", ucla)


# -- change sheet ---------------------------------------------------------------------------------


def test_the_change_sheet_tells_what_differs_from_the_plan_before(desk: Desk) -> None:
    kind = PaperKind.CHANGE_SHEET
    (first,) = desk.make(kind).files
    assert "There is no plan before this one" in first.read_text("utf-8")
    order = [desk.stops[key] for key in ("madison", "alview", "ucla")]
    edits = plan_edits(desk.office, desk.tour, order)
    made = {"name": "Plan 2", "made": {"at": "2013-10-11T16:00:00Z"}}
    edits.append(Edit(edits[0].record, "variant", made))
    desk.office.file.write(Action("Plan", tuple(edits)))
    (second,) = desk.make(kind).files
    said = second.read_text("utf-8")
    assert second.name == "2013-10-14 Change sheet v2.txt"
    sheet = desk.office.versions.sheet(desk.tour)
    assert sheet.lines
    for line in sheet.lines:
        assert line.what in said
        assert line.new in " ".join(said.split())


# -- in Spanish -----------------------------------------------------------------------------------


def test_the_spanish_advisory_is_written_with_its_own_words_and_told(desk: Desk) -> None:
    kind, stop = PaperKind.ADVISORY_ES, desk.stops["madison"]
    desk.office.papers.words.set(desk.tour, kind, {"headline": "La senadora en Pasadena"}, stop)
    made = desk.make(kind, stop=stop)
    (path,) = made.files
    said = path.read_text("utf-8")
    assert path.name == "2013-10-14 Media advisory Spanish Madison Elementary v1.txt"
    assert "AVISO A LOS MEDIOS" in said
    assert "La senadora en Pasadena" in said
    assert "Send it on" in " ".join(made.papers[0].told)
    assert any("Not in Spanish, as typed" in text for text in made.papers[0].cautions)
    seen = desk.office.papers.preview(desk.tour, kind, stop=stop)
    assert seen.paper.language == "es-US"
    assert any("Not in Spanish, as typed" in text for text in seen.cautions)
    assert "REGISTRO" not in desk.make(PaperKind.ADVISORY, stop=stop).files[0].read_text("utf-8")


# -- the web folder --------------------------------------------------------------------------------

WEB, FOLDER = PaperKind.WEB_FOLDER, PaperFormat.WEB
STEM = "2013-10-14 Web folder"


def test_the_web_folder_is_written_whole_and_recorded_as_one(desk: Desk) -> None:
    made = desk.make(WEB, formats=(FOLDER,))
    folder = made.files[0]
    assert folder == desk.out / f"{STEM} v1"
    names = sorted(path.name for path in folder.iterdir())
    stops = [name for name in names if name.startswith("stop-")]
    assert stops
    assert names == sorted(["index.html", "map.html", "search.html", *stops])
    assert list(desk.issues("web-folder")[0]["files"]) == [f"{STEM} v1"]
    assert not list(desk.out.glob(".*")), "nothing half written is left"
    assert any("Press door" in held.what for held in made.withheld)


def test_the_web_folder_keeps_its_version_and_bytes_until_something_public_changes(
    desk: Desk,
) -> None:
    folder = desk.make(WEB, formats=(FOLDER,)).files[0]
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / ".DS_Store").write_bytes(b"where the window stood")
    desk.clock.forward(hours=3)
    assert desk.make(WEB, formats=(FOLDER,)).files == (folder,)
    (folder / ".DS_Store").unlink()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    desk.write(next(iter(desk.stops.values())), "stop", room="The old gym")
    assert desk.make(WEB, formats=(FOLDER,)).files == (desk.out / f"{STEM} v2",)
    assert "UPDATED" in text_of((desk.out / f"{STEM} v2" / "index.html").read_bytes())


@pytest.mark.parametrize("change", ["a page", "one more file", "one file less"])
def test_a_web_folder_changed_by_hand_stays(desk: Desk, change: str) -> None:
    folder = desk.make(WEB, formats=(FOLDER,)).files[0]
    if change == "a page":
        (folder / "index.html").write_text("edited by the press secretary")
    elif change == "one more file":
        (folder / "logo.svg").write_text("<svg/>")
    else:
        (folder / "search.html").unlink()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    again = desk.make(WEB, formats=(FOLDER,))
    assert again.files == (desk.out / f"{STEM} v1 (2)",)
    assert "was changed since it was made" in again.papers[0].notes[0]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert (again.files[0] / "search.html").exists()


def test_a_draft_of_the_web_folder_takes_the_place_of_the_draft_before(desk: Desk) -> None:
    first = desk.make(WEB, formats=(FOLDER,), draft=True).files[0]
    assert first == desk.out / f"{STEM} DRAFT"
    desk.write(next(iter(desk.stops.values())), "stop", room="The old gym")
    assert desk.make(WEB, formats=(FOLDER,), draft=True).files == (first,)
    assert "The old gym" in text_of((first / "index.html").read_bytes())
    assert not list(desk.out.glob(".*"))


def test_a_web_folder_that_cannot_be_written_leaves_the_old_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = desk.make(WEB, formats=(FOLDER,), draft=True).files[0]
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    desk.write(next(iter(desk.stops.values())), "stop", room="The old gym")
    real, done = os.fsync, []

    def full(fd: int) -> None:
        done.append(fd)
        if len(done) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(fd)

    monkeypatch.setattr("tourplanner.adapters.files.os.fsync", full)
    with pytest.raises(ExportError, match="no room left"):
        desk.make(WEB, formats=(FOLDER,), draft=True)
    monkeypatch.undo()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert not list(desk.out.glob(".*"))


def test_the_web_folder_is_refused_as_the_press_itinerary_is(desk: Desk) -> None:
    for stop in desk.stops.values():
        desk.write(stop, "stop", coverage="closed")
    made = desk.make(WEB, formats=(FOLDER,))
    assert made.files == ()
    assert made.papers[0].notes == (
        "Web folder was not written: nothing in it may go out. Ask for a draft.",
    )
    assert not desk.out.exists()


def test_an_embargo_is_told_before_the_folder_goes_online(desk: Desk) -> None:
    name, stop = next(iter(desk.stops.items()))
    words = desk.office.papers.words
    words.set(desk.tour, PaperKind.ADVISORY, {"embargo": "Until Monday, 6 a.m."}, stop)
    told = desk.make(WEB, formats=(FOLDER,)).papers[0].told
    assert len(told) == 2, name
    assert told[0].startswith("Media advisory, ")
    assert "is under embargo: “Until Monday, 6 a.m.”" in told[0]


def test_a_folder_that_stands_online_has_its_code_on_the_press_itinerary(desk: Desk) -> None:
    told = desk.make(WEB, formats=(FOLDER,)).papers[0].told
    assert told[-1].startswith("Once it is online, type its web address")
    office = desk.office
    with pytest.raises(InputError, match="no web address"):
        type_tour(office.tours, office.sites, "CA", desk.tour, "web_address", "C:\\tour")
    type_tour(office.tours, office.sites, "CA", desk.tour, "web_address", "example.org/tour")
    entries = {entry.name: entry for entry in tour_entries(office.tours, desk.tour)}
    assert entries["web_address"].value == "https://example.org/tour"
    assert entries["web_address"].level == "P"
    assert desk.make(WEB, formats=(FOLDER,)).papers[0].told == ()
    page = text_of(desk.make(PRESS, formats=(PaperFormat.HTML,)).files[0].read_bytes())
    assert "The tour on the web: example.org/tour" in page


def test_the_web_folder_says_what_is_typed_for_the_press_itinerary(desk: Desk) -> None:
    desk.office.papers.words.set(desk.tour, PRESS, {"lead": "Come and see."})
    folder = desk.make(WEB, formats=(FOLDER,)).files[0]
    assert "Come and see." in text_of((folder / "index.html").read_bytes())
