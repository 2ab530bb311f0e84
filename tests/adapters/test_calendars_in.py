"""Calendars come in as busy times alone: repeats, changes, zones, clock-change days; no titles."""

from __future__ import annotations

import contextlib
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.hostile import PAYLOADS
from tourplanner.adapters.imports.calendars_in import MAX_SPANS, CalendarReader
from tourplanner.core.busy import CalendarFile, span_texts
from tourplanner.core.errors import Cancelled, InputError

PACIFIC = "America/Los_Angeles"
FIRST, LAST = date(2013, 10, 1), date(2013, 11, 15)


def event(*lines: str, uid: str = "a") -> str:
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Secret", *lines, "END:VEVENT", ""))


def read(folder: Path, *events: str) -> CalendarFile:
    path = folder / "cal.ics"
    body = "".join(events)
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{body}END:VCALENDAR\n", "utf-8")
    return CalendarReader().read(str(path), FIRST, LAST, PACIFIC)


def texts(found: CalendarFile) -> tuple[str, ...]:
    return span_texts(found.spans, PACIFIC)


def test_a_week_of_an_office_calendar(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        event("DTSTART;TZID=America/New_York:20131014T130000", "DURATION:PT90M"),
        event("DTSTART:20131014T182000Z", "DTEND:20131014T190000Z"),  # joins the one before
        event("DTSTART;TZID=Pacific Standard Time:20131015T090000", "DTEND:20131015T160000Z"),
        event("DTSTART:20131015T090000", "DTEND:20131015T100000"),  # by the tour's own clock
        event("DTSTART;VALUE=DATE:20131016", "DTEND;VALUE=DATE:20131018"),
        event("DTSTART;VALUE=DATE:20131020", "TRANSP:TRANSPARENT"),
        event("DTSTART:20131021T160000Z", "DTEND:20131021T170000Z", "STATUS:CANCELLED"),
        event(
            "DTSTART:20131022T160000Z", "DTEND:20131022T170000Z", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"
        ),
        event("DTSTART:20120101T160000Z", "DTEND:20120101T170000Z"),
    )
    assert texts(found) == (
        "Monday, Oct. 14: 10 a.m.-noon",
        "Tuesday, Oct. 15: 9-10 a.m.",
        "Wednesday, Oct. 16 to Thursday, Oct. 17, all day",
    )
    assert found.left == {}


def test_a_meeting_of_every_week_keeps_its_clock_over_the_change(tmp_path: Path) -> None:
    weekly = event(
        "DTSTART;TZID=America/Los_Angeles:20130916T090000",
        "DTEND;TZID=America/Los_Angeles:20130916T100000",
        "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20131111T170000Z",
        "EXDATE;TZID=America/Los_Angeles:20131014T090000",
    )
    moved = event(
        "RECURRENCE-ID;TZID=America/Los_Angeles:20131021T090000",
        "DTSTART;TZID=America/Los_Angeles:20131022T140000",
        "DTEND;TZID=America/Los_Angeles:20131022T150000",
    )
    found = read(tmp_path, weekly, moved)
    assert texts(found) == (
        "Monday, Oct. 7: 9-10 a.m.",
        "Tuesday, Oct. 22: 2-3 p.m.",
        "Monday, Oct. 28: 9-10 a.m.",
        "Monday, Nov. 4: 9-10 a.m.",
        "Monday, Nov. 11: 9-10 a.m.",
    )
    assert found.spans[2][0] == datetime(2013, 10, 28, 16, tzinfo=UTC)
    assert found.spans[3][0] == datetime(2013, 11, 4, 17, tzinfo=UTC)


def test_days_that_are_named_one_by_one_go_beyond_the_end_of_the_rule(tmp_path: Path) -> None:
    rule = ("RRULE:FREQ=DAILY;UNTIL=20131007T170000Z", "RDATE:20131014T170000Z")
    found = read(tmp_path, event("DTSTART:20131007T170000Z", "DURATION:PT1H", *rule))
    assert texts(found) == tuple(
        f"{day}: 10-11 a.m." for day in ("Monday, Oct. 7", "Monday, Oct. 14")
    )


def test_a_night_and_a_day_of_the_clock_change_are_as_long_as_they_are(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        event("DTSTART;VALUE=DATE:20131103"),
        event(
            "DTSTART;TZID=America/Los_Angeles:20131110T230000",
            "DTEND;TZID=America/Los_Angeles:20131111T010000",
        ),
    )
    (day, night) = found.spans
    assert (day[1] - day[0]).total_seconds() == 25 * 3600
    assert texts(found)[1] == "Sunday, Nov. 10, 11 p.m. to Monday, Nov. 11, 1 a.m."
    assert (night[1] - night[0]).total_seconds() == 2 * 3600


def test_what_cannot_be_read_is_counted_by_reason(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        event("DTSTART;TZID=Our Office:20131014T100000", "DURATION:PT1H"),
        event("DTSTART:20131014T100000Z", "DURATION:PT1H", "RRULE:FREQ=SECONDLY"),
        event("DTSTART:20131014T100000Z", "DURATION:PT1H", "RRULE:FREQ=YEARLY;BYWEEKNO=3"),
        event("DTSTART;VALUE=DATE:20130115", "RRULE:FREQ=YEARLY;BYMONTHDAY=15"),  # of each month
        event("DTSTART:20131014T100000Z", "DURATION:PT1H", "RRULE:FREQ=MONTHLY;BYMONTHDAY=14,40"),
        event("DURATION:PT1H"),
    )
    assert found.spans == ()
    assert found.left == {
        "in a time zone that is not known": 1,
        "that repeats in a way that is not read": 4,
        "without a time": 1,
    }


def test_a_change_from_a_day_on_is_told_and_leaves_the_old_times(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        event("DTSTART:20131014T170000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3"),
        event(
            "DTSTART:20131021T190000Z",
            "DURATION:PT1H",
            "RECURRENCE-ID;RANGE=THISANDFUTURE:20131021T170000Z",
        ),
    )
    assert texts(found) == tuple(f"Monday, Oct. {day}: 10-11 a.m." for day in (14, 21, 28))
    assert found.left == {
        "that changes a repeated one from a day on: the times before the change are shown": 1
    }


def test_free_and_busy_times_are_read_without_events(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "BEGIN:VFREEBUSY\nUID:f\n"
        "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20131014T170000Z/PT1H,20131015T170000Z/PT30M\n"
        "FREEBUSY;FBTYPE=FREE:20131016T170000Z/PT1H\n"
        "FREEBUSY:20131017T170000Z/20131017T190000Z\nEND:VFREEBUSY\n",
        "BEGIN:VFREEBUSY\nUID:g\nFREEBUSY:20131018T170000Z/PT15M\nEND:VFREEBUSY\n",
        "BEGIN:VFREEBUSY\nUID:h\nEND:VFREEBUSY\n",
    )
    assert texts(found) == (
        "Monday, Oct. 14: 10-11 a.m.",
        "Tuesday, Oct. 15: 10-10:30 a.m.",
        "Thursday, Oct. 17: 10 a.m.-noon",
        "Friday, Oct. 18: 10-10:15 a.m.",
    )
    assert found.left == {}


def test_more_busy_times_than_one_person_has_are_refused(tmp_path: Path) -> None:
    begin = datetime(2013, 10, 14, tzinfo=UTC)
    times = (begin + timedelta(minutes=2 * n) for n in range(MAX_SPANS + 1))
    periods = ",".join(f"{at:%Y%m%dT%H%M%SZ}/PT1M" for at in times)
    with pytest.raises(InputError, match="more than 5,000"):
        read(tmp_path, f"BEGIN:VFREEBUSY\nUID:f\nFREEBUSY:{periods}\nEND:VFREEBUSY\n")


def test_titles_are_nowhere_and_hostile_ones_do_no_harm(tmp_path: Path) -> None:
    events = []
    for text in PAYLOADS.values():
        words = text.encode("utf-8", "replace").decode().replace("\x00", "").splitlines()
        events.append(
            event("DTSTART:20131014T170000Z", "DURATION:PT1H", f"LOCATION:{' '.join(words)}")
        )
    found = read(tmp_path, *events)
    assert texts(found) == ("Monday, Oct. 14: 10-11 a.m.",)
    assert "Secret" not in repr(found)


def test_what_is_no_calendar_is_said_and_cancel_stops(tmp_path: Path) -> None:
    path = tmp_path / "x.ics"
    for data in (b"", b"Monday 10", b"x" * 10_000_001):
        path.write_bytes(data)
        with pytest.raises(InputError) as caught:
            CalendarReader().read(str(path), FIRST, LAST, PACIFIC)
        assert caught.value.hint
    with pytest.raises(InputError, match="cannot be read"):
        CalendarReader().read(str(tmp_path / "no.ics"), FIRST, LAST, PACIFIC)
    read(tmp_path, event("DTSTART:20131014T170000Z", "DURATION:PT1H"))

    def cancel(*_: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        CalendarReader().read(str(tmp_path / "cal.ics"), FIRST, LAST, PACIFIC, cancel)
    # Rules without a sense may take long one by one, so Cancel comes through between them, too.
    read(tmp_path, *(event("DTSTART:20131014T170000Z", "RRULE:FREQ=DAILY;COUNT=9") for _ in "ab"))
    told: list[str] = []

    def cancel_later(_done: int, _of: int, words: str) -> None:
        told.append(words)
        if len(told) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        CalendarReader().read(str(tmp_path / "cal.ics"), FIRST, LAST, PACIFIC, cancel_later)


def test_broken_calendars_raise_our_own_errors_alone(tmp_path: Path) -> None:
    chance = random.Random(5)
    read(
        tmp_path,
        event(
            "DTSTART;TZID=America/New_York:20131014T130000",
            "DURATION:PT90M",
            "RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=9",
            "EXDATE:20131014T170000Z",
        ),
        event("DTSTART;VALUE=DATE:20131016", "DTEND;VALUE=DATE:20131018", "RDATE:20131020"),
    )
    path = tmp_path / "cal.ics"
    data = path.read_bytes()
    for _ in range(300):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        path.write_bytes(bytes(broken[: chance.randint(1, len(broken))]))
        with contextlib.suppress(InputError):
            CalendarReader().read(str(path), FIRST, LAST, PACIFIC)
