"""Which planned stops may stand on a paper for the press, and what holds the others back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tourplanner.core.model.paper import RecordView, TourView

OPEN_COVERAGES = frozenset({"open", "pooled", "photo"})


@dataclass(frozen=True, slots=True)
class Gate:
    """Why a record stays inside. ``silent``: it is no part of this paper, so nobody asks."""

    why: str
    release: str = ""
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Readiness:
    """How many of the planned stops can go to the press, and what holds the others."""

    ready: int
    total: int
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The readiness in one sentence."""
        if not self.total:
            return "Nothing is planned yet, so nothing can go to press."
        if self.ready == self.total:
            many = f"All {self.total} stops" if self.total > 1 else "The one stop"
            return f"{many} can go to press."
        stops = "stop" if self.total == 1 else "stops"
        return f"{self.ready} of {self.total} {stops} can go to press: {', '.join(self.reasons)}."


NO_HOST = Gate("The host is not confirmed", "Confirm the host once they agree in writing.")
NO_RULE = Gate("No press rule is chosen", "Choose open, pooled or photo only.")
CLOSED = Gate("Closed to the press", "Nothing releases a closed event; open it to print it.")


def readiness(view: TourView) -> Readiness:
    """Count the planned stops that may stand on a paper for the press."""
    stops = planned_stops(view)
    found = [stop_gates(view.get("stop", stop)) for stop in stops]
    ready = sum(not gates for gates in found)
    unconfirmed = sum(NO_HOST in gates for gates in found)
    closed = sum(CLOSED in gates for gates in found)
    no_rule = sum(NO_RULE in gates for gates in found)
    reasons = []
    if unconfirmed:
        reasons.append(f"{unconfirmed} host{'s' * (unconfirmed > 1)} not confirmed")
    if closed:
        reasons.append(f"{closed} closed to the press")
    if no_rule:
        reasons.append(f"{no_rule} without a press rule")
    return Readiness(ready, len(stops), tuple(reasons))


def is_ready(stop: RecordView, *, draft: bool = False) -> bool:
    """Whether a planned stop may stand on a paper for the press, or on a draft of one."""
    gates = stop_gates(stop)
    return not [gate for gate in gates if not (draft and gate is NO_HOST)]


def is_confirmed(record: RecordView) -> bool:
    """Whether a stop's host or an item is confirmed."""
    status = record["status"]
    return isinstance(status, Mapping) and status.get("state") == "confirmed"


def planned_stops(view: TourView) -> list[str]:
    """Give the ids of the stops of the plan, in its order."""
    return [str(row.stop.id) for day in view.days for row in day.rows]


def stop_gates(stop: RecordView) -> tuple[Gate, ...]:
    """Give all that holds a planned stop back."""
    coverage = stop["coverage"]
    if coverage == "closed":
        return (CLOSED,)
    gates = () if is_confirmed(stop) else (NO_HOST,)
    return gates if coverage in OPEN_COVERAGES else (*gates, NO_RULE)
