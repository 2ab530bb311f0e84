"""Commands about what was written at the stops of a tour: notes, quotes, blanks, cards."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from tourplanner.cli.output import CHECK_FOUND, OK, answer
from tourplanner.cli.texts import is_file_name, read_text
from tourplanner.cli.tours import find_site
from tourplanner.core.clock import read_day
from tourplanner.core.consent import YES
from tourplanner.core.errors import NotFoundError, UsageError
from tourplanner.core.fields import CONSENT_USES
from tourplanner.core.model.practice import PracticeFilter
from tourplanner.core.model.tour import TourStop, UnplacedStop
from tourplanner.services.tours import stop_id
from tourplanner.services.workspace import Doors, Workspace


def note(args: Namespace, doors: Doors) -> int:
    """Write a note; it is on the disk when this ends."""
    text = read_text(args.text)
    with doors.open(args.file, write=True) as office:
        tour = office.tours.find(args.tour)
        site = find_site(office, args.stop)
        note_id = office.visits.write_note(tour, stop_id(tour, site), text)
        name = office.sites.view(site).name
    lines = [f"Saved the note at {name}."]
    if text == args.text and is_file_name(text):
        lines.append(f"There is no file “{text}”: the note is these words themselves.")
    answer(args, {"note": note_id, "stop": stop_id(tour, site)}, lines)
    return OK


def notes(args: Namespace, doors: Doors) -> int:
    """List the notes of a tour, or of one stop, or search all that was written."""
    if args.search:
        return _search(args, doors)
    with doors.open(args.file, write=False) as office:
        tour = office.tours.load(office.tours.find(args.tour))
        marked: list[TourStop | UnplacedStop] = [*tour.stops, *tour.unplaced]
        sites = {stop.id: stop.name for stop in marked}
        if args.stop:
            asked = stop_id(tour.id, find_site(office, args.stop))
            sites = {stop: name for stop, name in sites.items() if stop == asked}
        rows = [
            {
                "note": note.id,
                "stop": stop,
                "site": name,
                "at": note["at"],
                "author": note["author"],
                "text": note["body"],
            }
            for stop, name in sorted(sites.items(), key=lambda item: item[1])
            for note in office.visits.notes(stop)
        ]
    lines = [f"{r['site']}, {r['author']} ({r['note'][:8]}): {r['text']}" for r in rows]
    answer(args, {"notes": rows}, lines or ["No notes yet."])
    return OK


def _search(args: Namespace, doors: Doors) -> int:
    """Search notes, quotes, answers, promises and cards as the window does."""
    with doors.open(args.file, write=False) as office:
        hits = office.visits.search(args.search)
        records = office.file.tables.get_many("site", sorted({h.site for h in hits if h.site}))
        names = {str(view.id): view.name for view in office.sites.views(records)}
    rows = [
        {
            "kind": hit.kind,
            "record": hit.record,
            "stop": hit.stop,
            "site": names.get(hit.site, ""),
            "text": hit.snippet.text,
        }
        for hit in hits
    ]
    lines = [f"{r['kind']}, {r['site']} ({r['record'][:8]}): {r['text']}" for r in rows]
    answer(args, {"hits": rows}, lines or ["Nothing found."])
    return OK


def quote(args: Namespace, doors: Doors) -> int:
    """Write a quote with what its speaker agreed to; it stays a draft until it is approved."""
    agreed = [use.strip() for use in args.agree.split(",") if use.strip()]
    unknown = [use for use in agreed if use not in CONSENT_USES]
    if unknown:
        raise UsageError(f"{unknown[0]} is no use to agree to: {', '.join(CONSENT_USES)}")
    text = read_text(args.text)
    facts: dict[str, Any] = {
        "speaker": args.speaker or None,
        "speaker_role": args.role or None,
        "language": args.language or None,
        "clean": args.clean or None,
        "translation": args.translation or None,
        "translated_by": args.translated_by or None,
        "minor": {"adult": False, "minor": True}.get(args.age),
    }
    if args.heard_by:
        facts["heard_by"] = args.heard_by
    if args.checked:
        facts["checked"] = read_day(args.checked, doors.now().date()).isoformat()
    with doors.open(args.file, write=True) as office:
        tour = office.tours.find(args.tour)
        site = find_site(office, args.stop)
        stop = stop_id(tour, site)
        made = office.quotes.write(stop, text, facts)
        for use in agreed:
            office.quotes.agree(made, use, YES, by=args.by)
        if args.approve:
            office.quotes.approve(made)
        name = office.sites.view(site).name
    state = "approved" if args.approve else "a draft"
    answer(args, {"quote": made, "stop": stop}, [f"Saved the quote at {name}, {state}."])
    return OK


def withdraw(args: Namespace, doors: Doors) -> int:
    """Withdraw a speaker's consent: no later paper holds words or name."""
    with doors.open(args.file, write=True) as office:
        found = office.file.tables.starting("quote", args.quote)
        if len(found) != 1:
            raise NotFoundError(
                f"{len(found) or 'No'} quotes begin with {args.quote}.",
                "Search its words with: notes --search.",
            )
        office.quotes.withdraw(found[0].id, by=args.by)
        out = office.quotes.out_already(found[0].id)
    rows = [{"paper": o.paper, "version": o.version, "files": list(o.files)} for o in out]
    lines = ["Consent withdrawn: no later paper holds the words or the name."]
    lines += [f"Call back {o.paper} v{o.version}: {', '.join(o.files)}" for o in out]
    answer(args, {"quote": found[0].id, "call_back": rows}, lines)
    return OK


def blanks(args: Namespace, doors: Doors) -> int:
    """List what is still blank at the stops: questions, speakers, consent, owners, days."""
    with doors.open(args.file, write=False) as office:
        tour = office.tours.load(office.tours.find(args.tour))
        sites = {stop.id: stop.name for stop in tour.stops if stop.wish != "not"}
        if args.stop:
            asked = stop_id(tour.id, find_site(office, args.stop))
            sites = {stop: name for stop, name in sites.items() if stop == asked}
        rows = [
            {"stop": stop, "site": name, "kind": blank.kind, "blank": blank.words}
            for stop, name in sorted(sites.items(), key=lambda item: item[1])
            for blank in office.form.blanks(stop)
        ]
    lines = [f"{r['site']}: {r['blank']}" for r in rows]
    answer(args, {"blanks": rows}, lines or ["Nothing is blank."])
    return CHECK_FOUND if rows else OK


def cards(args: Namespace, doors: Doors) -> int:
    """List the practice cards, or make one from a note."""
    with doors.open(args.file, write=bool(args.from_note)) as office:
        if args.from_note:
            found = office.file.tables.starting("note", args.from_note)
            if len(found) != 1:
                raise NotFoundError(
                    f"{len(found) or 'No'} notes begin with {args.from_note}.", "List the notes."
                )
            office.practices.make_from("note", found[0].id)
        wanted = PracticeFilter(no_new_money=args.no_new_money, tag=args.tag)
        rows = [asdict(row) for row in office.practices.rows(wanted)]
    lines = [
        f"{r['title'] or 'No title yet'}, {r['site_name'] or 'no site'} ({r['id'][:8]}): "
        f"{r['state']}. {r['why_inside'] or 'It may go out'}."
        for r in rows
    ]
    answer(args, {"cards": rows}, lines or ["No practice cards."])
    return OK


def practices(args: Namespace, doors: Doors) -> int:
    """Put the sites of a tour by the elements of a framework, with what stands in each cell."""
    with doors.open(args.file, write=False) as office:
        tour = office.tours.find(args.tour)
        known = [one.id for one in office.practices.frameworks.all]
        wanted = args.framework or known[0]
        if wanted not in known:
            raise NotFoundError(
                f"There is no framework “{wanted}”.", f"Choose one of {', '.join(known)}."
            )
        pivot = office.practices.pivot(tour, wanted)
    rows = [
        {
            "site": site,
            "name": name,
            "cells": [
                {
                    "code": column.code,
                    "words": cell.words,
                    "count": cell.count,
                    "excerpts": [
                        {"kind": one.kind, "record": one.record, "words": one.words}
                        for one in cell.entries
                    ],
                }
                for column, cell in zip(pivot.columns, pivot.cells[k], strict=True)
            ],
        }
        for k, (site, name) in enumerate(pivot.rows)
    ]
    lines = []
    for k, (_, name) in enumerate(pivot.rows):
        lines.append(name)
        for column, cell in zip(pivot.columns, pivot.cells[k], strict=True):
            lines.append(f"  {column.code} {column.label}: {cell.words}")
    answer(args, {"framework": wanted, "rows": rows}, lines or ["No sites in this tour."])
    return OK


def join_cards(args: Namespace, doors: Doors) -> int:
    """Make two practice cards that say the same one; it is a draft then."""
    with doors.open(args.file, write=True) as office:
        keep, other = card_of(office, args.keep), card_of(office, args.other)
        remarks = office.practices.join(keep, other)
    lines = ["The two cards are one now, a draft.", *(f"{remark}." for remark in remarks)]
    answer(args, {"card": keep, "remarks": list(remarks)}, lines)
    return OK


def card_of(office: Workspace, start: str) -> str:
    """Give the id of the card that begins so; NotFoundError where none or several do."""
    found = [card for card in office.file.tables.starting("practice", start) if not card.deleted]
    if len(found) != 1:
        raise NotFoundError(f"{len(found) or 'No'} cards begin with {start}.", "List the cards.")
    return found[0].id
