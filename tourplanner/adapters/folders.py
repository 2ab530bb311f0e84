"""Where things belong on this computer; read before the window is there, so it imports little."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from tourplanner import __version__

APP = "TourPlanner"


def cache_dir() -> Path:
    """Give the folder for what can be made again, per version of the program."""
    return Path(platformdirs.user_cache_dir(APP, appauthor=False)) / __version__


def log_dir() -> Path:
    """Give the folder of logs and crash reports."""
    return Path(platformdirs.user_log_dir(APP, appauthor=False))
