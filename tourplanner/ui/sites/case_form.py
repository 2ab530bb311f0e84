"""The form of one line of the case: a field for each that is declared, saved as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QWidget

from tourplanner.core.declaring import Field, FieldType
from tourplanner.core.fields import record_kind
from tourplanner.core.model.case_values import WHEN, read_typed
from tourplanner.services import survey_files
from tourplanner.services.survey_files import SURVEY, SURVEY_SUFFIXES
from tourplanner.ui.session import Session
from tourplanner.ui.visits.form_line import FormLine
from tourplanner.ui.widgets.basic import button, clear, column, label, row, tab_after
from tourplanner.ui.widgets.saving import FieldSaver
from tourplanner.ui.widgets.typed_grid import TypedGrid, TypedPart

if TYPE_CHECKING:
    from tourplanner.services.case import Line
    from tourplanner.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FormRead:
    """A line with what its form offers: names of partners, codes of services with their words."""

    line: Line | None
    partners: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]


def read_form(workspace: Workspace, open_line: tuple[str, str] | None) -> FormRead:
    """Read the line of a kind and id that is open, if any; called on a helper's thread."""
    from tourplanner.core.model.framework import SERVICES
    from tourplanner.services import case

    services = workspace.practices.frameworks.get(SERVICES)
    codes = [(e.code, f"{e.group}: {e.label}") for e in (services.elements if services else ())]
    return FormRead(
        case.read_line(workspace, *open_line) if open_line else None,
        tuple(partner.name for partner in case.partners(workspace)),
        tuple(codes),
    )


class CaseForm(QFrame):
    """Shows one line; what cannot be read stays in its field, and the form says what to write.

    Signals
    -------
    ended : the form is to be closed. taken_away : kind and record. partner_wished : record.
    """

    ended = Signal()
    taken_away = Signal(str, str)
    partner_wished = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.line: Line | None = None
        self.saver: FieldSaver | None = None
        self.fields: dict[str, QWidget] = {}
        self._typed: TypedGrid | None = None
        layout = column(self, margins=(0, 6, 0, 6), gap=6)
        self.head = label("", "section")
        layout.addWidget(self.head)
        self._grid = column(gap=0)
        layout.addLayout(self._grid)
        self.file = FormLine("File", "the file of the survey", SURVEY_SUFFIXES)
        self.file.attached.connect(self._attach)
        self.file.opened.connect(self._open_file)
        self.file.removed.connect(self._remove_file)
        layout.addWidget(self.file)
        foot = row(gap=6)
        self.done = button("Done", "small", click=self.ended.emit)
        self.about = button("About the partner", "small", click=self._wish_partner)
        self.away = button("Take away", "small", click=self._take_away)
        for made in (self.done, self.about, self.away):
            foot.addWidget(made)
        foot.addStretch(1)
        layout.addLayout(foot)
        self.hide()

    def open(self, found: FormRead) -> None:
        """Show the line that was read, with what its fields offer."""
        line, partners, codes = found.line, found.partners, found.codes
        assert line is not None
        self.leave()
        kind = record_kind(line.kind)
        self.line = line
        self.saver = FieldSaver(self._session, line.record, partial(_change, line.kind))
        self.saver.failed.connect(self._session.tell_error)
        self.head.setText(kind.label)
        clear(self._grid)
        declared = [field for field in kind.fields if field.name in line.texts]
        parts = [_part(field, partners, codes) for field in declared]
        self._typed = TypedGrid(parts, self.saver)
        self.fields, self.problem = self._typed.fields, self._typed.problem
        self._grid.addWidget(self._typed)
        tab_after(self.head, self._typed)
        self.show_line(line)
        self.show()

    def show_line(self, line: Line) -> None:
        """Show what is stored, but where somebody types."""
        self.line = line
        self.about.setVisible(bool(line.partner))
        self.file.setVisible(line.kind == SURVEY)
        self.file.show_form(*line.file, read_only=self._session.is_read_only)
        if self._typed is not None:
            self._typed.show_texts(line.texts)

    def leave(self) -> None:
        """Save what was typed."""
        if self.saver is not None:
            self.saver.leave()

    def focus_first(self) -> None:
        """Go to the first field."""
        self.focus("")

    def focus(self, name: str) -> None:
        """Go to a field, else to the first."""
        if self._typed is not None and name in self.fields:
            self.fields[name].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._typed is not None:
            self._typed.focus_first()

    def _attach(self, name: str) -> None:
        self._write(
            lambda ws, survey: survey_files.attach(ws, survey, Path(name)), "File attached."
        )

    def _remove_file(self) -> None:
        self._write(survey_files.remove, "File taken away.")

    def _write(self, work: Callable[[Workspace, str], object], acted: str) -> None:
        if self.line is not None:
            survey = self.line.record
            self.leave()
            self._session.write(lambda ws, _: work(ws, survey), acted=acted)

    def _open_file(self) -> None:
        """Open a copy with the system's program."""
        if self.line is None:
            return
        survey = self.line.record
        cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
        self._session.read(
            lambda ws, _: survey_files.to_open(ws, survey, Path(cache) / "survey-files"),
            _open,
            title="Opening the file",
        )

    def _wish_partner(self) -> None:
        if self.line is not None and self.line.partner:
            self.partner_wished.emit(self.line.partner)

    def _take_away(self) -> None:
        if self.line is not None:
            self.taken_away.emit(self.line.kind, self.line.record)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _part(field: Field, partners: Sequence[str], codes: Sequence[tuple[str, str]]) -> TypedPart:
    options = codes if field.name == "code" else [(c, c.capitalize()) for c in field.choices]
    is_plain = field.type is FieldType.TEXT and field.name not in WHEN
    return TypedPart(
        field.name,
        field.label,
        str(field.level),
        field.help,
        field.help,
        tuple(options),
        offers=tuple(partners) if field.type is FieldType.REF else (),
        is_long=field.type is FieldType.LONG_TEXT,
        read=None if is_plain else partial(read_typed, field),
    )


def _change(kind: str, ws: Workspace, record: str, facts: Any, _texts: Any, action: str) -> None:
    from tourplanner.services import case

    case.change(ws, kind, record, facts, action)
