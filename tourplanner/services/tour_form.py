"""A tour as a form: name, dates, party, ends, coaches, pace, driver, each one line of typed text.

A line of a further coach is called by the coach's id and a slash before its name.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tourplanner.core.clock import date_text, parse_date, read_day
from tourplanner.core.errors import InputError
from tourplanner.core.fields import KINDS, Field, FieldType, Level
from tourplanner.core.lists import NO, YES, read_yes
from tourplanner.core.model.tour import Tour
from tourplanner.core.safe_text import one_line
from tourplanner.core.web_address import read_web_address
from tourplanner.services.coaches import CoachRow
from tourplanner.services.office import ProfileEntry
from tourplanner.services.pace import PACE, pace_entries, typed_pace
from tourplanner.services.places import choose_place
from tourplanner.services.sites import SiteService
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
# What is part of the coach, with its label and help; its level is that of a further coach's.
_COACH: dict[str, tuple[str, str]] = {
    "coach": ("Coach", "As the carrier calls it; who is told one of several reads it."),
    "seats": ("Seats", "As built; 90 % of them are planned with."),
    "length_ft": ("Length in feet", ""),
    "has_lift": ("Wheelchair lift", "yes or no"),
    "yard": ("Yard", "Town with state, or ZIP: its runs on the first and the last day."),
}
MAX_CHARS = 500


def tour_entries(tours: TourService, tour_id: str) -> tuple[ProfileEntry, ...]:
    """Give every line of the form as it stands; NotFoundError where there is no such tour."""
    tour = tours.load(tour_id)
    facts = tours.record(tour_id).values
    made = [_entry(name, _text(name, facts.get(name))) for name in _OF_TOUR]
    made += [_entry(name, getattr(tour, role).name) for name, role in ENDS.items()]
    first, *further = tours.coaches(tour_id)
    own, driver = _coach_entries(tour_id, first), _driver_entries(tour_id, first)
    if not further:
        return (*made, *own, *pace_entries(tour), *driver)
    made += [*pace_entries(tour), *own, *driver]  # what is one coach's stands together
    for row in further:
        made += [*_coach_entries(tour_id, row), *_driver_entries(tour_id, row)]
    return tuple(made)


def line_of(tour_id: str, coach: str, name: str) -> str:
    """Give what a line of a coach is called, by the coach's id."""
    return name if coach == tour_id else f"{coach}/{name}"


def coach_of(name: str) -> str:
    """Give the id of the further coach that a line is of; empty for every other line."""
    return name.rpartition("/")[0]


def is_place(name: str) -> bool:
    """Whether a line takes words for a place, which may mean several."""
    return name in ENDS or name.rpartition("/")[2] == "yard"


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
    coach, _, line = name.rpartition("/")
    if line in _COACH or line in _DRIVER:
        facts = _coach(line, typed)
        yard = choose_place(sites, home_state, typed, "yard") if line == "yard" and typed else None
        tours.change_coach(tour_id, coach or tour_id, facts, yard=yard)
        return
    facts = {"settings": typed_pace(name, typed)} if name in PACE else _fact(tour, name, typed)
    tours.change(tour_id, facts, f"Change {tour.name}")


def _coach_entries(tour_id: str, row: CoachRow) -> list[ProfileEntry]:
    values = {
        "coach": row.name,
        "seats": str(row.seats),
        "length_ft": str(row.length_ft),
        "has_lift": YES if row.has_lift else NO,
        "yard": row.yard,
    }
    return [
        ProfileEntry(line_of(tour_id, row.id, name), *_COACH[name], _level(name), value)
        for name, value in values.items()
    ]


def _level(line: str) -> Level:
    field = KINDS["coach"].field("name" if line == "coach" else line)
    assert field is not None
    return field.level


def _driver_entries(tour_id: str, row: CoachRow) -> list[ProfileEntry]:
    made = [_entry(name, str(getattr(row, name))) for name in _DRIVER]
    return [replace(entry, name=line_of(tour_id, row.id, entry.name)) for entry in made]


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


def _coach(line: str, typed: str) -> dict[str, Any]:
    """Give the fact of a coach that a line means; none of a yard, which is a place."""
    if line == "has_lift":
        return {line: read_yes(typed)}
    if line == "coach":
        return {"name": typed}
    if line in _DRIVER:
        return {line: typed or None}
    if line == "yard":
        return {} if typed else {line: None}
    return {line: _number(typed)}


def _number(typed: str) -> int:
    if not typed.isdecimal():
        raise InputError(f"“{typed}” is no number.", "Type digits alone, such as 45.")
    return int(typed)
