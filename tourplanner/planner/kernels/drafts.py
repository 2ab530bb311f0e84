"""Changing a draft, keeping it and taking it back."""

from __future__ import annotations

from tourplanner.planner.kernels.arrays import (
    BEST,
    FREE,
)
from tourplanner.planner.kernels.compiling import inner
from tourplanner.planner.kernels.days import walk_day


@inner
def insert_stop(draft, day, place, stop):
    """Put a stop in at a place; the day is not yet computed anew."""
    for p in range(draft.counts[day], place, -1):
        draft.order[day, p] = draft.order[day, p - 1]
    draft.order[day, place] = stop
    draft.counts[day] += 1
    draft.day_of[stop] = day


@inner
def remove_stop(draft, day, place):
    """Take a stop out; the day is not yet computed anew."""
    draft.day_of[draft.order[day, place]] = FREE
    for p in range(place, draft.counts[day] - 1):
        draft.order[day, p] = draft.order[day, p + 1]
    draft.counts[day] -= 1


@inner
def copy_plan(night, order, count, to_night, to_order, to_count):
    """Copy nights and orders."""
    for day in range(count.shape[0]):
        to_night[day] = night[day]
        to_count[day] = count[day]
        for p in range(count[day]):
            to_order[day, p] = order[day, p]
    to_night[count.shape[0]] = night[count.shape[0]]


@inner
def save(draft, memory):
    """Keep the draft as it is, to restore it."""
    copy_plan(
        draft.night,
        draft.order,
        draft.counts,
        memory.saved_night,
        memory.saved_order,
        memory.saved_counts,
    )


@inner
def restore(n, draft, memory, everything):
    """Take the draft back to what was saved; ``everything`` = no moment of it is sure."""
    for day in range(draft.counts.shape[0]):
        memory.touched[day] = (
            everything
            or draft.counts[day] != memory.saved_counts[day]
            or draft.night[day] != memory.saved_night[day]
            or draft.night[day + 1] != memory.saved_night[day + 1]
        )
        for p in range(draft.counts[day]):
            if draft.order[day, p] != memory.saved_order[day, p]:
                memory.touched[day] = 1
    for day in range(draft.counts.shape[0]):
        for p in range(draft.counts[day]):
            draft.day_of[draft.order[day, p]] = FREE
    copy_plan(
        memory.saved_night,
        memory.saved_order,
        memory.saved_counts,
        draft.night,
        draft.order,
        draft.counts,
    )
    for day in range(draft.counts.shape[0]):
        for p in range(draft.counts[day]):
            draft.day_of[draft.order[day, p]] = day
        if memory.touched[day]:
            walk_day(n, draft, day)


@inner
def keep_best(draft, memory, value):
    """Make the draft the incumbent."""
    memory.tally[BEST] = value
    copy_plan(
        draft.night,
        draft.order,
        draft.counts,
        memory.best_night,
        memory.best_order,
        memory.best_counts,
    )
