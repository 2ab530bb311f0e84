"""The user's own base map in the window, of a file or a server; its tiles are read beside it."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QFileDialog, QWidget

from tourplanner.ui.map.ground import CREDIT, UNITS
from tourplanner.ui.map.tile_pool import TilePool
from tourplanner.ui.session import Session

if TYPE_CHECKING:
    from tourplanner.core.model.tile_server import TileServer
    from tourplanner.core.ports import MapTiles, Progress
    from tourplanner.services.workspace import Workspace

TILE = 256  # pixels
_WORLD = 360 * UNITS  # width and height of the plane
# Qt asks all its readers where no format is named, of any thread. By the first byte of a tile.
_FORMATS = {0x89: "PNG", 0xFF: "JPG", ord("R"): "WEBP"}
_KEPT = 200  # decoded tiles
_MOST = 100  # tiles of one drawing, or of one paper

TileKey = tuple[int, int, int]  # zoom, x, y from the north


class OwnMap(QObject):
    """Holds the file or the server that is shown and draws it on the plain map.

    Signals
    -------
    changed : another map is shown, or none. came : a tile can be drawn that could not before.
    """

    changed = Signal()
    came = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._pool = TilePool(self)
        self.tiles: MapTiles | None = None
        self.server: TileServer | None = None  # whose tiles they are; None for those of a file
        self._path = ""
        self._is_told = False  # that the server gives nothing
        self._images: OrderedDict[TileKey, QImage | None] = OrderedDict()
        self._asked: set[TileKey] = set()
        session.network_changed.connect(self._on_network)

    @property
    def credit(self) -> str:
        """Who made what is shown, on one line."""
        if self.tiles is None:
            return CREDIT
        own = self.tiles.attribution or f"{self.tiles.name}, no source named in it"
        return f"{own} · {CREDIT}"

    @property
    def source(self) -> str:
        """Where the ground of the map comes from, for the status line."""
        if self.tiles is None:
            return "Built-in map, no network needed"
        if self.server is None:
            return f"Own map: {self.tiles.name}, no network needed"
        return f"Map of {self.tiles.name}, over the built-in one"

    def look(self) -> None:
        """Open the map that is wished, where another is or none: a file, else a server."""
        path, doors, before = self._session.memory.map_file, self._session.doors, self.server
        if path:
            if path != self._path:
                self._path = path
                self._open(path, keeps=False)
            return

        def done(found: tuple[TileServer | None, MapTiles | None]) -> None:
            server, tiles = found
            if self._session.memory.map_file or (server == self.server and not self._path):
                return
            self._path = ""
            self._take(tiles, server)

        def work(_: Workspace, __: Progress) -> tuple[TileServer | None, MapTiles | None]:
            network = doors.network()
            server = network.tile_server()
            is_same = server is None or server == before
            return server, None if is_same or server is None else network.tiles(server)

        self._session.read(work, done, topic="map server")

    def ask(self, parent: QWidget) -> None:
        """Ask for a file with a base map and show it from now on."""
        kinds = "Map tiles (*.pmtiles *.mbtiles);;All files (*)"
        name, _ = QFileDialog.getOpenFileName(parent, "Own base map", "", kinds)
        if name:
            self.choose(Path(name))

    def choose(self, path: Path) -> None:
        """Show a file from now on, on this laptop."""
        self._open(str(path), keeps=True)

    def remove(self) -> None:
        """Show the file no longer."""
        self._session.memory.map_file = ""
        self._path = ""
        self._take(None, None)
        self.look()

    def close(self) -> None:
        """Read nothing more: the window closes."""
        self._pool.close()
        if self.tiles is not None:
            self.tiles.close()

    def _open(self, path: str, *, keeps: bool) -> None:
        def done(tiles: MapTiles) -> None:
            if keeps:
                self._session.memory.map_file = path
            self._path = path
            self._take(tiles, None)

        def work(workspace: Workspace, _: Progress) -> MapTiles:
            return workspace.maps.tiles(path)

        self._session.read(work, done, topic="own map", title="Opening the map file")

    def _take(self, tiles: MapTiles | None, server: TileServer | None) -> None:
        before, self.tiles = self.tiles, tiles
        self.server = server
        self._is_told = False
        self._images.clear()
        self._asked.clear()
        if before is not tiles:
            self.changed.emit()
        if before is not None:
            before.close()

    def _on_network(self) -> None:
        """What the server could not be asked before may be asked now."""
        self._is_told = False
        if self.server is not None:
            self.changed.emit()
        if self._session.path is not None:
            self.look()

    # -- reading tiles ---------------------------------------------------------------------------

    def fetch(self, key: TileKey, done: Callable[[bytes | None], None]) -> None:
        """Read a tile's bytes beside the window; None where there is none."""
        tiles = self.tiles
        if tiles is None:
            done(None)
            return
        self._read(lambda: tiles.tile(*key), done)

    def _read(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        tiles = self.tiles

        def failed(error: BaseException) -> None:
            done(None)
            if tiles is self.tiles and not self._is_told:
                self._is_told = True
                self._session.tell_error(error)

        self._pool.ask(work, done, failed)

    # -- drawing ---------------------------------------------------------------------------------

    def draw(self, painter: QPainter, transform: QTransform, target: QRectF) -> None:
        """Draw the tiles that lie in a part of a drawing; those not decoded yet come later.

        Parameters
        ----------
        transform : from the map's plane to the painter.
        """
        if self.tiles is None:
            return
        keys = self._seen(transform, target, self._zoom(transform))
        if len(keys) > _MOST:  # far away from the nearest that the file has
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for key in keys:
            image = self._image(key)
            if image is not None:
                painter.drawImage(_place(key, transform), image)

    def prepare(self, transform: QTransform, target: QRectF, then: Callable[[], None]) -> None:
        """Decode what a drawing on paper needs, and then go on."""
        tiles = self.tiles
        keys = self._seen(transform, target, self._zoom(transform)) if tiles is not None else []
        left = {key for key in keys if key not in self._images}
        if tiles is None or not left or len(keys) > _MOST:
            then()
            return

        def came(key: TileKey, image: QImage | None) -> None:
            left.discard(key)
            self._keep(key, image)
            if not left:
                then()

        for key in sorted(left):
            self._read(partial(_decoded, tiles, key), partial(came, key))

    def _zoom(self, transform: QTransform) -> int:
        assert self.tiles is not None
        zoom = round(math.log2(max(transform.m11() * _WORLD / TILE, 1)))
        return min(max(zoom, self.tiles.min_zoom), self.tiles.max_zoom)

    def _seen(self, transform: QTransform, target: QRectF, zoom: int) -> list[TileKey]:
        seen = transform.inverted()[0].mapRect(target)
        size, count = _WORLD / 2**zoom, 2**zoom

        def span(low: float, high: float) -> range:
            first = math.floor((low + _WORLD / 2) / size)
            return range(max(first, 0), min(math.floor((high + _WORLD / 2) / size), count - 1) + 1)

        across, down = span(seen.left(), seen.right()), span(seen.top(), seen.bottom())
        if len(across) * len(down) > _MOST:
            return [(zoom, 0, 0)] * (_MOST + 1)
        return [(zoom, x, y) for y in down for x in across]

    def _image(self, key: TileKey) -> QImage | None:
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        tiles = self.tiles
        assert tiles is not None
        if key not in self._asked:
            self._asked.add(key)

            def came(image: QImage | None) -> None:
                if tiles is self.tiles:
                    self._asked.discard(key)
                    if image is not None or self.server is None:  # a server may have it later
                        self._keep(key, image)
                    if image is not None:
                        self.came.emit()

            self._read(partial(_decoded, tiles, key), came)
        return None

    def _keep(self, key: TileKey, image: QImage | None) -> None:
        self._images[key] = image
        while len(self._images) > _KEPT:
            self._images.popitem(last=False)


def _decoded(tiles: MapTiles, key: TileKey) -> QImage | None:
    data = tiles.tile(*key)
    kind = _FORMATS[data[0]] if data else ""
    # The stubs know bytes alone.
    image = QImage.fromData(data, kind) if data else QImage()  # type: ignore[arg-type]
    return None if image.isNull() or max(image.width(), image.height()) > 4 * TILE else image


def _place(key: TileKey, transform: QTransform) -> QRectF:
    zoom, x, y = key
    size = _WORLD / 2**zoom
    corner = QPointF(x * size - _WORLD / 2, y * size - _WORLD / 2)
    # A little larger, so that no seam shows between two.
    return transform.mapRect(QRectF(corner, corner + QPointF(size, size))).adjusted(0, 0, 0.5, 0.5)
