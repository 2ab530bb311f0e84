"""Stops and notes as the place of visits shows them, and how they are read: plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from tourplanner.core.clock import local, parse_date, parse_moment
from tourplanner.core.errors import InputError, NotFoundError, PlanningError
from tourplanner.core.forms.visit_questions import answer_id, asked_here, is_own_code
from tourplanner.core.model.kept_file import kept_file
from tourplanner.ui.words import day_words, time_words

if TYPE_CHECKING:
    from tourplanner.core.changes import Record
    from tourplanner.core.model.framework import Question
    from tourplanner.services.workspace import Workspace

EVIDENCE = {
    "seen": ("Seen", "eye", "good"),
    "told": ("Told", "message-square", "info"),
    "document": ("Paper", "file-text", "ink2"),
}


#: Words and dots for how strong a note or quote is as evidence.
STRENGTH = {"weak": ("Weak", "●○○"), "fair": ("Fair", "●●○"), "strong": ("Strong", "●●●")}


def known_words(evidence: str, strength: str, *, dots: bool = False) -> str:
    """Say how something is known and how strong it is: ``Seen, strong``, or ``Seen ●●●``."""
    known = EVIDENCE[evidence][0] if evidence in EVIDENCE else ""
    rated = STRENGTH[strength][dots] if strength in STRENGTH else ""
    if dots or not known:
        return f"{known} {rated}".strip()
    return f"{known}, {rated.lower()}" if rated else known


@dataclass(frozen=True, slots=True)
class StopRow:
    """A stop of the tour; ``number`` is day.stop where it is planned, ``day`` from 0 or -1."""

    stop: str
    number: str
    day: int
    name: str
    city: str
    zone: str
    notes: int
    site: str = ""
    rating: int | None = None  # of the visit over all, 1 to 5


class NoteRow(NamedTuple):
    """A note, a quote or a memo at a stop.

    ``at`` is its moment as it is stored, ``zone`` the stop's: the words of the time are made when
    somebody looks, since a stop may have thousands of notes.
    """

    id: str
    text: str
    author: str
    evidence: str
    tags: tuple[str, ...] = ()
    kind: str = "note"
    about: str = ""
    at: str = ""
    zone: str = "UTC"
    strength: str = ""

    @property
    def time(self) -> str:
        """The moment by the clock of the stop."""
        return moment_words(self.at, self.zone)

    @property
    def first(self) -> str:
        """The first line; of a quote its words in quotation marks."""
        lines = (line.strip() for line in self.text.splitlines())
        first = next((line for line in lines if line), "")
        if self.kind == "quote":
            return f"“{first}”" if first else "A quote without words"
        return first or "Empty note"

    @property
    def rest(self) -> str:
        """What follows the first line, in one line; of a quote who said it."""
        if self.kind != "note":
            return self.about
        lines = [line.strip() for line in self.text.splitlines() if line.strip()]
        return " ".join(lines[1:])


@dataclass(frozen=True, slots=True)
class HitRow:
    """What the search found: kind and id, where, and the words around."""

    kind: str
    record: str
    stop: str
    where: str
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SideRow:
    """A line beside the notes: a heading, a look-for, a question, a promise, a blank.

    ``state``: of a look-for seen, absent or empty; of a question done, blank, open where it may
    stay without an answer, or odd where its answer does not fit and ``hint`` says why; of a promise
    done or empty; of a heading the words at its right. ``es``: a question in Spanish.
    """

    kind: str
    words: str
    record: str = ""
    code: str = ""
    state: str = ""
    hint: str = ""
    text: str = ""
    es: str = ""


_BEFORE, _AFTER = timedelta(minutes=10), timedelta(minutes=30)
HEAD, LOOK, QUESTION, TOLD = "head", "look", "question", "told"
PROMISE, BLANK, MORE = "promise", "blank", "more"
KIND_WORDS = {
    "note": "Note",
    "quote": "Quote",
    "answer": "Answer",
    "promise": "Promise",
    "practice": "Practice card",
    "photo": "Photo",
    "memo": "Sound memo",
    "comment": "Comment",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """All that stands beside the notes of a stop; ``form`` is all that may be asked there."""

    look_fors: tuple[SideRow, ...] = ()
    questions: tuple[SideRow, ...] = ()
    more: tuple[SideRow, ...] = ()
    promises: tuple[SideRow, ...] = ()
    blanks: tuple[SideRow, ...] = ()
    stop: str = ""
    form: tuple[Question, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    today: date | None = None

    def with_answer(self, code: str, text: str) -> Beside:
        """Give the same with another answer: it may call for other questions."""
        answers = {**self.answers, code: text}
        first, more = asked_rows(self.stop, self.form, answers, self.today)
        return replace(self, questions=first, more=more, answers=answers)


def read_stops(workspace: Workspace, tour_id: str) -> list[StopRow]:
    """Give the stops of a tour: planned ones in their order, then the others by name."""
    tables = workspace.file.tables
    try:
        tour = workspace.tours.load(tour_id)
        plan = workspace.tours.plan_of(tour)
    except (InputError, NotFoundError):
        return []
    numbers = {
        stop.id: (day.index, f"{day.index + 1}.{k}")
        for day in (plan.days if plan else ())
        for k, stop in enumerate(day.stops, 1)
    }
    ratings = {stop.id: stop["rating"] for stop in tables.where("stop", tour=tour_id)}
    rows = []
    for stop in tour.stops:
        if stop.wish == "not":
            continue
        day, number = numbers.get(stop.id, (-1, ""))
        count = tables.count("note", stop=stop.id)
        node, site, rating = stop.node, str(stop.site), ratings.get(stop.id)
        row = StopRow(stop.id, number, day, node.name, node.city, node.zone, count, site, rating)
        rows.append(row)
    rows.sort(key=lambda row: (row.day < 0, row.day, _order(row.number), row.name))
    return rows


def _order(number: str) -> int:
    return int(number.partition(".")[2] or 0)


def read_notes(
    workspace: Workspace, stop: str, zone: str, most: int | None = None
) -> list[NoteRow]:
    """Give notes, quotes and memos of a stop, newest first; at most so many notes, None = all."""
    rows = [
        NoteRow(
            id_,
            body or "",
            author or "",
            evidence or "",
            _tags(tags),
            at=at or "",
            zone=zone,
            strength=strength or "",
        )
        for id_, body, author, evidence, strength, at, tags in workspace.visits.lines(stop, most)
    ]
    rows += [_quote_row(quote, zone) for quote in workspace.quotes.quotes(stop)]
    rows += [_memo_row(memo, zone) for memo in workspace.memos.memos(stop)]
    rows.sort(key=attrgetter("at"), reverse=True)
    return rows


def _tags(codes: str | None) -> tuple[str, ...]:
    return tuple(sorted(codes.split())) if codes else ()


def _quote_row(quote: Record, zone: str) -> NoteRow:
    if quote["state"] == "withdrawn":
        about = "Consent withdrawn: it stays inside"
    else:
        who = str(quote["speaker"] or quote["speaker_role"] or "nobody noted yet")
        language = str(quote["language"] or "")
        about = f"Quote, {who}. In {language}." if language else f"Quote, {who}."
    return NoteRow(
        quote.id,
        str(quote["words"] or ""),
        str(quote["heard_by"] or ""),
        "told",
        tuple(sorted(code for code, on in quote.member("tag").items() if on)),
        "quote",
        about,
        str(quote["at"] or ""),
        zone,
        str(quote["strength"] or ""),
    )


def _memo_row(memo: Record, zone: str) -> NoteRow:
    words = str(memo["words"] or "") or kept_file(memo["file"]).name
    author, at = str(memo["author"] or ""), str(memo["at"] or "")
    marks = sum(isinstance(mark, dict) for mark in memo.member("mark").values())
    about = f"Sound memo, {marks} marked" if marks else "Sound memo"
    return NoteRow(memo.id, words, author, "", kind="memo", about=about, at=at, zone=zone)


def moment_words(at: object, zone: str) -> str:
    """Give a stored moment by the clock of a stop: ``Mon, Oct 14, 10:34 am``; empty = none."""
    try:
        moment = parse_moment(str(at))
    except InputError:
        return ""
    return f"{day_words(local(moment, zone).date())}, {time_words(moment, zone)}"


def read_beside(workspace: Workspace, stop: str) -> Beside:
    """Give look-fors, questions, promises and blanks of a stop."""
    form = workspace.form
    questions, answers, today = form.whole, form.answers(stop), form.today(stop)
    first, more = asked_rows(stop, questions, answers, today)
    return Beside(
        tuple(
            SideRow(LOOK, each.words, each.record, each.code, each.state)
            for each in form.look_fors(stop)
        ),
        first,
        more,
        tuple(_promise_row(promise) for promise in form.promises(stop)),
        tuple(
            SideRow(BLANK, each.words, each.record, each.kind)
            for each in form.blanks(stop)
            if each.kind != "answer"
        ),
        stop,
        questions,
        answers,
        today,
    )


def asked_rows(
    stop: str, questions: Sequence[Question], answers: Mapping[str, str], today: date | None = None
) -> tuple[tuple[SideRow, ...], tuple[SideRow, ...]]:
    """Give the lines of what is asked at a stop: those of every stop, and those that fold out.

    An own form is asked at every stop; what it does not require stays open.
    """
    first: list[SideRow] = []
    more: list[SideRow] = []
    for each in asked_here(questions, answers, today):
        question, text = each.question, answers.get(each.code, "")
        if not question.is_asked:
            first.append(SideRow(TOLD, each.words))
            continue
        is_own = is_own_code(question.code)
        is_open = each.is_spare or (is_own and not question.first)
        blank = "open" if is_open else "blank"
        line = SideRow(
            QUESTION,
            each.words,
            answer_id(stop, each.code),
            each.code,
            "odd" if each.odd else "done" if text.strip() else blank,
            each.odd or each.help,
            text,
            each.es,
        )
        (first if question.first or is_own else more).append(line)
    return tuple(first), tuple(more)


def _promise_row(promise: Record) -> SideRow:
    owner, due, done = promise["owner"], promise["due"], promise["done"]
    parts = [str(owner) if owner else "nobody yet"]
    if done:
        parts.append(f"done {day_words(parse_date(str(done)))}")
    else:
        parts.append(f"due {day_words(parse_date(str(due)))}" if due else "no day yet")
    words = " ".join(str(promise["words"] or "").split()) or "A promise without words"
    return SideRow(PROMISE, words, promise.id, state="done" if done else "", hint=", ".join(parts))


def read_leaving(workspace: Workspace, tour_id: str) -> dict[str, datetime]:
    """Give the moment at which the bus leaves each planned stop."""
    try:
        planned = workspace.plan.current(tour_id)
    except (InputError, NotFoundError, PlanningError):
        return {}
    return {str(row.stop.id): row.depart_at for day in planned.schedules for row in day.rows}


def read_here(workspace: Workspace, tour_id: str, now: datetime) -> str:
    """Give the stop where the bus is: by the marks of the day, else by the plan; empty = at none.

    By the plan it is there from ten minutes before it arrives to half an hour after it leaves, and
    at the later one of two.
    """
    marked = [
        (str(stop["arrived_at"]), stop.id)
        for stop in workspace.file.tables.where("stop", tour=tour_id)
        if stop["arrived_at"] and not stop["left_at"]
    ]
    if marked:
        return max(marked)[1]
    try:
        planned = workspace.plan.current(tour_id)
    except (InputError, NotFoundError, PlanningError):
        return ""
    there = [
        (row.arrive_at, str(row.stop.id))
        for day in planned.schedules
        for row in day.rows
        if row.arrive_at - _BEFORE <= now <= row.depart_at + _AFTER
    ]
    return max(there, default=(now, ""))[1]


def read_hits(workspace: Workspace, text: str) -> list[HitRow]:
    """Give what a search finds, best first."""
    hits = workspace.visits.search(text)
    sites = {hit.site for hit in hits if hit.site}
    records = workspace.file.tables.get_many("site", sorted(sites))
    names = {str(view.id): view.name for view in workspace.sites.views(records)}
    return [
        HitRow(
            hit.kind,
            hit.record,
            hit.stop,
            names.get(hit.site, ""),
            hit.snippet.text or hit.title,
            hit.snippet.marks,
        )
        for hit in hits
    ]


def read_home(workspace: Workspace, record: str) -> tuple[str, str, str, Beside]:
    """Give kind, id and stop of what is at home in visits, and what is beside it there.

    A comment is at home where its note or quote is. The kind is empty where it is gone.
    """
    comment = workspace.file.tables.get("comment", record)
    if comment is not None and not comment.deleted:
        record = str(comment["about"])
    for kind in ("note", "quote", "answer", "promise", "photo", "memo"):
        found = workspace.file.tables.get(kind, record)
        if found is not None and not found.deleted:
            stop = str(found["stop"] or "")
            beside = read_beside(workspace, stop) if kind == "answer" else Beside()
            return kind, record, stop, beside
    return "", "", "", Beside()
