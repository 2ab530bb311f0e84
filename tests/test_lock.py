"""requirements.lock says exactly what is installed, and agrees with pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.lock").read_text("utf-8")


@cache
def pins() -> list[tuple[Requirement, list[str]]]:
    """Every pin of the lock with its hashes."""
    found: list[tuple[Requirement, list[str]]] = []
    for line in LOCK.splitlines():
        words = line.rstrip("\\").strip()
        if words.startswith("--hash="):
            found[-1][1].append(words.removeprefix("--hash="))
        elif words and not words.startswith("#"):
            found.append((Requirement(words), []))
    return found


def declared() -> list[Requirement]:
    """What pyproject.toml asks for, for the program and for the work on it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    return [Requirement(line) for wanted in groups for line in wanted]


def test_every_pin_is_one_version_with_sha256_hashes() -> None:
    assert pins()
    for pin, hashes in pins():
        assert re.fullmatch(r"==[^*,]+", str(pin.specifier)), pin
        assert hashes, pin
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes), pin


def test_the_lock_names_no_place_to_load_from() -> None:
    assert "://" not in LOCK
    options = {line.split()[0] for line in LOCK.splitlines() if line.lstrip().startswith("-")}
    assert all(option.startswith("--hash=") for option in options)


@pytest.mark.parametrize("wanted", declared(), ids=lambda wanted: wanted.name)
def test_what_pyproject_asks_for_is_pinned_within_its_bounds(wanted: Requirement) -> None:
    name = canonicalize_name(wanted.name)
    versions = [
        str(pin.specifier).removeprefix("==")
        for pin, _ in pins()
        if canonicalize_name(pin.name) == name
    ]
    assert versions, f"{name} is missing: make the lock anew"
    for version in versions:
        assert wanted.specifier.contains(version, prereleases=True), f"{name} {version}"


def test_every_pin_was_asked_for_by_pyproject_or_by_another_pin() -> None:
    comments = dict(
        re.findall(r"^([a-z0-9-]+)==.*\n(?:    --hash.*\n)+((?:    #.*\n?)+)", LOCK, re.M)
    )
    direct = {canonicalize_name(wanted.name) for wanted in declared()}
    named = {canonicalize_name(pin.name) for pin, _ in pins()}
    for name in named - direct:
        askers = {canonicalize_name(word) for word in re.findall(r"[\w.-]+", comments[name])}
        assert askers & named, f"nothing asks for {name} any more: make the lock anew"
