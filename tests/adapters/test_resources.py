"""The prepared data: what the manifest says is true, and the places are where they are."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from tourplanner.adapters import resources
from tourplanner.core.errors import ResourceMissing
from tourplanner.core.geo import LatLon, great_circle_mi

PREPARED = ("geo", "map/leaflet", "papers/fonts", "directory", "districts")
BY_HAND = re.compile(r"LICENSE\.md$|geo/manifest\.json$")

# Known beforehand: the middle of each town. GeoNames' point may be the middle of the area instead
# (Riverside's lies 2.2 miles from its City Hall and is left out).
CALIFORNIAN_CITIES = {
    "Los Angeles": (34.054, -118.243),
    "San Diego": (32.716, -117.161),
    "San Jose": (37.338, -121.886),
    "San Francisco": (37.779, -122.419),
    "Fresno": (36.738, -119.787),
    "Sacramento": (38.582, -121.494),
    "Long Beach": (33.770, -118.194),
    "Oakland": (37.804, -122.271),
    "Bakersfield": (35.373, -119.019),
    "Anaheim": (33.835, -117.915),
    "Stockton": (37.958, -121.291),
    "Pasadena": (34.148, -118.144),
    "Modesto": (37.639, -120.997),
    "Redding": (40.587, -122.392),
    "Eureka": (40.802, -124.164),
    "Salinas": (36.678, -121.656),
    "Santa Barbara": (34.421, -119.698),
    "Palm Springs": (33.830, -116.545),
    "Bishop": (37.361, -118.400),
    "Alturas": (41.487, -120.542),
}


def test_manifest_matches_files() -> None:
    for entry in resources.manifest():
        data = resources.resource_path(entry.file).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (entry.bytes, entry.sha256), (
            entry.file
        )
        assert entry.licence
        assert entry.rows > 0
        assert entry.packages or entry.source


def test_manifest_names_every_prepared_file() -> None:
    root = resources.resource_root()
    named = {e.file for e in resources.manifest()}
    there = {
        path.relative_to(root).as_posix()
        for folder in PREPARED
        for path in (root / folder).rglob("*")
        if path.is_file()
    }
    assert {name for name in there if not BY_HAND.search(name)} == named


def test_prepared_data_stays_small() -> None:
    root = resources.resource_root()
    size = sum(p.stat().st_size for p in (root / "geo").rglob("*") if p.is_file())
    assert size < 20_000_000


@pytest.mark.parametrize("folder", ["geo", "geo/highways", "directory", "districts"])
def test_every_folder_has_its_licence(folder: str) -> None:
    assert resources.resource_path(folder, "LICENSE.md").stat().st_size > 200


@pytest.mark.parametrize(
    "name",
    ["", "../pyproject.toml", "geo/../../x", "/etc/passwd", "geo\\x", "C:/x", "geo/none.npz"],
)
def test_a_name_that_is_not_a_resource_is_refused(name: str) -> None:
    with pytest.raises(ResourceMissing) as caught:
        resources.resource_path(name)
    assert caught.value.text
    assert caught.value.hint


def test_the_bundle_has_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "x.txt").touch()
    assert resources.resource_path("x.txt") == tmp_path / "resources" / "x.txt"


def test_gazetteer_is_read_only() -> None:
    with closing(resources.open_gazetteer()) as db:
        with pytest.raises(sqlite3.OperationalError):
            db.execute("delete from zips")
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize(("city", "where"), CALIFORNIAN_CITIES.items())
def test_cities_are_where_they_are(city: str, where: tuple[float, float]) -> None:
    query = "select lat, lon from places where name = ? and state = 'CA' order by population desc"
    with closing(resources.open_gazetteer()) as db:
        lat, lon = db.execute(query, (city,)).fetchone()
    assert great_circle_mi(LatLon(lat, lon), LatLon(*where)) < 2


@pytest.mark.parametrize(("name", "state", "least"), [("Burbank", "CA", 2), ("Madison", "%", 8)])
def test_names_are_not_unique(name: str, state: str, least: int) -> None:
    query = (
        "select count(*), count(distinct county_fips) from places where name = ? and state like ?"
    )
    with closing(resources.open_gazetteer()) as db:
        count, counties = db.execute(query, (name, state)).fetchone()
    assert count >= least
    assert counties >= 2


def test_other_names_are_found() -> None:
    query = (
        "select p.name from places_fts f join places p on p.id = f.rowid"
        " where places_fts match ? and p.state = 'CA'"
    )
    with closing(resources.open_gazetteer()) as db:
        assert ("Ventura",) in db.execute(query, ('"san buenaventura"',)).fetchall()


@pytest.mark.parametrize(
    ("code", "state", "city", "fips", "where"),
    [
        ("95814", "CA", "Sacramento", "06067", (38.58, -121.49)),
        ("91101", "CA", "Pasadena", "06037", (34.15, -118.14)),
        ("95501", "CA", "Eureka", "06023", (40.80, -124.16)),
        ("10001", "NY", "New York", "36061", (40.75, -73.997)),
        ("96813", "HI", "Honolulu", "15003", (21.31, -157.85)),
    ],
)
def test_zip_codes(code: str, state: str, city: str, fips: str, where: tuple[float, float]) -> None:
    query = "select state, city, county_fips, lat, lon from zips where zip = ?"
    with closing(resources.open_gazetteer()) as db:
        found = db.execute(query, (code,)).fetchone()
    assert found[:3] == (state, city, fips)
    assert great_circle_mi(LatLon(*found[3:]), LatLon(*where)) < 2


def test_every_row_of_the_gazetteer_has_its_county() -> None:
    with closing(resources.open_gazetteer()) as db:
        for table in ("zips", "places"):
            query = (
                f"select count(*) from {table} where county_fips not in (select fips from counties)"
            )
            assert db.execute(query).fetchone() == (0,)
        drawn = {p["fips"] for p in resources.load_base_layer("counties").props}
        known = {fips for (fips,) in db.execute("select fips from counties")}
        shapes = {p["fips"] for p in resources.load_counties().props}
        assert drawn | shapes == known
        per_state = dict(db.execute("select state, count(*) from counties group by state"))
        assert per_state["CA"] == 58
        assert len(per_state) == db.execute("select count(*) from states").fetchone()[0] == 56
        used = db.execute(
            "select count(distinct county_fips) from zips where state = 'CA'"
        ).fetchone()
        assert used == (58,)


def test_places_lie_in_their_county() -> None:
    query = "select lat, lon, county_fips from places where state = 'CA' order by id"
    with closing(resources.open_gazetteer()) as db:
        rows = db.execute(query).fetchall()[::5]
    hits = [(resources.county_at(LatLon(lat, lon)), fips) for lat, lon, fips in rows]
    assert sum(hit is not None and hit.fips == fips for hit, fips in hits) >= 0.99 * len(rows)


def test_county_of_a_point() -> None:
    inside = resources.county_at(LatLon(36.7378, -119.7871))
    assert inside is not None
    assert (inside.name, inside.state, inside.inside) == ("Fresno", "CA", True)
    pier = resources.county_at(LatLon(33.998, -118.520))  # in the water off Santa Monica
    assert pier is not None
    assert (pier.fips, pier.inside) == ("06037", False)
    assert 0 < pier.gap_m < 5000
    assert resources.county_at(LatLon(30.0, -140.0)) is None


def test_network() -> None:
    net = resources.load_highways()
    assert len(net.lat) > 90_000
    assert net.u.min() >= 0
    assert net.v.max() < len(net.lat)
    assert (net.u < net.v).all()
    mph = net.meters / 1609.344 / np.maximum(net.car_min, 1e-9) * 60
    moving = net.meters > 0
    assert mph[moving].min() >= 41
    assert mph[moving].max() <= 68
    fips = {int(p["fips"]) for p in resources.load_counties().props}
    assert set(net.county.tolist()) <= fips


def test_directory_that_ships() -> None:
    edition = json.loads(resources.resource_path("directory/edition.json").read_text("utf-8"))
    data = gzip.decompress(resources.resource_path("directory", edition["file"]).read_bytes())
    lines = data.decode().splitlines()
    assert len(lines) - 1 == edition["rows"] == edition["schools"] + edition["offices"] == 11_707
    assert lines[0].startswith("CDSCode,")
    assert (edition["kind"], edition["date"]) == ("cde", "2018-06")


def test_districts_that_ship() -> None:
    listed = json.loads(resources.resource_path("districts/manifest.json").read_text("utf-8"))
    assert {(r["chamber"], r["plan_year"], r["districts"]) for r in listed["layers"]} == {
        ("upper", 2011, 40),
        ("lower", 2011, 80),
        ("congress", 2011, 53),
        ("upper", 2021, 40),
        ("lower", 2021, 80),
        ("congress", 2021, 52),
    }
    for row in listed["layers"]:
        assert resources.resource_path("districts", row["file"]).exists()
        for term in row["in_force"]:
            assert term["until"] is None or term["from"] < term["until"]


@pytest.mark.parametrize("pack", ["mountains.json", "islands.json", "town_zones.json"])
def test_packs_say_where_they_come_from(pack: str) -> None:
    data = json.loads(resources.resource_path("packs", pack).read_text("utf-8"))
    assert data["source"]
    assert data["date"]


def test_mountain_counties_exist_under_their_names() -> None:
    data = json.loads(resources.resource_path("packs/mountains.json").read_text("utf-8"))
    with closing(resources.open_gazetteer()) as db:
        known = {
            fips: (name, state)
            for fips, name, state in db.execute("select fips, name, state from counties")
        }
    for state, rows in data["counties"].items():
        for row in rows:
            assert known[row["fips"]] == (row["name"], state)


@pytest.mark.parametrize("face", ["Regular", "Italic", "Medium", "Bold"])
def test_fonts_are_truetype(face: str) -> None:
    data = resources.resource_path("papers/fonts", f"PublicSans-{face}.ttf").read_bytes()
    assert data[:4] == b"\x00\x01\x00\x00"
    assert "Open Font License".upper() in (
        resources.resource_path("papers/fonts/OFL.txt").read_text("utf-8").upper()
    )
