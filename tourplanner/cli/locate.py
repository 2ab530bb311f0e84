"""Finding points at the terminal: of a place, of one site, of all sites that have none."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from tourplanner.cli.output import CHECK_FOUND, OK, TerminalProgress, answer
from tourplanner.cli.tours import find_site
from tourplanner.core.errors import InputError, NetworkOff, OutOfState, UsageError
from tourplanner.core.geo import Located, Precision
from tourplanner.core.model.places import PlaceAnswer
from tourplanner.core.model.spots import read_point
from tourplanner.core.ports import OnlineGeocoder
from tourplanner.services.locating import Locating, LocatingState, address_query
from tourplanner.services.workspace import Doors, Workspace

_SHOWN = 8


def locate(args: Namespace, doors: Doors) -> int:
    """Find the point of a town, ZIP or address; of a site; without words, of all that lack one."""
    geocoder = _online(doors) if args.online else None
    if args.site:
        return _locate_site(args, doors, geocoder)
    credit = [f"From {geocoder.provider.attribution}."] if geocoder else []
    if args.words:
        with doors.open(args.file, write=False) as office:
            found = office.sites.points.find_place(args.words, geocoder)
        data = {"answers": [_place_data(one) for one in found]}
        lines = _numbered(found) or [f"No place “{args.words}” is known."]
        answer(args, data, lines + (credit if found else []))
        return OK
    progress = TerminalProgress()
    with doors.open(args.file, write=True) as office:
        try:
            outcomes = office.sites.points.locate_all(geocoder, progress)
        finally:
            progress.end()
    lines = []
    for outcome in outcomes.values():
        lines += _located_lines(outcome)
    if any(not outcome.is_one and outcome.answers for outcome in outcomes.values()):
        lines.append("Choose with: tourplanner locate FILE WORDS --site SITE --pick NUMBER.")
    waiting = [o for o in outcomes.values() if o.state is LocatingState.WAITING]
    if waiting:
        lines.append(f"{len(waiting)} still wait; the same command later asks for these alone.")
    rows = [{"site": site, **_located_data(outcome)} for site, outcome in outcomes.items()]
    answer(args, {"sites": rows}, lines + credit if lines else ["Every site has a point."])
    return CHECK_FOUND if waiting else OK


def _online(doors: Doors) -> OnlineGeocoder:
    try:
        return doors.network().geocoder()
    except NetworkOff as off:
        raise NetworkOff(off.text, "Turn it on first: tourplanner network on.") from off


def _locate_site(args: Namespace, doors: Doors, geocoder: OnlineGeocoder | None) -> int:
    """Write a site's point: a pin as typed, one of the answers for the words or its address."""
    with doors.open(args.file, write=True) as office:
        site = find_site(office, args.site)
        view = office.sites.view(site)
        if args.spot:
            return _set_spot(args, office, site)
        if not (args.point or args.words or args.pick):
            outcome = office.sites.points.locate(site, geocoder)
            answer(args, {"site": site, **_located_data(outcome)}, _located_lines(outcome))
            return OK
        if args.point:
            chosen: Located | PlaceAnswer = _pin(args.point)
            words = f"pin at {args.point}"
        else:
            asked, number = args.words or address_query(view), args.pick or 1
            found = office.sites.points.find_place(asked, geocoder)
            if not 1 <= number <= len(found):
                raise InputError(
                    f"There are {len(found)} places “{asked}”; number {number} is none.",
                    "Look them up without --site, then pick a number.",
                )
            picked = found[number - 1]
            chosen, words = picked, _place_line(picked)
        try:
            office.sites.points.place_at(site, chosen, out_of_state=args.out_of_state)
        except OutOfState as asks:
            raise OutOfState(asks.text, "Say yes with --out-of-state, or correct it.") from asks
    answer(args, {"site": site}, [f"{view.name}: {words}"])
    return OK


def _set_spot(args: Namespace, office: Workspace, site: str) -> int:
    """Write a named point of a site, or take it away."""
    if bool(args.point) == args.remove:
        raise UsageError("Where is it?", "Give --point 34.1588,-118.1398, or --remove.")
    point = _pin(args.point) if args.point else None
    label = office.sites.points.set_spot(site, args.spot, point).label
    answer(args, {"site": site, "spot": args.spot}, [label])
    return OK


def _pin(text: str) -> Located:
    return Located(read_point(text), Precision.PIN, "by hand")


def _located_lines(outcome: Locating) -> list[str]:
    shown = () if outcome.is_one or outcome.gap else outcome.answers
    return [outcome.sentence, *_numbered(shown)]


def _located_data(outcome: Locating) -> dict[str, Any]:
    return {
        "state": str(outcome.state),
        "sentence": outcome.sentence,
        "answers": [_place_data(one) for one in outcome.answers],
        "gap_m": outcome.gap.gap_m if outcome.gap else None,
    }


def _numbered(found: Sequence[PlaceAnswer]) -> list[str]:
    return [f"{n:3}  {_place_line(one)}" for n, one in enumerate(found[:_SHOWN], 1)]


def _place_line(one: PlaceAnswer) -> str:
    point = one.located.point
    note = f"; {one.note}" if one.note else ""
    people = f", {one.population:,} people" if one.population else ""
    return (
        f"{one.label}: {point.lat:.4f}, {point.lon:.4f} "
        f"(known to {one.located.precision}, {one.located.source}{people}{note})"
    )


def _place_data(one: PlaceAnswer) -> dict[str, Any]:
    return {
        "label": one.label,
        "lat": one.located.point.lat,
        "lon": one.located.point.lon,
        "precision": str(one.located.precision),
        "source": one.located.source,
        "state": one.state,
        "county": one.county,
        "zone": one.zone,
        "population": one.population,
        "note": one.note,
    }
