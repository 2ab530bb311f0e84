"""Reads a layer from a shapefile: loose files, or the zip that the Census Bureau gives."""

from __future__ import annotations

import io
import itertools
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from tourplanner.adapters.districts.drawn import (
    MAX_BYTES,
    Drawn,
    DrawnLayer,
    damaged,
    most_bytes,
    not_degrees,
    ring_of,
    too_large,
)
from tourplanner.core.errors import InputError

_PARTS = ("shp", "dbf", "prj", "cpg")
_AREAS = (5, 15, 25)  # polygons: plain, with heights, with measures
_NAD83_OR_WGS84 = re.compile(r"north_?american_?(datum_?)?(of_?)?1983|nad_?83|wgs_?(19)?84", re.I)
_BROKEN = (
    *(struct.error, ValueError, TypeError, IndexError, KeyError, EOFError, OverflowError),
    *(UnicodeError, LookupError, MemoryError, AssertionError, AttributeError, OSError),
)


def read_zip(path: Path) -> DrawnLayer:
    """Read the one shapefile in a zip.

    Raises
    ------
    InputError : it holds none or several, is damaged, or is drawn in another system than degrees.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(path.name, *_members(archive, path))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise damaged(path.name, "the zip is damaged or locked", repr(error)) from error
    except OSError as error:
        raise _unopened(path, error) from error


def read_shapefile(path: Path) -> DrawnLayer:
    """Read a shapefile that lies open: NAME.shp with NAME.dbf and NAME.prj beside it.

    Raises
    ------
    InputError : a part is missing or damaged, or it is drawn in another system than degrees.
    """
    parts = {}
    try:
        for end in _PARTS:
            for found in (path.with_suffix(f".{end}"), path.with_suffix(f".{end.upper()}")):
                if found.is_file():
                    if found.stat().st_size > MAX_BYTES:
                        raise too_large(found.name)
                    parts[end] = found.read_bytes()
                    break
    except OSError as error:
        raise _unopened(path, error) from error
    return _read(path.name, path.stem, parts)


def _unopened(path: Path, error: OSError) -> InputError:
    return InputError(
        f"“{path.name}” cannot be opened.", "Check that it is there and may be read.", str(error)
    )


def _members(archive: zipfile.ZipFile, path: Path) -> tuple[str, dict[str, bytes]]:
    """Give the name of the one shapefile in a zip and the bytes of its parts."""
    name, whole = path.name, path.stat().st_size
    infos = {info.filename: info for info in archive.infolist() if not info.is_dir()}
    paths = [PurePosixPath(file) for file in infos]
    shapes = [p for p in paths if p.suffix.lower() == ".shp" and "__MACOSX" not in p.parts]
    if not shapes:
        raise InputError(
            f"“{name}” holds no shapefile.", "Choose the zip of district lines from the Census."
        )
    if len(shapes) > 1:
        names = ", ".join(sorted(p.stem for p in shapes)[:4])
        raise InputError(
            f"“{name}” holds {len(shapes)} layers: {names}.",
            "Unpack it and load one .shp file after the other.",
        )
    stem = shapes[0].with_suffix("")
    parts = {}
    for part in paths:
        end = part.suffix.lower().lstrip(".")
        if part.with_suffix("") == stem and end in _PARTS:
            info = infos[str(part)]  # no more than it says of its size is ever unpacked
            if info.file_size > most_bytes(min(info.compress_size, whole)):  # that may be a lie
                raise too_large(name)
            parts[end] = archive.read(info)
    return stem.name, parts


def _read(name: str, stem: str, parts: Mapping[str, bytes]) -> DrawnLayer:
    import shapefile

    for end, what in (("shp", "its lines"), ("dbf", "the names of its districts")):
        if not parts.get(end):
            raise InputError(
                f"“{name}” lacks {stem}.{end}, {what}.",
                "Keep the parts of a shapefile together, or take the zip as it was given.",
            )
    notes = _check_system(name, parts.get("prj"))
    _check_length(name, parts["shp"])
    encoding = _encoding(parts.get("cpg", b""))
    try:
        with shapefile.Reader(
            shp=io.BytesIO(parts["shp"]),
            dbf=io.BytesIO(parts["dbf"]),
            encoding=encoding,
            encodingErrors="replace",
        ) as reader:
            if reader.shapeType not in _AREAS:
                raise InputError(
                    f"“{name}” shows no areas but lines or points.",
                    "Choose the layer of districts. Points come in as a list of sites when they "
                    "are exported as GeoJSON, KML or CSV.",
                )
            shapes, records = list(reader.iterShapes()), list(reader.iterRecords())
    except (shapefile.ShapefileException, *_BROKEN) as error:
        raise damaged(name, "its shapefile breaks off or makes no sense", repr(error)) from error
    if len(shapes) != len(records):
        raise damaged(name, f"it has {len(shapes):,} areas and {len(records):,} names")
    features = []
    for shape, record in zip(shapes, records, strict=True):
        columns = {str(k): "" if v is None else str(v).strip() for k, v in record.as_dict().items()}
        features.append(Drawn(columns, _rings(shape, name)))
    return DrawnLayer(stem, tuple(one for one in features if one.rings), notes)


def _check_length(name: str, shp: bytes) -> None:
    """Compare the length in the head of the .shp, in words of two bytes, with what is there."""
    if len(shp) < 100 or struct.unpack(">i", shp[24:28])[0] * 2 != len(shp):
        raise damaged(name, "its shapefile breaks off or makes no sense")


def _rings(shape: Any, name: str) -> tuple[Any, ...]:
    points, parts = list(shape.points), list(getattr(shape, "parts", ()))
    bounds = [*parts, len(points)]
    if any(not 0 <= a <= b for a, b in itertools.pairwise(bounds)):
        raise damaged(name, "its shapefile breaks off or makes no sense")
    return tuple(ring_of(points[a:b], name) for a, b in itertools.pairwise(bounds) if a < b)


def _encoding(page: bytes) -> str:
    """Give the encoding that a .cpg file names; the Census writes UTF-8 and says so."""
    name = page[:32].decode("ascii", "replace").strip()
    try:
        "".encode(name or "utf-8")
    except (LookupError, ValueError):
        return "utf-8"
    return name or "utf-8"


def _check_system(name: str, projection: bytes | None) -> tuple[str, ...]:
    """Say how the lines are drawn, from the .prj file; InputError for another way than degrees."""
    if projection is None:
        return ("It has no .prj file: its degrees were taken as NAD83.",)
    text = projection[:4000].decode("utf-8", "replace").strip()
    title = re.match(r'\w+\["([^"]*)"', text)
    called = title[1].replace("_", " ") if title else ""
    if text.upper().startswith(("PROJCS", "PROJCRS")):
        raise not_degrees(name, called or "a projection")
    if not _NAD83_OR_WGS84.search(text):
        raise not_degrees(name, called or "an unknown system")
    return ()
