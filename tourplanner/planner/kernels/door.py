"""The one way from Python into the compiled search.

Every function that Python may call costs the compiler a second for its arguments, and all that it
calls is gone through once more. So there is one, and a number says what is wanted.
"""

from __future__ import annotations

import numpy as np

from tourplanner.planner.kernels import annealing, days, drafts, hotels, insertion
from tourplanner.planner.kernels.arrays import Draft, Memory, Numbers
from tourplanner.planner.kernels.compiling import compiled

DAY, DRAFT, RESTORE, SEARCH, FILL, PROMISE = range(6)


@compiled
def enter(n, draft, memory, wanted, number, limit):
    """Do what is wanted; gives its answer, a whole number."""
    answer = np.int64(0)
    if wanted == DAY:
        answer = np.int64(days.walk_day(n, draft, number))
    elif wanted == DRAFT:
        answer = np.int64(days.draft_holds(n, draft))
    elif wanted == RESTORE:
        drafts.restore(n, draft, memory, np.bool_(True))
    elif wanted == SEARCH:
        answer = annealing.search_chunk(n, draft, memory, number, limit)
    elif wanted == FILL:
        insertion.fill_up(n, draft, memory)
    else:
        answer = hotels.promise(n, draft, memory, number, limit)
    return answer


def day_holds(n: Numbers, draft: Draft, memory: Memory, day: int) -> bool:
    """Compute a day of the draft anew; whether it breaks no rule of its own."""
    return bool(enter(n, draft, memory, DAY, day, 0))


def draft_holds(n: Numbers, draft: Draft, memory: Memory) -> bool:
    """Compute all days anew; whether each holds by itself and beside the others."""
    return bool(enter(n, draft, memory, DRAFT, 0, 0))


def restore(n: Numbers, draft: Draft, memory: Memory) -> None:
    """Take the draft back to what was saved."""
    enter(n, draft, memory, RESTORE, 0, 0)


def search_chunk(n: Numbers, draft: Draft, memory: Memory, iterations: int, limit: int) -> None:
    """Run so many iterations, each with about ``limit`` stops of a large pool; see annealing."""
    enter(n, draft, memory, SEARCH, iterations, limit)


def fill_up(n: Numbers, draft: Draft, memory: Memory) -> None:
    """Insert every stop that raises the draft's value."""
    enter(n, draft, memory, FILL, 0, 0)


def promise(n: Numbers, draft: Draft, memory: Memory, day: int, cap: int) -> int:
    """Give what a day without stops could earn between its two nights; -1 where it cannot be."""
    return int(enter(n, draft, memory, PROMISE, day, cap))
