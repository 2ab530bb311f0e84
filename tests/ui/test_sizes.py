"""Places of the window in little room: nothing is cut, nothing over another thing."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.conftest import LONG_MS, Desk
from tests.ui.room import cut, overlaps, shown, too_long
from tests.ui.test_partners import tell
from tourplanner.ui.map.place import MapPlace
from tourplanner.ui.papers.place import PapersPlace
from tourplanner.ui.papers.templates import TemplatesEditor
from tourplanner.ui.practices.place import NEEDS, PARTNERS, PracticesPlace
from tourplanner.ui.run import make_app
from tourplanner.ui.sites.columns import MATRIX
from tourplanner.ui.sites.filter_values import Filter
from tourplanner.ui.sites.lacks import LackStrip
from tourplanner.ui.sites.place import SitesPlace
from tourplanner.ui.style import style_sheet
from tourplanner.ui.theme import THEME, font, look, tokens
from tourplanner.ui.tokens import Density, Scheme
from tourplanner.ui.tours.new_tour import NewTourForm
from tourplanner.ui.tours.place import ToursPlace
from tourplanner.ui.visits.place import VisitsPlace
from tourplanner.ui.widgets.badges import Chip
from tourplanner.ui.widgets.basic import CutLabel
from tourplanner.ui.widgets.fields import ComboBox, NumberBox, SideIcon


@pytest.fixture(params=["100", "200"])
def sized(desk: Desk, sample_file: Path, request: pytest.FixtureRequest) -> Desk:
    """The window at 1280 x 720, with the smallest and the largest text."""
    desk.window.commands.by_name[f"text_{request.param}"].trigger()
    desk.open(sample_file)
    return desk


def check(desk: Desk) -> None:
    desk.settle()
    page = desk.window.nav.current()
    assert page is not None
    for part in (page, desk.window.header):
        assert not list(cut(part))
        assert not list(overlaps(part))
        assert not list(too_long(part))


def test_papers(sized: Desk) -> None:
    papers = sized.go("papers")
    assert isinstance(papers, PapersPlace)
    sized.until(lambda: bool(papers.pane.pages_view.pages))
    check(sized)
    papers.papers.choose("advisory")
    sized.until(lambda: papers.stop.isVisible() and bool(papers.beside.words.fields))
    papers.stop.clear()
    QApplication.sendEvent(papers.stop, QEvent(QEvent.Type.StyleChange))  # as with another look
    papers.stop.sizeHint()
    papers.refresh()
    sized.until(lambda: papers.stop.count() > 0)
    check(sized)
    words = QFontMetrics(papers.stop.font()).horizontalAdvance(papers.stop.currentText())
    assert papers.stop.width() > words, "the stop is named in full"
    papers.edit_words()
    check(sized)
    papers.beside.tabs.setCurrentIndex(2)
    check(sized)
    for tab in (1, 2, 3):
        papers.choose_tab(tab)
        sized.settle()
        check(sized)
    papers.choose_tab(2)
    papers.of_stops.choose(4)
    sized.settle()
    templates = papers.findChild(TemplatesEditor)
    assert templates is not None
    words = QFontMetrics(templates.stop.font()).horizontalAdvance(templates.stop.currentText())
    assert templates.stop.width() > words + look().px(20), "the stop is named in full here too"


def visits(sized: Desk) -> None:
    visits = sized.go("visits")
    assert isinstance(visits, VisitsPlace)
    visits.note_list.choose(0)
    check(sized)


def sites(sized: Desk) -> None:
    sites = sized.go("sites")
    assert isinstance(sites, SitesPlace)
    check(sized)
    sites.choose_tab(1)
    sized.settle()
    strip = next(one for one in sites.findChildren(LackStrip) if one.isVisible())
    parts = [part for part in strip.findChildren(QWidget) if isinstance(part, Chip | QPushButton)]
    first = min(parts, key=lambda part: part.y())
    sized.until(lambda: first.visibleRegion().boundingRect().height() >= first.height() - 2)
    sites.table.choose(1)
    check(sized)
    sites.table.opened.emit(1)
    check(sized)


def a_pasted_list(sized: Desk) -> None:
    sites = sized.go("sites")
    assert isinstance(sites, SitesPlace)
    sites.taking.review_list("Madison Elementary\nParlier\nNo such school at all")
    assert sites.taking.review is not None
    sized.until(lambda: sites.taking.review is not None and sites.taking.review.step == 1)
    check(sized)


def test_an_imported_list(sized: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a long list of sites of September.csv"
    path.write_text(
        "Long list\nSchool,CDS code,Town,Lat,Long,Call first,Why\n"
        "Madison Elementary,,,,,555-0117,garden\nSomewhere,4.81E+11,Fresno,,,,\n"
        "Sunrise Community House,,Fresno,-119.78,36.74,,\n",
        "utf-8",
    )
    sites = sized.go("sites")
    assert isinstance(sites, SitesPlace)
    sites.taking.start_import()
    check(sized)
    sites.taking.import_file(path)
    wizard = sites.taking.wizard
    assert wizard is not None
    sized.until(lambda: wizard.step == 1)
    check(sized)
    wizard.next.click()
    sized.until(lambda: wizard.step == 2)
    check(sized)
    wizard.show_step(0)
    check(sized)


def filters_of_sites(sized: Desk) -> None:
    sites = sized.go("sites")
    assert isinstance(sites, SitesPlace)
    sites.choose_tab(1)
    sites.filters.set_filters(
        (Filter("county", "Los Angeles"), Filter("grades", "1-5"), Filter("look", "newer"))
    )
    check(sized)
    sites.filters.set_filters(())
    sized.settle()
    sites.table.selectAll()
    check(sized)


def test_map(sized: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOURPLANNER_PLAIN_MAP", "1")
    place = sized.go("map")
    assert isinstance(place, MapPlace)
    place.list.table.choose(2)
    check(sized)
    words = QFontMetrics(font(12))
    longest = max(words.horizontalAdvance(f"→ {row.far}") for row in place.list.model.rows[1:4])
    room = place.list.table.viewport().width() - look().px(30) - 14 - 8 - 12  # beside the badge
    assert longest <= room, "miles and minutes stand whole"


def test_buttons_without_room_are_in_a_menu(sized: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOURPLANNER_PLAIN_MAP", "1")
    place = sized.go("map")
    assert isinstance(place, MapPlace)
    header = sized.window.header
    buttons = [b.text().strip() for b in header.findChildren(QPushButton) if b.isVisible()]
    assert "Map for the press" in buttons
    moved = [action for action in header.more.menu().actions() if header.more.isVisible()]
    is_large = "Move pins" not in buttons
    in_menu = [place.acts.move, place.acts.print, place.acts.picture]
    assert moved == (in_menu if is_large else [])
    for action in moved[:1]:
        action.trigger()
        assert place.moving.is_on
    papers = sized.go("papers")
    assert isinstance(papers, PapersPlace)
    assert header.more.isVisible() == is_large
    assert set(header.more.menu().actions()) <= {*papers.others, *place.menu_actions()}


def a_quote_and_a_promise(sized: Desk) -> None:
    visits = sized.go("visits")
    assert isinstance(visits, VisitsPlace)
    sized.until(lambda: visits.notes.rowCount() > 0)
    visits.note_list.choose(0)
    visits.middle.editor.setPlainText("Families who face eviction come to the center first. " * 3)
    visits.middle.editor.selectAll()
    visits.middle.making.quote()
    check(sized)
    page = visits.middle.pages.quote
    assert page.speaker.hasFocus()
    in_view = page.speaker.visibleRegion().boundingRect()
    assert in_view == page.speaker.rect(), "who said it is asked in view"
    visits.middle.making.promise()
    check(sized)
    sized.window.resize(1280, 600)  # as where photos stand under it
    check(sized)
    sized.window.resize(1280, 720)


def practices(sized: Desk) -> None:
    practices = sized.go("practices")
    assert isinstance(practices, PracticesPlace)
    sized.until(lambda: "contact" in practices.page_of_card.fields)
    check(sized)
    practices.cards.table.opened.emit(0)
    check(sized)
    practices.choose_tab(0)
    check(sized)


def tours(sized: Desk) -> None:
    tours = sized.go("tours")
    assert isinstance(tours, ToursPlace)
    for tab in range(len(tours.tabs)):
        sized.window.nav.choose_tab(tab)
        check(sized)
    assert tours.later.costs is not None
    rates = tours.later.costs.rates.table
    assert rates.columnViewportPosition(3) < rates.viewport().width(), "four columns are in view"
    heads = tours.lines.horizontalHeader()
    sized.window.nav.choose_tab(1)
    sized.settle()
    what = [line.title for line in tours.lines.lines.columns].index("What")
    assert heads.sectionSize(what) > 150
    was = sized.window.sidebar.is_folded
    sized.window.sidebar.fold(folded=False)
    sized.window.nav.choose_tab(2)
    check(sized)
    assert tours.result.horizontalScrollBar().maximum() == 0, "the result fits beside the places"
    sized.window.sidebar.fold(folded=was)
    sized.settle()


def the_inspector_is_there_with_the_largest_text(sized: Desk) -> None:
    tours = sized.go("tours")
    assert isinstance(tours, ToursPlace)
    sized.window.nav.choose_tab(0)
    sized.settle()
    is_large = tours.split.is_narrow
    assert tours.inspector.isVisible() is not is_large
    QTest.keyClick(sized.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert tours.inspector.isVisible() is is_large
    assert tours.board_view.isVisible() is not is_large
    check(sized)
    QTest.keyClick(sized.window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert tours.board_view.isVisible()


def large_text_folds_the_places_and_cuts_no_tab(sized: Desk) -> None:
    sized.go("tours")
    side, tabs = sized.window.sidebar, sized.window.header.tabs
    is_large = look().text_percent > 100
    assert side.is_folded is is_large
    assert tabs.tabRect(tabs.count() - 1).right() <= tabs.width()
    title = sized.window.header.title
    assert is_large or title.width() >= title.sizeHint().width(), "the tour has its whole name"
    QTest.keyClick(sized.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert side.is_folded is not is_large
    assert sized.window.memory.sidebar_folded is (not is_large), (
        "in a narrow window nobody chose it"
    )


def the_place_that_is_shown_is_marked_in_view(sized: Desk) -> None:
    sized.go("exchange")
    places = sized.window.sidebar.places
    shown = places.visualRect(places.currentIndex())
    assert not shown.isEmpty()
    assert places.viewport().rect().contains(shown)


def marks_grow_with_the_text(sized: Desk) -> None:
    sized.go("tours")
    primary = next(b for b in sized.window.header.findChildren(QPushButton) if b.isVisible())
    assert primary.iconSize().width() == look().px(16)


def test_a_new_tour(desk: Desk) -> None:
    desk.window.commands.by_name["text_200"].trigger()
    desk.settle()
    desk.window.files.new_file()
    desk.settle()
    page = desk.window.stack.currentWidget()
    assert isinstance(page, NewTourForm)
    assert not list(cut(page))
    assert not list(overlaps(page))
    assert page.widget().width() <= page.viewport().width()
    QTest.mouseClick(page.make, Qt.MouseButton.LeftButton)
    desk.settle()
    said = page.problem.mapTo(page.viewport(), page.problem.rect().bottomLeft())
    assert page.viewport().rect().contains(said), "what is missing is told in view"


def the_selection_matrix_shows_more_than_its_heads(sized: Desk) -> None:
    sites = sized.window.place("sites")
    assert isinstance(sites, SitesPlace)
    sized.go("sites")
    sized.window.nav.choose_tab(3)
    sized.until(lambda: sites.matrix.pane.model.rowCount() > 2)
    sized.settle()
    view, entries = sites.matrix.pane.view, sites.matrix.pane.list
    seen = view.viewport().rect()
    assert seen.contains(view.visualRect(view.model().index(0, 0)))
    assert seen.intersects(view.visualRect(view.model().index(1, 0)))
    assert (
        view.mapTo(sites, view.rect().bottomLeft()).y()
        < entries.mapTo(sites, entries.rect().topLeft()).y()
    )
    assert entries.height() >= look().row_height


def an_icon_in_a_field_is_as_large_as_its_letters(sized: Desk) -> None:
    field = sized.window.place("sites").first_widget()
    icon = field.findChild(SideIcon)
    assert icon is not None
    letters = QFontMetrics(field.font())
    assert icon.iconSize().height() >= letters.capHeight()
    assert icon.iconSize().height() == look().px(16)
    assert field.rect().contains(icon.geometry())
    assert field.textMargins().left() >= icon.width(), "the words begin beside it"


def the_marks_of_a_menu_grow_with_its_words(sized: Desk) -> None:
    sizes = sized.window.commands.by_name["text_100"]
    menu = next(m for m in sized.window.findChildren(QMenu) if sizes in m.actions())
    menu.popup(sized.window.pos())
    on = next(action for action in menu.actions() if action.isChecked())
    row = menu.actionGeometry(on)
    left = menu.grab(QRect(row.left(), row.top(), look().px(20), row.height())).toImage()
    menu.close()
    ground = left.pixel(0, 0)
    wide = range(left.width())
    high = sum(any(left.pixel(x, y) != ground for x in wide) for y in range(left.height()))
    assert high >= look().px(7)


def a_job_with_a_long_name_leaves_room_for_the_others(sized: Desk) -> None:
    end, session = Event(), sized.window.session
    long = f"Reading {'Arts & Sciences ' * 9}.csv"
    for title in (long, "Adding photos"):
        session.jobs.read(
            lambda *_: end.wait(LONG_MS / 1000),
            lambda _: None,
            topic=title,
            title=title,
            needs_file=False,
        )
    tray = sized.window.status.tray
    sized.until(lambda: tray.isVisible() and len(session.jobs.running()) == 2)
    try:
        assert not list(cut(sized.window.status))
        tray._more.click()
        (menu,) = tray.findChildren(QMenu)
        words = menu.actions()[0].text()
        assert words.startswith("Cancel: Reading Arts && Sciences"), "no letter of it is a key"
        assert menu.sizeHint().width() <= sized.window.width()
        menu.close()
    finally:
        end.set()
    sized.settle()


def what_was_done_is_told_inside_the_window(sized: Desk) -> None:
    sized.window.sidebar.fold(False)
    sized.window.toast.say(
        "Plan 1: 7 stops, 6 left out; Result says why. 1 confirmed visit kept, 2 not"
    )
    sized.settle()
    assert sized.window.rect().contains(sized.window.toast.geometry())
    assert not list(cut(sized.window.toast))


def the_line_at_the_foot_ends_in_dots_and_has_the_whole_beside(sized: Desk) -> None:
    sized.go("tours")
    last = sized.window.status.findChildren(CutLabel)[-1]
    assert sized.window.status.rect().contains(last.geometry())
    assert last.toolTip().startswith("≈ is an estimate")
    assert QFontMetrics(last.font()).horizontalAdvance("≈ is an est…") < last.width(), "in any size"
    legend = next(
        w for w in shown(sized.window.status) if getattr(w, "text", str)()[:7] == "D drive"
    )
    assert legend.width() >= legend.sizeHint().width()


def a_card_beside_leaves_the_place_the_larger_part(sized: Desk) -> None:
    sized.go("tours")
    sized.window.finding.open_beside("tour", sized.window.session.tour_id)
    sized.until(lambda: sized.window.finding.beside.isVisible())
    sized.settle()
    assert not list(cut(sized.window.finding.beside))
    assert sized.window.finding.beside.width() < 0.45 * sized.window.width()
    header = sized.window.header
    buttons = [b for b in header.findChildren(QPushButton) if b.isVisible()]
    assert all(header.rect().contains(b.geometry()) for b in buttons)
    words = [b.text().strip() for b in buttons]
    words += [a.text() for a in header.more.menu().actions()] if header.more.isVisible() else []
    assert "Plan the days" in words
    place = sized.go("map")
    assert isinstance(place, MapPlace)
    sized.settle()
    assert place.stack.width() >= 400, "the map is no strip between list and card"
    assert place.stack.height() >= 200
    assert place.list.table.viewport().height() >= look().row_height


def partners_and_needs(sized: Desk) -> None:
    place = sized.go("practices")
    assert isinstance(place, PracticesPlace)
    tell(
        sized,
        (
            *("partnership", "Madison Elementary"),
            {
                "partner": "Jet Propulsion Laboratory",
                "since": "2009",
                "words": "Robots after school",
            },
        ),
        ("partnership", "Alview Elementary", {"partner": "NASA JPL", "until": "2011"}),
        ("need", "Madison Elementary", {"words": "Dentist", "code": "HLT-DEN"}),
        ("need", "Madison Elementary", {"words": "A quiet room"}),
    )
    place.choose_tab(PARTNERS)
    sized.settle()
    check(sized)
    place.partners.table.choose(0)
    place.partners.table.opened.emit(0)
    check(sized)
    place.choose_tab(NEEDS)
    sized.settle()
    check(sized)
    view = place.needs.pane.view
    view.setCurrentIndex(view.model().index(0, 0))
    place.needs.edit(place.needs.entries.values[0].kind, place.needs.entries.values[0].record)
    check(sized)


@pytest.mark.parametrize("percent", [100, 200])
def test_a_number_is_as_high_as_a_line_to_type_in(qtbot: QtBot, percent: int) -> None:
    make_app()
    THEME.apply(Scheme.LIGHT, Density.NORMAL, percent)
    whole = QWidget()
    qtbot.addWidget(whole)
    parts = (QLineEdit(), NumberBox("Minutes", 0, 90, 30, " min"), ComboBox())
    layout = QVBoxLayout(whole)
    for part in parts:
        layout.addWidget(part)
    whole.setStyleSheet(style_sheet(tokens(), percent))
    whole.show()
    assert len({part.height() for part in parts}) == 1


def test_the_places_of_the_plan(sized: Desk) -> None:
    an_icon_in_a_field_is_as_large_as_its_letters(sized)
    sites(sized)
    filters_of_sites(sized)
    the_selection_matrix_shows_more_than_its_heads(sized)
    a_pasted_list(sized)


def test_the_days(sized: Desk) -> None:
    tours(sized)
    the_line_at_the_foot_ends_in_dots_and_has_the_whole_beside(sized)
    marks_grow_with_the_text(sized)
    the_inspector_is_there_with_the_largest_text(sized)
    a_card_beside_leaves_the_place_the_larger_part(sized)


def test_a_coach_just_added_is_in_view(sized: Desk) -> None:
    tours = sized.go("tours")
    assert isinstance(tours, ToursPlace)
    tours.asides.show_about()
    about = tours.asides.about
    assert about is not None
    sized.settle()
    about.add.click()
    sized.until(lambda: len(about.away) == 2)
    name = next(field for key, field in about.fields.items() if key.endswith("/coach")).field
    sized.until(name.hasFocus)
    sized.settle()
    assert not name.visibleRegion().isEmpty()
    check(sized)


def test_visits_and_practices(sized: Desk) -> None:
    visits(sized)
    a_quote_and_a_promise(sized)
    practices(sized)
    partners_and_needs(sized)


def test_a_matrix_shows_three_rows_at_least(sized: Desk) -> None:
    sites = sized.go("sites")
    assert isinstance(sites, SitesPlace)
    sites.choose_tab(MATRIX)
    practices = sized.go("practices")
    assert isinstance(practices, PracticesPlace)
    practices.choose_tab(0)
    for name, pane in (("sites", sites.matrix.pane), ("practices", practices.matrix.pane)):
        sized.go(name)
        view = pane.view
        sized.until(lambda view=view: view.model().rowCount() > 3)
        sized.settle()
        assert view.rowViewportPosition(2) + view.rowHeight(2) <= view.viewport().height()
        assert pane.list.height() >= look().px(30)


def test_every_place_has_its_icon_in_view(sized: Desk) -> None:
    sized.window.sidebar.fold(folded=True)
    sized.settle()
    places = sized.window.sidebar.places
    assert places.verticalScrollBar().maximum() == 0
    assert places.hovered == -1  # no row is lit that the pointer is not over


def test_the_window_around_the_places(sized: Desk) -> None:
    large_text_folds_the_places_and_cuts_no_tab(sized)
    the_place_that_is_shown_is_marked_in_view(sized)
    what_was_done_is_told_inside_the_window(sized)
    the_marks_of_a_menu_grow_with_its_words(sized)
    a_job_with_a_long_name_leaves_room_for_the_others(sized)
