"""Majorities of bodies, riders' needs, and warnings that may stand."""

from __future__ import annotations

from dataclasses import replace

from tests.core.test_checks_school import checked, of
from tests.core.tourkit import day_of, stop
from tourplanner.core.checks import CheckFacts
from tourplanner.core.checks.accepting import Acceptance, acceptance_key, apart
from tourplanner.core.checks.bus import LIFT
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.people import (
    QUORUM,
    STEP_FREE,
    OpenMeetings,
    People,
    bodies_of,
)
from tourplanner.core.model.paper import RecordView

COUNCIL = [("City Council", f"Member {letter}") for letter in "ABCDEFGH"]
BOARD = [("School Board", f"Trustee {letter}") for letter in "ABCDEFG"]
STOPS = (stop("Madison"), stop("Dorsa"))
SOURCE = OpenMeetings("Attorney General opinion 10-702", "2011-08-26")


def rider(name: str, **values: object) -> RecordView:
    return RecordView("rider", name, {"name": name, **values})


def guest(name: str, at: str = "Madison") -> RecordView:
    """Somebody who is at one stop alone."""
    return rider(name, joins={"stop": at}, leaves={"stop": at}, status="invited")


def found(*riders: RecordView, step_free: frozenset[str] = frozenset(), **changes: object):
    people = People(riders, bodies_of(COUNCIL + BOARD), step_free, SOURCE)
    return checked([day_of(STOPS)], facts=CheckFacts(people=people), **changes)


def test_a_majority_at_a_stop_is_told_with_its_source_and_mends() -> None:
    council = [guest(f"Member {letter}") for letter in "ABCDE"]
    board = [guest(f"Trustee {letter}") for letter in "ABC"]
    (told,) = of(found(*council, *board), QUORUM)
    assert told.text == "5 of 8 members of City Council are together at Madison: a majority."
    assert told.mend.startswith("One fewer, or City Council gives notice of a public meeting")
    assert (told.source, told.date) == (SOURCE.source, SOURCE.date)
    assert (told.severity, told.subject, told.day) == (Severity.WARNING, "Madison", 0)
    fourth = of(found(*council, *board, guest("Dr. Trustee D")), QUORUM)
    assert sorted(one.numbers["members"] for one in fourth) == [4, 5]
    assert not of(found(*council[:4], *board), QUORUM), "half of them is no majority"


def test_one_who_declined_or_is_elsewhere_does_not_count() -> None:
    four = [guest(f"Member {letter}") for letter in "ABCD"]
    assert not of(found(*four, rider("Member E", status="declined")), QUORUM)
    assert not of(found(*four, guest("Member E", at="Dorsa")), QUORUM)
    (told,) = of(found(*four, rider("Member E")), QUORUM)  # she comes with the bus
    assert "at Madison" in told.text


def test_a_majority_in_the_bus_is_told_once() -> None:
    (told,) = of(found(*(rider(f"Member {letter}") for letter in "ABCDEF")), QUORUM)
    assert "together in the bus" in told.text
    assert told.mend.startswith("2 fewer")


def test_needs_are_held_against_bus_and_site() -> None:
    one = rider("Ana", access="uses a wheelchair")
    needs = found(one)
    assert of(needs, LIFT)[0].text.startswith("1 rider uses a lift")
    (steps,) = of(needs, STEP_FREE)
    assert "at 2 stops" in steps.text
    assert "Madison" in steps.text
    assert "Ana" not in steps.text, "who it is stays in the list of riders"
    known = found(one, step_free=frozenset({"Madison", "Dorsa"}))
    assert not of(known, STEP_FREE)
    only = of(found(replace(one, values={**one.values, "leaves": {"stop": "Madison"}})), STEP_FREE)
    assert "at 1 stop: Madison" in only[0].text
    assert not of(found(rider("Bo", diet="vegan")), STEP_FREE)


def test_a_site_that_has_steps_alone_is_told_by_name() -> None:
    known = frozenset({"Madison", "Dorsa"})
    people = People((rider("Ana", access="wheelchair"),), (), known, steps=frozenset({"Dorsa"}))
    (told,) = of(checked([day_of(STOPS)], facts=CheckFacts(people=people)), STEP_FREE)
    assert told.text == "1 rider needs a way in without steps, and Dorsa has none."
    assert told.subject == "Dorsa"


def test_an_accepted_warning_comes_back_when_its_figures_change() -> None:
    warning = Finding("PEAK", Severity.WARNING, "20 min in the peak.", day=0, numbers={"min": 20})
    known = {acceptance_key(warning): Acceptance("No other road.", "Sam Ortiz")}
    still_open, accepted = apart([warning], known)
    assert not still_open
    assert accepted[0].words == "Accepted by Sam Ortiz: No other road."
    said_otherwise = replace(warning, text="20 minutes of it are in the peak.")
    assert apart([said_otherwise], known)[0] == ()
    for other in (
        replace(warning, numbers={"min": 25}),
        replace(warning, day=1),
        replace(warning, about="Another body"),
        replace(warning, severity=Severity.ERROR),
    ):
        assert apart([other], known) == ((other,), ())
