"""The words of a paper that people type: its free blocks, and what a stop and its site say there.

A paper is edited in the program and never in an export, so that the next issue has the words too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.clock import VISITS_FROM_TOD_MIN, parse_tod, tod_text
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.fields import KINDS, Field, FieldType
from tourplanner.core.model.ids import derived_id
from tourplanner.core.papers.specs import SPECS, PaperKind, PaperSpec, spec_of
from tourplanner.core.privacy import words_key
from tourplanner.core.safe_text import clean
from tourplanner.services.office import ProfileEntry
from tourplanner.store.file import OfficeFile

MAX_CHARS = 4_000
_LINES, _LONG_LINES = 2, 4  # of a field that may have several
_ONE_LINE = frozenset({"headline", "embargo", "rsvp", "dress", "weather", "reply_to"})
_OF_STOP = (
    *("press_title", "room", "press_call_tod_min", "press_door", "pool_note"),
    *("hold_room", "gate_note", "talking_points"),
)
_LINES_OF_STOP = frozenset({"talking_points", "driver_note"})
_OF_EACH_STOP = ("driver_note",)  # on a paper of all stops
_OF_SITE = (
    *("host_name", "host_title", "front_office_phone", "bus_bay", "access_notes"),
    *("registers", "visitor_id", "escort", "press_entry"),
)


class PaperWords:
    """Reads and writes the words of the papers of a tour.

    A field is called by its name, one of the stop ``stop.room``, one of its site ``site.bus_bay``;
    on a paper of all stops that of one is ``stop.driver_note/`` with the stop's id.
    """

    def __init__(self, file: OfficeFile) -> None:
        self._file = file

    def read(self, tour_id: str, kind: PaperKind, stop: str = "") -> tuple[ProfileEntry, ...]:
        """Give every field of a paper that people type, in order, filled in or not."""
        spec = _spec(kind, stop)
        return tuple(
            ProfileEntry(
                name,
                field.label,
                field.help,
                field.level,
                _shown(field, record[field.name] if record is not None else None),
                _lines(name, field),
            )
            for name, field, record in self._fields(tour_id, spec, stop)
        )

    def set(
        self, tour_id: str, kind: PaperKind, facts: dict[str, str], stop: str = ""
    ) -> Changes | None:
        """Write fields of a paper in one action; None where nothing changes.

        Raises
        ------
        InputError : no such field, a text that is too long, or no time of day; nothing is written.
        """
        spec = _spec(kind, stop)
        fields = {name: (field, old) for name, field, old in self._fields(tour_id, spec, stop)}
        edits: list[Edit] = []
        labels: list[str] = []
        for name, text in facts.items():
            if name not in fields:
                known = ", ".join(fields) or "none"
                raise InputError(f"{spec.name} has no “{name}”.", f"Its fields: {known}.")
            field, old = fields[name]
            value = _value(field, text)
            if value != (old[field.name] if old is not None else None) and (value or old):
                edits.append(self._edit(tour_id, spec, stop, name, field, value, old))
                labels.append(field.label)
        if not edits:
            return None
        label = f"Change {labels[0] if len(labels) == 1 else 'words'}, {spec.name}"
        return self._file.write(Action(label, tuple(edits)))

    def _fields(
        self, tour_id: str, spec: PaperSpec, stop: str
    ) -> Iterator[tuple[str, Field, Record | None]]:
        tables = self._file.tables
        if spec.per_stop:
            found = tables.get("stop", stop)
            if found is None or found["tour"] != tour_id:
                raise NotFoundError("This tour has no such stop.", "Choose a stop of the plan.")
            site = tables.get("site", str(found["site"]))
            for kind, names, record in (("stop", _OF_STOP, found), ("site", _OF_SITE, site)):
                for name in names:
                    field = KINDS[kind].field(name)
                    if field is not None and spec.names(kind, name):
                        yield f"{kind}.{name}", field, record
        else:
            yield from self._of_each_stop(tour_id, spec)
        blocks = self._blocks(tour_id, spec, stop)
        for field in KINDS["blocks"].fields:
            if spec.names("blocks", field.name):
                yield field.name, field, blocks

    def _of_each_stop(
        self, tour_id: str, spec: PaperSpec
    ) -> Iterator[tuple[str, Field, Record | None]]:
        """Give the fields that a paper of all stops prints of each, named by its site."""
        tables = self._file.tables
        for name in _OF_EACH_STOP:
            field = KINDS["stop"].field(name)
            if field is None or not spec.names("stop", name):
                continue
            tour = tables.get("tour", tour_id)
            plan = tables.get("variant", str(tour["current_variant"])) if tour else None
            placed = plan.member("at") if plan is not None else {}
            for stop in sorted(placed, key=lambda s: _place(placed[s])):
                record = tables.there("stop", stop) if placed[stop] else None
                site = tables.get("site", str(record["site"])) if record is not None else None
                if record is not None and site is not None:
                    label = f"{field.label}: {_site_name(site)}"
                    yield f"stop.{name}/{stop}", replace(field, label=label), record

    def _blocks(self, tour_id: str, spec: PaperSpec, stop: str) -> Record | None:
        found = self._file.tables.where("blocks", tour=tour_id, paper_kind=words_key(spec))
        return next((one for one in found if (one["stop"] or "") == stop), None)

    def _edit(
        self,
        tour_id: str,
        spec: PaperSpec,
        stop: str,
        name: str,
        field: Field,
        value: Any,
        old: Record | None,
    ) -> Edit:
        kind, dot, _ = name.partition(".")
        if dot:
            assert old is not None
            return Edit(old.id, kind, {field.name: value})
        key = words_key(spec)
        record = old.id if old is not None else derived_id("blocks", tour_id, key, stop)
        facts: dict[str, Any] = {"tour": tour_id, "paper_kind": key} if old is None else {}
        facts |= {"stop": stop} if stop and old is None else {}
        if field.type is FieldType.LONG_TEXT:
            return Edit(record, "blocks", facts, {field.name: value or ""})
        return Edit(record, "blocks", {**facts, field.name: value})


def has_words(key: str) -> bool:
    """Whether anything of a paper is typed by people."""
    return bool(SPECS[key].fields.get("blocks")) and "/" not in key


def _place(at: Any) -> tuple[int, str]:
    """Give where a stop stands in the plan: its day and rank."""
    known = at if isinstance(at, Mapping) else {}
    return int(known.get("day") or 0), str(known.get("rank") or "")


def _site_name(site: Record) -> str:
    seen = site["seen"] if isinstance(site["seen"], Mapping) else {}
    return str(site["name"] or seen.get("name") or "a site without a name")


def _spec(kind: PaperKind, stop: str) -> PaperSpec:
    spec = spec_of(kind)
    if spec is None or not has_words(spec.key):
        raise InputError("This paper has no words of its own.", "Type them on another paper.")
    if spec.per_stop and not stop:
        raise InputError(f"{spec.name} is of one stop.", "Say which.")
    return spec


def _lines(name: str, field: Field) -> int:
    if field.name in _ONE_LINE or ("." in name and field.name not in _LINES_OF_STOP):
        return 1
    return _LONG_LINES if field.type is FieldType.LONG_TEXT else _LINES


def _shown(field: Field, value: Any) -> str:
    if value is None:
        return ""
    return tod_text(int(value)) if field.type is FieldType.TOD_MIN else str(value)


def _value(field: Field, text: str) -> Any:
    """Give typed text as it is kept, None where it is empty."""
    kept = clean(text).strip()
    if len(kept) > MAX_CHARS:
        raise InputError(
            f"{field.label} has {len(kept):,} characters; {MAX_CHARS:,} fit.", "Make it shorter."
        )
    if not kept:
        return "" if field.type is FieldType.LONG_TEXT else None
    return parse_tod(kept, VISITS_FROM_TOD_MIN) if field.type is FieldType.TOD_MIN else kept
