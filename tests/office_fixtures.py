"""Fixtures of real office files, for all tests; tests/conftest.py takes them in.

The two files that others are copied from are made once in a run, whichever of its processes comes
first: each takes a second or two.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.office import Terminal, copy_office, make_office
from tests.support import SetClock
from tourplanner.app import ProgramDoors


@pytest.fixture
def doors(clock: SetClock) -> ProgramDoors:
    return ProgramDoors(clock)


@pytest.fixture
def terminal(doors: ProgramDoors, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(doors, capsys)


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office file with the shipped directory and nothing else, to copy."""
    return _made_once(tmp_path_factory, "empty", lambda path: make_office(path, ProgramDoors()))


@pytest.fixture(scope="session")
def sample_office(tmp_path_factory: pytest.TempPathFactory, empty_office: Path) -> Path:
    """The sample tour with its plan, to copy."""

    def make(path: Path) -> None:
        from tourplanner.services.sample import write_sample

        copy_office(empty_office, path.parent, path.name)
        doors = ProgramDoors()
        with doors.open(path, write=True) as office:
            tour = write_sample(office.file, office.sites, office.tours, doors.sample(), doors.now)
            office.plan.run(tour, effort="quick")

    return _made_once(tmp_path_factory, "sample", make)


@pytest.fixture
def office_file(empty_office: Path, tmp_path: Path) -> Path:
    """An office file of one's own with the directory and nothing else."""
    return copy_office(empty_office, tmp_path)


@pytest.fixture
def sample_file(sample_office: Path, tmp_path: Path) -> Path:
    """The planned sample, a copy of one's own."""
    return copy_office(sample_office, tmp_path)


def _made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Give a file that all processes of a run share; the first makes it and the others wait."""
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ and os.name != "nt":
        folder = folder.parent
    made, path = folder / f"{name}.made", folder / name / "office.tour"
    with _alone(folder / f"{name}.lock"):
        if not made.exists():
            path.parent.mkdir()
            make(path)
            made.touch()
    return path


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait until no other process is in here; on Windows each process has files of its own."""
    with path.open("w") as handle:
        if os.name != "nt":
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
