"""Killed while a file is sealed: it and each backup are whole, as they were or as they shall be."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import seal_work
from tests.faults.kill import Nursery, Toll, delays, duration_s
from tests.store.kit import office, put
from tests.support import figure
from tourplanner.store import backup, seal

KILLS = figure(5, 50)
SITES = 30
pytestmark = pytest.mark.timeout(figure(120, 900))


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A folder with an office file and a backup of it."""
    folder = tmp_path / "whole"
    folder.mkdir()
    with office(folder / "office.tour") as file:
        for number in range(SITES):
            put(file, f"{number:032x}", name=f"School {number}", host_mobile=f"626-555-{number:04}")
        file.backup()
    return folder


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    seal.forget()


def test_sealing(whole: Path, tmp_path: Path) -> None:
    seal_work.know_all()

    def fresh(name: str) -> Path:
        folder = tmp_path / name
        shutil.copytree(whole, folder)
        return folder

    with Nursery("tests.faults.seal_work") as nursery:
        work = "seal_again_and_again"
        toll = Toll("seal", longest_s=duration_s(nursery, work, fresh, 2))
        for number, delay in enumerate(delays(KILLS, toll.longest_s, seed=7)):
            folder = fresh(str(number))
            killed = nursery.kill_after(work, folder, delay)
            path = folder / "office.tour"
            if killed.said:
                done = int(killed.said[-1])
                kinds = {seal_work.KEYS[n % 4] for n in (done, done + 1)}
                assert seal.key_of(path) in kinds, "as it was said to be, or a step further"
            for one in backup.listed(path):
                assert backup.is_good(one.path)
            with office(path) as file:
                assert file.verify().is_good
                assert file.tables.count("site") == SITES
            toll.count(killed)
            shutil.rmtree(folder)
    assert toll.kills >= KILLS // 5, "they meet it at work"
    toll.write()
