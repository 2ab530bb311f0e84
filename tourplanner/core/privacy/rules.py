"""What a paper does with a fact of a kind, whatever record it is of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from tourplanner.core.fields import Field, FieldType, Level
from tourplanner.core.model.paper import LINKS, field_of
from tourplanner.core.papers.specs import PaperSpec
from tourplanner.core.privacy.consent import BY_CONSENT
from tourplanner.core.withheld import is_told


class Way(Enum):
    """How it is worked out whether a fact goes out."""

    SILENT = "it stays inside, and no line of the list is of it"
    LINK = "it says which record another belongs to"
    BY_CONSENT = "its level hangs on what was agreed for its record"
    BY_LEVEL = "its level is as declared"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a paper does with a fact of a kind, whatever record it is of."""

    way: Way
    declared: Field | None
    level: Level
    is_named: bool


@lru_cache(maxsize=8192)  # asked for every value of every record of every paper
def rule_of(spec: PaperSpec, levels: frozenset[Level], kind: str, fact: str) -> Rule:
    """Work out what a paper does with a fact of a kind; an undeclared one stays inside."""
    declared = field_of(kind, fact)
    if declared is None:
        return Rule(Way.BY_LEVEL, None, Level.RESTRICTED, False)
    is_named = spec.names(kind, fact)
    if is_named and declared.type is FieldType.REF and fact in LINKS:
        way = Way.LINK
    elif declared.name in BY_CONSENT.get(kind, ()):
        way = Way.BY_CONSENT
    else:
        refused = declared.level not in levels
        stays = refused or not is_named
        silent = stays and not is_told(kind, fact, declared, declared.level, refused=refused)
        way = Way.SILENT if silent else Way.BY_LEVEL
    return Rule(way, declared, declared.level, is_named)
