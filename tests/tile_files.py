"""Small files of map tiles for tests: each tile a plain color that tells where it is."""

from __future__ import annotations

import io
import sqlite3
from pathlib import Path

from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

ZOOMS = range(5, 9)
# Around California, as (west, east) and (north, south) in shares of the world.
_X, _Y = (0.15, 0.19), (0.37, 0.41)
COLOR = (200, 30, 120)


def picture(color: tuple[int, int, int] = COLOR) -> bytes:
    """Give a tile of one color as PNG."""
    out = io.BytesIO()
    Image.new("RGB", (256, 256), color).save(out, "PNG")
    return out.getvalue()


def places() -> list[tuple[int, int, int]]:
    """Give the tiles that the files hold: zoom, x, y from the north."""
    return [
        (z, x, y)
        for z in ZOOMS
        for x in range(int(_X[0] * 2**z), int(_X[1] * 2**z) + 1)
        for y in range(int(_Y[0] * 2**z), int(_Y[1] * 2**z) + 1)
    ]


def write_mbtiles(
    path: Path, attribution: str = "© Test", kind: str = "png", data: bytes | None = None
) -> Path:
    """Write an MBTiles file."""
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE metadata (name text, value text)")
        db.execute(
            "CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data blob)"
        )
        told = [("name", "x"), ("format", kind), ("attribution", attribution)]
        db.executemany("INSERT INTO metadata VALUES (?, ?)", told)
        made = data if data is not None else picture()
        rows = [(z, x, 2**z - 1 - y, made) for z, x, y in places()]
        db.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
    db.close()
    return path


def write_pmtiles(path: Path, attribution: str = "© Test", kind: TileType = TileType.PNG) -> Path:
    """Write a PMTiles file."""
    with path.open("wb") as file:
        writer = Writer(file)
        for tile_id, made in sorted((zxy_to_tileid(*place), picture()) for place in places()):
            writer.write_tile(tile_id, made)
        head = {
            "tile_type": kind,
            "tile_compression": Compression.NONE,
            "min_lon_e7": -1250000000,
            "min_lat_e7": 320000000,
            "max_lon_e7": -1130000000,
            "max_lat_e7": 420000000,
            "center_zoom": 6,
            "center_lon_e7": -1200000000,
            "center_lat_e7": 370000000,
        }
        writer.finalize(head, {"attribution": attribution})
    return path
