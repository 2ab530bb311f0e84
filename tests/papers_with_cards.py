"""The sample tour with practice cards that may go out, one with its site's name and one without."""

from __future__ import annotations

from dataclasses import replace

from tests.papers_fixture import rid, sample_view
from tourplanner.core.model.paper import RecordView, TourView

SECRET_CARD = "Money found in the couch"


def view_with_cards() -> TourView:
    """Give the sample view with three cards: named, unnamed, and one without permission."""
    base = sample_view()
    kept = tuple(record for record in base.records if record.kind != "practice")
    cards = (
        _card("home", "ucla", "Help families keep a home", "named"),
        _card("garden", "madison", "A garden that feeds the kitchen", "unnamed"),
        _card("couch", "madison", SECRET_CARD, "internal"),
    )
    return replace(base, records=(*kept, *cards))


def _card(name: str, site: str, title: str, scope: str) -> RecordView:
    return RecordView(
        "practice",
        rid("practice", name),
        {
            "site": rid("site", site),
            "title": title,
            "one_line": "What the school does with what it has.",
            "story": "Every Friday the gym opens at five.",
            "new_money": "none",
            "state": "approved",
            "permission": {"scope": scope, "by": "The principal", "date": "2013-10-01"},
        },
    )
