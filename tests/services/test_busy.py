"""Busy times of a tour's people: looked at first, kept without titles, replaced, taken out."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from tests.at_school import Stop
from tourplanner.core.busy import BUSY_KIND
from tourplanner.core.changes import Action, Edit
from tourplanner.core.checks.busy import BUSY
from tourplanner.core.errors import NotFoundError


def write(folder: Path, *hours: int) -> str:
    """Write a calendar with an hour at each of these, UTC, on the tour's first day."""
    events = "".join(
        f"BEGIN:VEVENT\nUID:{h}\nSUMMARY:Dentist\nDTSTART:20131014T{h:02d}0000Z\nDURATION:PT1H\n"
        "END:VEVENT\n"
        for h in hours
    )
    path = folder / "cal.ics"
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{events}END:VCALENDAR\n", "utf-8")
    return str(path)


def findings(at: Stop) -> list[str]:
    return [one.text for one in at.office.plan.current(at.tour).findings if one.rule == BUSY]


def test_a_calendar_is_kept_replaced_and_taken_out_with_undo(at: Stop, tmp_path: Path) -> None:
    busy = at.office.busy
    look = busy.look(write(tmp_path, 17, 19), at.tour)
    assert look.sentence == "2 busy times around the tour, 2 on its days."
    assert findings(at) == []
    kept = busy.keep(at.tour, "", look.file)
    assert (kept.source, len(kept.spans)) == ("cal.ics", 2)
    assert kept.read_at
    (told,) = findings(at)
    assert "is busy 10-11 a.m. and noon-1 p.m. by the calendar" in told
    busy.keep(at.tour, "", busy.look(write(tmp_path, 18), at.tour).file)
    (one,) = busy.all(at.tour)
    assert len(one.spans) == 1
    busy.forget(at.tour, "")
    assert (busy.all(at.tour), findings(at)) == ((), [])
    at.office.undo.undo()
    assert len(busy.all(at.tour)[0].spans) == 1
    busy.forget(at.tour, "")
    busy.keep(at.tour, "", look.file)
    assert len(busy.all(at.tour)[0].spans) == 2
    with pytest.raises(NotFoundError):
        busy.forget(at.tour, "Bo Lind")


def test_no_title_reaches_the_file(at: Stop, tmp_path: Path) -> None:
    busy = at.office.busy
    busy.keep(at.tour, "", busy.look(write(tmp_path, 17), at.tour).file)
    changes = at.office.file.path.read_bytes()
    assert b"Dentist" not in changes


def test_a_calendar_of_which_a_part_came_keeps_nobody_from_the_plan(at: Stop) -> None:
    file = at.office.file
    part = {"tour": at.tour, "busy/soon": True, "busy/9999-12-31T23:00": "9999-12-31T23:30Z"}
    days = {
        "first": "2013-10-14",
        "last": "2013-10-16",
        "busy/2013-10-14T17:00": "2013-10-14T18:00Z",
    }
    for more in ({}, days):
        file.write(Action("Part", (Edit(uuid4().hex, BUSY_KIND, {**part, **more}),)))
    assert [len(one.spans) for one in at.office.busy.all(at.tour)] == [1]
    assert len(findings(at)) == 1


def test_a_rider_is_found_by_name(at: Stop) -> None:
    busy = at.office.busy
    at.office.lists.paste(at.tour, "riders", "Name,Role\nBo Lind,x\nBo Linden,y\n")
    assert busy.find(at.tour, "") == ""
    assert busy.find(at.tour, "bo lind") == "Bo Lind"
    with pytest.raises(NotFoundError, match="Several riders"):
        busy.find(at.tour, "bo lin")
    with pytest.raises(NotFoundError, match="No rider"):
        busy.find(at.tour, "nobody")


def test_the_calendar_of_a_rider_who_is_called_otherwise_now_can_be_taken_out(
    at: Stop, tmp_path: Path
) -> None:
    busy, lists = at.office.busy, at.office.lists
    rider = lists.set(at.tour, "riders", "", "name", "Bo Lind")
    busy.keep(at.tour, "Bo Lind", busy.look(write(tmp_path, 17), at.tour).file)
    lists.set(at.tour, "riders", rider, "name", "Bo Lindgren")
    assert {"Bo Lind", "Bo Lindgren"} <= set(busy.people(at.tour))
    busy.forget(at.tour, busy.find(at.tour, "Bo Lind"))
    assert "Bo Lind" not in busy.people(at.tour)
