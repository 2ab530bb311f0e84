"""The plain map: drawn by the window itself, worked by keys, printed; there when no web map is."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

from tourplanner.core.geo import EARTH_RADIUS_MI, LatLon
from tourplanner.services.maps import MarkKind, ScreenMap
from tourplanner.ui.map.choice import (
    START,
    Choice,
    draw_found,
    draw_shape,
    draw_start,
    hits_start,
)
from tourplanner.ui.map.ground import (
    UNITS,
    GroundPaths,
    box_on_plane,
    draw_ground,
    to_earth,
    to_plane,
)
from tourplanner.ui.map.over import AT, Drawn, PlainSchools
from tourplanner.ui.map.own import OwnMap
from tourplanner.ui.map.paint import (
    Placed,
    draw_card,
    draw_line,
    draw_mark,
    draw_scale,
    draw_towns,
    half_size,
    place_towns,
    spread,
    there_and_back,
)
from tourplanner.ui.map.words import card_lines, miles_words, rows_of
from tourplanner.ui.shell.notices import announce
from tourplanner.ui.theme import THEME, font, tokens
from tourplanner.ui.tokens import Tokens
from tourplanner.ui.widgets.rows import draw_text
from tourplanner.ui.widgets.tips import plain_tip

NUDGE_M, NUDGE_FAR_M = 10, 100
REST_MS = 700  # after so long without another key a nudged pin is written
_STEP = 1.5
_MARGIN = 40
_RIGHT_MARGIN = 64  # the buttons of the map stand there
_CLOSEST = 12.0  # pixels in a unit of the plane: some 12,000 in a degree
_REACH = 5  # how far beside a mark still hits it
_DRAG = 4
_METERS_PER_DEGREE = math.radians(1) * EARTH_RADIUS_MI * 1609.344
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_SIDES = {(-1, 0): "west", (1, 0): "east", (0, -1): "north", (0, 1): "south"}


class PlainMap(QGraphicsView):
    """Draws ground, lines and marks; one mark is current.

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
        self._plane = QGraphicsScene()
        super().__init__(self._plane)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Map of the tour")
        self.setAccessibleDescription("The list beside it says the same in words.")
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(off)
        self.setVerticalScrollBarPolicy(off)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheBackground)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.own = own
        own.changed.connect(self._redraw)
        own.came.connect(self._redraw)
        self.shown: ScreenMap | None = None
        self.ground: GroundPaths | None = None
        self.day: int | None = None
        self.current = ""
        self.can_move = False
        self.hidden: frozenset[str] = frozenset()
        self.over: list[Drawn] = []
        self.choice: Choice | None = None
        self._placed: list[Placed] = []
        self._is_laid_out = False
        self._order: list[str] = []
        self._spoken: dict[str, str] = {}  # what a screen reader says of a mark
        self._lines: list[tuple[int, QPainterPath]] = []
        self._ways: list[QPainterPath] = []  # the lines there and back: no area is inside them
        self._towns: list[tuple[str, QPointF]] = []
        self._put: dict[str, QPointF] = {}  # pins put elsewhere and not written yet
        self._press: tuple[QPointF, Placed | None, QPointF] | None = None
        self._is_dragging = False
        self._has_start = False  # whether the start of a reach was pressed
        self._is_fitted = True
        self._nudged: tuple[float, float] | None = None  # meters east and north
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.write_nudge)
        THEME.changed.connect(self._redraw)

    # -- what is shown ---------------------------------------------------------------------------

    def show_map(self, screen: ScreenMap | None, ground: GroundPaths | None) -> None:
        """Show a map; the view stays where the ground is the same."""
        other = ground is not self.ground
        self.shown, self.ground = screen, ground
        self._put.clear()
        self._nudged = None
        self._rest.stop()
        self._fill()
        if ground is not None and other:
            # Wider than the ground, so that any point can be in the middle.
            margin = max(ground.area.width(), ground.area.height())
            self._plane.setSceneRect(ground.area.adjusted(-margin, -margin, margin, margin))
            self.fit()
        if screen is None or screen.mark(self.current) is None:
            self.current = ""
        self._redraw()

    def show_day(self, day: int | None) -> None:
        """Show one day alone, or all."""
        self.write_nudge()
        self.day = day
        self._fill()
        self.fit()

    def set_hidden(self, hidden: frozenset[str]) -> None:
        """Leave out layers: stops, candidates, roads, county_lines, towns."""
        self.hidden = hidden
        self._fill()
        self._redraw()

    def show_over(self, over: list[Drawn]) -> None:
        """Draw other layers over the ground."""
        self.over = over
        self._redraw()

    def show_choice(self, choice: Choice | None) -> None:
        """Show sites that were picked out, or none."""
        self.choice = choice
        self._put.pop(START, None)
        self._redraw()

    def tell_place(self, told: Callable[[QTransform], None]) -> None:
        """Tell where the plane of the map lies on the widget."""
        told(self.viewportTransform())

    def set_can_move(self, on: bool) -> None:
        """Let pins of sites be moved; they stand on their points then."""
        self.write_nudge()
        self.can_move = on
        self._redraw()

    def select(self, mark_id: str) -> None:
        """Make a mark current that was chosen elsewhere."""
        if mark_id != self.current:
            self.write_nudge()
        self.current = mark_id
        self._show_current()
        self._redraw()

    def _fill(self) -> None:
        """Collect lines and the order of marks for the day that is shown."""
        self._lines, self._ways, self._order, self._spoken = [], [], [], {}
        if self.shown is None:
            return
        marks = {mark.id: mark for mark in self.shown.marks}
        for day in self.shown.days if "stops" not in self.hidden else ():
            if self.day in (None, day.index):
                for leg in day.legs:
                    path = QPainterPath()
                    for k, at in enumerate(leg.line):
                        point = to_plane(at.lat, at.lon)
                        path.lineTo(point) if k else path.moveTo(point)
                    self._lines.append((day.index, path))
                    self._ways.append(there_and_back(path))
        rows = rows_of(self.shown, self.day)
        if self.day is not None:
            rows += [row for row in rows_of(self.shown) if row.day < 0]
        listed = [row.mark for row in rows if row.mark]
        # Places of a tour without a plan have no row.
        listed += [mark.id for mark in self.shown.marks if self.day is None]
        left_out = {MarkKind.CANDIDATE} if "candidates" in self.hidden else set()
        if "stops" in self.hidden:
            left_out |= {MarkKind.STOP, MarkKind.PLACE}
        self._spoken = {row.mark: row.spoken for row in reversed(rows) if row.mark}
        self._order = [
            mark_id for mark_id in dict.fromkeys(listed) if marks[mark_id].kind not in left_out
        ]

    # -- the view --------------------------------------------------------------------------------

    def fit(self) -> None:
        """Show the whole tour or the whole day."""
        self._is_fitted = True
        area = self._area()
        if area is None or self.viewport().width() < 2:
            return
        room = self.viewport().rect().adjusted(_MARGIN, _MARGIN, -_RIGHT_MARGIN, -_MARGIN)
        scale = min(
            max(room.width(), 10) / max(area.width(), 1e-6),
            max(room.height(), 10) / max(area.height(), 1e-6),
            2.0,
        )
        self._set_scale(scale, area.center(), QPointF(room.center()))

    def _area(self) -> QRectF | None:
        """Give what is fitted: the marks and lines of a day, else the bounds of the map."""
        if self.shown is None or self.ground is None or self.shown.bounds is None:
            return None
        if self.day is None:
            return box_on_plane(self.shown.bounds)
        points = [
            to_plane(m.point.lat, m.point.lon) for m in self.shown.marks if self.day in m.days
        ]
        area = QRectF()
        for _, path in self._lines:
            area = area.united(path.boundingRect())
        for point in points:
            area = area.united(QRectF(point.x() - 20, point.y() - 20, 40, 40))
        return area if not area.isEmpty() else box_on_plane(self.shown.bounds)

    def zoom(self, steps: float) -> None:
        """Come closer, or go away with a negative number; the middle stays."""
        self._zoom_at(_STEP**steps, QPointF(self.viewport().rect().center()))

    def _zoom_at(self, factor: float, at: QPointF) -> None:
        scale = self.transform().m11()
        lowest = 0.02
        wanted = min(max(scale * factor, lowest), _CLOSEST)
        self._is_fitted = False
        self._set_scale(wanted, self._to_scene(at), at)

    def _set_scale(self, scale: float, point: QPointF, at: QPointF) -> None:
        """Draw in a scale, with a point of the plane at a place of the viewport."""
        self.setTransform(QTransform.fromScale(scale, scale))
        shift = self.viewportTransform().map(point) - at
        self._scroll(shift)
        self.resetCachedContent()
        self._redraw()

    def _scroll(self, by: QPointF) -> None:
        for bar, value in (
            (self.horizontalScrollBar(), by.x()),
            (self.verticalScrollBar(), by.y()),
        ):
            bar.setValue(bar.value() + round(value))

    def _to_scene(self, at: QPointF) -> QPointF:
        return self.viewportTransform().inverted()[0].map(at)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Follow a move of the view."""
        super().scrollContentsBy(dx, dy)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole in view where it was."""
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()
        else:
            self._redraw()

    def _redraw(self) -> None:
        self.resetCachedContent()
        self._lay_out()
        self.viewport().update()

    @property
    def placed(self) -> list[Placed]:
        """Where the marks are drawn; found when it is asked for, once after many changes."""
        if not self._is_laid_out:
            self._is_laid_out = True
            self._placed = self._place(self.viewportTransform())
            target = QRectF(self.viewport().rect())
            self._towns = self._town_places(self.viewportTransform(), target, self._placed)
        return self._placed

    def _lay_out(self) -> None:
        """What marks and towns stand on has moved."""
        self._is_laid_out = False

    def _place(self, transform: QTransform) -> list[Placed]:
        if self.shown is None:
            return []
        marks = {mark.id: mark for mark in self.shown.marks}
        made = []
        for mark_id in self._order:
            mark = marks[mark_id]
            plane = self._put.get(mark.id) or to_plane(mark.point.lat, mark.point.lon)
            at = transform.map(plane)
            made.append(Placed(mark, at, QPointF(at)))
        if not self.can_move:
            spread(made)
        return made

    def _town_places(
        self, transform: QTransform, target: QRectF, placed: list[Placed]
    ) -> list[tuple[str, QPointF]]:
        if self.ground is None or "towns" in self.hidden or self.own.tiles is not None:
            return []  # the user's own map has its own names
        taken = [self._credit_box(target)]
        for one in placed:
            half = half_size(one.mark)
            taken.append(QRectF(one.at - half, one.at + half).adjusted(-3, -3, 3, 3))
        towns = [(name, transform.map(at)) for name, at in self.ground.towns]
        return place_towns(towns, target, taken)

    # -- drawing ---------------------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        """Draw the ground; Qt keeps the picture while the view stays."""
        painter.save()
        painter.resetTransform()
        target = QRectF(self.viewport().rect())
        t = tokens()
        if self.ground is None:
            painter.fillRect(target, QColor(t.surface))
        else:
            transform = self.viewportTransform()
            draw_ground(painter, self.ground, transform, target, t, self.hidden)
            self.own.draw(painter, transform, target)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for layer in self.over:
                layer.draw(painter, transform, target, t)
            if self.choice is not None:
                draw_shape(painter, self.choice, transform, t)
        painter.restore()

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        """Draw lines, towns and marks."""
        if self.shown is None or self.ground is None:
            return
        painter.save()
        painter.resetTransform()
        target = QRectF(self.viewport().rect())
        t = tokens()
        placed = self.placed
        self._draw_over(painter, self.viewportTransform(), target, t, placed, self._towns)
        low = target.bottom() - self._credit_box(target).height() - 8
        scale = draw_scale(
            painter,
            QPointF(12, low),
            self._px_per_mile(target.center(), self.viewportTransform()),
            t,
        )
        current = next((p for p in placed if p.mark.id == self.current), None)
        if current is not None and not self._is_dragging:  # over all else: it is what one reads
            words = card_lines(self.shown, current.mark)
            low = self._credit_box(target).height()
            room = target.adjusted(0, 0, 8 - _RIGHT_MARGIN, -low)
            draw_card(painter, current, words, room, t, placed, self._crosses, scale)
        painter.restore()

    def _draw_over(
        self,
        painter: QPainter,
        transform: QTransform,
        target: QRectF,
        t: Tokens,
        placed: list[Placed],
        towns: list[tuple[str, QPointF]],
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for day, path in self._lines:
            draw_line(painter, transform.map(path), day, t)
        draw_towns(painter, towns, t)
        levels = {MarkKind.PLACE: 1, MarkKind.STOP: 2}
        ordered = sorted(
            placed, key=lambda p: (p.mark.id == self.current, levels.get(p.mark.kind, 0))
        )
        for one in ordered:
            is_current = one.mark.id == self.current
            draw_mark(painter, one, t, is_current=is_current, focus=self.hasFocus())
        if self.choice is not None:
            draw_found(painter, self.choice, placed, t)
            if (start := self._start_at(transform)) is not None:
                draw_start(painter, start, t)
        words = self._credit_box(target)
        painter.fillRect(words, QColor(t.surface))
        inside = words.adjusted(6, 0, -6, 0)
        draw_text(painter, inside, self.own.credit, px=11, color=t.ink2, right=True)

    def _start_at(self, transform: QTransform) -> QPointF | None:
        """Give where the start of a reach is drawn."""
        start = self.choice.start if self.choice is not None else None
        if start is None:
            return None
        return transform.map(self._put.get(START) or to_plane(start.lat, start.lon))

    def _crosses(self, box: QRectF) -> bool:
        """Whether the way of the bus goes through a box of the viewport."""
        on_plane = self.viewportTransform().inverted()[0].mapRect(box)
        return any(way.intersects(on_plane) for way in self._ways)

    def _credit_box(self, target: QRectF) -> QRectF:
        metrics = QFontMetricsF(font(11))
        wide = min(metrics.horizontalAdvance(self.own.credit) + 13, target.width())
        high = metrics.height() + 3
        return QRectF(target.right() - wide, target.bottom() - high, wide, high)

    def _px_per_mile(self, at: QPointF, transform: QTransform) -> float:
        lat = to_earth(transform.inverted()[0].map(at)).lat
        miles_per_degree = math.radians(1) * EARTH_RADIUS_MI * math.cos(math.radians(lat))
        return transform.m11() * UNITS / miles_per_degree

    def draw_page(self, painter: QPainter, page: QRectF, t: Tokens, title: str) -> None:
        """Draw the map for a printer: a title, the ground, lines and marks, all of the tour or day.

        Parameters
        ----------
        page : what may be drawn on, in pixels of a screen.
        t : the colors; paper is white, so the light ones.
        """
        view = self.page_view(page)
        if view is None or self.ground is None:
            return
        transform, target = view
        head = QRectF(page.left(), page.top(), page.width(), 30)
        painter.setFont(font(15))
        draw_text(painter, head, title, px=15, color=t.ink)
        draw_ground(painter, self.ground, transform, target, t, self.hidden)
        painter.save()
        painter.setClipRect(target)
        self.own.draw(painter, transform, target, waits=True)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for layer in self.over:
            layer.draw(painter, transform, target, t)
        if self.choice is not None:
            draw_shape(painter, self.choice, transform, t)
        placed = self._place(transform)
        towns = self._town_places(transform, target, placed)
        self._draw_over(painter, transform, target, t, placed, towns)
        low = target.bottomLeft() + QPointF(12, -self._credit_box(target).height() - 8)
        draw_scale(painter, low, self._px_per_mile(target.center(), transform), t)
        painter.restore()

    def page_view(self, page: QRectF) -> tuple[QTransform, QRectF] | None:
        """Give how the tour or day fits on a page under its title: from the plane, and where."""
        area = self._area()
        if area is None or self.shown is None or self.ground is None:
            return None
        target = page.adjusted(0, 36, 0, 0)
        scale = min(
            (target.width() - 2 * _MARGIN) / area.width(),
            (target.height() - 2 * _MARGIN) / area.height(),
        )
        transform = QTransform()
        transform.translate(target.center().x(), target.center().y())
        transform.scale(scale, scale)
        transform.translate(-area.center().x(), -area.center().y())
        return transform, target

    # -- pointer ---------------------------------------------------------------------------------

    def mark_at(self, at: QPointF) -> Placed | None:
        """Give the mark under a place of the viewport, the topmost where there are several."""
        best: tuple[float, Placed] | None = None
        for one in self.placed:
            half = half_size(one.mark)
            gap = one.at - at
            if abs(gap.x()) <= half.x() + _REACH and abs(gap.y()) <= half.y() + _REACH:
                far = math.hypot(gap.x(), gap.y())
                if best is None or far < best[0]:
                    best = (far, one)
        return best[1] if best else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to pick a mark, to move a pin or to move the view."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() is Qt.MouseButton.LeftButton:
            at = event.position()
            start = self._start_at(self.viewportTransform())
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
            self._put[START] = self._to_scene(at)
            self.viewport().update()
        elif hit is not None and self.can_move and hit.mark.site:
            self._put[hit.mark.id] = self._to_scene(at)
            self._lay_out()
            self.viewport().update()
        else:
            self._is_fitted = False
            self._scroll(last - at)
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
        elif hit is not None and hit.mark.id in self._put:
            self._pick(hit.mark.id)
            self._tell_moved(hit.mark.id)
        self.viewport().update()

    def _pick_school(self, at: QPointF) -> bool:
        """Pick the school of the directory at a place, or come closer to several."""
        schools = next((one for one in self.over if isinstance(one, PlainSchools)), None)
        if schools is None:
            return False
        group = schools.hit(self.viewportTransform(), QRectF(self.viewport().rect()), at)
        if group is None:
            return False
        if group.count > 1:
            self._zoom_at(_STEP**3, at)
        else:
            self.picked.emit(f"{AT}{group.place}")
        return True

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the mark, or come closer."""
        hit = self.mark_at(event.position())
        if hit is not None:
            self.opened.emit(hit.mark.id)
        else:
            self._zoom_at(_STEP, event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer."""
        self._zoom_at(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    # -- keys ------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep Alt and arrows for the pin while pins are moved; elsewhere they go back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if alt and Qt.Key(event.key()) in _ARROWS and self._movable():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a mark, nudge it, zoom."""
        key, text = Qt.Key(event.key()), event.text()
        held = event.modifiers()
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if key in _ARROWS and held & Qt.KeyboardModifier.AltModifier:
            if self._movable():
                self._nudge(_ARROWS[key], NUDGE_FAR_M if shift else NUDGE_M)
        elif key in _ARROWS and shift:
            x, y = _ARROWS[key]
            self._is_fitted = False
            self._scroll(QPointF(80 * x, 80 * y))
        elif key in _ARROWS:
            self._pick(self._neighbor(*_ARROWS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._order:
            self._pick(self._order[0 if key == Qt.Key.Key_Home else -1])
        elif text in ("+", "="):
            self.zoom(1)
        elif text == "-":
            self.zoom(-1)
        elif text == "0":
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.opened.emit(self.current)
        elif key == Qt.Key.Key_Escape and self.choice is not None:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go from mark to mark with Tab; after the last one the map is left."""
        at = self._order.index(self.current) if self.current in self._order else None
        to = (0 if forward else len(self._order) - 1) if at is None else at + (1 if forward else -1)
        if 0 <= to < len(self._order):
            self._pick(self._order[to])
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
        if by_key and not self.current and self._order:
            self._pick(self._order[0])
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write a nudged pin."""
        self.write_nudge()
        super().focusOutEvent(event)
        self.viewport().update()

    def _neighbor(self, x: int, y: int) -> str:
        """Give the nearest mark in a direction, the current one where there is none."""
        here = next((p for p in self.placed if p.mark.id == self.current), None)
        if here is None:
            return self._order[0] if self._order else ""
        best, nearest = self.current, math.inf
        for one in self.placed:
            gap = one.at - here.at
            ahead, aside = gap.x() * x + gap.y() * y, abs(gap.x() * y) + abs(gap.y() * x)
            if one is not here and ahead > 0.5 and ahead + 2 * aside < nearest:
                best, nearest = one.mark.id, ahead + 2 * aside
        return best

    def _pick(self, mark_id: str) -> None:
        if mark_id != self.current:
            self.write_nudge()
        self.current = mark_id
        self._show_current()
        self._redraw()
        self.picked.emit(mark_id)
        if said := self._spoken.get(mark_id):
            self.setAccessibleDescription(said)
            announce(self, said)

    def _show_current(self) -> None:
        """Bring the current mark into view."""
        self._lay_out()
        one = next((p for p in self.placed if p.mark.id == self.current), None)
        room = QRectF(self.viewport().rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        if one is None or room.contains(one.at) or room.width() < 1:
            return
        inside = QPointF(
            min(max(one.at.x(), room.left()), room.right()),
            min(max(one.at.y(), room.top()), room.bottom()),
        )
        self._is_fitted = False
        self._scroll(one.at - inside)

    # -- moving pins -----------------------------------------------------------------------------

    def _movable(self) -> bool:
        mark = self.shown.mark(self.current) if self.shown is not None else None
        return self.can_move and mark is not None and bool(mark.site)

    def _nudge(self, side: tuple[int, int], meters: int) -> None:
        assert self.shown is not None
        mark = self.shown.mark(self.current)
        assert mark is not None
        east, north = self._nudged or (0.0, 0.0)
        self._nudged = (east + side[0] * meters, north - side[1] * meters)
        lat = mark.point.lat + self._nudged[1] / _METERS_PER_DEGREE
        squeeze = max(math.cos(math.radians(mark.point.lat)), 0.05)
        lon = mark.point.lon + self._nudged[0] / (_METERS_PER_DEGREE * squeeze)
        self._put[mark.id] = to_plane(lat, lon)
        self._rest.start()
        self._lay_out()
        self.viewport().update()
        far = math.hypot(*self._nudged)
        announce(self, f"{meters} m {_SIDES[side]}, {miles_words(far)} from where it was")

    def write_nudge(self) -> None:
        """Tell where a nudged pin is now."""
        self._rest.stop()
        if self._nudged is not None:
            self._nudged = None
            self._tell_moved(self.current)

    def _tell_moved(self, mark_id: str) -> None:
        if mark_id in self._put:
            point: LatLon = to_earth(self._put[mark_id])
            self.moved.emit(mark_id, point.lat, point.lon)
