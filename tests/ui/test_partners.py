"""Partners and needs over all sites: the lists, the forms, the merge, undo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from tests.ui.conftest import Desk
from tourplanner.app import ProgramDoors
from tourplanner.services import case
from tourplanner.ui.practices.place import NEEDS, PARTNERS, PracticesPlace
from tourplanner.ui.sites.place import SitesPlace

MADISON = "Madison Elementary"


def place_of(desk: Desk, tab: int) -> PracticesPlace:
    place = desk.go("practices")
    assert isinstance(place, PracticesPlace)
    place.choose_tab(tab)
    desk.settle()
    return place


def tell(desk: Desk, *lines: tuple[str, str, dict[str, str]]) -> None:
    """Type lines of the case as other places of the window would."""

    def work(office: object, _: object) -> None:
        views = {view.name: str(view.id) for view in office.sites.all()}  # type: ignore[attr-defined]
        for kind, site, typed in lines:
            case.add(office, kind, views[site], typed)  # type: ignore[arg-type]

    desk.window.session.write(work)
    desk.settle()


def two_partners(desk: Desk) -> PracticesPlace:
    """JPL under two names at two sites."""
    place = place_of(desk, PARTNERS)
    tell(
        desk,
        ("partnership", MADISON, {"partner": "Jet Propulsion Laboratory", "since": "2009"}),
        ("partnership", "Alview Elementary", {"partner": "NASA JPL", "until": "2011"}),
    )
    desk.until(lambda: len(place.partners.model.rows) == 2)
    return place


def names(place: PracticesPlace) -> list[str]:
    return [one.row.name for one in place.partners.model.rows]


def words(widget: object) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel)]  # type: ignore[attr-defined]


def type_in(desk: Desk, field: object, text: str) -> None:
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    desk.qtbot.keyClicks(field, text)
    desk.qtbot.keyClick(field, Qt.Key.Key_Tab)
    desk.settle()


def test_partners_of_all_sites_stand_in_one_list_with_their_years(sample: Desk) -> None:
    place = two_partners(sample)
    assert names(place) == ["Jet Propulsion Laboratory", "NASA JPL"]
    assert place.tabs[PARTNERS] == ("Partners", "2")
    place.partners.table.choose(1)
    sample.settle()
    told = words(place.partners.partner)
    assert any("ended 2011" in one for one in told)
    buttons = [one.text().strip() for one in place.partners.partner.findChildren(QPushButton)]
    assert "Alview Elementary (over)" in buttons
    sample.qtbot.keyClicks(place.partners.search, "madison")
    assert names(place) == ["Jet Propulsion Laboratory"]


def test_two_names_of_one_partner_become_one_and_undo_parts_them(sample: Desk) -> None:
    place = two_partners(sample)
    place.partners.table.choose(0)
    sample.settle()
    page = place.partners.partner
    page.others.setCurrentIndex(page.others.findText("NASA JPL"))
    page.join.click()
    sample.settle()
    assert names(place) == ["Jet Propulsion Laboratory"]
    (one,) = place.partners.model.rows
    assert one.row.aliases == ("NASA JPL",)
    assert {link.site_name for link in one.links} == {MADISON, "Alview Elementary"}
    sample.window.session.undo()
    sample.settle()
    assert names(place) == ["Jet Propulsion Laboratory", "NASA JPL"]


def test_a_partner_is_made_named_and_tied_to_a_site_by_keys(
    sample: Desk, sample_file: Path, doors: ProgramDoors
) -> None:
    place = place_of(sample, PARTNERS)
    assert place.primary is not None
    assert place.primary.text() == "New partner"
    place.primary.trigger()
    sample.settle()
    page = place.partners.partner
    assert page.editor.form.fields["name"].hasFocus(), "ready to be named"
    type_in(sample, page.editor.form.fields["name"], "Innovate Pasadena")
    type_in(sample, page.editor.form.fields["alias"], "IP; Innovate")
    sample.until(lambda: bool(page._sites))
    page.site.setFocus()
    sample.qtbot.keyClicks(page.site, MADISON)
    sample.qtbot.keyClick(page.site, Qt.Key.Key_Return)
    sample.settle()
    type_in(sample, page.line.form.fields["since"], "Feb 2013")
    with doors.open(sample_file, write=False) as office:
        (row,) = case.partners(office)
        assert (row.name, row.aliases) == ("Innovate Pasadena", ("IP", "Innovate"))
        assert row.sites == (MADISON,)
    assert any("since Feb 2013" in one for one in words(page))


def test_a_gap_is_seen_over_all_sites_and_met_from_there(sample: Desk) -> None:
    place = place_of(sample, NEEDS)
    tell(
        sample,
        ("need", MADISON, {"words": "Dentist", "code": "HLT-DEN"}),
        ("service", "Alview Elementary", {"words": "Dental van", "code": "HLT-DEN"}),
    )
    view = place.needs
    sample.until(lambda: len(view.pane.model.pivot.rows) == 2)
    pivot = view.pane.model.pivot
    assert [name for _, name in pivot.rows] == ["Alview Elementary", MADISON]
    assert [cells[0].words for cells in pivot.cells] == ["service", "gap"]
    assert "1 gap at 1 site;" in view.told.text()
    view.pane.view.setCurrentIndex(view.pane.model.index(1, 0))
    assert "Gap: Dentist, and no service here." in words(view)
    view.add_service.click()
    sample.settle()
    assert view.editor.form.fields["words"].hasFocus()
    type_in(sample, view.editor.form.fields["words"], "Dentist on Fridays")
    assert view.pane.model.pivot.cells[1][0].words == "met"
    assert "No gap; the sums count gaps." in view.told.text()
    for _ in range(2):
        sample.window.session.undo()
        sample.settle()
    assert view.pane.model.pivot.cells[1][0].words == "gap"


def test_a_site_of_a_partner_is_a_click_away(sample: Desk) -> None:
    place = two_partners(sample)
    place.partners.table.choose(0)
    sample.settle()
    page = place.partners.partner
    site = next(b for b in page.findChildren(QPushButton) if b.text().strip() == MADISON)
    site.click()
    sample.settle()
    sites = sample.window.current_place()
    assert isinstance(sites, SitesPlace)


def test_a_partner_that_is_found_elsewhere_opens_in_its_place(sample: Desk) -> None:
    place = two_partners(sample)
    partner = place.partners.model.rows[1].row.id
    place.choose_tab(0)
    place.show_record(partner)
    sample.settle()
    assert place.tab == PARTNERS
    assert place.partners.partner.editor.form.fields["name"].text() == "NASA JPL"
