"""Which commands there are for tours, plans, the day itself and visits, and what they take."""

from __future__ import annotations

import argparse
from pathlib import Path

from tourplanner.cli import busy, coaches, day, plans, tours, visits
from tourplanner.cli.adding import Parsers, add, at_least, tour_argument
from tourplanner.core.fields import CONSENT_USES, COVERAGES, WISHES

_USES = ",".join(CONSENT_USES)


def add_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    """Put them in."""
    _tour_commands(commands)
    _stop_commands(commands)
    _plan_commands(commands)
    _day_commands(commands)
    _visit_commands(commands)


def _tour_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    made = commands.add_parser("tour", help="Make, list and change tours.")
    made.add_argument("file", type=Path, metavar="FILE")
    doing = made.add_subparsers(metavar="new|list|show|change", required=True)
    part = add(doing, "new", tours.new, file=False)
    part.add_argument("name")
    part.add_argument("--from", dest="from_date", required=True, help="first day, 2013-10-14")
    part.add_argument("--days", type=int, required=True)
    part.add_argument("--start", required=True, help="town, ZIP or address")
    part.add_argument("--end", default="", help="the same as the start where not given")
    _coach_options(part, defaults=True)
    part = add(doing, "list", tours.show, file=False)
    part.set_defaults(tour=None)
    part = add(doing, "show", tours.show, file=False)
    tour_argument(part)
    part = add(doing, "change", tours.change, file=False)
    tour_argument(part)
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
    made = add(commands, "coach", coaches.coach)
    tour_argument(made)
    coaches.add_command(made)


def _stop_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    made = add(commands, "stop", tours.stop)
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
    made.add_argument("--campaign", choices=("yes", "no"), help="on no paper of an official tour")
    made.add_argument("--confirmed-by", help="who agreed in writing")
    made.add_argument("--rating", type=int, help="the visit over all, 1 to 5; 0 = not rated")
    made = add(commands, "leg", tours.leg)
    made.add_argument("tour")
    made.add_argument("start", metavar="FROM")
    made.add_argument("end", metavar="TO")
    minutes = made.add_mutually_exclusive_group(required=True)
    minutes.add_argument("--minutes", type=int)
    minutes.add_argument("--estimate", dest="minutes", action="store_const", const=None)
    minutes.add_argument("--leaves", help='only then: "7:15 am, 10:15"; "" = at any time')


def _plan_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    made = add(commands, "plan", tours.plan)
    tour_argument(made)
    made.add_argument("--effort", choices=("quick", "normal", "long"), default="normal")
    made.add_argument("--seed", type=at_least(0), default=0)
    made.add_argument("--others", action="store_true", help="list really different plans")
    made.add_argument("--take", type=int, metavar="N", help="make this other plan the plan")
    made = add(commands, "plans", plans.plans)
    tour_argument(made)
    act = made.add_mutually_exclusive_group()
    act.add_argument("--beside", action="append", metavar="PLAN", help="compare; again for a third")
    act.add_argument("--use", metavar="PLAN", help="make this plan the tour's")
    act.add_argument("--add", metavar="NAME", help="go on with a copy of the plan under this name")
    act.add_argument("--rename", metavar="NAME", help="give the tour's plan another name")
    tour_argument(add(commands, "cost", plans.cost))
    made = add(commands, "check", tours.check)
    tour_argument(made)
    made = add(commands, "busy", busy.busy)
    tour_argument(made)
    made.add_argument("--read", type=Path, metavar="ICS", help="a calendar; times alone are kept")
    made.add_argument("--who", default="", help="a rider; none: the member")
    made.add_argument("--dry-run", action="store_true", help="with --read: save nothing")
    made.add_argument("--forget", action="store_true", help="take the person's busy times out")
    made = add(commands, "along", tours.along)
    tour_argument(made)
    made.add_argument("--minutes", type=int, default=20, help="more in the bus, at most (20)")
    made.add_argument("--where", default="", help="conditions: \"county = 'Fresno'\"")
    made.add_argument("--limit", type=at_least(1), default=20)


def _day_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    made = add(commands, "day", day.day)
    tour_argument(made)
    made.add_argument("--day", required=True, help="1 for the first, a weekday, or a date")
    made = add(commands, "mark", day.mark)
    tour_argument(made)
    made.add_argument("--day", required=True, help="1 for the first, a weekday, or a date")
    where = made.add_mutually_exclusive_group(required=True)
    where.add_argument("--arrived", metavar="STOP", help="an empty one: the end of the day")
    where.add_argument("--left", metavar="STOP", help="an empty one: the start of the day")
    made.add_argument("--at", default="", help="when, by the clock of the place: 11:20")
    made.add_argument("--take-back", action="store_true", help="there is no such mark any more")
    made = add(commands, "changes", day.changes)
    tour_argument(made)
    made.add_argument("--since", default="", help="a plan's name; none: the one before")
    made.add_argument("--to", default="", help="a plan's name; none: the tour's plan")
    made = add(commands, "late", day.late)
    tour_argument(made)
    made.add_argument("--day", required=True, help="1 for the first, a weekday, or a date")
    made.add_argument("--leaving", default="", help="the stop left late; none: the day's start")
    made.add_argument("--minutes", type=int, required=True, help="after plan")
    made.add_argument("--take", type=int, metavar="N", help="make this way the plan")


def _visit_commands(commands: Parsers[argparse.ArgumentParser]) -> None:
    made = add(commands, "note", visits.note)
    tour_argument(made)
    made.add_argument("--stop", required=True, help="a candidate's code or name")
    made.add_argument("--text", default="-", help="the words, a file, or - for standard input")
    made = add(commands, "notes", visits.notes)
    tour_argument(made)
    made.add_argument("--stop", default="", help="a candidate's code or name")
    made.add_argument("--search", default="", help="words: search all that was written")
    made = add(commands, "quote", visits.quote)
    tour_argument(made)
    made.add_argument("--stop", required=True, help="a candidate's code or name")
    made.add_argument("--text", default="-", help="the exact words, a file, or -")
    made.add_argument("--speaker", default="", help="name, for named people only")
    made.add_argument("--role", default="", help="such as parent")
    made.add_argument("--language", default="", help="such as Spanish")
    made.add_argument("--clean", default="", help="without slips, beside the exact words")
    made.add_argument("--translation", default="", help="in English")
    made.add_argument("--translated-by", default="", help="who put it into English")
    made.add_argument("--heard-by", default="", help="none: you")
    made.add_argument("--checked", default="", help="the day it was checked with the speaker")
    made.add_argument("--age", default="", choices=("", "adult", "minor"), help="none: as a minor")
    made.add_argument("--agree", default="", help=f"to what the speaker agreed: {_USES}")
    made.add_argument("--by", default="", help="who asked")
    made.add_argument("--approve", action="store_true", help="papers may print what was agreed")
    made = add(commands, "withdraw", visits.withdraw)
    made.add_argument("quote", help="its id, or the start of it")
    made.add_argument("--by", default="", help="who was told")
    made = add(commands, "blanks", visits.blanks)
    tour_argument(made)
    made.add_argument("--stop", default="", help="a candidate's code or name")
    made = add(commands, "practices", visits.practices)
    tour_argument(made)
    made.add_argument("--framework", default="", help="its id; none: the first")
    made = add(commands, "cards", visits.cards)
    made.add_argument("--no-new-money", action="store_true", help="only these")
    made.add_argument("--tag", default="", help="only with this tag, such as ISS or HOU-EVI")
    made.add_argument("--from-note", default="", metavar="NOTE", help="make one from this note")


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
