"""Typing never waits, whatever is read in the background."""

from __future__ import annotations

import csv
import gzip
import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest

from tests.ui.conftest import Desk
from tests.ui.watchdog import Schedule
from tourplanner.adapters.resources import resource_path
from tourplanner.ui.settings.data import DataPage
from tourplanner.ui.settings.place import SettingsPlace
from tourplanner.ui.visits.place import VisitsPlace

MOST_S = 0.05
EVERY_MS = 15
TRIES = 3
LETTERS = "the bus waits at the gate "


def make_directory(path: Path, rows: int, first: int = 1_000_000) -> Path:
    """Write a directory file of so many rows: the shipped schools again and again, coded anew."""
    text = gzip.decompress(resource_path("directory", "ca_2018-06.csv.gz").read_bytes()).decode()
    head, *shipped = list(csv.reader(io.StringIO(text)))
    code, name = head.index("CDSCode"), head.index("School")
    schools = [row for row in shipped if row[name]]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        for number in range(rows):
            row = list(schools[number % len(schools)])
            row[code] = f"{row[code][:7]}{first + number}"  # county and district stay
            writer.writerow(row)
    return path


@pytest.fixture(scope="session")
def large_directories(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return make_directories(tmp_path_factory.mktemp("large"), 10_000)


@pytest.fixture(scope="session")
def huge_directories(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return make_directories(tmp_path_factory.mktemp("huge"), 100_000)


def make_directories(folder: Path, rows: int) -> list[Path]:
    """Write some to be read one after the other."""
    firsts = range(1_000_000, 1_000_000 * (TRIES + 1), 1_000_000)
    return [make_directory(folder / f"{first}.csv", rows, first) for first in firsts]


def type_until(visits: VisitsPlace, is_over: Callable[[int], bool]) -> tuple[int, float]:
    """Press keys in the note, one each 15 ms; give how many, and the longest wait in seconds.

    A wait is from the moment at which a key is due until its letter stands in the field, less the
    time in which this thread had no core, and no more than all threads of this process computed in
    that time: what others compute on the same machine meanwhile is no fault of the program.
    """
    editor = visits.editor
    loop, timer = QEventLoop(), QTimer()
    count, longest = 0, 0.0
    due, computed = time.perf_counter() + EVERY_MS / 1000, time.process_time()
    schedule = Schedule()
    coreless = schedule.coreless_s()

    def press() -> None:
        nonlocal count, longest, due, computed, coreless
        before = len(editor.toPlainText())
        QTest.keyClick(editor, LETTERS[count % len(LETTERS)])
        assert len(editor.toPlainText()) == before + 1
        now, cpu = time.perf_counter(), time.process_time()
        wait, without = max(0.0, now - due), schedule.coreless_s()
        share = wait / (wait + EVERY_MS / 1000)  # of the time since the key before
        longest = max(longest, min(wait - (without - coreless), (cpu - computed) * share))
        count, coreless = count + 1, without
        due, computed = now + EVERY_MS / 1000, cpu
        if is_over(count):
            loop.quit()

    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(press)
    timer.start(EVERY_MS)
    loop.exec()
    timer.stop()
    schedule.close()
    return count, longest


def least_wait(desk: Desk, directories: list[Path]) -> float:
    """Give the longest wait of a key while a directory is read, in seconds; the best of some tries.

    A busy machine only ever makes a try worse.
    """
    settings = desk.go("settings")
    assert isinstance(settings, SettingsPlace)
    settings.show_tab("Data")
    desk.settle()
    page = settings.shown()
    assert isinstance(page, DataPage)
    visits = desk.go("visits")
    assert isinstance(visits, VisitsPlace)
    visits.new_note()
    desk.until(visits.editor.hasFocus)
    jobs, notices = desk.window.session.jobs, desk.window.notices
    waits = []
    for directory in directories:
        notices.clear()
        told = len(notices.history)
        title = f"Reading {directory.name}"
        page.read_file(directory)
        count, longest = type_until(
            visits, lambda _, title=title: title not in [job.title for job in jobs.running()]
        )
        assert count > 10, "it was read before anybody could type"
        # What the new edition changes is looked up, and told, before and after.
        desk.until(lambda told=told: any("schools" in n.text for n in notices.history[told:]))
        waits.append(longest)
        if longest <= MOST_S:
            break
    return min(waits)


def test_typing_while_a_directory_is_read_never_waits(
    sample: Desk, large_directories: list[Path]
) -> None:
    assert least_wait(sample, large_directories) <= MOST_S


@pytest.mark.long
def test_typing_while_100_000_rows_are_read_never_waits(
    sample: Desk, huge_directories: list[Path]
) -> None:
    assert least_wait(sample, huge_directories) <= MOST_S
