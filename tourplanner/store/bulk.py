"""What work on thousands of records at once needs."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Run a block in which Python does not look for objects that hold each other.

    Ten thousand edits hold none, and the search for them takes a fifth of their time.
    """
    was_on = gc.isenabled()  # the window has a thread of its own for it and keeps it off
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
