"""The briefing memo of one stop: two pages, the bottom line first. Factual and kind."""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.clock import add_minutes, date_text, parse_date, time_text
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Note,
    Paper,
    Paragraph,
    Row,
    Table,
    cell,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.day_sheet import program, speakers
from tourplanner.core.papers.moments import TENTATIVE
from tourplanner.core.papers.press import gather_at, public_date, public_visits
from tourplanner.core.papers.sheet import bullets, facts, sheet
from tourplanner.core.papers.style import (
    COVERAGE_WORDS,
    TimeWords,
    address_text,
    county_text,
    host_text,
    press_terms,
    short_date,
    way_in_rows,
)
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line

_PROGRAM = (Column("Time", 18), Column("What you do", 52), Column("Who", 30))
_OFFICIALS = (Column("Seat", 34), Column("Member", 42), Column("Party", 24))


def briefing(cut: CutView) -> Paper:
    """Lay out the memo of the one stop that a view was cut for."""
    free, stop = cut.one("blocks"), cut.one("stop")
    visit = next(public_visits(cut), None)
    site = cut.get("site", stop.text("site"))
    name = one_line(site.text("name"))
    if visit is None:
        return sheet(cut, [Note(line("This stop is on no day of the plan yet."))], title=name)
    blocks: list[Block] = []
    for text in lines(free.text("bottom_line")):
        blocks.append(Note(line(strong("Bottom line: "), text)))
    purpose = one_line(cut.one("tour").text("purpose"))
    blocks += [Paragraph(line(strong("Purpose: "), purpose))] if purpose else []
    blocks += _program(cut, visit, stop)
    blocks += [Heading(2, "The school"), *facts(_site(site))]
    blocks += bullets("What is special", free.text("special"))
    blocks += bullets("Partners", free.text("partners"))
    blocks += _people(cut, site)
    blocks += _officials(cut)
    blocks += _press(cut, visit, stop)
    blocks += bullets("Talking points", stop.text("talking_points"))
    blocks += bullets("Likely questions", free.text("questions"))
    blocks += bullets("Sensitive", free.text("sensitive"))
    blocks += bullets("We ask", free.text("our_asks"))
    blocks += bullets("They ask", free.text("their_asks"))
    blocks += _promises(cut)
    blocks += bullets("Notes", free.text("notes"))
    return sheet(
        cut, blocks, title=name, aside=date_text(public_date(visit)),
        zone=visit.text("zone"), pages=2,
    )  # fmt: skip


def unwritten(cut: CutView) -> tuple[str, ...]:
    """Give what the memo lacks, in a sentence."""
    free, stop = cut.one("blocks"), cut.one("stop")
    wanted = (("bottom_line", "the bottom line"), ("special", "what is special"),
              ("sensitive", "what is sensitive"))  # fmt: skip
    missing = [words for name, words in wanted if not free.text(name).strip()]
    missing += [] if stop.text("talking_points") else ["talking points"]
    return (f"The memo does not say yet: {', '.join(missing)}.",) if missing else ()


def _site(site: RecordView) -> Iterator[tuple[str, str]]:
    directory = site["directory"] if isinstance(site["directory"], dict) else {}
    yield "Where", address_text(site)
    yield (
        "District",
        ", ".join(filter(None, (one_line(site.text("district")), county_text(site)))),
    )
    yield "Grades", one_line(site.text("grades"))
    yield "Code", one_line(str(directory.get("key") or ""))
    yield from way_in_rows(site)


def _program(cut: CutView, visit: RecordView, stop: RecordView) -> Iterator[Block]:
    zone = visit.text("zone")
    times = TimeWords([(visit["start_at"], zone)])
    hold = one_line(stop.text("hold_room"))
    room = one_line(stop.text("room"))
    where = ", ".join(filter(None, (room, f"hold in {hold}" if hold else "")))
    rows = [
        Row(
            (
                cell(strong(times.span(visit["start_at"], visit["end_at"], zone))),
                cell(
                    strong(one_line(stop.text("press_title")) or "Visit"),
                    soft(where),
                    TENTATIVE if stop.id in cut.tentative else "",
                ),
                (),
            ),
            "strong",
        )
    ]
    for item in program(cut, stop.id):
        at = add_minutes(visit["start_at"], int(item["offset_min"] or 0))
        lead = one_line(item.text("lead"))
        rows.append(
            Row(
                (
                    cell(times.at(at, zone)),
                    cell(
                        one_line(item.text("title")),
                        soft(one_line(item.text("note"))),
                        TENTATIVE if item.id in cut.tentative else "",
                    ),
                    cell(one_line(item.text("speakers")), soft(f"Led by {lead}" if lead else "")),
                )
            )
        )
    yield Heading(2, "What you will do")
    yield Table(f"Your part on {date_text(public_date(visit))}", _PROGRAM, tuple(rows))


def _people(cut: CutView, site: RecordView) -> list[Block]:
    host = host_text(site)
    people = [f"{host} (host)"] if host else []
    for role in ("principal", "coordinator"):
        who = one_line(site.text(role))
        if who and who != one_line(site.text("host_name")):
            people.append(f"{who} ({role})")
    people += speakers(cut, cut.one("stop").id)
    return bullets("People you meet", people)


def _officials(cut: CutView) -> Iterator[Block]:
    """Give the members in whose districts the site lies, of both parties, as the rosters say."""
    found = list(cut.all("official"))
    if not found:
        return
    yield Heading(2, "Whose districts these are")
    how = {one_line(o.text("how")) for o in found}
    of_all = how.pop() if len(how) == 1 else ""  # said once, not in every row
    rows = tuple(
        Row(
            (
                cell(strong(one_line(f"{o.text('title')} {o.text('district')}"))),
                cell(
                    one_line(o.text("name")) or "Not on a roster",
                    "" if of_all else soft(one_line(o.text("how"))),
                ),
                cell(one_line(o.text("party"))),
            )
        )
        for o in found
    )
    yield Table("Members in whose districts the site lies", _OFFICIALS, rows)
    if of_all:
        yield Paragraph(line(of_all), "small")


def _press(cut: CutView, visit: RecordView, stop: RecordView) -> Iterator[Block]:
    office, zone = cut.one("office"), visit.text("zone")
    rule = COVERAGE_WORDS.get(stop.text("coverage"), "") or "Not decided yet, so closed"
    gather = gather_at(visit, stop)
    told = [rule, f"check-in {time_text(gather, zone)}" if gather else "",
            one_line(stop.text("press_door"))]  # fmt: skip
    reach = ", ".join(
        one_line(office.text(n)) for n in ("press_contact", "press_phone") if office.text(n)
    )
    yield Heading(2, "Press")
    terms = press_terms(stop, cut.get("site", stop.text("site")))
    yield from facts([("Rule", ", ".join(filter(None, told))), *terms, ("Contact", reach)])


def _promises(cut: CutView) -> Iterator[Block]:
    """Give what was promised here before and is not done."""
    made = [p for p in cut.all("promise") if one_line(p.text("words")) and not p["done"]]
    if not made:
        return
    yield Heading(2, "We promised here")
    said = []
    for promise in sorted(made, key=lambda p: (p.text("due") or "9999", p.id)):
        due = promise.text("due")
        by = f" (by {short_date(parse_date(due))})" if due else ""
        said.append(line(f"{one_line(promise.text('words')).rstrip('.')}{by}"))
    yield Bullets(tuple(said))
