"""Forms for researchers: the visit form as an XLSForm, and own forms that are asked as well."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.clock import utc_text
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.forms.visit_questions import form_id_of
from tourplanner.core.forms.xlsform import (
    OWN_FORM,
    Sheets,
    check_sheets,
    form_id,
    form_title,
    not_understood,
    one_question,
    own_questions,
    own_sheets,
)
from tourplanner.core.model.framework import Question
from tourplanner.core.model.ids import derived_id
from tourplanner.core.ports import Clock, FormFiles, PaperFolder
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import count_text
from tourplanner.store.file import OfficeFile

VERSION = "1"
_MOST_CHARS = 300  # of a question
_MOST_NAMED = 5  # questions in one remark


class FormService:
    """Reads and writes forms."""

    def __init__(
        self,
        file: OfficeFile,
        files: FormFiles,
        folder: Callable[[Path], PaperFolder],
        questions: Sequence[Question],
        clock: Clock,
    ) -> None:
        self._file = file
        self._files = files
        self._folder = folder
        self._questions = tuple(questions)
        self._clock = clock

    def read(self, path: Path) -> str:
        """Read an XLSForm: its questions are asked at every stop from now on; give its id.

        The same form read again takes the place of the one before; answers stay.

        Raises
        ------
        InputError : no XLSForm, one without an id, or the program's own, which is asked already.
        """
        sheets = self._files.read(str(path))
        check_sheets(sheets)
        name = form_id(sheets)
        if not name:
            raise InputError("This form has no id.", "Give it a form_id on its sheet “settings”.")
        if name == OWN_FORM:
            raise InputError(
                "This is the program's own visit form, which is asked already.",
                "Give a form of your own another form_id.",
            )
        record = derived_id("form", name)
        facts = {"name": form_title(sheets), "sheets": _kept(sheets), "at": self._at()}
        edit = Edit(record, "form", facts, deleted=False)
        self._file.write(Action(f"Read form {form_title(sheets)}", (edit,)))
        return record

    def ask(self, words: str) -> str:
        """Ask a question at every stop from now on, as a form of its own; give the form's id.

        Raises
        ------
        InputError : there are no words.
        """
        asked = one_line(words)[:_MOST_CHARS].strip()
        if not asked:
            raise InputError("There is no question.", "Type its words.")
        name = f"own_{uuid.uuid4().hex}"
        record = derived_id("form", name)
        facts = {"name": asked, "sheets": _kept(one_question(name, asked)), "at": self._at()}
        self._file.write(Action("Ask a question", (Edit(record, "form", facts),)))
        return record

    def form_of(self, question: str) -> Record | None:
        """Give the own form that a question is of, None for one of the program's."""
        name = form_id_of(question)
        return self._file.tables.there("form", derived_id("form", name)) if name else None

    def forms(self) -> list[Record]:
        """Give the own forms, by name."""
        found = self._file.tables.all("form")
        return sorted(found, key=lambda form: (str(form["name"]).casefold(), form.id))

    def remark(self, form: str) -> str:
        """Say which questions of a form have rules that are not understood; empty where none has.

        It is told once, when the form is read: such a question is always asked.
        """
        record = self._file.tables.get("form", form)
        odd = not_understood(_sheets(record)) if record else ()
        if not odd:
            return ""
        names = "; ".join(odd[:_MOST_NAMED]) + ("; ..." if len(odd) > _MOST_NAMED else "")
        many = count_text(len(odd), "question")
        return f"{many} with a rule that is not understood: always asked, never refused. {names}"

    def _at(self) -> str:
        return utc_text(self._clock())

    def remove(self, form: str) -> Changes:
        """Ask a form no more; Undo brings it back, and answers stay."""
        return self._file.write(Action("Take away form", (Edit(form, "form", deleted=True),)))

    def export(self, path: Path, form: str = "") -> Path:
        """Write the visit form, or an own form as it came, as an XLSForm workbook.

        Raises
        ------
        InputError : the name is none of a workbook. NotFoundError : no such form.
        """
        if path.suffix.casefold() != ".xlsx":
            raise InputError(f"{path.name} is no name for a form.", "Name it such as visit.xlsx.")
        if form:
            record = self._file.tables.get("form", form)
            if record is None or record.deleted:
                raise NotFoundError("There is no such form.", "List the forms.")
            sheets = _sheets(record)
        else:
            sheets = own_sheets(self._questions, VERSION)
        return Path(self._folder(path.parent).write(path.name, self._files.write(sheets)))


def questions_of(file: OfficeFile) -> tuple[Question, ...]:
    """Give the questions of the own forms of an office, form by form, with what they work out."""
    found: list[Question] = []
    forms = sorted(file.tables.all("form"), key=lambda form: (str(form["name"]), form.id))
    for form in forms:
        found += own_questions(_sheets(form))
    return tuple(found)


def _kept(sheets: Sheets) -> dict[str, object]:
    """Give sheets as they are stored: an object of the log has no order of its own."""
    return {"order": list(sheets), "rows": sheets}


def _sheets(form: Record) -> Sheets:
    """Give the sheets of a form; empty where a colleague's file holds something else."""
    kept = form["sheets"]
    try:
        return {
            str(name): [[str(cell) for cell in row] for row in kept["rows"][name]]
            for name in kept["order"]
        }
    except (LookupError, TypeError):
        return {}
