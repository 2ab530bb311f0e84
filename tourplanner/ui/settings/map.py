"""How the map is drawn, and whose data it shows."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QWidget

from tourplanner.ui.session import Session
from tourplanner.ui.settings.page import SettingsPage
from tourplanner.ui.widgets.basic import label
from tourplanner.ui.widgets.fields import RadioButton

_SOURCES = (
    "Roads: © OpenStreetMap contributors, Open Database License.",
    "Counties and states: US Census Bureau. Coasts, lakes and rivers: Natural Earth.",
    "Drawn with Leaflet. Nothing is fetched from the network.",
)


class MapPage(SettingsPage):
    """The web map or the plain one; kept on this laptop."""

    title = "Map"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        box = self.section("Map of the tour")
        group = QButtonGroup(self)
        self.web = RadioButton("Web map")
        self.plain = RadioButton("Plain map")
        for pick, words in (
            (self.web, "Turns and zooms smoothly. Needs 300 MB of memory."),
            (self.plain, "The same stops, lines and pins, drawn without a web page."),
        ):
            group.addButton(pick)
            box.addWidget(pick)
            box.addWidget(label(words, "hint", wraps=True))
            pick.clicked.connect(self._keep)
        box = self.section("Sources")
        for words in _SOURCES:
            box.addWidget(label(words, "", wraps=True))
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Show what is kept."""
        (self.plain if self.session.memory.plain_map else self.web).setChecked(True)

    def first_widget(self) -> QWidget:
        """Give the chosen one."""
        return self.plain if self.plain.isChecked() else self.web

    def _keep(self) -> None:
        self.session.memory.plain_map = self.plain.isChecked()
