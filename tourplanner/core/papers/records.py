"""A records export laid out: one page to read, and tables of records, changes and papers sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tourplanner.core.fields import KINDS
from tourplanner.core.papers.blocks import (
    Block,
    Column,
    Heading,
    KeyValues,
    Note,
    Paper,
    Row,
    Table,
    cell,
    line,
    strong,
)
from tourplanner.core.records import ChangeOut, Fact, LeftOut, RecordOut, facts_text
from tourplanner.core.units import count_text

_RECORDS = (Column("Kind", 12), Column("Record", 22), Column("What it says", 48), Column("Id", 18))
_OF_KIND = (Column("Record", 30), Column("What it says", 70))
_CHANGES = (
    Column("When (UTC)", 13),
    Column("Who", 12),
    Column("Act", 18),
    Column("Record", 14),
    Column("What was written", 31),
    Column("SHA-256 of the change", 12),
)
_SENT = (
    Column("Paper", 24),
    Column("Version", 10),
    Column("Made", 22),
    Column("Sent to, when", 44),
)
_LEFT_OUT = (Column("What", 40), Column("How many", 12, right=True), Column("Why", 48))
DELETED = "taken away"


@dataclass(frozen=True, slots=True)
class SentRow:
    """An issued paper and who got it: a line each."""

    paper: str
    version: str
    made_at: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordsPaper:
    """What an export says. ``head`` : what was asked for, retention, hold; label and words."""

    title: str
    author: str
    head: tuple[tuple[str, str], ...]
    records: Sequence[RecordOut]
    changes: Sequence[ChangeOut]
    sent: Sequence[SentRow]
    titles: Mapping[str, str]  # what records are called, by id
    left_out: Sequence[LeftOut]


def readable(export: RecordsPaper) -> Paper:
    """Lay out the whole export to be read, what was left out first."""
    blocks: list[Block] = [KeyValues(tuple((label, line(words)) for label, words in export.head))]
    blocks.append(Heading(2, "What was left out", count_text(len(export.left_out), "kind")))
    if export.left_out:
        blocks.append(_left_out(export))
    else:
        blocks.append(Note(line("Nothing was left out.")))
    blocks.append(Heading(2, "Papers sent", count_text(len(export.sent), "paper")))
    blocks += [_sent(export)] if export.sent else []
    for kind, found in _by_kind(export.records):
        label = KINDS[kind].label
        blocks.append(Heading(2, label, count_text(len(found), "record")))
        rows = tuple(
            Row((cell(strong(_name(r))), cell(*_lines(r.facts, export.titles)))) for r in found
        )
        blocks.append(Table(f"{label}: each record as it stands", _OF_KIND, rows))
    blocks.append(Heading(2, "History", count_text(len(export.changes), "change")))
    blocks.append(_changes(export))
    return _paper(export, "Records", blocks)


def tables(export: RecordsPaper) -> dict[str, Paper]:
    """Give the tables of the export, each a paper of its own, by the stem of its file."""
    rows = tuple(
        Row(
            (
                cell(KINDS[r.kind].label),
                cell(_name(r)),
                cell(*_lines(r.facts, export.titles)),
                cell(r.id),
            )
        )
        for r in export.records
    )
    records = Table("Every record as it stands", _RECORDS, rows)
    return {
        "records": _paper(export, "Records", [records]),
        "history": _paper(export, "History", [_changes(export)]),
        "papers-sent": _paper(export, "Papers sent", [_sent(export)]),
        "left-out": _paper(export, "What was left out", [_left_out(export)]),
    }


def _paper(export: RecordsPaper, name: str, blocks: Iterable[Block]) -> Paper:
    return Paper(
        "records", name, export.title, "", (), export.author, tuple(blocks), landscape=True
    )


def _by_kind(records: Iterable[RecordOut]) -> Iterator[tuple[str, list[RecordOut]]]:
    order = list(KINDS)
    found = sorted(records, key=lambda r: (order.index(r.kind), r.title.casefold(), r.id))
    for kind, group in groupby(found, key=lambda r: r.kind):
        yield kind, list(group)


def _name(record: RecordOut) -> str:
    return f"{record.title} ({DELETED})" if record.deleted else record.title


def _lines(facts: Iterable[Fact], titles: Mapping[str, str]) -> list[str]:
    return facts_text(facts, titles).split("\n")


def _changes(export: RecordsPaper) -> Table:
    rows = tuple(
        Row(
            (
                cell(change.at),
                cell(change.by),
                cell(change.label, "Takes back an earlier act" if change.undoes else ""),
                cell(change.record),
                cell(*_lines(change.facts, export.titles)),
                cell(change.sha256),
            )
        )
        for change in export.changes
    )
    return Table("Every change, the oldest first", _CHANGES, rows)


def _sent(export: RecordsPaper) -> Table:
    rows = tuple(
        Row((cell(strong(s.paper)), cell(s.version), cell(s.made_at), cell(*s.to)))
        for s in export.sent
    )
    return Table("Papers that were made, and who got them", _SENT, rows)


def _left_out(export: RecordsPaper) -> Table:
    rows = tuple(Row((cell(o.what), cell(f"{o.count:,}"), cell(o.why))) for o in export.left_out)
    return Table("What was left out, how often, and why", _LEFT_OUT, rows)
