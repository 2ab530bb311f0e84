"""Schools and sites at the terminal: named as lists print them, placed where they are."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.office import ACALANES, MADISON, Terminal

TOUR = "Pathways to Partnership"


def test_ids_that_an_answer_prints_are_taken_back(terminal: Terminal, sample_file: Path) -> None:
    for street in ("1 Elm St.", "2 Oak St."):
        words = ("--by-hand", "Twin Center", "--city", "Fresno", "--street", street)
        terminal.ok("candidates", sample_file, "add", *words)
    asks = terminal("note", sample_file, TOUR, "--stop", "Twin Center", "--text", "x")
    assert asks.code == 1
    printed = re.findall(r"\(([0-9a-f]{8})\)", asks.err)
    assert len(printed) == 2
    for short in printed:
        done = terminal.ok("stop", sample_file, TOUR, short, "--wish", "may")
        assert done["site"].startswith(short)
    listed = terminal("tour", sample_file, "list").out
    tour = re.findall(r"\(([0-9a-f]{8})\)", listed)[0]
    shown = terminal("tour", sample_file, "show", tour)
    assert shown.code == 0
    madison = next(line for line in shown.out.splitlines() if "Madison" in line)
    short = re.findall(r"\(([0-9a-f]{8})\)", madison)[0]
    done = terminal.ok("stop", sample_file, TOUR, short, "--visit-min", "45")
    same = terminal.ok("stop", sample_file, TOUR, MADISON, "--visit-min", "45")
    assert done["site"] == same["site"]
    assert terminal("stop", sample_file, TOUR, short[:5]).code == 1


def test_a_site_by_hand_in_another_state(terminal: Terminal, office_file: Path) -> None:
    for words in (("--city", "Kingman, AZ"), ("--city", "Kingman", "--state", "Arizona")):
        done = terminal.ok("candidates", office_file, "add", "--by-hand", "Desert Center", *words)
        assert terminal.ok("locate", office_file)["sites"] == [], words  # it has its town's point
        listed = terminal.ok("candidates", office_file, "list")["sites"]
        site = next(one for one in listed if one["site"] == done["added"][0])
        assert (site["city"], site["county"]) == ("Kingman", "Mohave")
        assert (site["lat"], site["lon"]) == (pytest.approx(35.2, abs=0.1), site["lon"])
    told = terminal(
        *("candidates", office_file, "add", "--by-hand", "Zip Center", "--city", "Kingman"),
        *("--state", "AZ", "--zip", "86401"),
    )
    assert "Zip Center: Kingman" in told.out
    for wrong in (("--state", "ZZ"), ("--zip", "8640")):
        refused = terminal("candidates", office_file, "add", "--by-hand", "X", *wrong)
        assert (refused.code, wrong[1] in refused.err) == (1, True)


@pytest.mark.parametrize("where", ["40.7128,-74.0060", "39.5296,-119.8138"])
def test_a_pin_in_another_state_asks_first(
    terminal: Terminal, office_file: Path, where: str
) -> None:
    words = ("candidates", office_file, "add", "--by-hand", "Center", "--city", "Fresno")
    site = terminal.ok(*words)["added"][0]
    asks = terminal("locate", office_file, "--site", site, "--point", where)
    assert asks.code == 1
    assert "not in California. Is that right?" in asks.err
    assert "--out-of-state" in asks.err
    assert terminal.ok("candidates", office_file, "list")["sites"][0]["precision"] == "town"
    terminal.ok("locate", office_file, "--site", site, "--point", where, "--out-of-state")
    placed = terminal.ok("candidates", office_file, "list")["sites"][0]
    assert f"{placed['lat']:.4f},{placed['lon']:.4f}" == where
    terminal.ok("locate", office_file, "--site", site, "--point", where)  # it is there by now


@pytest.mark.parametrize("where", ["0,0", "36.75,119.77", "51.5,-0.12"])
def test_a_pin_in_no_state_is_refused_whatever_is_said(
    terminal: Terminal, office_file: Path, where: str
) -> None:
    words = ("candidates", office_file, "add", "--by-hand", "Center", "--city", "Fresno")
    site = terminal.ok(*words)["added"][0]
    for more in ((), ("--out-of-state",)):
        refused = terminal("locate", office_file, "--site", site, "--point", where, *more)
        assert (refused.code, "lies in no state" in refused.err) == (1, True)
    assert terminal.ok("candidates", office_file, "list")["sites"][0]["precision"] == "town"


def test_a_picked_place_in_another_state_asks_first(terminal: Terminal, office_file: Path) -> None:
    words = ("candidates", office_file, "add", "--by-hand", "Center", "--city", "Springfield")
    site = terminal.ok(*words)["added"][0]
    picks = ("locate", office_file, "Springfield, IL", "--site", site, "--pick", "1")
    asks = terminal(*picks)
    assert (asks.code, "Illinois, not in California" in asks.err) == (1, True)
    terminal.ok(*picks, "--out-of-state")
    placed = terminal.ok("candidates", office_file, "list")["sites"][0]
    assert (placed["county"], placed["precision"]) == ("Sangamon", "town")


LETTER = """Hi all, here is the list

Here is the list of schools we talked about on Monday:
Madison Elementary, Pasadena
Sunrise Family Center, Fresno
The Call Center, Fresno

On Mon, Oct 7, 2013 at 9:00 AM Ana Ruiz <ana@example.org> wrote:
Please confirm by Friday. Thanks so much!
916-555-0100
Sent from my iPhone
"""


def test_the_words_of_a_letter_are_not_kept_as_sites(
    terminal: Terminal, office_file: Path, tmp_path: Path
) -> None:
    mail = tmp_path / "mail.txt"
    mail.write_text(LETTER, encoding="utf-8")
    none = tmp_path / "nv.tour"
    terminal.ok("new", none, "--state", "NV")
    for office, by_hand in ((office_file, 2), (none, 3)):  # with a directory and without one
        done = terminal.ok("import", office, "--list", mail, "--by-hand")
        assert done["skipped"] == [1, 3, 8, 9, 10, 11]
        assert len(done["by_hand_sites"]) == by_hand
        names = {site["name"] for site in terminal.ok("candidates", office, "list")["sites"]}
        assert names == {"Madison Elementary", "Sunrise Family Center", "The Call Center"}
    told = terminal("import", office_file, "--list", mail, "--by-hand").out
    assert "6 name no school and were not kept: line 1, 3, 8, 9, 10, 11." in told


def test_a_lost_leading_zero_is_put_back_aloud(terminal: Terminal, office_file: Path) -> None:
    adult, lost = ACALANES, ACALANES.removeprefix("0")
    listed = terminal("import", office_file, "--list", lost)
    assert listed.code == 0
    assert f"with the leading zero that it had lost: {adult}." in listed.out
    assert "[" in listed.out
    assert "a leading zero was put back" in listed.out
    terminal.ok("undo", office_file)
    added = terminal("candidates", office_file, "add", "--code", lost, MADISON)
    assert (added.code, f"A leading zero was put back: {adult}." in added.out) == (0, True)
    keys = {site["key"] for site in terminal.ok("candidates", office_file, "list")["sites"]}
    assert keys == {adult, MADISON}
    assert terminal.ok("candidates", office_file, "add", "--code", adult)["padded"] == []
    assert terminal.ok("candidates", office_file, "add", "--code", "62994004678")["padded"] == [
        "062994004678"  # Madison's national number
    ]


def test_unknown_codes_beside_known_ones_are_found_by_a_script(
    terminal: Terminal, office_file: Path
) -> None:
    some = terminal("candidates", office_file, "add", "--code", MADISON, "99999999999999", "--json")
    assert (some.code, some.data["unknown"]) == (3, ["99999999999999"])
    assert len(some.data["added"]) == 1
    assert terminal("candidates", office_file, "add", "--code", "99999999999999").code == 1


def test_refused_rows_keep_their_numbers_and_run_nothing(
    terminal: Terminal, office_file: Path, tmp_path: Path
) -> None:
    table, refused = tmp_path / "edge.csv", tmp_path / "refused.csv"
    table.write_text(
        "NCESSCH,LEAID,NAME,CITY,STATE,LAT,LON\n"
        '3.2E+11,3200001,"=HYPERLINK(1)",-2+3+cmd,NV,+39.5,-119.8\n'
        "320000100001,3200001,Fictitious Elementary,Reno,NV,39.5,-119.8\n",
        encoding="utf-8",
    )
    answer = terminal("import", office_file, "--directory", table, "--rejected", refused)
    assert answer.code == 3
    with refused.open(encoding="utf-8-sig", newline="") as rows:
        cells = list(csv.reader(rows))[1]
    assert cells[-2:] == ["+39.5", "-119.8"]
    assert "'=HYPERLINK(1)" in cells
    assert "'-2+3+cmd" in cells


def test_the_bus_bay_has_a_point_of_its_own(terminal: Terminal, office_file: Path) -> None:
    terminal.ok("candidates", office_file, "add", "--code", MADISON)
    where = ("locate", office_file, "--site", MADISON, "--spot", "bus-bay")
    for wrong in ((), ("--remove", "--point", "34.1,-118.1")):
        assert terminal(*where, *wrong).code == 2
    assert "6.9 mi from the point" in terminal(*where, "--point", "34.2588,-118.1398").err
    told = terminal(*where, "--point", "https://maps.google.com/?q=34.1592,-118.1401")
    assert told.out.strip() == "Set bus bay of Madison Elementary"
    (site,) = terminal.ok("candidates", office_file, "list")["sites"]
    assert site["spots"] == {"bus-bay": {"lat": 34.1592, "lon": -118.1401}}
    terminal.ok(*where, "--remove")
    assert terminal.ok("candidates", office_file, "list")["sites"][0]["spots"] == {}
