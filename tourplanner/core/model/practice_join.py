"""Two practice cards that say the same made one: nothing that was typed in either is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tourplanner.core.changes import Record
from tourplanner.core.declaring import FieldType
from tourplanner.core.errors import InputError
from tourplanner.core.fields import PERMISSIONS, record_kind
from tourplanner.core.publishing import permission_of

_OWN = frozenset({"title", "site", "state", "permission", "tier"})
_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})


@dataclass(frozen=True, slots=True)
class JoinedCard:
    """What is written to the card that stays; ``remarks`` say where the two differed."""

    facts: Mapping[str, Any]
    texts: Mapping[str, str]
    remarks: tuple[str, ...]


def join_cards(keep: Record, other: Record) -> JoinedCard:
    """Work out a card that says what two said.

    What is empty comes from the other; a text that differs stands below, tags and sources of both
    are kept. A choice that differs stays as it is and is told. The permission is that of the
    stricter one, and the card is a draft again: nobody approved its words as they stand now.

    Raises
    ------
    InputError : they are of two sites; the matrix counts by site.
    """
    if keep["site"] and other["site"] and keep["site"] != other["site"]:
        raise InputError(
            "The cards are of two schools.", "Choose one school for both, or keep two cards."
        )
    facts: dict[str, Any] = {"state": "draft", "site": keep["site"] or other["site"]}
    texts: dict[str, str] = {}
    remarks: list[str] = []
    for field in record_kind("practice").fields:
        mine, theirs = keep[field.name], other[field.name]
        if field.type is FieldType.MEMBER:
            both = {**other.member(field.name), **keep.member(field.name)}
            facts |= {f"{field.name}/{name}": value for name, value in both.items() if value}
        elif field.name in _OWN or theirs in (None, "") or mine == theirs:
            continue
        elif field.type in _TEXTS:
            is_long = field.type is FieldType.LONG_TEXT
            text = _both(str(mine or ""), str(theirs), "\n\n" if is_long else "; ")
            (texts if is_long else facts)[field.name] = text
        elif mine in (None, ""):
            facts[field.name] = theirs
        else:
            remarks.append(f"{field.label} differed and stays as it was here")
    title, called = str(keep["title"] or ""), str(other["title"] or "")
    facts["title"] = title or called or None
    if title and called and title != called:  # the other name is not lost
        texts["story"] = _both(texts.get("story", str(keep["story"] or "")), called, "\n\n")
    facts["tier"] = keep["tier"] or other["tier"]
    if PERMISSIONS.index(permission_of(other.values)) < PERMISSIONS.index(
        permission_of(keep.values)
    ):
        facts["permission"] = other["permission"]
        remarks.append("The permission is that of the stricter card")
    return JoinedCard(facts, texts, tuple(remarks))


def _both(mine: str, theirs: str, between: str) -> str:
    """Give two texts, one of them alone where it holds the other."""
    if theirs.strip() in mine:
        return mine
    return theirs if mine.strip() in theirs else f"{mine.rstrip()}{between}{theirs.strip()}"
