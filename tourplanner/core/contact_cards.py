"""Contact cards that come in: what of them is taken, and whether the person is here already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made_by
from enum import StrEnum

from tourplanner.core.aboard import folded_name
from tourplanner.core.changes import Record
from tourplanner.core.lists import MAX_CHARS, MEDIA, RIDERS, ListKind
from tourplanner.core.safe_text import one_line

#: The lists that take contact cards.
CARD_LISTS: Mapping[str, ListKind] = {one.name: one for one in (RIDERS, MEDIA)}
#: What is read of a card, in words; all else on it stays where it is.
TAKEN = "Name, organization, title, one phone and one e-mail are taken; nothing else is read."
_FEWEST_DIGITS = 7
_DIGITS = 10  # of a number, counted from its end: the country's code apart


@dataclass(frozen=True, slots=True)
class ContactCard:
    """One card. ``phones`` has the cell phone first; ``name`` is the organization's of a firm."""

    number: int  # in its file, from 1
    name: str
    organization: str = ""
    title: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardFile:
    """The cards of a file, and how many of it are none that can be used, by reason."""

    name: str
    cards: tuple[ContactCard, ...]
    left: Mapping[str, int] = made_by(default_factory=dict)


class CardState(StrEnum):
    """What a card is to the list."""

    NEW = "New"
    HERE = "Here"
    DOUBLE = "Double?"


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card as it would come in.

    ``facts`` are what it sets: of a new row all, of one that is here what that lacks. ``record`` is
    the row that is here, ``remark`` why, and ``takes`` whether it comes in.
    """

    card: ContactCard
    state: CardState
    facts: Mapping[str, str]
    record: str = ""
    remark: str = ""
    takes: bool = False

    def turned(self) -> CardRow:
        """Take it in, or leave it out; one that adds nothing stays out."""
        return replace(self, takes=not self.takes and bool(self.facts))


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody in the list, or earlier in the file."""

    where: str  # half a sentence that follows: the same phone as
    name: str
    phones: frozenset[str]
    emails: frozenset[str]
    record: Record | None = None


def compare_cards(
    cards: Sequence[ContactCard], kind: ListKind, records: Iterable[Record]
) -> tuple[CardRow, ...]:
    """Say of each card whether it is new, here already, or perhaps a double.

    A card of the same name whose phone or e-mail is the same, or says none that differs, is here
    already: it adds what the row lacks and replaces nothing. One with another name and the same
    phone or e-mail, or with the same name and others, is told and stays out until it is taken.
    """
    met = _Met()
    for record in records:
        met.add(_of_record(record))
    made = []
    for card in cards:
        row = _judged(card, kind, met.like(card))
        made.append(row)
        if row.state is not CardState.DOUBLE:
            reached = _reached(card.phones, card.emails)
            met.add(_Known(f"card {card.number}, {card.name}", folded_name(card.name), *reached))
    return tuple(made)


class _Met:
    """Who is known, found by name, phone and e-mail; cards of the file before rows of the list."""

    def __init__(self) -> None:
        self._all: list[_Known] = []
        self._at: dict[tuple[str, str], list[int]] = {}

    def add(self, one: _Known) -> None:
        """Know one more."""
        for key in _keys(one.name, one.phones, one.emails):
            self._at.setdefault(key, []).append(len(self._all))
        self._all.append(one)

    def like(self, card: ContactCard) -> list[_Known]:
        """Give who has the same name, phone or e-mail as a card."""
        keys = _keys(folded_name(card.name), *_reached(card.phones, card.emails))
        found = sorted({at for key in keys for at in self._at.get(key, ())})
        return sorted((self._all[at] for at in found), key=lambda one: one.record is not None)


def _keys(name: str, phones: frozenset[str], emails: frozenset[str]) -> Iterator[tuple[str, str]]:
    yield "name", name
    yield from (("phone", phone) for phone in phones)
    yield from (("e-mail", email) for email in emails)


def _judged(card: ContactCard, kind: ListKind, known: Sequence[_Known]) -> CardRow:
    facts = card_facts(card, kind)
    name = folded_name(card.name)
    phones, emails = _reached(card.phones, card.emails)
    for one in known:
        shares = _shared(phones, emails, one)
        has_other = bool((phones and one.phones) or (emails and one.emails))
        if one.name == name and (shares or not has_other):
            return _here(card, kind, facts, one)
    for one in known:
        shares = _shared(phones, emails, one)
        if shares:
            return CardRow(card, CardState.DOUBLE, facts, "", f"The same {shares} as {one.where}.")
        if one.name == name:
            remark = f"The same name as {one.where}, reached another way."
            return CardRow(card, CardState.DOUBLE, facts, "", remark)
    return CardRow(card, CardState.NEW, facts, takes=True)


def _here(card: ContactCard, kind: ListKind, facts: Mapping[str, str], one: _Known) -> CardRow:
    if one.record is None:
        return CardRow(card, CardState.DOUBLE, facts, "", f"The same person as {one.where}.")
    lacks = {fact: text for fact, text in facts.items() if not one.record[fact]}
    names = [field.label.lower() for field in kind.fields if field.name in lacks]
    words = f"Adds {', '.join(names)}." if lacks else "Nothing is added."
    return CardRow(card, CardState.HERE, lacks, one.record.id, words, takes=bool(lacks))


def card_facts(card: ContactCard, kind: ListKind) -> dict[str, str]:
    """Give what a card sets in a row of a list: field to text."""
    phone, email = (next(iter(found), "") for found in (card.phones, card.emails))
    facts = {"phone": phone, "email": email, "organization": card.organization}
    if kind is MEDIA:
        is_firm = card.name == card.organization
        facts |= {"outlet": facts.pop("organization"), "name": "" if is_firm else card.name}
        facts["note"] = card.title
    else:
        facts |= {"name": card.name, "role": card.title}
    cut = ((fact, one_line(text)[:MAX_CHARS]) for fact, text in facts.items())
    return {fact: text for fact, text in cut if text}


def _of_record(record: Record) -> _Known:
    name = one_line(str(record["name"] or record["outlet"] or ""))
    reached = _reached((str(record["phone"] or ""),), (str(record["email"] or ""),))
    return _Known(name or "somebody without a name", folded_name(name), *reached, record)


def _reached(phones: Iterable[str], emails: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Give phones and e-mails in the form in which they are compared."""
    digits = (re.sub(r"\D", "", phone)[-_DIGITS:] for phone in phones)
    return (
        frozenset(number for number in digits if len(number) >= _FEWEST_DIGITS),
        frozenset(email.strip().casefold() for email in emails if email.strip()),
    )


def _shared(phones: frozenset[str], emails: frozenset[str], one: _Known) -> str:
    """Name what a card and somebody known share: e-mail, phone, or nothing."""
    if emails & one.emails:
        return "e-mail"
    return "phone" if phones & one.phones else ""
