"""The map beside the start page: the office's state as it comes with the program.

It is drawn in the background, long after the first paint, and never waited for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from tourplanner.ui.session import Session
from tourplanner.ui.theme import THEME, look, tokens
from tourplanner.ui.tokens import Tokens
from tourplanner.ui.widgets.rows import draw_text

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from tourplanner.core.model.states import State
    from tourplanner.services.workspace import Doors
    from tourplanner.ui.map.ground import GroundPaths

_CALM_MS = 250  # after the last change of its size or colors
_TOWNS = 30  # the largest; those that lie under another are left out
_EDGE = 0.06  # of the state's size, around it


class StartMap(QWidget):
    """Shows the state whose schools are at hand; says of whom the lines are."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._state = ""
        self._image: QImage | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_CALM_MS)
        self._timer.timeout.connect(self._draw)
        THEME.changed.connect(self._again)

    @property
    def is_drawn(self) -> bool:
        """Whether there is a map to see."""
        return self._image is not None

    def begin(self, session: Session, state: str) -> None:
        """Draw the map of a state, two letters, as soon as there is time for it."""
        if state and (state != self._state or self._session is not session):
            self._session, self._state = session, state
        self._again()

    def _again(self) -> None:
        if self._state and self.isVisible():
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw it where it was not seen before."""
        super().showEvent(event)
        self._again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw it in another size."""
        super().resizeEvent(event)
        self._again()

    def _draw(self) -> None:
        session = self._session
        if session is None or not self.isVisible():
            return
        doors, code = session.doors, self._state
        size, ratio, t, high = self.size(), self.devicePixelRatioF(), tokens(), look().px(18)

        def work(*_: object) -> tuple[QImage, str] | None:
            state = doors.states().by_code.get(code)
            if state is None or state.west > state.east:  # across the date line: no one map
                return None
            return draw_state(read_ground(doors, state), size, ratio, t, high), state.name

        def show(made: tuple[QImage, str] | None) -> None:
            if made is not None:
                self._image, name = made
                self.setAccessibleName(f"Map of {name}")
                self.update()

        session.jobs.read(work, show, lambda _: None, topic="start-map", needs_file=False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show what was drawn last."""
        if self._image is not None:
            QPainter(self).drawImage(self.rect(), self._image)


def read_ground(doors: Doors, state: State) -> GroundPaths:
    """Give the ground of a state; called on a helper's thread."""
    from tourplanner.core.papers.map import Bounds
    from tourplanner.ui.map.ground import kept_paths

    bounds = Bounds(state.south, state.west, state.north, state.east)
    return kept_paths(bounds, doors.ground)


def draw_state(ground: GroundPaths, size: QSize, ratio: float, t: Tokens, high: int) -> QImage:
    """Draw a state as large as fits; called on a helper's thread.

    Parameters
    ----------
    size : in pixels of the layout. ratio : pixels of the screen in one of these.
    high : of the line that says whose the data is.
    """
    from PySide6.QtGui import QColor, QImage, QTransform

    from tourplanner.ui.map.ground import CREDIT, box_on_plane, draw_ground
    from tourplanner.ui.map.paint import draw_towns, place_towns

    made = QImage(
        round(size.width() * ratio),
        round(size.height() * ratio),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    made.setDevicePixelRatio(ratio)
    target = QRectF(0, 0, size.width(), size.height())
    box = box_on_plane(ground.bounds)
    scale = (1 - 2 * _EDGE) * min(target.width() / box.width(), target.height() / box.height())
    transform = QTransform()
    transform.translate(target.center().x(), target.center().y())
    transform.scale(scale, scale)
    transform.translate(-box.center().x(), -box.center().y())
    painter = QPainter(made)
    draw_ground(painter, ground, transform, target, t, frozenset({"rivers"}))
    towns = [(name, transform.map(at)) for name, at in ground.towns[:_TOWNS]]
    draw_towns(painter, place_towns(towns, target, []), t)
    foot = QRectF(0, target.bottom() - high, target.width(), high)
    ground_color = QColor(t.surface)
    ground_color.setAlphaF(0.85)
    painter.fillRect(foot, ground_color)
    draw_text(painter, foot.adjusted(8, 0, -8, 0), CREDIT, px=11, color=t.ink2, right=True)
    painter.end()
    return made
