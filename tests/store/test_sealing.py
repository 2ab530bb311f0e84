"""A sealed file: nothing readable in it, one passphrase for it and its copies, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.kit import START, office, put, standing
from tourplanner.core.errors import (
    InputError,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreSealed,
)
from tourplanner.services import backup as backups
from tourplanner.store import seal, sealing
from tourplanner.store.opening import open_file, open_reader
from tourplanner.store.seal import Key

PASSPHRASE = "orange bus under quiet stars"
SITE, OTHER = "a" * 32, "b" * 32
MOBILE = "626-555-0111"


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(seal, "_COST", 2**10)  # its slowness is its worth, and not ours
    yield
    seal.forget()


def quick_key(secret: int = 1, salt: int = 1) -> Key:
    """A key without the slow way from a passphrase."""
    return Key(seal.MAGIC + bytes([salt]) * 8, bytes([secret]) * 32)


def make(path: Path) -> Path:
    """A file with a contact and a backup, and what was saved after it."""
    with office(path) as file:
        put(file, SITE, name="Dorsa", host_mobile=MOBILE)
        file.backup()
        put(file, OTHER, name="Alview", host_mobile="408-555-0199")
    return path


def convert(path: Path, key: Key | None) -> int:
    return sealing.convert(path, key, author="Ana", now=START)


def everything(folder: Path) -> bytes:
    """All bytes of all files of a folder."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def hosts(path: Path) -> set[object]:
    with open_reader(path) as file:
        return {site["host_mobile"] for site in file.tables.all("site")}


def test_nothing_can_be_read_and_the_passphrase_brings_it_all_back(tmp_path: Path) -> None:
    path = make(tmp_path / "a.tour")
    assert MOBILE.encode() in everything(tmp_path)
    assert convert(path, seal.new_key(PASSPHRASE)) == 1, "its backup too"
    left = everything(tmp_path)
    assert not any(word in left for word in (MOBILE.encode(), b"Dorsa", b"SQLite format 3"))
    seal.forget()
    with pytest.raises(StoreSealed, match="is sealed"):
        office(path)
    with pytest.raises(InputError, match="does not open"):
        seal.unseal_with(path, "orange bus under quiet star")
    seal.unseal_with(path, f" {PASSPHRASE} ")
    assert hosts(path) == {MOBILE, "408-555-0199"}


def test_the_recovery_code_opens_it_as_people_type_it(tmp_path: Path) -> None:
    path = make(tmp_path / "a.tour")
    key = seal.new_key(PASSPHRASE)
    convert(path, key)
    seal.forget()
    typed = key.code.lower().replace("-", " ").replace("o", "0").replace("i", "1")
    assert seal.unseal_with(path, typed) == key


def test_a_sealed_file_is_worked_with_as_any_other(tmp_path: Path) -> None:
    path = make(tmp_path / "a.tour")
    convert(path, quick_key())
    with office(path) as file:
        put(file, "c" * 32, name="Jackson", host_mobile="510-555-0100")
        assert [hit.id for hit in file.tables.search("jack")] == ["c" * 32]
        assert file.verify().is_good
        made = file.backup()
        file.save_copy(tmp_path / "copy.tour")
        file.rebuild()
    assert hosts(made.path) == hosts(tmp_path / "copy.tour") == hosts(path)
    assert b"510-555-0100" not in everything(tmp_path), (
        "the log, the copy and the backup are sealed"
    )


def test_merging_meets_a_sealed_file_as_any_other(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours" / "a.tour", tmp_path / "theirs" / "a.tour"
    for path in (ours, theirs):
        path.parent.mkdir()
    make(ours)
    with office(ours) as file:
        file.save_copy(theirs)
    with office(theirs, "Ben") as file:
        put(file, SITE, host_mobile="626-555-0222")
        bodies = list(file.log.bodies())
    convert(ours, quick_key())
    with office(ours) as file:
        put(file, SITE, host_mobile="626-555-0333")
        assert file.receive(bodies).taken == 1
        assert file.receive(bodies).taken == 0, "twice is once"
        (site,) = (site for site in file.tables.all("site") if site.id == SITE)
        assert site.conflicts == ("host_mobile",), "both numbers are kept, and somebody is asked"
        sealed = list(file.log.bodies())
    with office(theirs, "Ben") as file:
        file.receive(sealed)
        (site,) = (site for site in file.tables.all("site") if site.id == SITE)
        assert site.conflicts == ("host_mobile",)


def test_another_passphrase_and_none(tmp_path: Path) -> None:
    path = make(tmp_path / "a.tour")
    convert(path, quick_key(1, 1))
    assert convert(path, quick_key(2, 2)) == 1
    seal.forget()
    assert not seal.opens(path, quick_key(1, 2)), "the old key opens nothing any more"
    seal.remember(quick_key(2, 2))
    assert convert(path, None) == 1
    seal.forget()
    assert hosts(path) == {MOBILE, "408-555-0199"}


def test_what_was_not_finished_is_finished_later(tmp_path: Path) -> None:
    path = make(tmp_path / "a.tour")
    plain = next((tmp_path / "a.files" / "backups").iterdir())
    before = plain.read_bytes()
    convert(path, quick_key())
    plain.write_bytes(before)  # as if it had been killed before it came to the backups
    assert convert(path, quick_key()) == 1
    assert MOBILE.encode() not in everything(tmp_path)


def test_a_file_that_somebody_has_open_stays_as_it_is(tmp_path: Path) -> None:
    path = make(tmp_path / "a.tour")
    with office(path) as file:
        with pytest.raises(StoreLocked):
            convert(path, quick_key())
        put(file, SITE, name="Still plain")
    reader = open_reader(path)
    try:
        assert reader.tables.count("site") == 2
        with pytest.raises(StoreError):
            convert(path, quick_key())
    finally:
        reader.close()
    assert seal.salt_of(path) == b""
    assert hosts(path) == {MOBILE, "408-555-0199"}


def test_a_damaged_sealed_file_says_what_is_left_and_its_rescue_is_sealed(tmp_path: Path) -> None:
    path = make(tmp_path / "a.tour")
    convert(path, quick_key())
    content = bytearray(path.read_bytes())
    content[len(content) // 4096 * 2048 // 4096 * 4096 + 99] ^= 1  # in a page of the middle
    path.write_bytes(content)
    with open_file(path, author="Ana", device="d", now=standing) as file:
        assert file.read_only
        assert "2 of 2 changes" in file.notice
    out = tmp_path / "out.tour"
    assert backups.restore(path, out, now=standing).changes == 2
    assert seal.salt_of(out) == seal.salt_of(path)
    assert hosts(out) == {MOBILE, "408-555-0199"}
    content[30] ^= 1  # in the first page: no key fits any more
    path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        office(path)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(InputError, match="at least 8"):
        seal.new_key("bus2013")
