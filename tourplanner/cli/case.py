"""The case for a site at the terminal: its lines, gaps and doubles; the partners."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from tourplanner.cli.output import OK, answer
from tourplanner.cli.tours import find_site
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.case import CASE_PARTS, Entry
from tourplanner.services import case, survey_files
from tourplanner.services.workspace import Doors, Workspace


def show(args: Namespace, doors: Doors) -> int:
    """Tell the case for a site, with gaps and doubles; add, change or take away a line."""
    if args.attach and not (args.change or args.add == survey_files.SURVEY):
        raise InputError("Only a survey has a file.", "Give --add survey or --change LINE, too.")
    writes = bool(args.add or args.change or args.remove)
    with doors.open(args.file, write=writes) as office:
        site = find_site(office, args.site)
        if writes:
            record = _write(args, office, site)
            answer(
                args, {"site": site, "record": record}, ["Done; tourplanner undo takes it back."]
            )
            return OK
        found = case.read_case(office, site)
        name = office.sites.view(site).name
    lines = [name]
    for kind, title in CASE_PARTS.items():
        if of_kind := found.of(kind):
            lines += [title, *(f"    {_line(entry)}" for entry in of_kind)]
    if found.findings:
        lines += ["Gaps and doubles", *(f"    {told}" for told in found.findings)]
    if not found.entries:
        lines.append("Nothing yet: tourplanner case FILE SITE --add need --set words=...")
    data = {
        "site": site,
        "entries": [_data(entry) for entry in found.entries],
        "findings": list(found.findings),
    }
    answer(args, data, lines)
    return OK


def _write(args: Namespace, office: Workspace, site: str) -> str:
    typed = _typed(args.set)
    if args.add:
        made = case.add(office, args.add, site, typed)
        return _attach(args, office, made)
    wanted = args.change or args.remove
    entries = case.read_case(office, site).entries
    fits = [entry for entry in entries if entry.record.startswith(wanted)]
    if len(fits) != 1:
        raise NotFoundError(
            f"No one line of this case is “{wanted}”.", "Give the id that the list prints."
        )
    if args.change:
        if typed or not args.attach:
            case.change(office, fits[0].kind, fits[0].record, typed)
        _attach(args, office, fits[0].record)
    else:
        case.remove(office, fits[0].kind, fits[0].record)
    return fits[0].record


def _attach(args: Namespace, office: Workspace, record: str) -> str:
    if args.attach:
        survey_files.attach(office, record, args.attach)
    return record


def _typed(facts: Sequence[str]) -> dict[str, str]:
    pairs = [fact.partition("=") for fact in facts]
    odd = [name for name, sign, _ in pairs if not sign]
    if odd:
        raise InputError(f"“{odd[0]}” sets nothing.", "Write NAME=VALUE.")
    return {name.strip(): value for name, _, value in pairs}


def _line(entry: Entry) -> str:
    detail = f": {entry.detail}" if entry.detail else ""
    lacks = f" [{', '.join(entry.lacks)}]" if entry.lacks else ""
    dated = f" ({entry.dated})" if entry.dated else ""
    return f"{entry.record[:8]}  {entry.words or 'nothing typed yet'}{detail}{dated}{lacks}"


def _data(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "record": entry.record,
        "words": entry.words,
        "detail": entry.detail,
        "dated": entry.dated,
        "lacks": list(entry.lacks),
        "code": entry.code,
        "is_over": entry.is_over,
    }


def partners(args: Namespace, doors: Doors) -> int:
    """List the partners with their other names and sites; set one's fields, or make two one."""
    with doors.open(args.file, write=args.what != "list") as office:
        if args.what == "set":
            found = _partner(office, args.names[0] if args.names else "")
            case.change(office, case.PARTNER, found, _typed(args.names[1:]))
        elif args.what == "same":
            if len(args.names) != 2:
                raise InputError("Say which two.", "Give the name that stays, then the other.")
            case.join_partners(office, *(_partner(office, name) for name in args.names))
        rows = case.partners(office)
    lines = [_partner_line(row) for row in rows] or ["No partners yet."]
    data = [
        {
            "partner": row.id,
            "name": row.name,
            "sector": row.sector,
            "aliases": list(row.aliases),
            "website": row.website,
            "contact": row.contact,
            "sites": list(row.sites),
        }
        for row in rows
    ]
    answer(args, {"partners": data}, lines)
    return OK


def _partner(office: Workspace, name: str) -> str:
    found = case.find_partner(office.file, name)
    if found is None:
        raise NotFoundError(f"No partner is called “{name}”.", "List them: tourplanner partners.")
    return found.id


def _partner_line(row: case.PartnerRow) -> str:
    sector = f" ({row.sector})" if row.sector else ""
    also = f", also {', '.join(row.aliases)}" if row.aliases else ""
    return f"{row.name}{sector}{also}: {', '.join(row.sites) or 'no site'}"
