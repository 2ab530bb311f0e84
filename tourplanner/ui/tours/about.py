"""The tour itself as a form: name, dates, ends, coaches, pace, driver; each line a step of Undo."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QPushButton, QScrollArea, QWidget

from tourplanner.core.errors import InputError
from tourplanner.ui.session import Session
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.tours.place_field import PlaceChoices, several
from tourplanner.ui.widgets.basic import button, card, clear, column, label, row, scroll_page
from tourplanner.ui.widgets.typed_field import NAME_WIDTH, TypedField

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.office import ProfileEntry
    from tourplanner.services.pace import PaceEffect
    from tourplanner.services.workspace import Workspace

WIDTH = 640


class AboutPage(QScrollArea):
    """The facts of the tour that is shown. What is typed counts when its field is left."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._tour = ""
        self.wanted = ""  # the line that gets the keyboard
        self.fields: dict[str, TypedField] = {}
        self.choices: dict[str, PlaceChoices] = {}  # of what was typed for an end
        self._asked: dict[str, str] = {}  # line of a place: words that were asked about
        self.away: dict[str, QPushButton] = {}  # id of a coach, "" = the tour's: takes it out
        self._going: set[str] = set()  # those that are being taken out
        self.add = button("Add a coach", "small", "plus", self._add_coach)
        self._effect: PaceEffect | None = None
        self.effect = label("", "second", wraps=True)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Tour and coach")
        page = scroll_page("canvas")
        self.setWidget(page)
        outer = column(page, margins=(24, 18, 24, 18), gap=10)
        outer.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.back = button("Back to the days", "quiet", "arrow-left", self._leave)
        outer.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(label("Tour and coach", "heading"))
        words = (
            "Saved line by line as you leave it; Escape goes back. Tiles: who may see it at most."
        )
        outer.addWidget(label(words, "second", wraps=True))
        self._card: QWidget = card()
        self._body = column(self._card, margins=(16, 12, 16, 12), gap=8)
        outer.addWidget(self._card)
        outer.addStretch(1)
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._keep_in_sight())
        THEME.changed.connect(self._resize)
        self._resize()

    def first_widget(self) -> QWidget:
        """Give what gets the keyboard first."""
        first = [self.fields[self.wanted]] if self.wanted in self.fields else self.fields.values()
        return next((field.field for field in first), self.back)

    def refresh(self) -> None:
        """Read the facts anew."""
        tour_id = self._session.tour_id
        if not tour_id:
            return

        def work(
            workspace: Workspace, _: Progress
        ) -> tuple[tuple[ProfileEntry, ...], PaceEffect | None]:
            from tourplanner.services.pace import pace_effect
            from tourplanner.services.tour_form import tour_entries

            tours = workspace.tours
            return tour_entries(tours, tour_id), pace_effect(tours, tour_id)

        self._session.read(work, lambda found: self._show(tour_id, *found), topic="tour-form")

    def _show(
        self, tour_id: str, entries: tuple[ProfileEntry, ...], effect: PaceEffect | None
    ) -> None:
        if tour_id != self._session.tour_id:
            return
        if tour_id != self._tour or [entry.name for entry in entries] != list(self.fields):
            self._fill(tour_id, entries)
        self._show_effect(effect)
        for entry in entries:
            field = self.fields[entry.name]
            field.show_value(entry.value)
            field.set_read_only(self._session.is_read_only)
        for made in (self.add, *self.away.values()):
            made.setEnabled(not self._session.is_read_only)
        if wanted := self.fields.get(self.wanted):
            self.wanted = ""
            wanted.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(wanted)

    def _keep_in_sight(self) -> None:
        """Scroll to the line with the keyboard: one just made finds its place step by step."""
        line = QApplication.focusWidget()
        if line is not None and self._card.isAncestorOf(line):
            self.ensureWidgetVisible(line)

    def _fill(self, tour_id: str, entries: tuple[ProfileEntry, ...]) -> None:
        """Make the lines anew. Those that stay keep what is typed in them, and the keyboard."""
        from tourplanner.services.tour_form import coach_of

        before = QApplication.focusWidget() or self.back
        is_first = self._tour == "" and before is self.back
        is_same = tour_id == self._tour
        fields = {e.name: self.fields[e.name] for e in entries if is_same and e.name in self.fields}
        choices = {name: self.choices[name] for name in fields if name in self.choices}
        keep: list[QWidget] = [self.effect, self.add, *fields.values(), *choices.values()]
        stays = not self._card.isAncestorOf(before) or any(
            one is before or one.isAncestorOf(before) for one in keep
        )
        clear(self._body, keep)
        self._effect = self._effect if is_same else None
        self._asked = {name: words for name, words in self._asked.items() if name in fields}
        self._tour, self.fields, self.choices, self.away = tour_id, {}, choices, {}
        coaches = [coach_of(entry.name) for entry in entries if _heads(entry.name)]
        for entry in entries:
            coach = coach_of(entry.name)
            number = coaches.index(coach) + 1 if len(coaches) > 1 and coach in coaches else 0
            if number and _heads(entry.name):
                self._add_head(coach, number)
            whose = f", coach {number}" if number and coach else ""
            self._add_line(entry, fields.get(entry.name), whose)
        self._body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._order_tab()
        if is_first:
            self.first_widget().setFocus(Qt.FocusReason.OtherFocusReason)
        elif not stays:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_line(self, entry: ProfileEntry, made: TypedField | None, of_coach: str) -> None:
        """Add a line, the one that stays or a new one, and what stands under it."""
        from tourplanner.services.pace import PACE
        from tourplanner.services.tour_form import is_place

        if made is None:
            made = TypedField(entry, at_rest=False)
            made.typed.connect(self._on_typed)
        made.field.setAccessibleName(f"{entry.label}{of_coach}")
        self.fields[entry.name] = made
        self._body.addWidget(made)
        if entry.name in self.choices:
            self._body.addWidget(self.choices[entry.name])
        elif is_place(entry.name):
            self._add_choices(entry, made)
        elif entry.name == list(PACE)[-1]:
            self._body.addWidget(self.effect)

    def _order_tab(self) -> None:
        """Let Tab go on as the lines are seen: one that stays may be older than one above it."""
        from tourplanner.services.tour_form import coach_of

        order: list[QWidget] = [self.back]
        for name, line in self.fields.items():
            if _heads(name) and coach_of(name) in self.away:
                order.append(self.away[coach_of(name)])
            order += [line.field, *(self.choices[name].buttons if name in self.choices else ())]
        for before, after in pairwise([*order, self.add]):
            QWidget.setTabOrder(before, after)

    def _add_head(self, coach: str, number: int) -> None:
        """Head the lines of one of several coaches, with what takes it out."""
        head = row(margins=(0, 8, 0, 0), gap=8)
        head.addWidget(label(f"Coach {number}", "section"))
        head.addStretch(1)
        away = button("Take out", "quiet", click=lambda: self._take_out(coach, number))
        away.setAccessibleName(f"Take coach {number} out")
        self.away[coach] = away
        head.addWidget(away)
        self._body.addLayout(head)

    def _add_coach(self) -> None:
        self.flush()
        tour_id = self._tour

        def added(coach: str) -> None:
            self.wanted = f"{coach}/coach"
            self.refresh()

        self._session.write(
            lambda ws, _: ws.tours.add_coach(tour_id),
            added,
            acted="A coach added. It travels with the others.",
        )

    def _take_out(self, coach: str, number: int) -> None:
        if coach in self._going:
            return
        self._going.add(coach)
        self.flush()
        tour_id = self._tour

        def ended(_: object) -> None:
            self._going.discard(coach)
            self.refresh()

        def failed(error: BaseException) -> None:
            self._going.discard(coach)
            self._session.tell_error(error)

        self._session.write(
            lambda ws, _: ws.tours.take_out_coach(tour_id, coach or tour_id),
            ended,
            failed,
            acted=f"Coach {number} taken out.",
        )

    def _add_choices(self, entry: ProfileEntry, field: TypedField) -> None:
        """Make room for the choices where the words for an end mean several places."""
        choices = self.choices[entry.name] = PlaceChoices(entry.label)
        choices.setContentsMargins(look().px(NAME_WIDTH + 12), 0, 0, 0)
        choices.hide()
        self._body.addWidget(choices)

        line = field.field
        assert isinstance(line, QLineEdit)

        def take(words: str) -> None:
            line.setText(words)
            choices.offer([])
            line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._write(entry.name, words)

        def edited() -> None:
            self._asked.pop(entry.name, None)
            choices.offer([])

        choices.chosen.connect(take)
        line.textEdited.connect(edited)

    def _show_effect(self, effect: PaceEffect | None) -> None:
        """Say what the factors come to, and after a change by how much that is another time."""
        if effect is None:
            self.effect.setText("The days are not planned yet: the first plan goes by these.")
        elif effect != self._effect:
            change = effect.against(self._effect) if self._effect is not None else ""
            self.effect.setText(f"{effect.text} {change}".strip())
        self._effect = effect

    def _on_typed(self, name: str, text: str) -> None:
        if name not in self.choices or not text.strip():
            self._write(name, text)
        elif self._asked.get(name) != text:  # Enter and leaving the field both end an edit
            self._ask(name, text)

    def _ask(self, name: str, text: str) -> None:
        """Ask which place is meant, where the words mean several; else write the one."""
        field, choices = self.fields[name], self.choices[name]
        self._asked[name] = text

        def work(workspace: Workspace, _: Progress) -> list[tuple[str, str]]:
            return several(workspace, text)

        def asked(found: list[tuple[str, str]]) -> None:
            if self.fields.get(name) is not field or field.text() != text:
                return
            choices.offer(found)
            if not found:
                self._write(name, text)
                return
            field.refuse(f"“{text}” may be several places. Choose one.")
            if field.field.hasFocus():
                choices.focus_first()

        def failed(error: BaseException) -> None:
            self._asked.pop(name, None)
            self._session.tell_error(error)

        self._session.read(work, asked, failed, topic=f"which {name}")

    def _write(self, name: str, text: str) -> None:
        field, tour_id = self.fields[name], self._tour

        def work(workspace: Workspace, _: Progress) -> None:
            from tourplanner.services.tour_form import type_tour

            home = workspace.home_state()
            type_tour(workspace.tours, workspace.sites, home, tour_id, name, text)

        def done(_: object) -> None:
            self._asked.pop(name, None)
            if self.fields.get(name) is field and field.text() == text:
                field.keep(text)
                self.refresh()

        def failed(error: BaseException) -> None:
            self._asked.pop(name, None)
            if isinstance(error, InputError) and self.fields.get(name) is field:
                field.refuse(f"Not kept: {error.text} {error.hint}")
            else:
                self._session.unsaved.emit()
                self._session.tell_error(error)

        self._session.write(work, done, failed)

    def flush(self) -> None:
        """Send what was typed and not left yet."""
        for field in self.fields.values():
            field.send()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Escape; what was typed is kept."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.flush()
        self.left.emit()

    def _resize(self) -> None:
        self._card.setMaximumWidth(look().px(WIDTH))


def _heads(name: str) -> bool:
    """Whether a line is the first of a coach."""
    return name.rpartition("/")[2] == "coach"
