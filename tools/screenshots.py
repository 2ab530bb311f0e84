"""Take pictures of the window on the sample tour: every place in every look.

The looks are light and dark at two scales of the screen and with the largest text, and contrast.

    .venv/bin/python tools/screenshots.py FOLDER [--only NAME,...] [--journey]

With --journey the pictures are those of a new user's first ten minutes: the steps of the test
(tests/journeys/ten_minutes.py) are played, by real keys and clicks, on a profile of its own.

Each look runs in a process of its own, because Qt reads the scale factor only at its start.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
LOOKS = (  # name, colors, scale factor of the screen, text in percent
    ("light", "light", 1, 100),
    ("dark", "dark", 1, 100),
    ("contrast", "contrast", 1, 100),
    ("light-200", "light", 2, 100),
    ("dark-200", "dark", 2, 100),
    ("light-text-200", "light", 1, 200),
    ("dark-text-200", "dark", 1, 200),
)
WIDTH, HEIGHT = 1280, 720
PASTED = "Madison Elementary, Pasadena\nMadison Elementary\nDorsa, San Jose\nNo such school"
TABLE = (
    "Long list\nSchool,CDS code,Town,Lat,Long,Call first,Why\n"
    "Madison Elementary,,,,,555-0117,garden\nSomewhere,4.81E+11,Fresno,,,,\n"
    "Sunrise Community House,,Fresno,-119.78,36.74,,\n"
)
RATES = (
    "For\tDollars\tSource\tFrom\n"
    "coach day\t1,650\tOffer of Sept. 1\t9/1/2013\nlodging\t95\tState rate\t7/1/2013\n"
)
PATIENCE_S = 600  # a busy machine compiles the planner first
JOURNEY_AT = datetime(2013, 10, 11, 15, tzinfo=UTC)


def main() -> int:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="looks, comma-separated")
    parser.add_argument("--journey", action="store_true", help="the first ten minutes")
    parser.add_argument("--look", default="", help=argparse.SUPPRESS)
    parser.add_argument("--office", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    if args.look:
        name, scheme, _, percent = next(look for look in LOOKS if look[0] == args.look)
        (play if args.journey else take)(args.folder, name, scheme, percent, args.office)
        return 0
    wanted = [word for word in args.only.split(",") if word]
    with tempfile.TemporaryDirectory() as home:
        for name, _, scale, _ in LOOKS:
            if wanted and name not in wanted:
                continue
            command = [sys.executable, __file__, str(args.folder), "--look", name]
            command += ["--office", str(Path(home) / "Pathways.tour")]
            command += ["--journey"] if args.journey else []
            subprocess.run(command, env=environment(home, scale), check=True)
    return 0


def environment(home: str, scale: int) -> dict[str, str]:
    """Give an environment with folders of its own and the scale of a screen."""
    own = {
        "HOME": home,
        "XDG_CONFIG_HOME": f"{home}/config",
        "XDG_DATA_HOME": f"{home}/data",
        "XDG_CACHE_HOME": str(Path.home() / ".cache"),
        "XDG_DOCUMENTS_DIR": f"{home}/Documents",
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(scale),
        "TZ": "America/Los_Angeles",
        "LANG": "C.UTF-8",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu",
    }
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        own["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # Chromium refuses to start as root otherwise
    return {**os.environ, **own}


def play(folder: Path, look: str, scheme: str, percent: int, office: Path) -> None:
    """Take the pictures of the first ten minutes in one look."""
    from tests.journeys.hands import Hands
    from tests.journeys.ten_minutes import CALIFORNIA, TenMinutes
    from tourplanner.app import ProgramDoors, prepare
    from tourplanner.ui.map.both import PLAIN_WISHED
    from tourplanner.ui.memory import Memory
    from tourplanner.ui.run import clear_clipboard, make_app
    from tourplanner.ui.shell.window import MainWindow
    from tourplanner.ui.theme import THEME
    from tourplanner.ui.tokens import Scheme

    prepare()
    os.environ[PLAIN_WISHED] = "1"
    app = make_app()
    THEME.apply(Scheme(scheme), text_percent=percent)
    home = office.with_name(look)
    os.environ["HOME"] = str(home)  # folders are told from there on
    doors = ProgramDoors(lambda: JOURNEY_AT, author="Lena Park")
    doors.warm_up()  # or the plan would wait for the compiler longer than the hands do
    window = MainWindow(doors, Memory(home / "window.ini"), home / "Documents")
    window.resize(WIDTH, HEIGHT)
    window.show()
    window.activateWindow()

    def shot(name: str) -> None:
        path = folder / f"{name}-{look}.png"
        window.grab().save(str(path))
        print(path, flush=True)

    TenMinutes(Hands(window, shot), CALIFORNIA).play()
    window.close()
    clear_clipboard()
    app.processEvents()


def take(folder: Path, look: str, scheme: str, percent: int, office: Path) -> None:
    """Take the pictures of one look."""
    from tourplanner.app import ProgramDoors, prepare
    from tourplanner.ui.memory import Memory
    from tourplanner.ui.run import make_app, make_window
    from tourplanner.ui.tokens import Scheme

    prepare()
    app = make_app()
    memory = Memory(office.with_name(f"{look}.ini"))
    memory.scheme = Scheme(scheme)
    memory.text_percent = percent
    window = make_window(ProgramDoors(), memory)
    window.resize(WIDTH, HEIGHT)
    window.show()

    def shot(name: str) -> None:
        settle(window)
        path = folder / f"{name}-{look}.png"
        window.grab().save(str(path))
        print(path, flush=True)

    def shot_menu(name: str) -> None:
        """Take a picture of the menu that is open, and close it."""
        menu = app.activePopupWidget()
        if menu is None:
            raise SystemExit(f"{name}: no menu is open.")
        path = folder / f"{name}-{look}.png"
        menu.grab().save(str(path))
        print(path, flush=True)
        menu.close()

    for other in ("North State 2012.tour", "Central Coast spring.tour"):
        path = office.with_name(other)
        path.touch()
        memory.add_recent(path)
    window.start.show_recent()
    wait(window, lambda: window.start.map.is_drawn or not window.start.map.isVisible())
    shot("01-start")
    window.files.new_file()
    shot("02-new-tour")
    if office.exists():
        window.open_path(office)
    else:
        window.files.drop_form()
        window.session.create_sample(office)
    wait(window, lambda: window.session.tour is not None)
    tours = window.place("tours")
    if tours.board is None:
        settle(window)
    if tours.board is None:
        shot("03-tours-empty")
        tours.planning.begin()
        wait(window, lambda: tours.planning.job is None)
    shot("04-tours-board")
    visit = next(i for i in tours.board_view.view.items_ if i.block.number == "2.1")
    tours.board_view.view.choose(visit)
    window.toast.hide()
    shot("05-tours-stop")
    if tours.split.is_narrow:
        tours.inspector_action.trigger()
        shot("05-tours-inspector")
        tours.inspector_action.trigger()
    drive = next(i for i in tours.board_view.view.items_ if i.block.kind == "D")
    tours.board_view.view.choose(drive)
    shot("06-tours-drive")
    for tab, name in (
        (1, "07-tours-lines"),
        (2, "08-tours-result"),
        (3, "08-tours-legs"),
        (4, "08-tours-ready"),
    ):
        window.nav.choose_tab(tab)
        shot(name)
    take_costs(window, shot)
    window.go("sites")
    shot("09-sites-empty")
    sites = window.place("sites")
    sites.field.setText("madison")
    wait(window, lambda: sites.model.rowCount() > 0)
    sites.table.choose(0)
    sites.table.setFocus()
    shot("10-sites-directory")
    window.nav.choose_tab(1)
    wait(window, lambda: sites.model.rowCount() > 0)
    sites.table.choose(1)
    shot("11-sites-candidates")
    sites.columns.ask()
    shot_menu("11-sites-columns")
    for tab, name in ((2, "11-sites-shortlist"), (3, "11-sites-matrix")):
        window.nav.choose_tab(tab)
        settle(window)
        shot(name)
    window.nav.choose_tab(0)
    window.go("visits")
    visits = window.place("visits")
    wait(window, lambda: visits.notes.rowCount() > 0)
    visits.note_list.choose(0)
    shot("12-visits")
    visits.middle.editor.selectAll()
    visits.middle.making.hold_back()
    shot("12-visits-hold-back")
    window.toast.hide()
    window.session.undo()
    settle(window)
    visits.middle.making.quote()
    shot("12-visits-quote")
    visits.middle.making.promise()
    shot("12-visits-promise")
    take_photos(window, office.with_name(f"card-{look}"), shot)
    window.go("papers")
    papers = window.place("papers")
    wait(window, lambda: bool(papers.pages_view.pages))
    shot("13-papers")
    papers.papers.choose("advisory")
    wait(window, lambda: bool(papers.beside.words.fields))
    papers.edit_words()
    shot("13-papers-words")
    papers.beside.tabs.setCurrentIndex(2)
    shot("13-papers-more")
    for tab, name in (
        (1, "13-riders"),
        (2, "13-program"),
        (3, "13-media"),
        (4, "13-coverage"),
    ):
        window.nav.choose_tab(tab)
        settle(window)
        shot(name)
    window.nav.choose_tab(2)
    for number, name in ((1, "13-interpreters"), (2, "13-payments"), (4, "13-templates")):
        papers.of_stops.choose(number)
        shot(name)
    window.nav.choose_tab(0)
    window.go("map")
    place = window.place("map")
    settle(window)
    wait(window, lambda: place.view() is not place.plain)
    painted_s = time.monotonic() + 1.0  # Chromium's own process paints when it likes
    wait(window, lambda: time.monotonic() > painted_s)
    shot("14-map")
    place.acts.plain.trigger()
    place.list.table.choose(2)
    shot("14-map-plain")
    fold, was = place.stack.fold, place.stack.fold.isChecked()
    fold.setChecked(not was)
    shot("14-map-layers")
    fold.setChecked(was)
    place.acts.plain.trigger()
    window.finding.open_palette()
    window.finding.palette.field.setText("madison")
    time.sleep(0.3)
    settle(window)
    path = folder / f"15-palette-{look}.png"
    window.finding.palette.grab().save(str(path))
    print(path, flush=True)
    window.finding.palette.close()
    window.finding.open_beside("tour", window.session.tour_id)
    painted_s = time.monotonic() + 1.0  # Chromium paints the map in its new width when it likes
    wait(window, lambda: time.monotonic() > painted_s)
    shot("17-card-beside")
    window.finding.beside.close_card()
    window.go("tours")
    tours.asides.show_hotels()
    shot("18-hotels")
    tours.asides.hotels.left.emit()
    window.go("sites")
    sites.taking.take(PASTED)
    shot("19-paste-review")
    table = office.with_name("sites of September.csv")
    table.write_text(TABLE, "utf-8")
    sites.taking.start_import()
    shot("19-import")
    sites.taking.import_file(table)
    wait(window, lambda: sites.taking.wizard is not None and sites.taking.wizard.step == 1)
    shot("19-import-columns")
    sites.taking.wizard.next.click()
    wait(window, lambda: sites.taking.wizard.step == 2)
    shot("19-import-rows")
    sites.taking.wizard.show_step(0)
    window.go("settings")
    settings = window.place("settings")
    for number in range(len(settings.tabs)):
        window.nav.choose_tab(number)
        shot(f"20-settings-{number}")
    window.go("day")
    day = window.place("day")
    settle(window)
    for number in range(len(day.tabs)):
        window.nav.choose_tab(number)
        shot(f"21-day-{number}")
    window.nav.choose_tab(0)
    day.rehearsing.toggle()
    shot("21-day-rehearsal")
    day.start_late()
    shot("21-day-late")
    day.set_sunlight(True)
    shot("21-day-sunlight")
    day.set_sunlight(False)
    window.go("practices")
    practices = window.place("practices")
    settle(window)
    for number in range(len(practices.tabs)):
        window.nav.choose_tab(number)
        shot(f"22-practices-{number}")
    window.nav.choose_tab(1)
    practices.cards.table.choose(0)
    shot("22-practices-card")
    practices.cards.table.opened.emit(0)
    shot("22-practices-card-open")
    window.go("exchange")
    shot("22-exchange")
    window.helping.show_help()
    shot("23-help")
    window.helping.show_keys()
    shot("24-keys")
    window.fold_sidebar()
    window.go("tours")
    shot("16-folded")
    window.close()
    app.processEvents()


def take_costs(window: object, shot: Callable[[str], None]) -> None:
    """Show the costs without a rate and with some, then two plans side by side."""
    from PySide6.QtGui import QGuiApplication

    tours = window.place("tours")  # type: ignore[attr-defined]
    window.nav.choose_tab(5)  # type: ignore[attr-defined]
    shot("08-tours-cost-empty")
    QGuiApplication.clipboard().setText(RATES)
    tours.later.costs.rates.paste()
    settle(window)
    shot("08-tours-cost")
    tours.variant_action.trigger()
    tours.result.beside.name.setText("Rain")
    tours.result.beside.name.returnPressed.emit()
    settle(window)
    window.nav.choose_tab(2)  # type: ignore[attr-defined]
    rested_s = time.monotonic() + 0.6  # the sketches are drawn anew once their size rests
    wait(window, lambda: time.monotonic() > rested_s)
    shot("08-tours-variants")
    window.toast.hide()  # type: ignore[attr-defined]
    window.session.undo()  # type: ignore[attr-defined]
    settle(window)


def take_photos(window: object, card: Path, shot: Callable[[str], None]) -> None:
    """Add photos at the stop that is shown, open one, and the case for its school."""
    from tests.pictures import picture

    visits = window.place("visits")  # type: ignore[attr-defined]
    if not visits.middle.strip.photos.values:
        for number in range(4):
            at = f"2013:10:14 09:4{number}:07"
            picture(card / f"{number}.jpg", at, offset="-07:00", seed=number, size=(1200, 800))
        visits.taking.take([card], visits.stops.values[0].stop)
        wait(window, lambda: len(visits.middle.strip.photos.values) == 4)
    shot("12-visits-promise-photos")
    visits.middle.open_photo(visits.middle.strip.photos.values[1].id)
    wait(window, lambda: len(visits.middle.strip.thumbs) == 4)
    shot("12-visits-photo")
    bar = visits.middle.photo_page.verticalScrollBar()
    bar.setValue(bar.maximum())
    shot("12-visits-photo-consent")
    window.go("sites")  # type: ignore[attr-defined]
    sites = window.place("sites")  # type: ignore[attr-defined]
    window.nav.choose_tab(1)  # type: ignore[attr-defined]
    settle(window)
    sites.table.choose(0)
    settle(window)
    sites.blocks.case.add_line("need")
    settle(window)
    area = sites.blocks.case.parentWidget()
    while not hasattr(area, "ensureWidgetVisible"):
        area = area.parentWidget()
    area.ensureWidgetVisible(sites.blocks.case.form)
    shot("11-sites-case")
    window.nav.choose_tab(0)  # type: ignore[attr-defined]


def settle(window: object) -> None:
    """Let everything that is under way come to an end and be painted."""
    from tourplanner.ui.theme import THEME

    def is_settled() -> bool:
        is_busy = THEME.is_changing or window.nav.is_filling  # type: ignore[attr-defined]
        return window.session.jobs.is_idle and not is_busy  # type: ignore[attr-defined]

    wait(window, is_settled)


def wait(window: object, ready: Callable[[], bool]) -> None:
    """Run the window until something holds."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + PATIENCE_S
    calm = 0
    while calm < 5:
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop runs here
        time.sleep(0.01)
        calm = calm + 1 if ready() else 0
        if time.monotonic() > end:
            raise SystemExit("It did not come in time.")


if __name__ == "__main__":
    sys.exit(main())
