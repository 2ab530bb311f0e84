"""Along the way: what is offered really fits, costs what it says, and brings what is lacking."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office import Terminal
from tourplanner.app import ProgramDoors
from tourplanner.core.arranging import move
from tourplanner.core.errors import InputError, PlanningError
from tourplanner.services.tours import stop_id

YOSEMITE, ALVIEW = "10621666061204", "20651776023865"
LOOSE = "Loose"


@pytest.fixture
def planned(terminal: Terminal, office_file: Path) -> Path:
    """Two days with room, from Fresno to Sacramento."""
    terminal.ok("candidates", office_file, "add", "--code", YOSEMITE, ALVIEW)
    terminal.ok(
        *("tour", office_file, "new", LOOSE, "--from", "2026-03-02", "--days", "2"),
        *("--start", "Fresno", "--end", "Sacramento", "--hotel", "Merced", "--party", "30"),
    )
    for code in (YOSEMITE, ALVIEW):
        terminal.ok("stop", office_file, LOOSE, code, "--wish", "must")
    terminal.ok("plan", office_file, LOOSE, "--effort", "quick")
    return office_file


def test_what_is_offered_fits_and_costs_what_it_says(terminal: Terminal, planned: Path) -> None:
    with ProgramDoors().open(planned, write=True) as office:
        tour = office.tours.find(LOOSE)
        found = office.along.look(tour, 20)
        before = office.arranging.current(tour)
        assert found
        assert len({one.row.key for one in found}) == len(found)
        assert {YOSEMITE, ALVIEW}.isdisjoint(one.row.key for one in found)
        assert [-len(one.brings) for one in found] == sorted(-len(one.brings) for one in found)
        for one in (found[0], found[-1]):
            (site,) = office.sites.add_from_directory([one.row.key]).added
            office.tours.mark(tour, [site], "may")
            now = office.arranging.current(tour)
            place = now.best_place(stop_id(tour, site))
            assert place is not None
            with_it = now.tried(move(now.plan, stop_id(tour, site), *place).plan).planned
            old = before.planned.schedules[one.day]
            assert place[0] == one.day
            added = with_it.schedules[one.day].guest_drive_min - old.guest_drive_min
            assert added == one.added_min <= 20
            assert with_it.schedules[one.day].rows[place[1]].start_at == one.start_at
            assert not with_it.errors


def test_conditions_choose_and_fewer_minutes_give_fewer(terminal: Terminal, planned: Path) -> None:
    def keys(*words: str) -> set[str]:
        found = terminal.ok("along", planned, LOOSE, "--limit", "1000", *words)
        assert found["total"] == len(found["schools"])
        return {one["key"] for one in found["schools"]}

    merced = ("--where", "county = 'Merced'")
    few, many = keys("--minutes", "5", *merced), keys("--minutes", "15", *merced)
    assert few < many
    assert keys("--minutes", "15", "--where", "county = 'Modoc'") == set()
    told = terminal("along", planned, LOOSE, "--where", "county = 'Modoc'")
    assert "No school of the directory fits beside these days" in told.out


def test_without_a_plan_or_with_odd_minutes_it_says_so(terminal: Terminal, planned: Path) -> None:
    terminal.ok(
        *("tour", planned, "new", "Bare", "--from", "2026-03-02", "--days", "1"),
        *("--start", "Fresno"),
    )
    with ProgramDoors().open(planned, write=False) as office:
        loose, bare = office.tours.find(LOOSE), office.tours.find("Bare")
        with pytest.raises(InputError, match="0 minutes"):
            office.along.look(loose, 0)
        with pytest.raises(PlanningError):
            office.along.look(bare, 20)
