"""Rosters: who represents a district, as of a day; chosen by the day of a visit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tourplanner.core.model.district import (
    Chamber,
    ChamberWords,
    DistrictKind,
    day_text,
    plain_code,
)
from tourplanner.core.model.list_columns import header_key
from tourplanner.core.model.words import plain_words, word_set

LOCAL, TRIBAL = "local", "tribal"
#: What a roster's row may be of: a chamber, or a body of the place.
BODIES = (DistrictKind.UPPER, DistrictKind.LOWER, DistrictKind.CONGRESS, LOCAL, TRIBAL)
MAX_TEXT = 200
RECORD_KIND = "roster_member"

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "member", "membername", "fullname", "legislator", "councilmember"),
    "chamber": ("chamber", "house", "body type", "office"),
    "district": ("district", "districtnumber", "dist", "seat", "ward"),
    "party": ("party", "partyname"),
    "phone": ("phone", "telephone", "officephone", "capitolphone"),
    "body": ("body", "council", "board", "tribe", "jurisdiction"),
    "state": ("state", "st"),
    "as_of": ("asof", "date", "updated", "asofdate"),
}
_CHAMBERS: Mapping[str, str] = {
    **dict.fromkeys(
        ("upper", "senate", "statesenate", "sldu", "sd", "unicameral"), DistrictKind.UPPER
    ),
    **dict.fromkeys(
        ("lower", "house", "assembly", "statehouse", "sldl", "hd", "ad"), DistrictKind.LOWER
    ),
    **dict.fromkeys(("congress", "ushouse", "cd", "usrepresentative"), DistrictKind.CONGRESS),
    **dict.fromkeys((LOCAL, "city", "county", "council", "board", "schoolboard"), LOCAL),
    **dict.fromkeys((TRIBAL, "tribe", "tribalcouncil", "tribalgovernment"), TRIBAL),
}
#: A column of members that says of which chamber they are: "Senator", "State Representative".
_TITLES: Mapping[str, str] = {
    "senator": "senate",
    "representative": "house",
    "delegate": "house",
    "assemblymember": "assembly",
}
#: Words beside a district's number or name that tell no district from another.
_PLAIN = word_set(
    "state house senate assembly legislative congressional representative district dist number no"
    " ward ad sd hd cd ld"
)


@dataclass(frozen=True, slots=True)
class RosterMember:
    """One member. ``roster`` is the day of the whole list, ``as_of`` of this row, both ISO."""

    name: str
    chamber: str  # one of BODIES
    district: str = ""  # without leading zeros
    party: str = ""
    phone: str = ""
    body: str = ""
    state: str = ""
    as_of: str = ""
    roster: str = ""

    @property
    def words(self) -> str:
        """Name the member in one line: name, party, phone."""
        party = f" ({self.party})" if self.party else ""
        return f"{self.name}{party}{f', {self.phone}' if self.phone else ''}"


@dataclass(frozen=True, slots=True)
class SeatMembers:
    """Who represents a district on a day; ``sentence`` says why nobody, or what is odd."""

    members: tuple[RosterMember, ...]
    sentence: str = ""


def roster_columns(header: Sequence[str]) -> dict[str, int]:
    """Say which column of a table holds what: field to number.

    Beside a column "Senator" the office is a room, and no chamber.
    """
    found: dict[str, int] = {}
    for number, cell in enumerate(header):
        key = "name" if _title(cell) else header_key(cell)
        for name, others in _COLUMNS.items():
            if key in map(header_key, others):
                found.setdefault(name, number)
    at = found.get("chamber")
    if at is not None and header_key(header[at]) == "office" and chamber_of(header):
        del found["chamber"]
    return found


def chamber_of(header: Sequence[str]) -> str:
    """Say of which chamber all members are where a column is called "Senator"; else empty."""
    return next(filter(None, map(_title, header)), "")


def _title(cell: str) -> str:
    return _TITLES.get(header_key(cell).removeprefix("state"), "")


def read_member(
    cells: Mapping[str, str], state: str, as_of: str, words: ChamberWords
) -> RosterMember | str:
    """Give the member of a row, or the reason why it is none.

    Parameters
    ----------
    cells : the row's texts by field. state, as_of : where the row does not say.
    """
    values = {name: " ".join(cell.split()) for name, cell in cells.items()}
    if long := next((name for name, text in values.items() if len(text) > MAX_TEXT), ""):
        return f"its {long} is longer than {MAX_TEXT} characters"
    if not values.get("name"):
        return "it has no name"
    state = values.get("state", "").upper() or state
    chamber = _chamber(values.get("chamber", ""), state, words)
    if not chamber and not values.get("chamber"):
        return "it does not say of which chamber"
    if not chamber:
        return f"its chamber “{values.get('chamber', '')}” is not known"
    district = _district(values.get("district", ""))
    if chamber not in (LOCAL, TRIBAL) and not district:
        return "it has no district"
    if chamber in (LOCAL, TRIBAL) and not values.get("body"):
        return "it does not say of which body"
    day = day_of(values["as_of"]) if values.get("as_of") else as_of
    if not day:
        return "it does not say of which day it is" if not values.get("as_of") else "its day is odd"
    return RosterMember(
        values["name"],
        chamber,
        district,
        values.get("party", ""),
        values.get("phone", ""),
        values.get("body", ""),
        state,
        day,
    )


def day_of(text: str) -> str:
    """Read a day as people here write it, 2026-01-05 or 1/5/2026; empty where it is none."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())
    try:
        if found:
            return date(int(found[3]), int(found[1]), int(found[2])).isoformat()
        return date.fromisoformat(text.strip()[:10]).isoformat()
    except ValueError:
        return ""


def _chamber(text: str, state: str, words: ChamberWords) -> str:
    key = header_key(text)
    known = words.states.get(state)
    if not key and known is not None and known.of(DistrictKind.LOWER) is None:
        return DistrictKind.UPPER  # there is no other
    if known is not None:
        for kind in (DistrictKind.UPPER, DistrictKind.LOWER):
            chamber = known.of(kind)
            if chamber and key in (
                header_key(chamber.name),
                header_key(chamber.name.removeprefix("State ")),
            ):
                return kind
    return _CHAMBERS.get(key, "")


def _district(text: str) -> str:
    """Give a district's code of what people write: "41", "041", "AD 41", "VA-7", "District 5A".

    "Addison-1" and "1st Hampden" are names and stay.
    """
    found = re.fullmatch(r"(.*?)(\d+[A-Za-z]?)\s*(?:st|nd|rd|th)?", text.strip())
    if found is None:
        return text.strip()
    before = found[1].strip(" -#.")
    is_state = len(before) == 2 and before.isupper()
    is_number = is_state or _PLAIN.issuperset(plain_words(before))
    return plain_code(found[2].upper()) if is_number else text.strip()


def _spelled(district: str) -> str:
    """Give the words that tell a district: "Addison-1 State House District" is "addison 1"."""
    words = plain_words(district.replace("-", " "))
    return " ".join(word for word in words if word not in _PLAIN)


def members_on(
    members: Iterable[RosterMember],
    state: str,
    chamber: str,
    district: str,
    day: date,
    lines_from: str = "",
    label: str = "",
) -> SeatMembers:
    """Give the members of a district on a day, from the newest roster that is not later.

    A roster of after the day, or of before the lines began, is named and not used.

    Parameters
    ----------
    lines_from : the first day of the lines that the district is of, ISO; empty = not known.
    label : what the lines call the district, which a roster may have instead of its code.
    """
    names = {district, _spelled(label)} - {""}
    fits = [m for m in members if m.state == state and m.chamber == chamber]
    if not fits:
        return SeatMembers((), "No roster is loaded.")
    rosters = sorted({m.roster for m in fits})
    earlier = [roster for roster in rosters if roster <= day.isoformat()]
    if not earlier:
        return SeatMembers(
            (), f"The roster of {day_text(rosters[0])} is later than this day: not used."
        )
    roster = earlier[-1]
    if lines_from and roster < lines_from:
        return SeatMembers(
            (), f"The roster of {day_text(roster)} is older than these lines: not used."
        )
    found = tuple(
        sorted(
            (
                m
                for m in fits
                if m.roster == roster and not names.isdisjoint((m.district, _spelled(m.district)))
            ),
            key=lambda m: (m.name, m.party),
        )
    )
    if not found:
        return SeatMembers((), f"The roster of {day_text(roster)} has nobody here.")
    return SeatMembers(found)


def with_count(seat: SeatMembers, chamber: Chamber | None) -> SeatMembers:
    """Say where a roster names fewer or more members than a district of the chamber elects."""
    here = len(seat.members)
    if chamber is None or not here or chamber.fewest <= here <= chamber.most:
        return seat
    elects = f"{chamber.fewest}" if chamber.fewest == chamber.most else f"up to {chamber.most}"
    noun = "member" if chamber.most == 1 else "members"
    return replace(seat, sentence=f"A district here has {elects} {noun}; the roster names {here}.")
