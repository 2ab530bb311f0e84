"""What the declarations of all commands share: how one is put in, and arguments that many take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from tourplanner.services.workspace import Doors

Command = Callable[[argparse.Namespace, Doors], int]
Parsers = argparse._SubParsersAction  # the type that add_subparsers gives has no public name


def add(
    commands: Parsers[argparse.ArgumentParser], name: str, command: Command, *, file: bool = True
) -> argparse.ArgumentParser:
    """Put a command in; the first line of its docstring is its help."""
    words = (command.__doc__ or "").strip().splitlines()[0]
    made = commands.add_parser(name, help=words, description=words)
    if file:
        made.add_argument("file", type=Path, metavar="FILE", help="the office file, NAME.tour")
    made.add_argument("--json", action="store_true", help="answer with stable JSON for scripts")
    made.set_defaults(command=command)
    return made


def tour_argument(made: argparse.ArgumentParser) -> None:
    """Take the tour, by name."""
    made.add_argument("tour", nargs="?", default="", help="its name; none: the only one")


def at_least(least: int) -> Callable[[str], int]:
    """Give what reads a whole number from a least one up."""

    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text} is no whole number from {least} up")
        return int(text)

    return number
