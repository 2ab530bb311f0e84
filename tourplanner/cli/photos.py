"""Commands about photos and sound memos: taken in, listed, described, given to the press."""

from __future__ import annotations

import argparse
import uuid
from argparse import Namespace
from pathlib import Path
from typing import Any

from tourplanner.cli.adding import Parsers
from tourplanner.cli.adding import add as add_command
from tourplanner.cli.output import CHECK_FOUND, OK, TerminalProgress, answer
from tourplanner.cli.tours import find_site
from tourplanner.core.changes import Record
from tourplanner.core.consent import NO, YES
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.fields import PHOTO_RULES
from tourplanner.core.model.kept_file import kept_file
from tourplanner.core.model.sketch import MOST_SPOTS, Spot
from tourplanner.core.photo_release import PHOTO_USES, RULE_WORDS
from tourplanner.services.tours import stop_id
from tourplanner.services.workspace import Doors, Workspace


def add(args: Namespace, doors: Doors) -> int:
    """Take photos or folders of them in; each goes to the stop where it was taken."""
    with doors.open(args.file, write=True) as office:
        tour = office.tours.find(args.tour)
        stop = stop_id(tour, find_site(office, args.stop)) if args.stop else ""
        progress = TerminalProgress()
        folder = office.photos.look(args.paths, progress)
        taken = office.photos.take_in(tour, folder.photos, stop=stop, progress=progress)
    refused = (*folder.refused, *taken.refused)
    lines = [taken.sentence]
    lines += [each.why for each in refused]
    lines += [
        f"The clock of {camera.name} was taken as right: {camera.first} says {camera.shot}. "
        "If it was not: photos clock."
        for camera in folder.cameras
    ]
    data = {
        "by_time": list(taken.by_time),
        "by_place": list(taken.by_place),
        "by_hand": list(taken.by_hand),
        "known": list(taken.known),
        "refused": [{"file": each.name, "why": each.why} for each in refused],
        "cameras": [{"name": c.name, "first": c.first, "shot": c.shot} for c in folder.cameras],
    }
    answer(args, data, lines)
    return CHECK_FOUND if refused else OK


def list_(args: Namespace, doors: Doors) -> int:
    """List the photos of a tour or stop: what they are, and what keeps them inside."""
    with doors.open(args.file, write=False) as office:
        tour = office.tours.load(office.tours.find(args.tour))
        names = {str(stop.id): stop.name for stop in (*tour.unplaced,)}
        names |= {str(stop.id): stop.node.name for stop in tour.stops}
        if args.stop:
            asked = stop_id(tour.id, find_site(office, args.stop))
            names = {stop: name for stop, name in names.items() if stop == asked}
        rows = [
            {
                "photo": photo.id,
                "site": name,
                "file": kept_file(photo["file"]).name,
                "at": photo["at"],
                "caption": photo["caption"],
                "why_inside": office.photos.why_inside(photo),
                "missing": office.photos.where_is(photo),
            }
            for stop, name in sorted(names.items(), key=lambda item: item[1])
            for photo in office.photos.photos(stop)
        ]
    lines = [
        f"{r['site']}, {r['caption'] or r['file']} ({r['photo'][:8]}): "
        f"{r['missing'] or (r['why_inside'] + '.' if r['why_inside'] else 'It may go out.')}"
        for r in rows
    ]
    answer(args, {"photos": rows}, lines or ["No photos yet."])
    return CHECK_FOUND if any(r["missing"] for r in rows) else OK


def describe(args: Namespace, doors: Doors) -> int:
    """Say what is on a photo, who agreed to it, and whether it may go out."""
    facts = {
        name: getattr(args, name)
        for name in ("caption", "credit", "alt")
        if getattr(args, name) is not None
    }
    with doors.open(args.file, write=True) as office:
        photo = _photo(office, args.photo)
        if facts:
            office.photos.change(photo.id, facts)
        if args.no_child:
            office.photos.no_child(photo.id, on=True)
        for said, uses in ((YES, args.agree), (NO, args.refuse)):
            for use in filter(None, (word.strip() for word in uses.split(","))):
                office.photos.agree(photo.id, use, said, by=args.by)
        if args.withdraw:
            office.photos.withdraw(photo.id)
        if args.approve:
            office.photos.approve(photo.id)
        why = office.photos.why_inside(_photo(office, photo.id))
        out = office.photos.out_already(photo.id) if args.withdraw else ()
    rows = [{"paper": o.paper, "version": o.version, "files": list(o.files)} for o in out]
    lines = [f"Stays inside: {why}." if why else "May go to the press."]
    lines += [f"Call back {o.paper} v{o.version}: {', '.join(o.files)}" for o in out]
    answer(args, {"photo": photo.id, "why_inside": why, "call_back": rows}, lines)
    return OK


def points(args: Namespace, doors: Doors) -> int:
    """Number the points of a walk-through on a site plan or photo; write it as a picture."""
    added = [_spot(text) for text in args.add]
    with doors.open(args.file, write=bool(added or args.take_out or args.out)) as office:
        photo = _photo(office, args.photo).id
        before = office.sketches.spots(photo)
        if any(not 1 <= number <= len(before) for number in args.take_out):
            raise InputError("There is no point of this number.", f"They go to {len(before)}.")
        if len(before) - len(set(args.take_out)) + len(added) > MOST_SPOTS:
            raise InputError(
                f"A picture has at most {MOST_SPOTS} points.", "Take some out, or use another."
            )
        facts: dict[str, Any] = {before[number - 1].fact: None for number in args.take_out}
        last = max((spot.order for spot in before), default=0)
        for order, (x, y, words) in enumerate(added, last + 1):
            spot = Spot(uuid.uuid4().hex, order, x, y, words)
            facts[spot.fact] = spot.value
        if facts:
            office.photos.change(photo, facts)
        spots = office.sketches.spots(photo)
        made = str(office.sketches.write(photo, args.out)) if args.out else ""
    rows = [{"number": n, "x": s.x, "y": s.y, "words": s.words} for n, s in enumerate(spots, 1)]
    lines = [f"{row['number']:3} {row['words']}" for row in rows] or ["No points yet."]
    answer(args, {"photo": photo, "points": rows, "file": made}, [*lines, *filter(None, (made,))])
    return OK


def _spot(text: str) -> tuple[float, float, str]:
    """Read a point: 40,75 Bus bay. The figures are percent from the left and from the top."""
    where, _, words = text.strip().partition(" ")
    x, _, y = where.replace("%", "").partition(",")
    try:
        return float(x) / 100, float(y) / 100, words.strip()
    except ValueError:
        raise InputError(f"“{text}” is no point.", "Type it such as: 40,75 Bus bay.") from None


def clock(args: Namespace, doors: Doors) -> int:
    """Say how far a camera's clock was ahead; its photos are put to their stops anew."""
    with doors.open(args.file, write=True) as office:
        changes = office.photos.set_camera(args.camera, round(args.ahead_min * 60))
    moved = len(changes.touched.get("photo", ()))
    many = "1 photo has" if moved == 1 else f"{moved} photos have"
    answer(args, {"moved": moved}, [f"{many} another time or stop now."])
    return OK


def rule(args: Namespace, doors: Doors) -> int:
    """Note the photo rule of a school, with its words for the press."""
    with doors.open(args.file, write=True) as office:
        site = find_site(office, args.site)
        office.photos.set_rule(site, args.rule, args.words)
        name = office.sites.view(site).name
    answer(args, {"site": site, "rule": args.rule}, [f"{name}: {RULE_WORDS[args.rule]}."])
    return OK


def pack(args: Namespace, doors: Doors) -> int:
    """Write the photos that may go to the press into a new folder, with their captions."""
    with doors.open(args.file, write=True) as office:
        tour = office.tours.find(args.tour)
        made = office.photo_pack.make(tour, args.out, TerminalProgress())
    inside = [{"photo": w.record, "what": w.what, "why": w.why} for w in made.withheld]
    lines = [str(path) for path in made.files] or ["No photo may go out."]
    lines += [f"Held back, {w['what']}: {w['why']}" for w in inside]
    data = {
        "files": [str(path) for path in made.files],
        "withheld": inside,
        "missing": list(made.missing),
    }
    answer(args, data, [*lines, *made.missing])
    return OK


def add_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    """Put the commands of this module in."""
    made = commands.add_parser("photos", help="Take in, describe and give out photos.")
    made.add_argument("file", type=Path, metavar="FILE")
    doing = made.add_subparsers(metavar="add|list|describe|points|clock|rule|pack", required=True)
    part = add_command(doing, "add", add, file=False)
    part.add_argument("tour")
    part.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="pictures and folders")
    part.add_argument("--stop", default="", help="for those that tell neither time nor place")
    part = add_command(doing, "list", list_, file=False)
    part.add_argument("tour")
    part.add_argument("--stop", default="", help="a candidate's code or name")
    part = add_command(doing, "describe", describe, file=False)
    part.add_argument("photo", help="its id, or the start of it")
    part.add_argument("--caption")
    part.add_argument("--credit", help="who took it")
    part.add_argument("--alt", help="what is to be seen")
    part.add_argument("--no-child", action="store_true", help="you looked: none can be recognized")
    part.add_argument("--agree", default="", help=f"what people on it agreed to: {_USES}")
    part.add_argument("--refuse", default="", help=f"what they refused: {_USES}")
    part.add_argument("--by", default="", help="who asked")
    part.add_argument("--approve", action="store_true")
    part.add_argument("--withdraw", action="store_true", help="the consent was taken back")
    part = add_command(doing, "points", points, file=False)
    part.add_argument("photo", help="its id, or the start of it")
    part.add_argument("--add", action="append", default=[], metavar="POINT", help="40,75 Bus bay")
    part.add_argument("--take-out", action="append", default=[], type=int, metavar="NUMBER")
    part.add_argument("--out", type=Path, metavar="PICTURE", help="write it as a .jpg")
    part = add_command(doing, "clock", clock, file=False)
    part.add_argument("camera", help="as photos add names it")
    part.add_argument("--ahead-min", type=float, required=True, help="minutes; negative: behind")
    part = add_command(doing, "rule", rule, file=False)
    part.add_argument("site", help="a candidate's code or name")
    part.add_argument("rule", choices=PHOTO_RULES)
    part.add_argument("--words", default="", help="such as: no photography; ask the village")
    part = add_command(doing, "pack", pack, file=False)
    part.add_argument("tour")
    part.add_argument("--out", type=Path, required=True, help="a new folder")


_USES = ",".join(PHOTO_USES)


def _photo(office: Workspace, start: str) -> Record:
    found = office.file.tables.starting("photo", start)
    if len(found) != 1:
        raise NotFoundError(
            f"{len(found) or 'No'} photos begin with {start}.", "List them with: photos list."
        )
    return found[0]
