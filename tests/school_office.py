"""An office file with the shipped school directory, for tests of directory and sites."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from tourplanner.adapters.geocode.gazetteer import Gazetteer
from tourplanner.adapters.imports.directories import DirectoryFiles
from tourplanner.adapters.resources import county_at, resource_path
from tourplanner.core.geo import LatLon, Town
from tourplanner.core.model.places import PlaceAnswer
from tourplanner.core.model.states import Regions, States, parse_regions, parse_states
from tourplanner.services.directory import DirectoryService, Shipped
from tourplanner.services.sites import SiteService
from tourplanner.store.editions import EditionFolder
from tourplanner.store.file import OfficeFile
from tourplanner.store.opening import create_file

NOW = datetime(2013, 10, 1, 15, 0, tzinfo=UTC)
SHIPPED = ("directory/ca_2018-06.csv.gz", "directory/edition.json")


@lru_cache(maxsize=1)
def load_states() -> States:
    """Give all states, from the shipped pack."""
    return parse_states(json.loads(resource_path("packs", "states_us.json").read_text("utf-8")))


@lru_cache(maxsize=8)
def load_regions(state: str) -> Regions:
    """Give California's regions; no other state ships any."""
    if state.upper() != "CA":
        return Regions()
    return parse_regions(json.loads(resource_path("packs", "regions_ca.json").read_text("utf-8")))


class Pacific:
    """Surroundings of a state with one zone."""

    def zone(self, point: LatLon) -> str:
        return "America/Los_Angeles"

    def state(self, point: LatLon) -> str:
        county = county_at(point)
        return county.state if county else ""

    def town_for_night(self, point: LatLon) -> Town | None:
        return None

    def is_metro(self, point: LatLon) -> bool:
        return False


class Stub:
    """A geocoder that gives what it was told and counts how often it was asked."""

    def __init__(self, *answers: PlaceAnswer) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def locate(self, query: str, home_state: str = "") -> tuple[PlaceAnswer, ...]:
        self.asked.append(query)
        return self.answers


@dataclass
class SchoolOffice:
    """An open office with its services."""

    file: OfficeFile
    directory: DirectoryService
    sites: SiteService
    folder: Path

    def close(self) -> None:
        self.directory.close()
        self.file.close()


@lru_cache(maxsize=1)
def shipped_edition() -> Path:
    """Give the shipped directory as an edition file, made once per run."""
    folder = EditionFolder(Path(tempfile.mkdtemp(prefix="tourplanner-edition-")))
    csv, about = (resource_path(*name.split("/")) for name in SHIPPED)
    made = folder.write(DirectoryFiles(load_states()).read_shipped(csv, about), NOW.isoformat())
    folder.close()
    return folder.folder / f"{made.edition.id}.db"


def open_school_office(
    folder: Path, *, home_state: str = "CA", editions: Sequence[Path] = ()
) -> SchoolOffice:
    """Make an office file in a folder; ``editions`` are put beside it."""
    beside = folder / "office.files" / "editions"
    beside.mkdir(parents=True, exist_ok=True)
    for edition in editions:
        shutil.copyfile(edition, beside / edition.name)
    ids = (f"{n:032x}" for n in range(1, 10**9))
    file = create_file(
        folder / "office.tour",
        author="Ana Ruiz",
        device="laptop-1",
        now=lambda: NOW,
        ids=lambda: next(ids),
    )
    csv, about = (resource_path(*name.split("/")) for name in SHIPPED)
    states = load_states()
    directory = DirectoryService(
        EditionFolder(beside),
        DirectoryFiles(states),
        states,
        load_regions,
        lambda: NOW,
        lambda: home_state,
        Shipped(csv, about, "CA"),
    )
    pacific = Pacific()
    sites = SiteService(
        file, directory, Gazetteer(states, pacific.zone), pacific, load_regions, lambda: home_state
    )
    return SchoolOffice(file, directory, sites, folder)
