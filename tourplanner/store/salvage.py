"""Saves what can still be read of a damaged or foreign file into a new office file.

Nothing of the source is trusted: its bodies are checked as if they came from a stranger, and
everything else is made anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tourplanner.store import faults
from tourplanner.store.backup import copy_files
from tourplanner.store.file import Clock, Ids, OfficeFile
from tourplanner.store.opening import create_file
from tourplanner.store.remains import Gap, Remains, read_remains
from tourplanner.store.seal import key_of

_BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was saved: changes and the records that they make; what was lost, with its gaps.

    ``lost`` counts the changes in the gaps and those that were readable but make no sense.
    """

    changes: int
    records: int
    lost: int
    gaps: tuple[Gap, ...]


def salvage(source: Path, out: Path, *, now: Clock, ids: Ids) -> Salvaged:
    """Make the new file; that of a sealed one is sealed with the same key.

    Raises
    ------
    StoreDamaged : not a single change can be read; no file was made.
    """
    with faults.explained(source):
        remains = read_remains(source)
        if not remains.bodies:
            raise faults.all_lost(source)
        copy_files(source, out)
    with create_file(
        out,
        author="Restore",
        device="restore",
        now=now,
        ids=ids,
        office_id=remains.office,
        key=key_of(source),
    ) as file:
        return _fill(file, remains)


def _fill(file: OfficeFile, remains: Remains) -> Salvaged:
    taken, lost = 0, remains.lost
    records: set[tuple[str, str]] = set()
    bodies = iter((*remains.bodies, *remains.aside))
    while batch := list(islice(bodies, _BATCH)):
        received = file.receive(batch)
        taken += received.taken
        lost += sum(1 for body in received.refused if not body.later)  # the others are kept aside
        records.update((k, id_) for k, ids in received.changes.touched.items() for id_ in ids)
    return Salvaged(taken, len(records), lost, remains.gaps)
