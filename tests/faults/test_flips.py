"""One flipped bit anywhere in the file: noticed, or without any effect; never silently wrong."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.kit import delete, give, office, only_kinds, put, shown, standing, type_text
from tests.support import figure
from tourplanner.core.errors import StoreError
from tourplanner.services import backup as service
from tourplanner.store.opening import open_file, open_reader

A, B, C = "a" * 32, "b" * 32, "c" * 32


@pytest.fixture
def few_kinds() -> Iterator[None]:
    """Declare two kinds: in a small file most flips meet something that matters."""
    with only_kinds("site", "note"):
        yield


def _filled(folder: Path) -> Path:
    with office(folder / "a.tour", "Ana") as a, office(folder / "b.tour", "Bob") as b:
        for number in range(40):
            put(a, f"{number:032x}", name=f"School {number}", point={"lat": 37.0, "lon": -121.0})
        put(a, A, name="Dorsa", **{"tag/x": True})
        type_text(a, B, "note", "body", "The garden opens at eight.")
        put(a, C, name="Gone")
        delete(a, C)
        give(a, b)
        put(b, A, name="Dorsa School")
        put(a, A, name="Dorsa Elementary")
        give(b, a)
        a.media.put(b"photo")
    return folder / "a.tour"


@pytest.mark.usefixtures("few_kinds")
@pytest.mark.timeout(600)
def test_no_flip_is_silently_wrong(tmp_path: Path) -> None:
    path = _filled(tmp_path)
    good = path.read_bytes()
    with open_reader(path) as reader:
        expected, bodies = shown(reader), list(reader.log.bodies())
        office_id = reader.office_id
    rng = random.Random(20131014)
    noticed = 0
    told: list[StoreError] = []
    for _ in range(figure(200, 1_000)):
        flipped = bytearray(good)
        flipped[rng.randrange(len(good))] ^= 1 << rng.randrange(8)
        path.write_bytes(flipped)
        try:
            with open_file(path, author="A", device="d", now=standing) as file:
                is_good = file.verify().is_good and not file.notice
                if is_good:
                    assert shown(file) == expected
                    assert list(file.log.bodies()) == bodies
                    assert file.office_id == office_id
                    put(file, A, city="Fresno")
        except StoreError as error:
            told.append(error)
            is_good = False
        noticed += not is_good
        for left in (f"{path}-wal", f"{path}-shm"):
            Path(left).unlink(missing_ok=True)
    assert all(error.text.endswith(".") and error.hint for error in told)
    assert noticed > figure(200, 1_000) // 10, "the test meets what it is about"


@pytest.mark.usefixtures("few_kinds")
def test_whatever_was_flipped_the_rest_is_saved(tmp_path: Path) -> None:
    path = _filled(tmp_path)
    good = path.read_bytes()
    with open_reader(path) as reader:
        total = reader.log.count()
    rng = random.Random(7)
    for number in range(figure(25, 200)):
        flipped = bytearray(good)
        flipped[rng.randrange(100, len(good))] ^= 1 << rng.randrange(8)
        path.write_bytes(flipped)
        out = tmp_path / f"{number}.tour"
        try:
            restored = service.restore(path, out, now=standing)
        except StoreError:
            assert not out.exists()
            continue
        assert restored.changes >= total - 40, "at most a page of changes"
        with office(out, "Bob") as file:
            assert file.verify().is_good
