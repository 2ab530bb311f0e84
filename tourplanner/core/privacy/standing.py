"""How the records of a view stand, whatever the paper: worked out once for all its cuts."""

from __future__ import annotations

from functools import cached_property

from tourplanner.core.model.paper import DERIVED, RecordView, TourView
from tourplanner.core.privacy.consent import may_name, may_quote
from tourplanner.core.privacy.stops import is_confirmed, planned_stops
from tourplanner.core.publishing import Unspoken, held_in, unspoken

_PUBLIC_NAMES = (("office", "member_name"), ("site", "host_name"))


class Standing:
    """What holds of the records of one frozen view; nothing of it outlives the view.

    Attributes
    ----------
    on : the day that consents are asked for, None where none is known.
    planned, campaign_stops : ids of stops.
    places : stop -> its day and its place in it, both from 0.
    tentative : ids of stops and items that are not confirmed.
    """

    def __init__(self, view: TourView) -> None:
        self.view = view
        self.on = view.made_at.date() if view.made_at else None
        self.planned = frozenset(planned_stops(view))
        self.campaign_stops = {s.id for s in view.all("stop") if s["campaign"] is True}
        self.places = {
            str(row.stop.id): (number, order)
            for number, day in enumerate(view.days)
            for order, row in enumerate(day.rows)
        }
        self.tentative: set[str] = {
            r.id for kind in ("stop", "item") for r in view.all(kind) if not is_confirmed(r)
        }
        # A record that calls itself a moment of the plan is none.
        self._stored = tuple(record for record in view.records if record.kind not in DERIVED)
        self._by_stop: dict[bool, dict[str, list[tuple[int, RecordView]]]] = {}

    @cached_property
    def unspoken(self) -> Unspoken:
        """What may not be said from quotes, in whatever text it stands."""
        held = [
            words
            for kind in ("note", "quote")
            for record in self.view.all(kind)
            for words in held_in(record.members.get("held", {}))
        ]
        return unspoken(
            (
                (quote.values, may_quote(quote, "press", self.on), may_name(quote, self.on))
                for quote in self.view.all("quote")
            ),
            [r.text(name) for kind, name in _PUBLIC_NAMES for r in self.view.all(kind)],
            held,
        )

    def is_campaign(self, record: RecordView) -> bool:
        """Whether a record is marked as campaign, or is of a stop that is: what was said there."""
        return record["campaign"] is True or (
            bool(self.campaign_stops) and record.text("stop") in self.campaign_stops
        )

    def records(self, *, public: bool) -> tuple[RecordView, ...]:
        """Give the stored records, then the moments of the plan.

        Parameters
        ----------
        public : for people outside; see :meth:`TourView.derived`.
        """
        return (*self._stored, *self.view.derived(public=public))

    def records_about(self, stop: RecordView, *, public: bool) -> list[RecordView]:
        """Give those that a paper of one stop may ask about, in their order.

        They are its own, its site's, those of no stop, and the campaign's. The others are no part
        of the paper, whatever its gates say; of these the gates decide.
        """
        if public not in self._by_stop:
            groups: dict[str, list[tuple[int, RecordView]]] = {}
            for number, record in enumerate(self.records(public=public)):
                key = "" if self.is_campaign(record) else stop_or_site(record)
                groups.setdefault(key, []).append((number, record))
            self._by_stop[public] = groups
        groups = self._by_stop[public]
        keys = dict.fromkeys(("", stop.id, stop.text("site")))
        found = sorted((pair for key in keys for pair in groups.get(key, ())), key=lambda p: p[0])
        return [record for _, record in found]


def stop_or_site(record: RecordView) -> str:
    """Give the stop or the site that a record is, or is of; empty = of the whole tour."""
    if record.kind in ("site", "stop"):
        return record.id
    return record.text("site" if record.kind == "official" else "stop")
