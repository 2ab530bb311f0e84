"""What most papers share: their head, their foot, and blocks made of typed lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tourplanner.core.clock import local, parse_date
from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Heading,
    KeyValues,
    Line,
    Paper,
    Span,
    line,
)
from tourplanner.core.papers.moments import DayView, days_of
from tourplanner.core.papers.press import letterhead, tour_dates
from tourplanner.core.papers.style import member_text, stamp_text
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line

STAFF = "Staff only"
NAMED = "For named people only"
RIDERS = "For people on the bus"


def sheet(
    cut: CutView,
    blocks: Sequence[Block],
    *,
    title: str = "",
    aside: str | None = None,
    whom: str = STAFF,
    zone: str = "",
    footer: str = "",
    **more: Any,
) -> Paper:
    """Give a paper that does not go to the press: head, foot and file properties as everywhere.

    Parameters
    ----------
    title : its headline; empty = the typed one, else the tour's name.
    aside : None = the days of the tour.
    whom : for whom it is, as the foot says.
    zone : of the stamp; empty = that in which the tour starts.
    footer : its foot; empty = for whom it is, its version and its stamp.
    more : other fields of Paper.
    """
    office, tour, free = cut.one("office"), cut.one("tour"), cut.one("blocks")
    name = one_line(tour.text("name"))
    stamp_zone = zone or first_zone(days_of(cut))
    return Paper(
        cut.spec.key,
        cut.spec.name,
        title or one_line(free.text("headline")) or name,
        tour_dates(tour) if aside is None else aside,
        more.pop("head", letterhead(office)),
        member_text(office) or name,
        tuple(blocks),
        cut.language,
        footer=footer or footer_of(cut, stamp_zone, whom),
        draft="DRAFT" if cut.draft else "",
        stamp_at=cut.made_at,
        subject=name,
        **more,
    )


def first_zone(days: Sequence[DayView]) -> str:
    """Give the zone in which a tour starts, in which its papers are stamped."""
    return days[0].day.text("start_zone") if days else "UTC"


def is_past(cut: CutView, day: str) -> bool:
    """Whether a day, as 2013-10-07, was over when a paper was made, by the clock of the tour."""
    if not day or cut.made_at is None:
        return False
    return local(cut.made_at, first_zone(days_of(cut))).date() > parse_date(day)


def footer_of(cut: CutView, zone: str, whom: str = STAFF) -> str:
    """Give the foot of a paper that is not for the press: who may have it, version and time."""
    text = whom
    text += f" - version {cut.version}" if cut.version is not None else " - not issued yet"
    if cut.made_at is not None:
        text += f", {stamp_text(cut.made_at, zone)}"
    return text


def facts(pairs: Iterable[tuple[str, str | Span | Line]]) -> list[Block]:
    """Give pairs of a label and what it says as one block, those that say nothing left out."""
    made = [(label, value if isinstance(value, tuple) else line(value)) for label, value in pairs]
    rows = tuple((label, value) for label, value in made if value)
    return [KeyValues(rows)] if rows else []


def bullets(title: str, text: str | Iterable[str]) -> list[Block]:
    """Give typed lines as a list under a heading; nothing where there are none."""
    said = lines(text) if isinstance(text, str) else list(filter(None, map(one_line, text)))
    return [Heading(2, title), Bullets(tuple(line(one) for one in said))] if said else []
