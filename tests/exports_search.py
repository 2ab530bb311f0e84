"""Looks into everything that was exported for words and for a picture, however they are packed.

It knows nothing of how the program makes its files: members of archives, streams and text of PDFs,
and what stands in base64 are unpacked; words are looked for in five encodings; every picture that
can be decoded is compared by what is to be seen on it, also mirrored and turned.
"""

from __future__ import annotations

import base64
import html
import io
import json
import re
import urllib.parse
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pikepdf
from PIL import Image, ImageOps, UnidentifiedImageError

from tests.papers_leaks import parts_of, text_of

_RUN = re.compile(rb"(?:[A-Za-z0-9+/]{4}){8,}(?:[A-Za-z0-9+/]{2,3})?={0,2}")
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"BM")
_SIDE = 16  # pixels of a look at a picture
_ALIKE = 0.9  # of 1: by how much looks go together
_TURNS = tuple(Image.Transpose)


class Exports:
    """Finished files and folders of files, unpacked once."""

    def __init__(self, paths: Iterable[Path]) -> None:
        inside = (path.rglob("*") if path.is_dir() else [path] for path in paths)
        self.paths = sorted(file for found in inside for file in found if file.is_file())
        self._shown: dict[str, str] = {}
        self._looks: dict[str, list[np.ndarray]] = {}
        # A font or a style sheet is a part of many files: each part is looked into once.
        self._parts: dict[bytes, set[str]] = {}  # -> the files that it is in
        for path in self.paths:
            data, name = path.read_bytes(), str(path)
            for part in (path.name.encode(), *parts_of(data)):
                self._parts.setdefault(part, set()).add(name)
            self._shown[name] = _plain(_read(data))
            self._looks[name] = [look for each in _pdf_images(data) for look in _looks(each)]
        for part, names in list(self._parts.items()):
            for inner in _from_base64(part):
                self._parts.setdefault(inner, set()).update(names)
        for part, names in self._parts.items():
            looks = list(_looks(part))
            for name in names if looks else ():
                self._looks[name] += looks

    def with_words(self, words: str) -> list[str]:
        """Give the files that show words, or hold them in any of their parts."""
        encoded, wanted = set(_encoded(words)), _plain(words)
        found = {name for name, shown in self._shown.items() if wanted in shown}
        for part, names in self._parts.items():
            if not names <= found and any(each in part for each in encoded):
                found |= names
        return sorted(found)

    def with_picture(self, original: Path) -> list[str]:
        """Give the files with a picture on which the same is to be seen."""
        with Image.open(original) as image:
            upright = ImageOps.exif_transpose(image).convert("L")
            wanted = [_look(upright), *(_look(upright.transpose(turn)) for turn in _TURNS)]
        return [
            name
            for name, looks in self._looks.items()
            if any(float(np.mean(look * each)) > _ALIKE for look in looks for each in wanted)
        ]


def _read(data: bytes) -> str:
    try:
        return text_of(data)
    except UnicodeDecodeError:
        return ""


def _encoded(words: str) -> Iterator[bytes]:
    """Words as files may hold them: in five encodings, and with letters written as signs."""
    for text in (words, words.upper(), words.casefold()):
        for name in ("utf-8", "latin-1", "utf-16-le", "utf-16-be"):
            yield text.encode(name)
        yield text.encode("utf-8").hex().encode()
        yield text.encode("ascii", "xmlcharrefreplace")
        yield html.escape(text).encode()
        yield json.dumps(text)[1:-1].encode()
        yield urllib.parse.quote(text).encode()
        yield urllib.parse.quote_plus(text).encode()


def _from_base64(part: bytes) -> Iterator[bytes]:
    for run in _RUN.findall(part):
        yield base64.b64decode(run[: len(run) // 4 * 4])


def _pdf_images(data: bytes) -> Iterator[bytes]:
    """The pictures of a PDF as PNG: their streams may hold bare pixels."""
    if data[:5] != b"%PDF-":
        return
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
                out = io.BytesIO()
                pikepdf.PdfImage(thing).as_pil_image().convert("RGB").save(out, "PNG")
                yield out.getvalue()


def _looks(part: bytes) -> Iterator[np.ndarray]:
    if not part.startswith(_MAGIC):
        return
    try:
        with Image.open(io.BytesIO(part)) as image:
            yield _look(ImageOps.exif_transpose(image).convert("L"))
    except (UnidentifiedImageError, OSError, SyntaxError, zlib.error):
        return  # no picture after all


def _look(image: Image.Image) -> np.ndarray:
    """What is to be seen, coarsely: the same for other sizes, brightness and encodings."""
    small = np.asarray(image.resize((_SIDE, _SIDE), Image.Resampling.BOX), float)
    return (small - small.mean()) / (small.std() or 1.0)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
