"""What a plan costs: rates with source and day alone, what is missing is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.core.test_versions import PLAN, ROADS
from tests.core.tourkit import schedules_of
from tourplanner.core.changes import Record
from tourplanner.core.clock import parse_tod, tod_min_of, tod_text
from tourplanner.core.costs import (
    Cost,
    Rate,
    cost_of,
    dollars_text,
    read_dollars,
    read_rates,
)
from tourplanner.core.errors import InputError
from tourplanner.core.side_by_side import COST, Timed, side_by_side
from tourplanner.core.units import join_names

DAY = PLAN.tour.first_date
SCHEDULES = tuple(schedules_of(PLAN, ROADS))


def rate(what: str, dollars: float, since: date = date(2013, 1, 1)) -> Rate:
    return Rate(what, round(dollars * 100), "Offer of the carrier", since)


def cost(*rates: Rate) -> Cost:
    return cost_of(PLAN, SCHEDULES, rates)


def test_without_rates_everything_is_named_and_nothing_is_guessed() -> None:
    found = cost()
    assert found.text == "no rates yet"
    assert found.missing == ("coach", "the driver's nights", "lodging", "meals")


def test_a_sum_says_what_it_leaves_out() -> None:
    found = cost(rate("coach day", 1650), rate("meals", 60))
    people, days = PLAN.tour.party, len(PLAN.days)
    assert found.cents == 100 * (1650 * days + 60 * people * days)
    assert found.missing == ("the driver's nights", "lodging")
    assert found.text == f"≈ ${found.dollars:,} without the driver's nights and lodging"


def test_hours_on_duty_miles_and_nights_are_those_of_the_plan() -> None:
    found = cost(rate("coach hour", 60), rate("coach mile", 1), rate("lodging", 100),
                 rate("driver night", 150), rate("meals", 0))  # fmt: skip
    by = {line.rate.what: line.cents for line in found.lines}
    assert by["coach hour"] == 100 * sum(s.driver.duty_min for s in SCHEDULES)
    assert by["coach mile"] == round(sum(s.meters for s in SCHEDULES) / 1609.344 * 100)
    nights = len(PLAN.days) - 1
    assert by["lodging"] == 100 * 100 * PLAN.tour.party * nights
    assert by["driver night"] == 150 * 100 * nights
    assert by["meals"] == 0
    assert not found.missing


def test_each_of_several_coaches_costs_its_days_miles_hours_and_nights() -> None:
    rates = [rate(what, 60) for what in ("coach day", "coach hour", "coach mile", "driver night")]
    alone = {line.rate.what: line.cents for line in cost(*rates).lines}
    far = replace(PLAN.tour.vehicle, out_min=90)
    pair = replace(PLAN, tour=replace(PLAN.tour, more_coaches=(far,)))
    lines = {line.rate.what: line for line in cost_of(pair, SCHEDULES, rates).lines}
    hour = lines.pop("coach hour")
    assert hour.cents == 2 * alone.pop("coach hour") + 60 * 100, "its own empty run, an hour more"
    for what, line in lines.items():
        assert abs(line.cents - 2 * alone[what]) <= 1, what
    assert lines["coach day"].count == f"{len(PLAN.days)} days, 2 coaches"
    assert lines["driver night"].count.endswith(", 2 drivers")


def test_nobody_is_away_on_a_day_before_the_bus_leaves_or_after_it_is_back() -> None:
    """A day between, on which it waits, is away; where it never goes, nobody is."""
    rates = [rate("lodging", 100), rate("driver night", 150), rate("meals", 60)]
    idle = replace(SCHEDULES[0], rows=(), guest_drive_min=0, lunch=None)
    assert idle.is_idle
    assert cost_of(PLAN, (idle, *SCHEDULES, idle), rates).cents == cost(*rates).cents
    waits = cost_of(PLAN, (SCHEDULES[0], idle, SCHEDULES[-1]), rates)
    assert {line.count.split(", ")[-1] for line in waits.lines} == {"2 nights", "3 days"}
    assert cost_of(PLAN, (idle, idle), rates).lines == ()


def test_the_newest_rate_that_holds_on_the_first_day_counts() -> None:
    old, new = rate("coach day", 1500), rate("coach day", 1700, DAY)
    later = rate("coach day", 1900, date.fromordinal(DAY.toordinal() + 1))
    (line,) = cost(later, new, old).lines
    assert line.rate == new
    assert cost(later).text == "no rates yet"


def record(**values: Any) -> Record:
    whole: Mapping[str, Any] = {
        "what": "meals", "cents": 6000, "source": "Rule 12", "since": "2013-01-01"
    }  # fmt: skip
    return Record("1", "rate", {**whole, **values})


@pytest.mark.parametrize("gone", ["cents", "source", "since", "what"])
def test_a_rate_without_source_day_or_amount_is_none_yet(gone: str) -> None:
    assert len(read_rates([record()])) == 1
    assert read_rates([record(**{gone: None})]) == ()


def test_plans_are_held_against_each_other_only_where_the_same_is_counted() -> None:
    timed = Timed(PLAN, SCHEDULES, ())
    day_trip = replace(PLAN, days=PLAN.days[:1])
    short = Timed(day_trip, tuple(schedules_of(day_trip, ROADS)), ())
    rates = (rate("coach day", 1000), rate("meals", 10))
    line = next(one for one in side_by_side([timed, short], rates=rates) if one.what == COST)
    assert "without" in line.cells[0].text
    assert "without" not in line.cells[1].text
    assert not line.cells[1].sign
    full = (*rates, rate("lodging", 0), rate("driver night", 0))
    line = next(one for one in side_by_side([timed, short], rates=full) if one.what == COST)
    assert (line.cells[1].sign, line.cells[1].difference[-5:]) == ("-", " less")


@pytest.mark.parametrize(
    ("typed", "cents"), [("$1,650", 165_000), ("4.25", 425), ("4.5", 450), ("0", 0), ("60.", 6000)]
)
def test_amounts_as_people_type_them(typed: str, cents: int) -> None:
    assert read_dollars(typed) == cents
    assert read_dollars(dollars_text(cents)) == cents


@pytest.mark.parametrize("typed", ["-5", "1.234", "ten", "9999999", "1e3", "1.-2", "²", ""])
def test_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        read_dollars(typed)


def test_words_in_a_sentence() -> None:
    assert [join_names(w) for w in (["a"], ["a", "b"], ["a", "b", "c"])] == [
        "a",
        "a and b",
        "a, b and c",
    ]


def meal(what: str, dollars: float, out_by: str = "", back_from: str = "") -> Rate:
    times = (parse_tod(text) if text else None for text in (out_by, back_from))
    return Rate(what, round(dollars * 100), "Rule 12", date(2013, 1, 1), *times)


def test_meals_are_paid_on_the_days_whose_times_fit_their_window() -> None:
    leaves = tod_min_of(SCHEDULES[0].depart_at, PLAN.days[0].start.zone)
    back = tod_min_of(SCHEDULES[-1].arrive_at, PLAN.days[-1].end.zone)
    last = len(PLAN.days) - 1
    found = cost(
        meal("breakfast", 10, out_by=tod_text(leaves - 1)),
        meal("lunch", 15),
        meal("dinner", 26, back_from=tod_text(back + 1)),
        rate("coach day", 1),
    )
    assert [[r.what for r in day.rates] for day in found.days] == [
        ["lunch", "dinner"],  # the bus left a minute too late for the breakfast
        *[["breakfast", "lunch", "dinner"]] * (last - 1),
        ["breakfast", "lunch"],  # and was back a minute too early for the dinner
    ]
    assert found.days[0].cents == 4100
    by = {line.rate.what: line for line in found.lines}
    party = PLAN.tour.party
    assert by["breakfast"].cents == 1000 * party * last
    assert by["breakfast"].count == f"{party} people, {last} of {last + 1} days"
    assert by["lunch"].count == f"{party} people, {last + 1} days"
    assert "meals" not in found.missing
    assert found.days[0].text.endswith("lunch and dinner, $41 a person")


def test_without_a_rate_of_meals_no_day_is_shown() -> None:
    assert cost(rate("coach day", 1650)).days == ()
    assert cost(meal("incidentals", 5)).missing[-1] == "meals"
