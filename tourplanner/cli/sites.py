"""Commands about schools and sites: find, candidates."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from tourplanner.cli import selection, site
from tourplanner.cli.output import CHECK_FOUND, OK, answer
from tourplanner.core.errors import InputError
from tourplanner.core.model.edition_news import EditionNews
from tourplanner.core.model.list_match import Applied
from tourplanner.core.model.site import SchoolRow, SiteView
from tourplanner.core.units import count_text
from tourplanner.services.edition_news import read_news
from tourplanner.services.workspace import Doors, Workspace


def applied_lines(applied: Applied) -> list[str]:
    """Tell what came of adding sites."""
    added, already = count_text(len(applied.added), "candidate"), len(applied.already)
    lines = [f"{added} added, {already} were here already."]
    if applied.by_hand:
        lines.append(f"{len(applied.by_hand)} kept by hand.")
    lines += unplaced_lines(applied)
    if applied.open_lines:
        numbers = ", ".join(str(n) for n in dict.fromkeys(applied.open_lines))
        lines.append(f"Lines that still ask: {numbers}. Give their codes: tourplanner candidates.")
    if applied.unknown:
        lines.append(f"In no directory here: {', '.join(applied.unknown)}.")
    if applied.padded:
        lines.append(f"A leading zero was put back: {', '.join(applied.padded)}.")
    return lines


def unplaced_lines(applied: Applied) -> list[str]:
    """Tell how many of the sites have no point yet, and what finds it."""
    if not applied.unplaced:
        return []
    sites = count_text(len(applied.unplaced), "site")
    return [f"{sites} without a point yet: tourplanner locate FILE looks, and tells what fits."]


def applied_data(applied: Applied) -> dict[str, Any]:
    """Give what came of adding sites, for scripts."""
    return {
        "added": list(applied.added),
        "already": list(applied.already),
        "by_hand_sites": list(applied.by_hand),
        "unknown": list(applied.unknown),
        "padded": list(applied.padded),
        "open_lines": list(applied.open_lines),
        "unplaced": list(applied.unplaced),
    }


def find(args: Namespace, doors: Doors) -> int:
    """Find schools as one types: name, town, district, street, ZIP or code."""
    with doors.open(args.file, write=False) as office:
        found = office.directory.find(args.words, args.limit)
        hint = office.directory.hint()
        editions = [info.summary for info in office.directory.current()]
    lines = [school_line(hit.row) for hit in found.hits]
    if found.total > len(found.hits):
        lines.append(f"{found.total - len(found.hits)} more; add a town or district.")
    if found.similar:
        more = count_text(len(found.similar), "more holds", "more hold")
        lines.append(f"{more} these words in a longer name.")
    lines += [f"“{typed}” was read as “{read}”." for typed, read in found.read_as]
    if not lines:
        lines.append(f"No school fits “{args.words}”.")
    if hint:
        lines += [hint.text, hint.hint]
    lines += [f"From: {edition}" for edition in editions]
    data = {
        "hits": [school_data(hit.row) for hit in found.hits],
        "similar": [school_data(hit.row) for hit in found.similar],
        "total": found.total,
        "read_as": [list(pair) for pair in found.read_as],
        "is_partial": found.is_partial,
        "editions": editions,
    }
    answer(args, data, lines)
    return OK


def school_line(row: SchoolRow) -> str:
    """Tell a school in one line."""
    closed = f" [{row.status}]" if row.is_closed else ""
    grades = f", {row.grades}" if row.grades else ""
    return f"{row.key}  {row.name}{grades}: {row.street}, {row.where}{closed}"


def school_data(row: SchoolRow) -> dict[str, Any]:
    """Give a school, for scripts."""
    return {
        "source": row.source,
        "key": row.key,
        "nces": row.nces,
        "name": row.name,
        "street": row.street,
        "city": row.city,
        "state": row.state,
        "zip": row.zip,
        "county": row.county,
        "district": row.district,
        "grades": row.grades,
        "status": row.status,
        "lat": row.point.lat if row.point else None,
        "lon": row.point.lon if row.point else None,
    }


def candidates(args: Namespace, doors: Doors) -> int:
    """Add candidates by code, by conditions or by hand, or list them."""
    if args.what == "list":
        with doors.open(args.file, write=False) as office:
            chosen = office.sites.filter(args.where) if args.where else None
            views = list(chosen.sites) if chosen else office.sites.all()
            found = office.districts.of_sites(views, office.districts.today())
        seats = [[one for one in each if one.kind.is_seat and one.how.is_known] for each in found]
        none = f"No candidate fits {args.where}." if args.where else "No candidates yet."
        lines = [
            f"{_site_line(view)} {'; '.join(one.words for one in own)}".rstrip()
            for view, own in zip(views, seats, strict=True)
        ] or [none]
        data = [
            {
                **_site_data(view),
                "districts": [{"kind": str(one.kind), "label": one.label} for one in own],
            }
            for view, own in zip(views, seats, strict=True)
        ]
        answer(args, {"sites": data}, lines)
        return OK
    if args.what == "doubles":
        return site.show_doubles(args, doors)
    if args.what in ("news", "update"):
        return _news(args, doors)
    if args.what in ("shortlist", "step"):
        return (selection.shortlist if args.what == "shortlist" else selection.step)(args, doors)
    if sum(map(bool, (args.code, args.where, args.by_hand))) != 1:
        raise InputError("Say which schools.", "Give one of --code, --where and --by-hand.")
    with doors.open(args.file, write=True) as office:
        if args.by_hand:
            made = office.sites.add_by_hand(
                args.by_hand, args.street, args.city, args.state, args.zip
            )
            view = office.sites.view(made)
            lines = [f"Added by hand: {_site_line(view)}"]
            if view.point is None:
                lines.append("tourplanner locate FILE tells which places its town may be.")
            answer(args, {"added": [made]}, lines)
            return OK
        left_out: dict[str, int] = {}
        keys = list(args.code)
        if args.where:
            chosen_rows = office.directory.choose(args.where)
            keys = [row.key for row in chosen_rows.rows]
            left_out = chosen_rows.reasons()
        applied = _add(office, keys, args.where)
    lines = applied_lines(applied)
    lines += [f"Left out, {reason}: {count}" for reason, count in left_out.items()]
    answer(args, {**applied_data(applied), "left_out": left_out}, lines)
    return CHECK_FOUND if applied.unknown else OK


def _news(args: Namespace, doors: Doors) -> int:
    """Tell what a newer directory changes, or take it over for the candidates in one action."""
    with doors.open(args.file, write=args.what == "update") as office:
        news = read_news(office)
        changes = None
        if args.what == "update":
            changes = office.sites.use_current_edition(one.site for one in news.sites)
    lines = news_lines(news) or ["The directory at hand changes nothing for the candidates."]
    if changes is not None:
        lines.append(f"{changes.label}. What was typed stays.")
    data = {**news_data(news), "updated": changes is not None}
    answer(args, data, lines)
    is_warned = any(one.is_warning for one in news.sites)
    return CHECK_FOUND if is_warned and args.what == "news" else OK


def news_lines(news: EditionNews) -> list[str]:
    """Tell what a newer directory changes, the gravest first."""
    lines = [news.summary()] if news.sites else []
    lines += [f"{'!' if one.is_warning else ' '} {one.turn:8} {one.told}" for one in news.sites]
    lines += [f"  new      {school_line(row)}" for row in news.opened]
    return lines


def news_data(news: EditionNews) -> dict[str, Any]:
    """Give what a newer directory changes, for scripts."""
    return {
        "changed": [
            {
                "site": one.site,
                "name": one.name,
                "turn": str(one.turn),
                "sentence": one.sentence,
                "tours": list(one.tours),
            }
            for one in news.sites
        ],
        "opened": [school_data(row) for row in news.opened],
    }


def _add(office: Workspace, keys: list[str], where: str) -> Applied:
    if not keys:
        hint = office.directory.hint()
        raise InputError(
            hint.text if hint else f"No school fits {where}.",
            hint.hint if hint else "Loosen the conditions.",
        )
    return office.sites.add_from_directory(keys)


def _site_line(view: SiteView) -> str:
    point = "no point" if view.point is None else f"point: {view.point.precision}"
    flags = f" [{'; '.join(view.flags)}]" if view.flags else ""
    code = view.key or view.id[:8]
    return f"{code}  {view.name}: {view.where} ({view.ladder}, {point}){flags}"


def _site_data(view: SiteView) -> dict[str, Any]:
    return {
        "site": view.id,
        "key": view.key,
        "name": view.name,
        "city": view.city,
        "county": view.county,
        "district": view.district,
        "grades": view.grades,
        "region": view.region,
        "ladder": view.ladder,
        "lat": view.point.point.lat if view.point else None,
        "lon": view.point.point.lon if view.point else None,
        "precision": str(view.point.precision) if view.point else None,
        "geocoder": _geocoder_data(view),
        "spots": {
            code: {"lat": spot.point.lat, "lon": spot.point.lon}
            for code, spot in view.spots.items()
        },
        "flags": list(view.flags),
    }


def _geocoder_data(view: SiteView) -> dict[str, Any] | None:
    """Give the geocoder's point that is kept beside the site's own, and how far off it lies."""
    there, gap = view.geocoder_point, view.gap
    if there is None:
        return None
    return {
        "lat": there.point.lat,
        "lon": there.point.lon,
        "source": there.source,
        "gap_m": gap.gap_m if gap else None,
    }
