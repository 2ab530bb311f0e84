"""The fields that schools are chosen by, from a directory row or from a site."""

from __future__ import annotations

from tourplanner.core.changes import Record
from tourplanner.core.model.counties import county_name
from tourplanner.core.model.grades import ADULT, GradeSpan
from tourplanner.core.model.site import SchoolRow, SiteView
from tourplanner.core.model.states import Regions
from tourplanner.core.where import Where

_LOCALES = {"1": "city", "2": "suburb", "3": "town", "4": "rural"}
_LOCALE_LETTERS = {"1": "U", "2": "S", "3": "T", "4": "R"}


def locale_words(code: str) -> tuple[str, ...]:
    """Give what NCES's locale code means: code, word and the letter of the setting."""
    if len(code) == 2 and code[0] in _LOCALES:
        return code, _LOCALES[code[0]], _LOCALE_LETTERS[code[0]]
    return ()


def row_values(row: SchoolRow, regions: Regions) -> dict[str, str]:
    """Give the values of a directory row that conditions test; several ways set by a tab."""
    region = regions.of(row.state, row.county) if regions.regions else None
    return {
        "name": row.name,
        "city": row.city,
        "county": f"{row.county}\t{county_name(row.county)}",
        "district": row.district,
        "state": row.state,
        "zip": row.zip[:5],
        "street": row.street,
        "region": f"{region.number}\t{region.name}" if region else "",
        "code": f"{row.key}\t{row.nces}\t{row.state_id}",
        "nces": row.nces,
        "status": row.status,
        "charter": row.charter,
        "magnet": row.magnet,
        "virtual": row.virtual,
        "type": f"{row.school_type}\t{row.school_type_name}\t{row.program}",
        "level": row.level,
        "grades": row.grades or row.grades_served,
        "locale": "\t".join(locale_words(row.locale)),
        "enrollment": row.enrollment,
        "meals": row.meals_percent,
        "senate": row.senate,
        "assembly": row.assembly,
        "congress": row.congress,
    }


def site_values(view: SiteView, record: Record, regions: Regions) -> dict[str, str]:
    """Give the values of a site: what is shown wins over what the directory says."""
    values = row_values(view.row, regions) if view.row else {}
    region = regions.of(view.state, view.county) if regions.regions else None
    shown = {
        "name": view.name,
        "city": view.city,
        "county": f"{view.county}\t{county_name(view.county)}",
        "district": view.district,
        "state": view.state,
        "zip": view.zip[:5],
        "street": view.street,
        "grades": view.grades,
        "region": f"{region.number}\t{region.name}" if region else "",
        "ladder": view.ladder,
        "score": "" if view.score is None else str(view.score),
        "tag": "\t".join(name for name, on in record.member("tag").items() if on),
    }
    return {**values, **shown}


def why_not_by_grade(values: dict[str, str], span: GradeSpan | None, where: Where) -> str | None:
    """Say why a school that was not chosen is named: its grades alone kept it out.

    Returns
    -------
    None where something else keeps it out, or where its grades simply are others.
    """
    if not where.grades:
        return None
    if span is None:
        reason = (
            f"no grades given (“{values['grades']}”)" if values["grades"] else "no grades given"
        )
    elif span.low == ADULT:
        reason = "adult school, not in these grades"
    else:
        return None
    # Would it be chosen with the grades that are asked for?
    is_asked_for = any(where.test({**values, "grades": str(grades)}) for grades in where.grades)
    return reason if is_asked_for else None
