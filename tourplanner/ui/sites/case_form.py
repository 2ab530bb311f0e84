"""The form of one line of the case: a field for each that is declared, saved as it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QFrame, QWidget

from tourplanner.core.declaring import Field, FieldType
from tourplanner.core.errors import InputError
from tourplanner.core.fields import record_kind
from tourplanner.core.model.case_values import WHEN, read_typed
from tourplanner.ui.session import Session
from tourplanner.ui.widgets.basic import button, clear, column, label, row
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.widgets.form import FieldGrid
from tourplanner.ui.widgets.saving import FieldSaver, SavedLine, SavedText

if TYPE_CHECKING:
    from tourplanner.services.case import Line
    from tourplanner.services.workspace import Workspace

NOT_SAID = "not said"


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
        layout = column(self, margins=(0, 6, 0, 6), gap=6)
        self.head = label("", "section")
        layout.addWidget(self.head)
        self._grid = column(gap=0)
        layout.addLayout(self._grid)
        self.problem = label("", "warn", wraps=True)
        self.problem.hide()
        layout.addWidget(self.problem)
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
        self.line, self.fields = line, {}
        self.saver = FieldSaver(self._session, line.record, partial(_change, line.kind))
        self.saver.failed.connect(self._session.tell_error)
        self.head.setText(kind.label)
        self.problem.hide()
        clear(self._grid)
        parts = []
        for field in kind.fields:
            if field.name in line.texts:
                made = self._field(field, partners, codes)
                self.fields[field.name] = made
                parts.append((field.label, made, str(field.level)))
        self._grid.addWidget(FieldGrid(parts, columns=1))
        self.show_line(line)
        self.show()

    def show_line(self, line: Line) -> None:
        """Show what is stored, but where somebody types."""
        self.line = line
        self.about.setVisible(bool(line.partner))
        for name, text in line.texts.items():
            field = self.fields.get(name)
            if field is None or field.hasFocus() or (self.saver and self.saver.is_typed(name)):
                continue
            if isinstance(field, SavedLine | SavedText):
                field.show_text(text)
            elif isinstance(field, ComboBox):
                field.setCurrentIndex(max(0, field.findData(text)))

    def leave(self) -> None:
        """Save what was typed."""
        if self.saver is not None:
            self.saver.leave()

    def focus_first(self) -> None:
        """Go to the first field."""
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _field(
        self, field: Field, partners: Sequence[str], codes: Sequence[tuple[str, str]]
    ) -> QWidget:
        name = field.name
        if field.type is FieldType.CHOICE or name == "code":
            pairs = codes if name == "code" else [(c, c.capitalize()) for c in field.choices]
            box = ComboBox()
            box.setAccessibleName(field.label)
            box.setToolTip(field.help)
            box.addItem(NOT_SAID, "")
            for value, words in pairs:
                box.addItem(words, value)
            box.activated.connect(lambda _: self._save(name, str(box.currentData())))
            return box
        if field.type is FieldType.LONG_TEXT:
            text = SavedText(field.label, field.help, least=2)
            text.typed.connect(lambda words: self._edit(name, words))
            text.left.connect(self.leave)
            return text
        line = SavedLine(field.label, field.help)
        line.setToolTip(field.help)
        if _is_read(field):
            line.left.connect(lambda: self._read(field, line))
        else:
            line.typed.connect(lambda words: self._edit(name, words))
            line.left.connect(self.leave)
        if field.type is FieldType.REF:
            completer = QCompleter(list(partners), line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            line.setCompleter(completer)
        return line

    def _read(self, field: Field, line: SavedLine) -> None:
        """Save a figure, day or name once it is whole; say what does not fit."""
        if self.line is None or line.text() == self.line.texts.get(field.name, ""):
            self.problem.hide()
            return
        try:
            read_typed(field, line.text())
        except InputError as error:
            self.problem.setText(f"{error.text} {error.hint}")
            self.problem.show()
            return
        self.problem.hide()
        self._save(field.name, line.text())

    def _edit(self, name: str, text: str) -> None:
        if self.saver is not None:
            self.saver.edit(name, text)

    def _save(self, name: str, text: str) -> None:
        self._edit(name, text)
        self.leave()

    def _wish_partner(self) -> None:
        if self.line is not None and self.line.partner:
            self.partner_wished.emit(self.line.partner)

    def _take_away(self) -> None:
        if self.line is not None:
            self.taken_away.emit(self.line.kind, self.line.record)


def _is_read(field: Field) -> bool:
    """Whether what is typed makes sense only when it is whole."""
    is_plain = field.type is FieldType.TEXT and field.name not in WHEN
    return not is_plain


def _change(kind: str, ws: Workspace, record: str, facts: Any, _texts: Any, action: str) -> None:
    from tourplanner.services import case

    case.change(ws, kind, record, facts, action)
