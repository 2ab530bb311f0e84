"""What is done with legs: minutes typed and pasted, a hotel named, a leg shown in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from tourplanner.core.errors import NetworkOff
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.tours.blocks import LegFacts
from tourplanner.ui.words import count_words, times_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.legs import LegRow
    from tourplanner.services.workspace import Workspace


class LegActs(QObject):
    """Writes what was typed of legs and nights, each as one step of Undo.

    Signals
    -------
    not_kept : minutes or departures could not be written; why is told.
    """

    not_kept = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def name_hotel(self, place: str, name: str) -> None:
        """Name the hotel of a night."""
        self._session.write(
            lambda ws, _: ws.tours.name_hotel(place, name), acted=f"The night is at {name}."
        )

    def type_minutes(self, leg: LegFacts | LegRow, minutes: int | None) -> None:
        """Type the minutes of a leg; None takes them back."""

        def work(workspace: Workspace, _: Any) -> None:
            from tourplanner.services.legs import take_back

            if minutes is None:
                take_back(workspace.tours, leg.left, leg.right)
            else:
                workspace.tours.type_minutes(leg.left, leg.right, minutes)

        took = "estimate" if minutes is None else f"{minutes} min"
        acted = f"{leg.left_name} to {leg.right_name}: {took}."
        self._session.write(work, failed=self._on_failure, acted=acted)

    def type_departures(self, leg: LegRow, times_tod_min: Sequence[int]) -> None:
        """Type the only times when a leg leaves; none = it leaves at any time."""
        at = times_words(times_tod_min)
        leaves = f"leaves only at {at}" if at else "leaves at any time"
        self._session.write(
            lambda ws, _: ws.tours.type_departures(leg.left, leg.right, times_tod_min),
            failed=self._on_failure,
            acted=f"{leg.left_name} to {leg.right_name}: {leaves}.",
        )

    def _on_failure(self, error: BaseException) -> None:
        self.not_kept.emit()
        self._session.unsaved.emit()
        self._session.tell_error(error)

    def type_column(self, legs: Sequence[tuple[LegRow, int]]) -> None:
        """Type the minutes of several legs."""
        typed = [(leg.left, leg.right, minutes) for leg, minutes in legs]
        self._session.write(
            lambda ws, _: ws.tours.type_column(typed),
            acted=f"Minutes of {count_words(len(typed), 'leg')} pasted.",
        )

    def browse(self, leg: LegRow, *, once: bool = False) -> None:
        """Show the way between two sites in the user's browser, where the network may be used."""
        from tourplanner.services.legs import BROWSER_HOST, leg_address

        assert leg.points is not None
        session, address = self._session, leg_address(leg.points)
        why = f"the way from {leg.left_name} to {leg.right_name}"

        def work(_: Workspace, __: Progress) -> None:
            at = session.doors.now()
            session.doors.network().let_browse(at, BROWSER_HOST, why, once=once)

        def opens(_: object) -> None:
            session.network_changed.emit()
            QDesktopServices.openUrl(QUrl(address))

        def failed(error: BaseException) -> None:
            if not isinstance(error, NetworkOff):
                session.tell_error(error)
                return
            said = f"The points of both sites, nothing else, go to {BROWSER_HOST}."
            session.tell(
                Notice(
                    Tone.INFO,
                    f"Needs the network. Turn on for this page? {said}",
                    action="Turn on for this page",
                    act=lambda: self.browse(leg, once=True),
                )
            )

        session.read(work, opens, failed, topic="browse")
