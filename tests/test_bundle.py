"""The program as others get it: `--self-test` from the checkout, and the bundle built and started.

The bundle is for the long form: building it takes minutes on two cores.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.xlsx_kit import sheet_xml, write_xlsx
from tools import build_bundle

ROOT = Path(__file__).resolve().parent.parent
STEPS = (
    "libraries and data",
    "sample tour",
    "plan",
    "papers",
    "maps",
    "photo",
    "verify",
    "seal",
    "window",
    "map page",
)


def start(command: list[str | Path], folder: Path, **environment: str) -> tuple[int, str, str]:
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.long
@pytest.mark.timeout(400)  # where the planner has to be compiled first, on a busy machine
def test_the_self_test_passes_and_leaves_nothing(tmp_path: Path) -> None:
    homes = {name: tmp_path / name for name in ("home", "temp")}
    for home in homes.values():
        home.mkdir()
    code, out, errors = start(
        [sys.executable, "-P", "-m", "tourplanner", "--self-test"],
        tmp_path,
        **dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(homes["home"])),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(homes["temp"])),
    )
    assert code == 0, out + errors
    lines = out.splitlines()
    assert [line[:20].strip() for line in lines[1:-1]] == list(STEPS)
    assert all(re.search(r"^.{20} *\d+\.\d s  \S", line) for line in lines[1:-1])
    assert re.fullmatch(r"Everything works \(\d+\.\d s\)\.", lines[-1])
    assert "the web map among them" in out
    assert not list(homes["home"].rglob("*"))
    assert not list(homes["temp"].iterdir())


@pytest.mark.long
def test_the_self_test_says_what_failed(tmp_path: Path) -> None:
    """A resource that a bundle forgot, played by an empty folder in place of resources/."""
    code = (
        "import sys; sys._MEIPASS = sys.argv[1]; sys.argv[1:] = ['--self-test'];"
        "from tourplanner.__main__ import main; sys.exit(main())"
    )
    code_given, out, _ = start([sys.executable, "-P", "-c", code, tmp_path], tmp_path)
    assert code_given == 1
    assert "FAILED: The file geo/manifest.json that ships with the program is missing." in out
    assert out.splitlines()[-1].startswith("FAILED: libraries and data, sample tour (")


@pytest.mark.long
@pytest.mark.timeout(1500)
def test_the_bundle_starts_and_works_without_this_computer(tmp_path: Path) -> None:
    code, out, errors = start([sys.executable, "-P", ROOT / "tools" / "build_bundle.py"], tmp_path)
    assert code == 0, out + errors
    assert out.count("Everything works") == 2
    plans = [float(found) for found in re.findall(r"^plan +(\d+\.\d) s", out, re.MULTILINE)]
    assert plans[1] < plans[0] / 2, "what was compiled was not found again"

    def program(*words: str | Path) -> str:
        done = subprocess.run(
            [build_bundle.PROGRAM, *words],
            cwd=tmp_path,
            env=build_bundle.clean_environment(str(tmp_path)),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    # What the self-test does not touch: the reader of workbooks, the parser of addresses.
    program("new", "office.tour", "--state", "CA")
    rows = [["School", "Address", "City"], ["Madison Elementary", "515 Ashtabula St", "Pasadena"]]
    book = write_xlsx(tmp_path / "list.xlsx", {"a": sheet_xml(rows)})
    assert "Madison" in program("import", "office.tour", "--list", book)
    assert "Pasadena" in program("locate", "office.tour", "515 Ashtabula St, Pasadena, CA 91104")
    assert "Nothing is missing." in program("doctor")
