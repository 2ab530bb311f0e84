"""Badges to cut out, and sheets to sign in at every stop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tourplanner.core.clock import date_text
from tourplanner.core.papers.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    PageBreak,
    Paper,
    Row,
    Size,
    Table,
    cell,
    soft,
    strong,
)
from tourplanner.core.papers.coaches import told_coaches
from tourplanner.core.papers.moments import days_of, visit_name, visit_number
from tourplanner.core.papers.people.riders import NOBODY, Rider, riders_of
from tourplanner.core.papers.sheet import RIDERS, sheet
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import one_line

_TWO = (Column("Badge", 50), Column("Badge beside it", 50))
_SIGN = (Column("Name", 38), Column("Organization", 26), Column("Signature and time", 36))
_ROOM = 4  # empty rows for people who are not on the list


def badges(cut: CutView) -> Paper:
    """Lay out the badges of a cut view, two beside each other, in large type."""
    riders = riders_of(cut)
    tour, coaches = one_line(cut.one("tour").text("name")), told_coaches(cut)
    rows = []
    for n in range(0, len(riders), 2):
        two = [_badge(rider, tour, coaches) for rider in riders[n : n + 2]]
        rows.append(Row((two[0], two[1] if len(two) > 1 else ()), "write"))
    blocks: list[Block] = [Table("Badges to cut out", _TWO, tuple(rows))] if rows else [NOBODY]
    return sheet(cut, blocks, whom=RIDERS, size=Size.LARGEST, head=())


def _badge(rider: Rider, tour: str, coaches: Mapping[str, str]) -> Cell:
    coach = coaches.get(rider.text("coach"), "")
    return cell(
        strong(rider.name),
        rider.text("organization"),
        soft(rider.text("role")),
        f"Rides in: {coach}" if coach else "",
        soft(tour),
    )


def sign_in(cut: CutView) -> Paper:
    """Lay out the sign-in sheets of a cut view, a page a stop with those who come there."""
    riders = riders_of(cut)
    blocks: list[Block] = [] if riders else [NOBODY]
    for day in days_of(cut):
        for visit in day.visits:
            if blocks:
                blocks.append(PageBreak())
            on = date_text(day.day["date"])
            title = f"{visit_number(visit)}  {visit_name(cut, visit)}"
            blocks.append(Heading(2, title, on))
            place = (int(visit["day"]), int(visit["order"]))
            here = [rider for rider in riders if rider.ride.sees(place)]
            alt = f"People at {visit_name(cut, visit)}, with room to sign"
            blocks.append(Table(alt, _SIGN, tuple(_lines(here))))
    return sheet(cut, blocks, whom=RIDERS, size=Size.LARGE, head=())


def _lines(riders: Sequence[Rider]) -> Iterator[Row]:
    for rider in riders:
        yield Row((cell(strong(rider.name)), cell(rider.text("organization")), ()), "write")
    for _ in range(_ROOM):
        yield Row(((), (), ()), "write")
