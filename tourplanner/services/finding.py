"""Finds any record of an office by words: tours, places, sites, people, notes, what was said.

What a record is called and what stands on its card come from its declaration in ``core.fields``;
a kind of record that is declared with fields to search is found without a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tourplanner.core.changes import Record
from tourplanner.core.errors import NotFoundError
from tourplanner.core.fields import KINDS, FieldType, Level
from tourplanner.core.model.ids import SiteId
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.safe_text import one_line
from tourplanner.services.office import profile_values
from tourplanner.services.sites import SiteService
from tourplanner.store.file import OfficeFile

Rules = Callable[[str], DriverRules]
MOST = 8  # of one kind
_HOST = ("host_name", "host_title")
_OFFICE = (("member_name", "Member"), ("press_contact", "Press contact"))
_SHOWN_TYPES = frozenset(
    {
        FieldType.TEXT,
        FieldType.LONG_TEXT,
        FieldType.CHOICE,
        FieldType.INTEGER,
        FieldType.BOOL,
        FieldType.DATE,
        FieldType.TOD_MIN,
    }
)
# Kinds that are found in a way of their own below.
_OWN_WAY = frozenset({"tour", "place", "site", "stop", "person", "roster_member", "quote"})


@dataclass(frozen=True, slots=True)
class Found:
    """One record that fits.

    ``what`` says what it is: Host, Hotel, Note; ``detail`` where, for a tour its first day as ISO.
    """

    kind: str
    record: str
    words: str
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a record's card: a value as ``type`` keeps it, and who may see it."""

    label: str
    value: Any
    type: FieldType
    level: Level


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a record, in the order of its declaration."""

    kind: str
    record: str
    title: str
    what: str
    facts: tuple[Fact, ...]


def find(file: OfficeFile, sites: SiteService, text: str) -> tuple[Found, ...]:
    """Give the records that hold every word of a text, each word as far as typed.

    Returns
    -------
    Tours, places, sites, people, then what people wrote; of each the best fit first, at most 8.
    """
    words = text.split()
    if not words:
        return ()
    with file.tables.snapshot():
        found = [
            *_tours(file, words),
            *_places(file, text),
            *_sites(file, sites, text),
            *_people(file, sites, text, words),
        ]
        for kind in KINDS.values():
            if kind.search and kind.name not in _OWN_WAY:
                records = file.tables.search(text, [kind.name], MOST)
                for record, where in zip(records, _where(file, sites, records), strict=True):
                    found.append(Found(kind.name, record.id, _name(record), kind.label, where))
        found += _quotes(file, text)
    return tuple(found)


def _where(file: OfficeFile, sites: SiteService, records: Sequence[Record]) -> list[str]:
    """Give the names of the sites that records belong to, directly or by their stop."""
    stops = {
        stop.id: str(stop["site"] or "")
        for stop in file.tables.get_many("stop", {str(r.values.get("stop") or "") for r in records})
    }
    ids = [
        str(r.values.get("site") or "") or stops.get(str(r.values.get("stop") or ""), "")
        for r in records
    ]
    views = sites.views(file.tables.get_many("site", dict.fromkeys(ids)))
    names = {view.id: view.name for view in views}
    return [names.get(SiteId(id_), "") for id_ in ids]


def _tours(file: OfficeFile, words: Sequence[str]) -> Iterable[Found]:
    for tour in sorted(file.tables.all("tour"), key=lambda t: str(t["start_date"] or "")):
        first = str(tour["start_date"] or "")
        if _fits(words, f"{tour['name'] or ''} {tour['purpose'] or ''}"):
            yield Found("tour", tour.id, _name(tour), "Tour", first)
        if _fits(words, str(tour["driver_name"] or "")):
            yield Found("tour", tour.id, str(tour["driver_name"]), "Driver", _name(tour))
        for coach in file.tables.where("coach", tour=tour.id):
            if _fits(words, f"{coach['driver_name'] or ''}"):
                yield Found("tour", tour.id, str(coach["driver_name"]), "Driver", _name(tour))
            elif _fits(words, f"{coach['name'] or ''}"):
                yield Found("tour", tour.id, str(coach["name"]), "Coach", _name(tour))


def _places(file: OfficeFile, text: str) -> Iterable[Found]:
    for place in file.tables.search(text, ["place"], MOST):
        what = "Hotel" if place["kind"] == "hotel" else "Place"
        town = ", ".join(str(place[part]) for part in ("city", "state") if place[part])
        name = _name(place)
        yield Found("place", place.id, name, what, "" if town == name else town)


def _sites(file: OfficeFile, sites: SiteService, text: str) -> Iterable[Found]:
    for view in sites.views(file.tables.search(text, ["site"], MOST)):
        words = f"{view.name}, {view.city}" if view.city else view.name
        yield Found("site", view.id, words, "Site")


def _people(
    file: OfficeFile, sites: SiteService, text: str, words: Sequence[str]
) -> Iterable[Found]:
    for person in file.tables.search(text, ["person"], MOST):
        detail = ", ".join(str(person[part]) for part in ("role", "organization") if person[part])
        yield Found("person", person.id, _name(person), "Person", detail)
    for member in file.tables.search(text, ["roster_member"], MOST):
        district = f"district {member['district']}" if member["district"] else ""
        detail = ", ".join(part for part in (str(member["state"] or ""), district) if part)
        yield Found("roster_member", member.id, _name(member), "Member", detail)
    hosts = [r for r in file.tables.search(text, ["site"], MOST, _HOST) if r["host_name"]]
    for record, view in zip(hosts, sites.views(hosts), strict=True):
        yield Found("site", record.id, str(record["host_name"]), "Host", view.name)
    agreed = [
        (record, str(status.get("by") or ""))
        for record in file.tables.search(text, ["stop"], MOST, ("status",))
        if isinstance(status := record["status"], Mapping)
    ]
    fits = [(stop, by) for stop, by in agreed if by and _fits(words, by)]
    where = _where(file, sites, [stop for stop, _ in fits])
    for (stop, by), name in zip(fits, where, strict=True):
        yield Found("stop", stop.id, by, "Confirmed by", name)
    profile = profile_values(file)
    for field, what in _OFFICE:
        if _fits(words, profile.get(field, "")):
            yield Found("office", "", profile[field], what)


def _quotes(file: OfficeFile, text: str) -> Iterable[Found]:
    speakers = file.tables.search(text, ["quote"], MOST, ("speaker", "speaker_role"))
    for quote in speakers:
        name = str(quote["speaker"] or quote["speaker_role"] or "")
        yield Found("quote", quote.id, name, "Speaker", _name(quote))
    known = {quote.id for quote in speakers}
    for quote in file.tables.search(text, ["quote"], MOST):
        if quote.id not in known:
            yield Found("quote", quote.id, _name(quote), "Quote")


def card(
    file: OfficeFile, sites: SiteService, rules: Rules, kind: str, record_id: str
) -> Card | None:
    """Give what is known of a record; None where it is gone. An office has one profile: id "".

    ``rules`` gives the drivers' hours of an id.
    """
    declared = KINDS[kind]
    values: Mapping[str, Any]
    if kind == "office":
        values = profile_values(file)
        title = values.get("member_name") or declared.label
    else:
        record = file.tables.get(kind, record_id)
        if record is None or record.deleted:
            return None
        values, title = record.values, _name(record)
        if kind == "site":
            view = sites.view(record_id)
            title = view.name
            shown = {field.name: getattr(view, field.name, None) for field in declared.fields}
            values = {**values, **{name: value for name, value in shown.items() if value}}
        elif kind == "stop":
            title = next(iter(_where(file, sites, [record])), "") or title
        elif values.get("rule_set"):
            values = {**values, "rule_set": _rule_words(rules, str(values["rule_set"]))}
    facts = (
        Fact(field.label, values[field.name], field.type, field.level)
        for field in declared.fields
        if field.type in _SHOWN_TYPES and values.get(field.name) not in (None, "", title)
    )
    return Card(kind, record_id, title, declared.label, tuple(facts))


def _rule_words(rules: Rules, rule_set: str) -> str:
    """Give the name of a set of drivers' hours; its id where it is not on this computer."""
    try:
        return rules(rule_set).law.name
    except NotFoundError:
        return rule_set


def _name(record: Record) -> str:
    """Give what a record is called: the first line of the field that names it."""
    kind = KINDS[record.kind]
    lines = str(record[kind.title] or "").strip().splitlines()
    return one_line(lines[0]) if lines else f"{kind.label} without a name"


def _fits(words: Sequence[str], text: str) -> bool:
    """Whether every word begins one of the text's words."""
    parts = text.casefold().split()
    return bool(parts) and all(
        any(part.startswith(word.casefold()) for part in parts) for word in words
    )
