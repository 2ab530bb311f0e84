"""The press release of one stop: when it may run, headline, lead, facts, quotes by consent.

It is not written while a quote of its stop is a draft.
"""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.clock import date_text
from tourplanner.core.model.paper import RecordView, TourView
from tourplanner.core.papers.blocks import Block, Note, Paper, Paragraph, line, soft, strong
from tourplanner.core.papers.press import (
    contact_rows,
    press_sheet,
    public_date,
    public_visits,
)
from tourplanner.core.papers.sheet import facts
from tourplanner.core.papers.style import member_text, quoted, speaker_text
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line, sentence
from tourplanner.core.units import count_text

NOW = "FOR IMMEDIATE RELEASE"


def release(cut: CutView) -> Paper:
    """Lay out the release of the one stop that a view was cut for."""
    office, free = cut.one("office"), cut.one("blocks")
    visits = list(public_visits(cut))
    visit = next(iter(visits), None)
    site = cut.get("site", cut.one("stop").text("site"))
    embargo = one_line(free.text("embargo"))
    contact = [(label, value) for label, value in contact_rows(office) if label == "Contact"]
    above = (
        Note(line(strong("EMBARGO: "), embargo), "warn")
        if embargo
        else Paragraph(line(strong(NOW))),
        *facts(contact),
    )
    blocks: list[Block] = []
    if visit is None:
        blocks.append(Note(line("This stop may not go to press yet.")))
    else:
        blocks += _story(cut, visit, site)
    for text in lines(office.text("boilerplate")):
        blocks.append(Paragraph(line(text), "small"))
    blocks.append(Paragraph(line("# # #"), "end"))
    name = one_line(site.text("name"))
    who = member_text(office)
    return press_sheet(
        cut, blocks, visits,
        title=one_line(free.text("headline")) or f"{who or 'Tour'} visits {name}",
        aside=date_text(public_date(visit), year=True) if visit is not None else "",
        above=above, pages=1,
    )  # fmt: skip


def unwritten(cut: CutView) -> tuple[str, ...]:
    """Give what a release still lacks, in sentences."""
    free = cut.one("blocks")
    out = [] if free.text("headline") else ["It has no headline of its own."]
    out += [] if free.text("lead") else ["It has no lead: who, what, where, and why it matters."]
    if not any(cut.all("quote")):
        out.append("It has no quote: approve one with its speaker, for the press.")
    return tuple(out)


def drafts_of(view: TourView, stop: str) -> str:
    """Say which quotes of a stop are drafts and so hold its release back; empty where none is."""
    found = [q for q in view.all("quote") if q.text("stop") == stop and q.text("words").strip()]
    drafts = [quote for quote in found if quote["state"] not in ("approved", "withdrawn")]
    if not drafts:
        return ""
    first = one_line(drafts[0].text("words"))
    shown = f"{first[:40]}..." if len(first) > 40 else first
    are, them = ("is", "it") if len(drafts) == 1 else ("are", "them")
    many = count_text(len(drafts), "quote")
    return f"{many} of this stop {are} not approved (“{shown}”). Approve or withdraw {them}."


def _story(cut: CutView, visit: RecordView, site: RecordView) -> Iterator[Block]:
    free, tour = cut.one("blocks"), cut.one("tour")
    city = one_line(site.text("city")).upper()
    lead = lines(free.text("lead")) or (_lead(cut, visit, site),)
    dateline = f"{city} - " if city else ""
    yield Paragraph(line(strong(dateline), lead[0]), "lead")
    yield from (Paragraph(line(text)) for text in lead[1:])
    yield from (Paragraph(line(text)) for text in lines(free.text("facts")))
    for quote in cut.all("quote"):
        words = one_line(quote.text("translation") or quote.text("words"))
        who = speaker_text(quote.text("speaker"), quote.text("speaker_role"))
        spoken = one_line(quote.text("language")) if quote.text("translation") else ""
        told = f", in {spoken}" if spoken and spoken.casefold() != "english" else ""
        yield Paragraph(line(f"{_spoken(words)} said {who or 'a person there'}{told}."))
    if after := one_line(free.text("next_stop")):
        yield Paragraph(line(sentence(f"Next stop: {after}")))
    if notes := lines(free.text("notes")):
        yield from (Paragraph(line(soft(note))) for note in notes)
    if hashtag := one_line(cut.one("office").text("hashtag")):
        yield Paragraph(line(f"{one_line(tour.text('name'))} {hashtag}".strip()))


def _spoken(words: str) -> str:
    """Give words in quotation marks as they stand before who said them: a period is a comma."""
    return quoted(words) if words.endswith(("?", "!")) else quoted(words, ",")


def _lead(cut: CutView, visit: RecordView, site: RecordView) -> str:
    """Write a plain lead of what is known, until somebody writes a better one."""
    who = member_text(cut.one("office")) or "The tour"
    name, tour = one_line(site.text("name")), one_line(cut.one("tour").text("name"))
    of = f", a stop on {tour}" if tour else ""
    return sentence(f"{who} visited {name} on {date_text(public_date(visit))}{of}")
