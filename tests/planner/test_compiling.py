"""What the compiler keeps: never code of an older source, and two programs may begin at once."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tourplanner.planner.kept import clear_folder
from tourplanner.planner.kernels import COMPILED, compiling

pytestmark = pytest.mark.skipif(not COMPILED, reason="no compiler")

ROOT = Path(__file__).resolve().parents[2]
SOURCE = """
from tourplanner.planner.kernels.compiling import compiled, inner

@inner
def more(x):
    return x + {step}

@compiled
def twice(x):
    return more(more(x))
"""
# Each runs in a Python of its own; says that it is ready, and begins when it is told to.
BEGIN = """
import sys
from tourplanner.planner.kernels import compiling
print("ready", flush=True)
sys.stdin.readline()
"""
SMALL = """
sys.path.insert(0, sys.argv[1])
import small
print(small.twice(1))
"""
KERNELS = """
from tourplanner.planner.planning import warm_up
warm_up()
print("warm")
"""


def loaded(folder: Path, step: int, stamp: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Write a small module with a step and import it, as if all sources had that stamp."""
    monkeypatch.setattr(compiling, "sources_stamp", lambda: stamp)
    # Python tells its own compiled files by the second, and two are written in one here.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    path = folder / "small.py"
    path.write_text(SOURCE.format(step=step))
    spec = importlib.util.spec_from_file_location("small", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_code_of_an_older_source_is_never_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    monkeypatch.setattr(compiling.numba.config, "CACHE_DIR", str(kept))
    assert loaded(tmp_path, 1, "old", monkeypatch).twice(1) == 3
    assert loaded(tmp_path, 5, "new", monkeypatch).twice(1) == 11
    assert len(list(kept.rglob("*.nbc"))) == 2
    again = loaded(tmp_path, 5, "new", monkeypatch)
    assert again.twice(1) == 11
    assert sum(again.twice.stats.cache_hits.values()) == 1
    # Another program has told of its code and not yet written it: only the older code is there.
    for path in kept.rglob("*new*.nbc"):
        path.unlink()
    assert loaded(tmp_path, 5, "new", monkeypatch).twice(1) == 11


def test_the_stamp_goes_by_every_kernel() -> None:
    stamp = compiling.sources_stamp()
    assert len(stamp) == 16
    assert compiling.sources_stamp.__wrapped__() == stamp
    names = {path.stem for path in Path(compiling.__file__).parent.glob("*.py")}
    assert {"moments", "days", "insertion", "removal", "hotels", "annealing"} <= names


def test_code_that_no_program_uses_any_more_is_cleared_away(tmp_path: Path) -> None:
    here = tmp_path / "kernels_0a"
    gone = tmp_path / "kernels_0b"  # of a program that stood in another folder
    for folder in (here, gone):
        folder.mkdir()

    def put(folder: Path, name: str, days: float) -> Path:
        path = folder / name
        path.write_bytes(b"code")
        then = time.time() - days * 86_400
        os.utime(path, (then, then))
        return path

    stamp, other = "0123456789abcdef", "fedcba9876543210"
    mine = [put(here, f"days.walk_day-40-{stamp}.py311.{end}", 90) for end in ("nbi", "1.nbc")]
    used = [
        put(here, f"days.walk_day-38-{other}.py311.nbi", 1),
        put(gone, f"days.walk_day-38-{other}.py312.1.nbc", 6),
    ]
    others = [
        put(here, "days.walk_day-38.py311.nbi", 90),  # of a program that is not ours
        put(tmp_path, f"days.walk_day-38-{other}.py311.nbi", 90),
    ]
    for folder in (here, gone):
        for end in ("nbi", "1.nbc", "12.nbc", "nbi.tmp.0123456789abcdef"):
            put(folder, f"hotels.promise-66-{other}.py311.{end}", 8)
    clear_folder(tmp_path, stamp)
    assert sorted(path for path in tmp_path.rglob("*.*")) == sorted([*mine, *used, *others])
    assert all(time.time() - path.stat().st_mtime < 3_600 for path in mine)  # is in use
    assert here.is_dir()
    then = time.time() - 30 * 86_400
    used[1].unlink()
    clear_folder(tmp_path, stamp)
    assert gone.is_dir()  # a program that has just made it may be about to write
    os.utime(gone, (then, then))
    clear_folder(tmp_path, stamp)
    assert not gone.exists()


def test_a_file_that_cannot_be_removed_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kernels_0a"
    folder.mkdir()
    kept = [folder / f"days.{name}-40-fedcba9876543210.py311.nbi" for name in ("a", "b")]
    for path in kept:
        path.write_bytes(b"code")
        os.utime(path, (0, 0))
    unlink = Path.unlink

    def held(path: Path) -> None:  # as on Windows, where another program reads it
        if path == kept[0]:
            raise PermissionError(13, "in use", str(path))
        unlink(path)

    monkeypatch.setattr(Path, "unlink", held)
    clear_folder(tmp_path, "0123456789abcdef")
    assert [*folder.iterdir()] == kept[:1]


def at_once(code: str, folder: Path) -> list[str]:
    """Run two programs at the same moment with one empty folder; gives what they print."""
    environment = {
        **os.environ,
        "NUMBA_CACHE_DIR": str(folder / "kept"),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
    }
    children = [
        subprocess.Popen(
            [sys.executable, "-c", BEGIN + code, str(folder)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    told = [child.communicate(timeout=600) for child in children]
    assert [child.returncode for child in children] == [0, 0], told
    return [out.strip() for out, _ in told]


def test_two_programs_that_begin_at_once_both_compile(tmp_path: Path) -> None:
    (tmp_path / "small.py").write_text(SOURCE.format(step=1))
    assert at_once(SMALL, tmp_path) == ["3", "3"]


@pytest.mark.long
@pytest.mark.timeout(600)
def test_two_programs_that_compile_all_kernels_at_once(tmp_path: Path) -> None:
    assert at_once(KERNELS, tmp_path) == ["warm", "warm"]
