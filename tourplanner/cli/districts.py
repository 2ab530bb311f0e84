"""District lines at the terminal: load layers, list them, and tell the districts of sites."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from dataclasses import asdict
from datetime import date
from typing import Any

from tourplanner.cli.output import CHECK_FOUND, OK, TerminalProgress, answer
from tourplanner.cli.tours import find_site
from tourplanner.core.errors import InputError, NotFoundError, TourPlannerError
from tourplanner.core.model.district import (
    AddedLayer,
    How,
    LayerFacts,
    LayerInfo,
    SiteDistrict,
    day_text,
)
from tourplanner.core.model.roster import RosterMember, SeatMembers
from tourplanner.core.units import count_text
from tourplanner.services.county_check import check_counties
from tourplanner.services.workspace import Doors, Workspace


def load(args: Namespace, doors: Doors) -> int:
    """Load district lines: zips from the Census Bureau, shapefiles, GeoJSON."""
    facts = LayerFacts(args.kind, args.state, args.starts, args.until, args.edition, args.source)
    added: list[AddedLayer] = []
    refused: list[tuple[str, TourPlannerError]] = []
    progress = TerminalProgress()
    # A layer is a file of its own: the office file is only read, and nobody waits.
    with doors.open(args.file, write=False) as office:
        for done, path in enumerate(args.layers):
            progress(done, len(args.layers), f"Loading {path.name}")
            try:
                added.append(office.districts.load(path, facts))
            except (InputError, NotFoundError) as error:
                refused.append((path.name, error))
        progress.end()
    if refused and not added:
        raise refused[0][1]
    lines = []
    for one in added:
        lines += [f"{_layer_line(one.info)}{'' if one.is_new else ' (was here already)'}"]
        lines += [f"    {note}" for note in one.notes]
    lines += [f"Not loaded: {error.text} {error.hint}" for _, error in refused]
    data = {
        "layers": [
            {**_layer_data(one.info), "is_new": one.is_new, "notes": list(one.notes)}
            for one in added
        ],
        "refused": [{"file": name, "reason": error.text} for name, error in refused],
    }
    answer(args, data, lines)
    return CHECK_FOUND if refused else OK


def list_(args: Namespace, doors: Doors) -> int:
    """List the district lines at hand: shipped, and loaded beside the office file."""
    with doors.open(args.file, write=False) as office:
        layers = office.districts.layers()
    answer(args, {"layers": [_layer_data(one) for one in layers]}, map(_layer_line, layers))
    return OK


def _layer_line(info: LayerInfo) -> str:
    shipped = ", shipped" if info.is_shipped else ""
    remark = f" {info.remark}" if info.remark else ""
    source = f"; {info.source}" if info.source else ""
    count = count_text(info.districts, "district")
    return (
        f"{info.state}  {info.kind}: {count}, {info.edition_words},"
        f" in force {info.force_words}{shipped}{source}.{remark}"
    )


def _layer_data(info: LayerInfo) -> dict[str, Any]:
    return {
        "layer": info.id,
        "kind": str(info.kind),
        "state": info.state,
        "districts": info.districts,
        "edition": info.edition,
        "in_force": [
            {"numbers": term.numbers, "from": term.start or None, "until": term.end or None}
            for term in info.terms
        ],
        "source": info.source,
        "is_shipped": info.is_shipped,
    }


def of(args: Namespace, doors: Doors) -> int:
    """Tell the districts of a site, of all, or of the whole directory, and who represents them."""
    if sum(map(bool, (args.site, args.all, args.directory))) != 1:
        raise InputError("Say of which sites.", "Name a site, or give --all or --directory.")
    with doors.open(args.file, write=False) as office:
        day = _day(args, office)
        if args.directory:
            return _of_directory(args, office, day)
        if args.all:
            wanted = _sites_of_tour(args, office)
            views = [v for v in office.sites.all() if wanted is None or v.id in wanted]
        else:
            views = [office.sites.view(find_site(office, args.site))]
        found = office.districts.of_sites(views, day)
        every = office.rosters.all()
        members = [[office.rosters.of(a, day, every) for a in answers] for answers in found]
        touched = [
            (state, seen)
            for state in sorted({view.state for view in views} if args.all else ())
            for seen in office.districts.touched(found, state, day)
        ]
    lines = [f"Districts of {day.isoformat()}:"]
    for view, answers, seats in zip(views, found, members, strict=True):
        lines.append(f"{view.name} ({view.where})")
        for one, seat in zip(answers, seats, strict=True):
            lines.append(f"    {_answer_line(one)}")
            lines += _seat_lines(seat) if every else []
    for state, seen in touched:
        count = len(seen.touched)
        lines.append(f"{state}, {seen.title}: {count} of {count + len(seen.missed)} touched.")
    data = {
        "day": day.isoformat(),
        "sites": [
            {
                "site": view.id,
                "key": view.key,
                "name": view.name,
                "districts": [
                    {**_data(one), "members": [_member_data(m) for m in seat.members]}
                    for one, seat in zip(answers, seats, strict=True)
                ],
            }
            for view, answers, seats in zip(views, found, members, strict=True)
        ],
        "touched": [
            {
                "state": state,
                "district": seen.title,
                "touched": list(seen.touched),
                "missed": list(seen.missed),
            }
            for state, seen in touched
        ],
    }
    answer(args, data, lines)
    return OK


def _of_directory(args: Namespace, office: Workspace, day: date) -> int:
    """Place every school; the answer counts them and lists those that need a second look."""
    progress = TerminalProgress()
    rows = office.directory.all()
    found = office.districts.of_schools(rows, day, progress)
    progress.end()
    counts = Counter((a.title, a.how, bool(a.near)) for answers in found for a in answers)
    unsure = [
        (row, [a for a in answers if a.sentence and a.how not in _PLAIN])
        for row, answers in zip(rows, found, strict=True)
    ]
    odd = [(row, answers) for row, answers in unsure if answers]
    lines = [f"{len(rows):,} schools on {day.isoformat()}:"]
    lines += [
        f"{count:8,}  {title}: {how}{', near a line' if near else ''}"
        for (title, how, near), count in sorted(counts.items())
    ]
    for row, answers in odd:
        lines.append(f"{row.key}  {row.name} ({row.where})")
        lines += [f"    {_answer_line(a)}" for a in answers]
    data = {
        "day": day.isoformat(),
        "schools": len(rows),
        "counts": [
            {"district": title, "how": str(how), "is_near": near, "schools": count}
            for (title, how, near), count in sorted(counts.items())
        ],
        "to_check": [
            {"key": row.key, "name": row.name, "districts": [_data(one) for one in answers]}
            for row, answers in odd
        ],
    }
    answer(args, data, lines)
    return OK


def counties(args: Namespace, doors: Doors) -> int:
    """Hold the directory's own counties against the lines; list what differs, with the reason."""
    progress = TerminalProgress()
    with doors.open(args.file, write=False) as office:
        day = _day(args, office)
        check = check_counties(office, day, progress)
    progress.end()
    lines = [check.sentence]
    for one in check.odd:
        lines.append(f"{one.school.key}  {one.school.name} ({one.school.where})")
        lines.append(f"    {_answer_line(one.answer)}")
    data = {
        "day": day.isoformat(),
        "schools": check.schools,
        "unsaid": check.unsaid,
        "agree_percent": round(check.percent, 4),
        "differ": [
            {
                "key": one.school.key,
                "name": one.school.name,
                "city": one.school.city,
                "directory_says": one.school.county,
                "lies_in": one.answer.label,
                "reason": one.answer.sentence,
            }
            for one in check.odd
        ],
    }
    answer(args, data, lines)
    return OK


_PLAIN = (How.DIRECTORY, How.NOT_LOADED, How.NO_CHAMBER)


def _sites_of_tour(args: Namespace, office: Workspace) -> set[str] | None:
    """Give the sites that a tour sees or may see; None where no tour is named."""
    if not args.tour:
        return None
    tour = office.tours.load(office.tours.find(args.tour))
    return {stop.site for stop in tour.stops} | {stop.site for stop in tour.unplaced}


def _day(args: Namespace, office: Workspace) -> date:
    """Give the day that is asked for: typed, a tour's, or today."""
    if args.tour:
        return office.tours.load(office.tours.find(args.tour)).first_date
    if not args.day:
        return office.districts.today()
    try:
        return date.fromisoformat(args.day)
    except ValueError:
        raise InputError(f"“{args.day}” is no day.", "Write it as 2013-10-14.") from None


def _answer_line(one: SiteDistrict) -> str:
    lines = f" ({one.layer.edition_words})" if one.layer and one.how.is_known else ""
    return f"{one.words}{lines}. {one.sentence}" if one.sentence else f"{one.words}{lines}"


def _data(one: SiteDistrict) -> dict[str, Any]:
    return {
        "kind": str(one.kind),
        "how": str(one.how),
        "title": one.title,
        "code": one.code,
        "label": one.label,
        "source": one.source,
        "sentence": one.sentence,
        "near": [
            {"code": near.code, "label": near.label, "gap_m": near.gap_m} for near in one.near
        ],
    }


def _seat_lines(seat: SeatMembers) -> list[str]:
    lines = [f"        {one.words}, as of {day_text(one.as_of)}" for one in seat.members]
    return [*lines, f"        {seat.sentence}"] if seat.sentence else lines


def _member_data(member: RosterMember) -> dict[str, str]:
    return asdict(member)


def roster(args: Namespace, doors: Doors) -> int:
    """Read a roster of members from a table, or list the members that are here."""
    if args.table is None:
        with doors.open(args.file, write=False) as office:
            members = office.rosters.all()
        lines = [_member_line(member) for member in members] or ["No roster is loaded."]
        answer(args, {"members": [_member_data(member) for member in members]}, lines)
        return OK
    with doors.open(args.file, write=True) as office:
        report = office.rosters.load(args.table, state=args.state, as_of=args.as_of)
    words = f"{report.added:,} members added, {report.already:,} were here already"
    lines = [f"{words}; roster of {', '.join(report.days)}."]
    lines += [f"Line {one.line} refused: {one.reason}." for one in report.refused]
    data = {
        "added": report.added,
        "already": report.already,
        "rosters": list(report.days),
        "refused": [{"line": one.line, "reason": one.reason} for one in report.refused],
    }
    answer(args, data, lines)
    return CHECK_FOUND if report.refused else OK


def _member_line(member: RosterMember) -> str:
    seat = member.body or f"{member.chamber} {member.district}"
    where = f"{member.body}, {member.district}" if member.body and member.district else seat
    return f"{member.state}  {where}: {member.words}, as of {day_text(member.as_of)}"
