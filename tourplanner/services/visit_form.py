"""The form of a visit: what is asked and looked for at a stop, what was promised, what is blank."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.clock import local, utc_text
from tourplanner.core.consent import NOT_ASKED, USE_WORDS, answer_of
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.fields import LOOKED
from tourplanner.core.forms.visit_questions import answer_id, asked_here, question_code
from tourplanner.core.model.framework import Frameworks, Question
from tourplanner.core.model.ids import derived_id
from tourplanner.core.ports import Clock
from tourplanner.services.forms import questions_of
from tourplanner.services.review import check_open
from tourplanner.services.visits import check_length, check_stop
from tourplanner.store.file import OfficeFile

_OF_SITE = ("need:", "strength:")  # codes of look-fors that a site's own case calls for


@dataclass(frozen=True, slots=True)
class Asked:
    """A question at a stop with its answer; ``record`` is where the answer stands, or will."""

    question: Question
    record: str
    text: str
    words: str
    is_spare: bool = False  # of one more of a repeat: it is not missing
    odd: str = ""  # why the answer does not fit, in a sentence


@dataclass(frozen=True, slots=True)
class LookFor:
    """Something to look for at a stop; ``state`` is seen, absent (looked, not there) or empty."""

    record: str
    code: str
    words: str
    state: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Blank:
    """Something that is still missing at a stop: in words, and the record where it is mended."""

    words: str
    kind: str
    record: str


class VisitForm:
    """Questions, look-fors and promises of the stops."""

    def __init__(
        self,
        file: OfficeFile,
        clock: Clock,
        frameworks: Frameworks,
        questions: Sequence[Question],
    ) -> None:
        self._file = file
        self._clock = clock
        self._frameworks = frameworks
        self._questions = tuple(questions)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of the pack, then those of the office's own forms."""
        return tuple(question for question in self.whole if question.is_asked)

    @property
    def whole(self) -> tuple[Question, ...]:
        """The questions, with what own forms tell and work out between them."""
        return (*self._questions, *questions_of(self._file))

    def today(self, stop: str) -> date:
        """Give the day at a stop, by the clock of its site."""
        record = self._file.tables.get("stop", stop)
        site = self._file.tables.get("site", str(record["site"])) if record else None
        return local(self._clock(), str((site and site["zone"]) or "UTC")).date()

    # -- questions -----------------------------------------------------------------------------

    def asked(self, stop: str) -> tuple[Asked, ...]:
        """Give what is asked at a stop with its answers, in the order of pack and forms."""
        answers = self.answers(stop)
        return tuple(
            Asked(
                each.question,
                answer_id(stop, each.code),
                answers.get(each.code, ""),
                each.words,
                each.is_spare,
                each.odd,
            )
            for each in asked_here(self.whole, answers, self.today(stop))
            if each.question.is_asked
        )

    def answers(self, stop: str) -> dict[str, str]:
        """Give the answers at a stop by their codes."""
        found = self._file.tables.where("answer", stop=stop)
        return {str(answer["question"]): str(answer["body"] or "") for answer in found}

    def answer(
        self, tour_id: str, stop: str, code: str, text: str, action_id: str | None = None
    ) -> str:
        """Write the whole answer to a question at a stop; two laptops meet in one answer."""
        check_length(text)
        check_stop(self._file, stop)
        asked = next((q for q in self.questions if q.code == question_code(code)), None)
        if asked is None or (code != asked.code and not asked.repeat):
            raise NotFoundError(f"There is no question “{code}”.", "Look into the questions' pack.")
        record = answer_id(stop, code)
        before = self._file.tables.get("answer", record)
        check_open(self._file, self._clock, "answer", record)
        facts: dict[str, Any] = {}
        if before is None:
            facts = {"tour": tour_id, "stop": stop, "question": code}
        if before is None or not before["body"]:
            facts |= {"author": self._file.author, "at": utc_text(self._clock())}
        edit = Edit(record, "answer", facts, {"body": text})
        self._file.write(Action("Answer", (edit,), action_id))
        return record

    # -- look-fors -----------------------------------------------------------------------------

    def look_fors(self, stop: str) -> tuple[LookFor, ...]:
        """Give what to look for at a stop.

        That of the frameworks, then the needs and strengths of this site, then what was added here.
        """
        records = {record.id: record for record in self._file.tables.where("look_for", stop=stop)}
        wanted = [(element.code, element.look_for) for element in self._frameworks.look_fors()]
        wanted += self._of_site(stop)
        known = {code for code, _ in wanted}
        wanted += [  # somebody looked for a need that was taken away since
            (str(record["code"]), str(record["words"]))
            for record in records.values()
            if str(record["code"] or "").startswith(_OF_SITE)
            and record["code"] not in known
            and record["state"]
        ]
        found = []
        for code, words in wanted:
            id_ = look_for_id(stop, code)
            state = str(records[id_]["state"] or "") if id_ in records else ""
            found.append(LookFor(id_, code, words, state, False))
        own = sorted(
            (record for record in records.values() if not record["code"]),
            key=lambda record: (str(record["words"]).casefold(), record.id),
        )
        found += [LookFor(r.id, "", str(r["words"]), str(r["state"] or ""), True) for r in own]
        return tuple(found)

    def _of_site(self, stop: str) -> list[tuple[str, str]]:
        """Give the needs and strengths of a stop's site, with their years, as look-fors."""
        record = self._file.tables.get("stop", stop)
        site = str(record["site"] or "") if record else ""
        found = []
        for kind, label in (("need", "Need here"), ("strength", "Strength here")):
            entries = self._file.tables.where(kind, site=site) if site else []
            for entry in sorted(entries, key=lambda e: (str(e["words"] or "").casefold(), e.id)):
                words = " ".join(str(entry["words"] or "").split())
                if words:
                    year = f" ({entry['as_of']})" if entry["as_of"] else ""
                    found.append((f"{kind}:{entry.id}", f"{label}: {words}{year}"))
        return found

    def add_look_for(self, stop: str, words: str) -> str:
        """Add something to look for at one stop: a need or a strength of this site alone."""
        if not words.strip():
            raise InputError("There are no words.", "Say what to look for.")
        check_stop(self._file, stop)
        record = uuid.uuid4().hex
        facts = {"stop": stop, "words": words.strip()}
        self._file.write(Action("Add look-for", (Edit(record, "look_for", facts),)))
        return record

    def looked(self, stop: str, look_for: str, state: str) -> Changes:
        """Say whether something was seen, or looked for and not there; empty takes it back."""
        if state not in ("", *LOOKED):
            raise InputError(f"“{state}” is no result.", "Choose seen or absent.")
        known = {each.record: each for each in self.look_fors(stop)}.get(look_for)
        if known is None:
            raise NotFoundError("This stop has no such look-for.", "Add it first.")
        facts = {"state": state or None, "by": self._file.author if state else None}
        if not known.is_own:
            facts |= {"stop": stop, "code": known.code, "words": known.words}
        words = {"seen": "Seen", "absent": "Looked, not there", "": "Not looked for"}[state]
        return self._file.write(Action(words, (Edit(look_for, "look_for", facts),)))

    # -- promises ------------------------------------------------------------------------------

    def promises(self, stop: str) -> list[Record]:
        """Give the promises made at a stop, those to do first, then by the day they are due."""
        found = self._file.tables.where("promise", stop=stop)
        return sorted(
            found, key=lambda p: (bool(p["done"]), str(p["due"] or "9"), str(p["at"]), p.id)
        )

    def promise(
        self,
        tour_id: str,
        stop: str,
        words: str,
        facts: Mapping[str, Any] | None = None,
        *,
        promise: str = "",
        action_id: str | None = None,
    ) -> str:
        """Write down what was promised at a stop.

        Parameters
        ----------
        facts : owner, whom, due (ISO date), note. promise : the id it shall have.
        """
        check_length(words)
        check_stop(self._file, stop)
        record = promise or uuid.uuid4().hex
        values = {"tour": tour_id, "stop": stop, "at": utc_text(self._clock()), **(facts or {})}
        edit = Edit(record, "promise", values, {"words": words} if words else {})
        self._file.write(Action("Promise", (edit,), action_id))
        return record

    def change_promise(
        self,
        promise: str,
        facts: Mapping[str, Any] | None = None,
        texts: Mapping[str, str] | None = None,
        action_id: str | None = None,
    ) -> Changes:
        """Change a promise: words, owner, whom, due; an empty fact takes it away."""
        values = {name: value if value != "" else None for name, value in (facts or {}).items()}
        if values.keys() - {"owner", "whom", "due"}:
            raise ValueError(f"not typed: {sorted(values)}")
        edit = Edit(promise, "promise", values, texts or {})
        return self._file.write(Action("Promise", (edit,), action_id))

    def keep(self, promise: str, *, done: bool = True) -> Changes:
        """Say that a promise was kept, today; or that it was not."""
        day = self._clock().date().isoformat() if done else None
        words = "Promise kept" if done else "Promise still to do"
        return self._file.write(Action(words, (Edit(promise, "promise", {"done": day}),)))

    # -- blanks --------------------------------------------------------------------------------

    def blanks(self, stop: str) -> tuple[Blank, ...]:
        """Give what is missing at a stop: what to ask before the bus leaves."""
        tables = self._file.tables
        asked = self.asked(stop)
        found = [
            Blank(each.words, "answer", each.record)
            for each in asked
            if each.question.first and not each.text.strip() and not each.is_spare
        ]
        found += [Blank(f"{a.words}: {a.odd}", "answer", a.record) for a in asked if a.odd]
        for quote in tables.where("quote", stop=stop):
            if quote["state"] != "withdrawn":
                found += [Blank(words, "quote", quote.id) for words in _quote_blanks(quote)]
        for promise in tables.where("promise", stop=stop):
            if not promise["done"]:
                found += [Blank(words, "promise", promise.id) for words in _promise_blanks(promise)]
        return tuple(found)


def look_for_id(stop: str, code: str) -> str:
    """Give the id of a framework's look-for at a stop."""
    return derived_id("look_for", stop, code)


def _quote_blanks(quote: Record) -> list[str]:
    start = _start(quote["words"]) or "A quote"
    missing = []
    if not str(quote["words"] or "").strip():
        missing.append(f"{start}: the exact words")
    if not quote["speaker"] and not quote["speaker_role"]:
        missing.append(f"{start}: who said it")
    unasked = [
        words.lower()
        for use, words in USE_WORDS.items()
        if use in ("report", "press", "name") and answer_of(quote["consent"], use) == NOT_ASKED
    ]
    if unasked:
        missing.append(f"{start}: consent not asked for {', '.join(unasked)}")
    return missing


def _promise_blanks(promise: Record) -> list[str]:
    start = _start(promise["words"]) or "A promise"
    missing = []
    if not promise["owner"]:
        missing.append(f"{start}: who does it")
    if not promise["due"]:
        missing.append(f"{start}: by when")
    return missing


def _start(words: object) -> str:
    text = " ".join(str(words or "").split())
    if not text:
        return ""
    return f"“{text}”" if len(text) <= 32 else f"“{text[:30].rstrip()}...”"
