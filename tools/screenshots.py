"""Take pictures of the window on the sample tour: every place, dialog and menu in every look.

The looks are light and dark at two scales of the screen and with the largest text, and contrast.

    .venv/bin/python tools/screenshots.py FOLDER [--only NAME,...] [--journey]

With --journey the pictures are those of a new user's first ten minutes: the steps of the test
(tests/journeys/ten_minutes.py) are played, by real keys and clicks, on a profile of its own.

Each look runs in a process of its own, because Qt reads the scale factor only at its start.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
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
JOURNEY_AT = datetime(2013, 10, 11, 15, tzinfo=UTC)


def main() -> int:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="looks, comma-separated")
    parser.add_argument("--journey", action="store_true", help="the first ten minutes")
    parser.add_argument("--look", default="", help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    if args.look:
        name, scheme, _, percent = next(look for look in LOOKS if look[0] == args.look)
        (play if args.journey else take)(args.folder, name, scheme, percent, args.home)
        return 0
    wanted = [word for word in args.only.split(",") if word]
    with tempfile.TemporaryDirectory() as home:
        for name, _, scale, percent in LOOKS:
            # With large text the inspector is folded, and the story has other presses.
            if (wanted and name not in wanted) or (args.journey and percent > 100):
                continue
            command = [sys.executable, __file__, str(args.folder), "--look", name]
            command += ["--home", home]
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
        "QT_QPA_PLATFORM": f"offscreen:configfile={screen(home, scale)}",
        "QT_SCALE_FACTOR": str(scale),
        "TZ": "America/Los_Angeles",
        "LANG": "C.UTF-8",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu",
    }
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        own["QTWEBENGINE_DISABLE_SANDBOX"] = "1"  # Chromium refuses to start as root otherwise
    return {**os.environ, **own}


def screen(home: str, scale: int) -> Path:
    """Describe a screen that the window fills: menus and dialogs have its room and no more."""
    size = {"width": WIDTH * scale, "height": HEIGHT * scale}
    one = {"name": "screen", "x": 0, "y": 0, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    path = Path(home) / f"screen-{scale}.json"
    path.write_text(json.dumps({"screens": [one | size]}), "utf-8")
    return path


def play(folder: Path, look: str, scheme: str, percent: int, home: Path) -> None:
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
    home /= look
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


def take(folder: Path, look: str, scheme: str, percent: int, home: Path) -> None:
    """Take the pictures of one look, on a file of its own."""
    from tools.pictures import dialogs, places
    from tools.pictures.camera import Camera
    from tourplanner.app import ProgramDoors, prepare
    from tourplanner.ui.memory import Memory
    from tourplanner.ui.run import make_app, make_window
    from tourplanner.ui.tokens import Scheme

    prepare()
    app = make_app()
    own = home / look
    own.mkdir()
    memory = Memory(own / "window.ini")
    memory.scheme = Scheme(scheme)
    memory.text_percent = percent
    window = make_window(ProgramDoors(), memory)
    window.resize(WIDTH, HEIGHT)
    window.show()
    camera = Camera(window, folder, look)
    places.take_start(camera, own / "Pathways.tour")
    places.take_tours(camera)
    places.take_sites(camera)
    places.take_visits(camera, own / "card")
    places.take_papers(camera)
    places.take_map(camera)
    places.take_lists_in(camera, own / "sites of September.csv")
    places.take_others(camera)
    places.take_point(camera, own / "EDGE_GEOCODE_PUBLICSCH_2526.csv")
    dialogs.take_all(camera, own)
    window.close()
    app.processEvents()


if __name__ == "__main__":
    sys.exit(main())
