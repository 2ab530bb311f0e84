"""The command line: words to command, errors to one sentence, exit codes.

Exit codes: 0 done, 1 an expected error, 2 wrong usage, 3 a check found something.
"""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import cast

from tourplanner import __version__
from tourplanner.cli import (
    case,
    day,
    districts,
    files,
    importing,
    lists,
    locate,
    network,
    office,
    papers,
    photos,
    plans,
    researchers,
    review,
    sealing,
    selection,
    site,
    sites,
    tours,
    visit_form,
    visits,
)
from tourplanner.cli.noticing import NoticingDoors
from tourplanner.cli.output import EXPECTED_ERROR, OK, WRONG_USAGE, drop_output, tell_error
from tourplanner.core.errors import Cancelled, ExportError, InputError, TourPlannerError, UsageError
from tourplanner.core.fields import CONSENT_USES, COVERAGES, SITE_LADDER, WISHES
from tourplanner.core.model.case import CASE_PARTS
from tourplanner.core.model.district import DistrictKind
from tourplanner.core.model.map_picture import LAYERS, PARTS
from tourplanner.core.model.selection import EVERYTHING
from tourplanner.core.model.spots import SPOTS
from tourplanner.core.papers.specs import PaperFormat, PaperKind
from tourplanner.services.workspace import Doors

Command = Callable[[argparse.Namespace, Doors], int]
_USES = ",".join(CONSENT_USES)
DRAFT_HELP = "marked DRAFT - NOT FOR RELEASE: also unconfirmed, also with errors in the plan"
OF_STOP_HELP = "of a paper of one stop: its site; none: every stop it may be written of"
Parsers = argparse._SubParsersAction  # the type that add_subparsers gives has no public name


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


def _at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text} is no whole number from {least} up")
        return int(text)

    return number


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
    _site_commands(commands)
    _district_commands(commands)
    _tour_commands(commands)
    photos.add_commands(commands, _add)
    visit_form.add_commands(commands, _add)
    review.add_commands(commands, _add)
    researchers.add_commands(commands, _add)
    _paper_commands(commands)
    return parser


def _add(
    commands: Parsers[argparse.ArgumentParser], name: str, command: Command, *, file: bool = True
) -> argparse.ArgumentParser:
    words = (command.__doc__ or "").strip().splitlines()[0]
    made = commands.add_parser(name, help=words, description=words)
    if file:
        made.add_argument("file", type=Path, metavar="FILE", help="the office file, NAME.tour")
    made.add_argument("--json", action="store_true", help="answer with stable JSON for scripts")
    made.set_defaults(command=command)
    return made


def _file_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    made = _add(commands, "new", files.new)
    made.add_argument("--state", default="", help="home state: two letters, or its name")
    made.add_argument("--member", default="", help="name of the member of the legislature")
    made = commands.add_parser("office", help="Show and set the office profile.")
    made.add_argument("file", type=Path, metavar="FILE")
    doing = made.add_subparsers(metavar="show|set", required=True)
    _add(doing, "show", office.show, file=False)
    part = _add(doing, "set", office.set_, file=False)
    part.add_argument("facts", nargs="+", metavar="NAME=VALUE")
    made = _add(commands, "demo", files.demo, file=False)
    made.add_argument("target", type=Path, help="FILE.tour: the sample; a folder: also its papers")
    _add(commands, "verify", files.verify)
    _add(commands, "rebuild", files.rebuild)
    _add(commands, "backup", files.backup)
    made = _add(commands, "restore", files.restore_backup)
    made.add_argument("--out", type=Path, required=True, help="a new file")
    made = _add(commands, "seal", sealing.seal)
    made.add_argument(
        "--keep", action="store_true", help="keep the key in this computer's keyring too"
    )
    _add(commands, "unseal", sealing.unseal)
    _add(commands, "undo", files.undo)
    _add(commands, "redo", files.redo)
    _add(commands, "doctor", files.doctor, file=False)
    made = _add(commands, "network", network.network, file=False)
    made.add_argument("what", nargs="?", default="show", choices=network.WHAT)
    made.add_argument(
        "code", nargs="?", default="", help="a provider, such as census; tiles: a server's address"
    )
    made.add_argument("--credit", default="", help="tiles: who made the map, written on it")
    made.add_argument(
        "--forget", action="store_true", help="key: take it out of the keyring; tiles: no server"
    )
    made.add_argument("--limit", type=_at_least(1), default=20, help="show: how many requests")
    _add(commands, "warm-up", files.warm_up, file=False)


def _site_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    made = _add(commands, "import", importing.import_)
    what = made.add_mutually_exclusive_group(required=True)
    what.add_argument("--directory", type=Path, help="school directory: CDE, NCES EDGE, CCD")
    what.add_argument("--list", help="a list of schools: a file, or - for standard input")
    made.add_argument("--edition", default="", help="date of the directory, such as 2018-06")
    made.add_argument(
        "--by-hand", action="store_true", help="keep unmatched lines as sites by hand"
    )
    made.add_argument("--rejected", type=Path, help="write the refused rows to this CSV file")
    made.add_argument(
        "--dry-run", action="store_true", help="tell what would come in; save nothing"
    )
    made.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=FIELD",
        help="where a column of a table goes; again for each, an empty FIELD leaves it out",
    )
    made.add_argument("--sheet", default="", help="of a workbook")
    made.add_argument("--header-row", type=_at_least(0), help="its number; 0 = there is none")
    made.add_argument(
        "--take-offered",
        action="store_true",
        help="take points whose latitude and longitude were swapped, or lack a minus sign",
    )
    made = _add(commands, "find", sites.find)
    made.add_argument("words", help='as one types: "madison pasadena", a code, a city')
    made.add_argument("--limit", type=_at_least(1), default=20)
    made = _add(commands, "locate", locate.locate)
    made.add_argument(
        "words", nargs="?", default="", help="a ZIP, city or address; none: all sites"
    )
    made.add_argument("--site", default="", help="write the point of this candidate")
    made.add_argument("--pick", type=int, help="which of the places found; the first if not given")
    made.add_argument(
        "--spot", choices=tuple(SPOTS), help="with --site: a named point of the site, not its own"
    )
    made.add_argument("--remove", action="store_true", help="with --spot: take it away")
    made.add_argument(
        "--online", action="store_true", help="ask the geocoder on the network, if that is on"
    )
    made.add_argument("--point", default="", help="a pin by hand: 34.1588,-118.1398")
    made.add_argument(
        "--out-of-state", action="store_true", help="yes, the point in another state is right"
    )
    made = _add(commands, "candidates", sites.candidates)
    whats = ("add", "list", "shortlist", "step", "news", "update", "doubles")
    made.add_argument("what", nargs="?", default="list", choices=whats)
    made.add_argument("--code", nargs="+", default=[], help="CDS or NCES codes")
    made.add_argument(
        "--where", default="", help="such as \"county = 'Fresno' and grades overlap 'K-5'\""
    )
    made.add_argument(
        "--by-hand", metavar="NAME", default="", help="a site that is in no directory"
    )
    made.add_argument("--city", default="", help='such as Weed, or "Kingman, AZ"')
    made.add_argument("--street", default="")
    made.add_argument("--state", default="", help="two letters; the home state where not given")
    made.add_argument("--zip", default="", help="five digits")
    made.add_argument("--tour", default="", help="shortlist: as this tour chooses")
    made.add_argument("--to", default="", choices=("", *SITE_LADDER), help="step: how far along")
    made.add_argument("--why", default="", help="step: why they are dropped")
    site.add_commands(_add(commands, "site", site.show), _add(commands, "columns", site.columns))
    made = _add(commands, "case", case.show)
    made.add_argument("site", help="a candidate's code or name")
    doing_one = made.add_mutually_exclusive_group()
    doing_one.add_argument("--add", default="", metavar="KIND", help=f"{', '.join(CASE_PARTS)}")
    doing_one.add_argument("--change", default="", metavar="LINE", help="its id, as listed")
    doing_one.add_argument("--remove", default="", metavar="LINE", help="its id, as listed")
    made.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="an empty one takes away"
    )
    made.add_argument("--attach", type=Path, help="of a survey: its paper, table or picture")
    made = _add(commands, "partners", case.partners)
    made.add_argument("what", nargs="?", default="list", choices=("list", "set", "same"))
    made.add_argument("names", nargs="*", help="set: NAME FIELD=VALUE...; same: KEEP OTHER")
    made = _add(commands, "score", selection.score)
    made.add_argument("tour", nargs="?", default="", help="as this tour chooses")
    made.add_argument(
        "--weight", action="append", default=[], metavar="NAME=N", help="from 0 to 10; again"
    )
    made = _add(commands, "matrix", selection.matrix)
    made.add_argument("tour", nargs="?", default="", help="none: all that are not dropped")
    made.add_argument("--by", default=EVERYTHING, help="one measure, such as grades or county")
    made.add_argument("--all", action="store_true", help="all candidates, not the chosen alone")


def _district_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    made = commands.add_parser(
        "districts", help="Load district lines; tell the districts of sites."
    )
    made.add_argument("file", type=Path, metavar="FILE")
    doing = made.add_subparsers(metavar="load|list|of|counties|roster", required=True)
    part = _add(doing, "load", districts.load, file=False)
    part.add_argument("layers", nargs="+", type=Path, metavar="LAYER", help=".zip, .shp, .geojson")
    part.add_argument("--kind", default="", choices=("", *DistrictKind), help="as the file tells")
    part.add_argument("--state", default="", help="two letters; as the file tells")
    part.add_argument("--from", dest="starts", default="", help="first day in force, 2022-12-05")
    part.add_argument("--until", default="", help="first day after the last one in force")
    part.add_argument("--edition", default="", help="year of the lines; as the file tells")
    part.add_argument("--source", default="", help="who gave them out; as the file tells")
    _add(doing, "list", districts.list_, file=False)
    part = _add(doing, "roster", districts.roster, file=False)
    part.add_argument("table", nargs="?", type=Path, metavar="CSV", help="none: list the members")
    part.add_argument("--state", default="", help="of rows that do not say; the home state")
    part.add_argument("--as-of", default="", help="of rows that do not say: 2026-01-05")
    part = _add(doing, "of", districts.of, file=False)
    part.add_argument("site", nargs="?", default="", help="a candidate's code or name")
    part.add_argument("--all", action="store_true", help="all candidates, or those of --tour")
    part.add_argument("--directory", action="store_true", help="every school of the directory")
    day = part.add_mutually_exclusive_group()
    day.add_argument("--day", default="", help="by the lines of this day, 2013-10-14; else today")
    day.add_argument("--tour", default="", help="by the lines of a tour's first day")
    part = _add(doing, "counties", districts.counties, file=False)
    part.add_argument("--day", default="", help="by the lines of this day, 2013-10-14; else today")
    part.set_defaults(tour="")


def _coach_options(made: argparse.ArgumentParser, *, defaults: bool) -> None:
    made.add_argument("--party", type=int, default=0 if defaults else None, help="people aboard")
    made.add_argument(
        "--hotel", action="append", default=[], help="a hotel or town to sleep in; again for each"
    )
    made.add_argument("--coach-ft", type=int, default=45 if defaults else None, help="length")
    made.add_argument("--seats", type=int, default=56 if defaults else None)
    made.add_argument(
        "--lift", action=argparse.BooleanOptionalAction, default=False if defaults else None
    )


def _tour_argument(made: argparse.ArgumentParser) -> None:
    made.add_argument("tour", nargs="?", default="", help="its name; none: the only one")


def _tour_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    made = commands.add_parser("tour", help="Make, list and change tours.")
    made.add_argument("file", type=Path, metavar="FILE")
    doing = made.add_subparsers(metavar="new|list|show|change", required=True)
    part = _add(doing, "new", tours.new, file=False)
    part.add_argument("name")
    part.add_argument("--from", dest="from_date", required=True, help="first day, 2013-10-14")
    part.add_argument("--days", type=int, required=True)
    part.add_argument("--start", required=True, help="town, ZIP or address")
    part.add_argument("--end", default="", help="the same as the start where not given")
    _coach_options(part, defaults=True)
    part = _add(doing, "list", tours.show, file=False)
    part.set_defaults(tour=None)
    part = _add(doing, "show", tours.show, file=False)
    _tour_argument(part)
    part = _add(doing, "change", tours.change, file=False)
    _tour_argument(part)
    part.add_argument("--name", help="another name")
    part.add_argument("--web-address", help='where its web folder stands online; "" takes it away')
    part.add_argument("--from", dest="from_date", help="first day, 2013-10-14; pins keep their day")
    part.add_argument("--days", type=int, help="stops of a day that is gone are left out")
    part.add_argument("--start", help="town, ZIP or address")
    part.add_argument("--end", help="town, ZIP or address")
    part.add_argument("--remove-hotel", action="append", default=[], help="its name, or part of it")
    _coach_options(part, defaults=False)
    part.add_argument("--lift-users", type=int)
    part.add_argument("--rule-set", help="driver hours by: see tourplanner doctor")
    part.add_argument("--set", action="append", default=[], metavar="NAME=MINUTES")
    made = _add(commands, "stop", tours.stop)
    made.add_argument("tour")
    made.add_argument("site", help="a candidate's code or name")
    made.add_argument("--wish", choices=WISHES)
    pin = made.add_mutually_exclusive_group()
    pin.add_argument("--pin", help='lock it to "2013-10-14 9:30", or to the day alone')
    pin.add_argument("--unpin", action="store_true")
    made.add_argument("--visit-min", type=int)
    made.add_argument("--boarding-min", type=int)
    made.add_argument("--window", help="start between, such as 9:00-13:30")
    made.add_argument("--coverage", choices=COVERAGES)
    made.add_argument("--confirmed-by", help="who agreed in writing")
    made = _add(commands, "leg", tours.leg)
    made.add_argument("tour")
    made.add_argument("start", metavar="FROM")
    made.add_argument("end", metavar="TO")
    minutes = made.add_mutually_exclusive_group(required=True)
    minutes.add_argument("--minutes", type=int)
    minutes.add_argument("--estimate", dest="minutes", action="store_const", const=None)
    made = _add(commands, "plan", tours.plan)
    _tour_argument(made)
    made.add_argument("--effort", choices=("quick", "normal", "long"), default="normal")
    made.add_argument("--seed", type=_at_least(0), default=0)
    made.add_argument("--others", action="store_true", help="list really different plans")
    made.add_argument("--take", type=int, metavar="N", help="make this other plan the plan")
    made = _add(commands, "plans", plans.plans)
    _tour_argument(made)
    act = made.add_mutually_exclusive_group()
    act.add_argument("--beside", action="append", metavar="PLAN", help="compare; again for a third")
    act.add_argument("--use", metavar="PLAN", help="make this plan the tour's")
    act.add_argument("--add", metavar="NAME", help="go on with a copy of the plan under this name")
    act.add_argument("--rename", metavar="NAME", help="give the tour's plan another name")
    _tour_argument(_add(commands, "cost", plans.cost))
    made = _add(commands, "check", tours.check)
    _tour_argument(made)
    made = _add(commands, "along", tours.along)
    _tour_argument(made)
    made.add_argument("--minutes", type=int, default=20, help="more in the bus, at most (20)")
    made.add_argument("--where", default="", help="conditions: \"county = 'Fresno'\"")
    made.add_argument("--limit", type=_at_least(1), default=20)
    made = _add(commands, "day", day.day)
    _tour_argument(made)
    made.add_argument("--day", required=True, help="1 for the first, a weekday, or a date")
    made = _add(commands, "mark", day.mark)
    _tour_argument(made)
    made.add_argument("--day", required=True, help="1 for the first, a weekday, or a date")
    where = made.add_mutually_exclusive_group(required=True)
    where.add_argument("--arrived", metavar="STOP", help="an empty one: the end of the day")
    where.add_argument("--left", metavar="STOP", help="an empty one: the start of the day")
    made.add_argument("--at", default="", help="when, by the clock of the place: 11:20")
    made.add_argument("--take-back", action="store_true", help="there is no such mark any more")
    made = _add(commands, "changes", day.changes)
    _tour_argument(made)
    made.add_argument("--since", default="", help="a plan's name; none: the one before")
    made.add_argument("--to", default="", help="a plan's name; none: the tour's plan")
    made = _add(commands, "late", day.late)
    _tour_argument(made)
    made.add_argument("--day", required=True, help="1 for the first, a weekday, or a date")
    made.add_argument("--leaving", default="", help="the stop left late; none: the day's start")
    made.add_argument("--minutes", type=int, required=True, help="after plan")
    made.add_argument("--take", type=int, metavar="N", help="make this way the plan")
    made = _add(commands, "note", visits.note)
    _tour_argument(made)
    made.add_argument("--stop", required=True, help="a candidate's code or name")
    made.add_argument("--text", default="-", help="the words, a file, or - for standard input")
    made = _add(commands, "notes", visits.notes)
    _tour_argument(made)
    made.add_argument("--stop", default="", help="a candidate's code or name")
    made.add_argument("--search", default="", help="words: search all that was written")
    made = _add(commands, "quote", visits.quote)
    _tour_argument(made)
    made.add_argument("--stop", required=True, help="a candidate's code or name")
    made.add_argument("--text", default="-", help="the exact words, a file, or -")
    made.add_argument("--speaker", default="", help="name, for named people only")
    made.add_argument("--role", default="", help="such as parent")
    made.add_argument("--language", default="", help="such as Spanish")
    made.add_argument("--clean", default="", help="without slips, beside the exact words")
    made.add_argument("--translation", default="", help="in English")
    made.add_argument("--heard-by", default="", help="none: you")
    made.add_argument("--checked", default="", help="the day it was checked with the speaker")
    made.add_argument("--age", default="", choices=("", "adult", "minor"), help="none: as a minor")
    made.add_argument("--agree", default="", help=f"to what the speaker agreed: {_USES}")
    made.add_argument("--by", default="", help="who asked")
    made.add_argument("--approve", action="store_true", help="papers may print what was agreed")
    made = _add(commands, "withdraw", visits.withdraw)
    made.add_argument("quote", help="its id, or the start of it")
    made.add_argument("--by", default="", help="who was told")
    made = _add(commands, "blanks", visits.blanks)
    _tour_argument(made)
    made.add_argument("--stop", default="", help="a candidate's code or name")
    made = _add(commands, "practices", visits.practices)
    _tour_argument(made)
    made.add_argument("--framework", default="", help="its id; none: the first")
    made = _add(commands, "cards", visits.cards)
    made.add_argument("--no-new-money", action="store_true", help="only these")
    made.add_argument("--tag", default="", help="only with this tag, such as ISS or HOU-EVI")
    made.add_argument("--from-note", default="", metavar="NOTE", help="make one from this note")


def _paper_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    made = _add(commands, "papers", papers.papers)
    _tour_argument(made)
    made.add_argument("--kind", default="", help=f"{','.join(PaperKind)}; none: those of the tour")
    made.add_argument("--format", default="", help=f"{','.join(PaperFormat)}; none: all")
    made.add_argument("--draft", action="store_true", help=DRAFT_HELP)
    made.add_argument("--stop", default="", help=OF_STOP_HELP)
    made.add_argument("--mail", action="store_true", help="also a mail that holds it, not sent")
    made.add_argument("--out", type=Path, required=True, help="a folder")
    for name, command in (("words", papers.words), ("sent", papers.sent)):
        made = _add(commands, name, command)
        _tour_argument(made)
        made.add_argument("--kind", required=True, choices=list(PaperKind))
        made.add_argument("--stop", default="", help=OF_STOP_HELP)
        if name == "sent":
            made.add_argument("--to", required=True, help='who got it: "Desk A; Desk B"')
        else:
            made.add_argument(
                "--set", action="append", default=[], metavar="NAME=VALUE", help="none: show them"
            )
    lists.add_command(_add(commands, "list", lists.list_))
    made = _add(commands, "map", papers.make_map)
    _tour_argument(made)
    made.add_argument(
        "--out",
        type=Path,
        required=True,
        help="map.html; points: map.kml, .gpx, .geojson; a picture: map.svg, .png",
    )
    made.add_argument("--day", type=_at_least(1), default=0, help="picture: of this day alone")
    made.add_argument("--hide", default="", help=f"picture: without {','.join(PARTS)}")
    made.add_argument("--show", default="", help=f"picture: with {','.join(LAYERS)}")
    made.add_argument("--audience", choices=("staff", "press"), default="staff")
    made.add_argument("--draft", action="store_true", help=DRAFT_HELP)
