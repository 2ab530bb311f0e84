"""Pictures of every place of the window, on the sample tour."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from tests.pictures import picture
from tools.pictures.camera import Camera
from tourplanner.services.workspace import Workspace

PASTED = "Madison Elementary, Pasadena\nMadison Elementary\nDorsa, San Jose\nNo such school"
TABLE = (
    "Long list\nSchool,CDS code,Town,Lat,Long,Call first,Why\n"
    "Madison Elementary,,,,,555-0117,garden\nSomewhere,4.81E+11,Fresno,,,,\n"
    "Sunrise Community House,,Fresno,-119.78,36.74,,\n"
)
NOVA = "320001000099"
SWAPPED = (
    "NCESSCH,LEAID,NAME,OPSTFIPS,STREET,CITY,STATE,ZIP,STFIP,CNTY,NMCNTY,LOCALE,LAT,LON\n"
    f"{NOVA},3200010,Nova Elementary (fictitious),32,100 Invented Way,Las Vegas,NV,89101,32,32003,"
    "Clark County,11,-115.1391,36.1716\n"
)
RATES = (
    "For\tDollars\tSource\tFrom\n"
    "coach day\t1,650\tOffer of Sept. 1\t9/1/2013\nlodging\t95\tState rate\t7/1/2013\n"
)


def take_start(camera: Camera, office: Path) -> None:
    """Take the start page and the form of a new tour, then make the sample and plan it."""
    window = camera.window
    for other in ("North State 2012.tour", "Central Coast spring.tour"):
        path = office.with_name(other)
        path.touch()
        window.memory.add_recent(path)
    window.start.show_recent()
    camera.until(lambda: window.start.map.is_drawn or not window.start.map.isVisible())
    camera.shot("01-start")
    window.files.new_file()
    camera.shot("02-new-tour")
    window.files.drop_form()
    window.session.create_sample(office)
    camera.until(lambda: window.session.tour is not None)
    tours = window.place("tours")
    camera.shot("03-tours-empty")
    tours.planning.begin()
    camera.until(lambda: tours.planning.job is None)
    camera.shot("04-tours-board")


def take_tours(camera: Camera) -> None:
    """Take the tabs of Tours, a stop and a drive."""
    window, tours = camera.window, camera.window.place("tours")
    blocks = tours.board_view.view
    blocks.choose(next(item for item in blocks.items_ if item.block.number == "2.1"))
    window.toast.hide()
    camera.shot("05-tours-stop")
    if tours.split.is_narrow:
        tours.inspector_action.trigger()
        camera.shot("05-tours-inspector")
        tours.inspector_action.trigger()
    blocks.choose(next(item for item in blocks.items_ if item.block.kind == "D"))
    camera.shot("06-tours-drive")
    for tab, name in (
        (1, "07-tours-lines"),
        (2, "08-tours-result"),
        (3, "08-tours-legs"),
        (4, "08-tours-ready"),
        (5, "08-tours-cost-empty"),
    ):
        window.nav.choose_tab(tab)
        camera.shot(name)
    window.nav.choose_tab(3)
    camera.settle()
    tours.legs.table.choose(1)
    camera.shot("08-tours-legs-typed")
    window.nav.choose_tab(5)
    QGuiApplication.clipboard().setText(RATES)
    tours.later.costs.rates.paste()
    camera.shot("08-tours-cost")
    tours.variant_action.trigger()
    tours.result.beside.name.setText("Rain")
    tours.result.beside.name.returnPressed.emit()
    camera.settle()
    window.nav.choose_tab(2)
    camera.rest(0.6)  # the sketches are drawn anew once their size rests
    camera.shot("08-tours-variants")
    window.toast.hide()
    window.session.undo()
    camera.settle()


def take_sites(camera: Camera) -> None:
    """Take the tabs of Sites."""
    window = camera.window
    window.go("sites")
    camera.shot("09-sites-empty")
    sites = window.place("sites")
    sites.field.setText("madison")
    camera.until(lambda: sites.model.rowCount() > 0)
    sites.table.choose(0)
    sites.table.setFocus()
    camera.shot("10-sites-directory")
    window.nav.choose_tab(1)
    camera.until(lambda: sites.model.rowCount() > 0)
    sites.table.choose(1)
    camera.shot("11-sites-candidates")
    for tab, name in ((2, "11-sites-shortlist"), (3, "11-sites-matrix")):
        window.nav.choose_tab(tab)
        camera.shot(name)
    window.nav.choose_tab(0)


def take_visits(camera: Camera, card: Path) -> None:
    """Take a note, a quote, a promise and photos, from a card of a camera."""
    window = camera.window
    window.go("visits")
    visits = window.place("visits")
    camera.until(lambda: visits.notes.rowCount() > 0)
    visits.note_list.choose(0)
    camera.shot("12-visits")
    visits.middle.editor.selectAll()
    visits.middle.making.hold_back()
    camera.shot("12-visits-hold-back")
    window.toast.hide()
    window.session.undo()
    camera.settle()
    visits.middle.making.quote()
    camera.shot("12-visits-quote")
    visits.middle.making.promise()
    camera.shot("12-visits-promise")
    for number in range(4):
        at = f"2013:10:14 09:4{number}:07"
        picture(card / f"{number}.jpg", at, offset="-07:00", seed=number, size=(1200, 800))
    visits.taking.take([card], visits.stops.values[0].stop)
    camera.until(lambda: len(visits.middle.strip.photos.values) == 4)
    camera.shot("12-visits-promise-photos")
    visits.middle.open_photo(visits.middle.strip.photos.values[1].id)
    camera.until(lambda: len(visits.middle.strip.thumbs) == 4)
    camera.shot("12-visits-photo")
    camera.below("12-visits-photo-consent", visits.middle.photo_page)


def take_papers(camera: Camera) -> None:
    """Take a paper, what stands beside it, and the lists behind the papers."""
    window = camera.window
    window.go("papers")
    papers = window.place("papers")
    camera.until(lambda: bool(papers.pane.pages_view.pages))
    camera.shot("13-papers")
    papers.papers.choose("advisory")
    camera.until(lambda: bool(papers.beside.words.fields))
    papers.edit_words()
    camera.shot("13-papers-words")
    papers.beside.tabs.setCurrentIndex(2)
    camera.shot("13-papers-more")
    for tab, name in ((1, "riders"), (2, "program"), (3, "media"), (4, "coverage")):
        window.nav.choose_tab(tab)
        camera.shot(f"13-{name}")
    window.nav.choose_tab(2)
    for number, name in ((1, "interpreters"), (2, "payments"), (4, "templates")):
        papers.of_stops.choose(number)
        camera.shot(f"13-{name}")
    window.nav.choose_tab(0)


def take_map(camera: Camera) -> None:
    """Take both maps and their layers, and what stands beside a place."""
    window = camera.window
    window.go("map")
    place = window.place("map")
    camera.settle()
    camera.until(lambda: place.view() is not place.plain)
    camera.rest(1)
    camera.shot("14-map")
    place.acts.plain.trigger()
    place.list.table.choose(2)
    camera.shot("14-map-plain")
    fold, was = place.stack.fold, place.stack.fold.isChecked()
    fold.setChecked(not was)
    camera.shot("14-map-layers")
    fold.setChecked(was)
    place.acts.plain.trigger()
    camera.rest(1)
    window.finding.open_palette()
    window.finding.palette.field.setText("madison")
    camera.rest(0.3)
    camera.shot("15-palette")
    window.finding.open_beside("tour", window.session.tour_id)
    camera.rest(1)
    camera.shot("17-card-beside")
    window.finding.beside.close_card()
    window.go("tours")
    tours = window.place("tours")
    tours.asides.show_hotels()
    camera.shot("18-hotels")
    tours.asides.hotels.left.emit()


def take_lists_in(camera: Camera, table: Path) -> None:
    """Take a pasted list and a table on their way in."""
    window = camera.window
    window.go("sites")
    taking = window.place("sites").taking
    taking.take(PASTED)
    camera.shot("19-paste-review")
    table.write_text(TABLE, "utf-8")
    taking.start_import()
    camera.shot("19-import")
    taking.import_file(table)
    camera.until(lambda: taking.wizard is not None and taking.wizard.step == 1)
    camera.shot("19-import-columns")
    taking.wizard.next.click()
    camera.until(lambda: taking.wizard.step == 2)
    camera.shot("19-import-rows")
    taking.wizard.show_step(0)


def take_point(camera: Camera, directory: Path) -> None:
    """Take where a site is whose directory has latitude and longitude swapped."""
    window = camera.window
    directory.write_text(SWAPPED, "utf-8")

    def add(workspace: Workspace, _: object) -> str:
        workspace.directory.import_edition(directory, date="2026-02")
        workspace.sites.add_from_directory([NOVA])
        return workspace.sites.id_of(NOVA)

    window.go("sites")
    sites = window.place("sites")
    finder = sites.blocks.finder
    window.session.write(add, sites.show_record)
    camera.until(lambda: "take" in finder.buttons)
    sites.split.show_detail()
    camera.settle()
    sites.site.ensureWidgetVisible(finder, 0, 0)
    camera.shot("11-sites-point-swapped")
    finder.buttons["take"].click()
    camera.shot("11-sites-point-taken")
    window.session.undo()
    window.session.undo()
    sites.split.show_list()
    camera.settle()


def take_others(camera: Camera) -> None:
    """Take the settings, the day, the practices, help, and the window with its side bar folded."""
    window = camera.window
    window.go("settings")
    for number in range(len(window.place("settings").tabs)):
        window.nav.choose_tab(number)
        camera.shot(f"20-settings-{number}")
    window.go("day")
    day = window.place("day")
    camera.settle()
    for number in range(len(day.tabs)):
        window.nav.choose_tab(number)
        camera.shot(f"21-day-{number}")
    window.nav.choose_tab(0)
    day.rehearsing.toggle()
    camera.shot("21-day-rehearsal")
    day.start_late()
    camera.shot("21-day-late")
    day.set_sunlight(True)
    camera.shot("21-day-sunlight")
    day.set_sunlight(False)
    window.go("practices")
    practices = window.place("practices")
    camera.settle()
    for number in range(len(practices.tabs)):
        window.nav.choose_tab(number)
        camera.shot(f"22-practices-{number}")
    window.nav.choose_tab(1)
    practices.cards.table.choose(0)
    camera.shot("22-practices-card")
    practices.cards.table.opened.emit(0)
    camera.shot("22-practices-card-open")
    window.go("exchange")
    camera.shot("22-exchange")
    window.helping.show_help()
    camera.shot("23-help")
    window.helping.show_keys()
    camera.shot("24-keys")
    window.fold_sidebar()
    window.go("tours")
    camera.shot("16-folded")
    window.fold_sidebar()
    camera.settle()
