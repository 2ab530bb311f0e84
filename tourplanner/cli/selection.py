"""Choosing the sites at the terminal: the matrix, what the set lacks, the shortlist."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from tourplanner.cli.output import OK, answer
from tourplanner.cli.tours import find_site
from tourplanner.core.errors import InputError
from tourplanner.core.model.pivot import Pivot
from tourplanner.core.model.scoring import order
from tourplanner.core.model.selection import EVERYTHING, Known, Pick, Selection
from tourplanner.services.scoring import read_scores, read_weights, set_weights
from tourplanner.services.selection import read_selection
from tourplanner.services.workspace import Doors, Workspace


def matrix(args: Namespace, doors: Doors) -> int:
    """Compare the chosen sites: what each shows, what the set lacks, why others are not in it."""
    with doors.open(args.file, write=False) as office:
        selection = _selection(office, args.tour)
    known = (EVERYTHING, *(measure.code for measure in selection.measures))
    if args.by not in known:
        raise InputError(f"Sites are not compared by “{args.by}”.", f"Choose {', '.join(known)}.")
    pivot = selection.matrix(args.by, everybody=args.all)
    lacks = selection.lacks()
    others = [pick for pick in selection.picks if pick.why_not]
    lines = [f"{selection.set_words}.", *_table(pivot)]
    if lacks:
        lines += ["", "What this set still lacks", *(f"    {one.sentence}" for one in lacks)]
    if others:
        lines += ["", "Not chosen", *(f"    {pick.view.name}: {pick.why_not}" for pick in others)]
    data = {
        "set": selection.set_words,
        "measures": list(known),
        "columns": [{"code": one.code, "label": one.label} for one in pivot.columns],
        "rows": [
            {"site": site, "name": name, "cells": [cell.words for cell in cells]}
            for (site, name), cells in zip(pivot.rows, pivot.cells, strict=True)
        ],
        "sums": [pivot.column_sum(k) for k in range(len(pivot.columns))],
        "lacks": [
            {
                "measure": one.measure,
                "sentence": one.sentence,
                "names": list(one.names),
                "fills": list(one.fills),
            }
            for one in lacks
        ],
        "not_chosen": [
            {"site": pick.id, "name": pick.view.name, "why": pick.why_not} for pick in others
        ],
    }
    answer(args, data, lines)
    return OK


def shortlist(args: Namespace, doors: Doors) -> int:
    """List the candidates by how far along they are, with why each is not chosen."""
    with doors.open(args.file, write=False) as office:
        picks = _selection(office, args.tour).by_step
    lines = [_pick_line(pick) for pick in picks] or ["No candidates yet."]
    answer(args, {"sites": [_pick_data(pick) for pick in picks]}, lines)
    return OK


def step(args: Namespace, doors: Doors) -> int:
    """Move candidates on the ladder in one action: idea, asked, yes, visited, dropped."""
    if not args.code or not args.to:
        raise InputError("Say which sites, and how far they are.", "Give --code and --to.")
    with doors.open(args.file, write=True) as office:
        ids = [find_site(office, text) for text in args.code]
        office.sites.set_ladder(ids, args.to, args.why)
    answer(args, {"sites": ids, "ladder": args.to}, [f"{len(ids)} marked {args.to}."])
    return OK


def score(args: Namespace, doors: Doors) -> int:
    """Score the candidates by weights; what is unknown makes the score a range, not a zero."""
    typed = dict(_weight(text) for text in args.weight)
    with doors.open(args.file, write=bool(typed)) as office:
        if typed:
            set_weights(office, typed)
        weights = read_weights(office)
        selection = _selection(office, args.tour)
        scores = read_scores(office, selection)
    picks = sorted(selection.picks, key=lambda pick: order(scores[pick.id]), reverse=True)
    lines = [
        f"{scores[pick.id].words:>6}  {pick.label}: {scores[pick.id].sentence}" for pick in picks
    ] or ["No candidates yet."]
    lines.append(f"Weights: {', '.join(f'{code} {n}' for code, n in weights.items())}.")
    data = {
        "weights": weights,
        "sites": [
            {
                "site": pick.id,
                "name": pick.view.name,
                "low": scores[pick.id].low,
                "high": scores[pick.id].high,
                "parts": {
                    part.measure.code: {"value": part.value, "words": part.words}
                    for part in scores[pick.id].parts
                },
            }
            for pick in picks
        ],
    }
    answer(args, data, lines)
    return OK


def _weight(text: str) -> tuple[str, int]:
    name, _, number = text.partition("=")
    if not number.strip().isdecimal():
        raise InputError(f"“{text}” sets no weight.", "Write NAME=NUMBER, such as meals=3.")
    return name.strip(), int(number)


def _selection(office: Workspace, tour: str) -> Selection:
    return read_selection(office, office.tours.find(tour) if tour else "")


def _table(pivot: Pivot[Known]) -> list[str]:
    """Give the rows with what they have, and how many sites each column has."""
    lines = []
    for (_, name), cells in zip(pivot.rows, pivot.cells, strict=True):
        pairs = zip(pivot.columns, cells, strict=True)
        has = [f"{column.label} ({cell.words})" for column, cell in pairs if cell.entries]
        unknown = sum(cell.words == "unknown" for cell in cells)
        told = ", ".join(has) or "nothing of it"
        lines.append(f"    {name}: {told}{f'; {unknown} unknown' if unknown else ''}")
    sums = [f"{one.label} {pivot.column_sum(k)}" for k, one in enumerate(pivot.columns)]
    return [*lines, f"    All: {', '.join(sums)}"] if sums else lines


def _pick_line(pick: Pick) -> str:
    why = f" {pick.why_not}." if pick.why_not else " Chosen."
    return f"{pick.view.ladder:8} {pick.label}: {pick.view.where}.{why}"


def _pick_data(pick: Pick) -> dict[str, Any]:
    return {
        "site": pick.id,
        "key": pick.view.key,
        "name": pick.view.name,
        "ladder": pick.view.ladder,
        "wish": pick.wish,
        "stop": pick.number,
        "is_chosen": pick.is_chosen,
        "why_not": pick.why_not,
    }
