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
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from operator import itemgetter

_CELL_BYTES, _HEAD_BYTES = 24, 4  # a 64-bit number and four 32-bit bounds; depth and count
_ROOT = 1
_SLICE_DEG = 0.01  # of latitude, in which a hundred thousand schools are a few hundred
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
    cells = zip(numbers, _down(lats), _up(lats), _down(lons), _up(lons), strict=True)
    tiles = _tiles(_from_south(cells), len(numbers), room)
    nodes: list[tuple[int, bytes]] = []
    parents: list[tuple[int, int]] = []
    homes: dict[int, int] = {}
    first, depth, count = _ROOT + 1, 0, math.ceil(len(numbers) / room)
    while True:
        is_root = count == 1
        heads = []
        for number, tile in enumerate(tiles, _ROOT if is_root else first):
            nodes.append((number, _node(tile, depth if is_root else 0, size[0])))
            inside = [(cell[0], number) for cell in tile]
            if depth:
                parents += inside
            else:
                homes.update(inside)
            heads.append(_around(number, tile))
        if is_root:
            break
        tiles = iter([heads[i : i + room] for i in range(0, count, room)])
        first, depth, count = first + count, depth + 1, math.ceil(count / room)
    conn.executemany(f"REPLACE INTO {table}_node(nodeno, data) VALUES (?, ?)", sorted(nodes))
    conn.executemany(
        f"INSERT INTO {table}_rowid(rowid, nodeno) VALUES (?, ?)",
        ((number, homes[number]) for number in numbers),
    )
    conn.executemany(
        f"INSERT INTO {table}_parent(nodeno, parentnode) VALUES (?, ?)", sorted(parents)
    )


def _from_south(cells: Iterable[_Cell]) -> Iterator[_Cell]:
    """Give points from south to north.

    They are sorted in slices and let go of as they are taken: to sort, or to free, a hundred
    thousand at once keeps every other thread waiting, the one that is typed in among them.
    """
    slices: dict[int, list[_Cell]] = {}
    for cell in cells:
        slices.setdefault(math.floor(cell[1] / _SLICE_DEG), []).append(cell)
    for at in sorted(slices):
        yield from sorted(slices.pop(at), key=itemgetter(1))


def _tiles(cells: Iterator[_Cell], count: int, room: int) -> Iterator[list[_Cell]]:
    """Cut points into tiles of at most ``room``: bands from south to north, each west to east.

    Parameters
    ----------
    cells : so many as ``count``, from south to north.
    """
    tiles = math.ceil(count / room)
    in_band = math.ceil(tiles / math.ceil(math.sqrt(tiles))) * room
    while band := sorted(islice(cells, in_band), key=itemgetter(3)):
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
