"""Story 5: the advance visit, a week before, by an advance person at the window."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox

from tests.journeys.hands import Hands, place_of
from tests.office import Terminal
from tests.ui.conftest import OFFSCREEN_WORDS, Desk, _watchdog, desk, watchdog  # noqa: F401
from tourplanner.ui.papers.place import PapersPlace
from tourplanner.ui.sites.place import SitesPlace
from tourplanner.ui.tours.place import ToursPlace

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_WORDS, extend=True)
T_7 = datetime(2013, 10, 7, 17, 0, tzinfo=UTC)  # 10 am at Madison, a week before
POINTS = {
    "Bus bay": "34.15921, -118.14012",
    "Accessible entrance": "34.15902, -118.13973",
    "Press door": "34.15933, -118.13954",
    "Event room": "34.15944, -118.13985",
}
BAY, ENTRANCE, DOOR, ROOM = POINTS.values()
KEY = "by the library; Mr. Soto has the key"
SPEAKER, SURE = "Bo Cruz", "Ana Bell"
PROGRAM = (
    "Stop\tTitle\tStart\tMinutes\tSpeakers\tConfirmed by\tPress\n"
    f"1.1\tMusic of the school band\t0\t10\t{SPEAKER}\t\topen\n"
    f"1.1\tWords of welcome\t10\t15\t{SURE}\tMs. Bell's office\topen\n"
)
_TIME = r"(noon|\d{1,2}(?::\d\d)?)(?: ([ap])\.m\.)?"
CLOCK = re.compile(rf"\b{_TIME}(?:[-–]{_TIME})?")
VISIT = re.compile(r"Start (.*?), End (.*?), Min \d+\n    \d\.\d+  ?(.*)")


@pytest.fixture
def now() -> datetime:
    return T_7


def at_madison(hands: Hands) -> SitesPlace:
    hands.key("Ctrl+1")
    hands.settle()
    hands.click("Candidates")
    hands.settle()
    hands.click("Madison Elementary")
    hands.settle()
    return place_of(hands, "sites", SitesPlace)


def set_points(hands: Hands, sites: SitesPlace) -> None:
    for name, numbers in POINTS.items():
        sites.blocks.finder.buttons["hand"].setFocus()
        hands.key("Space")
        which = sites.blocks.finder.by_hand.which
        assert isinstance(which, QComboBox)
        which.setFocus()
        which.setCurrentIndex(which.findText(name))
        sites.blocks.finder.by_hand.field.setFocus()
        hands.replace(f"{numbers}\n")
        hands.settle()


def papers(terminal: Terminal, file: Path, out: Path, *kinds: str) -> dict[str, str]:
    """Write papers as text; give each one's words by its kind."""
    found = {}
    for kind in kinds:
        folder = out / kind
        words = ("papers", file, "Pathways", "--kind", kind, "--format", "txt", "--out", folder)
        assert terminal(*words).code in (0, 3)
        found[kind] = "\n".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.txt")))
    return found


def clocks(text: str) -> set[str]:
    """Give the clock times of a paper, all in one form: 9:30a, 12:00p."""
    found = set()
    for start, am, end, end_am in CLOCK.findall(text):
        for time, half in ((start, am or end_am), (end, end_am)):
            if time == "noon":
                found.add("12:00p")
            elif time and half:
                found.add(f"{time if ':' in time else f'{time}:00'}{half}")
    return found


def body(text: str) -> str:
    """Give a paper without what stands at its left edge: head, grid of hours, version."""
    return "\n".join(line for line in text.splitlines() if line.startswith("    "))


@pytest.mark.usefixtures("sample_open")
def test_what_was_seen_goes_to_whom_it_serves(
    hands: Hands,
    desk: Desk,  # noqa: F811
    terminal: Terminal,
    sample_file: Path,
    tmp_path: Path,
) -> None:
    sites = at_madison(hands)
    set_points(hands, sites)
    record = sites.blocks.record
    record.parts["access"].edit.setFocus()
    hands.key("Space")
    hands.settle()
    assert record.typed is not None
    record.typed.fields["elevator"].setFocus()  # type: ignore[attr-defined]
    hands.replace(KEY)
    hands.key("Tab")
    hands.settle()
    hands.key("Ctrl+7")
    hands.settle()
    hands.click("Program")
    hands.settle()
    QGuiApplication.clipboard().setText(PROGRAM)
    hands.click("Paste a table")
    hands.wait_for("Music of the school band", "Ms. Bell's office")
    assert isinstance(hands.window.current_place(), PapersPlace)
    desk.window.close()

    inside = ("driver-sheet", "line-by-line", "block-schedule", "day-sheet")
    outside = ("press-itinerary", "advisory")
    made = papers(terminal, sample_file, tmp_path, *inside, *outside)
    driver, lines = made["driver-sheet"], made["line-by-line"]

    # The right points for each reader.
    assert BAY in driver
    for other in (ENTRANCE, DOOR, ROOM, KEY):
        assert other not in driver
    for own in (ENTRANCE, DOOR, ROOM, KEY):
        assert own in " ".join(lines.split())
    for kind in outside:
        for private in (BAY, ROOM, KEY):
            assert private not in made[kind]

    # Who has not agreed yet is tentative inside and missing outside.
    line = next(words for words in lines.splitlines() if "Music of the school band" in words)
    about = lines[lines.index(line) : lines.index("Words of welcome")]
    assert SPEAKER in about
    assert "TENTATIVE" in about.upper()
    for kind in outside:
        assert SPEAKER not in made[kind]
        assert "Music of the school band" not in made[kind]
        assert SURE in made[kind]

    # Block, day sheet and line-by-line agree: on every visit, and on every time that one of them
    # has.
    known = clocks(lines)
    block, day = (
        clocks(body(made["block-schedule"])),
        clocks(made["day-sheet"].split("\nVersion")[0]),
    )
    assert block <= known, sorted(block - known)
    assert day <= known, sorted(day - known)
    visits = VISIT.findall(lines)
    assert len(visits) >= 5
    for start, end, name in visits:
        for kind in ("block-schedule", "day-sheet"):
            assert clocks(f"{start} {end}") <= clocks(made[kind]), (kind, name)


@pytest.mark.usefixtures("sample_open")
def test_a_bus_without_a_lift_heads_the_list_until_it_has_one(hands: Hands) -> None:
    hands.key("Ctrl+2")
    hands.key("Ctrl+Shift+T")
    hands.wait_for("Riders who use the lift")
    hands.field("Coach")
    hands.replace("City coach\n")
    about = place_of(hands, "tours", ToursPlace).asides.about
    assert about is not None
    hands.tab_to(about.fields["has_lift"].field)
    hands.replace("no\n")
    hands.settle()
    hands.key("Ctrl+7")
    hands.settle()
    hands.click("Riders")
    hands.settle()
    QGuiApplication.clipboard().setText("Name\tAccess needs\nLia Voss\twheelchair\n")
    hands.click("Paste a table")
    hands.settle()

    hands.key("Ctrl+2")
    hands.settle()
    hands.click("Ready")
    hands.wait_for("Stands in the way", "2 riders use a lift, and the City coach has none.")
    ready = place_of(hands, "tours", ToursPlace).later.ready
    assert ready is not None
    rows = [row for row in ready.breaks.entries.rows if row.finding is not None]
    assert rows[0].finding is not None
    assert rows[0].finding.rule == "LIFT"
    assert not hands.sees("Lia Voss"), "whose need it is stands in the list of riders alone"
    hands.click("2 riders use a lift", at="What stands in the way")
    hands.wait_for("Wheelchair lift")
    hands.wait(lambda: about.fields["has_lift"].field.hasFocus(), "for the line that mends it")
    hands.replace("yes\n")
    hands.settle()
    hands.key("Escape")  # back to the days
    hands.wait(lambda: not hands.sees("use a lift"), "for the misfit to be gone")
