"""Who is aboard on which leg: riders join and leave at a day or at a stop.

A leg is named (day, order), both from 0: leg ``order`` of a day leads to the day's stop of that
order, the one after the last stop to where the day ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tourplanner.core.model.paper import RecordView

Leg = tuple[int, int]
Places = Mapping[str, Leg]
"""Stop id -> its day and order in the plan."""

COMING, DECLINED = "coming", "declined"
_WHEELS = re.compile(r"\b(wheel ?chair|scooter|lift|silla de ruedas)\b", re.IGNORECASE)
_START: Leg = (0, 0)
_END: Leg = (10_000, 10_000)


@dataclass(frozen=True, slots=True)
class Ride:
    """The first and last leg of a rider, both included.

    ``lost``: a stop of its is not in the plan, so that end counts as open.
    """

    first: Leg = _START
    last: Leg = _END
    lost: bool = False

    def is_aboard(self, leg: Leg) -> bool:
        """Whether the rider is in the bus on a leg."""
        return self.first <= leg <= self.last

    def sees(self, stop: Leg) -> bool:
        """Whether the rider comes to a stop or leaves it with the bus, or is there alone."""
        day, order = stop
        after = (day, order + 1)
        is_guest = self.first == after and self.last == stop
        return is_guest or self.is_aboard(stop) or self.is_aboard(after)

    def sleeps(self, day: int) -> bool:
        """Whether the rider is with the party on the night after a day."""
        return self.first < (day + 1, 0) and self.last >= (day + 1, 0)

    @property
    def words(self) -> str:
        """When the rider is aboard, by the numbers of days and stops; empty for the whole tour."""
        start = "" if self.first == _START else _on(self.first)
        end = "" if self.last == _END else _off(self.last)
        if start and start == end:
            return start
        if start and end:
            return f"From {_lower(start)} to {_lower(end)}"
        return f"From {_lower(start)}" if start else f"To {_lower(end)}" if end else ""


def is_coming(rider: RecordView) -> bool:
    """Whether a rider comes along; one without a status does."""
    return rider.text("status") in ("", COMING)


def expected(riders: Iterable[RecordView]) -> Iterator[RecordView]:
    """Give the riders who come along, or have not said that they do not."""
    return (rider for rider in riders if rider.text("status") != DECLINED)


def needs_lift(rider: RecordView) -> bool:
    """Whether a rider needs a lift, by the access needs."""
    return bool(_WHEELS.search(rider.text("access")))


def ride_of(rider: RecordView, places: Places) -> Ride:
    """Give the legs of a rider."""
    first, is_lost = _leg(rider["joins"], places, joins=True)
    last, is_lost_too = _leg(rider["leaves"], places, joins=False)
    return Ride(first, last, is_lost or is_lost_too)


def by_name(records: Iterable[RecordView]) -> list[RecordView]:
    """Give riders, or coaches, by name as it is typed, accents and capitals apart."""
    return sorted(records, key=lambda r: (folded_name(r.text("name")), r.id))


def folded_name(name: str) -> str:
    """Give a name to sort by."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def _leg(fact: Any, places: Places, *, joins: bool) -> tuple[Leg, bool]:
    """Give the first or last leg that a fact means, and whether its stop is not in the plan."""
    free = _START if joins else _END
    if not isinstance(fact, Mapping):
        return free, False
    day, stop = fact.get("day"), fact.get("stop")
    if isinstance(day, int):
        return ((day, 0) if joins else (day, _END[1])), False
    if stop is None:
        return free, False
    at = places.get(str(stop))
    if at is None:
        return free, True
    return ((at[0], at[1] + 1) if joins else at), False


def _on(leg: Leg) -> str:
    day, order = leg
    return f"Day {day + 1}" if order == 0 else f"{day + 1}.{order}"


def _off(leg: Leg) -> str:
    day, order = leg
    return f"Day {day + 1}" if order == _END[1] else f"{day + 1}.{order + 1}"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
