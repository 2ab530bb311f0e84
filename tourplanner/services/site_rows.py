"""Sites with their directory rows: from the edition each was made from, else the current one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tourplanner.core.changes import Record
from tourplanner.core.geo import LatLon
from tourplanner.core.model.edition import EditionInfo
from tourplanner.core.model.site import Newer, SchoolRow, SiteView
from tourplanner.core.model.states import Regions
from tourplanner.services.directory import DirectoryService
from tourplanner.services.site_lists import key_of
from tourplanner.services.site_views import compare_rows, make_view


def make_views(
    records: Sequence[Record],
    directory: DirectoryService,
    regions: Callable[[str], Regions],
    zone: Callable[[LatLon], str],
) -> list[SiteView]:
    """Give sites as they are shown, reading each directory once."""
    rows = _own_rows(records, directory)
    current = current_rows(records, rows, directory)
    newest = _newest_editions(directory)
    dates = {row.edition: directory.date_of(row.edition) for row in rows.values()}
    views = []
    for record in records:
        row, now = rows.get(record.id), current.get(record.id)
        link = record["directory"] or {}
        info = newest.get(str(link.get("source", "")))
        shown = row or now
        date = dates.get(shown.edition, str(link.get("edition", ""))) if shown else ""
        views.append(
            make_view(
                record,
                shown,
                edition_date=date,
                is_old_edition=row is None and now is not None,
                newer=_newer_row(row, now, info, directory),
                regions=regions,
                zone=zone,
            )
        )
    return views


def _own_rows(records: Sequence[Record], directory: DirectoryService) -> dict[str, SchoolRow]:
    """Give the directory rows of sites, each from the edition that the site names."""
    by_file: dict[str, dict[str, list[str]]] = {}
    for record in records:
        link = record["directory"]
        if isinstance(link, Mapping) and link.get("key"):
            file = directory.file_of(
                str(link.get("file", "")),
                str(link.get("source", "")),
                str(link.get("edition", "")),
            )
            by_file.setdefault(file, {}).setdefault(str(link["key"]), []).append(record.id)
    out: dict[str, SchoolRow] = {}
    for file, keys in by_file.items():
        for row in directory.rows(keys, file) if file else []:
            for id_ in keys.get(row.key) or keys.get(row.nces, []):
                out[id_] = row
    return out


def current_rows(
    records: Sequence[Record], rows: Mapping[str, SchoolRow], directory: DirectoryService
) -> dict[str, SchoolRow]:
    """Give the rows of the current editions; those at hand where they are the newest.

    Parameters
    ----------
    rows : of the sites' own editions, by site.
    """
    newest = {info.id for info in _newest_editions(directory).values()}
    out = {id_: row for id_, row in rows.items() if row.edition in newest}
    left = [record for record in records if record.id not in out and key_of(record)]
    found = {}
    for row in directory.rows(key_of(record) for record in left):
        found[row.key] = found[row.nces] = row
    for record in left:
        if key_of(record) in found:
            out[record.id] = found[key_of(record)]
    return out


def _newest_editions(directory: DirectoryService) -> dict[str, EditionInfo]:
    """Give the newest current edition of each kind."""
    newest: dict[str, EditionInfo] = {}
    for info in directory.current():
        if info.kind not in newest or info.date > newest[info.kind].date:
            newest[info.kind] = info
    return newest


def _newer_row(
    row: SchoolRow | None,
    now: SchoolRow | None,
    info: EditionInfo | None,
    directory: DirectoryService,
) -> Newer | None:
    """Say what the current edition has differently from the one a site was made from."""
    if row is None or info is None or row.edition == info.id:
        return None
    if info.date < directory.date_of(row.edition) or now is row:
        return None
    date = directory.date_of(now.edition) if now else info.date
    return None if now and now.edition == row.edition else compare_rows(row, now, date)
