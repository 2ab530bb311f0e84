"""How the map is drawn, and whose data it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from tourplanner.core.model.network import KeyState
from tourplanner.ui.session import Session
from tourplanner.ui.settings.page import SettingsPage
from tourplanner.ui.widgets.basic import button, label, row
from tourplanner.ui.widgets.fields import RadioButton

if TYPE_CHECKING:
    from tourplanner.core.model.tile_server import TileServer
    from tourplanner.services.network import NetworkService
    from tourplanner.ui.jobs import Failed

_SOURCES = (
    "Roads: © OpenStreetMap contributors, Open Database License.",
    "Counties and states: US Census Bureau. Coasts, lakes and rivers: Natural Earth.",
    "Drawn with Leaflet. Of these nothing is fetched from the network.",
)
_SERVER_WORDS = (
    "Streets from a server that you name, over the built-in map, while the network is on. It learns"
    " which parts of the map you look at, and nothing else. What it gives is kept on this computer"
    " as long as it allows."
)
_KEYS = {
    KeyState.KEPT: "Its key is in this computer's keyring; {key} stands for it here.",
    KeyState.WRITTEN: (
        "This computer has no keyring that can be used: its key stands in the settings file, for"
        " whoever reads that file."
    ),
}
_NONE = "No map server: the built-in map is shown."


@dataclass(frozen=True, slots=True)
class _State:
    """The server that is shown, and whether the network is on."""

    server: TileServer | None
    key: KeyState
    is_on: bool


class MapPage(SettingsPage):
    """The web map or the plain one, and the user's map server; kept on this laptop."""

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
        self._typed = False  # something stands in the fields that is not used yet
        self._make_server()
        box = self.section("Sources")
        for words in _SOURCES:
            box.addWidget(label(words, "", wraps=True))
        self.body.addStretch(1)
        session.network_changed.connect(self.refresh)

    def _make_server(self) -> None:
        box = self.section("Map server", _SERVER_WORDS)
        self.address, self.credit = QLineEdit(), QLineEdit()
        for words, field, sample in (
            ("&Address", self.address, "https://tiles.example.org/{z}/{x}/{y}.png"),
            ("&Made by", self.credit, "© OpenStreetMap contributors"),
        ):
            name = label(words)
            name.setBuddy(field)
            field.setPlaceholderText(sample)
            field.setAccessibleName(words.replace("&", ""))
            field.textEdited.connect(self._on_typed)
            field.returnPressed.connect(self._use)
            box.addWidget(name)
            box.addWidget(field)
        box.addWidget(label("Made by is written on the map, on screen and on paper.", "hint"))
        self.use = button("Use this server", click=self._use)
        self.remove = button("Remove", click=self._remove)
        line = row()
        line.addWidget(self.use)
        line.addWidget(self.remove)
        line.addStretch(1)
        box.addLayout(line)
        self.state = label(_NONE, "second", wraps=True)
        box.addWidget(self.state)

    def refresh(self) -> None:
        """Show what is kept; what is typed and not used yet stays."""
        (self.plain if self.session.memory.plain_map else self.web).setChecked(True)
        self._do(lambda _: None, self._show, self.session.tell_error)

    def first_widget(self) -> QWidget:
        """Give the chosen one."""
        return self.plain if self.plain.isChecked() else self.web

    def _keep(self) -> None:
        self.session.memory.plain_map = self.plain.isChecked()

    # -- the map server --------------------------------------------------------------------------

    def _on_typed(self) -> None:
        self._typed = True

    def _use(self) -> None:
        address, credit = self.address.text(), self.credit.text()
        self._typed = True  # until it is used
        self._do(lambda net: net.use_tile_server(address, credit), self._changed, self._refused)

    def _remove(self) -> None:
        self._do(lambda net: net.drop_tile_server(), self._changed, self._refused)

    def _do(
        self,
        act: Callable[[NetworkService], object],
        done: Callable[[_State], None],
        failed: Failed,
    ) -> None:
        """Do something in the background, then tell what holds."""
        doors = self.session.doors

        def work(_: object, __: object) -> _State:
            service = doors.network()
            act(service)
            return _State(service.tile_server(), service.tile_key_state(), service.is_on())

        self.session.jobs.read(work, done, failed, topic="map server page", needs_file=False)

    def _refused(self, error: BaseException) -> None:
        """Tell why, and show what holds: the server may have gone all the same, but not its key."""
        self.session.tell_error(error)
        self.session.network_changed.emit()

    def _changed(self, state: _State) -> None:
        """Another server was chosen, or none."""
        self._typed = False
        if state.server is not None:
            self.session.memory.map_file = ""  # a file would lie over it
        self._show(state)
        self.session.network_changed.emit()

    def _show(self, state: _State) -> None:
        server = state.server
        if not self._typed:
            self.address.setText(server.shown if server is not None else "")
            self.credit.setText(server.credit if server is not None else "")
        self.remove.setEnabled(server is not None)
        if server is None:
            self.state.setText(_NONE)
        else:
            shown = f"The map of {server.host} is shown"
            away = " as far as it is kept here: the network is off, nothing is asked for"
            words = f"{shown}{'' if state.is_on else away}."
            self.state.setText(" ".join(filter(None, (words, _KEYS.get(state.key)))))
