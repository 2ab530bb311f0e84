"""The search itself: ruin and recreate with simulated annealing, in chunks."""

from __future__ import annotations

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
from tourplanner.planner.kernels.compiling import merged
from tourplanner.planner.kernels.days import worth
from tourplanner.planner.kernels.drafts import keep_best, restore, save
from tourplanner.planner.kernels.hotels import choose_hotels, move_hotel
from tourplanner.planner.kernels.insertion import recreate
from tourplanner.planner.kernels.removal import NOTHING, force, ruin


@merged
def search_chunk(n, draft, memory, iterations, limit):
    """Run iterations of ruin and recreate with simulated annealing; gives how many are done.

    Stops early, at the same iteration whatever the chunks, once the goal is reached. The one before
    the first, of which the tally has ITERATION -1, takes nothing out and fills the first draft.
    """
    days = draft.counts.shape[0]
    rng = memory.rng
    tally = memory.tally
    hotels = n.hotels.shape[0]
    for _ in range(iterations):
        first = tally[ITERATION] < 0
        if not first and (tally[ITERATION] >= tally[TOTAL] or tally[BEST] >= tally[GOAL]):
            break
        heat = memory.cooling[COOLING_STEPS * max(0, tally[ITERATION]) // tally[TOTAL]]
        tally[ITERATION] += 1
        save(draft, memory)
        holds = True
        if not first:
            if days > 1 and hotels > 1 and draw(rng, 100) < HOTEL_PERCENT:
                holds = move_hotel(n, draft, memory)
            else:
                forced = NOTHING
                if draw(rng, 100) < FORCE_PERCENT:
                    forced = force(n, draft, memory)
                holds = ruin(n, draft, memory) if forced == NOTHING else forced == 1
                if holds and days > 1 and hotels > 1 and draw(rng, 100) < CHOOSE_PERCENT:
                    holds = choose_hotels(n, draft, memory)
        taken = False
        if holds:
            recreate(n, draft, memory, limit, first or draw(rng, 10) == 0)
            value = worth(n, draft, memory.regions)
            bar = value - 1
            if not first:
                patience = memory.patience[draw(rng, ACCEPT_STEPS)]
                bar = tally[VALUE] - ((heat * patience) >> 10)
            taken = value > bar
            if taken:
                tally[VALUE] = value
                if first or value > tally[BEST]:
                    keep_best(draft, memory, value)
        if not taken:
            restore(n, draft, memory, not holds)
    return tally[ITERATION]
