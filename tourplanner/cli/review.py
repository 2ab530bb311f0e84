"""Commands about what is written already: review, change log, sound memos, cards made one."""

from __future__ import annotations

import argparse
from argparse import Namespace
from pathlib import Path

from tourplanner.cli.adding import Parsers, add
from tourplanner.cli.output import OK, TerminalProgress, answer
from tourplanner.cli.tours import find_site
from tourplanner.cli.visits import join_cards
from tourplanner.core.changes import Record
from tourplanner.core.errors import NotFoundError
from tourplanner.core.model.kept_file import kept_file
from tourplanner.services.memos import marks_of, parse_second
from tourplanner.services.tours import stop_id
from tourplanner.services.workspace import Doors, Workspace


def review(args: Namespace, doors: Doors) -> int:
    """Review a note or quote: mark it, comment on it, say why it is changed late; show its log."""
    writes = bool(args.reviewed or args.draft or args.comment or args.reason or args.done)
    with doors.open(args.file, write=writes) as office:
        record = _record(office, args.record, ("note", "quote"))
        if args.reason:
            office.review.unlock(record.kind, record.id, args.reason)
        if args.reviewed or args.draft:
            office.review.set_reviewed(record.kind, record.id, on=args.reviewed)
        if args.comment:
            office.review.comment(record.kind, record.id, args.comment)
        if args.done:
            office.review.settle(_record(office, args.done, ("comment",)).id)
        record = _record(office, record.id, (record.kind,))
        comments = office.review.comments(record.id)
        log = office.review.log(record.kind, record.id)
        is_locked = office.review.is_locked(record.kind, record.id)
    state = str(record["review"] or "draft")
    lines = [f"{record.kind.capitalize()}: {state}{', locked' if is_locked else ''}."]
    lines += [
        f"Comment, {c['author']} ({c.id[:8]}): {c['words']}{', done' if c['done'] else ''}"
        for c in comments
    ]
    lines += [
        f"{line.at}, {line.author}: {line.what}{f' ({line.reason})' if line.reason else ''}"
        f"{', after the lock' if line.is_late and not line.reason else ''}"
        for line in log
    ]
    data = {
        "record": record.id,
        "review": state,
        "locked": is_locked,
        "comments": [
            {"comment": c.id, "author": c["author"], "words": c["words"], "done": bool(c["done"])}
            for c in comments
        ],
        "log": [
            {
                "at": line.at,
                "author": line.author,
                "what": line.what,
                "reason": line.reason,
                "late": line.is_late,
            }
            for line in log
        ],
    }
    answer(args, data, lines)
    return OK


def memo(args: Namespace, doors: Doors) -> int:
    """Attach a sound memo to a stop, or list those of a stop."""
    with doors.open(args.file, write=bool(args.attach)) as office:
        tour = office.tours.find(args.tour)
        stop = stop_id(tour, find_site(office, args.stop))
        if args.attach:
            office.memos.attach(
                tour, stop, args.attach, words=args.words, progress=TerminalProgress()
            )
        rows = [
            {
                "memo": memo.id,
                "file": kept_file(memo["file"]).name,
                "words": memo["words"],
                "marks": [{"at": m.time, "words": m.words, "tag": m.tag} for m in marks_of(memo)],
                "missing": office.memos.where_is(memo),
            }
            for memo in office.memos.memos(stop)
        ]
    lines = []
    for row in rows:
        lines.append(f"{row['words'] or row['file']} ({row['memo'][:8]}) {row['missing']}".strip())
        for mark in row["marks"]:
            lines.append(f"  {mark['at']} {mark['words']} {mark['tag']}".rstrip())
    answer(args, {"memos": rows}, lines or ["No sound memos."])
    return OK


def mark(args: Namespace, doors: Doors) -> int:
    """Write words, and a tag, at a time of a sound memo; no words clear it."""
    with doors.open(args.file, write=True) as office:
        record = _record(office, args.memo, ("memo",))
        office.memos.mark(record.id, parse_second(args.time), args.words, args.tag)
    answer(args, {"memo": record.id}, [f"Marked at {args.time}."])
    return OK


def add_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    """Put the commands of this module in."""
    made = add(commands, "review", review)
    made.add_argument("record", help="id of a note or quote, or the start of it")
    state = made.add_mutually_exclusive_group()
    state.add_argument("--reviewed", action="store_true")
    state.add_argument("--draft", action="store_true", help="it is a draft again")
    made.add_argument("--comment", default="")
    made.add_argument(
        "--done", default="", metavar="COMMENT", help="what this one asks for is done"
    )
    made.add_argument("--reason", default="", help="why it is changed over 7 days after the visit")
    made = add(commands, "memo", memo)
    made.add_argument("tour")
    made.add_argument("--stop", required=True, help="a candidate's code or name")
    made.add_argument("--attach", type=Path, help="a recording")
    made.add_argument("--words", default="", help="what it is")
    made = add(commands, "mark-memo", mark)
    made.add_argument("memo", help="its id, or the start of it")
    made.add_argument("time", help="such as 2:05")
    made.add_argument("words", nargs="?", default="")
    made.add_argument("--tag", default="", help="such as HOU-EVI")
    made = add(commands, "join-cards", join_cards)
    made.add_argument("keep", help="id of the practice card that stays, or the start of it")
    made.add_argument("other", help="the one that goes into it")


def _record(office: Workspace, start: str, kinds: tuple[str, ...]) -> Record:
    found = [record for kind in kinds for record in office.file.tables.starting(kind, start)]
    if len(found) != 1:
        what = " or ".join(f"{kind}s" for kind in kinds)
        raise NotFoundError(f"{len(found) or 'No'} {what} begin with {start}.", "List them first.")
    return found[0]
