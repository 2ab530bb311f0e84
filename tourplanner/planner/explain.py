"""Why a candidate is in no day of a plan, in sentences that core.checks has computed.

Each candidate is put where it would break least, nothing else being dropped; the first rule that
fails there is named with its minutes. One that breaks nothing was left out for its worth: the
region's share or the driving that it costs is named with its figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tourplanner.core.checks.comfort import FULL
from tourplanner.core.checks.leftout import best_insertion, left_out
from tourplanner.core.clock import date_text
from tourplanner.core.model.rules import DriverRules, RuleSet
from tourplanner.core.model.schedule import DaySchedule
from tourplanner.core.model.tour import LeftOut, Plan, TourStop
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import TravelMatrix
from tourplanner.core.units import hours_text
from tourplanner.planner.problem import PlanWeights

MOST_EXPLAINED = 200  # the best scores; more would take longer than the search
BALANCE = "BALANCE"
WORTH = "WORTH"


def explain(
    plan: Plan,
    travel: TravelMatrix,
    rules: DriverRules,
    weights: PlanWeights,
    look: Callable[[], None] | None = None,
) -> tuple[LeftOut, ...]:
    """Give every candidate that is in no day of the plan its sentence, the best score first.

    Parameters
    ----------
    rules : the limits that the plan was made under, see :func:`strictest`.
    look : called again and again, so that Cancel comes through; what it raises does.
    """
    placed = {stop.id for day in plan.days for stop in day.stops}
    missing = [s for s in plan.tour.stops if s.wish != "not" and s.id not in placed]
    missing.sort(key=lambda stop: (stop.wish != "must", -stop.score, stop.id))
    schedules = tuple(compute_day(day, travel, plan.tour.settings) for day in plan.days)
    told = []
    for stop in missing[:MOST_EXPLAINED]:
        if look is not None:
            look()
        told.append(_explain_one(plan, stop, travel, rules, weights, schedules, look))
    for stop in missing[MOST_EXPLAINED:]:
        text = (
            f"{stop.node.name}: {MOST_EXPLAINED} sites with a score of at least {stop.score} were "
            "left out too; only those have a reason of their own."
        )
        told.append(LeftOut(stop, text, WORTH, "Mark it as must to see what stands against it."))
    return tuple(told)


def strictest(rules: DriverRules) -> DriverRules:
    """Give rules whose law is the stricter of law and house rule, limit by limit."""
    law, house = rules.law, rules.house
    duty = _least(law.duty_max_min, house.duty_max_min)
    by_house = duty is not None and duty == house.duty_max_min
    rests = [rest for rest in (law.rest_min, house.rest_min) if rest is not None]
    both: RuleSet = replace(
        law,
        drive_max_min=_least(law.drive_max_min, house.drive_max_min),
        duty_max_min=duty,
        duty_is_elapsed=house.duty_is_elapsed if by_house else law.duty_is_elapsed,
        rest_min=max(rests, default=None),
    )
    return replace(rules, law=both)


def _explain_one(
    plan: Plan,
    stop: TourStop,
    travel: TravelMatrix,
    rules: DriverRules,
    weights: PlanWeights,
    schedules: Sequence[DaySchedule],
    look: Callable[[], None] | None,
) -> LeftOut:
    tried = best_insertion(plan, _on_its_day(stop), travel, rules, schedules)
    told = left_out(plan, _on_its_day(stop), tried, travel, rules, schedules, look)
    if tried is not None and not told.rule:
        told = _not_worth(plan, stop, tried, weights, schedules)
    elif tried is not None and told.rule == FULL:
        told = _full(told, stop, tried)
    return replace(told, stop=stop)


def _on_its_day(stop: TourStop) -> TourStop:
    """Give a stop that is fixed to a day no windows on the others: they are not worth a trial."""
    if stop.fixed_day is None:
        return stop
    windows = tuple(w if k == stop.fixed_day else () for k, w in enumerate(stop.windows))
    return replace(stop, windows=windows)


def _full(told: LeftOut, stop: TourStop, tried: DaySchedule) -> LeftOut:
    """Say of a full day that its stops score higher, where they all do."""
    others = [other for other in tried.day.stops if other.id != stop.id]
    if any(other.score < stop.score and other.wish != "must" for other in others):
        return told
    lowest = min(others, key=lambda other: (other.wish == "must", other.score, other.id))
    when = date_text(tried.day.date)
    what = "is a must" if lowest.wish == "must" else f"scores {lowest.score}"
    places = "only place" if len(others) == 1 else f"last of the {len(others)} places"
    text = (
        f"{stop.node.name}: fits, but {lowest.node.name}, which {what}, took the {places} of "
        f"{when}; would fit if {len(others) + 1} a day were allowed."
    )
    return replace(told, sentence=text)


def _not_worth(
    plan: Plan,
    stop: TourStop,
    tried: DaySchedule,
    weights: PlanWeights,
    schedules: Sequence[DaySchedule],
) -> LeftOut:
    """Say what a stop would cost that breaks no rule."""
    name, when = stop.node.name, date_text(tried.day.date)
    regions = [other.region for day in plan.days for other in day.stops if other.region]
    mine = regions.count(stop.region)
    share = max(1, (len(regions) + 1) * weights.region_share_percent // 100)
    do = f"Put it on {when}, or raise its score."
    if stop.id in weights.known:
        text = f"{name}: fits on {when}, but this plan is made to see other sites."
        return LeftOut(stop, text, WORTH, f"Put it on {when}.")
    if stop.region and mine + 1 > share:
        text = (
            f"{name}: fits on {when}, but {stop.region} already has {mine} of {len(regions)} "
            f"stops, and no region is to have more than {weights.region_share_percent} %."
        )
        return LeftOut(stop, text, BALANCE, do)
    old = next(s for s in schedules if s.day.index == tried.day.index)
    more = tried.guest_drive_min - old.guest_drive_min
    text = f"{name}: fits on {when}, but its score of {stop.score} is not worth "
    text += f"{hours_text(more)} more of driving." if more > 0 else "the longer day."
    return LeftOut(stop, text, WORTH, do)


def _least(left: int | None, right: int | None) -> int | None:
    values = [value for value in (left, right) if value is not None]
    return min(values, default=None)
