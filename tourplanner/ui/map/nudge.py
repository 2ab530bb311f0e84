"""A pin moved by keys: step after step, written when the keys rest."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QPointF, QTimer, Signal

from tourplanner.core.geo import EARTH_RADIUS_MI, LatLon
from tourplanner.ui.map.ground import to_plane
from tourplanner.ui.map.words import miles_words

NUDGE_M, NUDGE_FAR_M = 10, 100
REST_MS = 700  # after so long without another key a nudged pin is written
_METERS_PER_DEGREE = math.radians(1) * EARTH_RADIUS_MI * 1609.344
_SIDES = {(-1, 0): "west", (1, 0): "east", (0, -1): "north", (0, 1): "south"}


class Nudge(QObject):
    """Adds up the steps of one pin.

    Signals
    -------
    rested : no key came for a while, or the pin was left: it is to be written.
    """

    rested = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._far: tuple[float, float] | None = None  # meters east and north
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.end)

    def step(self, point: LatLon, side: tuple[int, int], meters: int) -> tuple[QPointF, str]:
        """Move a pin on, ``side`` as steps east and south; give its place on the plane, in words.

        Parameters
        ----------
        point : where the pin is in the file.
        """
        east, north = self._far or (0.0, 0.0)
        self._far = (east + side[0] * meters, north - side[1] * meters)
        lat = point.lat + self._far[1] / _METERS_PER_DEGREE
        squeeze = max(math.cos(math.radians(point.lat)), 0.05)
        lon = point.lon + self._far[0] / (_METERS_PER_DEGREE * squeeze)
        self._rest.start()
        far = miles_words(math.hypot(*self._far))
        return to_plane(lat, lon), f"{meters} m {_SIDES[side]}, {far} from where it was"

    def forget(self) -> None:
        """Take the steps back: the pin is where the file says."""
        self._rest.stop()
        self._far = None

    def end(self) -> None:
        """Say that the pin is to be written, where there was a step."""
        had, self._far = self._far, None
        self._rest.stop()
        if had is not None:
            self.rested.emit()
