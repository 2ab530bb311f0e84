"""The list of sites: chips filter it, views are kept, one edit for many, and what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.conftest import Desk
from tourplanner.app import ProgramDoors
from tourplanner.core.model.site import Newer, SchoolRow, SiteView
from tourplanner.services.own_fields import add_own_field
from tourplanner.services.site_record import change_record
from tourplanner.ui.sites.filter_values import Filter, View, passes, read_views, views_text
from tourplanner.ui.sites.lacks import filters_of
from tourplanner.ui.sites.place import SitesPlace
from tourplanner.ui.sites.rows import SiteRow, from_school, from_view
from tourplanner.ui.widgets.chips import ChipButton


def candidates(desk: Desk) -> SitesPlace:
    place = desk.go("sites")
    assert isinstance(place, SitesPlace)
    place.choose_tab(1)
    desk.settle()
    return place


def names(place: SitesPlace) -> list[str]:
    return [row.name for row in place.model.rows]


def pick(desk: Desk, *words: str) -> None:
    """Choose an entry of the menu that is open, and of the menus in it."""
    desk.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    for word in words:
        assert isinstance(menu, QMenu)
        act = next(act for act in menu.actions() if act.text() == word)
        menu.setActiveAction(act)
        if act.menu() is None:
            act.trigger()
        menu = act.menu()
    while (opened := QApplication.activePopupWidget()) is not None:
        opened.close()
    desk.settle()


def test_chips_filter_the_list_and_are_taken_off_by_key(sample: Desk) -> None:
    place = candidates(sample)
    every = names(place)
    sample.qtbot.keyClick(
        place.field,
        Qt.Key.Key_F,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    pick(sample, "County", "Kern")
    assert names(place) == ["Cesar E. Chavez High", "Emerson Middle"]
    assert place._hidden.text() == "2 of 13 candidates"
    place.filters.add.setFocus()
    sample.qtbot.keyClick(place.filters.add, Qt.Key.Key_Space)
    pick(sample, "Grades", "9-12")
    assert names(place) == ["Cesar E. Chavez High"]
    chip = next(c for c in place.filters.findChildren(ChipButton) if c.text() == "County: Kern")
    sample.qtbot.keyClick(chip, Qt.Key.Key_Delete)
    sample.settle()
    assert "Parlier High" in names(place)
    assert "Emerson Middle" not in names(place)
    place.filters.set_filters((Filter("look", "hand"),))
    sample.settle()
    assert "No candidate fits the filters." in place.empty.sentence.text()
    place.filters.set_filters(())
    sample.settle()
    assert names(place) == every


def test_a_view_is_kept_for_the_next_time(sample: Desk) -> None:
    place = candidates(sample)
    place.filters.set_filters((Filter("county", "Kern"), Filter("county", "Fresno")))
    sample.settle()
    shown = names(place)
    assert len(shown) == 4
    place.filters.ask()
    pick(sample, "Keep this view")
    place.filters.set_filters(())
    sample.settle()
    place._read_views()
    place.filters.ask()
    pick(sample, "County: Kern, County: Fresno")
    assert names(place) == shown
    place.filters.ask()
    pick(sample, "Forget this view")
    assert sample.window.memory.site_views(sample.window.session.path or Path()) == "[]"


def test_one_edit_for_many_is_one_step_back(sample: Desk) -> None:
    place = candidates(sample)
    place.table.selectAll()
    sample.settle()
    block = place.blocks.edits
    assert block.isVisible()
    block.ladder.setCurrentIndex(block.ladder.findData("asked"))
    block.ladder.activated.emit(block.ladder.currentIndex())
    sample.until(lambda: {row.ladder for row in place.model.rows} == {"asked"})
    sample.settle()
    place.table.selectAll()
    block.tag.setText("Family center")
    sample.qtbot.keyClick(block.tag, Qt.Key.Key_Return)
    sample.until(lambda: "Family center" in sample.window.session.undo_label)
    sample.window.session.undo()
    sample.until(lambda: "Family center" not in sample.window.session.undo_label)
    sample.window.session.undo()
    sample.until(lambda: {row.ladder for row in place.model.rows} != {"asked"})


def test_dropping_asks_why(sample: Desk) -> None:
    place = candidates(sample)
    place.table.choose(2)
    sample.settle()
    site, block = place.model.rows[2].site, place.blocks.edits
    block.ladder.setCurrentIndex(block.ladder.findData("dropped"))
    block.ladder.activated.emit(block.ladder.currentIndex())
    assert block.why_line.isVisible()
    sample.qtbot.keyClicks(block.why, "too far")
    sample.qtbot.keyClick(block.why, Qt.Key.Key_Return)

    def ladder() -> str:
        return next(row.ladder for row in place.model.rows if row.site == site)

    sample.until(lambda: ladder() == "dropped")


def test_what_the_set_lacks_leads_to_schools_that_fill_it(sample: Desk) -> None:
    place = candidates(sample)
    sample.until(place.lacks.isVisible)
    lacks = {one.words: one for one in place.lacks._shown}
    assert "No site in 49 of 58 counties" in lacks
    assert "City or rural: not known of any of them" in lacks, "nothing is guessed"
    ((_, adult),) = filters_of(lacks["No adult school"])
    place.lacks.wished.emit((adult,))
    sample.until(lambda: place.tab == 0)
    sample.settle()
    assert place.filters.filters == (Filter("grades", "Adult"),)
    assert all("Adult" in row.grades for row in place.model.rows)
    assert not place.lacks.isVisible()


def school(**facts: str) -> SiteRow:
    return from_school(SchoolRow("cde", "1", name="A", **facts), "2018")


@pytest.mark.parametrize(
    ("row", "one", "fits"),
    [
        (school(county="Kern"), Filter("county", "Kern"), True),
        (school(county="Kern"), Filter("county", "Fresno"), False),
        (school(grades="K-6"), Filter("grades", "6-8"), True),
        (school(grades="K-5"), Filter("grades", "6-8"), False),
        (school(), Filter("grades", "6-8"), False),
        (school(locale="42"), Filter("setting", "Rural"), True),
        (school(), Filter("setting", "Rural"), False),
        (school(status="Closed"), Filter("look", "closed"), True),
        (school(), Filter("look", "point"), True),
        (school(), Filter("ladder", "idea"), False),
        (from_view(SiteView("1", "A"), "may"), Filter("mark", "may"), True),  # type: ignore[arg-type]
        (from_view(SiteView("1", "A"), ""), Filter("mark", ""), True),  # type: ignore[arg-type]
        (
            from_view(SiteView("1", "A", newer=Newer("2026", "", {})), ""),  # type: ignore[arg-type]
            Filter("look", "newer"),
            True,
        ),
    ],
)
def test_what_fits_a_filter(row: SiteRow, one: Filter, fits: bool) -> None:
    assert passes(row, [one]) is fits


def test_views_come_back_and_damaged_ones_are_none() -> None:
    views = [View((Filter("county", "Kern"),), "high"), View((), "a")]
    assert read_views(views_text(views)) == views
    for text in ("", "{", "[1]", '[["a"]]', "null"):
        assert read_views(text) == []
    assert read_views('[["a", [["shoe", "9"]]]]') == [View((), "a")]


def shown_columns(place: SitesPlace) -> list[str]:
    columns = place.model.columns
    return [c.title for k, c in enumerate(columns) if not place.table.isColumnHidden(k)]


def test_own_columns_stand_in_the_list_and_columns_are_chosen(
    desk: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    with doors.open(sample_file, write=True) as office:
        captain = add_own_field(office.file, "Bus captain")
        add_own_field(office.file, "Meals")
        emerson = next(view for view in office.sites.all() if view.name == "Emerson Middle")
        change_record(office, emerson.id, {f"own/{captain}": "Ruth Oda"})
    desk.window.resize(1900, 900)
    desk.open(sample_file)
    place = candidates(desk)
    assert shown_columns(place)[-2:] == ["Bus captain", "Meals (our own)"]
    at = [column.title for column in place.model.columns].index("Bus captain")
    said = {row.name: place.model.columns[at].value(row) for row in place.model.rows}
    assert said["Emerson Middle"] == "Ruth Oda"
    place.table._on_title(at)
    assert names(place)[0] == "Emerson Middle", "sorted by it, the empty ones last"
    place.field.setText("ruth")
    desk.settle()
    assert names(place) == ["Emerson Middle"], "and found by it"
    place.acts.columns.trigger()
    pick(desk, "Meals (our own)")
    place.acts.columns.trigger()
    pick(desk, "District")
    assert "District" in shown_columns(place)
    assert "Meals (our own)" not in shown_columns(place)
    place.choose_tab(0)
    desk.settle()
    assert "Bus captain" not in shown_columns(place), "a school of the directory has none"
    place.choose_tab(1)
    desk.settle()
    assert "District" in shown_columns(place), "what was wished is kept"
    place.acts.columns.trigger()
    pick(desk, "As they come")
    assert "District" not in shown_columns(place)


def test_undo_takes_an_own_column_out_of_the_list(
    desk: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    desk.window.resize(1900, 900)
    desk.open(sample_file)
    place = candidates(desk)
    desk.window.session.write(lambda ws, _: add_own_field(ws.file, "Bus captain"))
    desk.until(lambda: "Bus captain" in shown_columns(place))
    desk.window.session.undo()
    desk.until(lambda: "Bus captain" not in shown_columns(place))
