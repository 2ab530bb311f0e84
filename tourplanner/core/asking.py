"""E-mails that ask schools for what is not known yet: one for each, of its own visit alone."""

from __future__ import annotations

from collections.abc import Sequence

from tourplanner.core.checks import bus, estimates, people, places
from tourplanner.core.checks.finding import Finding
from tourplanner.core.clock import date_text, local, time_text
from tourplanner.core.model.schedule import DaySchedule, StopTimes
from tourplanner.core.safe_text import one_line


def questions_about(
    finding: Finding, length_ft: int, schedules: Sequence[DaySchedule]
) -> tuple[str, ...]:
    """Give an e-mail for every school that a finding leaves a question to; empty where none does.

    It holds the date and time of the school's own visit and the question, and nothing else of the
    tour: no other stop, no hotel, no name of a rider.

    Parameters
    ----------
    length_ft : of the longest coach.
    """
    question = _question(finding.rule, length_ft)
    if not question:
        return ()
    return tuple(
        _mail(question, row)
        for schedule in schedules
        for row in schedule.rows
        if row.stop.id in finding.stops
    )


def _question(rule: str, length_ft: int) -> str:
    return {
        bus.LENGTH: f"We come with a {length_ft}-ft coach. Can it reach the school, stand "
        "there and turn around? Where should it let people off?",
        estimates.ASSUMED: "When does school begin and end on that day, and when is lunch? We do "
        "not want to stand in the way.",
        places.COARSE: "What is the street address of the gate that a bus should come to?",
        people.STEP_FREE: "Is there a way in without steps from where a bus stands to the rooms "
        "that we see? Which door is it, and is there an elevator where one is needed?",
    }.get(rule, "")


def _mail(question: str, row: StopTimes) -> str:
    stop, zone = row.stop, row.stop.node.zone
    day = date_text(local(row.start_at, zone).date())
    name, at = one_line(stop.name), time_text(row.start_at, zone).rstrip(".")
    return (
        f"To: {name}\n"
        f"Subject: Our visit on {day}: a question\n\n"
        "Hello,\n\n"
        f"we plan to visit {name} on {day} at about {at}. "
        f"{question}\n\n"
        "An answer to this e-mail is enough. Thank you."
    )
