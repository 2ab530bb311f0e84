"""The compiled search: one day's moments as core.schedule gives them, and ruin and recreate.

Moments are whole elapsed minutes from the day's epoch, values are whole units; floating point only
ranks insertions, with operations that IEEE 754 rounds alike everywhere, so that one seed gives one
plan on every machine. No function here reads a clock or a flag: the caller runs chunks of
iterations and decides between them.

Here stands what Python calls; the columns of the arrays are those of :mod:`.arrays`. The rooms,
each built on those before it: moments, days, drafts, places, insertion, removal, hotels, annealing,
door.
"""

from tourplanner.planner.kernels.arrays import Draft, Memory, Numbers
from tourplanner.planner.kernels.compiling import COMPILED
from tourplanner.planner.kernels.door import (
    day_holds,
    draft_holds,
    fill_up,
    promise,
    restore,
    search_chunk,
)
from tourplanner.planner.kernels.moments import day_moments

__all__ = [
    "COMPILED",
    "Draft",
    "Memory",
    "Numbers",
    "day_holds",
    "day_moments",
    "draft_holds",
    "fill_up",
    "promise",
    "restore",
    "search_chunk",
]
