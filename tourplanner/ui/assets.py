"""Where the window's own files are: icons and fonts that ship with the program."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def asset_root() -> Path:
    """Give the folder resources/: in the bundle when the program is one, else in the checkout."""
    bundle = getattr(sys, "_MEIPASS", None)
    return (Path(bundle) if bundle else Path(__file__).resolve().parents[2]) / "resources"


def icon_path(name: str) -> Path:
    """Give the file of an icon."""
    return asset_root() / "icons" / f"{name}.svg"


def font_paths() -> list[Path]:
    """Give the fonts of the window, none where they are not there."""
    return sorted((asset_root() / "papers" / "fonts").glob("PublicSans-*.ttf"))
