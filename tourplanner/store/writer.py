"""From an action to changes of the log: what is written over what, record by record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import isfinite
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tourplanner.core.bodies import (
    BODY_LIMIT,
    DEPTH_LIMIT,
    NAME_LIMIT,
    fits,
    is_shallow,
    seal,
)
from tourplanner.core.changes import (
    Action,
    Change,
    Edit,
    FactWrite,
    Folded,
    Json,
    TextWrite,
    canonical,
    fold,
)
from tourplanner.core.declaring import Field
from tourplanner.core.errors import InputError
from tourplanner.core.fields import DELETED, FieldType
from tourplanner.core.model.ids import is_record_id
from tourplanner.store.log import Log, RecordKey
from tourplanner.store.project import Row, put, put_actions, row_of, shown_as
from tourplanner.store.schema import SPELLED_TYPES, KindPlan, in_parts, plan_of, quoted
from tourplanner.store.state import State, after, decode, encode
from tourplanner.store.texts import BadText, Texts

_PART = 1_000  # records of one action worked on at a time
_NEW = State()  # of a record that is not there yet


@dataclass(frozen=True, slots=True)
class Stamp:
    """What all changes of one action have in common."""

    action: str
    label: str
    author: str
    device: str
    at: str
    undoes: str | None = None


def checked_edits(action: Action) -> dict[RecordKey, Edit]:
    """Give one edit per record, later ones winning.

    Raises
    ------
    ValueError : a kind, fact or value that is not declared; the caller has a bug.
    """
    edits: dict[RecordKey, Edit] = {}
    for edit in action.edits:
        _check(edit)
        key = (edit.kind, edit.record)
        first = edits.get(key)
        if first is not None:
            deleted = first.deleted if edit.deleted is None else edit.deleted
            edit = Edit(
                edit.record,
                edit.kind,
                {**first.set, **edit.set},
                {**first.text, **edit.text},
                deleted,
            )
        edits[key] = edit
    return edits


def _check(edit: Edit) -> None:
    plan = plan_of(edit.kind)
    if not is_record_id(edit.record):
        raise ValueError(f"not a record id: {edit.record!r}")
    for fact, value in edit.set.items():
        declared = plan.declared(fact)
        if len(fact) > NAME_LIMIT or not fact.isprintable():
            raise ValueError(f"a fact cannot be called {fact!r}")
        if declared.type is FieldType.LONG_TEXT:
            raise ValueError(f"{edit.kind}.{fact} is a long text: write it as text")
        if not fits(declared, value):
            raise ValueError(f"{edit.kind}.{fact} cannot be {value!r}")
    for name, text in edit.text.items():
        declared = plan.declared(name)
        if declared.type is not FieldType.LONG_TEXT:
            raise ValueError(f"{edit.kind}.{name} is no long text")
        if not isinstance(text, str):
            raise ValueError(f"{edit.kind}.{name} cannot be {text!r}")


class Writer:
    """Saves actions through one connection; the caller holds the transaction."""

    def __init__(self, conn: sqlite3.Connection, log: Log, texts: Texts, path: Path) -> None:
        self._conn = conn
        self._log = log
        self._texts = texts
        self._path = path

    def save(self, edits: Mapping[RecordKey, Edit], stamp: Stamp) -> dict[str, frozenset[str]]:
        """Save an action; give the ids of touched records by kind.

        A fact that already has the value, and nobody disagrees, is not written again; an undo is
        written even where it changes nothing, or it would be asked for forever.
        """
        touched: dict[str, set[str]] = {}
        listed = False
        wanted = iter(edits.items())
        # A bulk action goes through in parts, so that only a part of it is in memory.
        while part := dict(islice(wanted, _PART)):
            by_kind: dict[str, list[Edit]] = {}
            for (kind, _), edit in part.items():
                by_kind.setdefault(kind, []).append(edit)
            changes: list[tuple[Change, bytes]] = []
            for kind, found in by_kind.items():
                rows = self._rows(plan_of(kind), found, stamp, changes)
                put(self._conn, kind, rows)
                touched.setdefault(kind, set()).update(row.id for row in rows)
            self._log.add(changes)
            if changes and not listed:
                put_actions(self._conn, [changes[0][0]])
                listed = True
        return {kind: frozenset(ids) for kind, ids in touched.items() if ids}

    def _rows(
        self,
        plan: KindPlan,
        edits: Sequence[Edit],
        stamp: Stamp,
        changes: list[tuple[Change, bytes]],
    ) -> list[Row]:
        """Work out the rows of edits of one kind; their changes are added to ``changes``."""
        standing = self._standing(plan, edits)
        fields = {fact: plan.declared(fact) for edit in edits for fact in edit.set}
        rows: list[Row] = []
        for edit in edits:
            state, values = standing.get(edit.record, (None, {}))
            if state is not None and state.contested:
                row = self._contested(edit, stamp, changes)
            else:
                row = self._plain(fields, edit, state, values, stamp, changes)
            if row is not None:
                rows.append(row)
        return rows

    def _standing(
        self, plan: KindPlan, edits: Sequence[Edit]
    ) -> dict[str, tuple[State, dict[str, Any]]]:
        """Give heads and values of the records as they stand, of the facts that edits write.

        A member that has no row in the tables is left out.
        """
        written = {fact for edit in edits for fact in edit.set}
        names = [fact.name for fact in plan.facts if fact.name in written]
        picked = "".join(f",t.{quoted(name)}" for name in names)
        found: dict[str, tuple[State, dict[str, Any]]] = {}
        ids = [edit.record for edit in edits]
        for marks, part in in_parts(ids):
            rows = self._conn.execute(
                f"SELECT t.id,t.heads{picked} FROM {quoted(plan.table)} t WHERE t.id IN ({marks})",
                part,
            )
            for id_, text, *columns in rows:
                found[id_] = (decode(text, self._path), dict(zip(names, columns, strict=True)))
        fields = sorted({fact.split("/", 1)[0] for fact in written if "/" in fact})
        for marks, part in in_parts(found if fields else ()):
            rows = self._conn.execute(
                "SELECT record_id,field,code,value FROM member WHERE kind=? "
                f"AND field IN ({','.join('?' * len(fields))}) AND record_id IN ({marks})",
                [plan.kind.name, *fields, *part],
            )
            for id_, name, code, value in rows:
                found[id_][1][f"{name}/{code}"] = value
        return found

    def _plain(
        self,
        fields: Mapping[str, Field],
        edit: Edit,
        state: State | None,
        stands: Mapping[str, Any],
        stamp: Stamp,
        changes: list[tuple[Change, bytes]],
    ) -> Row | None:
        """Work out an edit of a new record, or of one on which nobody disagrees.

        Parameters
        ----------
        fields : the declaration of each fact that the edit writes.
        """
        before = state or _NEW
        always = stamp.undoes is not None
        facts: dict[str, FactWrite] = {}
        shown: dict[str, Any] = {}
        ready: dict[str, str] = {}
        for fact, given in edit.set.items():
            declared, value = fields[fact], _as_read(given)
            column, here = shown_as(declared, value), stands.get(fact)
            # That somebody wrote false for a member cannot be seen in the tables.
            is_same = value is None if here is None else column == here
            if always or not is_same:
                heads = before.heads(fact) if state else ()
                facts[fact], shown[fact] = FactWrite(value, heads), column
                if column is not None and declared.type in SPELLED_TYPES:
                    ready[fact] = column
        deletes = before.heads(DELETED.name)
        if edit.deleted is not None and (always or edit.deleted != before.deleted):
            seen = before.all_heads() if edit.deleted else ()
            facts[DELETED.name] = FactWrite(edit.deleted, deletes, seen)
            shown[DELETED.name] = edit.deleted
        updates = self._updates(edit, before.text_heads, always)
        if state is not None and not facts and not updates:
            return None
        saw = deletes if before.deleted else ()
        draft = _draft(edit, before.lam + 1, facts, updates, saw, stamp)
        change, body = _sealed(draft, ready)
        changes.append((change, body))
        standing = after(before, change)
        return Row(
            edit.record,
            shown,
            {name: edit.text[name] for name in updates},
            encode(standing),
            whole=state is None,
            is_new=state is None,
            deleted=standing.deleted,
        )

    def _contested(
        self, edit: Edit, stamp: Stamp, changes: list[tuple[Change, bytes]]
    ) -> Row | None:
        """Work out an edit of a record with a conflict, from all its changes."""
        key = (edit.kind, edit.record)
        before = self._log.changes_of([key])[key]
        folded = fold(before)
        always = stamp.undoes is not None
        facts = _fact_writes(edit, folded, always)
        if edit.deleted is not None:
            write = _delete_write(edit.deleted, folded, always)
            if write is not None:
                facts[DELETED.name] = write
        updates = self._updates(edit, folded.text_heads, always)
        if not facts and not updates:
            return None
        # Only who edits a record that is shown as deleted agrees with that. One that is shown
        # because somebody changed it stays until a person settles it.
        saw = folded.heads[DELETED.name] if folded.deleted else ()
        lam = 1 + max((change.lam for change in before.values()), default=0)
        change, body = _sealed(_draft(edit, lam, facts, updates, saw, stamp))
        changes.append((change, body))
        everything = {**before, change.key: change}
        texts = {name: edit.text[name] for name in updates}
        return row_of(edit.kind, edit.record, everything, fold(everything), texts)

    def _updates(
        self, edit: Edit, heads: Mapping[str, tuple[str, ...]], always: bool
    ) -> dict[str, TextWrite]:
        if not edit.text:
            return {}
        key = (edit.kind, edit.record)
        writes: dict[str, TextWrite] = {}
        for name, new in edit.text.items():
            over = heads.get(name, ())
            try:
                update = self._texts.edit(
                    (*key, name), lambda: self._log.changes_of([key])[key], new
                )
            except BadText as error:
                raise InputError(
                    f"This cannot be saved: {error}.", "Split the text over several records."
                ) from error
            # Two heads and no new words: somebody read the merged text and says it is right.
            if update or len(over) > 1 or always:
                writes[name] = TextWrite(update, over)
        return writes


def _draft(
    edit: Edit,
    lam: int,
    facts: Mapping[str, FactWrite],
    texts: Mapping[str, TextWrite],
    saw: tuple[str, ...],
    stamp: Stamp,
) -> Change:
    return Change(
        "",
        edit.record,
        edit.kind,
        stamp.action,
        stamp.label,
        stamp.author,
        stamp.device,
        stamp.at,
        lam,
        facts,
        texts,
        stamp.undoes,
        saw,
    )


def _sealed(draft: Change, ready: Mapping[str, str] = MappingProxyType({})) -> tuple[Change, bytes]:
    try:
        change, body = seal(draft, ready)
    except UnicodeEncodeError as error:
        raise InputError(
            "The text holds a sign that cannot be saved.",
            "Type the text again where it was pasted from another program.",
            str(error),
        ) from error
    if len(body) > BODY_LIMIT:
        raise InputError(
            "This is too much to save in one record.", "Split the text over several records."
        )
    return change, body


def _fact_writes(edit: Edit, folded: Folded, always: bool) -> dict[str, FactWrite]:
    writes: dict[str, FactWrite] = {}
    for fact, given in edit.set.items():
        value = _as_read(given)
        heads = folded.heads.get(fact, ())
        if not always and len(heads) <= 1 and _same(folded.values.get(fact), value):
            continue
        writes[fact] = FactWrite(value, heads)
    return writes


def _delete_write(deleted: bool, folded: Folded, always: bool) -> FactWrite | None:
    heads = folded.heads.get(DELETED.name, ())
    settled = DELETED.name not in folded.conflicts
    if not always and settled and folded.deleted == deleted:
        return None
    return FactWrite(deleted, heads, folded.all_heads() if deleted else ())


def _as_read(value: Json) -> Json:
    """Give a value as it will be read again: tuples become lists, keys become text."""
    if type(value) in _SCALARS or _is_plain(value, DEPTH_LIMIT):
        return value
    try:
        read = json.loads(canonical(value))
    except TypeError as error:
        raise ValueError(f"a value cannot be {value!r}") from error
    if not is_shallow(read, DEPTH_LIMIT):
        raise ValueError("a value cannot be nested so deeply")
    return read


_SCALARS = frozenset({str, int, bool, type(None)})


def _is_plain(value: Json, depth: int) -> bool:
    """Whether a value is read again just as it stands, as nearly all are."""
    kind = type(value)
    if kind is float:
        return isfinite(value)
    if depth == 0 or kind not in (dict, list):
        return False
    for part in value:
        if kind is dict:
            if type(part) is not str:
                return False
            part = value[part]
        if type(part) not in _SCALARS and not _is_plain(part, depth - 1):
            return False
    return True


def _same(left: Json, right: Json) -> bool:
    if left is None or right is None:
        return left is right
    return canonical(left) == canonical(right)
