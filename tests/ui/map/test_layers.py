"""Regions and partners over the tour: drawn, said in words, in the legend, taken away again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.hostile import PAYLOADS
from tests.ui.conftest import Desk
from tests.ui.map.conftest import ask, canvas_of, open_map, open_map_of
from tests.ui.map.test_over import wish
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit
from tourplanner.core.model.ids import derived_id
from tourplanner.services import case
from tourplanner.services.workspace import Workspace
from tourplanner.ui.map.picture import make_figure
from tourplanner.ui.map.place import MapPlace
from tourplanner.ui.map.web import WebMap

HOSTILE = PAYLOADS["img"]


@pytest.fixture
def partnered(desk: Desk, sample_file: Path, doors: ProgramDoors) -> MapPlace:
    """The plain map of a file whose first stop has two partners and one that left."""
    with doors.open(sample_file, write=True) as office:
        profile = derived_id("office", "profile")
        office.file.write(Action("Home", (Edit(profile, "office", {"home_state": "CA"}),)))
        site = next(str(v.id) for v in office.sites.all() if v.name.startswith("Madison"))
        for name, more in ((HOSTILE, {}), ("City of Pasadena", {}), ("Old Lab", {"until": "2011"})):
            case.add(office, "partnership", site, {"partner": name, **more})
    desk.open(sample_file)
    return open_map(desk)


def names(place: MapPlace) -> list[str]:
    return [row.name for row in place.list.model.rows]


def test_partners_stand_at_their_sites_and_in_the_list(desk: Desk, partnered: MapPlace) -> None:
    place, before = partnered, partnered.list.model.rows
    picture = place.plain.grab().toImage()
    wish(desk, place, "partners")
    assert place.stack.counts["partners"].text() == "1"
    assert place.plain.grab().toImage() != picture
    rows = place.list.model.rows[len(before) :]
    assert [row.name for row in rows] == ["Partners", "1.1 Madison Elementary"]
    assert rows[1].when == f"{HOSTILE}, City of Pasadena"  # as typed; who left is not named
    place.list.table.choose(len(before) + 1)
    assert place.plain.current == rows[1].mark  # the row is the site's
    words = make_figure(place.plain.drawing).words
    assert "Partners at sites." in words
    assert "City of Pasadena" in words
    desk.qtbot.keyClick(place.stack.boxes["partners"], Qt.Key.Key_Space)
    desk.until(lambda: place.list.model.rows == before)
    assert place.plain.drawing.over == []


def test_a_partner_added_elsewhere_is_drawn(
    desk: Desk, partnered: MapPlace, doors: ProgramDoors
) -> None:
    wish(desk, partnered, "partners")
    desk.window.session.write(
        lambda ws, _: ws.file.write(
            Action(
                "Add",
                (
                    Edit("a" * 32, "partner", {"name": "Grace Church"}),
                    Edit(
                        "b" * 32,
                        "partnership",
                        {"site": partnered.shown.marks[0].site, "partner": "a" * 32},
                    ),
                ),
            )
        )
    )
    desk.until(lambda: any("Grace Church" in row.when for row in partnered.list.model.rows))


def test_partners_that_the_map_cannot_show_are_listed(desk: Desk, partnered: MapPlace) -> None:
    place, before = partnered, partnered.list.model.rows

    def write(ws: Workspace, _: object) -> None:
        site, link = "b" * 32, "partnership"
        ws.file.write(
            Action(
                "Elsewhere",
                (
                    Edit("a" * 32, "partner", {"name": "Grace Church"}),
                    Edit("c" * 32, "partner", {"name": "Lab of Jets"}),
                    Edit(site, "site", {"name": "Old Mill", "city": "Nowhere"}),
                    Edit("d" * 32, link, {"site": site, "partner": "a" * 32}),
                ),
            )
        )

    desk.window.session.write(write)
    wish(desk, place, "partners")
    assert place.stack.counts["partners"].text() == "1"
    desk.until(lambda: len(place.list.model.rows) == len(before) + 4)
    head, _, mill, nowhere = place.list.model.rows[len(before) :]
    assert "1 site, 2 partners not on the map" in head.spoken
    assert (mill.name, mill.when) == (
        "Old Mill",
        "Grace Church; not on the map: the site has no point",
    )
    assert (nowhere.name, nowhere.when) == ("At no site yet", "Lab of Jets; not on the map")


def test_regions_have_lines_names_and_words(desk: Desk, partnered: MapPlace) -> None:
    place, before = partnered, partnered.list.model.rows
    wish(desk, place, "regions")
    assert place.stack.counts["regions"].text() == "11"
    (drawn,) = place.plain.drawing.over
    assert "North Coast" in {words for words, _ in drawn.codes}
    rows = place.list.model.rows[len(before) :]
    assert rows[0].name == "Regions"
    assert len(rows) == 12
    told = [row.spoken for row in rows]
    assert any("stop" in words and "1.1" in words for words in told)
    assert sum("no site" in words for words in told) > 0  # an empty one is said too
    assert "Regions: 11 regions." in make_figure(place.plain.drawing).words


def test_a_state_without_regions_says_so(
    desk: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    place = open_map_of(desk, sample_file, doors, home_state="NV")
    box = place.stack.boxes["regions"]
    box.setChecked(True)
    desk.until(lambda: not box.isChecked())
    assert "No regions are loaded" in desk.window.notices.words.text()


def test_the_panel_leaves_the_map_free_and_is_remembered(plain: MapPlace, sample: Desk) -> None:
    stack = plain.stack
    assert not stack.fold.isChecked()  # at 1280 x 720
    assert stack.panel.isHidden()
    assert sample.window.memory.map_layers_open is None
    stack.fold.setFocus()
    sample.qtbot.keyClick(stack.fold, Qt.Key.Key_Space)
    assert stack.panel.isVisible()
    assert sample.window.memory.map_layers_open is True
    assert stack.panel.width() <= stack.width() * 0.4
    assert not stack.panel.verticalScrollBar().isVisible()  # all of it is seen
    assert all(box.height() < 30 for box in stack.boxes.values())  # each on one line
    sample.qtbot.keyClick(stack.fold, Qt.Key.Key_Space)
    assert sample.window.memory.map_layers_open is False


@pytest.mark.web
def test_the_page_shows_both(
    desk: Desk, open_web: Callable[[Desk], WebMap], partnered: MapPlace
) -> None:
    web = open_web(desk)
    before = canvas_of(desk, web)
    wish(desk, partnered, "partners")
    desk.until(lambda: canvas_of(desk, web) != before)
    with_partners = canvas_of(desk, web)
    wish(desk, partnered, "regions")
    desk.until(lambda: ask(desk, web, "document.querySelectorAll('.code').length") > 0)
    labels = "JSON.stringify([].map.call(document.querySelectorAll('.code'), e => e.textContent))"
    told = json.loads(ask(desk, web, labels))
    assert set(told) <= {words for words, _ in partnered.plain.drawing.over[0].codes}
    desk.until(lambda: canvas_of(desk, web) not in (before, with_partners))
    partnered.stack.boxes["regions"].setChecked(False)
    desk.until(lambda: canvas_of(desk, web) == with_partners)
    partnered.stack.boxes["partners"].setChecked(False)
    desk.until(lambda: canvas_of(desk, web) == before)
    assert web.web.said == []
    assert web.blocker.refused == []
