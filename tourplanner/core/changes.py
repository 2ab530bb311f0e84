"""What a user changes, how it is logged, and the fold of a set of changes into values.

A front end or service hands over an :class:`Action`: one user's act on one or more records. The store
turns each :class:`Edit` into one change of the log and answers with :class:`Changes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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

    ``action_id`` continues an action that is being typed (all its changes share one id); None starts
    a new one.
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
