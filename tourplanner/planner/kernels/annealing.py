"""The search itself: ruin and recreate with simulated annealing, in chunks."""

from __future__ import annotations

import numpy as np

from tourplanner.planner.kernels.arrays import (
    ACCEPT_STEPS,
    BEST,
    CHOOSE_PERCENT,
    COOLING_STEPS,
    FORCE_PERCENT,
    GOAL,
    HOTEL_PERCENT,
    ITERATION,
    TOTAL,
    VALUE,
)
from tourplanner.planner.kernels.chance import draw
from tourplanner.planner.kernels.compiling import compiled
from tourplanner.planner.kernels.days import nights_hold, walk_day, worth
from tourplanner.planner.kernels.drafts import keep_best, restore, save
from tourplanner.planner.kernels.hotels import choose_hotels, move_hotel
from tourplanner.planner.kernels.insertion import recreate
from tourplanner.planner.kernels.removal import force, ruin


@compiled
def open_search(n, draft, memory, limit):
    """Fill the first draft; the nights hold already. Gives whether every day holds."""
    for day in range(draft.counts.shape[0]):
        if not walk_day(n, draft, day):
            return False
    if not nights_hold(n, draft):
        return False
    save(draft, memory)
    recreate(n, draft, memory, limit, np.bool_(True))
    memory.tally[VALUE] = worth(n, draft, memory.regions)
    keep_best(draft, memory, memory.tally[VALUE])
    return True


@compiled
def search_chunk(n, draft, memory, iterations, limit):
    """Run iterations of ruin and recreate with simulated annealing; gives how many are done.

    Stops early, at the same iteration whatever the chunks, once the goal is reached.
    """
    days = draft.counts.shape[0]
    rng = memory.rng
    tally = memory.tally
    hotels = n.hotels.shape[0]
    for _ in range(iterations):
        if tally[ITERATION] >= tally[TOTAL] or tally[BEST] >= tally[GOAL]:
            break
        heat = memory.cooling[COOLING_STEPS * tally[ITERATION] // tally[TOTAL]]
        tally[ITERATION] += 1
        save(draft, memory)
        if days > 1 and hotels > 1 and draw(rng, 100) < HOTEL_PERCENT:
            holds = move_hotel(n, draft, memory)
        else:
            if draw(rng, 100) < FORCE_PERCENT:
                holds = force(n, draft, memory)
            else:
                holds = ruin(n, draft, memory)
            if holds and days > 1 and hotels > 1 and draw(rng, 100) < CHOOSE_PERCENT:
                holds = choose_hotels(n, draft, memory)
        if not holds:
            restore(n, draft, memory, np.bool_(True))
            continue
        recreate(n, draft, memory, limit, draw(rng, 10) == 0)
        value = worth(n, draft, memory.regions)
        patience = memory.patience[draw(rng, ACCEPT_STEPS)]
        if value > tally[VALUE] - ((heat * patience) >> 10):
            tally[VALUE] = value
            if value > tally[BEST]:
                keep_best(draft, memory, value)
        else:
            restore(n, draft, memory, np.bool_(False))
    return tally[ITERATION]
