"""What the program knows that ages: rules, calendars and data, each with its date and source."""

from __future__ import annotations

from dataclasses import dataclass

from tourplanner.core.closures import Closures
from tourplanner.core.elections import Blackout
from tourplanner.core.gifts import GiftLimit
from tourplanner.core.model.rules import RuleEntry


@dataclass(frozen=True, slots=True)
class ShippedData:
    """One file of data that ships with the program. ``date`` is as its source gives it."""

    file: str
    rows: int
    about: str
    source: str
    date: str
    licence: str


@dataclass(frozen=True, slots=True)
class OfficeRules:
    """A state's rules of office, as far as a pack has them."""

    state: str
    gifts: GiftLimit | None
    blackout: Blackout | None


@dataclass(frozen=True, slots=True)
class Reference:
    """All of it. ``house`` is the stricter rule that only warns."""

    rule_sets: tuple[RuleEntry, ...]
    house: RuleEntry
    closures: tuple[Closures, ...]
    shipped: tuple[ShippedData, ...]
    office_rules: tuple[OfficeRules, ...] = ()
