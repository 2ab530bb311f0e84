"""Full disks, read-only folders, several programs at once: one clear sentence, nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.store.kit import blank, office, put, type_text
from tourplanner.core.errors import StoreError, StoreFull, StoreLocked
from tourplanner.store.opening import open_file, open_reader

SITE = "a" * 32
ROOT = Path(__file__).resolve().parents[2]


def _child(program: str, *arguments: str, wrap: tuple[str, ...] = ()) -> dict[str, Any]:
    """Run a program that prints one JSON object."""
    done = subprocess.run(
        [*wrap, sys.executable, "-c", program, *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


WRITE_UNTIL_IT_FAILS = """
import json, sys
from pathlib import Path
from tests.store.kit import office, put
from tourplanner.core.errors import StoreError
saved, told = 0, None
with office(Path(sys.argv[1])) as file:
    try:
        for n in range(5_000):
            put(file, f"{n:032x}", name="x" * 300)
            saved += 1
    except StoreError as error:
        told = [type(error).__name__, error.text, error.hint]
    again = None
    try:
        put(file, "f" * 32, name="y" * 300)
    except StoreError as error:
        again = type(error).__name__
    shown = file.tables.count("site")
    print(json.dumps({"saved": saved, "told": told, "again": again, "shown": shown}))
"""


def _check_full(path: Path, answer: dict[str, Any]) -> None:
    assert answer["told"][0] == "StoreFull"
    assert "no room left" in answer["told"][1]
    assert answer["told"][2]
    with office(path) as file:
        assert file.log.count() >= answer["saved"], "what was acknowledged is there"
        assert file.log.count() - answer["saved"] <= 2
        assert file.verify().is_good
        put(file, SITE, name="there is room again")


def test_a_full_disk(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as file:
        pages = file._conn.execute("PRAGMA page_count").fetchone()[0]
        file._conn.execute(f"PRAGMA max_page_count={pages + 20}")
        saved = 0

        def save_on() -> None:
            nonlocal saved
            for number in range(5_000):
                put(file, f"{number:032x}", name="x" * 300)
                saved += 1

        with pytest.raises(StoreFull, match="no room left") as caught:
            save_on()
        assert caught.value.hint
        assert file.log.count() == file.tables.count("site") == saved
        with pytest.raises(StoreFull):
            type_text(file, SITE, "site", "remarks", "x" * 50_000)
        file._conn.execute("PRAGMA max_page_count=1000000")
        type_text(file, SITE, "site", "remarks", "typed again")
        record = file.tables.get("site", SITE)
        assert record is not None
        assert record["remarks"] == "typed again"
        assert file.verify().is_good


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    path = tmp_path / "a.tour"
    path.write_bytes(blank())
    limit = len(blank()) + 200_000
    program = (
        "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n{WRITE_UNTIL_IT_FAILS}"
    )
    _check_full(path, _child(program, str(path)))


def _can_mount() -> bool:
    if not shutil.which("unshare"):
        return False
    tried = subprocess.run(
        ["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False
    )
    return tried.returncode == 0


mounts = pytest.mark.skipif(not _can_mount(), reason="needs the right to mount (root on Linux)")


@mounts
def test_a_small_disk(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    path = tmp_path / "a.tour"
    path.write_bytes(blank())
    size = len(blank()) + 400_000
    script = (
        f'mount -t tmpfs -o size={size} none "{disk}" && cp "{path}" "{disk}/a.tour" && '
        f'"$@"; code=$?; cp "{disk}"/a.tour* "{tmp_path}"; exit $code'
    )
    answer = _child(
        WRITE_UNTIL_IT_FAILS,
        str(disk / "a.tour"),
        wrap=("unshare", "-m", "sh", "-c", script, "sh"),
    )
    assert answer["again"] == "StoreFull"
    assert answer["shown"] == answer["saved"]
    _check_full(path, answer)


OPEN_READ_ONLY = """
import json, sys
from pathlib import Path
from datetime import UTC, datetime
from tourplanner.core.errors import StoreError
from tourplanner.store.opening import create_file, open_file, open_reader
path, answer = Path(sys.argv[1]), {}
def told(what):
    try:
        what()
    except StoreError as error:
        return [type(error).__name__, error.text, error.hint]
clock = lambda: datetime.now(UTC)
answer["open"] = told(lambda: open_file(path, author="A", device="d", now=clock))
answer["create"] = told(
    lambda: create_file(path.with_name("n.tour"), author="A", device="d", now=clock))
def read():
    with open_reader(path) as reader:
        answer["names"] = [r["name"] for r in reader.tables.all("site")]
answer["read"] = told(read)
print(json.dumps(answer))
"""


@mounts
@pytest.mark.parametrize("left", ["closed", "empty WAL", "full WAL"])
def test_a_read_only_folder(tmp_path: Path, left: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "a.tour"
    with office(path) as file:
        put(file, SITE, name="Dorsa")
        wal = Path(f"{path}-wal").read_bytes()
    if left != "closed":
        Path(f"{path}-wal").write_bytes(wal if left == "full WAL" else b"")
    script = f'mount --bind "{folder}" "{folder}" && mount -o remount,ro,bind "{folder}" && "$@"'
    answer = _child(OPEN_READ_ONLY, str(path), wrap=("unshare", "-m", "sh", "-c", script, "sh"))
    assert answer["open"][0] == "StoreReadOnly"
    assert "may only be read" in answer["open"][1]
    assert answer["create"][0] == "StoreReadOnly"
    if left == "full WAL":
        assert answer["read"][0] == "StoreReadOnly"
        assert "not closed properly" in answer["read"][1]
    else:
        assert answer["read"] is None
        assert answer["names"] == ["Dorsa"]


TAKE_TURNS = """
import json, sys
from pathlib import Path
from datetime import UTC, datetime
from tests.store.kit import office, put
from tourplanner.core.errors import StoreLocked
who, turns, refused = sys.argv[2], 0, 0
while turns < 12:
    try:
        with office(Path(sys.argv[1]), who) as file:
            put(file, f"{turns:031x}{who}", name=who)
            turns += 1
    except StoreLocked as error:
        assert "open in another window" in error.text, error.text
        refused += 1
print(json.dumps({"refused": refused}))
"""


def test_four_programs_take_turns(tmp_path: Path) -> None:
    """Each opens, writes and closes; the lock lets one in at a time, and nobody's work is lost."""
    path = tmp_path / "a.tour"
    path.write_bytes(blank())
    children = [
        subprocess.Popen(
            [sys.executable, "-c", TAKE_TURNS, str(path), who],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for who in "abcd"
    ]  # fmt: skip
    for child in children:
        _, trouble = child.communicate(timeout=60)
        assert child.returncode == 0, trouble
    with office(path) as file:
        assert file.tables.count("site") == 4 * 12
        assert file.verify().is_good


WRITE_WITHOUT_THE_LOCK = """
import json, sys
from pathlib import Path
import tourplanner.store.opening as opening
class NoLock:
    def __init__(self, *a): pass
    def release(self): pass
opening.FileLock = NoLock
from tests.store.kit import office, put
who = sys.argv[2]
with office(Path(sys.argv[1]), who) as file:
    for n in range(40):
        put(file, f"{n:031x}{who}", name=who)
print("{}")
"""


def test_four_writers_where_the_lock_does_not_hold(tmp_path: Path) -> None:
    """A file system that ignores locks: BEGIN IMMEDIATE and waiting keep the file whole."""
    path = tmp_path / "a.tour"
    path.write_bytes(blank())
    children = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE_WITHOUT_THE_LOCK, str(path), who],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for who in "abcd"
    ]  # fmt: skip
    for child in children:
        _, trouble = child.communicate(timeout=60)
        assert child.returncode == 0, trouble
    with office(path) as file:
        assert file.tables.count("site") == 4 * 40
        assert file.verify().is_good


def test_a_killed_window_does_not_keep_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "a.tour"
    path.write_bytes(blank())
    program = (
        "import sys\nfrom pathlib import Path\nfrom tests.store.kit import office\n"
        "file = office(Path(sys.argv[1]), 'Ghost')\nprint('open', flush=True)\nsys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        with pytest.raises(StoreLocked, match="Ghost"):
            office(path)
        with open_reader(path) as reader:
            assert reader.tables.all("site") == []
        child.kill()
        child.communicate()
    office(path).close()


def test_a_busy_database_is_told(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "a.tour"
    with office(path) as file:
        file._conn.execute("PRAGMA busy_timeout=1")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLocked, match="busy"):
            put(file, SITE, name="x")
        other.execute("ROLLBACK")
        other.close()
        put(file, SITE, name="x")


def test_the_file_vanishes_while_it_is_open(tmp_path: Path) -> None:
    path = tmp_path / "a.tour"
    with office(path) as file:
        put(file, SITE, name="x")
        shutil.rmtree(tmp_path / "a.files")
        file.backup()
        file.media.put(b"photo")
    path.unlink()
    with pytest.raises(StoreError, match="There is no file"):
        open_reader(path)


def test_two_opens_in_one_program(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour") as first:
        for _ in range(3):
            with pytest.raises(StoreLocked):
                office(tmp_path / "a.tour", "Bob")
        put(first, SITE, name="the refused ones did not let go of it")
        with pytest.raises(StoreLocked):
            open_file(tmp_path / "a.tour", author="Bob", device="d", now=first.now)
