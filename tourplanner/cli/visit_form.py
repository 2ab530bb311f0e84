"""Commands about a visit's form and what stands under a note: answers, look-fors, promises, facts.

What the window does beside a note and under it, for scripts and for a colleague at a terminal.
"""

from __future__ import annotations

import argparse
from argparse import Namespace
from typing import Any

from tourplanner.cli.adding import Parsers, add
from tourplanner.cli.output import OK, answer
from tourplanner.cli.texts import read_text
from tourplanner.cli.tours import find_site
from tourplanner.core.changes import Record
from tourplanner.core.clock import read_day
from tourplanner.core.errors import InputError, NotFoundError, UsageError
from tourplanner.core.fields import EVIDENCE, STRENGTHS
from tourplanner.core.publishing import folded
from tourplanner.services.tours import stop_id
from tourplanner.services.visit_form import LookFor
from tourplanner.services.workspace import Doors, Workspace

_NOT_SAID = "none"
_STATES = {"seen": "seen", "absent": "looked, not there", "": "not looked for"}


def answer_(args: Namespace, doors: Doors) -> int:
    """Write the answer to a question of the visit form, or list questions and answers of a stop."""
    with doors.open(args.file, write=args.text is not None) as office:
        tour, stop = _stop(office, args)
        if args.text is not None:
            if not args.question:
                raise UsageError("--text answers a question: name it with --question CODE")
            office.form.answer(tour, stop, args.question, read_text(args.text))
        asked = office.form.asked(stop)
    wanted = [each for each in asked if args.question in ("", each.question.code)]
    rows = [
        {
            "code": each.question.code,
            "question": each.words,
            "answer": each.text,
            "odd": each.odd,
            "record": each.record,
        }
        for each in wanted
    ]
    lines = [f"{r['code']}: {r['question']} {r['answer'] or '(blank)'}" for r in rows]
    lines += [f"{each.words}: {each.odd}" for each in wanted if each.odd]
    answer(args, {"answers": rows}, lines or ["Nothing is asked."])
    return OK


def look(args: Namespace, doors: Doors) -> int:
    """Say what was looked for at a stop and seen or not, or list what to look for."""
    state = "seen" if args.seen else "absent" if args.absent else ""
    writes = bool(args.add or state or args.clear)
    if writes and not args.add and not args.what:
        raise UsageError("--seen, --absent and --clear are of a look-for: name it with --what CODE")
    with doors.open(args.file, write=writes) as office:
        _, stop = _stop(office, args)
        if args.add:
            made = office.form.add_look_for(stop, args.add)
            if state:
                office.form.looked(stop, made, state)
        elif writes:
            found = _look_for(office.form.look_fors(stop), args.what)
            office.form.looked(stop, found.record, state)
        known = office.form.look_fors(stop)
    rows = [
        {"look_for": one.record, "code": one.code, "words": one.words, "state": one.state}
        for one in known
    ]
    lines = [
        f"{r['code'] or r['look_for'][:8]}: {r['words']} ({_STATES[r['state']]})" for r in rows
    ]
    answer(args, {"look_fors": rows}, lines or ["Nothing to look for."])
    return OK


def promise(args: Namespace, doors: Doors) -> int:
    """Write down what was promised at a stop, change it, say that it is done; or list promises."""
    typed = {"owner": args.owner, "whom": args.whom, "due": args.due}
    given = {name: value for name, value in typed.items() if value is not None}
    if given.get("due"):
        given["due"] = read_day(given["due"], doors.now().date()).isoformat()
    words = None if args.text is None else read_text(args.text)
    writes = words is not None or bool(given or args.done or args.open)
    if given and words is None and not args.change:
        raise UsageError("--owner, --whom and --due go with --text, or with --change PROMISE")
    with doors.open(args.file, write=writes) as office:
        tour, stop = _stop(office, args)
        if args.change:
            texts = {} if words is None else {"words": words}
            office.form.change_promise(_record(office, args.change, "promise").id, given, texts)
        elif words is not None:
            kept = {name: value for name, value in given.items() if value}
            office.form.promise(tour, stop, words, kept)
        for start, done in ((args.done, True), (args.open, False)):
            if start:
                office.form.keep(_record(office, start, "promise").id, done=done)
        found = office.form.promises(stop)
    names = ("words", "whom", "owner", "due", "done")
    rows = [{"promise": p.id, **{name: p[name] for name in names}} for p in found]
    lines = [
        f"{r['words']} ({r['promise'][:8]}): {r['owner'] or 'nobody yet'}, "
        f"{'done ' + str(r['done']) if r['done'] else 'due ' + str(r['due'] or 'not set')}"
        for r in rows
    ]
    answer(args, {"promises": rows}, lines or ["No promises."])
    return OK


def mark_note(args: Namespace, doors: Doors) -> int:
    """Say how a note is known, its strength, who disagrees, its tags; hold facts back."""
    writes = any((args.evidence, args.strength, args.disagrees is not None, args.tag, args.untag,
                  args.hold_back, args.release))  # fmt: skip
    with doors.open(args.file, write=writes) as office:
        record = _record(office, args.record, "note", "quote")
        if record.kind == "quote" and args.evidence:
            raise InputError("A quote is always told.", "Say it of the note that it was heard in.")
        if args.evidence:
            office.visits.set_evidence(record.id, args.evidence)
        given: dict[str, str] = {}
        if args.strength:
            given["strength"] = "" if args.strength == _NOT_SAID else args.strength
        if args.disagrees is not None:
            given["disagrees"] = args.disagrees
        if given:
            change = office.quotes.change if record.kind == "quote" else office.visits.change
            change(record.id, given)
        for codes, on in ((args.tag, True), (args.untag, False)):
            for code in codes:
                office.visits.tag(record.kind, record.id, code, on=on)
        for words in args.hold_back:
            _check_said(record, words)
            office.visits.hold_back(record.kind, record.id, words)
        for start in args.release:
            office.visits.release(record.kind, record.id, _held(record, start))
        record = _record(office, record.id, record.kind)
    held = {id_: words for id_, words in record.member("held").items() if words}
    tags = sorted(code for code, on in record.member("tag").items() if on)
    data: dict[str, Any] = {
        "record": record.id,
        "evidence": record["evidence"],
        "strength": record["strength"],
        "disagrees": record["disagrees"],
        "tags": tags,
        "held_back": [{"held": id_, "words": words} for id_, words in sorted(held.items())],
    }
    known = "told" if record.kind == "quote" else record["evidence"] or "how it is known: not said"
    rated = f", {record['strength']}" if record["strength"] else ""
    lines = [f"{record.kind.capitalize()} {record.id[:8]}: {known}{rated}."]
    if record["disagrees"]:
        lines.append(f"Disagrees: {record['disagrees']}")
    if tags:
        lines.append(f"Tags: {', '.join(tags)}")
    lines += [f"Held back ({id_[:8]}): {words}" for id_, words in sorted(held.items())]
    answer(args, data, lines)
    return OK


def add_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    """Put the commands of this module in."""
    made = _of_stop(add(commands, "answer", answer_))
    made.add_argument("--question", default="", metavar="CODE", help="as listed")
    made.add_argument("--text", help="the whole answer, a file, or - for standard input")
    made = _of_stop(add(commands, "look", look))
    made.add_argument("--what", default="", metavar="CODE", help="as listed")
    state = made.add_mutually_exclusive_group()
    state.add_argument("--seen", action="store_true")
    state.add_argument("--absent", action="store_true", help="looked, not there")
    state.add_argument("--clear", action="store_true", help="nobody looked")
    made.add_argument("--add", default="", metavar="WORDS", help="something of this stop alone")
    made = _of_stop(add(commands, "promise", promise))
    made.add_argument("--text", help="what was promised, a file, or - for standard input")
    made.add_argument("--owner", help="who does it")
    made.add_argument("--whom", help="to whom it was promised")
    made.add_argument("--due", help="a day, such as 10/25/2013")
    made.add_argument("--change", default="", metavar="PROMISE", help="its id, or the start of it")
    made.add_argument("--done", default="", metavar="PROMISE", help="it was kept, today")
    made.add_argument("--open", default="", metavar="PROMISE", help="it is still to do")
    made = add(commands, "mark-note", mark_note)
    made.add_argument("record", help="id of a note or quote, or the start of it")
    made.add_argument("--evidence", choices=EVIDENCE, help="how it is known")
    made.add_argument("--strength", choices=(*STRENGTHS, _NOT_SAID), help="how strong it is")
    made.add_argument("--disagrees", metavar="WORDS", help="who says otherwise; empty: nobody")
    for name, metavar, words in (
        ("--tag", "CODE", "of a framework, such as HOU-EVI; again for more"),
        ("--untag", "CODE", "take the tag away"),
        ("--hold-back", "WORDS", "these words go into nothing for outside; again for more"),
        ("--release", "HELD", "let words go out again: the id of what is held back"),
    ):
        made.add_argument(name, action="append", default=[], metavar=metavar, help=words)


def _of_stop(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    made.add_argument("tour")
    made.add_argument("--stop", required=True, help="a candidate's code or name")
    return made


def _stop(office: Workspace, args: Namespace) -> tuple[str, str]:
    tour = office.tours.find(args.tour)
    return tour, stop_id(tour, find_site(office, args.stop))


def _record(office: Workspace, start: str, *kinds: str) -> Record:
    found = [record for kind in kinds for record in office.file.tables.starting(kind, start)]
    if len(found) != 1:
        what = " or ".join(f"{kind}s" for kind in kinds)
        raise NotFoundError(f"{len(found) or 'No'} {what} begin with {start}.", "List them first.")
    return found[0]


def _look_for(known: tuple[LookFor, ...], what: str) -> LookFor:
    """Give the look-for of a code, or of the start of an id."""
    found = [one for one in known if what == one.code or one.record.startswith(what)]
    if len(found) != 1:
        raise NotFoundError(f"{len(found) or 'No'} look-fors are “{what}”.", "List them: look.")
    return found[0]


def _held(record: Record, start: str) -> str:
    """Give the id of words that are held back."""
    found = [id_ for id_, on in record.member("held").items() if on and id_.startswith(start)]
    if len(found) != 1:
        raise NotFoundError(f"{len(found) or 'No'} held facts begin with {start}.", "List them.")
    return found[0]


def _check_said(record: Record, words: str) -> None:
    """Refuse words that stand nowhere in a note or quote: nothing would be held back."""
    wanted = folded(words)
    for name in ("body", "words", "translation", "clean"):
        said = folded(str(record[name] or ""))
        if any(said[k : k + len(wanted)] == wanted for k in range(len(said))):
            return
    raise InputError(f"“{words}” does not stand in it.", "Write the words as they stand there.")
