"""The media list matched to the stops, and the log of what ran."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tourplanner.core.aboard import folded_name
from tourplanner.core.clock import parse_date, tod_text
from tourplanner.core.model.counties import county_name
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    Note,
    Paper,
    Row,
    Span,
    Style,
    Table,
    cell,
    line,
    soft,
    strong,
)
from tourplanner.core.papers.desk.stops import PlannedStop, numbers_of, planned, runs_text
from tourplanner.core.papers.sheet import NAMED, sheet
from tourplanner.core.papers.style import COVERAGE_WORDS, short_date
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import lines, one_line
from tourplanner.core.units import count_text

STATEWIDE = "statewide"
_STEPS = (("pitched", "Pitched"), ("coming", "RSVP"), ("came", "Came"), ("ran", "Ran"))
_MEDIA = (
    Column("Outlet", 14),
    Column("Contact", 24),
    Column("Market", 11),
    Column("Language", 10),
    Column("Beat", 10),
    Column("Stops", 7),
    *(Column(words, 6) for _, words in _STEPS),
)
_STOPS = (Column("Stop", 6), Column("Site", 24), Column("Press", 14), Column("Who covers it", 56))
_LOG = (
    Column("Date", 11),
    Column("Outlet", 18),
    Column("Headline", 36),
    Column("Stops", 6),
    Column("Quote used", 15),
    Column("Correction asked", 14),
)


def covers(media: RecordView, site: RecordView) -> bool:
    """Whether an outlet covers a site: its market names the site's city or county, or the state.

    Several markets stand apart by commas, semicolons or slashes.
    """
    here = {_plain(site.text("city")), _plain(site.text("county"))} - {""}
    markets = {_plain(part) for part in re.split(r"[,;/]", media.text("market"))}
    return STATEWIDE in markets or bool(here & markets)


def _plain(text: str) -> str:
    return folded_name(county_name(one_line(text)))


def media_list(cut: CutView) -> Paper:
    """Lay out the media list of a cut view, by market, language and beat."""
    stops = list(planned(cut))
    found = sorted(cut.all("media"), key=_order)
    blocks: list[Block] = []
    if not found:
        blocks.append(Note(line("Nobody is on the media list yet. Add outlets in its list.")))
    else:
        blocks.append(Heading(2, "Outlets", count_text(len(found), "outlet")))
        rows = tuple(_media(cut, one, stops) for one in found)
        blocks.append(Table("Outlets by market, language and beat", _MEDIA, rows))
    if found and stops:
        blocks.append(Heading(2, "By stop"))
        rows = tuple(_by_stop(one, found) for one in stops)
        blocks.append(Table("Which outlets cover each stop", _STOPS, rows))
    blocks += [Bullets((line(note),)) for note in lines(cut.one("blocks").text("notes"))]
    return sheet(cut, blocks, whom=NAMED, landscape=True)


def _order(media: RecordView) -> tuple[str, ...]:
    return (*(_plain(media.text(n)) for n in ("market", "language", "beat", "outlet")), media.id)


def _media(cut: CutView, media: RecordView, stops: list[PlannedStop]) -> Row:
    numbers = numbers_of(cut)
    matched = [one.number for one in stops if covers(media, one.site)]
    reach = (soft(one_line(media.text(n))) for n in ("phone", "email", "note"))
    return Row(
        (
            cell(strong(one_line(media.text("outlet")) or "Outlet not named")),
            cell(one_line(media.text("name")), *reach),
            cell(one_line(media.text("market"))),
            cell(one_line(media.text("language"))),
            cell(one_line(media.text("beat"))),
            cell(runs_text(matched, list(numbers.values()))),
            *(cell(_ticked(media, step, numbers)) for step, _ in _STEPS),
        )
    )


def _ticked(record: RecordView, name: str, numbers: Mapping[str, str]) -> str:
    """Give the numbers of the stops that a set of a record holds, in order."""
    held = record.members.get(name, {})
    found = [numbers[stop] for stop, on in held.items() if on is True and stop in numbers]
    return runs_text(found, list(numbers.values()))


def _by_stop(one: PlannedStop, media: list[RecordView]) -> Row:
    outlets = dict.fromkeys(  # several people of one are one outlet
        one_line(m.text("outlet"))
        for m in media
        if covers(m, one.site) or m.members.get("pitched", {}).get(one.stop.id) is True
    )
    is_closed = one.stop["coverage"] == "closed"
    none = Span("" if is_closed else "NO OUTLET", Style.WARN)
    return Row(
        (
            cell(one.number),
            cell(strong(one.name)),
            cell(COVERAGE_WORDS.get(one.stop.text("coverage"), "")),
            cell("; ".join(filter(None, outlets)) or none),
        )
    )


def coverage_log(cut: CutView) -> Paper:
    """Lay out the log of what ran, by date."""
    clips = sorted(cut.all("clip"), key=_when)
    numbers = numbers_of(cut)
    blocks: list[Block] = []
    if not clips:
        blocks.append(Note(line("Nothing is in the log yet. Add what ran in its list.")))
    asked = [c for c in clips if one_line(c.text("correction"))]
    if asked:
        blocks.append(
            Note(line(strong(count_text(len(asked), "correction")), " asked for."), "warn")
        )
    rows = tuple(_clips(clips, numbers))
    if rows:
        blocks.append(Table("What ran, by date", _LOG, rows))
    return sheet(cut, blocks, landscape=True)


def _when(clip: RecordView) -> tuple[str, int, str]:
    """Give where a clip stands: by date and time, what lacks one of them after the others."""
    tod = clip["time_tod_min"]
    return clip.text("date") or "9999", 24 * 60 if tod is None else int(tod), clip.id


def _clips(clips: list[RecordView], numbers: Mapping[str, str]) -> Iterator[Row]:
    for clip in clips:
        day, tod = clip.text("date"), clip["time_tod_min"]
        yield Row(
            (
                cell(short_date(parse_date(day)) if day else "Date not known",
                     soft(tod_text(int(tod))) if tod is not None else ""),
                cell(strong(one_line(clip.text("outlet"))), soft(one_line(clip.text("reporter")))),
                cell(one_line(clip.text("title")), soft(one_line(clip.text("link")))),
                cell(_ticked(clip, "about", numbers)),
                cell(one_line(clip.text("quote_used"))),
                cell(one_line(clip.text("correction"))),
            )
        )  # fmt: skip
