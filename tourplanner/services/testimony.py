"""Quotes: exact words, who said them, and what the speaker agreed to, use by use."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.clock import utc_text
from tourplanner.core.consent import DAYS, NO, NOT_ASKED, USE_WORDS, YES, with_answer, with_days
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.ports import Clock
from tourplanner.services.review import check_open
from tourplanner.services.visits import check_length, check_stop, check_strength
from tourplanner.store.file import OfficeFile

LABEL = "Write quote"
_TYPED = frozenset(
    {
        *("speaker", "speaker_role", "language", "minor", "heard_by", "checked", "clean"),
        *("translation", "translated_by", "disagrees", "strength"),
    }
)


@dataclass(frozen=True, slots=True)
class OutAlready:
    """A paper with the quote that went out before: its name, version and files."""

    paper: str
    version: int
    files: tuple[str, ...]


class QuoteService:
    """Writes quotes and keeps their consent."""

    def __init__(self, file: OfficeFile, clock: Clock) -> None:
        self._file = file
        self._clock = clock

    def quotes(self, stop: str) -> list[Record]:
        """Give the quotes of a stop, oldest first."""
        found = self._file.tables.where("quote", stop=stop)
        return sorted(found, key=lambda quote: (str(quote["at"] or ""), quote.id))

    def write(
        self,
        stop: str,
        words: str,
        facts: Mapping[str, Any] | None = None,
        *,
        quote: str = "",
        action_id: str | None = None,
    ) -> str:
        """Write a new quote at a stop and give its id; the words may come later.

        Parameters
        ----------
        facts : speaker, speaker_role, language, minor (None = age not known), heard_by, note, ...
        quote : the id it shall have, where somebody is typing in it already.
        """
        check_length(words)
        check_stop(self._file, stop)
        record = quote or uuid.uuid4().hex
        values = {
            "stop": stop,
            "at": utc_text(self._clock()),
            "heard_by": self._file.author,
            "state": "draft",
            **(facts or {}),
        }
        edit = Edit(record, "quote", values, {"words": words} if words else {})
        self._file.write(Action(LABEL, (edit,), action_id))
        return record

    def change(
        self,
        quote: str,
        facts: Mapping[str, Any] | None = None,
        texts: Mapping[str, str] | None = None,
        action_id: str | None = None,
    ) -> Changes:
        """Change words, facts or the days of the consent; an empty fact takes it away.

        A quote that was approved is a draft again when its words change: they were approved as
        they were.
        """
        for text in (texts or {}).values():
            check_length(text)
        values = {name: value if value != "" else None for name, value in (facts or {}).items()}
        days = {name: values.pop(name) for name in DAYS if name in values}
        odd = values.keys() - _TYPED
        if odd:
            raise ValueError(f"not typed: {odd}")
        check_strength(values.get("strength"))
        record = self._record(quote)
        if values or texts:  # a consent is given, and ends, also after the visit is locked
            check_open(self._file, self._clock, "quote", quote)
        if days:
            values["consent"] = with_days(record["consent"], days)
        if texts and record["state"] == "approved" and texts.get("words") != record["words"]:
            values["state"] = "draft"
        return self._file.write(
            Action(LABEL, (Edit(quote, "quote", values, texts or {}),), action_id)
        )

    def agree(
        self, quote: str, use: str, answer: str, *, by: str = "", date: str = "", language: str = ""
    ) -> Changes:
        """Note what the speaker said to one use: YES, NO or NOT_ASKED.

        Parameters
        ----------
        by : who asked; the author where empty. date : ISO, today where empty.

        Raises
        ------
        InputError : the speaker withdrew consent; a new one is written with a new quote.
        """
        if use not in USE_WORDS or answer not in (YES, NO, NOT_ASKED):
            raise InputError(f"“{use}” is no use to agree to.", f"Choose one of {_uses()}.")
        record = self._record(quote)
        if record["state"] == "withdrawn":
            raise InputError(
                "The speaker withdrew consent to this quote.",
                "Ask again, and write what is said then as a new quote.",
            )
        consent = with_answer(
            record["consent"],
            use,
            answer,
            by=by or self._file.author,
            date=date or self._clock().date().isoformat(),
            language=language or record["language"],
        )
        words = {YES: "agreed", NO: "refused", NOT_ASKED: "not asked"}[answer]
        return self._set(quote, f"Consent, {USE_WORDS[use].lower()}: {words}", consent=consent)

    def approve(self, quote: str) -> Changes:
        """Approve a quote, so that papers may print it as far as the speaker agreed.

        Raises
        ------
        InputError : it has no words, nobody is named as its speaker, or consent was withdrawn.
        """
        record = self._record(quote)
        if record["state"] == "withdrawn":
            raise InputError("The speaker withdrew consent.", "It stays inside.")
        if not str(record["words"] or "").strip():
            raise InputError("The quote has no words yet.", "Type them exactly as they were said.")
        if not record["speaker"] and not record["speaker_role"]:
            raise InputError("Nobody is noted as the speaker.", "Type the name or the role.")
        return self._set(quote, "Approve quote", state="approved")

    def withdraw(self, quote: str, *, by: str = "") -> Changes:
        """Withdraw a speaker's consent: no later paper holds words or name."""
        taken = {"date": self._clock().date().isoformat(), "by": by or self._file.author}
        return self._set(quote, "Withdraw consent", state="withdrawn", withdrawn=taken)

    def out_already(self, quote: str) -> Sequence[OutAlready]:
        """List the papers with a quote that went out before, to call back; the newest first."""
        return out_already(self._file, quote)

    def _set(self, quote: str, label: str, **facts: Any) -> Changes:
        self._record(quote)
        return self._file.write(Action(label, (Edit(quote, "quote", facts),)))

    def _record(self, quote: str) -> Record:
        record = self._file.tables.get("quote", quote)
        if record is None:
            raise NotFoundError("There is no such quote.", "List the quotes of the stop.")
        return record


def out_already(file: OfficeFile, record: str) -> Sequence[OutAlready]:
    """List the papers with a quote or photo that went out before; the newest first."""
    papers = file.tables.where("paper", **{f"holds/{record}": True})
    found = [
        OutAlready(
            str(paper["paper_kind"]), int(paper["version"] or 0), tuple(paper["files"] or ())
        )
        for paper in papers
    ]
    issued = (one for one in found if one.version > 0)
    return tuple(sorted(issued, key=lambda one: (one.paper, -one.version)))


def _uses() -> str:
    return ", ".join(USE_WORDS)
