"""The remarks card: three messages, whom to thank, one local fact, how long; in large type."""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.clock import date_text
from tourplanner.core.papers.blocks import (
    Block,
    Heading,
    Note,
    Paper,
    Paragraph,
    Size,
    WriteLines,
    line,
    strong,
)
from tourplanner.core.papers.day_sheet import speakers
from tourplanner.core.papers.press import public_date, public_visits
from tourplanner.core.papers.sheet import bullets, facts, sheet
from tourplanner.core.papers.style import (
    TimeWords,
    host_text,
)
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line
from tourplanner.core.units import count_text

MOST_MESSAGES, MOST_THANKS = 3, 5


def remarks_card(cut: CutView) -> Paper:
    """Lay out the card of the one stop that a view was cut for."""
    free = cut.one("blocks")
    visit = next(public_visits(cut), None)
    site = cut.get("site", cut.one("stop").text("site"))
    name = one_line(site.text("name"))
    blocks: list[Block] = []
    if visit is None:
        blocks.append(Note(line("This stop is on no day of the plan yet.")))
        return sheet(cut, blocks, title=name, size=Size.LARGEST, head=())
    zone = visit.text("zone")
    when = TimeWords([(visit["start_at"], zone)]).span(visit["start_at"], visit["end_at"], zone)
    blocks += facts(
        [("When", when), ("Speak for", line(strong(one_line(free.text("time_limit")))))]
    )
    if messages := lines(free.text("messages"))[:MOST_MESSAGES]:
        blocks += bullets("Say", messages)
    else:  # by hand, on the way
        blocks += [Heading(2, "Say"), WriteLines(line("Three messages at most"), MOST_MESSAGES)]
    if thanks := list(_thanks(cut)):
        blocks.append(Heading(2, "Thank"))
        blocks += [Paragraph(line(f"{n}. {who}")) for n, who in enumerate(thanks, 1)]
    blocks += bullets("Local fact", free.text("local_fact"))
    return sheet(
        cut, blocks, title=name, aside=date_text(public_date(visit)), zone=zone,
        size=Size.LARGEST, head=(), pages=1,
    )  # fmt: skip


def unwritten(cut: CutView) -> tuple[str, ...]:
    """Give what the card lacks, or has too much of, in sentences."""
    free = cut.one("blocks")
    said, thanked = lines(free.text("messages")), lines(free.text("thanks"))
    out = [] if said else ["The card has no message yet: three at most."]
    for many, most, words in (
        (len(said), MOST_MESSAGES, "message"),
        (len(thanked), MOST_THANKS, "name"),
    ):
        if many > most:
            out.append(f"It has {count_text(many, words)}; the first {most} are on the card.")
    if not free.text("time_limit"):
        out.append("It does not say how long the remarks may be.")
    return tuple(out)


def _thanks(cut: CutView) -> Iterator[str]:
    """Give whom to thank: as typed, else the host and those who speak."""
    typed = lines(cut.one("blocks").text("thanks"))
    stop = cut.one("stop")
    site = cut.get("site", stop.text("site"))
    host = host_text(site)
    found = typed or ((host,) if host else ()) + tuple(speakers(cut, stop.id))
    yield from list(dict.fromkeys(found))[:MOST_THANKS]
