"""How commands answer: lines for people, or one JSON object with stable keys for scripts."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Mapping
from typing import Any

from tourplanner.core.errors import TourPlannerError

OK, EXPECTED_ERROR, WRONG_USAGE, CHECK_FOUND = 0, 1, 2, 3


def answer(args: Namespace, data: Mapping[str, Any], lines: Iterable[str]) -> None:
    """Print the answer in the form that was asked for."""
    if args.json:
        print(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True))
        return
    for line in lines:
        print(line)


def tell_error(error: TourPlannerError) -> None:
    """Print one sentence and a hint on the error stream."""
    print(error.text, file=sys.stderr)
    if error.hint:
        print(error.hint, file=sys.stderr)


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
