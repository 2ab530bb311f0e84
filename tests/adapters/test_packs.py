"""The packs: driver-hour rules, school closures and public holidays, with source and date."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tourplanner.adapters.calendars import public_holidays
from tourplanner.adapters.packs import Packs, with_days
from tourplanner.core.errors import InputError, NotFoundError, ResourceMissing
from tourplanner.core.model.rules import Speeds

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "packs"


@pytest.fixture(scope="module")
def packs() -> Packs:
    return Packs([SHIPPED])


@pytest.mark.parametrize(
    ("name", "limits", "states"),
    [
        ("federal", (600, 900, 480, 3600, 7), set()),
        ("federal-70", (600, 900, 480, 4200, 8), set()),
        ("california", (600, 900, 480, 4800, 8), {"CA"}),
        ("texas", (720, 900, 480, 4200, 7), {"TX"}),
    ],
)
def test_the_laws(
    packs: Packs, name: str, limits: tuple[int, int, int, int, int], states: set[str]
) -> None:
    law = packs.driver_rules(name).law
    assert (
        law.drive_max_min,
        law.duty_max_min,
        law.rest_min,
        law.week_max_min,
        law.week_days,
    ) == limits
    assert packs.law_states(name) == states
    assert not law.duty_is_elapsed
    assert law.source
    assert date.fromisoformat(law.date) <= date(2026, 12, 31)
    assert law.reach
    assert packs.rule_entry(name).notes


def test_the_house_rule_is_stricter_than_every_law(packs: Packs) -> None:
    for entry in packs.rule_sets():
        rules = packs.driver_rules(entry.rules.id)
        house, law = rules.house, rules.law
        assert (house.drive_max_min, house.duty_max_min, house.rest_min) == (480, 720, 540)
        assert house.duty_is_elapsed
        assert rules.speeds == Speeds(usual_mph=65, most_mph=85, walking_mph=3)
        assert (house.drive_max_min or 0) < (law.drive_max_min or 0)
        assert (house.duty_max_min or 0) < (law.duty_max_min or 0)
        assert (house.rest_min or 0) > (law.rest_min or 0)


def test_an_unknown_rule_set_names_those_there_are(packs: Packs) -> None:
    with pytest.raises(NotFoundError) as caught:
        packs.driver_rules("mars")
    assert "california" in caught.value.hint


def test_the_closures_of_california(packs: Packs) -> None:
    closures = packs.closures("ca")
    assert (closures.source, closures.as_of) == ("Education Code 37220", "2025-01-01")
    sure = {
        date(2013, 9, 2): "Labor Day",
        date(2013, 11, 11): "Veterans Day",
        date(2013, 11, 28): "Thanksgiving Day",
        date(2014, 1, 20): "Dr. Martin Luther King, Jr. Day",
        date(2014, 2, 17): "Washington Day",
        date(2014, 5, 26): "Memorial Day",
        date(2027, 7, 5): "Independence Day",  # the Fourth is a Sunday
        date(2028, 11, 10): "Veterans Day",  # the eleventh is a Saturday
    }
    assert {day: closures.on(day) for day in sure} == sure
    assert closures.on(date(2013, 10, 14)) == closures.perhaps_on(date(2013, 10, 14)) == ""
    assert closures.on(date(2014, 2, 10)) == ""
    assert closures.perhaps_on(date(2014, 2, 10)) == "Lincoln Day"
    assert closures.source_on(date(2014, 3, 31)) == ("Education Code 37220.5", "2025-01-01")
    assert packs.closures("NV").on(date(2013, 11, 11)) == ""


@pytest.mark.parametrize("state", ["CA", "NV", "tx", ""])
def test_no_state_has_school_on_the_nation_s_closing_days(packs: Packs, state: str) -> None:
    closures = packs.closures(state)
    sure = {
        date(2026, 1, 1): "New Year's Day",
        date(2023, 1, 2): "New Year's Day",  # the first is a Sunday
        date(2026, 9, 7): "Labor Day",
        date(2026, 11, 26): "Thanksgiving Day",
        date(2026, 12, 25): "Christmas Day",
    }
    assert {day: closures.on(day) for day in sure} == sure
    assert closures.perhaps_on(date(2026, 12, 29)) == "winter break"
    source, as_of = packs.closures("NV").source_on(date(2026, 11, 26))
    assert "5 U.S.C. 6103" in source
    assert as_of == "2021-06-17"
    school_day = date(2026, 10, 14)
    assert closures.on(school_day) == closures.perhaps_on(school_day) == ""


def test_days_can_be_added_to_closures(packs: Packs) -> None:
    added = with_days(packs.closures("CA"), {date(2014, 4, 14): "spring break"})
    more = with_days(added, {date(2014, 4, 15): "spring break"})
    assert [more.on(date(2014, 4, d)) for d in (14, 15, 16)] == ["spring break", "spring break", ""]


def test_the_second_monday_of_october_is_federal_and_not_californian() -> None:
    assert public_holidays("CA", 2013)[date(2013, 10, 14)] == "Columbus Day (federal)"
    assert public_holidays("", 2013)[date(2013, 10, 14)] == "Columbus Day (federal)"
    assert public_holidays("xx", 2013) == public_holidays("", 2013)
    california = public_holidays("ca", 2027)
    assert california[date(2027, 11, 11)] == "Veterans Day"
    assert california[date(2027, 3, 31)] == "Cesar Chavez Day (CA)"
    assert all(day.year == 2027 for day in california)


def write(folder: Path, name: str, data: object) -> Path:
    (folder / name).write_text(json.dumps(data), encoding="utf-8")
    return folder


def own_set(**changes: Any) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": "federal",
        "name": "Carrier's own",
        "source": "carrier's handbook",
        "date": "2026-10-01",
        "reach": "our tours",
        "drive_max_min": 540,
        "duty_max_min": None,
        "rest_min": 600,
        "week_max_min": None,
        "week_days": None,
        "duty_is_elapsed": True,
    }
    return {"format": 1, "sets": [entry | changes]}


def test_a_user_s_own_pack_wins_over_the_shipped_one(tmp_path: Path) -> None:
    write(tmp_path, "rule_sets_own.json", own_set())
    write(
        tmp_path,
        "school_closures_nv.json",
        {
            "format": 1,
            "state": "nv",
            "source": "our list",
            "date": "2026-10-01",
            "closures": [{"name": "Nevada Day", "month": 10, "weekday": "friday", "n": -1}],
            "days": {"2026-12-21": "winter break"},
        },
    )
    packs = Packs([SHIPPED, tmp_path])
    law = packs.driver_rules("federal").law
    assert (law.name, law.drive_max_min, law.duty_max_min) == ("Carrier's own", 540, None)
    assert packs.driver_rules("texas").house.id == "house"
    nevada = packs.closures("NV")
    assert nevada.on(date(2026, 10, 30)) == "Nevada Day"
    assert nevada.on(date(2026, 12, 21)) == "winter break"


def test_shipped_rules_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(ResourceMissing):
        Packs([tmp_path])


@pytest.mark.parametrize(
    "data",
    [
        [],
        {},
        {"format": 2, "sets": []},
        {"format": 1, "sets": {}},
        {"format": 1, "sets": ["federal"]},
        {"format": 1, "sets": [{}]},
        own_set(date="soon"),
        own_set(date=None),
        own_set(drive_max_min="ten hours"),
        own_set(drive_max_min=-1),
        own_set(drive_max_min=True),
        own_set(rest_min=7.5),
        own_set(week_days=7),
    ],
)
def test_a_rule_pack_that_makes_no_sense_is_named(tmp_path: Path, data: object) -> None:
    write(tmp_path, "rule_sets_own.json", data)
    with pytest.raises(InputError, match=r"rule_sets_own\.json"):
        Packs([SHIPPED, tmp_path])


GIFTS = {"limit_dollars": 5000, "report_days": 30, "source": "s", "date": "2026-10-01"}
ELECTIONS = {"blackout_days": 60, "source": "s", "date": "2026-10-01"}


def test_an_office_s_own_rules_win_and_may_be_of_one_kind_alone(tmp_path: Path) -> None:
    own = {"format": 1, "states": [{"state": "ca", "gifts": {**GIFTS, "limit_dollars": 250}}]}
    write(tmp_path, "office_rules_own.json", own)
    packs = Packs([SHIPPED, tmp_path])
    limit, shipped = packs.gift_limit("CA"), Packs([SHIPPED])
    assert limit is not None
    assert (limit.cents, limit.report_days, limit.form) == (25_000, 30, "")
    assert packs.blackout("CA") == shipped.blackout("ca") is not None
    assert packs.gift_limit("NV") is None


@pytest.mark.parametrize(
    "entry",
    [
        "CA",
        {"gifts": GIFTS},
        {"state": "CA", "gifts": {**GIFTS, "limit_dollars": "5,000"}},
        {"state": "CA", "gifts": {**GIFTS, "report_days": 0}},
        {"state": "CA", "gifts": {**GIFTS, "report_days": 10**9}},
        {"state": "CA", "elections": {**ELECTIONS, "blackout_days": 10**6}},
        {"state": "CA", "elections": {**ELECTIONS, "date": "soon"}},
        {"state": "CA", "elections": [60]},
    ],
)
def test_rules_of_office_that_make_no_sense_are_named(tmp_path: Path, entry: object) -> None:
    write(tmp_path, "office_rules_own.json", {"format": 1, "states": [entry]})
    with pytest.raises(InputError, match=r"office_rules_own\.json"):
        Packs([SHIPPED, tmp_path])


@pytest.mark.parametrize(
    "closure",
    [
        {"name": "X"},
        {"name": "X", "month": 13, "day": 1},
        {"name": "X", "month": 2, "day": 30},
        {"name": "X", "month": 5, "weekday": "someday", "n": 1},
        {"name": "X", "month": 5, "weekday": "monday", "n": 0},
        {"month": 5, "day": 1},
    ],
)
def test_a_closure_pack_that_makes_no_sense_is_named(
    tmp_path: Path, closure: dict[str, Any]
) -> None:
    data = {
        "format": 1,
        "state": "NV",
        "source": "s",
        "date": "2026-10-01",
        "closures": [closure],
    }
    write(tmp_path, "school_closures_nv.json", data)
    with pytest.raises(InputError, match=r"school_closures_nv\.json"):
        Packs([SHIPPED, tmp_path])


def test_a_pack_that_is_no_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "rule_sets_own.json").write_bytes(b"\xff\xfe{")
    with pytest.raises(InputError, match=r"rule_sets_own\.json"):
        Packs([SHIPPED, tmp_path])


AT_ONCE = """
import sys, threading
from tourplanner.adapters.calendars import public_holidays

sys.setswitchinterval(1e-5)
gate, found = threading.Barrier(4), {}
def look(state):
    gate.wait()
    found[state] = len(public_holidays(state, 2026))
threads = [threading.Thread(target=look, args=(state,)) for state in ("OR", "TX", "NV", "CA")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(found), all(found.values()))
"""


def test_holidays_may_be_looked_up_by_several_threads_at_once() -> None:
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.stdout, done.stderr) == ("4 True\n", "")
