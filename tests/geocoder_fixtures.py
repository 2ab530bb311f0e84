"""A program that knows this machine's geocoder and no other; a conftest or test imports them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.geocoder_server import GeocoderServer, serving
from tests.support import SetClock
from tourplanner.adapters.settings_file import network_path, settings_path
from tourplanner.app import ProgramDoors

CHOSEN = 'geocoder = "nominatim"\n'


@pytest.fixture
def server() -> Iterator[GeocoderServer]:
    with serving() as made:
        yield made


@pytest.fixture(autouse=True)
def own_settings() -> Iterator[None]:
    """The user's settings of one test are no other's."""
    _forget()
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text(CHOSEN, encoding="utf-8")
    yield
    _forget()


def _forget() -> None:
    settings_path().unlink(missing_ok=True)
    for file in network_path().parent.glob("network.db*"):
        file.unlink()


@pytest.fixture
def doors(clock: SetClock, server: GeocoderServer) -> ProgramDoors:
    providers = {
        "nominatim": server.provider("nominatim", about="Streets and names"),
        "geocodio": server.provider("geocodio", needs_key=True, about="With a key"),
    }
    return ProgramDoors(clock, providers=providers)
