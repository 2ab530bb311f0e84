"""The fact sheet: the tour, its public stops and checked facts, for reporters to keep."""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.clock import date_text
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import (
    Block,
    Column,
    Heading,
    Line,
    Note,
    Paper,
    Paragraph,
    Row,
    Table,
    cell,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.day_sheet import speakers
from tourplanner.core.papers.press import (
    contact_rows,
    event_title,
    press_sheet,
    public_date,
    public_visits,
)
from tourplanner.core.papers.sheet import bullets, facts
from tourplanner.core.papers.style import (
    address_text,
    county_text,
    grades_text,
    member_text,
    party_text,
)
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line

_COLUMNS = (Column("Stop", 40), Column("School district", 34), Column("Who speaks", 26))


def fact_sheet(cut: CutView) -> Paper:
    """Lay out the fact sheet of a cut view."""
    office, tour, free = cut.one("office"), cut.one("tour"), cut.one("blocks")
    visits = list(public_visits(cut))
    lead = free.text("lead") or tour.text("purpose")
    blocks: list[Block] = [Paragraph(line(text), "lead") for text in lines(lead)]
    blocks += facts([("Member", _member(office)), *contact_rows(office)])
    blocks += bullets("Facts", free.text("facts"))
    blocks += bullets("Say it like", free.text("say"))
    if visits:
        blocks.append(Heading(2, "Stops"))
        rows = tuple(_stop(cut, visit) for visit in visits)
        blocks.append(Table("The public stops, with district and speakers", _COLUMNS, rows))
    else:
        blocks.append(Note(line("No stop is open to the press yet.")))
    blocks += _about(office)
    blocks += bullets("Notes", free.text("notes"))
    blocks.append(Paragraph(line("# # #"), "end"))
    return press_sheet(cut, blocks, visits)


def without_source(cut: CutView) -> tuple[str, ...]:
    """Give the facts that hold a figure and name no source, in a sentence each.

    A source stands in parentheses or after "source:".
    """
    return tuple(
        f"“{fact}” gives a figure without its source. Name it in parentheses, with its year."
        for fact in lines(cut.one("blocks").text("facts"))
        if any(c.isdigit() for c in fact) and "(" not in fact and "source" not in fact.casefold()
    )


def _member(office: RecordView) -> Line:
    name = member_text(office)
    if not name:
        return ()
    district = one_line(office.text("member_district"))
    told = party_text(office.text("member_party"))
    seat = f"District {district}" if district else ""
    return line(strong(name), ", ".join(["", *filter(None, (told, seat))]))


def _stop(cut: CutView, visit: RecordView) -> Row:
    stop = cut.get("stop", visit.text("stop"))
    site = cut.get("site", visit.text("site"))
    return Row(
        (
            cell(
                strong(event_title(stop, site)),
                one_line(site.text("name")),
                soft(address_text(site)),
                soft(date_text(public_date(visit))),
            ),
            cell(
                one_line(site.text("district")),
                soft(county_text(site)),
                soft(grades_text(site.text("grades"))),
            ),
            cell(*speakers(cut, stop.id, own=True)),
        )
    )


def _about(office: RecordView) -> Iterator[Block]:
    about = lines(office.text("boilerplate"))
    if about:
        yield Heading(2, "About the tour")
        yield from (Paragraph(line(text)) for text in about)
