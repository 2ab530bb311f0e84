"""Moves pins: those of sites, and the start of a reach."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from tourplanner.core.geo import LatLon, great_circle_m
from tourplanner.services.maps import ScreenMap
from tourplanner.ui.map.both import BothMaps
from tourplanner.ui.map.choice import START
from tourplanner.ui.map.choosing import Choosing
from tourplanner.ui.map.words import miles_words
from tourplanner.ui.session import Session


class Moving(QObject):
    """Lets pins be moved on both maps, and writes where they went.

    Signals
    -------
    changed : they can be moved now, or no longer.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        maps: BothMaps,
        choosing: Choosing,
        screen: Callable[[], ScreenMap | None],
    ) -> None:
        super().__init__()
        self._session = session
        self._maps = maps
        self._choosing = choosing
        self._screen = screen
        self.is_on = False
        maps.moved.connect(self.move)

    def toggle(self) -> None:
        """Begin to move pins, or end it."""
        self._maps.plain.write_nudge()
        self.is_on = not self.is_on and not self._session.is_read_only
        self._maps.set_can_move(self.is_on)
        self.changed.emit()

    def end(self) -> None:
        """Another file: its pins stay where they are."""
        self.is_on = False

    def move(self, mark_id: str, lat: float, lon: float) -> None:
        """Take what a map says of a pin that was moved: an ordinary act, with Undo."""
        screen = self._screen()
        if mark_id == START:
            self._move_start(lat, lon)
            return
        point = moved_point(screen, mark_id, lat, lon) if screen is not None else None
        mark = screen.mark(mark_id) if screen is not None else None
        if point is None or mark is None or not self.is_on or self._session.is_read_only:
            self._maps.show_again()
            return
        far = miles_words(great_circle_m(mark.point, point))
        site = mark.site

        def failed(error: BaseException) -> None:
            self._maps.show_again()
            self._session.tell_error(error)

        self._session.write(
            lambda ws, _: ws.maps.move(site, point.lat, point.lon),
            failed=failed,
            acted=f"{mark.name} moved {far}.",
        )

    def _move_start(self, lat: float, lon: float) -> None:
        """Make another reach where its start was dragged to."""
        screen, choice = self._screen(), self._choosing.choice
        at = near_point(screen, lat, lon) if screen is not None else None
        if choice is None or choice.start is None:
            return
        if at is not None:
            self._choosing.choose_around(at)
        else:
            self._choosing.changed.emit()  # it is drawn again where it was


def moved_point(screen: ScreenMap, mark_id: object, lat: object, lon: object) -> LatLon | None:
    """Check what a map says of a moved pin; None where it is no site's pin or no place near.

    A page is not trusted: its id is looked up in the list that was sent to it, and a point must
    lie within some degrees of the map.
    """
    mark = screen.mark(mark_id) if isinstance(mark_id, str) else None
    if mark is None or not mark.site or screen.bounds is None:
        return None
    if not isinstance(lat, float | int) or not isinstance(lon, float | int):
        return None
    return near_point(screen, lat, lon)


def near_point(screen: ScreenMap, lat: float, lon: float) -> LatLon | None:
    """Give a point that a map says, None where it is no place within some degrees of it."""
    if screen.bounds is None or not (math.isfinite(lat) and math.isfinite(lon)):
        return None
    box, reach = screen.bounds, 20.0
    near = box.south - reach <= lat <= box.north + reach
    near = near and box.west - reach <= lon <= box.east + reach
    return LatLon(float(lat), float(lon)) if near and -85 <= lat <= 85 and abs(lon) <= 180 else None
