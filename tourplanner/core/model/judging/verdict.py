"""What became of a line: the schools that it may mean, and the sentence for who pasted it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tourplanner.core.model.matching import Entry, Reading

MAX_SHOWN = 50
#: Evidence that tells one school from others of its name.
PLACING = frozenset({"city", "district", "address", "zip", "street", "county named"})


class MatchState(StrEnum):
    """What became of a line."""

    SURE = "sure"
    SEVERAL = "several"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Possible:
    """A school that a line may mean, and why."""

    entry: Entry
    reason: str
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a line means; ``reason`` is one sentence for the person who pasted it."""

    state: MatchState
    possible: tuple[Possible, ...] = ()
    reason: str = ""
    rest: str = ""  # words on the line that say nothing of the school
    total: int = 0  # how many fit, where more than shown
    is_chatter: bool = False  # words of a letter: no school, no site either
    padded: str = ""  # the code, where a leading zero was put back

    @property
    def is_unplaced(self) -> bool:
        """Whether it asks, and nothing in the line says where any of the schools is."""
        asks = self.state is MatchState.SEVERAL
        return asks and all(p.evidence.isdisjoint(PLACING) for p in self.possible)


_FIELD_WORDS = (
    ("address", "address"),
    ("city", "city"),
    ("district", "district"),
    ("zip", "ZIP"),
    ("street", "street"),
    ("county", "county"),
    ("county named", "county"),
)


def _possible(reading: Reading) -> Possible:
    fits = list(dict.fromkeys(w for name, w in _FIELD_WORDS if name in reading.evidence))
    name = "name" if "name" in reading.evidence else "part of the name"
    said = [name, *fits]
    if not reading.name_parts:
        said = fits
    return Possible(reading.entry, " and ".join(said) + " fit", frozenset(reading.evidence))


def _order(reading: Reading) -> tuple[bool, bool, int, bool, tuple[str, ...], str]:
    entry = reading.entry
    return (
        reading.is_short,
        reading.type_conflict,
        -len(reading.explained),
        entry.is_closed,
        entry.name.all,
        entry.key,
    )


def several(readings: Sequence[Reading], reason: str) -> Verdict:
    """Ask between schools, the likeliest first."""
    ordered = sorted(readings, key=_order)
    shown = tuple(_possible(reading) for reading in ordered[:MAX_SHOWN])
    return Verdict(MatchState.SEVERAL, shown, reason, total=len(ordered))
