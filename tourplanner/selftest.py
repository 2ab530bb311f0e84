"""``tourplanner --self-test``: does what the program is for, once, and tells whether it works.

Everything is made in a temporary folder, the user's own folders and settings are neither read nor
written, and there is no network. Only the planner's compiled code goes where the program keeps it,
since it can be made again and makes the next plan quick.
"""

from __future__ import annotations

import faulthandler
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tourplanner import __version__
from tourplanner.app import ProgramDoors, prepare
from tourplanner.core.errors import TourPlannerError
from tourplanner.core.papers.specs import PaperFormat, PaperKind
from tourplanner.core.papers.web_folder import INDEX

# A step that hangs ends the program, with exit code 1. The planner is compiled for a minute, and
# for ten on a computer that has much else to do.
LIMIT_S = 1200
_HOMES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_DOCUMENTS_DIR": "Documents",
    "XDG_RUNTIME_DIR": "run",
}


class StepFailed(TourPlannerError):
    """A step of the self-test ended without what it should give."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to try. ``work`` gives in words what it found; without a ``vital`` one no more."""

    name: str
    work: Callable[[], str]
    vital: bool = False


def run_self_test() -> int:
    """Try everything, one line a step, and give the exit code: 0 when all of it worked, else 1."""
    prepare()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(
        prefix="tourplanner-self-test-", ignore_cleanup_errors=True
    ) as folder:
        _own_folders(Path(folder))
        _say(f"TourPlanner {__version__}, self-test in {folder}\n")
        failed = _run(Trial(Path(folder)).steps())
    faulthandler.cancel_dump_traceback_later()
    took = f"{time.monotonic() - started:.1f} s"
    if failed:
        _say(f"FAILED: {', '.join(failed)} ({took})\n")
        return 1
    _say(f"Everything works ({took}).\n")
    return 0


def try_window() -> int:
    """Load what the window needs and print Qt's version; the doctor of a bundle asks this."""
    from tourplanner.ui.trial import web_engine_version

    _say(f"{web_engine_version()}\n")
    return 0


def _run(steps: tuple[Step, ...]) -> list[str]:
    """Run the steps and give the names of those that failed."""
    failed = []
    for step in steps:
        _say(f"{step.name:<20} ")  # first, so that a crash shows where it was
        faulthandler.dump_traceback_later(LIMIT_S, exit=True)  # in the stead of the last step's
        started = time.monotonic()
        try:
            words = step.work()
        except TourPlannerError as error:
            words = " ".join(part for part in (error.text, error.hint, error.details) if part)
        except Exception:
            words = f"a fault of the program\n{traceback.format_exc()}"
        else:
            _say(f"{time.monotonic() - started:6.1f} s  {words}\n")
            continue
        failed.append(step.name)
        _say(f"{time.monotonic() - started:6.1f} s  FAILED: {words}\n")
        if step.vital:
            break
    return failed


class Trial:
    """The steps, on one office file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "sample.tour"
        self.maps = {name: folder / f"map-{name}.html" for name in ("staff", "press")}
        self.doors = ProgramDoors(author="Self-test", device="self-test")
        self.tour = ""

    def steps(self) -> tuple[Step, ...]:
        """Give the steps in order."""
        return (
            Step("libraries and data", self.libraries),
            Step("sample tour", self.sample, vital=True),
            Step("plan", self.plan, vital=True),
            Step("papers", self.papers),
            Step("maps", self.write_maps),
            Step("photo", self.photo),
            Step("verify", self.verify),
            Step("seal", self.seal),
            Step("window", self.window),
            Step("map page", self.page),
        )

    def libraries(self) -> str:
        """Ask the doctor, who loads the window's libraries in a process of their own."""
        found = self.doors.doctor()
        if found["missing"]:
            raise StepFailed("; ".join(found["missing"]))
        return (
            f"{found['window']}, {len(found['data'])} layers, {len(found['rule_sets'])} rule sets"
        )

    def sample(self) -> str:
        """Make an office file and write the sample into it."""
        from tourplanner.services.sample import write_sample

        with self.doors.create(self.file) as office:
            facts = self.doors.sample()
            self.tour = write_sample(office.file, office.sites, office.tours, facts, self.doors.now)
            schools = office.directory.editions()[0].summary
        return schools

    def plan(self) -> str:
        """Plan the sample."""
        with self.doors.open(self.file, write=True) as office:
            office.plan.run(self.tour, effort="quick")
            stops = office.file.tables.count("stop", tour=self.tour)
        return f"{stops} stops"

    def papers(self) -> str:
        """Write every paper in every format, and see that no format is missing."""
        out = self.folder / "papers"
        with self.doors.open(self.file, write=True) as office:
            office.papers.make(self.tour, tuple(PaperKind), tuple(PaperFormat), out)
        sizes = {path: path.stat().st_size for path in out.rglob("*") if path.is_file()}
        formats = {path.suffix.removeprefix(".") for path, size in sizes.items() if size}
        if any(path.name == INDEX for path in sizes):  # a folder of pages
            formats.add(PaperFormat.WEB)
        missing = sorted(set(PaperFormat) - formats)
        if missing or not all(sizes.values()):
            raise StepFailed(f"Papers are empty or missing: {', '.join(missing)}")
        return f"{len(sizes)} files: {', '.join(sorted(formats))}"

    def write_maps(self) -> str:
        """Write the map pages of the staff and of the press."""
        with self.doors.open(self.file, write=True) as office:
            for audience, path in self.maps.items():
                office.papers.make_map(self.tour, path, audience=audience)
        return ", ".join(f"{path.stat().st_size / 1e6:.1f} MB" for path in self.maps.values())

    def photo(self) -> str:
        """Take in a photo as an iPhone writes it, and give it to the press."""
        from tourplanner.adapters.resources import resource_path

        with self.doors.open(self.file, write=True) as office:
            stop = office.file.tables.where("stop", tour=self.tour)[0].id
            found = office.photos.look([resource_path("sample", "photo.heic")])
            taken = office.photos.take_in(self.tour, found.photos, stop=stop)
            (photo,) = (*taken.by_time, *taken.by_place, *taken.by_hand)
            office.photos.change(photo, {"alt": "A colored square"})
            office.photos.no_child(photo, on=True)
            office.photos.approve(photo)
            made = office.photo_pack.make(self.tour, self.folder / "press")
        if len(made.files) != 2:
            raise StepFailed("The photo was not written.")
        return taken.sentence

    def verify(self) -> str:
        """Check the file's every byte."""
        with self.doors.open(self.file, write=False) as office:
            report = office.file.verify()
        if report.findings:
            raise StepFailed("; ".join(one.text for one in report.findings))
        return f"{report.changes} changes, {report.records} records"

    def seal(self) -> str:
        """Seal a copy of the file, see that nothing of it can be read, and make it plain again."""
        sealing, path = self.doors.sealing(), self.folder / "sealed.tour"
        shutil.copyfile(self.file, path)
        sealing.seal(path, "a bus full of people")
        if not sealing.is_sealed(path) or path.read_bytes().startswith(b"SQLite"):
            raise StepFailed("The file could still be read.")
        with self.doors.open(path, write=False) as office:
            tours = office.file.tables.count("tour")
        sealing.unseal(path)
        return f"{tours} tour read with the passphrase"

    def window(self) -> str:
        """Open the window on the file, without a screen, and go through its places."""
        from tourplanner.ui.trial import open_window

        return open_window(self.doors, self.folder, self.file)

    def page(self) -> str:
        """Open the staff's map page in the web engine."""
        from tourplanner.ui.trial import open_page

        return open_page(self.maps["staff"])


def _own_folders(folder: Path) -> None:
    """Put folders of the test's own in place of the user's, and need no screen."""
    for name, below in _HOMES.items():
        home = folder / "home" / below
        home.mkdir(parents=True, exist_ok=True)
        os.environ[name] = str(home)
    (folder / "home" / "run").chmod(0o700)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _say(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()
