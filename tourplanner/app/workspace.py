"""Builds the services of one open office file with the real adapters around them.

Loaded when a file is opened and not before: almost everything of the program comes along.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tourplanner.adapters.calendars import public_holidays
from tourplanner.adapters.districts.lines import DistrictLines
from tourplanner.adapters.geocode.gazetteer import Gazetteer
from tourplanner.adapters.geocode.surroundings import OfflineSurroundings
from tourplanner.adapters.imports.calendars_in import CalendarReader
from tourplanner.adapters.imports.directories import DirectoryFiles
from tourplanner.adapters.imports.plain_tables import PlainTables
from tourplanner.adapters.imports.vcards import VcardReader
from tourplanner.adapters.imports.xlsforms import XlsForms
from tourplanner.adapters.maps.window import WindowMapGround
from tourplanner.adapters.papers.folder import OutFolder
from tourplanner.adapters.photos import PillowPhotos
from tourplanner.adapters.resources import resource_path
from tourplanner.adapters.routing.chain import offline_router
from tourplanner.app import shipped
from tourplanner.app.papers import paper_writers
from tourplanner.core.model.states import Regions, States
from tourplanner.core.ports import Clock, MapTiles, Router
from tourplanner.services.along import AlongService
from tourplanner.services.arranging import ArrangingService
from tourplanner.services.busy import BusyService
from tourplanner.services.consent_forms import ConsentFormService
from tourplanner.services.contact_cards import ContactCardService
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
from tourplanner.services.records import RecordsService
from tourplanner.services.retention import RetentionService
from tourplanner.services.review import ReviewService
from tourplanner.services.rosters import RosterService
from tourplanner.services.sites import SiteService
from tourplanner.services.sketches import SketchService
from tourplanner.services.templates import TemplateService
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
from tourplanner.store.file import OfficeFile
from tourplanner.store.media import files_folder


def build_workspace(file: OfficeFile, clock: Clock) -> Workspace:
    """Give everything that can be done with an open office file."""
    ground = _ground(file, clock)
    planning = _planning(file, clock, ground)
    directory, sites, tours, plan = ground.directory, ground.sites, planning.tours, planning.plan
    frameworks, questions = shipped.frameworks(), shipped.questions()
    form = VisitForm(file, clock, frameworks, questions)
    pictures = PillowPhotos()
    views = TourViews(file, tours, plan, sites, ground.router)
    retention = RetentionService(file)
    return Workspace(
        file=file,
        directory=directory,
        sites=sites,
        tours=tours,
        plan=plan,
        visits=VisitService(file, clock, frameworks),
        quotes=QuoteService(file, clock),
        consent_forms=ConsentFormService(file),
        form=form,
        practices=PracticeService(file, sites, frameworks, clock),
        papers=_papers(file, clock, ground, planning, form),
        undo=Undo(file),
        maps=MapService(file, tours, sites, ground.router, WindowMapGround(), _open_tiles),
        map_layers=MapLayers(directory, ground.districts),
        reach=ReachService(file, tours, ground.router),
        profile=OfficeProfile(file, ground.states, directory),
        arranging=planning.arranging,
        day=planning.day,
        late=LateService(file, planning.day, clock),
        versions=planning.versions,
        variants=VariantService(file, tours, plan, planning.versions, clock),
        tour_log=TourLog(file, planning.day),
        along=AlongService(plan, tours, sites, directory, ground.regions),
        districts=ground.districts,
        rosters=ground.rosters,
        imports=ImportService(
            file, directory, PlainTables(), ground.home_state, sites.points.with_point
        ),
        photos=PhotoService(file, tours, sites, pictures, clock),
        photo_pack=PhotoPack(file, views, pictures, OutFolder, clock),
        sketches=SketchService(file, pictures, OutFolder, clock),
        memos=MemoService(file, clock, frameworks),
        review=ReviewService(file, clock),
        forms=FormService(file, XlsForms(), OutFolder, questions, clock),
        practice_files=PracticeFiles(file, OutFolder),
        lists=ListService(file, plan),
        templates=TemplateService(file),
        contact_cards=ContactCardService(file, VcardReader()),
        busy=BusyService(file, tours, CalendarReader(), clock),
        todos=TodoService(
            file,
            tours,
            plan,
            sites,
            ground.districts,
            ground.rosters,
            shipped.advance_checklist(),
        ),
        retention=retention,
        records=RecordsService(file, plan, retention, paper_writers().pages, OutFolder),
    )


class _Ground(NamedTuple):
    """The state that the office is of: its schools, places, roads, districts and members."""

    states: States
    regions: Callable[[str], Regions]
    home_state: Callable[[], str]
    surroundings: OfflineSurroundings
    router: Router
    directory: DirectoryService
    sites: SiteService
    districts: DistrictService
    rosters: RosterService


def _ground(file: OfficeFile, clock: Clock) -> _Ground:
    states, regions, chambers = shipped.states(), shipped.regions(), shipped.chambers()
    editions = files_folder(file.path) / "editions"

    def home_state() -> str:
        return profile_values(file).get("home_state", "")

    directory = DirectoryService(
        EditionFolder(editions),
        DirectoryFiles(states),
        states,
        regions,
        clock,
        home_state,
        _shipped_directory(),
    )
    surroundings = OfflineSurroundings()
    geocoder = Gazetteer(states, surroundings.zone)
    return _Ground(
        states,
        regions,
        home_state,
        surroundings,
        offline_router(),
        directory,
        SiteService(file, directory, geocoder, surroundings, regions, home_state),
        DistrictService(
            DistrictLines(editions, states),
            directory,
            surroundings,
            geocoder,
            chambers,
            states,
            clock,
        ),
        RosterService(file, PlainTables(), chambers, states, home_state),
    )


class _Planning(NamedTuple):
    """The tours of the office, what plans their days and what runs them."""

    tours: TourService
    plan: PlanService
    arranging: ArrangingService
    day: DayService
    versions: VersionService


def _planning(file: OfficeFile, clock: Clock, ground: _Ground) -> _Planning:
    packs = shipped.packs()
    tours = TourService(file, ground.sites, ground.router, ground.surroundings, packs, clock)
    plan = PlanService(file, tours, packs, public_holidays, clock)
    arranging = ArrangingService(file, plan, packs, clock)
    day = DayService(file, arranging, ground.sites, clock)
    return _Planning(tours, plan, arranging, day, VersionService(file, tours))


def _papers(
    file: OfficeFile, clock: Clock, ground: _Ground, planning: _Planning, form: VisitForm
) -> PaperService:
    return PaperService(
        file,
        planning.tours,
        planning.plan,
        ground.sites,
        ground.router,
        paper_writers(),
        clock,
        [question for question in shipped.questions() if question.first],
        ground.districts,
        ground.rosters,
        shipped.languages(),
        shipped.press_style(),
        form.look_fors,
    )


def _shipped_directory() -> Shipped:
    about = resource_path("directory", "edition.json")
    facts = shipped.directory_facts()
    return Shipped(about.with_name(facts["file"]), about, facts["state"])


def _open_tiles(path: str) -> MapTiles:
    """Open a user's own base map; what reads it is loaded when there is one."""
    from tourplanner.adapters.maps.tiles import open_tiles

    return open_tiles(path)
