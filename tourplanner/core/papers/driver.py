"""The driver sheet: a page a day, in large type, with what a driver needs and nothing else.

Where there are several coaches, each has its pages, one after the other, to be handed out apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tourplanner.core.clock import (
    add_minutes,
    date_text,
    local,
    minutes_between,
    parse_date,
    time_text,
    zone_text,
)
from tourplanner.core.errors import InputError
from tourplanner.core.model.paper import RecordView
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
    Size,
    Span,
    Style,
    Table,
    cell,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.coaches import Coach, coaches_of, driver_words
from tourplanner.core.papers.moments import (
    DayView,
    days_of,
    departure_line,
    duty_of,
    law_of,
    leg_line,
    leg_source,
    lunch_name,
    lunch_on_leg,
    next_duty,
    node_address,
    node_name,
    spot_text,
    staff_times,
    standing_text,
    starts_page,
)
from tourplanner.core.papers.press import letterhead
from tourplanner.core.papers.sheet import sheet
from tourplanner.core.papers.style import TimeWords
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line

_LEGS = (
    Column("Leave", 14),
    Column("Arrive", 14),
    Column("To", 41),
    Column("Drive", 31),
)
_DUTY = (
    Column("Time", 14),
    Column("What", 50),
    Column("Status", 14),
    Column("Driving", 11, right=True),
    Column("On duty", 11, right=True),
)


def driver_sheet(cut: CutView) -> Paper:
    """Lay out the driver sheet of a cut view."""
    free = cut.one("blocks")
    days = days_of(cut)
    times = staff_times(cut)
    blocks: list[Block] = [Paragraph(line(text), "lead") for text in lines(free.text("lead"))]
    if not days:
        blocks.append(Note(line("Nothing is planned yet. Plan the tour, then make this paper.")))
    coaches = coaches_of(cut)
    for coach in coaches if days else ():
        whose = coach.id if len(coaches) > 1 else ""
        for n, day in enumerate(days):
            if starts_page(days, n) or (n == 0 and coach is not coaches[0]):
                blocks.append(PageBreak())
            blocks += _Day(cut, n, day, times, coach, whose).blocks(days[n + 1 :])
    if notes := lines(free.text("notes")):
        blocks += [Heading(2, "Notes"), Bullets(tuple(line(note) for note in notes))]
    return sheet(
        cut,
        blocks,
        head=letterhead(cut.one("office"))[:1],
        size=Size.LARGE,
        pages=len(coaches) * sum(not day.stands for day in days) or 1,
    )


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of one coach. ``whose`` : its id where there are several, else empty."""

    cut: CutView
    n: int
    day: DayView
    times: TimeWords
    coach: Coach
    whose: str

    def blocks(self, later: Sequence[DayView]) -> Iterator[Block]:
        """Lay the day out; ``later`` are the days after it."""
        cut, day = self.cut, self.day
        date = date_text(day.day["date"])
        of = f"{self.coach.name}, day" if self.whose else "Day"
        yield Heading(2, f"{of} {self.n + 1}: {date}")
        if day.stands:
            yield Paragraph(line(standing_text(cut, day)))
            return
        duty = duty_of(cut, day, self.whose)
        if facts := self._facts(duty):
            yield KeyValues(facts)
        rows = tuple(
            _leg_row(cut, day, k, drive, self.times, duty) for k, drive in enumerate(day.drives)
        )
        yield Table(f"Legs of {date}", _LEGS, rows)
        if duty.id:
            yield Heading(3, "Duty log")
            yield Table(
                f"Hours of {date} with running totals",
                _DUTY,
                tuple(_duty_rows(cut, day, duty)),
                compact=True,
            )
            yield Note(_limits(cut, duty, next_duty(cut, later, self.whose)))

    def _facts(self, duty: RecordView) -> tuple[tuple[str, Line], ...]:
        cut, day, coach = self.cut, self.day, self.coach
        start = day.day.text("start")
        rows: list[tuple[str, Line]] = [
            ("Driver", line(driver_words(coach, cut.one("office").text("carrier")))),
            ("Bus", line(coach.words)),
        ]
        if people := cut.get("load", self.whose)["people"]:
            rows.append(("People", line(f"{people} aboard this coach")))
        if duty.id:
            zone = day.day.text("start_zone")
            here, *logged = _both_clocks(duty["report_at"], zone, duty, self.times)
            on_log = (Span(", "), *logged[0]) if logged else ()
            rows.append(("Report", (*here, *on_log)))
        phone = one_line(cut.get("place", start).text("phone"))
        where = ", ".join(filter(None, (node_name(cut, start), node_address(cut, start), phone)))
        rows.append(("Pick up", line(where)))
        return tuple((label, value) for label, value in rows if value)


def _both_clocks(at: datetime, zone: str, duty: RecordView, times: TimeWords) -> Cell:
    """Write a moment on the clock of the place and, where it differs, under it on the log's."""
    home = duty.text("zone")
    here = times.at(at, zone)
    if not home or time_text(at, home) == time_text(at, zone):
        return cell(strong(here))
    return cell(strong(here), soft(f"log {time_text(at, home)} {zone_text(at, home)}"))


def _leg_row(
    cut: CutView, day: DayView, k: int, drive: RecordView, times: TimeWords, duty: RecordView
) -> Row:
    end = drive.text("end")
    to: list[Line] = [line(strong(node_name(cut, end))), line(soft(node_address(cut, end)))]
    if k < len(day.visits):
        to += _stop_lines(cut, day.visits[k])
    elif phone := one_line(cut.get("place", end).text("phone")):
        to.append(line(f"Phone: {phone}"))
    drive_cell = [leg_line(drive), leg_source(drive), departure_line(drive, times)]
    if lunch_on_leg(day, drive):
        assert day.lunch is not None
        span = times.span(day.lunch["start_at"], day.lunch["end_at"], day.lunch.text("zone"))
        drive_cell.append(line(f"{lunch_name(day.lunch, 'Lunch stop on the road')}, {span}"))
    return Row(
        (
            _both_clocks(drive["depart_at"], drive.text("start_zone"), duty, times),
            _both_clocks(drive["arrive_at"], drive.text("end_zone"), duty, times),
            cell(*to),
            cell(*drive_cell),
        )
    )


def _stop_lines(cut: CutView, visit: RecordView) -> Iterator[Line]:
    stop = cut.get("stop", visit.text("stop"))
    site = cut.get("site", visit.text("site"))
    if stop.id in cut.tentative:
        yield line(Span("TENTATIVE", Style.WARN), " Wait for a call before you go in")
    for label, text in (
        ("Drop", spot_text(site, "bus_bay_point", site.text("bus_bay"))),
        ("Loop", site.text("loop")),
        ("Gate", stop.text("gate_note")),
        ("Note", stop.text("driver_note")),
        ("Restroom", site.text("restroom")),
        ("Front office", site.text("front_office_phone")),
    ):
        if text:
            yield line(f"{label}: {one_line(text)}")
    if site["bus_fits"] is None:
        yield line(soft("Nobody has checked if the bus fits"))
    elif site["bus_fits"] is False:
        yield line(Span("THE BUS DOES NOT FIT", Style.WARN), " Ask where to drop")


def _duty_rows(cut: CutView, day: DayView, duty: RecordView) -> Iterator[Row]:
    """Give the log: every change of status with what has run up by then."""
    home = duty.text("zone")
    report_at, release_at = duty["report_at"], duty["release_at"]
    empty, back = int(duty["deadhead_min"] or 0), int(duty["deadhead_back_min"] or 0)
    driving = 0

    def row(at: datetime, what: str, status: str) -> Row:
        on_duty = minutes_between(report_at, at)
        return Row(
            (
                cell(time_text(at, home)),
                cell(what),
                cell(status),
                cell(_clock(driving)),
                cell(_clock(on_duty)),
            )
        )

    yield row(report_at, "Report, inspect the bus", "On duty")
    if empty:
        out_at = add_minutes(report_at, int(duty["report_before_min"] or 0))
        yield row(out_at, "Leave for the pick-up, empty", "Driving")
        driving += empty
        yield row(add_minutes(out_at, empty), "At the pick-up, load", "On duty")
    lunch = day.lunch if day.lunch and day.lunch["start_at"] < day.lunch["end_at"] else None
    for drive in day.drives:
        if lunch is not None and lunch["place"] != "road" and _is_before(lunch, drive, day):
            yield row(lunch["start_at"], "Lunch", "On duty")
        yield row(drive["depart_at"], f"To {node_name(cut, drive.text('end'))}", "Driving")
        minutes = int(drive["minutes"] or 0)
        if lunch is not None and lunch_on_leg(day, drive):
            by_then = minutes_between(drive["depart_at"], lunch["start_at"])
            driving += by_then
            yield row(lunch["start_at"], "Lunch stop on the road", "On duty")
            if lunch["end_at"] < drive["arrive_at"]:
                yield row(lunch["end_at"], "Go on", "Driving")
            minutes -= by_then
        driving += minutes
        status = "On duty" if drive is not day.drives[-1] or not back else "Driving"
        name = node_name(cut, drive.text("end"))
        what = f"At {name}" if status == "On duty" else f"Empty run from {name}"
        yield row(drive["arrive_at"], what, status)
    if back:
        driving += back
        yield row(duty["last_drive_end_at"], "Parked, inspect the bus", "On duty")
    yield row(release_at, "Released", "Off duty")


def _is_before(lunch: RecordView, drive: RecordView, day: DayView) -> bool:
    """Whether lunch at a stop is the last thing before a leg."""
    departures = [one["depart_at"] for one in day.drives if one["depart_at"] >= lunch["end_at"]]
    return bool(departures) and drive["depart_at"] == min(departures)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def _limits(cut: CutView, duty: RecordView, next_duty: RecordView) -> Line:
    """Write the day's totals against the limits, and the rest until the next working day."""
    law = law_of(cut)
    driving, on_duty = int(duty["driving_min"]), int(duty["duty_min"])
    zone = duty.text("zone")
    log = f"Log in {zone_text(duty['report_at'], zone)}. "
    parts: list[str | Span] = [
        log,
        strong(f"Driving {_clock(driving)}"),
        _limit(law, "drive_max_min"),
        ", ",
    ]
    parts += [strong(f"on duty {_clock(on_duty)}"), _limit(law, "duty_max_min"), "."]
    if next_duty.id:
        rest = minutes_between(duty["release_at"], next_duty["report_at"])
        is_tomorrow = int(next_duty["day"]) == int(duty["day"]) + 1
        when = "tomorrow" if is_tomorrow else date_text(local(next_duty["report_at"], zone).date())
        parts += [f" Rest before the report {when}: ", strong(_clock(rest))]
        parts += [_limit(law, "rest_min", "of at least"), "."]
    if not law.id:
        parts.append(" No driver-hour rules are loaded.")
    else:
        name, when = one_line(law.text("name")), law.text("date")
        parts.append(f" Rules: {name}{f', as of {_day_text(when)}' if when else ''}.")
        parts.append(" The carrier decides.")
    return line(*parts)


def _day_text(when: str) -> str:
    """Write the day of a set of rules; what is no day, in a set of one's own, as it is typed."""
    try:
        return date_text(parse_date(when), weekday=False, year=True)
    except InputError:
        return one_line(when)


def _limit(law: RecordView, name: str, word: str = "of") -> str:
    limit = law[name]
    return "" if limit is None else f" {word} {_clock(int(limit))}"
