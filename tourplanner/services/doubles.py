"""Two records of one site: proposed by code, else by name with address or distance; joined by hand.

Nothing is ever joined alone. Joining is one action: what was typed stays, in its field where the
kept record has nothing there, else among its remarks; stops, notes, photos and the case go along.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit, Json, Record
from tourplanner.core.declaring import FieldType, Level
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.fields import KINDS, PHOTO_RULES, SITE_LADDER, WISHES, record_kind
from tourplanner.core.geo import great_circle_m
from tourplanner.core.model.ids import derived_id
from tourplanner.core.model.places import GAP_WARN_M
from tourplanner.core.model.site import SiteView
from tourplanner.core.model.site_parts import SITE_FIELDS, site_field_text
from tourplanner.core.model.words import name_words
from tourplanner.services.addresses import AddressMatch, compare_addresses
from tourplanner.services.tours import stop_id
from tourplanner.services.workspace import Workspace
from tourplanner.store.tables import Tables

_FROM_DIRECTORY = ("directory", "seen")
_SHOWN = frozenset(
    ("name", "street", "city", "state", "zip", "county", "district", "grades", "point", "zone")
)
_STEPS = ("dropped", *(step for step in SITE_LADDER if step != "dropped"))  # the last one counts


@dataclass(frozen=True, slots=True)
class Double:
    """Two records that may be one site, and why."""

    left: SiteView
    right: SiteView
    why: str

    def other(self, site: str) -> SiteView:
        """Give the one that ``site`` may be the same as."""
        return self.right if self.left.id == site else self.left


# -- proposing -------------------------------------------------------------------------------------


def find_doubles(views: Iterable[SiteView]) -> tuple[Double, ...]:
    """Give the pairs that may be one site, by name: the same code, or name and place alike."""
    by_code: dict[str, list[SiteView]] = defaultdict(list)
    by_name: dict[tuple[str, ...], list[SiteView]] = defaultdict(list)
    for view in views:
        for code in {view.key, view.row.nces if view.row else ""} - {""}:
            by_code[code].append(view)
        by_name[tuple(sorted(name_words(view.name).core))].append(view)
    found: dict[frozenset[str], Double] = {}
    for code, same in by_code.items():
        for left, right in combinations(same, 2):
            pair = frozenset((str(left.id), str(right.id)))
            found.setdefault(pair, Double(left, right, f"the same code, {code}"))
    for name, same in by_name.items():
        for left, right in combinations(same, 2) if name else ():
            pair = frozenset((str(left.id), str(right.id)))
            if pair not in found and (why := _alike(left, right)):
                found[pair] = Double(left, right, why)
    return tuple(
        sorted(found.values(), key=lambda d: (d.left.name.casefold(), d.left.id, d.right.id))
    )


def _alike(left: SiteView, right: SiteView) -> str:
    """Say what makes two sites of like names one; empty where they are two.

    Schools that one directory has under two codes are two.
    """
    if left.key and right.key and left.source == right.source:
        return ""
    kinds = [set(name_words(view.name).kind) for view in (left, right)]
    if left.state != right.state or not (kinds[0] <= kinds[1] or kinds[1] <= kinds[0]):
        return ""
    is_one_town = left.city.casefold() == right.city.casefold()
    points = [v.point for v in (left, right) if v.point and not v.point.precision.is_coarse]
    gap_m = great_circle_m(points[0].point, points[1].point) if len(points) == 2 else None
    if gap_m is not None and gap_m <= GAP_WARN_M:
        return f"name alike, {round(gap_m)} m apart"
    if not is_one_town:
        return ""
    streets = compare_addresses(left.street, right.street).match
    if streets is AddressMatch.SAME:
        return "name and address alike"
    is_told_apart = gap_m is not None or streets is AddressMatch.DIFFERENT
    return "" if is_told_apart else "name and town alike, and nothing tells them apart"


def doubles_of(office: Workspace, site: str) -> tuple[Double, ...]:
    """Give the pairs that a site may be one of."""
    return tuple(d for d in find_doubles(office.sites.all()) if site in (d.left.id, d.right.id))


# -- joining ---------------------------------------------------------------------------------------


def left_behind(office: Workspace, keep: str, other: str) -> tuple[str, ...]:
    """Say which private figures of the other record have no room in the one that is kept."""
    kept, gone = _pair(office, keep, other)
    return tuple(
        f"{field.label}: {site_field_text(field, gone[name])}"
        for name, field in SITE_FIELDS.items()
        if field.level is Level.RESTRICTED and _differs(kept[name], gone[name])
    )


def join_sites(office: Workspace, keep: str, other: str) -> Changes:
    """Make two sites one in one action; all that hangs on the other one goes to the kept one.

    Raises
    ------
    NotFoundError : they are not two sites of this file. InputError : they are one already.
    """
    kept, gone = _pair(office, keep, other)
    tables = office.file.tables
    label = f"{office.sites.view(other).name} is {office.sites.view(keep).name}"
    facts, texts = _site_facts(kept, gone, office.sites.view(keep))
    edits = [Edit(keep, "site", facts, texts), Edit(other, "site", deleted=True)]
    for kind in KINDS.values():
        for field in kind.fields:
            if field.type is FieldType.REF and field.ref == "site" and kind.name != "stop":
                edits += [
                    Edit(record.id, kind.name, {field.name: keep})
                    for record in tables.where(kind.name, **{field.name: other})
                    if not record.deleted
                ]
    moved = {
        stop.id: stop_id(str(stop["tour"]), keep)
        for stop in tables.where("stop", site=other)
        if not stop.deleted and stop["tour"]
    }
    for was, now in moved.items():
        edits += _stop_edits(tables, was, now, keep)
    edits += _hanging(tables, moved)
    edits += _legs(tables, keep, other)
    return office.file.write(Action(label, tuple(_together(edits))))


def _pair(office: Workspace, keep: str, other: str) -> tuple[Record, Record]:
    if keep == other:
        raise InputError("That is one site already.", "Name two.")
    found = {r.id: r for r in office.file.tables.get_many("site", (keep, other)) if not r.deleted}
    if len(found) < 2:
        raise NotFoundError("This file has no two such sites.", "List the candidates to see them.")
    return found[keep], found[other]


def _differs(kept: Any, gone: Any) -> bool:
    return kept not in (None, "") and gone not in (None, "") and kept != gone


def _site_facts(
    kept: Record, gone: Record, view: SiteView
) -> tuple[dict[str, Any], dict[str, str]]:
    """Give what the kept record takes over, and its remarks with what has no room elsewhere.

    Where the kept one shows its directory's name, address or point, that stays.
    """
    facts: dict[str, Any] = {}
    beside = []
    for field in record_kind("site").fields:
        name = field.name
        if field.type is FieldType.MEMBER:
            mine = kept.member(name)
            facts |= {f"{name}/{k}": v for k, v in gone.member(name).items() if k not in mine}
            continue
        if field.type is FieldType.LONG_TEXT or name in _FROM_DIRECTORY:
            continue
        have = kept[name]
        if have in (None, "") and name in _SHOWN:
            have = getattr(view, name) or None
        if have in (None, ""):
            if gone[name] not in (None, ""):
                facts[name] = gone[name]
            continue
        is_telling = name in SITE_FIELDS and field.level is not Level.RESTRICTED
        if is_telling and _differs(have, gone[name]):
            beside.append(f"{field.label}: {site_field_text(field, gone[name])}")
    if not kept["directory"] and gone["directory"]:
        facts |= {name: gone[name] for name in _FROM_DIRECTORY}
    facts |= _stricter(kept, gone, "photo_rule", PHOTO_RULES)
    facts |= _stricter(kept, gone, "ladder", _STEPS)
    remarks = [str(kept["remarks"] or ""), str(gone["remarks"] or "")]
    if beside:
        remarks.append(f"The record that was made one with this had {'; '.join(beside)}.")
    joined = "\n\n".join(dict.fromkeys(part for part in remarks if part))
    return facts, {"remarks": joined} if joined != str(kept["remarks"] or "") else {}


def _stricter(kept: Record, gone: Record, name: str, order: Sequence[str]) -> dict[str, Any]:
    """Take the later of two steps of an order."""
    both = [str(one[name]) for one in (kept, gone) if str(one[name] or "") in order]
    last = max(both, key=order.index, default="")
    return {name: last} if last and last != kept[name] else {}


def _stop_edits(tables: Tables, was: str, now: str, site: str) -> Iterator[Edit]:
    """Move a stop: the kept site's own stop of the tour takes what it lacks, the other one goes."""
    (gone,) = tables.get_many("stop", [was])
    here = next(iter(tables.get_many("stop", [now])), None)
    facts: dict[str, Any] = {"tour": gone["tour"], "site": site}
    for field in record_kind("stop").fields:
        if field.type is FieldType.MEMBER or field.name in facts:
            continue
        if gone[field.name] is not None and (here is None or here[field.name] is None):
            facts[field.name] = gone[field.name]
    facts |= {f"was/{before}": True for before in (was, *gone.member("was"))}
    wishes = [str(one["wish"]) for one in (here, gone) if one is not None and one["wish"]]
    if here is not None and not here.deleted and wishes:
        facts["wish"] = min(wishes, key=WISHES.index)  # the one that wants it most
    yield Edit(now, "stop", facts, deleted=False if here is not None and here.deleted else None)
    yield Edit(was, "stop", deleted=True)


def _hanging(tables: Tables, moved: Mapping[str, str]) -> Iterator[Edit]:
    """Let all that names a moved stop name the one that it is now; issued papers stay as issued.

    They are found by the ``was`` of the stop.
    """
    if not moved:
        return
    for kind in KINDS.values():
        if kind.goes_out:
            continue
        refs = [f.name for f in kind.fields if f.type is FieldType.REF and f.ref == "stop"]
        objects = [f.name for f in kind.fields if f.type is FieldType.OBJECT]
        members = [f.name for f in kind.fields if f.type is FieldType.MEMBER]
        for record in tables.all(kind.name):
            facts: dict[str, Any] = {n: moved[str(record[n])] for n in refs if record[n] in moved}
            for name in objects:
                value = record[name]
                if isinstance(value, Mapping) and value.get("stop") in moved:
                    facts[name] = {**value, "stop": moved[str(value["stop"])]}
            for name in members:
                have = record.member(name)
                for was, now in moved.items():
                    if was in have and have[was] is not None:
                        facts[f"{name}/{was}"] = None
                        if have.get(now) in (None, False):
                            facts[f"{name}/{now}"] = have[was]
            if facts:
                yield Edit(record.id, kind.name, facts)


def _legs(tables: Tables, keep: str, other: str) -> Iterator[Edit]:
    """Let typed minutes and departures go along, where none were typed for the kept site."""
    ends = {"left": tables.where("leg", left=other), "right": tables.where("leg", right=other)}
    for leg in {leg.id: leg for legs in ends.values() for leg in legs if not leg.deleted}.values():
        pair = tuple(keep if leg[end] == other else str(leg[end]) for end in ("left", "right"))
        made = derived_id("leg", *pair)
        here = next(iter(tables.get_many("leg", [made])), None)
        if pair[0] == pair[1]:
            continue
        facts: dict[str, Json] = {"left": pair[0], "right": pair[1]}
        if leg["typed"] and (here is None or not here["typed"]):
            facts["typed"] = leg["typed"]
        if leg["leaves"] and (here is None or not here["leaves"]):
            facts["leaves"] = leg["leaves"]
        if len(facts) > 2:
            yield Edit(made, "leg", facts, deleted=False if here and here.deleted else None)


def _together(edits: Iterable[Edit]) -> list[Edit]:
    """Make one edit of those of one record."""
    found: dict[tuple[str, str], Edit] = {}
    for edit in edits:
        before = found.get((edit.kind, edit.record))
        found[edit.kind, edit.record] = (
            Edit(
                edit.record,
                edit.kind,
                {**before.set, **edit.set},
                {**before.text, **edit.text},
                edit.deleted if before.deleted is None else before.deleted,
            )
            if before
            else edit
        )
    return [edit for edit in found.values() if edit.set or edit.text or edit.deleted is not None]
