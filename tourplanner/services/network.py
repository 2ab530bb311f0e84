"""The one switch of the network, who is asked for addresses, and the list of hosts asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tourplanner.core.errors import InputError, NetworkOff
from tourplanner.core.model.network import HostAsked, KeyState, Provider

if TYPE_CHECKING:  # the window asks for the switch before its first paint
    from tourplanner.core.model.tile_server import TileServer
    from tourplanner.core.ports import (
        HostList,
        Keys,
        MakeOnline,
        MapTiles,
        NetworkSettings,
        OnlineGeocoder,
        TileServers,
    )

MAX_KEY = 500
_TILES = "map server"  # under this name the keyring has the address with its key


def _always() -> None:
    """Want it whatever happens."""


class NetworkService:
    """What a user may see and set of the network; it holds for the program, not for one file."""

    def __init__(
        self,
        settings: NetworkSettings,
        hosts: HostList,
        keys: Keys,
        providers: Callable[[], Mapping[str, Provider]],
        make_online: MakeOnline,
        tile_servers: TileServers,
    ) -> None:
        """Take the providers, by code, as a function: the switch is asked for without them."""
        self._settings = settings
        self._hosts = hosts
        self._keys = keys
        self._make_online = make_online
        self._tile_servers = tile_servers
        self._providers = providers

    @property
    def providers(self) -> Mapping[str, Provider]:
        """All that may be asked for addresses, by code."""
        return self._providers()

    def is_on(self) -> bool:
        """Whether the program may use the network unasked."""
        return self._settings.is_on()

    def switch(self, on: bool) -> None:
        """Turn the network on or off for the whole program."""
        self._settings.switch(on)

    def geocoder(
        self, *, once: bool = False, still_wanted: Callable[[], None] = _always
    ) -> OnlineGeocoder:
        """Give the geocoder of the chosen provider.

        Parameters
        ----------
        once : a person said yes to the network for this look-up alone.
        still_wanted : called several times a second while it waits; raises Cancelled.

        Raises
        ------
        NetworkOff : the switch is off and nobody said yes.
        """
        provider = self.provider()

        def is_open() -> bool:
            return once or self.is_on()

        if not is_open():
            raise NetworkOff(
                f"Needs the network, which is off: {provider.host} was not asked.",
                "Turn the network on first.",
            )
        return self._make_online(provider, is_open, still_wanted)

    def provider(self) -> Provider:
        """Give who is asked for addresses.

        Raises
        ------
        InputError : the settings name one that this version does not know.
        """
        return self._known(self._settings.geocoder())

    def choose(self, code: str) -> Provider:
        """Ask this provider from now on."""
        provider = self._known(code)
        self._settings.choose_geocoder(provider.code)
        return provider

    def key_state(self, code: str) -> KeyState:
        """Tell whether a provider that wants a key has one on this computer."""
        provider = self._known(code)
        if not provider.needs_key:
            return KeyState.NONE
        try:
            return KeyState.KEPT if self._keys.get(provider.code) else KeyState.NONE
        except InputError:
            return KeyState.UNSEEN

    def set_key(self, code: str, key: str) -> Provider:
        """Keep the user's key for a provider in the system's keyring; an empty one is forgotten.

        Raises
        ------
        InputError : the provider wants none, the text is no key, or no keyring is here.
        """
        provider = self._known(code)
        if not provider.needs_key:
            raise InputError(f"{provider.name} wants no key.", "It can be used as it is.")
        text = key.strip()
        if len(text) > MAX_KEY or not text.isprintable() or " " in text:
            raise InputError("This is no key.", "Copy it from the provider's page, on one line.")
        self._keys.set(provider.code, text)
        return provider

    # -- the user's map server -------------------------------------------------------------------

    def tile_server(self) -> TileServer | None:
        """Give the server whose map is shown; None where there is none.

        Raises
        ------
        InputError : the settings hold one that cannot be read.
        """
        from tourplanner.core.model.tile_server import KEY, parse_tile_server, without_key

        address, credit = self._settings.tile_server()
        if not address:
            return None
        if KEY in address:
            whole = self._keys.get(_TILES)
            if without_key(whole) != address:
                raise InputError(
                    "The key of the map server is not on this computer.",
                    "Type the server's address with its key: Settings, Map.",
                )
            address = whole
        return parse_tile_server(address, credit)

    def tile_key_state(self) -> KeyState:
        """Tell where the key of the map server is: nowhere, in the keyring, or in the settings."""
        from tourplanner.core.model.tile_server import KEY, without_key

        address, _ = self._settings.tile_server()
        if KEY in address:
            return KeyState.KEPT
        return KeyState.NONE if without_key(address) == address else KeyState.WRITTEN

    def use_tile_server(self, address: str, credit: str) -> TileServer:
        """Show the map of a server from now on.

        A key in the address goes into the system's keyring, and the settings have the address
        without it. Where there is no keyring, the settings have it whole: ``tile_key_state`` says
        so. An address with ``{key}`` is the one that is known, with its key.

        Raises
        ------
        InputError : says what is wrong with the address; or the server is used, and the keyring
            does not let go of the key of the one before.
        """
        from tourplanner.core.model.tile_server import KEY, parse_tile_server

        whole = address.strip()
        if KEY in whole:
            known = self.tile_server()
            if known is None or known.shown != whole:
                raise InputError("Where is the key?", f"Type it in the place of {KEY}.")
            whole = known.address
        server = parse_tile_server(whole, credit)
        had_key = self.tile_key_state() is KeyState.KEPT
        self._settings.choose_tile_server(self._put_key_away(server), server.credit)
        if had_key and server.shown == server.address:
            self._forget_tile_key()
        return server

    def _put_key_away(self, server: TileServer) -> str:
        """Give the address as the settings may have it."""
        if server.shown == server.address:
            return server.address
        try:
            self._keys.set(_TILES, server.address)
        except InputError:
            return server.address
        return server.shown

    def _forget_tile_key(self) -> None:
        try:
            self._keys.set(_TILES, "")
        except InputError as error:
            raise InputError(
                "It is done, but the old map server's key is still in this computer's keyring.",
                "Unlock the keyring and take the key out there.",
                error.details,
            ) from error

    def drop_tile_server(self) -> None:
        """Show the map of no server, and keep nothing of what one gave, nor its key.

        Raises
        ------
        InputError : all else is done; the keyring does not let go of the key.
        """
        had_key = self.tile_key_state() is KeyState.KEPT
        self._settings.choose_tile_server("", "")
        self._tile_servers.forget()
        if had_key:
            self._forget_tile_key()

    def tiles(self, server: TileServer) -> MapTiles:
        """Give the map of a server; while the switch is off nothing of it is asked for."""
        return self._tile_servers.open(server, self.is_on)

    def let_browse(self, at: datetime, host: str, why: str, *, once: bool = False) -> None:
        """Write down that a page of a host is about to be opened in the user's browser.

        Parameters
        ----------
        at : now. once : a person said yes to the network for this page alone.

        Raises
        ------
        NetworkOff : the switch is off and nobody said yes; then nothing is opened.
        """
        if not (once or self.is_on()):
            raise NetworkOff(f"Needs the network, which is off: {host} was not asked.")
        self._hosts.note_outcome(self._hosts.note(at, host, why), "opened in the browser")

    def hosts_asked(self, limit: int = 100) -> tuple[HostAsked, ...]:
        """Give the last requests that left this computer, the newest first."""
        return self._hosts.hosts_asked(limit)

    def _known(self, code: str) -> Provider:
        wanted = code.strip().lower()
        if wanted not in self.providers:
            near = get_close_matches(wanted, self.providers, 1, 0.6)
            hint = f"Did you mean {near[0]}?" if near else f"Choose: {', '.join(self.providers)}."
            raise InputError(f"There is no provider “{code}”.", hint)
        return self.providers[wanted]
