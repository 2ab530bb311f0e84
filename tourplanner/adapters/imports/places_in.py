"""Places of a map file as rows of a list: GeoJSON, KML, KMZ and the waypoints of GPX.

Each place is a row with its name, latitude, longitude, description and what else the file says of
it. Lines, areas and tracks are no places: they are counted, never bent into one.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast
from xml.etree.ElementTree import Element

from tourplanner.adapters.imports.safe_xml import ElementReader, too_large
from tourplanner.adapters.imports.tables_in import BROKEN_ZIP, MAX_BOOK_BYTES, cell_text
from tourplanner.core.errors import InputError
from tourplanner.core.model.list_table import FROM_FILE, MAX_LIST_ROWS, ListTable
from tourplanner.core.papers.map import CREATOR
from tourplanner.core.ports import Progress
from tourplanner.core.safe_text import clean, one_line
from tourplanner.core.units import count_text, join_names

MAX_BYTES = 30_000_000  # XML is read piece by piece
MAX_JSON_BYTES = 12_000_000  # GeoJSON stands in memory whole, at worst 20 times as large
MAX_COLUMNS = 200
_TICK = 500  # places between two looks at Cancel
_LONGEST_HEADER = 80
_HEAD = 1 << 16
NAME, LAT, LON, SAID = "Name", "Latitude", "Longitude", "Description"
_NUMBER = "number"  # of a stop, in a map that this program wrote
_OWN = {_NUMBER: _NUMBER, "address": "Address"}  # what such a map says in a namespace of its own
_OWN_WORDS = "about"  # and what it says of a stop's visit, in GeoJSON
_FIRST_SHAPE = re.compile(
    rb'"type"\s*:\s*"((?:Multi)?(?:Point|LineString|Polygon)|GeometryCollection)"'
)
_TAG = re.compile(r"<[^<>]*>")
_DEGREES = re.compile(r"(CRS:?:?84|EPSG:(?:[\d.]*:)?(4326|4269))$", re.IGNORECASE)
#: A part of a GPX waypoint or a KML placemark -> its column.
_COLUMNS: Mapping[str, str] = {
    **{"name": NAME, "desc": SAID, "description": SAID, "cmt": "Comment", "type": "Type"},
    **{"address": "Address", "phoneNumber": "Phone", "sym": "Symbol"},
}
_LINES, _AREAS, _GROUPS, _OTHERS = "line", "area", "group", "other shape"
_SHAPES: Mapping[str, str] = {
    **dict.fromkeys(("LineString", "MultiLineString", "Track", "MultiTrack"), _LINES),
    **dict.fromkeys(("Polygon", "MultiPolygon", "LinearRing"), _AREAS),
    **dict.fromkeys(("MultiPoint", "MultiGeometry", "GeometryCollection"), _GROUPS),
}


@dataclass(slots=True)
class _Places:
    """The places read so far: their rows by column, and what was no place."""

    name: str
    progress: Progress | None
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[dict[int, str]] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)

    def add(self, cells: Mapping[str, str]) -> None:
        """Take a place in; an empty cell makes no column."""
        if self.progress is not None and len(self.rows) % _TICK == 0:
            self.progress(len(self.rows), 0, f"Reading place {len(self.rows) + 1:,}")
        if len(self.rows) >= MAX_LIST_ROWS:
            raise InputError(
                f"“{self.name}” has more than {MAX_LIST_ROWS:,} places.", "Cut it into parts."
            )
        row = {}
        for header, text in cells.items():
            at = self.columns.setdefault(header, len(self.columns))
            row[at] = _whole(text)
        if len(self.columns) > MAX_COLUMNS:
            raise InputError(
                f"The places of “{self.name}” have more than {MAX_COLUMNS} properties.",
                "Export them with the properties that you need.",
            )
        self.rows.append(row)

    def table(self) -> ListTable:
        """Give the places as a list whose columns the file names; InputError where it has none."""
        if not self.rows:
            left = f" It holds {self._left()}; only points can be sites." if self.left else ""
            raise InputError(
                f"“{self.name}” holds no places.{left}",
                "Export the points of the map, as KML, GPX or GeoJSON.",
            )
        wide = range(len(self.columns))
        body = ((n, tuple(row.get(k, "") for k in wide)) for n, row in enumerate(self.rows, 1))
        rows = ((FROM_FILE, tuple(self.columns)), *body)
        note = f"{self._left()} not taken: only points can be sites" if self.left else ""
        return ListTable(self.name, rows, 0, note=note)

    def _left(self) -> str:
        return join_names([count_text(many, what) for what, many in sorted(self.left.items())])


def read_places(path: Path, progress: Progress | None = None) -> ListTable:
    """Read the places of a map file, told by its ending.

    Returns
    -------
    A list whose header is the file's own: its row has the number ``FROM_FILE``, the first place 1.

    Raises
    ------
    InputError : the file is missing, damaged, too large, carries declarations, or has no places.
    """
    places = _Places(path.name, progress)
    kind = path.suffix.lower()
    try:
        if kind == ".kmz":
            with _packed(path) as file:
                _read_kml(file, places)
        elif kind == ".kml":
            with _opened(path) as file:
                _read_kml(file, places)
        elif kind == ".gpx":
            with _opened(path) as file:
                _read_gpx(file, places)
        else:
            with _opened(path) as file:
                _read_geojson(file, places)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(
            f"“{path.name}” cannot be read.", "Check that the file is there.", str(error)
        ) from error
    return places.table()


def holds_places(path: Path) -> bool:
    """Whether a GeoJSON file is of places, not of district lines: its first shape tells.

    A file that cannot be read or names no shape near its beginning is of lines, whose reader says
    what is wrong with it.
    """
    try:
        with _opened(path) as file:
            first = _FIRST_SHAPE.search(file.read(_HEAD))
    except (OSError, EOFError, zlib.error):
        return False
    return first is not None and first[1] in (b"Point", b"MultiPoint")


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as raw:
        is_gzip = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        if not is_gzip:
            yield raw
            return
        with gzip.open(raw) as file:
            yield cast(IO[bytes], file)


@contextmanager
def _packed(path: Path) -> Iterator[IO[bytes]]:
    """Open the map inside a KMZ: ``doc.kml``, else its first; links and pictures stay closed."""
    if path.stat().st_size > MAX_BOOK_BYTES:
        raise too_large(path.name, MAX_BOOK_BYTES)
    try:
        with zipfile.ZipFile(path) as book:
            maps = [one for one in book.infolist() if one.filename.lower().endswith(".kml")]
            if not maps:
                raise InputError(f"“{path.name}” holds no map.", "Export it again as KML or KMZ.")
            maps.sort(key=lambda one: one.filename.rpartition("/")[2].lower() != "doc.kml")
            with book.open(maps[0]) as file:
                yield file
    except BROKEN_ZIP as error:
        raise InputError(
            f"“{path.name}” is damaged or no KMZ file.", "Export it again.", str(error)
        ) from error


# -- KML ---------------------------------------------------------------------------------------


def _read_kml(file: IO[bytes], places: _Places) -> None:
    reader = ElementReader(places.name, frozenset({"Placemark"}), frozenset({"kml", "NetworkLink"}))
    for mark in reader.elements(file, MAX_BYTES):
        shape, point = _kml_shape(mark)
        if shape:
            places.left[shape] += 1
            continue
        lat, lon = point
        cells = {NAME: "", LAT: lat, LON: lon, SAID: ""} | _parts(mark)
        cells[SAID] = _without_tags(cells[SAID])
        places.add(_as_ours(cells, mark.find("ExtendedData")) | _fields(mark, cells))
    if not places.rows and not places.left and reader.seen["NetworkLink"]:
        raise InputError(
            f"“{places.name}” holds no places, only a link to a map on the network.",
            "Export it again with the places in it: in Google My Maps leave "
            "“Keep data up to date with network link” off.",
        )
    _check_root(reader, "kml", places)


def _kml_shape(mark: Element) -> tuple[str, tuple[str, str]]:
    """Give what a placemark is where it is no place, else its latitude and longitude as texts.

    One without a shape is a place that is known by its name or address alone.
    """
    points = list(mark.iter("Point"))
    others = [one.tag for one in mark.iter() if one.tag in _SHAPES and one.tag != "MultiGeometry"]
    if others and not points:
        return _SHAPES[others[0]], ("", "")
    if len(points) > 1 or others:
        return _GROUPS, ("", "")
    if not points:
        return (_OTHERS if mark.find("Model") is not None else ""), ("", "")
    numbers = (points[0].findtext("coordinates") or "").strip().split(",")
    return "", (numbers[1].strip() if len(numbers) > 1 else "?", numbers[0].strip())


def _fields(mark: Element, taken: Mapping[str, str]) -> dict[str, str]:
    """Give the fields that whoever drew the map gave a placemark."""
    found: dict[str, str] = {}
    for data in mark.iter("Data"):
        found[_header(data.get("name", ""), taken)] = data.findtext("value") or ""
    for data in mark.iter("SimpleData"):
        found[_header(data.get("name", ""), taken)] = data.text or ""
    return found


def _without_tags(text: str) -> str:
    """Give the words of a description that may be a piece of a web page."""
    if "<" not in text and "&" not in text:
        return text
    return html.unescape(_TAG.sub(" ", text))


# -- GPX ---------------------------------------------------------------------------------------


def _read_gpx(file: IO[bytes], places: _Places) -> None:
    reader = ElementReader(places.name, frozenset({"wpt"}), frozenset({"gpx", "trk", "rte"}))
    for point in reader.elements(file, MAX_BYTES):
        fixed = {NAME: "", LAT: point.get("lat", ""), LON: point.get("lon", ""), SAID: ""}
        places.add(_as_ours(fixed | _parts(point), point.find("extensions")))
    for part, what in (("trk", "track"), ("rte", "route")):
        if reader.seen[part]:
            places.left[what] = reader.seen[part]
    _check_root(reader, "gpx", places)


def _parts(element: Element) -> dict[str, str]:
    """Give the texts that a place holds itself, by their columns."""
    found: dict[str, str] = {}
    for part in element:
        header = _COLUMNS.get(part.tag, "")
        if header and part.text and part.text.strip():
            found.setdefault(header, part.text)
    return found


def _as_ours(cells: dict[str, str], own: Element | None) -> dict[str, str]:
    """Give a place of a map that this program wrote with its name and address alone.

    Its description tells when the tour is there, which is no remark on a school.
    """
    found = {} if own is None else {part.tag: (part.text or "").strip() for part in own}
    number, name = found.get(_NUMBER, ""), cells[NAME].strip()
    if not number:
        return cells
    said = {header: found[tag] for tag, header in _OWN.items() if found.get(tag)}
    return {**cells, **said, NAME: name.removeprefix(f"{number} "), SAID: ""}


def _check_root(reader: ElementReader, root: str, places: _Places) -> None:
    if not reader.seen[root]:
        raise InputError(
            f"“{places.name}” is no {root.upper()} file.", "Export it again from the map program."
        )


# -- GeoJSON -----------------------------------------------------------------------------------


def _read_geojson(file: IO[bytes], places: _Places) -> None:
    data = _json(file, places.name)
    if isinstance(data, Mapping) and data.get("type") == "Feature":
        data = {"features": [data]}
    if not isinstance(data, Mapping) or not isinstance(data.get("features"), list):
        raise InputError(
            f"“{places.name}” is no GeoJSON file of places.",
            "Choose one with a FeatureCollection.",
        )
    if (system := _system(data.get("crs"))) and not _DEGREES.search(system):
        raise InputError(
            f"The points of “{places.name}” are not in degrees ({one_line(system)[:60]}).",
            "Export it as GeoJSON in WGS 84 (EPSG:4326).",
        )
    for feature in data["features"]:
        if not isinstance(feature, Mapping):
            places.left[_OTHERS] += 1
            continue
        shape, pair = _json_shape(feature.get("geometry"))
        if shape:
            places.left[shape] += 1
            continue
        lat, lon = pair
        fixed = {LAT: lat, LON: lon}
        values = feature.get("properties")
        said = dict(values) if isinstance(values, Mapping) else {}
        if data.get("creator") == CREATOR:
            said.pop(_OWN_WORDS, None)
        places.add(fixed | {_header(str(key), fixed): _text(value) for key, value in said.items()})


def _json(file: IO[bytes], name: str) -> Any:
    raw = file.read(MAX_JSON_BYTES + 1)
    if len(raw) > MAX_JSON_BYTES:
        raise too_large(name, MAX_JSON_BYTES)
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"“{name}” is damaged or no GeoJSON file.", "Export it again.", str(error)[:200]
        ) from error


def _json_shape(geometry: Any) -> tuple[str, tuple[str, str]]:
    """Give what a feature is where it is no place, else its latitude and longitude as texts."""
    if geometry is None:
        return "", ("", "")
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    at = geometry.get("coordinates") if isinstance(geometry, Mapping) else None
    if kind == "MultiPoint" and isinstance(at, Sequence) and len(at) == 1:
        kind, at = "Point", at[0]
    if kind != "Point":
        return _SHAPES.get(str(kind), _OTHERS), ("", "")
    if not isinstance(at, list) or len(at) < 2:
        return "", ("?", "?")
    return "", (_text(at[1]), _text(at[0]))


def _system(crs: Any) -> str:
    """Give the system that an older file names; without one it is WGS 84 by the standard."""
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    return str(properties.get("name", "")) if isinstance(properties, Mapping) else ""


def _text(value: Any) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return cell_text(value)


# -- cells -------------------------------------------------------------------------------------


def _header(key: str, taken: Mapping[str, str]) -> str:
    """Give the column of a property; one that is called as a column of ours says that it is."""
    header = one_line(key)[:_LONGEST_HEADER] or "Property"
    is_ours = header.casefold() in {one.casefold() for one in taken}
    return f"{header} (property)" if is_ours else header


def _whole(text: str) -> str:
    return clean(text).strip()
