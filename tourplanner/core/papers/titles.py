"""Typed titles and parties of members, compared with the rosters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tourplanner.core.model.district import DistrictKind
from tourplanner.core.model.roster import RosterMember

_SENATE, _HOUSE, _CONGRESS = DistrictKind.UPPER, DistrictKind.LOWER, DistrictKind.CONGRESS
_CHAMBERS = {
    **dict.fromkeys(("senator", "sen.", "sen"), (_SENATE,)),
    **dict.fromkeys(
        ("assemblymember", "assemblyman", "assemblywoman", "asm.", "delegate", "del."), (_HOUSE,)
    ),
    **dict.fromkeys(("representative", "rep.", "rep"), (_HOUSE, _CONGRESS)),
    **dict.fromkeys(("congressman", "congresswoman", "congressmember"), (_CONGRESS,)),
}
_WORDS = {_SENATE: "the state Senate", _HOUSE: "the lower chamber", _CONGRESS: "Congress"}
_PARTY = r"\s*(?:,|\()\s*([DRI])-[A-Z]"


def wrong_titles(
    printed: Iterable[str], roster: Sequence[RosterMember], on: date | None
) -> tuple[str, ...]:
    """Give a sentence for every title or party that is not the roster's.

    Parameters
    ----------
    roster : every member of every roster. on : the day that counts; None = the newest rosters.
    """
    members = _in_force(roster, on)
    found = [text for said in dict.fromkeys(printed) for text in _of_text(said, members)]
    return tuple(dict.fromkeys(found))


def _in_force(roster: Sequence[RosterMember], on: date | None) -> dict[str, list[RosterMember]]:
    """Give the members of the rosters of a day by name: of each chamber the last one by then."""
    days: dict[tuple[str, str], set[str]] = {}
    for member in roster:
        days.setdefault((member.state, member.chamber), set()).add(member.roster)
    chosen = {}
    for key, known in days.items():
        by_then = [day for day in known if on is None or day <= on.isoformat()]
        chosen[key] = max(by_then) if by_then else min(known)
    out: dict[str, list[RosterMember]] = {}
    for member in roster:
        in_force = member.roster == chosen[member.state, member.chamber]
        if in_force and member.chamber in _WORDS and " " in member.name:
            out.setdefault(member.name, []).append(member)
    return out


def _of_text(text: str, members: dict[str, list[RosterMember]]) -> Iterator[str]:
    folded = text.casefold()
    for name, known in members.items():
        if name.casefold() not in folded:
            continue
        pattern = rf"(?:(U\.S\.|State)\s+)?(\b\w+\.?)\s+{re.escape(name)}(?:{_PARTY})?"
        for found in re.finditer(pattern, text, re.IGNORECASE):
            before, title, party = found.groups()
            chambers = _CHAMBERS.get(title.casefold())
            if before == "U.S." and chambers:
                chambers = (_CONGRESS,)
            elif before and chambers:
                chambers = tuple(c for c in chambers if c is not _CONGRESS)
            held = {DistrictKind(m.chamber) for m in known}
            if chambers and not held & set(chambers):
                where = " and ".join(_WORDS[chamber] for chamber in sorted(held))
                yield (f"“{title} {name}”: the roster of {known[0].roster} has {name} in {where}.")
            parties = {m.party[:1].upper() for m in known if m.party}
            if party and parties and party not in parties:
                yield (
                    f"“{name}, {party}-”: the roster of {known[0].roster} has the party as "
                    f"{known[0].party}."
                )
