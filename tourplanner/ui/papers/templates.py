"""Templates for a stop: the list of their lines, kept from a stop's program and added to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tourplanner.core.lists import TEMPLATES
from tourplanner.ui.lists import ListEditor
from tourplanner.ui.session import Session
from tourplanner.ui.widgets.basic import button
from tourplanner.ui.widgets.fields import ComboBox
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourplanner.core.lists import ListStop
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace

_HINT = (
    "What happens at a stop, kept under a name for other stops. Choose the stop and the template; "
    "a new name makes a new one. Lines that are added are tentative."
)

_NAME = "Name of the template"


class TemplatesEditor(ListEditor):
    """The list, with a stop and a template to choose over it."""

    wanted = ""  # the stop that is to be chosen once the stops are read

    def __init__(self, session: Session) -> None:
        super().__init__(session, TEMPLATES.name, TEMPLATES.title, _HINT)

    def _ways_in(self) -> list[QWidget]:
        self.stop, self.template = ComboBox(), ComboBox()
        self.stop.setAccessibleName("Stop of the plan")
        self.template.setAccessibleName("Template")
        self.template.setEditable(True)
        self.template.setMinimumContentsLength(len(_NAME))
        self.stop.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        line = self.template.lineEdit()
        assert line is not None
        line.setPlaceholderText(_NAME)
        self.keep_button = button("Keep the stop's program", "small", click=self.keep)
        self.keep_button.setToolTip("As the template of this name; who confirmed it stays away")
        self.use_button = button("Add the template to the stop", "small", click=self.use)
        self.use_button.setToolTip("The lines that its program does not have yet, tentative")
        return [self.stop, self.template, self.keep_button, self.use_button]

    def refresh(self) -> None:
        """Read the list, the stops and the names."""
        super().refresh()
        tour_id = self.session.tour_id
        if not tour_id or self.session.path is None:
            return

        def read(workspace: Workspace, _: Progress) -> tuple[Sequence[ListStop], Sequence[str]]:
            return workspace.lists.stops(tour_id), workspace.templates.names()

        self.session.read(read, self._offer, topic="templates")

    def _offer(self, found: tuple[Sequence[ListStop], Sequence[str]]) -> None:
        stops, names = found
        chosen = self.wanted or self.stop.currentData()
        typed, self.wanted = self.template.currentText(), ""
        self.stop.clear()
        for stop in stops:
            self.stop.addItem(f"{stop.number} {stop.name}", stop.id)
        self.stop.setCurrentIndex(max(0, self.stop.findData(chosen)))
        self.template.clear()
        self.template.addItems(list(names))
        self.template.setCurrentText(typed or next(iter(names), ""))

    def keep(self) -> None:
        """Keep the program of the chosen stop under the name."""
        stop, name = str(self.stop.currentData() or ""), self.template.currentText()
        self.session.write(
            lambda ws, _: ws.templates.keep(stop, name),
            lambda count: self.session.acted.emit(f"{count_words(count, 'line')} kept."),
        )

    def use(self) -> None:
        """Add the lines of the template to the program of the chosen stop."""
        stop, name = str(self.stop.currentData() or ""), self.template.currentText()
        where = self.stop.currentText()
        self.session.write(
            lambda ws, _: ws.templates.use(stop, name),
            lambda count: self.session.acted.emit(
                f"{count_words(count, 'line')} added to {where}."
            ),
        )
