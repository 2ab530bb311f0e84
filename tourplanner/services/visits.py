"""Visits: notes written at a stop, saved as they are typed, and the search over all that was."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.clock import utc_text
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.fields import EVIDENCE, STRENGTHS
from tourplanner.core.model.framework import Frameworks
from tourplanner.core.model.ids import NoteId, derived_id
from tourplanner.core.ports import Clock
from tourplanner.core.publishing import folded
from tourplanner.core.safe_text import one_line
from tourplanner.core.snippets import Snippet, snippet
from tourplanner.services.review import check_open
from tourplanner.store.file import OfficeFile

MAX_NOTE_CHARS = 200_000
SEARCHED = ("note", "quote", "answer", "promise", "practice", "photo", "memo", "comment")
MOST_HITS = 60
MOST_HELD_CHARS = 300


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that holds the searched words. ``stop`` is empty for a practice card."""

    kind: str
    record: str
    stop: str
    site: str
    title: str
    snippet: Snippet


class VisitService:
    """Notes at the stops of a tour."""

    def __init__(self, file: OfficeFile, clock: Clock, frameworks: Frameworks) -> None:
        self._file = file
        self._clock = clock
        self.frameworks = frameworks

    def write_note(
        self,
        tour_id: str,
        stop: str,
        text: str,
        facts: Mapping[str, Any] | None = None,
        action_id: str | None = None,
    ) -> NoteId:
        """Write a new note at a stop; it is on the disk when this returns.

        Raises
        ------
        InputError : the note is empty or longer than 200,000 characters.
        """
        if not text.strip():
            raise InputError("The note is empty.", "Type at least a word.")
        check_length(text)
        check_stop(self._file, stop)
        note = NoteId(uuid.uuid4().hex)
        values = {
            "tour": tour_id,
            "stop": stop,
            "author": self._file.author,
            "at": utc_text(self._clock()),
            **(facts or {}),
        }
        edit = Edit(note, "note", values, {"body": text})
        self._file.write(Action("Write note", (edit,), action_id))
        return note

    def change_note(self, note: str, text: str, action_id: str | None = None) -> Changes:
        """Save a note's whole text again; ``action_id`` goes on with the same burst of typing."""
        check_length(text)
        check_open(self._file, self._clock, "note", note)
        edit = Edit(note, "note", text={"body": text})
        return self._file.write(Action("Write note", (edit,), action_id))

    def set_evidence(self, note: str, evidence: str) -> Changes:
        """Say whether what a note tells was seen, told or read; empty takes it back."""
        check_open(self._file, self._clock, "note", note)
        if evidence not in ("", *EVIDENCE):
            raise InputError(f"“{evidence}” is no evidence.", "Choose seen, told or document.")
        edit = Edit(note, "note", {"evidence": evidence or None})
        return self._file.write(Action("Evidence of a note", (edit,)))

    def change(
        self,
        note: str,
        facts: Mapping[str, Any] | None = None,
        texts: Mapping[str, str] | None = None,
        action_id: str | None = None,
    ) -> Changes:
        """Change how strong a note is, or who disagrees; an empty fact takes it away.

        Raises
        ------
        InputError : there is no such strength, or the visit is locked.
        """
        values = {name: value if value != "" else None for name, value in (facts or {}).items()}
        if values.keys() - {"disagrees", "strength"} or texts:
            raise ValueError(f"not typed: {sorted(values)}")
        check_strength(values.get("strength"))
        check_open(self._file, self._clock, "note", note)
        return self._file.write(Action("Note", (Edit(note, "note", values),), action_id))

    def hold_back(self, kind: str, record: str, words: str) -> str:
        """Hold a sensitive fact back: these words of a note or quote go into nothing for outside.

        A quote goes out with ``[...]`` in their place; another text that repeats them stays inside.

        Returns
        -------
        The id by which they are released again.

        Raises
        ------
        InputError : there are no words, or more than a sentence or two of them.
        """
        said = one_line(words)
        if kind not in ("note", "quote") or not folded(said):
            raise InputError("No words are chosen.", "Select them in the note or quote first.")
        if len(said) > MOST_HELD_CHARS:
            raise InputError("That is too much to hold back at once.", "Select the fact alone.")
        id_ = derived_id("held", *folded(said))
        edit = Edit(record, kind, {f"held/{id_}": said})
        self._file.write(Action("Hold words back", (edit,)))
        return id_

    def release(self, kind: str, record: str, held: str) -> Changes:
        """Let words go out again that were held back."""
        edit = Edit(record, kind, {f"held/{held}": None})
        return self._file.write(Action("Release words", (edit,)))

    def tag(self, kind: str, record: str, code: str, *, on: bool = True) -> Changes:
        """Tag a note, quote or practice card with an element of a framework, or take it away.

        Raises
        ------
        InputError : no framework has such an element.
        """
        element = self.frameworks.by_code.get(code)
        if element is None and on:
            raise InputError(f"No framework has the tag “{code}”.", "Look them up with Ctrl+T.")
        label = element.label if element else code
        words = f"Tag {label}" if on else f"Take away tag {label}"
        edit = Edit(record, kind, {f"tag/{code}": True if on else None})
        return self._file.write(Action(words, (edit,)))

    def remove(self, kind: str, record: str) -> Changes:
        """Take a note, quote, promise or card away; Undo brings it back."""
        check_open(self._file, self._clock, kind, record)
        label = {"note": "note", "quote": "quote", "promise": "promise", "practice": "card"}[kind]
        edit = Edit(record, kind, deleted=True)
        return self._file.write(Action(f"Take away {label}", (edit,)))

    def notes(self, stop: str) -> list[Record]:
        """Give the notes of a stop, oldest first."""
        notes = self._file.tables.where("note", stop=stop)
        return sorted(notes, key=lambda note: (note.values["at"] or "", note.id))

    def lines(self, stop: str, most: int | None = None) -> list[tuple[Any, ...]]:
        """Give what a list shows of the notes of a stop, the newest first; None = of all.

        Returns
        -------
        Of each note id, body, author, evidence, strength, moment as stored, and its tags with
        spaces between.
        """
        names = ("body", "author", "evidence", "strength", "at", "tag")
        return self._file.tables.lines("note", names, "-at", most, stop=stop)

    def search(self, text: str, kinds: Sequence[str] = SEARCHED) -> list[Hit]:
        """Find notes, quotes, answers, promises and cards as one types, best first, at most 60."""
        tables = self._file.tables
        records = tables.search(text, kinds, MOST_HITS)
        stops = {
            stop.id: str(stop["site"] or "")
            for stop in tables.get_many("stop", {str(r["stop"]) for r in records if r["stop"]})
        }
        hits = []
        for record in records:
            stop = str(record["stop"] or "")
            site = str(record["site"] or "") or stops.get(stop, "")
            title, body = _shown(record, text)
            hits.append(Hit(record.kind, record.id, stop, site, title, snippet(body, text)))
        return hits


def _shown(record: Record, text: str) -> tuple[str, str]:
    """Give a record's title, and the one of its texts in which most of the words stand."""
    texts = {
        "note": ("body", "disagrees"),
        "quote": ("words", "speaker_role", "speaker"),
        "answer": ("body",),
        "promise": ("words", "owner", "whom"),
        "photo": ("caption", "alt", "credit"),
        "memo": ("words",),
        "comment": ("words",),
        "practice": ("title", "one_line", "problem", "story", "redirected", "partners", "result"),
    }[record.kind]
    shown = [str(record[name] or "") for name in texts]
    best = shown[0]
    if len(shown) > 1:
        best = max(shown, key=lambda body: len(snippet(body, text).marks))
    lines = [line.strip() for line in shown[0].splitlines() if line.strip()]
    return (lines[0] if lines else ""), best


def check_stop(file: OfficeFile, stop: str) -> None:
    """Raise NotFoundError where there is no such stop."""
    if file.tables.get("stop", stop) is None:
        raise NotFoundError("This tour has no such stop.", "Mark the site for the tour first.")


def check_strength(strength: object) -> None:
    """Raise InputError for a strength of evidence that there is not."""
    if strength is not None and strength not in STRENGTHS:
        raise InputError(f"“{strength}” is no strength.", f"Choose {', '.join(STRENGTHS)}.")


def check_length(text: str) -> None:
    """Raise InputError for a text that is too long for one change."""
    if len(text) > MAX_NOTE_CHARS:
        raise InputError(
            f"The note has {len(text):,} characters, more than {MAX_NOTE_CHARS:,}.",
            "Split it into several notes.",
        )
