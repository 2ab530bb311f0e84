"""Fractional ranks: an order that two laptops can both change without renumbering.

A rank is a string of the letters a to z that does not end in "a"; ranks compare as strings, and
between any two different ranks there is always another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_FIRST, _LAST = "a", "z"
_BASE = 26


def between(left: str | None, right: str | None) -> str:
    """Give a rank after ``left`` and before ``right``; None = no neighbor on that side.

    Raises
    ------
    ValueError : ``left`` is not before ``right``.
    """
    low, high = left or "", right
    if high is not None and low >= high:
        raise ValueError(f"no rank between {low!r} and {high!r}")
    rank = ""
    while True:
        place = len(rank)
        below = _digit(low, place)
        above = _digit(high, place) if high is not None else _BASE
        if above - below > 1:
            return rank + chr(ord(_FIRST) + (below + above) // 2)
        rank += chr(ord(_FIRST) + below)
        if above > below:
            high = None  # the prefix is already below right: only left bounds from here on


def spread(count: int) -> list[str]:
    """Give ``count`` ranks in order, with room between and around them."""
    width, room = 1, _BASE
    while room <= count + 1:
        width, room = width + 1, room * _BASE
    return [_word((k + 1) * room // (count + 1), width) for k in range(count)]


def reranked(order: Sequence[str], ranks: Mapping[str, str]) -> dict[str, str]:
    """Give new ranks to as few members as it takes for the ranks to follow an order.

    Parameters
    ----------
    order : all members, as they should stand. ranks : what they have now; some may have none.
    """
    keep = _longest_rise([(k, ranks[key]) for k, key in enumerate(order) if key in ranks])
    new: dict[str, str] = {}
    before: str | None = None
    for k, key in enumerate(order):
        if k in keep:
            before = ranks[key]
        else:
            after = next((ranks[order[j]] for j in range(k, len(order)) if j in keep), None)
            before = new[key] = between(before, after)
    return new


def _longest_rise(places: Sequence[tuple[int, str]]) -> set[int]:
    """Give the places of a longest run of rising ranks."""
    best: list[list[int]] = [[]]
    for at, (place, rank) in enumerate(places):
        runs = [best[0], *(best[j + 1] for j in range(at) if places[j][1] < rank)]
        longest = max(runs, key=len)
        best.append([*longest, place])
    longest = max(best, key=len)
    return set(longest)


def _digit(rank: str, place: int) -> int:
    return ord(rank[place]) - ord(_FIRST) if place < len(rank) else 0


def _word(number: int, width: int) -> str:
    letters = []
    for _ in range(width):
        number, digit = divmod(number, _BASE)
        letters.append(chr(ord(_FIRST) + digit))
    return "".join(reversed(letters)).rstrip(_FIRST) or chr(ord(_FIRST) + 1)
