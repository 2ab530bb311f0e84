"""The plans of a tour: listed, put side by side, copied under a name, chosen."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from tourplanner.cli.output import CHECK_FOUND, OK, answer
from tourplanner.core.costs import dollars_text
from tourplanner.core.model.rates import RATES
from tourplanner.core.side_by_side import LETTERS
from tourplanner.core.units import join_names
from tourplanner.services.variants import SideBySide
from tourplanner.services.versions import Version
from tourplanner.services.workspace import Doors, Workspace


def plans(args: Namespace, doors: Doors) -> int:
    """List the plans of a tour; compare them, choose one, or go on with a copy."""
    is_write = any(given is not None for given in (args.use, args.add, args.rename))
    with doors.open(args.file, write=is_write) as office:
        tour = office.tours.find(args.tour)
        if args.beside:
            others = [office.variants.find(tour, name) for name in args.beside]
            return _compare(args, office.variants.side_by_side(tour, others))
        if is_write:
            _change(args, office, tour)
        known = office.versions.versions(tour)
    lines = [f"{'*' if version.is_current else ' '} {version.name}" for version in known]
    data = {"plans": [_plan_data(version) for version in known]}
    answer(args, data, lines or ["This tour has no plan yet."])
    return OK


def cost(args: Namespace, doors: Doors) -> int:
    """Say what the plan costs by the office's rates, and what no rate is there for."""
    with doors.open(args.file, write=False) as office:
        found = office.variants.cost(office.tours.find(args.tour))
    rows = [
        {
            "what": line.rate.what,
            "count": line.count,
            "rate_cents": line.rate.cents,
            "cents": line.cents,
            "source": line.rate.source,
            "since": line.rate.since.isoformat(),
        }
        for line in found.lines
    ]
    lines = [
        f"{RATES[line.rate.what][0]}: {line.count} at {dollars_text(line.rate.cents)}, "
        f"{dollars_text(line.cents)} ({line.rate.source}, from {line.rate.since})"
        for line in found.lines
    ]
    lines.append(f"Cost, estimate: {found.text}.")
    if found.missing:
        lines.append(
            f"No rate for {join_names(found.missing)}. Type it with: list FILE TOUR rates --set."
        )
    days = [
        {
            "day": day.day.isoformat(),
            "out_tod_min": day.out_tod_min,
            "back_tod_min": day.back_tod_min,
            "paid": [rate.what for rate in day.rates],
            "cents": day.cents,
        }
        for day in found.days
    ]
    lines += [f"{day.text}." for day in found.days]
    data = {"lines": rows, "cents": found.cents, "missing": list(found.missing), "days": days}
    answer(args, data, lines)
    return OK


def _change(args: Namespace, office: Workspace, tour: str) -> None:
    if args.use is not None:
        office.variants.choose(tour, office.variants.find(tour, args.use))
    elif args.add is not None:
        office.variants.add(tour, args.add)
    else:
        current = str(office.tours.load(tour).current_variant or "")
        office.variants.rename(tour, current, args.rename)


def _compare(args: Namespace, found: SideBySide) -> int:
    heads = [
        f"{LETTERS[k]}: {version.name}. {timed.verdict[0]}"
        for k, (version, timed) in enumerate(zip(found.shown, found.plans, strict=True))
    ]
    lines = [*heads, ""]
    for line in found.lines:
        mark = "".join(dict.fromkeys(cell.sign for cell in line.cells if cell.sign))
        lines.append(f"{mark or ' ':3}{line.spoken}")
    data = {
        "plans": [
            {**_plan_data(version), "verdict": timed.verdict[0]}
            for version, timed in zip(found.shown, found.plans, strict=True)
        ],
        "lines": [
            {
                "what": line.what,
                "day": line.day,
                "cells": [
                    {"text": c.text, "difference": c.difference, "sign": c.sign} for c in line.cells
                ],
            }
            for line in found.lines
        ],
    }
    answer(args, data, lines)
    return CHECK_FOUND if any(timed.verdict[1] == "bad" for timed in found.plans) else OK


def _plan_data(version: Version) -> dict[str, Any]:
    return {"name": version.name, "is_current": version.is_current}
