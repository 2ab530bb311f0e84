"""Leaflet, the fonts, and the school directory and district layers of a folder."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

from fontTools import merge
from fontTools.ttLib import TTFont

from .pack import Output, Part, gzip_bytes, json_bytes, layer_bytes
from .sources import Cache

LEAFLET = ("leaflet.js", "leaflet.css")
LEAFLET_IMAGES = (
    "layers.png",
    "layers-2x.png",
    "marker-icon.png",
    "marker-icon-2x.png",
    "marker-shadow.png",
)
FACES = {
    "PublicSans-Regular.ttf": "400-normal",
    "PublicSans-Italic.ttf": "400-italic",
    "PublicSans-Medium.ttf": "500-normal",
    "PublicSans-Bold.ttf": "700-normal",
}
FONT_NOTE = "Latin, extended Latin, Vietnamese"
# The dates between which a map of California's districts gives the members in office: for all
# seats, or apart for odd and even ones. Senators serve four years: odd seats were elected by the
# map of 2011 in 2012 and by that of 2021 in 2024, even ones in 2014 and 2022.
Terms = tuple[tuple[str, str, str | None], ...]
CALIFORNIA_PLANS: dict[tuple[str, int], tuple[Terms, str]] = {
    ("sldu", 2011): (
        (("odd", "2012-12-03", "2024-12-02"), ("even", "2014-12-01", "2022-12-05")),
        "Odd-numbered seats from 2012-12-03 to 2024-12-02, even-numbered seats from 2014-12-01"
        " to 2022-12-05.",
    ),
    ("sldl", 2011): ((("all", "2012-12-03", "2022-12-05"),), ""),
    ("cd", 2011): (
        (("all", "2013-01-03", "2023-01-03"),),
        "A point on the very shore can fall outside.",
    ),
    ("sldu", 2021): (
        (("even", "2022-12-05", None), ("odd", "2024-12-02", None)),
        "Even-numbered seats from 2022-12-05, odd-numbered seats from 2024-12-02.",
    ),
    ("sldl", 2021): ((("all", "2022-12-05", None),), ""),
    ("cd", 2021): (
        (("all", "2023-01-03", "2027-01-03"),),
        "The map for the elections of 2026 and after is another one.",
    ),
}
CHAMBERS = {"sldu": "upper", "sldl": "lower", "cd": "congress"}


def build_leaflet(cache: Cache, out: Output) -> None:
    """Write Leaflet's script, style and images, without their reference to a source map."""
    entry: dict[str, Any] = {"packages": ["leaflet"], "rows": 1, "licence": "BSD-2-Clause"}
    for name in LEAFLET:
        data = cache.read("leaflet", f"dist/{name}")
        # The map file is not shipped, and a page that asks for it logs a refused request.
        data = data.replace(b"//# sourceMappingURL=leaflet.js.map", b"")
        out.write(f"map/leaflet/{name}", data, **entry, note="")
    for name in LEAFLET_IMAGES:
        data = cache.read("leaflet", f"dist/images/{name}")
        out.write(f"map/leaflet/images/{name}", data, **entry, note="")
    out.write("map/leaflet/LICENSE", cache.read("leaflet", "LICENSE"), **entry, note="")


def build_fonts(cache: Cache, out: Output) -> None:
    """Write Public Sans as TrueType: Latin, extended Latin and Vietnamese in one file."""
    package = "@fontsource/public-sans"
    entry: dict[str, Any] = {"packages": [package], "rows": 1, "licence": "OFL-1.1"}
    for file, face in FACES.items():
        parts, made = [], 0
        for subset in ("latin", "latin-ext", "vietnamese"):
            woff = cache.read(package, f"files/public-sans-{subset}-{face}.woff")
            font = TTFont(io.BytesIO(woff), recalcTimestamp=False)
            font.flavor = None
            made = max(made, font["head"].modified)
            part = io.BytesIO()
            font.save(part)
            part.seek(0)
            parts.append(part)
        merged = merge.Merger().merge(parts)
        merged.recalcTimestamp = False
        merged["head"].created = merged["head"].modified = made  # not the time of this run
        data = io.BytesIO()
        merged.save(data)
        out.write(f"papers/fonts/{file}", data.getvalue(), **entry, note=FONT_NOTE)
    out.write("papers/fonts/OFL.txt", cache.read(package, "LICENSE"), **entry, note="")


def build_directory(out: Output, folder: Path) -> None:
    """Write the school directory that ships, with what it is and is not."""
    data = (folder / "ca_schools_sample.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    name = "directory/ca_2018-06.csv.gz"
    source = "California Department of Education, Public Schools and Districts Data File, June 2018"
    edition = {
        "id": "ca_2018-06",
        "file": "ca_2018-06.csv.gz",
        "kind": "cde",
        "state": "CA",
        "date": "2018-06",
        "rows": len(rows),
        "schools": sum(bool(r["School"]) for r in rows),
        "offices": sum(not r["School"] for r in rows),
        "source": source,
        "columns_added": {
            "Enrollment1415": "CDE, Free or Reduced-Price Meal file 2014-15",
            "FRPMpct1415": "CDE, Free or Reduced-Price Meal file 2014-15, percent",
            "Status2022": "CDE, School Directory export of August 2022; empty means no match",
        },
        "limits": "A sample of active schools of June 2018, without administrators' names, e-mail"
        " and mailing addresses. Check every school with its district before planning a visit.",
        "licence": "State government records published for public use, treated as public domain;"
        " cite the California Department of Education.",
    }
    entry: dict[str, Any] = {"packages": [], "licence": "public domain", "source": source}
    out.write(name, gzip_bytes(data), rows=len(rows), **entry, note="date 2018-06")
    out.write("directory/edition.json", json_bytes(edition), rows=1, **entry, note="")


def _district(feature: dict[str, Any]) -> tuple[dict[str, Any], list[Part]]:
    """Give a district's properties and areas."""
    values, geometry = feature["properties"], feature["geometry"]
    areas = geometry["coordinates"]
    parts: list[Part] = areas if geometry["type"] == "MultiPolygon" else [areas]
    code = str(values["district"])
    return {"code": code, "name": values["NAMELSAD"], "state": values["state"]}, parts


def build_districts(out: Output, folder: Path) -> None:
    """Pack California's district layers and write what each of them is."""
    layers = []
    for (chamber, year), (terms, remark) in CALIFORNIA_PLANS.items():
        start = min(first for _, first, _ in terms)
        name = f"ca_{chamber}_{year}"
        packed = (folder / "districts" / f"{name}.geojson.gz").read_bytes()
        file = f"{name}.npz"
        data, count = layer_bytes(
            map(_district, json.loads(gzip.decompress(packed))["features"]),
            scale=100_000,  # as the files have them: about a meter
            closed=True,
        )
        source = "US Census Bureau TIGER/Line; California Citizens Redistricting Commission"
        layers.append(
            {
                "file": file,
                "state": "CA",
                "chamber": CHAMBERS[chamber],
                "census_code": chamber,
                "plan_year": year,
                "districts": count,
                "in_force": [
                    {"numbers": numbers, "from": first, "until": until}
                    for numbers, first, until in terms
                ],
                "remark": remark,
                "source": source,
                "limits": "Simplified for look-up and display; the legal descriptions are the"
                " Commission's certified maps. Within 100 m of a line the answer is uncertain.",
            }
        )
        out.write(
            f"districts/{file}",
            data,
            packages=[],
            rows=count,
            licence="public domain",
            source=source,
            note=f"plan of {year}, in force from {start}",
        )
    readme = {
        "about": "District lines of California. in_force gives, for all numbers or apart for odd"
        " and even ones, the first day of the term whose members were elected on the map, and the"
        " first day after it (null: still in force). Properties of a district: code, name, state.",
        "layers": layers,
    }
    out.write(
        "districts/manifest.json",
        json_bytes(readme),
        packages=[],
        rows=len(layers),
        licence="public domain",
        source="this script",
        note="",
    )
