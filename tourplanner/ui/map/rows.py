"""The rows of the map's list: the days in order, then the sites that are in none."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tourplanner.core.geo import great_circle_mi
from tourplanner.core.papers.map import compass_word
from tourplanner.core.units import METERS_PER_MILE, hours_text
from tourplanner.services.maps import MapDay, MapLeg, MapMark, MapVisit, MarkKind, ScreenMap
from tourplanner.ui.map.words import has_zones, miles_words, wish_words
from tourplanner.ui.words import count_words, day_words, span_words, time_words

if TYPE_CHECKING:
    from tourplanner.ui.map.choice import Choice

_SHORT = {
    "north": "N",
    "northeast": "NE",
    "east": "E",
    "southeast": "SE",
    "south": "S",
    "southwest": "SW",
    "west": "W",
    "northwest": "NW",
}
_ALIKE = 1.5  # squared distances on the plane within which the earth decides


class RowKind(StrEnum):
    """What a row of the list is."""

    DAY = "day"
    STOP = "stop"
    PLACE = "place"
    OTHERS = "others"
    CANDIDATE = "candidate"
    FOUND = "found"  # a stop that was picked out
    LAYER = "layer"  # what a layer over the tour says


@dataclass(frozen=True, slots=True)
class MapRow:
    """A row of the list. ``mark`` is empty for a heading; ``far`` is the way on from here."""

    kind: RowKind
    day: int
    mark: str
    label: str
    name: str
    day_words: str
    when: str
    city: str
    far: str
    spoken: str
    state: str = ""  # confirmed | open | ""


def rows_of(
    screen: ScreenMap, only_day: int | None = None, choice: Choice | None = None
) -> list[MapRow]:
    """Give the list of a map: the days in order, then the sites that are in none.

    Of sites that were picked out, those alone. The rows of the map asked for last are kept: a whole
    state takes a while, and list and map ask for the same, after the helper that read the file.
    """
    global _kept
    if choice is not None:
        return list(_Rows(screen).chosen(choice))
    kept = _kept if _kept is not None and _kept[0] is screen else (screen, {})
    _kept = kept
    if only_day not in kept[1]:
        kept[1][only_day] = _listed(screen, only_day)
    return list(kept[1][only_day])


_kept: tuple[ScreenMap, dict[int | None, list[MapRow]]] | None = None


def _listed(screen: ScreenMap, only_day: int | None) -> list[MapRow]:
    maker = _Rows(screen)
    rows: list[MapRow] = []
    for day in screen.days:
        if only_day in (None, day.index):
            rows += maker.day(day)
    if only_day is None:
        rows += maker.others()
    return rows


class _Rows:
    def __init__(self, screen: ScreenMap) -> None:
        self._screen = screen
        self._marks = {mark.id: mark for mark in screen.marks}
        self._with_zone = has_zones(screen)

    def day(self, day: MapDay) -> Iterator[MapRow]:
        """Give the head of a day, its start, its visits and its end."""
        title = day_words(day.date)
        about = "≈ " if day.is_estimate else ""
        total = f"{miles_words(day.meters)} · {about}{hours_text(day.drive_min)}"
        if day.stands:
            total = "the bus stands"
        said = (
            "The bus stands all day."
            if day.stands
            else (
                f"{count_words(len(day.visits), 'stop')}, {miles_words(day.meters)}, "
                f"{'about ' if day.is_estimate else ''}{hours_text(day.drive_min)} on the road."
            )
        )
        number = str(day.index + 1)
        yield MapRow(
            RowKind.DAY, day.index, "", number, title, title, "", "", total, f"{title}. {said}"
        )
        leave = time_words(day.depart_at, day.start_zone, with_zone=self._with_zone)
        if not day.stands:
            yield self._place(day, day.start, f"Leave {leave}", day.legs[0] if day.legs else None)
        for visit, leg in zip(day.visits, day.legs[1:], strict=True):
            yield self._stop(day, visit, leg)
        arrive = time_words(day.arrive_at, day.end_zone, with_zone=self._with_zone)
        when = "All day" if day.stands else f"Arrive {arrive}"
        yield self._place(day, day.end, when, None)

    def _place(self, day: MapDay, mark_id: str, when: str, leg: MapLeg | None) -> MapRow:
        mark = self._marks[mark_id]
        title = day_words(day.date)
        far, said = self._way(leg)
        kind = "Hotel" if mark.label == "H" else "Place"
        spoken = _sentence(kind, mark.name, title, when) + said
        return MapRow(
            RowKind.PLACE, day.index, mark.id, mark.label, mark.name, title, when, mark.city, far,
            spoken,
        )  # fmt: skip

    def _stop(self, day: MapDay, visit: MapVisit, leg: MapLeg) -> MapRow:
        mark = self._marks[visit.mark]
        title = day_words(day.date)
        when = span_words(visit.start_at, visit.end_at, visit.zone, with_zone=self._with_zone)
        late = f"{visit.late_min} min late" if visit.late_min > 0 else ""
        far, said = self._way(leg)
        state = "confirmed" if mark.is_confirmed else "not confirmed"
        spoken = _sentence(f"Stop {mark.label}", mark.name, mark.city, title, when, late, state)
        return MapRow(
            RowKind.STOP,
            day.index,
            mark.id,
            mark.label,
            mark.name,
            title,
            f"{when}, {late}" if late else when,
            mark.city,
            far,
            spoken + said,
            "confirmed" if mark.is_confirmed else "open",
        )

    def _way(self, leg: MapLeg | None) -> tuple[str, str]:
        """Give the way on from a row, short and as a sentence."""
        if leg is None or leg.start == leg.end:
            return "", ""
        target = self._marks[leg.end]
        to = f" to {target.city or target.name}" if target.kind is MarkKind.PLACE else ""
        said_to = f"stop {target.label}" if target.kind is MarkKind.STOP else target.name
        if leg.meters is None or leg.minutes is None:
            return f"no road known{to}", f" Then no road is known to {said_to}."
        about, said_about = ("≈ ", "about ") if leg.is_estimate else ("", "")
        short = _SHORT.get(leg.compass, "")
        far = f"{short} {miles_words(leg.meters)}, {about}{hours_text(leg.minutes)}{to}".strip()
        said = (
            f" Then {miles_words(leg.meters)} {leg.compass}".rstrip()
            + f", {said_about}{hours_text(leg.minutes)}, to {said_to}."
        )
        return far, said

    def others(self) -> Iterator[MapRow]:
        """Give the sites that are in no day, nearest to a stop first."""
        title = "Not in the days" if self._screen.days else "Sites"
        yield from self._group(MarkKind.CANDIDATE, title, "site")
        yield from self._group(MarkKind.SCHOOL, "Schools nearby", "school")

    def _group(self, kind: MarkKind, title: str, noun: str) -> Iterator[MapRow]:
        found = [mark for mark in self._screen.marks if mark.kind is kind]
        if not found:
            return
        stops = [mark for mark in self._screen.marks if mark.kind is MarkKind.STOP]
        count = count_words(len(found), noun)
        yield MapRow(RowKind.OTHERS, -1, "", "", title, "", "", "", count, f"{title}: {count}.")
        measured = [(self._nearest(mark, stops), mark) for mark in found]
        measured.sort(key=lambda pair: (pair[0][0], pair[1].name, pair[1].id))
        for (_, far, said), mark in measured:
            wish = wish_words(mark)
            spoken = _sentence(mark.name, mark.city, wish) + said
            yield MapRow(
                RowKind.CANDIDATE, -1, mark.id, "", mark.name, "", wish, mark.city, far, spoken
            )

    def chosen(self, choice: Choice) -> Iterator[MapRow]:
        """Give the sites that were picked out, in their order."""
        marks = [self._marks[key] for key in choice.found if key in self._marks]
        number = len(marks) + choice.more
        count = count_words(number, "site") if number else "No site"
        yield MapRow(
            RowKind.OTHERS, -1, "", "", count, "", "", "", "", f"{choice.title}: {count.lower()}."
        )
        for mark in marks:
            is_stop = mark.kind is MarkKind.STOP
            wish = "in the tour" if is_stop else wish_words(mark)
            minutes = choice.found[mark.id]
            far = said = ""
            if minutes is not None:
                far, said = (
                    f"≈ {hours_text(minutes)} by bus",
                    f" About {hours_text(minutes)} by bus.",
                )
            name = f"Stop {mark.label}, {mark.name}" if is_stop else mark.name
            kind = RowKind.FOUND if is_stop else RowKind.CANDIDATE
            day = mark.days[0] if is_stop and mark.days else -1
            yield MapRow(
                kind, day, mark.id, mark.label, mark.name, "", wish, mark.city, far,
                _sentence(name, mark.city, wish) + said,
            )  # fmt: skip

    def _nearest(self, mark: MapMark, stops: list[MapMark]) -> tuple[float, str, str]:
        """Give the miles to the nearest stop, and that in words, as the crow flies."""
        if not stops:
            return 0.0, "", ""
        # The plane leaves two, the earth tells which: a whole state is measured to many stops.
        lat, lon = mark.point.lat, mark.point.lon
        squeeze = math.cos(math.radians(lat)) ** 2

        near, other = stops[0], None
        least = next_ = math.inf
        for stop in stops:
            north, east = stop.point.lat - lat, stop.point.lon - lon
            apart = north * north + east * east * squeeze
            if apart < least:
                near, other, least, next_ = stop, near if least < math.inf else None, apart, least
            elif apart < next_:
                other, next_ = stop, apart
        gap = great_circle_mi(near.point, mark.point)
        if other is not None and next_ < least * _ALIKE:
            further = great_circle_mi(other.point, mark.point)
            if further < gap:
                near, gap = other, further
        side = compass_word(near.point, mark.point)
        words = miles_words(gap * METERS_PER_MILE)
        return (
            gap,
            f"{words} {_SHORT[side]} of {near.label}, straight line",
            f" {words} {side} of stop {near.label}, {near.name}, in a straight line.",
        )


def _sentence(*parts: str) -> str:
    return f"{', '.join(part for part in parts if part)}."
