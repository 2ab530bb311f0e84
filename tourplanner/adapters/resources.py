"""The one lookup of resources/: where a file is, and the prepared data read from it."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from tourplanner.adapters.layers import Box, Layer, load_layer
from tourplanner.core.errors import ResourceMissing
from tourplanner.core.geo import LatLon
from tourplanner.core.units import METERS_PER_MILE

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

BASE_MAP_LAYERS = (
    "land",
    "lakes",
    "rivers",
    "states",
    "counties",
    "state_lines",
    "county_lines",
    "roads",
    "places",
)
# A point this far outside every county still belongs to the nearest: shore lines are generalized.
COUNTY_REACH_M = 5 * METERS_PER_MILE


def resource_root() -> Path:
    """Give the folder resources/: in the bundle when the program is one, else in the checkout."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "resources"
    return Path(__file__).resolve().parents[2] / "resources"


def resource_path(*parts: str) -> Path:
    """Give the path of a file or folder that ships with the program.

    Parameters
    ----------
    parts : names below resources/, each perhaps with forward slashes; never absolute, never "..".

    Raises
    ------
    ResourceMissing : it is not there, or the name leads out of resources/.
    """
    name = "/".join(parts)
    steps = PurePosixPath(name)
    odd = "\\" in name or ":" in name or "\0" in name
    if not name or odd or steps.is_absolute() or ".." in steps.parts:
        raise ResourceMissing(
            f"“{name}” is not the name of a file that ships with the program.",
            "This is a fault of the program or of a changed data file.",
        )
    path = resource_root().joinpath(*steps.parts)
    if not path.exists():
        raise ResourceMissing(
            f"The file {name} that ships with the program is missing.",
            "Install the program again, or put resources/ back beside it.",
            str(path),
        )
    return path


@dataclass(frozen=True, slots=True)
class DataPackage:
    """A pinned package that prepared data was made from."""

    name: str
    version: str
    sha256: str
    licence: str
    date: str


@dataclass(frozen=True, slots=True)
class DataFile:
    """One prepared file: ``file`` is its name below resources/, ``rows`` what it holds."""

    file: str
    bytes: int
    sha256: str
    rows: int
    licence: str
    note: str
    source: str
    packages: tuple[DataPackage, ...]


@lru_cache(maxsize=1)
def manifest() -> tuple[DataFile, ...]:
    """Give what is known of every prepared file: origin, hash, rows, licence and date."""
    text = resource_path("geo", "manifest.json").read_text(encoding="utf-8")
    return tuple(
        DataFile(
            e["file"],
            e["bytes"],
            e["sha256"],
            e["rows"],
            e["licence"],
            e.get("note", ""),
            e.get("source", ""),
            tuple(
                DataPackage(p["name"], p["version"], p["sha256"], p["licence"], p["date"])
                for p in e["packages"]
            ),
        )
        for e in json.loads(text)["files"]
    )


@dataclass(frozen=True)
class Highways:
    """The road network of the 48 states; one connected piece, every edge in both directions.

    Attributes
    ----------
    lat, lon : float64 (n), degrees, exact to 0.001.
    u, v : int32 (m), the two nodes of an edge.
    meters : float64 (m), road length. car_min : float64 (m), minutes of a car in light traffic.
    county : uint16 (n), county FIPS of a node as a number (6037 is Los Angeles).
    source : one line for the papers.
    """

    lat: Array
    lon: Array
    u: Array
    v: Array
    meters: Array
    car_min: Array
    county: Array
    source: str


@lru_cache(maxsize=1)
def load_highways() -> Highways:
    """Give the highway network, read once."""
    import numpy as np

    name = "geo/highways/highways.npz"
    with np.load(resource_path(name), allow_pickle=False) as file:
        u = file["u"]
        meters = file["meters"].astype(np.float64)
        origin = next(f for f in manifest() if f.file == name).packages[0]
        return Highways(
            file["lat_e3"] / 1000.0,
            file["lon_e3"] / 1000.0,
            u,
            u + file["v_minus_u"],
            meters,
            meters / METERS_PER_MILE / file["mph"] * 60,
            file["county"],
            f"highway network, © OpenStreetMap contributors (ODbL), {origin.date}",
        )


@lru_cache(maxsize=1)
def load_counties() -> Layer:
    """Give the counties for point in polygon, 1:500k; props ``fips``, ``name``, ``state``."""
    return load_layer(resource_path("geo", "counties.npz"))


@dataclass(frozen=True, slots=True)
class CountyHit:
    """The county of a point. ``inside`` is False when it is only the nearest, ``gap_m`` away."""

    fips: str
    name: str
    state: str
    inside: bool
    gap_m: float


def county_at(point: LatLon) -> CountyHit | None:
    """Give the county of a point, or the nearest within 5 miles, or None: never a guess.

    A point inside has ``gap_m`` = meters to its county's border: small means near the line.
    """
    layer = load_counties()
    index = layer.at(point)
    if index is not None:
        inside, gap = True, layer.gap_m(index, point)
    else:
        near = layer.nearest(point, COUNTY_REACH_M)
        if near is None:
            return None
        inside, (index, gap) = False, near
    props = layer.props[index]
    return CountyHit(props["fips"], props["name"], props["state"], inside, gap)


@lru_cache(maxsize=len(BASE_MAP_LAYERS))
def load_base_layer(name: str) -> Layer:
    """Give one layer of the base map, read once; ``places`` is none, see base_map_layer."""
    if name not in BASE_MAP_LAYERS or name == "places":
        raise ResourceMissing(
            f"The base map has no layer “{name}”.", f"It has {', '.join(BASE_MAP_LAYERS)}."
        )
    folder = "geo/highways" if name == "roads" else "geo/base"
    return load_layer(resource_path(folder, f"{name}.npz"))


def base_map_layer(
    name: str, box: Box, *, pixels: int = 4000, most: int = 400, population_from: int = 0
) -> dict[str, Any]:
    """Give one layer of the base map as a GeoJSON FeatureCollection, cut to a box.

    Parameters
    ----------
    name : one of BASE_MAP_LAYERS. land, lakes, states, counties are areas; rivers, state_lines,
        county_lines, roads are lines; places are points with name, state, population.
    box : south, west, north, east in degrees.
    pixels : the width the drawing has at most; finer detail is dropped.
    most, population_from : for places: the largest so many, from so many people.
    """
    if name != "places":
        return load_base_layer(name).geojson(box, pixels)
    query = (
        "select name, state, population, lat, lon from places"
        " where lat between ? and ? and lon between ? and ? and population >= ?"
        " order by population desc, id limit ?"
    )
    with closing(open_gazetteer()) as db:
        rows = db.execute(
            query, (box.south, box.north, box.west, box.east, population_from, most)
        ).fetchall()
    features = [
        {
            "type": "Feature",
            "properties": {"name": place, "state": state, "population": population},
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
        }
        for place, state, population, lat, lon in rows
    ]
    return {"type": "FeatureCollection", "features": features}


def open_gazetteer() -> sqlite3.Connection:
    """Open the gazetteer for reading; the caller closes it and keeps it to one thread.

    Tables: ``places``, ``zips``, ``counties``, ``states``, ``meta``, and ``places_fts`` (FTS5 over
    name and other names, rowid = places.id). tools/geodata/gazetteer.py has the columns.
    """
    path = resource_path("geo", "gazetteer.db")
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
