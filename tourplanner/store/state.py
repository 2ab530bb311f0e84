"""The heads of a record as its table row keeps them, so that most writes need not fold the log.

Nearly every write touches a record on which nobody disagrees. For those it is enough to know the
heads and the counter; a record with a conflict is ``contested`` and is folded from its changes each
time. The state is part of the projection: made from the log, compared by ``verify``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from tourplanner.core.changes import Change, Folded, spelled, spelled_name
from tourplanner.core.fields import DELETED
from tourplanner.store import faults


class State(NamedTuple):
    """What a write must know of a record: its counter, the heads of its facts and of its texts.

    ``groups`` lists facts by their heads (keys with a space between them), since one change often
    wrote many facts; the lists are sorted.
    """

    lam: int = 0
    groups: Mapping[str, list[str]] = MappingProxyType({})
    text_heads: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    deleted: bool = False
    contested: bool = False

    def heads(self, fact: str) -> tuple[str, ...]:
        """Give the heads of a fact, empty where it was never written."""
        for keys, facts in self.groups.items():
            if fact in facts:
                return tuple(keys.split(" "))
        return ()

    def items(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give every fact and text with its heads."""
        for keys, facts in self.groups.items():
            heads = tuple(keys.split(" "))
            for fact in facts:
                yield fact, heads
        yield from self.text_heads.items()

    def all_heads(self) -> tuple[str, ...]:
        """Give every head of the record, facts and texts, sorted."""
        keys = {key for joined in self.groups for key in joined.split(" ")}
        return tuple(sorted(keys.union(*self.text_heads.values())))


def state_of(folded: Folded, changes: Mapping[str, Change]) -> State:
    """Give the state of a record from its fold."""
    groups: dict[str, list[str]] = {}
    for fact in sorted(folded.heads):
        groups.setdefault(" ".join(folded.heads[fact]), []).append(fact)
    return State(
        max((change.lam for change in changes.values()), default=0),
        groups,
        folded.text_heads,
        folded.deleted,
        bool(folded.conflicts),
    )


def after(state: State, change: Change) -> State:
    """Give the state after a change that replaced all heads of what it writes."""
    written = change.set
    groups: dict[str, list[str]] = {}
    for keys, facts in state.groups.items():
        left = [fact for fact in facts if fact not in written]
        if left:
            groups[keys] = left
    if written:
        groups[change.key] = sorted(written)
    texts = state.text_heads
    if change.text:
        texts = {**texts, **dict.fromkeys(change.text, (change.key,))}
    write = written.get(DELETED.name)
    deleted = state.deleted if write is None else write.value is True
    return State(change.lam, groups, texts, deleted, state.contested)


def encode(state: State) -> str:
    """Write a state, spelled as ``core.changes.spelled`` does: the keys sorted, no spaces."""
    heads = ",".join(
        f'"{keys}":[{",".join(map(spelled_name, facts))}]'
        for keys, facts in sorted(state.groups.items())
    )
    flags = '"contested":true,' if state.contested else ""
    if state.deleted:
        flags += '"deleted":true,'
    texts = f',"texts":{spelled(state.text_heads)}' if state.text_heads else ""
    return f'{{{flags}"heads":{{{heads}}},"lam":{state.lam}{texts}}}'


def decode(text: str, path: Path) -> State:
    """Read a state from a row of the office file at ``path``.

    Raises
    ------
    StoreDamaged : the row is not as it was written.
    """
    try:
        shape = json.loads(text)
        texts = {name: tuple(keys) for name, keys in shape.get("texts", {}).items()}
        return State(
            shape["lam"],
            dict(shape["heads"]),
            texts,
            shape.get("deleted", False),
            shape.get("contested", False),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise faults.damaged(path, "its tables do not fit its log", str(error)) from error
