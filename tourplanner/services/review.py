"""Review of what was written: draft or reviewed, comments, the change log, and the lock.

Seven days after a visit its notes, quotes and answers are locked. Who changes one later says why
first; the reason stands in the change log beside what was changed.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.clock import parse_moment, utc_text
from tourplanner.core.errors import InputError, Locked, NotFoundError
from tourplanner.core.fields import declared_field
from tourplanner.core.ports import Clock
from tourplanner.core.safe_text import one_line
from tourplanner.store.file import OfficeFile

LOCKED_AFTER = timedelta(days=7)
OPEN_FOR = timedelta(hours=12)  # after a reason, for who gave it
REVIEWED = ("note", "quote")
LOCKS = ("note", "quote", "answer")


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of a change log: when, who, what; ``reason`` where somebody said why."""

    at: str
    author: str
    what: str
    reason: str = ""
    is_late: bool = False


class ReviewService:
    """Reviews, comments and the change log of notes and quotes."""

    def __init__(self, file: OfficeFile, clock: Clock) -> None:
        self._file = file
        self._clock = clock

    # -- review --------------------------------------------------------------------------------

    def set_reviewed(self, kind: str, record: str, *, on: bool) -> Changes:
        """Say that a note or quote was reviewed, by whom and when; or that it is a draft again."""
        if kind not in REVIEWED:
            raise InputError("Notes and quotes are reviewed.", "Choose one of them.")
        if self._file.tables.get(kind, record) is None:
            raise NotFoundError(f"There is no such {kind}.", "It may have been taken away.")
        by = {"by": self._file.author, "at": utc_text(self._clock())} if on else None
        facts = {"review": "reviewed" if on else "draft", "reviewed": by}
        words = f"{kind.capitalize()} reviewed" if on else f"{kind.capitalize()} is a draft again"
        return self._file.write(Action(words, (Edit(record, kind, facts),)))

    def comment(self, kind: str, about: str, words: str) -> str:
        """Write a comment on a note or quote, and give its id; comments stay inside."""
        if not words.strip():
            raise InputError("The comment is empty.", "Type at least a word.")
        record = self._file.tables.get(kind, about)
        if record is None:
            raise NotFoundError(f"There is no such {kind}.", "It may have been taken away.")
        made = uuid.uuid4().hex
        facts = {
            "stop": record["stop"],
            "about": about,
            "words": words.strip(),
            "author": self._file.author,
            "at": utc_text(self._clock()),
        }
        self._file.write(Action("Comment", (Edit(made, "comment", facts),)))
        return made

    def comments(self, about: str) -> list[Record]:
        """Give the comments on a record, oldest first."""
        found = self._file.tables.where("comment", about=about)
        return sorted(found, key=lambda comment: (str(comment["at"] or ""), comment.id))

    def settle(self, comment: str, *, on: bool = True) -> Changes:
        """Say that what a comment asks for was done, or was not."""
        done = {"by": self._file.author, "at": utc_text(self._clock())} if on else None
        words = "Comment done" if on else "Comment still open"
        return self._file.write(Action(words, (Edit(comment, "comment", {"done": done}),)))

    # -- change log ----------------------------------------------------------------------------

    def log(self, kind: str, record: str) -> tuple[LogLine, ...]:
        """Give the change log of a record, newest first, with the reasons of late changes.

        The saves of one burst of typing are one line.
        """
        locked_at = self.locked_at(kind, record)
        lines: dict[str, LogLine] = {}
        for entry in self._file.tables.history(record):
            names = [*entry.set, *entry.texts]
            labels = dict.fromkeys(_label(kind, name) for name in names)
            what = f"{entry.label}: {', '.join(labels)}" if labels else entry.label
            if "deleted" in entry.set:
                what = "Taken away" if entry.set["deleted"] else "Brought back"
            is_late = locked_at is not None and parse_moment(entry.at) > locked_at
            lines[entry.action] = LogLine(entry.at, entry.author, what, is_late=is_late)
        found = list(lines.values())
        for reason in self._file.tables.where("reason", about=record):
            at, by, words = str(reason["at"] or ""), str(reason["author"]), str(reason["words"])
            found.append(LogLine(at, by, "Reason given", words, True))
        return tuple(sorted(found, key=lambda line: parse_moment(line.at), reverse=True))

    # -- the lock ------------------------------------------------------------------------------

    def locked_at(self, kind: str, record: str) -> datetime | None:
        """Give the moment from which a record is locked, past or to come; None = it never is."""
        return locked_at(self._file, kind, record)

    def is_locked(self, kind: str, record: str) -> bool:
        """Whether a record is locked now, for who works here."""
        try:
            check_open(self._file, self._clock, kind, record)
        except Locked:
            return True
        return False

    def unlock(self, kind: str, record: str, reason: str) -> Changes:
        """Say why a locked record is changed: it is open for who said so, for 12 hours."""
        if not one_line(reason):
            raise InputError("A late change needs its reason.", "Say why, in a few words.")
        found = self._file.tables.get(kind, record)
        facts = {
            "stop": found["stop"] if found else None,
            "about": record,
            "words": one_line(reason),
            "author": self._file.author,
            "at": utc_text(self._clock()),
        }
        edit = Edit(uuid.uuid4().hex, "reason", facts)
        return self._file.write(Action("Reason for a late change", (edit,)))


def locked_at(file: OfficeFile, kind: str, record: str) -> datetime | None:
    """Give the moment from which a record is locked: seven days after the visit.

    The visit is over when the bus left; where nobody marked that, when the record was written.
    """
    found = file.tables.get(kind, record) if kind in LOCKS else None
    if found is None:
        return None
    stop = file.tables.get("stop", str(found["stop"] or ""))
    over = (stop["left_at"] if stop else None) or found["at"]
    try:
        return parse_moment(str(over)) + LOCKED_AFTER if over else None
    except InputError:
        return None


def check_open(file: OfficeFile, clock: Clock, kind: str, record: str) -> None:
    """Raise Locked where a record is locked and nobody here gave a reason in the last 12 hours."""
    at, now = locked_at(file, kind, record), clock()
    if at is None or now <= at:
        return
    for reason in file.tables.where("reason", about=record, author=file.author):
        if now - parse_moment(str(reason["at"])) <= OPEN_FOR:
            return
    raise Locked(
        f"This {kind} is locked: its visit was over seven days ago.",
        "Say why it is changed, then change it.",
    )


def _label(kind: str, fact: str) -> str:
    declared = declared_field(kind, fact)
    return declared.label.lower() if declared else fact
