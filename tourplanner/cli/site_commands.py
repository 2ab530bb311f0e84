"""Which commands there are for schools and candidate sites, and what they take."""

from __future__ import annotations

import argparse
from pathlib import Path

from tourplanner.cli import case, importing, locate, selection, site, sites
from tourplanner.cli.adding import Parsers, add, at_least
from tourplanner.core.fields import SITE_LADDER
from tourplanner.core.model.case import CASE_PARTS
from tourplanner.core.model.selection import EVERYTHING
from tourplanner.core.model.spots import SPOTS


def add_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    """Put them in."""
    _import_commands(commands)
    _list_commands(commands)
    _case_commands(commands)
    _choice_commands(commands)


def _import_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    made = add(commands, "import", importing.import_)
    what = made.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--directory", type=Path, help="school directory: CDE, NCES EDGE, CCD, a state's"
    )
    what.add_argument("--list", help="a list of schools or a map: a file, or - for standard input")
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
    made.add_argument("--header-row", type=at_least(0), help="its number; 0 = there is none")
    made.add_argument(
        "--take-offered",
        action="store_true",
        help="take points whose latitude and longitude were swapped, or lack a minus sign",
    )


def _list_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    made = add(commands, "find", sites.find)
    made.add_argument("words", help='as one types: "madison pasadena", a code, a city')
    made.add_argument("--limit", type=at_least(1), default=20)
    made = add(commands, "locate", locate.locate)
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
    made = add(commands, "candidates", sites.candidates)
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


def _case_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    site.add_commands(add(commands, "site", site.show), add(commands, "columns", site.columns))
    made = add(commands, "case", case.show)
    made.add_argument("site", help="a candidate's code or name")
    doing_one = made.add_mutually_exclusive_group()
    doing_one.add_argument("--add", default="", metavar="KIND", help=f"{', '.join(CASE_PARTS)}")
    doing_one.add_argument("--change", default="", metavar="LINE", help="its id, as listed")
    doing_one.add_argument("--remove", default="", metavar="LINE", help="its id, as listed")
    made.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="an empty one takes away"
    )
    made.add_argument("--attach", type=Path, help="of a survey: its paper, table or picture")
    made = add(commands, "partners", case.partners)
    made.add_argument("what", nargs="?", default="list", choices=("list", "set", "same"))
    made.add_argument("names", nargs="*", help="set: NAME FIELD=VALUE...; same: KEEP OTHER")


def _choice_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    made = add(commands, "score", selection.score)
    made.add_argument("tour", nargs="?", default="", help="as this tour chooses")
    made.add_argument(
        "--weight", action="append", default=[], metavar="NAME=N", help="from 0 to 10; again"
    )
    made = add(commands, "matrix", selection.matrix)
    made.add_argument("tour", nargs="?", default="", help="none: all that are not dropped")
    made.add_argument("--by", default=EVERYTHING, help="one measure, such as grades or county")
    made.add_argument("--all", action="store_true", help="all candidates, not the chosen alone")
