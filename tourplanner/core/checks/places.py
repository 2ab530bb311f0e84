"""Points that are too coarse to send a bus to, or odd, and nights without a hotel."""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.ground import Ground
from tourplanner.core.geo import Precision
from tourplanner.core.model.tour import TourDay

COARSE, ODD, NIGHT = "POINT-COARSE", "GEO-ODD", "NIGHT-HOTEL"
_WORDS = {
    Precision.ZIP: "the middle of a ZIP area",
    Precision.TOWN: "the middle of a town",
    Precision.COUNTY: "the middle of a county",
}


def check_places(ground: Ground) -> Iterator[Finding]:
    """Give the checked days' stops whose point is coarse (an error once confirmed) or odd.

    And the nights between two days that are spent at no hotel of the tour, or in a town where none
    is chosen yet.
    """
    for schedule in ground.checked():
        if schedule.day.index in ground.plan.homeless_nights:
            yield _night(ground, schedule.day)
        elif _is_before_a_night(ground, schedule.day) and schedule.day.end.id in ground.facts.towns:
            yield _no_hotel_yet(ground, schedule.day)
        for stop in schedule.day.stops:
            index, name = schedule.day.index, stop.node.name
            if stop.node.precision.is_coarse:
                yield Finding(
                    COARSE,
                    Severity.ERROR if stop.confirmed else Severity.WARNING,
                    f"{name}: the point is only {_WORDS[stop.node.precision]}, too coarse to send "
                    "a bus to.",
                    "Put the pin on the campus.",
                    day=index,
                    subject=stop.id,
                    stops=(stop.id,),
                )
            for fact in ground.facts.geo.get(stop.id, ()):
                yield Finding(
                    ODD,
                    Severity.WARNING,
                    f"{name} {fact.text}.",
                    fact.mend or "Look at its pin on the map.",
                    fact.source or "house rule",
                    day=index,
                    subject=stop.id,
                    numbers={"gap_m": fact.gap_m} if fact.gap_m else {},
                )


def _is_before_a_night(ground: Ground, day: TourDay) -> bool:
    return day.index < len(ground.plan.days) - 1


def _no_hotel_yet(ground: Ground, day: TourDay) -> Finding:
    return Finding(
        NIGHT,
        Severity.WARNING,
        f"{ground.day_name(day.index)}: the night is spent in {day.end.city}, and no hotel is "
        "chosen there yet.",
        "Type its name where the day ends.",
        day=day.index,
    )


def _night(ground: Ground, day: TourDay) -> Finding:
    return Finding(
        NIGHT,
        Severity.ERROR,
        f"{ground.day_name(day.index)}: the night after it has no hotel of the tour; the bus ends "
        f"the day at {day.end.name}.",
        "Add the hotel to the tour, and plan again.",
        day=day.index,
    )
