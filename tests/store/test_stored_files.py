"""A file of every released version opens and shows what was in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.store.kit import give, office, put, shown, type_text
from tests.stores.make import FOLDER, NOTE, PERSON, QUOTE, SITE, STOP, VARIANT, fill
from tourplanner.core.changes import Record
from tourplanner.services.undo import Undo
from tourplanner.store.file import OfficeFile
from tourplanner.store.migrations import FORMAT_VERSION
from tourplanner.store.opening import open_reader

VERSIONS = sorted(FOLDER.glob("v*.tour"))


def _get(file: OfficeFile, kind: str, record: str) -> Record:
    found = file.tables.get(kind, record)
    assert found is not None
    return found


def test_this_version_has_its_file() -> None:
    assert FOLDER / f"v{FORMAT_VERSION}.tour" in VERSIONS


@pytest.mark.parametrize("stored", VERSIONS, ids=lambda path: path.stem)
@pytest.mark.parametrize("read_only", [True, False])
def test_it_opens(tmp_path: Path, stored: Path, read_only: bool) -> None:
    path = tmp_path / "a.tour"
    shutil.copyfile(stored, path)
    with open_reader(path) if read_only else office(path, "Ana") as file:
        site = _get(file, "site", SITE)
        assert (site["name"], site["city"], site["bus_fits"]) == (
            "Dorsa Elementary",
            "San José",
            True,
        )
        assert site["point"] == {
            "lat": 37.345,
            "lon": -121.841,
            "precision": "site",
            "source": "cde",
        }
        assert site["remarks"] == "The big garden, at nine."
        assert site["score"] in (70, 85)
        assert site.member("tag") == {"garden": True}
        assert site.conflicts == ("remarks", "score")
        assert _get(file, "variant", VARIANT).member("at")[STOP]["rank"] == "a"
        assert _get(file, "note", NOTE)["body"] == "Eight teachers."
        assert _get(file, "quote", QUOTE).deleted
        person = _get(file, "person", PERSON)
        assert not person.deleted
        assert person.conflicts == ("deleted",)
        assert [r.id for r in file.tables.search("dorsa jos")] == [SITE]
        assert file.office_id == "f" * 32
        assert len(file.aside()) == 1
        assert file.verify().is_good


@pytest.mark.parametrize("stored", VERSIONS, ids=lambda path: path.stem)
def test_work_goes_on_in_it(tmp_path: Path, stored: Path) -> None:
    path = tmp_path / "a.tour"
    shutil.copyfile(stored, path)
    with office(path, "Ana") as file, office(tmp_path / "b.tour", "Bob") as bob:
        undo = Undo(file)
        assert undo.next_redo() == "City"
        undo.redo()
        assert _get(file, "site", SITE)["city"] == "Milpitas"
        put(file, SITE, score=90)
        type_text(file, SITE, "site", "remarks", "The big garden, at ten.")
        assert _get(file, "site", SITE).conflicts == ()
        give(file, bob)
        mine, his = shown(file), shown(bob)
        assert mine.pop("action") is not None
        assert his.pop("action") is not None
        assert mine == his
        assert file.verify().is_good


def test_the_script_still_makes_such_a_file(tmp_path: Path) -> None:
    with office(tmp_path / "a.tour", "Ana") as ana, office(tmp_path / "b.tour", "Bob") as bob:
        fill(ana, bob)
        assert ana.verify().is_good
        assert len(ana.tables.conflicts()) == 3
