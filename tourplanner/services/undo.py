"""Undo and redo: the one place for them, for every kind of edit.

An undo is an ordinary action that writes the values before, so that colleagues get it like any
other change; a redo is the undo of an undo. What may be undone is read from the log, so it outlives
a crash and the closing of the window. What went out of the program, an issued paper, cannot be
taken back: it is no step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice

from tourplanner.core.bodies import fits
from tourplanner.core.changes import Action, Change, Changes, Edit, FactWrite, Json
from tourplanner.core.errors import NotFoundError, TourPlannerError
from tourplanner.core.fields import DELETED, KINDS, declared_field
from tourplanner.core.model.ids import derived_id
from tourplanner.store.bulk import without_collector
from tourplanner.store.file import OfficeFile
from tourplanner.store.log import Log
from tourplanner.store.state import State
from tourplanner.store.tables import ActionEntry
from tourplanner.store.texts import text_before

NEW_FILE, SAMPLE = SET_UPS = ("new file", "sample")
UNDONE, REDONE = "Undo: ", "Redo: "  # before what the log says of them
STEPS = 200  # how many of this laptop's last actions are looked at

_GONE_OUT = tuple(kind.name for kind in KINDS.values() if kind.goes_out)
_PART = 500  # records of one action looked at together
_LONGEST = 2 * STEPS  # how far a chain of undos is followed; only a forged one is longer

RecordKey = tuple[str, str]
Over = Callable[[Change], tuple[str, ...]]  # the writes of one fact or text that a change replaced


def set_up_action(file: OfficeFile, what: str) -> str:
    """Give the id of the action that ends a set-up of a file (SET_UPS): undo stops there."""
    return derived_id("action", what, file.office_id)


class UndoRefused(TourPlannerError):
    """Somebody changed the same thing since; nothing was changed."""


@dataclass(frozen=True, slots=True)
class _Stacks:
    undo: list[ActionEntry]
    redo: list[ActionEntry]


def _done_by(entry: ActionEntry) -> str:
    """Give what an action is about: of an undo or a redo, what it took back or brought again."""
    if entry.undoes is None:
        return entry.label
    return entry.label.removeprefix(UNDONE).removeprefix(REDONE)


class _Lookup:
    """Changes by key, read once."""

    def __init__(self, log: Log, changes: Iterable[Change]) -> None:
        self._log = log
        self._found: dict[str, Change | None] = {change.key: change for change in changes}

    def load(self, keys: Iterable[str]) -> None:
        """Read many at once."""
        missing = [key for key in keys if key not in self._found]
        self._found.update(dict.fromkeys(missing))
        self._found.update(self._log.get_many(missing))

    def get(self, key: str) -> Change | None:
        """Give a change, None where it has not arrived."""
        if key not in self._found:
            self._found[key] = self._log.get(key)
        return self._found[key]


class Undo:
    """Takes back this laptop's last actions, one by one, and brings them back.

    A bulk action is one step, and so is a text typed under one ``action_id``; typing that goes on
    after an undo starts a new action.
    """

    def __init__(self, file: OfficeFile) -> None:
        self._file = file

    def next_undo(self) -> str | None:
        """Give the label of what Undo would take back, None where there is nothing."""
        stack = self._stacks().undo
        return _done_by(stack[-1]) if stack else None

    def next_redo(self) -> str | None:
        """Give the label of what Redo would bring back, None where there is nothing."""
        stack = self._stacks().redo
        return _done_by(stack[-1]) if stack else None

    def undo(self, only: str = "") -> Changes:
        """Take back this laptop's last action.

        Parameters
        ----------
        only : the id of the action that is meant; empty = whichever is the last.

        Raises
        ------
        UndoRefused : somebody changed the same thing since; the text names who and what. Or the
            last action is another one than was meant.
        NotFoundError : there is nothing to take back.
        """
        stack = self._stacks().undo
        if not stack:
            raise NotFoundError("There is nothing to undo.")
        if only and stack[-1].id != only:
            raise UndoRefused(
                "Something else was done since; nothing was taken back.",
                "Undo in the Edit menu names what it would take back.",
            )
        return self._reverse(stack[-1], UNDONE)

    def redo(self) -> Changes:
        """Bring back what was undone last; raises as ``undo`` does."""
        stack = self._stacks().redo
        if not stack:
            raise NotFoundError("There is nothing to redo.")
        return self._reverse(stack[-1], REDONE)

    def _stacks(self) -> _Stacks:
        actions = self._file.tables.actions(self._file.device, STEPS)
        stacks = _Stacks([], [])
        set_ups = {set_up_action(self._file, what) for what in SET_UPS}
        for action in reversed(actions):
            if action.id in set_ups:
                stacks.undo.clear()
            elif self._file.log.holds_only(action.id, _GONE_OUT):
                continue
            elif action.undoes is None:
                stacks.undo.append(action)
                stacks.redo.clear()
            elif stacks.redo and stacks.redo[-1].id == action.undoes:
                stacks.redo.pop()
                stacks.undo.append(action)
            else:
                if stacks.undo and stacks.undo[-1].id == action.undoes:
                    stacks.undo.pop()
                stacks.redo.append(action)
        return stacks

    @without_collector()
    def _reverse(self, entry: ActionEntry, how: str) -> Changes:
        """Take an action back; the log tells it as that, the answer as what it was about."""
        file, what = self._file, _done_by(entry)
        undoable = KINDS.keys() - _GONE_OUT
        own: dict[RecordKey, list[Change]] = {}
        for change in file.log.of_action(entry.id):
            if change.device == file.device and change.kind in undoable:
                own.setdefault((change.kind, change.record), []).append(change)
        edits: list[Edit] = []
        keys = iter(own)
        # In parts: the changes before those of a bulk action are many and long.
        while part := list(islice(keys, _PART)):
            edits += self._reversed({key: own[key] for key in part})
        changes = file.write(Action(f"{how}{what}", tuple(edits)), undoes=entry.id)
        return replace(changes, label=what)

    def _reversed(self, own: dict[RecordKey, list[Change]]) -> list[Edit]:
        """Give the edits that take an action back in some of its records."""
        lookup = _Lookup(self._file.log, (c for changes in own.values() for c in changes))
        lookup.load(
            over
            for changes in own.values()
            for change in changes
            for write in change.set.values()
            for over in write.over
        )
        edits: list[Edit] = []
        for kind in sorted({kind for kind, _ in own}):
            states = self._file.tables.states(kind, [record for k, record in own if k == kind])
            edits += [
                _Reversal(self._file, kind, record, own[kind, record], state, lookup).edit()
                for record, state in states.items()
            ]
        return edits


class _Reversal:
    """Takes one action back in one record."""

    def __init__(
        self,
        file: OfficeFile,
        kind: str,
        record: str,
        own: list[Change],
        state: State,
        lookup: _Lookup,
    ) -> None:
        self._file = file
        self._kind = kind
        self._record = record
        self._own = sorted(own, key=lambda change: (change.lam, change.key))
        self._keys = {change.key for change in own}
        self._state = state
        self._lookup = lookup

    def edit(self) -> Edit:
        """Give the edit that does it, or raise UndoRefused."""
        first = self._own[0]
        facts = {fact for change in self._own for fact in change.set}
        names = {name for change in self._own for name in change.text}
        for fact in sorted(facts):
            self._check(fact, self._state.heads(fact), _over_of_fact(fact))
        for name in sorted(names):
            self._check(name, self._state.text_heads.get(name, ()), _over_of_text(name))
        if first.lam == 1 and first.undoes is None:
            # The action made the record. Taking it back deletes it; what was typed stays with it.
            self._check_others()
            return Edit(self._record, self._kind, deleted=True)
        deleted = None
        if DELETED.name in facts:
            # What was deleted was shown, also where a delete before was in dispute.
            was_shown = self._first(DELETED.name).value is True
            deleted = not was_shown and self._value_before(DELETED.name) is True
            if deleted:
                self._check_others()
        values = {
            fact: self._writable(fact, self._value_before(fact))
            for fact in sorted(facts - {DELETED.name})
        }
        texts = {name: self._text_before(name) for name in sorted(names)}
        return Edit(self._record, self._kind, values, texts, deleted)

    def _check(self, fact: str, heads: tuple[str, ...], over: Over) -> None:
        """Refuse where what stands now is not what the action wrote."""
        if len(heads) == 1 and (
            heads[0] in self._keys or _Chain(self._lookup, over).stems_from(heads[0], self._keys)
        ):
            return
        raise self._refusal(fact, [head for head in heads if head not in self._keys])

    def _check_others(self) -> None:
        """Refuse to delete a record that a colleague has worked on since."""
        first = self._own[0].lam
        for fact, heads in self._state.items():
            for head in heads:
                change = None if head in self._keys else self._lookup.get(head)
                if change and change.device != self._file.device and change.lam >= first:
                    raise self._refusal(fact, [head])

    def _first(self, fact: str) -> FactWrite:
        """Give the action's first write of a fact."""
        return next(change.set[fact] for change in self._own if fact in change.set)

    def _value_before(self, fact: str) -> Json:
        """Give what was shown of a fact before the action's first write of it."""
        before = [
            (change.lam, change.key, change.set[fact].value)
            for over in self._first(fact).over
            if (change := self._lookup.get(over)) is not None and fact in change.set
        ]
        return max(before, key=lambda found: found[:2])[2] if before else None

    def _text_before(self, name: str) -> str:
        key = (self._kind, self._record)
        first = next(change for change in self._own if name in change.text)
        return text_before(self._file.log.changes_of([key])[key], name, first.key)

    def _writable(self, fact: str, value: Json) -> Json:
        declared = declared_field(self._kind, fact)
        if declared is None or not fits(declared, value):
            raise UndoRefused(
                f"{self._title()} holds something from a newer version of the program.",
                "Undo it there, or type the value that you want.",
            )
        return value

    def _refusal(self, fact: str, heads: Iterable[str]) -> UndoRefused:
        found = [self._lookup.get(head) for head in heads]
        who = sorted({change.author for change in found if change}) or ["Somebody"]
        declared = declared_field(self._kind, fact)
        what = declared.label if declared else "it"
        return UndoRefused(
            f"{' and '.join(who)} changed {what} of {self._title()} since; nothing was taken back.",
            "Look at its history and type the value that you want.",
        )

    def _title(self) -> str:
        kind = KINDS[self._kind]
        record = self._file.tables.get(self._kind, self._record)
        title = record[kind.title] if record else None
        return str(title).split("\n", 1)[0][:60] if title else f"a {kind.label.lower()}"


def _over_of_fact(fact: str) -> Over:
    return lambda change: change.set[fact].over if fact in change.set else ()


def _over_of_text(name: str) -> Over:
    return lambda change: change.text[name].over if name in change.text else ()


class _Chain:
    """Follows one fact, or one text, back through its writes, seeing through undo.

    An undo stands for what it restored: after "a", "b" and the undo of "b", the value is that of
    "a", and "a" can be undone next.
    """

    def __init__(self, lookup: _Lookup, over: Over) -> None:
        self._lookup = lookup
        self._over = over
        self._known: dict[str, set[str]] = {}

    def stems_from(self, head: str, own: set[str]) -> bool:
        """Whether what stands comes from ``own`` writes alone."""
        found = False
        done: set[str] = set()
        todo = [head]
        while todo:
            key = todo.pop()
            if key in own:
                found = True
                continue
            change = self._lookup.get(key)
            if key in done or change is None:
                continue
            if change.undoes is None or len(done) > _LONGEST:
                return False
            done.add(key)
            todo.extend(self._before(change, 0))
        return found

    def _before(self, undo: Change, depth: int) -> set[str]:
        """Give the writes that stood before the first write of the action that was undone."""
        if undo.key in self._known or depth > _LONGEST:
            return self._known.get(undo.key, set())
        found: set[str] = set()
        passed: set[str] = set()
        todo = list(self._over(undo))
        while todo:
            key = todo.pop()
            change = self._lookup.get(key)
            if key in passed or change is None:
                continue
            passed.add(key)
            if change.action == undo.undoes:
                for over in self._over(change):
                    earlier = self._lookup.get(over)
                    inside = earlier is not None and earlier.action == undo.undoes
                    (todo.append if inside else found.add)(over)
            elif change.undoes is not None:
                # Undone in turn, or brought back, since: it carries the value of something earlier.
                todo.extend(self._before(change, depth + 1))
            else:
                found.add(key)
        self._known[undo.key] = found
        return found
