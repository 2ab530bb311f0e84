"""One version number, wherever it stands."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import tourplanner

ROOT = Path(__file__).resolve().parent.parent
CHANGES = (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_newest_entry_of_the_change_log_is_this_version() -> None:
    headings = re.findall(r"^## \[(.+?)\] - (unreleased|\d{4}-\d{2}-\d{2})$", CHANGES, re.MULTILINE)
    assert headings
    assert headings[0][0] == tourplanner.__version__


def test_every_entry_has_the_four_sections_in_order() -> None:
    for entry in re.split(r"^## ", CHANGES, flags=re.MULTILINE)[1:]:
        sections = re.findall(r"^### (.+)$", entry, re.MULTILINE)
        assert sections == ["Added", "Changed", "Fixed", "Data format"]


def test_the_package_says_the_same_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == tourplanner.__version__
