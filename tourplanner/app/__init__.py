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
        from tourplanner.store.opening import open_file

        self.sealing().is_shut(path)  # takes the key that the system's keyring may have
        file = open_file(
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
        from tourplanner.store.opening import create_file

        facts = check_profile(profile or {}, self.states())
        file = create_file(
            path, author=self._own_name(), device=self._own_device(), now=self._clock
        )
        workspace = self._workspace(file)
        workspace.profile.set_up(profile or {})
        workspace.directory.load_shipped_for(facts.get("home_state") or "")
        return workspace

    def states(self) -> States:
        """Give the states that an office may be of."""
        from tourplanner.app.shipped import states

        return states()

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

    def draw_map(
        self, office: Workspace, tour_id: str, path: Path, wish: PictureWish
    ) -> tuple[str, ...]:
        """Write the map of a tour as a picture, with the same in words beside it."""
        from tourplanner.ui.map.alone import write_picture

        return write_picture(office, tour_id, path, wish)

    def sample(self) -> Mapping[str, Any]:
        """Give the sample tour's facts."""
        from tourplanner.app.shipped import sample

        return sample()

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
        return Reference(
            packs.rule_sets(),
            packs.house(),
            packs.all_closures(),
            shipped,
            packs.office_rules(),
        )

    def doctor(self) -> Mapping[str, Any]:
        """Tell what is installed, which data of which edition, and what is missing."""
        from tourplanner.adapters.folders import cache_dir, log_dir
        from tourplanner.adapters.health import examine

        return examine({"cache": cache_dir(), "log": log_dir()})

    def warm_up(self) -> None:
        """Compile the planner's kernels, and load what papers are written with."""
        prepare()
        from tourplanner.planner.planning import warm_up

        warm_up()
        from tourplanner.app.papers import paper_writers

        paper_writers().warm_up()

    def _workspace(self, file: OfficeFile) -> Workspace:
        prepare()
        from tourplanner.app.workspace import build_workspace

        return build_workspace(file, self._clock)
