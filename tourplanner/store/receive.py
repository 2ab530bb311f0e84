"""Takes in bodies from other laptops: checked one by one, saved together."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from tourplanner.core.bodies import LAM_JUMP, RefusedChange, body_key, parse_body
from tourplanner.core.changes import Change, Changes
from tourplanner.core.fields import KINDS
from tourplanner.store.log import Log, RecordKey
from tourplanner.store.project import Row, put, put_actions
from tourplanner.store.rebuild import folded_row
from tourplanner.store.texts import Texts, refused

_ASIDE_LIMIT = 10_000  # bodies kept for another try
_ASIDE_BYTES = 50_000_000

Transaction = Callable[[], AbstractContextManager[sqlite3.Connection]]


@dataclass(frozen=True, slots=True)
class RefusedBody:
    """One body that did not go in; ``later`` says that it is kept and tried again."""

    key: str
    reason: str
    later: bool


@dataclass(frozen=True, slots=True)
class Aside:
    """One body that is kept for another try: why, and since when."""

    key: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class Received:
    """What came of a delivery: how many changes were new, how many known, which were refused."""

    taken: int
    known: int
    refused: tuple[RefusedBody, ...]
    changes: Changes


def take(
    log: Log,
    texts: Texts,
    conn: sqlite3.Connection,
    transaction: Transaction,
    bodies: Iterable[bytes],
    at: str,
) -> Received:
    """Check and save a delivery; see ``OfficeFile.receive``."""
    bad: dict[str, RefusedBody] = {}
    arrived: dict[str, tuple[Change, bytes]] = {}
    waiting = [bytes(body) for (body,) in conn.execute("SELECT body FROM aside ORDER BY key")]
    offered: dict[str, bytes] = {}
    for body in bodies:
        offered[body_key(body)] = body
    known = log.known(offered.keys())
    for body in waiting:
        offered.setdefault(body_key(body), body)
    for key, body in offered.items():
        if key in known:
            continue
        try:
            arrived[key] = (parse_body(body), body)
        except RefusedChange as error:
            bad[key] = RefusedBody(key, error.reason, error.later)
    records = _by_record(arrived)
    everything = log.changes_of(records.keys())
    for where, changes in records.items():
        _check_record(everything[where], changes, bad)
    good = {key: pair for key, pair in arrived.items() if key not in bad}
    rows = _rows(records, everything, good)
    aside = [(key, offered[key]) for key in bad if bad[key].later]
    if good or aside or waiting:
        with transaction() as held:
            _keep_aside(held, aside, bad, at)
            log.add(good.values())
            for kind, found in rows.items():
                put(held, kind, found)
            put_actions(held, _first_of_actions(good))
    for change, _ in good.values():
        for name in change.text:
            texts.forget((change.kind, change.record, name))
    touched = {kind: frozenset(record.id for record in found) for kind, found in rows.items()}
    return Received(len(good), len(known), tuple(bad.values()), Changes("", "", touched))


def list_aside(conn: sqlite3.Connection) -> list[Aside]:
    """Give the bodies that are kept for another try, by key."""
    rows = conn.execute("SELECT key, reason, at FROM aside ORDER BY key")
    return [Aside(key.hex(), reason, at) for key, reason, at in rows]


def _by_record(arrived: dict[str, tuple[Change, bytes]]) -> dict[RecordKey, list[Change]]:
    records: dict[RecordKey, list[Change]] = {}
    for change, _ in arrived.values():
        records.setdefault((change.kind, change.record), []).append(change)
    return records


def _check_record(
    before: dict[str, Change],
    arrived: list[Change],
    bad: dict[str, RefusedBody],
) -> None:
    """Judge what arrived for one record against what is here: counters, then long texts."""
    highest = max((change.lam for change in before.values()), default=0)
    good: list[Change] = []
    for change in sorted(arrived, key=lambda change: (change.lam, change.key)):
        if change.lam > highest + LAM_JUMP:
            bad[change.key] = RefusedBody(
                change.key, "its counter is far ahead of the record", True
            )
            continue
        highest = max(highest, change.lam)
        good.append(change)
    after = {**before, **{change.key: change for change in good}}
    names = {name for change in good for name in change.text}
    for name in sorted(names):
        keys = [change.key for change in good if name in change.text]
        for key, reason in refused(after, name, keys).items():
            bad[key] = RefusedBody(key, reason, False)


def _rows(
    records: dict[RecordKey, list[Change]],
    before: dict[RecordKey, dict[str, Change]],
    good: dict[str, tuple[Change, bytes]],
) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for (kind, record), changes in records.items():
        new = {change.key: change for change in changes if change.key in good}
        if new and kind in KINDS:
            after = {**before[kind, record], **new}
            rows.setdefault(kind, []).append(folded_row(kind, record, after))
    return rows


def _first_of_actions(good: dict[str, tuple[Change, bytes]]) -> list[Change]:
    actions: dict[str, Change] = {}
    for change, _ in good.values():
        actions.setdefault(change.action, change)
    return list(actions.values())


def _keep_aside(
    conn: sqlite3.Connection,
    aside: list[tuple[str, bytes]],
    bad: dict[str, RefusedBody],
    at: str,
) -> None:
    conn.execute("DELETE FROM aside")
    room = _ASIDE_BYTES
    rows = []
    for key, body in aside[:_ASIDE_LIMIT]:
        room -= len(body)
        if room < 0:
            break
        rows.append((bytes.fromhex(key), bad[key].reason, at, body))
    conn.executemany("INSERT INTO aside (key, reason, at, body) VALUES (?,?,?,?)", rows)
