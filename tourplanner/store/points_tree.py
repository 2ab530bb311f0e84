"""An R*Tree over points is filled at once, packed, instead of point by point.

SQLite splits and fills nodes anew with every point that it is given, for tables that change. An
edition never changes: its points are sorted into tiles, each tile is one full node, and the tree
is smaller and read faster. What is written are SQLite's own tables of an R*Tree, as its file format
lays them down (sqlite.org/rtree.html, "Shadow Tables"); ``rtreecheck`` finds no fault in them.
"""

from __future__ import annotations

import math
import sqlite3
import struct
from array import array
from collections.abc import Iterator, Sequence
from itertools import chain

_CELL_BYTES, _HEAD_BYTES = 24, 4  # a 64-bit number and four 32-bit bounds; depth and count
_ROOT = 1
# SQLite keeps bounds as 32-bit numbers that are never inside the box; these are its factors.
_TOWARDS, _AWAY = 1 - 1 / 8_388_608, 1 + 1 / 8_388_608

_Cell = tuple[int, float, float, float, float]  # point or node, south, north, west, east


def fill(
    conn: sqlite3.Connection,
    table: str,
    numbers: Sequence[int],
    lats: Sequence[float],
    lons: Sequence[float],
) -> None:
    """Fill an empty R*Tree with points; other columns than the four bounds it may not have.

    Parameters
    ----------
    table : an R*Tree of the main database: number, south, north, west, east.
    numbers, lats, lons : one each per point; numbers differ; decimal degrees.
    """
    if not numbers:
        return
    size = conn.execute(f"SELECT length(data) FROM {table}_node WHERE nodeno = {_ROOT}").fetchone()
    room = (size[0] - _HEAD_BYTES) // _CELL_BYTES
    cells = list(
        zip(numbers, _down(lats), _up(lats), _down(lons), _up(lons), strict=True),
    )
    levels = [list(_tiles(cells, room))]
    node = _ROOT + 1
    while len(levels[-1]) > 1:
        heads = [_around(at, tile) for at, tile in enumerate(levels[-1], node)]
        node += len(heads)
        levels.append([heads[i : i + room] for i in range(0, len(heads), room)])
    nodes: list[tuple[int, bytes]] = []
    parents: list[tuple[int, int]] = []
    at = _ROOT + 1
    for depth, tiles in enumerate(levels):
        is_root = depth == len(levels) - 1
        for i, tile in enumerate(tiles):
            number = _ROOT if is_root else at + i
            nodes.append((number, _node(tile, depth if is_root else 0, size[0])))
            if depth:
                parents += [(cell[0], number) for cell in tile]
        if depth == 0:
            homes = [
                (cell[0], _ROOT if is_root else at + i)
                for i, tile in enumerate(tiles)
                for cell in tile
            ]
        at += len(tiles)
    homes.sort()
    conn.executemany(f"REPLACE INTO {table}_node(nodeno, data) VALUES (?, ?)", sorted(nodes))
    conn.executemany(f"INSERT INTO {table}_rowid(rowid, nodeno) VALUES (?, ?)", homes)
    conn.executemany(
        f"INSERT INTO {table}_parent(nodeno, parentnode) VALUES (?, ?)", sorted(parents)
    )


def _tiles(cells: list[_Cell], room: int) -> Iterator[list[_Cell]]:
    """Cut points into tiles of at most ``room``: bands from south to north, each west to east."""
    bands = math.ceil(math.sqrt(math.ceil(len(cells) / room)))
    in_band = math.ceil(math.ceil(len(cells) / room) / bands) * room
    cells.sort(key=lambda cell: cell[1])
    for start in range(0, len(cells), in_band):
        band = sorted(cells[start : start + in_band], key=lambda cell: cell[3])
        for first in range(0, len(band), room):
            yield band[first : first + room]


def _around(number: int, tile: Sequence[_Cell]) -> _Cell:
    _, south, north, west, east = zip(*tile, strict=True)
    return number, min(south), max(north), min(west), max(east)


def _node(tile: Sequence[_Cell], depth: int, size: int) -> bytes:
    data = struct.pack(f">HH{'qffff' * len(tile)}", depth, len(tile), *chain.from_iterable(tile))
    return data.ljust(size, b"\0")


def _down(values: Sequence[float]) -> array[float]:
    return array(
        "f",
        [
            value if near <= value else value * (_AWAY if value < 0 else _TOWARDS)
            for value, near in zip(values, array("f", values), strict=True)
        ],
    )


def _up(values: Sequence[float]) -> array[float]:
    return array(
        "f",
        [
            value if near >= value else value * (_TOWARDS if value < 0 else _AWAY)
            for value, near in zip(values, array("f", values), strict=True)
        ],
    )
