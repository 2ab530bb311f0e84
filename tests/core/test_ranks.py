from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tourplanner.core.ranks import between, reranked, spread

RANKS = st.text("abyz", min_size=1, max_size=3).filter(lambda rank: not rank.endswith("a"))


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


@given(st.permutations(list("abcdefgh")), st.dictionaries(st.sampled_from("abcdefgh"), RANKS))
def test_any_order_is_reached_with_few_new_ranks(order: list[str], ranks: dict[str, str]) -> None:
    new = reranked(order, ranks)
    after = [new.get(key) or ranks[key] for key in order]
    assert after == sorted(set(after))
    if all(key in ranks for key in order):
        assert len(new) < len(order)  # at least one stays


def test_one_stop_that_moves_changes_one_rank() -> None:
    ranks = dict(zip("abcdef", spread(6), strict=True))
    assert set(reranked(list("bcdeaf"), ranks)) == {"a"}
    assert set(reranked(list("fabcde"), ranks)) == {"f"}
    assert reranked(list("abcdef"), ranks) == {}
