"""The one door of the program to the network.

Nothing else here opens a connection. While the switch is off the door stays shut; each request is
written down before it leaves; a host is asked at its pace and left alone when it asks for that; an
answer has 15 seconds and 1 MB, and where it only points elsewhere it is not followed.
"""

from __future__ import annotations

import contextlib
import email.utils
import math
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Protocol, TypeVar, cast
from urllib.parse import urlsplit

from tourplanner import __version__
from tourplanner.adapters.network_file import LONGEST_HOLD_S, NetworkFile
from tourplanner.core.errors import (
    NetworkOff,
    ProviderError,
    ProviderNonsense,
    ProviderOffline,
    ProviderRefused,
)
from tourplanner.core.model.network import DEADLINE_S, MAX_BODY_BYTES, Provider
from tourplanner.core.ports import Clock
from tourplanner.core.units import count_text

_T = TypeVar("_T")
AGENT = f"TourPlanner/{__version__} (desktop program, one look-up at a time)"
BUSY_HOLD_S = 60.0  # where a host is busy and does not say for how long
_TRIES = 2
_BUSY = (429, 503)
_HOUR_S = 3_600
_STEP_S = 0.1  # how often a wait asks whether it is still wanted


class TextDoor(Protocol):
    """What a provider's adapter needs of the network."""

    def get_text(self, url: str, provider: Provider, why: str) -> str:
        """Give the text at a URL; a ProviderError says in one sentence why there is none."""


class UnknownStatus(ProviderNonsense):
    """A host answered with a status that the door does not know, such as 422."""

    def __init__(self, provider: Provider, status: int, body: str) -> None:
        super().__init__(
            f"{provider.name} did not understand the request ({status}).", "Check the address."
        )
        self.status = status
        self.body = body


def _always() -> None:
    """Want it whatever happens."""


class NetworkDoor:
    """Asks hosts over HTTPS, one request at a time and each written down."""

    def __init__(
        self,
        record: NetworkFile,
        is_open: Callable[[], bool],
        clock: Clock,
        still_wanted: Callable[[], None] = _always,
        sleep: Callable[[float], None] = time.sleep,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        """Take the switch as ``is_open``; ``still_wanted`` raises Cancelled to end a wait."""
        self._record = record
        self._is_open = is_open
        self._clock = clock
        self._still_wanted = still_wanted
        self._sleep = sleep
        self._deadline_s = deadline_s

    def get_text(self, url: str, provider: Provider, why: str) -> str:
        """Give the text that a provider answers.

        Parameters
        ----------
        why : for the list of hosts asked, in the user's words.

        Raises
        ------
        NetworkOff : the switch is off; nothing was asked.
        ProviderOffline : the provider does not answer in time, or cannot be reached.
        ProviderRefused : it declines, or asks to be left alone for longer than the deadline.
        ProviderNonsense : what it sends is too long, no text, or a way to another address.
        Cancelled : the answer is not wanted any more.
        """
        accept = {"Accept": "application/json"}
        return self.ask(url, provider, why, accept, lambda reply: _text_of(reply, provider))

    def ask(
        self,
        url: str,
        provider: Provider,
        why: str,
        headers: Mapping[str, str],
        read: Callable[[Reply], _T],
    ) -> _T:
        """Give what ``read`` makes of an answer; raises as :meth:`get_text` does, and as it does.

        Parameters
        ----------
        headers : what is said beside the program's name. read : is not asked of a host that is
            busy; a ProviderError of it is written down.
        """
        host = urlsplit(url).netloc
        left_s = self._deadline_s
        for _ in range(_TRIES):
            self._check_open()
            left_s -= self._take_turn(host, provider, left_s / 2)  # half is kept for the answer
            self._check_open()  # it may have been turned off meanwhile
            self._still_wanted()
            number = self._record.note(self._clock(), host, why)
            began = time.monotonic()
            try:
                reply = _exchange(url, headers, left_s, self._check_wanted)
                is_busy = reply.status in _BUSY
                made = None if is_busy else read(reply)
            except NetworkOff:
                self._record.note_outcome(number, "turned off meanwhile")
                raise
            except (OSError, HTTPException) as error:
                failed = _unreachable(error, provider, self._deadline_s)
                self._record.note_outcome(number, failed.text)
                raise failed from error
            except ProviderError as error:
                self._record.note_outcome(number, error.text)
                raise
            left_s -= time.monotonic() - began
            if not is_busy:
                self._record.note_outcome(number, f"answered, {len(reply.body):,} bytes")
                return cast(_T, made)
            hold_s = _retry_after_s(reply, self._clock)
            self._record.hold(host, self._clock(), hold_s)
            self._record.note_outcome(number, f"asked to wait ({reply.status})")
        raise _asks_to_wait(provider, hold_s)

    def _check_open(self) -> None:
        if not self._is_open():
            raise NetworkOff("The network is off; nothing was asked.", "Turn it on first.")

    def _check_wanted(self) -> None:
        """Raise where an answer that is on its way is not waited for any more."""
        self._still_wanted()
        if not self._is_open():
            raise NetworkOff("The network was turned off before the answer came.", "Turn it on.")

    def _take_turn(self, host: str, provider: Provider, most_s: float) -> float:
        """Wait until a host may be asked, and give the seconds that it took."""
        seconds = self._record.take_turn(host, self._clock(), provider.pace_s, most_s)
        if seconds > most_s:
            raise _asks_to_wait(provider, seconds)
        left_s = seconds
        while left_s > 0:
            self._still_wanted()
            step_s = min(_STEP_S, left_s)
            self._sleep(step_s)
            left_s -= step_s
        return seconds


@dataclass(slots=True)
class Reply:
    """What a host answered; names of headers in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class _Exchange:
    """One request with its answer, on a thread of its own that can be cut off."""

    url: str
    headers: Mapping[str, str]
    seconds: float
    connection: HTTPConnection | None = None
    reply: Reply | None = None
    error: Exception | None = None
    is_cut: bool = field(default=False)

    def run(self) -> None:
        """Ask and read; what goes wrong is kept for the thread that waits."""
        try:
            self.reply = self._ask()
        except (OSError, HTTPException) as error:
            # Its frames hold the answer of a proxy that refused, which Python 3.11 leaves open,
            # until garbage is collected.
            self.error = error.with_traceback(None)
        except Exception as error:  # whatever it is, the waiting thread raises it
            self.error = error
        finally:
            if self.connection is not None:
                self.connection.close()

    def cut(self) -> None:
        """End it now: a read that waits in the other thread returns."""
        self.is_cut = True
        sock = self.connection.sock if self.connection is not None else None
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _ask(self) -> Reply:
        parts = urlsplit(self.url)
        self.connection = _connection(parts.scheme, parts.netloc, self.seconds)
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        headers = {"User-Agent": AGENT, "Connection": "close", **self.headers}
        self.connection.connect()
        if self.is_cut:  # while the host's name was looked up, which nothing can end
            raise TimeoutError
        self.connection.request("GET", path, headers=headers)
        # The answer holds the socket as well, and lets go also when reading fails.
        with self.connection.getresponse() as answer:
            kept = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, kept, answer.read(MAX_BODY_BYTES + 1))


def _exchange(
    url: str, headers: Mapping[str, str], seconds: float, still_wanted: Callable[[], None]
) -> Reply:
    """Ask once; TimeoutError where the whole answer is not here after so many seconds.

    A time limit on the socket alone would begin anew with every byte that trickles in.
    """
    exchange = _Exchange(url, headers, seconds)
    thread = threading.Thread(target=exchange.run, name="network", daemon=True)
    ends = time.monotonic() + seconds
    thread.start()
    try:
        while thread.is_alive():
            still_wanted()
            left_s = ends - time.monotonic()
            if left_s <= 0:
                raise TimeoutError
            thread.join(min(_STEP_S, left_s))
    except BaseException:
        exchange.cut()
        raise
    if exchange.error is not None:
        raise exchange.error
    assert exchange.reply is not None
    return exchange.reply


def _connection(scheme: str, host: str, seconds: float) -> HTTPConnection:
    """Give a connection, through the system's proxy where one is set."""
    if scheme == "http":  # only a test's own server
        return HTTPConnection(host, timeout=seconds)
    import ssl
    from urllib.request import getproxies, proxy_bypass

    import truststore

    # Trusts what the system trusts: an office's own certificate, too.
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    told = getproxies().get("https", "")
    proxy = urlsplit(told if "//" in told else f"//{told}")
    if proxy.hostname and not proxy_bypass(host):
        tunnel = HTTPSConnection(proxy.hostname, proxy.port, timeout=seconds, context=context)
        tunnel.set_tunnel(host)
        return tunnel
    return HTTPSConnection(host, timeout=seconds, context=context)


def _text_of(reply: Reply, provider: Provider) -> str:
    """Give the text of a good answer."""
    check_reply(reply, provider)
    if len(reply.body) > MAX_BODY_BYTES:
        raise ProviderNonsense(
            f"{provider.name} sent more than 1 MB, which no address needs.",
            "Choose another provider.",
        )
    if reply.status != 200:
        raise UnknownStatus(provider, reply.status, reply.body.decode("utf-8", "replace"))
    try:
        return reply.body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProviderNonsense(
            f"{provider.name} sent something that is no text.", "Try again later."
        ) from error


def check_reply(reply: Reply, provider: Provider) -> None:
    """Refuse an answer that says by its status that nothing was given, whatever was asked."""
    name, status = provider.name, reply.status
    if status in (401, 402, 403, 407):
        raise ProviderRefused(
            f"{name} declined the request ({status}).",
            "Check your key and its limits, or choose another provider.",
        )
    if status >= 500:
        raise ProviderOffline(f"{name} is out of order ({status}).", "Try again later.")
    if 300 <= status < 400 and status != 304:
        raise ProviderNonsense(
            f"{name} sent the request on to another address, which is not followed.",
            "Where this network asks to sign in first, do that; else choose another provider.",
            _host_of(reply.headers.get("location", "")),
        )


def _host_of(url: str) -> str:
    """Give the host that an answer points to; its path may repeat a key, which stays untold."""
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


def _unreachable(error: Exception, provider: Provider, deadline_s: float) -> ProviderOffline:
    if isinstance(error, TimeoutError):
        return ProviderOffline(
            f"{provider.name} did not answer within {deadline_s:g} seconds.", "Try again later."
        )
    return ProviderOffline(
        f"{provider.name} cannot be reached.",
        "Check the connection; everything else works without it.",
        repr(error),
    )


def _asks_to_wait(provider: Provider, seconds: float) -> ProviderRefused:
    words = count_text(round(seconds), "second")
    if seconds > 2 * _HOUR_S:
        words = count_text(math.ceil(seconds / _HOUR_S), "hour")
    elif seconds > 90:
        words = count_text(math.ceil(seconds / 60), "minute")
    return ProviderRefused(
        f"{provider.name} asks to wait {words}.",
        "Nothing is lost: look up again then, and only what is missing is asked.",
    )


def _retry_after_s(reply: Reply, clock: Clock) -> float:
    """Read for how many seconds a host wants to be left alone: a number, or a date."""
    text = reply.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return min(float(text[:9]), LONGEST_HOLD_S)
    try:
        left_s = (email.utils.parsedate_to_datetime(text) - clock()).total_seconds()
        return min(max(0.0, left_s), LONGEST_HOLD_S)
    except (TypeError, ValueError):
        return BUSY_HOLD_S
