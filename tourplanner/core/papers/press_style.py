"""House style of what people type for the press: what is written otherwise is told, not changed.

What the program writes itself has AP style by :mod:`tourplanner.core.papers.style`. The rules for
typed words are dated data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tourplanner.core.errors import InputError
from tourplanner.core.fields import FieldType
from tourplanner.core.model.paper import field_of
from tourplanner.core.privacy import CutView
from tourplanner.core.publishing import WRITTEN
from tourplanner.core.safe_text import sentence


@dataclass(frozen=True, slots=True)
class StyleRule:
    """What is found, how it is written (empty: only ``why`` says so), and why, half a sentence."""

    find: re.Pattern[str]
    write: str
    why: str


def parse_style(data: Mapping[str, Any]) -> tuple[StyleRule, ...]:
    """Read a pack of style rules.

    Raises
    ------
    InputError : a rule lacks a part, or what it finds is no pattern.
    """
    try:
        return tuple(
            StyleRule(re.compile(rule["find"]), str(rule["write"]), str(rule["why"]))
            for rule in data["rules"]
        )
    except (KeyError, TypeError, re.error) as error:
        raise InputError(
            "A pack of style rules is not as it should be.",
            "Compare it with the one that is shipped.",
            str(error),
        ) from error


def written(cut: CutView) -> Iterator[str]:
    """Give what people wrote for the paper that a view was cut for."""
    for record in cut.records:
        names: Iterable[str] = WRITTEN.get(record.kind, ())
        if record.kind == "blocks":
            names = (name for name in record.values if _is_text(name))
        for name in names:
            if text := record.text(name):
                yield text


def against_style(texts: Iterable[str], rules: Sequence[StyleRule]) -> tuple[str, ...]:
    """Give a sentence for each place in typed texts that house style writes otherwise."""
    found: dict[str, None] = {}
    for text in dict.fromkeys(texts):
        told: list[tuple[int, int]] = []
        for rule in rules:
            for match in rule.find.finditer(text):
                start, end = match.span()
                if any(start < there_end and there < end for there, there_end in told):
                    continue  # a rule before it has told of these words
                told.append((start, end))
                found[_sentence(match, rule, rules)] = None
    return tuple(found)


def _sentence(match: re.Match[str], rule: StyleRule, rules: Sequence[StyleRule]) -> str:
    typed = match.group().lstrip(" ,").rstrip()
    write = match.expand(rule.write).lstrip(" ,").rstrip() if rule.write else ""
    for other in rules:  # what one rule writes, another may write better
        write = other.find.sub(other.write, write) if write and other.write else write
    instead = f": write “{write.rstrip()}”" if write else ""
    return sentence(f"House style, “{typed}”{instead}; {rule.why}")


def _is_text(name: str) -> bool:
    declared = field_of("blocks", name)
    return (
        declared is not None
        and declared.type in (FieldType.TEXT, FieldType.LONG_TEXT)
        and (name != "paper_kind")
    )
