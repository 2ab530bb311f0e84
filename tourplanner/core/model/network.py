"""What goes over the network: who is asked, and the list of hosts asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

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


class KeyState(Enum):
    """Whether the user's key for a provider is on this computer, as far as the keyring says."""

    NONE = "none"
    KEPT = "kept"
    WRITTEN = "written"  # there is no keyring: it stands in the settings file
    UNSEEN = "unseen"  # the keyring is locked or does not answer: it may be there


@dataclass(frozen=True, slots=True)
class HostAsked:
    """One request that left this computer: when, to which host, why, and what came of it."""

    at: datetime
    host: str
    why: str
    outcome: str
