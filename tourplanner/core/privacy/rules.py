"""What a paper does with a fact of a kind, whatever record it is of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tourplanner.core.fields import Field, FieldType, Level
from tourplanner.core.model.paper import LINKS, field_of
from tourplanner.core.papers.specs import PaperSpec
from tourplanner.core.privacy.consent import BY_CONSENT
from tourplanner.core.withheld import is_told


class Way(Enum):
    """How it is worked out whether a fact goes out."""

    SILENT = "it stays inside, and no line of the list is of it"
    STAYS = "it stays inside, and the list tells it"
    LINK = "it says which record another belongs to"
    BY_CONSENT = "its level hangs on what was agreed for its record"
    GOES = "level and paper let it out, unless its record or its words hold it back"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a paper does with a fact of a kind, whatever record it is of."""

    way: Way
    declared: Field | None
    level: Level
    is_named: bool
    is_refused: bool  # by its level


class Rules(dict[str, "KindRules"]):
    """The rules of one paper for one reader, by kind; each is worked out when first asked for."""

    def __init__(self, spec: PaperSpec, levels: frozenset[Level]) -> None:
        super().__init__()
        self.spec, self.levels = spec, levels

    def __missing__(self, kind: str) -> KindRules:
        self[kind] = KindRules(self, kind)
        return self[kind]


class KindRules(dict[str, Rule]):
    """The rules of one paper for the facts of a kind."""

    def __init__(self, rules: Rules, kind: str) -> None:
        super().__init__()
        self._spec, self._levels, self._kind = rules.spec, rules.levels, kind

    def __missing__(self, fact: str) -> Rule:
        self[fact] = rule_of(self._spec, self._levels, self._kind, fact)
        return self[fact]


def rule_of(spec: PaperSpec, levels: frozenset[Level], kind: str, fact: str) -> Rule:
    """Work out what a paper does with a fact of a kind; an undeclared one stays inside."""
    declared = field_of(kind, fact)
    level = Level.RESTRICTED if declared is None else declared.level
    is_named = declared is not None and spec.names(kind, fact)
    refused = declared is None or level not in levels
    if declared is not None and is_named and declared.type is FieldType.REF and fact in LINKS:
        way = Way.LINK
    elif declared is not None and declared.name in BY_CONSENT.get(kind, ()):
        way = Way.BY_CONSENT
    elif is_named and not refused:
        way = Way.GOES
    else:
        told = is_told(kind, fact, declared, level, refused=refused)
        way = Way.STAYS if told else Way.SILENT
    return Rule(way, declared, level, is_named, refused)
