"""Starts TourPlanner: the window without words or with a file, the self-test, a command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program and give its exit code."""
    words = sys.argv[1:]
    if words in (["--self-test"], ["--try-window"]):
        from tourplanner.selftest import run_self_test, try_window

        return run_self_test() if words == ["--self-test"] else try_window()
    from tourplanner.app import run_cli, run_gui

    if not words or (len(words) == 1 and words[0].endswith(".tour")):
        return run_gui(words[0] if words else None)
    return run_cli(words)


if __name__ == "__main__":
    sys.exit(main())
