"""Fields of one record below one another, saved as they are typed, or once they are whole.

The pane is narrow and what is typed are sentences, so each has its name over it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QSizePolicy, QVBoxLayout, QWidget

from tourplanner.core.errors import InputError
from tourplanner.core.model.case_values import MAX_LINE, MAX_TEXT
from tourplanner.ui.widgets.badges import LevelTile
from tourplanner.ui.widgets.basic import column, label, row
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.widgets.saving import FieldSaver, SavedLine, SavedText

NOT_SAID = "not said"


@dataclass(frozen=True, slots=True)
class TypedPart:
    """One field of a grid.

    Attributes
    ----------
    level : letter of who may see it. hint : an example, or what stands there otherwise.
    options : values with their words, where one of them is chosen; ``none``: no one is.
    offers : names to complete.
    is_long : a text of several lines.
    read : refuses what does not fit, with an InputError; it is asked once the field is left.
    """

    name: str
    label: str
    level: str = ""
    hint: str = ""
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()
    none: str = NOT_SAID
    offers: tuple[str, ...] = ()
    is_long: bool = False
    read: Callable[[str], object] | None = None


class TypedGrid(QWidget):
    """Shows the fields; what cannot be read stays in its field, and a line says what to write."""

    def __init__(self, parts: Sequence[TypedPart], saver: FieldSaver) -> None:
        super().__init__()
        self._saver = saver
        self._texts: Mapping[str, str] = {}
        self.fields: dict[str, QWidget] = {part.name: self._field(part) for part in parts}
        layout = column(self, gap=6)
        for part in parts:
            layout.addLayout(_named(part, self.fields[part.name]))
        self.problem = label("", "warn", wraps=True)
        self.problem.hide()
        layout.addWidget(self.problem)

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Show what is stored, but where somebody types."""
        self._texts = texts
        for name, text in texts.items():
            field = self.fields.get(name)
            if field is None or field.hasFocus() or self._saver.is_typed(name):
                continue
            if isinstance(field, SavedLine | SavedText):
                field.show_text(text)
            elif isinstance(field, ComboBox):
                field.setCurrentIndex(max(0, field.findData(text)))

    def focus_first(self) -> None:
        """Go to the first field."""
        for field in self.fields.values():
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def _field(self, part: TypedPart) -> QWidget:
        if part.options:
            return self._choice(part)
        if part.is_long:
            return self._long(part)
        line = SavedLine(part.label, part.hint)
        line.setToolTip(part.help or part.hint)
        line.setMaxLength(MAX_LINE)
        if part.read is not None:
            line.left.connect(lambda: self._read(part, line))
        else:
            line.typed.connect(lambda words: self._saver.edit(part.name, words))
            line.left.connect(self._saver.leave)
        if part.offers:
            completer = QCompleter(list(part.offers), line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            line.setCompleter(completer)
        return line

    def _choice(self, part: TypedPart) -> ComboBox:
        box = ComboBox()
        box.setAccessibleName(part.label)
        box.setToolTip(part.help)
        box.addItem(part.none, "")
        for value, words in part.options:
            box.addItem(words, value)
        box.activated.connect(lambda _: self._store(part.name, str(box.currentData())))
        return box

    def _long(self, part: TypedPart) -> SavedText:
        text = SavedText(part.label, part.hint, least=2)

        def typed(words: str) -> None:
            if len(words) > MAX_TEXT:  # stays in the field; what was saved before is kept
                self._say(f"{part.label} has {len(words):,} letters; {MAX_TEXT:,} are kept.")
                return
            self.problem.hide()
            self._saver.edit(part.name, words)

        text.typed.connect(typed)
        text.left.connect(self._saver.leave)
        return text

    def _read(self, part: TypedPart, line: SavedLine) -> None:
        """Save a figure, day or name once it is whole; say what does not fit."""
        assert part.read is not None
        if line.text() == self._texts.get(part.name, ""):
            self.problem.hide()
            return
        try:
            part.read(line.text())
        except InputError as error:
            self._say(f"{error.text} {error.hint}")
            return
        self.problem.hide()
        self._store(part.name, line.text())

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()

    def _store(self, name: str, text: str) -> None:
        self._saver.edit(name, text)
        self._saver.leave()


def _named(part: TypedPart, field: QWidget) -> QVBoxLayout:
    field.setMinimumWidth(60)
    field.setSizePolicy(QSizePolicy.Policy.Expanding, field.sizePolicy().verticalPolicy())
    name = label(part.label.replace("&", "&&"), "second", wraps=True)  # or the & is a key
    name.setBuddy(field)
    made, head = column(gap=2), row(gap=8)
    head.addWidget(name, 1)
    if part.level:
        head.addWidget(LevelTile(part.level))
    made.addLayout(head)
    made.addWidget(field)
    return made
