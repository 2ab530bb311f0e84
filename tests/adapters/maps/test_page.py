"""The map page: it stands alone, says what it shows, and works in a browser."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.papers.test_hostile import browser
from tests.papers_fixture import PLACES, SITES, Parts, sample_view
from tests.papers_leaks import text_of
from tests.support import BROWSER
from tourplanner.adapters.maps.base import base_map, joined, region_of
from tourplanner.adapters.maps.marks import CAPS, DARK, DASHES, LIGHT, SHAPES, badge, swatch
from tourplanner.adapters.maps.page import MapPageWriter
from tourplanner.core.model.paper import TourView
from tourplanner.core.papers.map import CREDITS, Bounds, tour_map
from tourplanner.core.papers.specs import PRESS_MAP, STAFF_MAP, PaperSpec
from tourplanner.core.privacy import cut

SPECS = (PRESS_MAP, STAFF_MAP)
SVG = "http://www.w3.org/2000/svg"  # the name of SVG in Leaflet; nothing is fetched


def page(spec: PaperSpec, view: TourView | None = None, *, draft: bool = False) -> str:
    made = tour_map(cut(view or sample_view(), spec, draft=draft)[0])
    return MapPageWriter().render(made).data.decode()


@cache
def sample_page(key: str) -> str:
    return page(next(spec for spec in SPECS if spec.key == key))


def own_data(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="tour-data">(.*?)</script>', text)
    assert found
    data: dict[str, Any] = json.loads(found.group(1))
    return data


@pytest.mark.parametrize("key", ["map/press", "map/staff"])
def test_the_page_stands_alone(key: str) -> None:
    text = sample_page(key)
    assert set(re.findall(r"https?:[^\s\"'<>)]*", text)) == {SVG}
    for word in ("src=", "url(", "@import", "//cdn", "<link", "<iframe", "sourceMappingURL"):
        assert word not in re.sub(r"\bsrc=\"\+|\.src=", "", text.split("<body>")[0]), word
    policy = html.unescape(re.findall(r'Security-Policy" content="([^"]*)"', text)[0])
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert len(text.encode()) < 2_500_000
    assert "Vladimir Agafonkin" in text  # Leaflet's licence asks for it


@pytest.mark.parametrize("spec", SPECS, ids=lambda s: s.key)
def test_the_same_map_gives_the_same_bytes(spec: PaperSpec) -> None:
    assert page(spec) == sample_page(spec.key)


@pytest.mark.parametrize("key", ["map/press", "map/staff"])
def test_every_mark_has_its_row_and_every_row_its_words(key: str) -> None:
    text = sample_page(key)
    data = own_data(text)
    rows = re.findall(r'<tr data-point="([^"]+)"', text)
    assert set(rows) == {point["id"] for point in data["points"]}
    shown = text_of(text.encode())
    for point in data["points"]:
        assert point["name"] in shown
    for credit in CREDITS:
        assert credit in shown
    assert "The same map as a list" in shown


def test_the_list_of_the_staff_has_distances_and_directions() -> None:
    shown = text_of(sample_page("map/staff").encode())
    assert "Way here: 14 mi southwest, 40 min" in shown
    assert "134 mi, about 3 h on the road" in shown


def test_the_page_for_the_press_has_neither_lines_nor_places() -> None:
    data = own_data(sample_page("map/press"))
    assert [day["lines"] for day in data["days"]] == [[], [], []]
    assert not [point for point in data["points"] if point["place"]]
    shown = text_of(sample_page("map/press").encode())
    assert not re.search(r"\d mi\b", shown)
    for place in PLACES:
        assert place["name"] not in shown


def test_a_draft_says_so_above_the_map() -> None:
    assert '<p class="draft">DRAFT - NOT FOR RELEASE</p>' in page(PRESS_MAP, draft=True)
    assert "DRAFT" not in sample_page("map/press")


def test_a_coarse_point_is_text_and_no_pin() -> None:
    sites = ({**SITES[0], "precision": "town"}, *SITES[1:])
    text = page(PRESS_MAP, sample_view(Parts(sites=sites)))
    assert "Madison Elementary" not in {p["name"] for p in own_data(text)["points"]}
    assert "In the list only: the exact place is not known" in text
    assert "34.1588" not in text


def test_without_points_there_is_a_list_and_no_script() -> None:
    text = page(PRESS_MAP, TourView(()))
    assert "No place can be shown on the map yet." in text
    assert "<script" not in text
    coarse = tuple({**s, "precision": "zip"} for s in SITES)
    text = page(PRESS_MAP, sample_view(Parts(sites=coarse)))
    assert "Community schools kick-off" in text
    assert "<button" not in text


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_list_is_a_table_with_headers() -> None:
    outline = _Outline()
    outline.feed(sample_page("map/staff"))
    names = [tag for tag, _ in outline.tags]
    assert names.count("table") == names.count("caption") == 3
    assert all(a.get("scope") == "col" for tag, a in outline.tags if tag == "th")
    assert dict(outline.tags)["html"] == {"lang": "en"}
    viewport = next(a for tag, a in outline.tags if a.get("name") == "viewport")
    assert "user-scalable" not in str(viewport)


# -- base map -------------------------------------------------------------------------------------


def test_the_region_holds_the_bounds_with_room() -> None:
    bounds = Bounds(33.75, -122.5, 38.75, -117.75)
    region = region_of(bounds)
    assert region.south < bounds.south - 1
    assert region.north > bounds.north + 1
    assert region.west < bounds.west - 1
    assert region.east > bounds.east + 1


@pytest.mark.parametrize(
    "bounds",
    [
        Bounds(34.0, -118.25, 34.25, -118.0),
        Bounds(25.0, -124.0, 49.0, -67.0),
        Bounds(21.0, -158.25, 21.5, -157.75),
        Bounds(64.75, -148.0, 65.0, -147.5),
    ],
    ids=["a town", "the nation", "Hawaii", "Alaska"],
)
def test_the_base_map_stays_light_everywhere(bounds: Bounds) -> None:
    made = base_map(region_of(bounds))
    assert len(json.dumps(made, separators=(",", ":"))) < 1_900_000
    assert "land" in made


def test_the_packed_base_map_unpacks_to_the_same_places() -> None:
    made = base_map(region_of(Bounds(33.75, -118.5, 34.25, -118.0)))
    x = y = 0
    seen = []
    for line in made["roads"]["parts"]:
        assert len(line) >= 4
        at = [x, y]
        for k in range(0, len(line), 2):
            at = [at[0] + line[k], at[1] + line[k + 1]]
            if k == 0:
                x, y = at
            seen.append((at[1] / made["grid"], at[0] / made["grid"]))
    assert len(seen) > 100
    region = region_of(Bounds(33.75, -118.5, 34.25, -118.0))
    assert all(region.south - 0.01 <= lat <= region.north + 0.01 for lat, _ in seen)
    assert all(region.west - 0.01 <= lon <= region.east + 0.01 for _, lon in seen)


# -- marks ----------------------------------------------------------------------------------------


def test_days_have_a_color_a_shape_and_a_line_each() -> None:
    assert len(LIGHT["days"]) == len(DARK["days"]) == len(SHAPES) == len(DASHES) == len(CAPS) == 6
    looks = {swatch(day) for day in range(6)}
    assert len(looks) == 6
    assert swatch(6) == swatch(0)
    assert LIGHT.keys() == DARK.keys()


def test_a_badge_takes_numbers_and_letters_of_places_alone() -> None:
    assert ">2.3</text>" in badge(1, "2.3", is_place=False, known=True)
    with pytest.raises(ValueError, match="not the number"):
        badge(0, "<b>", is_place=False, known=True)


# -- in a browser ---------------------------------------------------------------------------------


@pytest.mark.tools(BROWSER)
def test_the_map_draws_in_a_browser(tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_text(sample_page("map/staff"), "utf-8")
    shown = browser(path, "--window-size=1300,900", "--dump-dom")
    assert "CONSOLE" not in shown
    assert shown.count("leaflet-marker-icon mark") == 10
    assert shown.count('class="town"') > 10
    assert "<canvas" in shown
    assert "leaflet-control-scale-line" in shown
    assert "disabled" not in re.findall(r"<button[^>]*>", shown)[0]


@pytest.mark.tools(BROWSER)
def test_the_map_looks_like_a_map(tmp_path: Path) -> None:
    """Land, water and each day's color are on the picture."""
    from PIL import Image

    path = tmp_path / "map.html"
    path.write_text(sample_page("map/staff"), "utf-8")
    picture = tmp_path / "map.png"
    browser(path, "--window-size=1300,900", f"--screenshot={picture}")
    with Image.open(picture) as image:
        colors = image.convert("RGB").getcolors(1 << 24)
    assert colors is not None
    counts = {f"#{r:02x}{g:02x}{b:02x}": count for count, (r, g, b) in colors}
    assert counts[LIGHT["land"]] > 100_000
    assert counts[LIGHT["water"]] > 50_000
    for color in LIGHT["days"][:3]:
        assert counts[color] > 200, color


def test_stretches_of_a_road_are_one_line_and_none_is_lost() -> None:
    a, b, c, d, e = (0, 0), (1, 0), (2, 1), (3, 1), (9, 9)
    lines = joined([[c, b], [d, c], [a, b], [b, a], [c, e], [e]])
    stretches = [{*ends} for line in lines for ends in pairwise(line)]
    assert len(lines) == 2
    assert len(stretches) == 4
    assert all({*ends} in stretches for ends in ((a, b), (b, c), (c, d), (c, e)))
