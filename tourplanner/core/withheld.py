"""What a paper was refused, in words: shown beside the file, never in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tourplanner.core.fields import Field, FieldType, Level, record_kind
from tourplanner.core.model.paper import DERIVED, RecordView, TourView
from tourplanner.core.papers.specs import READER_LEVELS, SPECS, PaperSpec
from tourplanner.core.units import count_text

_READERS = {
    Level.MEDIA: "For the press list only",
    Level.TRAVELERS: "For people on the bus only",
    Level.INTERNAL: "For staff only",
    Level.RESTRICTED: "For named people only",
    Level.PUBLIC: "Not on this paper",
}
# Fields that people ask about get a line of their own; the others share one a kind.
_TELLING = frozenset(
    {
        "host_mobile",
        "front_office_phone",
        "hold_room",
        "gate_note",
        "driver_note",
        "talking_points",
        "driver_name",
        "driver_phone",
        "mobile",
        "needs",
        "speaker",
        "rating",
        "lift_users",
        "press_door",
        "press_call_tod_min",
    }
)
# These have a line a record or a kind, whatever their fields.
_WHOLE = frozenset(
    {"place", "person", "rider", "media", "clip", "note", "quote", "practice", "booking", "payment"}
)
# The program's own, and what other lines say already: nobody asks.
_OWN = frozenset({"finding", "limit", "node", "official", "versions", "change"})
_PRIVATE = (Level.INTERNAL, Level.RESTRICTED)
_PLURALS = {
    "visit_block": "visits",
    "quote": "quotes",
    "person": "people",
    "rider": "riders and guests",
    "media": "media contacts",
    "clip": "entries of the coverage log",
    "practice": "practices",
    "booking": "interpreters and handouts",
    "coach": "further coaches",
    "payment": "payments",
    "blocks": "free blocks of other papers",
    "node": "starts and ends of the days",
    "drive": "legs, with minutes and miles",
    "day": "starts, ends and totals of the days",
    "lunch": "lunches",
    "duty": "driver's days",
    "limit": "limits of the driver's hours",
    "finding": "findings of the checks",
    "office": "the office profile",
    "tour": "the tour",
}


@dataclass(frozen=True, slots=True)
class Withheld:
    """One thing that stays out of a paper.

    Attributes
    ----------
    what, why, release : a few words, a sentence, what would let it through (may be empty).
    level : letter of the field's level, empty where a gate holds the record back.
    kind, record, field : where it stands; empty where the line sums several up.
    count : how many values it sums up.
    """

    what: str
    why: str
    release: str = ""
    level: str = ""
    kind: str = ""
    record: str = ""
    field: str = ""
    count: int = 1


class WithheldList:
    """Gathers what a cut leaves out and sums it up in few lines."""

    def __init__(self, view: TourView) -> None:
        self._view = view
        rows = [row for day in view.days for row in day.rows]
        self._places = {
            str(of): n for n, row in enumerate(rows) for of in (row.stop.id, row.stop.site)
        }
        self._records: list[tuple[RecordView, Withheld]] = []
        self._values: list[tuple[RecordView, Withheld]] = []
        self._fields: dict[tuple[str, str, Level, bool], list[RecordView]] = {}
        # kind and level -> facts with their labels in order, and ids; derived kinds share one line
        self._rest: dict[tuple[str, Level | None], tuple[dict[str, str], set[str]]] = {}

    def record(self, record: RecordView, why: str, release: str) -> None:
        """Note a whole record."""
        what = self.name_of(record)
        line = Withheld(what, f"{why}.", release, "", record.kind, record.id)
        self._records.append((record, line))

    def value(self, record: RecordView, declared: Field, why: str, release: str) -> None:
        """Note one value that a gate holds back."""
        what = f"{declared.label}, {self.name_of(record)}"
        line = Withheld(what, f"{why}.", release, "", record.kind, record.id, declared.name)
        self._values.append((record, line))

    def field(
        self, record: RecordView, fact: str, declared: Field | None, level: Level, *, refused: bool
    ) -> None:
        """Note a value that stays inside.

        Parameters
        ----------
        refused : the level forbids it; False = this paper merely does not print it.
        """
        if is_told(record.kind, fact, declared, level, refused=refused):
            self.told_field(record, fact, declared, level, refused=refused)

    def told_field(
        self, record: RecordView, fact: str, declared: Field | None, level: Level, *, refused: bool
    ) -> None:
        """Note a value that stays inside and is known to be worth a line."""
        base = fact.partition("/")[0]
        if base in _TELLING or record.kind in _WHOLE:
            self._fields.setdefault((record.kind, base, level, refused), []).append(record)
        else:
            key = (record.kind, None if record.kind in DERIVED else level)
            labels, ids = self._rest.setdefault(key, ({}, set()))
            labels[fact] = declared.label if declared else fact
            ids.add(record.id)

    def finish(self) -> tuple[Withheld, ...]:
        """Give the list: records, single values, places by name, telling fields, then the rest."""
        telling: list[Withheld] = []
        whole: dict[str, dict[str, RecordView]] = {}
        refusals: dict[str, list[str]] = {}
        for (kind, fact, level, refused), records in self._fields.items():
            if kind in _WHOLE:
                whole.setdefault(kind, {}).update({r.id: r for r in records})
                refusals.setdefault(kind, []).extend([fact] if refused else [])
            else:
                telling.append(self._one_field(kind, fact, level, records, refused))
        places: list[Withheld] = []
        kinds: list[Withheld] = []
        for kind, found in whole.items():
            if kind == "place":
                places += [self._place(place) for place in found.values()]
            else:
                kinds.append(self._one_kind(kind, len(found), refusals[kind]))
        rest = [
            _rest(kind, level or _strictest(kind, labels), labels, len(ids))
            for (kind, level), (labels, ids) in self._rest.items()
        ]
        return (*self._gathered(), *self._in_order(self._values), *places, *telling, *kinds, *rest)

    def _place(self, place: RecordView) -> Withheld:
        level = Level.TRAVELERS
        what = self.name_of(place)
        why, release = _words(level, "place", ["name"])
        return Withheld(what, why, release, level, "place", place.id)

    def _gathered(self) -> list[Withheld]:
        """Give the records, those that are not in the plan on one line."""
        out = [w for w in self._in_order(self._records) if w.why != "Not in the plan."]
        apart = len(self._records) - len(out)
        if apart:
            what = f"{apart} candidate site{'s' * (apart > 1)}"
            out.append(Withheld(what, "Not in the plan.", "Place it on a day.", count=apart))
        return out

    def _in_order(self, found: list[tuple[RecordView, Withheld]]) -> list[Withheld]:
        """Give lines in the order of the tour: a stop, then what hangs on it; the others last."""

        def place(pair: tuple[RecordView, Withheld]) -> tuple[int, bool, int]:
            record = pair[0]
            of = record.id if record.kind in ("stop", "site") else record.text("stop")
            hangs = record.kind not in ("stop", "site")
            offset = int(record["offset_min"] or 0) if record.kind == "item" else 0
            return self._places.get(of, len(self._places)), hangs, offset

        return [line for _, line in sorted(found, key=place)]

    def _one_field(
        self, kind: str, fact: str, level: Level, records: list[RecordView], refused: bool
    ) -> Withheld:
        declared = record_kind(kind).field(fact)
        label = declared.label if declared else fact
        one = len(records) == 1
        where = self.name_of(records[0]) if one else f"{len(records)} {_plural(kind)}"
        what = label if kind in ("office", "tour") else f"{label}, {where}"
        record = records[0].id if one else ""
        why, release = _words(level, kind, [fact] if refused else [])
        return Withheld(what, why, release, level, kind, record, fact, len(records))

    def _one_kind(self, kind: str, count: int, refused: Sequence[str]) -> Withheld:
        what = f"{count} {_plural(kind) if count > 1 else record_kind(kind).label.lower()}"
        level = Level.RESTRICTED if kind in ("person", "rider", "media") else Level.INTERNAL
        why, release = _words(level, kind, refused)
        return Withheld(what, why, release, level, kind, count=count)

    def name_of(self, record: RecordView) -> str:
        """Give the name that people know a record by."""
        if record.kind == "stop":
            site = self._view.get("site", record.text("site"))
            return site.text("name") or record.text("press_title") or "A stop"
        if record.kind == "item":
            return record.text("title") or "An item"
        if record.kind == "quote":
            words = record.text("words")
            return f"Quote “{words[:40]}{'...' if len(words) > 40 else ''}”"
        if record.kind in DERIVED:
            return DERIVED[record.kind].label
        kind = record_kind(record.kind)
        return record.text(kind.title) or kind.label


def is_told(kind: str, fact: str, declared: Field | None, level: Level, *, refused: bool) -> bool:
    """Whether a fact that stays inside is worth a line, whatever record it is of.

    Parameters
    ----------
    refused : the level forbids it; False = this paper merely does not print it, which is worth a
        line only for what people ask about.
    """
    if declared is not None and declared.type is FieldType.REF:
        return False  # which record another belongs to says nothing by itself
    if fact.split("/", 1)[0] in _TELLING or kind in _WHOLE:
        return refused or (level in _PRIVATE and kind != "place")
    return refused and kind not in _OWN


def _plural(kind: str) -> str:
    return _PLURALS.get(kind, f"{kind}s")


def _words(level: Level, kind: str, refused: Collection[str]) -> tuple[str, str]:
    """Give why something stays out, and where it stands instead.

    Parameters
    ----------
    refused : the facts that their level keeps out; none = this paper merely does not print them.
    """
    if not refused:
        return "Not on this paper.", ""
    return f"{_READERS[level]}.", _release(level, kind, frozenset(refused))


@lru_cache(maxsize=2048)  # asked for every line of every paper; what papers print is no user's text
def _release(level: Level, kind: str, facts: frozenset[str]) -> str:
    """Say which papers print some facts of a kind; that is what each paper names."""
    printing: dict[str, bool] = {}
    for spec in SPECS.values():
        may = level in spec.levels & READER_LEVELS[spec.reader]
        named = [fact for fact in facts if spec.names(kind, fact)] if may else []
        if named and not spec.like:
            printing[_name_of(spec)] = len(named) == len(facts)
    if not printing:
        return "No paper prints it."
    whole = [name for name, prints_all in printing.items() if prints_all]
    *first, last = whole or printing
    names = f"{', the '.join(first)} and the {last}" if first else last
    return f"It stands on the {names}." if whole else f"Some of it stands on the {names}."


def _name_of(spec: PaperSpec) -> str:
    """Give what a paper is called in a sentence."""
    name = f"{spec.name[:1].lower()}{spec.name[1:]}"
    return f"{name} of its stop" if spec.per_stop else name


def _strictest(kind: str, facts: Collection[str]) -> Level:
    """Give the strictest level among facts of a derived kind."""
    levels = list(Level)
    found = [field.level for fact in facts if (field := DERIVED[kind].field(fact)) is not None]
    return max(found, key=levels.index, default=Level.INTERNAL)


def _rest(kind: str, level: Level, facts: Mapping[str, str], count: int) -> Withheld:
    """Give one line for the lesser fields of a kind, such as "Bells; Worth (13 sites)".

    Parameters
    ----------
    facts : name -> label.
    """
    labels = tuple(dict.fromkeys(facts.values()))
    if kind == "visit_block":
        what = f"Bus times of {count} visit{'s' * (count > 1)}"
    elif kind in DERIVED:
        what = _plural(kind).capitalize()
    else:
        more = f" and {len(labels) - 4} more" if len(labels) > 4 else ""
        one = record_kind(kind).label.lower() if kind in _PLURALS else kind
        is_alone = kind in ("office", "tour")  # there is but one
        whose = _plural(kind) if is_alone else count_text(count, one, _plural(kind))
        what = f"{'; '.join(labels[:4])}{more} ({whose})"
    why, release = _words(level, kind, facts)
    return Withheld(what, why, release, level, kind, count=count)
