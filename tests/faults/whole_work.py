"""Whole jobs that the tests kill: a directory import, plans, papers, notes. No pytest here."""

from __future__ import annotations

import itertools
from pathlib import Path

from tests.faults.kill import Say
from tourplanner.app import ProgramDoors, prepare
from tourplanner.core.papers.specs import PaperFormat, PaperKind

TOUR = "Pathways to Partnership"
MADISON = "19648816021687"


def import_directory(folder: Path, say: Say) -> None:
    """Import one edition after another."""
    with ProgramDoors().open(folder / "office.tour", write=False) as office:
        say.ready()
        for number in itertools.count():
            done = office.directory.import_edition(folder / f"table{number % 3}.csv")
            say(done.edition.id)


def plan(folder: Path, say: Say) -> None:
    """Plan again and again."""
    prepare()
    with ProgramDoors().open(folder / "office.tour", write=True) as office:
        tour = office.tours.find(TOUR)
        say.ready()
        for seed in itertools.count():
            planned = office.plan.run(tour, effort="quick", seed=seed)
            say(str(planned.plan.variant))


def export(folder: Path, say: Say) -> None:
    """Write the papers and the map again and again, into the same files."""
    prepare()
    out = folder / "out"
    with ProgramDoors().open(folder / "office.tour", write=True) as office:
        tour = office.tours.find(TOUR)
        say.ready()
        for number in itertools.count():
            office.profile.set({"boilerplate": f"Number {number} " * 50})
            kinds, formats = tuple(PaperKind), tuple(PaperFormat)
            made = office.papers.make(tour, kinds, formats, out)
            for path in made.files:
                say(path.name)
            say(office.papers.make_map(tour, out / "map.html").files[0].name)


def notes(folder: Path, say: Say) -> None:
    """Write notes at a stop."""
    with ProgramDoors().open(folder / "office.tour", write=True) as office:
        tour = office.tours.find(TOUR)
        stop = next(s.id for s in office.tours.load(tour).stops if s.fixed_day is not None)
        say.ready()
        for number in itertools.count():
            office.visits.write_note(tour, stop, f"Note {number}")
            say(str(number))
