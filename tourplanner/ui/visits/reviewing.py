"""The review of what is shown: read for its bar, and written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tourplanner.ui.session import Session
from tourplanner.ui.visits.acts import Acts
from tourplanner.ui.visits.review_bar import ReviewBar, ReviewValues, read_review
from tourplanner.ui.visits.writing import NOTE, QUOTE

if TYPE_CHECKING:
    from tourplanner.ui.visits.rows import StopRow


class Reviewing(QObject):
    """Fills the bar of the note or quote that is shown.

    Parameters
    ----------
    shown : gives kind and record; the record is empty where nothing of it is stored yet.
    lock : is told whether the text of a note may not be changed.
    """

    def __init__(
        self,
        session: Session,
        bar: ReviewBar,
        acts: Acts,
        shown: Callable[[], tuple[str, str]],
        lock: Callable[[bool], None],
    ) -> None:
        super().__init__(bar)
        self._session = session
        self._bar = bar
        self._shown = shown
        self._lock = lock
        write = acts.write_shown
        bar.reviewed.connect(
            lambda on: write(lambda ws, kind, of: ws.review.set_reviewed(kind, of, on=on))
        )
        bar.commented.connect(
            lambda words: write(lambda ws, kind, of: ws.review.comment(kind, of, words))
        )
        bar.settled.connect(
            lambda comment, on: acts.write(lambda ws: ws.review.settle(comment, on=on))
        )
        bar.unlocked.connect(
            lambda why: write(lambda ws, kind, of: ws.review.unlock(kind, of, why))
        )

    def read(self, stop: StopRow | None) -> None:
        """Read the review of the note or quote that is shown."""
        kind, record = self._shown()
        read_only = self._session.is_read_only
        if kind not in (NOTE, QUOTE) or not record:
            self._bar.show_review(None, read_only=read_only)
            self._lock(read_only)
            return
        zone = stop.zone if stop else "UTC"

        def show(review: ReviewValues | None) -> None:
            if self._shown() == (kind, record):
                self._bar.show_review(review, read_only=read_only)
                is_locked = review is not None and bool(review.locked)
                self._lock(read_only or (is_locked and kind == NOTE))

        self._session.read(
            lambda ws, _: read_review(ws, kind, record, zone), show, topic="visits-review"
        )
