"""Fixtures of the stories: a whole office, the tour of story 3, a person at the window."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.journeys.hands import Hands
from tests.office import MADISON, STORY_3, Terminal
from tests.support import SetClock
from tests.ui.conftest import Desk, begins_at  # noqa: F401 - desk asks for it
from tests.ui.watchdog import Watchdog
from tourplanner.ui.map.both import PLAIN_WISHED

DURING = datetime(2013, 10, 14, 17, 34, 12, tzinfo=UTC)  # 10:34:12 am at Madison
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


@pytest.fixture
def now() -> datetime:
    """When the story plays: while the bus is at Madison. A story at another time says its own."""
    return DURING


@pytest.fixture
def hands(
    desk: Desk,
    watchdog: Watchdog,
    clock: SetClock,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> Hands:
    """A person at the window, which has no file open yet and draws the plain map."""
    monkeypatch.setenv(PLAIN_WISHED, "1")
    clock.at = now
    return Hands(desk.window, looking=watchdog.away)


@pytest.fixture
def sample_open(hands: Hands, desk: Desk, sample_file: Path) -> None:
    """The person has the planned sample open."""
    desk.open(sample_file)
