"""A damaged file: opened for reading only with one clear sentence, and Restore saves the rest."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.kit import blank, office, put, standing, type_text
from tests.support import figure
from tourplanner.cli.main import run
from tourplanner.core.changes import Action, Edit
from tourplanner.core.errors import StoreDamaged, StoreError
from tourplanner.services import backup as service
from tourplanner.store.opening import open_file, open_reader

SITES = 300
ROUNDS = figure(12, 1_000)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An office file of some hundred changes, one of them longer than a page."""
    path = tmp_path_factory.mktemp("good") / "a.tour"
    with office(path) as file:
        for start in range(0, SITES, 50):
            edits = [
                Edit(f"{n:032x}", "site", {"name": f"School {n}", "city": "Fresno"})
                for n in range(start, start + 50)
            ]
            file.write(Action("Import", tuple(edits)))
        type_text(file, "a" * 32, "note", "body", "The garden opens at eight. " * 400)
    return path.read_bytes()


TOTAL = SITES + 1


def cut_short(good: bytes) -> bytes:
    """Cut the file in the middle of what was written into it; what an empty one holds stays."""
    return good[: (len(blank()) + len(good)) // 2]


Harm = Callable[[bytearray, random.Random], None]


def _header(data: bytearray, rng: random.Random) -> None:
    start = rng.choice((0, 16, 18, 24, 28, 44, 56, 68))
    data[start : start + 4] = rng.randbytes(4)


def _whole_header(data: bytearray, rng: random.Random) -> None:
    data[:100] = rng.choice((b"\0" * 100, rng.randbytes(100)))


def _schema(data: bytearray, rng: random.Random) -> None:
    data[100:4096] = rng.choice((b"\0" * 3996, rng.randbytes(3996)))


def _truncate(data: bytearray, rng: random.Random) -> None:
    del data[rng.randrange(len(data)) :]


def _flips(data: bytearray, rng: random.Random) -> None:
    for _ in range(rng.choice((1, 8, 64))):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _hole(data: bytearray, rng: random.Random) -> None:
    start = rng.randrange(len(data))
    data[start : start + 8192] = b"\0" * len(data[start : start + 8192])


HARMS: list[Harm] = [_header, _whole_header, _schema, _truncate, _flips, _hole]


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.timeout(1_200)
def test_whatever_happened_to_it(tmp_path: Path, good: bytes, harm: Harm) -> None:
    rng = random.Random(harm.__name__)
    path = tmp_path / "a.tour"
    for number in range(ROUNDS // len(HARMS) + 1):
        data = bytearray(good)
        harm(data, rng)
        path.write_bytes(data)
        readable = _open(path)
        out = tmp_path / f"{number}.tour"
        restored = _restore(path, out)
        assert path.read_bytes() == data, "a damaged file is not written to"
        if harm in (_header, _whole_header, _schema):
            assert restored is not None
            assert (restored.changes, restored.lost) == (TOTAL, 0), "only its beginning was hurt"
        if restored is None:
            assert readable in (None, 0)
            continue
        assert 0 < restored.changes <= TOTAL
        assert restored.records > 0
        assert restored.lost == sum(gap.last - gap.first + 1 for gap in restored.gaps)
        assert readable in (None, restored.changes)
        with office(out, "Bob") as file:
            assert file.verify().is_good
            assert file.log.count() == restored.changes
        out.unlink()


def _open(path: Path) -> int | None:
    """Open as a window does; give how many changes it says can be read, None for no damage."""
    told: list[StoreError] = []
    has_opened = False
    try:
        with open_reader(path) as file:
            has_opened = True
            assert file.read_only
            report = file.verify()
            file.tables.search("school")
            if file.notice:
                assert "open for reading only" in file.notice
                return report.changes
    except StoreError as error:
        told.append(error)
    assert all(error.text.endswith(".") and error.hint for error in told)
    return None if has_opened else 0


def _restore(path: Path, out: Path) -> service.Restored | None:
    """Restore; give None where it says that nothing can be read."""
    told: list[StoreError] = []
    try:
        return service.restore(path, out, now=standing)
    except StoreError as error:
        told.append(error)
    assert all("can be read" in error.text for error in told)
    assert not out.exists(), "nothing saved is no success"
    return None


def test_a_window_never_writes_to_it(tmp_path: Path, good: bytes) -> None:
    path = tmp_path / "a.tour"
    path.write_bytes(cut_short(good))
    with open_file(path, author="Ana", device="d", now=standing) as file:
        assert file.read_only
        assert file.tables.search("school 1")
        with pytest.raises(StoreDamaged, match="open for reading only") as caught:
            put(file, "f" * 32, name="new")
        assert "Restore" in caught.value.hint
        with pytest.raises(StoreDamaged):
            file.backup()
    assert path.read_bytes() == cut_short(good)


def test_the_terminal_tells_what_is_missing(
    tmp_path: Path, good: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    from tourplanner.app import ProgramDoors

    path, out = tmp_path / "a.tour", tmp_path / "r.tour"
    path.write_bytes(cut_short(good))
    doors = ProgramDoors(author="Ana", device="L1")
    assert run(["verify", str(path)], doors) == 3
    told = capsys.readouterr()
    assert "open for reading only" in told.err
    assert "The log lacks change" in told.out
    assert f"tourplanner restore {path} --out NEW.tour" in told.out
    assert run(["restore", str(path), "--out", str(out)], doors) == 3
    told = capsys.readouterr()
    assert "is damaged" in told.out
    assert "Its log lacks change" in told.out
    path.write_bytes(good[:5_000])
    assert run(["verify", str(path)], doors) == 1
    told = capsys.readouterr()
    assert "Nothing in a.tour can be read any more." in told.err
    assert "saves every change" not in told.err, "it would save none"
    assert run(["restore", str(path), "--out", str(tmp_path / "x.tour")], doors) == 1
    told = capsys.readouterr()
    assert "Nothing in a.tour can be read any more." in told.err
    assert not told.out
    assert not (tmp_path / "x.tour").exists()
