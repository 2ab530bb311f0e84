"""What the start page shows besides its choices: what is ready, and the map of a state.

Both are read in the background once the window has been painted, and only while the page is seen.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from tourplanner.ui.memory import Memory
from tourplanner.ui.session import Session
from tourplanner.ui.start.page import StartPage

MAP_MS = 1500  # after the first paint: it takes the processor, and a file comes first
READY_MS = 300  # after the first paint; who opens a file at once needs no list of what is there


class StartFilling(QObject):
    """Fills the start page."""

    def __init__(self, page: StartPage, session: Session, memory: Memory) -> None:
        super().__init__(page)
        self._page, self._session, self._memory = page, session, memory

    def begin(self) -> None:
        """The window has been painted: fill the page in a while."""
        QTimer.singleShot(READY_MS, self, self.read_ready)
        self.draw_soon()

    def draw_soon(self) -> None:
        """Draw the map in a while."""
        QTimer.singleShot(MAP_MS, self, self.draw)

    def read_ready(self) -> None:
        """Say what works without the network."""
        if not self._page.isVisible():
            return

        def read(_: object, __: object) -> list[tuple[str, str]]:
            from tourplanner.ui.start.ready import ready_lines

            return ready_lines(self._session.doors.reference().shipped)

        self._session.jobs.read(read, self._page.show_ready, topic="ready", needs_file=False)

    def draw(self) -> None:
        """Draw the map of the office's state, else of the first that ships."""
        if not self._page.isVisible():
            return

        def read(_: object, __: object) -> str:
            from tourplanner.ui.start.ready import first_state

            return first_state(self._session.doors.reference().shipped)

        def draw(state: str) -> None:
            self._page.map.begin(self._session, self._memory.home_state or state)

        self._session.jobs.read(read, draw, topic="start-state", needs_file=False)
