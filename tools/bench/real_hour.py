"""One real hour at a school, typed at the pace of a typist; or a paper sheet; or a practice card.

    .venv/bin/python tools/bench/real_hour.py [--minutes 60]
    .venv/bin/python tools/bench/real_hour.py --sheet     (five minutes are wanted)
    .venv/bin/python tools/bench/real_hour.py --card      (three minutes are wanted)

Keys go to the window without a screen as from a keyboard, four or five a second within a line, with
pauses in which people talk: 40 lines, 3 quotes, 2 promises, 6 photos and a consent over the
minutes given. While they come, another connection looks at the file every 50 ms, and the watchdog
of the tests at the window's thread. Printed: how long the latest letter took to the disk, which
slots took over 50 ms, what the corner of the window said after each line, the memory at begin and
end, and every word that is not on the disk as it was typed (none is wanted). By hand: it takes as
long as it says.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

BEGIN = datetime(2013, 10, 14, 17, 4, tzinfo=UTC)  # 10:04 am at Madison
LOOK_S = 0.05
KEY_S = (0.19, 0.26)  # between two letters of a line
FIRST_S = 4.0  # until the window is used
LOST_S = 2.0  # of typing that a crash may cost
_STATES = ("Saved", "Saving", "Not saved")
WALK = (
    "The center is behind the auditorium, door open.",
    "Two rooms: one desk, one store of furniture.",
    "Parents come in without an appointment.",
    "A list of landlords hangs at the wall.",
    "Coffee, and somebody who speaks Spanish.",
)
HOME, HOME_EN = "Mis hijos encontraron un hogar aquí", "My children found a home here"
# What people write with a pen at one stop, question by question.
ON_PAPER = (
    "Rent, food, a quiet place for homework. Asked parents in May, 140 answered, in two languages.",
    "Storage room and half a coordinator, from the city budget. Moved by the council in February.",
    "Attendance is up, and they trust it. Reading in grade three has not moved in two years.",
    "Two consent forms for one child. The clinic may not tell the school who came and when.",
    "Start with one room and one person whom parents know. Ask the staff for furniture by list.",
)
# The worked example of a practice card, field by field (domain reference, 1.2).
CARD = {
    "title": "Help families keep and furnish a home from the school's family center",
    "problem": "Threatened eviction and empty apartments disrupt attendance.",
    "story": "Listen for housing trouble at intake. Call known tenant and rental help the same "
    "day. Ask staff for furniture by list, collect, deliver. Check back in 30 days.",
    "who": "Families of one elementary school",
    "redirected": "Spare furniture given by staff; the coordinator's time",
    "conditions": "Trusted person on site, storage room, referral list",
    "cautions": "No legal advice by school staff; consent before any family story is told",
    "staffing": "One coordinator",
}
CARD_TAGS = ("furniture", "use the school", "FCE")
TABLES = {
    "note": ("body",),
    "answer": ("body",),
    "quote": ("words", "translation", "speaker", "speaker_role", "language"),
    "promise": ("words", "owner"),
}


def main() -> int:
    """Type, look, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--sheet", action="store_true", help="a paper sheet instead of the hour")
    parser.add_argument("--card", action="store_true", help="a practice card instead of the hour")
    args = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DOCUMENTS_DIR"):
            os.environ[name] = home
        missing = run(
            Path(home), args.minutes, "sheet" if args.sheet else "card" if args.card else ""
        )
    return 1 if missing else 0


def run(home: Path, minutes: float, instead: str) -> list[str]:
    """Open the sample at Visits, type, and give what is not on the disk."""
    from tests.journeys.hands import Hands
    from tests.offline import sitecustomize as offline
    from tests.ui.watchdog import the_watchdog
    from tourplanner.app import ProgramDoors, prepare
    from tourplanner.services.sample import write_sample
    from tourplanner.ui import places
    from tourplanner.ui.map.both import PLAIN_WISHED
    from tourplanner.ui.memory import Memory
    from tourplanner.ui.run import make_app
    from tourplanner.ui.shell.window import MainWindow

    offline.close_the_door()
    os.environ[PLAIN_WISHED] = "1"
    prepare()
    begun = time.monotonic()
    doors = ProgramDoors(lambda: BEGIN + timedelta(seconds=time.monotonic() - begun))
    path = home / "office.tour"
    with doors.create(path, {"home_state": "CA"}) as office:
        tour = write_sample(office.file, office.sites, office.tours, doors.sample(), doors.now)
        office.plan.run(tour, effort="quick")
    make_app()
    places.load()
    window = MainWindow(doors, Memory(home / "window.ini"), home / "Documents")
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    watchdog = the_watchdog()
    hands = Hands(window, looking=watchdog.away)
    hands.wait(window.isActiveWindow, "for the window")
    window.open_path(path)
    hands.wait(lambda: bool(window.session.path and window.session.overview.tours), "for the file")
    hands.settle()
    hands.key("Ctrl+5")
    hands.wait_for("Stop 1.1, Madison Elementary")
    hands.rest(FIRST_S)
    hands.strokes = 0
    typist = Typist(hands, path)
    begin_mb = memory_mb()
    watchdog.start()
    begun_s = time.monotonic()
    if instead == "sheet":
        type_sheet(typist)
    elif instead == "card":
        type_card(typist)
    else:
        type_hour(typist, home, minutes * 60)
    typed_s = time.monotonic() - begun_s
    hands.rest(LOST_S + 1)  # the last field is saved without being left
    slow = watchdog.stop()
    typist.disk.end()
    end_mb = memory_mb()
    window.close()
    watchdog.end()
    with doors.open(path, write=False) as office:
        missing = [
            *typist.missing(office.file.tables),
            *(f"verify: {finding.text}" for finding in office.file.verify().findings),
        ]
    report(typist, typed_s, slow, (begin_mb, end_mb), missing)
    print(f"other machines asked: {len(offline.attempts)}")
    return missing


class Disk:
    """Counts, with a connection of its own, the letters that stand on the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_ended = threading.Event()
        self.seen: list[tuple[float, int]] = []  # when, and how many from then on
        self._before = 0
        self._thread = threading.Thread(target=self._look, daemon=True, name="disk")
        self._thread.start()

    def end(self) -> None:
        """Look no more."""
        self._is_ended.set()
        self._thread.join()

    def _look(self) -> None:
        counts = [
            f"(SELECT coalesce(sum(length(replace(replace({column}, ' ', ''), char(10), ''))), 0)"
            f" FROM {table})"
            for table, columns in TABLES.items()
            for column in columns
        ]
        with closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True)) as conn:
            first = None
            while not self._is_ended.wait(LOOK_S):
                letters = conn.execute(f"SELECT {' + '.join(counts)}").fetchone()[0]
                first = letters if first is None else first
                if not self.seen or letters - first != self.seen[-1][1]:
                    self.seen.append((time.monotonic(), letters - first))


class Typist:
    """Types at a person's pace, and remembers what and when."""

    def __init__(self, hands: Any, path: Path) -> None:
        self.hands = hands
        self.disk = Disk(path)
        self.wanted: dict[tuple[str, str], list[str]] = {}  # table and column: what was typed
        self.counts: dict[tuple[str, str, str], int] = {}  # table, column and value: how many
        self.letters: list[float] = []  # when each went in
        self.key_ms: list[float] = []  # what each kept the window's thread
        self.corner: dict[str, int] = {}
        self.types_new = True  # not over what is there, whose letters the disk counts too
        self._chance = random.Random(9)

    def write(self, table: str, column: str, text: str) -> None:
        """Type words that have to be on the disk as they are."""
        self.wanted.setdefault((table, column), []).append(text)
        self.type(text)

    def type(self, text: str, *, is_kept: bool = True) -> None:
        """Type letter by letter."""
        for letter in text:
            self.hands.rest(self._chance.uniform(*KEY_S))
            before = time.thread_time()
            if is_kept and self.types_new and not letter.isspace():
                self.letters.append(time.monotonic())
            self.hands.type(letter)
            self.key_ms.append((time.thread_time() - before) * 1000)

    def listen(self, seconds: float) -> None:
        """Listen to people; after two seconds look at the corner of the window."""
        self.hands.rest(min(seconds, LOST_S))
        said = " ".join(word for word in self.hands.screen() if word.startswith(_STATES))
        words = said.split(" ")[0] if said.startswith("Saved") else said
        self.corner[words] = self.corner.get(words, 0) + 1
        self.hands.rest(max(seconds - LOST_S, 0.0))

    def delays_s(self) -> list[float]:
        """Give for every letter the seconds until it stood on the disk."""
        delays, at = [], 0
        for number, typed in enumerate(self.letters, 1):
            while at < len(self.disk.seen) and self.disk.seen[at][1] < number:
                at += 1
            landed = self.disk.seen[at][0] if at < len(self.disk.seen) else float("inf")
            delays.append(landed - typed)
        return delays

    def missing(self, tables: Any) -> Iterable[str]:
        """Give what is not on the disk as it was typed."""
        for (table, column), texts in self.wanted.items():
            kept = {str(record[column]) for record in tables.all(table)}
            if table == "note":
                kept |= {line for body in kept for line in body.splitlines()}
            yield from (f"{table}.{column}: {text}" for text in texts if text not in kept)
        for (table, column, value), count in self.counts.items():
            found = sum(value in str(record[column]) for record in tables.all(table))
            if found < count:
                yield f"{table}.{column}: {found} of {count} {value}"


def type_hour(typist: Typist, home: Path, seconds: float) -> None:
    """Type the hour: lines and what is said, promised and photographed between them."""
    from tests.pictures import picture

    shot = "2013:10:14 10:20:00"
    photos = [picture(home / f"{n}.jpg", shot, offset="-07:00", seed=n) for n in range(6)]
    between = {
        10: lambda: type_quote(typist, "We stayed for the school", "parent"),
        15: lambda: type_promise(typist, "Send the agreement", "B. Okafor"),
        20: lambda: take_photos(typist, photos),
        25: lambda: type_consent(typist),
        30: lambda: type_quote(typist, "Nobody sent us away", "mother"),
        35: lambda: type_promise(typist, "Call the landlord", "L. Park"),
    }
    begun, count = time.monotonic(), 40
    for number in range(count):
        if number % 5 == 0:
            typist.hands.key("Ctrl+Return")
        else:
            typist.type("\n")
        typist.write("note", "body", f"{number // 5}. {WALK[number % 5]}")
        if number + 1 in between:
            between[number + 1]()
        to_come = begun + seconds * (number + 1) / count - time.monotonic()
        typist.listen(max(to_come, LOST_S))


def type_quote(typist: Typist, words: str, role: str) -> None:
    """Type a quote and who said it."""
    page = typist.hands.window.place("visits").middle.quote_page
    typist.hands.key("Ctrl+'")
    typist.write("quote", "words", words)
    typist.hands.tab_to(page.role)
    typist.write("quote", "speaker_role", role)
    typist.listen(LOST_S)


def type_consent(typist: Typist) -> None:
    """Type a quote in Spanish, with its translation, its speaker and what she agrees to."""
    page = typist.hands.window.place("visits").middle.quote_page
    typist.hands.key("Ctrl+'")
    typist.write("quote", "words", HOME)
    for line, column, text in (
        (page.translation, "translation", HOME_EN),
        (page.speaker, "speaker", "Rosa Mendez"),
        (page.role, "speaker_role", "parent"),
        (page.language, "language", "Spanish"),
    ):
        typist.hands.tab_to(line)
        typist.write("quote", column, text)
    typist.hands.tab_to(page.consent.uses["press"])
    typist.hands.key("Space")
    typist.counts["quote", "consent", "'press'"] = 1
    typist.listen(LOST_S)


def type_promise(typist: Typist, words: str, owner: str) -> None:
    """Type a promise, whose it is and when it is due."""
    typist.hands.key("Ctrl+Shift+M")
    typist.write("promise", "words", words)
    typist.hands.tab_to(typist.hands.window.place("visits").middle.promise_page.owner)
    typist.write("promise", "owner", owner)
    typist.hands.key("Tab")
    typist.type("Oct 25", is_kept=False)
    typist.counts["promise", "due", "2013-10-25"] = 2
    typist.listen(LOST_S)


def take_photos(typist: Typist, photos: list[Path]) -> None:
    """Take six photos in; the system's own window for files is answered here."""
    from PySide6.QtWidgets import QFileDialog

    chosen = [str(path) for path in photos]
    QFileDialog.getOpenFileNames = staticmethod(lambda *_: (chosen, ""))
    typist.hands.key("Ctrl+Shift+P")
    strip = typist.hands.window.place("visits").middle.strip
    typist.hands.wait(lambda: len(strip.photos.values) == len(photos), "for the photos")
    typist.counts["photo", "stop", typist.hands.window.place("visits").stops.values[0].stop] = len(
        photos
    )


def type_sheet(typist: Typist) -> None:
    """Enter a sheet from paper: each answer is read, then typed; what was ticked is ticked."""
    hands, visits = typist.hands, typist.hands.window.place("visits")
    hands.key("Ctrl+Return")
    typist.write("note", "body", "Who spoke: Mirsa Serrano, coordinator; two parents. Notes: L. P.")
    hands.key("Ctrl+Shift+Q")
    for answer in ON_PAPER:
        typist.listen(LOST_S)
        typist.write("answer", "body", answer)
        hands.key("Tab")
    hands.key("Ctrl+Shift+L")
    for _ in range(3):
        hands.rest(1.0)
        hands.key("Space")
        hands.key("Down")
    typist.listen(LOST_S)
    type_quote(typist, "Nobody sent us away", "mother")
    hands.tab_to(visits.middle.quote_page.consent.uses["press"])
    hands.key("Space")
    typist.counts["quote", "consent", "'press'"] = 1


def type_card(typist: Typist) -> None:
    """Make the worked example's card from the note of the visit, field by field, and its tags."""
    from PySide6.QtWidgets import QApplication

    hands, visits = typist.hands, typist.hands.window.place("visits")
    hands.key("F6")
    hands.key("Home")
    while "eviction" not in visits.editor.toPlainText():
        hands.key("Down")
    hands.key("Ctrl+Shift+K")
    hands.wait(lambda: hands.window.session.overview.practices == 2, "for the card")
    hands.settle()
    card = hands.window.place("practices").page_of_card
    typist.types_new = False
    left = {id(card.fields[name]): name for name in CARD}
    while left:
        name = left.pop(id(QApplication.focusWidget()), "")
        if name:
            hands.rest(1.0)
            hands.key("Ctrl+A")
            typist.write("practice", name, CARD[name])
        elif QApplication.focusWidget() in (card.fields["new_money"], card.fields["evidence_kind"]):
            hands.key("Down")
        if left:
            hands.key("Tab")
    for tag in CARD_TAGS:
        hands.key("Ctrl+T")
        typist.type(tag, is_kept=False)
        hands.key("Return")
        hands.settle()
    typist.counts["practice", "new_money", "none"] = 1
    typist.counts["practice", "evidence_kind", "testimony"] = 1


def memory_mb() -> float:
    """Give the memory of this process that is in use, in MB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def report(
    typist: Typist,
    typed_s: float,
    slow: list[str],
    memory: tuple[float, float],
    missing: list[str],
) -> None:
    """Print what was measured."""
    delays = typist.delays_s()
    keys = sorted(typist.key_ms)
    print(f"typed {len(typist.key_ms):,} letters and {typist.hands.strokes} keys")
    print(f"  in {typed_s / 60:.1f} minutes")
    if delays:
        most = max(delays)
        print(f"letter to disk: median {statistics.median(delays):.2f} s, most {most:.2f} s")
    print(f"a letter in the window: 95th {keys[int(len(keys) * 0.95)]:.1f} ms, most {keys[-1]:.1f}")
    print(f"corner after each line: {typist.corner}")
    print(f"slots over 50 ms: {len(slow)}", *slow, sep="\n  ")
    print(f"memory: {memory[0]:.0f} MB at the begin, {memory[1]:.0f} MB at the end")
    print(f"not on the disk as typed: {len(missing)}", *missing, sep="\n  ")


if __name__ == "__main__":
    raise SystemExit(main())
