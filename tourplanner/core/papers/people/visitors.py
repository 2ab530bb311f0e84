"""The visitor list for the school office: who comes, and when."""

from __future__ import annotations

from tourplanner.core.aboard import by_name
from tourplanner.core.clock import date_text
from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Note,
    Paper,
    Row,
    Table,
    cell,
    line,
    strong,
)
from tourplanner.core.papers.people.riders import NOBODY
from tourplanner.core.papers.press import contact_rows, public_date, public_visits
from tourplanner.core.papers.sheet import facts, sheet
from tourplanner.core.papers.style import TimeWords, address_text
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line
from tourplanner.core.units import count_text

_COLUMNS = (Column("Name", 36), Column("Organization", 34), Column("Role", 30))


def visitor_list(cut: CutView) -> Paper:
    """Lay out the visitors of the one stop that a view was cut for."""
    visit = next(public_visits(cut), None)
    site = cut.get("site", cut.one("stop").text("site"))
    name = one_line(site.text("name"))
    riders = by_name(cut.all("rider"))
    if visit is None:
        return sheet(cut, [Note(line("This stop is on no day of the plan yet."))])
    zone = visit.text("zone")
    when = TimeWords([(visit["start_at"], zone)]).span(visit["start_at"], visit["end_at"], zone)
    day = date_text(public_date(visit), year=True)
    contact = [value for label, value in contact_rows(cut.one("office")) if label == "Contact"]
    blocks: list[Block] = facts(
        [
            ("School", ", ".join(filter(None, (name, address_text(site))))),
            ("Visit", line(strong(when), f" {day}")),
            ("Visitors", count_text(len(riders), "person", "people")),
            *(("Contact", value) for value in contact),
        ]
    )
    rows = tuple(
        Row((cell(strong(one_line(r.text("name")) or "Name not known")),
             cell(one_line(r.text("organization"))), cell(one_line(r.text("role")))))
        for r in riders
    )  # fmt: skip
    blocks.append(Heading(2, "Who comes"))
    blocks.append(Table(f"Visitors at {name}", _COLUMNS, rows) if rows else NOBODY)
    if notes := lines(cut.one("blocks").text("notes")):
        blocks.append(Bullets(tuple(line(note) for note in notes)))
    return sheet(
        cut, blocks, title=f"Visitors at {name}" if name else "", aside=day,
        whom=f"For {name}" if name else "For the school", zone=zone,
    )  # fmt: skip
