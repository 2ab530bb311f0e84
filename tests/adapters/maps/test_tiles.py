"""A user's own base map: read as it is, refused in one sentence where it is something else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from pmtiles.tile import TileType

from tests.hostile import PAYLOADS
from tests.tile_files import ZOOMS, picture, places, write_mbtiles, write_pmtiles
from tourplanner.adapters.maps.tiles import open_tiles
from tourplanner.core.errors import InputError

Write = Callable[..., Path]


@pytest.mark.parametrize("write", [write_mbtiles, write_pmtiles])
def test_tiles_are_given_where_they_are(tmp_path: Path, write: Write) -> None:
    tiles = open_tiles(str(write(tmp_path / "whatever.bin")))
    assert (tiles.min_zoom, tiles.max_zoom) == (ZOOMS[0], ZOOMS[-1])
    assert tiles.attribution == "© Test"
    assert all(tiles.tile(*place) == picture() for place in places())
    zoom, x, y = places()[0]
    for nowhere in ((zoom, x, 0), (zoom, -1, y), (zoom, 2**zoom, y), (99, 0, 0), (3, 0, 0)):
        assert tiles.tile(*nowhere) is None
    tiles.close()


@pytest.mark.parametrize("write", [write_mbtiles, write_pmtiles])
def test_the_source_is_plain_text(tmp_path: Path, write: Write) -> None:
    for name, text in PAYLOADS.items():
        if "\ud800" in text or "\x00" in text:
            continue
        tiles = open_tiles(str(write(tmp_path / f"{name}.tiles", text)))
        assert "\n" not in tiles.attribution
        assert len(tiles.attribution) <= 200
        tiles.close()
    link = '<a href="https://example.org">&copy; Somebody</a> &amp; others'
    tiles = open_tiles(str(write(tmp_path / "anchor of a page.tiles", link)))
    assert tiles.attribution == "© Somebody & others"
    tiles.close()


def damaged(tmp_path: Path) -> Path:
    whole = write_pmtiles(tmp_path / "whole.pmtiles").read_bytes()
    path = tmp_path / "cut.pmtiles"
    path.write_bytes(whole[:140])
    return path


def other_database(tmp_path: Path) -> Path:
    path = tmp_path / "other.mbtiles"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE x (y)")
    db.close()
    return path


def text(tmp_path: Path) -> Path:
    path = tmp_path / "notes.pmtiles"
    path.write_text("no map", "utf-8")
    return path


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (damaged, "cut.pmtiles is damaged"),
        (other_database, "other.mbtiles is damaged"),
        (text, "notes.pmtiles is no file of map tiles."),
        (lambda at: at / "gone.mbtiles", "gone.mbtiles cannot be read."),
        (lambda at: write_mbtiles(at / "v.mbtiles", kind="pbf"), "v.mbtiles holds vector tiles"),
        (
            lambda at: write_pmtiles(at / "v.pmtiles", kind=TileType.MVT),
            "v.pmtiles holds vector tiles",
        ),
    ],
)
def test_what_is_no_such_file_is_said(
    tmp_path: Path, make: Callable[[Path], Path], said: str
) -> None:
    with pytest.raises(InputError) as caught:
        open_tiles(str(make(tmp_path)))
    assert said in caught.value.text
    assert caught.value.hint


def test_what_is_no_picture_is_not_given_on(tmp_path: Path) -> None:
    page = b"<script>document.title='pwned'</script>"
    tiles = open_tiles(str(write_mbtiles(tmp_path / "page.mbtiles", data=page)))
    assert [tiles.tile(*place) for place in places()] == [None] * len(places())
    tiles.close()
