"""Choosing the sites: the matrix, what the chosen ones lack, and why the others were not chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.at_school import Stop
from tests.office import ACALANES, ALVIEW, BONNY_DOON, MADISON, Terminal
from tests.store.kit import put
from tourplanner.app import ProgramDoors
from tourplanner.core.errors import Cancelled
from tourplanner.core.model.pivot import Pivot
from tourplanner.core.model.selection import Known, Selection
from tourplanner.services.selection import read_selection

FOUR = (MADISON, ALVIEW, BONNY_DOON, ACALANES)


@pytest.fixture
def four(terminal: Terminal, office_file: Path) -> Path:
    """Four candidates: one marked must, one not, one dropped, one asked."""
    terminal.ok("candidates", office_file, "add", "--code", *FOUR)
    terminal.ok(
        *("tour", office_file, "new", "October", "--from", "2013-10-14"),
        *("--days", "1", "--start", "Pasadena"),
    )
    terminal.ok("stop", office_file, "October", MADISON, "--wish", "must")
    terminal.ok("stop", office_file, "October", ALVIEW, "--wish", "not")
    words = ("--to", "dropped", "--why", "Too far for one day")
    terminal.ok("candidates", office_file, "step", "--code", BONNY_DOON, *words)
    terminal.ok("candidates", office_file, "step", "--code", ACALANES, "--to", "asked")
    return office_file


def read(path: Path, doors: ProgramDoors, tour: str = "October") -> Selection:
    with doors.open(path, write=False) as office:
        return read_selection(office, office.tours.find(tour) if tour else "")


def words_of(pivot: Pivot[Known]) -> dict[str, dict[str, str]]:
    return {
        name: {c.label: cell.words for c, cell in zip(pivot.columns, cells, strict=True)}
        for (_, name), cells in zip(pivot.rows, pivot.cells, strict=True)
    }


def test_the_chosen_are_those_that_the_tour_sees(at: Stop) -> None:
    selection = read_selection(at.office, at.tour)
    assert selection.chosen[0].label == "1.1 Madison Elementary"
    assert selection.set_words == f"{len(selection.chosen)} sites chosen for {selection.tour}"
    told = {pick.view.name: pick.why_not for pick in selection.picks}
    assert told["Madison Elementary"] == ""
    left = [why for why in told.values() if why.startswith("Left out of the plan: ")]
    assert len(left) == len(selection.picks) - len(selection.chosen), "the planner's own sentence"


def test_each_reason_not_to_be_chosen_is_told(four: Path, doors: ProgramDoors) -> None:
    selection = read(four, doors)
    assert {pick.view.name: pick.why_not for pick in selection.picks} == {
        "Madison Elementary": "",
        "Alview Elementary": "Marked: not this tour",
        "Bonny Doon Elementary": "Dropped: Too far for one day",
        "Acalanes Adult Education Center": "Asked, no answer yet",
    }
    assert [pick.view.name for pick in selection.compared] == ["Madison Elementary"]


def test_what_the_set_lacks_names_who_would_fill_it(four: Path, doors: ProgramDoors) -> None:
    lacks = {one.measure: one for one in read(four, doors).lacks()}
    assert lacks["grades"].words == "No grades 6-8, 9-12 or Adult"
    assert lacks["grades"].fills == ("Acalanes Adult Education Center",)
    assert lacks["county"].words == "No site in 57 of 58 counties"
    assert lacks["county"].fills == ("Acalanes Adult Education Center", "Alview Elementary")
    assert lacks["practices"].words == "Practices: not known of any of them"
    assert lacks["meals"].fills == ("Alview Elementary",), "a dropped one is not offered"
    assert "Candidates that would fill it: Alview Elementary." in lacks["meals"].sentence


def test_without_a_tour_all_that_are_not_dropped_are_compared(
    four: Path, doors: ProgramDoors
) -> None:
    selection = read(four, doors, tour="")
    assert selection.set_words == "3 candidates; none is chosen yet"
    (grades,) = (one for one in selection.lacks() if one.measure == "grades")
    assert grades.words == "No grades 6-8 or 9-12"


def test_unknown_is_not_no(four: Path, doors: ProgramDoors) -> None:
    cells = words_of(read(four, doors).matrix(everybody=True))
    madison = cells["Madison Elementary"]
    assert madison["Grades 1-5"] == "K-5"
    assert madison["Grades 9-12"] == "no"
    assert madison["Low-income meals 75% and over"] == "96.7%"
    assert madison["Integrated student supports"] == "unknown"
    assert cells["Acalanes Adult Education Center"]["Low-income meals under 50%"] == "unknown"


def test_the_sums_count_sites_and_wide_measures_show_what_is_touched(
    four: Path, doors: ProgramDoors
) -> None:
    selection = read(four, doors)
    county = selection.matrix("county", everybody=True)
    assert [column.label for column in county.columns] == [
        "Contra Costa",
        "Los Angeles",
        "Madera",
        "Santa Cruz",
    ]
    assert county.unit == "site"
    assert [county.column_sum(k) for k in range(4)] == [1, 1, 1, 1]
    assert [known.site for known in selection.would_fill("county/Madera")] == [
        pick.id for pick in selection.picks if pick.view.name == "Alview Elementary"
    ]
    assert len(selection.matrix("lower", everybody=True).columns) == 4, "the lines of 2013 ship"
    (seats,) = (one for one in selection.lacks() if one.measure == "lower")
    assert seats.words == "No site in 79 of 80 Assembly Districts"
    assert seats.sentence.startswith("No site in 79 of 80 Assembly Districts: 1–40, 42–80. ")


def test_a_practice_is_shown_by_cards_notes_and_tags(at: Stop) -> None:
    selection = read_selection(at.office, at.tour)
    before = words_of(selection.matrix("practices"))["1.1 Madison Elementary"]
    assert before["Integrated student supports"] != "unknown"
    at.office.sites.add_tag([at.site], "Family center")
    after = read_selection(at.office, at.tour)
    assert (
        words_of(after.matrix("practices"))["1.1 Madison Elementary"]["Family center"] == "tagged"
    )
    (lack,) = (one for one in after.lacks() if one.measure == "practices")
    assert "Extended learning time and opportunities" in lack.names
    assert "Family center" not in lack.names


def test_the_matrix_at_the_terminal(terminal: Terminal, four: Path) -> None:
    data = terminal.ok("matrix", four, "October", "--by", "grades")
    assert [column["label"] for column in data["columns"]] == ["P-K", "1-5", "6-8", "9-12", "Adult"]
    assert [(row["name"], row["cells"]) for row in data["rows"]] == [
        ("Madison Elementary", ["K-5", "K-5", "no", "no", "no"])
    ]
    assert {one["name"]: one["why"] for one in data["not_chosen"]}["Alview Elementary"] == (
        "Marked: not this tour"
    )
    shown = terminal("matrix", four, "October").out
    assert "No grades 6-8, 9-12 or Adult" in shown
    assert "Bonny Doon Elementary: Dropped: Too far for one day" in shown
    wrong = terminal("matrix", four, "--by", "weather")
    assert wrong.code == 1
    assert "grades" in wrong.err


def test_the_shortlist_at_the_terminal(terminal: Terminal, four: Path) -> None:
    data = terminal.ok("candidates", four, "shortlist", "--tour", "October")
    assert [(one["name"], one["ladder"]) for one in data["sites"]] == [
        ("Acalanes Adult Education Center", "asked"),
        ("Madison Elementary", "idea"),
        ("Alview Elementary", "idea"),
        ("Bonny Doon Elementary", "dropped"),
    ]
    assert data["sites"][-1]["why_not"] == "Dropped: Too far for one day"
    nobody = terminal("candidates", four, "step", "--to", "yes")
    assert nobody.code == 1
    undone = terminal.ok("undo", four)
    assert undone["undone"] == "Mark 1 sites asked"


def test_the_list_of_candidates_has_their_districts(terminal: Terminal, four: Path) -> None:
    sites = terminal.ok("candidates", four, "list")["sites"]
    madison = next(one for one in sites if one["key"] == MADISON)
    kinds = {one["kind"]: one["label"] for one in madison["districts"]}
    assert set(kinds) == {"upper", "lower", "congress"}
    assert kinds["upper"] in terminal("candidates", four, "list").out


def test_a_selection_is_read_anew_only_where_something_changed(at: Stop) -> None:
    told: list[str] = []

    def progress(done: int, total: int, words: str) -> None:
        told.append(words)

    first = read_selection(at.office, at.tour, progress)
    assert set(told) <= {"Comparing the candidates"}
    told.clear()
    assert read_selection(at.office, at.tour, progress) is first
    assert not told, "nothing was read"
    site = first.picks[0].id
    put(at.office.file, site, city="Elsewhere")
    after = read_selection(at.office, at.tour, progress)
    assert told
    assert next(pick for pick in after.picks if pick.id == site).view.city == "Elsewhere"
    at.office.undo.undo()
    again = read_selection(at.office, at.tour)
    assert again.picks == first.picks


def test_a_comparison_can_be_cancelled_and_leaves_nothing_half_read(at: Stop) -> None:
    def stop(done: int, total: int, words: str) -> None:
        if done == 2:
            raise Cancelled

    put(at.office.file, read_selection(at.office, at.tour).picks[0].id, city="Somewhere else")
    with pytest.raises(Cancelled):
        read_selection(at.office, at.tour, stop)
    cities = {pick.view.city for pick in read_selection(at.office, at.tour).picks}
    assert "Somewhere else" in cities
