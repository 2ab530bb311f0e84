"""The line-by-line: every minute of every day, for the staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tourplanner.core.clock import add_minutes, date_text, minutes_between, tod_text
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.arranged import bookings
from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    KeyValues,
    Line,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    Span,
    Style,
    Table,
    cell,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.coaches import coaches_of, driver_label
from tourplanner.core.papers.moments import (
    TENTATIVE,
    DayView,
    days_of,
    departure_line,
    leg_line,
    leg_source,
    lunch_name,
    lunch_on_leg,
    node_address,
    node_name,
    spot_text,
    staff_times,
    standing_text,
    starts_page,
    visit_name,
    visit_number,
    waits_of,
)
from tourplanner.core.papers.sheet import sheet
from tourplanner.core.papers.style import (
    COVERAGE_WORDS,
    TimeWords,
    address_text,
    count_text,
    entry_rows,
    host_text,
    miles_text,
    press_terms,
    span_text,
)
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line

_COLUMNS = (
    Column("Start", 12),
    Column("End", 12),
    Column("Min", 6, right=True),
    Column("What and where", 44),
    Column("Who, press and notes", 26),
)


def line_by_line(cut: CutView) -> Paper:
    """Lay out the line-by-line of a cut view."""
    free = cut.one("blocks")
    times = staff_times(cut)
    days = days_of(cut)
    blocks: list[Block] = [Paragraph(line(text), "lead") for text in lines(free.text("lead"))]
    if facts := _facts(cut):
        blocks.append(KeyValues(facts))
    if not days:
        blocks.append(Note(line("Nothing is planned yet. Plan the tour, then make this paper.")))
    for n, day in enumerate(days):
        if starts_page(days, n):
            blocks.append(PageBreak())
        date = day.day["date"]
        if day.stands:
            blocks.append(Heading(2, f"Day {n + 1}: {date_text(date)}"))
            blocks.append(Paragraph(line(standing_text(cut, day))))
            continue
        blocks.append(Heading(2, f"Day {n + 1}: {date_text(date)}", _totals(day)))
        rows = tuple(_day_rows(cut, day, times))
        blocks.append(Table(f"Line-by-line of {date_text(date)}", _COLUMNS, rows))
    blocks += bookings(cut)
    if notes := lines(free.text("notes")):
        blocks += [Heading(2, "Notes"), Bullets(tuple(line(note) for note in notes))]
    return sheet(cut, blocks)


def _facts(cut: CutView) -> tuple[tuple[str, Line], ...]:
    office, tour, coaches = cut.one("office"), cut.one("tour"), coaches_of(cut)
    rows = [
        ("Party", count_text(int(tour["party"]), "rider") if tour["party"] else ""),
        ("Coach", ", ".join(filter(None, (coach.name for coach in coaches)))),
        ("Carrier", one_line(office.text("carrier"))),
        *((driver_label(coaches, coach), coach.driver) for coach in coaches),
        (
            "Press",
            ", ".join(
                one_line(office.text(name))
                for name in ("press_contact", "press_phone")
                if office.text(name)
            ),
        ),
    ]
    return tuple((label, line(value)) for label, value in rows if value)


def _totals(day: DayView) -> str:
    parts = [count_text(len(day.visits), "stop")]
    if day.day["drive_min"]:
        parts.append(f"{span_text(int(day.day['drive_min']))} on the road")
    if miles_ := miles_text(day.day["meters"]):
        parts.append(miles_)
    return ", ".join(parts)


def _day_rows(cut: CutView, day: DayView, times: TimeWords) -> Iterator[Row]:
    start_zone = day.day.text("start_zone")
    load = int(day.day["load_min"] or 0)
    depart_at = day.day["depart_at"]
    start = node_name(cut, day.day.text("start"))
    if load:
        yield _row(
            times,
            add_minutes(depart_at, -load),
            depart_at,
            start_zone,
            cell(strong("Board"), line(soft(f"{start}, head count by name"))),
        )
    for n, drive in enumerate(day.drives):
        yield _drive_row(cut, day, drive, times)
        if n < len(day.visits):
            yield from _visit_rows(cut, day, day.visits[n], times)
    end = day.day.text("end")
    arrive_at, end_zone = day.day["arrive_at"], day.day.text("end_zone")
    yield Row(
        (
            cell(strong(times.at(arrive_at, end_zone))),
            (),
            (),
            cell(
                strong(f"End of the day: {node_name(cut, end)}"),
                soft(node_address(cut, end)),
            ),
            cell(soft(_phone(cut, end))),
        ),
        "strong",
    )


def _row(
    times: TimeWords,
    start_at: datetime,
    end_at: datetime,
    zone: str,
    what: Cell,
    notes: Cell = (),
    tone: str = "",
    end_zone: str = "",
) -> Row:
    minutes = minutes_between(start_at, end_at)
    return Row(
        (
            cell(times.at(start_at, zone)),
            cell(times.at(end_at, end_zone or zone)),
            cell(str(minutes)),
            what,
            notes,
        ),
        tone,
    )


def _drive_row(cut: CutView, day: DayView, drive: RecordView, times: TimeWords) -> Row:
    what = [line(f"Drive to {node_name(cut, drive.text('end'))}"), leg_line(drive)]
    if lunch_on_leg(day, drive):
        assert day.lunch is not None
        span = times.span(day.lunch["start_at"], day.lunch["end_at"], day.lunch.text("zone"))
        what.append(line(f"{lunch_name(day.lunch, 'Lunch on the road')}, {span}"))
    return _row(
        times,
        drive["depart_at"],
        drive["arrive_at"],
        drive.text("start_zone"),
        cell(*what),
        cell(leg_source(drive), departure_line(drive, times)),
        "quiet",
        drive.text("end_zone"),
    )


def _visit_rows(cut: CutView, day: DayView, visit: RecordView, times: TimeWords) -> Iterator[Row]:
    stop = cut.get("stop", visit.text("stop"))
    site = cut.get("site", visit.text("site"))
    zone = visit.text("zone")
    ready_at, start_at = visit["ready_at"], visit["start_at"]
    bay = one_line(site.text("bus_bay"))
    yield _row(
        times,
        visit["arrive_at"],
        ready_at,
        zone,
        cell("Arrive and get off", soft(bay)),
        cell(soft(one_line(stop.text("gate_note")))),
        "quiet",
    )
    lunch = day.lunch if day.lunch and day.lunch["stop"] == visit.text("stop") else None
    free_at = ready_at
    if lunch and lunch["place"] == "before":
        if lunch["start_at"] > free_at:
            yield _row(times, free_at, lunch["start_at"], zone, cell("Buffer"), (), "quiet")
        yield _lunch_row(times, lunch)
        free_at = lunch["end_at"]
    if start_at > free_at:
        hold = one_line(stop.text("hold_room"))
        yield _row(
            times, free_at, start_at, zone, cell("Buffer", soft(f"Hold: {hold}" if hold else "")),
            (), "quiet",
        )  # fmt: skip
    yield _visit_row(cut, visit, stop, site, times)
    for item in _items(cut, stop):
        yield _item_row(cut, item, visit, stop, times)
    after = []
    if lunch and lunch["place"] == "after":
        after.append((lunch["start_at"], _lunch_row(times, lunch)))
    for begins, ends in waits_of(day, visit):
        words = cell("Wait for the departure")
        after.append((begins, _row(times, begins, ends, zone, words, (), "quiet")))
    yield from (row for _, row in sorted(after, key=lambda one: one[0]))
    yield _row(
        times,
        visit["board_at"],
        visit["depart_at"],
        zone,
        cell("Board, head count by name"),
        (),
        "quiet",
    )


def _visit_row(
    cut: CutView, visit: RecordView, stop: RecordView, site: RecordView, times: TimeWords
) -> Row:
    zone = visit.text("zone")
    title = f"{visit_number(visit)}  {visit_name(cut, visit)}"
    host = host_text(site)
    phone = one_line(site.text("front_office_phone"))
    coverage = COVERAGE_WORDS.get(stop.text("coverage"), "")
    late = int(visit["late_min"] or 0)
    what = cell(
        strong(title),
        one_line(stop.text("press_title")),
        one_line(spot_text(site, "event_room_point", stop.text("room"))),
        soft(address_text(site)),
        Span(f"{late} MIN LATE", Style.WARN) if late else "",
    )
    notes = cell(
        TENTATIVE if stop.id in cut.tentative else "",
        f"Host: {host}" if host else "",
        soft(f"Front office {phone}" if phone else ""),
        Span(coverage, Style.TAG) if coverage else soft("Press: not decided, so closed"),
        soft(_check_in(stop, site)),
        *(soft(f"{label}: {words}") for label, words in press_terms(stop, site) if words),
        *(soft(words) for words in _way_in(site)),
        *(soft(f"{label}: {words}") for label, words in entry_rows(site) if words),
    )
    return _row(times, visit["start_at"], visit["end_at"], zone, what, notes, "strong")


def _check_in(stop: RecordView, site: RecordView) -> str:
    tod, door = stop["press_call_tod_min"], one_line(stop.text("press_door"))
    where = spot_text(site, "press_door_point", door)
    if tod is None:
        return f"Press door: {where}" if where and where != door else ""
    return f"Press check-in {tod_text(int(tod))}{f', {where}' if where else ''}"


def _way_in(site: RecordView) -> Iterator[str]:
    """Say how one comes in without steps, and who has the key to the elevator."""
    words = one_line(site.text("access_notes"))
    entrance = spot_text(site, "entrance_point", words)
    if site["step_free"] is False:
        yield f"NO way in without steps{f'; {words}' if words else ''}"
    else:
        yield f"Step-free entrance: {entrance}" if entrance != words else words
    elevator = one_line(site.text("elevator"))
    yield f"Elevator: {elevator}" if elevator else ""


def _items(cut: CutView, stop: RecordView) -> list[RecordView]:
    mine = [item for item in cut.all("item") if item.text("stop") == stop.id]
    return sorted(mine, key=lambda i: (int(i["offset_min"] or 0), i.text("title"), i.id))


def _item_row(
    cut: CutView, item: RecordView, visit: RecordView, stop: RecordView, times: TimeWords
) -> Row:
    start_at = add_minutes(visit["start_at"], int(item["offset_min"] or 0))
    minutes = int(item["minutes"] or 0)
    coverage = item.text("coverage")
    roles = (("Greets", "greets"), ("Lead", "lead"), ("Moves", "moves"))
    who = ((label, one_line(item.text(name))) for label, name in roles)
    return _row(
        times,
        start_at,
        add_minutes(start_at, minutes),
        visit.text("zone"),
        cell(one_line(item.text("title")), soft(one_line(item.text("speakers")))),
        cell(
            TENTATIVE if item.id in cut.tentative else "",
            *(f"{label}: {name}" for label, name in who if name),
            soft(COVERAGE_WORDS.get(coverage or "closed", ""))
            if coverage != stop.text("coverage")
            else "",
            soft(one_line(item.text("note"))),
        ),
        "sub",
    )


def _lunch_row(times: TimeWords, lunch: RecordView) -> Row:
    zone = lunch.text("zone")
    what = cell(strong(lunch_name(lunch, "Lunch")))
    return _row(times, lunch["start_at"], lunch["end_at"], zone, what, (), "")


def _phone(cut: CutView, node_id: str) -> str:
    return one_line(cut.get("place", node_id).text("phone"))
