"""The days of a cut view in order: legs, visits, lunch and nights, for the papers of the staff."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tourplanner.core.model.paper import RecordView
from tourplanner.core.model.schedule import waits
from tourplanner.core.papers.blocks import Line, Span, Style, line, soft, strong
from tourplanner.core.papers.style import TimeWords, address_text, miles_text, span_text
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import one_line
from tourplanner.core.travel import Grade

TENTATIVE = Span("TENTATIVE", Style.WARN)
_GRADE_WORDS = {
    Grade.TYPED: "typed",
    Grade.ROUTED: "street router",
    Grade.NETWORK: "estimate, highway network",
    Grade.FORMULA: "estimate, formula",
    Grade.MOUNTAIN: "estimate, mountain road",
}


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of a cut view: its totals, legs, visits and lunch, in order of time."""

    day: RecordView
    drives: tuple[RecordView, ...]
    visits: tuple[RecordView, ...]
    lunch: RecordView | None

    @property
    def stands(self) -> bool:
        """Whether the bus stands: no visit, and no way to go."""
        return not self.visits and all(drive["minutes"] == 0 for drive in self.drives)


def days_of(cut: CutView) -> tuple[DayView, ...]:
    """Give the days of a cut view in order."""
    out = []
    for day in sorted(cut.all("day"), key=lambda d: int(d["number"])):
        number = day["number"]
        drives = sorted(_of_day(cut, "drive", number), key=lambda d: int(d["order"]))
        visits = sorted(_of_day(cut, "visit_block", number), key=lambda v: int(v["order"]))
        lunch = next(_of_day(cut, "lunch", number), None)
        out.append(DayView(day, tuple(drives), tuple(visits), lunch))
    return tuple(out)


def starts_page(days: Sequence[DayView], n: int) -> bool:
    """Whether day ``n`` starts a page: a day on which the bus stands joins the page beside it."""
    working = [k for k, day in enumerate(days) if not day.stands]
    return n > 0 and not days[n - 1].stands and any(k >= n for k in working)


def _of_day(cut: CutView, kind: str, number: int) -> Iterator[RecordView]:
    return (record for record in cut.all(kind) if record["day"] == number)


def all_moments(cut: CutView) -> Iterator[tuple[datetime, str]]:
    """Give every moment that a paper of the staff prints, with its zone."""
    for day in cut.all("day"):
        yield day["depart_at"], day.text("start_zone")
        yield day["arrive_at"], day.text("end_zone")
    for visit in cut.all("visit_block"):
        yield visit["start_at"], visit.text("zone")
        yield visit["end_at"], visit.text("zone")


def node_name(cut: CutView, node_id: str) -> str:
    """Give the name of a place or site."""
    for kind in ("place", "site", "node"):
        if name := one_line(cut.get(kind, node_id).text("name")):
            return name
    return "a place without a name"


def node_address(cut: CutView, node_id: str) -> str:
    """Give the address of a place or site, or its town; what its name says is not repeated."""
    for kind in ("place", "site"):
        record = cut.get(kind, node_id)
        if record.id:
            name, comma, rest = node_name(cut, node_id).partition(",")
            city = one_line(record.text("city"))
            if not record.text("street") and city and rest.strip().casefold() == city.casefold():
                return ""  # a hotel as people call it: "Tower Inn, Fresno"
            if record.text("street") or not city or name.casefold() != city.casefold():
                return address_text(record)
            # A town as a place: "El Paso, El Paso County, Texas".
            return (
                "" if comma else address_text(replace(record, values={**record.values, "city": ""}))
            )
    return one_line(cut.get("node", node_id).text("city"))


def visit_name(cut: CutView, visit: RecordView) -> str:
    """Give the name of the site of a visit."""
    return one_line(cut.get("site", visit.text("site")).text("name"))


def visit_number(visit: RecordView) -> str:
    """Give the number of a stop as everywhere in the program: day.stop."""
    return f"{int(visit['day']) + 1}.{int(visit['order']) + 1}"


def leg_line(drive: RecordView) -> Line:
    """Write minutes and miles of a leg with how well they are known."""
    minutes = drive["minutes"]
    if minutes is None:
        return line(Span("NO ROAD KNOWN", Style.WARN), soft(" - type the minutes of this leg"))
    grade = Grade(int(drive["grade"]))
    about = "about " if grade.is_estimate else ""
    miles_ = miles_text(drive["meters"])
    return line(f"{about}{span_text(int(minutes))}{f', {miles_}' if miles_ else ''}")


def leg_source(drive: RecordView) -> Line:
    """Write where the minutes of a leg come from, and whether somebody should check them."""
    if drive["minutes"] is None:
        return ()
    grade = Grade(int(drive["grade"]))
    words = _GRADE_WORDS[grade]
    if grade is Grade.TYPED and drive.text("typed_by"):
        words = f"typed by {one_line(drive.text('typed_by'))}"
    peak = ", in rush hour" if drive["at_peak"] else ""
    check = " - CHECK with somebody who knows the road" if drive["check"] else ""
    return line(soft(f"({words}{peak}){check}"))


def departure_line(drive: RecordView, times: TimeWords) -> Line:
    """Say that a ferry or a plane leaves then alone, and when the next one leaves."""
    departures, zone = drive["departures"] or (), drive.text("start_zone")
    if not departures:
        return ()
    later = [at for at in departures if at > drive["depart_at"]]
    if drive["depart_at"] > departures[-1]:
        return line(Span(f"LAST DEPARTURE AT {times.at(departures[-1], zone)}", Style.WARN))
    if not later:
        return line(strong("Fixed departure, the last of the day"))
    return line(strong("Fixed departure"), soft(f", the next one is at {times.at(later[0], zone)}"))


def waits_of(day: DayView, visit: RecordView) -> tuple[tuple[datetime, datetime], ...]:
    """Give when the party waits at a stop for the fixed departure of the leg after it."""
    lunch = (day.lunch["start_at"], day.lunch["end_at"]) if day.lunch else None
    return waits(visit["end_at"], visit["board_at"], lunch)


def standing_text(cut: CutView, day: DayView) -> str:
    """Say that the bus stands all day, and where."""
    return f"The bus stands at {node_name(cut, day.day.text('start'))}; the driver rests."


def lunch_on_leg(day: DayView, drive: RecordView) -> bool:
    """Whether lunch is taken on this leg."""
    return (
        day.lunch is not None
        and day.lunch["place"] == "road"
        and drive["depart_at"] <= day.lunch["start_at"] < drive["arrive_at"]
    )


def lunch_name(lunch: RecordView, words: str) -> str:
    """Give what a lunch is called: as the words say, on the bus where it takes no time."""
    return words if lunch["start_at"] < lunch["end_at"] else "Lunch on the bus"


def duty_of(cut: CutView, day: DayView, coach: str = "") -> RecordView:
    """Give the driver's hours of a day; an empty record where the driver is off duty.

    Parameters
    ----------
    coach : whose driver, where there are several; none = as the plan must keep them.
    """
    found = [duty for duty in cut.all("duty") if duty["day"] == day.day["number"]]
    own = (duty for duty in found if coach and duty["coach"] == coach)
    return next(own, next((d for d in found if not d["coach"]), RecordView("", "")))


def next_duty(cut: CutView, days: Sequence[DayView], coach: str = "") -> RecordView:
    """Give the driver's next working day; on a day on which the bus stands the driver rests."""
    return next((duty for day in days if (duty := duty_of(cut, day, coach)).id), RecordView("", ""))


def law_of(cut: CutView) -> RecordView:
    """Give the law's limits of the driver's hours; an empty record where none are loaded."""
    return next((limit for limit in cut.all("limit") if not limit["house"]), RecordView("", ""))


def staff_times(cut: CutView) -> TimeWords:
    """Give the time words of a paper of the staff."""
    return TimeWords(all_moments(cut))


def spot_text(site: RecordView, spot: str, words: str) -> str:
    """Give where a point of a site is: in words, and as numbers that a phone takes."""
    point = site[spot]
    if not isinstance(point, Mapping):
        return words
    at = f"{point['lat']:.5f}, {point['lon']:.5f}"
    return f"{words} ({at})" if words else at
