"""Make the bundle, a folder that runs without Python, and start its self-test: ./run bundle.

The self-test runs as on a computer of somebody else: none of this one's environment, a home of its
own, another folder. Its first start compiles the planner, the second one finds that again.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tourplanner import __version__  # noqa: E402

FOLDER = ROOT / "dist" / f"TourPlanner-{__version__}"
PROGRAM = FOLDER / ("tourplanner.exe" if os.name == "nt" else "tourplanner")


def main() -> int:
    """Build, measure, try; the exit code is that of the first step that failed."""
    code = build()
    if code:
        return code
    print(f"{FOLDER.relative_to(ROOT)}: {size_mb(FOLDER):.0f} MB", flush=True)
    with tempfile.TemporaryDirectory() as home:
        for _ in range(2):
            code = subprocess.run(
                [PROGRAM, "--self-test"], cwd=home, env=clean_environment(home), check=False
            ).returncode
            if code:
                return code
    return 0


def build() -> int:
    """Run PyInstaller on build.spec, quiet unless it fails."""
    started = time.monotonic()
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", "dist", "--workpath", "build/bundle", "build.spec"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        print(done.stdout)
        print("The bundle could not be made: the lines above tell why.", flush=True)
    else:
        print(f"Made the bundle in {time.monotonic() - started:.0f} s.", flush=True)
    return done.returncode


def size_mb(folder: Path) -> float:
    """Give what a folder's files take, in MB; a link counts as nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / 1e6


def clean_environment(home: str) -> dict[str, str]:
    """Give the environment of a computer on which nothing of ours is."""
    kept = ("SYSTEMROOT", "SYSTEMDRIVE", "TEMP", "TMP", "LANG") if os.name == "nt" else ("LANG",)
    own = {"HOME": home, "USERPROFILE": home, "LOCALAPPDATA": home, "APPDATA": home}
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        own["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # Chromium refuses to start as root otherwise
    return {**{name: os.environ[name] for name in kept if name in os.environ}, **own}


if __name__ == "__main__":
    sys.exit(main())
