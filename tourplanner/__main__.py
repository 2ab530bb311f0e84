"""Starts TourPlanner: the window without words or with a file, else the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program and give its exit code."""
    words = sys.argv[1:]
    from tourplanner.app import run_cli, run_gui

    if not words or (len(words) == 1 and words[0].endswith(".tour")):
        return run_gui(words[0] if words else None)
    return run_cli(words)


if __name__ == "__main__":
    sys.exit(main())
