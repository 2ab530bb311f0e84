"""Makes all rows of the projection from the log."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from tourplanner.core.changes import Change, fold
from tourplanner.core.fields import KINDS
from tourplanner.store.log import Log, RecordKey
from tourplanner.store.project import Row, put, put_actions, row_of
from tourplanner.store.schema import plan_of
from tourplanner.store.texts import text_now

_BATCH = 1_000


def folded_row(kind: str, record: str, changes: Mapping[str, Change]) -> Row:
    """Fold a record from scratch, its long texts included."""
    folded = fold(changes)
    texts = {
        text.name: text_now(changes, text.name)
        for text in plan_of(kind).texts
        if text.name in folded.text_heads
    }
    return row_of(kind, record, changes, folded, texts)


def project_all(conn: sqlite3.Connection, log: Log) -> None:
    """Fill the empty tables of ``conn`` with everything the log amounts to."""
    batch: dict[RecordKey, dict[str, Change]] = {}
    for record in log.by_record():
        batch.update(record)
        if len(batch) >= _BATCH:
            _put_batch(conn, batch)
            batch = {}
    _put_batch(conn, batch)
    put_actions(conn, log.first_of_actions())


def _put_batch(conn: sqlite3.Connection, batch: Mapping[RecordKey, Mapping[str, Change]]) -> None:
    rows: dict[str, list[Row]] = {}
    for (kind, record), changes in batch.items():
        if kind in KINDS:
            rows.setdefault(kind, []).append(folded_row(kind, record, changes))
    for kind, records in rows.items():
        put(conn, kind, records)
