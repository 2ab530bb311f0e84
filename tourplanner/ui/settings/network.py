"""The network: its one switch, who is asked for addresses, and every host that was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from tourplanner.core.errors import InputError
from tourplanner.core.model.network import KeyState
from tourplanner.ui.session import Session
from tourplanner.ui.settings.page import SettingsPage
from tourplanner.ui.theme import THEME, look
from tourplanner.ui.widgets.basic import button, clear, column, label, row
from tourplanner.ui.widgets.fields import CheckBox, RadioButton
from tourplanner.ui.widgets.rows import TextDelegate
from tourplanner.ui.widgets.table import HEADER_HEIGHT, RowsModel, Table, TableColumn
from tourplanner.ui.words import days_words, tod_words

if TYPE_CHECKING:
    from tourplanner.core.model.network import HostAsked, Provider
    from tourplanner.services.network import NetworkService

LISTED = 500
_ROWS_SHOWN = 10
_WIDTH = 940  # the list of hosts wants more than the choices
_SHARES = {0: 0.22, 1: 0.24, 3: 0.20}
_ON = "On: a look-up that you start may ask the provider below. Nothing is sent by itself."
_LOCKED = "This computer's keyring is locked: unlock it, then look again."
_OFF = "Off: no request leaves this computer. A look-up that needs the network asks first."


@dataclass(frozen=True, slots=True)
class NetworkState:
    """What the page shows; ``chosen`` is None where the settings name one that is not known."""

    is_on: bool
    chosen: Provider | None
    key: KeyState
    providers: tuple[Provider, ...]
    asked: tuple[HostAsked, ...]


def read_state(service: NetworkService) -> NetworkState:
    """Read it; called on a helper's thread."""
    try:
        chosen: Provider | None = service.provider()
    except InputError:
        chosen = None
    return NetworkState(
        service.is_on(),
        chosen,
        KeyState.NONE if chosen is None else service.key_state(chosen.code),
        tuple(service.providers.values()),
        service.hosts_asked(LISTED),
    )


class NetworkPage(SettingsPage):
    """Each choice holds for the program on this computer, whatever file is open."""

    title = "Network log"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        box = self.section("Network")
        self.switch = CheckBox("Let the program use the network")
        self.switch.clicked.connect(lambda on: self._do(lambda net: net.switch(on)))
        box.addWidget(self.switch)
        self.words = label("", "second", wraps=True)
        box.addWidget(self.words)
        who = self.section(
            "Who is asked for addresses",
            "The address that is looked up is sent, the program's name, and your key where one"
            " is wanted. No name, tour or note.",
        )
        self.picks: dict[str, RadioButton] = {}
        self._picks = QButtonGroup(self)
        self._list = column(gap=8)
        who.addLayout(self._list)
        self.key = QLineEdit()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.returnPressed.connect(self._keep_key)
        self.key_words = label("", wraps=True)
        self.forget = button("Forget key", click=lambda: self._set_key(""))
        self.key_box = self._make_key_box()
        self.key_box.hide()
        who.addWidget(self.key_box)
        log = self.section("Hosts asked", "Each request is written down before it is sent.")
        self.none = label("No host was ever asked from this computer.", "second", wraps=True)
        log.addWidget(self.none)
        self.model: RowsModel[HostAsked] = RowsModel(
            [
                TableColumn("When", _when, 148),
                TableColumn("Host", lambda one: one.host, 176),
                TableColumn("Why", lambda one: one.why),
                TableColumn("What came of it", lambda one: one.outcome, 150),
            ],
            lambda one: f"{_when(one)}, {one.host}, {one.why}: {one.outcome}",
        )
        self.table = Table("Hosts asked", self.model, TextDelegate(), many=True)
        log.addWidget(self.table)
        self.body.addStretch(1)
        self._waiting: list[Callable[[NetworkService], object]] = []
        self._state: NetworkState | None = None
        session.network_changed.connect(self.refresh)
        THEME.changed.connect(self._size_table)
        self._show_lists(())

    def _make_key_box(self) -> QWidget:
        made = QWidget()
        box = column(made, margins=(0, 8, 0, 0), gap=8)
        box.addWidget(self.key_words)
        line = row()
        line.addWidget(self.key, 1)
        line.addWidget(button("Keep key", click=self._keep_key))
        line.addWidget(self.forget)
        box.addLayout(line)
        return made

    def first_widget(self) -> QWidget:
        """Give the switch."""
        return self.switch

    # -- reading and acting ----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read switch, provider and list anew."""
        if not self._waiting:
            self._do(lambda _: None)

    def _do(self, act: Callable[[NetworkService], object]) -> None:
        """Do acts one after the other in the background, then show what holds."""
        self._waiting.append(act)
        if len(self._waiting) == 1:
            self._start()

    def _start(self) -> None:
        act, doors = self._waiting[0], self.session.doors

        def work(_: object, __: object) -> NetworkState:
            service = doors.network()
            act(service)
            return read_state(service)

        self.session.jobs.read(work, self._on_done, self._on_failed, needs_file=False)

    def _on_done(self, state: NetworkState) -> None:
        was, self._state = self._state, state
        if not self._end_one():
            self._show(state)
        if was is not None and was.is_on != state.is_on:
            self.session.network_changed.emit()

    def _on_failed(self, error: BaseException) -> None:
        self.session.tell_error(error)
        if not self._end_one() and self._state is not None:
            self._show(self._state)

    def _end_one(self) -> bool:
        """End the act that was done; whether another one follows."""
        del self._waiting[0]
        if self._waiting:
            self._start()
        return bool(self._waiting)

    def _keep_key(self) -> None:
        if self.key.text().strip():
            self._set_key(self.key.text())

    def _set_key(self, key: str) -> None:
        if self._state is not None and self._state.chosen is not None:
            code = self._state.chosen.code
            self._do(lambda net: net.set_key(code, key))

    # -- showing ---------------------------------------------------------------------------------

    def _show(self, state: NetworkState) -> None:
        self.switch.setChecked(state.is_on)
        self.words.setText(_ON if state.is_on else _OFF)
        if set(self.picks) != {one.code for one in state.providers}:
            self._make_picks(state.providers)
        if state.chosen is not None:
            self.picks[state.chosen.code].setChecked(True)
            self._show_key(state.chosen, state.key)
        self._show_lists(state.asked)

    def _make_picks(self, providers: tuple[Provider, ...]) -> None:
        clear(self._list)
        self.picks = {}
        for one in providers:
            pick = RadioButton(one.name)
            pick.clicked.connect(
                lambda _=False, code=one.code: self._do(lambda net: net.choose(code))
            )
            self._picks.addButton(pick)
            self.picks[one.code] = pick
            self._list.addWidget(pick)
            credit = f" {one.attribution}." if one.attribution != one.name else ""
            words = f"{one.about}. {one.host}.{credit}"
            self._list.addWidget(label(words, "hint", wraps=True))

    def _show_key(self, chosen: Provider, state: KeyState) -> None:
        name = chosen.name
        self.key_box.setVisible(chosen.needs_key)
        self.key.clear()
        self.key.setAccessibleName(f"Your key for {name}")
        self.key.setPlaceholderText(f"Key from {name}")
        words = {
            KeyState.NONE: f"{name} wants a key of yours.",
            KeyState.KEPT: f"Your key for {name} is kept in this computer's keyring.",
            KeyState.UNSEEN: f"{_LOCKED} Your key for {name} may be in it.",
        }
        self.key_words.setText(words[state])
        self.forget.setVisible(state is KeyState.KEPT)

    def _show_lists(self, asked: tuple[HostAsked, ...]) -> None:
        self.model.show(asked)
        self.none.setVisible(not asked)
        self.table.setVisible(bool(asked))
        self._size_table()

    def _resize(self) -> None:
        self._inner.setMaximumWidth(look().px(_WIDTH))

    def _size_table(self) -> None:
        rows = min(_ROWS_SHOWN, self.model.rowCount())
        self.table.setFixedHeight(look().px(HEADER_HEIGHT) + rows * look().row_height + 2)
        room = self.table.viewport().width()
        for k, share in _SHARES.items():  # the reason keeps a good part of a narrow table
            width = min(look().px(self.model.columns[k].width), round(room * share))
            self.table.horizontalHeader().resizeSection(k, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each column its part of the width."""
        super().resizeEvent(event)
        self._size_table()


def _when(one: HostAsked) -> str:
    at = one.at.astimezone()  # the clock of this computer
    return f"{days_words(at.date(), at.date())} {tod_words(at.hour, at.minute)}"
