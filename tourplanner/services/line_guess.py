"""What a line of a pasted list says of a site that no directory has: name, place, remarks.

It is a guess that a person looks through; what is no name and no place is kept as a remark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tourplanner.core.model.figures import MAX_NAME
from tourplanner.core.model.matching import CHATTER
from tourplanner.core.model.pasted import POINT, PastedLine, without_bullet
from tourplanner.core.model.states import States, split_town
from tourplanner.core.model.words import (
    GENERIC_WORDS,
    STOP_WORDS,
    TYPE_WORDS,
    place_words,
    plain_words,
    word_set,
)
from tourplanner.services.addresses import is_mail_box

_ZIP = re.compile(r"\d{5}(?:-\d{4})?")
_SHORT_ZIP = re.compile(r"(.*\S)\s+(\d{3,4})")  # a spreadsheet took its zeros: "Augusta, ME 4330"
_COUNTY = re.compile(r"(.+) (?:county|parish)", re.IGNORECASE)
_UNIT = re.compile(
    r"(?:bldg|building|suite|ste|unit|room|rm|floor|fl|apt|portable|wing|#)\b|#", re.IGNORECASE
)

_TOWN_THEN_STREET = re.compile(
    r"(\D{3,}?)\s+(\d+\s+.*\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|dr|drive|ln|lane|way|hwy"
    r"|highway|pkwy|parkway|ct|court|pl|place|cir|circle)\b.*)",
    re.IGNORECASE,
)
_SCHOOL = word_set("elem hs school academy")
_SAYS_SCHOOL = TYPE_WORDS | _SCHOOL | word_set("ms es")
_AND = re.compile(r"\s(?:/|&|and)\s")
_ENDS_A_NAME = (TYPE_WORDS | _SCHOOL) - word_set("junior senior")
#: What ends the name of who runs a charter school: "Hope Academy, Inc."
_COMPANY = re.compile(r"(?:inc|llc|ltd|corp)\.?", re.IGNORECASE)
_DISTRICT_WORDS = word_set("isd usd cisd unified district schools")
_DISTRICT_INITIALS = re.compile(r"[A-Z]{1,5}SD")  # PUSD, AISD
_ROLES = word_set("principal contact host coordinator superintendent secretary phone cell")
_HEADING = re.compile(r"(?:stop|site|visit|day|week|no|number|school)\W*\d{1,3}", re.IGNORECASE)


def guess_by_hand(
    lines: Sequence[PastedLine],
    states: States,
    is_town: Callable[[str], bool] = lambda text: False,
) -> dict[str, str]:
    """Guess the facts of a site to be kept by hand from its line and the lines of its address.

    What is no name and no place is kept as a remark. A fact that is too long ends in "…".

    Parameters
    ----------
    is_town : whether a text names a town; asked where several parts of a line may be its town.
    """
    return {name: _shortened(text) for name, text in _guess(lines, states, is_town).items()}


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_NAME else f"{text[: MAX_NAME - 1]}…"


@dataclass(slots=True)
class _Read:
    """What the parts of a line said so far."""

    facts: dict[str, str]
    towns: list[str] = field(default_factory=list)  # parts that may be one
    left: list[str] = field(default_factory=list)
    letters: str = ""  # that are a state, or a town's initials

    @property
    def has_town(self) -> bool:
        return bool(self.towns) or "city" in self.facts


def _guess(
    lines: Sequence[PastedLine], states: States, is_town: Callable[[str], bool]
) -> dict[str, str]:
    line = lines[0]
    if line.labeled:
        facts = dict(zip(line.labeled, line.parts, strict=True))
        return {**facts, "name": facts.get("name", line.text)}
    if _names_several(line.text):
        return {"name": " ".join(without_bullet(line.text).split())}
    parts, said = _parts([part for one in lines for part in one.parts], states)
    name = " ".join((parts[0] if parts else line.text).split())
    read = _Read({"name": name.rstrip(" @&") or name})
    read.left = [f"Point: {point}" for one in lines for point in POINT.findall(one.text)] + said
    for number, part in enumerate(parts[1:], 2):
        _read_part(part, read, states, is_last=number == len(parts))
    facts, towns = read.facts, read.towns
    if "city" in facts:  # "Saint Paul" at the head of a line may be "St. Paul MN" at its end
        same = (town for town in towns if place_words(town) == place_words(facts["city"]))
        facts["city"] = next(same, facts["city"])
    elif towns:
        facts["city"] = next(filter(is_town, towns), towns[0]) if len(towns) > 1 else towns[0]
    read.left += [t for t in towns if place_words(t) != place_words(facts["city"])]
    state, zip_code = facts.get("state", ""), facts.get("zip", "")
    if against := states.zip_against(zip_code, state):
        read.left.append(against)
        there = states.of_zip(zip_code)
        if there is not None and read.letters and "city" not in facts:  # "LA 90016"
            facts |= {"city": read.letters, "state": there.code}
    return {**facts, "remarks": ", ".join(read.left)} if read.left else facts


def _read_part(part: str, read: _Read, states: States, *, is_last: bool) -> None:
    """Say of one part behind the name what it is: street, ZIP, state, town, or else."""
    facts = read.facts
    if is_mail_box(part):
        read.left.append(f"Mail: {part}")
        return
    if short := _short_zip(part, states):
        part, digits = short
        read.left.append(f"ZIP {digits}")
    town, state, zip_code = split_town(part, states)
    county = _COUNTY.fullmatch(town)
    alone = states.spelled(town) if not state else None
    is_state = alone is not None and (read.has_town or is_last)
    if _ZIP.fullmatch(part):
        facts["zip"] = part[:5]
    elif re.match(r"\d+\s+\S", part) and "street" not in facts:
        facts["street"] = part
    elif "street" in facts and not read.has_town and _UNIT.match(part):
        facts["street"] += f", {part}"
    elif alone is not None and (is_state or zip_code or town.isupper()):
        facts |= {"state": alone.code} | ({"zip": zip_code} if zip_code else {})
        read.letters = town if len(town) == 2 else ""
    elif state or zip_code or county:
        facts |= {"state": state} if state else {}
        facts |= {"zip": zip_code} if zip_code else {}
        if county:
            facts["county"] = county[1]
        elif town and "city" not in facts:
            facts["city"] = town
    elif _is_district(part):
        facts.setdefault("district", part)
    else:
        read.towns.append(part)


def _is_district(part: str) -> bool:
    is_named = bool(_DISTRICT_WORDS.intersection(plain_words(part)[-1:]))
    return is_named or _DISTRICT_INITIALS.fullmatch(part) is not None


def _names_several(text: str) -> bool:
    """Whether schools of several places stand in one line: no word of it may be taken for a town.

    "Burke HS / Mann MS", "Lincoln High, Tacoma & Lincoln High, Seattle".
    """
    pieces = _AND.split(text)
    are_schools = all(_SAYS_SCHOOL & set(plain_words(piece)) for piece in pieces)
    return len(pieces) > 1 and are_schools and ("," in pieces[0] or " / " in text)


def _short_zip(part: str, states: States) -> tuple[str, str] | None:
    """Take a ZIP that lost zeros off the state before it; which it was is not made up."""
    match = _SHORT_ZIP.fullmatch(part)
    if match is None or not (states.spelled(match[1]) or split_town(match[1], states)[1]):
        return None
    return match[1], match[2]


def _parts(parts: Sequence[str], states: States) -> tuple[list[str], list[str]]:
    """Give the parts of a line, the name first, a street apart from its town; and what is none.

    None is who is at the school, a heading such as "Stop 4" and what people say of a visit.
    """
    kept: list[str] = []
    said: list[str] = []
    role = ""
    for part in parts:
        both = _TOWN_THEN_STREET.fullmatch(part)
        words = plain_words(part)
        if role:
            said.append(f"{role}: {part}")
            role = ""
        elif kept and _COMPANY.fullmatch(part):
            kept[-1] += f", {part}"
        elif len(words) == 1 and words[0] in _ROLES:
            role = part
        elif (kept and not _ROLES.isdisjoint(words[:1])) or (len(parts) > 1 and _is_talk(part)):
            said.append(part)
        else:
            kept += [both[1], both[2]] if both else [part]
    said += [role] if role else []
    school = _first_school(kept, states)
    return ([kept[school], *kept[:school], *kept[school + 1 :]] if school else kept), said


def _is_talk(part: str) -> bool:
    """Whether a part is a heading or everyday language: "Stop 4", "Tuesday", "lunch here?"."""
    words = plain_words(part)
    return _HEADING.fullmatch(part) is not None or all(
        word in CHATTER or word in STOP_WORDS for word in words
    )


def _first_school(parts: Sequence[str], states: States) -> int:
    """Give the place of the school's name where its town stands before it, else 0.

    "Duluth: Lincoln Elementary", "Paris, Texas: Paris High"; not "Lincoln, High Point".
    """
    for number, part in enumerate(parts[:3]):
        words = plain_words(part)
        if not (GENERIC_WORDS | _SCHOOL).isdisjoint(words) or words[:1] == ("escuela",):
            ends_so = not _ENDS_A_NAME.isdisjoint(words[-1:]) or words[:1] == ("escuela",)
            is_behind_state = number == 2 and states.spelled(parts[1]) is not None
            return number if ends_so and (number == 1 or is_behind_state) else 0
    return 0
