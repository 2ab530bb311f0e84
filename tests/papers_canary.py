"""Tours in which every field of every record holds a word of its own, so that a leak names itself.

Each record kind of core.fields is filled from its declaration, so a new field is watched from the
day it is declared. What a paper must show is worked out here from domain.md's rules, not by the
code under test.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from tests.papers_fixture import roads
from tests.papers_leaks import LENGTH, MARK
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.clock import moment
from tourplanner.core.fields import KINDS, Field, FieldType
from tourplanner.core.geo import LatLon, Precision
from tourplanner.core.model.framework import Question
from tourplanner.core.model.ids import SiteId, StopId, TourId
from tourplanner.core.model.paper import DERIVED, RecordView, TourView
from tourplanner.core.model.rules import DriverRules, RuleSet
from tourplanner.core.model.tour import (
    Node,
    Plan,
    PlanSettings,
    Tour,
    TourDay,
    TourStop,
    Vehicle,
    Window,
)
from tourplanner.core.papers.specs import SPECS
from tourplanner.core.privacy import words_key
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import TypedMinutes, bus_matrix

PRIVATE_YEAR = 2087  # of every date that no paper for the press may show
PRIVATE_LAT, PRIVATE_LON = 47.12, -101.98  # of every place; far from the public sites
ZONE = "America/Los_Angeles"
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass
class Canary:
    """A tour, the words that must not go out, and those that must, per kind of record."""

    view: TourView
    words: dict[str, str]  # token -> "kind.field of which record"
    public: dict[str, set[str]] = field(default_factory=dict)  # "kind.field" -> tokens
    by_consent: set[str] = field(default_factory=set)  # of cards and quotes; on their paper alone

    def must_show(self, *facts: str, of: tuple[str, ...] = ()) -> set[str]:
        """The tokens of public facts, such as "site.name"; of some records alone where named."""
        tokens = {token for fact in facts for token in self.public.get(fact, set())}
        return {t for t in tokens if not of or self.words[t].rsplit(" ", 1)[1] in of}


# Kinds that are not filled at random only.
_MADE_BELOW = frozenset(
    {"office", "tour", "site", "stop", "item", "place", "blocks", "practice", "quote", "look_for"}
)
_ON_A_CARD = (
    *("title", "one_line", "problem", "story", "who", "since", "partners", "redirected", "cost"),
    *("funding", "staffing", "time_to_start", "result", "conditions", "cautions", "travel"),
)


class _Words:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.known: dict[str, str] = {}
        self.numbers = iter(range(7_391_000, 7_392_000))

    def __call__(self, origin: str) -> str:
        tail = "".join(self.rng.choices(_LETTERS, k=LENGTH - len(MARK)))
        self.known[MARK + tail] = origin
        return MARK + tail


FIRST_STOP = "stop0"  # surely public
_INVITATION = ("embargo", "headline", "who", "what", "why", "visuals", "access", "rsvp", "parking")
# What is typed for a paper of the press, and printed on it; domain.md section 4.
_PUBLIC_WORDS = {
    "press-itinerary": ("headline", "lead", "notes"),
    "advisory": _INVITATION,
    "advisory-es": _INVITATION,
    "release": ("embargo", "headline", "lead", "facts", "next_stop", "notes"),
    "fact-sheet": ("headline", "lead", "facts", "say", "notes"),
    "best-practices": ("headline", "lead", "notes"),
}
_OF_A_STOP = ("advisory", "advisory-es", "release")


def canary(seed: int) -> Canary:
    """Give one tour of random size and state."""
    rng = random.Random(f"canary {seed}")
    words = _Words(rng)
    made = Canary(TourView(()), words.known)
    days = rng.randint(1, 3)
    stops = [(f"stop{n}", f"site{n}", rng.randrange(days)) for n in range(rng.randint(2, 7))]
    records = [_record(words, "office", "office"), _record(words, "tour", "tour")]
    records[1] = _with(records[1], start_date="2013-10-14", days=days)
    states: dict[str, bool] = {}
    for n, (stop, site, _) in enumerate(stops):
        states[stop] = _stop_records(made, words, records, stop, site, n == 0)
    records += [_record(words, "place", f"place{n}") for n in range(days + 1)]
    for kind in sorted(KINDS.keys() - _MADE_BELOW):
        records += [_record(words, kind, f"{kind}{n}") for n in range(rng.randint(1, 3))]
    told = ["tour", "gone", *(one.id for one in records if one.kind == "coach")]
    records = [
        _with(one, coach=rng.choice(told)) if one.kind == "rider" else one for one in records
    ]
    records += [_card(made, words, f"practice{n}", surely=n == 0) for n in range(rng.randint(1, 4))]
    records += [_quote(made, words, f"quote{n}", surely=n == 0) for n in range(rng.randint(1, 4))]
    has_blocks = rng.random() < 0.5
    _blocks(made, words, records, ["", *(stop for stop, _, _ in stops)], has_blocks)
    shown = ("member_name", "member_title", "letterhead", "boilerplate", "hashtag")
    _publish(made, records[0], ("member_party", "member_district"))
    _publish(made, records[0], (*shown, "press_contact", "press_phone", "press_email"))
    _publish(made, records[1], ("name",) if has_blocks else ("name", "purpose"))
    _publish(made, records[1], ("web_address",))
    made.view = _view(words, rng, records, stops, days)
    return made


def _blocks(
    made: Canary, words: _Words, records: list[RecordView], stops: list[str], has_blocks: bool
) -> None:
    """Give every paper its free words, of the tour and of each stop; note what of them is public.

    Parameters
    ----------
    has_blocks : whether words are typed for the press itinerary too.
    """
    for kind in sorted({words_key(spec) for spec in SPECS.values()}):
        for stop in stops:
            if kind == "press-itinerary" and not has_blocks:
                continue
            record = _record(words, "blocks", f"blocks-{kind}{f'-{stop}' if stop else ''}")
            records.append(_with(record, paper_kind=kind, stop=stop or None))
            if stop == (FIRST_STOP if kind in _OF_A_STOP else ""):
                _publish(made, records[-1], _PUBLIC_WORDS.get(kind, ()), kind)


def _record(words: _Words, kind: str, record_id: str) -> RecordView:
    """Fill every field of a kind with something that can be recognized."""
    values: dict[str, Any] = {}
    members: dict[str, Any] = {}
    for declared in KINDS[kind].fields:
        origin = f"{kind}.{declared.name} of {record_id}"
        if declared.type is FieldType.MEMBER:
            members[declared.name] = {words(origin): {"of": words(origin)}}
        else:
            values[declared.name] = _value(words, declared, origin)
    return RecordView(kind, record_id, values, members)


def _value(words: _Words, declared: Field, origin: str) -> Any:
    rng = words.rng
    if declared.type in (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.REF):
        return words(origin)
    if declared.type in (FieldType.INTEGER, FieldType.TOD_MIN):
        return next(words.numbers)
    if declared.type is FieldType.NUMBER:
        return float(next(words.numbers))
    if declared.name == "campaign":
        return None  # a marked record is on no paper at all: tests/services/test_office_rules.py
    if declared.type is FieldType.BOOL:
        return rng.random() < 0.5
    if declared.type is FieldType.DATE:
        return f"{PRIVATE_YEAR}-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}"
    if declared.type is FieldType.MOMENT:
        return f"{PRIVATE_YEAR}-0{rng.randint(1, 9)}-11T10:00:00+00:00"
    if declared.type is FieldType.POINT:
        lat, lon = PRIVATE_LAT + rng.random() / 200, PRIVATE_LON + rng.random() / 200
        return {"lat": lat, "lon": lon, "precision": "pin", "source": words(origin)}
    if declared.type is FieldType.CHOICE:
        return rng.choice(declared.choices)
    return {"state": "draft", "by": words(origin), words(origin): words(origin)}


def _card(made: Canary, words: _Words, record_id: str, *, surely: bool) -> RecordView:
    """Give a practice card in a random state; what of it may go out is noted.

    Source: domain.md 1.2, a record may be published only if the permission covers it and the site
    has checked it.
    """
    rng = words.rng
    state = "approved" if surely else rng.choice(("draft", "checked", "approved", "retired"))
    scope = "named" if surely else rng.choice(("none", "internal", "unnamed", "named"))
    until = None if surely else rng.choice((None, "2013-10-09", "2013-10-31"))
    card = _with(
        _record(words, "practice", record_id),
        site="site0",
        state=state,
        permission={
            "scope": scope,
            "by": words(f"practice.permission of {record_id}"),
            "until": until,
        },
        tier={"tier": "T4", "by": words(f"practice.tier of {record_id}"), "date": "2013-10-08"},
    )
    runs = until is None or until >= "2013-10-10"
    if state == "approved" and scope in ("unnamed", "named") and runs:
        made.by_consent |= {str(card.values[name]) for name in _ON_A_CARD}
        made.by_consent.add(card.values["tier"]["by"])
    return card


def _quote(made: Canary, words: _Words, record_id: str, *, surely: bool) -> RecordView:
    """Give a quote with a random consent; what of it may go out is noted."""
    rng = words.rng
    uses = ["press", "name"] if surely else rng.sample(["report", "press", "web", "name"], 2)
    state = "approved" if surely else rng.choice(("draft", "approved", "withdrawn"))
    minor = False if surely else rng.choice((None, True, False))
    quote = _with(
        _record(words, "quote", record_id),
        stop="stop0",
        state=state,
        minor=minor,
        language="Spanish",
        consent={
            "uses": uses,
            "refused": ["photo"],
            "by": words(f"quote.consent of {record_id}"),
            "until": None,
        },
    )
    if state == "approved" and "press" in uses:
        shown = ["words", "translation", "speaker_role"]
        shown += ["speaker"] if "name" in uses and minor is False else []
        made.by_consent |= {str(quote.values[name]) for name in shown}
    return quote


def _with(record: RecordView, **values: Any) -> RecordView:
    return RecordView(record.kind, record.id, {**record.values, **values}, record.members)


def _publish(made: Canary, record: RecordView, names: tuple[str, ...], under: str = "") -> None:
    """Note that these texts of a record must be shown; ``under`` in place of its kind."""
    for name in names:
        value = record.values[name]
        if isinstance(value, str) and value.startswith(MARK):
            made.public.setdefault(f"{under or record.kind}.{name}", set()).add(value)


def _stop_records(
    made: Canary, words: _Words, records: list[RecordView], stop: str, site: str, surely: bool
) -> bool:
    """Add a site, its stop and items in random states; note what of them is public."""
    rng = words.rng
    confirmed = surely or rng.random() < 0.6
    coverage = "open" if surely else rng.choice(["open", "pooled", "photo", "closed", None])
    public = confirmed and coverage in ("open", "pooled", "photo")
    coarse = not surely and rng.random() < 0.3
    number = len(records)
    point = {
        "lat": 34.5 + number / 50 if public else PRIVATE_LAT + rng.random() / 200,
        "lon": -119.5 + number / 40 if public else PRIVATE_LON + rng.random() / 200,
        "precision": rng.choice(["zip", "town", "county"]) if coarse else "site",
        "source": words(f"site.point of {site}"),
    }
    records.append(_with(_record(words, "site", site), point=point))
    status = {
        "state": "confirmed" if confirmed else "tentative",
        "by": words(f"stop.status of {stop}"),
    }
    records.append(
        _with(
            _record(words, "stop", stop),
            tour="tour",
            site=site,
            status=status,
            coverage=coverage,
            press_call_tod_min=500,
        )
    )
    if public:
        facts = ("name", "street", "city", "state", "zip", "county", "district", "grades")
        _publish(made, records[-2], facts)
        _publish(made, records[-2], ("photo_words", "press_entry"))
        _publish(made, records[-1], ("press_title", "room", "press_door", "pool_note"))
    for n in range(rng.randint(0, 3)):
        sure, rule = rng.random() < 0.6, rng.choice(["open", "photo", "closed", None])
        item = _with(
            _record(words, "item", f"item{n}-{stop}"),
            stop=stop,
            offset_min=10 * n,
            minutes=10,
            coverage=rule,
            status={
                "state": "confirmed" if sure else "tentative",
                "by": words(f"item.status of item{n}-{stop}"),
            },
        )
        records.append(item)
        if public and sure and rule in ("open", "photo"):
            _publish(made, item, ("title", "speakers"))
    records.append(_with(_record(words, "look_for", f"look-{stop}"), stop=stop))
    return public


def _view(
    words: _Words,
    rng: random.Random,
    records: list[RecordView],
    stops: list[tuple[str, str, int]],
    days: int,
) -> TourView:
    by_id = {(r.kind, r.id): r for r in records}
    places = [_node(by_id["place", f"place{n}"]) for n in range(days + 1)]
    nodes = {site: _node(by_id["site", site], zone=ZONE) for _, site, _ in stops}
    settings = PlanSettings()
    tour_days = []
    for n in range(days):
        day = date(2013, 10, 14) + timedelta(days=n)
        window = Window(
            moment(day, 480, ZONE), moment(day, 1000, ZONE), words("source of a window")
        )
        mine = tuple(
            TourStop(
                StopId(stop),
                SiteId(site),
                nodes[site],
                "must",
                50,
                60,
                10,
                7,
                tuple((window,) if k == n else () for k in range(days)),
            )
            for stop, site, at in stops
            if at == n
        )
        tour_days.append(TourDay(n, day, places[n], places[n + 1], mine))
    ordered = [*places, *nodes.values()]
    typed = {
        (a.id, b.id): TypedMinutes(20, words("drive.typed_by of legs"), "2013-10-01T00:00:00Z")
        for a in ordered
        for b in ordered
        if a.id != b.id and rng.random() < 0.5
    }
    ferries = {pair: tuple(range(430, 1200, 95)) for pair in typed if rng.random() < 0.3}
    source = words("drive.source of legs")
    travel = bus_matrix(ordered, roads(ordered, source), settings, typed, ferries)
    own, *coaches = (
        Vehicle(words(f"load.name of {id_}"), id=id_)
        for id_ in ("tour", *(record.id for record in records if record.kind == "coach"))
    )
    tour = Tour(
        TourId("tour"), words("name in the plan"), date(2013, 10, 14), days, places[0],
        places[-1], (), (), 45, own, settings, "federal", ZONE, more_coaches=tuple(coaches),
    )  # fmt: skip
    schedules = tuple(compute_day(day, travel, settings) for day in tour_days)
    limits = ("limit.name of law", "limit.source of law", "limit.date of law")
    rule_set = RuleSet(
        words("key of the rules"), *map(words, limits), "", 600, 900, 480, 1, 1, True
    )
    return TourView(
        tuple(records),
        Plan(tour, tuple(tour_days), name=words("name of the plan")),
        schedules,
        (
            Finding(
                "R", Severity.WARNING, words("finding.text of f"), words("finding.mend of f"), day=0
            ),
        ),
        DriverRules(rule_set, rule_set),
        dict(_routes(tour_days)),
        7,
        datetime(2013, 10, 10, 23, 10, tzinfo=UTC),
        questions=tuple(
            Question(
                f"q{n}",
                "",
                *(words(f"question.{name} of q{n}") for name in ("words", "es", "help")),
            )
            for n in range(3)
        ),
        officials=tuple(
            _derived(words, "official", f"official-{site}", site=site) for _, site, _ in stops
        ),
        changes=(
            _derived(words, "versions", "versions"),
            *(_derived(words, "change", f"change{n}", order=n) for n in range(2)),
        ),
    )


def _derived(words: _Words, kind: str, record_id: str, **values: Any) -> RecordView:
    """Fill a record that no file holds, as services hand it in."""
    filled = {
        declared.name: words(f"{kind}.{declared.name} of {record_id}")
        for declared in DERIVED[kind].fields
    }
    return RecordView(kind, record_id, {**filled, **values})


def _node(record: RecordView, zone: str = ZONE) -> Node:
    point = record.values["point"]
    return Node(
        record.id,
        str(record.values["name"]),
        str(record.values["city"]),
        LatLon(point["lat"], point["lon"]),
        Precision(point["precision"]),
        zone,
    )


def _routes(days: list[TourDay]) -> Iterator[tuple[tuple[str, str], tuple[LatLon, ...]]]:
    for day in days:
        line = [day.start, *(stop.node for stop in day.stops), day.end]
        for a, b in pairwise(line):
            yield (a.id, b.id), (a.point, LatLon(PRIVATE_LAT, PRIVATE_LON), b.point)
