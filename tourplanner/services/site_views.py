"""How a site is shown: what people typed, else what its directory says, and which is which."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from tourplanner.core.changes import Record
from tourplanner.core.geo import LatLon, Located, Precision, known_precision
from tourplanner.core.model.ids import SiteId
from tourplanner.core.model.places import compare_points
from tourplanner.core.model.school_day import school_days
from tourplanner.core.model.site import SOURCE_NAMES, Newer, Origin, SchoolRow, SiteView
from tourplanner.core.model.spots import SPOTS
from tourplanner.core.model.states import Regions
from tourplanner.services.addresses import AddressMatch, compare_addresses

_TEXTS = ("name", "street", "city", "state", "zip", "county", "district", "grades")
_COMPARED = ("name", "street", "city", "zip", "district", "grades", "status")


def point_of(fact: Any) -> Located | None:
    """Read a point fact; None where it is missing or makes no sense."""
    if fact is None or not isinstance(fact, Mapping):  # None is quick, and nearly all are
        return None
    try:
        point = LatLon(float(fact["lat"]), float(fact["lon"]))
        precision = known_precision(fact.get("precision", Precision.PIN))
    except (KeyError, TypeError, ValueError):
        return None
    return Located(point, precision, str(fact.get("source", "")))


def point_fact(located: Located) -> dict[str, Any]:
    """Give a point as a fact."""
    return {
        "lat": located.point.lat,
        "lon": located.point.lon,
        "precision": located.precision.value,
        "source": located.source,
    }


def row_text(row: SchoolRow, name: str) -> str:
    """Give a field of a directory row as it is shown."""
    if name == "grades":
        return row.grades or row.grades_served
    return str(getattr(row, name))


def row_point(row: SchoolRow, date: str) -> Located | None:
    """Give a directory row's point with its source in words."""
    if row.point is None:
        return None
    name = SOURCE_NAMES.get(row.source, "school directory")
    return Located(row.point, Precision.SITE, f"{name}, {date}" if date else name)


def make_view(
    record: Record,
    row: SchoolRow | None,
    *,
    edition_date: str = "",
    is_old_edition: bool = False,
    newer: Newer | None = None,
    regions: Callable[[str], Regions] = lambda state: Regions(),
    zone: Callable[[LatLon], str] = lambda point: "",
) -> SiteView:
    """Make the view of a site from its record and its row in a directory.

    Parameters
    ----------
    row : of the edition that the site was made from, else of the current one; None where neither
        is here or the site was made by hand.
    is_old_edition : the row is from another edition than the site names.
    """
    link = record["directory"] if isinstance(record["directory"], Mapping) else {}
    seen = record["seen"] if isinstance(record["seen"], Mapping) else {}
    values: dict[str, str] = {}
    origin: dict[str, Origin] = {}
    differs: dict[str, str] = {}
    for name in _TEXTS:
        typed = record[name]
        there = row_text(row, name) if row else str(seen.get(name) or "")
        if typed is not None and typed != "":
            values[name], origin[name] = str(typed), Origin.TYPED
            if there and there != typed and not _is_same_street(name, str(typed), there):
                differs[name] = there
        elif there:
            values[name], origin[name] = there, Origin.DIRECTORY if row else Origin.SEEN
        else:
            values[name], origin[name] = "", Origin.NONE
    point, origin["point"] = _point(record, row, seen, edition_date)
    typed_zone = str(record["zone"] or "")
    shown_zone = typed_zone or (zone(point.point) if point else "")
    origin["zone"] = Origin.TYPED if typed_zone else Origin.COMPUTED if shown_zone else Origin.NONE
    region = regions(values["state"]).of(values["state"], values["county"])
    return SiteView(
        SiteId(record.id),
        **values,
        point=point,
        geocoder_point=point_of(record["geocoder_point"]),
        spots={code: found for code, name in SPOTS.items() if (found := point_of(record[name]))},
        zone=shown_zone,
        region=region.name if region else "",
        status=row.status if row else "",
        phone=str(record["front_office_phone"] or (row.phone if row else "")),
        website=row.website if row else "",
        ladder=str(record["ladder"] or "idea"),
        score=record["score"],
        bells=_span(record["bells"]),
        lunch_rush=_span(record["lunch"]),
        school_days=school_days(record["minimum_days"], record["tests"]),
        bus_fits=record["bus_fits"],
        photo_rule=str(record["photo_rule"] or ""),
        source=str(link.get("source", "")),
        key=str(link.get("key", "")),
        edition=str(link.get("edition", "")),
        row=row,
        origin=origin,
        directory=differs,
        flags=_flags(record, row, point, newer, bool(link), is_old_edition),
        newer=newer,
        conflicts=record.conflicts,
    )


def _is_same_street(name: str, typed: str, there: str) -> bool:
    """Whether two spellings are one street address: that is no difference to show."""
    return name == "street" and compare_addresses(typed, there).match is AddressMatch.SAME


def _point(
    record: Record, row: SchoolRow | None, seen: Mapping[str, Any], date: str
) -> tuple[Located | None, Origin]:
    typed = point_of(record["point"])
    is_better_known = row is not None and row.point is not None
    if typed is not None and not (typed.precision.is_coarse and is_better_known):
        return typed, Origin.TYPED
    if row is not None and row.point is not None:
        return row_point(row, date), Origin.DIRECTORY
    once = point_of(seen.get("point"))
    return (once, Origin.SEEN) if once is not None else (None, Origin.NONE)


def _span(fact: Any) -> tuple[int, int] | None:
    """Read bells or a lunch rush; None unless both ends are clock times in order."""
    if fact is None or not isinstance(fact, Mapping):
        return None
    start, end = fact.get("start_tod_min"), fact.get("end_tod_min")
    if not (isinstance(start, int) and isinstance(end, int)):
        return None
    return (start, end) if 0 <= start < end <= 1440 else None


def _flags(
    record: Record,
    row: SchoolRow | None,
    point: Located | None,
    newer: Newer | None,
    is_linked: bool,
    is_old_edition: bool,
) -> tuple[str, ...]:
    has_point = point is not None and not point.precision.is_coarse
    held = {name for name in ("street", "city") if record[name]} | (
        {"point"} if has_point else set()
    )
    flags = list(row_flags(row, held)) if row else []
    if newer is not None and newer.is_gone:
        flags.append(f"not in the directory of {newer.edition}")
    elif newer is not None and newer.status and newer.status != (row.status if row else ""):
        flags.append(f"{newer.status.casefold()} in the directory of {newer.edition}")
    if is_linked and row is None:
        flags.append("its directory is not on this laptop")
    if is_old_edition:
        flags.append("shown from another edition than it was made from")
    if point is None:
        flags.append("no point yet")
    elif point.precision.is_coarse:
        where = "ZIP area" if point.precision is Precision.ZIP else point.precision.value
        flags.append(f"its point is only the middle of a {where}")
    elif point.precision is not Precision.PIN and (there := point_of(record["geocoder_point"])):
        gap = compare_points(point, there)
        if gap.is_warning:
            flags.append(f"{there.source} has it {gap.distance} off")
    if not is_linked:
        flags.append("by hand")
    return tuple(dict.fromkeys(flags))


def row_flags(row: SchoolRow, held: Collection[str] = ()) -> tuple[str, ...]:
    """Say in words what to know of a directory row before a visit is planned.

    Parameters
    ----------
    held : what the office has in place of the directory's: street, city, point.
    """
    flags = []
    if row.is_office:
        flags.append("office, not a school")
    if row.is_closed:
        since = f" since {row.closed}" if row.closed else ""
        flags.append(f"{row.status.casefold()}{since} in the directory")
    elif row.status.casefold() == "pending":
        flags.append("not open yet in the directory")
    if row.is_later_closed:
        flags.append(f"{row.later_status.casefold()} in the list of {row.later_year}")
    if row.virtual in ("F", "V"):
        flags.append("virtual school")
    if missing := [what for what in row.missing if what not in held]:
        flags.append(f"incomplete: no {', no '.join(missing)}")
    if row.point_flag and row.point_flag != "missing" and "point" not in held:
        flags.append(f"directory's point not used: {row.point_flag} ({row.raw_point})")
    return tuple(flags)


def compare_rows(then: SchoolRow, now: SchoolRow | None, edition: str) -> Newer | None:
    """Say what a newer edition has differently; None where nothing that is shown changed."""
    if now is None:
        return Newer(edition, "", {}, is_gone=True)
    changed = {
        name: (row_text(then, name), row_text(now, name))
        for name in _COMPARED
        if row_text(then, name) != row_text(now, name)
    }
    if then.point != now.point:
        changed["point"] = (_point_text(then.point), _point_text(now.point))
    return Newer(edition, now.status, changed) if changed else None


def _point_text(point: LatLon | None) -> str:
    return f"{point.lat:.5f}, {point.lon:.5f}" if point else ""
