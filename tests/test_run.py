"""Setting up: what tools/launch.py decides. The whole is tried wherever `./run test` runs."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
posix = pytest.mark.skipif(os.name == "nt", reason="run is for Linux and macOS")


@pytest.fixture
def launch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """tools/launch.py, at work in a folder of its own that has a lock and no network."""
    spec = importlib.util.spec_from_file_location("launch", ROOT / "tools" / "launch.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        "uv==1 \\\n    --hash=sha256:00\n    # via x\nvobject==2 \\\n    --hash=sha256:11\n"
    )
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "LOCK", lock)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "set-up.txt")
    monkeypatch.setattr(module, "SCRIPTS", tmp_path / ".venv" / "bin")
    return module


@pytest.fixture
def steps(launch: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps of a set-up in which nothing is really installed."""
    taken: list[str] = []

    def step(what: str, *command: object) -> None:
        taken.append(what)
        if what == "make .venv":
            launch.SCRIPTS.mkdir(parents=True, exist_ok=True)
            (launch.SCRIPTS / "python").symlink_to(sys.executable)

    monkeypatch.setattr(launch, "step", step)
    monkeypatch.setattr(launch, "write_path_file", lambda: taken.append("path"))
    monkeypatch.setattr(launch, "check_libraries", lambda: taken.append("libraries"))
    return taken


EVERYTHING = [
    "make .venv",
    "install uv",
    "install the packages",
    "path",
    "libraries",
    "prepare the planner",
]


@posix
def test_a_second_start_does_nothing(launch: ModuleType, steps: list[str]) -> None:
    launch.set_up()
    assert steps == EVERYTHING
    launch.set_up()
    assert steps == EVERYTHING


@posix
def test_a_new_lock_is_installed_over_the_old(launch: ModuleType, steps: list[str]) -> None:
    launch.set_up()
    launch.LOCK.write_text(launch.LOCK.read_text() + "# another\n")
    steps.clear()
    launch.set_up()
    assert steps == EVERYTHING[1:]


@posix
def test_an_interrupted_set_up_is_done_anew(
    launch: ModuleType, steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    launch.set_up()
    launch.LOCK.write_text(launch.LOCK.read_text() + "# another\n")

    def interrupted() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(launch, "install_lock", interrupted)
        with pytest.raises(KeyboardInterrupt):
            launch.set_up()
    steps.clear()
    (launch.SCRIPTS / "python").unlink()
    launch.set_up()
    assert steps == EVERYTHING


def test_uv_is_installed_by_its_own_lines_of_the_lock(launch: ModuleType) -> None:
    assert launch.lock_entry(launch.LOCK.read_text(), "uv") == "uv==1 \\\n    --hash=sha256:00\n"
    with pytest.raises(launch.SetupFailed, match="names no pip"):
        launch.lock_entry(launch.LOCK.read_text(), "pip")


@pytest.mark.skipif(sys.platform != "linux", reason="only there a screen can be missing")
def test_without_a_screen_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "launch.py"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("There is no screen here to open the window on.")
    assert "./run demo FOLDER" in done.stderr


def test_the_help_names_every_way_to_start(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "launch.py", "help"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    for way in ("./run demo", "./run test", "./run setup", "run.cmd"):
        assert way in done.stdout


def test_the_script_for_windows_has_the_line_ends_of_windows() -> None:
    text = (ROOT / "run.cmd").read_bytes()
    assert text.count(b"\r\n") == text.count(b"\n")
