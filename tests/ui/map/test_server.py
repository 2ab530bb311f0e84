"""A map server of the user's: asked with the switch on alone, named, and never missed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import keyring.core
import pytest
from PySide6.QtGui import QColor

from tests.cli.test_network import KEYED, LockedRing, Ring
from tests.geocoder_server import GeocoderServer, serving, text
from tests.hostile import PAYLOADS
from tests.tile_files import picture
from tests.ui.conftest import Desk
from tests.ui.map.conftest import ask, open_map
from tests.ui.map.test_own import printed, share
from tourplanner.core.safe_text import one_line
from tourplanner.ui.map.ground import CREDIT
from tourplanner.ui.map.place import MapPlace
from tourplanner.ui.map.web import WebMap
from tourplanner.ui.settings.map import MapPage
from tourplanner.ui.settings.place import SettingsPlace
from tourplanner.ui.tokens import LIGHT

HOSTILE = f"{PAYLOADS['img']} {{{{7*7}}}}"


@pytest.fixture(autouse=True)
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a computer that never had a map server."""
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))


@pytest.fixture
def server(outside: list[str]) -> Iterator[GeocoderServer]:
    """A map server on this machine; asking it is meant."""
    with serving() as made:
        made.replies = [text(picture(), kind="image/png")]
        yield made
    outside[:] = [one for one in outside if made.host not in one]


def address(server: GeocoderServer) -> str:
    return f"http://{server.host}/{{z}}/{{x}}/{{y}}.png"


def use(desk: Desk, server: GeocoderServer, credit: str, *, on: bool) -> MapPlace:
    """Type the server in the settings, then look at the map."""
    desk.window.session.doors.network().switch(on)
    page = settings(desk)
    page.address.setText(address(server))
    page.credit.setText(credit)
    page.use.click()
    desk.until(lambda: server.host in page.state.text())
    place = open_map(desk)
    desk.until(lambda: place.own.server is not None)
    return place


def settings(desk: Desk) -> MapPage:
    place = desk.go("settings")
    assert isinstance(place, SettingsPlace)
    place.show_tab(MapPage.title)
    page = place.shown()
    assert isinstance(page, MapPage)
    desk.settle()
    return page


def test_with_the_switch_off_no_tile_is_asked_for(
    sample: Desk, server: GeocoderServer, plain: MapPlace
) -> None:
    place = use(sample, server, "© Me", on=False)
    assert share(place.plain.grab().toImage()) == 0
    sample.settle()
    printed(place, sample)
    assert server.paths == []
    assert sample.window.session.doors.network().hosts_asked() == ()
    assert sample.window.notices.current is None  # nothing is wrong: it was not asked


def test_with_the_switch_on_it_is_drawn_named_printed_and_listed(
    sample: Desk, server: GeocoderServer, plain: MapPlace
) -> None:
    place = use(sample, server, HOSTILE, on=True)
    sample.until(lambda: share(place.plain.grab().toImage()) > 0.5)
    assert place.plain.drawing.credit == f"{one_line(HOSTILE)} · {CREDIT}"
    assert ("map", f"Map of {server.host}, over the built-in one") in place.status_words
    assert share(printed(place, sample)) > 0.5
    assert len(server.paths) > 0
    asked = sample.window.session.doors.network().hosts_asked()
    assert len(asked) == len(server.paths)
    assert {one.host for one in asked} == {server.host}
    page = settings(sample)
    page.remove.click()
    sample.until(lambda: "No map server" in page.state.text())
    place = open_map(sample)
    sample.until(lambda: place.own.tiles is None)
    assert share(place.plain.grab().toImage()) == 0


def test_turning_the_network_on_is_enough(
    sample: Desk, server: GeocoderServer, plain: MapPlace
) -> None:
    place = use(sample, server, "© Me", on=False)
    sample.window.session.doors.network().switch(True)
    sample.window.session.network_changed.emit()
    sample.until(lambda: share(place.plain.grab().toImage()) > 0.5)


def test_a_server_goes_though_its_key_is_in_a_locked_keyring(
    sample: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", Ring())
    sample.window.session.doors.network().use_tile_server(KEYED, "© Me")
    page = settings(sample)
    sample.until(lambda: "in this computer's keyring" in page.state.text())
    monkeypatch.setattr(keyring.core, "_keyring_backend", LockedRing())
    page.remove.click()
    sample.until(lambda: "No map server" in page.state.text())
    assert "key is still in this computer's keyring" in sample.window.notices.words.text()


@pytest.mark.parametrize("what", ["dead", "wrong"])
def test_a_server_that_gives_nothing_is_one_sentence(
    sample: Desk, server: GeocoderServer, plain: MapPlace, what: str
) -> None:
    server.replies = [text("<html>not found</html>", 404, kind="text/html")]
    if what == "dead":
        server.close()
    place = use(sample, server, "© Me", on=True)
    sample.until(lambda: sample.window.notices.current is not None)
    words = sample.window.notices.words.text()
    assert server.host in words
    assert ("cannot be reached" if what == "dead" else "has no map tile") in words
    sample.settle()
    assert len(server.paths) <= 2
    land = QColor(LIGHT.land)  # the built-in map stays
    assert share(place.plain.grab().toImage(), land) > 0.3


def test_an_address_that_is_none_is_said_and_kept_in_its_field(sample: Desk) -> None:
    page = settings(sample)
    page.address.setText("tiles.example.org")
    page.credit.setText("© Me")
    page.use.click()
    sample.until(lambda: sample.window.notices.current is not None)
    assert "no address of map tiles" in sample.window.notices.words.text()
    assert page.address.text() == "tiles.example.org"
    assert sample.window.session.doors.network().tile_server() is None


@pytest.mark.web
def test_the_page_asks_the_window_alone(
    sample: Desk, server: GeocoderServer, open_web: Callable[[Desk], WebMap]
) -> None:
    web = open_web(sample)
    place = use(sample, server, HOSTILE, on=False)
    loaded = "document.querySelectorAll('.leaflet-own-pane img.leaflet-tile-loaded').length"
    credit = "document.getElementById('credit').textContent"
    sample.until(lambda: ask(sample, web, credit) == f"{one_line(HOSTILE)} · {CREDIT}")
    assert ask(sample, web, loaded) == 0
    assert server.paths == []
    sample.window.session.doors.network().switch(True)
    sample.window.session.network_changed.emit()
    sample.until(lambda: ask(sample, web, loaded) > 0)
    assert len(server.paths) > 0
    assert web.blocker.refused == []
    assert web.web.said == []
    assert place.view() is web
