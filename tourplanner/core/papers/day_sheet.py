"""The day sheet: a page a day for the people on the bus, readable at arm's length.

It says when the bus leaves, what they will see, who hosts, and where they sleep. What is not
confirmed of a program is not on it; a visit whose host has not agreed yet is marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from tourplanner.core.clock import date_text
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    KeyValues,
    Line,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    QrCode,
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
from tourplanner.core.papers.moments import (
    DayView,
    days_of,
    lunch_name,
    node_address,
    node_name,
    visit_name,
)
from tourplanner.core.papers.phone_page import STOPS_A_WAY, way_to
from tourplanner.core.papers.press import event_title, letterhead
from tourplanner.core.papers.sheet import RIDERS, sheet
from tourplanner.core.papers.specs import PaperKind
from tourplanner.core.papers.style import TimeWords, address_text
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line, sentence

_COLUMNS = (Column("Time", 28), Column("What and where", 72))
# In large print a span of times, 10:30-11:30 a.m., needs more room to stay on its line.
_LARGE_COLUMNS = (Column("Time", 34), Column("What and where", 66))
_SCAN = "Scan for the way on a phone's map: "
_NEEDS = " (opens Google Maps, needs a signal)"
_MOST_IN_CODE = 700  # letters; a code of more is too fine for a camera at arm's length
_NOT_CONFIRMED = Span("NOT CONFIRMED YET", Style.WARN)


def day_sheet(cut: CutView) -> Paper:
    """Lay out the day sheet of a cut view, in large print where the view was cut for that."""
    free = cut.one("blocks")
    days = days_of(cut)
    times = riders_times(days)
    blocks: list[Block] = [Paragraph(line(text), "lead") for text in lines(free.text("lead"))]
    if not days:
        blocks.append(Note(line("Nothing is planned yet. Plan the tour, then make this paper.")))
    for n, day in enumerate(days):
        if n:
            blocks.append(PageBreak())
        blocks += _day(cut, n, day, days, times)
    is_large = cut.spec.key == PaperKind.DAY_SHEET_LARGE
    return sheet(
        cut,
        blocks,
        whom=RIDERS,
        head=letterhead(cut.one("office"))[:1],
        size=Size.LARGEST if is_large else Size.LARGE,
    )


def riders_times(days: Sequence[DayView]) -> TimeWords:
    """Give the time words of a paper for the people on the bus."""
    return TimeWords(_moments(days))


def _moments(days: Sequence[DayView]) -> Iterator[tuple[datetime, str]]:
    for day in days:
        yield day.day["depart_at"], day.day.text("start_zone")
        yield day.day["arrive_at"], day.day.text("end_zone")
        for visit in day.visits:
            for name in ("start_at", "end_at", "depart_at"):
                yield visit[name], visit.text("zone")


def is_still(day: DayView) -> bool:
    """Whether the bus stands all day: no visit, and no way to go."""
    return not day.visits and not day.day["drive_min"]


def _day(
    cut: CutView, n: int, day: DayView, days: Sequence[DayView], times: TimeWords
) -> Iterator[Block]:
    yield Heading(2, f"Day {n + 1}: {date_text(day.day['date'])}")
    if is_still(day):
        yield Paragraph(line(sentence(f"A day off at {node_name(cut, day.day.text('start'))}")))
        return
    if facts := _facts(cut):
        yield KeyValues(facts)
    is_large = cut.spec.key == PaperKind.DAY_SHEET_LARGE
    codes = tuple(_codes(cut, day))
    if is_large:  # behind a table that fills its pages they would stand on one alone
        yield from codes
    yield Table(
        f"What happens on {date_text(day.day['date'])}, with its time and place",
        _LARGE_COLUMNS if is_large else _COLUMNS,
        tuple(_rows(cut, day, times, is_last=n == len(days) - 1)),
    )
    free = cut.one("blocks")
    notes = [line(note) for note in lines(free.text("notes"))]
    if help_ := one_line(free.text("help_contact")):
        yield Note(line("Help: ", strong(help_)))
    if notes:
        yield Bullets(tuple(notes))
    if not is_large:
        yield from codes


def _codes(cut: CutView, day: DayView) -> Iterator[QrCode]:
    """Give the way to the schools of a day for a phone's camera.

    Where people sleep is not in it: who reads a code sends what it holds to a map's provider.
    """
    sites = [cut.get("site", visit.text("site")) for visit in day.visits]
    known = [site for site in sites if address_text(site)]
    links = way_to([address_text(site) for site in known])
    for n, link in enumerate(links):
        some = known[n * STOPS_A_WAY : (n + 1) * STOPS_A_WAY]
        if len(link) > _MOST_IN_CODE:
            continue
        names = ", ".join(one_line(site.text("name")) for site in some)
        words = line(strong(_SCAN), Span(names, link=link), soft(_NEEDS))
        yield QrCode(link, words, f"QR code with the way on the map to {names}")


def _facts(cut: CutView) -> tuple[tuple[str, Line], ...]:
    office, free = cut.one("office"), cut.one("blocks")
    rows = (
        ("Weather", free.text("weather")),
        ("Dress", free.text("dress")),
        ("Hashtag", office.text("hashtag")),
    )
    return tuple((label, line(one_line(text))) for label, text in rows if text)


def _rows(cut: CutView, day: DayView, times: TimeWords, *, is_last: bool) -> Iterator[Row]:
    start, zone = day.day.text("start"), day.day.text("start_zone")
    depart_at, call_at = day.day["depart_at"], day.day["call_at"]
    ready = f"Be at the bus at {times.at(call_at, zone)}" if call_at < depart_at else ""
    yield Row(
        (
            cell(strong(times.at(depart_at, zone))),
            cell(
                strong(f"Bus leaves {node_name(cut, start)}"),
                soft(node_address(cut, start)),
                sentence(ready) if ready else "",
            ),
        ),
        "quiet",
    )
    if _lunch_on_road(day, depart_at):
        yield _lunch_row(day.lunch, times, " on the road")
    for visit in day.visits:
        lunch = _lunch_at(day, visit)
        if lunch is not None and lunch["place"] == "before":
            yield _lunch_row(lunch, times)
        yield _visit_row(cut, visit, times)
        if lunch is not None and lunch["place"] != "before":
            yield _lunch_row(lunch, times)
        at = times.at(visit["depart_at"], visit.text("zone"))
        yield Row((cell(at), cell("Bus leaves")), "quiet")
        if _lunch_on_road(day, visit["depart_at"]):
            yield _lunch_row(day.lunch, times, " on the road")
    end, end_zone = day.day.text("end"), day.day.text("end_zone")
    phone = one_line(cut.get("place", end).text("phone"))
    yield Row(
        (
            cell(strong(times.at(day.day["arrive_at"], end_zone))),
            cell(
                strong(f"{'End of the tour' if is_last else 'Night'}: {node_name(cut, end)}"),
                soft(node_address(cut, end)),
                soft(phone),
            ),
        ),
        "strong",
    )


def _visit_row(cut: CutView, visit: RecordView, times: TimeWords) -> Row:
    stop = cut.get("stop", visit.text("stop"))
    site = cut.get("site", visit.text("site"))
    host = ", ".join(filter(None, (one_line(site.text(n)) for n in ("host_name", "host_title"))))
    items = program(cut, stop.id)
    see = [one_line(i.text("title")) for i in items if i["coverage"] != "closed"]
    apart = [one_line(i.text("title")) for i in items if i["coverage"] == "closed"]
    title = one_line(stop.text("press_title"))
    what = cell(
        strong(visit_name(cut, visit)),
        _NOT_CONFIRMED if visit.text("stop") in cut.tentative else "",
        ", ".join(filter(None, (title and event_title(stop, site), one_line(stop.text("room"))))),
        soft(address_text(site)),
        f"Host: {host}" if host else "",
        f"You will see: {'; '.join(filter(None, see))}" if any(see) else "",
        f"No press and no photos: {'; '.join(filter(None, apart))}" if any(apart) else "",
    )
    when = times.span(visit["start_at"], visit["end_at"], visit.text("zone"))
    return Row((cell(strong(when)), what), "strong")


def program(cut: CutView, stop: str) -> list[RecordView]:
    """Give the items of a stop in order of time."""
    mine = [item for item in cut.all("item") if item.text("stop") == stop]
    return sorted(mine, key=lambda i: (int(i["offset_min"] or 0), i.text("title"), i.id))


def speakers(cut: CutView, stop: str, *, own: bool = False) -> list[str]:
    """Give who speaks at a stop, each once, in order of time.

    Parameters
    ----------
    own : also the member.
    """
    member = one_line(cut.one("office").text("member_name")).casefold()
    said = [
        one_line(who) for item in program(cut, stop) for who in item.text("speakers").split(";")
    ]
    found = [who for who in said if who and (own or not (member and member in who.casefold()))]
    return list(dict.fromkeys(found))


def _lunch_at(day: DayView, visit: RecordView) -> RecordView | None:
    lunch = day.lunch
    return lunch if lunch is not None and lunch["stop"] == visit.text("stop") else None


def _lunch_on_road(day: DayView, leaves_at: datetime) -> bool:
    """Whether lunch on the road comes on the way that is left for at a moment."""
    if day.lunch is None or day.lunch["place"] != "road":
        return False
    leaves = [day.day["depart_at"], *(visit["depart_at"] for visit in day.visits)]
    last = max((at for at in leaves if at <= day.lunch["start_at"]), default=leaves[0])
    return bool(leaves_at == last)


def _lunch_row(lunch: RecordView | None, times: TimeWords, where: str = "") -> Row:
    assert lunch is not None
    when = times.span(lunch["start_at"], lunch["end_at"], lunch.text("zone"))
    return Row((cell(strong(when)), cell(strong(lunch_name(lunch, f"Lunch{where}")))))
