"""The host confirmation: what is planned at one school, what we ask, and a slip to sign.

The signed slip is what makes a host confirmed. Nothing of another stop, of a hotel or of the way
stands on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.clock import add_minutes, date_text, time_text
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    KeyValues,
    Line,
    Note,
    Paper,
    Paragraph,
    Row,
    Span,
    Table,
    WriteLines,
    cell,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.coaches import coaches_of
from tourplanner.core.papers.day_sheet import program
from tourplanner.core.papers.moments import TENTATIVE
from tourplanner.core.papers.press import (
    contact_rows,
    gather_at,
    public_date,
    public_visits,
)
from tourplanner.core.papers.sheet import bullets, sheet
from tourplanner.core.papers.style import (
    COVERAGE_WORDS,
    TimeWords,
    address_text,
    host_text,
    member_text,
    press_terms,
    way_in_rows,
)
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line, sentence
from tourplanner.core.units import count_text

_PLAN = (Column("Time", 22), Column("What", 48), Column("Who and press", 30))


def host_sheet(cut: CutView) -> Paper:
    """Lay out the confirmation for the host of the one stop that a view was cut for."""
    free = cut.one("blocks")
    visits = list(public_visits(cut))
    visit = visits[0] if visits else None
    stop = cut.one("stop")
    site = cut.get("site", stop.text("site"))
    name = one_line(site.text("name"))
    blocks: list[Block] = [Paragraph(line(text), "lead") for text in lines(free.text("lead"))]
    if visit is None:
        blocks.append(Note(line("This stop is on no day of the plan yet.")))
    else:
        blocks += _plan(cut, visit, stop, site)
    return sheet(
        cut,
        blocks,
        title=f"Visit to {name}" if name else "",
        aside=date_text(public_date(visit), year=True) if visit is not None else "",
        whom=f"For {name}" if name else "For the host",
        zone=visit.text("zone") if visit is not None else "UTC",
        pages=1,
    )


def _plan(cut: CutView, visit: RecordView, stop: RecordView, site: RecordView) -> Iterator[Block]:
    office, free = cut.one("office"), cut.one("blocks")
    times = TimeWords([(visit["start_at"], visit.text("zone"))])
    yield KeyValues(_facts(cut, visit, stop, site, times))
    yield Heading(2, "What is planned")
    alt = f"Minutes of the visit on {date_text(public_date(visit))}"
    yield Table(alt, _PLAN, tuple(_rows(cut, visit, stop, times)))
    yield Heading(2, "What we ask of you")
    asked = lines(free.text("asks")) or _usual(cut, visit, times)
    yield Bullets(tuple(line(text) for text in asked))
    yield from bullets("Notes", free.text("notes"))
    yield Heading(2, "Reply slip")
    to = one_line(free.text("reply_to"))
    reach = ", ".join(
        one_line(office.text(n)) for n in ("press_contact", "press_phone", "press_email")
        if office.text(n)
    )  # fmt: skip
    where = to or reach
    yield Paragraph(
        line(sentence(f"Please sign and send it back{f' to {where}' if where else ''}"))
    )
    day = date_text(public_date(visit), year=True)
    when = times.span(visit["start_at"], visit["end_at"], visit.text("zone"))
    name = one_line(site.text("name"))
    yield Paragraph(line(strong(sentence(f"{name} will host the visit on {day}, {when}"))))
    for words in ("Name and title", "Signature and date", "Phone on the day"):
        yield WriteLines(line(words), 0)


def _facts(
    cut: CutView, visit: RecordView, stop: RecordView, site: RecordView, times: TimeWords
) -> tuple[tuple[str, Line], ...]:
    tour, zone = cut.one("tour"), visit.text("zone")
    people = count_text(int(tour["party"]), "person", "people") if tour["party"] else ""
    coaches = coaches_of(cut)
    bus = [", ".join(filter(None, (one.name, one.length))) for one in coaches]
    if len(coaches) > 1:
        bus = [f"{len(coaches)} coaches: {'; '.join(bus)}"]
    bay, loop = (one_line(site.text(name)) for name in ("bus_bay", "loop"))
    gather = gather_at(visit, stop)
    rule = COVERAGE_WORDS.get(stop.text("coverage"), "")
    press = [rule or "Not decided yet, so closed"]
    if gather is not None:
        press.append(f"check-in {times.at(gather, zone)}")
    press.append(one_line(stop.text("press_door")))
    host = host_text(site)
    span = times.span(visit["start_at"], visit["end_at"], zone)
    rows: list[tuple[str, Line]] = [
        ("School", line(", ".join(filter(None, (one_line(site.text("name")),
                                                address_text(site)))))),
        ("Host", line(host)),
        *_who_else(site),
        ("Visit", line(strong(span), f" {date_text(public_date(visit))}")),
        ("Who comes", line("; ".join(filter(None, (member_text(cut.one("office")), people))))),
        ("Rooms", line(_rooms(stop))),
        ("Bus", line("; ".join(filter(None, (", ".join(filter(None, bus)),
                                             f"place to stand: {bay}" if bay else "",
                                             f"drop-off loop: {loop}" if loop else ""))))),
        ("Gate", line(one_line(stop.text("gate_note")))),
        *((label, line(words)) for label, words in way_in_rows(site)),
        ("Press", line(", ".join(filter(None, press)))),
        *((label, line(words)) for label, words in press_terms(stop, site)),
        *(row for row in contact_rows(cut.one("office")) if row[0] == "Contact"),
    ]  # fmt: skip
    return tuple((label, value) for label, value in rows if value)


def _who_else(site: RecordView) -> Iterator[tuple[str, Line]]:
    """Give who else of the school has a part in it; nobody twice."""
    host = one_line(site.text("host_name"))
    for label, name in (
        ("Principal", "principal"),
        ("Coordinator", "coordinator"),
        ("Who stands in", "alternate"),
        ("Front office", "front_office"),
    ):
        who = one_line(site.text(name))
        if who != host:
            yield label, line(who)


def _rooms(stop: RecordView) -> str:
    room, hold = one_line(stop.text("room")), one_line(stop.text("hold_room"))
    return "; ".join(filter(None, (room, f"waiting room: {hold}" if hold else "")))


def _rows(cut: CutView, visit: RecordView, stop: RecordView, times: TimeWords) -> Iterator[Row]:
    zone = visit.text("zone")
    yield Row((cell(times.at(visit["arrive_at"], zone)), cell("The bus arrives"), ()), "quiet")
    mark: Span | str = TENTATIVE if stop.id in cut.tentative else ""
    when = times.span(visit["start_at"], visit["end_at"], zone)
    title = one_line(stop.text("press_title")) or "Visit"
    yield Row((cell(strong(when)), cell(strong(title)), cell(mark)), "strong")
    for item in program(cut, stop.id):
        start_at = add_minutes(visit["start_at"], int(item["offset_min"] or 0))
        minutes = int(item["minutes"] or 0)
        rule = item.text("coverage") or "closed"
        yield Row(
            (
                cell(times.span(start_at, add_minutes(start_at, minutes), zone)),
                cell(one_line(item.text("title"))),
                cell(
                    TENTATIVE if item.id in cut.tentative else "",
                    soft(one_line(item.text("speakers"))),
                    soft(COVERAGE_WORDS.get(rule, "")) if rule != stop.text("coverage") else "",
                ),
            ),
            "sub",
        )
    yield Row((cell(times.at(visit["depart_at"], zone)), cell("The bus leaves"), ()), "quiet")


def _usual(cut: CutView, visit: RecordView, times: TimeWords) -> tuple[str, ...]:
    """Give what every host is asked, where nothing else is typed."""
    tour, zone, coaches = cut.one("tour"), visit.text("zone"), coaches_of(cut)
    longest = max(coaches, key=lambda coach: coach.length_ft)
    arrive, leave = time_text(visit["arrive_at"], zone), times.at(visit["depart_at"], zone)
    length = f"{longest.length_ft}-ft " if longest.length_ft else ""
    bus = f"a {length}bus"
    if len(coaches) > 1:
        bus = f"{len(coaches)} buses, the longest {longest.length}" if length else "all buses"
    seats = f" with {tour['party']} seats" if tour["party"] else ""
    rooms = "The rooms named above" if _rooms(cut.one("stop")) else "A room"
    return (
        sentence(f"Somebody who meets the bus at {arrive} and stays until it leaves at {leave}"),
        f"A clear place for {bus}, and a way in without steps.",
        f"{rooms}{seats}, and somebody who knows the sound.",
        "Tell families and staff of the visit. No student is photographed without a signed form.",
        "Tell us at once if the bell times, the gate or the rooms change.",
    )
