"""What a layer of the map says in words, for the list and for the text beside a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tourplanner.services.map_layers import LinesLayer
from tourplanner.services.map_partners import PartnerSpot
from tourplanner.services.maps import MapMark, MarkKind, ScreenMap
from tourplanner.ui.map.rows import MapRow, RowKind
from tourplanner.ui.words import count_words


@dataclass(frozen=True, slots=True)
class LayerTwin:
    """A layer as rows of the list, under a heading."""

    title: str
    count: str
    rows: tuple[MapRow, ...]

    def listed(self) -> Iterator[MapRow]:
        """Give heading and rows."""
        spoken = f"{self.title}: {self.count}."
        yield MapRow(RowKind.OTHERS, -1, "", "", self.title, "", "", "", self.count, spoken)
        yield from self.rows


def regions_twin(layer: LinesLayer, screen: ScreenMap) -> LayerTwin:
    """Say which stops and how many other sites each region has."""
    marks = _by_site(screen)
    rows = []
    for label, sites in zip(layer.labels, layer.sites, strict=True):
        stops = [m for m in map(marks.get, sites) if m is not None and m.kind is MarkKind.STOP]
        stops.sort(key=lambda mark: (mark.days, mark.label))
        words = [f"{'stop' if len(stops) == 1 else 'stops'} {_and(stops)}"] if stops else []
        if others := len(sites) - len(stops):
            words.append(count_words(others, "other site" if stops else "site"))
        rows.append(_row("", label, ", ".join(words) or "no site"))
    return LayerTwin("Regions", count_words(len(rows), "region"), tuple(rows))


def partners_twin(spots: Sequence[PartnerSpot], screen: ScreenMap) -> LayerTwin:
    """Say which partners are at work at each site, and which the map cannot show."""
    marks = _by_site(screen)
    rows = []
    for spot in spots:
        mark = marks.get(spot.site)
        name = f"{mark.label} {spot.name}" if mark is not None and mark.label else spot.name
        words = ", ".join(spot.partners)
        if spot.point is None:
            name = name or "At no site yet"
            words += "; not on the map" + (": the site has no point" if spot.site else "")
        rows.append(_row(mark.id if mark is not None else "", name, words))
    hidden = len({who for spot in spots if spot.point is None for who in spot.partners})
    told = count_words(sum(spot.point is not None for spot in spots), "site")
    if hidden:
        told += f", {count_words(hidden, 'partner')} not on the map"
    return LayerTwin("Partners", told, tuple(rows))


def _by_site(screen: ScreenMap) -> dict[str, MapMark]:
    return {mark.site: mark for mark in screen.marks if mark.site}


def _and(stops: Sequence[MapMark]) -> str:
    return ", ".join(mark.label for mark in stops)


def _row(mark: str, name: str, words: str) -> MapRow:
    return MapRow(RowKind.LAYER, -1, mark, "", name, "", words, "", "", f"{name}: {words}.")
