"""How much of a plan is estimated: legs, and school hours that nobody has asked for."""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.ground import DrivenLeg, Ground, driven_legs
from tourplanner.core.clock import tod_text
from tourplanner.core.units import join_names

ESTIMATE, ASSUMED = "ESTIMATE", "HOURS-ASSUMED"


def estimated_legs(ground: Ground) -> tuple[list[DrivenLeg], list[DrivenLeg], int]:
    """Give the legs that are estimates, those of them that say "check", and the count of all."""
    legs = [
        driven
        for schedule in ground.schedules
        for driven in driven_legs(schedule)
        if driven.leg is not None and driven.start.id != driven.end.id
    ]
    estimates = [driven for driven in legs if driven.leg and driven.leg.grade.is_estimate]
    check = [driven for driven in legs if driven.leg and driven.leg.check]
    return estimates, check, len(legs)


def check_estimates(ground: Ground) -> Iterator[Finding]:
    """Say how many legs are estimates and which ask for a check, and where hours are assumed."""
    estimates, check, count = estimated_legs(ground)
    if estimates or check:
        sources = sorted({driven.leg.source for driven in estimates if driven.leg})
        text = f"{len(estimates)} of {count} legs are estimates"
        pairs = [f"{driven.start.name} to {driven.end.name}" for driven in check]
        if pairs:
            says = "1 of the legs says" if len(pairs) == 1 else f"{len(pairs)} of the legs say"
            text += f"; {says} “check”: {join_names(pairs)}"
        yield Finding(
            ESTIMATE,
            Severity.WARNING,
            f"{text}.",
            "Ask somebody who knows the road, and type its minutes: they win.",
            "; ".join(sources) or "typed minutes",
            numbers={"estimates": len(estimates), "check": len(check), "legs": count},
        )
    assumed = [
        row.stop
        for schedule in ground.schedules
        for row in schedule.rows
        if row.window is not None and row.window.assumed
    ]
    if assumed:
        settings = ground.settings
        hours = (
            f"{tod_text(settings.window_open_tod_min)}-{tod_text(settings.window_close_tod_min)}"
        )
        stops = "1 stop has" if len(assumed) == 1 else f"{len(assumed)} stops have"
        yield Finding(
            ASSUMED,
            Severity.WARNING,
            f"{stops} no bell times, so school hours of {hours} are assumed: "
            f"{join_names([stop.name for stop in assumed])}.",
            "Ask the front offices for their bells and type them.",
            numbers={"stops": len(assumed)},
            stops=tuple(stop.id for stop in assumed),
        )
