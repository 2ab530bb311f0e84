"""The packs that ship with the program, read into values of the core, and the sample."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tourplanner.adapters.packs import Packs
from tourplanner.adapters.resources import resource_path
from tourplanner.core.model.district import ChamberWords, parse_chambers
from tourplanner.core.model.framework import (
    Frameworks,
    Question,
    parse_frameworks,
    parse_questions,
)
from tourplanner.core.model.states import Regions, States, parse_regions, parse_states
from tourplanner.core.papers.press_style import StyleRule, parse_style
from tourplanner.core.papers.translation import WordPack, parse_words
from tourplanner.core.todos import Checklist, parse_checklist


def sample() -> Mapping[str, Any]:
    """Give the sample tour's facts."""
    facts: Mapping[str, Any] = _json("sample", "tour-2013.json")
    return facts


def states() -> States:
    """Give the states that an office may be of."""
    return parse_states(_json("packs", "states_us.json"))


def regions() -> Callable[[str], Regions]:
    """Give what tells the regions of a state, two letters; none where no pack has any."""
    known = {found.state: found for found in map(parse_regions, _packs("regions_*"))}
    return lambda state: known.get(state.upper(), Regions())


def packs() -> Packs:
    """Give what reads rule sets, the house rules and calendars of closures."""
    return Packs([resource_path("packs")])


def chambers() -> ChamberWords:
    """Give how each state calls its chambers and their members."""
    return parse_chambers(_json("packs", "chambers_us.json"))


def frameworks() -> Frameworks:
    """Give the frameworks that practices are held against."""
    return parse_frameworks(_packs("frameworks*"))


def questions() -> tuple[Question, ...]:
    """Give the questions asked at every stop."""
    return parse_questions(_json("packs", "questions.json"))


def languages() -> list[WordPack]:
    """Give the words of papers in other languages."""
    return list(map(parse_words, _packs("words_*")))


def press_style() -> tuple[StyleRule, ...]:
    """Give the style of papers for the press."""
    return parse_style(_json("packs", "press_style.json"))


def advance_checklist() -> Checklist:
    """Give what is to be done before each visit."""
    return parse_checklist(_json("packs", "advance_checklist.json"))


def _packs(pattern: str) -> Iterator[Any]:
    for path in sorted(resource_path("packs").glob(f"{pattern}.json")):
        yield _json("packs", path.name)


def directory_facts() -> Mapping[str, Any]:
    """Give what is said of the school directory that ships: file, state, date and source."""
    facts: Mapping[str, Any] = _json("directory", "edition.json")
    return facts


def _json(*name: str) -> Any:
    return json.loads(resource_path(*name).read_text(encoding="utf-8"))
