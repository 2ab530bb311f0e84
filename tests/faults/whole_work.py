"""Whole jobs that the tests kill: a directory import, plans, papers, notes. No pytest here."""

from __future__ import annotations

import itertools
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.kill import Say
from tests.support import is_long
from tourplanner.app import ProgramDoors, prepare
from tourplanner.core.papers.specs import PaperFormat, PaperKind
from tourplanner.services.sample import write_sample

TOUR = "Pathways to Partnership"
# Every paper in the long form; in the short one these, which have all formats between them.
KINDS = (
    tuple(PaperKind)
    if is_long()
    else (PaperKind.PRESS_ITINERARY, PaperKind.CALL_LIST, PaperKind.SITE_LIST, PaperKind.THANK_YOU)
)


def warm_up() -> None:
    """Load everything and compile the planner before the children are born.

    No PDF is made here: its writer starts threads, which a fork does not take along.
    """
    prepare()
    doors = ProgramDoors()
    with TemporaryDirectory() as folder, doors.create(Path(folder) / "a.tour") as office:
        now = office.file.now
        tour = write_sample(office.file, office.sites, office.tours, doors.sample(), now)
        office.plan.run(tour, effort="quick")
        formats = tuple(form for form in PaperFormat if form is not PaperFormat.PDF)
        office.papers.make(tour, KINDS, formats, Path(folder))
        office.papers.make_map(tour, Path(folder) / "map.html")
        office.records.export(tour, Path(folder) / "records")


def import_directory(folder: Path, say: Say) -> None:
    """Import one edition after another."""
    with ProgramDoors().open(folder / "office.tour", write=False) as office:
        say.ready()
        for number in itertools.count():
            done = office.directory.import_edition(folder / f"table{number % 3}.csv")
            say(done.edition.id)


def plan(folder: Path, say: Say) -> None:
    """Plan again and again."""
    with ProgramDoors().open(folder / "office.tour", write=True) as office:
        tour = office.tours.find(TOUR)
        say.ready()
        for seed in itertools.count():
            planned = office.plan.run(tour, effort="quick", seed=seed)
            say(str(planned.plan.variant))


def export(folder: Path, say: Say) -> None:
    """Write the papers and the map again and again, into the same files."""
    out = folder / "out"
    with ProgramDoors().open(folder / "office.tour", write=True) as office:
        tour = office.tours.find(TOUR)
        say.ready()
        for number in itertools.count():
            office.profile.set({"boilerplate": f"Number {number} " * 50})
            for kind in KINDS:
                for path in office.papers.make(tour, (kind,), tuple(PaperFormat), out).files:
                    say(path.name)
            say(office.papers.make_map(tour, out / "map.html").files[0].name)


def records(folder: Path, say: Say) -> None:
    """Write exports for a records request, one after another, each into a folder of its own."""
    with ProgramDoors().open(folder / "office.tour", write=True) as office:
        tour = office.tours.find(TOUR)
        say.ready()
        for number in itertools.count():
            say(office.records.export(tour, folder / "out" / f"Records {number}").folder.name)


def notes(folder: Path, say: Say) -> None:
    """Write notes at a stop."""
    with ProgramDoors().open(folder / "office.tour", write=True) as office:
        tour = office.tours.find(TOUR)
        stop = next(s.id for s in office.tours.load(tour).stops if s.fixed_day is not None)
        say.ready()
        for number in itertools.count():
            office.visits.write_note(tour, stop, f"Note {number}")
            say(str(number))
