"""The plain map: drawn by the window itself, worked by keys; there when no web map is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)

from tourplanner.core.geo import LatLon
from tourplanner.services.maps import MapMark, ScreenMap
from tourplanner.ui.map.choice import START, Choice, hits_start
from tourplanner.ui.map.drawing import MARGIN, Laid, TourDrawing
from tourplanner.ui.map.ground import GroundPaths, to_earth
from tourplanner.ui.map.layer_paint import Drawn, PlainSchools
from tourplanner.ui.map.nudge import NUDGE_FAR_M, NUDGE_M, Nudge
from tourplanner.ui.map.over import AT
from tourplanner.ui.map.own import OwnMap
from tourplanner.ui.map.paint import Placed, draw_card
from tourplanner.ui.map.plane import STEP, PlaneView, right_margin
from tourplanner.ui.map.pointing import mark_toward, mark_under
from tourplanner.ui.map.twins import LayerTwin
from tourplanner.ui.map.words import card_lines
from tourplanner.ui.shell.notices import announce
from tourplanner.ui.theme import THEME, tokens
from tourplanner.ui.widgets.tips import plain_tip

_DRAG = 4
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PlainMap(PlaneView):
    """Shows a drawing of the tour; one mark is current.

    Signals
    -------
    picked : the mark that became current by pointer or key. moved : mark, latitude, longitude of a
    site's pin that was put somewhere else. opened : Enter or a double click on a mark.
    cleared : Esc while sites are picked out.
    """

    picked = Signal(str)
    moved = Signal(str, float, float)
    opened = Signal(str)
    cleared = Signal()

    def __init__(self, own: OwnMap) -> None:
        super().__init__()
        self.setAccessibleName("Map of the tour")
        self.setAccessibleDescription("The list beside it says the same in words.")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.drawing = TourDrawing(own)
        own.changed.connect(self.redraw)
        own.came.connect(self.redraw)
        self.covered: Callable[[], QRectF] = QRectF  # gives what lies over the map and hides it
        self.current = ""
        self._laid: Laid | None = None
        self._press: tuple[QPointF, Placed | None, QPointF] | None = None
        self._is_dragging = False
        self._has_start = False  # whether the start of a reach was pressed
        self._nudge = Nudge(self)
        self._nudge.rested.connect(lambda: self._tell_moved(self.current))
        THEME.changed.connect(self.redraw)

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def shown(self) -> ScreenMap | None:
        """The map that is shown."""
        return self.drawing.shown

    @property
    def can_move(self) -> bool:
        """Whether pins of sites can be moved."""
        return self.drawing.stands_still

    def show_map(self, screen: ScreenMap | None, ground: GroundPaths | None) -> None:
        """Show a map; the view stays where the ground is the same."""
        drawing = self.drawing
        other = ground is not drawing.ground
        drawing.shown, drawing.ground = screen, ground
        drawing.put.clear()
        self._nudge.forget()
        drawing.fill()
        if ground is not None and other:
            self.set_ground(ground.area)
            self.fit()
        if screen is None or screen.mark(self.current) is None:
            self.current = ""
        self.redraw()

    def show_day(self, day: int | None) -> None:
        """Show one day alone, or all."""
        self.write_nudge()
        self.drawing.day = day
        self.drawing.fill()
        self.fit()

    def set_hidden(self, hidden: frozenset[str]) -> None:
        """Leave out layers: stops, candidates, roads, county_lines, towns."""
        self.drawing.hidden = hidden
        self.drawing.fill()
        self.redraw()

    def show_over(self, over: list[Drawn], twins: list[LayerTwin]) -> None:
        """Draw other layers over the ground; ``twins`` say in words what they show."""
        self.drawing.over, self.drawing.twins = over, twins
        self.redraw()

    def show_choice(self, choice: Choice | None) -> None:
        """Show sites that were picked out, or none."""
        self.drawing.choice = choice
        self.drawing.put.pop(START, None)
        self.redraw()

    def tell_place(self, told: Callable[[QTransform], None]) -> None:
        """Tell where the plane of the map lies on the widget."""
        told(self.viewportTransform())

    def set_can_move(self, on: bool) -> None:
        """Let pins of sites be moved; they stand on their points then."""
        self.write_nudge()
        self.drawing.stands_still = on
        self.redraw()

    def select(self, mark_id: str) -> None:
        """Make a mark current that was chosen elsewhere."""
        if mark_id != self.current:
            self.write_nudge()
        self.current = mark_id
        self._show_current()
        self.redraw()

    # -- the view --------------------------------------------------------------------------------

    def area(self) -> QRectF | None:
        """Give what is fitted."""
        return self.drawing.area()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Follow a move of the view."""
        super().scrollContentsBy(dx, dy)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole in view where it was."""
        super().resizeEvent(event)
        if self.is_fitted:
            self.fit()
        else:
            self.redraw()

    def redraw(self) -> None:
        """Draw all anew, with marks and towns where they belong now."""
        self._lay_out()
        super().redraw()

    @property
    def laid(self) -> Laid:
        """Where marks and names are drawn; found when asked for, once after many changes."""
        if self._laid is None:
            target = QRectF(self.viewport().rect())
            self._laid = self.drawing.lay_out(self.viewportTransform(), target)
        return self._laid

    @property
    def placed(self) -> list[Placed]:
        """Where the marks are drawn."""
        return self.laid.placed

    def _lay_out(self) -> None:
        """What marks and names stand on has moved."""
        self._laid = None

    # -- drawing ---------------------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        """Draw the ground; Qt keeps the picture while the view stays."""
        painter.save()
        painter.resetTransform()
        target = QRectF(self.viewport().rect())
        t = tokens()
        if self.drawing.ground is None:
            painter.fillRect(target, QColor(t.surface))
        else:
            self.drawing.draw_below(painter, self.viewportTransform(), target, t)
        painter.restore()

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        """Draw lines, towns and marks, and over all else the card of the current one."""
        drawing = self.drawing
        if drawing.shown is None or drawing.ground is None:
            return
        painter.save()
        painter.resetTransform()
        target = QRectF(self.viewport().rect())
        t, transform, placed = tokens(), self.viewportTransform(), self.placed
        drawing.draw_above(
            painter, transform, target, t, self.laid,
            current=self.current, focus=self.hasFocus(),
        )  # fmt: skip
        scale = drawing.draw_miles(painter, transform, target, t)
        current = next((p for p in placed if p.mark.id == self.current), None)
        if current is not None and not self._is_dragging:
            words = card_lines(drawing.shown, current.mark)
            low = drawing.credit_box(target).height()
            room = target.adjusted(0, 0, 8 - right_margin(), -low)
            free = [scale, self.covered()]
            draw_card(painter, current, words, room, t, placed, self._crosses, free)
        painter.restore()

    def _crosses(self, box: QRectF) -> bool:
        """Whether the way of the bus goes through a box of the viewport."""
        return self.drawing.crosses(self.viewportTransform().inverted()[0].mapRect(box))

    # -- pointer ---------------------------------------------------------------------------------

    def mark_at(self, at: QPointF) -> Placed | None:
        """Give the mark under a place of the viewport."""
        return mark_under(self.placed, at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to pick a mark, to move a pin or to move the view."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() is Qt.MouseButton.LeftButton:
            at = event.position()
            start = self.drawing.start_at(self.viewportTransform())
            self._has_start = start is not None and hits_start(at, start)
            self._press = (at, self.mark_at(at), at)
            self._is_dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the pin or the view."""
        at = event.position()
        if self._press is None:
            over = self.mark_at(at)
            movable = over is not None and self.can_move and bool(over.mark.site)
            shape = Qt.CursorShape.OpenHandCursor if movable else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(shape if over else Qt.CursorShape.ArrowCursor)
            self.setToolTip(plain_tip(over.mark.name) if over else "")
            return
        start, hit, last = self._press
        if not self._is_dragging and (at - start).manhattanLength() < _DRAG:
            return
        self._is_dragging = True
        if self._has_start:
            self.drawing.put[START] = self.to_plane(at)
            self.viewport().update()
        elif hit is not None and self.can_move and hit.mark.site:
            self._put(hit.mark.id, self.to_plane(at))
        else:
            self.scroll_by(last - at)
        self._press = (start, hit, at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the mark, or tell where the pin is now."""
        if self._press is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        _, hit, _ = self._press
        dragged, self._press, self._is_dragging = self._is_dragging, None, False
        if dragged and self._has_start:
            self._tell_moved(START)
        elif not dragged:
            if hit is not None or not self._pick_school(event.position()):
                self._pick(hit.mark.id if hit else "")
        elif hit is not None and hit.mark.id in self.drawing.put:
            self._pick(hit.mark.id)
            self._tell_moved(hit.mark.id)
        self.viewport().update()

    def _pick_school(self, at: QPointF) -> bool:
        """Pick the school of the directory at a place, or come closer to several."""
        schools = next((one for one in self.drawing.over if isinstance(one, PlainSchools)), None)
        if schools is None:
            return False
        group = schools.hit(self.viewportTransform(), QRectF(self.viewport().rect()), at)
        if group is None:
            return False
        if group.count > 1:
            self.zoom_at(STEP**3, at)
        else:
            self.picked.emit(f"{AT}{group.place}")
        return True

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the mark, or come closer."""
        hit = self.mark_at(event.position())
        if hit is not None:
            self.opened.emit(hit.mark.id)
        else:
            self.zoom_at(STEP, event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer."""
        self.zoom_at(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    # -- keys ------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep Alt and arrows for the pin while pins are moved; elsewhere they go back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if alt and Qt.Key(event.key()) in _ARROWS and self._movable() is not None:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a mark, nudge it, zoom."""
        key, text = Qt.Key(event.key()), event.text()
        held = event.modifiers()
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        order = self.drawing.order
        if key in _ARROWS and held & Qt.KeyboardModifier.AltModifier:
            if (mark := self._movable()) is not None:
                self._step(mark, _ARROWS[key], NUDGE_FAR_M if shift else NUDGE_M)
        elif key in _ARROWS and shift:
            x, y = _ARROWS[key]
            self.scroll_by(QPointF(80 * x, 80 * y))
        elif key in _ARROWS:
            self._pick(mark_toward(self.placed, self.current, *_ARROWS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and order:
            self._pick(order[0 if key == Qt.Key.Key_Home else -1])
        elif text in ("+", "="):
            self.zoom(1)
        elif text == "-":
            self.zoom(-1)
        elif text == "0":
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.opened.emit(self.current)
        elif key == Qt.Key.Key_Escape and self.drawing.choice is not None:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go from mark to mark with Tab; after the last one the map is left."""
        order = self.drawing.order
        at = order.index(self.current) if self.current in order else None
        to = (0 if forward else len(order) - 1) if at is None else at + (1 if forward else -1)
        if 0 <= to < len(order):
            self._pick(order[to])
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring of the current mark."""
        super().focusInEvent(event)
        by_key = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        if by_key and not self.current and self.drawing.order:
            self._pick(self.drawing.order[0])
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write a nudged pin."""
        self.write_nudge()
        super().focusOutEvent(event)
        self.viewport().update()

    def _pick(self, mark_id: str) -> None:
        if mark_id != self.current:
            self.write_nudge()
        self.current = mark_id
        self._show_current()
        self.redraw()
        self.picked.emit(mark_id)
        if said := self.drawing.spoken.get(mark_id):
            self.setAccessibleDescription(said)
            announce(self, said)

    def _show_current(self) -> None:
        """Bring the current mark into view."""
        self._lay_out()
        one = next((p for p in self.placed if p.mark.id == self.current), None)
        room = QRectF(self.viewport().rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        if one is None or room.contains(one.at) or room.width() < 1:
            return
        inside = QPointF(
            min(max(one.at.x(), room.left()), room.right()),
            min(max(one.at.y(), room.top()), room.bottom()),
        )
        self.scroll_by(one.at - inside)

    # -- moving pins -----------------------------------------------------------------------------

    def _movable(self) -> MapMark | None:
        """Give the current mark where its pin can be moved."""
        mark = self.shown.mark(self.current) if self.shown is not None else None
        return mark if self.can_move and mark is not None and mark.site else None

    def _step(self, mark: MapMark, side: tuple[int, int], meters: int) -> None:
        at, words = self._nudge.step(mark.point, side, meters)
        self._put(mark.id, at)
        announce(self, words)

    def _put(self, mark_id: str, at: QPointF) -> None:
        """Show a pin elsewhere on the plane; it is not written yet."""
        self.drawing.put[mark_id] = at
        self._lay_out()
        self.viewport().update()

    def write_nudge(self) -> None:
        """Tell where a nudged pin is now."""
        self._nudge.end()

    def _tell_moved(self, mark_id: str) -> None:
        if mark_id in self.drawing.put:
            point: LatLon = to_earth(self.drawing.put[mark_id])
            self.moved.emit(mark_id, point.lat, point.lon)
