"""Map tiles of a server that the user named, through the program's one door to the network.

A tile that is kept and fresh is not asked for. While the switch is off, or the server does not
answer, what is kept is shown where the server allows that, and nothing leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from tourplanner.adapters.maps.tile_cache import KeptTile, TileCache, kept_tile
from tourplanner.adapters.maps.tiles import is_place, picture_kind
from tourplanner.adapters.network import NetworkDoor, Reply, check_reply
from tourplanner.core.errors import Cancelled, NetworkOff, ProviderError, ProviderNonsense
from tourplanner.core.model.network import MAX_BODY_BYTES, Provider
from tourplanner.core.model.tile_server import MOST_ZOOM, TileServer
from tourplanner.core.ports import Clock

REST = timedelta(seconds=60)  # a server that failed is left alone for so long
_NONE = (204, 404, 410)  # it has no tile there


class ServerTiles:
    """The tiles of one server; fulfils the port MapTiles."""

    min_zoom, max_zoom = 0, MOST_ZOOM

    def __init__(
        self,
        server: TileServer,
        make_door: Callable[[Callable[[], None]], NetworkDoor],
        cache: TileCache,
        is_open: Callable[[], bool],
        clock: Clock,
    ) -> None:
        """Take the door as a function of what raises Cancelled once nothing is wanted any more."""
        self.name = server.host
        self.attribution = server.credit
        self._server = server
        self._door = make_door(self._check_wanted)
        self._cache = cache
        self._is_open = is_open
        self._clock = clock
        # A host asks for its pace by itself, so none is kept here.
        self._provider = Provider("tiles", server.host, server.host, server.credit, pace_s=0.0)
        self._rests_until: datetime | None = None
        self._has_given = False
        self._is_closed = False

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """Give a picture; None where the server has none, or none is kept and it is not asked.

        Raises
        ------
        ProviderError : it was asked, gave no picture, and none is kept; it then rests for a minute.
        Cancelled : it was closed meanwhile.
        """
        if not is_place(zoom, x, y):
            return None
        now = self._clock()
        kept = self._cache.get(self._known_as(zoom, x, y))
        if kept is not None and kept.data:
            self._has_given = True
        if kept is not None and now < kept.fresh_until:
            return kept.data or None
        old = kept.data or None if kept is not None and kept.may_be_old else None
        if not self._is_open() or (self._rests_until is not None and now < self._rests_until):
            return old
        try:
            return self._ask(zoom, x, y, kept)
        except NetworkOff:
            return old
        except ProviderError:
            self._rests_until = now + REST
            if old is None:
                raise
            return old

    def _known_as(self, zoom: int, x: int, y: int) -> str:
        """Give what a tile is kept under: its address without a key."""
        return replace(self._server, address=self._server.shown).url(zoom, x, y)

    def _ask(self, zoom: int, x: int, y: int, kept: KeptTile | None) -> bytes | None:
        now, name = self._clock(), self._known_as(zoom, x, y)
        url, why = self._server.url(zoom, x, y), f"map tile {zoom}/{x}/{y}"
        asked = kept.questions() if kept is not None else {}

        def read(reply: Reply) -> tuple[bytes, KeptTile | None]:
            check_reply(reply, self._provider)
            if reply.status != 304 or kept is None:
                data = self._picture(reply)
                return data, kept_tile(reply.headers, now, data)
            same = {"etag": kept.etag, "last-modified": kept.modified}
            return kept.data, kept_tile({**same, **reply.headers}, now, kept.data)

        headers = {"Accept": "image/*", **asked}
        data, made = self._door.ask(url, self._provider, why, headers, read)
        if made is not None:
            self._cache.put(name, now, made)
        elif kept is not None:
            self._cache.drop(name)
        self._rests_until = None
        return data or None

    def _picture(self, reply: Reply) -> bytes:
        """Give the picture of an answer, no bytes where the server has none there."""
        if reply.status in _NONE and self._has_given:
            return b""
        if reply.status != 200:
            raise ProviderNonsense(
                f"{self.name} has no map tile where one was asked for ({reply.status}).",
                "Check the address of the map server; the built-in map is shown.",
            )
        if len(reply.body) > MAX_BODY_BYTES or not picture_kind(reply.body):
            raise ProviderNonsense(
                f"{self.name} sent something that is no map tile.",
                "Check the address of the map server; the built-in map is shown.",
            )
        self._has_given = True
        return reply.body

    def close(self) -> None:
        """Ask no more."""
        self._is_closed = True

    def _check_wanted(self) -> None:
        if self._is_closed:
            raise Cancelled
