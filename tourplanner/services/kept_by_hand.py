"""Sites that no directory has, found again by name, town and state: a list can be given twice."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tourplanner.core.changes import Record
from tourplanner.core.model.counties import county_name
from tourplanner.core.model.ids import SiteId
from tourplanner.core.model.states import States, split_town
from tourplanner.store.file import OfficeFile


class KeptByHand:
    """The candidates that were kept by hand.

    Springfield in Illinois is not Springfield in Missouri; where one of the two names no state,
    name and town decide. A county counts where no town is given, in the same way.
    """

    def __init__(self, states: States, home_state: str) -> None:
        """Take what tells the state of a line: all states, and the one of lines that say none."""
        self._states = states
        self._home_state = home_state
        self._by_place: dict[tuple[str, str], list[tuple[tuple[str, str], SiteId]]] = {}

    def know(self, record: Record) -> None:
        """Take a site; one that is gone or that a directory has counts for nothing."""
        if not record.deleted and not record["directory"]:
            facts = {name: str(record[name] or "") for name in ("name", "city", "county")}
            area = (str(record["state"] or ""), hand_county(facts))
            self._by_place.setdefault(hand_key(facts), []).append((area, SiteId(record.id)))

    def add(self, facts: Mapping[str, str], site: SiteId) -> None:
        """Take a site that is about to be kept, by what was typed of it."""
        place, area = self._place(facts)
        self._by_place.setdefault(place, []).append((area, site))

    def find(self, facts: Mapping[str, str]) -> SiteId | None:
        """Give the site that a line means, by what was typed; None where none is here yet."""
        place, area = self._place(facts)
        for there, site in self._by_place.get(place, ()):
            if all(a == b or not (a and b) for a, b in zip(there, area, strict=True)):
                return site
        return None

    def _place(self, facts: Mapping[str, str]) -> tuple[tuple[str, str], tuple[str, str]]:
        town, there, zip_code = split_town(facts.get("city", ""), self._states)
        zip_code = facts.get("zip") or zip_code
        state = self._states.said(facts.get("state") or there, zip_code, self._home_state)
        return hand_key({**facts, "city": town}), (state, hand_county(facts))


def read_kept(file: OfficeFile, states: States, home_state: str) -> KeptByHand:
    """Give the candidates of a file that no directory has."""
    kept = KeptByHand(states, home_state)
    for record in file.tables.all("site"):
        kept.know(record)
    return kept


def hand_county(facts: Mapping[str, str]) -> str:
    """Give the county that tells a site of no town from others of its name, else empty."""
    return "" if facts.get("city") else _plain(county_name(facts.get("county", "")))


def hand_key(facts: Mapping[str, str]) -> tuple[str, str]:
    """Give name and town as they are compared: without capitals, points and further spaces."""
    return _plain(facts.get("name", "")), _plain(facts.get("city", ""))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
