"""The cut itself: a view with what a paper gets, and apart from it what was withheld."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tourplanner.core.fields import Level
from tourplanner.core.model.ids import derived_id
from tourplanner.core.model.paper import Records, RecordView, TourView
from tourplanner.core.own_numbers import own_numbers
from tourplanner.core.papers.specs import READER_LEVELS, PaperSpec, Reader
from tourplanner.core.privacy.consent import level_of
from tourplanner.core.privacy.gates import SOME_HELD, Gates
from tourplanner.core.privacy.rules import Rules, Way
from tourplanner.core.privacy.standing import Standing
from tourplanner.core.publishing import permission_of
from tourplanner.core.withheld import Withheld, WithheldList


@dataclass(frozen=True, slots=True)
class CutView(Records):
    """What a paper gets. On a paper that leaves the office, ids are its own numbers.

    Attributes
    ----------
    tentative : ids of records that are not confirmed; on such a paper only where it is a draft.
    uids : record id -> the id that a calendar keeps for it, the same in every issue.
    updates : what changed since the issue before, in words; empty on a first issue.
    """

    spec: PaperSpec
    reader: Reader
    draft: bool = False
    tentative: frozenset[str] = frozenset()
    uids: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None
    made_at: datetime | None = None
    language: str = "en"
    updates: tuple[str, ...] = ()


def cut(
    view: TourView,
    spec: PaperSpec,
    reader: Reader | None = None,
    *,
    draft: bool = False,
    stop: str = "",
) -> tuple[CutView, tuple[Withheld, ...]]:
    """Cut a view for one paper and one reader; see :meth:`Cutter.cut`."""
    return Cutter(view).cut(spec, reader, draft=draft, stop=stop)


class Cutter:
    """Cuts one frozen view for many papers: what holds for all of them is worked out once.

    Another view, of another moment, has a cutter of its own: nothing is kept over a change.
    """

    def __init__(self, view: TourView) -> None:
        self._view = view
        self._standing = Standing(view)
        self._rules: dict[tuple[PaperSpec, frozenset[Level]], Rules] = {}

    def cut(
        self,
        spec: PaperSpec,
        reader: Reader | None = None,
        *,
        draft: bool = False,
        stop: str = "",
    ) -> tuple[CutView, tuple[Withheld, ...]]:
        """Cut the view for one paper and one reader.

        Parameters
        ----------
        reader : who gets this copy; None = the paper's own reader. Narrows, never widens.
        draft : keep what is not confirmed yet, marked. Private fields and closed events stay out.
        stop : the stop that a paper of one stop is of; nothing of the others is in the cut.

        Returns
        -------
        The cut view, and apart from it what was withheld; the list is shown beside the file, never
        in it.
        """
        view, standing = self._view, self._standing
        reader = reader or spec.reader
        levels = spec.levels & READER_LEVELS[reader]
        rules = self._rules.setdefault((spec, levels), Rules(spec, levels))
        gates = Gates(standing, spec, draft, stop)
        kept: list[RecordView] = []
        held = WithheldList(view)
        for record in (
            standing.records_about(view.get("stop", stop), public=spec.leaves)
            if spec.per_stop
            else standing.records(public=spec.leaves)
        ):
            gate = gates.of(record)
            if gate is None:
                values = _values(record, record.values, rules, gates, held)
                members = {
                    name: _values(record, parts, rules, gates, held, name)
                    for name, parts in record.members.items()
                }
                members = {name: parts for name, parts in members.items() if parts}
                if values or members:
                    kept.append(RecordView(record.kind, record.id, values, members))
            elif not gate.silent:
                held.record(record, gate.why, gate.release)
        uids = {record.id: derived_id("ics", spec.key, record.id) for record in kept}
        tentative = standing.tentative & {record.id for record in kept}
        if spec.leaves:
            kept, names = own_numbers(kept)
            uids = {names[record_id]: uid for record_id, uid in uids.items()}
            tentative = {names[r] for r in tentative}
        cut_view = CutView(
            tuple(kept),
            spec,
            reader,
            draft,
            frozenset(tentative),
            uids,
            view.version,
            view.made_at,
            view.language,
        )
        return cut_view, held.finish()


def _values(
    record: RecordView,
    values: Mapping[str, Any],
    rules: Rules,
    gates: Gates,
    held: WithheldList,
    member_of: str = "",
) -> dict[str, Any]:
    """Give the values that may go out; note the others."""
    out: dict[str, Any] = {}
    of_kind = rules[record.kind]
    for name, value in values.items():
        if value is None or value == "" or value == {} or value == []:
            continue
        fact = f"{member_of}/{name}" if member_of else name
        rule = of_kind[fact]
        if rule.way is Way.SILENT:
            continue
        declared, level = rule.declared, rule.level
        if rule.way is Way.STAYS or declared is None:
            held.told_field(record, fact, declared, level, refused=rule.is_refused)
            continue
        if rule.way is Way.LINK:
            if record.kind == "practice" and permission_of(record.values) != "named":
                held.field(record, fact, declared, level, refused=True)
            else:
                out[name] = value  # on a paper that leaves it becomes the paper's own number
            continue
        if rule.way is Way.BY_CONSENT:
            level = level_of(record, declared, gates.on)
            if level not in rules.levels or not rule.is_named:
                held.field(record, fact, declared, level, refused=level not in rules.levels)
                continue
        shown, gate = gates.value(record, name, value)
        if gate is None:
            out[name] = shown
            if record.kind == "quote" and shown != value:
                held.value(record, declared, SOME_HELD.why, SOME_HELD.release)
        elif not gate.silent:
            held.value(record, declared, gate.why, gate.release)
    return out
