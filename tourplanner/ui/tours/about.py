"""The tour itself as a form: name, dates, party, ends, coach, driver; each line a step of Undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from tourplanner.core.errors import InputError
from tourplanner.ui.session import Session
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.basic import button, card, clear, column, label, pane
from tourplanner.ui.widgets.typed_field import TypedField

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.office import ProfileEntry
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
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Tour and coach")
        page = pane("canvas")
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

        def work(workspace: Workspace, _: Progress) -> tuple[ProfileEntry, ...]:
            from tourplanner.services.tour_form import tour_entries

            return tour_entries(workspace.tours, tour_id)

        self._session.read(work, lambda entries: self._show(tour_id, entries), topic="tour-form")

    def _show(self, tour_id: str, entries: tuple[ProfileEntry, ...]) -> None:
        if tour_id != self._session.tour_id:
            return
        if tour_id != self._tour:
            self._fill(tour_id, entries)
        for entry in entries:
            field = self.fields[entry.name]
            field.show_value(entry.value)
            field.set_read_only(self._session.is_read_only)
        if wanted := self.fields.get(self.wanted):
            self.wanted = ""
            wanted.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(wanted)

    def _fill(self, tour_id: str, entries: tuple[ProfileEntry, ...]) -> None:
        """Make the fields; those of another tour go with what stood in them."""
        had_focus = self._tour == "" and QApplication.focusWidget() in (None, self.back)
        clear(self._body)
        self._tour, self.fields = tour_id, {}
        for entry in entries:
            made = TypedField(entry, at_rest=False)
            made.typed.connect(self._on_typed)
            self.fields[entry.name] = made
            self._body.addWidget(made)
        if had_focus:
            self.first_widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self, name: str, text: str) -> None:
        field, tour_id = self.fields[name], self._tour

        def work(workspace: Workspace, _: Progress) -> None:
            from tourplanner.services.tour_form import type_tour

            home = workspace.home_state()
            type_tour(workspace.tours, workspace.sites, home, tour_id, name, text)

        def done(_: object) -> None:
            if self.fields.get(name) is field and field.text() == text:
                field.keep(text)
                self.refresh()

        def failed(error: BaseException) -> None:
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
