"""Lines of a pasted list as they are shown, and what a site made by hand keeps of one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from tourplanner.core.changes import Record
from tourplanner.core.errors import InputError
from tourplanner.core.model.figures import MAX_NAME
from tourplanner.core.model.ids import SiteId, derived_id
from tourplanner.core.model.judging.verdict import MatchState
from tourplanner.core.model.list_match import LineMatch, ListCandidate
from tourplanner.core.model.listing import Judged
from tourplanner.core.model.pasted import POINT, PastedLine
from tourplanner.core.model.site import SchoolRow
from tourplanner.core.model.states import States, split_town
from tourplanner.core.model.words import GENERIC_WORDS, TYPE_WORDS, plain_words, word_set
from tourplanner.services.addresses import is_mail_box
from tourplanner.services.site_views import row_flags

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


def line_match(
    one: Judged,
    rows: Mapping[tuple[str, int], SchoolRow],
    here: set[str],
    states: States,
) -> LineMatch:
    """Give a judged entry with the rows of its schools.

    Parameters
    ----------
    rows : by edition and number. here : ids of the sites that are candidates already.
    """
    verdict = one.verdict
    candidates = []
    for p in verdict.possible:
        row = rows[p.entry.edition, p.entry.n]
        is_here = site_id(row) in here
        candidates.append(ListCandidate(row, p.reason, site_id(row) if is_here else ""))
    is_sure = verdict.state is MatchState.SURE
    flags = list(row_flags(candidates[0].row)) if is_sure else []
    if one.repeats is not None:
        flags.append(f"repeats line {one.repeats}")
    if is_sure and candidates[0].site:
        flags.append("a candidate already")
    if verdict.padded:
        flags.append("a leading zero was put back")
    return LineMatch(
        one.lines[0].number,
        one.text,
        verdict.state,
        verdict.reason,
        tuple(candidates),
        verdict.total,
        verdict.rest,
        one.repeats,
        tuple(flags),
        candidates[0].row.key if is_sure and one.repeats is None else "",
        {},
        guess_by_hand(one.lines[0], states),
        verdict.is_chatter,
    )


def site_id(row: SchoolRow) -> SiteId:
    """Give the id of the site of a directory row."""
    return _site_id(row.source, row.key)


@lru_cache(maxsize=1 << 12)  # each key of a search asks for those of its list
def _site_id(source: str, key: str) -> SiteId:
    return SiteId(derived_id("site", source, key))


def key_of(record: Record) -> str:
    """Give the directory key of a site; empty for one by hand."""
    link = record["directory"]
    return str(link.get("key", "")) if isinstance(link, Mapping) else ""


def clean(text: str, longest: int, *, needed: bool = False) -> str:
    """Give typed text as it is kept: as it stands, without outer spaces and broken characters.

    Raises
    ------
    InputError : it is empty and needed, or longer than ``longest`` characters.
    """
    kept = text.encode("utf-8", "replace").decode("utf-8").strip()
    if needed and not kept:
        raise InputError("A site needs a name.", "Type the name of the school or center.")
    if len(kept) > longest:
        raise InputError(
            f"“{kept[:40]}…” is {len(kept):,} characters long; this line takes {longest:,}.",
            "Shorten it; longer texts belong into notes.",
        )
    return kept


def guess_by_hand(line: PastedLine, states: States) -> dict[str, str]:
    """Guess the facts of a site to be kept by hand from its line; a person looks through them.

    What is no name and no place is kept as a remark. A fact that is too long ends in "…".
    """
    return {name: _shortened(text) for name, text in _guess(line, states).items()}


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_NAME else f"{text[: MAX_NAME - 1]}…"


def _guess(line: PastedLine, states: States) -> dict[str, str]:
    if line.labeled:
        facts = dict(zip(line.labeled, line.parts, strict=True))
        return {**facts, "name": facts.get("name", line.text)}
    if _names_several(line.text):
        return {"name": " ".join(line.text.split())}
    parts = _parts(line)
    facts = {"name": " ".join((parts[0] if parts else line.text).split())}
    left = [f"Point: {point}" for point in POINT.findall(line.text)]
    letters = ""  # that are a state, or a town's initials
    for number, part in enumerate(parts[1:], 2):
        if is_mail_box(part):
            left.append(f"Mail: {part}")
            continue
        if short := _short_zip(part, states):
            part, digits = short
            left.append(f"ZIP {digits}")
        town, state, zip_code = split_town(part, states)
        county = _COUNTY.fullmatch(town)
        alone = states.spelled(town) if not state else None
        is_state = alone is not None and ("city" in facts or number == len(parts))
        if _ZIP.fullmatch(part):
            facts["zip"] = part[:5]
        elif re.match(r"\d+\s+\S", part) and "street" not in facts:
            facts["street"] = part
        elif "street" in facts and "city" not in facts and _UNIT.match(part):
            facts["street"] += f", {part}"
        elif alone is not None and (is_state or zip_code or town.isupper()):
            facts |= {"state": alone.code} | ({"zip": zip_code} if zip_code else {})
            letters = town if len(town) == 2 else ""
        elif state or zip_code or county:
            facts |= {"state": state} if state else {}
            facts |= {"zip": zip_code} if zip_code else {}
            if county:
                facts["county"] = county[1]
            elif town and "city" not in facts:
                facts["city"] = town
        elif "city" not in facts:
            facts["city"] = part
        elif part.casefold() != facts["city"].casefold():
            left.append(part)
    state, zip_code = facts.get("state", ""), facts.get("zip", "")
    if against := states.zip_against(zip_code, state):
        left.append(against)
        there = states.of_zip(zip_code)
        if there is not None and letters and "city" not in facts:  # "LA 90016"
            facts |= {"city": letters, "state": there.code}
    return {**facts, "remarks": ", ".join(left)} if left else facts


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


def _parts(line: PastedLine) -> list[str]:
    """Give the parts of a line, a street apart from its town, the school before its town."""
    parts: list[str] = []
    for part in line.parts:
        both = _TOWN_THEN_STREET.fullmatch(part)
        parts += [both[1], both[2]] if both else [part]
    if len(parts) > 1 and _is_town_then_school(parts[0], parts[1]):
        parts[:2] = [parts[1], parts[0]]
    return parts


def _is_town_then_school(first: str, second: str) -> bool:
    """Whether a line begins as in "Duluth: Lincoln Elementary", not as in "Lincoln, High Point"."""
    words = plain_words(second)
    is_school = not _ENDS_A_NAME.isdisjoint(words[-1:]) or words[:1] == ("escuela",)
    return is_school and (GENERIC_WORDS | _SCHOOL).isdisjoint(plain_words(first))
