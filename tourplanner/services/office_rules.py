"""Reads what the rules of office look at: campaign marks, payments of the year, elections."""

from __future__ import annotations

from tourplanner.core.checks.office import OfficeFacts
from tourplanner.core.clock import parse_date
from tourplanner.core.elections import Barred, barred, read_elections
from tourplanner.core.gifts import GiftSource, Payment, gift_sources, read_payments
from tourplanner.core.model.ids import StopId
from tourplanner.core.ports import RulePacks
from tourplanner.core.safe_text import one_line
from tourplanner.store.file import OfficeFile


def office_facts(file: OfficeFile, packs: RulePacks, home_state: str) -> OfficeFacts:
    """Give what the checks of a plan know of the office's rules.

    Parameters
    ----------
    home_state : two letters; its rules are the office's, wherever the tour goes.
    """
    items: dict[StopId, list[str]] = {}
    for item in file.tables.where("item", campaign=True):
        title = one_line(str(item["title"] or "")) or "An item"
        items.setdefault(StopId(str(item["stop"])), []).append(title)
    return OfficeFacts(
        frozenset(StopId(stop.id) for stop in file.tables.where("stop", campaign=True)),
        {stop: tuple(sorted(titles)) for stop, titles in items.items()},
        _payments(file),
        packs.gift_limit(home_state),
        barred_days(file, packs, home_state),
    )


def barred_days(file: OfficeFile, packs: RulePacks, home_state: str) -> tuple[Barred, ...]:
    """Give the barred days before each election that the office typed."""
    return barred(read_elections(file.tables.all("election")), packs.blackout(home_state))


def sources_over(file: OfficeFile, packs: RulePacks, home_state: str) -> tuple[GiftSource, ...]:
    """Give the outside sources whose payments of a year are to be reported."""
    return gift_sources(_payments(file), packs.gift_limit(home_state))


def _payments(file: OfficeFile) -> tuple[Payment, ...]:
    """Give the payments of every tour of the file: a source's year knows no tours."""
    found = []
    years: dict[str, int] = {}
    for record in file.tables.all("payment"):
        tour = str(record["tour"] or "")
        if tour not in years:
            there = file.tables.get("tour", tour) if tour else None
            start = str(there["start_date"] or "") if there is not None else ""
            years[tour] = parse_date(start).year if start else 0
        found.append((record, years[tour]))
    return read_payments(found)
