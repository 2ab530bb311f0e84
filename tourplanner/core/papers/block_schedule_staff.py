"""The staff's block schedule: every block of the board at its minute, and what each day adds up to.

Beside what riders read it has the buffers, when the bus is where, when the driver reports and
rests, parts of a program that nobody has confirmed yet, and the regions, districts and parties
that a day sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tourplanner.core.clock import add_minutes, minutes_between
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import Cell, Paper, cell, line, soft
from tourplanner.core.papers.day_sheet import program
from tourplanner.core.papers.half_hours import (
    PROGRAM_LETTERS,
    STEP_MIN,
    Part,
    Total,
    half_hours,
    minute_of,
)
from tourplanner.core.papers.moments import (
    DayView,
    days_of,
    duty_of,
    law_of,
    lunch_on_leg,
    next_duty,
    node_name,
    staff_times,
    visit_name,
    waits_of,
)
from tourplanner.core.papers.sheet import STAFF
from tourplanner.core.papers.style import (
    TimeWords,
    count_text,
    miles_text,
    party_text,
    span_text,
)
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import one_line

_LEGEND = (
    "D drive, B getting off with the buffer, waiting, boarding, V visit, P press, M meal, R rest, "
    "H hotel or end of the day. Times are of the place."
)
_KINDS = {
    "D": "drive", "B": "buffer", "V": "visit", "P": "press", "M": "meal", "R": "rest", "H": "night",
}  # fmt: skip


def block_schedule_staff(cut: CutView) -> Paper:
    """Lay out the staff's block schedule of a cut view."""
    days = days_of(cut)
    times = staff_times(cut)
    parts = [
        sorted(_Maker(cut, day, times).parts(next_duty(cut, days[n + 1 :])), key=_place)
        for n, day in enumerate(days)
    ]
    totals = [
        Total("Miles", tuple(cell(miles_text(day.day["meters"])) for day in days)),
        Total("Drive", tuple(_drive(cut, day) for day in days)),
        Total("Duty", tuple(_duty(cut, day, times) for day in days)),
        Total("Visits", tuple(cell(str(len(day.visits))) for day in days)),
        Total("Regions", tuple(_regions(day) for day in days)),
        Total("Districts", tuple(_districts(cut, day) for day in days)),
        Total("Parties", tuple(_parties(cut, day) for day in days)),
    ]
    return half_hours(cut, days, parts, totals, _LEGEND, STAFF)


def _place(part: Part) -> tuple[datetime, bool, datetime]:
    """Give the order of a day's blocks: by time, a visit before its parts."""
    return part.start_at, part.letter != "V", part.end_at


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the blocks of a day, in no order."""

    cut: CutView
    day: DayView
    times: TimeWords

    def parts(self, next_: RecordView) -> Iterator[Part]:
        """Give all blocks; ``next_`` is the driver's next working day."""
        day = self.day
        for drive in () if day.stands else day.drives:
            yield from self._drive(drive)
        for visit in day.visits:
            yield from self._visit(visit)
        if day.lunch is not None:
            lunch = day.lunch
            yield self._part("M", lunch["start_at"], lunch["end_at"], lunch.text("zone"), "Lunch")
        yield from self._night(next_)

    def _drive(self, drive: RecordView) -> Iterator[Part]:
        """Give a drive as one block, or as two where lunch is eaten on the road."""
        start_at, end_at, lunch = drive["depart_at"], drive["arrive_at"], self.day.lunch
        spans = [(start_at, end_at)]
        if lunch is not None and lunch_on_leg(self.day, drive):
            spans = [(start_at, lunch["start_at"]), (lunch["end_at"], end_at)]
        zone, end_zone = drive.text("start_zone"), drive.text("end_zone")
        is_known = drive["minutes"] is not None
        for begins, ends in spans:
            when = f"{self.times.at(begins, zone)}-{self.times.at(ends, end_zone)}"
            if begins < ends:
                yield self._part("D", begins, ends, zone, when=when if zone != end_zone else "")
            elif not is_known:
                yield self._part("D", begins, ends, zone, warn="NO ROAD KNOWN")

    def _visit(self, visit: RecordView) -> Iterator[Part]:
        """Give what happens at a stop: off the bus, the visit and its parts, back on the bus."""
        zone, start_at = visit.text("zone"), visit["start_at"]
        stop = visit.text("stop")
        if visit["arrive_at"] < start_at:
            yield self._part("B", visit["arrive_at"], start_at, zone)
        late = int(visit["late_min"] or 0)
        marks = ["TENTATIVE"] if stop in self.cut.tentative else []
        marks += [f"{late} MIN LATE"] if late else []
        name, warn = visit_name(self.cut, visit), ", ".join(marks)
        yield self._part("V", start_at, visit["end_at"], zone, name, warn)
        for item in program(self.cut, stop):
            letter, minutes = PROGRAM_LETTERS.get(item.text("kind")), int(item["minutes"] or 0)
            if letter is None or minutes <= 0:
                continue
            begins = add_minutes(start_at, int(item["offset_min"] or 0))
            words = one_line(item.text("title")) or item.text("kind").capitalize()
            warn = "TENTATIVE" if item.id in self.cut.tentative else ""
            yield self._part(letter, begins, add_minutes(begins, minutes), zone, words, warn)
        for begins, ends in waits_of(self.day, visit):
            yield self._part("B", begins, ends, zone, "wait for the departure")
        if visit["board_at"] < visit["depart_at"]:
            yield self._part("B", visit["board_at"], visit["depart_at"], zone)

    def _night(self, next_: RecordView) -> Iterator[Part]:
        """Close the day: where the bus stays, and for how long its driver rests."""
        arrive_at, zone = self.day.day["arrive_at"], self.day.day.text("end_zone")
        duty = duty_of(self.cut, self.day)
        released_at = duty["release_at"] if duty.id else add_minutes(arrive_at, STEP_MIN)
        where = node_name(self.cut, self.day.day.text("end"))
        at = self.times.at(arrive_at, zone)
        yield self._part("H", arrive_at, released_at, zone, where, when=at)
        if duty.id and next_.id:
            rest = max(minutes_between(released_at, next_["report_at"]), 0)
            until = add_minutes(released_at, STEP_MIN)
            at, words = self.times.at(released_at, zone), f"driver rests {span_text(rest)}"
            yield self._part("R", released_at, until, zone, words, when=at)

    def _part(
        self,
        letter: str,
        start_at: datetime,
        end_at: datetime,
        zone: str,
        what: str = "",
        warn: str = "",
        when: str = "",
    ) -> Part:
        begins = minute_of(start_at, zone, self.day.day["date"])
        when = when or self.times.span(start_at, end_at, zone)
        return Part(letter, _KINDS[letter], start_at, end_at, begins, when, what, warn)


def _drive(cut: CutView, day: DayView) -> Cell:
    """Tell how long the party is on the road, and the driver at the wheel, empty runs included."""
    duty = duty_of(cut, day)
    road = span_text(int(day.day["drive_min"] or 0))
    if not duty.id:
        return cell(road)
    wheel = _of_limit(int(duty["driving_min"]), law_of(cut), "drive_max_min")
    return cell(line(road, soft(f", driver {wheel}")))


def _duty(cut: CutView, day: DayView, times: TimeWords) -> Cell:
    """Tell how long the driver is on duty, and from when to when by the clocks of the places."""
    duty = duty_of(cut, day)
    if not duty.id:
        return cell("off duty")
    report = times.at(duty["report_at"], day.day.text("start_zone"))
    release = times.at(duty["release_at"], day.day.text("end_zone"))
    on_duty = _of_limit(int(duty["duty_min"]), law_of(cut), "duty_max_min")
    return cell(line(on_duty, soft(f", {report}-{release}")))


def _of_limit(minutes: int, law: RecordView, name: str) -> str:
    limit = law[name]
    return span_text(minutes) + (f" of {span_text(int(limit))}" if limit is not None else "")


def _regions(day: DayView) -> Cell:
    """Name the regions that the day's schools lie in; of one without its own the state has none."""
    named = dict.fromkeys(one_line(visit.text("region")) for visit in day.visits)
    return cell(", ".join(sorted(filter(None, named))) or _none(day))


def _districts(cut: CutView, day: DayView) -> Cell:
    """Name the seats in whose districts the day's schools lie, and count the school districts."""
    seats: dict[str, set[str]] = {}
    for one in _officials(cut, day):
        title = one_line(one.text("title")).removesuffix(" District")
        seats.setdefault(title, set()).add(one_line(one.text("district")))
    parts = [
        f"{title} {', '.join(sorted(codes, key=lambda code: (len(code), code)))}"
        for title, codes in sorted(seats.items())
    ]
    sites = (cut.get("site", visit.text("site")) for visit in day.visits)
    schools = {site.text("district") for site in sites} - {""}
    parts += [count_text(len(schools), "school district")] if schools else []
    return cell("; ".join(parts) or _none(day))


def _parties(cut: CutView, day: DayView) -> Cell:
    """Count the day's members by party; a member in whose district several schools lie is one."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for visit in day.visits:
        # Two members of one party may hold one district.
        seen |= Counter(
            (one.text("title"), one.text("district"), party_text(one.text("party")))
            for one in cut.all("official")
            if one.text("site") == visit.text("site")
        )
    parties: Counter[str] = Counter()
    for (_, _, party), count in seen.items():
        parties[party] += count
    known = sorted((-count, party) for party, count in parties.items() if party)
    words = [f"{-count} {party}" for count, party in known]
    words += [f"{parties['']} not known"] if words and parties[""] else []
    return cell(", ".join(words) or _none(day))


def _officials(cut: CutView, day: DayView) -> list[RecordView]:
    sites = {visit.text("site") for visit in day.visits}
    return [one for one in cut.all("official") if one.text("site") in sites]


def _none(day: DayView) -> str:
    return "not known" if day.visits else "none"
