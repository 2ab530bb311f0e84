"""Keeps None, True and False alive under PySide6 on Python 3.11.

PySide6 6.12's wheels are built against headers of Python 3.12, where these constants are immortal
and returning one takes no reference. On 3.11 the interpreter counts them, so every call of a Qt
method that returns nothing takes one reference too many; after some thousand calls the program
ends with "none_dealloc: deallocating None". A count that no run can use up makes them immortal
there too.
"""

from __future__ import annotations

import sys

PLENTY = 1 << 48  # a million calls a second for nine years


def keep_constants_alive() -> None:
    """Give the constants of the interpreter more references than a run can lose."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    if hasattr(sys, "getobjects"):  # a build for debugging lays objects out differently
        return
    from _ctypes import _SimpleCData  # ctypes around it takes 3 ms of the first paint

    class Count(_SimpleCData):
        _type_ = "q"  # as wide as the count on every system that Qt is built for

    for constant in (None, True, False, NotImplemented, Ellipsis):
        if sys.getrefcount(constant) < PLENTY:
            # The count is the first field of every object.
            Count.from_address(id(constant)).value += PLENTY
