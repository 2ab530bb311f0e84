"""A view of the map's plane that zooms around a place and scrolls: what a plain map stands on."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

from tourplanner.ui.map.drawing import MARGIN
from tourplanner.ui.theme import look

_EDGE, _BUTTON = 28, 36
STEP = 1.5  # of one zoom
_CLOSEST, _FARTHEST = 12.0, 0.02  # pixels in a unit of the plane: 12 are some 12,000 in a degree
_FITTED_CLOSEST = 2.0


def right_margin() -> int:
    """Give how much of the right the buttons of the map take, in pixels of this text size."""
    return _EDGE + look().px(_BUTTON)


class PlaneView(QGraphicsView):
    """Keeps scale and place. Whoever draws on it gives ``area`` and draws in ``redraw``."""

    def __init__(self) -> None:
        self._plane = QGraphicsScene()
        super().__init__(self._plane)
        self.setFrameShape(QFrame.Shape.NoFrame)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(off)
        self.setVerticalScrollBarPolicy(off)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheBackground)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.is_fitted = True

    def area(self) -> QRectF | None:
        """Give the part of the plane that ``fit`` shows."""
        return None

    def redraw(self) -> None:
        """Draw all anew."""
        self.resetCachedContent()
        self.viewport().update()

    def set_ground(self, area: QRectF) -> None:
        """Let a part of the plane be seen, with so much around it that any point can be in the
        middle.
        """
        margin = max(area.width(), area.height())
        self._plane.setSceneRect(area.adjusted(-margin, -margin, margin, margin))

    def fit(self) -> None:
        """Show the whole tour or the whole day."""
        self.is_fitted = True
        area = self.area()
        if area is None or self.viewport().width() < 2:
            return
        high = look().px(MARGIN)  # what picks sites stands over the map, its sources under it
        room = self.viewport().rect().adjusted(MARGIN, high, -right_margin(), -high)
        scale = min(
            max(room.width(), 10) / max(area.width(), 1e-6),
            max(room.height(), 10) / max(area.height(), 1e-6),
            _FITTED_CLOSEST,
        )
        self._set_scale(scale, area.center(), QPointF(room.center()))

    def zoom(self, steps: float) -> None:
        """Come closer, or go away with a negative number; the middle stays."""
        self.zoom_at(STEP**steps, QPointF(self.viewport().rect().center()))

    def zoom_at(self, factor: float, at: QPointF) -> None:
        """Come closer around a place of the viewport."""
        wanted = min(max(self.transform().m11() * factor, _FARTHEST), _CLOSEST)
        self.is_fitted = False
        self._set_scale(wanted, self.to_plane(at), at)

    def _set_scale(self, scale: float, point: QPointF, at: QPointF) -> None:
        """Draw in a scale, with a point of the plane at a place of the viewport."""
        self.setTransform(QTransform.fromScale(scale, scale))
        self._scroll(self.viewportTransform().map(point) - at)
        self.redraw()

    def scroll_by(self, by: QPointF) -> None:
        """Move the view over the plane, in pixels; it is then no longer that of the whole."""
        self.is_fitted = False
        self._scroll(by)

    def _scroll(self, by: QPointF) -> None:
        for bar, value in (
            (self.horizontalScrollBar(), by.x()),
            (self.verticalScrollBar(), by.y()),
        ):
            bar.setValue(bar.value() + round(value))

    def to_plane(self, at: QPointF) -> QPointF:
        """Give the place on the plane of a place of the viewport."""
        return self.viewportTransform().inverted()[0].map(at)
