"""How long a party takes to get on and off the bus."""

from __future__ import annotations


def boarding_min(people: int, lift_users: int = 0, luggage: bool = False) -> int:
    """Give the minutes that a party needs to board.

    Source
    ------
    domain.md section 3: max(5, ceil(3 + 0.15 x people)) + 8 per lift user + 10 with luggage; 20
    people 6, 40 people 9, 56 people 12.
    """
    walk = -((-300 - 15 * people) // 100)
    return max(5, walk) + 8 * lift_users + (10 if luggage else 0)


def alighting_min(boarding: int) -> int:
    """Give the minutes that a party needs to get off: two thirds of boarding, rounded up."""
    return -(-2 * boarding // 3)
