"""Tags are found as people type them, in the shipped frameworks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tourplanner.core.model.framework import Frameworks, parse_frameworks

PACKS = Path(__file__).resolve().parents[2] / "resources" / "packs"


@pytest.fixture(scope="module")
def frameworks() -> Frameworks:
    packs = [json.loads(p.read_text("utf-8")) for p in sorted(PACKS.glob("framework*.json"))]
    return parse_frameworks(packs)


@pytest.mark.parametrize("code", ["COL", "cte", "BN-FUR", "ISS"])
def test_a_code_finds_its_own_element_first(frameworks: Frameworks, code: str) -> None:
    assert frameworks.find(code)[0].code == code.upper()


def test_words_that_begin_so_come_before_those_that_only_hold_it(frameworks: Frameworks) -> None:
    assert frameworks.find("furn")[0].code == "BN-FUR"
    ranks = [
        any(word.startswith("art") for word in f"{e.label} {e.code}".casefold().split())
        for e in frameworks.find("art")
    ]
    assert True in ranks
    assert False in ranks
    assert ranks == sorted(ranks, reverse=True)
    assert frameworks.find("no such words") == []
    assert frameworks.find(" ") == list(frameworks.by_code.values())


def test_the_id_of_a_framework_is_told_by_its_name(frameworks: Frameworks) -> None:
    assert frameworks.label("healthy-start") == "Healthy Start"
    assert frameworks.label("our own words") == "our own words"
