"""The blank visit sheet: a page a stop for a clipboard, with lines to write on."""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.clock import date_text
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import (
    Block,
    Column,
    Heading,
    KeyValues,
    Line,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    Table,
    WriteLines,
    cell,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.day_sheet import speakers
from tourplanner.core.papers.moments import DayView, days_of, visit_name, visit_number
from tourplanner.core.papers.sheet import sheet
from tourplanner.core.papers.style import (
    TimeWords,
    address_text,
    host_text,
)
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line

_LINES, _LINES_LESS = 3, 2  # to write on, under a question; the sheet is one page
_CONSENT = "May we publish it? Facts, names, photos; whom do we ask?"
_QUOTES = "Words to quote: exactly as said, by whom, in what role, heard by whom"


def visit_sheet(cut: CutView) -> Paper:
    """Lay out the visit sheets of a cut view, in the order of the plan."""
    days = days_of(cut)
    visits = [(day, visit) for day in days for visit in day.visits]
    times = TimeWords((v["start_at"], v.text("zone")) for _, v in visits)
    blocks: list[Block] = []
    if not visits:
        blocks.append(Note(line("Nothing is planned yet. Plan the tour, then make this paper.")))
    for n, (day, visit) in enumerate(visits):
        if n:
            blocks.append(PageBreak())
        blocks += _sheet(cut, day, visit, times)
    return sheet(cut, blocks, head=())


def _sheet(cut: CutView, day: DayView, visit: RecordView, times: TimeWords) -> Iterator[Block]:
    when = times.span(visit["start_at"], visit["end_at"], visit.text("zone"))
    yield Heading(2, f"{visit_number(visit)}  {visit_name(cut, visit)}")
    yield KeyValues(_facts(cut, day, visit, when))
    for text in lines(cut.one("blocks").text("notes")):
        yield Paragraph(line(text))
    yield WriteLines(line(strong("Note-taker, and who spoke")), 1)
    questions = sorted(cut.all("question"), key=lambda q: int(q["order"]))
    look_fors = _look_fors(cut, visit.text("stop"))
    room = _LINES_LESS if look_fors else _LINES
    for number, question in enumerate(questions, 1):
        yield WriteLines(_asked(number, question), room if question["first"] else 1)
    yield from look_fors
    yield WriteLines(line(strong(_QUOTES)), 1)
    yield WriteLines(line(strong(_CONSENT)), 1)


def _look_fors(cut: CutView, stop: str) -> tuple[Block, ...]:
    """Give what to look for, to be ticked, with a row to write in what else was seen."""
    found = [one_line(one.text("words")) for one in cut.all("look_for") if one.text("stop") == stop]
    if not found:
        return ()
    rows = (*(Row((cell(words), cell(""), cell(""))) for words in found),
            Row((cell(""), cell(""), cell("")), "write"))  # fmt: skip
    columns = (Column("Look for", 76), Column("Seen", 10), Column("Not there", 14))
    alt = "What to look for, with a place to tick whether it was seen"
    return (Table(alt, columns, rows, compact=True),)


def _asked(number: int, question: RecordView) -> Line:
    """Give a question, in Spanish too, and what helps to ask it."""
    more = " / ".join(filter(None, (one_line(question.text(n)) for n in ("es", "help"))))
    words = strong(f"{number}. {one_line(question.text('words'))}")
    return line(words, soft(f"  {more}")) if more else line(words)


def _facts(
    cut: CutView, day: DayView, visit: RecordView, when: str
) -> tuple[tuple[str, Line], ...]:
    stop = cut.get("stop", visit.text("stop"))
    site = cut.get("site", visit.text("site"))
    host = host_text(site)
    meet = "; ".join(dict.fromkeys(filter(None, (host, *speakers(cut, stop.id, own=True)))))
    rows = (
        ("When", line(f"{date_text(day.day['date'])}, {when}")),
        ("Where", line(", ".join(filter(None, (one_line(stop.text("room")), address_text(site)))))),
        ("You meet", line(meet)),
    )
    return tuple((label, value) for label, value in rows if value)
