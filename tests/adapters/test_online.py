"""A geocoder on the network, good and bad: what reliability asks, against a server of our own."""

from __future__ import annotations

import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.geocoder_server import (
    MADISON_STREET,
    GeocoderServer,
    cut_off,
    endless,
    nothing,
    place,
    places,
    reset,
    serving,
    silence,
    text,
    trickle,
)
from tests.support import SetClock
from tourplanner.adapters import network_file
from tourplanner.adapters.geocode.online import KEEP_DAYS, OnlineLookups
from tourplanner.adapters.geocode.providers import known_providers
from tourplanner.adapters.network import BUSY_HOLD_S, NetworkDoor
from tourplanner.adapters.network_file import LISTED, LONGEST_HOLD_S, NetworkFile
from tourplanner.core.errors import (
    Cancelled,
    InputError,
    NetworkOff,
    ProviderError,
    ProviderNonsense,
    ProviderOffline,
    ProviderRefused,
)
from tourplanner.core.geo import Precision
from tourplanner.core.model.network import DEADLINE_S, MAX_BODY_BYTES

ADDRESS = "515 Ashtabula Street, Pasadena, CA 91104"


class Desk:
    """A laptop with a clock of its own: waiting moves it on."""

    def __init__(self, server: GeocoderServer, folder: Path, clock: SetClock) -> None:
        self.server = server
        self.path = folder / "network.db"
        self.clock = clock
        self.is_on = True
        self.waited_s = 0.0

    def sleep(self, seconds: float) -> None:
        self.waited_s += seconds
        self.clock.forward(seconds=seconds)

    def geocoder(
        self,
        code: str = "nominatim",
        *,
        deadline_s: float = DEADLINE_S,
        key: str = "",
        still_wanted: Callable[[], None] = lambda: None,
        **provider: Any,
    ) -> OnlineLookups:
        """Give a geocoder as the program makes one when it starts."""
        record = NetworkFile(self.path)
        door = NetworkDoor(
            record, lambda: self.is_on, self.clock, still_wanted, self.sleep, deadline_s
        )
        made = self.server.provider(code, **provider)
        return OnlineLookups(made, door, record, self.clock, lambda: key)

    def refused(self, kind: type[ProviderError], **how: Any) -> str:
        """Ask once, expect an error of a kind and a line in the list; give its sentence."""
        with pytest.raises(kind) as told:
            self.geocoder(**how).locate(ADDRESS)
        assert told.value.hint
        asked = NetworkFile(self.path).hosts_asked(10)
        assert {one.host for one in asked} == {self.server.host}
        assert all(ADDRESS in one.why for one in asked)
        return told.value.text

    def outcomes(self) -> list[str]:
        """What came of each request, the newest first."""
        return [one.outcome for one in NetworkFile(self.path).hosts_asked(100)]


@pytest.fixture
def server() -> Iterator[GeocoderServer]:
    with serving() as made:
        yield made


@pytest.fixture
def desk(server: GeocoderServer, tmp_path: Path, clock: SetClock) -> Desk:
    return Desk(server, tmp_path, clock)


# -- good answers ----------------------------------------------------------------------------------


def test_an_answer_says_where_how_closely_and_who_said_so_when(desk: Desk) -> None:
    (found,) = desk.geocoder().locate(ADDRESS)
    assert (found.located.point.lat, found.located.point.lon) == (34.15876, -118.1398)
    assert found.located.precision is Precision.ADDRESS
    assert found.located.source == "OpenStreetMap, 2013-10-11"
    assert (found.label, found.state, found.county) == (MADISON_STREET, "CA", "Los Angeles")
    assert desk.server.queries() == [ADDRESS]
    assert desk.server.agents[0].startswith("TourPlanner/")
    assert desk.outcomes()[0].startswith("answered, ")


def test_the_home_state_and_nothing_else_of_the_user_leaves(desk: Desk) -> None:
    desk.geocoder().locate(ADDRESS, "CA")
    (path,) = desk.server.paths
    assert path.count("CA") == 1  # that of the address
    assert "countrycodes=us" in path


def test_all_matches_are_given_and_one_campus_is_one(desk: Desk) -> None:
    there, near, far = place(), place("34.1590"), place("34.0400")
    desk.server.replies = [places(there, near, far)]
    found = desk.geocoder().locate(ADDRESS)
    assert [one.located.point.lat for one in found] == [34.15876, 34.04]


def test_an_answer_in_another_state_says_so(desk: Desk) -> None:
    desk.server.replies = [places(place("39.5296", "-119.8138"))]
    (found,) = desk.geocoder().locate(ADDRESS)
    assert (found.state, found.county) == ("NV", "Washoe")


def test_no_place_is_an_answer_too_and_kept(desk: Desk) -> None:
    desk.server.replies = [nothing()]
    for _ in range(2):
        assert desk.geocoder().locate(ADDRESS) == ()
    assert len(desk.server.paths) == 1


@pytest.mark.parametrize(
    ("rank", "more", "precision"),
    [
        (30, {}, Precision.ADDRESS),
        (26, {}, Precision.STREET),
        (21, {"addresstype": "postcode"}, Precision.ZIP),
        (16, {}, Precision.TOWN),
        (12, {}, Precision.COUNTY),
    ],
)
def test_a_town_is_not_taken_for_a_house(
    desk: Desk, rank: int, more: dict[str, Any], precision: Precision
) -> None:
    desk.server.replies = [places(place(rank=rank, **more))]
    assert desk.geocoder().locate(ADDRESS)[0].located.precision is precision


CENSUS = {
    "result": {
        "addressMatches": [
            {
                "matchedAddress": "515 E ASHTABULA ST, PASADENA, CA, 91104",
                "coordinates": {"x": -118.1398, "y": 34.15876},
                "tigerLine": {"side": "L", "tigerLineId": "141613508"},
            }
        ]
    }
}
GEOCODIO = {
    "results": [
        {
            "formatted_address": "515 Ashtabula St, Pasadena, CA 91104",
            "location": {"lat": 34.15876, "lng": -118.1398},
            "accuracy_type": "rooftop",
        }
    ]
}
OPENCAGE = {
    "status": {"code": 200, "message": "OK"},
    "results": [{"formatted": MADISON_STREET, "geometry": {"lat": 34.15876, "lng": -118.1398}}],
}


@pytest.mark.parametrize(
    ("code", "answer", "path"),
    [
        ("census", CENSUS, "/geocoder/locations/onelineaddress?"),
        ("geocodio", GEOCODIO, "/v1.6/geocode?"),
        ("opencage", OPENCAGE, "/geocode/v1/json?"),
    ],
)
def test_every_provider_is_understood(desk: Desk, code: str, answer: object, path: str) -> None:
    desk.server.replies = [text(json.dumps(answer))]
    (found,) = desk.geocoder(code, key="k-1").locate(ADDRESS)
    assert (found.located.point.lat, found.located.point.lon) == (34.15876, -118.1398)
    assert found.located.precision is Precision.ADDRESS
    assert desk.server.paths[0].startswith(path)
    assert ("along the street" in found.note) == (code == "census")
    assert desk.server.queries() == [ADDRESS]
    assert b"k-1" not in desk.path.read_bytes()  # the key stands in no file of ours


def test_the_shipped_providers_can_all_be_made(desk: Desk) -> None:
    shipped = known_providers()
    assert next(iter(shipped)) == "census"
    for provider in shipped.values():
        assert provider.scheme == "https"
        assert provider.pace_s >= 1, "no host is asked more than once a second"
        desk.server.replies = [text(json.dumps({"results": []}), 422)]
        with pytest.raises(ProviderNonsense, match="did not understand"):
            desk.geocoder(provider.code, key="k").locate(f"1 {provider.name} Street, Reno, NV")


def test_geocodios_way_to_say_that_there_is_none(desk: Desk) -> None:
    desk.server.replies = [text('{"error": "No matches found"}', 422)]
    assert desk.geocoder("geocodio", key="k").locate(ADDRESS) == ()


def test_without_a_key_nobody_is_asked(desk: Desk) -> None:
    with pytest.raises(InputError, match="wants a key"):
        desk.geocoder("geocodio", needs_key=True).locate(ADDRESS)
    assert desk.server.paths == []


# -- bad answers -----------------------------------------------------------------------------------


def test_silence_ends_at_the_deadline(desk: Desk) -> None:
    assert DEADLINE_S == 15
    desk.server.replies = [silence]
    began = time.monotonic()
    said = desk.refused(ProviderOffline, deadline_s=0.4)
    assert time.monotonic() - began < 2
    assert said == "OpenStreetMap did not answer within 0.4 seconds."
    assert desk.outcomes() == [said]


def test_a_byte_now_and_then_does_not_put_the_deadline_off(desk: Desk) -> None:
    desk.server.replies = [trickle]
    began = time.monotonic()
    said = desk.refused(ProviderOffline, deadline_s=0.4)
    assert time.monotonic() - began < 2
    assert "did not answer within" in said


def test_a_gigabyte_is_not_read(desk: Desk) -> None:
    desk.server.replies = [endless]
    assert "more than 1 MB" in desk.refused(ProviderNonsense)


def test_a_body_of_just_under_a_megabyte_is_read(desk: Desk) -> None:
    body = json.dumps([place()])
    desk.server.replies = [text(body + " " * (MAX_BODY_BYTES - len(body)))]
    assert len(desk.geocoder().locate(ADDRESS)) == 1


def test_who_asks_to_wait_for_a_few_seconds_is_asked_again_then(desk: Desk) -> None:
    desk.server.replies = [text("", 429, Retry_After="3"), places()]
    assert len(desk.geocoder().locate(ADDRESS)) == 1
    assert desk.waited_s == pytest.approx(3)
    assert desk.outcomes()[1] == "asked to wait (429)"


def test_a_date_that_is_past_is_no_wait(desk: Desk) -> None:
    desk.server.replies = [text("", 429, Retry_After="Thu, 10 Oct 2013 15:00:00 GMT"), places()]
    assert len(desk.geocoder().locate(ADDRESS)) == 1
    assert desk.waited_s == 0


def test_a_wait_may_be_told_as_a_date(desk: Desk) -> None:
    desk.server.replies = [
        text("", 503, Retry_After="Fri, 11 Oct 2013 15:00:04 GMT"),
        places(),
    ]
    assert len(desk.geocoder().locate(ADDRESS)) == 1
    assert desk.waited_s == pytest.approx(4)


@pytest.mark.parametrize(
    ("retry_after", "words", "minutes"),
    [
        ("90", "90 seconds", 1.5),
        ("Fri, 11 Oct 2013 15:10:00 GMT", "10 minutes", 10),
        ("18000", "5 hours", 300),
        ("Sun, 20 Oct 2013 15:00:00 GMT", "24 hours", LONGEST_HOLD_S / 60),
        ("soon", "60 seconds", BUSY_HOLD_S / 60),
        ("", "60 seconds", BUSY_HOLD_S / 60),
        ("999999999999", "24 hours", LONGEST_HOLD_S / 60),
    ],
)
def test_a_long_wait_is_told_and_kept_to_even_after_a_restart(
    desk: Desk, retry_after: str, words: str, minutes: float
) -> None:
    desk.server.replies = [text("", 429, Retry_After=retry_after), places()]
    assert words in desk.refused(ProviderRefused)
    assert len(desk.server.paths) == 1
    desk.clock.forward(minutes=minutes, seconds=-30)
    with pytest.raises(ProviderRefused, match="asks to wait 30 seconds"):
        desk.geocoder().locate(ADDRESS)  # made anew, as after a restart
    assert len(desk.server.paths) == 1
    desk.clock.forward(seconds=31)
    assert len(desk.geocoder().locate(ADDRESS)) == 1


def test_busy_twice_is_left_alone(desk: Desk) -> None:
    desk.server.replies = [text("", 503, Retry_After="1")]
    assert "asks to wait 1 second." in desk.refused(ProviderRefused)
    assert len(desk.server.paths) == 2


def test_the_deadline_is_for_all_tries_together(desk: Desk) -> None:
    desk.server.replies = [text("", 503, Retry_After="0"), silence]
    began = time.monotonic()
    assert "did not answer within" in desk.refused(ProviderOffline, deadline_s=0.5)
    assert time.monotonic() - began < 2
    assert len(desk.server.paths) == 2


@pytest.mark.parametrize(
    ("status", "kind", "words"),
    [
        (401, ProviderRefused, "declined the request (401)"),
        (403, ProviderRefused, "declined the request (403)"),
        (400, ProviderNonsense, "did not understand the request (400)"),
        (404, ProviderNonsense, "did not understand the request (404)"),
        (500, ProviderOffline, "is out of order (500)"),
        (502, ProviderOffline, "is out of order (502)"),
    ],
)
def test_a_refusal_is_one_sentence(
    desk: Desk, status: int, kind: type[ProviderError], words: str
) -> None:
    desk.server.replies = [text("<h1>no</h1>", status, "text/html")]
    assert words in desk.refused(kind)
    assert len(desk.server.paths) == 1


def test_a_way_elsewhere_is_not_followed(desk: Desk) -> None:
    with serving() as other:
        for where in (f"http://{other.host}/", "file:///etc/passwd", "http://10.0.0.1/", "/again"):
            desk.server.replies = [text("", 302, Location=where)]
            assert "another address, which is not followed" in desk.refused(ProviderNonsense)
        assert other.paths == []
    assert len(desk.server.paths) == 4


@pytest.mark.parametrize(
    "body",
    [
        "<html><body>Welcome to the hotel. Sign in.</body></html>",
        "",
        '[{"lat": "34.1", ',
        "[" * 100_000,
        json.dumps([{"display_name": "no point"}]),
        json.dumps([place(lat=None, lon=None)]),
        json.dumps([place(lat="north")]),
        json.dumps([place(lat="nan", lon="nan")]),
        '[{"lat": NaN, "lon": Infinity, "display_name": "x"}]',
        json.dumps([place("-118.1398", "34.15876")]),  # the wrong way round
        json.dumps([place("34.1", "241.9")]),
        json.dumps([place("0", "0")]),
        json.dumps({"error": "who knows"}),
        json.dumps("a word"),
        "7",
        "[[1, 2]]",
        MADISON_STREET.encode("utf-16"),
        b'[{"display_name": "San Jos\xe9", "lat": "37.3", "lon": "-121.9"}]',
    ],
)
def test_nonsense_is_no_point(desk: Desk, body: str | bytes) -> None:
    desk.server.replies = [text(body), places()]
    assert "OpenStreetMap" in desk.refused(ProviderNonsense)
    assert len(desk.geocoder().locate(ADDRESS)) == 1  # and it was not kept


def test_odd_characters_in_a_good_answer_do_no_harm(desk: Desk) -> None:
    odd = place()
    odd["display_name"] = "515 Ash\u202etabula\x1b[2J St, \ud800 Pasadena"
    desk.server.replies = [places(odd)]
    for _ in range(2):  # from the network, then from what is kept
        (found,) = desk.geocoder().locate(ADDRESS)
        assert found.label == "515 Ashtabula[2J St, Pasadena"
    assert len(desk.server.paths) == 1


def test_who_hangs_up_or_is_not_there_cannot_be_reached(desk: Desk) -> None:
    desk.server.replies = [reset]
    assert desk.refused(ProviderOffline) == "OpenStreetMap cannot be reached."
    desk.server.replies = [cut_off]
    desk.refused(ProviderNonsense)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    desk.server.host = f"127.0.0.1:{port}"
    with pytest.raises(ProviderOffline, match="cannot be reached"):
        desk.geocoder().locate(ADDRESS)


def test_a_forged_certificate_is_not_believed(desk: Desk, tmp_path: Path) -> None:
    key_and_certificate = forged(tmp_path / "forged.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(key_and_certificate)
    with serving(context) as secure:
        desk.server = secure
        assert desk.refused(ProviderOffline, scheme="https") == "OpenStreetMap cannot be reached."
        assert secure.paths == []


def forged(path: Path) -> Path:
    """Write a certificate for this machine that nobody vouches for."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2013, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2113, 1, 1, tzinfo=UTC))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    kind = serialization.PrivateFormat.PKCS8
    path.write_bytes(key.private_bytes(pem, kind, plain) + made.public_bytes(pem))
    return path


def test_the_offices_proxy_is_used(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, f"http://{desk.server.host}")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    proxy, desk.server.host = desk.server.host, "geocoder.example.org"
    assert proxy.startswith("127.0.0.1")
    desk.refused(ProviderOffline, scheme="https")  # this one lets nobody through
    assert desk.server.paths == ["CONNECT geocoder.example.org:443"]


# -- pace, memory, switch, list --------------------------------------------------------------------


def test_a_host_is_asked_at_its_pace_by_all_that_ask(desk: Desk) -> None:
    for street in range(1, 5):
        desk.geocoder(pace_s=1.0).locate(f"{street} Elm Street, Fresno, CA")
    assert desk.waited_s == pytest.approx(3)
    assert len(desk.server.paths) == 4


def test_an_answer_is_kept_raw_with_provider_and_date_and_asked_anew_when_old(desk: Desk) -> None:
    desk.geocoder().locate(ADDRESS)
    desk.server.replies = [places(place("34.2"))]
    (kept,) = desk.geocoder().locate(ADDRESS)  # made anew, as after a restart
    assert kept.located.point.lat == 34.15876
    assert len(desk.server.paths) == 1
    record = NetworkFile(desk.path).kept("nominatim", ADDRESS, datetime(2013, 1, 1, tzinfo=UTC))
    assert record is not None
    assert record.at == datetime(2013, 10, 11, 15, tzinfo=UTC)
    assert record.places[0].raw == place()
    assert NetworkFile(desk.path).kept("census", ADDRESS, record.at) is None
    desk.clock.forward(days=KEEP_DAYS + 1)
    (new,) = desk.geocoder().locate(ADDRESS)
    assert new.located.point.lat == 34.2
    assert new.located.source == "OpenStreetMap, 2014-04-10"


def test_with_the_switch_off_no_request_leaves(desk: Desk) -> None:
    desk.is_on = False
    with pytest.raises(NetworkOff):
        desk.geocoder().locate(ADDRESS)
    assert desk.server.paths == []
    assert desk.outcomes() == []


def test_turned_off_while_waiting_no_request_leaves(desk: Desk) -> None:
    desk.server.replies = [text("", 429, Retry_After="3"), places()]
    geocoder = desk.geocoder()
    moved = desk.sleep

    def sleep(seconds: float) -> None:
        moved(seconds)
        desk.is_on = False

    geocoder._door._sleep = sleep  # type: ignore[attr-defined]
    with pytest.raises(NetworkOff):
        geocoder.locate(ADDRESS)
    assert len(desk.server.paths) == 1


def test_turned_off_in_the_middle_no_answer_is_waited_for(desk: Desk) -> None:
    def turned_off(handler: Any) -> None:
        desk.is_on = False
        silence(handler)

    desk.server.replies = [turned_off]
    began = time.monotonic()
    with pytest.raises(NetworkOff):
        desk.geocoder().locate(ADDRESS)
    assert time.monotonic() - began < DEADLINE_S / 2
    assert desk.outcomes() == ["turned off meanwhile"]


def test_a_key_is_in_no_list_and_no_error(desk: Desk) -> None:
    key = "s3cret/&key"

    def echo(handler: Any) -> None:
        text(f"<h1>No such page: {handler.path}</h1>", 200, "text/html")(handler)

    def on(handler: Any) -> None:
        text("", 302, Location=f"https://login.example{handler.path}")(handler)

    def unknown(handler: Any) -> None:
        text(json.dumps({"status": {"message": f"bad {handler.path}"}}), 418)(handler)

    for code in ("opencage", "geocodio"):
        for reply in (echo, on, unknown):
            desk.server.replies = [reply]
            with pytest.raises(ProviderError) as told:
                desk.geocoder(code, key=key, needs_key=True).locate(ADDRESS)
            said = f"{told.value} {told.value.hint} {told.value.details}"
            assert "s3cret" not in said, said
    assert all("key=" in path for path in desk.server.paths), "it went to the provider"
    assert b"s3cret" not in desk.path.read_bytes()


def test_a_cancelled_look_up_ends_at_once(desk: Desk) -> None:
    desk.server.replies = [silence]

    def stop() -> None:
        if desk.server.paths:
            raise Cancelled

    began = time.monotonic()
    with pytest.raises(Cancelled):
        desk.geocoder(still_wanted=stop).locate(ADDRESS)
    assert time.monotonic() - began < 1


def test_a_wait_for_its_turn_can_be_cancelled(desk: Desk) -> None:
    desk.geocoder(pace_s=5.0).locate("1 Elm Street, Fresno, CA")

    def stop() -> None:
        if desk.waited_s > 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        desk.geocoder(pace_s=5.0, still_wanted=stop).locate("2 Elm Street, Fresno, CA")
    assert len(desk.server.paths) == 1


def test_where_the_list_cannot_be_kept_nothing_is_asked(desk: Desk) -> None:
    desk.path.write_bytes(b"this is no database" * 100)
    with pytest.raises(ProviderOffline, match="so nothing is asked"):
        desk.geocoder().locate(ADDRESS)
    assert desk.server.paths == []


def test_the_list_does_not_grow_for_ever(
    tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert LISTED >= 1_000
    monkeypatch.setattr(network_file, "LISTED", 3)
    record = NetworkFile(tmp_path / "network.db")
    assert record.hosts_asked(10) == ()
    for host in "abcde":
        record.note(clock(), host, "why")
    assert [one.host for one in record.hosts_asked(10)] == ["e", "d", "c"]
    assert [one.host for one in record.hosts_asked(1)] == ["e"]
