"""The web map: real clicks and drags, and a page that reaches nothing but itself."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.hostile import PAYLOADS
from tests.ui.conftest import Desk
from tests.ui.map.conftest import ask, mark_id, open_map
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit
from tourplanner.core.safe_text import one_line
from tourplanner.ui.map import both
from tourplanner.ui.map.place import MapPlace
from tourplanner.ui.map.web import WebMap
from tourplanner.ui.map.web_page import is_ours

pytestmark = pytest.mark.web
OpenWeb = Callable[[Desk], WebMap]


def the_place(desk: Desk) -> MapPlace:
    place = desk.window.place("map")
    assert isinstance(place, MapPlace)
    return place


def surface(web: WebMap) -> QWidget:
    """What takes the pointer in the page."""
    target = web.view.focusProxy()
    assert target is not None
    return target


def at_of(desk: Desk, web: WebMap, selector: str) -> QPoint:
    """Give the middle of an element of the page."""
    found = ask(
        desk,
        web,
        f"var r = document.querySelector('{selector}').getBoundingClientRect();"
        "JSON.stringify([r.left + r.width / 2, r.top + r.height / 2])",
    )
    x, y = json.loads(found)
    return QPoint(round(x), round(y))


def label_of(place: MapPlace, label: str) -> str:
    mark = place.shown.mark(mark_id(place, label))
    return f'.mark[aria-label="{mark.label} {mark.name}"]'


def test_a_click_on_a_mark_chooses_its_row(sample: Desk, open_web: OpenWeb) -> None:
    web = open_web(sample)
    place = the_place(sample)
    at = at_of(sample, web, label_of(place, "1.2"))
    QTest.mouseClick(surface(web), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    sample.until(lambda: place.chosen == mark_id(place, "1.2"))
    assert place.list.current() == place.chosen
    assert web.blocker.refused == []
    assert web.handler.served == ["/map.html"]
    assert web.web.said == []


def test_a_row_chooses_the_mark_on_the_page(sample: Desk, open_web: OpenWeb) -> None:
    web = open_web(sample)
    place = the_place(sample)
    at = next(k for k, row in enumerate(place.list.model.rows) if row.label == "2.1")
    place.list.table.choose(at)
    chosen = ask(sample, web, "document.querySelector('.mark.chosen').getAttribute('aria-label')")
    assert chosen == f"2.1 {place.list.model.rows[at].name}"
    shown = ask(sample, web, "document.querySelector('.leaflet-popup .card').textContent")
    assert "Tue, Oct 15" in shown


def test_a_map_too_narrow_or_too_low_for_a_card_has_none(sample: Desk, open_web: OpenWeb) -> None:
    web = open_web(sample)
    place = the_place(sample)

    def choose(label: str) -> None:
        rows = place.list.model.rows
        place.list.table.choose(next(k for k, row in enumerate(rows) if row.label == label))

    def cards() -> int:
        return int(ask(sample, web, "document.querySelectorAll('.leaflet-popup').length"))

    place.split.setSizes([200, 1000])
    web.web.setZoomFactor(2.0)  # as with the largest text
    sample.until(lambda: ask(sample, web, "map_tour.getSize().x") < 280)
    choose("1.1")
    chosen = "document.querySelector('.mark.chosen').getAttribute('aria-label')"
    assert str(ask(sample, web, chosen)).startswith("1.1 ")
    assert cards() == 0
    place.split.setSizes([1000, 200])
    web.web.setZoomFactor(1.0)
    sample.until(lambda: ask(sample, web, "map_tour.getSize().x") > 280)
    choose("1.2")
    sample.until(lambda: cards() == 1)
    sample.window.resize(1280, 480)  # as where the list stands under the map
    web.web.setZoomFactor(2.5)
    sample.until(lambda: ask(sample, web, "map_tour.getSize().y") < 160)
    assert ask(sample, web, "map_tour.getSize().x") > 280
    sample.until(lambda: cards() == 0)


def test_a_card_opens_beside_the_panel_of_layers(sample: Desk, open_web: OpenWeb) -> None:
    web = open_web(sample)
    place = the_place(sample)
    stack = place.stack

    def right_of_card() -> float:
        box = "document.querySelector('.leaflet-popup').getBoundingClientRect().right"
        return float(ask(sample, web, box)) * web.web.zoomFactor()

    if stack.fold.isChecked():
        stack.fold.click()
    ask(sample, web, "map_tour.setView([34.15, -122.5], 8, { animate: false }); 1")
    place.list.table.choose(
        next(k for k, r in enumerate(place.list.model.rows) if r.label == "1.1")
    )
    assert right_of_card() > 0
    stack.fold.click()
    sample.until(lambda: right_of_card() <= stack.covered().left())
    place.list.table.choose(
        next(k for k, r in enumerate(place.list.model.rows) if r.label == "1.2")
    )
    ask(sample, web, "map_tour.setView([35.36, -122.5], 8, { animate: false }); 1")
    place.list.table.choose(
        next(k for k, r in enumerate(place.list.model.rows) if r.label == "1.1")
    )
    sample.until(lambda: right_of_card() <= stack.covered().left())


def drag(web: WebMap, start: QPoint, by: QPoint) -> None:
    target, button = surface(web), Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(target, button, none, start)
    for part in range(1, 6):
        QTest.mouseMove(target, start + by * part / 5)
    QTest.mouseRelease(target, button, none, start + by)


def test_a_dragged_pin_is_an_act_that_is_undone(sample: Desk, open_web: OpenWeb) -> None:
    web = open_web(sample)
    place = the_place(sample)
    mark = mark_id(place, "1.2")
    before = place.shown.mark(mark).point
    place.acts.move.trigger()
    start = at_of(sample, web, label_of(place, "1.2"))
    drag(web, start, QPoint(70, -40))
    sample.until(lambda: place.shown.mark(mark).point != before)
    after = place.shown.mark(mark).point
    assert after.lon > before.lon
    assert after.lat > before.lat
    sample.until(lambda: sample.window.session.undo_label.startswith("Locate"))
    sample.window.session.undo()
    sample.until(lambda: place.shown.mark(mark).point == before)
    drawn = ask(sample, web, "document.querySelectorAll('.mark').length")
    assert drawn == len([m for m in place.shown.marks if m.label])
    assert len(web.handler.served) == 1  # nothing was loaded anew


def test_pins_stay_unless_they_are_to_move(sample: Desk, open_web: OpenWeb) -> None:
    web = open_web(sample)
    place = the_place(sample)
    mark = mark_id(place, "1.2")
    before = place.shown.mark(mark).point
    drag(web, at_of(sample, web, label_of(place, "1.2")), QPoint(50, 20))
    web.channel.moved(mark, 35.0, -119.0)  # and a page that says so is not believed
    ask(sample, web, "1")
    sample.settle()
    assert place.shown.mark(mark).point == before


def test_a_page_is_not_believed(sample: Desk, open_web: OpenWeb) -> None:
    web = open_web(sample)
    place = the_place(sample)
    place.acts.move.trigger()
    before = {mark.id: mark.point for mark in place.shown.marks}
    some = mark_id(place, "1.1")
    hotel = next(mark.id for mark in place.shown.marks if mark.label == "H")
    for who, lat, lon in (("x", 35, -119), (hotel, 35, -119), (some, 0, 0), (some, 91, 400)):
        web.channel.moved(who, float(lat), float(lon))
    web.channel.moved(some, float("nan"), -119.0)
    web.channel.picked("nobody")
    sample.settle()
    assert {mark.id: mark.point for mark in place.shown.marks} == before
    assert place.chosen == ""


def test_the_channel_has_three_slots_and_no_more(sample: Desk, open_web: OpenWeb) -> None:
    web = open_web(sample)
    meta = web.channel.metaObject()
    own = [meta.method(k) for k in range(meta.methodOffset(), meta.methodCount())]
    slots = sorted(bytes(m.name().data()).decode() for m in own if m.methodType().name == "Slot")
    assert slots == ["moved", "picked", "ready"]


ATTACK = """
window.found = [];
function note(name) { return function (value) { window.found.push(name + ": " + value); }; }
fetch(ADDRESS).then(note("fetched"), note("refused"));
var picture = new Image();
picture.onload = note("picture"); picture.onerror = note("no picture");
picture.src = ADDRESS;
var frame = document.createElement("iframe"); frame.src = ADDRESS;
document.body.appendChild(frame);
var script = document.createElement("script");
script.onload = note("script"); script.onerror = note("no script");
script.src = ADDRESS;
document.body.appendChild(script);
try { window.found.push("window: " + window.open(ADDRESS)); } catch (e) { note("no window")(e); }
"""


@pytest.mark.parametrize("with_policy", [True, False], ids=["as it is", "without its policy"])
@pytest.mark.parametrize("host", [True, False], ids=["outside host", "local file"])
def test_local_files_and_outside_hosts_are_refused(
    sample: Desk,
    open_web: OpenWeb,
    tmp_path: Path,
    host: bool,
    with_policy: bool,
    outside: list[str],
) -> None:
    web = open_web(sample)
    (tmp_path / "secret.js").write_text("window.found.push('secret read')", "utf-8")
    local = QUrl.fromLocalFile(str(tmp_path / "secret.js")).toString()
    address = "http://127.0.0.1:9/secret.js" if host else local
    if not with_policy:
        # Even a page of ours that lost its policy reaches nothing.
        web.handler.page = b"<!doctype html><title>bare</title><body>bare</body>"
        web.web.load(QUrl("tp://app/map.html"))
        sample.until(lambda: web.web.title() == "bare")
    ask(sample, web, ATTACK.replace("ADDRESS", f"'{address}'") + "0")
    sample.until(lambda: ask(sample, web, "window.found.length") >= 4)
    found = json.loads(ask(sample, web, "JSON.stringify(window.found)"))
    assert {line.split(":")[0] for line in found} <= {
        "refused",
        "no picture",
        "no script",
        "window",
        "no window",
    }
    assert not [line for line in found if "secret" in line]
    assert "window: null" in found or any(line.startswith("no window") for line in found)
    if host and not with_policy:
        assert set(web.blocker.refused) == {address}
        assert set(outside) == {address}
    outside.clear()


def test_the_page_cannot_be_left(sample: Desk, open_web: OpenWeb, tmp_path: Path) -> None:
    web = open_web(sample)
    (tmp_path / "other.html").write_text("<title>other</title>", "utf-8")
    for address in (
        "http://127.0.0.1:9/",
        QUrl.fromLocalFile(str(tmp_path / "other.html")).toString(),
        "data:text/html,<title>other</title>",
        "tp://app/other.html",
        "tp://elsewhere/map.html",
        "chrome://version",
        "view-source:tp://app/map.html",
    ):
        ask(sample, web, f"location.href = {address!r}; 0")
        assert ask(sample, web, "document.title") == "Map"
    assert web.web.url() == QUrl("tp://app/map.html")


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("tp://app/map.html", True),
        ("tp://app/qwebchannel.js", False),
        ("tp://app/../map.html?x=1", False),
        ("tp://app/tiles/7/20/49", True),
        ("tp://app/tiles/7/20/49/x", False),
        ("tp://app/tiles/7/-1/49", False),
        ("tp://app/other", False),
        ("tp://b/map.html", False),
        ("tp://user@app/map.html", False),
        ("tp://app:80/map.html", False),
        ("file:///map.html", False),
        ("https://app/map.html", False),
        ("data:text/html,x", False),
        ("qrc:/qtwebchannel/qwebchannel.js", False),
    ],
)
def test_few_addresses_are_ours(address: str, ours: bool) -> None:
    assert is_ours(QUrl(address)) is ours


def test_nothing_is_kept_on_the_disk(sample: Desk, open_web: OpenWeb) -> None:
    web = open_web(sample)
    assert web.profile.isOffTheRecord()
    assert not Path(web.profile.persistentStoragePath()).exists()
    stored = ask(sample, web, "try { localStorage.x = 1; 'stored' } catch (e) { 'none' }")
    assert stored == "none"


def test_hostile_names_are_shown_as_they_are(
    desk: Desk, sample_file: Path, doors: ProgramDoors, open_web: OpenWeb
) -> None:
    names = {f"{k:032x}": text for k, text in enumerate(PAYLOADS.values(), 1)}
    names = {key: text for key, text in names.items() if "\ud800" not in text}
    with doors.open(sample_file, write=True) as office:
        edits = []
        for k, (key, text) in enumerate(names.items()):
            point = {"lat": 35 + k / 20, "lon": -119.5, "precision": "pin", "source": "test"}
            edits.append(Edit(key, "site", {"name": text, "point": point}))
        office.file.write(Action("Add", tuple(edits)))
    desk.open(sample_file)
    web = open_web(desk)
    scripts = ask(desk, web, "document.scripts.length")
    for key, text in names.items():
        web.select(key)
        shown = ask(desk, web, "document.querySelector('.leaflet-popup .card strong').textContent")
        assert shown == one_line(text)
    strangers = (
        "document.querySelectorAll('.leaflet-popup img, .leaflet-popup a:not([class])').length"
    )
    assert ask(desk, web, strangers) == 0
    the_place(desk).moving.toggle()  # as marks with titles
    assert ask(desk, web, "document.querySelectorAll('.handle').length") >= len(names)
    assert ask(desk, web, "document.title") == "Map"
    assert ask(desk, web, "document.scripts.length") == scripts
    assert web.blocker.refused == []
    assert web.web.said == []


def test_looks_days_and_layers_reach_the_page(sample: Desk, open_web: OpenWeb) -> None:
    web = open_web(sample)
    place = the_place(sample)
    sample.window.commands.by_name["scheme_dark"].trigger()
    sample.settle()
    assert ask(sample, web, "document.documentElement.getAttribute('data-theme')") == "dark"
    sample.window.commands.by_name["scheme_light"].trigger()
    sample.settle()
    assert ask(sample, web, "document.documentElement.getAttribute('data-theme')") == "light"
    sample.window.nav.choose_tab(1)
    count = "document.querySelectorAll('.mark').length"
    assert ask(sample, web, count) == len([m for m in place.shown.marks if 0 in m.days])
    sample.window.nav.choose_tab(0)
    place.stack.boxes["stops"].setChecked(False)
    assert ask(sample, web, count) == 0
    place.stack.boxes["stops"].setChecked(True)
    near = ask(sample, web, "map_tour.getZoom()")
    place.view().zoom(1)
    sample.until(lambda: ask(sample, web, "map_tour.getZoom()") > near)
    place.view().fit()
    sample.until(lambda: ask(sample, web, "map_tour.getZoom()") == near)


def test_a_dead_page_gives_way_to_the_plain_map(sample: Desk, open_web: OpenWeb) -> None:
    web = open_web(sample)
    place = the_place(sample)
    os.kill(web.web.renderProcessPid(), signal.SIGKILL)
    sample.until(lambda: place.web is None)
    assert place.stack.currentWidget() is place.plain
    notice = sample.window.notices.current
    assert notice is not None
    assert notice.text == "The web map stopped; this is the plain map. Nothing is lost."
    place.make_stale()
    sample.settle()
    assert place.web is None  # it is not tried again and again
    assert [n.text for n in sample.window.notices.history].count(notice.text) == 1


def test_it_goes_when_the_file_is_closed_and_comes_back(
    sample: Desk, sample_file: Path, open_web: OpenWeb
) -> None:
    open_web(sample)
    place = the_place(sample)
    sample.window.files.close_file()
    assert place.web is None
    sample.open(sample_file)
    assert open_web_again(sample) is not None


def open_web_again(desk: Desk) -> WebMap | None:
    desk.go("map")
    place = the_place(desk)
    desk.until(lambda: place.web is not None and place.stack.currentWidget() is place.web)
    return place.web


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such account here")
def test_an_administrator_gets_the_plain_map_and_not_a_dead_window(
    sample: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(both.PLAIN_WISHED)
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    place = open_map(sample)
    sample.settle()
    assert place.web is None
    assert place.view() is place.plain


def test_the_plain_map_can_be_had_instead(sample: Desk, open_web: OpenWeb) -> None:
    open_web(sample)
    place = the_place(sample)
    place.acts.plain.trigger()
    assert place.web is None
    assert place.view() is place.plain
    place.acts.plain.trigger()
    sample.until(lambda: place.web is not None and place.view() is place.web)
