"""What is installed, which data of which edition ships, and what is missing: for the doctor."""

from __future__ import annotations

import importlib.util
import os
import platform
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tourplanner import __version__
from tourplanner.adapters.packs import Packs
from tourplanner.adapters.resources import manifest, resource_path
from tourplanner.core.errors import TourPlannerError

_LIBRARIES = (
    "PySide6",
    "sqlite_utils",
    "loro",
    "geopy",
    "folium",
    "numpy",
    "scipy",
    "numba",
    "typst",
    "docx",
    "icalendar",
    "python_calamine",
    "shapefile",
    "rapidfuzz",
    "usaddress",
    "holidays",
    "tzfpy",
)
_WINDOW_TIMEOUT_S = 30


def examine(folders: Mapping[str, Path]) -> dict[str, Any]:
    """Look at this computer.

    Parameters
    ----------
    folders : name in words -> a folder that must be writable (made where it is missing).

    Returns
    -------
    Stable keys; ``missing`` lists in plain words what has to be mended, empty when all is well.
    """
    missing: list[str] = []
    found: dict[str, Any] = {
        "version": __version__,
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "sqlite": sqlite3.sqlite_version,
    }
    for name in _LIBRARIES:
        if importlib.util.find_spec(name) is None:
            slow = " (plans will be slow)" if name == "numba" else ""
            missing.append(f"the library {name}{slow}: run the set-up again")
    found["data"] = _each(missing, _data)
    found["rule_sets"] = _each(missing, _rule_sets)
    found["window"] = _window(missing)
    for words, folder in folders.items():
        if not _is_writable(folder):
            missing.append(f"write access to the {words} folder {folder}")
    found["missing"] = missing
    return found


def _each(missing: list[str], look: Callable[[], list[str]]) -> list[str]:
    try:
        return look()
    except TourPlannerError as error:
        missing.append(f"{error.text} {error.hint}")
        return []


def _data() -> list[str]:
    return [
        f"{file.file}: {file.rows} rows, {file.licence}" for file in manifest() if file.rows > 1
    ]


def _rule_sets() -> list[str]:
    packs = Packs([resource_path("packs")])
    return [f"{e.rules.id}: {e.rules.name}, as of {e.rules.date}" for e in packs.rule_sets()]


def _window(missing: list[str]) -> str:
    """Try to load what the window needs in a process of its own: a missing library aborts it."""
    code = "import PySide6.QtWidgets, PySide6.QtWebEngineCore; print(PySide6.__version__)"
    # A bundle has no interpreter of its own: there the program itself tries.
    words = ["--try-window"] if getattr(sys, "frozen", False) else ["-P", "-c", code]
    try:
        done = subprocess.run(  # noqa: S603  the program itself or its interpreter, constant words
            [sys.executable, *words],
            capture_output=True,
            text=True,
            timeout=_WINDOW_TIMEOUT_S,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        missing.append("the window's libraries: they do not load")
        return "does not load"
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["unknown"])[-1]
        missing.append(f"a library that the window needs: {last}")
        return "does not load"
    return f"Qt {done.stdout.strip()}"


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return False
    return True
