"""The visit form as an XLSForm, the form that researchers' programs read, and back.

A form that was read keeps every cell as it came, so that it goes out again unchanged; what this
program asks at a stop is worked out from it.

Source
------
xlsform.org/en/ : sheets survey, choices, settings; label::English (en); begin_group, begin_repeat.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tourplanner.core.errors import InputError
from tourplanner.core.forms.expression import names_in, read_expression
from tourplanner.core.forms.telling import Label, told
from tourplanner.core.model.framework import Question

Rows = Sequence[Sequence[str]]
Sheets = Mapping[str, Rows]  # sheet -> rows of cells, the first row names the columns
OWN_FORM = "tourplanner_visit"
SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
MOST_QUESTIONS = 500

_ENGLISH, _SPANISH = "English (en)", "Spanish (es)"
_COLUMNS = (
    "type",
    "name",
    f"label::{_ENGLISH}",
    f"label::{_SPANISH}",
    f"hint::{_ENGLISH}",
    f"hint::{_SPANISH}",
    "required",
    "appearance",
)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_ASKED = frozenset(
    {
        *("text", "integer", "decimal", "range", "date", "time", "datetime", "dateTime", "barcode"),
        *("select_one", "select_multiple", "select_one_from_file", "select_multiple_from_file"),
        *("rank", "geopoint", "image", "audio", "video", "file", "acknowledge"),
    }
)
_NAMED = re.compile(r"\$\{([^{}]+)\}")
_YES = frozenset({"yes", "true", "true()", "1"})


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A question of an XLSForm and which part of the form it stands in."""

    name: str
    words: str
    words_es: str
    help: str
    part: str
    is_required: bool
    condition: str
    repeat: str
    choices: tuple[tuple[str, ...], ...]
    kind: str = ""
    constraint: str = ""
    message: str = ""
    calculation: str = ""
    repeat_name: str = ""
    repeat_count: str = ""


def own_sheets(questions: Iterable[Question], version: str) -> dict[str, list[list[str]]]:
    """Give the visit form as an XLSForm: school, day, note-taker, then the questions in groups."""
    survey: list[list[str]] = [list(_COLUMNS)]

    def line(kind: str, name: str, *cells: str) -> None:
        survey.append([kind, name, *cells, *[""] * (len(_COLUMNS) - 2 - len(cells))])

    line("text", "school", "School", "Escuela", "", "", "yes")
    line("date", "day", "Day of the visit", "Día de la visita", "", "", "yes")
    line("text", "note_taker", "Note-taker", "Quién toma notas")
    group = ""
    for question in questions:
        part = "first" if question.first else _safe_name(question.part)
        if part != group:
            if group:
                line("end_group", "")
            label = "Same at every stop" if part == "first" else question.part
            label_es = "Lo mismo en cada parada" if part == "first" else question.part
            line("begin_group", f"g_{part}", label, label_es)
            group = part
        name = _safe_name(question.code)
        es = question.words_es or question.words
        line("text", name, question.words, es, question.help, question.help, "", "multiline")
    if group:
        line("end_group", "")
    settings = [
        ["form_title", "form_id", "version", "default_language"],
        ["Visit", OWN_FORM, version, _ENGLISH],
    ]
    return {SURVEY: survey, SETTINGS: settings}


def one_question(id_: str, words: str) -> Sheets:
    """Give a form that asks one question, which may stay open."""
    return {
        SURVEY: [["type", "name", "label"], ["text", "answer", words]],
        SETTINGS: [["form_title", "form_id"], [words, id_]],
    }


def form_id(sheets: Sheets) -> str:
    """Give the id of a form, else its title; empty where it has neither."""
    found = _first(sheets.get(SETTINGS, ()))
    return (found.get("form_id") or found.get("form_title") or "").strip()


def form_title(sheets: Sheets) -> str:
    """Give the title of a form, else its id."""
    found = _first(sheets.get(SETTINGS, ()))
    return (found.get("form_title") or found.get("form_id") or "Form").strip()


def check_sheets(sheets: Sheets) -> None:
    """Raise InputError for a workbook that is no XLSForm."""
    rows = sheets.get(SURVEY)
    if not rows or not {"type", "name"} <= {cell.strip() for cell in rows[0]}:
        raise InputError(
            "This workbook is no XLSForm.", "It has a sheet “survey” with the columns type, name."
        )
    questions = questions_in(sheets)
    names = [question.name for question in questions]
    if not any(question.kind not in ("note", "calculate") for question in questions):
        raise InputError("This form asks nothing.", "Add questions to its sheet “survey”.")
    if len(names) > MOST_QUESTIONS:
        raise InputError(
            f"This form has {len(names)} questions, more than {MOST_QUESTIONS}.", "Split it."
        )
    double = next((name for name in names if names.count(name) > 1), "")
    if double:
        raise InputError(f"Two questions are called {double}.", "Give each its own name.")


def questions_in(sheets: Sheets) -> tuple[FormQuestion, ...]:
    """Give what a form asks, in its order, with what it tells and works out between.

    A note without an answer in it is for the form's own screen, and what a device fills is none.
    """
    choices = _choices(sheets.get(CHOICES, ()))
    found = []
    parts: list[str] = []
    repeats: list[tuple[str, str, str]] = []  # words, name, count
    rules: list[str] = []
    for row in _rows(sheets.get(SURVEY, ())):
        kind, _, list_name = row.get("type", "").strip().partition(" ")
        kind = kind.replace(" ", "_")
        if kind in ("begin", "end"):  # "begin group" is an older way to write it
            kind, list_name = f"{kind}_{list_name.strip()}", ""
        name = row.get("name", "").strip()
        label = _told(row, "label", "en") or name
        rule = row.get("relevant", "").strip()
        if kind in ("begin_group", "begin_repeat"):
            parts.append(label)
            is_repeat = kind == "begin_repeat"
            count = row.get("repeat_count", "").strip()
            repeats.append((label, name, count) if is_repeat else ("", "", ""))
            rules.append(rule)
        elif kind in ("end_group", "end_repeat"):
            del parts[-1:], repeats[-1:], rules[-1:]
        elif name and (kind in _ASKED or kind == "calculate" or (kind == "note" and "${" in label)):
            repeat, repeat_name, count = next((r for r in reversed(repeats) if r[0]), ("", "", ""))
            found.append(
                FormQuestion(
                    name,
                    label,
                    _told(row, "label", "es"),
                    _told(row, "hint", "en"),
                    parts[-1] if parts else form_title(sheets),
                    row.get("required", "").strip().casefold() in _YES,
                    _all_of([*rules, rule]),
                    repeat,
                    choices.get(list_name.split(" ")[0].strip(), ()),
                    kind,
                    row.get("constraint", "").strip(),
                    _told(row, "constraint_message", "en"),
                    row.get("calculation", "").strip(),
                    repeat_name,
                    count,
                )
            )
    return tuple(found)


def own_questions(sheets: Sheets) -> tuple[Question, ...]:
    """Give the questions of a form as those of a visit; their codes carry the form's id."""
    start = form_id(sheets)
    questions = questions_in(sheets)
    by_name = {question.name: question for question in questions}
    repeats = {question.repeat_name: question.repeat for question in questions}

    def label(name: str, choice: str) -> str:
        asked = by_name.get(name)
        if asked is None:
            return choice or repeats.get(name, name)
        called = next((names for names in asked.choices if choice in names), (choice,))
        return called[min(1, len(called) - 1)] if choice else asked.words

    return tuple(
        Question(
            f"{start}:{each.name}",
            each.part,
            each.words,
            each.words_es,
            _help(each, label),
            each.is_required,
            each.condition,
            each.repeat,
            each.choices,
            each.kind,
            each.constraint,
            _message(each, label),
            each.calculation,
            each.repeat_name,
            each.repeat_count,
        )
        for each in questions
    )


def not_understood(sheets: Sheets) -> tuple[str, ...]:
    """Name the questions of which a rule, constraint or calculation is not understood.

    None of them is hidden or refused for it: such a question is always asked.
    """
    questions = questions_in(sheets)
    survey = _rows(sheets.get(SURVEY, ()))
    known = {row.get("name", "").strip() for row in survey}
    found = []
    for each in questions:
        texts = (each.condition, each.constraint, each.calculation, each.repeat_count)
        read = [read_expression(text) for text in texts if text]
        if any(one is None or names_in(one) - known for one in read):
            found.append(each.words if each.kind != "calculate" else each.name)
    return tuple(dict.fromkeys(found))


def _message(question: FormQuestion, label: Label) -> str:
    """Give what is said of an answer that does not fit: the form's words, else the rule."""
    if question.message or not question.constraint:
        return question.message
    rule = read_expression(question.constraint)
    return f"It does not fit: {told(rule, label)}." if rule else ""


def _help(question: FormQuestion, label: Label) -> str:
    """Give the hint of a question, its choices, and in words for whom and when it is asked."""
    parts = [question.help]
    if question.choices:
        called = (names[min(1, len(names) - 1)] for names in question.choices)
        parts.append(f"Choose: {', '.join(called)}.")
    if question.repeat:
        parts.append(f"For each: {question.repeat}.")
    if question.condition:
        rule = read_expression(question.condition)
        words = (
            told(rule, label)
            if rule
            else _NAMED.sub(lambda found: f"“{label(found[1].strip(), '')}”", question.condition)
        )
        parts.append(f"Only if {words}.")
    return " ".join(part for part in parts if part)


def _all_of(rules: Sequence[str]) -> str:
    given = [rule for rule in rules if rule]
    return given[0] if len(given) == 1 else " and ".join(f"({rule})" for rule in given)


def _rows(rows: Rows) -> list[dict[str, str]]:
    if not rows:
        return []
    heads = [cell.strip() for cell in rows[0]]
    return [dict(zip(heads, row, strict=False)) for row in rows[1:]]


def _first(rows: Rows) -> dict[str, str]:
    found = _rows(rows)
    return found[0] if found else {}


def _told(row: Mapping[str, str], name: str, language: str) -> str:
    """Give a text in a language; for English also the one that names no language, or the first."""
    told = {head: cell.strip() for head, cell in row.items() if cell.strip()}
    for head, cell in told.items():
        base, _, of = head.partition("::")
        if base.strip() == name and of and f"({language})" in of:
            return cell
    if language != "en":
        return ""
    plain = told.get(name, "")
    return plain or next((c for head, c in told.items() if head.startswith(f"{name}::")), "")


def _choices(rows: Rows) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Give the choices of each list: name, words, Spanish words; each once."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for row in _rows(rows):
        list_name = (row.get("list_name") or row.get("list name") or "").strip()
        name = row.get("name", "").strip()
        said = _told(row, "label", "en") or name
        if list_name and said:
            called = (name or said, said, _told(row, "label", "es"))
            each = tuple(dict.fromkeys(words for words in called if words))
            found[list_name] = (*found.get(list_name, ()), each)
    return found


def _safe_name(code: str) -> str:
    name = re.sub(r"[^A-Za-z0-9_.-]", "_", code)
    return name if _NAME.fullmatch(name) else f"_{name}"
