"""The shortlist keeps what must stay and takes the best of the rest."""

from __future__ import annotations

from dataclasses import replace

from tests.planner.generated import node, random_tour, stop
from tests.planner.test_search import open_all_day
from tourplanner.core.checks.leftout import untried_words
from tourplanner.core.model.tour import Tour
from tourplanner.planner.prefilter import PER_REGION, shortlist


def wide_tour(count: int = 400) -> Tour:
    """Sites on a grid around the start, scores all over, five regions."""
    stops = tuple(
        stop(
            node(f"s{k:04d}", 34 + (k % 20) / 5, -121 + (k // 20) / 5),
            open_all_day(2) if k % 10 else ((), ()),
            score=(k * 37) % 101,
            wish="must" if k == 399 else "may",
            region=f"Region {k % 5}",
        )
        for k in range(count)
    )
    base = random_tour(1)
    return replace(
        base,
        days=2,
        start=node("start", 34, -121),
        end=node("end", 34.2, -121),
        hotels=(node("h", 34.1, -121),),
        stops=stops,
    )


def test_a_short_list_stays_as_it_is() -> None:
    tour = wide_tour(80)
    assert shortlist(tour, 100) is tour


def test_musts_fixed_and_confirmed_stay() -> None:
    tour = wide_tour()
    stops = list(tour.stops)
    stops[21] = replace(stops[21], fixed_day=1, score=0)
    stops[398] = replace(stops[398], confirmed=True, score=0)
    short = shortlist(replace(tour, stops=tuple(stops)), 100)
    kept = {one.id for one in short.stops}
    assert {stops[21].id, stops[398].id, stops[399].id} <= kept
    assert len(short.stops) == 100


def test_every_region_keeps_its_best() -> None:
    short = shortlist(wide_tour(), 100)
    for k in range(5):
        assert sum(one.region == f"Region {k}" for one in short.stops) >= PER_REGION


def test_near_and_high_scores_come_first_and_closed_sites_last() -> None:
    tour = wide_tour()
    short = shortlist(tour, 150)
    kept = {one.id for one in short.stops}
    assert all(any(one.windows) or one.wish == "must" for one in short.stops)
    left = [one for one in tour.stops if one.id not in kept and any(one.windows)]
    mean_kept = sum(one.score for one in short.stops) / len(short.stops)
    assert mean_kept > sum(one.score for one in left) / len(left) + 10


def test_the_order_of_the_candidates_is_kept_and_the_same_twice() -> None:
    tour = wide_tour()
    short = shortlist(tour, 120)
    places = [tour.stops.index(one) for one in short.stops]
    assert places == sorted(places)
    assert shortlist(tour, 120) == short


def test_who_is_not_on_the_list_is_counted() -> None:
    tour = wide_tour()
    short = shortlist(tour, 120)
    assert short.untried == 280
    words = untried_words(short)
    assert words.startswith("280 more sites that may be seen were not tried: the 120 that were")
    assert untried_words(tour) == ""


def test_what_stands_in_a_plan_or_is_not_wanted_stays() -> None:
    tour = wide_tour()
    stops = list(tour.stops)
    stops[5] = replace(stops[5], wish="not")
    worst = [s.id for s in tour.stops if s.id not in {k.id for k in shortlist(tour, 50).stops}][:3]
    short = shortlist(replace(tour, stops=tuple(stops)), 50, worst)
    kept = {one.id for one in short.stops}
    assert {*worst, stops[5].id} <= kept
    assert len(kept) == 51


def test_many_places_to_sleep_do_not_scatter_the_list() -> None:
    """Sites on the line between two far hotels are on no way that a tour of two days goes."""
    around = [node(f"a{k}", 34 + k % 8 / 50, -121 + k // 8 / 50) for k in range(60)]
    between = [node(f"b{k}", 36 + k / 30, -119 - k / 15) for k in range(60)]
    stops = tuple(
        stop(place, open_all_day(2), score=80 if place in between else 70)
        for place in (*around, *between)
    )
    hotels = (node("h", 34.1, -121), node("far", 36, -119), node("farther", 38, -123))
    tour = replace(wide_tour(), hotels=hotels, stops=stops)
    short = shortlist(tour, 60)
    assert sum(one.node in around for one in short.stops) > 50
