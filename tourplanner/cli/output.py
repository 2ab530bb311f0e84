"""How commands answer: lines for people, or one JSON object with stable keys for scripts.

The one door to the terminal: a name cannot move the cursor, start a line of its own or hide text,
and a terminal that lacks a character shows a question mark for it.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from tourplanner.core.errors import TourPlannerError
from tourplanner.core.safe_text import clean

OK, EXPECTED_ERROR, WRONG_USAGE, CHECK_FOUND = 0, 1, 2, 3


def answer(args: Namespace, data: Mapping[str, Any], lines: Iterable[str]) -> None:
    """Print the answer in the form that was asked for."""
    if args.json:
        _print_json(data)
        return
    for line in lines:
        _print_line(line, sys.stdout)


def tell_error(args: Namespace, error: TourPlannerError) -> None:
    """Print one sentence and a hint on the error stream; with --json also as the answer."""
    _print_line(error.text, sys.stderr)
    if error.hint:
        _print_line(error.hint, sys.stderr)
    if args.json:
        _print_json({"error": error.text, "hint": error.hint})


def tell_notice(text: str) -> None:
    """Print a sentence that people should read, on the error stream: the answer stays pure."""
    _print_line(text, sys.stderr)


def drop_output() -> None:
    """Send what is still to be printed nowhere: the disk it goes to is full."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def quoted(word: str) -> str:
    """Give a word of a command line as one types it, also where it holds spaces."""
    return f'"{word}"' if " " in word else word


def _print_json(data: Mapping[str, Any]) -> None:
    print(json.dumps(data, indent=2, sort_keys=True))  # in ASCII, which every terminal has


def _print_line(text: str, stream: TextIO) -> None:
    line = " ".join(clean(text).expandtabs().split("\n"))
    encoding = stream.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding), file=stream)


class TerminalProgress:
    """Shows how far long work has come, on a terminal only."""

    def __init__(self) -> None:
        self._shown = False
        self._live = sys.stderr.isatty()

    def __call__(self, done: int, total: int, words: str) -> None:
        """Rewrite the progress line."""
        if self._live:
            share = f"{100 * done // total:3d} %" if total else ""
            print(f"\r{words} {share}\x1b[K", end="", file=sys.stderr, flush=True)
            self._shown = True

    def end(self) -> None:
        """Clear the line."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
