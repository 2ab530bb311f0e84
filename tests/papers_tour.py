"""An office with a tour of five days and 25 stops, all hosts agreed, for papers in bulk."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.papers_fixture import OFFICE
from tests.support import SetClock
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit
from tourplanner.core.geo import LatLon, Located, Precision
from tourplanner.services.tours import NewPlace, stop_id
from tourplanner.services.workspace import Workspace
from tourplanner.store.opening import create_file

DAYS, A_DAY = 5, 5


def five_days(folder: Path) -> tuple[Workspace, str]:
    """Make the office and its planned tour; the caller closes it."""
    clock = SetClock(datetime(2013, 10, 10, 16, 0, tzinfo=UTC))
    file = create_file(folder / "five.tour", author="Sam", device="d1", now=clock)
    office = ProgramDoors(clock)._workspace(file)
    office.profile.set({k: v for k, v in OFFICE.items() if k != "carrier_zone"})
    hotel = _place("Hidden Inn", 34.10)
    tour = office.tours.create(
        "Five days", date(2013, 10, 14), DAYS, hotel, hotel, party=45, hotels=[hotel]
    )
    record = office.file.tables.get("tour", tour)
    assert record is not None
    facts: dict[str, Any] = {"tour": tour, "name": "Plan 1"}
    edits: list[Edit] = []
    bed = next(iter(record.member("hotel")))
    for day in range(DAYS):
        start, end = bed if day else record["start_place"], bed
        facts[f"day/{day}"] = {
            "start": start,
            "end": end if day < DAYS - 1 else record["end_place"],
        }
        for n in range(A_DAY):
            number = day * A_DAY + n
            site = office.sites.add_by_hand(
                f"School number {number + 1}", f"{number + 1} Main Street", "Pasadena", "CA",
                "91104", Located(LatLon(34.12 + number / 500, -118.14), Precision.SITE, "test"),
                "Los Angeles",
            )  # fmt: skip
            office.tours.mark(tour, [site], "must")
            stop = stop_id(tour, site)
            status = {"state": "confirmed", "by": "slip", "at": "2013-10-01T00:00:00Z"}
            said = {"coverage": "open", "press_title": f"Visit {number + 1}", "room": "Library"}
            edits.append(Edit(stop, "stop", {**said, "status": status, "visit_min": 20}))
            for k in range(3):
                item = {"stop": stop, "title": f"Part {k + 1}", "offset_min": 10 * k, "minutes": 10}
                item |= {
                    "coverage": "open",
                    "status": status,
                    "speakers": f"Speaker {k + 1}, teacher",
                }
                edits.append(Edit(uuid.uuid4().hex, "item", item))
            facts[f"at/{stop}"] = {"day": day, "rank": "bcdef"[n], "pin": None}
    variant = uuid.uuid4().hex
    edits += [Edit(variant, "variant", facts), Edit(tour, "tour", {"current_variant": variant})]
    office.file.write(Action("Plan", tuple(edits)))
    return office, tour


def _place(name: str, lat: float) -> NewPlace:
    return NewPlace(name, "hotel", LatLon(lat, -118.14), Precision.PIN, "test", state="CA")
