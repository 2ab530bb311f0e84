"""Days on which an event repeats: as another reader of the same rules has them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr

from tourplanner.core.repeating import Every, Repeat

WORK = tuple((0, n) for n in range(5))
RULES = (
    ("FREQ=DAILY", Repeat(Every.DAY)),
    ("FREQ=DAILY;INTERVAL=3", Repeat(Every.DAY, 3)),
    ("FREQ=DAILY;COUNT=200", Repeat(Every.DAY, count=200)),
    ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", Repeat(Every.DAY, weekdays=WORK)),
    ("FREQ=DAILY;BYMONTH=10;BYMONTHDAY=1,-1", Repeat(Every.DAY, 1, (), (1, -1), (10,))),
    ("FREQ=WEEKLY", Repeat(Every.WEEK)),
    ("FREQ=WEEKLY;BYDAY=MO,WE", Repeat(Every.WEEK, weekdays=((0, 0), (0, 2)))),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
     Repeat(Every.WEEK, 2, ((0, 6), (0, 0)), week_start=6)),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO", Repeat(Every.WEEK, 2, ((0, 6), (0, 0)))),
    ("FREQ=WEEKLY;INTERVAL=4;BYDAY=TH;COUNT=9", Repeat(Every.WEEK, 4, ((0, 3),), count=9)),
    ("FREQ=WEEKLY;BYMONTH=9,11;BYDAY=FR", Repeat(Every.WEEK, 1, ((0, 4),), (), (9, 11))),
    ("FREQ=MONTHLY", Repeat(Every.MONTH)),
    ("FREQ=MONTHLY;BYMONTHDAY=31", Repeat(Every.MONTH, month_days=(31,))),
    ("FREQ=MONTHLY;BYMONTHDAY=-2,5;INTERVAL=2", Repeat(Every.MONTH, 2, (), (-2, 5))),
    ("FREQ=MONTHLY;BYDAY=2TU,-1FR", Repeat(Every.MONTH, weekdays=((2, 1), (-1, 4)))),
    ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", Repeat(Every.MONTH, weekdays=((0, 1),), places=(2,))),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=11",
     Repeat(Every.MONTH, weekdays=WORK, places=(-1,), count=11)),
    ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", Repeat(Every.MONTH, 1, ((0, 4),), (13,))),
    ("FREQ=YEARLY", Repeat(Every.YEAR)),
    ("FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYDAY=1TU",
     Repeat(Every.YEAR, 2, ((1, 1),), (), (11,))),
    ("FREQ=YEARLY;BYMONTH=10,12;BYMONTHDAY=14,25", Repeat(Every.YEAR, 1, (), (14, 25), (10, 12))),
    ("FREQ=YEARLY;BYMONTH=10;BYDAY=MO;BYSETPOS=2",
     Repeat(Every.YEAR, 1, ((0, 0),), (), (10,), (2,))),
)  # fmt: skip


@pytest.mark.parametrize(("text", "rule"), RULES, ids=[text for text, _ in RULES])
@pytest.mark.parametrize("start", [date(2013, 1, 8), date(2012, 2, 29), date(2012, 10, 31)])
def test_the_days_are_those_of_another_reader(text: str, rule: Repeat, start: date) -> None:
    theirs = rrulestr(text, dtstart=datetime.combine(start, datetime.min.time()))
    for ahead in (-100, 0, 77, 400, 640):
        first = start + timedelta(ahead)
        begins = datetime.combine(first, datetime.min.time())
        wanted = [at.date() for at in theirs.between(begins, begins + timedelta(120), inc=True)]
        assert list(rule.days(start, first, first + timedelta(120))) == wanted, ahead


@pytest.mark.parametrize(
    "rule",
    [
        Repeat(Every.MONTH, month_days=(31,), months=(2,)),
        Repeat(Every.MONTH, weekdays=((1, 0),), places=(2,)),
        Repeat(Every.DAY, 10**9),
        Repeat(Every.YEAR, 9_000),
        Repeat(Every.DAY, count=10**9),
    ],
)
def test_a_rule_that_never_fits_ends(rule: Repeat) -> None:
    day = date(2013, 10, 14)
    found = list(rule.days(date(2000, 2, 29), day, day + timedelta(90)))
    assert found == ([] if not rule.count else [day + timedelta(n) for n in range(91)])
