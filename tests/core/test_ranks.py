from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tourplanner.core.ranks import between, spread


@given(st.lists(st.integers(0, 1000), max_size=60))
def test_a_stop_moved_anywhere_keeps_the_order_of_the_others(places: list[int]) -> None:
    order: list[str] = []
    for place in places:
        at = place % (len(order) + 1)
        left = order[at - 1] if at else None
        right = order[at] if at < len(order) else None
        order.insert(at, between(left, right))
    assert order == sorted(order)
    assert len(set(order)) == len(order)


@given(st.integers(0, 2000))
def test_spread_ranks_are_in_order_with_room_between(count: int) -> None:
    ranks = spread(count)
    assert ranks == sorted(set(ranks))
    assert len(ranks) == count
    for left, right in pairwise(ranks):
        assert left < between(left, right) < right
