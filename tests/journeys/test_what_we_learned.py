"""Story 10: what we learned. The inventory of a site, its gaps and doubles, and the matrix.

Findings with policy options, and the codebook, are not in it yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.at_school import Stop, at_madison
from tourplanner.app import ProgramDoors
from tourplanner.core.model.practice import PracticeFilter
from tourplanner.services import case
from tourplanner.services.case import partners, read_case
from tourplanner.services.selection import read_selection

AFTER = date(2013, 11, 1)
INVENTORY: tuple[tuple[str, dict[str, str]], ...] = (
    ("partnership", {"partner": "Jet Propulsion Laboratory", "words": "Explains science"}),
    ("partnership", {"partner": "Innovate Pasadena", "words": "Computer science academy"}),
    (
        "service",
        {"words": "Summer jobs", "code": "YEM", "change": "expanded", "partner": "Chamber"},
    ),
    ("service", {"words": "Jobs in July", "code": "YEM", "change": "new", "partner": "City"}),
    ("service", {"words": "Family Center", "code": "CM", "change": "existing"}),
    ("funding", {"words": "Healthy Start", "source": "CDE", "as_of": "2004"}),
    (
        "survey",
        {
            "words": "What local parents need",
            "instrument": "Early Development Instrument",
            "partner": "UCLA",
            "when": "2013",
            "answers": "212",
            "source": "UCLA with First 5 LA",
        },
    ),
    (
        "joint_plan",
        {
            "words": "School/City/Community Work Plan",
            "bodies": "City Council; Board of Education",
            "adopted": "Feb 2013",
            "first_year": "2013",
            "last_year": "2016",
            "as_of": "2013",
            "source": "The plan itself",
        },
    ),
    (
        "indicator",
        {
            "area": "Attendance",
            "strategy": "Calls home",
            "words": "Chronic absence",
            "unit": "%",
            "better": "down",
            "baseline": "14",
            "baseline_year": "2012-13",
            "target": "9",
            "target_year": "2016",
            "as_of": "2013",
            "source": "District",
        },
    ),
    ("need", {"words": "Early childhood", "code": "EC-PRE", "as_of": "2013", "source": "UCLA"}),
    ("need", {"words": "Eviction", "code": "HOU-EVI", "as_of": "2013", "source": "Coordinator"}),
    ("service", {"words": "Keep your home", "code": "HOU-EVI", "change": "existing"}),
)


@pytest.fixture
def told(sample_file: Path, doors: ProgramDoors) -> Iterator[Stop]:
    """Madison with its inventory, as somebody types it line by line."""
    with at_madison(sample_file, doors) as stop:
        for kind, typed in INVENTORY:
            case.add(stop.office, kind, stop.site, typed)
        yield stop


def test_a_need_without_a_service_and_a_doubled_service(told: Stop) -> None:
    found = read_case(told.office, told.site, AFTER)
    assert found.findings == (
        "Gap: Early childhood (2013 · UCLA), and no service here.",
        "Double: Summer and youth employment, 2 services: City, Chamber.",
    )
    details = {entry.words: entry.detail for entry in found.entries}
    assert "Feb 2013" in details["School/City/Community Work Plan"]
    assert "2013 to 2016" in details["School/City/Community Work Plan"]
    assert details["Chronic absence"] == (
        "Attendance; Calls home; from 14% (2012-13), aim 9% (2016)"
    )
    assert "n = 212" in details["What local parents need"]
    names = {row.name for row in partners(told.office)}
    assert names >= {"Jet Propulsion Laboratory", "Innovate Pasadena", "UCLA"}


def test_the_matrix_leads_to_what_stands_in_its_cells(told: Stop) -> None:
    selection = read_selection(told.office, told.tour)
    needs = selection.matrix("needs")
    row = next(k for k, (site, _) in enumerate(needs.rows) if site == told.site)
    cells = {c.code: cell for c, cell in zip(needs.columns, needs.cells[row], strict=True)}
    assert cells["needs/EC-PRE"].words == "gap"
    assert cells["needs/HOU-EVI"].words == "met"
    assert cells["needs/YEM"].words == "2 services"
    practices = selection.matrix("practices")
    (cell,) = (
        cell
        for c, cell in zip(practices.columns, practices.cells[row], strict=True)
        if c.code == "practices/ISS"
    )
    kinds = {known.kind for known in cell.entries}
    assert kinds >= {"note", "practice"}, "each excerpt leads back to its record"
    assert all(known.record for known in cell.entries if known.kind != "site")


def test_cards_without_new_money_are_filtered(told: Stop) -> None:
    practices = told.office.practices
    (first, *_) = practices.rows()
    practices.change(first.id, {"new_money": "none"})
    assert first.id in {row.id for row in practices.rows(PracticeFilter(no_new_money=True))}
