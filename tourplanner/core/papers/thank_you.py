"""Thank-you letters of one stop: to the host, to those who spoke, to the students as a class.

One letter a page. What is not typed yet stands in brackets, so that nobody sends it unread.
"""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.clock import date_text, local, parse_date
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import (
    Block,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    Span,
    Style,
    cell,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.day_sheet import program
from tourplanner.core.papers.press import letterhead, public_date, public_visits
from tourplanner.core.papers.style import address_text, member_text
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line, sentence


def thank_you(cut: CutView) -> Paper:
    """Lay out the letters of the one stop that a view was cut for."""
    office, tour = cut.one("office"), cut.one("tour")
    visit = next(public_visits(cut), None)
    site = cut.get("site", cut.one("stop").text("site"))
    name = one_line(site.text("name"))
    blocks: list[Block] = []
    if visit is None:
        blocks.append(Note(line("This stop is on no day of the plan yet.")))
    else:
        for n, (to, dear, who) in enumerate(_people(cut, site)):
            if n:
                blocks.append(PageBreak())
                head = letterhead(office)
                blocks += [Paragraph(line(strong(text)), "address") for text in head[:1]]
                blocks += [Paragraph(line(soft(text)), "address") for text in head[1:]]
            blocks += _letter(cut, visit, to, dear, who)
    return Paper(
        cut.spec.key,
        cut.spec.name,
        name or one_line(tour.text("name")),
        "",
        letterhead(office),
        member_text(office) or one_line(tour.text("name")),
        tuple(blocks),
        cut.language,
        draft="DRAFT" if cut.draft else "",
        plain_head=True,
        stamp_at=cut.made_at,
        subject=one_line(tour.text("name")),
    )


def unwritten(cut: CutView) -> tuple[str, ...]:
    """Give what the letters still lack, in sentences."""
    free = cut.one("blocks")
    wanted = (("saw", "what you saw"), ("promise", "what you promised"), ("next_step", "what next"))
    known = {"promise"} if _promises(cut) else set()
    missing = [words for name, words in wanted if name not in known and not free.text(name).strip()]
    return (f"The letters do not say yet: {', '.join(missing)}.",) if missing else ()


def _promises(cut: CutView) -> tuple[str, ...]:
    """Give what was promised at the stop, as its notes say, those that are due first."""
    made = [p for p in cut.all("promise") if one_line(p.text("words"))]
    made.sort(key=lambda p: (p.text("due") or "9999", p.text("words")))
    if not made:
        return ()
    said = []
    for promise in made:
        due = promise.text("due")
        by = f" (by {date_text(parse_date(due), weekday=False)})" if due else ""
        said.append(f"{one_line(promise.text('words')).rstrip('.')}{by}")
    return (sentence(f"We promised: {'; '.join(said)}"),)


def _people(cut: CutView, site: RecordView) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Give for each letter: address lines, whom it greets, what they are thanked for."""
    tour = one_line(cut.one("tour").text("name")) or "our bus tour"
    name, address = one_line(site.text("name")), address_text(site)
    host, title = (one_line(site.text(n)) for n in ("host_name", "host_title"))
    yield (
        (host, _on_its_line(title), name, address),
        host or "friends",
        f"opening {name} to {tour}",
    )
    own = {host.casefold(), one_line(cut.one("office").text("member_name")).casefold()}
    stop = cut.one("stop").id
    said: dict[str, str] = {}
    for item in program(cut, stop):
        for speaker in item.text("speakers").split(";"):
            who, _, role = one_line(speaker).partition(", ")
            said.setdefault(who, role)
    for who, role in said.items():
        if who and not any(mine and mine in who.casefold() for mine in own):
            yield ((who, _on_its_line(role)), who, f"speaking at {name} when {tour} came")
    yield ((f"The students of {name}", address), "students", f"welcoming us to {name}")


def _on_its_line(title: str) -> str:
    """Give a title as it stands under a name: it begins with a capital."""
    return f"{title[:1].upper()}{title[1:]}"


def _letter(
    cut: CutView, visit: RecordView, to: tuple[str, ...], dear: str, thanks_for: str
) -> Iterator[Block]:
    office, free = cut.one("office"), cut.one("blocks")
    written = Span("[Date]", Style.WARN)
    if cut.made_at is not None:
        on_day = local(cut.made_at, visit.text("zone")).date()
        written = Span(date_text(on_day, weekday=False, year=True))
    yield Paragraph(line(written), "letter")
    for text in cell(*(part for part in to if part)):
        yield Paragraph(text, "address")
    yield Paragraph(line(f"Dear {dear}:"), "letter")
    day = date_text(public_date(visit))
    yield Paragraph(line(sentence(f"Thank you for {thanks_for} on {day}")), "letter")
    for field, blank in (
        ("saw", "What we saw, in one sentence"),
        ("promise", "What we promised, and by when"),
        ("next_step", "What happens next"),
    ):
        typed = lines(free.text(field)) or (_promises(cut) if field == "promise" else ())
        if not typed:
            yield Paragraph(line(Span(f"[{blank}]", Style.WARN)), "letter")
        yield from (Paragraph(line(words), "letter") for words in typed)
    yield Paragraph(line("Sincerely,"), "letter")
    yield Paragraph(line(strong(member_text(office))), "sign")
