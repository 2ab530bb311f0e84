"""Records in the window: a hold with its reason, how long a tour is kept, the export."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import Desk
from tourplanner.ui.shell.records import RecordsForm


def records_form(desk: Desk) -> RecordsForm:
    desk.window.commands.by_name["records"].trigger()
    form = desk.window.stack.currentWidget()
    assert isinstance(form, RecordsForm)
    desk.settle()
    return form


def test_a_tour_is_held_and_the_hold_is_undone(sample: Desk) -> None:
    form = records_form(sample)
    assert form.held.text() == "No hold."
    assert form.hold_tour.isVisible()
    assert not form.lift_tour.isVisible()
    form.reason.setFocus()
    QTest.keyClicks(form.reason, "Request 13-101")
    form.hold_tour.click()
    sample.until(lambda: "Request 13-101" in form.held.text())
    assert form.held.text().startswith("This tour: On hold since Oct. 11, 2013, by ")
    assert form.lift_tour.isVisible()
    assert form.reason.text() == ""
    sample.window.session.undo()
    sample.until(lambda: form.held.text() == "No hold.")


def test_a_hold_without_a_reason_is_asked_for(sample: Desk) -> None:
    form = records_form(sample)
    form.hold_file.click()
    sample.settle()
    assert form.held.text() == "No hold."
    assert form.reason.hasFocus()


def test_the_schedule_is_typed_and_the_tour_is_kept_by_it(sample: Desk) -> None:
    form = records_form(sample)
    tour = sample.window.session.tour_id
    line = {"what": "Trips", "years": "5", "source": "Schedule 12", "since": "1/1/2010"}

    def write(ws: object, _: object) -> None:
        row = ""
        for field, text in line.items():
            row = ws.lists.set(tour, "retention", row, field, text)  # type: ignore[attr-defined]

    sample.window.session.write(write)
    sample.until(lambda: form.series.findData("Trips") > 0)
    form.series.setCurrentIndex(form.series.findData("Trips"))
    form.series.activated.emit(form.series.currentIndex())
    sample.until(lambda: form.kept.text().startswith("Kept until Oct. 16, 2018"))
    form.until.setFocus()
    QTest.keyClicks(form.until, "1/31/2030")
    QTest.keyClick(form.until, Qt.Key.Key_Return)
    sample.until(lambda: form.kept.text().startswith("Kept until Jan. 31, 2030"))
    form.until.selectAll()
    QTest.keyClicks(form.until, "10/1/2013")
    QTest.keyClick(form.until, Qt.Key.Key_Return)
    sample.settle()
    told = sample.window.notices.current
    assert told is not None
    assert told.text.startswith("The tour ends after that day.")
    assert form.until.text() == "10/1/2013", "what was typed stays, to be mended"


def test_private_facts_want_a_reason_and_the_export_is_one_new_folder(
    sample: Desk, tmp_path: Path
) -> None:
    form = records_form(sample)
    form.private.setChecked(True)
    form.export.click()
    assert form.problem.isVisible()
    form.private.setChecked(False)
    form.days.setText("Monday")
    form.export_into(tmp_path)
    assert "names no days" in form.problem.text()
    form.days.setText("1")
    form.export_into(tmp_path)
    assert not form.problem.isVisible()
    out = tmp_path / f"{sample.window.session.tour.name} records 2013-10-11"  # type: ignore[union-attr]
    sample.until(lambda: (out / "records.json").exists())
    sample.settle()
    data = json.loads((out / "records.json").read_text("utf-8"))
    assert data["about"]["Days"].startswith("1 of ")
    form.export_into(tmp_path)
    sample.until(lambda: Path(f"{out} 2").exists())
    sample.settle()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    sample.settle()
    assert not isinstance(sample.window.stack.currentWidget(), RecordsForm)
