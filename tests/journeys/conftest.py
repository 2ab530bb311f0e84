"""Fixtures of the stories: a whole office, and the tour of story 3."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import MADISON, STORY_3, Terminal
from tests.office_fixtures import *  # noqa: F403

NAME = "Three days"


@pytest.fixture
def tour_file(terminal: Terminal, office_file: Path) -> Path:
    """The story's tour: 45 riders, kick-off pinned at 9:30, boarding typed as 12 minutes."""
    terminal.ok("candidates", office_file, "add", "--code", *STORY_3)
    terminal.ok(
        *("tour", office_file, "new", NAME, "--from", "2013-10-14", "--days", "3"),
        *("--start", "Pasadena", "--end", "Walnut Creek", "--party", "45"),
        *("--hotel", "Fresno", "--hotel", "San Jose"),
    )
    for code in STORY_3:
        terminal.ok("stop", office_file, NAME, code, "--boarding-min", "12")
    terminal.ok("stop", office_file, NAME, MADISON, "--wish", "must", "--pin", "2013-10-14 9:30")
    return office_file
