"""What a site was visited for before: every tour that had it as a stop, and what was seen there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tourplanner.core.changes import Record
from tourplanner.core.clock import date_text
from tourplanner.core.snippets import snippet
from tourplanner.core.units import count_text
from tourplanner.services.workspace import Workspace

#: What is counted of a visit, and what it is called.
_COUNTED: Mapping[str, str] = {
    "note": "note",
    "quote": "quote",
    "photo": "photo",
    "memo": "memo",
    "promise": "promise",
}
_TOLD = ("note", "quote", "promise")
MOST_LINES = 4  # of one visit


@dataclass(frozen=True, slots=True)
class SiteVisit:
    """One tour's stop at a site.

    Attributes
    ----------
    day : of the visit in the tour's plan; None where it is in no plan. is_done : the bus came, or
        something was written there. what : counts in words. lines : the record, its kind, and the
        beginning of what was written, the newest first. open_promises : not done yet.
    """

    tour: str
    tour_name: str
    stop: str
    day: date | None
    is_done: bool
    what: str
    rating: int | None
    lines: tuple[tuple[str, str, str], ...] = ()
    open_promises: int = 0

    @property
    def words(self) -> str:
        """Tell day, tour and what is there, in one line."""
        when = date_text(self.day, weekday=False, year=True) if self.day else "In no plan"
        state = self.what if self.is_done else "not visited yet"
        rated = f", rated {self.rating}" if self.rating is not None else ""
        due = f", {count_text(self.open_promises, 'promise')} open" if self.open_promises else ""
        return f"{when}, {self.tour_name}: {state}{rated}{due}"


def visits_of(office: Workspace, site: str) -> tuple[SiteVisit, ...]:
    """Give the visits to a site over all tours and years, the latest first; planned ones too.

    Stops that are marked "not" are left out.
    """
    tables = office.file.tables
    with tables.snapshot():
        found = []
        for stop in tables.where("stop", site=site):
            tour = tables.get("tour", str(stop["tour"] or ""))
            is_out = stop.deleted or str(stop["wish"] or "") == "not"
            if tour is None or tour.deleted or is_out:
                continue
            found.append(_visit(office, tour, stop))
    return tuple(sorted(found, key=lambda one: (one.day or date.min, one.stop), reverse=True))


def _visit(office: Workspace, tour: Record, stop: Record) -> SiteVisit:
    tables = office.file.tables
    written: dict[str, list[Record]] = defaultdict(list)
    for kind in _COUNTED:
        written[kind] = tables.where(kind, stop=stop.id)
    counts = Counter({kind: len(records) for kind, records in written.items()})
    parts = [count_text(counts[kind], word) for kind, word in _COUNTED.items() if counts[kind]]
    lines = [
        (str(record["at"] or ""), record.id, kind, snippet(text, "").text)
        for kind in _TOLD
        for record in written[kind]
        if (text := str(record["body" if kind == "note" else "words"] or "").strip())
    ]
    lines.sort(reverse=True)
    return SiteVisit(
        tour.id,
        str(tour["name"] or ""),
        stop.id,
        _day(office, tour, stop.id),
        bool(stop["arrived_at"] or any(counts.values())),
        ", ".join(parts) or "nothing written down",
        stop["rating"],
        tuple((record, kind, text) for _, record, kind, text in lines[:MOST_LINES]),
        sum(1 for promise in written["promise"] if not promise["done"]),
    )


def _day(office: Workspace, tour: Record, stop: str) -> date | None:
    """Give the day of a stop in the plan that stands."""
    chosen = str(tour["current_variant"] or "")
    variant = office.file.tables.get("variant", chosen) if chosen else None
    at = variant.member("at").get(stop) if variant is not None and not variant.deleted else None
    if not isinstance(at, Mapping) or not isinstance(at.get("day"), int):
        return None
    try:
        return date.fromisoformat(str(tour["start_date"])) + timedelta(days=at["day"])
    except (ValueError, OverflowError):
        return None
