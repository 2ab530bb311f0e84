"""The bundle of services that a front end gets, and the doors to open one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from tourplanner.core.model.map_picture import PictureWish
from tourplanner.core.model.reference import Reference
from tourplanner.core.model.states import States
from tourplanner.core.papers.map import Bounds
from tourplanner.core.ports import Ground
from tourplanner.services.along import AlongService
from tourplanner.services.arranging import ArrangingService
from tourplanner.services.busy import BusyService
from tourplanner.services.consent_forms import ConsentFormService
from tourplanner.services.contact_cards import ContactCardService
from tourplanner.services.day import DayService
from tourplanner.services.directory import DirectoryService
from tourplanner.services.districts import DistrictService
from tourplanner.services.forms import FormService
from tourplanner.services.importing import ImportService
from tourplanner.services.late import LateService
from tourplanner.services.lists import ListService
from tourplanner.services.map_layers import MapLayers
from tourplanner.services.map_reach import ReachService
from tourplanner.services.maps import MapService
from tourplanner.services.memos import MemoService
from tourplanner.services.network import NetworkService
from tourplanner.services.office import OfficeProfile
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
from tourplanner.services.sealing import SealingService
from tourplanner.services.sites import SiteService
from tourplanner.services.sketches import SketchService
from tourplanner.services.templates import TemplateService
from tourplanner.services.testimony import QuoteService
from tourplanner.services.todos import TodoService
from tourplanner.services.tour_log import TourLog
from tourplanner.services.tours import TourService
from tourplanner.services.undo import Undo
from tourplanner.services.variants import VariantService
from tourplanner.services.versions import VersionService
from tourplanner.services.visit_form import VisitForm
from tourplanner.services.visits import VisitService
from tourplanner.store.file import OfficeFile


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """One open office file and everything that can be done with it."""

    file: OfficeFile
    directory: DirectoryService
    sites: SiteService
    tours: TourService
    plan: PlanService
    visits: VisitService
    quotes: QuoteService
    consent_forms: ConsentFormService
    form: VisitForm
    practices: PracticeService
    papers: PaperService
    undo: Undo
    maps: MapService
    map_layers: MapLayers
    reach: ReachService
    profile: OfficeProfile
    arranging: ArrangingService
    day: DayService
    late: LateService
    versions: VersionService
    variants: VariantService
    tour_log: TourLog
    along: AlongService
    districts: DistrictService
    rosters: RosterService
    imports: ImportService
    photos: PhotoService
    photo_pack: PhotoPack
    sketches: SketchService
    memos: MemoService
    review: ReviewService
    forms: FormService
    practice_files: PracticeFiles
    lists: ListService
    templates: TemplateService
    contact_cards: ContactCardService
    busy: BusyService
    todos: TodoService
    retention: RetentionService
    records: RecordsService

    def home_state(self) -> str:
        """Give the office's state, two letters or empty."""
        return self.profile.home_state()

    def close(self) -> None:
        """Close the office file and its directories, and give up the lock."""
        self.directory.close()
        self.file.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class Doors(Protocol):
    """What a front end may ask of the program: app.py fulfils it."""

    def now(self) -> datetime:
        """Give the present moment."""

    def open(self, path: Path, *, write: bool) -> Workspace:
        """Open an office file; reading is allowed while a window has it open.

        StoreSealed where it is sealed and ``sealing`` was not given its passphrase.
        """

    def create(self, path: Path, profile: Mapping[str, str] | None = None) -> Workspace:
        """Make a new office file with what is known of the office.

        The shipped directory is put at hand where it is the home state's, or no home state is
        given; InputError for a profile that does not fit, and then nothing is made.
        """

    def states(self) -> States:
        """Give the states that an office may be of."""

    def ground(self, bounds: Bounds) -> Ground:
        """Give land, water, lines and towns around a box."""

    def network(self) -> NetworkService:
        """Give the network's switch, its list of hosts asked, and the geocoder behind it."""

    def sealing(self) -> SealingService:
        """Give what seals office files and opens sealed ones."""

    def draw_map(
        self, office: Workspace, tour_id: str, path: Path, wish: PictureWish
    ) -> tuple[str, ...]:
        """Write the map of a tour as SVG or PNG, and its words as text beside it.

        InputError where there is nothing to draw, no such day or layer; ExportError where it
        cannot be written.
        """

    def sample(self) -> Mapping[str, Any]:
        """Give the sample tour's facts."""

    def reference(self) -> Reference:
        """Give what the program knows that ages, each with its date and source."""

    def doctor(self) -> Mapping[str, Any]:
        """Tell what is installed, which data of which edition, and what is missing."""

    def warm_up(self) -> None:
        """Compile the planner's kernels, so that the first plan does not wait."""
