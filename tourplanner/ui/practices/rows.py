"""Practice cards as the place shows them, and how they are read: plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tourplanner.core.model.framework import PILLARS, Framework, Frameworks
from tourplanner.core.model.pivot import Pivot
from tourplanner.core.model.practice import Excerpt, PracticeFilter, PracticeRow
from tourplanner.ui.visits.rows import moment_words, read_stops

if TYPE_CHECKING:
    from tourplanner.services.practices import Source
    from tourplanner.services.workspace import Workspace

STATE_WORDS = {
    "draft": "Draft",
    "checked": "Checked by the site",
    "approved": "Approved",
    "published": "Published",
    "retired": "Retired",
}
PERMISSION_WORDS = {
    "none": "None yet",
    "internal": "Inside only",
    "unnamed": "Publish without the name",
    "named": "Publish with the name",
}
MONEY_WORDS = {"none": "No new money", "some": "New money"}
TIER_WORDS = {
    "U": "U, not rated",
    "T1": "T1, strong",
    "T2": "T2, moderate",
    "T3": "T3, promising",
    "T4": "T4, a rationale",
}
EVIDENCE_WORDS = {
    "testimony": "Testimony",
    "count": "Count at the site",
    "before_after": "Before and after",
    "comparison": "Comparison",
    "study": "Study",
}
SETTING_WORDS = {"urban": "Urban", "suburban": "Suburban", "town": "Town", "rural": "Rural"}
CHOICE_WORDS: Mapping[str, Mapping[str, str]] = {
    "new_money": MONEY_WORDS,
    "evidence_kind": EVIDENCE_WORDS,
    "setting": SETTING_WORDS,
}


@dataclass(frozen=True, slots=True)
class Cards:
    """The list: cards that are in, how many there are, what can be filtered by, sites to choose."""

    rows: tuple[PracticeRow, ...]
    total: int
    regions: tuple[str, ...]
    sites: tuple[tuple[str, str], ...]
    frameworks: Frameworks


@dataclass(frozen=True, slots=True)
class CardValues:
    """One card as its page shows it.

    ``sources`` are what it was made from, with when; ``alike`` the cards that it may be one with.
    """

    id: str
    values: Mapping[str, Any]
    tags: tuple[str, ...]
    sources: tuple[tuple[Source, str], ...]
    site_name: str
    why_inside: str
    alike: tuple[tuple[str, str], ...] = ()


def read_cards(workspace: Workspace, wanted: PracticeFilter) -> Cards:
    """Give the cards that a filter keeps, and what there is to filter by."""
    rows = workspace.practices.rows()
    regions = sorted({row.region for row in rows if row.region})
    sites = sorted((view.name, str(view.id)) for view in workspace.sites.all())
    return Cards(
        tuple(row for row in rows if wanted.keeps(row)),
        len(rows),
        tuple(regions),
        tuple((id_, name) for name, id_ in sites),
        workspace.practices.frameworks,
    )


def read_card(workspace: Workspace, practice: str) -> CardValues | None:
    """Give one card, None where it is gone."""
    record = workspace.practices.get(practice)
    row = next((row for row in workspace.practices.rows() if row.id == practice), None)
    if record is None or row is None:
        return None
    zones = {str(view.id): view.zone for view in workspace.sites.all()}
    zone = zones.get(row.site) or "UTC"
    sources = workspace.practices.sources(practice)
    return CardValues(
        practice,
        record.values,
        row.tags,
        tuple((source, moment_words(source.at, zone)) for source in sources),
        row.site_name,
        row.why_inside,
        tuple(
            (each.id, each.title or "No title yet") for each in workspace.practices.alike(practice)
        ),
    )


def read_pivot(
    workspace: Workspace, tour_id: str, framework_id: str
) -> tuple[Pivot[Excerpt], Frameworks]:
    """Give the matrix of a tour in the order of its plan, and the frameworks to choose from."""
    frameworks = workspace.practices.frameworks
    known: Framework | None = frameworks.get(framework_id)
    chosen = known.id if known else PILLARS
    made = workspace.practices.pivot(tour_id, chosen)
    names = dict(made.rows)
    at = {site: k for k, (site, _) in enumerate(made.rows)}
    order = [stop for stop in read_stops(workspace, tour_id) if stop.site in at]
    return (
        replace(
            made,
            rows=tuple((s.site, f"{s.number} {names[s.site]}".strip()) for s in order),
            cells=tuple(made.cells[at[s.site]] for s in order),
            numbers=tuple(s.number for s in order),
        ),
        frameworks,
    )


def money_words(row: PracticeRow) -> str:
    """Give what a list says of money."""
    return MONEY_WORDS.get(row.new_money, "Not asked")


def spoken(row: PracticeRow) -> str:
    """Give a card as a sentence."""
    where = row.site_name or "no site"
    inside = f"Stays inside: {row.why_inside.lower()}" if row.why_inside else "May go out"
    title = row.title or "A card without a title"
    return f"{title}, {where}, {money_words(row)}, {STATE_WORDS[row.state]}. {inside}"
