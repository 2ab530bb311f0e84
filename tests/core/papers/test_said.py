"""What changed since the last issue, when to send an advisory, and typed facts that are wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.core.test_privacy import changed
from tests.papers_fixture import SITES, Parts, rid, sample_view
from tourplanner.core.model.paper import RecordView, TourView
from tourplanner.core.papers.advisory import missing_parts, word_count
from tourplanner.core.papers.blocks import texts
from tourplanner.core.papers.facts import wrong_facts
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.reminders import reminders, send_by_text
from tourplanner.core.papers.said import changes, said
from tourplanner.core.papers.specs import ADVISORY, LINE_BY_LINE, PRESS_ITINERARY, THANK_YOU
from tourplanner.core.papers.thank_you import unwritten
from tourplanner.core.privacy import cut

MADISON = rid("stop", "madison")


def told(before: TourView, after: TourView) -> tuple[str, ...]:
    old, new = (said(cut(view, PRESS_ITINERARY)[0]) for view in (before, after))
    return changes(old, new)


def moved(tod_min: int) -> TourView:
    return sample_view(Parts(sites=({**SITES[0], "fixed": tod_min}, *SITES[1:])))


def test_a_moved_time_is_one_changed_line() -> None:
    before, after = moved(570), moved(585)
    assert [line for line in told(before, after) if "kick-off" in line] == [
        "Community schools kick-off: time now 9:45-11:15 a.m., was 9:30-11 a.m."
    ]
    # The items moved with their visit; nothing is said of them.
    assert not [line for line in told(before, after) if "Welcome" in line]


def test_other_changes_in_words() -> None:
    view = sample_view()

    def after(**facts: Any) -> tuple[str, ...]:
        return told(view, changed(view, "stop", MADISON, **facts))

    assert after(room="Library") == (
        "Community schools kick-off: place now Madison Elementary, Library, 515 Ashtabula St., "
        "Pasadena, CA 91104, was Madison Elementary, Auditorium, 515 Ashtabula St., Pasadena, "
        "CA 91104.",
    )
    assert after(coverage="photo") == (
        "Community schools kick-off: press rule now PHOTO ONLY, was OPEN PRESS.",
    )
    assert after(press_title="Kick-off") == ("Community schools kick-off: now Kick-off.",)
    assert after(press_door=None) == (
        "Community schools kick-off: press door taken out, was Auditorium doors, Ashtabula Street.",
    )
    confirmed = changed(view, "stop", rid("stop", "dorsa"), status={"state": "confirmed"})
    assert told(view, confirmed) == ("Campus visit: added.",)
    assert told(confirmed, view) == ("Campus visit: no longer on this paper.",)
    assert told(view, view) == ()


def test_private_changes_are_no_change_and_staff_papers_tell_none() -> None:
    view = sample_view()
    private = changed(view, "stop", MADISON, hold_room="New", talking_points="New", gate_note="New")
    assert told(view, private) == ()
    assert said(cut(view, LINE_BY_LINE)[0]) == {}


# -- reminders ------------------------------------------------------------------------------------


def test_reminders_of_story_6_move_to_working_days() -> None:
    found = reminders(date(2013, 10, 14), {date(2013, 10, 14): "Columbus Day"})
    assert [(r.days_before, r.on, r.meant) for r in found] == [
        (14, date(2013, 9, 30), date(2013, 9, 30)),
        (7, date(2013, 10, 7), date(2013, 10, 7)),
        (2, date(2013, 10, 11), date(2013, 10, 12)),
    ]
    assert send_by_text(date(2013, 10, 14), {}) == (
        "Send it on Monday, Sept. 30 (14 days before); Monday, Oct. 7 (7 days before); "
        "Friday, Oct. 11 (2 days before is Saturday, Oct. 12)."
    )


def test_a_holiday_moves_a_reminder_over_the_weekend_and_names_itself() -> None:
    (_, _, last) = reminders(date(2014, 1, 3), {date(2014, 1, 1): "New Year's Day"})
    assert (last.on, last.why) == (date(2013, 12, 31), "New Year's Day")
    (_, _, monday) = reminders(date(2014, 2, 19), {date(2014, 2, 17): "Washington's Birthday"})
    assert monday.on == date(2014, 2, 14)
    assert "Monday, Feb. 17, Washington's Birthday" in monday.sentence


# -- typed facts ----------------------------------------------------------------------------------

MAP = {"Senate District": ("25",), "Assembly District": ("41",)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Senator Liu of the 52nd District", "“52nd District” stands in"),
        ("Sen. Liu, District 52", "“District 52” stands in"),
        ("Tuesday, Oct. 14", "Oct. 14, 2013 is a Monday"),
        ("Monday, Oct. 14, 2014", "Oct. 14, 2014 is a Tuesday"),
        ("Wed., Feb. 30", "There is no Feb 30"),
    ],
)
def test_a_typed_fact_that_is_wrong_is_caught(text: str, found: str) -> None:
    (words,) = wrong_facts([text], sample_view(), ("madison",), lambda _sites, _day: MAP)
    assert words.startswith(found)


@pytest.mark.parametrize(
    "text",
    [
        "the 25th Senate District",
        "Assembly District 41",
        "Monday, Oct. 14, 2013",
        "Mon., Oct. 14",
        "Alum Rock Union Elementary School District",
        "a 3rd grader",
    ],
)
def test_a_typed_fact_that_is_right_says_nothing(text: str) -> None:
    assert wrong_facts([text], sample_view(), ("madison",), lambda _sites, _day: MAP) == ()


def test_the_map_is_asked_only_where_a_district_is_typed_that_is_not_the_members() -> None:
    def asked(*_: Any) -> Any:
        raise AssertionError("nobody asked for a district")

    assert wrong_facts(["25th Senate District", "Monday"], sample_view(), (), asked) == ()


# -- the one-page check ---------------------------------------------------------------------------


def test_an_advisory_says_what_an_editor_will_miss() -> None:
    view = sample_view()
    cut_view, _ = cut(view, ADVISORY, stop=MADISON)
    assert missing_parts(cut_view) == (
        "It tells no visuals: what pictures there will be.",
        "It asks for no RSVP: by when, and to whom.",
    )
    words = {"paper_kind": "advisory", "stop": MADISON, "visuals": "The bus", "rsvp": "By noon"}
    full = sample_view(Parts(extra=(RecordView("blocks", "b", words),)))
    assert missing_parts(cut(full, ADVISORY, stop=MADISON)[0]) == ()
    assert 40 < word_count(lay_out(cut_view)) < 150
    long = {**words, "why": "word " * 200}
    wordy = sample_view(Parts(extra=(RecordView("blocks", "b", long),)))
    assert word_count(lay_out(cut(wordy, ADVISORY, stop=MADISON)[0])) > 200


# -- thank-you letters ----------------------------------------------------------------------------


def test_letters_say_what_was_promised_at_the_stop_and_ask_for_the_rest() -> None:
    view = sample_view()
    blank, _ = cut(view, THANK_YOU, stop=MADISON)
    assert unwritten(blank) == (
        "The letters do not say yet: what you saw, what you promised, what next.",
    )
    promises = (
        RecordView("promise", "a", {"stop": MADISON, "words": "Send the write-up", "owner": "Ok"}),
        RecordView(
            "promise", "b", {"stop": MADISON, "words": "Send a sample.", "due": "2013-10-25"}
        ),
        RecordView("promise", "c", {"stop": rid("stop", "ucla"), "words": "Another"}),
    )
    made, _ = cut(sample_view(Parts(extra=promises)), THANK_YOU, stop=MADISON)
    said_there = list(texts(lay_out(made)))
    assert said_there.count("We promised: Send a sample (by Oct. 25); Send the write-up.") == 4
    assert "Dear students:" in said_there
    assert unwritten(made) == ("The letters do not say yet: what you saw, what next.",)
