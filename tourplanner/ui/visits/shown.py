"""How the quote, promise, photo or memo that is shown is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tourplanner.ui.visits.writing import MEMO, NOTE, PHOTO, PROMISE, QUOTE

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace


def reader_of(kind: str, record: str, zone: str) -> Callable[[Workspace], Any] | None:
    """Give how a record is read as its page shows it, None where it is gone.

    Answers are read with the lists of the stop and have no reader; of a note only what stands under
    its text is read here. A page and what it needs is loaded when it is first wished.
    """
    if kind == NOTE and record:
        from tourplanner.ui.visits.note_page import read_marks

        return lambda ws: read_marks(ws, record)
    if kind == QUOTE:
        from tourplanner.ui.visits.quote_page import read_quote

        return lambda ws: read_quote(ws, record)
    if kind == PROMISE:
        from tourplanner.ui.visits.promise_page import read_promise

        return lambda ws: read_promise(ws, record)
    if kind == PHOTO:
        from tourplanner.ui.visits.photo_page import PICTURE_PX
        from tourplanner.ui.visits.photo_rows import read_photo

        return lambda ws: read_photo(ws, record, zone, PICTURE_PX)
    if kind == MEMO:
        from tourplanner.ui.visits.memo_page import read_memo

        return lambda ws: read_memo(ws, record)
    return None
