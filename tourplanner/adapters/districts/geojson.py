"""Reads a layer from GeoJSON, plain or in gzip."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
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

_GEOGRAPHIC = re.compile(r"(CRS:?:?84|EPSG:(?:[\d.]*:)?(4326|4269))$", re.IGNORECASE)


def read_geojson(path: Path) -> DrawnLayer:
    """Read a FeatureCollection of areas; lines and points in it are none and are left out.

    Raises
    ------
    InputError : it is no such file, is damaged, or names another system than NAD83 or WGS84.
    """
    name = path.name
    data = _json(path)
    if not isinstance(data, dict) or not isinstance(data.get("features"), list):
        raise InputError(
            f"“{name}” holds no layer of districts.",
            "Choose a GeoJSON file with a FeatureCollection of areas.",
        )
    system = _system(data.get("crs"))
    if system and not _GEOGRAPHIC.search(system):
        raise not_degrees(name, system)
    features, others = [], 0
    for feature in data["features"]:
        if not isinstance(feature, dict):
            raise damaged(name, "a feature of it makes no sense")
        rings = tuple(_rings(feature.get("geometry"), name))
        if not rings:
            others += 1
            continue
        columns = feature.get("properties")
        values = columns.items() if isinstance(columns, Mapping) else ()
        features.append(Drawn({str(k): "" if v is None else str(v) for k, v in values}, rings))
    notes = (f"{others:,} features without an area were left out.",) if others else ()
    return DrawnLayer(name.removesuffix(".gz").rpartition(".")[0] or name, tuple(features), notes)


def _json(path: Path) -> Any:
    name = path.name
    try:
        with path.open("rb") as file:
            is_gzip = file.read(2) == b"\x1f\x8b"
        most = most_bytes(path.stat().st_size) if is_gzip else MAX_BYTES
        with gzip.open(path) if is_gzip else path.open("rb") as file:
            text = file.read(most + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise damaged(name, "it breaks off", repr(error)) from error
    except OSError as error:
        raise InputError(
            f"“{name}” cannot be opened.", "Check that it is there and may be read.", str(error)
        ) from error
    if len(text) > most:
        raise too_large(name)
    try:
        return json.loads(text)
    except RecursionError as error:
        raise damaged(name, "it is no GeoJSON") from error
    except ValueError as error:
        raise damaged(name, "it is no GeoJSON, or breaks off", str(error)) from error


def _system(crs: Any) -> str:
    """Give the system that an older GeoJSON file names; without one it is WGS84 by the standard."""
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    return str(properties.get("name", "")) if isinstance(properties, Mapping) else ""


def _rings(geometry: Any, name: str, depth: int = 0) -> Iterator[Any]:
    if not isinstance(geometry, Mapping) or depth > 8:
        return
    parts = geometry.get("coordinates")
    try:
        if geometry.get("type") == "Polygon":
            for ring in parts or ():
                yield ring_of(ring, name)
        elif geometry.get("type") == "MultiPolygon":
            for polygon in parts or ():
                for ring in polygon:
                    yield ring_of(ring, name)
        elif geometry.get("type") == "GeometryCollection":
            for part in geometry.get("geometries") or ():
                yield from _rings(part, name, depth + 1)
    except TypeError as error:
        raise damaged(name, "an area of it makes no sense", repr(error)) from error
