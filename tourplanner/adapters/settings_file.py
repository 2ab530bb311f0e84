"""Where things belong on this computer, and the user's own settings (a matter of taste only)."""

from __future__ import annotations

import getpass
import platform
import secrets
import tomllib
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path

import platformdirs

from tourplanner import __version__
from tourplanner.core.errors import InputError

APP = "TourPlanner"


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's settings, each with its default."""

    author: str = ""  # the name that edits carry; empty = the login name


def settings_path() -> Path:
    """Give the settings file, which may not exist."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "settings.toml"


def cache_dir() -> Path:
    """Give the folder for what can be made again, per version of the program."""
    return Path(platformdirs.user_cache_dir(APP, appauthor=False)) / __version__


def log_dir() -> Path:
    """Give the folder of logs and crash reports."""
    return Path(platformdirs.user_log_dir(APP, appauthor=False))


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
