"""What goes over the network: who is asked, and the list of hosts asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

DEADLINE_S = 15.0  # for one look-up in all: waiting for its turn, asking, reading
MAX_BODY_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Provider:
    """A geocoder on the network; ``pace_s`` is the least time between two requests."""

    code: str
    name: str
    host: str
    attribution: str
    needs_key: bool = False
    pace_s: float = 1.0
    about: str = ""
    scheme: str = "https"


@dataclass(frozen=True, slots=True)
class HostAsked:
    """One request that left this computer: when, to which host, why, and what came of it."""

    at: datetime
    host: str
    why: str
    outcome: str
