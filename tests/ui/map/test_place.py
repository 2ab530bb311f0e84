"""The place of the map: days, list, empty states, what is written and remembered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from tests.hostile import PAYLOADS
from tests.ui.conftest import Desk
from tests.ui.map.conftest import mark_id, open_map
from tourplanner.app import ProgramDoors
from tourplanner.core.changes import Action, Edit
from tourplanner.services.maps import MarkKind
from tourplanner.ui.map.place import MapPlace
from tourplanner.ui.visits.place import VisitsPlace


def test_a_tab_for_the_tour_and_one_a_day(plain: MapPlace, sample: Desk) -> None:
    assert [name for name, _ in plain.tabs] == [
        "Whole tour",
        "Mon, Oct 14",
        "Tue, Oct 15",
        "Wed, Oct 16",
    ]
    sample.window.nav.choose_tab(2)
    assert {row.day for row in plain.list.model.rows} == {1}
    shown = {p.mark.label for p in plain.plain.placed if p.mark.kind is MarkKind.STOP}
    assert shown
    assert all(label.startswith("2.") for label in shown)
    sample.window.nav.choose_tab(0)
    assert {row.day for row in plain.list.model.rows} == {-1, 0, 1, 2}


def test_a_row_chooses_the_mark(plain: MapPlace) -> None:
    at = next(k for k, row in enumerate(plain.list.model.rows) if row.label == "2.1")
    plain.list.table.choose(at)
    assert plain.plain.current == mark_id(plain, "2.1")
    assert plain.chosen == plain.plain.current


def test_the_list_speaks_and_is_first(plain: MapPlace) -> None:
    assert plain.first_widget() is plain.list.table
    model = plain.list.model
    at = next(k for k, row in enumerate(model.rows) if row.label == "1.1")
    spoken = model.data(model.index(at, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Stop 1.1, Madison Elementary")
    assert [column.title for column in model.columns] == [
        "Number",
        "Name",
        "Day",
        "Time",
        "Town",
        "How far",
    ]


def test_a_change_elsewhere_is_drawn(plain: MapPlace, sample: Desk) -> None:
    mark = mark_id(plain, "1.1")
    sample.window.session.write(
        lambda ws, _: ws.file.write(
            Action("Rename", (Edit(plain.shown.mark(mark).site, "site", {"name": "New name"}),))
        )
    )
    sample.until(lambda: plain.shown.mark(mark).name == "New name")
    sample.until(lambda: any(row.name == "New name" for row in plain.list.model.rows))


def test_times_follow_who_sits_in_which_coach(plain: MapPlace, sample: Desk) -> None:
    """How long a coach boards hangs on its riders: the map and the visits tell the new times."""
    session = sample.window.session
    tour = session.tour_id

    def times() -> list[str]:
        return [row.when for row in plain.list.model.rows]

    session.write(lambda ws, _: ws.tours.add_coach(tour, {"name": "Van", "has_lift": True}))
    sample.settle()
    before = times()
    on_wheels = "Name,Coach,Access\nAna,Van,wheelchair\nBo,Van,wheelchair\nCy,Van,wheelchair\n"
    session.write(lambda ws, _: ws.lists.paste(tour, "riders", on_wheels))
    sample.until(lambda: times() != before)
    visits = sample.go("visits")
    assert isinstance(visits, VisitsPlace)
    sample.until(lambda: bool(visits._leaving))
    sample.settle()
    leaving = visits._leaving
    session.undo()
    sample.until(lambda: visits._leaving != leaving)


def test_enter_opens_the_site(plain: MapPlace, sample: Desk) -> None:
    at = next(k for k, row in enumerate(plain.list.model.rows) if row.label == "1.1")
    plain.list.table.choose(at)
    sample.qtbot.keyClick(plain.list.table, Qt.Key.Key_Return)
    sample.settle()
    place = sample.window.current_place()
    assert place is not None
    assert place.name == "sites"


def test_without_a_plan_the_sites_are_shown(
    desk: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    with doors.open(sample_file, write=True) as office:
        tour = office.tours.find("pathways")
        office.tours.change(tour, {"current_variant": None}, "No plan")
    desk.open(sample_file)
    place = open_map(desk)
    assert place.shown is not None
    assert place.shown.days == ()
    assert place.header_note == "Nothing is planned yet: Tours, Ctrl+2"
    assert len([p for p in place.plain.placed if p.mark.kind is MarkKind.CANDIDATE]) == 13
    assert place.list.model.rows[0].name == "Sites"


def test_a_tour_without_any_point_says_what_to_do(
    desk: Desk, office_file: Path, doors: ProgramDoors
) -> None:
    with doors.open(office_file, write=True) as office:
        facts = {"name": "Empty", "start_date": "2013-10-14", "days": 1}
        office.file.write(Action("New tour", (Edit("7" * 32, "tour", facts),)))
    desk.open(office_file)
    place = open_map(desk)
    assert place.pages.currentWidget() is place.empty
    assert place.empty.sentence.text() == "No place of this tour is known yet."
    assert "Ctrl+1" in place.empty.else_how.text()
    assert not place.acts.print.isEnabled()
    assert not place.acts.move.isEnabled()


def test_sites_without_points_are_told(desk: Desk, office_file: Path, doors: ProgramDoors) -> None:
    with doors.open(office_file, write=True) as office:
        tour = {"name": "Empty", "start_date": "2013-10-14", "days": 1}
        office.file.write(
            Action(
                "New tour",
                (
                    Edit("7" * 32, "tour", tour),
                    Edit("8" * 32, "site", {"name": "Hill School"}),
                    Edit("9" * 32, "stop", {"tour": "7" * 32, "site": "8" * 32, "wish": "may"}),
                ),
            )
        )
    desk.open(office_file)
    place = open_map(desk)
    assert place.empty.sentence.text() == "Hill School has no point yet."


def test_a_file_without_a_tour(desk: Desk, office_file: Path) -> None:
    desk.window.open_path(office_file)
    desk.until(lambda: desk.window.session.path is not None)
    desk.settle()
    place = open_map(desk)
    assert place.empty.sentence.text() == "No tour in this file yet."
    assert place.tabs == []


def test_a_file_for_reading_moves_nothing(
    desk: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    desk.window.session.open(sample_file, write=False)
    desk.until(lambda: desk.window.session.tour is not None)
    desk.settle()
    place = open_map(desk)
    assert not place.acts.move.isEnabled()
    mark = place.shown.mark(mark_id(place, "1.1"))
    place.moving.move(mark.id, 34.2, -118.2)
    desk.settle()
    assert place.shown.mark(mark.id).point == mark.point


def test_the_map_for_the_press_is_written(plain: MapPlace, sample: Desk, tmp_path: Path) -> None:
    target = tmp_path / "press.html"
    plain.papers.write_press_to(target)
    sample.until(target.exists)
    sample.until(lambda: sample.window.notices.current is not None)
    assert "held back" in sample.window.notices.current.text
    assert "Tower Inn" not in target.read_text("utf-8")


def test_the_plain_map_is_remembered(plain: MapPlace, sample: Desk) -> None:
    plain.acts.plain.trigger()
    assert sample.window.memory.plain_map
    plain.acts.plain.trigger()
    assert not sample.window.memory.plain_map


def test_hostile_names_are_drawn_as_they_are(
    desk: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    point = {"lat": 36.0, "lon": -119.5, "precision": "pin", "source": "test"}
    with doors.open(sample_file, write=True) as office:
        office.file.write(
            Action(
                "Add",
                tuple(
                    Edit(f"{k:032x}", "site", {"name": text, "point": point})
                    for k, text in enumerate(PAYLOADS.values(), 1)
                    if "\ud800" not in text
                ),
            )
        )
    desk.open(sample_file)
    place = open_map(desk)
    names = {row.name for row in place.list.model.rows}
    assert PAYLOADS["img"] in names
    place.plain.select(f"{1:032x}")
    assert not place.plain.grab().isNull()


def test_closing_the_file_empties_the_map(plain: MapPlace, sample: Desk) -> None:
    sample.window.files.close_file()
    assert plain.shown is None
    assert plain.plain.placed == []
