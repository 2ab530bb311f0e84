"""The map as a picture: the numbers, colors and words of the map, and the same in words."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QImage

from tests.hostile import PAYLOADS
from tests.store.kit import put
from tests.ui.conftest import Desk
from tests.ui.map.conftest import mark_id, open_map
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit
from tourplanner.core.model.map_picture import PictureWish
from tourplanner.core.safe_text import one_line
from tourplanner.services.maps import MarkKind
from tourplanner.ui.map.ground import CREDIT
from tourplanner.ui.map.picture import unshown
from tourplanner.ui.map.place import MapPlace
from tourplanner.ui.tokens import LIGHT

SVG = "{http://www.w3.org/2000/svg}"


def save(desk: Desk, place: MapPlace, target: Path) -> Path:
    place.papers.save_picture_to(target)
    desk.until(lambda: target.with_suffix(".txt").exists())
    desk.settle()
    return target


def texts(path: Path) -> list[str]:
    root = ElementTree.parse(path).getroot()
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


def test_a_picture_that_scales_says_what_the_map_says(
    plain: MapPlace, sample: Desk, tmp_path: Path
) -> None:
    path = save(sample, plain, tmp_path / "map.svg")
    root = ElementTree.parse(path).getroot()
    assert root.get("role") == "img"
    assert root.get("viewBox").startswith("0 0 1200 ")
    again = QImage(str(path))  # drawn again it is all on the sheet
    assert again.pixelColor(again.width() * 11 // 12, 500) == QColor(LIGHT.land)
    assert again.pixelColor(again.width() - 8, 500) == QColor("white")
    assert root.find(f"{SVG}title").text == plain.shown.name
    shown = " ".join(texts(path))
    for mark in plain.shown.marks:
        if mark.kind is MarkKind.STOP:
            assert shown.count(mark.label) >= 2  # on the map and in the list
            assert mark.name in shown
    assert "Day 1: Mon, Oct 14" in shown
    assert "H: hotel" in shown
    assert "Dashed edge" in shown
    assert f"{CREDIT}" in shown
    assert any(words.endswith(" mi") and words[0].isdigit() for words in texts(path))
    markup = path.read_text("utf-8").lower()
    assert all(LIGHT.day(day).lower() in markup for day in (0, 1, 2))
    assert "<script" not in markup
    assert "http://" not in markup.replace("http://www.w3.org/", "")
    words = path.with_suffix(".txt").read_text("utf-8")
    assert words.startswith(f"Map: {plain.shown.name}. 7 stops on 3 days, in order:")
    assert "Stop 2.2, Parlier High, Parlier, Tue, Oct 15" in words
    assert root.find(f"{SVG}desc").text.strip() == words.strip()
    assert sample.window.notices.current.text.startswith("map.svg written")


def test_a_png_is_large_and_has_its_words(plain: MapPlace, sample: Desk, tmp_path: Path) -> None:
    plain.choose_tab(2)
    path = save(sample, plain, tmp_path / "map.png")
    image = QImage(str(path))
    assert image.width() == 2400
    words = image.text("Description")
    assert "3 stops on 1 day" in words
    assert "Stop 1.1" not in words
    day = QColor(LIGHT.day(1))
    places = ((x, y) for x in range(0, 2400, 5) for y in range(0, 1700, 5))
    assert any(image.pixelColor(x, y) == day for x, y in places)
    # It is all on the sheet: the map ends before the right edge, and the list before the lower one.
    white = QColor("white")
    assert all(image.pixelColor(2370, y) == white for y in range(0, image.height(), 7))
    assert all(image.pixelColor(x, image.height() - 20) == white for x in range(0, 2400, 7))


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_hostile_names_stand_in_it_as_they_are(
    desk: Desk, sample_file: Path, doors: ProgramDoors, tmp_path: Path, ending: str
) -> None:
    desk.open(sample_file)
    place = open_map(desk)
    sites = [mark.site for mark in place.shown.marks if mark.kind is MarkKind.STOP]
    names = [PAYLOADS[key] for key in ("img", "jinja", "direction", "quotes", "control", "xml")]
    edits = tuple(Edit(s, "site", {"name": n}) for s, n in zip(sites, names, strict=False))
    desk.window.session.write(lambda ws, _: ws.file.write(Action("Rename", edits)))
    desk.until(lambda: place.shown.mark(mark_id(place, "1.1")).name == names[0])
    path = save(desk, place, tmp_path / f"map.{ending}")
    said = path.with_suffix(".txt").read_text("utf-8")
    assert all(one_line(name) in said for name in names)
    if ending == "svg":
        root = ElementTree.parse(path).getroot()
        assert one_line(names[0])[:20] in " ".join(texts(path))
        assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
            "svg", "title", "desc", "defs", "g", "path", "polyline", "polygon", "rect", "circle",
            "ellipse", "text", "image", "clipPath", "linearGradient", "stop", "pattern", "use",
            "mask",
        }  # fmt: skip


def test_a_folder_that_is_gone_is_said(plain: MapPlace, sample: Desk, tmp_path: Path) -> None:
    plain.papers.save_picture_to(tmp_path / "gone" / "map.svg")
    sample.until(lambda: sample.window.notices.current is not None)
    assert "map.svg could not be written." in sample.window.notices.words.text()


def test_the_command_line_writes_the_same(
    plain: MapPlace, sample: Desk, sample_file: Path, doors: ProgramDoors, tmp_path: Path
) -> None:
    path = save(sample, plain, tmp_path / "window.svg")
    with doors.open(sample_file, write=False) as office:
        doors.draw_map(office, plain.shown.tour_id, tmp_path / "alone.svg", PictureWish())
    assert (tmp_path / "alone.txt").read_bytes() == path.with_suffix(".txt").read_bytes()
    assert texts(tmp_path / "alone.svg") == texts(path)
    # Only the outlines of letters may differ, by a thousandth of a pixel.
    one, other = (name.read_text("utf-8") for name in (path, tmp_path / "alone.svg"))
    assert len(one.splitlines()) == len(other.splitlines())


def test_letters_that_no_font_has_are_told(plain: MapPlace, sample: Desk, tmp_path: Path) -> None:
    nowhere = "\U0010fffd"  # for nobody's letters
    assert unshown(f"Trường Nguyễn, Núñez ≈ {nowhere}{nowhere}") == nowhere
    site = next(mark.site for mark in plain.shown.marks if mark.kind is MarkKind.STOP)
    named = {"name": f"School {nowhere}"}
    sample.window.session.write(lambda ws, _: put(ws.file, site, **named))
    sample.until(lambda: any(nowhere in mark.name for mark in plain.shown.marks))
    save(sample, plain, tmp_path / "scales.svg")  # its words stay text
    sample.until(lambda: sample.window.notices.words.text().startswith("scales.svg written"))
    assert "boxes" not in sample.window.notices.words.text()
    save(sample, plain, tmp_path / "map.png")
    sample.until(lambda: f"boxes in place of “{nowhere}”" in sample.window.notices.words.text())
