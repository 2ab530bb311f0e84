"""The phone page: the days in large type, a tap to call and a tap to the map, without a network.

Only a tap on a map leaves the page, so it opens where there is no signal. A provider of maps takes
a limited number of stops, so a long day has several links to its way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from string import ascii_letters, digits

from tourplanner.core.clock import date_text
from tourplanner.core.geo import known_precision
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Heading,
    Line,
    Note,
    Paper,
    Paragraph,
    Size,
    Span,
    Style,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.coaches import coaches_of, driver_label, driver_words
from tourplanner.core.papers.moments import (
    TENTATIVE,
    DayView,
    days_of,
    node_address,
    node_name,
    staff_times,
    visit_name,
    visit_number,
)
from tourplanner.core.papers.sheet import sheet
from tourplanner.core.papers.style import TimeWords, address_text
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line

# Maps URLs, Google for Developers: in a phone's browser a way takes three stops between its ends.
_BETWEEN = 3
STOPS_A_WAY = _BETWEEN + 1  # from where the phone is
_WAY = "https://www.google.com/maps/dir/?api=1&travelmode=driving"
_PLACE = "https://www.google.com/maps/search/?api=1&query="
_EXTENSION = re.compile(r"(?:\bext(?:ension)?\.?|\bx|#)\s*(\d{1,7})\s*$", re.IGNORECASE)
_FEWEST_DIGITS = 7
_PLAIN = frozenset(ascii_letters + digits + "-._~")


def phone_page(cut: CutView) -> Paper:
    """Lay out the phone page of a cut view."""
    days, times = days_of(cut), staff_times(cut)
    blocks: list[Block] = list(_always(cut))
    if not days:
        blocks.append(Note(line("Nothing is planned yet. Plan the tour, then make this page.")))
    for n, day in enumerate(days):
        blocks += _day(cut, n, day, times)
    return sheet(cut, blocks, size=Size.LARGE, head=())


def call(number: str) -> Span:
    """Give a phone number that a tap calls; one without enough digits is plain text."""
    text = one_line(number)
    extension = _EXTENSION.search(text)
    dialed = re.sub(r"\D", "", text[: extension.start()] if extension else text)
    if len(dialed) < _FEWEST_DIGITS:
        return strong(text)
    link = f"tel:{'+' if text.startswith('+') else ''}{dialed}"
    return Span(text, Style.STRONG, f"{link},{extension.group(1)}" if extension else link)


def ways(names: Sequence[str], places: Sequence[str]) -> tuple[Span, ...]:
    """Give the links to the way of a day, each with no more stops than a phone's map takes.

    Parameters
    ----------
    names, places : from the start to the end of the day, the same number; a place as the map
        takes it, an address or a point; without one its stop is left out.
    """
    known = [(name, place) for name, place in zip(names, places, strict=True) if place]
    last = len(known) - 1
    ends = [*range(0, last, _BETWEEN + 1), last]
    out = []
    for first, end in pairwise(ends):
        between = "|".join(place for _, place in known[first + 1 : end])
        link = f"{_WAY}&origin={_part(known[first][1])}&destination={_part(known[end][1])}"
        link += f"&waypoints={_part(between)}" if between else ""
        out.append(Span(f"{known[first][0]} to {known[end][0]}", Style.PLAIN, link))
    return tuple(out)


def way_to(places: Sequence[str]) -> tuple[str, ...]:
    """Give the links to a way from where the phone is, each with no more stops than it takes.

    Parameters
    ----------
    places : the stops in order, each as the map takes it; empty ones are left out.
    """
    known = [place for place in places if place]
    out = []
    for first in range(0, len(known), STOPS_A_WAY):
        *between, last = known[first : first + STOPS_A_WAY]
        link = f"{_WAY}&destination={_part(last)}"
        out.append(link + (f"&waypoints={_part('|'.join(between))}" if between else ""))
    return tuple(out)


def _always(cut: CutView) -> Iterator[Block]:
    office, free, coaches = cut.one("office"), cut.one("blocks"), coaches_of(cut)
    rows: list[Line] = []
    if help_ := one_line(free.text("help_contact")):
        rows.append(line("Help: ", strong(help_)))
    who, phone = one_line(office.text("press_contact")), office.text("press_phone")
    if who or phone:
        rows.append(line(f"Press: {who} ", call(phone) if phone else ""))
    for coach in coaches:
        if words := driver_words(coach, office.text("carrier")):
            rows.append(line(f"{driver_label(coaches, coach)}: {words}"))
    rows += [line(note) for note in lines(free.text("notes"))]
    if rows:
        yield Bullets(tuple(rows))


def _day(cut: CutView, n: int, day: DayView, times: TimeWords) -> Iterator[Block]:
    yield Heading(2, f"Day {n + 1}: {date_text(day.day['date'])}")
    start, end = day.day.text("start"), day.day.text("end")
    leaves = times.at(day.day["depart_at"], day.day.text("start_zone"))
    yield Paragraph(line(strong(leaves), f" leave {node_name(cut, start)}"))
    for visit in day.visits:
        yield from _visit(cut, visit, times)
    comes = times.at(day.day["arrive_at"], day.day.text("end_zone"))
    yield Heading(3, f"{comes} {node_name(cut, end)}")
    place = cut.get("place", end)
    if where := node_address(cut, end):
        yield Paragraph(line(_to_map(where, place)))
    if phone := place.text("phone"):
        yield Paragraph(line("Call ", call(phone)))
    nodes = [start, *(visit.text("site") for visit in day.visits), end]
    found = ways([node_name(cut, node) for node in nodes], [_on_map(cut, node) for node in nodes])
    if found:
        yield Paragraph(
            line(strong("The way, on the map"), soft(" (opens Google Maps, needs a signal)"))
        )
        yield Bullets(tuple(line(way) for way in found))


def _visit(cut: CutView, visit: RecordView, times: TimeWords) -> Iterator[Block]:
    site = cut.get("site", visit.text("site"))
    stop = cut.get("stop", visit.text("stop"))
    when = times.span(visit["start_at"], visit["end_at"], visit.text("zone"))
    yield Heading(3, f"{visit_number(visit)} {visit_name(cut, visit)}")
    yield Paragraph(line(strong(when), " ", TENTATIVE if stop.id in cut.tentative else ""))
    if where := address_text(site):
        yield Paragraph(line(_to_map(where, site)))
    said = [("Room: ", stop.text("room")), ("Bus: ", site.text("bus_bay"))]
    host = ", ".join(filter(None, (one_line(site.text(n)) for n in ("host_name", "host_title"))))
    for label, text in (*said, ("Host: ", host)):
        if text := one_line(text):
            yield Paragraph(line(f"{label}{text}"))
    if phone := site.text("front_office_phone"):
        yield Paragraph(line("Call ", call(phone)))
    at = times.at(visit["depart_at"], visit.text("zone"))
    yield Paragraph(line(strong(at), " bus leaves"))


def _to_map(where: str, record: RecordView) -> Span:
    return Span(where, Style.PLAIN, f"{_PLACE}{_part(_point(record) or where)}")


def _on_map(cut: CutView, node: str) -> str:
    """Give a place as a map takes it: its point where it is known closely, else its address."""
    for kind in ("place", "site", "node"):
        if point := _point(cut.get(kind, node)):
            return point
    return node_address(cut, node)


def _point(record: RecordView) -> str:
    point = record["point"]
    if not isinstance(point, dict):
        return ""
    if known_precision(point.get("precision")).is_coarse:
        return ""
    return f"{float(point['lat']):.5f},{float(point['lon']):.5f}"


def _part(text: str) -> str:
    """Write a text as it stands inside an address of the web."""
    as_bytes = text.encode("utf-8", "replace")
    return "".join(chr(b) if chr(b) in _PLAIN else f"%{b:02X}" for b in as_bytes)
