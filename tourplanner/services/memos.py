"""Sound memos: a recording kept byte for byte, with words and tags at its times."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.clock import utc_text
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.framework import Frameworks
from tourplanner.core.ports import Clock, Progress
from tourplanner.core.safe_text import one_line
from tourplanner.services.kept_files import copy_to_open, keep_file, why_missing
from tourplanner.services.visits import check_stop
from tourplanner.store.file import OfficeFile

#: What a recorder or phone writes; anything else could be a program with a harmless name.
SOUND_SUFFIXES = (".m4a", ".mp3", ".wav", ".aac", ".flac", ".ogg", ".opus", ".amr", ".3gp", ".wma")
MOST_SECONDS = 24 * 3600
_WHAT = "sound memo"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words at a time of a recording, in whole seconds from its start."""

    second: int
    words: str
    tag: str = ""

    @property
    def time(self) -> str:
        """The time as players show it: 2:05, 1:02:05."""
        hours, rest = divmod(self.second, 3600)
        minutes, seconds = divmod(rest, 60)
        return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


class MemoService:
    """Attaches recordings to stops and notes, and codes them by time."""

    def __init__(self, file: OfficeFile, clock: Clock, frameworks: Frameworks) -> None:
        self._file = file
        self._clock = clock
        self._frameworks = frameworks

    def attach(
        self,
        tour_id: str,
        stop: str,
        source: Path,
        *,
        note: str = "",
        words: str = "",
        progress: Progress | None = None,
    ) -> str:
        """Copy a recording into the office's folder and give the memo's id.

        The original stays where it is; the copy is read back and hashed before it counts.

        Raises
        ------
        InputError : it is no recording, or cannot be read. StoreError : it cannot be kept.
        """
        if source.suffix.casefold() not in SOUND_SUFFIXES:
            raise InputError(
                f"{source.name} is no recording.", f"One of {', '.join(SOUND_SUFFIXES)}."
            )
        check_stop(self._file, stop)

        def stop_or_go() -> None:
            if progress is not None:
                progress(0, 1, f"Copying {source.name}")

        facts = {
            "tour": tour_id,
            "stop": stop,
            "note": note or None,
            "file": keep_file(self._file.media, source, stop_or_go),
            "at": utc_text(self._clock()),
            "author": self._file.author,
            "words": one_line(words) or None,
        }
        memo = uuid.uuid4().hex
        self._file.write(Action("Attach sound memo", (Edit(memo, "memo", facts),)))
        return memo

    def memos(self, stop: str) -> list[Record]:
        """Give the memos of a stop, oldest first."""
        found = self._file.tables.where("memo", stop=stop)
        return sorted(found, key=lambda memo: (str(memo["at"] or ""), memo.id))

    def change(
        self,
        memo: str,
        facts: Mapping[str, object] | None = None,
        texts: Mapping[str, str] | None = None,
        action_id: str | None = None,
    ) -> Changes:
        """Change what a memo is called; empty takes it away."""
        values = {name: value if value != "" else None for name, value in (facts or {}).items()}
        if values.keys() - {"words"} or texts:
            raise ValueError(f"not typed: {sorted(values)}")
        return self._file.write(Action("Sound memo", (Edit(memo, "memo", values),), action_id))

    def mark(self, memo: str, second: int, words: str, tag: str = "") -> Changes:
        """Write words, and a tag where one is given, at a time; no words and no tag clear it.

        Raises
        ------
        InputError : a time before the start or after a day, or a tag of no framework.
        """
        if not 0 <= second <= MOST_SECONDS:
            raise InputError("That is no time of a recording.", "Type it such as 2:05.")
        if tag and tag not in self._frameworks.by_code:
            raise InputError(f"No framework has the tag “{tag}”.", "Look it up among the tags.")
        self._record(memo)
        said = {"words": one_line(words), "tag": tag}
        value = said if any(said.values()) else None
        edit = Edit(memo, "memo", {f"mark/{second}": value})
        return self._file.write(Action("Mark in a sound memo", (edit,)))

    def remove(self, memo: str) -> Changes:
        """Take a memo away; Undo brings it back, and the recording stays in the folder."""
        return self._file.write(Action("Take away memo", (Edit(memo, "memo", deleted=True),)))

    def playable(self, memo: str, folder: Path) -> Path:
        """Give a memo as a file with an ending, for the system's player.

        Parameters
        ----------
        folder : of things that may go any time.

        Raises
        ------
        NotFoundError : it is not on this laptop. InputError : it is no recording.
        """
        fact = self._record(memo)["file"]
        return copy_to_open(self._file.media, fact, folder, _WHAT, SOUND_SUFFIXES)

    def where_is(self, memo: Record) -> str:
        """Say where the recording is missing; empty where it is on this laptop."""
        return why_missing(self._file.media, memo["file"], _WHAT)

    def _record(self, memo: str) -> Record:
        record = self._file.tables.get("memo", memo)
        if record is None or not isinstance(record["file"], Mapping):
            raise NotFoundError("There is no such memo.", "It may have been taken away.")
        return record


def marks_of(memo: Record) -> Sequence[Mark]:
    """Give the marks of a memo in order of their time."""
    found = []
    for second, said in memo.member("mark").items():
        if second.isdecimal() and isinstance(said, Mapping):
            found.append(
                Mark(int(second), str(said.get("words") or ""), str(said.get("tag") or ""))
            )
    return sorted(found, key=lambda mark: mark.second)


def parse_second(text: str) -> int:
    """Read a time of a recording: 125, 2:05, 1:02:05; InputError for anything else."""
    parts = text.strip().split(":")
    if not 1 <= len(parts) <= 3 or not all(p.isdecimal() and len(p) <= 6 for p in parts):
        raise InputError(f"“{text}” is no time of a recording.", "Type it such as 2:05.")
    if any(int(part) > 59 for part in parts[1:]):
        raise InputError(f"“{text}” is no time of a recording.", "Type it such as 2:05.")
    second = 0
    for part in parts:
        second = second * 60 + int(part)
    return second
