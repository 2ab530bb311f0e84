"""The command line: words to command, errors to one sentence, exit codes.

Exit codes: 0 done, 1 an expected error, 2 wrong usage, 3 a check found something.
"""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import cast

from tourplanner import __version__
from tourplanner.cli import (
    cards,
    districts,
    files,
    lists,
    network,
    office,
    papers,
    photos,
    records,
    researchers,
    review,
    sealing,
    site_commands,
    tour_commands,
    visit_form,
)
from tourplanner.cli.adding import Command, Parsers, add, at_least, tour_argument
from tourplanner.cli.noticing import NoticingDoors
from tourplanner.cli.output import EXPECTED_ERROR, OK, WRONG_USAGE, drop_output, tell_error
from tourplanner.core.errors import Cancelled, ExportError, InputError, TourPlannerError, UsageError
from tourplanner.core.model.district import DistrictKind
from tourplanner.core.model.map_picture import LAYERS, PARTS
from tourplanner.core.papers.specs import PaperFormat, PaperKind
from tourplanner.services.workspace import Doors

DRAFT_HELP = "marked DRAFT - NOT FOR RELEASE: also unconfirmed, also with errors in the plan"
OF_STOP_HELP = "of a paper of one stop: its site; none: every stop it may be written of"


def run(argv: Sequence[str], doors: Doors) -> int:
    """Run one command and give its exit code; every expected error is one sentence on stderr."""
    parser = build_parser()
    try:
        args = parser.parse_args(list(argv))
    except SystemExit as ended:  # argparse has printed what was wrong, or the help
        return int(ended.code or 0)
    command: Command = args.command
    try:
        code = command(args, cast(Doors, NoticingDoors(doors)))
        sys.stdout.flush()  # here, where it can still be told that a disk is full
        return code
    except Cancelled:
        return EXPECTED_ERROR
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return EXPECTED_ERROR
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away: nothing is left to tell
        return OK
    except UsageError as error:
        tell_error(args, error)
        return WRONG_USAGE
    except TourPlannerError as error:
        tell_error(args, error)
        return EXPECTED_ERROR
    except OSError as error:
        told = _of_the_system(error)
        if told is None:
            raise
        if error.errno == errno.ENOSPC:
            drop_output()
        tell_error(args, told)
        return EXPECTED_ERROR


def _of_the_system(error: OSError) -> TourPlannerError | None:
    """Give what people can do something about; None = it is a mistake of the program."""
    if error.errno == errno.ENAMETOOLONG:
        return InputError("A name of a file is too long.", "Choose a shorter one.")
    if error.errno == errno.ENOSPC:
        return ExportError("There is no room left on the disk.", "Free some space, then try again.")
    return None


@cache
def build_parser() -> argparse.ArgumentParser:
    """Give the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="tourplanner",
        description="Plans a legislator's bus tour of community schools, on a laptop, offline.",
        epilog="Without a command the window opens; tourplanner FILE.tour opens that file; "
        "tourplanner --self-test tries everything in a temporary folder.",
    )
    parser.add_argument("--version", action="version", version=f"TourPlanner {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _file_commands(commands)
    site_commands.add_commands(commands)
    _district_commands(commands)
    tour_commands.add_commands(commands)
    photos.add_commands(commands)
    visit_form.add_commands(commands)
    review.add_commands(commands)
    cards.add_commands(commands)
    researchers.add_commands(commands)
    _paper_commands(commands)
    records.add_commands(commands)
    return parser


def _file_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    made = add(commands, "new", files.new)
    made.add_argument("--state", default="", help="home state: two letters, or its name")
    made.add_argument("--member", default="", help="name of the member of the legislature")
    made = commands.add_parser("office", help="Show and set the office profile.")
    made.add_argument("file", type=Path, metavar="FILE")
    doing = made.add_subparsers(metavar="show|set", required=True)
    add(doing, "show", office.show, file=False)
    part = add(doing, "set", office.set_, file=False)
    part.add_argument("facts", nargs="+", metavar="NAME=VALUE")
    made = add(commands, "demo", files.demo, file=False)
    made.add_argument("target", type=Path, help="FILE.tour: the sample; a folder: also its papers")
    add(commands, "verify", files.verify)
    add(commands, "rebuild", files.rebuild)
    add(commands, "backup", files.backup)
    made = add(commands, "restore", files.restore_backup)
    made.add_argument("--out", type=Path, required=True, help="a new file")
    made = add(commands, "seal", sealing.seal)
    made.add_argument(
        "--keep", action="store_true", help="keep the key in this computer's keyring too"
    )
    add(commands, "unseal", sealing.unseal)
    add(commands, "undo", files.undo)
    add(commands, "redo", files.redo)
    add(commands, "doctor", files.doctor, file=False)
    made = add(commands, "network", network.network, file=False)
    made.add_argument("what", nargs="?", default="show", choices=network.WHAT)
    made.add_argument(
        "code", nargs="?", default="", help="a provider, such as census; tiles: a server's address"
    )
    made.add_argument("--credit", default="", help="tiles: who made the map, written on it")
    made.add_argument(
        "--forget", action="store_true", help="key: take it out of the keyring; tiles: no server"
    )
    made.add_argument("--limit", type=at_least(1), default=20, help="show: how many requests")
    add(commands, "warm-up", files.warm_up, file=False)


def _district_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    made = commands.add_parser(
        "districts", help="Load district lines; tell the districts of sites."
    )
    made.add_argument("file", type=Path, metavar="FILE")
    doing = made.add_subparsers(metavar="load|list|of|counties|roster", required=True)
    part = add(doing, "load", districts.load, file=False)
    part.add_argument("layers", nargs="+", type=Path, metavar="LAYER", help=".zip, .shp, .geojson")
    part.add_argument("--kind", default="", choices=("", *DistrictKind), help="as the file tells")
    part.add_argument("--state", default="", help="two letters; as the file tells")
    part.add_argument("--from", dest="starts", default="", help="first day in force, 2022-12-05")
    part.add_argument("--until", default="", help="first day after the last one in force")
    part.add_argument("--edition", default="", help="year of the lines; as the file tells")
    part.add_argument("--source", default="", help="who gave them out; as the file tells")
    add(doing, "list", districts.list_, file=False)
    part = add(doing, "roster", districts.roster, file=False)
    part.add_argument("table", nargs="?", type=Path, metavar="CSV", help="none: list the members")
    part.add_argument("--state", default="", help="of rows that do not say; the home state")
    part.add_argument("--as-of", default="", help="of rows that do not say: 2026-01-05")
    part = add(doing, "of", districts.of, file=False)
    part.add_argument("site", nargs="?", default="", help="a candidate's code or name")
    part.add_argument("--all", action="store_true", help="all candidates, or those of --tour")
    part.add_argument("--directory", action="store_true", help="every school of the directory")
    day = part.add_mutually_exclusive_group()
    day.add_argument("--day", default="", help="by the lines of this day, 2013-10-14; else today")
    day.add_argument("--tour", default="", help="by the lines of a tour's first day")
    part = add(doing, "counties", districts.counties, file=False)
    part.add_argument("--day", default="", help="by the lines of this day, 2013-10-14; else today")
    part.set_defaults(tour="")


def _paper_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    made = add(commands, "papers", papers.papers)
    tour_argument(made)
    made.add_argument("--kind", default="", help=f"{','.join(PaperKind)}; none: those of the tour")
    made.add_argument("--format", default="", help=f"{','.join(PaperFormat)}; none: all")
    made.add_argument("--draft", action="store_true", help=DRAFT_HELP)
    made.add_argument("--stop", default="", help=OF_STOP_HELP)
    made.add_argument("--mail", action="store_true", help="also a mail that holds it, not sent")
    made.add_argument("--out", type=Path, required=True, help="a folder")
    for name, command in (("words", papers.words), ("sent", papers.sent)):
        made = add(commands, name, command)
        tour_argument(made)
        made.add_argument("--kind", required=True, choices=list(PaperKind))
        made.add_argument("--stop", default="", help=OF_STOP_HELP)
        if name == "sent":
            made.add_argument("--to", required=True, help='who got it: "Desk A; Desk B"')
        else:
            made.add_argument(
                "--set", action="append", default=[], metavar="NAME=VALUE", help="none: show them"
            )
    lists.add_command(add(commands, "list", lists.list_))
    made = add(commands, "map", papers.make_map)
    tour_argument(made)
    made.add_argument(
        "--out",
        type=Path,
        required=True,
        help="map.html; points: map.kml, .gpx, .geojson; a picture: map.svg, .png",
    )
    made.add_argument("--day", type=at_least(1), default=0, help="picture: of this day alone")
    made.add_argument("--hide", default="", help=f"picture: without {','.join(PARTS)}")
    made.add_argument("--show", default="", help=f"picture: with {','.join(LAYERS)}")
    made.add_argument("--audience", choices=("staff", "press"), default="staff")
    made.add_argument("--draft", action="store_true", help=DRAFT_HELP)
