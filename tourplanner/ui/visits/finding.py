"""Search over all that was written, and the way to what was found, here or elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourplanner.ui.place import go_to
from tourplanner.ui.visits.rows import Beside, HitRow, read_hits, read_home

if TYPE_CHECKING:
    from tourplanner.ui.session import Session
    from tourplanner.ui.visits.place import VisitsPlace

_LISTED = ("note", "quote", "memo")  # they stand in the list of their stop


class Finding:
    """Searches for the place of visits, and shows there what was found."""

    def __init__(self, session: Session, place: VisitsPlace) -> None:
        self._session, self._place = session, place

    def search(self, text: str) -> None:
        """Show what fits some words, as one types."""
        if text.strip():
            self._session.read(
                lambda ws, _: read_hits(ws, text),
                lambda hits: self._place.left.show_hits(text, hits),
                topic="visits-search",
            )

    def open_hit(self, hit: HitRow) -> None:
        """Go to what was found."""
        if hit.kind == "practice":
            self.go_to_card(hit.record)
        else:
            self.show(hit.record)

    def go_to_card(self, card: str) -> None:
        """Show a practice card, in its own place."""
        go_to(self._place, "practices", lambda practices: practices.show_record(card))

    def show(self, record: str) -> None:
        """Show a note, quote, answer, promise, photo or memo at its stop."""
        place = self._place

        def show(found: tuple[str, str, str, Beside]) -> None:
            kind, record, stop, beside = found
            if not kind:
                return
            place.show_at(stop, record if kind in _LISTED else "")
            if kind == "promise":
                place.middle.open_promise(record)
            elif kind == "photo":
                place.middle.open_photo(record)
            asked = (*beside.questions, *beside.more)
            line = next((each for each in asked if each.record == record), None)
            if line is not None:
                place.middle.open_answer(line)
            place.refresh()

        self._session.read(lambda ws, _: read_home(ws, record), show, topic="visits-find")
