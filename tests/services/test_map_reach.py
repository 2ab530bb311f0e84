"""What the bus reaches in so many minutes: the same minutes as between the stops of a tour."""

from __future__ import annotations

from pathlib import Path

import pytest

from tourplanner.app import ProgramDoors
from tourplanner.core.errors import InputError
from tourplanner.core.geo import LatLon, great_circle_mi
from tourplanner.services.map_reach import _FASTEST_MPH, Reach

FRESNO = LatLon(36.7378, -119.7871)


def test_it_says_the_minutes_of_the_tour(doors: ProgramDoors, sample_file: Path) -> None:
    with doors.open(sample_file, write=True) as office:
        tour_id = office.tours.find("pathways")
        tour = office.tours.load(tour_id)
        travel = office.tours.travel(tour)
        places = [(stop.node.id, stop.node.point) for stop in tour.stops]
        nodes = [stop.node for stop in tour.stops]
        start = max(nodes, key=lambda n: max(great_circle_mi(n.point, p) for _, p in places))
        found = office.reach.reach(tour_id, start.point, 240, places, start.id)
        ours = {
            key: leg.off_peak_min
            for key, _ in places
            if key != start.id
            and (leg := travel.leg(start.id, key)) is not None
            and leg.off_peak_min <= 240
        }
        assert found.minutes == ours
        assert list(found.minutes.values()) == sorted(ours.values())
        minutes = next(iter(ours.values()))
        fewer = office.reach.reach(tour_id, start.point, max(minutes - 1, 5), places, start.id)
        assert len(fewer.minutes) < len(ours) or minutes <= 5
        # What somebody typed wins, there and back.
        far = next(key for key, _ in reversed(places) if key not in ours and key != start.id)
        office.tours.type_minutes(start.id, far, 20)
        typed = office.reach.reach(tour_id, start.point, 30, places, start.id)
        assert typed.minutes[far] == 20
        back = office.reach.reach(tour_id, dict(places)[far], 30, places, far)
        assert back.minutes[start.id] == 20


def test_the_outline_goes_around_and_no_farther_than_a_bus(
    doors: ProgramDoors,
    sample_file: Path,
) -> None:
    with doors.open(sample_file, write=False) as office:
        tour = office.tours.find("pathways")

        def reach(minutes: int) -> Reach:
            return office.reach.reach(tour, FRESNO, minutes, [])

        small, large = reach(20), reach(60)
    assert len(small.outline) == len(large.outline) == 36
    for at, beyond in zip(small.outline, large.outline, strict=True):
        near, far = great_circle_mi(FRESNO, at), great_circle_mi(FRESNO, beyond)
        assert near <= far <= _FASTEST_MPH * 1.02
    assert max(great_circle_mi(FRESNO, at) for at in large.outline) > 20
    assert large.outline[0].lat > FRESNO.lat  # north first
    assert large.outline[9].lon > FRESNO.lon  # then east


@pytest.mark.parametrize("minutes", [0, 4, 241])
def test_minutes_that_do_not_fit_are_said(
    doors: ProgramDoors,
    sample_file: Path,
    minutes: int,
) -> None:
    with doors.open(sample_file, write=False) as office:
        tour = office.tours.find("pathways")
        with pytest.raises(InputError, match="do not fit"):
            office.reach.reach(tour, FRESNO, minutes, [])
