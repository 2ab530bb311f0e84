"""Killed while a folder of photos is taken in: what was written down is there whole."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.faults.kill import Killed, Nursery, Toll, delays
from tests.faults.photo_work import CARD, LIKE, OFFICE
from tests.office import copy_office
from tests.pictures import picture
from tests.support import figure
from tourplanner.app import ProgramDoors
from tourplanner.core.model.kept_file import kept_file
from tourplanner.services.photos_found import TakenIn
from tourplanner.services.workspace import Workspace

KILLS = figure(5, 50)
PHOTOS = figure(60, 500)
pytestmark = pytest.mark.timeout(figure(600, 3_600))


@pytest.fixture(scope="module")
def nursery(sample_office: Path) -> Iterator[Nursery]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(LIKE, str(sample_office))
        with Nursery() as found:
            yield found


def make_card(folder: Path) -> set[str]:
    """Write the photos of a day; give their sha256."""
    picture(folder / "0.jpg", "2013:10:14 09:41:07", size=(480, 320))
    data = (folder / "0.jpg").read_bytes()
    for number in range(1, PHOTOS):  # the same picture with something else after its end
        (folder / f"{number}.jpg").write_bytes(data + f"{number}".encode())
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_photos(
    sample_office: Path,
    tmp_path: Path,
    doors: ProgramDoors,
    nursery: Nursery,
) -> None:
    wanted = make_card(tmp_path / CARD)

    def office_in(name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        return copy_office(sample_office, folder, OFFICE).parent

    toll = Toll("folder of photos", longest_s=_duration_s(office_in("alone"), doors))
    for number, delay_s in enumerate(delays(KILLS, toll.longest_s, seed=9)):
        folder = office_in(str(number))
        killed = nursery.kill_after("tests.faults.photo_work.take_in", folder, delay_s)
        _is_whole_and_goes_on(folder, killed, wanted, doors)
        toll.count(killed)
        shutil.rmtree(folder)
    assert toll.kills >= KILLS // 4, "they meet it at work"
    toll.write()


def _take_in(office: Workspace, card: Path) -> TakenIn:
    stop = office.file.tables.all("stop")[0]
    found = office.photos.look([card])
    return office.photos.take_in(str(stop["tour"]), found.photos, stop=stop.id)


def _duration_s(folder: Path, doors: ProgramDoors) -> float:
    """Measure how long the folder takes where nobody kills."""
    with doors.open(folder / OFFICE, write=True) as office:
        since = time.monotonic()
        assert _take_in(office, folder.parent / CARD).added == PHOTOS
        return time.monotonic() - since


def _is_whole_and_goes_on(
    folder: Path,
    killed: Killed,
    wanted: set[str],
    doors: ProgramDoors,
) -> None:
    with doors.open(folder / OFFICE, write=True) as office:
        report = office.file.verify()
        assert report.is_good, report.findings
        media, tables = office.file.media, office.file.tables
        photos = {photo.id: photo for photo in tables.all("photo")}
        assert set(killed.said) <= photos.keys(), "what was written down is there"
        assert not set(media.stored()) - wanted, "no half of a file has a name"
        for photo in photos.values():
            path = media.get(kept_file(photo["file"]).media)
            assert path is not None
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name, "byte for byte"
        for left in media.folder.glob(".*"):
            os.utime(left, (0, 0))  # an hour later
        taken = _take_in(office, folder.parent / CARD)
        assert taken.added == PHOTOS - len(photos), "only the rest"
        assert len(taken.known) == len(photos)
        assert set(media.stored()) == wanted
        assert [p for p in media.folder.iterdir() if p.name.startswith(".")] == []
        after = tables.all("photo")
        for photo in after:
            small = office.photos.thumbnail(photo)
            assert small is not None
            Image.open(io.BytesIO(small)).load()  # a half of one would raise
        assert {kept_file(photo["file"]).media for photo in after} == wanted
