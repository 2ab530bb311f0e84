"""What the compiler keeps: never code of an older source, and two programs may begin at once."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

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
from tourplanner.planner.search import warm_up
warm_up()
print("warm")
"""


def loaded(folder: Path, step: int, stamp: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Write a small module with a step and import it, as if all sources had that stamp."""
    monkeypatch.setattr(compiling, "sources_stamp", lambda: stamp)
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
