"""QR codes: what a phone's camera reads, as runs to draw and as a picture."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from tourplanner.core.papers.blocks import QrCode

if TYPE_CHECKING:
    import segno

QUIET = 4  # modules of white around a code; the standard asks for as many
_PIXELS = 8  # of a module in a picture: at a bit each, a module is one byte of a line


def size_of(code: QrCode) -> int:
    """Give how many modules wide and high a code is, with the white around it."""
    return int(_made(code.link).symbol_size(border=QUIET)[0])


def runs_of(code: QrCode) -> tuple[tuple[int, int, int], ...]:
    """Give the dark modules as (x, y, length) from left to right, from the top, with the white."""
    return _runs(code.link)


def picture_of(code: QrCode) -> bytes:
    """Give a code as a PNG picture; the same code gives the same bytes.

    Written here, since the library takes forty times as long for it.
    """
    return _picture(code.link)


@lru_cache(maxsize=64)  # a code is in several papers of a tour, and in several formats of each
def _runs(link: str) -> tuple[tuple[int, int, int], ...]:
    runs: list[tuple[int, int, int]] = []
    for y, row in enumerate(_made(link).matrix):
        for x, dark in enumerate(row):
            if dark and x and row[x - 1]:
                runs[-1] = (*runs[-1][:2], runs[-1][2] + 1)
            elif dark:
                runs.append((x + QUIET, y + QUIET, 1))
    return tuple(runs)


@lru_cache(maxsize=64)
def _picture(link: str) -> bytes:
    code = _made(link)
    side = int(code.symbol_size(border=QUIET)[0])
    white = [bytes(1) + b"\xff" * side] * (QUIET * _PIXELS)  # a line: how it is filtered, bits
    lines = list(white)
    for row in code.matrix:
        dark = bytes(0 if module else 0xFF for module in row)
        lines += [bytes(1) + b"\xff" * QUIET + dark + b"\xff" * QUIET] * _PIXELS
    lines += white
    head = struct.pack(">IIBBBBB", side * _PIXELS, side * _PIXELS, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(lines), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


@lru_cache(maxsize=64)
def _made(link: str) -> segno.QRCode:
    """Make a code; more correction where it costs no larger one."""
    import segno

    return segno.make_qr(link, error="L")
