"""Commands about whole office files: new, demo, verify, rebuild, backup, restore, undo, doctor."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from tourplanner.cli.output import CHECK_FOUND, OK, TerminalProgress, answer, quoted
from tourplanner.cli.papers import ALL_FORMATS, ALL_KINDS, write_papers
from tourplanner.cli.plan_text import plan_data, plan_lines
from tourplanner.cli.sealing import let_in
from tourplanner.core.errors import InputError
from tourplanner.core.units import count_text
from tourplanner.services import backup as backups
from tourplanner.services.sample import write_sample
from tourplanner.services.workspace import Doors, Workspace

SUFFIX = ".tour"


def new(args: Namespace, doors: Doors) -> int:
    """Make an empty office file."""
    facts = {"home_state": args.state, "member_name": args.member}
    with doors.create(args.file, {name: text for name, text in facts.items() if text}) as office:
        editions = [edition.summary for edition in office.directory.editions()]
        hint = office.directory.hint()
    lines = [f"Made {args.file}.", *(f"Directory at hand: {e}" for e in editions)]
    if hint:
        lines += [hint.text, hint.hint]
    answer(args, {"file": str(args.file), "editions": editions}, lines)
    return OK


def demo(args: Namespace, doors: Doors) -> int:
    """Make the sample office file; given a folder, also its plan, papers and maps."""
    target: Path = args.target
    if target.suffix == SUFFIX:
        with doors.create(target) as office:
            tour = _sample(office, doors)
            name = str(office.tours.load(tour).name)
        lines = [
            f"Made {target} with the tour “{name}”.",
            f"Plan it: tourplanner plan {quoted(str(target))} {quoted(name)}",
        ]
        answer(args, {"file": str(target), "tour": tour}, lines)
        return OK
    if target.exists() and not target.is_dir():
        raise InputError(
            f"{target} is a file.", f"Name a new folder, or a file that ends in {SUFFIX}."
        )
    target.mkdir(parents=True, exist_ok=True)
    file = _free_name(target)
    progress = TerminalProgress()
    with doors.create(file) as office:
        tour = _sample(office, doors)
        planned = office.plan.run(tour, progress=progress)
        progress.end()
        lines = list(plan_lines(planned))
        made = [
            write_papers(office, tour, ALL_KINDS, ALL_FORMATS, target, draft=False),
            office.papers.make_map(tour, target / "map.html", audience="staff"),
            office.papers.make_map(tour, target / "map for the press.html", audience="press"),
        ]
    for part in made:
        lines += part.lines
    data = {
        "file": str(file),
        "plan": plan_data(planned),
        "files": [str(path) for part in made for path in part.files],
    }
    answer(args, data, [*lines, "", f"Everything is in {target}."])
    return CHECK_FOUND if planned.errors else OK


def _sample(office: Workspace, doors: Doors) -> str:
    now = office.file.now
    return write_sample(office.file, office.sites, office.tours, doors.sample(), now)


def _free_name(folder: Path) -> Path:
    first = folder / f"sample{SUFFIX}"
    number, path = 2, first
    while path.exists():
        path = folder / f"sample {number}{SUFFIX}"
        number += 1
    return path


_MENDS = {
    "restore": "Next: restore a backup, or save what can still be read: "
    "tourplanner restore {file} --out NEW.tour",
    "rebuild": "Next: make the tables anew from the log, nothing is lost: "
    "tourplanner rebuild {file}",
    "fetch": "Next: take the missing photos and files from a laptop that has them.",
}


def verify(args: Namespace, doors: Doors) -> int:
    """Check every byte of the log and that the tables are what it says."""
    with doors.open(args.file, write=False) as office:
        report = office.file.verify()
    words = [one.text for one in report.findings]
    mends = list(dict.fromkeys(one.mend for one in report.findings if one.mend))
    records = count_text(report.records, "record")
    summary = f"{args.file}: {count_text(report.changes, 'change')}, {records}."
    lines = [summary, *words] if words else [summary, "Everything is as it was written."]
    lines += [_MENDS[mend].format(file=args.file) for mend in mends]
    data = {
        "changes": report.changes,
        "records": report.records,
        "findings": words,
        "mends": mends,
        "gaps": [list(gap) for gap in report.gaps],
    }
    answer(args, data, lines)
    return CHECK_FOUND if words else OK


def rebuild(args: Namespace, doors: Doors) -> int:
    """Make the tables anew from the log."""
    with doors.open(args.file, write=True) as office:
        office.file.rebuild()
        count = office.file.verify().records
    lines = [f"Made the tables of {count_text(count, 'record')} anew from the log."]
    answer(args, {"records": count}, lines)
    return OK


def backup(args: Namespace, doors: Doors) -> int:
    """Write a checked backup beside the file, also while a window has it open."""
    with doors.open(args.file, write=False) as office:
        path = backups.backup(office.file).path
    answer(args, {"backup": str(path)}, [f"Backed up to {path}; the copy was read back."])
    return OK


def restore_backup(args: Namespace, doors: Doors) -> int:
    """Write a backup to a new file; nothing is ever overwritten."""
    if args.out.exists():
        raise InputError(f"{args.out} exists already.", "Name a new file; nothing is overwritten.")
    let_in(doors, args.file)
    restored = backups.restore(args.file, args.out, now=doors.now)
    saved = count_text(restored.changes, "change")
    lines = [f"Restored {saved}, {count_text(restored.records, 'record')}, to {restored.path}."]
    if not restored.is_whole:
        lost = f"{count_text(restored.lost, 'change')} could not be read"
        lost = lost if restored.lost else "every change that was found in it could be read"
        lines.append(f"{args.file} is damaged: {lost}.")
    if restored.missing:
        lines.append(f"Its log lacks {restored.missing}.")
    data = {
        "file": str(restored.path),
        "changes": restored.changes,
        "records": restored.records,
        "is_whole": restored.is_whole,
        "lost": restored.lost,
        "gaps": [list(gap) for gap in restored.gaps],
    }
    answer(args, data, lines)
    return OK if restored.is_whole else CHECK_FOUND


def undo(args: Namespace, doors: Doors) -> int:
    """Take back the last action."""
    with doors.open(args.file, write=True) as office:
        label = office.undo.undo().label
    answer(args, {"undone": label}, [label])
    return OK


def redo(args: Namespace, doors: Doors) -> int:
    """Do again what was taken back."""
    with doors.open(args.file, write=True) as office:
        label = office.undo.redo().label
    answer(args, {"redone": label}, [label])
    return OK


def warm_up(args: Namespace, doors: Doors) -> int:
    """Compile the planner once, so that the first plan does not wait."""
    started = doors.now()
    doors.warm_up()
    seconds = round((doors.now() - started).total_seconds(), 1)
    answer(args, {"seconds": seconds}, [f"The planner is ready ({seconds} s)."])
    return OK


def doctor(args: Namespace, doors: Doors) -> int:
    """Tell what is installed and what is missing."""
    found = doors.doctor()
    lines = [f"{name}: {value}" for name, value in found.items() if name != "missing"]
    missing = list(found.get("missing", ()))
    lines += [f"MISSING: {what}" for what in missing] or ["Nothing is missing."]
    answer(args, found, lines)
    return CHECK_FOUND if missing else OK
