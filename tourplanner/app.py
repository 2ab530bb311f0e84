"""The composition root: settings, then adapters, then services, then a front end."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tourplanner.adapters.maps.tile_cache import TileCache
    from tourplanner.adapters.network_file import NetworkFile
    from tourplanner.core.model.map_picture import PictureWish
    from tourplanner.core.model.network import Provider
    from tourplanner.core.model.reference import Reference
    from tourplanner.core.model.states import States
    from tourplanner.core.model.tile_server import TileServer
    from tourplanner.core.papers.map import Bounds
    from tourplanner.core.ports import Clock, Ground, MapTiles, OnlineGeocoder
    from tourplanner.services.network import NetworkService
    from tourplanner.services.paper_values import PaperWriters
    from tourplanner.services.sealing import SealingService
    from tourplanner.services.workspace import Workspace
    from tourplanner.store.file import OfficeFile


def run_cli(words: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    prepare()
    from tourplanner.cli.main import run

    return run(words, ProgramDoors())


def run_gui(path: str | None) -> int:
    """Open the window and give its exit code."""
    if not has_display():
        sys.stderr.write(
            "There is no display to open the window on.\n"
            "Use the command line: tourplanner --help lists it.\n"
        )
        return 1
    gc.disable()  # nothing of the start is garbage, and then the window collects by itself
    from tourplanner.ui.run import run_window

    return run_window(ProgramDoors(), path)


def has_display() -> bool:
    """Whether a window can be opened; of the systems we know only Linux can lack a display."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


def prepare() -> None:
    """Say where compiled code is kept, before anything compiles; the window does it late."""
    from tourplanner.adapters.folders import cache_dir

    os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_dir() / "kernels"))


def now() -> datetime:
    """Give the present moment; everything below gets this clock handed in."""
    return datetime.now(UTC)


def _open_tiles(path: str) -> MapTiles:
    """Open a user's own base map; what reads it is loaded when there is one."""
    from tourplanner.adapters.maps.tiles import open_tiles

    return open_tiles(path)


class _TileServers:
    """Opens the user's map server; what reads it is loaded when there is one."""

    def __init__(self, record: NetworkFile, clock: Clock) -> None:
        self._record = record
        self._clock = clock

    def open(self, server: TileServer, is_open: Callable[[], bool]) -> MapTiles:
        """Give its tiles."""
        from tourplanner.adapters.maps.tile_server import ServerTiles
        from tourplanner.adapters.network import NetworkDoor

        def door(still_wanted: Callable[[], None]) -> NetworkDoor:
            return NetworkDoor(self._record, is_open, self._clock, still_wanted)

        return ServerTiles(server, door, self._cache(), is_open, self._clock)

    def forget(self) -> None:
        """Keep nothing of any server."""
        self._cache().clear()

    def _cache(self) -> TileCache:
        from tourplanner.adapters.folders import cache_dir
        from tourplanner.adapters.maps.tile_cache import TileCache

        return TileCache(cache_dir() / "tiles.db")


class ProgramDoors:
    """Opens office files with the real adapters around them."""

    def __init__(
        self,
        clock: Clock = now,
        author: str = "",
        device: str = "",
        providers: Mapping[str, Provider] | None = None,
    ) -> None:
        """Take the present from ``clock``; an author and a device given are not looked up.

        Parameters
        ----------
        providers : other geocoders on the network than the shipped list's, by code.
        """
        self._clock = clock
        self._providers = providers
        self._author = author
        self._device = device

    def now(self) -> datetime:
        """Give the present moment."""
        return self._clock()

    def _own_name(self) -> str:
        """Give the name that edits carry; InputError where the settings cannot be read."""
        from tourplanner.adapters.settings_file import author_name, load_settings

        self._author = self._author or author_name(load_settings())
        return self._author

    def _own_device(self) -> str:
        from tourplanner.adapters.settings_file import device_id

        return self._device or device_id()

    def open(self, path: Path, *, write: bool) -> Workspace:
        """Open an office file."""
        from tourplanner.store.file import OfficeFile

        self.sealing().is_shut(path)  # takes the key that the system's keyring may have
        file = OfficeFile.open(
            path,
            author=self._own_name(),
            device=self._own_device(),
            now=self._clock,
            read_only=not write,
        )
        return self._workspace(file)

    def create(self, path: Path, profile: Mapping[str, str] | None = None) -> Workspace:
        """Make a new office file with its profile, and the shipped directory where it fits."""
        from tourplanner.services.office import check_profile
        from tourplanner.store.file import OfficeFile

        facts = check_profile(profile or {}, _states())
        file = OfficeFile.create(
            path, author=self._own_name(), device=self._own_device(), now=self._clock
        )
        workspace = self._workspace(file)
        workspace.profile.set_up(profile or {})
        workspace.directory.load_shipped_for(facts.get("home_state") or "")
        return workspace

    def states(self) -> States:
        """Give the states that an office may be of."""
        return _states()

    def ground(self, bounds: Bounds) -> Ground:
        """Give the ground under a map of a box."""
        from tourplanner.adapters.maps.window import WindowMapGround

        return WindowMapGround().ground(bounds)

    def network(self) -> NetworkService:
        """Give the network's switch, its list of hosts asked, and the geocoder behind it."""
        from tourplanner.adapters.keys import SystemKeys
        from tourplanner.adapters.network_file import NetworkFile
        from tourplanner.adapters.settings_file import NetworkSwitch, network_path
        from tourplanner.services.network import NetworkService

        record, keys = NetworkFile(network_path()), SystemKeys()

        def make_online(
            provider: Provider, is_open: Callable[[], bool], still_wanted: Callable[[], None]
        ) -> OnlineGeocoder:
            from tourplanner.adapters.geocode.online import OnlineLookups
            from tourplanner.adapters.network import NetworkDoor

            door = NetworkDoor(record, is_open, self._clock, still_wanted)
            return OnlineLookups(
                provider, door, record, self._clock, lambda: keys.get(provider.code)
            )

        def providers() -> Mapping[str, Provider]:
            from tourplanner.adapters.geocode.providers import known_providers

            return self._providers or known_providers()

        servers = _TileServers(record, self._clock)
        return NetworkService(NetworkSwitch(), record, keys, providers, make_online, servers)

    def sealing(self) -> SealingService:
        """Give what seals office files and opens sealed ones."""
        from tourplanner.adapters.keys import SEALED, SystemKeys
        from tourplanner.services.sealing import SealingService

        return SealingService(SystemKeys(SEALED), self._clock, self._own_name)

    def draw_map(self, office: Workspace, tour_id: str, path: Path, wish: PictureWish) -> None:
        """Write the map of a tour as a picture, with the same in words beside it."""
        from tourplanner.ui.map.alone import write_picture

        write_picture(office, tour_id, path, wish)

    def sample(self) -> Mapping[str, Any]:
        """Give the sample tour's facts."""
        facts: Mapping[str, Any] = _json("sample", "tour-2013.json")
        return facts

    def reference(self) -> Reference:
        """Give what the program knows that ages, each with its date and source."""
        from tourplanner.adapters.packs import Packs
        from tourplanner.adapters.resources import manifest, resource_path
        from tourplanner.core.model.reference import Reference, ShippedData

        packs = Packs([resource_path("packs")])
        shipped = tuple(
            ShippedData(
                file.file,
                file.rows,
                file.note,
                file.source or file.packages[0].name,
                file.packages[0].date if file.packages else "",
                file.licence,
            )
            for file in manifest()
            if file.rows > 1
        )
        return Reference(packs.rule_sets(), packs.house(), packs.all_closures(), shipped)

    def doctor(self) -> Mapping[str, Any]:
        """Tell what is installed, which data of which edition, and what is missing."""
        from tourplanner.adapters.folders import cache_dir, log_dir
        from tourplanner.adapters.health import examine

        return examine({"cache": cache_dir(), "log": log_dir()})

    def warm_up(self) -> None:
        """Compile the planner's kernels, and load what papers are written with."""
        prepare()
        from tourplanner.planner.search import warm_up

        warm_up()
        paper_writers().warm_up()

    def _workspace(self, file: OfficeFile) -> Workspace:
        prepare()
        from tourplanner.adapters.calendars import public_holidays
        from tourplanner.adapters.districts.lines import DistrictLines
        from tourplanner.adapters.geocode.gazetteer import Gazetteer
        from tourplanner.adapters.geocode.surroundings import OfflineSurroundings
        from tourplanner.adapters.imports.directories import DirectoryFiles
        from tourplanner.adapters.imports.plain_tables import PlainTables
        from tourplanner.adapters.imports.xlsforms import XlsForms
        from tourplanner.adapters.maps.window import WindowMapGround
        from tourplanner.adapters.packs import Packs
        from tourplanner.adapters.papers.folder import OutFolder
        from tourplanner.adapters.photos import PillowPhotos
        from tourplanner.adapters.resources import resource_path
        from tourplanner.adapters.routing.chain import offline_router
        from tourplanner.core.model.district import parse_chambers
        from tourplanner.core.model.framework import parse_frameworks, parse_questions
        from tourplanner.core.model.states import Regions, parse_regions
        from tourplanner.core.papers.press_style import parse_style
        from tourplanner.core.papers.translation import parse_words
        from tourplanner.core.todos import parse_checklist
        from tourplanner.services.along import AlongService
        from tourplanner.services.arranging import ArrangingService
        from tourplanner.services.consent_forms import ConsentFormService
        from tourplanner.services.day import DayService
        from tourplanner.services.directory import DirectoryService, Shipped
        from tourplanner.services.districts import DistrictService
        from tourplanner.services.forms import FormService
        from tourplanner.services.importing import ImportService
        from tourplanner.services.late import LateService
        from tourplanner.services.lists import ListService
        from tourplanner.services.map_layers import MapLayers
        from tourplanner.services.map_reach import ReachService
        from tourplanner.services.maps import MapService
        from tourplanner.services.memos import MemoService
        from tourplanner.services.office import OfficeProfile, profile_values
        from tourplanner.services.papers import PaperService
        from tourplanner.services.photo_pack import PhotoPack
        from tourplanner.services.photos import PhotoService
        from tourplanner.services.plan import PlanService
        from tourplanner.services.practice_files import PracticeFiles
        from tourplanner.services.practices import PracticeService
        from tourplanner.services.review import ReviewService
        from tourplanner.services.rosters import RosterService
        from tourplanner.services.sites import SiteService
        from tourplanner.services.testimony import QuoteService
        from tourplanner.services.todos import TodoService
        from tourplanner.services.tour_log import TourLog
        from tourplanner.services.tour_view import TourViews
        from tourplanner.services.tours import TourService
        from tourplanner.services.undo import Undo
        from tourplanner.services.variants import VariantService
        from tourplanner.services.versions import VersionService
        from tourplanner.services.visit_form import VisitForm
        from tourplanner.services.visits import VisitService
        from tourplanner.services.workspace import Workspace
        from tourplanner.store.editions import EditionFolder
        from tourplanner.store.media import files_folder

        states = _states()
        known_regions = {
            found.state: found
            for path in sorted(resource_path("packs").glob("regions_*.json"))
            for found in [parse_regions(_json("packs", path.name))]
        }
        packs = Packs([resource_path("packs")])

        def regions(state: str) -> Regions:
            return known_regions.get(state.upper(), Regions())

        def home_state() -> str:
            return profile_values(file).get("home_state", "")

        about = resource_path("directory", "edition.json")
        edition = _json("directory", "edition.json")
        shipped = Shipped(about.with_name(edition["file"]), about, edition["state"])

        editions = files_folder(file.path) / "editions"
        directory = DirectoryService(
            EditionFolder(editions),
            DirectoryFiles(states),
            states,
            regions,
            self._clock,
            home_state,
            shipped,
        )
        words = parse_chambers(_json("packs", "chambers_us.json"))
        frameworks = parse_frameworks(
            _json("packs", path.name)
            for path in sorted(resource_path("packs").glob("frameworks*.json"))
        )
        questions = parse_questions(_json("packs", "questions.json"))
        languages = [
            parse_words(_json("packs", path.name))
            for path in sorted(resource_path("packs").glob("words_*.json"))
        ]
        surroundings = OfflineSurroundings()
        geocoder = Gazetteer(states, surroundings.zone)
        sites = SiteService(file, directory, geocoder, surroundings, regions, home_state)
        router = offline_router()
        tours = TourService(file, sites, router, surroundings, packs, self._clock)
        plan = PlanService(file, tours, packs, public_holidays, self._clock)
        arranging = ArrangingService(file, plan, packs, self._clock)
        districts = DistrictService(
            DistrictLines(editions, states),
            directory,
            surroundings,
            geocoder,
            words,
            states,
            self._clock,
        )
        day = DayService(file, arranging, sites, self._clock)
        rosters = RosterService(file, PlainTables(), words, states, home_state)
        pictures = PillowPhotos()
        views = TourViews(file, tours, plan, sites, router)
        versions = VersionService(file, tours)
        return Workspace(
            file=file,
            directory=directory,
            sites=sites,
            tours=tours,
            plan=plan,
            visits=VisitService(file, self._clock, frameworks),
            quotes=QuoteService(file, self._clock),
            consent_forms=ConsentFormService(file),
            form=VisitForm(file, self._clock, frameworks, questions),
            practices=PracticeService(file, sites, frameworks, self._clock),
            papers=PaperService(
                file,
                tours,
                plan,
                sites,
                router,
                paper_writers(),
                self._clock,
                [question for question in questions if question.first],
                districts,
                rosters,
                languages,
                parse_style(_json("packs", "press_style.json")),
            ),
            undo=Undo(file),
            maps=MapService(file, tours, sites, router, WindowMapGround(), _open_tiles),
            map_layers=MapLayers(directory, districts),
            reach=ReachService(file, tours, router),
            profile=OfficeProfile(file, states, directory),
            arranging=arranging,
            day=day,
            late=LateService(file, day, self._clock),
            versions=versions,
            variants=VariantService(file, tours, plan, versions, self._clock),
            tour_log=TourLog(file, day),
            along=AlongService(plan, tours, sites, directory, regions),
            districts=districts,
            rosters=rosters,
            imports=ImportService(
                file, directory, PlainTables(), home_state, sites.points.with_point
            ),
            photos=PhotoService(file, tours, sites, pictures, self._clock),
            photo_pack=PhotoPack(file, views, pictures, OutFolder, self._clock),
            memos=MemoService(file, self._clock, frameworks),
            review=ReviewService(file, self._clock),
            forms=FormService(file, XlsForms(), OutFolder, questions, self._clock),
            practice_files=PracticeFiles(file, OutFolder),
            lists=ListService(file, plan),
            todos=TodoService(
                file,
                tours,
                plan,
                sites,
                districts,
                rosters,
                parse_checklist(_json("packs", "advance_checklist.json")),
            ),
        )


def paper_writers() -> PaperWriters:
    """Give the writers of papers, calendars and maps."""
    from tourplanner.adapters.maps.page import MapPageWriter
    from tourplanner.adapters.papers.csv_table import CsvWriter
    from tourplanner.adapters.papers.docx import DocxWriter
    from tourplanner.adapters.papers.folder import OutFolder
    from tourplanner.adapters.papers.html import HtmlWriter
    from tourplanner.adapters.papers.ics import IcsWriter
    from tourplanner.adapters.papers.markdown import MarkdownWriter
    from tourplanner.adapters.papers.pdf import PdfWriter
    from tourplanner.adapters.papers.places import GeoJsonWriter, GpxWriter, KmlWriter
    from tourplanner.adapters.papers.text import TextWriter
    from tourplanner.adapters.papers.vcard import VcardWriter
    from tourplanner.adapters.papers.web_folder import WebFolderWriter
    from tourplanner.adapters.papers.xlsx import XlsxWriter
    from tourplanner.core.papers.specs import PaperFormat
    from tourplanner.core.ports import MapWriter, PaperWriter
    from tourplanner.services.paper_values import PaperWriters

    pdf = PdfWriter()
    pages: tuple[PaperWriter, ...] = (
        *(pdf, DocxWriter(), HtmlWriter(), TextWriter(), MarkdownWriter()),
        *(XlsxWriter(), CsvWriter()),
    )
    maps: dict[PaperFormat, MapWriter] = {
        PaperFormat.HTML: MapPageWriter(),
        PaperFormat.GPX: GpxWriter(),
        PaperFormat.KML: KmlWriter(),
        PaperFormat.GEOJSON: GeoJsonWriter(),
    }
    by_format = {writer.format: writer for writer in pages}
    return PaperWriters(
        by_format, IcsWriter(), VcardWriter(), maps, pdf, WebFolderWriter(), OutFolder
    )


def _states() -> States:
    from tourplanner.core.model.states import parse_states

    return parse_states(_json("packs", "states_us.json"))


def _json(*name: str) -> Any:
    import json

    from tourplanner.adapters.resources import resource_path

    return json.loads(resource_path(*name).read_text(encoding="utf-8"))
