"""Small district layers for tests: squares of a made-up map, as the files that offices get."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import shapefile

NAD83 = (
    'GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",SPHEROID["GRS_1980",'
    '6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]]'
)
NAD27 = NAD83.replace("1983", "1927").replace("GRS_1980", "Clarke_1866")
ALBERS = f'PROJCS["NAD_1983_California_Teale_Albers",{NAD83},PROJECTION["Albers"]]'
Ring = Sequence[tuple[float, float]]
Area = tuple[Mapping[str, str], Sequence[Ring]]


def square(west: float, south: float, size: float = 1.0) -> Ring:
    """A square, clockwise, longitude first, as a shapefile's outer ring goes."""
    east, north = west + size, south + size
    return [(west, south), (west, north), (east, north), (east, south), (west, south)]


def nevada(kind: str = "sldu", count: int = 3) -> list[Area]:
    """Squares of one degree side by side in Nevada, from -118 east, numbered from 1."""
    column = {"sldu": "SLDUST", "sldl": "SLDLST", "unsd": "UNSDLEA", "elsd": "ELSDLEA"}[kind]
    return [
        (
            {
                "STATEFP": "32",
                column: f"{n:03d}",
                "GEOID": f"32{n:03d}",
                "NAMELSAD": f"{kind} District {n}",
            },
            [square(-118 + n - 1, 39)],
        )
        for n in range(1, count + 1)
    ]


def write_shapefile(
    folder: Path, name: str, areas: Sequence[Area], projection: str | None = NAD83
) -> Path:
    """Write NAME.shp with its parts into a folder."""
    with shapefile.Writer(str(folder / name), shapeType=shapefile.POLYGON) as writer:
        for column in areas[0][0]:
            writer.field(column, "C", size=60)
        for columns, rings in areas:
            writer.poly([list(ring) for ring in rings])
            writer.record(*columns.values())
    if projection is not None:
        (folder / f"{name}.prj").write_text(projection)
    return folder / f"{name}.shp"


def write_zip(
    folder: Path, name: str, areas: Sequence[Area], projection: str | None = NAD83
) -> Path:
    """Write a zip as the Census Bureau gives it."""
    write_shapefile(folder, name, areas, projection)
    path = folder / f"{name}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(folder.glob(f"{name}.*")):
            if part.suffix != ".zip":
                archive.write(part, part.name)
                part.unlink()
    return path


def write_geojson(path: Path, areas: Sequence[Area], **more: Any) -> Path:
    """Write GeoJSON, in gzip where the name says so."""
    features = [
        {
            "type": "Feature",
            "properties": dict(columns),
            "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]},
        }
        for columns, rings in areas
    ]
    data = json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path
