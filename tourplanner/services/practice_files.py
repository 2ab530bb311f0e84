"""Practice cards in files, for researchers and other offices: JSON and CSV, out and in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tourplanner.core.changes import Action, Edit, Record
from tourplanner.core.errors import InputError
from tourplanner.core.model.practice_table import from_csv, from_json, to_csv, to_json
from tourplanner.core.ports import PaperFolder
from tourplanner.core.publishing import held_in, unspoken
from tourplanner.core.units import count_text
from tourplanner.store.file import OfficeFile

SUFFIXES = (".json", ".csv")
MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class CardsWritten:
    """A file of cards, and how many cards were left out for a consent that was withdrawn."""

    path: Path
    left_out: int

    @property
    def remark(self) -> str:
        """What to know before it is given away."""
        told = "It holds private cards too."
        if self.left_out:
            told += (
                f" {count_text(self.left_out, 'card')} left out, for words or a name whose speaker"
                " withdrew consent, or for words that are held back."
            )
        return told


@dataclass(frozen=True, slots=True)
class CardsRead:
    """What reading a file of cards did: how many are new, changed, and as they were."""

    new: int
    changed: int
    same: int


class PracticeFiles:
    """Writes the cards into a file, and reads them back."""

    def __init__(self, file: OfficeFile, folder: Callable[[Path], PaperFolder]) -> None:
        self._file = file
        self._folder = folder

    def export(self, path: Path) -> CardsWritten:
        """Write the cards, private ones too, into a JSON or CSV file.

        A card that repeats words or the name of a speaker who withdrew consent, or words that are
        held back, is left out: the file goes to other offices. Reading it leaves such a card as it
        is.
        """
        suffix = _suffix(path)
        taken_back = [
            (quote.values, False, False)
            for quote in self._file.tables.where("quote", state="withdrawn")
        ]
        kept = (
            words
            for kind in ("note", "quote")
            for record in self._file.tables.all(kind)
            for words in held_in(record.member("held"))
        )
        held = unspoken(taken_back, held=kept)
        cards: list[Record] = []
        left_out: list[Record] = []
        for card in self._file.tables.all("practice"):
            (left_out if held.why_held(_all_text(card)) else cards).append(card)
        # Excel takes a CSV without this mark for text of another age.
        text = to_json(cards) if suffix == ".json" else f"\ufeff{to_csv(cards)}"
        written = self._folder(path.parent).write(path.name, text.encode("utf-8"))
        return CardsWritten(Path(written), len(left_out))

    def read(self, path: Path) -> CardsRead:
        """Read cards; only what differs is written, in one step of Undo.

        A card that is not in the file stays as it is; one taken away here comes back.

        Raises
        ------
        InputError : no file of cards; then nothing is written.
        """
        suffix = _suffix(path)
        try:
            if path.stat().st_size > MOST_BYTES:
                raise InputError(f"{path.name} is too large for a file of cards.", "Split it.")
            text = path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise InputError(
                f"{path.name} cannot be read.", "Look whether it is there.", str(error)
            ) from error
        except UnicodeDecodeError as error:
            raise InputError(f"{path.name} is not UTF-8.", "Save it as CSV UTF-8.") from error
        rows = from_json(text) if suffix == ".json" else from_csv(text)
        known = {c.id: c for c in self._file.tables.get_many("practice", [r.id for r in rows])}
        edits: list[Edit] = []
        new = 0
        for row in rows:
            old = known.get(row.id)
            if old is None or old.deleted:
                new += 1
                facts = {name: value for name, value in row.facts.items() if value is not None}
                texts = {name: text for name, text in row.texts.items() if text}
                edits.append(Edit(row.id, "practice", facts, texts, deleted=False))
                continue
            facts = {n: v for n, v in row.facts.items() if _before(old, n) != v}
            texts = {n: t for n, t in row.texts.items() if str(old[n] or "") != t}
            if facts or texts:
                edits.append(Edit(row.id, "practice", facts, texts))
        if edits:
            self._file.write(Action(f"Read {len(edits)} practice cards", tuple(edits)))
        return CardsRead(new, len(edits) - new, len(rows) - len(edits))


def _all_text(card: Record) -> str:
    """Give every word of a card, those of its parts too, with a sign between."""
    found: list[str] = []

    def gather(value: object) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, Mapping):
            for part in value.values():
                gather(part)
        elif isinstance(value, list | tuple):
            for part in value:
                gather(part)

    gather(card.values)
    gather(card.members)
    return "\n".join(found)


def _before(card: Any, name: str) -> Any:
    base, slash, code = name.partition("/")
    return card.member(base).get(code) if slash else card[name]


def _suffix(path: Path) -> str:
    suffix = path.suffix.casefold()
    if suffix not in SUFFIXES:
        raise InputError(f"{path.name} is no file of cards.", "Name it .json or .csv.")
    return suffix
