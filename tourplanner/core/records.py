"""What a records request gets of a tour: its records, their history, and what was left out of them.

It is no paper for the press and shares nothing with one: everything that staff may see is in it,
what is for named people only is left out and counted, unless somebody said why it goes out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tourplanner.core.changes import Record
from tourplanner.core.clock import tod_text
from tourplanner.core.costs import CENTS_PER_DOLLAR
from tourplanner.core.errors import InputError
from tourplanner.core.fields import KINDS, FieldType, Level, declared_field, record_kind
from tourplanner.core.publishing import folded, unspoken
from tourplanner.core.safe_text import clean, one_line

NAMED_ONLY = "For named people only"
NOT_ASKED = "Not asked for: of other days, or of stops in no day of the plan"
UNKNOWN = "This version of the program does not know it"
IN_TEXTS = "Words held back or taken back, or names of people, inside texts"
_SAID = ("words", "clean", "translation")  # of a quote
FILES = "The file itself: it lies beside the office file under its SHA-256"
#: What names or reaches a person: where it is left out, it is also taken out of other texts.
_PERSONAL = frozenset(
    {
        *("name", "speaker", "phone", "mobile", "email", "emergency", "contact", "shares", "held"),
        *("host_mobile", "coordinator_phone", "alternate_phone", "driver_phone"),
    }
)
_NOT_OF_TOURS = frozenset({"site", "place", "leg", "roster_member", "own_field", "office"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that goes out: its name in the file, what people call it, its value."""

    name: str
    label: str
    value: Any


@dataclass(frozen=True, slots=True)
class RecordOut:
    """A record as it stands now; ``facts`` in the order of their declaration."""

    kind: str
    id: str
    title: str
    deleted: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ChangeOut:
    """A change: who, when (as the log wrote it), under which label, what was written.

    ``sha256`` is of the change as it stands in the log, ``record`` what the record is called now.
    ``undoes`` is the act that it took back.
    """

    sha256: str
    at: str
    by: str
    label: str
    record: str
    record_id: str
    kind: str
    facts: tuple[Fact, ...]
    undoes: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was left out, how often, and why."""

    what: str
    count: int
    why: str


def owned(
    records: Iterable[Record], tour_id: str, without: Collection[str] = ()
) -> tuple[dict[str, Record], dict[str, Record]]:
    """Give what belongs to a tour, and what would but for the stops that were not asked for.

    A record belongs to it that says so, or that is of one that does: a note of a stop, a comment
    of that stop, the paper that holds a quote.

    Parameters
    ----------
    records : of every kind, deleted ones too. without : stops whose records stay out.
    """
    waiting = [(r, *_points_at(r)) for r in records if r.kind not in _NOT_OF_TOURS]
    found: dict[str, Record] = {}
    out: dict[str, Record] = {}
    inside, beside = {tour_id}, set(without)
    while True:
        still = []
        for record, refs, members in waiting:
            if record.id in beside or refs & beside:
                out[record.id] = record
                beside.add(record.id)
            elif record.id in inside or (refs | members) & inside:
                found[record.id] = record
                inside.add(record.id)
            else:
                still.append((record, refs, members))
        if len(still) == len(waiting):
            return found, out
        waiting = still


def _points_at(record: Record) -> tuple[set[str], set[str]]:
    """Give the ids that a record refers to, and the members of its sets.

    A set says whose a record is only where nothing else does: a media contact belongs to the tour
    whose stop was pitched to it, but a tour does not belong to its hotels.
    """
    refs = {
        str(record[field.name])
        for field in KINDS[record.kind].fields
        if field.type is FieldType.REF and record[field.name]
    }
    if KINDS[record.kind].field("tour") is not None or record.kind == "tour":
        return refs if record.kind != "tour" else set(), set()
    return refs, {code for members in record.members.values() for code in members}


def named_by(records: Iterable[Record]) -> set[tuple[str, str]]:
    """Give kind and id of the sites, places and cameras that records name."""
    found: set[tuple[str, str]] = set()
    for record in records:
        for field in KINDS[record.kind].fields:
            if field.type is FieldType.REF and record[field.name]:
                found.add((field.ref, str(record[field.name])))
        found |= {("place", place) for place in record.member("hotel")}
    return {(kind, id_) for kind, id_ in found if kind in ("site", "place", "camera")}


class Cut:
    """Takes facts in, gives out those that may go, and counts the others.

    Parameters
    ----------
    private : facts for named people only go out too.
    own_private : ids of the office's own columns that are for named people only.
    telling : texts that may stand in no other text: what is held back, and people's names.
    """

    def __init__(
        self, *, private: bool, own_private: Collection[str] = (), telling: Iterable[str] = ()
    ) -> None:
        self._private = private
        self._own_private = own_private
        self._unspoken = unspoken((), held=() if private else telling)
        self._counts: Counter[tuple[str, str]] = Counter()

    def record(self, record: Record) -> RecordOut:
        """Give a record as it goes out."""
        values: dict[str, Any] = {}
        for field in record_kind(record.kind).fields:
            if field.type is FieldType.MEMBER:
                members = record.member(field.name)
                values |= {f"{field.name}/{code}": members[code] for code in sorted(members)}
            elif record[field.name] is not None:
                values[field.name] = record[field.name]
        facts = self.facts(record.kind, values)
        return RecordOut(record.kind, record.id, self.title(record), record.deleted, facts)

    def title(self, record: Record) -> str:
        """Give what a record is called, where that may go out; else its kind."""
        kind = record_kind(record.kind)
        field = kind.field(kind.title)
        text = one_line(str(record[kind.title] or ""))
        if record.kind == "site" and not text and isinstance(record["seen"], Mapping):
            text = one_line(str(record["seen"].get("name") or ""))  # as the directory has it
        if not text or field is None or not self._may(record.kind, kind.title, field.level):
            return kind.label
        return str(self.told(text))[:80]  # half a name would not be known as one

    def facts(self, kind: str, values: Mapping[str, Any]) -> tuple[Fact, ...]:
        """Give the facts of a kind that may go out; the others are counted, not those taken away.

        Parameters
        ----------
        values : fact -> value; of a set "tag/<code>" -> value.
        """
        out = []
        label = KINDS[kind].label if kind in KINDS else kind
        for name, value in values.items():
            declared = declared_field(kind, name)
            if declared is None:
                self._counts[f"{label}: a fact", UNKNOWN] += 1
            elif not self._may(kind, name, declared.level):
                if value is not None:
                    self._counts[f"{label}: {declared.label}", NAMED_ONLY] += 1
            else:
                if isinstance(value, Mapping) and value.get("media"):
                    self._counts[f"{label}: {declared.label}", FILES] += 1
                out.append(Fact(name, declared.label, self.told(value)))
        return tuple(out)

    def told(self, value: Any) -> Any:
        """Give a value without what may stand in no text."""
        if isinstance(value, str):
            shown = self._unspoken.without_held(value)
            if shown != value:
                self._counts[IN_TEXTS, NAMED_ONLY] += 1
            return shown
        if isinstance(value, Mapping):
            return {key: self.told(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.told(part) for part in value]
        return value

    def not_asked(self, records: Iterable[Record]) -> None:
        """Count what belongs to stops that were not asked for."""
        for record in records:
            self._counts[KINDS[record.kind].label, NOT_ASKED] += 1

    def left_out(self) -> tuple[LeftOut, ...]:
        """Give what was left out, by kind."""
        return tuple(LeftOut(what, n, why) for (what, why), n in sorted(self._counts.items()))

    def _may(self, kind: str, name: str, level: Level) -> bool:
        if self._private:
            return True
        of_own = kind == "site" and name.startswith("own/")
        return level is not Level.RESTRICTED and not (of_own and name[4:] in self._own_private)


def telling_texts(kind: str, facts: Mapping[str, Any]) -> Iterable[str]:
    """Give the texts of private facts that name or reach a person, or are held back.

    One word alone is one only where it is a person's name: "office" in a phone's place would take
    that word out of every text.
    """
    for fact, value in facts.items():
        name = fact.partition("/")[0]
        declared = declared_field(kind, fact)
        if declared is None or declared.level is not Level.RESTRICTED or name not in _PERSONAL:
            continue
        if isinstance(value, str):
            words = folded(value)
            if len(words) > 1 or (words and name in ("name", "speaker")):
                yield value


def taken_back(facts: Mapping[str, Any]) -> Iterable[str]:
    """Give what stands in a quote whose speaker withdrew the consent, to be in no text any more."""
    said = (str(facts.get(name) or "") for name in _SAID)
    return (words for words in said if len(folded(words)) > 1)


def value_text(name: str, value: Any) -> str:
    """Write a value as people read it."""
    if value is None:
        return "taken away"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name.endswith("tod_min") and isinstance(value, int):
        return tod_text(value)
    if name == "cents" and isinstance(value, int):
        return f"${value / CENTS_PER_DOLLAR:,.2f}"
    if isinstance(value, Mapping):
        parts = ((k, v) for k, v in value.items() if v not in (None, ""))
        return "; ".join(f"{key}: {value_text(key, part)}" for key, part in parts)
    if isinstance(value, list):
        return ", ".join(value_text("", part) for part in value)
    return clean(str(value))


def titles_of(records: Iterable[RecordOut]) -> dict[str, str]:
    """Give what records are called, by id; a stop is called by its site.

    A tour's own coach, which riders are told by the tour's id, stands under ``coach/<id>``.
    """
    known = list(records)
    titles = {record.id: record.title for record in known}
    for record in known:
        facts = {fact.name: fact.value for fact in record.facts}
        if record.kind == "stop":
            site = str(facts.get("site", ""))
            titles[record.id] = f"Stop at {titles[site]}" if site in titles else record.title
        elif record.kind == "tour":
            coach = facts.get("vehicle")
            name = coach.get("name") if isinstance(coach, Mapping) else ""
            titles[f"coach/{record.id}"] = str(name or "First coach")
    return titles


def facts_text(facts: Iterable[Fact], titles: Mapping[str, str]) -> str:
    """Write facts one under the other: what each is called, and its value.

    Parameters
    ----------
    titles : what records are called, by the id with which facts name them.
    """
    lines = []
    for fact in facts:
        _, slash, code = fact.name.partition("/")
        label = f"{fact.label} ({titles.get(code, code)})" if slash else fact.label
        meant = (f"{fact.name}/{fact.value}", fact.value) if isinstance(fact.value, str) else ()
        value = next((titles[key] for key in meant if titles.get(key)), "")
        lines.append(f"{label}: {value or value_text(fact.name, fact.value)}")
    return "\n".join(lines)


def read_days(text: str) -> tuple[int, ...]:
    """Read the days of a list such as ``1,3``, from 0; InputError where it names none."""
    found = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isdecimal() and len(part) < 4 and int(part) > 0 for part in found):
        raise InputError(f"“{text}” names no days.", "Type their numbers, such as 1,3.")
    return tuple(dict.fromkeys(int(part) - 1 for part in found))
