"""Picks sites out of the map: within so many minutes of a place, or inside a lasso."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QPolygonF, QTransform

from tourplanner.core.geo import LatLon
from tourplanner.services.map_reach import Reach
from tourplanner.services.maps import MapMark, MarkKind, ScreenMap
from tourplanner.ui.map.choice import Choice, Pickable, with_extra
from tourplanner.ui.map.controls import MapStack
from tourplanner.ui.map.ground import to_plane
from tourplanner.ui.map.lasso import Sheet
from tourplanner.ui.map.over import Overlays
from tourplanner.ui.session import Session
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.map.plain import PlainMap
    from tourplanner.ui.map.web import WebMap


class Choosing(QObject):
    """Holds the choice that is shown and makes another.

    Signals
    -------
    changed : another choice is shown, or none.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        stack: MapStack,
        over: Overlays,
        screen: Callable[[], ScreenMap | None],
        view: Callable[[], PlainMap | WebMap],
    ) -> None:
        super().__init__()
        self._session = session
        self._stack = stack
        self._over = over
        self._screen = screen
        self._view = view
        self.choice: Choice | None = None
        self._again: Callable[[], None] | None = None  # makes the choice anew on other data
        self.sheet = Sheet(stack)
        self.sheet.drawn.connect(lambda ring: self.choose_inside(tuple(ring)))
        self.sheet.drawing.connect(stack.set_drawing)
        self.sheet.pointed.connect(self.choose_around)
        self._start: tuple[str, LatLon] | None = None  # a mark's id or empty, and its point

    def clear(self) -> None:
        """Pick nothing out."""
        had, self.choice, self._again, self._start = self.choice, None, None, None
        self.sheet.leave()
        if had is not None:
            self.changed.emit()

    def renew(self) -> None:
        """Make the choice anew: the map has other marks."""
        if self._again is not None:
            self._again()

    # -- within reach ----------------------------------------------------------------------------

    def choose_within(self, mark_id: str) -> None:
        """Pick what the bus reaches from a mark, or else from a place that is pointed at."""
        screen = self._screen()
        mark = screen.mark(mark_id) if screen is not None else None
        if mark is not None:
            self._start = (mark.id, mark.point)
            self._reach()
        elif self._start is not None:
            self._reach()
        else:
            self.point()

    def choose_around(self, at: LatLon) -> None:
        """Pick what the bus reaches from a point."""
        self._start = ("", at)
        self._reach()

    def other_minutes(self) -> None:
        """The minutes were changed: follow where a reach is shown."""
        if self.choice is not None and self.choice.start is not None:
            self._reach()

    def _reach(self) -> None:
        screen = self._screen()
        if screen is None or self._start is None:
            return
        mark_id, at = self._start
        start = screen.mark(mark_id) if mark_id else None
        if start is not None:  # it may have been moved
            at = start.point
        site = (start.site or start.id) if start is not None else ""
        minutes, layer = self._stack.minutes.value(), self._over.schools()
        title = f"Within {minutes} min of {_place_words(start)}"
        tour_id, marks = screen.tour_id, screen.marks

        def work(workspace: Workspace, _: Progress) -> Choice:
            pickable = Pickable.of(marks, layer)
            reach: Reach = workspace.reach.reach(
                tour_id, at, minutes, pickable.points(), start_id=site
            )
            return pickable.within(reach, title)

        self._again = self._reach
        self._session.read(
            work, self._show, topic="map choice", title="Looking how far the bus gets"
        )

    # -- a lasso ---------------------------------------------------------------------------------

    def lasso(self, current: str) -> None:
        """Let the user draw around sites; ``current`` is the mark that keys begin at."""
        self._draw(current, ring=True)

    def point(self, current: str = "") -> None:
        """Let the user point at the start of a reach."""
        self._draw(current, ring=False)

    def _draw(self, current: str, *, ring: bool) -> None:
        screen = self._screen()
        if screen is None:
            return
        mark = screen.mark(current) if current else None
        points = [to_plane(m.point.lat, m.point.lon) for m in self._shown_marks(screen)]
        layer = self._over.schools()
        points += [to_plane(dot.lat, dot.lon) for dot in layer.dots] if layer is not None else []

        def counts(ring_on_plane: QPolygonF) -> str:
            box: QRectF = ring_on_plane.boundingRect()  # keys draw boxes alone
            return f"{count_words(sum(box.contains(p) for p in points), 'site')}."

        def begin(transform: QTransform) -> None:
            at: QPointF | None = None
            if mark is not None:
                at = transform.map(to_plane(mark.point.lat, mark.point.lon))
            self.sheet.begin(transform, ring=ring, at=at, counts=counts)

        self._view().tell_place(begin)

    def choose_inside(self, ring: tuple[LatLon, ...]) -> None:
        """Pick what is shown inside a ring."""
        screen = self._screen()
        if screen is None:
            return
        marks, layer = self._shown_marks(screen), self._over.schools()

        def work(_: Workspace, __: Progress) -> Choice:
            return Pickable.of(marks, layer).inside(ring, "Inside the lasso")

        self._again = lambda: self.choose_inside(ring)
        self._session.read(work, self._show, topic="map choice")

    def _shown_marks(self, screen: ScreenMap) -> list[MapMark]:
        hidden = self._stack.hidden_layers()
        left_out = {MarkKind.STOP} if "stops" in hidden else set()
        left_out |= {MarkKind.CANDIDATE} if "candidates" in hidden else set()
        return [mark for mark in screen.marks if mark.site and mark.kind not in left_out]

    # -- marking ---------------------------------------------------------------------------------

    def to_mark(self) -> list[MapMark]:
        """Give the sites of the choice that are not marked for the tour yet."""
        screen = self._screen()
        if self.choice is None or screen is None or self._session.is_read_only:
            return []
        return self.choice.to_mark(with_extra(screen, self.choice))

    def mark(self) -> None:
        """Mark them as sites that may be seen: one act."""
        marks, tour_id = self.to_mark(), self._session.tour_id
        if not marks or not tour_id:
            return
        sites = [mark.site for mark in marks if mark.site]
        schools = [mark.id.partition(":")[2] for mark in marks if not mark.site]
        words = f"{count_words(len(marks), 'site')}: may see."

        def work(workspace: Workspace, _: Progress) -> Any:
            return workspace.tours.mark(tour_id, sites, "may", schools=schools)

        self._session.write(work, acted=words, title="Marking sites")

    def _show(self, choice: Choice) -> None:
        self.choice = choice
        self.changed.emit()


def _place_words(mark: MapMark | None) -> str:
    if mark is None:
        return "the point"
    return " ".join(part for part in (mark.label, mark.name) if part)
