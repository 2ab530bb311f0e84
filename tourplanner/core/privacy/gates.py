"""Which records and values of a tour may go out on a paper, and what holds the others back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tourplanner.core.aboard import is_coming, ride_of
from tourplanner.core.fields import Level
from tourplanner.core.geo import known_precision
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.specs import PaperSpec
from tourplanner.core.photo_release import photo_release, why_photo_inside
from tourplanner.core.privacy.consent import may_quote
from tourplanner.core.privacy.standing import Standing, stop_or_site
from tourplanner.core.privacy.stops import (
    CLOSED,
    NO_HOST,
    NO_RULE,
    OPEN_COVERAGES,
    Gate,
    is_confirmed,
    stop_gates,
)
from tourplanner.core.publishing import (
    LEFT_OUT,
    WRITTEN,
    permission_of,
    why_not_public,
)
from tourplanner.core.small_groups import points_to_few

_NO_ITEM = Gate("Not confirmed", "Confirm it, with who said so.")
_OUT_OF_PLAN = Gate("Not in the plan", "Place it on a day.")
_SILENT = Gate("", silent=True)
CAMPAIGN = Gate(
    "Marked as campaign: no part of an official tour", "Take the mark away where it is none."
)
SOME_HELD = Gate("Words of it are held back one by one", "Let the words go out, in the quote.")
_ALL_HELD = Gate("All of it is held back word by word", "Let the words go out, in the quote.")
_CARD_RELEASE = "Let the site check the card, record its permission, then approve it."
_OF_CARD = ("name", "city")  # how a practice card calls its site
# Whatever a person typed there may hold another's words.
_TYPED = frozenset({"practice", "blocks", "quote", "item", "photo"})


def words_key(spec: PaperSpec) -> str:
    """Give the paper whose free words a paper prints: large print has those of the ordinary one.

    A paper in another language has words of its own.
    """
    return str(spec.key if spec.language else spec.form).split("/")[0]


class Gates:
    """Which records may go out on this paper, and which of them are marked tentative."""

    def __init__(self, standing: Standing, spec: PaperSpec, draft: bool, stop: str) -> None:
        self.standing, self.spec, self.draft = standing, spec, draft
        self.view = view = standing.view
        self.on, self.unspoken = standing.on, standing.unspoken
        self.only = stop if spec.per_stop else ""
        self.only_site = view.get("stop", stop).text("site")
        leaving = tuple(view.all("stop")) if spec.leaves else ()  # else nobody asks
        self.stops = {stop.id: self._stop(stop) for stop in leaving}
        self.sites = {stop.text("site") for stop in leaving if self.stops[stop.id] is None}
        self.named_sites: set[str] = set()
        if "practice" in spec.fields:  # a site that allowed it is named beside its practice
            self.named_sites = {
                p.text("site")
                for p in view.all("practice")
                if not why_not_public(p.values, self.on) and permission_of(p.values) == "named"
            }

    def of(self, record: RecordView) -> Gate | None:
        """Give what holds a record back, None = nothing."""
        if record.kind == "blocks":
            of = (record["paper_kind"], record.text("stop"))
            return None if of == (words_key(self.spec), self.only) else _SILENT
        if self.standing.is_campaign(record):
            return CAMPAIGN
        if self.spec.per_stop and not self._is_of_the_stop(record):
            return _SILENT
        if record.kind == "rider" and "rider" in self.spec.fields:
            return self._rider(record)
        if not self.spec.leaves:
            return self._agreed(record) if self.spec.agreed else None
        if record.kind == "stop":
            return self.stops[record.id]
        if record.kind == "visit_block":
            return _SILENT if self.stops.get(record.text("stop"), _SILENT) else None
        if record.kind == "site":
            return None if record.id in self.sites | self.named_sites else _SILENT
        if record.kind == "item":
            return self._item(record)
        if record.kind == "practice" and "practice" in self.spec.fields:
            why = why_not_public(record.values, self.on)
            return Gate(why, _CARD_RELEASE) if why else None
        if record.kind == "photo":
            return self._photo(record)
        if record.kind == "quote" and "quote" in self.spec.fields:
            return None if may_quote(record, "press", self.on) else _no_quote(record)
        return None

    def _is_of_the_stop(self, record: RecordView) -> bool:
        of = stop_or_site(record)
        if record.kind in ("site", "official"):
            return of == self.only_site
        return of == self.only or (not of and record.kind != "stop")

    def _rider(self, rider: RecordView) -> Gate | None:
        """Give what holds a rider back: one who does not come, or not to the paper's stop."""
        if not (is_coming(rider) or self.spec.names("rider", "status")):
            return _SILENT
        places = self.standing.places
        if self.only and not (
            self.only in places and ride_of(rider, places).sees(places[self.only])
        ):
            return _SILENT
        return None

    def _agreed(self, record: RecordView) -> Gate | None:
        """Give what holds a record back from people outside who are no press."""
        if record.kind == "stop":
            return None if record.id in self.standing.planned else _SILENT
        if record.kind == "site":
            stops = (s for s in self.view.all("stop") if s.text("site") == record.id)
            return None if any(s.id in self.standing.planned for s in stops) else _SILENT
        if record.kind == "item":
            if record.text("stop") not in self.standing.planned:
                return _SILENT
            return None if is_confirmed(record) or self.draft else _NO_ITEM
        return None

    def _stop(self, stop: RecordView) -> Gate | None:
        if stop.id not in self.standing.planned:
            return _OUT_OF_PLAN
        gates = stop_gates(stop)
        if self.draft:
            gates = tuple(gate for gate in gates if gate is not NO_HOST)
        return gates[0] if gates else None

    def _item(self, item: RecordView) -> Gate | None:
        if self.stops.get(item.text("stop"), _SILENT) is not None:
            return _SILENT  # its stop is listed
        if item["coverage"] == "closed":
            return CLOSED
        if item["coverage"] not in OPEN_COVERAGES:
            return NO_RULE
        return None if is_confirmed(item) or self.draft else _NO_ITEM

    def _photo(self, photo: RecordView) -> Gate | None:
        stop = self.view.get("stop", photo.text("stop"))
        if stop["coverage"] == "closed":
            return CLOSED
        site = self.view.get("site", stop.text("site"))
        quote = self.view.get("quote", photo.text("quote"))
        why = why_photo_inside(
            photo.values, site["photo_rule"], quote.values if photo["quote"] else None, self.on
        )
        return Gate(why, photo_release(why)) if why else None

    def value(self, record: RecordView, name: str, value: Any) -> tuple[Any, Gate | None]:
        """Give a value as it may go out, or what holds it back."""
        if self.spec.leaves and record.kind == "site" and record.id not in self.sites:
            return (value, None) if name in _OF_CARD else (None, _SILENT)  # no stop, a card's site
        if record.kind in ("site", "place", "node") and name == "point":
            return self._point(value)
        is_cut = record.kind == "quote" and Level.RESTRICTED not in self.spec.levels
        if is_cut and isinstance(value, str):
            value = self.unspoken.without_held(value)
            if not value.replace(LEFT_OUT, " ").strip(" .,;!?“”\"'"):
                return None, _ALL_HELD
        if record.kind == "photo" and name == "file":
            return {"media": value["media"]}, None  # the camera's name of it stays inside
        is_typed = record.kind in _TYPED or name in WRITTEN.get(record.kind, ())
        if self.spec.leaves and is_typed and isinstance(value, str):
            why = self.unspoken.why_held(value)
            if why:
                return None, Gate(why, "Take the words out, or record the consent.")
        if self.spec.levels.isdisjoint({Level.INTERNAL, Level.RESTRICTED}):
            small = points_to_few(value) if isinstance(value, str) else ""
            if small:
                return None, Gate(
                    f"“{small}” may point to fewer than 11 students",
                    "Name a larger group, or leave the number out.",
                )
        return value, None

    def _point(self, value: Any) -> tuple[Any, Gate | None]:
        """Give a point without its source: who put it there is nobody's business outside."""
        if not isinstance(value, Mapping) or not self.spec.leaves:
            return value, None
        precision = known_precision(value.get("precision"))
        if precision.is_coarse:
            return None, Gate(
                f"Known only to its {precision}: printed as text, not as a pin",
                "Put the pin on the campus by hand, or look the address up.",
            )
        return {"lat": value["lat"], "lon": value["lon"], "precision": precision}, None


def _no_quote(quote: RecordView) -> Gate:
    if quote["state"] == "withdrawn":
        return Gate("The speaker withdrew consent", "Nothing releases it; recall earlier copies.")
    if quote["state"] != "approved":
        return Gate("The quote is not approved", "Approve it with the speaker.")
    return Gate(
        "No consent for the press", "Record the speaker's consent for this use, with its date."
    )
