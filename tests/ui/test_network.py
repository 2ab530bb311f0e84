"""The network in the window: off, one switch, a question before a look-up, a list of hosts."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from tests.geocoder_fixtures import *  # noqa: F403
from tests.geocoder_server import GeocoderServer, nothing, place, places, silence, text
from tests.office import MADISON
from tests.store.kit import put
from tests.ui.conftest import Desk
from tourplanner.adapters.settings_file import settings_path
from tourplanner.app import ProgramDoors
from tourplanner.services.workspace import Workspace
from tourplanner.ui.settings.network import NetworkPage
from tourplanner.ui.settings.place import SettingsPlace
from tourplanner.ui.sites.finder import PointFinder
from tourplanner.ui.sites.missing import find_missing
from tourplanner.ui.sites.place import SitesPlace

CENTER = ("515 Ashtabula Street", "Pasadena", "CA", "91104")
NO_POINT = "Until it has a point, no leg and no map can reach it."
ASKS = "Needs the network. Turn on for this look-up?"


def network_of(desk: Desk) -> NetworkPage:
    """Go to the page as a person does."""
    settings = desk.go("settings")
    assert isinstance(settings, SettingsPlace)
    settings.show_tab("Network log")
    desk.settle()
    page = settings.shown()
    assert isinstance(page, NetworkPage)
    return page


def net_words(desk: Desk) -> str:
    return desk.window.menu_corner.words().split(",")[0]


class Finding:
    """A candidate by hand, and the part of its page that says where it is."""

    def __init__(
        self, desk: Desk, file: Path, doors: ProgramDoors, street: str = CENTER[0]
    ) -> None:
        self.desk = desk
        with doors.open(file, write=True) as office:
            self.site = office.sites.add_by_hand("Center", street, *CENTER[1:])
            put(office.file, self.site, point=None)  # as of a file made before
            office.sites.add_from_directory([MADISON])
            self.madison = office.sites.id_of(MADISON)
        desk.window.open_path(file)
        desk.until(lambda: desk.window.session.path is not None)
        desk.settle()
        self.finder = PointFinder(desk.window.session)
        desk.qtbot.addWidget(self.finder)
        self.finder.resize(280, 500)
        self.finder.show()
        desk.window.session.changed.connect(lambda _: self.show())
        self.show()
        desk.settle()

    def show(self, site: str = "") -> None:
        self.finder.show_site(site or self.finder._site or self.site)
        if site:
            self.desk.settle()

    def press(self, key: str) -> None:
        """Press a button and wait for what comes of it."""
        self.desk.settle()
        self.desk.qtbot.mouseClick(self.finder.buttons[key], Qt.MouseButton.LeftButton)
        self.desk.settle()

    def words(self) -> str:
        parts = [part for part in self.finder.findChildren(QLabel) if part.isVisible()]
        return " | ".join(part.text() for part in parts if part.text())


@pytest.fixture
def finding(desk: Desk, office_file: Path, doors: ProgramDoors) -> Finding:
    return Finding(desk, office_file, doors)


# -- the page --------------------------------------------------------------------------------------


def test_the_network_is_off_and_says_so(desk: Desk, server: GeocoderServer) -> None:
    page = network_of(desk)
    assert not page.switch.isChecked()
    assert page.words.text().startswith("Off: no request leaves this computer.")
    assert net_words(desk) == "Network off"
    assert page.none.isVisible()
    assert page.none.text() == "No host was ever asked from this computer."
    assert server.paths == []


def test_one_switch_by_mouse_or_key(desk: Desk) -> None:
    page = network_of(desk)
    page.switch.setFocus()
    desk.qtbot.keyClick(page.switch, Qt.Key.Key_Space)
    desk.settle()
    assert "network = true" in settings_path().read_text(encoding="utf-8")
    assert (page.words.text()[:3], net_words(desk)) == ("On:", "Network on")
    assert page.switch.hasFocus()  # the keyboard stays where it was
    desk.qtbot.mouseClick(page.switch, Qt.MouseButton.LeftButton)
    desk.qtbot.mouseClick(page.switch, Qt.MouseButton.LeftButton)
    desk.qtbot.mouseClick(page.switch, Qt.MouseButton.LeftButton)
    desk.settle()
    assert (page.switch.isChecked(), net_words(desk)) == (False, "Network off")
    assert "network = false" in settings_path().read_text(encoding="utf-8")


def test_a_locked_keyring_is_not_taken_for_no_key(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    import keyring
    from keyring.backends import fail
    from keyring.errors import KeyringLocked

    class Locked(fail.Keyring):
        def get_password(self, service: str, username: str) -> str | None:
            raise KeyringLocked

    monkeypatch.setattr(keyring.core, "_keyring_backend", Locked())
    page = network_of(desk)
    desk.qtbot.mouseClick(page.picks["geocodio"], Qt.MouseButton.LeftButton)
    desk.settle()
    assert page.key_words.text() == (
        "This computer's keyring is locked: unlock it, then look again. "
        "Your key for Geocodio may be in it."
    )
    assert page.key.isVisible(), "a key can be typed all the same"


def test_another_provider_and_a_key_without_a_keyring(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    import keyring
    from keyring.backends import fail

    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())
    page = network_of(desk)
    assert page.key_box.isHidden()
    desk.qtbot.mouseClick(page.picks["geocodio"], Qt.MouseButton.LeftButton)
    desk.settle()
    assert 'geocoder = "geocodio"' in settings_path().read_text(encoding="utf-8")
    assert page.key_box.isVisible()
    assert page.key_words.text() == "Geocodio wants a key of yours."
    assert not page.forget.isVisible()
    desk.qtbot.keyClicks(page.key, "sesame-1")
    desk.qtbot.keyClick(page.key, Qt.Key.Key_Return)
    desk.settle()
    notice = desk.window.notices.current
    assert notice is not None
    assert "keyring cannot keep the key" in notice.text
    assert "sesame" not in settings_path().read_text(encoding="utf-8")
    desk.qtbot.mouseClick(page.picks["nominatim"], Qt.MouseButton.LeftButton)
    desk.settle()
    assert page.key_box.isHidden()


def test_a_settings_file_that_cannot_be_read_is_told(desk: Desk) -> None:
    page = network_of(desk)
    settings_path().write_text("network = perhaps\n", encoding="utf-8")
    desk.qtbot.mouseClick(page.switch, Qt.MouseButton.LeftButton)
    desk.settle()
    notice = desk.window.notices.current
    assert notice is not None
    assert "cannot be read" in notice.text
    assert not page.switch.isChecked()  # it shows what holds, not what was wished
    desk.window.session.network_changed.emit()
    assert net_words(desk) == "Network off"
    assert settings_path().read_text(encoding="utf-8") == "network = perhaps\n"


def test_a_provider_that_is_not_known_can_be_replaced(desk: Desk) -> None:
    settings_path().write_text('geocoder = "gone"\n', encoding="utf-8")
    page = network_of(desk)
    assert not any(pick.isChecked() for pick in page.picks.values())
    desk.qtbot.mouseClick(page.picks["nominatim"], Qt.MouseButton.LeftButton)
    desk.settle()
    assert page.picks["nominatim"].isChecked()
    assert 'geocoder = "nominatim"' in settings_path().read_text(encoding="utf-8")


# -- looking up ------------------------------------------------------------------------------------


def test_a_look_up_asks_first_and_no_means_no(finding: Finding, server: GeocoderServer) -> None:
    assert NO_POINT in finding.words()
    finding.press("online")
    assert ASKS in finding.words()
    assert f"OpenStreetMap ({server.host}) is asked for “515 Ashtabula" in finding.words()
    assert finding.finder.buttons["yes"].text() == "Turn on for this look-up"
    finding.press("no")
    assert ASKS not in finding.words()
    assert server.paths == []


def test_yes_holds_for_one_look_up_which_undo_takes_back(
    finding: Finding, server: GeocoderServer
) -> None:
    finding.press("online")
    finding.press("yes")
    assert len(server.paths) == 1
    assert "34.15876, -118.13980: the house number, OpenStreetMap, 2013-10-11" in finding.words()
    assert net_words(finding.desk) == "Network off"
    page = network_of(finding.desk)
    assert not page.switch.isChecked()
    (asked,) = page.model.rows
    assert (asked.host, "515 Ashtabula Street, Pasadena" in asked.why) == (server.host, True)
    assert page.table.isVisible()
    finding.desk.window.session.undo()
    finding.desk.until(lambda: NO_POINT in finding.words())
    finding.show(finding.madison)
    finding.press("online")
    assert ASKS in finding.words()  # the yes was for the other one


def test_while_it_is_on_nothing_is_asked_twice(finding: Finding, server: GeocoderServer) -> None:
    finding.desk.window.session.doors.network().switch(True)
    server.replies = [places(place("34.1668"))]
    finding.show(finding.madison)
    finding.press("online")
    assert ASKS not in finding.words()
    assert "keeps its point" in finding.words()
    assert "OpenStreetMap, 2013-10-11: 34.16680, -118.13980: the house number, " in finding.words()
    assert "m (" in finding.words()
    finding.press("take")
    assert finding.words().startswith("Where it is | 34.16680, -118.13980: the house number")


def test_coordinates_that_the_directory_has_swapped_are_taken_on_a_click(
    finding: Finding, tmp_path: Path
) -> None:
    key, swapped = "19648816099991", tmp_path / "swapped.csv"
    line = f"{key},Nova Elementary,1 Elm St,Pasadena,91104,CA,Active,-118.13981,34.158758"
    header = "CDSCode,School,Street,City,Zip,State,StatusType,Latitude,Longitude"
    swapped.write_text(f"{header}\n{line}\n", "utf-8")

    def add(workspace: Workspace, _: object) -> str:
        workspace.directory.import_edition(swapped, date="2026-02")
        workspace.sites.add_from_directory([key])
        return workspace.sites.id_of(key)

    finding.desk.window.session.write(add, finding.show)
    finding.desk.settle()
    assert NO_POINT in finding.words()
    assert "may mean 34.15876, -118.13981" in finding.words()
    finding.press("take")
    assert "34.15876, -118.13981: the campus, the directory's (-118.13981" in finding.words()
    assert "take" not in finding.finder.buttons


def test_several_places_are_chosen_by_a_person(finding: Finding, server: GeocoderServer) -> None:
    finding.desk.window.session.doors.network().switch(True)
    server.replies = [places(place(), place("34.04"))]
    finding.press("online")
    assert len(finding.finder.choices) == 2
    assert "2 places fit" in finding.words()
    assert finding.finder.choices[0].text() == "515 Ashtabula Street, Pasadena"
    assert finding.finder.choices[0].accessibleName().endswith("United States: the house number")
    finding.press("use")  # nothing is chosen yet, so nothing happens
    assert NO_POINT in finding.words()
    finding.finder.choices[1].setChecked(True)
    finding.press("use")
    finding.desk.until(lambda: "34.04000" in finding.words())


def test_outside_the_state_a_person_says_yes(finding: Finding, server: GeocoderServer) -> None:
    finding.desk.window.session.doors.network().switch(True)
    server.replies = [places(place("39.5296", "-119.8138"))]
    finding.press("online")
    assert "was found outside California" in finding.words()
    assert NO_POINT in finding.words()
    assert finding.finder.buttons["use"].text() == "Yes, use it"
    finding.press("use")
    finding.desk.until(lambda: "39.52960" in finding.words())


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (nothing(), "No place fits"),
        (text("", 500), "OpenStreetMap is out of order (500). Try again later."),
        (text("<html>Sign in</html>"), "OpenStreetMap sent something that is no answer."),
        (text("", 429, Retry_After="3600"), "OpenStreetMap asks to wait 60 minutes."),
    ],
)
def test_what_goes_wrong_is_one_sentence_where_one_looks(
    finding: Finding, server: GeocoderServer, reply: object, words: str
) -> None:
    finding.desk.window.session.doors.network().switch(True)
    server.replies = [reply]  # type: ignore[list-item]
    finding.press("online")
    assert words in finding.words()
    assert NO_POINT in finding.words()
    finding.press("find")  # the town without the network, as ever
    assert "the middle of the ZIP area" in finding.words()


def test_a_silent_provider_holds_nothing_and_is_cancelled_at_once(
    finding: Finding, server: GeocoderServer
) -> None:
    session = finding.desk.window.session
    session.doors.network().switch(True)
    server.replies = [silence]
    finding.desk.settle()
    finding.finder.buttons["online"].click()
    finding.desk.until(lambda: len(server.paths) == 1)
    assert "Looking…" in finding.words()
    (job,) = session.jobs.running()
    assert job.title == "Looking up Center"
    began = time.monotonic()
    session.jobs.cancel(job)
    assert "Looking…" not in finding.words()
    finding.desk.settle()
    assert time.monotonic() - began < 2
    server.replies = [places()]
    finding.press("online")
    assert "34.15876" in finding.words()


def test_closing_the_window_waits_for_no_provider(finding: Finding, server: GeocoderServer) -> None:
    window = finding.desk.window
    window.session.doors.network().switch(True)
    server.replies = [silence]
    finding.desk.settle()
    finding.finder.buttons["online"].click()
    finding.desk.until(lambda: len(server.paths) == 1)
    began = time.monotonic()
    window.close()
    assert time.monotonic() - began < 2


def test_points_by_hand_typed_or_from_a_map(finding: Finding, server: GeocoderServer) -> None:
    desk, hand = finding.desk, finding.finder.by_hand
    finding.press("hand")
    desk.qtbot.keyClicks(hand.field, "the big gate")
    desk.qtbot.keyClick(hand.field, Qt.Key.Key_Return)
    assert hand.problem.text().startswith("“the big gate” is not a point.")
    hand.field.setText("https://maps.google.com/?q=34.1588,-118.1398")
    desk.qtbot.keyClick(hand.field, Qt.Key.Key_Return)
    desk.until(lambda: "34.15880, -118.13980: a pin, by hand" in finding.words())
    desk.settle()
    assert not hand.isVisible()
    assert finding.finder.focusWidget() is finding.finder.buttons["hand"], "the page stays there"
    finding.press("hand")
    hand.which.setCurrentText("Bus bay")
    desk.qtbot.keyClicks(hand.field, "34.1592, -118.1398")
    desk.qtbot.keyClick(hand.field, Qt.Key.Key_Return)
    desk.until(lambda: "Bus bay: 34.15920, -118.13980, 146 ft away" in finding.words())
    desk.settle()
    (away,) = finding.finder.findChildren(QToolButton)
    assert away.accessibleName() == "Take away bus bay"
    away.click()
    desk.until(lambda: "Bus bay" not in finding.words())
    desk.settle()
    desk.window.session.undo()
    desk.until(lambda: "Bus bay: 34.15920" in finding.words())
    desk.settle()
    finding.press("hand")
    hand.which.setCurrentText("The site's own point")
    desk.qtbot.keyClicks(hand.field, "39.5296, -119.8138")
    desk.qtbot.keyClick(hand.field, Qt.Key.Key_Return)
    desk.until(lambda: "the point lies in Nevada, not in California" in finding.words())
    desk.settle()
    finding.press("no")
    assert "34.15880, -118.13980: a pin, by hand" in finding.words()
    assert server.paths == []


def test_the_page_of_a_candidate_says_where_it_is(finding: Finding, server: GeocoderServer) -> None:
    desk = finding.desk
    finding.finder.hide()
    desk.window.activateWindow()
    sites = desk.go("sites")
    assert isinstance(sites, SitesPlace)
    assert not sites.blocks.finder.isVisible()  # nothing is chosen
    sites.show_record(finding.site)
    desk.until(lambda: sites.blocks.finder.isVisible() and "online" in sites.blocks.finder.buttons)
    sites.blocks.finder.buttons["online"].setFocus()
    desk.qtbot.keyClick(sites.blocks.finder.buttons["online"], Qt.Key.Key_Space)
    desk.until(
        lambda: (
            "yes" in sites.blocks.finder.buttons and sites.blocks.finder.buttons["yes"].hasFocus()
        )
    )
    desk.qtbot.keyClick(sites.blocks.finder.buttons["yes"], Qt.Key.Key_Space)
    desk.until(lambda: len(server.paths) == 1)
    desk.settle()
    told = [part.text() for part in desk.window.toast.findChildren(QLabel)]
    assert any("Center: 515 Ashtabula Street" in text for text in told)
    said = [part.text() for part in sites.blocks.finder.findChildren(QLabel)]
    assert any(text.startswith("34.15876, -118.13980") for text in said)
    sites.choose_tab(0)
    desk.settle()
    assert not sites.blocks.finder.isVisible()


def test_all_missing_points_offline_then_online(finding: Finding, server: GeocoderServer) -> None:
    desk, session = finding.desk, finding.desk.window.session
    find_missing(session)
    desk.settle()
    notice = desk.window.notices.current
    assert notice is not None
    assert notice.text == "Points: 1 found, 1 known to town or ZIP only."
    buttons = {b.text(): b for b in desk.window.notices.findChildren(QPushButton)}
    act = buttons["Look for better ones online"]
    act.click()
    desk.settle()
    assert act.text() == "Turn on for this look-up"
    assert ASKS in desk.window.notices.words.text()
    assert server.host in desk.window.notices.words.text()
    assert server.paths == []
    act.click()
    desk.settle()
    assert desk.window.notices.words.text() == "Points: 1 found."
    assert len(server.paths) == 1
    assert "the house number" in finding.words()
