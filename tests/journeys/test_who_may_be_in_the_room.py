"""Story 4: who may be in the room, by a district director at the window.

The names of council and board members are invented.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel

from tests.journeys.hands import Hands, place_of
from tests.ui.conftest import OFFSCREEN_WORDS, Desk, _watchdog, desk, watchdog  # noqa: F401
from tourplanner.ui.settings.districts import DistrictsPage
from tourplanner.ui.settings.place import SettingsPlace
from tourplanner.ui.sites.place import SitesPlace
from tourplanner.ui.tours.place import ToursPlace

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_WORDS, extend=True)
COUNCIL = ("Ana Bell", "Bo Cruz", "Cy Dean", "Di Epps", "Ed Fox", "Flo Gray", "Gil Hart", "Mo Ito")
BOARD = ("Jo Kent", "Kim Lane", "Lou Moss", "Max Nash", "Nan Orr", "Oz Park", "Pat Quinn")
MEMBERS = (("Carol Liu", "State Senate", "25"), ("Chris Holden", "Assembly", "41"))


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """Council of eight, mayor included, board of seven, and two members of the legislature."""
    lines = ["Name,Chamber,District,Body,As of"]
    lines += [f"{name},local,,Pasadena City Council,2013-09-01" for name in COUNCIL]
    lines += [f"{name},local,,Pasadena USD Board,2013-09-01" for name in BOARD]
    lines += [f"{name},{chamber},{district},,2013-09-01" for name, chamber, district in MEMBERS]
    path = tmp_path / "members.csv"
    path.write_text("\n".join(lines))
    return path


def invited(*names: str) -> str:
    """Rows as they are copied in a spreadsheet: all of them meet the bus at Madison."""
    head = "Name\tRole\tStatus\tJoins\tLeaves"
    return "\n".join([head, *(f"{name}\tGuest\tinvited\t1.1\t1.1" for name in names)])


def read_roster(hands: Hands) -> None:
    hands.menu("Go", "Settings")
    hands.settle()
    hands.click("Districts")
    hands.settle()
    page = place_of(hands, "settings", SettingsPlace).shown()
    assert isinstance(page, DistrictsPage)
    hands.tab_to(page.read_roster)  # it is below what is seen
    hands.key("Space")
    hands.settle()


def move_tour(hands: Hands, first: str) -> None:
    """Type another first day of the tour."""
    hands.key("Ctrl+2")
    hands.key("Ctrl+Shift+T")
    hands.wait_for("Riders who use the lift")
    hands.field("First day")
    hands.replace(f"{first}\n")
    hands.settle()


def districts(hands: Hands) -> list[str]:
    """Give what the page of Madison says of its districts."""
    hands.key("Ctrl+1")
    hands.settle()
    hands.click("Candidates")
    hands.settle()
    hands.click("Madison Elementary")
    hands.settle()
    block = place_of(hands, "sites", SitesPlace).blocks.districts
    return [part.text() for part in block.findChildren(QLabel) if part.text()]


def paste_guests(hands: Hands, *names: str) -> None:
    hands.key("Ctrl+7")
    hands.settle()
    hands.click("Riders")
    hands.settle()
    QGuiApplication.clipboard().setText(invited(*names))
    hands.click("Paste a table")
    hands.settle()


def checks(hands: Hands, desk: Desk) -> list[str]:  # noqa: F811
    hands.key("Ctrl+2")
    hands.settle()
    rows = place_of(hands, "tours", ToursPlace).inspector.findings.entries.rows
    return [row.text for row in rows if "members of" in row.text]


@pytest.mark.usefixtures("sample_open")
def test_majorities_are_told_with_their_opinion(
    hands: Hands,
    desk: Desk,  # noqa: F811
    roster: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(roster), ""))
    read_roster(hands)

    # Five of eight, the mayor among them, are a majority; three of seven are none, a fourth is.
    paste_guests(hands, *COUNCIL[:4], "Mayor Mo Ito", *BOARD[:3])
    told = checks(hands, desk)
    assert len(told) == 1
    assert told[0].startswith("5 of 8 members of Pasadena City Council are together at Madison")
    paste_guests(hands, BOARD[3])
    told = checks(hands, desk)
    assert len(told) == 2
    board = next(words for words in told if "Pasadena USD Board" in words)
    assert board.startswith("4 of 7 members")

    # The opinion is cited, as information: a warning, not what breaks; the mends beside it.
    findings = place_of(hands, "tours", ToursPlace).inspector.findings
    findings.setFocus()
    hands.key("Home")
    for _ in findings.entries.rows:
        row = findings.entries.rows[findings.currentIndex().row()]
        if row.text == told[0]:
            break
        hands.key("Down")
    spoken = findings.currentIndex().data(
        Qt.ItemDataRole.AccessibleTextRole
    )  # as a screen reader says it
    assert spoken.startswith("Worth a look: ")
    assert "Attorney General opinion 10-702, 2011-08-26" in spoken
    assert "open to the public" in spoken
    assert "Ask counsel" in spoken


@pytest.mark.usefixtures("sample_open")
def test_members_come_from_the_lines_of_the_day(
    hands: Hands, roster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(roster), ""))
    read_roster(hands)

    # In 2013 by the lines of 2013, with the members of that roster.
    told = districts(hands)
    assert {"Senate District 25", "Assembly District 41", "Congressional District 27"} <= set(told)
    assert any("Carol Liu" in words for words in told)
    assert "lines of 2021" not in told

    # In 2025 by the lines of 2021: another seat in Congress; the old roster names nobody.
    move_tour(hands, "10/13/2025")
    told = districts(hands)
    assert {"Senate District 25", "Assembly District 41", "Congressional District 28"} <= set(told)
    assert "lines of 2011" not in told
    assert not any("Carol Liu" in words for words in told)

    # Before the first lines at hand the newer ones are not used: it asks for its own.
    move_tour(hands, "10/12/2009")
    told = districts(hands)
    assert not any(words.startswith("Senate District 25") for words in told)
    assert "Senate District: not loaded" in told
    assert any("not used: lines of 2011" in words for words in told)


@pytest.mark.usefixtures("sample_open")
def test_courtesy_notices_stay_open_until_they_are_ticked(hands: Hands, desk: Desk) -> None:  # noqa: F811
    hands.key("Ctrl+2")
    hands.click("Ready")
    hands.settle()
    hands.click("Add courtesy notices")
    hands.wait_for("to-dos open")
    ready = place_of(hands, "tours", ToursPlace).later.ready
    assert ready is not None
    table = ready.list.table
    count = len(table.cells.rows) - 1
    hands.wait_for(f"{count} of {count} to-dos open", "Tell the member (Senate District 25)")
    done = [field.name for field in table.cells.columns].index("done")
    table.setFocus()
    table.choose(0, done)
    hands.key("F2")
    hands.type("10/1\n")
    hands.wait_for(f"{count - 1} of {count} to-dos open", "Oct. 1, 2013")
    hands.key("Ctrl+Z")
    hands.wait_for(f"{count} of {count} to-dos open")
