"""Killed while a file is sealed or unsealed: it and each backup are whole, as before or as after.

What is sealed then opens on another laptop with its passphrase, and with its recovery code.
"""

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
TYPED = [(f"{n:032x}", f"School {n}", f"626-555-{n:04}") for n in range(30)]
pytestmark = pytest.mark.timeout(figure(120, 900))


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A folder with an office file and a backup of it."""
    folder = tmp_path / "whole"
    folder.mkdir()
    with office(folder / "office.tour") as file:
        for id_, name, mobile in TYPED:
            put(file, id_, name=name, host_mobile=mobile)
        file.backup()
    return folder


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    seal.forget()


def test_sealing_and_unsealing(whole: Path, tmp_path: Path, nursery: Nursery) -> None:
    seal_work.know_all()

    def fresh(name: str) -> Path:
        folder = tmp_path / name
        shutil.copytree(whole, folder)
        return folder

    work = "tests.faults.seal_work.seal_again_and_again"
    toll = Toll("seal and unseal", longest_s=duration_s(nursery, work, fresh, 3))
    for number, delay in enumerate(delays(KILLS, toll.longest_s, seed=7)):
        folder = fresh(str(number))
        killed = nursery.kill_after(work, folder, delay)
        path = folder / "office.tour"
        keys = seal_work.keys()
        done = int(killed.said[-1]) if killed.said else -1
        before = keys[done % len(keys)] if done >= 0 else None
        after = keys[(done + 1) % len(keys)]
        assert seal.key_of(path) in (before, after), "as it was said to be, or a step further"
        for one in backup.listed(path):
            assert backup.is_good(one.path)
        assert_nothing_lost(path)
        toll.count(killed)
        shutil.rmtree(folder)
    assert toll.kills >= KILLS // 5, "they meet it at work"
    toll.write()


def assert_nothing_lost(path: Path) -> None:
    """Open the file as another laptop does, in each way there is, and read all that was typed."""
    key = seal.key_of(path)
    ways = [""]
    if key is not None:
        ways = [seal_work.PASSPHRASES[seal_work.keys().index(key)], key.code]
    for words in ways:
        seal.forget()
        if words:
            seal.unseal_with(path, words)
        with office(path) as file:
            assert file.verify().is_good
            sites = {r.id: (r["name"], r["host_mobile"]) for r in file.tables.all("site")}
        assert sites == {id_: (name, mobile) for id_, name, mobile in TYPED}
    seal_work.know_all()
