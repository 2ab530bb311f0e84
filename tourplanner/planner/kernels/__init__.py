"""The compiled search: one day's moments as core.schedule gives them, and ruin and recreate.

Moments are whole elapsed minutes from the day's epoch, values are whole units; floating point only
ranks insertions, with operations that IEEE 754 rounds alike everywhere, so that one seed gives one
plan on every machine. No function here reads a clock or a flag: the caller runs chunks of
iterations and decides between them.

Here stands what Python calls; the columns of the arrays are those of :mod:`.arrays`. The rooms,
each built on those before it: moments, days, drafts, places, insertion, removal, hotels, annealing.
"""

from tourplanner.planner.kernels.annealing import open_search, search_chunk
from tourplanner.planner.kernels.arrays import Draft, Memory, Numbers
from tourplanner.planner.kernels.chance import draw
from tourplanner.planner.kernels.compiling import COMPILED
from tourplanner.planner.kernels.days import nights_hold, walk_day
from tourplanner.planner.kernels.drafts import restore
from tourplanner.planner.kernels.hotels import promise
from tourplanner.planner.kernels.insertion import fill_up
from tourplanner.planner.kernels.moments import day_moments

__all__ = [
    "COMPILED",
    "Draft",
    "Memory",
    "Numbers",
    "day_moments",
    "draw",
    "fill_up",
    "nights_hold",
    "open_search",
    "promise",
    "restore",
    "search_chunk",
    "walk_day",
]
