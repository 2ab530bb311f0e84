"""Layers over the tour on both maps: schools of the directory, districts, regions, partners.

They are read when they are first wished, behind, and are then kept until what they show changes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from tourplanner.core.errors import NotFoundError
from tourplanner.core.geo import LatLon
from tourplanner.core.safe_text import json_for_script, one_line
from tourplanner.services.map_layers import (
    POINT_GRID,
    REGIONS,
    SEATS,
    LinesLayer,
    SchoolLayer,
)
from tourplanner.services.map_partners import PartnerSpot, partner_spots
from tourplanner.services.maps import MapMark, MarkKind, ScreenMap
from tourplanner.ui.map.controls import OVER, MapStack
from tourplanner.ui.map.layer_paint import (
    ASIDE,
    DASHES,
    PARTNERS,
    SCHOOLS,
    WIDTHS,
    Drawn,
    PlainLines,
    PlainPartners,
    PlainSchools,
)
from tourplanner.ui.map.twins import LayerTwin, partners_twin, regions_twin
from tourplanner.ui.session import Session

if TYPE_CHECKING:
    from tourplanner.services.workspace import Workspace
    from tourplanner.ui.map.web import WebMap

AT = "school-at:"  # before the place of a school in the layer, where a map picks one


def school_mark(layer: SchoolLayer, place: int) -> MapMark:
    """Give a school of the directory as a mark."""
    dot = layer.dots[place]
    return MapMark(
        f"school:{dot.key or dot.nces}",
        MarkKind.SCHOOL,
        "",
        dot.name,
        dot.city,
        LatLon(dot.lat, dot.lon),
    )


def with_near_schools(screen: ScreenMap, layer: object, picked: MapMark | None = None) -> ScreenMap:
    """Give a map with the schools near the tour as marks, where a layer is that of schools.

    Parameters
    ----------
    picked : one more. A school that is a site of the file already is in once.
    """
    if not isinstance(layer, SchoolLayer):
        return screen
    marks = {mark.id: mark for mark in (school_mark(layer, p) for p, _ in layer.near)}
    if picked is not None:
        marks[picked.id] = picked
    here = {(round(m.point.lat, 4), round(m.point.lon, 4)) for m in screen.marks if m.site}
    extra = [
        mark
        for mark in marks.values()
        if (round(mark.point.lat, 4), round(mark.point.lon, 4)) not in here
    ]
    return replace(screen, marks=(*screen.marks, *extra))


def school_data(layer: SchoolLayer) -> str:
    """Give the schools as the page's script takes them: points alone, no word of anybody."""
    return f'{{"grid":{POINT_GRID},"points":{_numbers(layer.packed())}}}'


def lines_data(layer: LinesLayer) -> str:
    """Give lines as the page's script takes them."""
    names = [
        {"text": one_line(words), "at": [round(at.lat, 3), round(at.lon, 3)]}
        for words, at in layer.named()
    ]
    head = json_for_script(
        {
            "grid": layer.borders.grid,
            "dash": DASHES[layer.name],
            "width": WIDTHS[layer.name],
            "codes": names,
        }
    )
    lines = ",".join(_numbers(list(line)) for line in layer.borders.lines)
    return f'{head[:-1]},"lines":[{lines}]}}'


def _numbers(numbers: list[int]) -> str:
    """Write whole numbers as JSON: Python's own list, in a third of what the json module takes."""
    return repr(numbers).replace(" ", "")


def partner_data(spots: Sequence[PartnerSpot]) -> str:
    """Give where partners are as the page's script takes it: points and numbers, no word."""
    made = [
        [round(spot.point.lat, 5), round(spot.point.lon, 5), len(spot.partners)]
        for spot in spots
        if spot.point is not None
    ]
    return json.dumps({"aside": ASIDE, "spots": made}, separators=(",", ":"))


@dataclass(frozen=True)
class _Read:
    """A layer as it was read, as the plain map draws it and as the page takes it."""

    layer: SchoolLayer | LinesLayer | tuple[PartnerSpot, ...]
    drawn: Drawn
    data: str

    @property
    def count(self) -> int:
        """How many the layer has; 0 where nobody counts them."""
        if isinstance(self.layer, SchoolLayer):
            return len(self.layer.dots)
        if isinstance(self.layer, tuple):
            return sum(spot.point is not None for spot in self.layer)
        return len(self.layer.labels)

    def twin(self, screen: ScreenMap) -> LayerTwin | None:
        """Give the layer in words, where a list can say it: regions and partners."""
        if isinstance(self.layer, tuple):
            return partners_twin(self.layer, screen)
        if isinstance(self.layer, LinesLayer) and self.layer.name == REGIONS:
            return regions_twin(self.layer, screen)
        return None


class Overlays(QObject):
    """Reads the layers that are wished and gives them to whoever draws a map.

    Signals
    -------
    changed : other layers are shown.
    """

    changed = Signal()

    def __init__(self, session: Session, stack: MapStack, screen: Callable[[], ScreenMap | None]):
        super().__init__()
        self._session = session
        self._stack = stack
        self._screen = screen
        self._read: dict[str, _Read] = {}
        self._picked: MapMark | None = None
        stack.over_wished.connect(self._on_wish)

    def forget(self) -> None:
        """Another file or tour: nothing is read of it."""
        self._read.clear()
        self._picked = None
        self._stack.clear_over()

    def shown(self) -> list[str]:
        """Give the layers that are wished and read."""
        return [name for name in self._stack.wished_over() if name in self._read]

    def schools(self) -> SchoolLayer | None:
        """Give the schools where they are shown."""
        read = self._read.get(SCHOOLS) if SCHOOLS in self.shown() else None
        return read.layer if read is not None and isinstance(read.layer, SchoolLayer) else None

    def drawn(self) -> list[Drawn]:
        """Give what the plain map draws, lines first."""
        found = [self._read[name].drawn for name in self.shown()]
        return sorted(found, key=lambda one: not isinstance(one, PlainLines))

    def twins(self, screen: ScreenMap) -> list[LayerTwin]:
        """Give the layers that a list can say in words: regions and partners."""
        made = (self._read[name].twin(screen) for name in self.shown())
        return [twin for twin in made if twin is not None]

    def give(self, web: WebMap) -> None:
        """Let the page show what is shown."""
        shown = self.shown()
        for name, _ in OVER:
            web.show_over(name, self._read[name].data if name in shown else "null")

    def with_schools(self, screen: ScreenMap) -> ScreenMap:
        """Give a map with the schools near the tour and the one that was picked, as marks."""
        layer = self.schools()
        if layer is None:
            return screen
        return with_near_schools(screen, layer, self._picked)

    def pick(self, mark_id: str) -> str:
        """Take what a map says was picked; give the id of its mark, empty where there is none."""
        read = self._read.get(SCHOOLS)
        number = mark_id.removeprefix(AT)
        if read is None or not number.isdecimal():
            return ""
        layer = read.layer
        assert isinstance(layer, SchoolLayer)
        if not int(number) < len(layer.dots):
            return ""
        self._picked = school_mark(layer, int(number))
        return self._picked.id

    def _on_wish(self, name: str, on: bool) -> None:
        screen = self._screen()
        if not on or name in self._read or screen is None:
            self.changed.emit()
            return

        self._look(name, screen)

    def renew(self) -> None:
        """Read anew what follows the office's own sites and partners: something was changed."""
        screen = self._screen()
        for name in (PARTNERS, REGIONS):
            if name in self._stack.wished_over() and screen is not None:
                self._look(name, screen)
            else:
                self._read.pop(name, None)

    def _look(self, name: str, screen: ScreenMap) -> None:
        def done(read: _Read) -> None:
            before = self._read.get(name)
            self._read[name] = read
            self._stack.set_count(name, read.count)
            if before is None or before.layer != read.layer:
                self.changed.emit()

        def failed(error: BaseException) -> None:
            self._stack.take_back(name)
            self._session.tell_error(error)

        self._session.read(
            lambda ws, _: read_layer(ws, name, screen), done, failed, topic=f"over {name}"
        )


def read_layer(workspace: Workspace, name: str, screen: ScreenMap) -> _Read:
    """Read a layer; called on a helper's thread."""
    if name == SCHOOLS:
        stops = [mark.point for mark in screen.marks if mark.kind is MarkKind.STOP]
        schools = workspace.map_layers.schools(stops)
        if not schools.dots:
            raise NotFoundError(
                "No school directory is loaded.", "Settings, Data: load that of a state."
            )
        return _Read(schools, PlainSchools(schools), school_data(schools))
    if name == PARTNERS:
        spots = partner_spots(workspace)
        return _Read(spots, PlainPartners(spots), partner_data(spots))
    if name == REGIONS:
        sites = workspace.sites
        lines = workspace.map_layers.regions(sites.regions(workspace.home_state()), sites.all())
    else:
        kind = next(kind for kind in SEATS if kind == name)
        day = screen.days[0].date if screen.days else workspace.districts.today()
        lines = workspace.map_layers.districts(kind, workspace.home_state(), day)
    return _Read(lines, PlainLines(lines), lines_data(lines))
