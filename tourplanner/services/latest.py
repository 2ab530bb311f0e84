"""What was read last is kept for as long as nothing that it was made of has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from tourplanner.core.model.site import SiteView
from tourplanner.services.workspace import Workspace

T = TypeVar("T")
_LOOK_S = 0.1  # how often one that waits looks whether it is cancelled


class Latest(Generic[T]):
    """One value that takes long to make, with the key that says what it was made of.

    Several threads may ask: one makes the value, the others wait for it.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._kept: tuple[Hashable, T] | None = None

    def get(self, key: Hashable, make: Callable[[], T], tick: Callable[[], None]) -> T:
        """Give the value of a key: the one that is kept, else a new one.

        Parameters
        ----------
        tick : called again and again while another thread makes a value; may raise Cancelled.
        """
        while not self._guard.acquire(timeout=_LOOK_S):
            tick()
        try:
            if self._kept is None or self._kept[0] != key:
                self._kept = (key, make())
            return self._kept[1]
        finally:
            self._guard.release()


_VIEWS: Latest[tuple[SiteView, ...]] = Latest()  # lists and comparisons of all tours show the same


def every_view(office: Workspace, tick: Callable[[], None]) -> tuple[SiteView, ...]:
    """Give every candidate, by name and town, made anew only where something changed.

    The caller reads in one snapshot of the tables; ``tick`` as ``Latest.get`` has it.
    """
    return _VIEWS.get(state_of(office), lambda: tuple(office.sites.all()), tick)


def state_of(office: Workspace) -> Hashable:
    """Give a key that stays while nothing changes that a view of the sites is made of.

    The caller reads in one snapshot of the tables.
    """
    return (
        str(office.file.path),
        office.file.log.end(),
        tuple(info.id for info in office.directory.editions()),
        tuple((info.id, info.terms) for info in office.districts.layers()),
        office.districts.today(),
    )
