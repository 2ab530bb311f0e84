"""From an action to changes of the log: what is written over what, record by record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tourplanner.core.bodies import BODY_LIMIT, NAME_LIMIT, body_key, body_of, fits
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
from tourplanner.core.errors import InputError
from tourplanner.core.fields import DELETED, FieldType
from tourplanner.core.model.ids import is_record_id
from tourplanner.store.log import Log, RecordKey
from tourplanner.store.project import Projected
from tourplanner.store.schema import plan_of
from tourplanner.store.texts import BadText, Texts


@dataclass(frozen=True, slots=True)
class Stamp:
    """What all changes of one action have in common."""

    action: str
    label: str
    author: str
    device: str
    at: str
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """An action ready to be saved: bodies for the log, rows for the tables of each kind."""

    changes: list[tuple[Change, bytes]]
    rows: dict[str, list[Projected]]


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
    kind = plan_of(edit.kind).kind
    if not is_record_id(edit.record):
        raise ValueError(f"not a record id: {edit.record!r}")
    for fact, value in edit.set.items():
        declared = kind.field(fact)
        if declared is None or len(fact) > NAME_LIMIT or not fact.isprintable():
            raise ValueError(f"undeclared fact: {edit.kind}.{fact}")
        if declared.type is FieldType.LONG_TEXT:
            raise ValueError(f"{edit.kind}.{fact} is a long text: write it as text")
        if not fits(declared, value):
            raise ValueError(f"{edit.kind}.{fact} cannot be {value!r}")
    for name, text in edit.text.items():
        declared = kind.field(name)
        if declared is None or declared.type is not FieldType.LONG_TEXT:
            raise ValueError(f"undeclared long text: {edit.kind}.{name}")
        if not isinstance(text, str):
            raise ValueError(f"{edit.kind}.{name} cannot be {text!r}")


def prepare(edits: Mapping[RecordKey, Edit], log: Log, texts: Texts, stamp: Stamp) -> Prepared:
    """Work out what an action adds to the log and to the tables; writes nothing.

    A fact that already has the value, and nobody disagrees, is not written again.
    """
    prepared = Prepared([], {})
    for key, before in log.changes_of(edits.keys()).items():
        edit = edits[key]
        folded = fold(before)
        change = _change(edit, before, folded, texts, stamp)
        if change is None:
            continue
        body = _sealed(change)
        change = replace(change, key=body_key(body))
        after = {**before, change.key: change}
        prepared.changes.append((change, body))
        prepared.rows.setdefault(edit.kind, []).append(
            Projected(
                edit.record,
                after,
                fold(after),
                frozenset(change.set),
                {name: edit.text[name] for name in change.text},
                is_new=not before,
            )
        )
    return prepared


def _sealed(change: Change) -> bytes:
    try:
        body = body_of(change)
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
    return body


def _change(
    edit: Edit, before: Mapping[str, Change], folded: Folded, texts: Texts, stamp: Stamp
) -> Change | None:
    facts = _fact_writes(edit, folded)
    if edit.deleted is not None:
        write = _delete_write(edit.deleted, folded)
        if write is not None:
            facts[DELETED.name] = write
    updates = _text_writes(edit, before, folded, texts)
    if before and not facts and not updates:
        return None
    deletes = folded.heads.get(DELETED.name, ())
    return Change(
        key="",
        record=edit.record,
        kind=edit.kind,
        action=stamp.action,
        label=stamp.label,
        author=stamp.author,
        device=stamp.device,
        at=stamp.at,
        lam=1 + max((change.lam for change in before.values()), default=0),
        set=facts,
        text=updates,
        undoes=stamp.undoes,
        saw=tuple(key for key in deletes if before[key].set[DELETED.name].value is True),
    )


def _fact_writes(edit: Edit, folded: Folded) -> dict[str, FactWrite]:
    writes: dict[str, FactWrite] = {}
    for fact, given in edit.set.items():
        value = _plain(given)
        heads = folded.heads.get(fact, ())
        if len(heads) <= 1 and _same(folded.values.get(fact), value):
            continue
        writes[fact] = FactWrite(value, heads)
    return writes


def _delete_write(deleted: bool, folded: Folded) -> FactWrite | None:
    heads = folded.heads.get(DELETED.name, ())
    settled = DELETED.name not in folded.conflicts
    if settled and folded.deleted == deleted:
        return None
    return FactWrite(deleted, heads, folded.all_heads() if deleted else ())


def _text_writes(
    edit: Edit, before: Mapping[str, Change], folded: Folded, texts: Texts
) -> dict[str, TextWrite]:
    writes: dict[str, TextWrite] = {}
    for name, new in edit.text.items():
        heads = folded.text_heads.get(name, ())
        try:
            update = texts.edit((edit.kind, edit.record, name), before, new)
        except BadText as error:
            raise InputError(
                f"This cannot be saved: {error}.", "Split the text over several records."
            ) from error
        # Two heads and no new words: somebody read the merged text and says it is right.
        if update or len(heads) > 1:
            writes[name] = TextWrite(update, heads)
    return writes


def _plain(value: Json) -> Json:
    """Give a value as it will be read again: tuples become lists, keys become text."""
    if isinstance(value, (dict, list, tuple)):
        return json.loads(canonical(value))
    return value


def _same(left: Json, right: Json) -> bool:
    if left is None or right is None:
        return left is right
    if type(left) is not type(right):
        return False
    return bool(left == right) if isinstance(left, str) else canonical(left) == canonical(right)


def touched(rows: Mapping[str, Iterable[Projected]]) -> dict[str, frozenset[str]]:
    """Give the record ids by kind, as ``Changes`` tells them."""
    return {kind: frozenset(record.id for record in found) for kind, found in rows.items()}
