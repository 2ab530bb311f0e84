"""Rules that age, as values: read from dated data files, never written into code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One dated set of driver-hour limits, in elapsed minutes; None = no such limit."""

    id: str
    name: str
    source: str
    date: str  # as-of date of the text, ISO
    reach: str  # where it applies, in words: "interstate", "stays inside California"
    drive_max_min: int | None  # driving between two rests
    duty_max_min: int | None  # no driving after so much duty since the last rest
    rest_min: int | None  # off duty between two days
    week_max_min: int | None
    week_days: int | None
    duty_is_elapsed: bool  # True: from report to release; False: breaks in writing are left out


@dataclass(frozen=True, slots=True)
class Speeds:
    """How fast a bus gets over a whole leg, mph: what typed minutes are held against."""

    usual_mph: int  # faster is unlikely
    most_mph: int  # the highest speed limit there is: faster cannot be
    walking_mph: int  # slower is unlikely


@dataclass(frozen=True, slots=True)
class DriverRules:
    """The chosen set (a break is an error) and the stricter house rule (a break is a warning).

    ``speeds`` belong to the house rule; None = typed minutes are not looked at.
    """

    law: RuleSet
    house: RuleSet
    speeds: Speeds | None = None


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule set with the states that it is confined to (empty = anywhere) and its notes."""

    rules: RuleSet
    states: frozenset[str]
    notes: tuple[str, ...]
    file: str
    speeds: Speeds | None = None  # of the house rule
