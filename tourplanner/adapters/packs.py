"""Reads the packs: rules and calendars that age, as dated data files with their source.

Shipped packs stand in ``resources/packs``; a file of the same form in one of the user's own pack
folders adds to them, and its entry wins over a shipped one of the same id or state.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, replace
from datetime import date
from pathlib import Path
from typing import Any

from tourplanner.core.checks.people import OpenMeetings
from tourplanner.core.closures import (
    NATION,
    Closure,
    Closures,
    DayRule,
    FixedDay,
    NthWeekday,
    WeekOf,
)
from tourplanner.core.costs import CENTS_PER_DOLLAR
from tourplanner.core.elections import Blackout
from tourplanner.core.errors import InputError, NotFoundError, ResourceMissing
from tourplanner.core.gifts import GiftLimit
from tourplanner.core.model.reference import OfficeRules
from tourplanner.core.model.rules import DriverRules, RuleEntry, RuleSet, Speeds

_FORMAT = 1
_MOST_DAYS, _MOST_DOLLARS = 3_660, 100_000_000  # of a rule of office
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LIMITS = ("drive_max_min", "duty_max_min", "rest_min", "week_max_min", "week_days")


class Packs:
    """All rule sets and school closures that this laptop has."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Read every pack; a later folder wins.

        Raises
        ------
        ResourceMissing : the first folder, the shipped one, has no rule sets.
        InputError : a pack does not make sense; the text names the file.
        """
        self._sets: dict[str, RuleEntry] = {}
        self._house: RuleEntry | None = None
        self._closures: dict[str, Closures] = {}
        self._meetings: dict[str, OpenMeetings] = {}
        self._gifts: dict[str, GiftLimit] = {}
        self._blackouts: dict[str, Blackout] = {}
        for folder in folders:
            self._read_folder(folder)
        if not self._sets or self._house is None:
            raise ResourceMissing(
                "The driver-hour rules that ship with the program are missing.",
                "Install the program again, or put resources/packs back beside it.",
                ", ".join(str(folder) for folder in folders),
            )

    def rule_sets(self) -> tuple[RuleEntry, ...]:
        """Give every rule set that can be chosen, in the order of the packs."""
        return tuple(self._sets.values())

    def house(self) -> RuleEntry:
        """Give the house rule, which only warns."""
        assert self._house is not None  # checked when the packs were read
        return self._house

    def all_closures(self) -> tuple[Closures, ...]:
        """Give the school closures of the nation and of each state that has its own, by state."""
        return tuple(self._closures[state] for state in sorted(self._closures))

    def rule_entry(self, rule_set_id: str) -> RuleEntry:
        """Give one rule set with its states and notes.

        Raises
        ------
        NotFoundError : there is none of that id; the hint lists them.
        """
        if rule_set_id not in self._sets:
            raise NotFoundError(
                f"There is no driver-hour rule set “{rule_set_id}”.",
                f"Choose one of {', '.join(self._sets)}.",
            )
        return self._sets[rule_set_id]

    def driver_rules(self, rule_set_id: str) -> DriverRules:
        """Give the chosen law and the house rule; NotFoundError where there is no such set."""
        house = self.house()
        return DriverRules(self.rule_entry(rule_set_id).rules, house.rules, house.speeds)

    def law_states(self, rule_set_id: str) -> frozenset[str]:
        """Give the states that a rule set is confined to; empty = it reaches anywhere."""
        return self.rule_entry(rule_set_id).states

    def closures(self, state: str) -> Closures:
        """Give a state's school closures with the nation's; those alone where it has none."""
        own = self._closures.get(state.upper(), Closures(state.upper()))
        return replace(own, nation=self._closures.get(NATION))

    def open_meetings(self, state: str) -> OpenMeetings:
        """Give where it is said what a majority of a body is; no source where none is loaded."""
        return self._meetings.get(state.upper(), OpenMeetings())

    def office_rules(self) -> tuple[OfficeRules, ...]:
        """Give the rules of office of each state that has any, by state."""
        states = sorted({*self._gifts, *self._blackouts})
        return tuple(OfficeRules(s, self.gift_limit(s), self.blackout(s)) for s in states)

    def gift_limit(self, state: str) -> GiftLimit | None:
        """Give from which value on a state has outside payments reported; None = not loaded."""
        return self._gifts.get(state.upper())

    def blackout(self, state: str) -> Blackout | None:
        """Give for how long a state bars mass mailings before elections; None = not loaded."""
        return self._blackouts.get(state.upper())

    def _read_folder(self, folder: Path) -> None:
        for path in sorted(folder.glob("rule_sets*.json")):
            data = _load(path)
            for entry in _list(data, "sets", path):
                read = _rule_entry(entry, path)
                self._sets[read.rules.id] = read
            if "house" in data:
                read, old = _rule_entry(data["house"], path), self._house
                # A house rule of the office's own may say nothing of speeds.
                self._house = read if read.speeds or not old else replace(read, speeds=old.speeds)
        for path in sorted(folder.glob("school_closures*.json")):
            read_closures = _closures(_load(path), path)
            self._closures[read_closures.state] = read_closures
        for path in sorted(folder.glob("open_meetings*.json")):
            for entry in _list(_load(path), "states", path):
                texts = {key: str(entry.get(key, "")) for key in ("state", "source", "date")}
                self._meetings[texts["state"]] = OpenMeetings(texts["source"], texts["date"])
        for path in sorted(folder.glob("office_rules*.json")):
            for entry in _list(_load(path), "states", path):
                self._read_office_rules(entry, path)

    def _read_office_rules(self, entry: dict[str, Any], path: Path) -> None:
        try:
            state = str(entry["state"]).upper()
            if gifts := entry.get("gifts"):
                self._gifts[state] = GiftLimit(
                    _whole(gifts["limit_dollars"], _MOST_DOLLARS) * CENTS_PER_DOLLAR,
                    _whole(gifts["report_days"], _MOST_DAYS),
                    str(gifts["source"]),
                    date.fromisoformat(gifts["date"]).isoformat(),
                    str(gifts.get("form", "")),
                )
            if elections := entry.get("elections"):
                self._blackouts[state] = Blackout(
                    _whole(elections["blackout_days"], _MOST_DAYS),
                    str(elections["source"]),
                    date.fromisoformat(elections["date"]).isoformat(),
                )
        except KeyError as error:
            raise _odd(path, f"{error.args[0]} is missing") from error
        except (AttributeError, TypeError, ValueError) as error:
            raise _odd(path, str(error)) from error


def _whole(value: object, most: int) -> int:
    if type(value) is not int or not 0 < value <= most:
        raise ValueError(f"{value} is no whole number from 1 to {most:,}")
    return value


def with_days(closures: Closures, days: dict[date, str]) -> Closures:
    """Give closures with single days added, such as a district's own."""
    return replace(closures, extra={**(closures.extra or {}), **days})


def _load(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"The pack {path.name} cannot be read.", "Mend or remove it.", str(error)
        ) from error
    if not isinstance(data, dict) or data.get("format") != _FORMAT:
        raise InputError(
            f"The pack {path.name} is not of a form that this version knows.",
            f"It needs “format”: {_FORMAT}.",
        )
    return data


def _list(data: dict[str, Any], name: str, path: Path) -> list[dict[str, Any]]:
    value = data.get(name, [])
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise _odd(path, f"“{name}” is not a list of entries")
    return value


def _rule_entry(entry: dict[str, Any], path: Path) -> RuleEntry:
    try:
        limits = {name: entry[name] for name in _LIMITS}
        rules = RuleSet(
            str(entry["id"]),
            str(entry["name"]),
            str(entry["source"]),
            date.fromisoformat(entry["date"]).isoformat(),
            str(entry["reach"]),
            **limits,
            duty_is_elapsed=entry["duty_is_elapsed"] is True,
        )
        states = frozenset(str(state) for state in entry.get("states", ()))
        notes = tuple(str(note) for note in entry.get("notes", ()))
        speeds = Speeds(**entry["speeds"]) if "speeds" in entry else None
    except KeyError as error:
        raise _odd(path, f"a rule set has no {error.args[0]}") from error
    except (TypeError, ValueError) as error:
        raise _odd(path, f"a rule set does not make sense: {error}") from error
    for name, value in limits.items():
        if value is not None and (type(value) is not int or value <= 0):
            raise _odd(path, f"{name} of {rules.id} is {value}; whole minutes or null")
    if (rules.week_max_min is None) is not (rules.week_days is None):
        raise _odd(path, f"{rules.id} has only one of week_max_min and week_days")
    if speeds and not all(type(mph) is int and mph > 0 for mph in astuple(speeds)):
        raise _odd(path, f"speeds of {rules.id} are not whole miles an hour")
    return RuleEntry(rules, states, notes, path.name, speeds)


def _closures(data: dict[str, Any], path: Path) -> Closures:
    try:
        rules = tuple(
            Closure(
                str(entry["name"]),
                _day_rule(entry),
                entry.get("sure", True) is True,
                str(entry.get("source", "")),
            )
            for entry in _list(data, "closures", path)
        )
        extra = {date.fromisoformat(day): str(name) for day, name in data.get("days", {}).items()}
        return Closures(
            str(data["state"]).upper(),
            rules,
            str(data["source"]),
            date.fromisoformat(data["date"]).isoformat(),
            extra or None,
        )
    except KeyError as error:
        raise _odd(path, f"{error.args[0]} is missing") from error
    except (AttributeError, TypeError, ValueError) as error:
        raise _odd(path, str(error)) from error


def _day_rule(entry: dict[str, Any]) -> DayRule:
    month = int(entry["month"])
    date(2024, month, 1)  # ValueError where there is no such month
    if "week_of" in entry:
        days = tuple(_WEEKDAYS.index(name) for name in entry["weekdays"])
        return WeekOf(month, date(2024, month, int(entry["week_of"])).day, days)
    if "weekday" in entry:
        n = int(entry["n"])
        if not (1 <= n <= 5 or -5 <= n <= -1):
            raise ValueError(f"there is no weekday number {n} in a month")
        return NthWeekday(month, _WEEKDAYS.index(entry["weekday"]), n)
    day = date(2024, month, int(entry["day"])).day
    return FixedDay(month, day, int(entry.get("sunday", 0)), int(entry.get("saturday", 0)))


def _odd(path: Path, what: str) -> InputError:
    return InputError(f"The pack {path.name} does not make sense: {what}.", "Mend or remove it.")
