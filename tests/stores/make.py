"""Make the stored file of this version: `python -m tests.stores.make`, once per released version.

The file is committed and never made again: it is what users of that version have on their disks.
Its tables are left out, since every version makes them anew from the log; that keeps it small.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

from tests.store.kit import START, counted_ids
from tourplanner.core.changes import Action, Edit, canonical
from tourplanner.services.undo import Undo
from tourplanner.store import settings
from tourplanner.store.file import OfficeFile
from tourplanner.store.migrations import FORMAT_VERSION
from tourplanner.store.opening import create_file
from tourplanner.store.schema import drop_projection

FOLDER = Path(__file__).parent
SITE, TOUR, STOP, VARIANT, NOTE, QUOTE, PERSON = (f"{n:x}" * 32 for n in range(1, 8))
POINT = {"lat": 37.345, "lon": -121.841, "precision": "site", "source": "cde"}
PLACE = {"day": 0, "rank": "a", "pin": False}
AT = "2013-10-14T09:30:00-07:00"


def _open(path: Path, who: str) -> OfficeFile:
    return create_file(
        path, author=who, device=who, now=lambda: START, ids=counted_ids(who[0].lower()),
        office_id="f" * 32,
    )  # fmt: skip


def fill(ana: OfficeFile, bob: OfficeFile) -> None:
    """Let two people do one of everything."""

    def give(source: OfficeFile, target: OfficeFile) -> None:
        target.receive(list(source.log.bodies()))

    ana.write(
        Action(
            "Add Dorsa",
            (
                Edit(
                    SITE,
                    "site",
                    {
                        "name": "Dorsa Elementary",
                        "city": "San José",
                        "point": POINT,
                        "bus_fits": True,
                        "score": 80,
                        "ladder": "asked",
                        "tag/garden": True,
                    },
                    {"remarks": "The garden."},
                ),
                Edit(TOUR, "tour", {"name": "October", "start_date": "2013-10-14", "days": 3}),
                Edit(STOP, "stop", {"tour": TOUR, "site": SITE, "visit_min": 60, "wish": "must"}),
                Edit(VARIANT, "variant", {"tour": TOUR, f"at/{STOP}": PLACE}),
                Edit(NOTE, "note", {"stop": STOP, "at": AT}, {"body": "Eight teachers."}),
                Edit(QUOTE, "quote", {"stop": STOP, "minor": True}, {"words": "We grow beans."}),
                Edit(PERSON, "person", {"name": "Mia"}),
            ),
        )
    )  # fmt: skip
    give(ana, bob)
    ana.write(Action("Rate", (Edit(SITE, "site", {"score": 85}, {"remarks": "The big garden."}),)))
    bob.write(
        Action("Rate", (Edit(SITE, "site", {"score": 70}, {"remarks": "The garden, at nine."}),))
    )
    ana.write(Action("Delete Mia", (Edit(PERSON, "person", deleted=True),)))
    bob.write(Action("Mia's role", (Edit(PERSON, "person", {"role": "principal"}),)))
    give(bob, ana)
    ana.write(Action("Delete quote", (Edit(QUOTE, "quote", deleted=True),)))
    ana.write(Action("City", (Edit(SITE, "site", {"city": "Milpitas"}),)))
    Undo(ana).undo()
    newer: dict[str, Any] = json.loads(next(iter(ana.log.bodies())))
    newer |= {"kind": "spaceship", "record": "9" * 32, "set": {"name": {"v": "Enterprise"}}}
    newer.pop("text", None)
    ana.receive([canonical(newer), canonical({"v": 2, "what": "a body of version 2"})])


def main() -> None:
    """Make v<N>.tour, unless it is there."""
    path = FOLDER / f"v{FORMAT_VERSION}.tour"
    if path.exists():
        raise SystemExit(f"{path.name} is there already: a stored file is never made again")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "a.tour"
        with _open(made, "Ana") as ana, _open(Path(folder) / "b.tour", "Bob") as bob:
            fill(ana, bob)
        conn = sqlite3.connect(made, isolation_level=None)
        drop_projection(conn)
        settings.write(conn, settings.PROJECTION, f"version {FORMAT_VERSION}")
        conn.execute("PRAGMA journal_mode=DELETE")
        conn.execute("VACUUM")
        conn.close()
        path.write_bytes(made.read_bytes())


if __name__ == "__main__":
    main()
