"""Story 6: press day. The press secretary makes advisory, itinerary and map, and issues them anew.

Logging what the newspapers wrote is not in it yet: there is no log of coverage.
"""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from icalendar import Calendar

from tests.office import MADISON, Terminal
from tests.papers_leaks import parts_of, text_of
from tourplanner.adapters.papers.pdf import page_count

TOUR = "Pathways to Partnership"
ADVISORY = ("--kind", "advisory", "--stop", MADISON)
# Hotels, cell phones, the driver, the closed meeting: as they stand in the sample.
PRIVATE = (
    *("Arroyo House", "Tower Inn", "Guadalupe Lodge", "626-555-0142", "559-555-0121"),
    *("626-555-0167", "916-555-0111", "559-555-0133", "Parents meet the senator", "Okafor"),
)


@pytest.fixture
def desk(terminal: Terminal, sample_file: Path, tmp_path: Path) -> tuple[Terminal, Path, Path]:
    return terminal, sample_file, tmp_path / "out"


def papers(terminal: Terminal, file: Path, out: Path, *words: str) -> dict[str, Path]:
    data = terminal.ok("papers", file, TOUR, "--out", out, *words)
    return {Path(name).suffix: Path(name) for name in data["files"]}


def test_press_day(desk: tuple[Terminal, Path, Path]) -> None:
    terminal, file, out = desk
    terminal.ok(
        *("words", file, TOUR, *ADVISORY),
        *("--set", "visuals=Tour bus at the curb; speakers with parents"),
        *("--set", "rsvp=By 3 p.m. Friday, Oct. 11"),
    )
    data = terminal.ok("papers", file, TOUR, *ADVISORY, "--out", out)
    made = {Path(name).suffix: Path(name) for name in data["files"]}
    itinerary = papers(terminal, file, out, "--kind", "press-itinerary")
    terminal.ok("map", file, TOUR, "--audience", "press", "--out", out / "map.html")

    # One page, with what an editor looks for.
    assert page_count(made[".pdf"].read_bytes()) == 1
    text = made[".txt"].read_text("utf-8")
    for part in ("9:30-11 a.m. PDT", "Madison Elementary, Auditorium", "916-555-0100", "Tour bus"):
        assert part in text
    assert data["cautions"] == []
    assert data["told"] == [
        "Send it on Monday, Sept. 30 (14 days before); Monday, Oct. 7 (7 days before); "
        "Friday, Oct. 11 (2 days before is Saturday, Oct. 12)."
    ]

    # Hotel, cell phones and the closed meeting are in no byte; what was held back names them.
    files = [*made.values(), *itinerary.values(), out / "map.html"]
    suffixes = {path.suffix for path in files}
    assert suffixes == {".pdf", ".docx", ".html", ".txt", ".md", ".xlsx", ".csv", ".ics"}
    for path in files:
        whole = b"\n".join(parts_of(path.read_bytes()))
        assert not [word for word in PRIVATE if word.encode() in whole], path.name
    held = {one["what"] for one in data["withheld"]}
    assert {"Parents meet the senator", "Driver's cell phone"} <= held
    assert any("Tower Inn" in what for what in held)
    assert any(what.startswith("Host's cell phone") for what in held)

    # Other programs read the Word file and the calendar.
    read = docx.Document(str(itinerary[".docx"]))
    assert [p.style.name for p in read.paragraphs if p.style].count("Heading 1") == 1
    events = Calendar.from_ical(itinerary[".ics"].read_bytes()).walk("VEVENT")
    first = min(event["DTSTART"].dt for event in events)
    assert first.strftime("%Y-%m-%d %H:%M %Z") == "2013-10-14 09:30 PDT"


def test_a_wrong_district_is_caught_against_the_map(desk: tuple[Terminal, Path, Path]) -> None:
    terminal, file, out = desk
    title = "headline=Senator Liu of the 52nd District opens tour"
    terminal.ok("words", file, TOUR, *ADVISORY, "--set", title)
    data = terminal.ok("papers", file, TOUR, *ADVISORY, "--format", "txt", "--out", out)
    (caught,) = [text for text in data["cautions"] if "52nd District" in text]
    assert "The office profile says 25" in caught
    assert "Senate District 25" in caught, "of the lines in force on the day"


def test_a_moved_time_gives_an_updated_issue_and_names_who_holds_the_old_one(
    desk: tuple[Terminal, Path, Path],
) -> None:
    terminal, file, out = desk
    first = papers(terminal, file, out, *ADVISORY, "--format", "txt,pdf")
    terminal.ok("sent", file, TOUR, *ADVISORY, "--to", "City desk; Radio 89.3")
    terminal.ok("stop", file, TOUR, MADISON, "--pin", "2013-10-14 9:45")
    terminal.ok("stop", file, TOUR, MADISON, "--confirmed-by", "Principal, by e-mail")  # once more
    terminal.ok("stop", file, TOUR, "Emerson Middle", "--window", "9:00-15:00")  # comes later too
    data = terminal.ok("papers", file, TOUR, *ADVISORY, "--format", "txt,pdf", "--out", out)
    second = {Path(name).suffix: Path(name) for name in data["files"]}
    assert second[".txt"].name == "2013-10-14 Media advisory Madison Elementary v2.txt"
    text = " ".join(second[".txt"].read_text("utf-8").split())
    change = "Community schools kick-off: time now 9:45-11:15 a.m., was 9:30-11 a.m."
    assert text.count("UPDATED") == 1
    assert change in text
    assert change in " ".join(text_of(second[".pdf"].read_bytes()).split())
    note = text.split("UPDATED")[1].split("CONTACT")[0]
    assert note.count("now") == 1, "one line changed"
    assert data["told"][0] == "2 readers hold version 1: City desk, Radio 89.3. Tell them."
    assert "UPDATED" not in first[".txt"].read_text("utf-8")
    # Who got the new one holds the old one no longer; asked again, the issue is the same.
    terminal.ok("sent", file, TOUR, *ADVISORY, "--to", "City desk")
    again = terminal.ok("papers", file, TOUR, *ADVISORY, "--format", "txt", "--out", out)
    assert again["told"][0] == "1 reader holds version 1: Radio 89.3. Tell them."
    assert Path(again["files"][0]) == second[".txt"]
