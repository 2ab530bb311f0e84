"""The web folder: the tour as pages that lead to each other, for anybody's browser.

It stands on what the press itinerary may say to everybody: the days and stops in order, a page for
each stop, and the practice cards that their sites let out. Times carry their zone, as readers may
be anywhere. Nothing in it leads out of the folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from tourplanner.core.clock import add_minutes, date_text
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.best_practices import card, cards, site_of
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
    Row,
    Span,
    Style,
    Table,
    cell,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.map import TourMap, tour_map
from tourplanner.core.papers.press import (
    event_title,
    letterhead,
    place_text,
    press_sheet,
    public_date,
    public_visits,
)
from tourplanner.core.papers.style import COVERAGE_WORDS, TimeWords, address_text, member_text
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line

INDEX, MAP, SEARCH = "index.html", "map.html", "search.html"
_STOPS = (Column("Time", 35), Column("Event and place", 65))
_PROGRAM = (Column("Time", 35), Column("What", 65))
_NOT_CONFIRMED = Span("NOT CONFIRMED", Style.WARN)


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page: the name of its file, what it is called in a list, and what stands on it.

    ``aside`` : when or where it is of, beside its name in a list.
    """

    file: str
    name: str
    aside: str
    paper: Paper


@dataclass(frozen=True, slots=True)
class WebFolder:
    """A whole web folder; ``pages`` in reading order, the first page being the start."""

    name: str
    pages: tuple[WebPage, ...]
    map: TourMap


def web_folder(cut: CutView) -> WebFolder:
    """Lay out the web folder of a cut view."""
    visits = list(public_visits(cut))
    moments = ((at, v.text("zone")) for v in visits for at in (v["start_at"], v["end_at"]))
    times = TimeWords(moments, always=True)
    made = cards(cut)
    sheet = press_sheet(cut, _start(cut, visits, times, made), visits)
    name = one_line(cut.one("tour").text("name"))
    inner = replace(sheet, name=name, aside="", letterhead=())
    pages = [WebPage(INDEX, "The tour", sheet.aside, sheet)]
    for n, visit in enumerate(visits):
        stop = cut.get("stop", visit.text("stop"))
        title = event_title(stop, cut.get("site", visit.text("site")))
        around = (visits[n - 1] if n else None, *visits[n + 1 : n + 2])
        blocks = tuple(_stop(cut, visit, times, made, around))
        when = f"{date_text(public_date(visit))}, {_when(visit, times)}"
        paper = replace(inner, title=title, blocks=blocks)
        pages.append(WebPage(stop_file(visit), f"{_number(visit)}. {title}", when, paper))
    for practice in made:
        title, where = one_line(practice.text("title")), site_of(cut, practice)
        told = [Paragraph(line(soft(where)))] if where else []
        paper = replace(inner, title=title, blocks=(*told, *card(practice)))
        pages.append(WebPage(_card_file(practice), title, where, paper))
    return WebFolder(name, tuple(pages), tour_map(cut, home=INDEX, with_zones=True))


def stop_file(visit: RecordView) -> str:
    """Give the name of the page of a visit block, by the paper's own number of it."""
    return f"stop-{_number(visit)}.html"


def _card_file(practice: RecordView) -> str:
    return f"practice-{practice.id.removeprefix('practice')}.html"


def _number(visit: RecordView) -> str:
    return visit.id.removeprefix("s")


def _when(visit: RecordView, times: TimeWords) -> str:
    return times.span(visit["start_at"], visit["end_at"], visit.text("zone"))


def _to(words: str, file: str) -> Span:
    return Span(words, Style.PLAIN, file)


# -- the start -------------------------------------------------------------------------------------


def _start(
    cut: CutView, visits: Sequence[RecordView], times: TimeWords, made: Sequence[RecordView]
) -> list[Block]:
    office, tour, free = cut.one("office"), cut.one("tour"), cut.one("blocks")
    lead = free.text("lead") or tour.text("purpose")
    blocks: list[Block] = [Paragraph(line(text), "lead") for text in lines(lead)]
    if facts := tuple(_facts(office)):
        blocks.append(KeyValues(facts))
    if not visits:
        blocks.append(Note(line("No stop is open to the public eye yet.")))
    for day, group in groupby(visits, key=public_date):
        blocks += _day(cut, day, list(group), times)
    if visits:
        blocks.append(Note(line("Times are those of the place, and may change.")))
    if made:
        blocks.append(Heading(2, "Best practices"))
        links = (
            line(_to(one_line(p.text("title")), _card_file(p)), _after(site_of(cut, p)))
            for p in made
        )
        blocks.append(Bullets(tuple(links)))
    if notes := lines(free.text("notes")):
        blocks += [Heading(2, "Notes"), Bullets(tuple(line(note) for note in notes))]
    if about := lines(office.text("boilerplate")):
        blocks.append(Heading(2, "About the tour"))
        blocks += [Paragraph(line(text)) for text in about]
    return blocks


def _facts(office: RecordView) -> Iterator[tuple[str, Line]]:
    name, head = one_line(office.text("member_name")), " ".join(letterhead(office)).casefold()
    if name and name.casefold() not in head:
        yield "Who", line(strong(member_text(office)))
    if hashtag := one_line(office.text("hashtag")):
        yield "Hashtag", line(hashtag)


def _after(where: str) -> Span:
    return soft(f", {where}" if where else "")


def _day(
    cut: CutView, day: date, visits: Sequence[RecordView], times: TimeWords
) -> Iterator[Block]:
    yield Heading(2, date_text(day))
    rows = []
    for visit in visits:
        stop = cut.get("stop", visit.text("stop"))
        site = cut.get("site", visit.text("site"))
        what = cell(
            _to(f"{_number(visit)}. {event_title(stop, site)}", stop_file(visit)),
            place_text(stop, site),
            soft(address_text(site)),
            Span(COVERAGE_WORDS.get(stop.text("coverage"), ""), Style.TAG),
            _NOT_CONFIRMED if visit.id in cut.tentative else "",
        )
        rows.append(Row((cell(strong(_when(visit, times))), what)))
    yield Table(f"Stops on {date_text(day)}, with time, event and place", _STOPS, tuple(rows))


# -- a stop ----------------------------------------------------------------------------------------


def _stop(
    cut: CutView,
    visit: RecordView,
    times: TimeWords,
    made: Sequence[RecordView],
    around: Sequence[RecordView | None],
) -> Iterator[Block]:
    stop = cut.get("stop", visit.text("stop"))
    site = cut.get("site", visit.text("site"))
    facts = [("When", line(f"{date_text(public_date(visit))}, ", strong(_when(visit, times))))]
    facts.append(("Where", line(place_text(stop, site))))
    if where := address_text(site):
        facts.append(("Address", line(where)))
    rule = COVERAGE_WORDS.get(stop.text("coverage"), "")
    mark: list[str | Span] = [" ", _NOT_CONFIRMED] if visit.id in cut.tentative else []
    if rule or mark:
        facts.append(("Press", line(Span(rule, Style.TAG), *mark)))
    yield KeyValues(tuple(facts))
    if rows := tuple(_program(cut, visit, stop, times)):
        yield Heading(2, "Program")
        yield Table("The program of the stop, with times", _PROGRAM, rows)
    told = [p for p in made if site.id and p.text("site") == site.id]
    if told:
        yield Heading(2, "Best practices seen here")
        yield Bullets(tuple(line(_to(one_line(p.text("title")), _card_file(p))) for p in told))
    ways = []
    for words, other in zip(("Before it: ", "After it: "), around, strict=False):
        if other is not None:
            their = cut.get("stop", other.text("stop"))
            name = event_title(their, cut.get("site", other.text("site")))
            ways.append(line(words, _to(f"{_number(other)}. {name}", stop_file(other))))
    if ways:
        yield Heading(2, "Other stops")
        yield Bullets(tuple(ways))


def _program(cut: CutView, visit: RecordView, stop: RecordView, times: TimeWords) -> Iterator[Row]:
    mine = [item for item in cut.all("item") if item.text("stop") == stop.id]
    mine.sort(key=lambda item: (int(item["offset_min"] or 0), item.text("title")))
    for item in mine:
        begins_at = add_minutes(visit["start_at"], int(item["offset_min"] or 0))
        rule = item.text("coverage")
        what = cell(
            one_line(item.text("title")),
            soft(one_line(item.text("speakers"))),
            Span(COVERAGE_WORDS.get(rule, "") if rule != stop.text("coverage") else "", Style.TAG),
            _NOT_CONFIRMED if item.id in cut.tentative else "",
        )
        yield Row((cell(times.at(begins_at, visit.text("zone"))), what))
