"""How fast the bus of a tour is: its factors as lines of a form, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tourplanner.core.errors import InputError
from tourplanner.core.fields import KINDS
from tourplanner.core.model.figures import range_of_setting
from tourplanner.core.model.tour import Tour
from tourplanner.core.units import hours_text
from tourplanner.services.office import ProfileEntry
from tourplanner.services.tours import TourService

# setting: label, help, unit
PACE: dict[str, tuple[str, str, str]] = {
    "bus_factor_percent": (
        "Bus against a car, %",
        "110: where a car takes 60 minutes, the bus is planned with 66.",
        "%",
    ),
    "peak_percent": (
        "In rush hour, %",
        "140: in a big city's rush hour, up to an hour of a drive takes 1.4 times as long.",
        "%",
    ),
    "mountain_mph": (
        "On mountain roads, mph",
        "For drives marked “mountain road” alone, where the road network is known too little.",
        "mph",
    ),
}


@dataclass(frozen=True, slots=True)
class PaceEffect:
    """What the factors come to, in minutes over the whole plan. ``car_min`` : as a car would."""

    plan: str
    bus_min: int
    car_min: int

    @property
    def text(self) -> str:
        """Say it: ``The drives of Plan 1 take 12 h 57 as it stands; a car would take 11 h 20.``"""
        return (
            f"The drives of {self.plan} are planned with {hours_text(self.bus_min)}; "
            f"at a car's speed, outside rush hour, they would take {hours_text(self.car_min)}."
        )

    def against(self, before: PaceEffect) -> str:
        """Say how much that is more or less than it was; empty where it is the same."""
        more = self.bus_min - before.bus_min
        if not more:
            return ""
        return f"{hours_text(abs(more))} {'more' if more > 0 else 'less'} than before the change."


def pace_entries(tour: Tour) -> tuple[ProfileEntry, ...]:
    """Give the factors of a tour as lines of its form."""
    field = KINDS["tour"].field("settings")
    assert field is not None
    return tuple(
        ProfileEntry(name, label, help_, field.level, str(getattr(tour.settings, name)))
        for name, (label, help_, _) in PACE.items()
    )


def typed_pace(name: str, typed: str) -> dict[str, int]:
    """Read what was typed for a factor: ``110``, ``110 %``; InputError says what fits."""
    unit = PACE[name][2]
    words = typed.casefold().removesuffix(unit).strip()
    least, most = range_of_setting(name)
    if not words.isdecimal() or not least <= int(words) <= most:
        raise InputError(f"“{typed}” does not fit here.", f"Type {least} to {most} {unit}.")
    return {name: int(words)}


def pace_effect(tours: TourService, tour_id: str) -> PaceEffect | None:
    """Give what the factors come to in the tour's plan; None where it has no plan.

    Typed minutes are no matter of factors: they are the same in both.
    """
    tour = tours.load(tour_id)
    plan = tours.plan_of(tour)
    if plan is None:
        return None
    even = replace(tour.settings, bus_factor_percent=100, peak_percent=100)
    as_car = replace(tour, settings=even)
    minutes = [
        sum(schedule.guest_drive_min for schedule in tours.schedules(plan, tours.travel(one)))
        for one in (tour, as_car)
    ]
    return PaceEffect(plan.name, *minutes)
