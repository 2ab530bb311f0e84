"""Sites as lists and pages show them, read and marked: plain values, no widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tourplanner.core.model.site import SchoolRow, SiteView

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace

LIMIT = 100
WISH_WORDS = {"must": "Must see", "may": "May see", "not": "Not this tour", "": ""}
WISH_ICONS = {"must": "circle-check", "may": "circle", "not": "circle-x"}
WISH_TONES = {"must": "good", "may": "info", "not": "ink3"}
WISH_SHORT = {"must": "Must", "may": "May", "not": "Not"}
WISH_KEYS = {"must": "M", "may": "A", "not": "N"}
LADDER_ICONS = {
    "idea": ("circle", "plain"),
    "asked": ("mail", "info"),
    "yes": ("circle-check", "good"),
    "visited": ("check-check", "good"),
    "dropped": ("circle-x", "plain"),
}
LADDER_WORDS = {
    "idea": "Idea",
    "asked": "Asked",
    "yes": "Yes",
    "visited": "Visited",
    "dropped": "Dropped",
}


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A school of the directory or a candidate. ``site`` is empty where it is no candidate yet.

    ``wish`` is must, may, not, or empty, for the tour that is shown; ``facts`` are label, value,
    and where it is from; ``remarks`` are sentences to look at.
    """

    key: str
    site: str
    name: str
    district: str
    city: str
    county: str
    grades: str
    pupils: str
    meals: str
    ladder: str
    wish: str
    is_closed: bool = False
    where: str = ""
    facts: tuple[tuple[str, str, str], ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """What stands in the first column."""
        return WISH_WORDS[self.wish] or (LADDER_WORDS.get(self.ladder, "") if self.site else "")

    @property
    def spoken(self) -> str:
        """The row as a sentence."""
        parts = [self.name, self.where, f"grades {self.grades}" if self.grades else "", self.mark]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a look at the directory or the candidates gave."""

    rows: tuple[SiteRow, ...]
    total: int
    words: str = ""  # what the search did that was not asked for
    counts: Mapping[str, int] = field(default_factory=dict)
    source: str = ""


def read_directory(workspace: Workspace, text: str, tour_id: str) -> Listed:
    """Search the directory as one types."""
    from tourplanner.services.site_lists import site_id

    found = workspace.directory.find(text, LIMIT)
    hits = [*found.hits, *found.similar][:LIMIT]
    ids = [site_id(hit.row) for hit in hits]
    records = workspace.file.tables.get_many("site", ids)
    here = {r.id: str(r["ladder"] or "idea") for r in records if not r.deleted}
    wishes = _wishes(workspace, tour_id)
    rows = tuple(
        _from_school(hit.row, here.get(site), wishes.get(site, ""), site, workspace)
        for hit, site in zip(hits, ids, strict=True)
    )
    words = []
    if found.read_as:
        read = ", ".join(f"“{typed}” as “{meant}”" for typed, meant in found.read_as)
        words.append(f"Read {read}.")
    if found.is_partial:
        words.append("No school fits every word; these fit some.")
    total = max(found.total + len(found.similar), len(rows))
    return Listed(rows, total, " ".join(words), _counts(workspace), _source(workspace))


def read_candidates(workspace: Workspace, text: str, tour_id: str) -> Listed:
    """Give the candidates, or those that fit what was typed; marked ones first."""
    views = workspace.sites.search(text, LIMIT) if text else workspace.sites.all()
    wishes = _wishes(workspace, tour_id)
    rows = [from_view(view, wishes.get(view.id, "")) for view in views]
    order = {"must": 0, "may": 1, "": 2, "not": 3}
    rows.sort(key=lambda row: order[row.wish])
    return Listed(tuple(rows), len(rows), counts=_counts(workspace), source=_source(workspace))


def mark(workspace: Workspace, rows: Sequence[SiteRow], tour_id: str, wish: str) -> None:
    """Mark schools or candidates for a tour; a school becomes a candidate in the same action."""
    keys = [row.key for row in rows if not row.site]
    ids = [row.site for row in rows if row.site]
    workspace.tours.mark(tour_id, ids, wish, schools=keys)


def add(workspace: Workspace, rows: Sequence[SiteRow]) -> None:
    """Make schools of the directory candidates."""
    workspace.sites.add_from_directory([row.key for row in rows if not row.site])


def _wishes(workspace: Workspace, tour_id: str) -> dict[str, str]:
    if not tour_id:
        return {}
    stops = workspace.file.tables.where("stop", tour=tour_id)
    return {str(s["site"]): str(s["wish"] or "") for s in stops if not s.deleted}


def _counts(workspace: Workspace) -> dict[str, int]:
    schools = sum(info.schools for info in workspace.directory.current())
    return {"directory": schools, "candidates": workspace.file.tables.count("site")}


def _source(workspace: Workspace) -> str:
    infos = workspace.directory.current()
    return "; ".join(info.summary for info in infos) or "No school directory loaded"


def _from_school(
    row: SchoolRow, ladder: str | None, wish: str, site: str, workspace: Workspace
) -> SiteRow:
    date = workspace.directory.date_of(row.edition)
    return SiteRow(
        row.key,
        site if ladder is not None else "",
        row.name,
        row.district,
        row.city,
        row.county,
        row.grades or row.grades_served,
        row.enrollment,
        f"{row.meals_percent}%" if row.meals_percent else "",
        ladder or "",
        wish,
        row.is_closed,
        row.where,
        school_facts(row, date),
        school_remarks(row),
    )


def from_view(view: SiteView, wish: str) -> SiteRow:
    """Give a candidate as a row."""
    school = view.row
    facts = school_facts(school, view.edition) if school else ()
    typed = [
        (name.capitalize(), str(getattr(view, name)), "typed")
        for name, origin in view.origin.items()
        if str(origin) == "typed" and name in ("name", "street", "city", "zip", "grades")
    ]
    return SiteRow(
        view.key,
        view.id,
        view.name,
        view.district,
        view.city,
        view.county,
        view.grades,
        school.enrollment if school else "",
        f"{school.meals_percent}%" if school and school.meals_percent else "",
        view.ladder,
        wish,
        bool(school and school.is_closed),
        view.where,
        (*facts, *typed),
        view.flags,
    )


def school_facts(row: SchoolRow, date: str) -> tuple[tuple[str, str, str], ...]:
    """Give what a directory says of a school: label, value, year or edition."""
    street = ", ".join(part for part in (row.street, row.city, row.zip) if part)
    state_code = "CDS" if row.source == "cde" else "State code"
    facts = (
        ("Address", street, date),
        ("Grades", row.grades or row.grades_served, date),
        ("Pupils", row.enrollment, row.enrollment_year),
        ("Meals", f"{row.meals_percent}%" if row.meals_percent else "", row.meals_year),
        ("Type", row.school_type_name, date),
        ("Charter", {"Y": "yes", "N": "no"}.get(row.charter, ""), date),
        ("Phone", row.phone, date),
        (state_code, row.key if row.source == "cde" else row.state_id, ""),
        ("Federal code", row.nces, ""),
    )
    return tuple(fact for fact in facts if fact[1])


def school_remarks(row: SchoolRow) -> tuple[str, ...]:
    """Give what to look at before choosing a school."""
    remarks = []
    if row.is_closed:
        remarks.append(f"The directory says closed{f' since {row.closed}' if row.closed else ''}.")
    if row.is_later_closed:
        remarks.append(f"A list of {row.later_year} has it as closed.")
    if row.missing:
        remarks.append(f"The directory has no {' and no '.join(row.missing)}.")
    if row.virtual in ("F", "V"):
        remarks.append("A virtual school: there may be nothing to visit.")
    return tuple(remarks)
