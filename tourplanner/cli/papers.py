"""Commands that write papers and maps, and say beside them what was withheld."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from tourplanner.cli.office import name_values
from tourplanner.cli.output import CHECK_FOUND, OK, answer
from tourplanner.cli.tours import find_site
from tourplanner.core.errors import InputError, UsageError
from tourplanner.core.fields import LEVEL_WORDS
from tourplanner.core.model.map_picture import FORMATS, LAYERS, PARTS, PictureWish
from tourplanner.core.papers.specs import SPECS, PaperFormat, PaperKind, Reader
from tourplanner.services.paper_values import PapersMade
from tourplanner.services.tours import stop_id
from tourplanner.services.workspace import Doors, Workspace

_T = TypeVar("_T", PaperKind, PaperFormat)

# Those of the tour itself. Asked for by name alone: what tells of visits that were made, what is to
# be put on the web, what is in another language, and what is for people who are named one by one.
_BY_NAME = (
    *(PaperKind.BEST_PRACTICES, PaperKind.RELEASE, PaperKind.WEB_FOLDER),
    *(PaperKind.ADVISORY_ES, PaperKind.DAY_SHEET_ES),
)
ALL_KINDS = tuple(
    kind
    for kind in PaperKind
    if kind not in _BY_NAME and (kind is PaperKind.TOUR or SPECS[kind].reader is not Reader.NAMED)
)
ALL_FORMATS = tuple(PaperFormat)


def write_papers(
    office: Workspace,
    tour: str,
    kinds: Sequence[PaperKind],
    formats: Sequence[PaperFormat],
    out: Path,
    *,
    draft: bool,
    stop: str = "",
) -> PapersMade:
    """Write papers into a folder, made where it is missing."""
    return office.papers.make(tour, kinds, formats, out, draft=draft, stop=stop)


def papers(args: Namespace, doors: Doors) -> int:
    """Write papers of a tour's current plan."""
    kinds = _chosen(args.kind, tuple(PaperKind), "paper") if args.kind else ALL_KINDS
    formats = _chosen(args.format, ALL_FORMATS, "format")
    with doors.open(args.file, write=True) as office:
        tour = office.tours.find(args.tour)
        stop = _stop(office, tour, args.stop)
        if args.mail:
            if len(kinds) != 1:
                raise UsageError("--mail is of one paper: name it with --kind.")
            made = office.papers.mail_draft(
                tour, kinds[0], formats, args.out, draft=args.draft, stop=stop
            )
        else:
            made = write_papers(office, tour, kinds, formats, args.out, draft=args.draft, stop=stop)
    return _tell(args, made)


def words(args: Namespace, doors: Doors) -> int:
    """Show the words of a paper that people type, or set them."""
    (kind,) = _chosen(args.kind, tuple(PaperKind), "paper")
    facts = name_values(args.set)
    with doors.open(args.file, write=bool(facts)) as office:
        tour = office.tours.find(args.tour)
        stop = _stop(office, tour, args.stop)
        if facts:
            office.papers.words.set(tour, kind, facts, stop)
        entries = office.papers.words.read(tour, kind, stop)
    rows = [
        {"name": e.name, "label": e.label, "level": e.level.value, "value": e.value}
        for e in entries
    ]
    shown = [
        f"{e.name}: {e.value.replace(chr(10), ' | ') or '-'}  ({e.label}; {LEVEL_WORDS[e.level]})"
        for e in entries
    ]
    answer(args, {"fields": rows}, shown)
    return OK


def sent(args: Namespace, doors: Doors) -> int:
    """Note to whom the last issue of a paper was sent."""
    (kind,) = _chosen(args.kind, tuple(PaperKind), "paper")
    to = [name.strip() for name in args.to.split(";") if name.strip()]
    with doors.open(args.file, write=True) as office:
        tour = office.tours.find(args.tour)
        office.papers.sent(tour, kind, to, _stop(office, tour, args.stop))
    answer(args, {"sent": to}, [f"Noted: {', '.join(to)}."])
    return OK


def _stop(office: Workspace, tour: str, text: str) -> str:
    return stop_id(tour, find_site(office, text)) if text else ""


def make_map(args: Namespace, doors: Doors) -> int:
    """Write the map of a tour as one page that needs no network, as points, or as a picture."""
    if args.out.suffix.casefold() in FORMATS:
        return _picture(args, doors)
    if args.day or args.hide or args.show:
        raise UsageError(
            "--day, --show and --hide are of pictures.", "Name the file map.svg or map.png."
        )
    with doors.open(args.file, write=True) as office:
        tour = office.tours.find(args.tour)
        made = office.papers.make_map(tour, args.out, audience=args.audience, draft=args.draft)
    return _tell(args, made)


def _picture(args: Namespace, doors: Doors) -> int:
    """Write what the window's "Save picture" writes; it shows what the staff may see."""
    if args.audience == "press" or args.draft:
        raise UsageError(
            "A picture shows what the staff may see: hotels and sites in no day.",
            "For the press name a page, map.html; hide what shall not be seen with --hide.",
        )
    wish = PictureWish(args.day, frozenset(_named(args.hide, PARTS)), _named(args.show, LAYERS))
    with doors.open(args.file, write=False) as office:
        notes = doors.draw_map(office, office.tours.find(args.tour), args.out, wish)
    files = [str(args.out), str(args.out.with_suffix(".txt"))]
    said = f"Written: {args.out}, and the same in words: {files[1]}."
    answer(args, {"files": files, "notes": list(notes)}, [said, *notes])
    return OK


def _named(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """Give the layers that a comma-separated list names."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise InputError(f"There is no layer “{name}”.", f"Choose among: {', '.join(known)}.")
    return tuple(dict.fromkeys(names))


def _tell(args: Namespace, made: PapersMade) -> int:
    data = {
        "alarm": made.alarm,
        "refused": [note for paper in made.papers if not paper.files for note in paper.notes],
        "files": [str(path) for path in made.files],
        "withheld": [{"what": w.what, "why": w.why, "release": w.release} for w in made.withheld],
        "sentence": made.sentence,
        "cautions": [text for paper in made.papers for text in paper.cautions],
        "told": [text for paper in made.papers for text in paper.told],
    }
    answer(args, data, made.lines)
    return OK if made.is_whole else CHECK_FOUND


def _chosen(text: str, known: tuple[_T, ...], what: str) -> tuple[_T, ...]:
    """Give the members that a comma-separated list names; all where it is empty."""
    by_name = {str(member): member for member in known}
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in by_name:
            raise InputError(
                f"There is no {what} “{name}”.", f"Choose among: {', '.join(by_name)}."
            )
    return tuple(by_name[name] for name in names) or known
