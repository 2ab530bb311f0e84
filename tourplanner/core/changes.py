"""What a user changes, how it is logged, and the fold of a set of changes into values.

A front end or service hands over an :class:`Action`: one user's act on one or more records. The
store turns each :class:`Edit` into one change of the log and answers with :class:`Changes`. How a
change is written as bytes is in core.bodies.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from tourplanner.core.fields import DELETED

Json = Any  # what json.loads gives: str, int, float, bool, None, list, dict


@dataclass(frozen=True, slots=True)
class Edit:
    """One record's part of an action.

    Parameters
    ----------
    record : id of the record; a new record is simply edited for the first time.
    kind : record kind as declared in core.fields.
    set : new value of each fact; a member fact is named "tag/<code>"; None takes a value away.
    text : new full text of each long text field.
    deleted : True deletes, False restores, None leaves as it is.
    """

    record: str
    kind: str
    set: Mapping[str, Json] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)
    deleted: bool | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One user's act: one label, one transaction, one step of undo.

    ``action_id`` continues an action that is being typed (all its changes share one id); None
    starts a new one.
    """

    label: str
    edits: tuple[Edit, ...]
    action_id: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What an action touched: record ids by kind, for views that decide what is stale."""

    action_id: str
    label: str
    touched: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Record:
    """A record as the tables show it.

    ``values`` holds every declared single fact (missing = None) and the plain text of long texts;
    ``members`` holds member facts: {"tag": {"healthy-start": True}}; ``conflicts`` names facts with
    several heads.
    """

    id: str
    kind: str
    values: Mapping[str, Json]
    members: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    deleted: bool = False
    conflicts: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Json:
        return self.values.get(name)

    def member(self, name: str) -> Mapping[str, Json]:
        """Give the members of a set fact, empty where nothing was written."""
        return self.members.get(name, {})


class FactWrite(NamedTuple):
    """One write of one fact: its value, the writes it replaces, and for a delete what it saw."""

    value: Json
    over: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()


class TextWrite(NamedTuple):
    """One update of one long text: Loro's bytes and the text writes it was made upon."""

    update: bytes
    over: tuple[str, ...] = ()


class Change(NamedTuple):
    """One change of the log as its body says it; ``key`` is the body's sha256 in hexadecimal.

    ``saw`` names the deletes that the author knew of when editing a deleted record, so that such an
    edit is no conflict with them.
    """

    key: str
    record: str
    kind: str
    action: str
    label: str
    author: str
    device: str
    at: str
    lam: int
    set: Mapping[str, FactWrite]
    text: Mapping[str, TextWrite]
    undoes: str | None = None
    saw: tuple[str, ...] = ()


class Head(NamedTuple):
    """A write that no other write replaces.

    ``waiting`` says that something it replaces has not arrived here, so that the conflict may still
    go away by itself.
    """

    key: str
    lam: int
    fact: str
    value: Json
    waiting: bool = False


class Conflict(NamedTuple):
    """What a person has to look at: several heads of a fact, of a text, or a delete and an edit.

    ``flavor`` is "values" (choose one), "text" (merged, please read) or "deleted" (deleted by one,
    changed by another: the first heads are the deletes, the others the edits).
    """

    fact: str
    flavor: str
    heads: tuple[Head, ...]

    @property
    def waiting(self) -> bool:
        """Whether it may go away when missing changes arrive."""
        return any(head.waiting for head in self.heads)


class Folded(NamedTuple):
    """What a set of changes of one record amounts to."""

    values: dict[str, Json]
    conflicts: dict[str, Conflict]
    heads: dict[str, tuple[str, ...]]
    text_heads: dict[str, tuple[str, ...]]

    @property
    def deleted(self) -> bool:
        """Whether the record is deleted and nobody disagrees."""
        return self.values.get(DELETED.name) is True

    def all_heads(self) -> tuple[str, ...]:
        """Give every head of the record, facts and texts, sorted."""
        keys = {key for heads in self.heads.values() for key in heads}
        keys.update(key for heads in self.text_heads.values() for key in heads)
        return tuple(sorted(keys))


def _json_writer() -> Callable[[Json], str]:
    encoder = json.JSONEncoder(
        sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return encoder.encode
    # encode() makes this writer anew for every value, which takes as long as writing a small one.
    write = make(None, encoder.default, encode_basestring, None, ":", ",", True, False, False)
    return lambda value: (
        encode_basestring(value) if type(value) is str else "".join(write(value, 0))
    )


_write_json = _json_writer()


def spelled(value: Json) -> str:
    """Give the one way a JSON value is written in log and tables: sorted keys, no spaces."""
    return _write_json(value)


@lru_cache(maxsize=1024)
def spelled_name(name: str) -> str:
    """Give the name of a fact as ``spelled`` does: a bulk action writes the same few again."""
    return encode_basestring(name)


def canonical(value: Json) -> bytes:
    """Give a value as the log has it: as ``spelled``, in UTF-8."""
    return spelled(value).encode("utf-8")


def fold(changes: Mapping[str, Change]) -> Folded:
    """Give values, conflicts and heads of one record: a pure function of the set of its changes.

    Parameters
    ----------
    changes : every known change of one record, by key; the order of the mapping does not matter.

    Returns
    -------
    ``values`` holds, for each fact, the value of the head with the highest (lam, key). A fact is in
    ``conflicts`` where its heads have different values; a text where it has several heads. A
    deleted record that somebody changed without knowing stays visible: its value of ``deleted`` is
    False until the conflict is settled.
    """
    writes: dict[str, list[tuple[int, str, FactWrite]]] = {}
    texts: dict[str, list[tuple[int, str, TextWrite]]] = {}
    for key, change in changes.items():
        lam = change.lam
        for fact, write in change.set.items():
            if fact in writes:
                writes[fact].append((lam, key, write))
            else:
                writes[fact] = [(lam, key, write)]
        for name, update in change.text.items():
            texts.setdefault(name, []).append((lam, key, update))
    folded = Folded({}, {}, {}, {})
    for fact in sorted(writes):
        found = writes[fact]
        if len(found) == 1:  # nearly every fact of nearly every record: kept quick
            _, key, write = found[0]
            folded.heads[fact] = (key,)
            folded.values[fact] = write.value
        else:
            _fold_fact(fact, _top(found), changes, folded)
    for name in sorted(texts):
        _fold_text(name, _top(texts[name]), changes, folded)
    if DELETED.name in folded.heads:
        _settle_deleted(changes, folded)
    return folded


def _fold_fact(
    fact: str,
    found: list[tuple[int, str, FactWrite]],
    changes: Mapping[str, Change],
    folded: Folded,
) -> None:
    folded.heads[fact] = tuple([key for _, key, _ in found])
    folded.values[fact] = found[-1][2].value
    if len(found) > 1 and len({canonical(write.value) for _, _, write in found}) > 1:
        listed = [
            Head(key, lam, fact, write.value, _waits(write.over, changes))
            for lam, key, write in found
        ]
        folded.conflicts[fact] = Conflict(fact, "values", tuple(listed))


def _fold_text(
    name: str,
    found: list[tuple[int, str, TextWrite]],
    changes: Mapping[str, Change],
    folded: Folded,
) -> None:
    folded.text_heads[name] = tuple([key for _, key, _ in found])
    if len(found) > 1:
        merged = [
            Head(key, lam, name, None, _waits(write.over, changes)) for lam, key, write in found
        ]
        # A fact of the same name (only a hostile body has one) keeps its own conflict.
        folded.conflicts.setdefault(name, Conflict(name, "text", tuple(merged)))


def _waits(over: Iterable[str], changes: Mapping[str, Change]) -> bool:
    return any(key not in changes for key in over)


def _top(found: list[tuple[int, str, Any]]) -> list[tuple[int, str, Any]]:
    """Give the writes that no other one replaces, lowest (lam, key) first."""
    if len(found) == 1:
        return found
    replaced = {key for _, _, write in found for key in write.over}
    return sorted(entry for entry in found if entry[1] not in replaced)


def _settle_deleted(changes: Mapping[str, Change], folded: Folded) -> None:
    """Find edits that neither saw a delete nor were seen by one, and keep the record visible."""
    name = DELETED.name
    deletes = [key for key in folded.heads[name] if changes[key].set[name].value is True]
    if not deletes:
        return
    if name in folded.conflicts:  # deleted by one, restored by another
        folded.values[name] = False
        return
    seen = {key for delete in deletes for key in changes[delete].set[name].seen}
    late: list[Head] = []
    for facts in (folded.heads, folded.text_heads):
        for fact, keys in facts.items():
            if fact == name and facts is folded.heads:
                continue
            for key in keys:
                change = changes[key]
                if key in seen or not set(change.saw).isdisjoint(deletes) or key in deletes:
                    continue
                write = change.set.get(fact)
                late.append(Head(key, change.lam, fact, write.value if write else None))
    if late:
        first = tuple(Head(key, changes[key].lam, name, True) for key in deletes)
        folded.conflicts[name] = Conflict(name, "deleted", first + tuple(late))
        folded.values[name] = False


def causes(changes: Mapping[str, Change], name: str, keys: Iterable[str]) -> set[str]:
    """Give the text writes of ``name`` that ``keys`` were made upon, ``keys`` included."""
    found: set[str] = set()
    todo = [key for key in keys if key in changes]
    while todo:
        key = todo.pop()
        if key in found or name not in changes[key].text:
            continue
        found.add(key)
        todo.extend(over for over in changes[key].text[name].over if over in changes)
    return found
