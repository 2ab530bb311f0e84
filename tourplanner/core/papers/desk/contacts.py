"""Whom to call about a tour: a list by day, and the same people as cards for a phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Line,
    Note,
    Paper,
    Row,
    Table,
    cell,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.coaches import coaches_of, driver_label, driver_words
from tourplanner.core.papers.desk.stops import PlannedStop, planned
from tourplanner.core.papers.moments import TENTATIVE, days_of, node_address, node_name
from tourplanner.core.papers.sheet import NAMED, facts, sheet
from tourplanner.core.papers.style import TimeWords, address_text, short_date
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line

#: Who else of a school is called: the role in words, and the facts of name and phone.
_OTHERS = (
    ("Coordinator", "coordinator", "coordinator_phone"),
    ("Stands in for the host", "alternate", "alternate_phone"),
    ("Principal", "principal", ""),
    ("Front office", "front_office", ""),
)
_COLUMNS = (
    Column("Stop", 7),
    Column("When", 18),
    Column("Place", 36),
    Column("Who", 22),
    Column("Phone", 17),
)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to call. ``key`` is the same in every issue; ``name`` may be a place's."""

    key: str
    name: str
    organization: str = ""
    title: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""


def contacts(cut: CutView) -> tuple[Contact, ...]:
    """Give everybody on the call list once: hosts, hotels, the press contact, the driver."""
    office = cut.one("office")
    out = []
    for one in planned(cut):
        host = one_line(one.site.text("host_name"))
        title = one_line(one.site.text("host_title"))
        phone = one_line(one.site.text("front_office_phone"))
        cell_ = one_line(one.site.text("host_mobile"))
        out.append(Contact(one.site.id, host or one.name, one.name, title, phone, cell_, "",
                           *_address(cut, "site", one.site.id)))  # fmt: skip
        for role, who, number in _others(one.site):
            if number:
                out.append(Contact(f"{one.site.id}/{role}", who or role, one.name, role, "", number,
                                   "", *_address(cut, "site", one.site.id)))  # fmt: skip
    for day in days_of(cut)[:-1]:
        end = day.day.text("end")
        place = cut.get("place", end)
        if place.id:
            name = node_name(cut, end)
            out.append(Contact(end, name, name, "", one_line(place.text("phone")), "",
                               "", *_address(cut, "place", end)))  # fmt: skip
    if press := one_line(office.text("press_contact")):
        phone, email = (one_line(office.text(f"press_{n}")) for n in ("phone", "email"))
        out.append(Contact("press", press, "", "Press contact", phone, "", email))
    carrier, coaches = one_line(office.text("carrier")), coaches_of(cut)
    for n, coach in enumerate(coaches):
        if coach.driver or coach.driver_phone:
            key, title = f"driver/{coach.id}" if n else "driver", driver_label(coaches, coach)
            name = coach.driver or "Driver"
            out.append(Contact(key, name, carrier, title, "", coach.driver_phone))
    return tuple({contact.key: contact for contact in out}.values())


def _address(cut: CutView, kind: str, record: str) -> Iterator[str]:
    found = cut.get(kind, record)
    return (one_line(found.text(name)) for name in ("street", "city", "state", "zip"))


def call_list(cut: CutView) -> Paper:
    """Lay out the call list of a cut view."""
    office, coaches = cut.one("office"), coaches_of(cut)
    press = (office.text("press_contact"), office.text("press_phone"), office.text("press_email"))
    carrier = office.text("carrier")
    blocks: list[Block] = facts(
        [
            ("Press", ", ".join(filter(None, map(one_line, press)))),
            *((driver_label(coaches, one), driver_words(one, carrier, phone=True))
              for one in coaches),
        ]
    )  # fmt: skip
    stops = list(planned(cut))
    times = TimeWords((s.visit["start_at"], s.visit.text("zone")) for s in stops)
    days = days_of(cut)
    if not stops:
        blocks.append(Note(line("Nothing is planned yet. Plan the tour, then make this paper.")))
    for n, day in enumerate(days):
        mine = []
        for one in stops:
            if one.visit["day"] == day.day["number"]:
                mine += [_stop(cut, one, times), *_rows_of_others(one.site)]
        if n < len(days) - 1:
            mine.append(_night(cut, day.day.text("end")))
        if mine:
            blocks.append(Heading(2, f"Day {n + 1}: {short_date(day.day['date'])}"))
            alt = f"Whom to call on {short_date(day.day['date'])}"
            blocks.append(Table(alt, _COLUMNS, tuple(mine), compact=True))
    blocks += [Bullets((line(note),)) for note in lines(cut.one("blocks").text("notes"))]
    return sheet(cut, blocks, whom=NAMED)


def _stop(cut: CutView, one: PlannedStop, times: TimeWords) -> Row:
    zone = one.visit.text("zone")
    when = times.span(one.visit["start_at"], one.visit["end_at"], zone)
    return Row(
        (
            cell(one.number),
            cell(strong(when)),
            cell(
                strong(one.name),
                soft(address_text(one.site)),
                TENTATIVE if one.stop.id in cut.tentative else "",
            ),
            cell(one_line(one.site.text("host_name")), soft(one_line(one.site.text("host_title")))),
            cell(*_phones(one.site)),
        )
    )


def _others(site: RecordView) -> Iterator[tuple[str, str, str]]:
    """Give role, name and cell phone of who else of a school is known; the host not again."""
    host = one_line(site.text("host_name"))
    for role, name, phone in _OTHERS:
        who, number = one_line(site.text(name)), one_line(site.text(phone)) if phone else ""
        if (who and who != host) or number:
            yield role, who, number


def _rows_of_others(site: RecordView) -> Iterator[Row]:
    for role, who, number in _others(site):
        phone = cell(strong(number), soft(" cell")) if number else ()
        yield Row(((), (), (), cell(who, soft(role)), phone), "sub")


def _phones(site: RecordView) -> Iterator[Line]:
    """Give the numbers of a site, those of the front office and of the host's cell told apart."""
    office, mobile = (one_line(site.text(n)) for n in ("front_office_phone", "host_mobile"))
    yield line(strong(office), soft(" front office") if office and mobile else "")
    yield line(strong(mobile), soft(" cell") if mobile else "")


def _night(cut: CutView, place: str) -> Row:
    phone = one_line(cut.get("place", place).text("phone"))
    name, where = node_name(cut, place), node_address(cut, place)
    return Row(
        (cell("Night"), (), cell(strong(name), soft(where)), (), cell(strong(phone))), "quiet"
    )
