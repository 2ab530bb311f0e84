"""The network at the terminal: its one switch, who is asked for addresses, the hosts asked."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from typing import Any

from tourplanner.cli.output import OK, answer
from tourplanner.core.clock import tod_text
from tourplanner.core.errors import UsageError
from tourplanner.core.model.network import HostAsked, KeyState
from tourplanner.services.network import NetworkService
from tourplanner.services.workspace import Doors

WHAT = ("show", "on", "off", "provider", "key", "tiles")
_STATE = {True: "The network is on.", False: "The network is off: no request leaves."}

_KEY = {
    KeyState.NONE: "Your key is missing.",
    KeyState.KEPT: "Your key is in this computer's keyring.",
    KeyState.UNSEEN: "This computer's keyring is locked; your key may be in it.",
}
_TILE_KEYS = {
    KeyState.KEPT: "Its key is in this computer's keyring.",
    KeyState.WRITTEN: "No keyring can be used here: its key stands in the settings file.",
}


def network(args: Namespace, doors: Doors) -> int:
    """Show the network's switch and the hosts asked; turn it on or off, choose who is asked."""
    service = doors.network()
    if args.code and args.what not in ("provider", "key", "tiles"):
        raise UsageError(f"“{args.code}” fits no {args.what}.", "See tourplanner network --help.")
    if args.what in ("on", "off"):
        service.switch(args.what == "on")
        return _tell(args, service, [_STATE[service.is_on()]])
    if args.what == "provider":
        if not args.code:
            return _list(args, service)
        chosen = service.choose(args.code)
        lines = [f"{chosen.name} ({chosen.host}) is asked for addresses."]
        if chosen.needs_key and service.key_state(chosen.code) is KeyState.NONE:
            lines.append(f"It wants a key of yours: tourplanner network key {chosen.code}.")
        elif chosen.needs_key:
            lines.append(_KEY[service.key_state(chosen.code)])
        return _tell(args, service, lines)
    if args.what == "key":
        return _key(args, service)
    if args.what == "tiles":
        return _tiles(args, service)
    return _show(args, service)


def _key(args: Namespace, service: NetworkService) -> int:
    """Read a key from standard input, unseen where that is a terminal."""
    if not args.code:
        raise UsageError("Whose key?", "Name the provider: tourplanner network key geocodio.")
    key = "" if args.forget else _typed_key()
    if not key and not args.forget:
        raise UsageError("No key was given.", "Type or pipe it in; --forget takes one away.")
    provider = service.set_key(args.code, key)
    words = f"The key for {provider.name} is in this computer's keyring."
    return _tell(args, service, [words if key else f"The key for {provider.name} is forgotten."])


def _tiles(args: Namespace, service: NetworkService) -> int:
    """Show the map server, or choose one."""
    if args.forget:
        service.drop_tile_server()
    elif args.code:
        service.use_tile_server(args.code, args.credit)
    server = service.tile_server()
    line = "No map server: the built-in map is shown."
    if server is not None:
        line = f"Map server: {server.host} ({server.credit})."
    told = {"host": server.host, "credit": server.credit} if server is not None else None
    lines = [line, _STATE[service.is_on()]]
    if server is not None and (key := _TILE_KEYS.get(service.tile_key_state())):
        lines.insert(1, key)
    return _tell(args, service, lines, tile_server=told)


def _typed_key() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Key (not shown): ").strip()
    return sys.stdin.readline().strip()


def _show(args: Namespace, service: NetworkService) -> int:
    provider, asked = service.provider(), service.hosts_asked(args.limit)
    lines = [_STATE[service.is_on()]]
    lines.append(f"Asked for addresses: {provider.name}, {provider.host}. {provider.about}.")
    if provider.needs_key:
        lines.append(_KEY[service.key_state(provider.code)])
    lines.append("Hosts asked, the newest first:" if asked else "No host was ever asked.")
    lines += [_line(one) for one in asked]
    return _tell(args, service, lines, hosts=[_data(one) for one in asked])


def _list(args: Namespace, service: NetworkService) -> int:
    lines = [
        f"{'*' if one == service.provider() else ' '} {one.code:10} {one.name}, {one.host}: "
        f"{one.about}."
        for one in service.providers.values()
    ]
    return _tell(args, service, lines)


def _tell(args: Namespace, service: NetworkService, lines: list[str], **more: Any) -> int:
    provider = service.provider()
    data = {
        "is_on": service.is_on(),
        "provider": provider.code,
        "host": provider.host,
        "providers": [
            {"code": one.code, "name": one.name, "host": one.host, "needs_key": one.needs_key}
            for one in service.providers.values()
        ],
    }
    answer(args, {**data, **more}, lines)
    return OK


def _line(one: HostAsked) -> str:
    at = one.at.astimezone()  # this computer's time, as the office reads its own list
    clock = tod_text(60 * at.hour + at.minute)
    return f"{at.date().isoformat()} {clock}  {one.host}  {one.why}: {one.outcome}"


def _data(one: HostAsked) -> dict[str, str]:
    return {"at": one.at.isoformat(), "host": one.host, "why": one.why, "outcome": one.outcome}
