"""The network at the terminal: off until it is turned on, one switch, a list of hosts asked."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import keyring.backend
import keyring.errors
import pytest
from keyring.backends import fail

from tests.geocoder_fixtures import *  # noqa: F403
from tests.geocoder_fixtures import CHOSEN
from tests.geocoder_server import GeocoderServer, nothing, place, places, text
from tests.office import MADISON, Terminal
from tests.support import SetClock
from tourplanner.adapters.settings_file import network_path, settings_path
from tourplanner.app import ProgramDoors
from tourplanner.core.model.tile_server import without_key

STREET = ("--street", "515 Ashtabula Street", "--city", "Pasadena", "--zip", "91104")
RENO = places(place("39.5296", "-119.8138"))


def add(terminal: Terminal, file: Path, name: str = "Center", street: str = "") -> str:
    words = STREET if not street else ("--street", street, *STREET[2:])
    added: str = terminal.ok("candidates", file, "add", "--by-hand", name, *words)["added"][0]
    return added


def listed(terminal: Terminal, file: Path) -> dict[str, dict[str, Any]]:
    sites = terminal.ok("candidates", file, "list")["sites"]
    return {site["name"]: site for site in sites}


def test_with_the_switch_off_no_request_leaves(
    terminal: Terminal, office_file: Path, server: GeocoderServer
) -> None:
    site = add(terminal, office_file)
    for words in (("515 Ashtabula St, Pasadena",), ("--site", site), ()):
        refused = terminal("locate", office_file, *words, "--online")
        assert refused.code == 1
        assert "Needs the network, which is off" in refused.err
        assert "tourplanner network on" in refused.err
    terminal.ok("locate", office_file)  # without the network it is as it was
    assert server.paths == []
    shown = terminal.ok("network")
    assert (shown["is_on"], shown["hosts"]) == (False, [])
    assert settings_path().read_text(encoding="utf-8") == CHOSEN


def test_on_and_off_again(terminal: Terminal, office_file: Path, server: GeocoderServer) -> None:
    assert terminal.ok("network", "on")["is_on"]
    found = terminal.ok("locate", office_file, "515 Ashtabula St, Pasadena", "--online")
    assert [one["precision"] for one in found["answers"]] == ["address"]
    assert not terminal.ok("network", "off")["is_on"]
    assert terminal("locate", office_file, "1 Elm Street, Reno", "--online").code == 1
    assert len(server.paths) == 1
    (asked,) = terminal.ok("network")["hosts"]
    assert asked["host"] == server.host
    assert asked["why"] == "look up “515 Ashtabula St, Pasadena”"
    assert asked["outcome"].startswith("answered")
    told = terminal("network").out
    assert "The network is off: no request leaves." in told
    assert server.host in told
    assert "515 Ashtabula St, Pasadena" in told


def test_the_settings_that_a_person_wrote_stay(terminal: Terminal) -> None:
    settings_path().write_text(f'# mine\nauthor = "Ana"  # me\n{CHOSEN}', encoding="utf-8")
    terminal.ok("network", "on")
    terminal.ok("network", "provider", "geocodio")
    terminal.ok("network", "off")
    assert settings_path().read_text(encoding="utf-8") == (
        '# mine\nauthor = "Ana"  # me\ngeocoder = "geocodio"\nnetwork = false\n'
    )


def test_settings_that_cannot_be_read_leave_the_network_off(
    terminal: Terminal, office_file: Path, server: GeocoderServer
) -> None:
    settings_path().write_text("network = maybe\n", encoding="utf-8")
    assert terminal("locate", office_file, "Reno", "--online").code == 1
    assert terminal("network", "on").code == 1
    assert settings_path().read_text(encoding="utf-8") == "network = maybe\n"
    assert server.paths == []


def test_a_site_gets_its_house_and_one_undo_takes_it_away(
    terminal: Terminal, office_file: Path
) -> None:
    site = add(terminal, office_file)
    terminal.ok("network", "on")
    assert listed(terminal, office_file)["Center"]["precision"] == "zip"
    found = terminal.ok("locate", office_file, "--online")["sites"]  # better than a ZIP's middle
    assert [(one["site"], one["state"]) for one in found] == [(site, "found")]
    assert listed(terminal, office_file)["Center"]["precision"] == "address"
    assert terminal.ok("locate", office_file, "--online")["sites"] == []
    terminal.ok("undo", office_file)
    assert listed(terminal, office_file)["Center"]["precision"] == "zip"


def test_outside_the_state_and_several_ask(
    terminal: Terminal, office_file: Path, server: GeocoderServer
) -> None:
    terminal.ok("network", "on")
    site = add(terminal, office_file)
    server.replies = [RENO]
    asks = terminal.ok("locate", office_file, "--site", site, "--online")
    assert asks["state"] == "outside"
    assert "Is that right?" in asks["sentence"]
    server.replies = [places(place(), place("34.04"))]
    add(terminal, office_file, "Other", "517 Ashtabula Street")
    several = terminal("locate", office_file, "--online")
    assert "2 places fit" in several.out
    assert {site["precision"] for site in listed(terminal, office_file).values()} == {"zip"}
    # A person chooses; what was answered is not asked again.
    asked = len(server.paths)
    refused = terminal("locate", office_file, "--site", site, "--online", "--pick", "1")
    assert (refused.code, "--out-of-state" in refused.err) == (1, True)
    terminal.ok("locate", office_file, "--site", "Other", "--online", "--pick", "2")
    assert listed(terminal, office_file)["Other"]["lat"] == 34.04
    assert len(server.paths) == asked


def test_a_directory_school_keeps_its_point_and_the_gap_is_told(
    terminal: Terminal, office_file: Path, server: GeocoderServer
) -> None:
    terminal.ok("network", "on")
    terminal.ok("candidates", office_file, "add", "--code", MADISON)
    before = listed(terminal, office_file)["Madison Elementary"]
    server.replies = [places(place(34.1668))]
    told = terminal.ok("locate", office_file, "--site", MADISON, "--online")
    assert told["state"] == "kept"
    assert told["gap_m"] == pytest.approx(900, abs=25)
    after = listed(terminal, office_file)["Madison Elementary"]
    assert (after["lat"], after["lon"]) == (before["lat"], before["lon"])
    assert (before["geocoder"], after["geocoder"]["gap_m"]) == (None, told["gap_m"])
    assert after["geocoder"]["source"] == "OpenStreetMap, 2013-10-11"


def test_a_provider_that_goes_silent_is_asked_for_the_rest_later(
    terminal: Terminal, office_file: Path, server: GeocoderServer
) -> None:
    terminal.ok("network", "on")
    for number in range(1, 5):
        add(terminal, office_file, f"Center {number}", f"{number} Elm Street")
    server.replies = [places(), nothing(), text("", 429, Retry_After="3600"), places()]
    stopped = terminal("locate", office_file, "--online")
    assert stopped.code == 3
    assert "2 still wait; the same command later asks for these alone." in stopped.out
    assert len(server.paths) == 3
    # The next start keeps to the hour, and says so without asking.
    again = terminal("locate", office_file, "--online", "--json")
    assert [one["state"] for one in again.data["sites"]] == ["none", "waiting", "waiting"]
    assert "asks to wait 60 minutes" in again.data["sites"][1]["sentence"]
    assert len(server.paths) == 3


def test_after_the_wait_only_what_is_missing_is_asked(
    terminal: Terminal, office_file: Path, server: GeocoderServer, clock: SetClock
) -> None:
    terminal.ok("network", "on")
    for number in range(1, 4):
        add(terminal, office_file, f"Center {number}", f"{number} Elm Street")
    server.replies = [places(), text("", 503, Retry_After="3600"), places()]
    assert terminal("locate", office_file, "--online").code == 3
    clock.forward(hours=1, seconds=1)
    done = terminal.ok("locate", office_file, "--online")["sites"]
    assert [one["state"] for one in done] == ["found", "found"]
    assert [query.split()[0] for query in server.queries()] == ["1", "2", "2", "3"]


def test_one_odd_answer_stops_nobody_two_in_a_row_do(
    terminal: Terminal, office_file: Path, server: GeocoderServer
) -> None:
    terminal.ok("network", "on")
    for number in range(1, 6):
        add(terminal, office_file, f"Center {number}", f"{number} Elm Street")
    page = text("<html>Sign in</html>", kind="text/html")
    server.replies = [page, places(), page, page, places()]
    done = terminal("locate", office_file, "--online", "--json")
    assert done.code == 3
    states = [one["state"] for one in done.data["sites"]]
    assert states == ["waiting", "found", "waiting", "waiting", "waiting"]
    assert len(server.paths) == 4
    kept = listed(terminal, office_file)
    assert len(kept) == 5, "all are kept, with the point of their ZIP at most"
    assert sorted(str(one["precision"]) for one in kept.values()) == ["address", *["zip"] * 4]


def test_nobody_there_is_one_sentence(
    terminal: Terminal, office_file: Path, server: GeocoderServer
) -> None:
    terminal.ok("network", "on")
    add(terminal, office_file)
    server.replies = [text("", 500)]
    failed = terminal("locate", office_file, "--online")
    assert failed.code == 1
    assert failed.err.splitlines()[0] == "OpenStreetMap is out of order (500)."
    assert listed(terminal, office_file)["Center"]["precision"] == "zip"


def test_unknown_providers_and_odd_words_are_told(terminal: Terminal) -> None:
    wrong = terminal("network", "provider", "nominatin")
    assert (wrong.code, "Did you mean nominatim?" in wrong.err) == (1, True)
    assert terminal("network", "on", "geocodio").code == 2
    assert terminal("network", "key").code == 2
    assert "wants no key" in terminal("network", "key", "nominatim", "--forget").err
    for chosen in ("geocodio", "nominatim"):
        assert terminal.ok("network", "provider", chosen)["provider"] == chosen
    told = terminal("network", "provider").out
    assert "* nominatim  OpenStreetMap" in told
    assert "geocodio" in told


class Ring(keyring.backend.KeyringBackend):
    """A keyring as a desktop has one."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise keyring.errors.PasswordDeleteError("none")
        del self.kept[service, username]


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_a_key_lives_in_the_keyring_alone(
    terminal: Terminal,
    office_file: Path,
    server: GeocoderServer,
    ring: Ring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal.ok("network", "on")
    missing = terminal("network", "provider", "geocodio")
    assert "tourplanner network key geocodio" in missing.out
    assert "wants a key" in terminal("locate", office_file, "1 Elm St, Reno", "--online").err
    assert server.paths == []
    for wrong in ("", "two words", "x" * 501):
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{wrong}\n"))
        assert terminal("network", "key", "geocodio").code != 0
    monkeypatch.setattr(sys, "stdin", io.StringIO("sesame-1\n"))
    told = terminal("network", "key", "geocodio")
    assert (told.code, "sesame" in told.out + told.err) == (0, False)
    assert list(ring.kept.values()) == ["sesame-1"]
    server.replies = [text('{"results": []}')]
    terminal.ok("locate", office_file, "1 Elm St, Reno", "--online")
    assert "api_key=sesame-1" in server.paths[0]
    for file in (*network_path().parent.iterdir(), settings_path(), office_file):
        assert b"sesame" not in file.read_bytes()
    terminal.ok("network", "key", "geocodio", "--forget")
    terminal.ok("network", "key", "geocodio", "--forget")  # there is none, and that is fine
    assert ring.kept == {}


class LockedRing(Ring):
    """A keyring whose daemon is gone, and says so in its own way."""

    def get_password(self, *_: str) -> str | None:
        raise OSError("no bus")

    set_password = delete_password = get_password  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("backend", "told"),
    [(fail.Keyring, "Your key is missing."), (LockedRing, "keyring is locked; your key may be")],
)
def test_without_a_keyring_a_key_is_declined_and_the_rest_works(
    terminal: Terminal,
    office_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    backend: type[keyring.backend.KeyringBackend],
    told: str,
) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", backend())
    terminal.ok("network", "on")
    monkeypatch.setattr(sys, "stdin", io.StringIO("sesame-1\n"))
    declined = terminal("network", "key", "geocodio")
    assert declined.code == 1
    assert "keyring cannot keep the key" in declined.err
    assert len(terminal.ok("locate", office_file, "515 Ashtabula St", "--online")["answers"]) == 1
    terminal.ok("network", "provider", "geocodio")
    assert told in terminal("network").out


def test_a_map_server_is_named_shown_and_taken_away(terminal: Terminal) -> None:
    assert terminal.ok("network", "tiles")["tile_server"] is None
    address = "https://tiles.example.org/{z}/{x}/{y}.png"
    refused = terminal("network", "tiles", address)
    assert refused.code == 1
    assert "who made the map" in refused.err
    told = terminal("network", "tiles", address, "--credit", "© Me").out
    assert "Map server: tiles.example.org (© Me)." in told
    assert "no request leaves" in told
    shown = terminal.ok("network", "tiles")["tile_server"]
    assert shown == {"host": "tiles.example.org", "credit": "© Me"}
    terminal.ok("network", "tiles", "--forget")
    assert "No map server" in terminal("network", "tiles").out


KEYED = "https://tiles.example.org/v4/{z}/{x}/{y}.png?style=dark&apikey=sesame-77"


def _written() -> str:
    """Everything that the program wrote for this user, as text."""
    folders = [os.environ[f"XDG_{name}_HOME"] for name in ("CONFIG", "CACHE", "DATA", "STATE")]
    files = [path for one in folders for path in Path(one).rglob("*") if path.is_file()]
    return "\n".join(path.read_bytes().decode("latin-1") for path in files)


@pytest.fixture
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text(CHOSEN, encoding="utf-8")


@pytest.mark.usefixtures("own_folders")
def test_the_key_of_a_map_server_is_in_the_keyring_alone(
    terminal: Terminal, doors: ProgramDoors, ring: Ring
) -> None:
    told = terminal("network", "tiles", KEYED, "--credit", "© Me")
    assert "Its key is in this computer's keyring." in told.out
    assert "sesame" not in told.out + told.err + _written()
    server = doors.network().tile_server()
    assert server is not None
    assert server.url(7, 22, 50).endswith("/v4/7/22/50.png?style=dark&apikey=sesame-77")
    assert "sesame" not in repr(server) + server.shown
    hidden = KEYED.replace("dark", "{key}").replace("sesame-77", "{key}")
    assert server.shown == hidden
    terminal.ok("network", "tiles", hidden, "--credit", "© You")  # the same server, with its key
    again = doors.network().tile_server()
    assert again is not None
    assert again.address == KEYED
    odd = terminal("network", "tiles", hidden.replace("v4", "v5"), "--credit", "© Me")
    assert (odd.code, "Where is the key?" in odd.err) == (1, True)
    terminal.ok("network", "tiles", "--forget")
    assert "sesame" not in repr(ring.kept)


@pytest.mark.usefixtures("own_folders", "ring")
@pytest.mark.parametrize(
    ("backend", "is_told"), [(fail.Keyring, False), (LockedRing, True)], ids=("gone", "locked")
)
@pytest.mark.parametrize(
    "act", [("--forget",), (KEYED.partition("?")[0], "--credit", "© You")], ids=("away", "another")
)
def test_a_map_server_goes_though_its_key_cannot_be_reached(
    terminal: Terminal,
    doors: ProgramDoors,
    monkeypatch: pytest.MonkeyPatch,
    backend: type[keyring.backend.KeyringBackend],
    is_told: bool,
    act: tuple[str, ...],
) -> None:
    terminal.ok("network", "tiles", KEYED, "--credit", "© Me")
    monkeypatch.setattr(keyring.core, "_keyring_backend", backend())
    told = terminal("network", "tiles", *act)
    assert ("key is still in this computer's keyring" in told.err, told.code == 1) == (
        is_told,
        is_told,
    )
    server = doors.network().tile_server()
    assert (server.credit if server is not None else "") == (
        "" if act == ("--forget",) else "© You"
    )


@pytest.mark.usefixtures("own_folders")
def test_without_a_keyring_it_is_said_where_the_key_stands(
    terminal: Terminal, doors: ProgramDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())
    told = terminal("network", "tiles", KEYED, "--credit", "© Me")
    assert "its key stands in the settings file" in told.out
    assert "sesame" not in told.out
    server = doors.network().tile_server()
    assert server is not None
    assert server.address == KEYED
    terminal.ok("network", "tiles", server.shown, "--credit", "© You")
    again = doors.network().tile_server()
    assert again is not None
    assert again.address == KEYED


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("https://a.org/{z}/{x}/{y}.png", "https://a.org/{z}/{x}/{y}.png"),
        ("https://a.org/t?x={x}&y={y}&z={z}&k=1", "https://a.org/t?x={x}&y={y}&z={z}&k={key}"),
        ("https://a.org/0a1b2c3d4e5f6a7b8c9d/{z}/{x}/{y}", "https://a.org/{key}/{z}/{x}/{y}"),
        ("https://a.org/satellite-streets-v12/{z}/{x}/{y}",) * 2,
    ],
)
def test_what_may_be_a_key_is_not_shown(typed: str, shown: str) -> None:
    assert without_key(typed) == shown
