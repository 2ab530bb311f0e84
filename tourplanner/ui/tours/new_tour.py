"""The form of a new tour: name, dates, party, start and end. Everything else has a default.

A tour in a file of its own asks for the office's state too: it decides which schools are at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from tourplanner.core.errors import InputError
from tourplanner.core.model.figures import range_of
from tourplanner.ui.messages import notice_for
from tourplanner.ui.session import SUFFIX, Session
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.tours.office_choice import OfficeChoice
from tourplanner.ui.tours.place_field import PlaceField, several
from tourplanner.ui.widgets.basic import button, card, column, label, row, scroll_page
from tourplanner.ui.widgets.fields import DateBox, NumberBox
from tourplanner.ui.widgets.state_field import StateField
from tourplanner.ui.words import days_words

if TYPE_CHECKING:
    from tourplanner.services.tours import NewPlace
    from tourplanner.services.workspace import Workspace

STATE_HINT = "Decides which schools and places come first."
WIDTH = 620


@dataclass(frozen=True, slots=True)
class NewTour:
    """What the form holds; ``first`` None = what stands there is no day."""

    name: str
    first: date | None
    days: int
    party: int
    start: str
    end: str


def make_tour(workspace: Workspace, form: NewTour) -> str:
    """Make the tour of a form and give its id; called on the store thread."""
    from tourplanner.services.places import choose_place

    def place(text: str) -> NewPlace:
        return choose_place(workspace.sites, workspace.home_state(), text, "town")

    assert form.first is not None  # the form asks before it makes anything
    start = place(form.start)
    is_other = form.end and form.end.casefold() != form.start.casefold()
    end = place(form.end) if is_other else None
    return workspace.tours.create(form.name, form.first, form.days, start, end, party=form.party)


class NewTourForm(QScrollArea):
    """A page with five fields, in a new file six and a choice.

    Nothing is stored before the button is pressed.
    While the file and the tour are being made nothing can be typed: it would be in no tour.
    """

    ended = Signal(str)  # the new tour's id, empty where the user went back

    def __init__(self, session: Session, folder: Path | None) -> None:
        """Take the folder for a new file; None makes the tour in the file that is open."""
        super().__init__()
        self._session = session
        self._folder = folder
        self._had_focus: QWidget | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = scroll_page("canvas")
        self.setWidget(page)
        outer = column(page, margins=(32, 28, 32, 28), gap=10)
        outer.setAlignment(Qt.AlignmentFlag.AlignTop)
        outer.addWidget(label("New tour", "display"))
        outer.addWidget(label("All else has a default and can be changed later.", "second"))
        outer.addSpacing(4)
        self.problem = label("", "bad", wraps=True)
        self.problem.hide()
        self.fields = self._fields()
        outer.addWidget(self.fields)
        outer.addWidget(self.problem)
        self.make = button("Make the tour", "primary", "check", self._on_make)
        self.back = button("Go back", click=lambda: self.ended.emit(""))
        line = row(gap=10)
        line.addWidget(self.make)
        line.addWidget(self.back)
        line.addStretch(1)
        outer.addLayout(line)
        outer.addStretch(1)
        self._show_dates()
        THEME.changed.connect(self._resize)
        self._resize()

    def _fields(self) -> QWidget:
        frame = card()
        form = QFormLayout(frame)
        form.setContentsMargins(20, 18, 20, 18)
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.name = QLineEdit()
        self.name.setPlaceholderText("Fall tour")
        self.name.setAccessibleName("Name")
        today = self._session.doors.now().astimezone().date()
        soon = today + timedelta(days=28)
        monday = soon + timedelta(days=-soon.weekday() % 7)  # schools are shut at weekends
        self.first = DateBox(monday, today, "First day")
        self.days = NumberBox("Days", *range_of("days"), 3)
        self.party = NumberBox("People aboard", *range_of("party"), 45)
        self.start = PlaceField("Start", "Town, ZIP or address")
        self.end = PlaceField("End", "The same as the start")
        self._dates = label("", "hint")
        days = row(gap=10)
        days.addWidget(self.days)
        days.addWidget(self._dates, 1)
        days_name = QLabel("&Days")
        days_name.setBuddy(self.days)
        for words, field in (
            ("&Name", self.name),
            ("&First day", self.first),
            (days_name, days),
            ("&People aboard", self.party),
            ("&Start", self.start),
            ("&End", self.end),
        ):
            form.addRow(words, field)
        self.state: StateField | None = None
        if self._folder is not None:
            self.state = StateField("Home state", self._session.doors.states(), STATE_HINT)
            self.state.show_code(self._session.memory.home_state)
            self.state.field.returnPressed.connect(self._on_make)
            form.addRow("Home s&tate", self.state)
            self.office = OfficeChoice(self._session)
            form.addRow("Office", self.office)
            form.setRowVisible(self.office, False)
            self.office.found.connect(lambda: form.setRowVisible(self.office, True))
            self.file = label(str(self._free_path("New tour")), "hint", wraps=True)
            self.change = button("Change…", "quiet", click=self._change_file)
            line = row()
            line.addWidget(self.file, 1)
            line.addWidget(self.change)
            form.addRow("Kept in", line)
            self.name.textChanged.connect(self._show_file)
        self._chosen_file: Path | None = None
        typed = [self.name, self.start.field, self.end.field]
        typed += [self.state.field] if self.state is not None else []
        for edit in typed:
            edit.textEdited.connect(self.problem.hide)  # what it said is being mended
        self.first.changed.connect(self.problem.hide)
        self.first.changed.connect(self._show_dates)
        self.days.valueChanged.connect(lambda _: self._show_dates())
        for field in (self.name, self.first, self.start.field, self.end.field):
            field.returnPressed.connect(self._on_make)
        return frame

    def _resize(self) -> None:
        self.fields.setMaximumWidth(look().px(WIDTH))
        for number in (self.days, self.party):
            number.setFixedWidth(look().px(90))

    def first_widget(self) -> QWidget:
        """Give what gets the keyboard first."""
        return self.name

    def values(self) -> NewTour:
        """Give what the form holds."""
        return NewTour(
            self.name.text().strip(),
            self.first.day,
            self.days.value(),
            self.party.value(),
            self.start.text(),
            self.end.text(),
        )

    def _show_dates(self) -> None:
        first = self.first.day
        if first is None:
            self._dates.setText("")
        else:
            self._dates.setText(days_words(first, first + timedelta(days=self.days.value() - 1)))

    def _free_path(self, stem: str) -> Path:
        from tourplanner.ui.shell.files import free_path

        assert self._folder is not None
        return free_path(self._folder, stem)

    def _show_file(self) -> None:
        if self._chosen_file is None:
            kept = "".join(c for c in self.name.text() if c.isalnum() or c in " -_").strip()
            self.file.setText(str(self._free_path(kept or "New tour")))

    def _change_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "Keep the tour in", self.file.text(), f"Office files (*{SUFFIX})"
        )
        if name:
            path = Path(name)
            self._chosen_file = path if path.suffix == SUFFIX else path.with_suffix(SUFFIX)
            self.file.setText(str(self._chosen_file))

    def _on_make(self) -> None:
        form = self.values()
        for words, text, field in (
            ("A tour needs a name.", form.name, self.name),
            (self.first.problem, form.first, self.first),
            ("A tour needs a start: a town, a ZIP or an address.", form.start, self.start.field),
        ):
            if not text:
                self._say(words)
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.problem.hide()
        if self._folder is None or self.state is None:
            self._wait()
            self._ask_places()
            return
        if not self.state.text():
            self._say("An office has a home state: two letters, such as CA, or the name.")
            self.state.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            home = self.state.code()
        except InputError as error:
            self._say(f"{error} {error.hint}".strip())
            self.state.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._wait()
        self._session.create(
            Path(self.file.text()), home, self._on_file, self._on_error, self.office.facts()
        )

    def _wait(self) -> None:
        """Let nothing be typed while something is being made."""
        self._had_focus = self.focusWidget()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # not to what stands beside the form
        self._let_type(is_on=False)

    def _go_on(self) -> None:
        """Let the form be typed in again, where it was left."""
        self._let_type(is_on=True)
        if self._had_focus is not None and self.hasFocus():
            self._had_focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _let_type(self, *, is_on: bool) -> None:
        for part in (self.fields, self.make, self.back):
            part.setEnabled(is_on)

    def _on_file(self) -> None:
        # From here on the file is open; a second try makes only the tour.
        self._folder = None
        self.change.hide()
        if self.state is not None:
            self.state.setEnabled(False)
            self.office.setEnabled(False)
        self._ask_places()

    def _ask_places(self) -> None:
        form = self.values()
        self._session.read(
            lambda ws, _: (several(ws, form.start), several(ws, form.end)),
            self._on_places,
            self._on_error,
            topic="places",
        )

    def _on_places(self, found: tuple[list[tuple[str, str]], list[tuple[str, str]]]) -> None:
        for field, choices in zip((self.start, self.end), found, strict=True):
            field.offer(choices)
        if any(found):
            self._go_on()
            asked = self.start if found[0] else self.end
            self._say(f"“{asked.text()}” may be several places. Choose one.")
            asked.focus_choice()
            return
        form = self.values()
        self._session.write(
            lambda ws, _: make_tour(ws, form), self.ended.emit, self._on_error, title="New tour"
        )

    def _on_error(self, error: BaseException) -> None:
        self._go_on()
        notice = notice_for(error)
        if notice is not None:
            self._say(notice.text)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(self.make))  # just below it
