"""Keep the network out of a test and of every Python it starts; loopback stays open.

tests/conftest.py calls this for pytest itself and names this folder in PYTHONPATH, so that a
`tourplanner` started as a process of its own is held to the same.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

_getaddrinfo = socket.getaddrinfo
_gethostbyname = socket.gethostbyname
_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_sendto = socket.socket.sendto


attempts: list[str] = []  # to reach another machine, caught by the program or not


class OutsideReached(RuntimeError):
    """Something under test tried to reach another machine."""


def is_loopback(host: object) -> bool:
    """Whether a host, as text, bytes or None, is this machine."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def _check(host: object) -> None:
    if not is_loopback(host):
        attempts.append(str(host))
        raise OutsideReached(f"a test tried to reach {host!r}")


def _check_address(address: object) -> None:
    if isinstance(address, tuple):  # anything else is a Unix socket
        _check(address[0])


def guarded_getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
    """Look up this machine's own names only; a look-up is traffic already."""
    _check(host)
    return _getaddrinfo(host, *rest, **named)


def guarded_gethostbyname(host: Any) -> str:
    """Look up this machine's own names only."""
    _check(host)
    return _gethostbyname(host)


def guarded_connect(self: socket.socket, address: Any) -> None:
    """Connect to this machine only."""
    _check_address(address)
    _connect(self, address)


def guarded_connect_ex(self: socket.socket, address: Any) -> int:
    """Connect to this machine only."""
    _check_address(address)
    return _connect_ex(self, address)


def guarded_sendto(self: socket.socket, data: Any, *rest: Any) -> int:
    """Send to this machine only; the address is the last argument."""
    _check_address(rest[-1])
    return _sendto(self, data, *rest)


def close_the_door() -> None:
    """Put the guards in; doing it twice changes nothing."""
    for name, guard in (
        ("connect", guarded_connect),
        ("connect_ex", guarded_connect_ex),
        ("sendto", guarded_sendto),
    ):
        setattr(socket.socket, name, guard)
    socket.getaddrinfo = guarded_getaddrinfo
    socket.gethostbyname = guarded_gethostbyname


close_the_door()
