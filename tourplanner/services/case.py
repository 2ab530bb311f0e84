"""The case for a site: needs, strengths, partners, services, plans, money, surveys.

Every line is a record of its kind with the fields of ``core.case_fields``; a partner is one record
for all sites, found by its name or any other name that it goes by.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.declaring import Field, FieldType
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.fields import record_kind
from tourplanner.core.model.case import (
    CASE_PARTS,
    Case,
    Entry,
    Service,
    gaps_and_doubles,
    make_entry,
)
from tourplanner.core.model.case_values import read_typed, typed_text
from tourplanner.core.model.framework import SERVICES, Frameworks
from tourplanner.core.safe_text import one_line
from tourplanner.services import survey_files
from tourplanner.services.workspace import Workspace
from tourplanner.store.file import OfficeFile

PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner with the sites that it is at."""

    id: str
    name: str
    sector: str
    aliases: tuple[str, ...]
    website: str
    contact: str
    sites: tuple[str, ...] = ()


def fields_of(kind: str) -> tuple[Field, ...]:
    """Give the fields of a kind that people type, in order.

    Raises
    ------
    InputError : it is no part of the case.
    """
    if kind not in CASE_PARTS and kind != PARTNER:
        raise InputError(
            f"“{kind}” is no part of the case for a site.", f"It is one of {', '.join(CASE_PARTS)}."
        )
    return tuple(
        f
        for f in record_kind(kind).fields
        if f.name != "site" and f.type is not FieldType.OBJECT  # a file is attached, not typed
    )


# -- writing ---------------------------------------------------------------------------------------


def add(
    office: Workspace, kind: str, site: str, typed: Mapping[str, str], *, record: str = ""
) -> str:
    """Put a line into the case for a site in one action, and give its id.

    Parameters
    ----------
    typed : by field, as people type it. A partner by name: one that is known by this or another
        name is taken, else it is made. record : the id that the line shall have.

    Raises
    ------
    InputError : no such kind or field, or a value that does not fit; nothing is written then.
    """
    fields_of(kind)
    view = office.sites.view(site)
    made = record or uuid.uuid4().hex
    edits = _edits(office, kind, made, {"site": site}, typed)
    office.file.write(Action(f"Add {_label(kind)} at {view.name}", edits))
    return made


def change(
    office: Workspace,
    kind: str,
    record: str,
    typed: Mapping[str, str],
    action_id: str | None = None,
) -> Changes:
    """Change typed fields of a line; an empty one is taken away.

    Raises
    ------
    InputError : as for ``add``. NotFoundError : there is no such line.
    """
    if office.file.tables.get(kind, record) is None:
        raise NotFoundError(f"There is no such {_label(kind)}.", "List the case for the site.")
    edits = _edits(office, kind, record, {}, typed)
    return office.file.write(Action(f"Change {_label(kind)}", edits, action_id))


def remove(office: Workspace, kind: str, record: str) -> Changes:
    """Take a line away; Undo brings it back."""
    found = office.file.tables.get(kind, record)
    if found is None or found.deleted:
        raise NotFoundError(f"There is no such {_label(kind)}.", "It may have been taken away.")
    edit = Edit(record, kind, deleted=True)
    return office.file.write(Action(f"Take away {_label(kind)}", (edit,)))


def _label(kind: str) -> str:
    return record_kind(kind).label.lower()


def _edits(
    office: Workspace, kind: str, record: str, facts: dict[str, Any], typed: Mapping[str, str]
) -> tuple[Edit, ...]:
    declared = {f.name: f for f in fields_of(kind)}
    texts: dict[str, str] = {}
    others: list[Edit] = []
    for name, text in typed.items():
        field = declared.get(name)
        if field is None:
            raise InputError(
                f"{record_kind(kind).label} has no field “{name}”.",
                f"It has {', '.join(declared)}.",
            )
        if field.type is FieldType.REF:
            facts[name], made = _partner_typed(office.file, text)
            others += made
        elif field.type is FieldType.MEMBER:
            facts |= _names(office.file, record, text)
        elif field.type is FieldType.LONG_TEXT:
            texts[name] = read_typed(field, text) or ""
        elif name == "code":
            facts[name] = _code(office.practices.frameworks, text)
        else:
            facts[name] = read_typed(field, text)
    return (*others, Edit(record, kind, facts, texts))


def _code(frameworks: Frameworks, text: str) -> str | None:
    """Read a service by its code or by its name in the list."""
    wanted = text.strip().casefold()
    if not wanted:
        return None
    services = frameworks.get(SERVICES)
    for element in services.elements if services else ():
        if wanted in (element.code.casefold(), element.label.casefold()):
            return element.code
    near = [
        f"{element.code} {element.label}"
        for element in (services.elements if services else ())
        if wanted in f"{element.label} {element.group}".casefold()
    ]
    hint = f"Did you mean {', '.join(near[:4])}?" if near else "Leave it empty, or take a code."
    raise InputError(f"“{text.strip()}” is not in the list of services.", hint)


# -- partners --------------------------------------------------------------------------------------


def same_name(name: str) -> str:
    """Give a name as it is compared: without case, dots and doubled spaces."""
    return " ".join(name.replace(".", "").casefold().split())


def find_partner(file: OfficeFile, name: str) -> Record | None:
    """Give the partner that goes by a name, its own or another one; None where there is none."""
    wanted = same_name(name)
    for record in file.tables.all(PARTNER):
        aliases = (alias for alias, on in record.member("alias").items() if on)
        if wanted in {same_name(known) for known in (str(record["name"] or ""), *aliases)}:
            return record
    return None


def _partner_typed(file: OfficeFile, text: str) -> tuple[str | None, list[Edit]]:
    name = one_line(text)
    if not name:
        return None, []
    found = find_partner(file, name)
    if found is not None:
        return found.id, []
    made = uuid.uuid4().hex
    return made, [Edit(made, PARTNER, {"name": name})]


def _names(file: OfficeFile, record: str, text: str) -> dict[str, Any]:
    """Give the facts that make these the other names of a partner: one each, set by semicolons."""
    here = file.tables.get(PARTNER, record)
    old = here.member("alias") if here else {}
    wanted = [one_line(part).replace("/", " ") for part in text.split(";")]
    facts: dict[str, Any] = {f"alias/{name}": None for name in old if name not in wanted}
    return facts | {f"alias/{name}": True for name in wanted if name}


def partners(office: Workspace) -> tuple[PartnerRow, ...]:
    """Give every partner by name, with the sites that it is at."""
    names = {str(view.id): view.name for view in office.sites.all()}
    at: dict[str, dict[str, None]] = {}
    for kind in ("partnership", "service", "volunteer"):
        for record in office.file.tables.all(kind):
            if record["partner"] and str(record["site"]) in names:
                at.setdefault(str(record["partner"]), {})[names[str(record["site"])]] = None
    rows = [
        PartnerRow(
            record.id,
            str(record["name"] or ""),
            str(record["sector"] or ""),
            tuple(sorted(alias for alias, on in record.member("alias").items() if on)),
            str(record["website"] or ""),
            str(record["contact"] or ""),
            tuple(at.get(record.id, ())),
        )
        for record in office.file.tables.all(PARTNER)
    ]
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.id)))


def join_partners(office: Workspace, keep: str, other: str) -> Changes:
    """Make two partners one in one action: names and links go to the one that is kept."""
    tables = office.file.tables
    kept, gone = tables.get(PARTNER, keep), tables.get(PARTNER, other)
    if kept is None or gone is None or keep == other:
        raise NotFoundError("There are no two such partners.", "List the partners.")
    aliases = {str(gone["name"] or ""), *(a for a, on in gone.member("alias").items() if on)}
    facts: dict[str, Any] = {f"alias/{name.replace('/', ' ')}": True for name in aliases if name}
    edits = [Edit(keep, PARTNER, facts), Edit(other, PARTNER, deleted=True)]
    for kind in ("partnership", "service", "volunteer", "survey"):
        edits += [Edit(r.id, kind, {"partner": keep}) for r in tables.where(kind, partner=other)]
    label = f"{gone['name']} is {kept['name']}"
    return office.file.write(Action(label, tuple(edits)))


# -- reading ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One record of the case as its form shows it: each field as a person would type it."""

    kind: str
    record: str
    texts: Mapping[str, str]
    partner: str = ""  # the id of its partner
    file: tuple[str, str] = ("", "")  # of a survey: its name, and that it is missing here


def read_line(office: Workspace, kind: str, record: str) -> Line | None:
    """Give a line as it is typed; None where it is gone."""
    found = office.file.tables.get(kind, record)
    if found is None or found.deleted:
        return None
    partner = str(found["partner"] or "")
    named = office.file.tables.get(PARTNER, partner) if partner else None
    texts = {}
    for field in fields_of(kind):
        if field.type is FieldType.REF:
            texts[field.name] = str(named["name"] or "") if named else ""
        elif field.type is FieldType.MEMBER:
            texts[field.name] = "; ".join(
                sorted(k for k, on in found.member(field.name).items() if on)
            )
        else:
            texts[field.name] = typed_text(field, found[field.name])
    return Line(kind, record, texts, partner, survey_files.shown(office, found.values))


def read_case(office: Workspace, site: str, today: date | None = None) -> Case:
    """Give the case for a site, with its gaps and doubles."""
    return read_cases(office, [site], today)[site]


def read_cases(
    office: Workspace, sites: Iterable[str], today: date | None = None
) -> dict[str, Case]:
    """Give the cases for some sites, reading each kind once.

    Parameters
    ----------
    today : services that ended before count no more; the present day where not given.
    """
    day = today or office.districts.today()
    frameworks = office.practices.frameworks
    names = {r.id: str(r["name"] or "") for r in office.file.tables.all(PARTNER)}
    found: dict[str, list[Entry]] = {site: [] for site in sites}
    partner_of: dict[str, str] = {}
    for kind in CASE_PARTS:
        entries = []
        for record in office.file.tables.all(kind):
            if record["site"] in found:
                partner = names.get(str(record["partner"] or ""), "")
                label = frameworks.label(str(record["code"] or ""))
                partner_of[record.id] = partner
                entries.append(make_entry(kind, record.id, record.values, partner, label, day))
        entries.sort(key=lambda e: (e.is_over, not e.words, e.words.casefold(), e.record))
        for entry in entries:
            found[entry.site].append(entry)
    return {
        site: Case(tuple(entries), _findings(entries, frameworks, partner_of))
        for site, entries in found.items()
    }


def _findings(
    entries: Iterable[Entry], frameworks: Frameworks, partner_of: Mapping[str, str]
) -> tuple[str, ...]:
    def of(kind: str) -> list[Service]:
        return [Service(e, frameworks.label(e.code)) for e in entries if e.kind == kind]

    entries = tuple(entries)
    return gaps_and_doubles(of("need"), of("service"), partner_of=partner_of)
