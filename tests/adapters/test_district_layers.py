"""District layers: points placed as a plain slow test places them, and files read or refused."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import math
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.district_files import (
    ALBERS,
    NAD27,
    nevada,
    square,
    write_geojson,
    write_shapefile,
    write_zip,
)
from tests.school_office import load_states
from tests.support import figure
from tourplanner.adapters.districts.lines import DistrictLines, read_layer
from tourplanner.adapters.districts.packed import SCALE, pack_arrays
from tourplanner.adapters.districts.placing import place
from tourplanner.adapters.layers import Layer, make_layer
from tourplanner.core.errors import InputError, StoreError
from tourplanner.core.geo import LatLon, great_circle_m
from tourplanner.core.model.district import LayerFacts

FROM = LayerFacts(starts="2025-01-01")
Rings = list[list[tuple[float, float]]]


def layer_of(districts: list[Rings]) -> Layer:
    arrays = pack_arrays(({}, [np.array(ring, float) for ring in rings]) for rings in districts)
    meta = {"scale": SCALE, "closed": True, "props": [{} for _ in districts]}
    xy = np.cumsum(arrays["xy"], axis=1, dtype=np.int32).T.copy()
    return make_layer("test", meta, xy, arrays["ring"], arrays["feature"], arrays["hole"])


def slow_inside(rings: Rings, x: float, y: float) -> bool:
    """The plain even-odd rule, an edge at a time."""
    odd = False
    for ring in rings:
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            if (y1 > y) != (y2 > y):
                if y1 > y2:
                    x1, y1, x2, y2 = x2, y2, x1, y1
                odd ^= x < x1 + (y - y1) * (x2 - x1) / (y2 - y1)
    return odd


# On a grid, so that points fall on corners and edges too.
NUMBER = st.integers(0, 24)
CORNERS = st.lists(st.tuples(NUMBER, NUMBER), min_size=3, max_size=9, unique=True)


def degrees(corners: list[tuple[int, int]]) -> list[tuple[float, float]]:
    points = [(-119 + x / 8, 36 + y / 8) for x, y in corners]
    return [*points, points[0]]


@given(
    st.lists(st.lists(CORNERS, min_size=1, max_size=3), min_size=1, max_size=4),
    st.lists(st.tuples(NUMBER, NUMBER), min_size=1, max_size=30),
)
def test_points_lie_where_a_plain_slow_test_has_them(
    drawn: list[list[list[tuple[int, int]]]], at: list[tuple[int, int]]
) -> None:
    districts = [[degrees(corners) for corners in rings] for rings in drawn]
    points = [LatLon(36 + y / 8, -119 + x / 8) for x, y in at]
    placed = place(layer_of(districts), points, [0.0] * len(points))
    for point, found in zip(points, placed, strict=True):
        wanted = [
            i for i, rings in enumerate(districts) if slow_inside(rings, point.lon, point.lat)
        ]
        assert list(found.inside) == wanted
        assert place(layer_of(districts), [point], [0.0])[0].inside == found.inside


@given(st.lists(st.tuples(NUMBER, NUMBER), min_size=1, max_size=60))
def test_a_point_on_a_shared_border_is_in_exactly_one_district(at: list[tuple[int, int]]) -> None:
    tiles = [[list(square(-119 + x, 36 + y))] for x in range(3) for y in range(3)]
    points = [LatLon(36 + y / 8 % 3, -119 + x / 8 % 3) for x, y in at]
    placed = place(layer_of(tiles), points, [0.0] * len(points))
    assert all(len(found.inside) == 1 for found in placed)


def test_the_border_near_a_point_is_as_far_as_it_is() -> None:
    layer = layer_of([[list(square(-119, 36))], [list(square(-118, 36))]])
    point = LatLon(36.5, -118.01)
    (found,) = place(layer, [point], [2_000.0])
    there = great_circle_m(point, LatLon(36.5, -118.0))
    assert found.inside == (0,)
    assert found.near == ((1, pytest.approx(there, rel=0.001)),)
    assert place(layer, [point], [there - 5])[0].near == ()
    assert place(layer, [point], [there + 5])[0].near[0][0] == 1


def test_each_point_has_a_reach_of_its_own_and_the_order_changes_nothing() -> None:
    tiles = [[list(square(-119 + x / 5, 36 + y / 5, 0.2))] for x in range(5) for y in range(5)]
    layer = layer_of(tiles)
    count = figure(400, 4_000)
    points = [LatLon(36 + (k * 0.618) % 1, -119 + (k * 0.414) % 1.002) for k in range(1, count)]
    reach = [(0.0, 100.0, 5_000.0)[k % 3] for k in range(1, count)]
    together = place(layer, points, reach)
    alone = [place(layer, [p], [r])[0] for p, r in zip(points, reach, strict=True)]
    assert together == alone
    backwards = place(layer, points[::-1], reach[::-1])[::-1]
    assert together == backwards
    gaps = [gap for found, r in zip(together, reach, strict=True) for _, gap in found.near if r]
    assert gaps
    assert max(gaps) <= 5_000


def test_a_hole_is_outside() -> None:
    rings = [list(square(-119, 36)), list(square(-118.6, 36.4, 0.2))]
    layer = layer_of([rings])
    hole, ring = place(layer, [LatLon(36.5, -118.5), LatLon(36.1, -118.9)], [0.0, 0.0])
    assert (hole.inside, ring.inside) == ((), (0,))
    assert place(layer, [], []) == []


# -- files -----------------------------------------------------------------------------------------


@pytest.fixture
def lines(tmp_path: Path) -> DistrictLines:
    return DistrictLines(tmp_path / "office.files" / "editions", load_states())


def test_all_three_forms_of_a_layer_are_one_layer(lines: DistrictLines, tmp_path: Path) -> None:
    areas = nevada()
    files = [
        write_zip(tmp_path, "tl_2024_32_sldu", areas),
        write_shapefile(tmp_path, "tl_2024_32_sldu", areas),
        write_geojson(tmp_path / "tl_2024_32_sldu.geojson", areas),
        write_geojson(tmp_path / "tl_2024_32_sldu.geojson.gz", areas),
    ]
    added = [lines.add(str(file), FROM, "2026-11-28") for file in files]
    assert len({one.info.id for one in added}) == 1
    assert [one.is_new for one in added] == [True, False, False, False]
    info = added[0].info
    assert (info.kind, info.state, info.edition, info.districts) == ("upper", "NV", "2024", 3)
    assert info.source == "US Census Bureau TIGER/Line"
    again = DistrictLines(tmp_path / "office.files" / "editions", load_states())
    assert info in again.infos()
    assert [d.code for d in again.districts(info.id)] == ["1", "2", "3"]
    (found,) = again.place(info.id, [LatLon(39.5, -116.5)], [0.0])
    assert found.inside == (1,)


def test_a_damaged_layer_that_was_kept_is_left_out(lines: DistrictLines, tmp_path: Path) -> None:
    lines.add(str(write_zip(tmp_path, "tl_2024_32_sldu", nevada())), FROM, "")
    (kept,) = (tmp_path / "office.files" / "editions").glob("*.npz")
    kept.write_bytes(kept.read_bytes()[: kept.stat().st_size // 2])
    fresh = DistrictLines(kept.parent, load_states())
    assert all(info.is_shipped for info in fresh.infos())


def test_a_kept_layer_whose_parts_do_not_fit_is_told(lines: DistrictLines, tmp_path: Path) -> None:
    info = lines.add(str(write_zip(tmp_path, "tl_2024_32_sldu", nevada())), FROM, "").info
    kept = tmp_path / "office.files" / "editions" / f"{info.id}.npz"
    with kept.open("rb") as raw, np.load(raw) as file:
        arrays = dict(file)
    arrays["feature"][1] = 99
    np.savez_compressed(kept, **arrays)
    fresh = DistrictLines(kept.parent, load_states())
    with pytest.raises(StoreError, match="are damaged"):
        fresh.districts(info.id)


def test_areas_without_a_district_are_left_out_and_told(
    lines: DistrictLines, tmp_path: Path
) -> None:
    columns = {"STATEFP": "32", "SLDUST": "ZZZ", "GEOID": "32ZZZ", "NAMELSAD": "not defined"}
    file = write_zip(tmp_path, "tl_2024_32_sldu", [*nevada(), (columns, [square(-115, 36)])])
    added = lines.add(str(file), FROM, "")
    assert added.info.districts == 3
    assert any("ZZZ" in note for note in added.notes)


def test_counties_and_school_districts_of_the_census(lines: DistrictLines, tmp_path: Path) -> None:
    columns = {"STATEFP": "32", "COUNTYFP": "031", "GEOID": "32031", "NAMELSAD": "Washoe County"}
    file = write_zip(tmp_path, "tl_2024_us_county", [(columns, [square(-119, 39)])])
    info = lines.add(str(file), LayerFacts(), "").info
    assert (info.kind, info.starts) == ("county", "")  # counties need no first day
    assert lines.districts(info.id)[0].code == "32031"
    none = {"STATEFP": "32", "UNSDLEA": "99997", "GEOID": "3299997", "NAMELSAD": "not defined"}
    areas = [*nevada("unsd"), (none, [square(-115, 36)])]
    info = lines.add(str(write_zip(tmp_path, "tl_2024_32_unsd", areas)), LayerFacts(), "").info
    assert (info.kind, info.districts) == ("unified", 3)


def refusal(lines: DistrictLines, file: Path, facts: LayerFacts = FROM) -> str:
    with pytest.raises(InputError) as caught:
        lines.add(str(file), facts, "")
    assert caught.value.hint
    assert "\n" not in caught.value.text
    return caught.value.text


def test_what_is_not_in_degrees_is_refused_clearly(lines: DistrictLines, tmp_path: Path) -> None:
    projected = write_zip(tmp_path, "albers_sldu", nevada(), ALBERS)
    assert "NAD 1983 California Teale Albers" in refusal(lines, projected)
    assert "1927" in refusal(lines, write_zip(tmp_path, "old_sldu", nevada(), NAD27))
    meters = [(columns, [square(250_000, 4_000_000, 1000)]) for columns, _ in nevada()]
    assert "longitude and latitude" in refusal(lines, write_zip(tmp_path, "m", meters, None))
    web = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    file = write_geojson(tmp_path / "nv_sldu.geojson", nevada(), crs=web)
    assert "3857" in refusal(lines, file)
    nad83 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4269"}}
    lines.add(str(write_geojson(tmp_path / "nv_sldu.json", nevada(), crs=nad83)), FROM, "")


def test_a_missing_projection_is_taken_as_degrees_and_told(
    lines: DistrictLines, tmp_path: Path
) -> None:
    added = lines.add(str(write_zip(tmp_path, "tl_2024_32_sldu", nevada(), None)), FROM, "")
    assert any(".prj" in note for note in added.notes)


def test_lines_of_another_place_are_refused(lines: DistrictLines, tmp_path: Path) -> None:
    swapped = [(columns, [[(y, x) for x, y in rings[0]]]) for columns, rings in nevada()]
    assert refusal(lines, write_geojson(tmp_path / "a_sldu.geojson", swapped))
    moved = [(columns, [square(-80, 30)]) for columns, _ in nevada()]
    assert "do not lie in Nevada" in refusal(lines, write_zip(tmp_path, "b_sldu", moved))


def test_what_the_file_does_not_say_is_asked_for(lines: DistrictLines, tmp_path: Path) -> None:
    bare = [({"district": str(n)}, [square(-118 + n, 39)]) for n in range(1, 4)]
    file = write_geojson(tmp_path / "lines.geojson", bare)
    assert "what its districts are" in refusal(lines, file)
    assert "of which state" in refusal(lines, file, LayerFacts("upper", starts="2025-01-01"))
    assert "from when" in refusal(lines, file, LayerFacts("upper", "NV"))
    assert "no day" in refusal(lines, file, LayerFacts("upper", "NV", "next year"))
    wrong = LayerFacts("upper", "NV", "2025-01-01", "2024-01-01")
    assert "before they begin" in refusal(lines, file, wrong)
    nameless = write_geojson(tmp_path / "n.geojson", [({"color": "red"}, [square(-118, 39)])])
    assert "it has color" in refusal(lines, nameless, LayerFacts("upper", "NV", "2025-01-01"))
    said = LayerFacts("upper", "Nevada", "2025-01-01", "", "2021", "the Legislature")
    added = lines.add(str(file), said, "")
    assert (added.info.edition, added.info.source) == ("2021", "the Legislature")


@pytest.mark.parametrize("part", [".shp", ".dbf"])
def test_a_shapefile_needs_its_parts(lines: DistrictLines, tmp_path: Path, part: str) -> None:
    shape = write_shapefile(tmp_path, "tl_2024_32_sldu", nevada())
    shape.with_suffix(part).unlink()
    given = shape if part == ".dbf" else shape.with_suffix(".dbf")
    assert f"lacks tl_2024_32_sldu{part}" in refusal(lines, given)


def test_a_zip_with_none_or_two_layers_is_refused(lines: DistrictLines, tmp_path: Path) -> None:
    empty = tmp_path / "empty.zip"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("read me.txt", "nothing")
    assert "no shapefile" in refusal(lines, empty)
    two = tmp_path / "two.zip"
    with zipfile.ZipFile(two, "w") as archive:
        for name in ("a", "b"):
            for file in write_shapefile(tmp_path, name, nevada()).parent.glob(f"{name}.*"):
                archive.write(file, file.name)
    assert "2 layers: a, b" in refusal(lines, two)


def test_a_packed_trap_is_refused_before_it_is_unpacked(
    lines: DistrictLines, tmp_path: Path
) -> None:
    blank = b"\0" * (1 << 20)
    trap = tmp_path / "trap_sldu.zip"
    with zipfile.ZipFile(trap, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("trap_sldu.dbf", b"x")
        with archive.open("trap_sldu.shp", "w") as file:
            for _ in range(33):
                file.write(blank)
    assert "too large" in refusal(lines, trap)
    data = bytearray(trap.read_bytes())
    listed = data.rindex(b"PK\x01\x02")  # of the lines, which say falsely how small they pack
    struct.pack_into("<I", data, listed + 20, 1 << 20)
    trap.write_bytes(data)
    assert "too large" in refusal(lines, trap)
    packed = tmp_path / "trap_sldu.geojson.gz"
    packed.write_bytes(gzip.compress(b" " * (33 << 20), 1))
    assert "too large" in refusal(lines, packed)


@pytest.mark.parametrize("form", ["zip", "shp", "geojson", "geojson.gz"])
def test_a_file_cut_off_anywhere_is_one_sentence_or_whole(tmp_path: Path, form: str) -> None:
    areas, name = nevada(count=2), "tl_2024_32_sldu"
    if form in ("zip", "shp"):
        file = (write_zip if form == "zip" else write_shapefile)(tmp_path, name, areas)
    else:
        file = write_geojson(tmp_path / f"{name}.{form}", areas)
    data = file.read_bytes()
    step = max(1, len(data) // figure(60, 2_000))
    refused = 0
    for length in range(0, len(data), step):
        file.write_bytes(data[:length])
        try:
            drawn = read_layer(file)
        except InputError:
            refused += 1
        else:
            assert len(drawn.features) <= 2
    assert refused > math.floor(len(data) / step) * 0.8


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_flipped_byte_is_one_sentence_or_a_layer(
    tmp_path_factory: pytest.TempPathFactory, at: int, value: int
) -> None:
    folder = tmp_path_factory.mktemp("flip")
    file = write_shapefile(folder, "tl_2024_32_sldu", nevada(count=2))
    for part in (".shp", ".dbf"):
        data = bytearray(file.with_suffix(part).read_bytes())
        data[at % len(data)] = value
        file.with_suffix(part).write_bytes(data)
    with contextlib.suppress(InputError):
        added = DistrictLines(folder / "kept", load_states()).add(str(file), FROM, "")
        assert 1 <= added.info.districts <= 2


def test_other_files_are_no_layers(lines: DistrictLines, tmp_path: Path) -> None:
    words = tmp_path / "districts.geojson"
    words.write_text('{"type": "Topology"}')
    assert "no layer of districts" in refusal(lines, words)
    words.write_text("[" * 100_000)
    assert "no GeoJSON" in refusal(lines, words)
    table = tmp_path / "members.csv"
    table.write_text("name,district\n")
    assert "no layer" in refusal(lines, table)
    assert "no file" in refusal(lines, tmp_path / "gone.zip")
    points = {"type": "Point", "coordinates": [-118, 39]}
    feature = {"type": "Feature", "properties": {}, "geometry": points}
    write_geojson(words, [], features=[feature])
    assert "holds no areas" in refusal(lines, words)
