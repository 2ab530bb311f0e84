"""Practice cards in files, for researchers and other offices: JSON and CSV, out and in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tourplanner.core.changes import Action, Edit
from tourplanner.core.errors import InputError
from tourplanner.core.model.practice_table import from_csv, from_json, to_csv, to_json
from tourplanner.core.ports import PaperFolder
from tourplanner.store.file import OfficeFile

SUFFIXES = (".json", ".csv")
MOST_BYTES = 50_000_000


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

    def export(self, path: Path) -> Path:
        """Write all cards, private ones too, into a JSON or CSV file: it is for the office."""
        suffix = _suffix(path)
        cards = self._file.tables.all("practice")
        # Excel takes a CSV without this mark for text of another age.
        text = to_json(cards) if suffix == ".json" else f"\ufeff{to_csv(cards)}"
        return Path(self._folder(path.parent).write(path.name, text.encode("utf-8")))

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


def _before(card: Any, name: str) -> Any:
    base, slash, code = name.partition("/")
    return card.member(base).get(code) if slash else card[name]


def _suffix(path: Path) -> str:
    suffix = path.suffix.casefold()
    if suffix not in SUFFIXES:
        raise InputError(f"{path.name} is no file of cards.", "Name it .json or .csv.")
    return suffix
