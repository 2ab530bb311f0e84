"""A tour as a form: name, dates, party, ends, coach, pace, driver, each one line of typed text."""

from __future__ import annotations

from datetime import date
from typing import Any

from tourplanner.core.clock import date_text, parse_date, read_day
from tourplanner.core.errors import InputError
from tourplanner.core.fields import KINDS, Field, FieldType
from tourplanner.core.lists import NO, YES, read_yes
from tourplanner.core.model.tour import Tour
from tourplanner.core.safe_text import one_line
from tourplanner.core.web_address import read_web_address
from tourplanner.services.office import ProfileEntry
from tourplanner.services.pace import PACE, pace_entries, typed_pace
from tourplanner.services.places import choose_place
from tourplanner.services.sites import SiteService
from tourplanner.services.tour_values import vehicle_fact, vehicle_value
from tourplanner.services.tours import TourService

_OF_TOUR = ("name", "purpose", "web_address", "start_date", "days", "party", "lift_users")
ENDS = {"start_place": "start", "end_place": "end"}
_DRIVER = ("driver_name", "driver_phone")
_HELP = {
    "web_address": "Where you put the web folder online; the press itinerary has a code of it.",
    "start_date": "The days keep their order: the whole tour moves.",
    "days": "Visits of a day that goes are left out; the checks say which.",
    "start_place": "A town with its state, or a ZIP.",
    "end_place": "A town with its state, or a ZIP.",
}
# What is part of the coach, with its label and help; its level is the coach's.
_COACH: dict[str, tuple[str, str]] = {
    "coach": ("Coach", "As the carrier calls it"),
    "seats": ("Seats", "As built; 90 % of them are planned with."),
    "length_ft": ("Length in feet", ""),
    "has_lift": ("Wheelchair lift", "yes or no"),
}
MAX_CHARS = 500


def tour_entries(tours: TourService, tour_id: str) -> tuple[ProfileEntry, ...]:
    """Give every line of the form as it stands; NotFoundError where there is no such tour."""
    tour = tours.load(tour_id)
    facts = tours.record(tour_id).values
    made = [_entry(name, _text(name, facts.get(name))) for name in _OF_TOUR]
    made += [_entry(name, getattr(tour, role).name) for name, role in ENDS.items()]
    coach = tour.vehicle
    values = {
        "coach": coach.name,
        "seats": str(coach.seats),
        "length_ft": str(coach.length_ft),
        "has_lift": YES if coach.has_lift else NO,
    }
    level = _field("vehicle").level
    made += [ProfileEntry(n, *_COACH[n], level, value) for n, value in values.items()]
    made += pace_entries(tour)
    return (*made, *(_entry(name, _text(name, facts.get(name))) for name in _DRIVER))


def type_tour(
    tours: TourService, sites: SiteService, home_state: str, tour_id: str, name: str, text: str
) -> None:
    """Write one line of the form, as one step of Undo.

    Raises
    ------
    InputError : it does not fit; the sentence says what to type, and nothing is written.
    """
    typed = one_line(text)
    tour = tours.load(tour_id)
    if len(typed) > MAX_CHARS:
        raise InputError(f"{len(typed):,} characters; {MAX_CHARS} fit.", "Make it shorter.")
    if name in ENDS:
        place = choose_place(sites, home_state, typed, "town")
        start, end = (place, None) if name == "start_place" else (None, place)
        tours.change(tour_id, {}, f"Change {tour.name}", start=start, end=end)
        return
    if name in PACE:
        facts: dict[str, Any] = {"settings": typed_pace(name, typed)}
    elif name in _COACH:
        facts = {"vehicle": _coach(tour, name, typed)}
    else:
        facts = _fact(tour, name, typed)
    tours.change(tour_id, facts, f"Change {tour.name}")


def _field(name: str) -> Field:
    field = KINDS["tour"].field(name)
    assert field is not None
    return field


def _entry(name: str, value: str) -> ProfileEntry:
    field = _field(name)
    return ProfileEntry(name, field.label, _HELP.get(name, ""), field.level, value)


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if _field(name).type is FieldType.DATE:
        return date_text(parse_date(str(value)), weekday=False, year=True)
    return str(value)


def _fact(tour: Tour, name: str, typed: str) -> dict[str, Any]:
    if name == "web_address":
        return {name: read_web_address(typed) or None}
    kind = _field(name).type
    if kind is FieldType.DATE:
        half_before = date.fromordinal(max(1, tour.first_date.toordinal() - 182))
        return {name: read_day(typed, half_before).isoformat()}
    if kind is FieldType.INTEGER:
        if not typed and name == "days":
            raise InputError("A tour has at least one day.", "Type how many.")
        return {name: _number(typed or "0")}
    return {name: typed or None} if name != "name" else {name: typed}


def _coach(tour: Tour, name: str, typed: str) -> dict[str, Any]:
    fact = vehicle_fact(tour.vehicle)
    if name == "has_lift":
        return fact | {name: read_yes(typed)}
    if name == "coach":
        if not typed:
            raise InputError("A coach needs a name.", "Type what the carrier calls it.")
        return vehicle_fact(vehicle_value(fact | {"name": typed}))
    return fact | {name: _number(typed)}


def _number(typed: str) -> int:
    if not typed.isdecimal():
        raise InputError(f"“{typed}” is no number.", "Type digits alone, such as 45.")
    return int(typed)
