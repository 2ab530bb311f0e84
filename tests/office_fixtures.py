"""Fixtures of real office files; a conftest that wants them imports them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import Terminal, copy_office, make_office
from tests.support import SetClock
from tourplanner.app import ProgramDoors
from tourplanner.services.sample import write_sample


@pytest.fixture
def doors(clock: SetClock) -> ProgramDoors:
    return ProgramDoors(clock)


@pytest.fixture
def terminal(doors: ProgramDoors, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(doors, capsys)


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_office(tmp_path_factory.mktemp("empty") / "office.tour", ProgramDoors())


@pytest.fixture(scope="session")
def sample_office(tmp_path_factory: pytest.TempPathFactory, empty_office: Path) -> Path:
    """The sample tour with its plan; copied for each test, since a plan costs a second."""
    doors = ProgramDoors()
    path = copy_office(empty_office, tmp_path_factory.mktemp("sample"))
    with doors.open(path, write=True) as office:
        tour = write_sample(office.file, office.sites, office.tours, doors.sample(), doors.now)
        office.plan.run(tour, effort="quick")
    return path


@pytest.fixture
def office_file(empty_office: Path, tmp_path: Path) -> Path:
    """An office file of one's own with the directory and nothing else."""
    return copy_office(empty_office, tmp_path)


@pytest.fixture
def sample_file(sample_office: Path, tmp_path: Path) -> Path:
    """The planned sample, a copy of one's own."""
    return copy_office(sample_office, tmp_path)
