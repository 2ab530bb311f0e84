"""Best practices: the cards that their sites let out, a page each, and what people said.

What stands here passed two consents, the site's for its card and the speaker's for the words; the
cut took everything else out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tourplanner.core.clock import date_text, parse_date
from tourplanner.core.errors import InputError
from tourplanner.core.fields import TIERS
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Heading,
    KeyValues,
    Line,
    Note,
    Paper,
    Paragraph,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.press import DRAFT_WORDS, letterhead, tour_dates
from tourplanner.core.papers.style import member_text, quoted, stamp_text
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line

_EVIDENCE = {
    "testimony": "testimony",
    "count": "count at the site",
    "before_after": "before and after",
    "comparison": "comparison",
    "study": "study",
}
_MONEY = {"none": "No new money", "some": "New money"}
_ROWS = (
    ("Problem", "problem"),
    ("What they do", "story"),
    ("Who benefits", "who"),
    ("Partners", "partners"),
)
_MORE = (
    ("Works when", "conditions"),
    ("Could it travel?", "travel"),
    ("Cautions", "cautions"),
    ("Staff", "staffing"),
    ("Time to start", "time_to_start"),
    ("Since", "since"),
)


def best_practices(cut: CutView) -> Paper:
    """Lay out the practice cards and quotes of a cut view."""
    office, tour, free = cut.one("office"), cut.one("tour"), cut.one("blocks")
    blocks: list[Block] = [Paragraph(line(text), "lead") for text in lines(free.text("lead"))]
    practices = cards(cut)
    quotes = sorted(cut.all("quote"), key=lambda q: (q.text("words"), q.id))
    if not practices and not quotes:
        blocks.append(Note(line("No practice card and no quote may go out yet.")))
    for practice in practices:
        blocks.append(Heading(2, one_line(practice.text("title")), site_of(cut, practice)))
        blocks += card(practice)
    if quotes:
        blocks.append(Heading(2, "In their words"))
        blocks.append(Bullets(tuple(_quote(cut, quote) for quote in quotes)))
    if notes := lines(free.text("notes")):
        blocks.append(Heading(2, "Notes"))
        blocks.append(Bullets(tuple(line(note) for note in notes)))
    return Paper(
        cut.spec.key,
        cut.spec.name,
        one_line(free.text("headline")) or one_line(tour.text("name")),
        tour_dates(tour),
        letterhead(office),
        member_text(office) or one_line(tour.text("name")),
        tuple(blocks),
        cut.language,
        footer=_footer(cut),
        draft=DRAFT_WORDS if cut.draft else "",
        stamp_at=None if cut.draft else cut.made_at,
        subject=one_line(tour.text("name")),
    )


def cards(cut: CutView) -> list[RecordView]:
    """Give the practice cards of a cut view by title."""
    return sorted(cut.all("practice"), key=lambda p: (p.text("title").casefold(), p.id))


def site_of(cut: CutView, practice: RecordView) -> str:
    """Give the site of a card and its town; empty where the site is not to be named."""
    site = cut.get("site", practice.text("site"))
    return ", ".join(filter(None, (one_line(site.text("name")), one_line(site.text("city")))))


def card(practice: RecordView) -> Iterator[Block]:
    """Lay out what stands on a practice card under its title."""
    if summary := one_line(practice.text("one_line")):
        yield Paragraph(line(summary), "lead")
    rows: list[tuple[str, Line]] = []
    rows += _rows(practice, _ROWS)
    if money := _money(practice):
        rows.append(("Money", money))
    if result := _result(practice):
        rows.append(("Result", result))
    rows += _rows(practice, _MORE)
    if rows:
        yield KeyValues(tuple(rows))


def _rows(practice: RecordView, named: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, Line]]:
    for label, name in named:
        if text := " ".join(lines(practice.text(name))):
            yield label, line(text)


def _money(practice: RecordView) -> Line:
    """Give what it costs: whether new money was needed first, as people ask that first."""
    parts = [one_line(practice.text(name)) for name in ("redirected", "cost", "funding")]
    labels = ("Redirected", "Cost", "Paid from")
    told = [f"{label}: {part}" for label, part in zip(labels, parts, strict=True) if part]
    head = _MONEY.get(practice.text("new_money"), "")
    if not head:
        return line("; ".join(told))
    return line(strong(head), f". {'; '.join(told)}" if told else "")


def _result(practice: RecordView) -> Line:
    """Give the result, how it is known, and the tier with who assigned it and when."""
    told = " ".join(lines(practice.text("result")))
    how = [_EVIDENCE.get(practice.text("evidence_kind"), "")]
    tier = practice["tier"]
    if isinstance(tier, Mapping) and tier.get("tier") in TIERS and tier.get("by"):
        code = "unrated" if tier["tier"] == "U" else f"tier {tier['tier'][1:]}"
        how.append(f"{code}, assigned by {one_line(str(tier['by']))}{_on(tier.get('date'))}")
    said = "; ".join(part for part in how if part)
    return line(told, soft(f" ({said})" if told else said) if said else "")


def _on(day: object) -> str:
    try:
        return f" on {date_text(parse_date(str(day)), weekday=False, year=True)}"
    except InputError:
        return ""


def _quote(cut: CutView, quote: RecordView) -> Line:
    site = cut.get("site", cut.get("stop", quote.text("stop")).text("site"))
    named, role = one_line(quote.text("speaker")), one_line(quote.text("speaker_role"))
    who = ", ".join(part for part in (named, role, one_line(site.text("name"))) if part)
    english = one_line(quote.text("translation"))
    language = one_line(quote.text("language"))
    words = " ".join(lines(quote.text("words")))
    more = f" {quoted(english)} (from {language})" if english and language else ""
    return line(quoted(words), more, soft(f" {who}" if who else ""))


def _footer(cut: CutView) -> str:
    if cut.draft:
        return DRAFT_WORDS
    if cut.version is None:
        return "Not issued yet"
    zone = cut.one("visit_block").text("zone") or "UTC"  # as on the papers for the press
    stamp = f", updated {stamp_text(cut.made_at, zone)}" if cut.made_at is not None else ""
    return f"Version {cut.version}{stamp}"
