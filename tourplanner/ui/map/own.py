"""The user's own base map in the window: opened once, its tiles decoded beside the window."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QImage, QPainter, QTransform

from tourplanner.ui.map.ground import CREDIT, UNITS
from tourplanner.ui.session import Session

if TYPE_CHECKING:
    from tourplanner.core.ports import MapTiles, Progress
    from tourplanner.services.workspace import Workspace

TILE = 256  # pixels
_WORLD = 360 * UNITS  # width and height of the plane
# Qt asks all its readers where no format is named, of any thread. By the first byte of a tile.
_FORMATS = {0x89: "PNG", 0xFF: "JPG", ord("R"): "WEBP"}
_KEPT = 200  # decoded tiles
_MOST = 80  # tiles of one drawing
_PAPER = 400  # of one drawing on paper, where all are waited for

_Key = tuple[int, int, int]


class OwnMap(QObject):
    """Holds the file that is open and draws it on the plain map.

    Signals
    -------
    changed : another file is shown, or none. came : a tile can be drawn that could not before.
    """

    changed = Signal()
    came = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.tiles: MapTiles | None = None
        self._path = ""
        self._images: OrderedDict[_Key, QImage | None] = OrderedDict()
        self._asked: set[_Key] = set()

    @property
    def credit(self) -> str:
        """Who made what is shown, on one line."""
        if self.tiles is None:
            return CREDIT
        own = self.tiles.attribution or f"{self.tiles.name}, no source named in it"
        return f"{own} · {CREDIT}"

    def look(self) -> None:
        """Open the file that is wished, where another is or none."""
        path = self._session.memory.map_file
        if path == self._path:
            return
        self._path = path
        if not path:
            self._take(None)
            return
        self._open(path, keeps=False)

    def choose(self, path: Path) -> None:
        """Show a file from now on, on this laptop."""
        self._open(str(path), keeps=True)

    def remove(self) -> None:
        """Show the built-in map alone."""
        self._session.memory.map_file = ""
        self.look()

    def _open(self, path: str, *, keeps: bool) -> None:
        def done(tiles: MapTiles) -> None:
            if keeps:
                self._session.memory.map_file = path
            self._path = path
            self._take(tiles)

        def work(workspace: Workspace, _: Progress) -> MapTiles:
            return workspace.maps.tiles(path)

        self._session.read(work, done, topic="own map", title="Opening the map file")

    def _take(self, tiles: MapTiles | None) -> None:
        before, self.tiles = self.tiles, tiles
        self._images.clear()
        self._asked.clear()
        self.changed.emit()
        if before is not None:
            before.close()

    # -- drawing ---------------------------------------------------------------------------------

    def draw(
        self, painter: QPainter, transform: QTransform, target: QRectF, *, waits: bool = False
    ) -> None:
        """Draw the tiles that lie in a part of a drawing; those not decoded yet come later.

        Parameters
        ----------
        transform : from the map's plane to the painter. waits : decode all now, for paper.
        """
        if self.tiles is None:
            return
        most = _PAPER if waits else _MOST
        keys = self._seen(transform, target, self._zoom(transform))
        if len(keys) > most:  # far away from the nearest that the file has
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for key in keys:
            image = self._image(key, waits=waits)
            if image is not None:
                painter.drawImage(_place(key, transform), image)

    def prepare(self, transform: QTransform, target: QRectF, then: Callable[[], None]) -> None:
        """Decode what a drawing of a figure needs, and then go on."""
        tiles = self.tiles
        keys = self._seen(transform, target, self._zoom(transform)) if tiles is not None else []
        keys = [key for key in keys if key not in self._images]
        if tiles is None or not keys or len(keys) > _KEPT // 2:
            then()
            return

        def done(images: list[QImage | None]) -> None:
            for key, image in zip(keys, images, strict=True):
                self._keep(key, image)
            then()

        self._session.read(
            lambda _, __: [_decoded(tiles, key) for key in keys], done, title="Reading the map file"
        )

    def _zoom(self, transform: QTransform) -> int:
        assert self.tiles is not None
        zoom = round(math.log2(max(transform.m11() * _WORLD / TILE, 1)))
        return min(max(zoom, self.tiles.min_zoom), self.tiles.max_zoom)

    def _seen(self, transform: QTransform, target: QRectF, zoom: int) -> list[_Key]:
        seen = transform.inverted()[0].mapRect(target)
        size, count = _WORLD / 2**zoom, 2**zoom

        def span(low: float, high: float) -> range:
            first = math.floor((low + _WORLD / 2) / size)
            return range(max(first, 0), min(math.floor((high + _WORLD / 2) / size), count - 1) + 1)

        across, down = span(seen.left(), seen.right()), span(seen.top(), seen.bottom())
        if len(across) * len(down) > _PAPER:
            return [(zoom, 0, 0)] * (_PAPER + 1)
        return [(zoom, x, y) for y in down for x in across]

    def _image(self, key: _Key, *, waits: bool) -> QImage | None:
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        tiles = self.tiles
        assert tiles is not None
        if waits:
            return self._keep(key, _decoded(tiles, key))
        if key not in self._asked:
            self._asked.add(key)

            def came(image: QImage | None) -> None:
                if tiles is self.tiles:
                    self._asked.discard(key)
                    if self._keep(key, image) is not None:
                        self.came.emit()

            self._session.read(lambda _, __: _decoded(tiles, key), partial(came))
        return None

    def _keep(self, key: _Key, image: QImage | None) -> QImage | None:
        self._images[key] = image
        while len(self._images) > _KEPT:
            self._images.popitem(last=False)
        return image


def _decoded(tiles: MapTiles, key: _Key) -> QImage | None:
    data = tiles.tile(*key)
    kind = _FORMATS[data[0]] if data else ""
    # The stubs know bytes alone.
    image = QImage.fromData(data, kind) if data else QImage()  # type: ignore[arg-type]
    return None if image.isNull() or max(image.width(), image.height()) > 4 * TILE else image


def _place(key: _Key, transform: QTransform) -> QRectF:
    zoom, x, y = key
    size = _WORLD / 2**zoom
    corner = QPointF(x * size - _WORLD / 2, y * size - _WORLD / 2)
    # A little larger, so that no seam shows between two.
    return transform.mapRect(QRectF(corner, corner + QPointF(size, size))).adjusted(0, 0, 0.5, 0.5)
