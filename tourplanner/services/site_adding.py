"""How sites come into being, from a directory or by hand: the edits; nothing is written here."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tourplanner.core.changes import Edit
from tourplanner.core.geo import Located
from tourplanner.core.model.figures import MAX_NAME
from tourplanner.core.model.ids import SiteId
from tourplanner.core.model.site import SchoolRow
from tourplanner.core.model.states import States, split_town
from tourplanner.services.directory import DirectoryService
from tourplanner.services.site_lists import clean, site_id
from tourplanner.services.site_views import point_fact, row_point
from tourplanner.store.file import OfficeFile

MAX_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class Adding:
    """What makes candidates of schools: the edits, whose they are, and who is one already."""

    edits: tuple[Edit, ...]
    rows: Mapping[SiteId, SchoolRow]
    added: tuple[SiteId, ...]
    already: tuple[SiteId, ...]


def add_schools(rows: Sequence[SchoolRow], file: OfficeFile, directory: DirectoryService) -> Adding:
    """Give the edits that make candidates of schools; those that are candidates already stay."""
    by_id = {site_id(row): row for row in rows}
    here = {r.id: r for r in file.tables.get_many("site", by_id)}
    edits: list[Edit] = []
    already = []
    for id_, row in by_id.items():
        record = here.get(id_)
        if record is not None and not record.deleted and record["directory"]:
            already.append(id_)
            continue
        restore = False if record is not None and record.deleted else None
        facts = directory_links(row, directory.date_of(row.edition))
        if record is None or not record["ladder"]:
            facts["ladder"] = "idea"
        edits.append(Edit(id_, "site", facts, deleted=restore))
    added = tuple(SiteId(edit.record) for edit in edits)
    return Adding(tuple(edits), by_id, added, tuple(already))


def directory_links(row: SchoolRow, date: str) -> dict[str, Any]:
    """Give what a site keeps of its directory: the link, and a glimpse for other laptops.

    Parameters
    ----------
    date : of the row's edition.
    """
    link = {"source": row.source, "key": row.key, "edition": date, "file": row.edition}
    located = row_point(row, date)
    seen = {
        "name": row.name,
        "city": row.city,
        "state": row.state,
        "county": row.county,
        "district": row.district,
        "point": point_fact(located) if located else None,
        "edition": date,
    }
    return {"directory": link, "seen": seen}


def add_by_hand(
    facts: Mapping[str, str], home_state: str, states: States, point: Located | None = None
) -> Edit:
    """Give the edit that makes a candidate of typed facts.

    A state and a ZIP behind the town are read: "Kingman, AZ". Without a state it is in that of its
    ZIP, else in the home state.

    Raises
    ------
    InputError : it has no name.
    """
    values: dict[str, Any] = {"name": clean(facts.get("name", ""), MAX_NAME, needed=True)}
    town, there, zip_code = split_town(clean(facts.get("city", ""), MAX_TEXT), states)
    typed = {**facts, "city": town, "zip": facts.get("zip") or zip_code}
    for name in ("street", "city", "zip", "county", "district"):
        if text := clean(typed.get(name, ""), MAX_TEXT):
            values[name] = text
    typed_state = facts.get("state") or there
    if state := clean(states.said(typed_state, values.get("zip", ""), home_state), 60):
        values["state"] = state
    if point is not None:
        values["point"] = point_fact(point)
    values["ladder"] = "idea"
    remarks = clean(facts.get("remarks", ""), MAX_TEXT)
    return Edit(uuid.uuid4().hex, "site", values, text={"remarks": remarks} if remarks else {})
