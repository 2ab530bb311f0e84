"""The press itinerary: what reporters may come to, when, where, and how.

It prints visit blocks, never when the bus arrives or leaves, and numbers its own stops. It says who
to call, that times may change, and when it was issued.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from tourplanner.core.clock import add_minutes, date_text, local, moment, parse_date
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    KeyValues,
    Line,
    Note,
    Paper,
    Paragraph,
    QrCode,
    Row,
    Span,
    Style,
    Table,
    cell,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.style import (
    COVERAGE_WORDS,
    TimeWords,
    address_text,
    dates_text,
    member_text,
    phone_text,
    press_terms,
    stamp_text,
)
from tourplanner.core.photo_release import ASK, NONE, RULE_WORDS
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line
from tourplanner.core.web_address import shown_address

DRAFT_WORDS = "DRAFT - NOT FOR RELEASE"
_NOT_CONFIRMED = Span("NOT CONFIRMED", Style.WARN)


def press_itinerary(cut: CutView) -> Paper:
    """Lay out the press itinerary of a cut view."""
    office, tour, free = cut.one("office"), cut.one("tour"), cut.one("blocks")
    visits = list(public_visits(cut))
    times = TimeWords((at, v.text("zone")) for v in visits for at in (v["start_at"], v["end_at"]))
    blocks: list[Block] = []
    lead = free.text("lead") or tour.text("purpose")
    blocks += [Paragraph(line(text), "lead") for text in lines(lead)]
    if facts := (*_who(office), *contact_rows(office)):
        blocks.append(KeyValues(facts))
    if not visits:
        blocks.append(Note(line("No stop is open to the press yet.")))
    for day, group in groupby(visits, key=public_date):
        rows = tuple(row for visit in group for row in _stop_rows(cut, visit, times))
        blocks.append(Heading(2, date_text(day, year=False)))
        alt = f"Stops on {date_text(day)}: time, event and place, and rules for the press"
        blocks.append(Table(alt, _COLUMNS, rows))
    blocks += _closing(cut, office, free)
    return press_sheet(cut, blocks, visits, pages=1)


def press_sheet(
    cut: CutView,
    blocks: Sequence[Block],
    visits: list[RecordView],
    *,
    title: str = "",
    aside: str | None = None,
    **more: Any,
) -> Paper:
    """Give a paper for the press: head, foot and file properties as on every one of them.

    Parameters
    ----------
    title : its headline; empty = the typed one, else the tour's name.
    aside : None = the days of the tour.
    more : other fields of Paper.
    """
    office, tour = cut.one("office"), cut.one("tour")
    name = one_line(tour.text("name"))
    return Paper(
        cut.spec.key,
        cut.spec.name,
        title or one_line(cut.one("blocks").text("headline")) or name,
        tour_dates(tour) if aside is None else aside,
        letterhead(office),
        member_text(office) or name,
        (*updated_notes(cut, visits), *blocks),
        cut.language,
        footer=press_footer(cut, visits),
        draft=DRAFT_WORDS if cut.draft else "",
        stamp_at=None if cut.draft else cut.made_at,
        subject=name,
        **more,
    )


_COLUMNS = (Column("Time", 22), Column("Event and place", 50), Column("Press", 28))


def public_visits(cut: CutView) -> Iterator[RecordView]:
    """Give the visit blocks of a cut view in order of time."""
    visits = sorted(cut.all("visit_block"), key=lambda v: (v["start_at"], v["end_at"]))
    return iter(visits)


def public_date(visit: RecordView) -> date:
    """Give the day of a visit by the clock of its place."""
    return local(visit["start_at"], visit.text("zone")).date()


def letterhead(office: RecordView) -> tuple[str, ...]:
    """Give the lines of the letterhead: as typed, else the member's office."""
    typed = lines(office.text("letterhead"))[:3]
    if typed:
        return typed
    who = member_text(office)
    return (f"Office of {who}",) if who else ()


def tour_dates(tour: RecordView) -> str:
    """Give the days of the tour in words, empty where they are not known."""
    start = tour.text("start_date")
    return dates_text(parse_date(start), int(tour["days"] or 1)) if start else ""


def _who(office: RecordView) -> tuple[tuple[str, Line], ...]:
    """Give the row that names the member, where the letterhead does not."""
    name = one_line(office.text("member_name"))
    head = " ".join(letterhead(office)).casefold()
    if not name or name.casefold() in head:
        return ()
    return (("Who", line(strong(member_text(office)))),)


def contact_rows(office: RecordView) -> tuple[tuple[str, Line], ...]:
    """Give the rows that say whom the press calls and which hashtag it uses."""
    parts = (phone_text(office.text("press_phone")), office.text("press_email"))
    reach = ", ".join(one_line(part) for part in parts if part)
    name = one_line(office.text("press_contact"))
    rows: list[tuple[str, Line]] = []
    if name or reach:
        rows.append(("Contact", line(strong(name), ", " if name and reach else "", reach)))
    if hashtag := one_line(office.text("hashtag")):
        rows.append(("Hashtag", line(hashtag)))
    return tuple(rows)


def event_title(stop: RecordView, site: RecordView) -> str:
    """Give what the stop is called outside."""
    return one_line(stop.text("press_title")) or f"Visit to {one_line(site.text('name'))}"


def place_text(stop: RecordView, site: RecordView) -> str:
    """Give school and room on one line."""
    return ", ".join(filter(None, (one_line(site.text("name")), one_line(stop.text("room")))))


def photo_rule_text(site: RecordView) -> str:
    """Give the photo rule of a school as the press reads it; empty where photos are welcome."""
    rule = str(site["photo_rule"] or "")
    if rule not in (ASK, NONE):
        return ""
    words = one_line(site.text("photo_words"))
    return f"{RULE_WORDS[rule]}: {words}" if words else RULE_WORDS[rule]


def gather_at(visit: RecordView, stop: RecordView) -> datetime | None:
    """Give the moment of the press check-in, None where there is none."""
    tod = stop["press_call_tod_min"]
    return None if tod is None else moment(public_date(visit), int(tod), visit.text("zone"))


def _stop_rows(cut: CutView, visit: RecordView, times: TimeWords) -> Iterator[Row]:
    stop = cut.get("stop", visit.text("stop"))
    site = cut.get("site", visit.text("site"))
    zone = visit.text("zone")
    number = visit.id.removeprefix("s")
    where = cell(
        strong(f"{number}. {event_title(stop, site)}"),
        place_text(stop, site),
        soft(address_text(site)),
    )
    press: list[Span | Line] = [Span(COVERAGE_WORDS.get(stop.text("coverage"), ""), Style.TAG)]
    gather = gather_at(visit, stop)
    if gather is not None:
        press.append(line("Check in ", strong(times.at(gather, zone))))
    press.append(soft(one_line(stop.text("press_door"))))
    press += [line(f"{label}: {words}") for label, words in press_terms(stop, site) if words]
    press.append(line(photo_rule_text(site)))
    if visit.id in cut.tentative:
        press.append(_NOT_CONFIRMED)
    when = times.span(visit["start_at"], visit["end_at"], zone)
    yield Row((cell(strong(when)), where, cell(*press)))
    mine = [item for item in cut.all("item") if item.text("stop") == stop.id]
    mine.sort(key=lambda item: (int(item["offset_min"] or 0), item.text("title")))
    for item in mine:
        at = times.at(add_minutes(visit["start_at"], int(item["offset_min"] or 0)), zone)
        rule = item.text("coverage")
        apart = rule != stop.text("coverage")
        said = cell(one_line(item.text("title")), soft(one_line(item.text("speakers"))))
        rules = cell(
            Span(COVERAGE_WORDS.get(rule, ""), Style.TAG) if apart else "",
            _NOT_CONFIRMED if item.id in cut.tentative else "",
        )
        yield Row((cell(at), said, rules), "sub")


def _closing(cut: CutView, office: RecordView, free: RecordView) -> Iterator[Block]:
    notes = lines(free.text("notes"))
    if notes:
        yield Heading(2, "Notes")
        yield Bullets(tuple(line(note) for note in notes))
    call = " Call the press contact before you travel." if contact_rows(office) else ""
    yield Note(line(f"Times may change.{call}"))
    if address := one_line(cut.one("tour").text("web_address")):
        words = line(strong("The tour on the web: "), Span(shown_address(address), link=address))
        yield QrCode(address, words, "QR code with the address of the tour on the web")
    boilerplate = lines(office.text("boilerplate"))
    if boilerplate:
        yield Heading(2, "About the tour")
        yield from (Paragraph(line(text)) for text in boilerplate)
    yield Paragraph(line("# # #"), "end")


def updated_notes(cut: CutView, visits: list[RecordView]) -> list[Block]:
    """Give the frame that says what changed since the issue before; none on a first issue."""
    if not cut.updates:
        return []
    zone = visits[0].text("zone") if visits else "UTC"
    on = f" {date_text(local(cut.made_at, zone).date(), weekday=False)}" if cut.made_at else ""
    return [Note(line(strong(f"UPDATED{on}: "), *_apart(cut.updates)), "warn")]


def _apart(sentences: Sequence[str]) -> Iterator[str]:
    """Give sentences that stand in a row, each by itself."""
    for n, text in enumerate(sentences):
        yield from (" ", text) if n else (text,)


def press_footer(cut: CutView, visits: list[RecordView]) -> str:
    """Give the foot of a paper for the press: its version, and when it was issued."""
    if cut.draft:
        return DRAFT_WORDS
    if cut.version is None:
        return "Not issued yet"
    text = f"Version {cut.version}"
    if cut.made_at is not None:
        zone = visits[0].text("zone") if visits else "UTC"
        text += f", updated {stamp_text(cut.made_at, zone)}"
    return text
