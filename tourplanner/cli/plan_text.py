"""A plan as lines for a terminal and as stable JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from tourplanner.core.checks.accepting import Accepted
from tourplanner.core.checks.finding import Finding
from tourplanner.core.checks.leftout import untried_words
from tourplanner.core.clock import date_text, minutes_between, time_text, utc_text
from tourplanner.core.model.schedule import Break, DaySchedule
from tourplanner.core.travel import Grade, Leg
from tourplanner.core.units import hours_text, miles
from tourplanner.services.alternatives import Alternative
from tourplanner.services.plan import Planned

_GRADES = {
    Grade.TYPED: "typed",
    Grade.ROUTED: "routed",
    Grade.NETWORK: "estimate",
    Grade.FORMULA: "estimate, formula",
    Grade.MOUNTAIN: "estimate, mountain road",
}


def crosses_zones(planned: Planned) -> bool:
    """Whether the tour's places lie in more than one zone: then every time names its own."""
    zones = {
        node.zone
        for day in planned.plan.days
        for node in (day.start, day.end, *(stop.node for stop in day.stops))
    }
    return len(zones) > 1


def leg_text(leg: Leg | None, minutes: int, at_peak: bool) -> str:
    """Write a leg: ``2 h 40 min, 112 mi (estimate; check)``."""
    if leg is None:
        return "no road"
    marks = [_GRADES[leg.grade]]
    if at_peak:
        marks.append("peak hour")
    if leg.check:
        marks.append("check")
    return f"{hours_text(minutes)}, {leg.miles:.0f} mi ({'; '.join(marks)})"


def plan_lines(planned: Planned) -> Iterator[str]:
    """Give the plan as people read it."""
    plan = planned.plan
    zones = crosses_zones(planned)
    yield f"{plan.tour.name}: {plan.name}, effort {plan.effort}, seed {plan.seed}"
    if plan.hit_time_cap:
        yield "The search stopped at its safety limit of time; a faster laptop may find more."
    for schedule in planned.schedules:
        yield ""
        yield from _day_lines(schedule, zones, plan.tour.home_zone)
    if plan.left_out:
        yield ""
        yield "Left out:"
        for left in plan.left_out:
            yield f"  {left.sentence}"
    if words := untried_words(plan.tour):
        yield words
    yield ""
    yield f"Bus minutes: {planned.travel.source}."
    yield from finding_lines(planned.findings)


def finding_lines(findings: tuple[Finding, ...]) -> Iterator[str]:
    """Give what the checks say, errors first."""
    for finding in sorted(findings, key=lambda f: f.severity != "E"):
        word = "Error" if finding.severity == "E" else "Warning"
        yield f"{word} {finding.rule}: {finding.text} {finding.mend}".rstrip()


def accepted_lines(accepted: tuple[Accepted, ...], home_zone: str) -> Iterator[str]:
    """Give the warnings that somebody let stand: who, when by the office's clock, and why."""
    for one in accepted:
        who = ", ".join(filter(None, (one.acceptance.by, one.acceptance.day_text(home_zone))))
        yield f"Accepted {one.finding.rule}: {one.finding.text}"
        yield f"  by {who}: {one.acceptance.why}"


def _day_lines(schedule: DaySchedule, zones: bool, home_zone: str) -> Iterator[str]:
    day, lunch = schedule.day, schedule.lunch

    def at(moment: datetime, zone: str, words: str) -> str:
        return f"  {time_text(moment, zone, with_zone=zones):>12}  {words}"

    def drive(leg: Leg | None, minutes: int, at_peak: bool, until: datetime) -> str:
        text = f"{'':16}drive {leg_text(leg, minutes, at_peak)}"
        if lunch and lunch.place == "road" and left_at <= lunch.start_at < until:
            text += f", lunch on the road at {time_text(lunch.start_at, day.start.zone)}"
        return text

    yield f"Day {day.index + 1}, {date_text(day.date)}"
    if schedule.is_idle:
        yield f"{'':16}the bus stands at {day.start.name}; the driver rests"
        return
    yield at(schedule.depart_at, day.start.zone, f"leave {day.start.name}")
    left_at = schedule.depart_at
    for row in schedule.rows:
        node = row.stop.node
        yield drive(row.leg, row.leg_min, row.at_peak, row.arrive_at)
        yield at(row.arrive_at, node.zone, f"arrive {node.name}, {node.city}")
        length = hours_text(minutes_between(row.start_at, row.end_at))
        mark = "" if row.stop.confirmed else " (tentative)"
        events = [(row.start_at, f"visit, {length}{mark}")]
        if lunch and lunch.stop is row.stop:
            events.append((lunch.start_at, f"lunch, {hours_text(_span_min(lunch))}"))
        yield from (at(moment, node.zone, words) for moment, words in sorted(events))
        yield at(row.depart_at, node.zone, "wheels rolling")
        left_at = row.depart_at
    last = (schedule.last_leg, schedule.last_leg_min, schedule.last_leg_at_peak)
    yield drive(*last, schedule.arrive_at)
    yield at(schedule.arrive_at, day.end.zone, f"arrive {day.end.name}")
    yield from _driver_lines(schedule, zones, home_zone)


def _span_min(lunch: Break) -> int:
    return minutes_between(lunch.start_at, lunch.end_at)


def _driver_lines(schedule: DaySchedule, zones: bool, home_zone: str) -> Iterator[str]:
    day, hours = schedule.day, schedule.driver
    report = time_text(hours.report_at, day.start.zone, with_zone=zones)
    release = time_text(hours.release_at, day.end.zone, with_zone=zones)
    yield (
        f"  {miles(schedule.meters):.0f} mi, {hours_text(schedule.guest_drive_min)} in the bus. "
        f"Driver: reports {report}, released {release}, drives {hours_text(hours.driving_min)}, "
        f"on duty {hours_text(hours.duty_min)}."
    )
    if {day.start.zone, day.end.zone} != {home_zone}:
        report = time_text(hours.report_at, home_zone, with_zone=True)
        release = time_text(hours.release_at, home_zone, with_zone=True)
        yield f"  In the carrier's home time: reports {report}, released {release}."


def plan_data(planned: Planned) -> dict[str, Any]:
    """Give the plan as JSON values; moments are ISO 8601 in UTC."""
    return {
        "tour": planned.plan.tour.name,
        "tour_id": planned.plan.tour.id,
        "variant": planned.plan.variant,
        "name": planned.plan.name,
        "effort": planned.plan.effort,
        "seed": planned.plan.seed,
        "hit_time_cap": planned.plan.hit_time_cap,
        "source": planned.travel.source,
        "days": [_day_data(schedule) for schedule in planned.schedules],
        "left_out": [
            {"stop": left.stop.id, "site": left.stop.name, "sentence": left.sentence}
            for left in planned.plan.left_out
        ],
        "untried": planned.plan.tour.untried,
        "findings": [finding_data(finding) for finding in planned.findings],
    }


def alternative_data(other: Alternative) -> dict[str, Any]:
    """Give another plan as JSON values, with the sites to ask, to move and to drop."""
    return {
        "aim": other.aim,
        **asdict(other.figures),
        "comes": [stop.name for stop in other.comes],
        "goes": [stop.name for stop in other.goes],
        "moves": [stop.name for stop in other.moves],
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    """Give a finding as JSON values."""
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "text": finding.text,
        "mend": finding.mend,
        "source": finding.source,
        "date": finding.date,
        "day": finding.day,
        "subject": finding.subject,
        "numbers": dict(finding.numbers),
    }


def accepted_data(one: Accepted) -> dict[str, Any]:
    """Give a warning that may stand as JSON values: the finding, why, by whom and when."""
    return finding_data(one.finding) | {"accepted": asdict(one.acceptance)}


def _day_data(schedule: DaySchedule) -> dict[str, Any]:
    day, hours = schedule.day, schedule.driver
    return {
        "day": day.index + 1,
        "date": day.date.isoformat(),
        "start": day.start.name,
        "end": day.end.name,
        "depart_at": utc_text(schedule.depart_at),
        "arrive_at": utc_text(schedule.arrive_at),
        "miles": round(miles(schedule.meters), 1),
        "guest_drive_min": schedule.guest_drive_min,
        "driving_min": hours.driving_min,
        "duty_min": hours.duty_min,
        "report_at": None if schedule.is_idle else utc_text(hours.report_at),
        "release_at": None if schedule.is_idle else utc_text(hours.release_at),
        "lunch_at": utc_text(schedule.lunch.start_at) if schedule.lunch else None,
        "stops": [
            {
                "stop": row.stop.id,
                "site": row.stop.node.name,
                "zone": row.stop.node.zone,
                "leg_min": row.leg_min,
                "leg_miles": round(row.leg.miles, 1) if row.leg else None,
                "leg_grade": _GRADES[row.leg.grade] if row.leg else "no road",
                "check": bool(row.leg and row.leg.check),
                "arrive_at": utc_text(row.arrive_at),
                "start_at": utc_text(row.start_at),
                "end_at": utc_text(row.end_at),
                "depart_at": utc_text(row.depart_at),
                "confirmed": row.stop.confirmed,
            }
            for row in schedule.rows
        ],
        "last_leg_min": schedule.last_leg_min,
    }
