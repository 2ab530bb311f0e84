"""Where things belong on this computer, and the user's own settings (a matter of taste only)."""

from __future__ import annotations

import getpass
import json
import platform
import re
import secrets
import tomllib
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path

import platformdirs

from tourplanner.adapters.files import write_beside
from tourplanner.adapters.folders import APP
from tourplanner.core.errors import InputError


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's settings, each with its default."""

    author: str = ""  # the name that edits carry; empty = the login name
    network: bool = False  # whether the program may use the network unasked
    geocoder: str = "census"  # who is asked for addresses then
    tile_server: str = ""  # the address of the user's map server; empty = none
    tile_credit: str = ""  # who made what it shows


def settings_path() -> Path:
    """Give the settings file, which may not exist."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "settings.toml"


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings; a missing file gives the defaults.

    Raises
    ------
    InputError : the file is no TOML, or a key or value does not fit; the nearest key is named.
    """
    where = path or settings_path()
    try:
        values = tomllib.loads(where.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise InputError(
            f"The settings in {where} cannot be read.", "Mend the file or delete it.", str(error)
        ) from error
    known = {f.name: f for f in fields(Settings)}
    for key, value in values.items():
        if key not in known:
            near = get_close_matches(key, known, 1, 0) or sorted(known)
            raise InputError(f"There is no setting “{key}” ({where}).", f"Did you mean {near[0]}?")
        if type(value) is not type(getattr(Settings(), key)):
            raise InputError(f"“{value}” does not fit the setting {key} ({where}).", "")
    return Settings(**values)


def save_setting(name: str, value: bool | str, path: Path | None = None) -> None:
    """Write one setting; every other line of the file, and its comments, stay as they are.

    Raises
    ------
    InputError : the file does not read as settings. ExportError : it cannot be written.
    """
    where = path or settings_path()
    load_settings(where)  # what cannot be read is never written over
    line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    lines = where.read_text(encoding="utf-8").splitlines() if where.is_file() else []
    mine = re.compile(rf"\s*{re.escape(name)}\s*=")
    kept = [line if mine.match(old) else old for old in lines]
    if line not in kept:
        kept.append(line)
    where.parent.mkdir(parents=True, exist_ok=True)
    write_beside(where, ("\n".join(kept) + "\n").encode("utf-8"))


class NetworkSwitch:
    """The network's settings in the user's file, read anew each time; the port NetworkSettings."""

    def is_on(self) -> bool:
        """Whether the program may use the network unasked."""
        return load_settings().network

    def switch(self, on: bool) -> None:
        """Turn the network on or off for the whole program."""
        save_setting("network", on)

    def geocoder(self) -> str:
        """Give the code of the provider that is asked for addresses."""
        return load_settings().geocoder

    def choose_geocoder(self, code: str) -> None:
        """Ask this provider from now on."""
        save_setting("geocoder", code)

    def tile_server(self) -> tuple[str, str]:
        """Give the address of the user's map server and who made its map; empty = none."""
        settings = load_settings()
        return settings.tile_server, settings.tile_credit

    def choose_tile_server(self, address: str, credit: str) -> None:
        """Show the map of this server from now on; an empty address is none."""
        save_setting("tile_credit", credit)  # first: no map is shown without its makers
        save_setting("tile_server", address)


def network_path() -> Path:
    """Give the file with the hosts asked and the answers kept, which outlives new versions."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "network.db"


def author_name(settings: Settings) -> str:
    """Give the name that edits carry."""
    if settings.author:
        return settings.author
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def device_id() -> str:
    """Give this computer's id, the same for all files: its name and eight random digits.

    Names of laptops repeat within an office, so the name alone would not do. Where the id cannot be
    kept (a read-only profile), the name stands alone.
    """
    name = platform.node() or "laptop"
    where = Path(platformdirs.user_data_dir(APP, appauthor=False)) / "device.txt"
    try:
        if where.is_file() and (kept := where.read_text(encoding="utf-8").strip()):
            return kept
        where.parent.mkdir(parents=True, exist_ok=True)
        made = f"{name}-{secrets.token_hex(4)}"
        where.write_text(made, encoding="utf-8")
        return made
    except (OSError, UnicodeDecodeError):
        return name
