"""Contact cards into a list of people: looked through first, then taken in one action."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from tourplanner.core.changes import Action, Edit
from tourplanner.core.contact_cards import (
    CARD_LISTS,
    CardFile,
    CardRow,
    CardState,
    compare_cards,
)
from tourplanner.core.errors import InputError
from tourplanner.core.lists import ListKind
from tourplanner.core.ports import CardReader
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import count_text
from tourplanner.store.file import OfficeFile


@dataclass(frozen=True, slots=True)
class CardsAdded:
    """How many rows are new, and how many got what they lacked."""

    added: int
    filled: int

    @property
    def sentence(self) -> str:
        """What came in, in one sentence."""
        filled = f", {self.filled:,} completed" if self.filled else ""
        return f"{count_text(self.added, 'contact')} added{filled}."


class ContactCardService:
    """Takes contact cards into riders and guests, or into media contacts."""

    def __init__(self, file: OfficeFile, reader: CardReader) -> None:
        self._file = file
        self._reader = reader

    def look(self, path: str, tour_id: str, name: str) -> tuple[CardFile, tuple[CardRow, ...]]:
        """Read a file and say of each card what it is to a list; nothing is stored.

        Raises
        ------
        InputError : it holds no cards, or the list ``name`` takes none.
        """
        kind = _kind(name)
        found = self._reader.read(path)
        tables = self._file.tables
        records = tables.where(kind.kind, tour=tour_id) if kind.of_tour else tables.all(kind.kind)
        return found, compare_cards(found.cards, kind, records)

    def add(self, rows: Iterable[CardRow], tour_id: str, name: str, source: str) -> CardsAdded:
        """Take in the rows that are to come in, in one action; what stands in a list stays.

        Parameters
        ----------
        source : the name of the file, for the action's label.
        """
        kind = _kind(name)
        of_tour = {"tour": tour_id} if kind.of_tour else {}
        edits: list[Edit] = []
        filled = 0
        for row in rows:
            if not row.takes or not row.facts:
                continue
            if row.state is CardState.HERE:
                filled += 1
                edits.append(Edit(row.record, kind.kind, dict(row.facts)))
            else:
                edits.append(Edit(uuid.uuid4().hex, kind.kind, {**row.facts, **of_tour}))
        if edits:
            self._file.write(Action(f"Add contacts of {one_line(source)}", tuple(edits)))
        return CardsAdded(len(edits) - filled, filled)


def _kind(name: str) -> ListKind:
    if name not in CARD_LISTS:
        raise InputError(
            "Contact cards go into riders or media.", f"Name one of {', '.join(CARD_LISTS)}."
        )
    return CARD_LISTS[name]
