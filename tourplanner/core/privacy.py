"""The cut: what a paper gets of a tour, and what was withheld, why, and how to release it.

Three things let a field through, all of them needed: its level is one that the paper and its reader
may see; the paper names the field; and, on a paper that leaves the office, the record passes the
gate (host and item confirmed, not closed, consent for this use). An undeclared field is private.
The cut view holds nothing else, so a paper cannot leak what it does not get.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any

from tourplanner.core.aboard import is_coming, ride_of
from tourplanner.core.fields import Field, FieldType, Level
from tourplanner.core.geo import Precision
from tourplanner.core.model.ids import derived_id
from tourplanner.core.model.paper import (
    DERIVED,
    LINKS,
    Records,
    RecordView,
    TourView,
    field_of,
)
from tourplanner.core.own_numbers import own_numbers
from tourplanner.core.papers.specs import READER_LEVELS, PaperSpec, Reader
from tourplanner.core.photo_release import photo_release, why_photo_inside
from tourplanner.core.publishing import (
    LEFT_OUT,
    held_in,
    permission_of,
    unspoken,
    why_not_public,
)
from tourplanner.core.small_groups import points_to_few
from tourplanner.core.withheld import Withheld, WithheldList, is_told

OPEN_COVERAGES = frozenset({"open", "pooled", "photo"})
#: Fields that a consent or a permission makes public, by kind; see level_of.
BY_CONSENT: Mapping[str, frozenset[str]] = {
    "quote": frozenset({"words", "translation", "speaker", "speaker_role", "language"}),
    "photo": frozenset({"caption", "credit", "alt", "file"}),
    "practice": frozenset(
        {
            *("title", "one_line", "problem", "story", "who", "setting", "since", "partners"),
            *("new_money", "redirected", "cost", "funding", "staffing", "time_to_start", "result"),
            *("evidence_kind", "tier", "conditions", "cautions", "travel", "tag"),
        }
    ),
}
# What a person's words get into.
_TYPED = frozenset({"practice", "blocks", "quote", "item", "photo"})


@dataclass(frozen=True, slots=True)
class CutView(Records):
    """What a paper gets. On a paper that leaves the office, ids are its own numbers.

    Attributes
    ----------
    tentative : ids of records that are not confirmed; on such a paper only where it is a draft.
    uids : record id -> the id that a calendar keeps for it, the same in every issue.
    updates : what changed since the issue before, in words; empty on a first issue.
    """

    spec: PaperSpec
    reader: Reader
    draft: bool = False
    tentative: frozenset[str] = frozenset()
    uids: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None
    made_at: datetime | None = None
    language: str = "en"
    updates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """Why a record stays inside. ``silent``: it is no part of this paper, so nobody asks."""

    why: str
    release: str = ""
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Readiness:
    """How many of the planned stops can go to the press, and what holds the others."""

    ready: int
    total: int
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The readiness in one sentence."""
        if not self.total:
            return "Nothing is planned yet, so nothing can go to press."
        if self.ready == self.total:
            many = f"All {self.total} stops" if self.total > 1 else "The one stop"
            return f"{many} can go to press."
        stops = "stop" if self.total == 1 else "stops"
        return f"{self.ready} of {self.total} {stops} can go to press: {', '.join(self.reasons)}."


_NO_HOST = Gate("The host is not confirmed", "Confirm the host once they agree in writing.")
_NO_RULE = Gate("No press rule is chosen", "Choose open, pooled or photo only.")
_CLOSED = Gate("Closed to the press", "Nothing releases a closed event; open it to print it.")
_NO_ITEM = Gate("Not confirmed", "Confirm it, with who said so.")
_OUT_OF_PLAN = Gate("Not in the plan", "Place it on a day.")
_SILENT = Gate("", silent=True)
_SOME_HELD = Gate("Words of it are held back one by one", "Let the words go out, in the quote.")
_ALL_HELD = Gate("All of it is held back word by word", "Let the words go out, in the quote.")
_CARD_RELEASE = "Let the site check the card, record its permission, then approve it."
_OF_CARD = ("name", "city")  # how a practice card calls its site
_PUBLIC_NAMES = (("office", "member_name"), ("site", "host_name"))


def cut(
    view: TourView,
    spec: PaperSpec,
    reader: Reader | None = None,
    *,
    draft: bool = False,
    stop: str = "",
) -> tuple[CutView, tuple[Withheld, ...]]:
    """Cut a view for one paper and one reader.

    Parameters
    ----------
    reader : who gets this copy; None = the paper's own reader. Narrows, never widens.
    draft : keep what is not confirmed yet, marked. Private fields and closed events stay out.
    stop : the stop that a paper of one stop is of; nothing of the others is in the cut.

    Returns
    -------
    The cut view, and apart from it what was withheld; the list is shown beside the file, never in
    it.
    """
    reader = reader or spec.reader
    levels = spec.levels & READER_LEVELS[reader]
    gates = _Gates(view, spec, draft, stop)
    kept: list[RecordView] = []
    held = WithheldList(view)
    # A record that calls itself a moment of the plan is none.
    stored = (record for record in view.records if record.kind not in DERIVED)
    for record in (*stored, *view.derived(public=spec.leaves)):
        gate = gates.of(record)
        if gate is None:
            values = _values(record, record.values, spec, levels, gates, held)
            members = {
                name: _values(record, parts, spec, levels, gates, held, name)
                for name, parts in record.members.items()
            }
            members = {name: parts for name, parts in members.items() if parts}
            if values or members:
                kept.append(RecordView(record.kind, record.id, values, members))
        elif not gate.silent:
            held.record(record, gate.why, gate.release)
    uids = {record.id: derived_id("ics", spec.key, record.id) for record in kept}
    tentative = gates.tentative & {record.id for record in kept}
    if spec.leaves:
        kept, names = own_numbers(kept)
        uids = {names[record_id]: uid for record_id, uid in uids.items()}
        tentative = {names[r] for r in tentative}
    cut_view = CutView(
        tuple(kept),
        spec,
        reader,
        draft,
        frozenset(tentative),
        uids,
        view.version,
        view.made_at,
        view.language,
    )
    return cut_view, held.finish()


def words_key(spec: PaperSpec) -> str:
    """Give the paper whose free words a paper prints: large print has those of the ordinary one.

    A paper in another language has words of its own.
    """
    return str(spec.key if spec.language else spec.form).split("/")[0]


def readiness(view: TourView) -> Readiness:
    """Count the planned stops that may stand on a paper for the press."""
    stops = _planned_stops(view)
    found = [_stop_gates(view.get("stop", stop)) for stop in stops]
    ready = sum(not gates for gates in found)
    unconfirmed = sum(_NO_HOST in gates for gates in found)
    closed = sum(_CLOSED in gates for gates in found)
    no_rule = sum(_NO_RULE in gates for gates in found)
    reasons = []
    if unconfirmed:
        reasons.append(f"{unconfirmed} host{'s' * (unconfirmed > 1)} not confirmed")
    if closed:
        reasons.append(f"{closed} closed to the press")
    if no_rule:
        reasons.append(f"{no_rule} without a press rule")
    return Readiness(ready, len(stops), tuple(reasons))


def is_ready(stop: RecordView, *, draft: bool = False) -> bool:
    """Whether a planned stop may stand on a paper for the press, or on a draft of one."""
    gates = _stop_gates(stop)
    return not [gate for gate in gates if not (draft and gate is _NO_HOST)]


def is_confirmed(record: RecordView) -> bool:
    """Whether a stop's host or an item is confirmed."""
    status = record["status"]
    return isinstance(status, Mapping) and status.get("state") == "confirmed"


def may_quote(quote: RecordView, use: str, on: date | None) -> bool:
    """Whether a quote is approved and its speaker agreed to a use, on a day.

    A consent without a day counts; one with an end counts to that day. ``on`` None = no day is
    known: then a consent with an end does not count.
    """
    consent = quote["consent"]
    if quote["state"] != "approved" or not isinstance(consent, Mapping):
        return False
    until = consent.get("until")
    if until and (on is None or str(until) < on.isoformat()):
        return False
    uses = consent.get("uses")
    return isinstance(uses, list | tuple) and use in uses


def level_of(record: RecordView, declared: Field, on: date | None) -> Level:
    """Give the level of a record's field on a day: as declared, or what a consent makes of it.

    The speaker's name goes out only with consent to the name, and never where the speaker is a
    minor or the age is not known.
    """
    by_consent = BY_CONSENT.get(record.kind)
    if by_consent is None or declared.name not in by_consent:
        return declared.level
    if record.kind == "quote":
        is_out = may_quote(record, "press", on)
        if declared.name == "speaker":
            is_out = is_out and may_name(record, on)
    elif record.kind == "photo":
        is_out = record["state"] == "approved"  # whom it shows is for the gate of the record
    else:
        is_out = not why_not_public(record.values, on)
    return Level.PUBLIC if is_out else declared.level


def may_name(quote: RecordView, on: date | None) -> bool:
    """Whether the speaker agreed to be named; never a minor, nor one whose age is not known."""
    return may_quote(quote, "name", on) and quote["minor"] is False


def _planned_stops(view: TourView) -> list[str]:
    return [str(row.stop.id) for day in view.days for row in day.rows]


def _stop_gates(stop: RecordView) -> tuple[Gate, ...]:
    """Give all that holds a planned stop back."""
    coverage = stop["coverage"]
    if coverage == "closed":
        return (_CLOSED,)
    gates = () if is_confirmed(stop) else (_NO_HOST,)
    return gates if coverage in OPEN_COVERAGES else (*gates, _NO_RULE)


class _Gates:
    """Which records may go out on this paper, and which of them are marked tentative."""

    def __init__(self, view: TourView, spec: PaperSpec, draft: bool, stop: str) -> None:
        self.view, self.spec, self.draft = view, spec, draft
        self.only = stop if spec.per_stop else ""
        self.only_site = view.get("stop", stop).text("site")
        self.on = view.made_at.date() if view.made_at else None
        self.planned = set(_planned_stops(view))
        self.places = {
            str(row.stop.id): (number, order)
            for number, day in enumerate(view.days)
            for order, row in enumerate(day.rows)
        }
        self.tentative: set[str] = {
            r.id for kind in ("stop", "item") for r in view.all(kind) if not is_confirmed(r)
        }
        self.stops = {stop.id: self._stop(stop) for stop in view.all("stop")}
        self.sites = {s.text("site") for s in view.all("stop") if self.stops[s.id] is None}
        self.named_sites: set[str] = set()
        if "practice" in spec.fields:  # a site that allowed it is named beside its practice
            self.named_sites = {
                p.text("site")
                for p in view.all("practice")
                if not why_not_public(p.values, self.on) and permission_of(p.values) == "named"
            }
        held = [
            words
            for kind in ("note", "quote")
            for record in view.all(kind)
            for words in held_in(record.members.get("held", {}))
        ]
        public = [r.text(n) for k, n in _PUBLIC_NAMES for r in view.all(k)]
        self.unspoken = unspoken(
            (
                (quote.values, may_quote(quote, "press", self.on), may_name(quote, self.on))
                for quote in view.all("quote")
            ),
            public,
            held,
        )

    def of(self, record: RecordView) -> Gate | None:
        """Give what holds a record back, None = nothing."""
        if record.kind == "blocks":
            of = (record["paper_kind"], record.text("stop"))
            return None if of == (words_key(self.spec), self.only) else _SILENT
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
        if record.kind == "site":
            return record.id == self.only_site
        if record.kind == "stop":
            return record.id == self.only
        if record.kind == "official":
            return record.text("site") == self.only_site
        of = record.text("stop")
        return not of or of == self.only

    def _rider(self, rider: RecordView) -> Gate | None:
        """Give what holds a rider back: one who does not come, or not to the paper's stop."""
        if not (is_coming(rider) or self.spec.names("rider", "status")):
            return _SILENT
        if self.only and not (
            self.only in self.places and ride_of(rider, self.places).sees(self.places[self.only])
        ):
            return _SILENT
        return None

    def _agreed(self, record: RecordView) -> Gate | None:
        """Give what holds a record back from people outside who are no press."""
        if record.kind == "stop":
            return None if record.id in self.planned else _SILENT
        if record.kind == "site":
            stops = (s for s in self.view.all("stop") if s.text("site") == record.id)
            return None if any(s.id in self.planned for s in stops) else _SILENT
        if record.kind == "item":
            if record.text("stop") not in self.planned:
                return _SILENT
            return None if is_confirmed(record) or self.draft else _NO_ITEM
        return None

    def _stop(self, stop: RecordView) -> Gate | None:
        if stop.id not in self.planned:
            return _OUT_OF_PLAN
        gates = _stop_gates(stop)
        if self.draft:
            gates = tuple(gate for gate in gates if gate is not _NO_HOST)
        return gates[0] if gates else None

    def _item(self, item: RecordView) -> Gate | None:
        if self.stops.get(item.text("stop"), _SILENT) is not None:
            return _SILENT  # its stop is listed
        if item["coverage"] == "closed":
            return _CLOSED
        if item["coverage"] not in OPEN_COVERAGES:
            return _NO_RULE
        return None if is_confirmed(item) or self.draft else _NO_ITEM

    def _photo(self, photo: RecordView) -> Gate | None:
        stop = self.view.get("stop", photo.text("stop"))
        if stop["coverage"] == "closed":
            return _CLOSED
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
        if self.spec.leaves and record.kind in _TYPED and isinstance(value, str):
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
        precision = str(value.get("precision") or Precision.COUNTY)
        if precision not in set(Precision) or Precision(precision).is_coarse:
            known = "its county" if precision == Precision.COUNTY else f"its {precision}"
            return None, Gate(
                f"Known only to {known}: printed as text, not as a pin",
                "Put the pin on the campus by hand, or look the address up.",
            )
        return {"lat": value["lat"], "lon": value["lon"], "precision": precision}, None


def _no_quote(quote: RecordView) -> Gate:
    if quote["state"] == "withdrawn":
        return Gate("The speaker withdrew consent", "Nothing releases it; recall earlier copies.")
    if quote["state"] != "approved":
        return Gate("The quote is a draft", "Approve it with the speaker.")
    return Gate(
        "No consent for the press", "Record the speaker's consent for this use, with its date."
    )


def _values(
    record: RecordView,
    values: Mapping[str, Any],
    spec: PaperSpec,
    levels: frozenset[Level],
    gates: _Gates,
    held: WithheldList,
    member_of: str = "",
) -> dict[str, Any]:
    """Give the values that may go out; note the others."""
    out: dict[str, Any] = {}
    for name, value in values.items():
        if value is None or value == "" or value == {} or value == []:
            continue
        fact = f"{member_of}/{name}" if member_of else name
        rule = _rule(spec, levels, record.kind, fact)
        declared, level = rule.declared, rule.level
        if rule.way is _Way.SILENT:
            continue
        if declared is None:
            held.field(record, fact, None, level, refused=True)
            continue
        if rule.way is _Way.LINK:
            if record.kind == "practice" and permission_of(record.values) != "named":
                held.field(record, fact, declared, level, refused=True)
            else:
                out[name] = value  # on a paper that leaves it becomes the paper's own number
            continue
        if rule.way is _Way.BY_CONSENT:
            level = level_of(record, declared, gates.on)
        if level not in levels or not rule.is_named:
            held.field(record, fact, declared, level, refused=level not in levels)
            continue
        shown, gate = gates.value(record, name, value)
        if gate is None:
            out[name] = shown
            if record.kind == "quote" and shown != value:
                held.value(record, declared, _SOME_HELD.why, _SOME_HELD.release)
        elif not gate.silent:
            held.value(record, declared, gate.why, gate.release)
    return out


class _Way(Enum):
    """How it is worked out whether a fact goes out."""

    SILENT = "it stays inside, and no line of the list is of it"
    LINK = "it says which record another belongs to"
    BY_CONSENT = "its level hangs on what was agreed for its record"
    BY_LEVEL = "its level is as declared"


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a paper does with a fact of a kind, whatever record it is of."""

    way: _Way
    declared: Field | None
    level: Level
    is_named: bool


@lru_cache(maxsize=8192)  # asked for every value of every record of every paper
def _rule(spec: PaperSpec, levels: frozenset[Level], kind: str, fact: str) -> _Rule:
    """Work out what a paper does with a fact of a kind; an undeclared one stays inside."""
    declared = field_of(kind, fact)
    if declared is None:
        return _Rule(_Way.BY_LEVEL, None, Level.RESTRICTED, False)
    is_named = spec.names(kind, fact)
    if is_named and declared.type is FieldType.REF and fact in LINKS:
        way = _Way.LINK
    elif declared.name in BY_CONSENT.get(kind, ()):
        way = _Way.BY_CONSENT
    else:
        refused = declared.level not in levels
        stays = refused or not is_named
        silent = stays and not is_told(kind, fact, declared, declared.level, refused=refused)
        way = _Way.SILENT if silent else _Way.BY_LEVEL
    return _Rule(way, declared, declared.level, is_named)
