"""The picture of the map from the command line: what the window's "Save picture" writes."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.hostile import PAYLOADS
from tests.office import Terminal
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit

TOUR = "Pathways to Partnership"
SVG = "{http://www.w3.org/2000/svg}"


def texts(path: Path) -> str:
    root = ElementTree.parse(path).getroot()
    return "\n".join("".join(one.itertext()) for one in root.iter(f"{SVG}text"))


def test_a_picture_with_its_words(terminal: Terminal, sample_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "map.svg"
    told = terminal.ok("map", sample_file, TOUR, "--out", target)
    assert told["files"] == [str(target), str(tmp_path / "map.txt")]
    shown, words = texts(target), (tmp_path / "map.txt").read_text("utf-8")
    for label in ("1.1", "2.1", "3.1", "H: hotel", "Day 1: Mon, Oct 14", "OpenStreetMap"):
        assert label in shown
    assert words.startswith("Map: ")
    assert "Stop 1.1, Madison Elementary" in words
    again = tmp_path / "again.svg"
    terminal.ok("map", sample_file, TOUR, "--out", again)
    assert texts(again) == shown  # outlines of letters may differ by a thousandth of a pixel
    assert (tmp_path / "again.txt").read_text("utf-8") == words


def test_one_day_as_png_without_and_with_layers(
    terminal: Terminal, sample_file: Path, tmp_path: Path
) -> None:
    target = tmp_path / "Tuesday.PNG"
    terminal.ok(
        *("map", sample_file, TOUR, "--out", target, "--day", 2),
        *("--hide", "towns,candidates", "--show", "upper,partners"),
    )
    assert target.read_bytes().startswith(b"\x89PNG")
    words = (tmp_path / "Tuesday.txt").read_text("utf-8")
    assert "Stop 2.1" in words
    assert "Stop 1.1" not in words
    assert "Other site of the office" not in words
    assert "Upper chamber districts." in words
    assert "Partners: 0 sites." in words


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (("--day", 9), 1, "There is no day 9: the tour has 3 days."),
        (("--show", "rivers"), 1, "There is no layer “rivers”."),
        (("--audience", "press"), 2, "what the staff may see"),
        (("--show", "regions"), 0, ""),
    ],
)
def test_what_cannot_be_drawn_is_said(
    terminal: Terminal,
    sample_file: Path,
    tmp_path: Path,
    more: tuple[str, ...],
    code: int,
    words: str,
) -> None:
    told = terminal("map", sample_file, TOUR, "--out", tmp_path / "map.svg", *more)
    assert told.code == code, told.err
    assert words in told.err
    assert (tmp_path / "map.svg").exists() == (code == 0)
    assert terminal("map", sample_file, TOUR, "--out", tmp_path / "m.html", "--day", 1).code == 2


def test_hostile_names_are_drawn_as_they_are(
    terminal: Terminal, sample_file: Path, doors: ProgramDoors, tmp_path: Path
) -> None:
    with doors.open(sample_file, write=True) as office:
        site = next(str(v.id) for v in office.sites.all() if v.name.startswith("Madison"))
        office.file.write(Action("Name", (Edit(site, "site", {"name": PAYLOADS["img"]}),)))
    terminal.ok("map", sample_file, TOUR, "--out", tmp_path / "map.svg")
    assert PAYLOADS["img"][:20] in texts(tmp_path / "map.svg")
    assert "<img" not in (tmp_path / "map.svg").read_text("utf-8")
    assert PAYLOADS["img"] in (tmp_path / "map.txt").read_text("utf-8")
