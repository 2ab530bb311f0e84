"""The sample office file: the tour of October 2013, from a data file, by the services."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tourplanner.core.changes import Action, Edit
from tourplanner.core.clock import parse_date, utc_text
from tourplanner.core.fields import FieldType, record_kind
from tourplanner.core.geo import LatLon, Precision
from tourplanner.core.model.ids import TourId
from tourplanner.core.ports import Clock
from tourplanner.services.office import profile_edit
from tourplanner.services.sites import SiteService
from tourplanner.services.tour_values import vehicle_value
from tourplanner.services.tours import NewPlace, TourService, stop_id
from tourplanner.services.undo import SAMPLE, set_up_action
from tourplanner.store.file import OfficeFile

_STOP_FACTS = (
    "wish",
    "visit_min",
    "boarding_min",
    "fixed",
    "coverage",
    "press_title",
    "room",
    "press_call_tod_min",
    "press_door",
    "hold_room",
    "gate_note",
    "driver_note",
    "talking_points",
)


def is_sample(file: OfficeFile) -> bool:
    """Whether a file was made as the sample: what stands in it of an office is nobody's own."""
    return bool(file.log.of_action(set_up_action(file, SAMPLE)))


def write_sample(
    file: OfficeFile,
    sites: SiteService,
    tours: TourService,
    sample: Mapping[str, Any],
    clock: Clock,
) -> TourId:
    """Write the sample's office, places, candidates, tour, riders, notes, quotes and
    practices.

    Parameters
    ----------
    sample : the parsed resources/sample/tour-2013.json.
    """
    file.write(Action("Office profile", (profile_edit(sample["office"]),)))
    sites.add_from_directory([stop["cds"] for stop in sample["stops"]], "Sample candidates")
    facts = sample["tour"]
    tour = tours.create(
        facts["name"],
        parse_date(facts["start_date"]),
        facts["days"],
        _place(sample["places"]["start"]),
        _place(sample["places"]["end"]),
        party=facts["party"],
        purpose=facts["purpose"],
        hotels=[_place(hotel) for hotel in sample["places"]["hotels"]],
        vehicle=vehicle_value(facts["vehicle"]),
    )
    rest = {name: facts[name] for name in ("driver_name", "driver_phone", "rule_set")}
    tours.change(tour, rest, "Driver and rules")
    now = utc_text(clock())
    edits: list[Edit] = []
    for stop in sample["stops"]:
        edits += _stop(tour, sites.id_of(stop["cds"]), stop, now)
    edits += [Edit(uuid.uuid4().hex, "person", person) for person in sample["people"]]
    edits += [Edit(uuid.uuid4().hex, "rider", {"tour": tour, **r}) for r in sample["riders"]]
    for kind in ("notes", "quotes", "practices"):
        for k, entry in enumerate(sample[kind], start=1 - len(sample[kind])):
            at = utc_text(clock() + timedelta(seconds=k))  # in the order of the sample
            edits.append(_written(kind[:-1], entry, tour, sites.id_of(entry["cds"]), at))
    file.write(Action("Sample tour", tuple(edits), set_up_action(file, SAMPLE)))
    return tour


def _place(facts: Mapping[str, Any]) -> NewPlace:
    text = {k: str(facts[k]) for k in ("street", "city", "state", "zip", "phone") if k in facts}
    point = LatLon(facts["lat"], facts["lon"])
    return NewPlace(facts["name"], facts["kind"], point, Precision.PIN, "sample", **text)


def _stop(tour: TourId, site: str, facts: Mapping[str, Any], now: str) -> list[Edit]:
    stop = stop_id(tour, site)
    values = {name: facts[name] for name in _STOP_FACTS if name in facts}
    values |= {"tour": tour, "site": site, "status": _status(facts, now)}
    site_facts = {"ladder": "yes" if "confirmed_by" in facts else "asked", "score": facts["score"]}
    edits = [
        Edit(stop, "stop", values),
        Edit(site, "site", {**site_facts, **facts.get("site", {})}),
    ]
    for item in facts.get("items", ()):
        values = {k: v for k, v in item.items() if k != "confirmed_by"}
        values |= {"stop": stop, "status": _status(item, now)}
        edits.append(Edit(uuid.uuid4().hex, "item", values))
    return edits


def _status(facts: Mapping[str, Any], now: str) -> dict[str, Any]:
    if by := facts.get("confirmed_by"):
        return {"state": "confirmed", "by": by, "at": now}
    return {"state": "tentative", "by": None, "at": now}


def _written(kind: str, entry: Mapping[str, Any], tour: TourId, site: str, at: str) -> Edit:
    declared = record_kind(kind)
    long = {f.name for f in declared.fields if f.type is FieldType.LONG_TEXT}
    values = {k: v for k, v in entry.items() if k != "cds" and k not in long}
    if kind == "practice":
        values["site"] = site
    else:
        values["stop"] = stop_id(tour, site)
    if kind == "note":
        values |= {"tour": tour, "at": at, "author": "Sample"}
    return Edit(uuid.uuid4().hex, kind, values, {k: entry[k] for k in entry if k in long})
