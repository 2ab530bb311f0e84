"""Whom to call on the day, what to say, and a ready text message for each.

A message is written for one reader: it holds the office's name, that reader's own place and times,
and nothing of any other stop. Names that people typed stand in it as they are; they are data and
never a pattern.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from tourplanner.core.checks.ground import crosses_zones
from tourplanner.core.clock import date_text, local, minutes_between, time_text
from tourplanner.core.late import Call, Way
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.tour import Node, Plan
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import hours_text

HOTEL_NEWS_MIN = 15  # a hotel is called about a group that comes so much later
DRIVER, PRESS, HOTEL, REPORTER = "driver", "press-", "hotel-", "reporter-"
_FURTHER = f"{DRIVER}-"  # and the id of a further coach
_PRESS_COMES = ("open", "pooled", "photo")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with numbers, each with what it is; empty where nobody has written them down."""

    name: str = ""
    numbers: tuple[tuple[str, str], ...] = ()  # label, number


@dataclass(frozen=True, slots=True)
class Contacts:
    """Who can be called: hosts by stop id, places by their id, driver, press desk, reporters.

    ``reporters`` are those who hold a press paper of the tour, by a key of their own; ``driver`` is
    that of the first coach, ``drivers`` those of all, by the coach's id.
    """

    office: str = ""  # as it signs: Senator Carol Liu
    hosts: Mapping[str, Person] = field(default_factory=dict)
    places: Mapping[str, Person] = field(default_factory=dict)
    driver: Person = Person()
    press: Person = Person()
    reporters: Mapping[str, Person] = field(default_factory=dict)
    drivers: Mapping[str, Person] = field(default_factory=dict)

    def of(self, key: str) -> Person:
        """Give who answers to a call's key."""
        if key == DRIVER:
            return self.driver
        if key.startswith(_FURTHER):
            return self.drivers.get(key.removeprefix(_FURTHER), Person())
        if key.startswith(PRESS):
            return self.press
        if key.startswith(REPORTER):
            return self.reporters.get(key.removeprefix(REPORTER), Person())
        if key.startswith(HOTEL):
            return self.places.get(key.removeprefix(HOTEL), Person())
        return self.hosts.get(key, Person())


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call: to whom, what is new for them, and the message that can be sent instead."""

    key: str
    who: str
    news: str
    text: str


def calls_about(
    way: Way, planned: Sequence[DaySchedule], day: int, contacts: Contacts
) -> tuple[CallLine, ...]:
    """Give the calls that a way asks for: hosts and the press desk in the order of the plan, each
    reporter once, then the hotel of the night and the driver.

    Parameters
    ----------
    planned : the moments that the others were told.
    """
    return tuple(_about(way, planned, day, contacts))


def _about(
    way: Way, planned: Sequence[DaySchedule], day: int, contacts: Contacts
) -> Iterator[CallLine]:
    plan, office = way.plan, contacts.office
    public: list[str] = []
    for call in way.calls:
        name = call.stop.name
        yield CallLine(call.stop.id, name, call.why, _host_text(plan, call, office))
        # Nobody of the press was told of a visit that is not confirmed.
        if call.stop.coverage in _PRESS_COMES and call.stop.confirmed:
            public.append(_press_said(plan, call))
            text = _press_text(public[-1:], office)
            yield CallLine(f"{PRESS}{call.stop.id}", f"Press at {name}", call.why, text)
    if public:
        for key, person in contacts.reporters.items():
            news = "new times of visits that are open to the press"
            text = _press_text(public, office)
            yield CallLine(f"{REPORTER}{key}", f"Reporter: {person.name}", news, text)
    old, new = planned[day], way.schedules[day]
    shift = minutes_between(old.arrive_at, new.arrive_at)
    end = new.day.end
    if abs(shift) >= HOTEL_NEWS_MIN and day < len(plan.days) - 1:
        at = _time(plan, new.arrive_at, end)
        yield CallLine(
            f"{HOTEL}{end.id}",
            end.name,
            f"we come at {at}, {hours_text(abs(shift))} {_later(shift)}",
            f"{_from(office)}: our group comes to {one_line(end.name)} at about {at}"
            f"{_on(plan, day)}, not at {_time(plan, old.arrive_at, end)}.",
        )
    route = [f"{one_line(row.stop.name)} {_time(plan, row.arrive_at, row.stop.node)}"
             for row in new.rows if row.arrive_at >= _from_at(way, day)]  # fmt: skip
    route.append(f"{one_line(end.name)} {_time(plan, new.arrive_at, end)}")
    yield from _to_drivers(plan, "the new order and times", f"Now: {'; '.join(route)}.")


def _to_drivers(plan: Plan, news: str, text: str) -> Iterator[CallLine]:
    """Give a call to the driver of each coach, named by it where there are several."""
    first, *further = plan.tour.coaches
    yield CallLine(DRIVER, f"Driver, {first.name}" if further else "Driver", news, text)
    for coach in further:
        yield CallLine(f"{_FURTHER}{coach.id}", f"Driver, {coach.name}", news, text)


def _from_at(way: Way, day: int) -> datetime:
    """Give the moment from which a day lies ahead: when the bus left, or comes to a stop."""
    changed = way.plan.days[day]
    known = [*changed.arrived_at.values(), *changed.left_at.values()]
    return max(known, default=way.schedules[day].depart_at)


def calls_of_day(
    schedule: DaySchedule,
    plan: Plan,
    office: str,
    behind: Sequence[str] = (),
    here: str = "",
    *,
    is_today: bool = True,
    now: datetime | None = None,
) -> tuple[CallLine, ...]:
    """Give who can be called while all goes on as it does: hosts ahead, the hotel, the driver.

    Parameters
    ----------
    behind : ids of stops that were left already. here : id of the stop where the bus is.
    is_today : the bus is on its way; else the messages say what is planned.
    now : the moment; an arrival before it is told as one that should have been. None = none is.
    """
    lines = []
    end, index = schedule.day.end, schedule.day.index
    when, sender = _on(plan, index), _from(office)
    ahead = [row for row in schedule.rows if row.stop.id not in behind]
    for row in ahead:
        at, name = _time(plan, row.arrive_at, row.stop.node), one_line(row.stop.name)
        news, text = f"we arrive at {at}", f"{sender}: we plan to come to {name} at {at}{when}."
        if row.stop.id == here:
            news, text = "we are there", f"{sender}: we have arrived at {name}."
        elif is_today and now is not None and (late := minutes_between(row.arrive_at, now)) > 0:
            news = f"we should have arrived at {at}, {hours_text(late)} ago"
            text = (
                f"{sender}: we should have arrived at {name} at {at}{when}, {hours_text(late)} ago."
            )
        elif is_today:
            text = f"{sender}: we are on our way to {name} and arrive at about {at}{when}."
        lines.append(CallLine(row.stop.id, row.stop.name, news, text))
    at = _time(plan, schedule.arrive_at, end)
    if index < len(plan.days) - 1:
        text = f"{sender}: our group comes to {one_line(end.name)} at about {at}{when}."
        lines.append(CallLine(f"{HOTEL}{end.id}", end.name, f"we come at {at}", text))
    route = [f"{one_line(r.stop.name)} {_time(plan, r.arrive_at, r.stop.node)}" for r in ahead]
    route.append(f"{one_line(end.name)} {at}")
    words = f"{'Now' if is_today else 'Plan'}: {'; '.join(route)}."
    return (*lines, *_to_drivers(plan, "", words))


def _host_text(plan: Plan, call: Call, office: str) -> str:
    name, was = one_line(call.stop.name), _time(plan, call.was_at, call.stop.node)
    if call.new_at is None:
        return (
            f"{_from(office)}: our bus is late and we cannot come to {name}{_planned_on(call)} "
            f"(planned: {was}). We will call you."
        )
    at = _time(plan, call.new_at, call.stop.node)
    stay = ""
    if call.shorter_min:
        stay = f" We stay {hours_text(call.visit_min)}, {hours_text(call.shorter_min)} shorter."
    if local(call.new_at, call.stop.node.zone).date() != _planned_date(call):
        return (
            f"{_from(office)}: our bus is late. Our visit to {name}{_planned_on(call)} moves to "
            f"{date_text(plan.days[call.day].date)}, {at}.{stay} Does that work for you?"
        )
    if at == was:
        return (
            f"{_from(office)}: our visit to {name}{_planned_on(call)} still starts at {at}.{stay}"
        )
    late = call.new_at > call.was_at
    return (
        f"{_from(office)}: our bus {'is late' if late else 'comes earlier'}. Our visit to {name}"
        f"{_planned_on(call)} now starts at {at} (planned: {was}).{stay}"
    )


def _press_text(said: Sequence[str], office: str) -> str:
    return f"Press update, {_from(office, small=True)}: {'; '.join(said)}."


def _press_said(plan: Plan, call: Call) -> str:
    """Say what is new of a visit that the press comes to."""
    name, was = one_line(call.stop.name), _time(plan, call.was_at, call.stop.node)
    if call.new_at is None:
        return f"the visit to {name}{_planned_on(call)}, {was}, is canceled"
    at = _time(plan, call.new_at, call.stop.node)
    if local(call.new_at, call.stop.node.zone).date() != _planned_date(call):
        return f"the visit to {name} moves to {date_text(plan.days[call.day].date)}, {at}"
    if at == was:
        return f"the visit to {name}{_planned_on(call)} starts at {at} as planned"
    return f"the visit to {name}{_planned_on(call)} now starts at {at}, not at {was}"


def _planned_date(call: Call) -> date:
    return local(call.was_at, call.stop.node.zone).date()


def _planned_on(call: Call) -> str:
    return f" on {date_text(_planned_date(call))}"


def _on(plan: Plan, day: int) -> str:
    return f" on {date_text(plan.days[day].date)}"


def _later(shift: int) -> str:
    return "later" if shift > 0 else "earlier"


def _from(office: str, *, small: bool = False) -> str:
    name = one_line(office)
    said = f"From the office of {name}" if name else "From the school bus tour"
    return f"{said[0].lower()}{said[1:]}" if small else said


def _time(plan: Plan, at: datetime, node: Node) -> str:
    return time_text(at, node.zone, with_zone=crosses_zones(plan))
