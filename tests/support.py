"""What several tests share and need while they are imported; fixtures stand in conftest.py."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta


def is_long() -> bool:
    """Whether this is the long form, `./run test --long`."""
    return os.environ.get("TOURPLANNER_TEST_FORM") == "long"


def figure(short: int, long: int) -> int:
    """Give the rounds of the form that runs: `@settings(max_examples=figure(40, 200))`."""
    return long if is_long() else short


def program(names: str) -> str | None:
    """Give the first of some programs that is installed: `program("soffice|libreoffice")`."""
    return next(filter(None, map(shutil.which, names.split("|"))), None)


BROWSER = "chromium|chromium-headless-shell"


class SetClock:
    """A clock that stands still until a test moves it; call it for the present, aware, in UTC."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **elapsed: float) -> None:
        """Move it: `clock.forward(minutes=40)`."""
        self.at += timedelta(**elapsed)
