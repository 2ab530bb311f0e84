"""Set the program up in .venv where that is needed, then run it, its demonstration or its tests.

`run` and `run.cmd` find a Python and start this file with it. It uses the standard library alone,
writes about the set-up to standard error, and leaves standard output to what it starts.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "set-up.txt"
WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")

USAGE = """\
./run                     open the window
./run demo FOLDER         set everything up and write the sample tour with all its papers there
./run test [--long] ...   check the code and run the tests; what follows goes to pytest
./run setup               set everything up and do nothing else
./run bundle              make dist/TourPlanner-VERSION, which runs without Python, and try it
./run ARGUMENTS           anything else goes to the command line; ./run --help lists its commands
On Windows the same with run.cmd."""

CHECKS = (("ruff", "check"), ("ruff", "format", "--check"), ("mypy",), ("lint-imports",))


class SetupFailed(Exception):
    """A step of the set-up that did not work, in one sentence."""


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for and return the exit code."""
    first = arguments[0] if arguments else ""
    if first == "help":
        print(USAGE)
        return 0
    if not arguments and not has_display():
        say(
            "There is no screen here to open the window on. Start this on a desktop, "
            "or use the command line: ./run demo FOLDER, or ./run --help for its commands."
        )
        return 1
    # One place for the compiled planner, whoever starts it from this folder: the tests, too.
    os.environ.setdefault("NUMBA_CACHE_DIR", str(ROOT / "build" / "numba-cache"))
    try:
        set_up()
    except SetupFailed as failed:
        say(str(failed))
        return 1
    if first == "setup":
        return 0
    if first == "test":
        return test(arguments[1:])
    if first == "bundle":
        return replace_by(str(ROOT / "tools" / "build_bundle.py"))
    if first == "demo":
        return replace_by("-m", "tourplanner", "demo", *arguments[1:])
    return replace_by("-m", "tourplanner", *arguments)


def has_display() -> bool:
    """Whether a window can be opened; only systems with X or Wayland can lack it."""
    if WINDOWS or sys.platform == "darwin":
        return True
    return any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


# --- Tests ----------------------------------------------------------------------------------------


def test(arguments: Sequence[str]) -> int:
    """Run the static checks, stop at the first that fails, then run pytest.

    Beside the checks, on another core, is done once what each process of the run would do.
    """
    os.chdir(ROOT)
    # The tests start the program hundreds of times; where nothing compiled is kept, each of them
    # compiles it anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    is_whole = all(argument == "--long" for argument in arguments)
    beside = Thread(target=prepare_tests, args=(is_whole,), daemon=True)
    beside.start()
    if code := static_checks():
        return code
    beside.join()
    if is_whole:  # on all cores
        # One more than cores: tests of the window and of kills wait for a quarter of their time.
        processes = (os.cpu_count() or 1) + 1
        arguments = [f"--numprocesses={processes}", "--dist=worksteal", *arguments]
    return replace_by("-m", "pytest", *arguments)


def prepare_tests(is_whole: bool) -> None:
    """Compile the planner where it was changed since the set-up; of a whole run, the tests too.

    What goes wrong here is told by the run itself.
    """
    prepared = [["tourplanner", "warm-up"]]
    if is_whole:  # to find the tests is to read them all and leave them compiled
        prepared.append(["pytest", "--collect-only"])
    for module, option in prepared:
        subprocess.run(
            [venv_python(), "-P", "-m", module, option],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )


def static_checks() -> int:
    """Run what reads the code without running it; give the exit code of the first that fails."""
    for program, *options in CHECKS:
        name = " ".join([program, *options])
        started = time.monotonic()
        done = subprocess.run(
            [SCRIPTS / program, *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            sys.stdout.flush()
            sys.stdout.buffer.write(done.stdout)
            print(f"{name} failed; the lines above tell where.", flush=True)
            return done.returncode
        print(f"{name}: passed in {time.monotonic() - started:.1f} s", flush=True)
    return 0


# --- Set-up ---------------------------------------------------------------------------------------


def set_up() -> None:
    """Bring .venv to what the lock says and compile the planner; quick when that is done already.

    The stamp tells what .venv was made for. It goes away before anything changes and comes back
    when all is done, so an environment without one was interrupted and is made anew.
    """
    if read_stamp() == stamp():
        return
    with only_one():
        found = read_stamp()
        if found == stamp():
            return
        started = time.monotonic()
        say("Setting up TourPlanner in .venv; the first time this takes a minute or two ...")
        STAMP.unlink(missing_ok=True)
        if found.splitlines()[:2] != stamp().splitlines()[:2]:
            step("make .venv", sys.executable, "-m", "venv", "--clear", VENV)
        install_lock()
        write_path_file()
        check_libraries()
        step("prepare the planner", venv_python(), "-P", "-m", "tourplanner", "warm-up")
        unfinished = STAMP.with_suffix(".new")
        unfinished.write_text(stamp(), "utf-8")
        unfinished.replace(STAMP)
        say(f"Set-up finished in {time.monotonic() - started:.0f} s.")


def stamp() -> str:
    """What .venv has to be made for: the Python it stands on, this folder, this lock."""
    python = Path(venv_python())
    base = python.resolve() if python.exists() else "none"
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"python {base}\nfolder {ROOT}\nlock {digest}\n"


def read_stamp() -> str:
    """What .venv was made for, or nothing where it was not finished."""
    try:
        return STAMP.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Let a second set-up of this folder wait for the first."""
    if WINDOWS:
        yield  # A second set-up fails there by itself: files in use cannot be replaced.
        return
    import fcntl

    with LOCK.open("rb") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def install_lock() -> None:
    """Install exactly what the lock names, every file checked against its hash, nothing compiled.

    pip brings uv, from the lock's own lines; uv brings the rest several times faster than pip.
    Where uv cannot (it reads no pip configuration, so it misses an office's own mirror), pip does.
    """
    only_uv = VENV / "uv-requirements.txt"
    only_uv.write_text(lock_entry(LOCK.read_text("utf-8"), "uv"), "utf-8")
    pip = [venv_python(), "-m", "pip", "-q", "--no-input", "--disable-pip-version-check", "install"]
    pip += ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r"]
    uv = [venv_python(), "-m", "uv", "pip", "sync", "-q", "--python", venv_python()]
    uv += ["--require-hashes", "--only-binary", ":all:"]
    step("install uv", *pip, only_uv)
    try:
        step("install the packages", *uv, LOCK)
    except SetupFailed:
        say("Trying once more with pip, which takes longer ...")
        step("install the packages", *pip, LOCK)


def lock_entry(lock: str, name: str) -> str:
    """Cut one requirement with its hashes out of the lock's text."""
    found = re.search(rf"^{re.escape(name)}==.*\n(?:    --hash=.*\n)+", lock, re.MULTILINE)
    if found is None:
        raise SetupFailed(f"requirements.lock names no {name}.")
    return found.group()


def write_path_file() -> None:
    """Make `import tourplanner` find this folder, without building or installing anything.

    The path in the file is relative, so it is plain ASCII whatever the folder is called.
    """
    scheme = "nt" if WINDOWS else "posix_prefix"
    packages = Path(sysconfig.get_path("purelib", scheme, vars={"base": str(VENV)}))
    relative = os.path.relpath(ROOT, packages)
    (packages / "tourplanner-folder.pth").write_text(relative + "\n", "ascii")


def check_libraries() -> None:
    """Load what needs the system's own libraries, so that a missing one is named now."""
    modules = "PySide6.QtWidgets, PySide6.QtWebEngineCore, numpy, scipy"
    done = subprocess.run(
        [venv_python(), "-c", f"import {modules}"], stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode == 0:
        return
    missing = re.search(r"(\S+\.so\S*): cannot open shared object file", done.stderr)
    if missing is None:
        say(done.stderr)
        raise SetupFailed("The installed packages do not load: the lines above tell why.")
    raise SetupFailed(
        f"This system lacks the library {missing.group(1)}: install the package that holds it "
        "and start again."
    )


def step(what: str, *command: str | Path) -> None:
    """Run one command of the set-up; its output goes to standard error."""
    sys.stderr.flush()
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=sys.stderr.fileno(), check=False
        )
    except OSError as error:
        raise SetupFailed(f"Could not {what}: {error}.") from error
    if done.returncode:
        raise SetupFailed(
            f"Could not {what}: the lines above tell why. The first set-up needs a network; "
            "start again to go on."
        )


# --- Small parts ----------------------------------------------------------------------------------


def venv_python() -> str:
    """The Python of .venv."""
    return str(SCRIPTS / ("python.exe" if WINDOWS else "python"))


def replace_by(*command: str) -> int:
    """Become that Python command, so that signals and exit codes are its own.

    -P: a file in the current folder must not stand in for a module of the program.
    """
    sys.stdout.flush()
    if WINDOWS:
        return subprocess.run([venv_python(), "-P", *command], check=False).returncode
    os.execv(venv_python(), [venv_python(), "-P", *command])


def say(text: str) -> None:
    """Tell the person in front of the terminal."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
