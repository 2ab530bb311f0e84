"""Ids of a paper's own: what leaves the office numbers its things by what it prints alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from tourplanner.core.model.paper import LINKS, RecordView


def own_numbers(kept: Iterable[RecordView]) -> tuple[list[RecordView], dict[str, str]]:
    """Give the records in public order with ids of the paper's own: s1, s2, ...

    Returns
    -------
    The records, and old id -> new id. Order and numbers come from what is printed alone.
    """
    records = list(kept)
    visits = sorted(
        (r for r in records if r.kind == "visit_block"),
        key=lambda r: (r["start_at"], r["end_at"], r.id),
    )
    stop_order = {r.text("stop"): n for n, r in enumerate(visits, 1)}
    names = {stop: f"s{n}" for stop, n in stop_order.items()}
    for visit in visits:
        names.setdefault(visit.text("site"), f"p{stop_order[visit.text('stop')]}")
    order: dict[str, tuple[Any, ...]] = {}
    for record in records:
        stop = record.text("stop") or record.id
        order[record.id] = (
            record.kind,
            stop_order.get(stop, 0),
            record["offset_min"] or 0,
            record.text("title"),
            record.id,
        )
    counts: dict[str, int] = {}
    ranked = sorted(records, key=lambda r: order[r.id])
    for record in ranked:
        if record.id not in names:
            counts[record.kind] = counts.get(record.kind, 0) + 1
            names[record.id] = f"{record.kind}{counts[record.kind]}"
    ranked.sort(key=lambda r: (r.kind, len(names[r.id]), names[r.id]))
    return [_renamed(record, names) for record in ranked], names


def _renamed(record: RecordView, names: Mapping[str, str]) -> RecordView:
    values = dict(record.values)
    for ref in LINKS:
        if ref in values:
            values[ref] = names.get(str(values[ref]), "")
    return replace(record, id=names[record.id], values=values)
