"""Looking for all points that are missing: first offline, then, if a person says so, online."""

from __future__ import annotations

from tourplanner.core.errors import NetworkOff
from tourplanner.ui.messages import Notice, Tone
from tourplanner.ui.session import Session
from tourplanner.ui.sites.points import Found, find_all


def find_missing(session: Session, *, online: bool = False, once: bool = False) -> None:
    """Look for the points of all sites that have none, and tell what came of it."""

    def done(found: Found) -> None:
        if online:
            session.network_changed.emit()
        offers = not online and found.left > 0
        session.tell(
            Notice(
                Tone.INFO if found.asking or found.left else Tone.GOOD,
                found.words,
                action="Look for better ones online" if offers else "",
                act=(lambda: find_missing(session, online=True)) if offers else None,
            )
        )

    def failed(error: BaseException) -> None:
        if not isinstance(error, NetworkOff):
            session.network_changed.emit()
            session.tell_error(error)
            return
        session.tell(
            Notice(
                Tone.INFO,
                f"{error.text} {error.hint}",
                action="Turn on for this look-up",
                act=lambda: find_missing(session, online=True, once=True),
            )
        )

    session.read(
        find_all(session.doors, online=online, once=once),
        done,
        failed,
        topic="missing points",
        title="Looking for points",
    )
