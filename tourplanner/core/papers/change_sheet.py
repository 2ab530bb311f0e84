"""The change sheet: what differs from the plan before, for those who hold papers of that one."""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Column,
    Note,
    Paper,
    Row,
    Table,
    cell,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.sheet import facts, sheet
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line
from tourplanner.core.units import count_text

_COLUMNS = (Column("What", 34), Column("Was", 33), Column("Now", 33))
_NOW = (
    "Both plans are timed as the tour stands now, with today's lengths of visits and typed minutes."
)


def change_sheet(cut: CutView) -> Paper:
    """Lay out the change sheet of a cut view."""
    return sheet(cut, list(_blocks(cut)))


def _blocks(cut: CutView) -> Iterator[Block]:
    versions = cut.one("versions")
    if not versions.id:
        yield Note(line("There is no plan before this one, so there is nothing to compare."))
        return
    changed = sorted(cut.all("change"), key=lambda c: int(c["order"]))
    before, after = (one_line(versions.text(name)) for name in ("before", "after"))
    yield from facts(
        [
            ("Before", before),
            ("Now", strong(after)),
            ("Changes", count_text(len(changed), "line") if changed else "None"),
        ]
    )
    if changed:
        alt = f"What differs between {before} and {after}"
        rows = (
            Row(
                (
                    cell(strong(one_line(c.text("what")))),
                    cell(soft(one_line(c.text("planned")))),
                    cell(strong(one_line(c.text("new")))),
                )
            )
            for c in changed
        )
        yield Table(alt, _COLUMNS, tuple(rows))
    if not versions["as_made"]:
        yield Note(line(_NOW))
    if notes := lines(cut.one("blocks").text("notes")):
        yield Bullets(tuple(line(note) for note in notes))
