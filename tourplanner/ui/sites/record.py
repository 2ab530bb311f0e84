"""What staff type of a candidate: who receives us, its school day, the way in, the bus."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from tourplanner.core.declaring import LEVEL_WORDS, Field, FieldType
from tourplanner.core.errors import InputError
from tourplanner.core.model.site_parts import (
    EXAMPLES,
    NO,
    SITE_FIELDS,
    SITE_PARTS,
    YES,
    SitePart,
    read_site_field,
)
from tourplanner.core.site_fields import OWN_LEVELS
from tourplanner.ui.session import Session
from tourplanner.ui.sites.block import SiteBlock
from tourplanner.ui.widgets.basic import button, clear, column, label, row, tab_after
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.widgets.saving import FieldSaver
from tourplanner.ui.widgets.typed_grid import TypedGrid, TypedPart
from tourplanner.ui.words import window_times

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.own_fields import OwnField
    from tourplanner.services.site_record import SiteRecord
    from tourplanner.services.workspace import Workspace

OWN = "own"
_NOTHING = "nothing typed yet"


def read(workspace: Workspace, site: str) -> SiteRecord:
    """Read it; called on a helper's thread."""
    from tourplanner.services import site_record

    return site_record.read_record(workspace, site)


class RecordBlock(SiteBlock["SiteRecord"]):
    """One line for each part with what is known of it; one part at a time is open to be typed in.

    Attributes
    ----------
    parts : by code; "own" is that of the office's own columns.
    """

    kinds = frozenset({"site", "own_field"})
    topic = "site record"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._shown: SiteRecord | None = None
        self._open = ""
        self._wants_focus = False
        self.typed: TypedGrid | None = None
        self._saver: FieldSaver | None = None
        layout = column(self, gap=8)
        layout.addWidget(label("Hosts, school day and access", "section"))
        self.parts = {
            **{part.code: _Part(part.title) for part in SITE_PARTS},
            OWN: _Part("Our own columns"),
        }
        for code, part in self.parts.items():
            part.wished.connect(partial(self.toggle, code))
            layout.addWidget(part)
        self.own = _OwnColumns(session)
        self.own.taken_away.connect(self._take_away)

    # -- the site that is shown ------------------------------------------------------------------

    def reading(self, site: str) -> Callable[[Workspace, Progress], SiteRecord]:
        """Read what was typed of a site."""
        return lambda workspace, _: read(workspace, site)

    def _leave(self) -> None:
        self.flush()
        self._close()
        self._shown = None

    def _show(self, found: SiteRecord) -> None:
        before, self._shown = self._shown, found
        for part in SITE_PARTS:
            named = [(field.name, field.label) for field in part.fields]
            self.parts[part.code].say(_summary(named, found))
        self.parts[OWN].say(_summary([(one.fact, one.name) for one in found.own], found))
        for part_ in self.parts.values():
            part_.edit.setEnabled(not self._session.is_read_only)
        if self._open == OWN and (before is None or before.own != found.own):
            focus = QApplication.focusWidget()
            had_focus = focus is not None and self.parts[OWN].isAncestorOf(focus)
            self._open_grid()
            if had_focus:
                self._focus_column(before.own if before else ())
        elif self.typed is not None:
            self.typed.show_texts(found.texts)
        self.show()

    # -- the part that is open -------------------------------------------------------------------

    def toggle(self, code: str) -> None:
        """Open a part to be typed in; the open one is closed."""
        was = self._open
        self.flush()
        self._close()
        if code == was or self._shown is None or self._session.is_read_only:
            self.parts[code].edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._open = code
        self._open_grid()
        self.parts[code].set_open(is_open=True)
        if self.typed is not None and self.typed.fields:
            self.typed.focus_first()
        elif code == OWN:
            self.own.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_column(self, before: tuple[OwnField, ...]) -> None:
        """Go to the column that is new, else to the name of the next one."""
        assert self._shown is not None
        assert self.typed is not None
        new = next((one for one in self._shown.own if one not in before), None)
        to = self.typed.fields[new.fact] if new else self.own.name
        to.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_grid(self) -> None:
        found, code = self._shown, self._open
        assert found is not None
        body = self.parts[code].body
        self.own.setParent(None)
        clear(body)
        self._saver = FieldSaver(self._session, found.site, _change)
        self._saver.failed.connect(self._session.tell_error)
        if code == OWN:
            fields = [_own_part(one) for one in found.own]
        else:
            part = next(part for part in SITE_PARTS if part.code == code)
            fields = _typed_parts(part, found)
        self.typed = TypedGrid(fields, self._saver)
        self.typed.show_texts(found.texts)
        body.addWidget(self.typed)
        if code == OWN:
            self.own.show_columns(found.own)
            body.addWidget(self.own)
            self.own.show()
            tab_after(self.parts[code].edit, self.own)
        tab_after(self.parts[code].edit, self.typed)

    def _close(self) -> None:
        if self._open:
            part = self.parts[self._open]
            self.own.setParent(None)
            clear(part.body)
            part.set_open(is_open=False)
        self._open, self.typed, self._saver = "", None, None

    def _take_away(self, record: str) -> None:
        self.flush()

        def work(workspace: Workspace, _: object) -> object:
            from tourplanner.services import own_fields

            return own_fields.remove_own_field(workspace.file, record)

        self._session.write(work, acted="Column taken away.")

    def flush(self) -> None:
        """Send what was typed to the store."""
        if self._saver is not None:
            self._saver.leave()


class _Part(QFrame):
    """The head of a part, what is known of it, and the place of its fields.

    Signals
    -------
    wished : it is to be opened or closed.
    """

    wished = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        layout = column(self, gap=2)
        line = row(gap=6)
        line.addWidget(label(title, "second"), 1)
        self.edit = button("Edit", "small", click=self.wished.emit)
        line.addWidget(self.edit)
        layout.addLayout(line)
        self.told = label("", wraps=True, selectable=True)
        layout.addWidget(self.told)
        self.body: QVBoxLayout = column(gap=6)
        layout.addLayout(self.body)
        self.set_open(is_open=False)

    def set_open(self, *, is_open: bool) -> None:
        """Show the fields, or what is known in words."""
        self.edit.setText("Done" if is_open else "Edit")
        self.edit.setAccessibleName(f"{'Done with' if is_open else 'Edit'} {self.title}")
        self.told.setVisible(not is_open)

    def say(self, words: str) -> None:
        """Say what is known."""
        role = "" if words else "hint"
        if self.told.property("role") != role:
            self.told.setProperty("role", role)
            self.told.style().unpolish(self.told)
            self.told.style().polish(self.told)
        self.told.setText(words or _NOTHING)


class _OwnColumns(QWidget):
    """Makes a column of the office's own, with who may see it; takes one away.

    Signals
    -------
    taken_away : record of the column.
    """

    taken_away = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        layout = column(self, gap=6)
        line = row(gap=6)
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of a new column")
        self.name.setPlaceholderText("A new column, such as Bus captain")
        self.name.returnPressed.connect(self._add)
        self.level = ComboBox()
        self.level.setAccessibleName("Who may see the column")
        for code in OWN_LEVELS:
            self.level.addItem(LEVEL_WORDS[code], code)
        line.addWidget(self.name, 1)
        layout.addLayout(line)
        second = row(gap=6)
        second.addWidget(self.level, 1)
        second.addWidget(button("Add column", "small", click=self._add))
        layout.addLayout(second)
        self._away = QWidget()
        third = row(self._away, gap=6)
        self.columns = ComboBox()
        self.columns.setAccessibleName("Column to take away")
        third.addWidget(self.columns, 1)
        third.addWidget(button("Take away", "small", click=self._take_away))
        layout.addWidget(self._away)
        words = "The columns stand on every candidate; no paper prints them."
        layout.addWidget(label(words, "hint", wraps=True))

    def show_columns(self, own: tuple[OwnField, ...]) -> None:
        """Offer the columns that can be taken away."""
        self.columns.clear()
        self.columns.addItem("Take a column away…", "")
        for one in own:
            self.columns.addItem(one.name, one.id)
        self._away.setVisible(bool(own))

    def _add(self) -> None:
        name, level = self.name.text(), str(self.level.currentData())

        def work(workspace: Workspace, _: object) -> object:
            from tourplanner.services import own_fields

            return own_fields.add_own_field(workspace.file, name, level)

        self._session.write(work, lambda _: self.name.clear())

    def _take_away(self) -> None:
        if record := str(self.columns.currentData() or ""):
            self.taken_away.emit(record)


def _summary(named: list[tuple[str, str]], found: SiteRecord) -> str:
    """Give what was typed, in one line; what the directory says stands among the facts."""
    told = ((words, _told(name, found.texts[name])) for name, words in named)
    return " · ".join(f"{words}: {text}" for words, text in told if text)


def _told(name: str, text: str) -> str:
    """Give a fact as the window writes it; words that people typed stay as they are."""
    field = SITE_FIELDS.get(name)
    is_times = field is not None and field.type is FieldType.OBJECT
    return window_times(text, is_sentence=False) if is_times else text


def _typed_parts(part: SitePart, found: SiteRecord) -> list[TypedPart]:
    return [_typed_part(field, found) for field in part.fields]


def _typed_part(field: Field, found: SiteRecord) -> TypedPart:
    shown = found.shown.get(field.name, "")
    options: tuple[tuple[str, str], ...] = ()
    if field.type is FieldType.BOOL:
        options = ((YES, "Yes"), (NO, "No"))
    elif field.name == "state":
        options = found.states
    is_read = field.type is not FieldType.TEXT or field.name in ("zip", "name")
    return TypedPart(
        field.name,
        field.label,
        str(field.level),
        shown or EXAMPLES.get(field.name, field.help),
        EXAMPLES.get(field.name, field.help),
        options,
        f"{shown}, as in the directory" if shown and options else "not said",
        is_long=field.type is FieldType.LONG_TEXT,
        read=partial(_read, field, is_by_hand=found.is_by_hand) if is_read else None,
    )


def _read(field: Field, text: str, *, is_by_hand: bool) -> None:
    if field.name == "name" and is_by_hand and not text.strip():
        raise InputError("A site by hand needs a name.", "Type it, or drop the site.")
    read_site_field(SITE_FIELDS[field.name], text)


def _own_part(one: OwnField) -> TypedPart:
    return TypedPart(one.fact, one.name, one.level)


def _change(ws: Workspace, record: str, facts: Any, _texts: Any, action: str) -> None:
    from tourplanner.services import site_record

    site_record.change_record(ws, record, facts, action)
