"""How good a visit was over all: chosen from a small menu at its stop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QActionGroup

from tourplanner.core.model.figures import range_of
from tourplanner.ui.session import Session
from tourplanner.ui.visits.left import LeftPane
from tourplanner.ui.visits.rows import StopRow
from tourplanner.ui.widgets.menu import Menu

_ENDS = {1: "weakest", 5: "best"}


class Rating(QObject):
    """Asks for the rating of a stop's visit, and writes it.

    Parameters
    ----------
    stop : gives the one that is shown.
    """

    def __init__(self, session: Session, left: LeftPane, stop: Callable[[], StopRow | None]):
        super().__init__(left)
        self._session, self._left, self._stop = session, left, stop
        self.menu: Menu | None = None

    def ask(self) -> None:
        """Show the choices under the stop's name."""
        stop = self._stop()
        if stop is None or self._session.is_read_only:
            return
        self.menu = menu = Menu(self._left)
        menu.setAccessibleName(f"Our rating of {stop.name}")
        group = QActionGroup(menu)
        least, most = range_of("rating")
        for rating in (*range(most, least - 1, -1), None):
            words = f"&{rating}" if rating else "&Not rated"
            if rating in _ENDS:
                words += f", {_ENDS[rating]}"
            choice = menu.addAction(words, partial(self._rate, stop.stop, rating))
            choice.setCheckable(True)
            choice.setChecked(rating == stop.rating)
            group.addAction(choice)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._left.stop_list.mapToGlobal(QPoint(24, 24)))

    def _rate(self, stop: str, rating: int | None) -> None:
        self._session.write(lambda ws, _: ws.tours.rate(stop, rating), acted="Rated.")
