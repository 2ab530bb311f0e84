"""Tiles of a server that the user named: asked as it allows, kept as it allows, never unasked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.geocoder_server import GeocoderServer, Reply, serving, text
from tests.tile_files import picture
from tourplanner.adapters.maps.tile_cache import TileCache, kept_tile
from tourplanner.adapters.maps.tile_server import REST, ServerTiles
from tourplanner.adapters.network import NetworkDoor
from tourplanner.adapters.network_file import NetworkFile
from tourplanner.core.errors import (
    Cancelled,
    InputError,
    ProviderError,
    ProviderNonsense,
    ProviderOffline,
    ProviderRefused,
)
from tourplanner.core.model.tile_server import TileServer, parse_tile_server

PICTURE = picture()
HERE = (7, 21, 50)


@dataclass
class Rig:
    """A map of a server with a switch and a clock in the test's hand."""

    server: GeocoderServer
    folder: Path
    is_on: bool = True
    now: datetime = datetime(2026, 11, 28, 12, tzinfo=UTC)
    record: NetworkFile = field(init=False)

    def __post_init__(self) -> None:
        self.record = NetworkFile(self.folder / "network.db")

    def tiles(self) -> ServerTiles:
        named = TileServer(f"http://{self.server.host}/{{z}}/{{x}}/{{y}}.png?key=s3cret", "© Me")
        return ServerTiles(
            named,
            lambda wanted: NetworkDoor(
                self.record, lambda: self.is_on, lambda: self.now, wanted, deadline_s=3
            ),
            TileCache(self.folder / "tiles.db"),
            lambda: self.is_on,
            lambda: self.now,
        )

    def later(self, **spans: float) -> None:
        self.now += timedelta(**spans)


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    with serving() as server:
        server.replies = [tile()]
        yield Rig(server, tmp_path)


def tile(**headers: str) -> Reply:
    return text(PICTURE, kind="image/png", **headers)


def test_with_the_switch_off_nothing_leaves_and_with_it_on_each_is_listed(rig: Rig) -> None:
    rig.is_on = False
    tiles = rig.tiles()
    assert tiles.tile(*HERE) is None
    assert rig.server.paths == []
    assert rig.record.hosts_asked(9) == ()
    rig.is_on = True
    assert tiles.tile(*HERE) == PICTURE
    assert rig.server.paths == ["/7/21/50.png?key=s3cret"]
    assert rig.server.agents[0].startswith("TourPlanner/")
    (asked,) = rig.record.hosts_asked(9)
    assert asked.host == rig.server.host
    assert asked.why == "map tile 7/21/50"
    assert asked.outcome == f"answered, {len(PICTURE):,} bytes"
    assert b"s3cret" not in (rig.folder / "network.db").read_bytes()  # a key is in no list


def test_a_tile_is_kept_a_week_where_the_server_says_nothing(rig: Rig) -> None:
    assert rig.tiles().tile(*HERE) == PICTURE
    rig.later(days=6.9)
    assert rig.tiles().tile(*HERE) == PICTURE  # also after the program was closed
    assert len(rig.server.paths) == 1
    rig.later(days=0.2)
    assert rig.tiles().tile(*HERE) == PICTURE
    assert len(rig.server.paths) == 2


def test_a_tile_is_kept_as_long_as_the_server_says(rig: Rig) -> None:
    rig.server.replies = [tile(Cache_Control="public, max-age=60")]
    rig.tiles().tile(*HERE)
    rig.later(seconds=59)
    rig.tiles().tile(*HERE)
    assert len(rig.server.paths) == 1
    rig.later(seconds=2)
    rig.tiles().tile(*HERE)
    assert len(rig.server.paths) == 2


def test_what_must_not_be_kept_is_not(rig: Rig) -> None:
    rig.server.replies = [tile(Cache_Control="no-store")]
    assert rig.tiles().tile(*HERE) == PICTURE
    rig.is_on = False
    assert rig.tiles().tile(*HERE) is None
    assert PICTURE not in (
        (rig.folder / "tiles.db").read_bytes() if (rig.folder / "tiles.db").exists() else b""
    )


@pytest.mark.parametrize(
    ("rule", "shown"),
    [("max-age=1", True), ("max-age=1, must-revalidate", False)],
)
def test_an_old_tile_is_shown_offline_where_the_server_allows_it(
    rig: Rig, rule: str, shown: bool
) -> None:
    rig.server.replies = [tile(Cache_Control=rule)]
    rig.tiles().tile(*HERE)
    rig.later(hours=5)
    rig.is_on = False
    assert (rig.tiles().tile(*HERE) == PICTURE) is shown
    assert len(rig.server.paths) == 1


def test_a_tile_that_did_not_change_is_not_sent_again(rig: Rig) -> None:
    rig.server.replies = [tile(ETag='"7"', Cache_Control="max-age=60"), text("", 304)]
    rig.tiles().tile(*HERE)
    rig.later(minutes=2)
    assert rig.tiles().tile(*HERE) == PICTURE
    rig.later(days=1)
    assert rig.tiles().tile(*HERE) == PICTURE  # kept anew
    assert len(rig.server.paths) == 2


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (text("<html>sign in</html>", kind="text/html"), ProviderNonsense, "is no map tile"),
        (text("", 404), ProviderNonsense, "has no map tile where one was asked for (404)"),
        (text("", 302, Location="http://elsewhere.test/"), ProviderNonsense, "not followed"),
        (text("", 403), ProviderRefused, "declined"),
        (text("", 500), ProviderOffline, "out of order"),
        (text(b"\x89PNG\r\n\x1a\n" + b"x" * 1_100_000), ProviderNonsense, "is no map tile"),
    ],
)
def test_a_wrong_address_is_said_once_and_left_alone_for_a_minute(
    rig: Rig, reply: Reply, kind: type[ProviderError], words: str
) -> None:
    rig.server.replies = [reply, tile()]
    tiles = rig.tiles()
    with pytest.raises(kind, match=re.escape(words)) as raised:
        tiles.tile(*HERE)
    assert rig.server.host in raised.value.text
    assert tiles.tile(7, 22, 50) is None
    assert len(rig.server.paths) == 1
    rig.later(seconds=REST.seconds + 1)
    assert tiles.tile(7, 22, 50) == PICTURE


def test_a_dead_server_is_said_and_an_old_tile_stands_in(rig: Rig) -> None:
    rig.server.replies = [tile(Cache_Control="max-age=1")]
    tiles = rig.tiles()
    tiles.tile(*HERE)
    rig.server.close()
    rig.later(hours=1)
    assert tiles.tile(*HERE) == PICTURE
    rig.later(hours=1)
    with pytest.raises(ProviderOffline, match="cannot be reached"):
        tiles.tile(7, 22, 50)
    assert tiles.tile(7, 23, 50) is None


def test_a_hole_in_a_good_map_is_no_fault(rig: Rig) -> None:
    rig.server.replies = [tile(), text("", 404)]
    tiles = rig.tiles()
    tiles.tile(*HERE)
    assert tiles.tile(7, 22, 50) is None
    assert tiles.tile(7, 22, 50) is None
    assert len(rig.server.paths) == 2  # it is remembered that there is none


def test_a_closed_server_is_not_asked(rig: Rig) -> None:
    tiles = rig.tiles()
    tiles.close()
    with pytest.raises(Cancelled):
        tiles.tile(*HERE)
    assert rig.server.paths == []


def test_a_cache_that_cannot_be_written_costs_requests_alone(rig: Rig) -> None:
    (rig.folder / "tiles.db").write_bytes(b"no database" * 99)
    assert rig.tiles().tile(*HERE) == PICTURE
    assert rig.tiles().tile(*HERE) == PICTURE
    assert len(rig.server.paths) == 2


def test_the_cache_does_not_grow_for_ever(tmp_path: Path, rig: Rig) -> None:
    kept = kept_tile({}, rig.now, PICTURE)
    assert kept is not None
    cache = TileCache(tmp_path / "small.db", most_bytes=10 * len(PICTURE))
    for k in range(130):
        cache.put(f"u{k}", rig.now + timedelta(seconds=k), kept)
    assert cache.get("u0") is None
    assert cache.get("u129") is not None


GOOD = "https://tiles.example.org/{z}/{x}/{y}.png"


@pytest.mark.parametrize(
    ("address", "credit", "words"),
    [
        ("tiles", "© Me", "no address of map tiles"),
        ("https://tiles.example.org/{z}/{x}.png", "© Me", "once each"),
        ("https://tiles.example.org/{z}/{x}/{y}/{y}", "© Me", "once each"),
        ("https://{s}.example.org/{z}/{x}/{y}", "© Me", "no address of map tiles"),
        ("https://tiles.example.org/{z}/{x}/{y}{r}.png", "© Me", "once each"),
        ("http://tiles.example.org/{z}/{x}/{y}.png", "© Me", "without https"),
        ("https://me:pw@tiles.example.org/{z}/{x}/{y}.png", "© Me", "no address"),
        ("javascript:alert(1)//{z}/{x}/{y}", "© Me", "no address"),
        ("file:///etc/{z}/{x}/{y}", "© Me", "no address"),
        (GOOD + "x" * 500, "© Me", "no address"),
        (GOOD, "  ", "who made the map"),
        (GOOD, "x" * 201, "longer than 200"),
    ],
)
def test_what_is_no_map_server_is_refused_in_a_sentence(
    address: str, credit: str, words: str
) -> None:
    with pytest.raises(InputError) as raised:
        parse_tile_server(address, credit)
    assert words in raised.value.text
    assert raised.value.hint


def test_a_good_address_names_its_host_and_its_tiles() -> None:
    server = parse_tile_server(f" {GOOD} ", "© Me\u202e\n and you")
    assert server.host == "tiles.example.org"
    assert server.url(7, 21, 50) == "https://tiles.example.org/7/21/50.png"
    assert "\u202e" not in server.credit
    assert parse_tile_server("http://localhost:8080/{z}/{x}/{y}", "© Me").host == "localhost:8080"
