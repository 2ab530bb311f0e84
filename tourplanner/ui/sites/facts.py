"""What the page of a site says of it: each fact with its year or date, and who says so."""

from __future__ import annotations

import re
from typing import NamedTuple

from tourplanner.core.model.site import CDE, NCES, Origin, SchoolRow, SiteView
from tourplanner.ui.sites.rows import SiteRow
from tourplanner.ui.words import month_words

_SOURCES = {CDE: "CDE", NCES: "NCES"}
_TYPED = "typed"
_WEB = re.compile(r"^https?://(www\.)?", re.IGNORECASE)


class Fact(NamedTuple):
    """One line: what it is, what it says, who says so and of when."""

    name: str
    value: str
    source: str


def facts_of(row: SiteRow) -> tuple[Fact, ...]:
    """Give what is known of a site: what people typed, else what its directory says."""
    school, view = row.school, row.view
    facts = [*_place(row, view, school)]
    if school is not None:
        facts += _figures(school, row.date)
    if view is not None:
        facts.append(Fact("Region", view.region, ""))
    if school is not None:
        is_cde = school.source == CDE
        state_code = school.key if is_cde else school.state_id
        facts.append(Fact("CDS" if is_cde else "State code", state_code, ""))
        facts.append(Fact("Federal code", school.nces, ""))
    return tuple(fact for fact in facts if fact.value)


def _place(row: SiteRow, view: SiteView | None, school: SchoolRow | None) -> list[Fact]:
    shown = view or school
    if shown is None:
        return []
    at = " ".join(part for part in (shown.state, shown.zip) if part)
    is_known = shown.street or shown.city or shown.zip
    street = ", ".join(part for part in (shown.street, shown.city, at) if part) if is_known else ""
    names = ("street", "city", "zip")
    origins = {view.origin.get(name) for name in names} if view else set[Origin | None]()
    edition = _edition(school, row.date)
    address = Fact("Address", street, _TYPED if Origin.TYPED in origins else edition)
    grades = _TYPED if view and view.origin.get("grades") is Origin.TYPED else edition
    return [address, Fact("Grades", row.grades, grades)]


def _figures(school: SchoolRow, date: str) -> list[Fact]:
    edition = _edition(school, date)
    source = _SOURCES.get(school.source, "")
    meals = f"{school.meals_percent}%" if school.meals_percent else ""
    pupils = school.enrollment
    return [
        Fact(
            "Pupils",
            f"{int(pupils):,}" if pupils.isdecimal() else pupils,
            f"{source} {school.enrollment_year}".strip(),
        ),
        Fact("Meals", meals, f"{source} {school.meals_year}".strip()),
        Fact("Type", school.school_type_name, edition),
        Fact("Charter", {"Y": "yes", "N": "no"}.get(school.charter, ""), edition),
        Fact("Phone", school.phone, edition),
        Fact("Website", _WEB.sub("", school.website).rstrip("/"), ""),
    ]


def _edition(school: SchoolRow | None, date: str) -> str:
    if school is None:
        return ""
    return f"{_SOURCES.get(school.source, '')} {month_words(date)}".strip()


def remarks_of(row: SiteRow) -> tuple[str, ...]:
    """Give what to look at before choosing a site, as sentences."""
    if row.view is not None:
        flags = [f"{flag[0].upper()}{flag[1:]}." for flag in row.view.flags if flag]
        differs = [
            f"The directory has another {name}: {there}."
            for name, there in row.view.directory.items()
        ]
        return (*flags, *differs)
    return school_remarks(row.school) if row.school else ()


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
