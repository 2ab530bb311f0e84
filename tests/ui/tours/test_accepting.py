"""Checks in the window: a warning is accepted, a school is asked, a majority of a body is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.hostile import PAYLOADS
from tests.ui.conftest import Desk
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit
from tourplanner.core.checks import bus
from tourplanner.core.checks.people import QUORUM, STEP_FREE
from tourplanner.core.safe_text import one_line
from tourplanner.ui.tours.findings import ACCEPTED, FindingsList
from tourplanner.ui.tours.place import ToursPlace


@pytest.fixture
def place(desk: Desk, sample_file: Path, doors: ProgramDoors) -> ToursPlace:
    """The sample with a council of eight: five of them come to the first stop."""
    with doors.open(sample_file, write=True) as office:
        tour = next(iter(office.file.tables.all("tour")))
        first = office.plan.current(tour.id).plan.days[0].stops[0]
        at = {"stop": first.id}
        edits = [
            Edit(
                f"{number:032x}",
                "roster_member",
                {"name": f"Member {letter}", "chamber": "local", "body": "City Council"},
            )
            for number, letter in enumerate("ABCDEFGH", 100)
        ]
        edits += [
            Edit(
                f"{number:032x}",
                "rider",
                {"tour": tour.id, "name": f"Member {letter}", "joins": at, "leaves": at},
            )
            for number, letter in enumerate("ABCDE", 200)
        ]
        needs = {"tour": tour.id, "name": "Ana", "access": "wheelchair"}
        edits.append(Edit(f"{300:032x}", "rider", needs))
        office.file.write(Action("People", tuple(edits)))
    desk.open(sample_file)
    made = desk.go("tours")
    assert isinstance(made, ToursPlace)
    return made


def row_of(checks: FindingsList, rule: str) -> int:
    rows = checks.entries.rows
    return next(n for n, row in enumerate(rows) if row.finding and row.finding.rule == rule)


def choose(checks: FindingsList, rule: str) -> None:
    checks.setFocus()
    checks.setCurrentIndex(checks.entries.index(row_of(checks, rule), 0))


def test_a_warning_is_accepted_by_keys_and_comes_back_with_other_figures(
    place: ToursPlace, desk: Desk
) -> None:
    checks, form = place.inspector.findings, place.inspector.accept
    choose(checks, QUORUM)
    row = checks.entries.rows[row_of(checks, QUORUM)]
    assert row.text.startswith("5 of 8 members of City Council are together at ")
    assert "A accepts it" in checks.entries.data(
        checks.currentIndex(), Qt.ItemDataRole.AccessibleTextRole
    )
    QTest.keyClick(checks, Qt.Key.Key_A)
    assert form.isVisible()
    QTest.keyClick(form.why, Qt.Key.Key_Return)
    assert form.isVisible(), "a reason is needed"
    why = one_line(PAYLOADS["img"])
    QTest.keyClicks(form.why, why)
    form.by.clear()
    QTest.keyClicks(form.by, "Lena Park")
    QTest.keyClick(form.by, Qt.Key.Key_Return)
    desk.settle()
    assert not form.isVisible()
    row = checks.entries.rows[row_of(checks, QUORUM)]
    assert (row.group, row.mend) == (ACCEPTED, f"Accepted by Lena Park: {why}")

    # A sixth member comes: other figures, so it counts again.
    session = desk.window.session
    first = place.editor.arrangement.plan.days[0].stops[0]
    sixth = {"tour": session.tour_id, "name": "Member F"}
    sixth |= {"joins": {"stop": first.id}, "leaves": {"stop": first.id}}
    session.write(
        lambda ws, _: ws.file.write(Action("One more", (Edit(f"{400:032x}", "rider", sixth),)))
    )
    desk.until(
        lambda: any(
            row.text.startswith("6 of 8") and not row.accepted for row in checks.entries.rows
        )
    )
    session.undo()
    desk.until(lambda: checks.entries.rows[row_of(checks, QUORUM)].group == ACCEPTED)
    choose(checks, QUORUM)
    QTest.keyClick(checks, Qt.Key.Key_Delete)
    desk.settle()
    assert not checks.entries.rows[row_of(checks, QUORUM)].accepted
    session.undo()
    desk.until(lambda: checks.entries.rows[row_of(checks, QUORUM)].group == ACCEPTED)


def test_escape_accepts_nothing(place: ToursPlace, desk: Desk) -> None:
    checks, form = place.inspector.findings, place.inspector.accept
    choose(checks, QUORUM)
    QTest.keyClick(checks, Qt.Key.Key_A)
    QTest.keyClick(form.why, Qt.Key.Key_Escape)
    assert not form.isVisible()
    desk.until(checks.hasFocus)
    desk.settle()
    assert not any(row.accepted for row in checks.entries.rows)


def test_schools_are_asked_what_is_not_known(place: ToursPlace, desk: Desk) -> None:
    checks = place.inspector.findings
    plan = place.editor.arrangement.plan
    stops = [stop.name for day in plan.days for stop in day.stops]
    for rule, words in ((bus.LENGTH, "-ft coach"), (STEP_FREE, "without steps")):
        choose(checks, rule)
        QTest.keyClick(checks, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        mails = QGuiApplication.clipboard().text().split("----------")
        assert len(mails) > 1
        for mail in mails:
            assert words in mail
            own = mail.strip().partition("\n")[0].removeprefix("To: ")
            assert own in stops
            assert not [name for name in stops if name in mail.replace(own, "")]
            assert "Ana" not in mail
