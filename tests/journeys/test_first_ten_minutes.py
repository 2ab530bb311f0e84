"""The first ten minutes (journeys.md, section 3): through the window, by a hand that knows no more.

A bare profile, the network off, at most 60 presses, no box that only says OK.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtGui import QGuiApplication

from tests.journeys.hands import Hands
from tests.journeys.killed import NOTE, OFFICE, type_and_die
from tests.journeys.ten_minutes import CALIFORNIA, NEVADA, Story, TenMinutes
from tests.ui.conftest import OFFSCREEN_WORDS, Desk, _watchdog, desk, watchdog  # noqa: F401
from tests.ui.watchdog import Watchdog
from tourplanner.app import ProgramDoors
from tourplanner.ui.map.both import PLAIN_WISHED

pytestmark = pytest.mark.qt_log_ignore(OFFSCREEN_WORDS, extend=True)
MOST_PRESSES = 60
NCES = Path(__file__).parents[1] / "reference" / "directories" / "nces_edge_fictitious.csv"


@pytest.fixture
def hands(
    desk: Desk,  # noqa: F811
    watchdog: Watchdog,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> Hands:
    monkeypatch.setenv(PLAIN_WISHED, "1")
    return Hands(desk.window, looking=watchdog.away)


def lines(hands: Hands, words: str) -> list[str]:
    """What of the screen has words in it."""
    return [seen for seen in hands.screen() if words in seen]


def words_of(path: Path) -> str:
    """All that stands in a Word file, whatever part holds it."""
    with ZipFile(path) as parts:
        return "".join(
            re.sub("<[^>]+>", "", parts.read(name).decode("utf-8"))
            for name in parts.namelist()
            if name.endswith(".xml")
        )


def test_the_first_ten_minutes(hands: Hands, tmp_path: Path) -> None:
    user = TenMinutes(hands, CALIFORNIA)
    user.begin()
    assert not (tmp_path / "Documents").exists(), "a bare profile"
    user.make_tour()
    assert hands.sees("Oct 14–16, 2013, 0 sites")

    user.paste()
    assert hands.screen().count("Sure") == 6
    assert hands.sees("2 schools may be meant, up to 23.5 mi apart")
    assert hands.sees("6 to add, 2 to look at, 1 left out. What still asks is left out.")
    assert hands.sees("Words of the mail")
    user.answer()
    assert hands.sees("Oct 14–16, 2013, 8 sites")

    user.plan()
    for day in ("Mon, Oct 14", "Tue, Oct 15", "Wed, Oct 16"):
        assert hands.sees(day)
    assert hands.screen().count("Lawful") == 3
    assert hands.sees("Plan 1: 7 stops, 1 left out; Result says why.")
    user.read_result()
    assert hands.sees("Has no place yet: give it an address, a ZIP or a pin.")
    user.see_map()
    assert lines(hands, "Madison Elementary")
    assert lines(hands, "Alview Elementary")
    user.back_to_board()

    user.type_leg()
    assert lines(hands, "Miramonte High, Wed, Oct 16 2:45–3:45 pm, tentative, 15 min late")
    assert "0:15 over" in lines(hands, "over")[0] or hands.sees("Does not fit, 15 min over")
    user.mend()
    assert not lines(hands, "min late")
    assert hands.screen().count("Lawful") == 3

    assert lines(hands, "Leave Pasadena, CA at 8:00 am")
    user.pin_kickoff()
    assert lines(hands, "Leave Pasadena, CA at 8:55 am")
    user.confirm()
    assert lines(hands, "Foothill High, Mon, Oct 14 1:45–2:45 pm, tentative, closed to the press")

    user.name_office()
    user.look_at_papers()
    assert hands.sees("Foothill High")
    assert hands.sees("Closed to the press.")
    assert lines(hands, "2 of 7 stops can go to press: 4 hosts not confirmed, 1 closed")
    user.write_papers()
    written = {path.name for path in tmp_path.rglob("*Press itinerary*")}
    assert written == {
        "2013-10-14 Press itinerary v1.docx",
        "2013-10-14 Press itinerary v1.pdf",
    }

    itinerary = words_of(next(tmp_path.rglob("*Press itinerary v1.docx")))
    assert "Office of Sen. Lena Park" in itinerary
    assert "Madison Elementary" in itinerary
    for secret in ("Foothill", "Alview", "hotel", "Rosa Diaz", "8:55"):
        assert secret not in itinerary

    user.open_note()
    user.type_note("The family center opens at seven.")
    hands.wait_for("1 note")

    user.copy_monday()
    mail = QGuiApplication.clipboard().mimeData()
    assert "<table" in mail.html()
    for text in (mail.html(), mail.text()):
        assert "9:30-10:30 a.m." in text
        assert "Madison Elementary" in text
        for secret in ("Foothill", "Yosemite", "hotel", "Rosa", "family center", "8:55"):
            assert secret not in text
    assert hands.sees("Network off")
    presses = hands.clicks + hands.strokes
    assert presses <= MOST_PRESSES, f"{hands.clicks} clicks and {hands.strokes} keys"


def opened_by_its_second(hands: Hands, story: Story) -> Story:
    """The story with the second visit of Monday as its kick-off."""
    (spoken,) = lines(hands, "Stop 1.2, ")
    first, second = sorted((story.kickoff, story.second), key=lambda name: name in spoken)
    return replace(story, kickoff=second, second=first, mend=f"See {second} before {first}.")


def test_the_first_ten_minutes_in_a_state_without_sample_data(
    hands: Hands, doors: ProgramDoors, tmp_path: Path
) -> None:
    file = tmp_path / "nevada.tour"
    with doors.create(file, {"home_state": "NV"}) as office:
        office.directory.import_edition(NCES, lambda *_: None)
    user = TenMinutes(hands, NEVADA)
    hands.window.open_path(file)
    hands.wait_for("No tour in this file yet.")
    user.make_tour_in_file()
    user.paste()
    assert hands.screen().count("Sure") == 2
    assert hands.sees("2 schools may be meant, up to 343.8 mi apart")
    user.answer()
    user.plan()
    assert hands.screen().count("Lawful") == 3
    assert hands.sees("Plan 1: 3 stops, 1 left out; Result says why.")
    user.read_result()
    assert hands.sees("Has no place yet: give it an address, a ZIP or a pin.")
    user.see_map()
    assert lines(hands, "Sagebrush Elementary (fictitious)")
    user.back_to_board()
    user.type_leg()
    assert lines(hands, "drive 2 h 10 min")
    # Both schools are as near: which is first may differ, so the second is made the kick-off.
    user.story = story = opened_by_its_second(hands, NEVADA)
    user.pin_kickoff()
    assert lines(
        hands, f"{story.kickoff}, Mon, Oct 14 12:05–1:05 pm, tentative, locked, 2 h 35 min"
    )
    user.mend()
    assert not lines(hands, "min late")
    assert lines(hands, "Leave Las Vegas, NV at 8:55 am")
    user.confirm()
    user.look_at_papers()
    user.write_papers()
    assert list(tmp_path.rglob("*Press itinerary v1.pdf"))
    user.open_note()
    user.type_note("Water comes by truck.")
    hands.wait_for("1 note")
    user.copy_monday()
    assert story.kickoff.removesuffix(" (Testville)") in QGuiApplication.clipboard().text()
    assert hands.clicks + hands.strokes <= MOST_PRESSES


@pytest.fixture
def killed(sample_file: Path, tmp_path: Path) -> None:
    """What a killed window left: its file, and what it remembered."""
    assert sample_file == tmp_path / OFFICE
    type_and_die(tmp_path)


def test_a_note_is_there_after_the_process_was_killed(killed: None, hands: Hands) -> None:
    hands.click(OFFICE)  # the start page of the same laptop names it
    user = TenMinutes(hands, CALIFORNIA)
    hands.wait_for("Line by line")
    user.open_note()
    hands.settle()
    assert lines(hands, NOTE)
