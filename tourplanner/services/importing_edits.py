"""What a row of a list changes: a new site, or what a candidate lacks; what is typed stays."""

from __future__ import annotations

from typing import Any

from tourplanner.core.changes import Edit, Record
from tourplanner.core.geo import Located, Precision
from tourplanner.core.model.list_rows import ListRow
from tourplanner.core.model.site import SchoolRow
from tourplanner.services.site_adding import directory_links
from tourplanner.services.site_views import point_fact, point_of

#: Facts that a directory has too: typed only where it says nothing.
_SHARED = ("name", "street", "city", "state", "zip", "county", "district", "grades")
_APART = ("tag", "remarks")
MAX_TAG = 60


def edit_of(
    site: str, row: ListRow, record: Record | None, date: str, home_state: str
) -> Edit | None:
    """Give the edit that makes a site of a row, or adds to it what it lacks; None where nothing.

    Parameters
    ----------
    record : of the site, None where there was never one; a deleted one is brought back.
    date : of the edition of the row's school.
    """
    is_new = record is None or record.deleted
    facts: dict[str, Any] = {"ladder": "idea"} if is_new else {}
    facts |= _link(row, record, date)
    for name, text in row.facts.items():
        is_typed = record is not None and _typed(record, name) not in (None, "")
        if name not in _APART and not is_typed and not _said(row.school, name):
            facts[name] = int(text) if name == "score" else text
    if row.school is None and is_new and home_state:
        facts.setdefault("state", home_state)
    facts |= _point(row, record)
    for tag in row.facts.get("tag", "").replace(",", ";").split(";"):
        if (code := tag.strip()[:MAX_TAG]) and "/" not in code:
            facts[f"tag/{code}"] = True
    said = f"{row.closed}, says the list." if row.closed else ""
    remarks = " ".join(part for part in (row.facts.get("remarks", ""), said) if part)
    has_remarks = record is not None and bool(record["remarks"])
    texts = {"remarks": remarks} if remarks and not has_remarks else {}
    if not facts and not texts:
        return None
    restore = False if record is not None and record.deleted else None
    return Edit(site, "site", facts, texts, restore)


def _typed(record: Record, name: str) -> Any:
    field, _, code = name.partition("/")
    return record.member(field).get(code) if code else record[name]


def _link(row: ListRow, record: Record | None, date: str) -> dict[str, Any]:
    """Give the link to the directory, or to the code that a directory may have later."""
    if record is not None and not record.deleted and record["directory"]:
        return {}
    if row.school is not None:
        return directory_links(row.school, date)
    if row.code is None:
        return {}
    link = {"source": row.code.source, "key": row.code.key, "edition": "", "file": ""}
    return {"directory": link}


def _said(school: SchoolRow | None, name: str) -> bool:
    """Whether the directory has a fact itself."""
    if school is None or name not in _SHARED:
        return False
    if name == "grades":
        return bool(school.grades or school.grades_served)
    return bool(getattr(school, name))


def _point(row: ListRow, record: Record | None) -> dict[str, Any]:
    """Give the list's point where none but a town's or ZIP's is there, nor in the directory."""
    point = row.offered if row.takes_offer else row.point
    is_there = row.school is not None and row.school.point is not None
    own = point_of(record["point"]) if record is not None else None
    if point is None or is_there or (own is not None and not own.precision.is_coarse):
        return {}
    source = "list, read anew" if row.takes_offer else "list"
    return {"point": point_fact(Located(point, Precision.SITE, source))}
