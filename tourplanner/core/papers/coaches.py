"""The coaches of a cut view, the tour's own and the further ones, as papers name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tourplanner.core.aboard import by_name
from tourplanner.core.coaches import is_out
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import one_line


@dataclass(frozen=True, slots=True)
class Coach:
    """A coach as far as a paper may have it; what it may not have is empty.

    ``id`` is what riders are told it by.
    """

    id: str
    name: str
    length_ft: int
    seats: int
    has_lift: bool
    driver: str
    driver_phone: str

    @property
    def size(self) -> tuple[str, ...]:
        """The seats and the lift in words."""
        seats = f"{self.seats} seats" if self.seats else ""
        return tuple(filter(None, (seats, "lift" if self.has_lift else "")))

    @property
    def length(self) -> str:
        """The length in words."""
        return f"{self.length_ft} ft" if self.length_ft else ""

    @property
    def words(self) -> str:
        """The whole coach in words: name, length, seats, lift."""
        return ", ".join(filter(None, (self.name, self.length, *self.size)))


def coaches_of(cut: CutView) -> list[Coach]:
    """Give the coaches in order, the tour's own first, the others by name."""
    tour = cut.one("tour")
    vehicle = tour["vehicle"] if isinstance(tour["vehicle"], dict) else {}
    of_tour = {name: tour[name] for name in ("driver_name", "driver_phone")}
    further = [_coach(one.id, one.values) for one in by_name(cut.all("coach"))]
    if further and is_out(vehicle):
        return further
    return [_coach(tour.id, {**vehicle, **of_tour}), *further]


def told_coaches(cut: CutView) -> dict[str, str]:
    """Give id and name of the coaches, in order; nothing where no rider is told one of several."""
    names = {load.text("coach"): one_line(load.text("name")) for load in cut.all("load")}
    return names if any(rider.text("coach") in names for rider in cut.all("rider")) else {}


def driver_words(coach: Coach, carrier: str, *, phone: bool = False) -> str:
    """Give the driver, the phone where it is asked for, and the bus company."""
    parts = (coach.driver, coach.driver_phone if phone else "", one_line(carrier))
    return ", ".join(filter(None, parts))


def driver_label(coaches: list[Coach], coach: Coach) -> str:
    """Give what a driver is called: by the coach where there are several."""
    return f"Driver, {coach.name}" if len(coaches) > 1 and coach.name else "Driver"


def _coach(id_: str, values: Any) -> Coach:
    def text(name: str) -> str:
        return one_line(str(values.get(name) or ""))

    length, seats = values.get("length_ft") or 0, values.get("seats") or 0
    has_lift = bool(values.get("has_lift"))
    return Coach(
        id_, text("name"), length, seats, has_lift, text("driver_name"), text("driver_phone")
    )
