"""What the window remembers on this laptop: recent files, its size, how it looks.

Nothing here changes a plan or a paper; a lost or damaged file costs a window size.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from tourplanner.ui.tokens import TEXT_SIZES, Density, Scheme

RECENT_LIMIT = 10
_E = TypeVar("_E", bound=StrEnum)


def memory_path() -> Path:
    """Give the file that the window's memory is kept in, beside the settings.

    Qt is asked, which is loaded: platformdirs takes 5 ms of the first paint.
    """
    places = QStandardPaths.StandardLocation
    mac = sys.platform == "darwin"
    place = places.GenericDataLocation if mac else places.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / "TourPlanner" / "window.ini"


class Memory:
    """Typed access to the window's memory; a value that does not fit is as good as none."""

    def __init__(self, path: Path | None = None) -> None:
        self._ini = QSettings(str(path or memory_path()), QSettings.Format.IniFormat)

    def save(self) -> None:
        """Write what changed to the disk now."""
        self._ini.sync()

    # -- recent files ----------------------------------------------------------------------------

    @property
    def recent(self) -> list[Path]:
        """The files opened last, newest first; those that are gone are left out."""
        value = self._ini.value("files/recent")
        names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        paths = [Path(str(name)) for name in names if name]
        return [path for path in paths if path.exists()][:RECENT_LIMIT]

    def add_recent(self, path: Path) -> None:
        """Put a file at the top of the recent ones."""
        others = [known for known in self.recent if known != path]
        self._ini.setValue("files/recent", [str(p) for p in [path, *others][:RECENT_LIMIT]])

    @property
    def home_state(self) -> str:
        """The home state of the office whose file was open last; two letters or empty."""
        return str(self._ini.value("office/home_state") or "")

    @home_state.setter
    def home_state(self, value: str) -> None:
        self._ini.setValue("office/home_state", value)

    # -- the window ------------------------------------------------------------------------------

    @property
    def geometry(self) -> QByteArray | None:
        """Size and place of the window."""
        value = self._ini.value("window/geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._ini.setValue("window/geometry", value)

    @property
    def sidebar_folded(self) -> bool:
        """Whether the sidebar shows icons alone."""
        return self._ini.value("window/sidebar_folded") in (True, "true")

    @sidebar_folded.setter
    def sidebar_folded(self, value: bool) -> None:
        self._ini.setValue("window/sidebar_folded", value)

    @property
    def letter_keys(self) -> bool:
        """Whether single letters are keys of commands."""
        return self._ini.value("keys/letters") not in (False, "false")

    @letter_keys.setter
    def letter_keys(self, value: bool) -> None:
        self._ini.setValue("keys/letters", value)

    @property
    def plain_map(self) -> bool:
        """Whether the plain map is wished in place of the web map."""
        return self._ini.value("map/plain") in (True, "true")

    @plain_map.setter
    def plain_map(self, value: bool) -> None:
        self._ini.setValue("map/plain", value)

    @property
    def map_layers_open(self) -> bool | None:
        """Whether the layers stand open over the map; None where nobody said."""
        value = self._ini.value("map/layers_open")
        return None if value is None else value in (True, "true")

    @map_layers_open.setter
    def map_layers_open(self, value: bool) -> None:
        self._ini.setValue("map/layers_open", value)

    @property
    def map_file(self) -> str:
        """The path of the user's own base map; empty for the built-in one."""
        return str(self._ini.value("map/file") or "")

    @map_file.setter
    def map_file(self, value: str) -> None:
        self._ini.setValue("map/file", value)

    def splitter(self, name: str) -> QByteArray | None:
        """Give the state of a place's splitter."""
        value = self._ini.value(f"splitters/{name}")
        return value if isinstance(value, QByteArray) else None

    def set_splitter(self, name: str, value: QByteArray) -> None:
        """Keep the state of a place's splitter."""
        self._ini.setValue(f"splitters/{name}", value)

    def column_width(self, table: str, column: str) -> int:
        """Give how wide somebody drew a column, in pixels at 100 % text; 0 = as it comes."""
        try:
            return max(0, int(str(self._ini.value(_column(table, column)))))
        except ValueError:
            return 0

    def set_column_width(self, table: str, column: str, width: int) -> None:
        """Keep how wide somebody drew a column."""
        self._ini.setValue(_column(table, column), width)

    def columns(self, table: str) -> dict[str, bool]:
        """Give which columns of a table somebody wished to see (True) or not (False)."""
        import json  # not at the start: it takes 4 ms of the first paint

        try:
            kept = json.loads(str(self._ini.value(f"shown/{table}") or "{}"))
        except ValueError:
            return {}
        return {str(k): bool(v) for k, v in kept.items()} if isinstance(kept, dict) else {}

    def set_columns(self, table: str, wished: Mapping[str, bool]) -> None:
        """Keep which columns of a table somebody wished to see or not."""
        import json  # not at the start: it takes 4 ms of the first paint

        self._ini.setValue(f"shown/{table}", json.dumps(dict(wished)))

    # -- per office file -------------------------------------------------------------------------

    def chosen_tour(self, path: Path) -> str:
        """Give the id of the tour that was shown last in a file."""
        return str(self._ini.value(f"tours/{_key(path)}") or "")

    def set_chosen_tour(self, path: Path, tour_id: str) -> None:
        """Keep the tour that is shown in a file."""
        self._ini.setValue(f"tours/{_key(path)}", tour_id)

    def site_views(self, path: Path) -> str:
        """Give the views of the list of sites that were kept for a file, as text."""
        return str(self._ini.value(f"views/{_key(path)}") or "")

    def set_site_views(self, path: Path, value: str) -> None:
        """Keep the views of the list of sites."""
        self._ini.setValue(f"views/{_key(path)}", value)

    # -- looks -----------------------------------------------------------------------------------

    @property
    def scheme(self) -> Scheme:
        """The wished colors."""
        return self._member(Scheme, "look/scheme", Scheme.SYSTEM)

    @scheme.setter
    def scheme(self, value: Scheme) -> None:
        self._ini.setValue("look/scheme", str(value))

    @property
    def density(self) -> Density:
        """How high rows are."""
        return self._member(Density, "look/density", Density.NORMAL)

    @density.setter
    def density(self, value: Density) -> None:
        self._ini.setValue("look/density", str(value))

    @property
    def text_percent(self) -> int:
        """The text size in percent."""
        try:
            value = int(str(self._ini.value("look/text_percent")))
        except ValueError:
            return 100
        return value if value in TEXT_SIZES else 100

    @text_percent.setter
    def text_percent(self, value: int) -> None:
        self._ini.setValue("look/text_percent", value)

    def _member(self, kind: type[_E], name: str, default: _E) -> _E:
        try:
            return kind(str(self._ini.value(name)))
        except ValueError:
            return default


def _column(table: str, column: str) -> str:
    return f"columns/{table}/{column or 'mark'}"


def _key(path: Path) -> str:
    # QSettings takes slashes for groups.
    return str(path).replace("/", "|").replace("\\", "|")
