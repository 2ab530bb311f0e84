"""Typed minutes against the miles: they win over every estimate, so a slip of the hand is told.

A driver's duty log is only as true as the minutes of its legs.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.ground import DrivenLeg, Ground, driven_legs
from tourplanner.core.geo import great_circle_m
from tourplanner.core.model.rules import Speeds
from tourplanner.core.units import MIN_PER_HOUR, hours_text, miles

FAST, SLOW = "LEG-FAST", "LEG-SLOW"
FROM_MI = 1  # shorter ways depend on the door that one means
LONG_MI = 10  # from here on an impossible speed is no rounding


def check_speed(ground: Ground) -> Iterator[Finding]:
    """Give the legs of the checked days whose typed minutes do not fit their miles.

    Over the usual speed, and slower than walking, it is a warning; over the highest speed limit on
    a long leg an error.
    """
    speeds = ground.rules.speeds
    if speeds is None:
        return
    for schedule in ground.checked():
        for driven in driven_legs(schedule):
            if driven.leg is not None and driven.leg.typed is not None:
                yield from _leg(ground, speeds, driven, schedule.day.index)


def _leg(ground: Ground, speeds: Speeds, driven: DrivenLeg, day: int) -> Iterator[Finding]:
    assert driven.leg is not None  # looked at above
    minutes = driven.leg.off_peak_min
    straight_m = great_circle_m(driven.start.point, driven.end.point)
    way_mi = miles(max(driven.leg.meters, straight_m))
    if way_mi <= FROM_MI:
        return
    needed_min = ceil(way_mi * MIN_PER_HOUR / speeds.usual_mph)
    walked_min = ceil(way_mi * MIN_PER_HOUR / speeds.walking_mph)
    if needed_min <= minutes <= walked_min:
        return
    # Where no road is known, typed minutes come with the miles of the straight line.
    by_road = driven.leg.meters > straight_m + 1
    way = f"{way_mi:,.0f} mi" if way_mi >= LONG_MI else f"{way_mi:.1f} mi"
    way += "" if by_road else " in a straight line"
    mph = way_mi * MIN_PER_HOUR / minutes if minutes else None
    average = f", {mph:,.0f} mph on average" if mph and minutes < needed_min else ""
    lead = (
        f"{ground.day_name(day)}: {hours_text(minutes)} is typed from {driven.start.name} to "
        f"{driven.end.name} for {way}{average}"
    )
    if minutes < needed_min:
        impossible = way_mi > LONG_MI and (mph is None or mph > speeds.most_mph)
        rule, severity = FAST, Severity.ERROR if impossible else Severity.WARNING
        text = f"{lead}; at {speeds.usual_mph} mph it takes {hours_text(needed_min)}."
        mend = f"Check the minutes of this leg and type them anew, {needed_min} or more"
    else:
        rule, severity = SLOW, Severity.WARNING
        text = f"{lead}; that is slower than walking."
        mend = "Check the minutes of this leg and type them anew"
    house = ground.rules.house
    yield Finding(
        rule,
        severity,
        text,
        f"{mend}, or take them back for the program's own.",
        house.source,
        house.date,
        day,
        numbers={"typed_min": minutes, "needed_min": needed_min, "miles": round(way_mi, 1)},
    )
