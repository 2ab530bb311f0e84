"""A user's own base map: raster tiles in a PMTiles or an MBTiles file, read without the network.

The file is not trusted: only a tile that begins as a picture does is given on, and its words about
itself become one line of plain text.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, BinaryIO

from pmtiles.reader import MmapSource
from pmtiles.tile import (
    Compression,
    TileType,
    deserialize_directory,
    deserialize_header,
    find_tile,
    zxy_to_tileid,
)

from tourplanner.core.errors import InputError
from tourplanner.core.ports import MapTiles
from tourplanner.core.safe_text import one_line

MOST_BYTES = 2_000_000  # of one picture, and of a part of the file's own index
MOST_ZOOM = 22
_DEPTH = 4  # of directories in a PMTiles file
_PICTURES = (TileType.PNG, TileType.JPEG, TileType.WEBP)
_HINT = (
    "Choose a PMTiles or MBTiles file with pictures (PNG, JPEG or WebP), 256 or 512 pixels wide."
)
_READ_ERRORS = (ValueError, KeyError, IndexError, TypeError, EOFError, OSError, zlib.error)


def open_tiles(path: str) -> MapTiles:
    """Open a file of tiles by what is in it, whatever it is called.

    Raises
    ------
    InputError : it cannot be read, is no such file, is damaged, or holds no pictures.
    """
    name = Path(path).name
    try:
        file = Path(path).open("rb")  # noqa: SIM115  # a PMTiles file stays open
        head = file.read(16)
    except OSError as error:
        raise InputError(f"{name} cannot be read.", "Is it still there?", repr(error)) from error
    if head.startswith(b"PMTiles"):
        return _checked(lambda: _PmTiles(name, file), name, file)
    file.close()
    if head.startswith(b"SQLite format 3\x00"):
        return _checked(lambda: _MbTiles(name, path), name, None)
    raise InputError(f"{name} is no file of map tiles.", _HINT)


def _checked(make: Callable[[], MapTiles], name: str, file: BinaryIO | None) -> MapTiles:
    try:
        return make()
    except InputError:
        if file is not None:
            file.close()
        raise
    except Exception as error:  # the library raises bare ones
        if file is not None:
            file.close()
        raise InputError(f"{name} is damaged: its tiles cannot be read.", _HINT, repr(error)) from (
            error
        )


class _PmTiles:
    """A PMTiles file, version 3."""

    def __init__(self, name: str, file: BinaryIO) -> None:
        self.name = one_line(name)
        self._file = file
        self._source: Callable[[int, int], bytes] = MmapSource(file)  # type: ignore[no-untyped-call]
        self._head: Mapping[str, Any] = deserialize_header(self._source(0, 127))
        kind = self._head["tile_type"]
        if kind not in _PICTURES or self._head["tile_compression"] not in (
            Compression.NONE,
            Compression.UNKNOWN,
        ):
            raise InputError(f"{name} holds {_kind_words(kind.name)}, no pictures.", _HINT)
        self.min_zoom = int(self._head["min_zoom"])
        self.max_zoom = min(int(self._head["max_zoom"]), MOST_ZOOM)
        self._directory = lru_cache(maxsize=64)(self._read_directory)
        self._directory(self._head["root_offset"], self._head["root_length"])
        self.attribution = _plain(self._metadata().get("attribution"))

    def _metadata(self) -> Mapping[str, Any]:
        raw = self._part(self._head["metadata_offset"], self._head["metadata_length"])
        if self._head["internal_compression"] == Compression.GZIP:
            raw = zlib.decompressobj(47).decompress(raw, MOST_BYTES)
        found = json.loads(raw or b"{}")
        return found if isinstance(found, dict) else {}

    def _part(self, offset: int, length: int) -> bytes:
        if length > MOST_BYTES:
            raise ValueError(f"{length} bytes in one part")
        return bytes(self._source(offset, length))

    def _read_directory(self, offset: int, length: int) -> list[Any]:
        return list(deserialize_directory(self._part(offset, length)))

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """Give a picture; None where there is none or its part of the file is damaged."""
        if not is_place(zoom, x, y):
            return None
        try:
            wanted = zxy_to_tileid(zoom, x, y)
            offset, length = self._head["root_offset"], self._head["root_length"]
            for _ in range(_DEPTH):
                entry = find_tile(self._directory(offset, length), wanted)
                if entry is None:
                    return None
                if entry.run_length:
                    at = self._head["tile_data_offset"] + entry.offset
                    return _picture(self._part(at, entry.length))
                offset, length = self._head["leaf_directory_offset"] + entry.offset, entry.length
        except _READ_ERRORS:
            return None
        return None

    def close(self) -> None:
        """Let the file go."""
        self._file.close()


class _MbTiles:
    """An MBTiles file: a database with the tables ``tiles`` and ``metadata``."""

    def __init__(self, name: str, path: str) -> None:
        self.name = one_line(name)
        self._lock = threading.Lock()
        where = Path(path).absolute().as_uri() + "?mode=ro&immutable=1"
        self._db = sqlite3.connect(where, uri=True, check_same_thread=False)
        try:
            self._db.execute("PRAGMA trusted_schema=OFF")
            told = dict(self._db.execute("SELECT name, value FROM metadata LIMIT 100"))
            kind = str(told.get("format") or "")
            if kind.lower() not in ("", "png", "jpg", "jpeg", "webp"):
                raise InputError(f"{name} holds {_kind_words(kind)}, no pictures.", _HINT)
            low, high = self._db.execute(
                "SELECT min(zoom_level), max(zoom_level) FROM tiles"
            ).fetchone()
            if low is None:
                raise InputError(f"{name} holds no tile.", _HINT)
            self.min_zoom, self.max_zoom = max(int(low), 0), min(int(high), MOST_ZOOM)
        except BaseException:
            self._db.close()
            raise
        self.attribution = _plain(told.get("attribution"))

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """Give a picture; None where there is none or its part of the file is damaged."""
        if not is_place(zoom, x, y):
            return None
        try:
            with self._lock:
                row = self._db.execute(
                    "SELECT tile_data FROM tiles"
                    " WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                    (zoom, x, 2**zoom - 1 - y),  # rows are counted from the south
                ).fetchone()
        except sqlite3.Error:
            return None
        return _picture(row[0]) if row is not None else None

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._db.close()


def is_place(zoom: int, x: int, y: int) -> bool:
    """Whether there is such a tile on the earth."""
    return 0 <= zoom <= MOST_ZOOM and 0 <= x < 2**zoom and 0 <= y < 2**zoom


def _picture(data: object) -> bytes | None:
    """Give bytes that begin as a picture does, else None."""
    if not isinstance(data, bytes) or len(data) > MOST_BYTES or picture_kind(data) == "":
        return None
    return data


def picture_kind(data: bytes) -> str:
    """Give the media type that a picture's first bytes tell; empty where they tell none."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


def _kind_words(kind: str) -> str:
    is_vector = kind.lower() in ("mvt", "pbf", "mlt")
    return "vector tiles" if is_vector else f"tiles of the kind {one_line(kind)[:20]}"


class _Words(HTMLParser):
    """Takes the text out of a line of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep a piece of text."""
        self.found.append(data)


def _plain(told: object) -> str:
    """Give who made a map as one line of plain text; the formats allow links there."""
    words = _Words()
    words.feed(str(told or "")[:2000])
    words.close()
    return " ".join(one_line("".join(words.found)).split())[:200]
