"""What Qt may do on other threads than the window's: nothing that waits for the window."""

from __future__ import annotations

import ast
from pathlib import Path

UI = Path(__file__).resolve().parents[2] / "tourplanner" / "ui"
READERS = {"fromData", "loadFromData", "QImageReader"}


def test_pictures_are_read_with_their_format_named() -> None:
    """A guess asks the reader of SVG, which connects objects of Qt and keeps Python's lock.

    A thread that does so waits forever for a window that is just dropping a connection: it holds
    Qt's lock and waits for Python's. Seen once in some thousand pages.
    """
    guessing = []
    for path in sorted(UI.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name in READERS and len(call.args) + len(call.keywords) < 2:
                guessing.append(f"{path.relative_to(UI)}:{call.lineno}")
    assert not guessing
