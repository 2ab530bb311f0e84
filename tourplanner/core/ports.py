"""What services need from the outside, as Protocols. Adapters fulfil them; app.py hands them in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from tourplanner.core.busy import CalendarFile
from tourplanner.core.checks.people import OpenMeetings
from tourplanner.core.closures import Closures
from tourplanner.core.contact_cards import CardFile
from tourplanner.core.elections import Blackout
from tourplanner.core.geo import LatLon, Town
from tourplanner.core.gifts import GiftLimit
from tourplanner.core.model.district import (
    AddedLayer,
    Borders,
    District,
    LayerFacts,
    LayerInfo,
    Placement,
)
from tourplanner.core.model.edition import DirectoryReading
from tourplanner.core.model.list_table import ListTable
from tourplanner.core.model.network import HostAsked, Provider
from tourplanner.core.model.photo import PhotoFacts
from tourplanner.core.model.places import PlaceAnswer
from tourplanner.core.model.rules import DriverRules
from tourplanner.core.model.sketch import Spot
from tourplanner.core.model.tile_server import TileServer
from tourplanner.core.papers.blocks import Paper
from tourplanner.core.papers.calendar import Calendar
from tourplanner.core.papers.desk.contacts import Contact
from tourplanner.core.papers.map import Bounds, TourMap
from tourplanner.core.papers.specs import PaperFormat
from tourplanner.core.papers.web_folder import WebFolder
from tourplanner.core.travel import RoadMatrix, RoadStar

Clock = Callable[[], datetime]  # the present, as an aware moment
Stop = Callable[[], bool]  # True when the user cancelled


class Progress(Protocol):
    """Told how far long work has come; raises Cancelled when the user stopped it."""

    def __call__(self, done: int, total: int, words: str) -> None:
        """Take ``done`` of ``total`` steps, with words for the screen."""


class Router(Protocol):
    """Gives car minutes and meters between points."""

    def matrix(self, points: Sequence[LatLon]) -> RoadMatrix:
        """Give all pairs of ``points``, in their order."""

    def star(self, start: LatLon, ends: Sequence[LatLon]) -> RoadStar:
        """Give the ways from one point to many others, in their order."""

    def path(self, start: LatLon, end: LatLon) -> Sequence[LatLon]:
        """Give the line of one leg to draw it; start and end alone where there is no road."""


class PhotoFiles(Protocol):
    """Reads pictures. InputError for a file that is none, is broken, or is far too large."""

    def read(self, path: str) -> PhotoFacts:
        """Give what a picture says of itself, without decoding it."""

    def thumbnail(self, path: str) -> bytes:
        """Give a small JPEG of a picture, upright, with nothing but the picture in it."""

    def clean(self, path: str, most_px: int) -> bytes:
        """Give a picture encoded anew as JPEG, upright, with nothing but the picture in it.

        Parameters
        ----------
        most_px : the longer side at most.
        """

    def sketch(self, picture: bytes, spots: Sequence[Spot]) -> bytes:
        """Give a clean JPEG with numbered points on it and their words below, as JPEG."""


class FormFiles(Protocol):
    """Reads and writes workbooks of forms. InputError for a file that is none."""

    def read(self, path: str) -> dict[str, list[list[str]]]:
        """Give the rows of every sheet, each cell as text."""

    def write(self, sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
        """Give a workbook with these rows, every cell as text."""


class Surroundings(Protocol):
    """Tells what lies around a point, offline."""

    def zone(self, point: LatLon) -> str:
        """Give the IANA time zone."""

    def state(self, point: LatLon) -> str:
        """Give the state that the point lies in, two letters; empty where in none."""

    def is_metro(self, point: LatLon) -> bool:
        """Whether the point lies in a metropolitan area, where peaks slow a bus down."""

    def town_for_night(self, point: LatLon) -> Town | None:
        """Give the town around a point where a bus full of people finds beds; None = none near."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file's bytes, and what the reader of the program should know about them."""

    data: bytes
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderedFolder:
    """The files of a folder, by name, and what the reader of the program should know about them."""

    files: Mapping[str, bytes]
    notes: tuple[str, ...] = ()


class PaperWriter(Protocol):
    """Renders a paper in one format and decides nothing; the same paper gives the same bytes."""

    format: PaperFormat

    def render(self, paper: Paper) -> Rendered:
        """Give the file."""


@dataclass(frozen=True, slots=True)
class DrawnPages:
    """A PNG picture of each page, and what the reader of the program should know about them."""

    pictures: tuple[bytes, ...]
    notes: tuple[str, ...] = ()


class PagePictures(Protocol):
    """Draws the pages of a paper, as they would be printed."""

    def pictures(self, paper: Paper, pixels_per_inch: int) -> DrawnPages:
        """Give the pages, at this size."""


class CalendarWriter(Protocol):
    """Renders a calendar."""

    def render(self, calendar: Calendar) -> Rendered:
        """Give the file."""


class MapWriter(Protocol):
    """Renders a map as one file: a page that needs nothing else, or points for a program."""

    def render(self, tour_map: TourMap) -> Rendered:
        """Give the file."""


class WebFolderWriter(Protocol):
    """Renders the tour as a folder of pages."""

    def render(self, folder: WebFolder) -> RenderedFolder:
        """Give the files; the same folder gives the same bytes."""


class ContactsWriter(Protocol):
    """Renders contacts as one file of cards."""

    def render(self, contacts: Sequence[Contact]) -> Rendered:
        """Give the file."""


@dataclass(frozen=True, slots=True)
class GroundLayer:
    """Areas or lines of the ground under a map.

    ``parts``: an area is its rings, the outer one first, a line is one ring; a ring is points as
    (longitude, latitude) in degrees.
    """

    is_area: bool
    parts: tuple[tuple[tuple[tuple[float, float], ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """The ground under a map: layers by name, and towns (name, lat, lon), the largest first."""

    region: Bounds
    layers: Mapping[str, GroundLayer]
    towns: tuple[tuple[str, float, float], ...]


class MapTiles(Protocol):
    """A user's own base map: square pictures of the web map's plane, of a file or a server."""

    name: str  # of the file, or the server's host
    attribution: str  # plain text, one line; empty where the file names no source
    min_zoom: int
    max_zoom: int

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """Give a picture (PNG, JPEG or WebP), y from the north; None where there is none.

        A server may fail: ProviderError, or Cancelled once it was closed.
        """

    def close(self) -> None:
        """Let the file go, ask the server no more."""


class MapGround(Protocol):
    """Gives the ground under the window's map; nothing in it comes from a user."""

    def ground(self, bounds: Bounds) -> Ground:
        """Give it as plain coordinates, for a part of the earth somewhat larger than a box."""

    def page(self, bounds: Bounds) -> bytes:
        """Give it as a page with the map's script, which the window fills and asks."""


class MailDrafts(Protocol):
    """Writes mails that are not sent yet."""

    def render(self, subject: str, html: str, plain: str, files: Sequence[str]) -> Rendered:
        """Give a draft with its files, each by its path."""


class PaperFolder(Protocol):
    """A folder that papers are written to. A name is of a file, or of a folder of files."""

    def sha256(self, name: str) -> str | None:
        """Give the hash of what is there, None where there is nothing."""

    def write(self, name: str, data: bytes | Mapping[str, bytes], *, settles: bool = True) -> str:
        """Write a file, or a folder of files, whole or not at all, and give where it is.

        Parameters
        ----------
        settles : False = more come, and :meth:`settle` after them.
        """

    def settle(self) -> None:
        """Have the names of all that was written on the disk."""


class DirectoryReader(Protocol):
    """Reads school directory files."""

    def read(
        self, path: str, progress: Progress | None = None, *, home_state: str = ""
    ) -> DirectoryReading:
        """Open a file; InputError says in one sentence why it is no school directory.

        ``home_state`` is that of schools whose row names no state, two letters.
        """

    def read_shipped(
        self, csv: str, about: str, progress: Progress | None = None
    ) -> DirectoryReading:
        """Open the directory that comes with the program, with its date and source."""

    def read_list(self, path: str, progress: Progress | None = None) -> str:
        """Give any list (CSV, XLSX, text) as text to be matched line by line."""


class TableReader(Protocol):
    """Reads any table: CSV, text with tabs, a workbook's first sheet."""

    def rows(self, path: str) -> Iterator[tuple[int, Sequence[str]]]:
        """Give line number, from 1, and cells of each row; InputError where it is no table."""


class ListReader(Protocol):
    """Reads the lists of sites that people make, and writes those of their rows to be repaired."""

    def read(self, path: str, sheet: str = "", progress: Progress | None = None) -> ListTable:
        """Give a list from a file: the sheet wished, else the first with a header, else any."""

    def holds_places(self, path: str) -> bool:
        """Whether a GeoJSON file is of places, not of district lines."""

    def of_text(self, text: str, progress: Progress | None = None) -> ListTable:
        """Give a pasted table."""

    def save(self, path: str, rows: Iterable[Sequence[str]], *, replaces: bool = False) -> None:
        """Write rows as a CSV file; ExportError where it is there already or cannot be."""


class CardReader(Protocol):
    """Reads files of contact cards."""

    def read(self, path: str) -> CardFile:
        """Give the cards of a file; InputError where it holds none."""


class BusyReader(Protocol):
    """Reads files of calendars."""

    def read(
        self, path: str, first: date, last: date, zone_name: str, progress: Progress | None = None
    ) -> CalendarFile:
        """Give when a calendar is busy; InputError where the file is none."""


class DistrictLayers(Protocol):
    """The layers of district lines at hand."""

    def infos(self) -> Sequence[LayerInfo]:
        """Give every layer, shipped or beside the office file."""

    def districts(self, layer: str) -> Sequence[District]:
        """Give the districts of a layer, in its order."""

    def place(
        self, layer: str, points: Sequence[LatLon], reach_m: Sequence[float]
    ) -> Sequence[Placement]:
        """Give for each point where it lies, and whose line is within its reach in meters."""

    def borders(self, layer: str, groups: Sequence[Sequence[int]], grid: int) -> Borders:
        """Give the borders of groups of districts of a layer, in steps of 1 / ``grid`` degree."""

    def add(self, path: str, facts: LayerFacts, added_at: str) -> AddedLayer:
        """Read a layer file and keep it; InputError says in one sentence why it is none."""


class Geocoder(Protocol):
    """Finds points for towns, ZIPs and addresses."""

    def locate(self, query: str, home_state: str = "") -> tuple[PlaceAnswer, ...]:
        """Give all that the query may mean, likeliest first; empty where nothing fits."""


class Towns(Protocol):
    """Knows the towns of the gazetteer."""

    def counties_of(self, town: str, state: str) -> frozenset[str]:
        """Give the counties that the places of a town's name lie in, in a state of two letters."""


class OnlineGeocoder(Geocoder, Protocol):
    """A geocoder on the network that keeps what it was told; ProviderError where it fails."""

    @property
    def provider(self) -> Provider:
        """Who is asked."""


class MakeOnline(Protocol):
    """Makes the geocoder of a provider."""

    def __call__(
        self, provider: Provider, is_open: Callable[[], bool], still_wanted: Callable[[], None]
    ) -> OnlineGeocoder:
        """Give it.

        Parameters
        ----------
        is_open : whether a request may leave, asked before each.
        still_wanted : called several times a second while it waits; raises Cancelled.
        """


class NetworkSettings(Protocol):
    """The user's own settings of the network, on this computer."""

    def is_on(self) -> bool:
        """Whether the program may use the network unasked."""

    def switch(self, on: bool) -> None:
        """Turn the network on or off for the whole program."""

    def geocoder(self) -> str:
        """Give the code of the provider that is asked for addresses."""

    def choose_geocoder(self, code: str) -> None:
        """Ask this provider from now on."""

    def tile_server(self) -> tuple[str, str]:
        """Give the address of the user's map server and who made its map; empty = none."""

    def choose_tile_server(self, address: str, credit: str) -> None:
        """Show the map of this server from now on; an empty address is none."""


class TileServers(Protocol):
    """Reads the map of a server; what it gave is kept on this computer as long as it allows."""

    def open(self, server: TileServer, is_open: Callable[[], bool]) -> MapTiles:
        """Give its tiles; ``is_open`` is asked before each request."""

    def forget(self) -> None:
        """Keep nothing of any server."""


class HostList(Protocol):
    """The list of all hosts that this computer asked."""

    def note(self, at: datetime, host: str, why: str) -> int:
        """Write down that a host is about to be asked, and give the line's number."""

    def note_outcome(self, number: int, outcome: str) -> None:
        """Write down what came of a request."""

    def hosts_asked(self, limit: int) -> tuple[HostAsked, ...]:
        """Give the last requests, the newest first."""


class Keys(Protocol):
    """The user's keys for providers, kept by the system and nowhere else."""

    def get(self, provider: str) -> str:
        """Give a key; empty where there is none; InputError where nobody can tell."""

    def set(self, provider: str, key: str) -> None:
        """Keep a key; an empty one is forgotten."""


class RulePacks(Protocol):
    """Rules and calendars that age, from dated data files."""

    def driver_rules(self, rule_set_id: str) -> DriverRules:
        """Give a rule set and the house rule; NotFoundError lists the sets there are."""

    def law_states(self, rule_set_id: str) -> frozenset[str]:
        """Give the states that a rule set is confined to; empty = it reaches anywhere."""

    def closures(self, state: str) -> Closures:
        """Give a state's school closures; an empty list where none is loaded."""

    def open_meetings(self, state: str) -> OpenMeetings:
        """Give where it is said what a majority of a body may be; empty where nothing is loaded."""

    def gift_limit(self, state: str) -> GiftLimit | None:
        """Give from which value on a state has outside payments reported; None = not loaded."""

    def blackout(self, state: str) -> Blackout | None:
        """Give for how long a state bars mass mailings before elections; None = not loaded."""
