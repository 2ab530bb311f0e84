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
from collections.abc import Sequence
from typing import Any

_CELL = (("id", ">i8"), ("south", ">f4"), ("north", ">f4"), ("west", ">f4"), ("east", ">f4"))
_CELL_BYTES, _HEAD_BYTES = 24, 4  # depth and count are the head
_ROOT = 1
# SQLite keeps bounds as 32-bit numbers that are never inside the box; these are its factors.
_TOWARDS, _AWAY = 1 - 1 / 8_388_608, 1 + 1 / 8_388_608


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
    import numpy as np  # no library that the start of the program waits for

    size = conn.execute(f"SELECT length(data) FROM {table}_node WHERE nodeno = {_ROOT}").fetchone()
    room = (size[0] - _HEAD_BYTES) // _CELL_BYTES
    cells = _in_tiles(_cells_of(numbers, lats, lons), room)
    nodes: list[tuple[int, bytes]] = []
    parents: list[tuple[int, int]] = []
    first, depth = _ROOT + 1, 0
    while True:
        starts = np.arange(0, len(cells), room)
        is_root = len(starts) == 1
        ids = np.array([_ROOT]) if is_root else first + np.arange(len(starts))
        for number, start in zip(ids.tolist(), starts.tolist(), strict=True):
            tile = cells[start : start + room]
            head = struct.pack(">HH", depth if is_root else 0, len(tile))
            nodes.append((number, (head + tile.tobytes()).ljust(size[0], b"\0")))
        homes = np.repeat(ids, room)[: len(cells)]
        # numpy sorts: Python would keep every other thread waiting, the one that is typed in too.
        order = np.argsort(cells["id"].astype("i8"), kind="stable")
        inside = zip(cells["id"][order].tolist(), homes[order].tolist(), strict=True)
        if depth:
            parents += inside
        else:
            of_points = inside
        if is_root:
            break
        above = np.empty(len(starts), np.dtype(list(_CELL)))
        above["id"] = ids
        for name in ("south", "west"):
            above[name] = np.minimum.reduceat(cells[name], starts)
        for name in ("north", "east"):
            above[name] = np.maximum.reduceat(cells[name], starts)
        cells, first, depth = above, first + len(starts), depth + 1
    conn.executemany(f"REPLACE INTO {table}_node(nodeno, data) VALUES (?, ?)", sorted(nodes))
    conn.executemany(f"INSERT INTO {table}_rowid(rowid, nodeno) VALUES (?, ?)", of_points)
    conn.executemany(
        f"INSERT INTO {table}_parent(nodeno, parentnode) VALUES (?, ?)", sorted(parents)
    )


def _cells_of(numbers: Sequence[int], lats: Sequence[float], lons: Sequence[float]) -> Any:
    """Give a box around each point, in 32-bit numbers that leave no point outside."""
    import numpy as np

    cells = np.empty(len(numbers), np.dtype(list(_CELL)))
    cells["id"] = numbers
    for low, high, values in (("south", "north", lats), ("west", "east", lons)):
        exact = np.asarray(values, dtype="f8")
        near = exact.astype("f4")
        less = exact * np.where(exact < 0, _AWAY, _TOWARDS)
        more = exact * np.where(exact < 0, _TOWARDS, _AWAY)
        cells[low] = np.where(near <= exact, near, less)
        cells[high] = np.where(near >= exact, near, more)
    return cells


def _in_tiles(cells: Any, room: int) -> Any:
    """Sort boxes so that each ``room`` of them are a tile.

    Bands go from south to north; in each the tiles go from west to east.
    """
    import numpy as np

    tiles = math.ceil(len(cells) / room)
    in_band = math.ceil(tiles / math.ceil(math.sqrt(tiles))) * room
    from_south = cells[np.argsort(cells["south"].astype("f4"), kind="stable")]
    for first in range(0, len(cells), in_band):
        band = from_south[first : first + in_band]
        band[:] = band[np.argsort(band["west"].astype("f4"), kind="stable")]
    return from_south
