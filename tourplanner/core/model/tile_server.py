"""A server of map tiles as a user names it: its address, and who made what it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tourplanner.core.errors import InputError
from tourplanner.core.safe_text import one_line

MAX_ADDRESS, MAX_CREDIT = 500, 200
MOST_ZOOM = 18  # closer than any map of the program comes
_EXAMPLE = "Such as https://tiles.example.org/{z}/{x}/{y}.png"
_ADDRESS = re.compile(r"(https?)://([A-Za-z0-9.\-]+|\[::1\])((?::\d{1,5})?)(/[!-~]*)", re.ASCII)
_HERE = ("localhost", "127.0.0.1", "[::1]")
_PLACES = ("{z}", "{x}", "{y}")
KEY = "{key}"  # stands where a key was, wherever the address is shown or written
_VALUE = re.compile(r"(?<==)[^&=#]+")  # of a question
_LONG = re.compile(
    r"(?<=/)(?:[0-9a-f]{8}-[0-9a-f-]{27}|(?=[^/?]*\d)(?=[^/?]*[A-Za-z])\w{20,})(?=/|$)", re.ASCII
)


@dataclass(frozen=True, slots=True)
class TileServer:
    """``address`` has ``{z}``, ``{x}`` and ``{y}`` once each; ``credit`` is shown and printed.

    The address may hold a key, so only ``shown`` is for eyes and files.
    """

    address: str = field(repr=False)
    credit: str

    @property
    def shown(self) -> str:
        """The address without what may be a key in it."""
        return without_key(self.address)

    @property
    def host(self) -> str:
        """The host that is asked, with its port where one is named."""
        return self.address.split("/", 3)[2]

    def url(self, zoom: int, x: int, y: int) -> str:
        """Give the address of one tile, ``y`` counted from the north."""
        made = self.address
        for name, number in zip(_PLACES, (zoom, x, y), strict=True):
            made = made.replace(name, str(number))
        return made


def without_key(address: str) -> str:
    """Give an address with ``{key}`` in place of each value that may be a key.

    That is every value of its question but a place of the tile, and every long part of its path
    that has letters and digits.
    """
    path, mark, question = address.partition("?")
    path = _LONG.sub(KEY, path)
    if not mark:
        return path

    def hide(found: re.Match[str]) -> str:
        return found[0] if any(place in found[0] for place in _PLACES) else KEY

    return f"{path}?{_VALUE.sub(hide, question)}"


def parse_tile_server(address: str, credit: str) -> TileServer:
    """Read what a user typed.

    Raises
    ------
    InputError : it is no address of tiles, or does not say who made the map.
    """
    text, words = address.strip(), " ".join(one_line(credit).split())
    found = _ADDRESS.fullmatch(text)
    if found is None or len(text) > MAX_ADDRESS:
        raise InputError("That is no address of map tiles.", f"{_EXAMPLE}.")
    scheme, host = found[1], found[2]
    if scheme == "http" and host not in _HERE:
        raise InputError(
            "An address without https would tell everybody on the way where the tour goes.",
            "Use https://; http:// is for a server on this computer.",
        )
    path = found[4]
    missing = [name for name in _PLACES if path.count(name) != 1]
    rest = path
    for name in _PLACES:
        rest = rest.replace(name, "")
    if missing or "{" in rest or "}" in rest:
        raise InputError(
            "The address must have {z}, {x} and {y} once each, and nothing else in braces.",
            f"{_EXAMPLE}; where it has {{s}}, write one of the server's names.",
        )
    if not words:
        raise InputError(
            "It must say who made the map.",
            "Type what the server's terms ask for, such as: © OpenStreetMap contributors.",
        )
    if len(words) > MAX_CREDIT:
        raise InputError(f"That is longer than {MAX_CREDIT} letters.", "Name the makers alone.")
    return TileServer(text, words)
