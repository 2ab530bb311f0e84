"""Papers of the press and of the desk: checks, gates, matching, what they lack."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.core.papers.test_papers import headings, paper, rows
from tests.core.test_privacy import changed
from tests.papers_fixture import Parts, rid, sample_view
from tourplanner.core.model.paper import RecordView, TourView
from tourplanner.core.model.roster import RosterMember
from tourplanner.core.papers import fact_sheet, release
from tourplanner.core.papers.blocks import plain, texts
from tourplanner.core.papers.desk import briefing, remarks
from tourplanner.core.papers.desk.contacts import contacts
from tourplanner.core.papers.desk.media import covers
from tourplanner.core.papers.desk.stops import runs_text
from tourplanner.core.papers.specs import (
    BRIEFING,
    CALL_LIST,
    COVERAGE_LOG,
    DRIVER_SHEET,
    FACT_SHEET,
    FOLLOW_UP,
    HOST_SHEET,
    MEDIA_LIST,
    RELEASE,
    REMARKS_CARD,
)
from tourplanner.core.papers.titles import wrong_titles
from tourplanner.core.privacy import cut

MADISON = rid("stop", "madison")
ROSTER = (
    RosterMember("Carol Liu", "upper", "25", "Democratic", state="CA", roster="2013-01-07"),
    RosterMember("Mike Gatto", "lower", "43", "Democratic", state="CA", roster="2013-01-07"),
    RosterMember("Judy Chu", "congress", "27", "Democratic", state="CA", roster="2013-01-07"),
    RosterMember("Carol Liu", "lower", "44", "Democratic", state="CA", roster="2005-01-03"),
)


def with_words(kind: str, stop: str = "", **words: str) -> TourView:
    values = {"paper_kind": kind, **({"stop": stop} if stop else {}), **words}
    return sample_view(Parts(extra=(RecordView("blocks", "b", values),)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sen. Carol Liu opens the tour", ""),
        ("State Sen. Carol Liu (D-Pasadena) opens", ""),
        ("Rep. Judy Chu and Assemblymember Mike Gatto", ""),
        ("U.S. Rep. Judy Chu", ""),
        ("Assemblymember Carol Liu opens", "in the state Senate"),
        ("Senator Mike Gatto speaks", "in the lower chamber"),
        ("State Rep. Judy Chu speaks", "in Congress"),
        ("Sen. Carol Liu, R-Pasadena, opens", "the party as Democratic"),
        ("Principal Carol Liu Elementary", ""),
    ],
)
def test_titles_and_parties_are_compared_with_the_roster_of_the_day(text: str, told: str) -> None:
    found = wrong_titles([text], ROSTER, date(2013, 10, 14))
    assert len(found) == bool(told)
    assert told in " ".join(found)


def test_a_figure_on_the_fact_sheet_names_its_source() -> None:
    view = with_words(
        "fact-sheet",
        facts="459 pupils (CDE, 2014-15)\nTwo of three get low-income meals\n38 partners",
        say="Dorsa: DOR-suh",
    )
    made = paper(FACT_SHEET, view)
    assert headings(made)[:3] == ["Facts", "Say it like", "Stops"]
    lacks = fact_sheet.without_source(cut(view, FACT_SHEET)[0])
    assert [one.split("”")[0] for one in lacks] == ["“38 partners"]
    assert len(rows(made)) == 5, "the stop that is not confirmed is not on it"


def test_a_release_prints_approved_quotes_alone_and_waits_for_drafts() -> None:
    view = sample_view()
    made = paper(RELEASE, stop=MADISON)
    said = list(texts(made))
    assert "“It’s not always one size fits all,” said Sen. Carol Liu." in said
    assert not any("found a home" in text for text in said)
    assert any(text.startswith("PASADENA - Sen. Carol Liu visited Madison") for text in said)
    assert said[-2] == "# # #"
    assert "1 quote of this stop is not approved" in release.drafts_of(view, MADISON)
    for state in ("approved", "withdrawn"):
        settled = changed(view, "quote", rid("quote", "vega"), state=state)
        assert release.drafts_of(settled, MADISON) == ""
    assert release.drafts_of(view, rid("stop", "ucla")) == ""


def test_a_release_says_what_it_lacks() -> None:
    blank = cut(sample_view(), RELEASE, stop=rid("stop", "ucla"))[0]
    assert len(release.unwritten(blank)) == 3
    view = with_words("release", MADISON, headline="A", lead="B", embargo="until noon")
    assert release.unwritten(cut(view, RELEASE, stop=MADISON)[0]) == ()
    assert "EMBARGO: until noon" in list(texts(paper(RELEASE, view, stop=MADISON)))
    assert not any("IMMEDIATE" in t for t in texts(paper(RELEASE, view, stop=MADISON)))


@pytest.mark.parametrize(
    ("market", "is_covered"),
    [
        ("Pasadena", True),
        ("los angeles county", True),
        ("San José; Los Angeles", True),
        ("Statewide", True),
        ("San Jose", False),
        ("", False),
        ("Los", False),
    ],
)
def test_an_outlet_covers_the_cities_and_counties_of_its_market(
    market: str, is_covered: bool
) -> None:
    site = RecordView("site", "s", {"city": "Pasadena", "county": "Los Angeles"})
    assert covers(RecordView("media", "m", {"market": market}), site) is is_covered
    parish = RecordView("site", "s", {"city": "Monroe", "county": "Ouachita Parish"})
    assert covers(RecordView("media", "m", {"market": f"{market}, Ouachita"}), parish)


def test_the_media_list_matches_stops_and_names_those_without_an_outlet() -> None:
    made = paper(MEDIA_LIST)
    assert [row[0] for row in rows(made)] == ["Valley Sun (fictional)", "Radio Puente (fictional)"]
    assert [row[5] for row in rows(made)] == ["1.1, 1.2", "2.2, 3.1"]
    assert rows(made)[0][6:] == ["1.1", "1.1", "", ""]
    by_stop = {row[0]: row[3] for row in rows(made, 1)}
    assert by_stop["2.1"] == by_stop["3.2"] == "NO OUTLET"


def test_the_coverage_log_tells_corrections_and_their_stops() -> None:
    made = paper(COVERAGE_LOG)
    assert rows(made)[0][0] == "Tue., Oct. 15"
    assert rows(made)[0][3] == "1.1"
    assert "1 correction asked for." in list(texts(made))


def test_a_promise_keeps_its_number_when_it_is_done() -> None:
    view = sample_view()
    late = RecordView("promise", "p2", {
        "stop": MADISON, "words": "Send letters", "due": "2013-10-01", "at": "2013-10-15T00:00Z",
    })  # fmt: skip
    view = replace(view, records=(*view.records, late))
    made = paper(FOLLOW_UP, view)
    assert [row[0] for row in rows(made)] == ["2", "1"], "the one that is due first, first"
    assert rows(made)[0][5] == "Tue., Oct. 1 | PAST"
    done = changed(view, "promise", rid("promise", "1"), done="2013-10-20")
    assert headings(paper(FOLLOW_UP, done)) == ["To do", "Done"]
    assert [row[0] for row in rows(paper(FOLLOW_UP, done), 1)] == ["1"]


def test_the_remarks_card_has_three_messages_and_whom_to_thank() -> None:
    view = with_words(
        "remarks-card", MADISON, messages="One\nTwo\nThree\nFour", time_limit="10 minutes"
    )
    held = cut(view, REMARKS_CARD, stop=MADISON)[0]
    said = list(texts(paper(REMARKS_CARD, view, stop=MADISON)))
    assert "Four" not in said
    assert "1. Mirsa Serrano, program coordinator, Healthy Start Family Center" in said
    assert not any("Carol Liu" in text and text[0].isdigit() for text in said)
    assert remarks.unwritten(held) == ("It has 4 messages; the first 3 are on the card.",)
    assert "Three messages at most" not in said
    assert "Three messages at most" in texts(paper(REMARKS_CARD, stop=MADISON)), "lines to write"
    assert len(remarks.unwritten(cut(sample_view(), REMARKS_CARD, stop=MADISON)[0])) == 2


def test_the_memo_names_the_members_of_the_site_s_districts_and_what_is_sensitive() -> None:
    official = {"site": rid("site", "madison"), "title": "Senate District", "district": "25",
                "name": "Carol Liu", "party": "Democratic", "how": "Roster of May 2"}  # fmt: skip
    other = {**official, "site": rid("site", "ucla"), "name": "Somebody Else"}
    view = replace(
        with_words("briefing", MADISON, bottom_line="Listen first", sensitive="Closures"),
        officials=(
            RecordView("official", "0", official),
            RecordView("official", "1", other),
            RecordView("official", "2", {**official, "title": "Assembly District"}),
        ),
    )
    made = paper(BRIEFING, view, stop=MADISON)
    said = list(texts(made))
    assert "Bottom line: Listen first" in said
    assert said.count("Roster of May 2") == 1, "not in every row"
    assert "Whose districts these are" in headings(made)
    assert not any("Somebody Else" in text for text in said)
    assert briefing.unwritten(cut(view, BRIEFING, stop=MADISON)[0]) == (
        "The memo does not say yet: what is special.",
    )
    assert plain(made.blocks[0].line).startswith("Bottom line")  # type: ignore[union-attr]


def school_of(view: TourView, **facts: object) -> TourView:
    """The view with more known of Madison."""
    return changed(view, "site", rid("site", "madison"), **facts)


def test_who_else_of_a_school_is_called_stands_on_the_call_list() -> None:
    view = school_of(
        sample_view(),
        coordinator="Rosa Vega",
        coordinator_phone="626-555-0171",
        alternate="Tom Ames",
        alternate_phone="626-555-0172",
        principal="Gudiel Crosthwaite",
    )
    made = "\n".join(texts(paper(CALL_LIST, view)))
    assert "Rosa Vega" in made
    assert "Coordinator" in made
    for number in ("626-555-0171", "626-555-0172"):
        assert number in made
        assert number not in "\n".join(texts(paper(HOST_SHEET, view, stop=MADISON))), (
            "for named people"
        )
    cards = {one.name: one for one in contacts(cut(view, CALL_LIST)[0])}
    assert cards["Tom Ames"].mobile == "626-555-0172"
    assert cards["Tom Ames"].organization.startswith("Madison")


def test_the_host_sheet_and_the_briefing_tell_the_way_in_and_who_is_there() -> None:
    view = school_of(
        sample_view(),
        principal="Gudiel Crosthwaite",
        coordinator="Rosa Vega",
        alternate="Tom Ames",
        step_free=False,
        ramp="at the north door",
        restroom="room 2",
        parking="lot B, two places",
        loop="Ashtabula Street, in from the east",
    )
    sheet = "\n".join(texts(paper(HOST_SHEET, view, stop=MADISON)))
    for words in (
        *("Gudiel Crosthwaite", "Rosa Vega", "Tom Ames", "NO way in without steps"),
        *("at the north door", "room 2", "lot B, two places", "drop-off loop: Ashtabula Street"),
    ):
        assert words in sheet, words
    assert "The rooms named above with 45 seats" in sheet
    roomless = changed(view, "stop", MADISON, room="", hold_room="")
    sheet = "\n".join(texts(paper(HOST_SHEET, roomless, stop=MADISON)))
    assert "A room with 45 seats" in sheet
    memo = "\n".join(texts(paper(BRIEFING, view, stop=MADISON)))
    assert "Rosa Vega (coordinator)" in memo
    assert "at the north door" in memo
    driver = "\n".join(texts(paper(DRIVER_SHEET, view)))
    assert "Restroom: room 2" in driver
    assert "Loop: Ashtabula Street, in from the east" in driver
    assert "Rosa Vega" not in driver


def test_stops_in_a_row_are_told_as_a_run_and_all_of_them_as_all() -> None:
    order = ["1.1", "1.2", "2.1", "2.2", "3.1"]
    assert runs_text([], order) == ""
    assert runs_text(["2.1"], order) == "2.1"
    assert runs_text(["1.2", "1.1"], order) == "1.1, 1.2"
    assert runs_text(["3.1", "1.1", "2.1", "1.2"], order) == "1.1-2.1, 3.1"
    assert runs_text(order, order) == "all"
    assert runs_text(["1.1"], ["1.1"]) == "1.1"


def test_a_closed_stop_misses_no_outlet_and_people_of_one_outlet_are_one() -> None:
    view = sample_view()
    first = next(r for r in view.all("media") if r.text("outlet").startswith("Valley"))
    other = replace(first, id="m2", values={**first.values, "name": "Lee Wong"})
    view = replace(view, records=(*view.records, other))
    view = changed(view, "stop", rid("stop", "alview"), coverage="closed")
    covered = {row[0]: row[3] for row in rows(paper(MEDIA_LIST, view), 1)}
    assert covered["1.1"] == "Valley Sun (fictional)"
    assert covered["2.1"] == ""
    assert covered["3.2"] == "NO OUTLET"


def test_what_ran_stands_by_the_hour_of_its_day() -> None:
    view = sample_view()
    times = {"c3": None, "c1": 1020, "c2": 990}
    clips = [
        RecordView("clip", key, {"title": key, "date": "2013-10-14", "time_tod_min": tod})
        for key, tod in times.items()
    ]
    view = replace(view, records=(*view.records, *clips))
    assert [row[2] for row in rows(paper(COVERAGE_LOG, view))][:3] == ["c2", "c1", "c3"]


def test_a_day_is_past_by_the_clock_of_the_tour() -> None:
    """At 6 p.m. in California it is tomorrow in London, and what is due today is not late."""
    at = datetime(2013, 10, 26, 1, 0, tzinfo=UTC)
    due = [row[-1] for row in rows(paper(FOLLOW_UP, replace(sample_view(), made_at=at)))]
    assert due == ["Fri., Oct. 25"]
    late = replace(sample_view(), made_at=at + timedelta(days=1))
    assert [row[-1] for row in rows(paper(FOLLOW_UP, late))] == ["Fri., Oct. 25 | PAST"]
