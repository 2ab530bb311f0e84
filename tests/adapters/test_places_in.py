"""Maps come in as lists of places: GeoJSON, KML, KMZ, GPX; hostile ones are refused in words."""

from __future__ import annotations

import contextlib
import gzip
import json
import random
import zipfile
from pathlib import Path

import pytest

from tests.hostile import PAYLOADS
from tourplanner.adapters.imports.places_in import MAX_JSON_BYTES, holds_places, read_places
from tourplanner.adapters.imports.plain_tables import PlainTables
from tourplanner.core.errors import Cancelled, InputError
from tourplanner.core.model.list_table import ListTable

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>
 <Folder><name>Day 1</name>
  <Placemark><name>Dorsa Elementary</name>
   <description><![CDATA[<b>Health</b> center<br>&amp; garden]]></description>
   <ExtendedData><Data name="Host"><value>A. Person</value></Data>
    <SchemaData><SimpleData name="name">Dorsa</SimpleData></SchemaData></ExtendedData>
   <Point><coordinates> -121.8435,37.3432,0 </coordinates></Point></Placemark>
  <Placemark><name>Peña &amp; Sons</name><address>1 Main St, Fresno</address></Placemark>
  <Placemark><name>Way</name><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark>
  <Placemark><name>Ride</name><gx:Track><gx:coord>1 2 3</gx:coord></gx:Track></Placemark>
  <Placemark><name>Area</name><Polygon><outerBoundaryIs/></Polygon></Placemark>
  <Placemark><name>Two</name><MultiGeometry><Point><coordinates>1,2</coordinates></Point>
   <Point><coordinates>3,4</coordinates></Point></MultiGeometry></Placemark>
 </Folder></Document></kml>
"""
GPX = """<?xml version="1.0"?>
<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">
 <wpt lat="37.3432" lon="-121.8435"><ele>30</ele><name>Dorsa</name><cmt>Gate</cmt></wpt>
 <wpt lat="36.7" lon="-119.7"><name>Sunrise</name><desc>Center</desc></wpt>
 <rte><rtept lat="1" lon="2"/></rte>
 <trk><trkseg><trkpt lat="1" lon="2"/></trkseg></trk><trk/></gpx>
"""
FEATURES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [-121.8435, 37.3432]},
            "properties": {"School": "Dorsa", "Latitude": 1, "tags": ["a", "b"], "open": True},
        },
        {"type": "Feature", "geometry": None, "properties": {"School": "No place", "x": None}},
        {"type": "Feature", "geometry": {"type": "LineString", "coordinates": []}},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": []}, "properties": {}},
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": []}, "properties": {}},
        "nonsense",
    ],
}


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def rows_of(table: ListTable) -> list[dict[str, str]]:
    return [
        {header: cell for header, cell in zip(table.headers, cells, strict=True) if cell}
        for _, cells in table.body
    ]


def test_placemarks_are_rows_and_what_is_no_place_is_counted(tmp_path: Path) -> None:
    table = read_places(write(tmp_path, "map.kml", KML))
    assert rows_of(table) == [
        {
            "Name": "Dorsa Elementary",
            "Latitude": "37.3432",
            "Longitude": "-121.8435",
            "Description": "Health  center & garden",
            "Host": "A. Person",
            "name (property)": "Dorsa",
        },
        {"Name": "Peña & Sons", "Address": "1 Main St, Fresno"},
    ]
    assert table.about == (
        "map.kml; 1 area, 1 group and 2 lines not taken: only points can be sites"
    )
    assert table.with_header(0).headers == table.headers
    assert table.with_header(1).headers == table.headers, "a place is no header"


def test_a_kmz_is_its_map_and_a_packed_kml_too(tmp_path: Path) -> None:
    path = tmp_path / "map.KMZ"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("a/other.kml", "<kml/>")
        book.writestr("doc.kml", KML)
        book.writestr("files/photo.png", b"x")
    assert len(read_places(path).body) == 2
    assert len(read_places(write(tmp_path, "m.kml", gzip.compress(KML.encode()))).body) == 2


def test_waypoints_are_rows_and_tracks_are_counted(tmp_path: Path) -> None:
    table = PlainTables().read(str(write(tmp_path, "w.gpx", GPX)))
    assert rows_of(table) == [
        {"Name": "Dorsa", "Latitude": "37.3432", "Longitude": "-121.8435", "Comment": "Gate"},
        {"Name": "Sunrise", "Latitude": "36.7", "Longitude": "-119.7", "Description": "Center"},
    ]
    assert table.note == "1 route and 2 tracks not taken: only points can be sites"


def test_features_are_rows_with_their_properties(tmp_path: Path) -> None:
    path = write(tmp_path, "f.geojson", json.dumps(FEATURES))
    table = read_places(path)
    assert rows_of(table) == [
        {
            **{"Latitude": "37.3432", "Longitude": "-121.8435", "School": "Dorsa"},
            **{"Latitude (property)": "1", "tags": '["a", "b"]', "open": "Y"},
        },
        {"School": "No place"},
    ]
    assert table.note == "2 areas, 1 line and 1 other shape not taken: only points can be sites"
    assert holds_places(path)
    lines = {"features": FEATURES["features"][3:5]}  # type: ignore[index]
    assert not holds_places(write(tmp_path, "lines.json", json.dumps(lines)))
    assert not holds_places(tmp_path / "nowhere.json")


BOMB = """<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<kml><Placemark><name>&b;</name></Placemark></kml>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<kml><Placemark><name>&a;</name></Placemark></kml>"""
LINK = "<kml><NetworkLink><Link><href>http://example.org/m.kml</href></Link></NetworkLink></kml>"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("bomb.kml", BOMB, "carries declarations"),
        ("outside.kml", OUTSIDE, "carries declarations"),
        ("outside.gpx", OUTSIDE, "carries declarations"),
        ("deep.kml", "<kml>" * 70, "deep in one another"),
        ("parts.kml", "<kml><Placemark>" + "<a/>" * 20_001, "more than 20,000 parts"),
        ("half.kml", KML[:400], "damaged or breaks off"),
        ("link.kml", LINK, "only a link to a map on the network"),
        ("other.kml", "<gpx/>", "is no KML file"),
        ("none.gpx", "<gpx/>", "holds no places"),
        ("lines.gpx", "<gpx><trk/></gpx>", "It holds 1 track"),
        ("text.geojson", "School, Town", "damaged or no GeoJSON"),
        ("deep.geojson", "[" * 100_000, "damaged or no GeoJSON"),
        ("list.json", "[1, 2]", "no GeoJSON file of places"),
        ("large.json", b" " * (MAX_JSON_BYTES + 1), "larger than 12 MB"),
        (
            "meters.geojson",
            json.dumps({**FEATURES, "crs": {"properties": {"name": "EPSG:3857"}}}),
            "not in degrees",
        ),
        ("no.kmz", b"PK\x03\x04junk", "damaged or no KMZ"),
        ("gz.kml", b"\x1f\x8bjunk", "cannot be read"),
    ],
)
def test_what_is_no_map_is_said_in_a_sentence(
    tmp_path: Path, name: str, text: str | bytes, words: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_places(write(tmp_path, name, text))
    assert words in caught.value.text
    assert caught.value.hint
    assert "passwd" not in str(caught.value)


def test_a_packed_bomb_stops_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "bomb.kmz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("doc.kml", b"<kml>" + b" " * 40_000_000)
    with pytest.raises(InputError, match="larger than 30 MB"):
        read_places(path)


def test_hostile_names_stay_text_and_cancel_stops(tmp_path: Path) -> None:
    features = [
        {"type": "Feature", "geometry": None, "properties": {"name": text, text[:40]: text}}
        for text in PAYLOADS.values()
    ]
    path = write(tmp_path, "h.geojson", json.dumps({"features": features}))
    table = read_places(path)
    assert len(table.body) == len(PAYLOADS)
    for _, cells in table.rows:
        "".join(cells).encode()

    def cancel(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_places(path, cancel)


def test_broken_maps_raise_our_own_errors_alone(tmp_path: Path) -> None:
    chance = random.Random(7)
    packed = tmp_path / "z.kmz"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("doc.kml", KML)
    whole = {
        "m.kml": KML.encode(),
        "m.gpx": GPX.encode(),
        "m.geojson": json.dumps(FEATURES).encode(),
        "m.kmz": packed.read_bytes(),
    }
    for name, data in whole.items():
        for _ in range(125):
            broken = bytearray(data)
            for _ in range(chance.randint(1, 6)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            path = write(tmp_path, name, bytes(broken[: chance.randint(1, len(broken))]))
            with contextlib.suppress(InputError):
                read_places(path)
