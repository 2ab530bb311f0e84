"""What the list of withheld things says of other papers is what those papers really print."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from tests.papers_canary import Canary, canary
from tests.papers_fixture import sample_view
from tests.papers_leaks import tokens_in
from tourplanner.core.fields import KINDS, FieldType, Level
from tourplanner.core.model.paper import RecordView
from tourplanner.core.papers.blocks import texts
from tourplanner.core.papers.calendar import calendar
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.map import tour_map
from tourplanner.core.papers.specs import READER_LEVELS, SPECS, PaperKind, PaperSpec
from tourplanner.core.privacy import BY_CONSENT, cut, words_key
from tourplanner.core.withheld import Withheld

SEEDS = (1, 5)  # tours with several stops, riders, clips and promises
TEXTS = (FieldType.TEXT, FieldType.LONG_TEXT)


@cache
def workspace(seed: int) -> Canary:
    """A tour of which everything is confirmed and open, with words typed on every paper."""
    made = canary(seed)
    sure = {"state": "confirmed"}
    planned = [str(row.stop.id) for day in made.view.days for row in day.rows]
    blocks = [r for r in made.view.records if r.kind == "blocks"]
    out: list[RecordView] = []
    for record in made.view.records:
        more: dict[str, object] = {}
        if record.kind in ("stop", "item"):
            more = {"status": sure, "coverage": "open"}
        elif record.kind == "promise":
            more = {"stop": planned[0], "done": None}
        elif record.kind == "rider":
            more = {"status": None, "joins": None, "leaves": None}
        if record.kind != "blocks":
            out.append(replace(record, values={**record.values, **more}))
    for spec in SPECS.values():
        key = words_key(spec)
        if seed != SEEDS[0] and spec.key == PaperKind.THANK_YOU:
            continue  # a promise that is typed there stands in place of those of the stop
        for stop in planned if spec.per_stop else [None]:
            values = {**blocks[0].values, "paper_kind": key, "stop": stop}
            out.append(RecordView("blocks", f"{key} {stop}", values))
    made.view = replace(made.view, records=tuple(out))
    return made


@cache
def printed(key: str) -> frozenset[str]:
    """The fields of which a word stands on a paper, of whatever record."""
    spec = SPECS[key]
    found: set[str] = set()
    for made in map(workspace, SEEDS):
        stops = [str(row.stop.id) for day in made.view.days for row in day.rows]
        for stop in stops if spec.per_stop else [""]:
            cut_view, _ = cut(made.view, spec, stop=stop)
            if key.startswith("tour/"):
                text = repr(calendar(cut_view))
            elif key.startswith("map/"):
                text = repr(tour_map(cut_view))
            else:
                text = "\n".join(texts(lay_out(cut_view)))
            found |= {made.words[token].split(" of ")[0] for token in tokens_in(text.encode())}
    return frozenset(found)


def inner_fields(spec: PaperSpec) -> set[str]:
    """The fields with text that a paper names and not everybody may read."""
    out = set()
    for kind, names in spec.fields.items():
        for name in names if kind in KINDS else ():
            field = KINDS[kind].field(name)
            is_agreed = name in BY_CONSENT.get(kind, ())
            if field is None or is_agreed or field.type not in TEXTS:
                continue
            if field.level is not Level.PUBLIC:
                out.add(f"{kind}.{name}")
    return out


@pytest.mark.parametrize("key", SPECS)
def test_a_paper_prints_every_inner_field_that_it_names(key: str) -> None:
    """A field that is named and never printed would be let out for nothing."""
    assert not inner_fields(SPECS[key]) - printed(key)


def name_of(spec: PaperSpec) -> str:
    name = f"{spec.name[:1].lower()}{spec.name[1:]}"
    return f"{name} of its stop" if spec.per_stop else name


def told_papers(release: str) -> set[str]:
    """The papers that a sentence names."""
    found = re.fullmatch(r"(?:It|Some of it) stands on the (.*)\.", release)
    return set(re.split(r", the | and the ", found.group(1))) if found else set()


def lines_of(spec: PaperSpec) -> list[Withheld]:
    made = workspace(SEEDS[0])
    first = str(next(row.stop.id for day in made.view.days for row in day.rows))
    return [w for w in cut(made.view, spec, stop=first)[1] if w.field and w.level]


@pytest.mark.parametrize("key", SPECS)
def test_what_stands_elsewhere_stands_on_exactly_the_papers_that_are_named(key: str) -> None:
    for one in lines_of(SPECS[key]):
        field = KINDS[one.kind].field(one.field) if one.kind in KINDS else None
        if field is None or field.type not in TEXTS or not one.release:
            continue
        level = field.level
        prints = {
            name_of(spec)
            for spec in SPECS.values()
            if f"{one.kind}.{one.field}" in printed(spec.key)
            and not spec.like
            and level in spec.levels & READER_LEVELS[spec.reader]
        }
        assert told_papers(one.release) == prints, one
        assert bool(prints) == (one.release != "No paper prints it."), one


def test_talking_points_and_the_hosts_cell_phone_are_told_where_they_stand() -> None:
    told = {w.field: w.release for w in lines_of(SPECS[PaperKind.PRESS_ITINERARY])}
    assert told["talking_points"] == "It stands on the briefing memo of its stop."
    assert told["host_mobile"] == "It stands on the call list."
    assert told["driver_phone"] == "It stands on the call list."


def test_one_of_a_kind_is_told_as_one() -> None:
    _, withheld = cut(sample_view(), SPECS[PaperKind.FACT_SHEET])
    told = [held.what for held in withheld if "(1 " in held.what]
    assert told
    assert not [what for what in told if re.search(r"\(1 \w+s\)", what)]
