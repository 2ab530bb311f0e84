"""Visits: notes written at a stop, saved as they are typed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.clock import utc_text
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.ids import NoteId
from tourplanner.core.ports import Clock
from tourplanner.store.file import OfficeFile

MAX_NOTE_CHARS = 200_000


class VisitService:
    """Notes and quotes at the stops of a tour."""

    def __init__(self, file: OfficeFile, clock: Clock) -> None:
        self._file = file
        self._clock = clock

    def write_note(
        self, tour_id: str, stop: str, text: str, facts: Mapping[str, Any] | None = None
    ) -> NoteId:
        """Write a new note at a stop; it is on the disk when this returns.

        Raises
        ------
        InputError : the note is empty or longer than 200,000 characters.
        """
        if not text.strip():
            raise InputError("The note is empty.", "Type at least a word.")
        _check_length(text)
        if self._file.tables.get("stop", stop) is None:
            raise NotFoundError("This tour has no such stop.", "Mark the site for the tour first.")
        note = NoteId(uuid.uuid4().hex)
        values = {
            "tour": tour_id,
            "stop": stop,
            "author": self._file.author,
            "at": utc_text(self._clock()),
            **(facts or {}),
        }
        self._file.write(Action("Write note", (Edit(note, "note", values, {"body": text}),)))
        return note

    def change_note(self, note: str, text: str, action_id: str | None = None) -> Changes:
        """Save a note's whole text again; ``action_id`` goes on with the same burst of typing."""
        _check_length(text)
        edit = Edit(note, "note", text={"body": text})
        return self._file.write(Action("Write note", (edit,), action_id))

    def notes(self, stop: str) -> list[Record]:
        """Give the notes of a stop, oldest first."""
        notes = [note for note in self._file.tables.where("note", stop=stop) if not note.deleted]
        return sorted(notes, key=lambda note: (str(note["at"] or ""), note.id))


def _check_length(text: str) -> None:
    if len(text) > MAX_NOTE_CHARS:
        raise InputError(
            f"The note has {len(text):,} characters, more than {MAX_NOTE_CHARS:,}.",
            "Split it into several notes.",
        )
