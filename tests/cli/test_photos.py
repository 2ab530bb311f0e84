"""Photos at the terminal: taken in, described, given to the press."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.office import Terminal
from tests.pictures import picture

MORNING = "2013:10:14 09:41:07"


def test_a_day_of_photos_from_the_card_to_the_press(
    terminal: Terminal,
    sample_file: Path,
    tmp_path: Path,
) -> None:
    office, tour = sample_file, "Pathways"
    picture(tmp_path / "card" / "1.jpg", MORNING)
    picture(tmp_path / "card" / "2.jpg", "2013:10:14 19:30:00", seed=2)
    (tmp_path / "card" / "3.jpg").write_bytes(b"no picture")
    said = terminal("photos", office, "add", tour, tmp_path / "card")
    assert said.code == 3
    assert "1 photo added: 1 by time." in said.out
    assert "3.jpg is no picture that can be read." in said.out
    assert "2.jpg: taken at no stop of this tour." in said.out
    assert "The clock of Canon EOS 80D was taken as right" in said.out
    moved = terminal.ok("photos", office, "clock", "Canon EOS 80D", "--ahead-min", "-280")
    assert moved["moved"] == 1
    (row,) = terminal.ok("photos", office, "list", tour)["photos"]
    assert (row["site"], row["file"]) == ("Emerson Middle", "1.jpg")
    why = terminal("photos", office, "describe", row["photo"][:8], "--alt", "A hall", "--no-child")
    assert why.out == "Stays inside: The photo is not approved.\n"
    assert terminal("photos", office, "describe", row["photo"], "--approve").out == (
        "May go to the press.\n"
    )
    plan = ("photos", office, "points", row["photo"][:8])
    terminal.ok(*plan, "--add", "25,50 Bus bay", "--add", "75,50 Office", "--add", "50,9 Gate")
    drawn = terminal.ok(*plan, "--take-out", "2", "--out", tmp_path / "walk.jpg")
    assert [(p["number"], p["words"]) for p in drawn["points"]] == [(1, "Bus bay"), (2, "Gate")]
    with Image.open(drawn["file"]) as walk:
        assert walk.width == 240
        assert walk.height > 160, "the words stand below"
        assert not walk.getexif()
    assert "outside the picture" in terminal(*plan, "--add", "120,5 Moon").err
    assert "such as: 40,75" in terminal(*plan, "--add", "Bus bay").err
    assert "name of a file" in terminal(*plan, "--out", ".").err
    assert "at most 60" in terminal(*plan, *(("--add", "1,1") * 59)).err
    made = terminal.ok("photos", office, "pack", tour, "--out", tmp_path / "press")
    assert len(made["files"]) == 2
    terminal.ok("photos", office, "rule", "Emerson", "none", "--words", "ask the village")
    none = terminal("photos", office, "pack", tour, "--out", tmp_path / "none")
    assert none.out.startswith("No photo may go out.\nHeld back, 1.jpg: The site's rule: no photos")
    assert terminal("photos", office, "describe", "0000", "--approve").code == 1
