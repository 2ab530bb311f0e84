"""Files are the old one or the new one, at whatever moment the writing stops."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tourplanner.adapters import files
from tourplanner.core.errors import ExportError
from tourplanner.store import disk

Write = Callable[[Path, bytes], None]
WRITERS = [
    pytest.param(files.write_beside, id="export"),
    pytest.param(disk.write_beside, id="store"),
]
STEPS = ("fsync", "replace")


class Stop(BaseException):
    """The moment of a crash."""


def _record(monkeypatch: pytest.MonkeyPatch, stop_at: int | None = None) -> list[str]:
    """Note each step that matters after a power loss; stop before step ``stop_at``."""
    steps: list[str] = []
    for name in STEPS:
        real = getattr(os, name)

        def step(*args: Any, _name: str = name, _real: Callable[..., Any] = real) -> Any:
            if len(steps) == stop_at:
                raise Stop
            steps.append(_name)
            return _real(*args)

        monkeypatch.setattr(os, name, step)
    return steps


@pytest.mark.parametrize("write", WRITERS)
def test_the_order_that_survives_a_power_loss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    steps = _record(monkeypatch)
    write(tmp_path / "paper.pdf", b"new")
    on_this_system = ["fsync", "replace"] + ([] if os.name == "nt" else ["fsync"])
    assert steps == on_this_system, "content, name, list of names"


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("stop_at", range(3))
def test_every_cut_is_legal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Write, stop_at: int
) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"old")
    with monkeypatch.context() as patch:
        _record(patch, stop_at)
        with pytest.raises(Stop):
            write(path, b"new" * 1_000)
    assert path.read_bytes() == (b"old" if stop_at < 2 else b"new" * 1_000)
    assert [p.name for p in tmp_path.iterdir()] == ["paper.pdf"]
    write(path, b"newer")
    assert path.read_bytes() == b"newer"


@pytest.mark.parametrize("old", [False, True], ids=["new", "over an old one"])
def test_a_folder_is_whole_or_not_there_at_whatever_step_it_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bool
) -> None:
    """As a records export is; killed, so nothing is tidied: what is left over is hidden."""
    files_of = {"a.csv": b"a" * 1_000, "b.json": b"b", "sha256.txt": b"of both"}
    before = dict.fromkeys(files_of, b"old") if old else None

    def shown(path: Path) -> dict[str, bytes] | None:
        return {f.name: f.read_bytes() for f in path.iterdir()} if path.exists() else None

    steps = 0
    while True:
        out = tmp_path / str(steps)
        out.mkdir()
        if before:
            files.write_folder_beside(out / "Records", before)
        with monkeypatch.context() as patch:
            patch.setattr(shutil, "rmtree", lambda *_, **__: None)
            _record(patch, steps)
            try:
                files.write_folder_beside(out / "Records", files_of)
                break
            except Stop:
                steps += 1
        left = shown(out / "Records")
        assert left in (before, files_of, None)
        if left is None and before:  # between two names: both are beside it, whole
            hidden = [shown(path) for path in out.iterdir()]
            assert before in hidden
            assert files_of in hidden
        visible = [path.name for path in out.iterdir() if not path.name.startswith(".")]
        assert set(visible) <= {"Records"}
    assert shown(out / "Records") == files_of
    assert steps >= len(files_of)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "no room left"),
        (errno.EDQUOT, "no room left"),
        (errno.EACCES, "may not be written"),
        (errno.EROFS, "may not be written"),
        (errno.EIO, "could not be written"),
    ],
)
def test_an_export_says_what_went_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"old")

    def fail(*_: Any) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(ExportError, match=words) as caught:
        files.write_beside(path, b"new")
    assert caught.value.hint
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["paper.pdf"]


def test_an_export_into_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="There is no folder"):
        files.write_beside(tmp_path / "none" / "paper.pdf", b"new")


def test_a_very_long_name(tmp_path: Path) -> None:
    name = "x" * 240 + ".pdf"
    files.write_beside(tmp_path / name, b"new")
    assert (tmp_path / name).read_bytes() == b"new"


def test_publishing_never_replaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, part = tmp_path / "a.tour", tmp_path / "part"
    path.write_bytes(b"old")
    part.write_bytes(b"new")

    def no_links(*_: Any) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    for _ in range(2):
        with pytest.raises(FileExistsError):
            disk.publish_new(part, path)
        assert path.read_bytes() == b"old"
        monkeypatch.setattr(os, "link", no_links)  # as on a memory stick
    path.unlink()
    disk.publish_new(part, path)
    assert path.read_bytes() == b"new"
    assert not part.exists()
