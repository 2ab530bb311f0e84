"""The heads of a record as its table row keeps them, so that most writes need not fold the log.

Nearly every write touches a record on which nobody disagrees. For those it is enough to know the
heads and the counter; a record with a conflict is ``contested`` and is folded from its changes each
time. The state is part of the projection: made from the log, compared by ``verify``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from tourplanner.core.changes import Change, Folded, canonical, heads_in
from tourplanner.core.fields import DELETED

Heads = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class State:
    """What a write must know of a record: its counter, the heads of its facts and of its texts."""

    lam: int = 0
    heads: Heads = field(default_factory=dict)
    text_heads: Heads = field(default_factory=dict)
    deleted: bool = False
    contested: bool = False

    def all_heads(self) -> tuple[str, ...]:
        """Give every head of the record, facts and texts, sorted."""
        return heads_in(self.heads, self.text_heads)


def state_of(folded: Folded, changes: Mapping[str, Change]) -> State:
    """Give the state of a record from its fold."""
    return State(
        max((change.lam for change in changes.values()), default=0),
        folded.heads,
        folded.text_heads,
        folded.deleted,
        bool(folded.conflicts),
    )


def after(state: State, change: Change) -> State:
    """Give the state after a change that replaced all heads of what it writes."""
    write = change.set.get(DELETED.name)
    return State(
        change.lam,
        state.heads | dict.fromkeys(change.set, (change.key,)),
        state.text_heads | dict.fromkeys(change.text, (change.key,)),
        state.deleted if write is None else write.value is True,
        state.contested,
    )


def encode(state: State) -> str:
    """Write a state: facts listed by their heads, since one change often wrote many of them."""
    by_heads: dict[str, list[str]] = {}
    for fact, keys in state.heads.items():
        by_heads.setdefault(keys[0] if len(keys) == 1 else " ".join(keys), []).append(fact)
    for facts in by_heads.values():
        facts.sort()
    shape: dict[str, object] = {"lam": state.lam, "heads": by_heads}
    if state.text_heads:
        shape["texts"] = state.text_heads
    if state.deleted:
        shape["deleted"] = True
    if state.contested:
        shape["contested"] = True
    return canonical(shape).decode("utf-8")


def decode(text: str) -> State:
    """Read a state.

    Raises
    ------
    ValueError, KeyError, TypeError, AttributeError : the row is damaged.
    """
    shape = json.loads(text)
    heads: Heads = {}
    for keys, facts in shape["heads"].items():
        heads.update(dict.fromkeys(facts, tuple(keys.split(" ")) if " " in keys else (keys,)))
    texts = {name: tuple(keys) for name, keys in shape.get("texts", {}).items()}
    return State(
        shape["lam"], heads, texts, shape.get("deleted", False), shape.get("contested", False)
    )
