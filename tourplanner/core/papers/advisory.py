"""The media advisory: one page that asks reporters to one stop.

Parts in the order that editors look for: embargo, contact, headline, who, what, when, where, why,
visuals, language and access, RSVP, then the standing paragraph and the end mark.
"""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.clock import date_text, range_text, time_text
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import (
    Block,
    Heading,
    KeyValues,
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
    texts,
)
from tourplanner.core.papers.press import (
    contact_rows,
    event_title,
    gather_at,
    photo_rule_text,
    place_text,
    press_sheet,
    public_date,
    public_visits,
)
from tourplanner.core.papers.style import COVERAGE_WORDS, address_text, member_text
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line

MOST_WORDS = 150  # an editor reads one page; domain.md section 4.1


def advisory(cut: CutView) -> Paper:
    """Lay out the advisory of the one stop that a view was cut for."""
    office, free = cut.one("office"), cut.one("blocks")
    visits = list(public_visits(cut))
    blocks: list[Block] = []
    if embargo := one_line(free.text("embargo")):
        blocks.append(Note(line(strong("EMBARGO: "), embargo), "warn"))
    if not visits:
        blocks.append(Note(line("This stop may not go to press yet.")))
    for visit in visits[:1]:
        blocks.append(KeyValues(tuple(_facts(cut, visit))))
    for text in lines(office.text("boilerplate")):
        blocks.append(Paragraph(line(text), "small"))
    blocks.append(Paragraph(line("# # #"), "end"))
    return press_sheet(
        cut,
        blocks,
        visits,
        title=one_line(free.text("headline")) or _headline(cut, visits),
        aside=f"for {date_text(public_date(visits[0]), year=True)}" if visits else "",
        size=Size.LARGE,
        pages=1,
    )


def word_count(paper: Paper) -> int:
    """Count the words that an editor reads: all but letterhead, standing paragraph and foot."""
    body = [block for block in paper.blocks if isinstance(block, Heading | KeyValues)]
    said = [paper.title]
    for block in body:
        said += texts_of(block)
    return sum(len(text.split()) for text in said)


def texts_of(block: Heading | KeyValues) -> list[str]:
    """Give the texts of one block."""
    shell = Paper("", "", "", "", (), "", (block,))
    return [text for text in texts(shell) if text]


def missing_parts(cut: CutView) -> tuple[str, ...]:
    """Give what an editor will ask for and the advisory does not tell, in sentences."""
    free = cut.one("blocks")
    out = []
    if not free.text("visuals"):
        out.append("It tells no visuals: what pictures there will be.")
    if not free.text("rsvp"):
        out.append("It asks for no RSVP: by when, and to whom.")
    return tuple(out)


def _headline(cut: CutView, visits: list[RecordView]) -> str:
    tour = one_line(cut.one("tour").text("name"))
    if not visits:
        return tour
    who = member_text(cut.one("office"))
    site = cut.get("site", visits[0].text("site"))
    name = one_line(site.text("name"))
    city = one_line(site.text("city"))
    where = f"{name} in {city}" if city else name
    return f"{who} visits {where}" if who else f"{tour}: {where}"


def _facts(cut: CutView, visit: RecordView) -> Iterator[tuple[str, Line]]:
    office, tour, free = cut.one("office"), cut.one("tour"), cut.one("blocks")
    stop = cut.get("stop", visit.text("stop"))
    site = cut.get("site", visit.text("site"))
    where = ", ".join(filter(None, (place_text(stop, site), address_text(site))))
    rows: list[tuple[str, Line]] = [
        *(("CONTACT", value) for label, value in contact_rows(office) if label == "Contact"),
        ("WHO", line(_typed(free, "who") or _who(cut, stop))),
        ("WHAT", line(_typed(free, "what") or _what(stop, site, tour))),
        ("WHEN", _when(cut, visit, stop)),
        ("WHERE", line(where)),
        ("WHY", line(_typed(free, "why") or one_line(tour.text("purpose")))),
        ("VISUALS", line(_typed(free, "visuals"))),
        ("PHOTOS", line(photo_rule_text(site))),
        ("POOL", line(one_line(stop.text("pool_note")))),
        ("ON CAMPUS", line(one_line(site.text("press_entry")))),
        ("ACCESS", line(_typed(free, "access"))),
        ("RSVP", line(_typed(free, "rsvp"))),
        ("PARKING", line(_typed(free, "parking"))),
        ("HASHTAG", line(one_line(office.text("hashtag")))),
    ]
    yield from ((label, value) for label, value in rows if value)


def _typed(free: RecordView, name: str) -> str:
    return "; ".join(lines(free.text(name)))


def _who(cut: CutView, stop: RecordView) -> str:
    """Give the member and the speakers who agreed."""
    member = cut.one("office").text("member_name").casefold()
    people = [member_text(cut.one("office"))]
    for item in sorted(cut.all("item"), key=lambda i: (int(i["offset_min"] or 0), i.id)):
        if item.text("stop") == stop.id and item.id not in cut.tentative:
            names = (one_line(name) for name in item.text("speakers").split(";"))
            people += [n for n in names if not member or member not in n.casefold()]
    return "; ".join(dict.fromkeys(filter(None, people)))


def _what(stop: RecordView, site: RecordView, tour: RecordView) -> str:
    name = one_line(tour.text("name"))
    title = event_title(stop, site)
    return f"{title}, a stop on {name}" if name else title


def _when(cut: CutView, visit: RecordView, stop: RecordView) -> Line:
    """Write the time with its zone: papers far away print it too."""
    zone = visit.text("zone")
    when = range_text(visit["start_at"], visit["end_at"], zone, with_zone=True)
    parts: list[str | Span] = [strong(when), f" {date_text(public_date(visit))}. "]
    parts += [Span(COVERAGE_WORDS.get(stop.text("coverage"), ""), Style.TAG)]
    gather = gather_at(visit, stop)
    if gather is not None:
        door = one_line(stop.text("press_door"))
        at = time_text(gather, zone)
        parts += [" Press check-in ", strong(at), soft(f", {door}" if door else "")]
    if visit.id in cut.tentative:
        parts += [" ", Span("NOT CONFIRMED", Style.WARN)]
    return line(*parts)
