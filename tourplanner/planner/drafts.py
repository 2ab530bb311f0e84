"""The arrays a search works in, made for a problem; and a tiny problem to warm the kernels up."""

from __future__ import annotations

import numpy as np

from tourplanner.planner.kernels import arrays
from tourplanner.planner.kernels.arrays import MAX_STOPS, REGION, Draft, Memory
from tourplanner.planner.problem import Problem


def new_draft(problem: Problem) -> Draft:
    """Give an empty draft for a problem."""
    days, stops = problem.days, len(problem.numbers.stops)
    room = max(1, min(int(problem.numbers.limits[MAX_STOPS]), stops))

    def zeros(*shape: int) -> arrays.Ints:
        return np.zeros(shape, dtype=np.int64)

    return Draft(
        night=zeros(days + 1),
        order=zeros(days, room),
        counts=zeros(days),
        day_of=np.full(stops, arrays.FREE, dtype=np.int64),
        moments=zeros(days, room + 1, arrays.COLUMNS),
        total=zeros(days, 6),
    )


def new_memory(problem: Problem, seed: int) -> Memory:
    """Give a search's memory, its random numbers started from the seed."""
    days, stops, hotels = problem.days, len(problem.numbers.stops), len(problem.numbers.hotels)
    room = max(1, min(int(problem.numbers.limits[MAX_STOPS]), stops))
    chances = (np.arange(arrays.ACCEPT_STEPS) + 0.5) / arrays.ACCEPT_STEPS

    def zeros(*shape: int) -> arrays.Ints:
        return np.zeros(shape, dtype=np.int64)

    return Memory(
        rng=np.random.SeedSequence(seed).generate_state(2).astype(np.int64),
        tally=zeros(5),
        saved_night=zeros(days + 1),
        saved_order=zeros(days, room),
        saved_counts=zeros(days),
        best_night=zeros(days + 1),
        best_order=zeros(days, room),
        best_counts=zeros(days),
        patience=np.rint(-1024 * np.log(chances)).astype(np.int64),
        cooling=zeros(arrays.COOLING_STEPS),
        candidates=zeros(stops),
        places=zeros(stops, days),
        rates=np.zeros((stops, days)),
        urge=np.zeros(stops),
        regions=zeros(max(1, int(problem.numbers.stops[:, REGION].max(initial=-1)) + 1)),
        touched=zeros(days),
        fresh=zeros(stops),
        via=zeros(days + 1, max(1, hotels), 2),
        line=zeros(5, room + 1),
    )


def tiny_problem() -> Problem:
    """Give two days, two stops and two hotels, everything near and open."""
    limits = np.zeros(arrays.LIMITS, dtype=np.int64)
    limits[arrays.MAX_STOPS] = limits[arrays.MEAN_REWARD] = 1
    limits[[arrays.DRIVE_MAX, arrays.DUTY_MAX, arrays.DRIVE_END_MAX]] = arrays.NO_LIMIT
    limits[arrays.WEEK_MAX] = arrays.NO_LIMIT
    visits = np.zeros((2, 2, 4), dtype=np.int64)
    visits[:, :, arrays.PIN] = visits[:, :, arrays.LAST_START] = 60
    clocks = np.full((2, 1, 6), 600, dtype=np.int64)
    clocks[:, :, : arrays.OFF_ROAD] = 0
    numbers = arrays.Numbers(
        legs=np.ones((3, 4, 4), dtype=np.int32),
        nodes=np.zeros((4, 2), dtype=np.int64),
        stops=np.array([[0, 1, 1, 1, 1, 0, 0], [1, 1, 1, 1, 1, 0, 0]], dtype=np.int64),
        visits=visits,
        windows=np.zeros((2, 2, 1, 2), dtype=np.int64),
        clocks=clocks,
        peaks=np.zeros((2, 1, 8, 2), dtype=np.int64),
        days=np.array([[arrays.NONE, 1440, 0, 0], [arrays.NONE, 0, 0, 0]], dtype=np.int64),
        departures=np.zeros((2, 0, 2), dtype=np.int64),
        hotels=np.array([2, 3], dtype=np.int64),
        near=np.array([[1], [0]], dtype=np.int64),
        limits=limits,
    )
    return Problem(numbers, 2, 3)
