"""An office with the shipped school directory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.at_school import Stop, at_madison
from tests.school_office import SchoolOffice, open_school_office, shipped_edition
from tourplanner.app import ProgramDoors


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SchoolOffice]:
    """A Californian office that a module's tests share: they search and match, and write nothing.

    What a test writes all the same is its own affair and may be seen by others.
    """
    opened = open_school_office(tmp_path_factory.mktemp("office"), editions=[shipped_edition()])
    yield opened
    opened.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[SchoolOffice]:
    """A Californian office of the test's own, with the shipped directory beside it."""
    opened = open_school_office(tmp_path, editions=[shipped_edition()])
    yield opened
    opened.close()


@pytest.fixture
def bare_office(tmp_path: Path) -> Iterator[SchoolOffice]:
    """An office of Nevada without any directory."""
    opened = open_school_office(tmp_path, home_state="NV")
    yield opened
    opened.close()


@pytest.fixture
def at(sample_file: Path, doors: ProgramDoors) -> Iterator[Stop]:
    """A stop of the planned sample."""
    with at_madison(sample_file, doors) as stop:
        yield stop
