"""What the map says: distances, the lines of a card, its totals, and the data of the page."""

from __future__ import annotations

from tourplanner.core.safe_text import json_for_script, one_line
from tourplanner.core.units import METERS_PER_MILE, hours_text, miles
from tourplanner.services.maps import MapMark, MarkKind, ScreenMap
from tourplanner.ui.words import day_words, span_words, time_words

_WISHES = {"must": "must see", "may": "may see", "not": "not this time"}
_FEET_FROM_MI = 0.1


def miles_words(meters: float) -> str:
    """Write a distance: ``0.4 mi``, ``37 mi``; what is under a tenth of a mile in feet."""
    value = miles(meters)
    if value < _FEET_FROM_MI:
        return f"{round(meters / METERS_PER_MILE * 5280 / 10) * 10} ft"
    return f"{value:.1f} mi" if value < 9.95 else f"{round(value):,} mi"


def has_zones(screen: ScreenMap) -> bool:
    """Whether the times of a tour run in several zones, so that each is named."""
    zones = {zone for day in screen.days for zone in (day.start_zone, day.end_zone)}
    zones |= {visit.zone for day in screen.days for visit in day.visits}
    return len(zones) > 1


def wish_words(mark: MapMark) -> str:
    """Say how much a site is wished for."""
    if mark.kind is MarkKind.SCHOOL:
        return "in the directory"
    return _WISHES.get(mark.wish, "not marked")


def card_lines(screen: ScreenMap, mark: MapMark) -> tuple[str, ...]:
    """Give what stands under the name on a mark's card."""
    lines: list[str] = []
    with_zone = has_zones(screen)
    for day in screen.days:
        title = day_words(day.date)
        for visit in day.visits:
            if visit.mark == mark.id:
                when = span_words(visit.start_at, visit.end_at, visit.zone, with_zone=with_zone)
                lines.append(f"{title}, {when}")
                lines.append("Confirmed" if mark.is_confirmed else "Not confirmed")
        if mark.kind is MarkKind.PLACE and not day.stands:
            if day.end == mark.id:
                at = time_words(day.arrive_at, day.end_zone, with_zone=with_zone)
                lines.append(f"{title}, arrive {at}")
            if day.start == mark.id:
                at = time_words(day.depart_at, day.start_zone, with_zone=with_zone)
                lines.append(f"{title}, leave {at}")
    if mark.is_dot:
        lines.append(", ".join(filter(None, (mark.city, wish_words(mark)))))
    return tuple(lines)


def totals(screen: ScreenMap, only_day: int | None) -> tuple[tuple[str, str], ...]:
    """Give the three numbers under the list, each with its words."""
    days = [day for day in screen.days if only_day in (None, day.index)]
    if not days:
        return ()
    about = "≈ " if any(day.is_estimate for day in days) else ""
    stops = sum(len(day.visits) for day in days)
    last = (str(stops), "stop" if stops == 1 else "stops")
    if only_day is None:
        last = (str(screen.counties), "county" if screen.counties == 1 else "counties")
    return (
        (miles_words(sum(day.meters for day in days)), "on the road"),
        (f"{about}{hours_text(sum(day.drive_min for day in days))}", "in the bus"),
        last,
    )


def page_data(screen: ScreenMap, *, can_move: bool) -> str:
    """Give a map as the page's script takes it: JSON that may stand in a script."""
    bounds = screen.bounds

    def point(mark: MapMark) -> dict[str, object]:
        return {
            "id": mark.id,
            "label": one_line(mark.label),
            "day": mark.days[0] if mark.days else 0,
            "days": list(mark.days),
            "lat": round(mark.point.lat, 6),
            "lon": round(mark.point.lon, 6),
            "name": one_line(mark.name),
            "lines": [one_line(text) for text in card_lines(screen, mark)],
            "place": mark.kind is MarkKind.PLACE,
            "school": mark.kind is MarkKind.SCHOOL,
            "approximate": mark.is_approximate,
            "tentative": mark.kind is MarkKind.STOP and not mark.is_confirmed,
            "movable": bool(mark.site) and can_move,
        }

    return json_for_script(
        {
            "points": [point(m) for m in screen.marks if not m.is_dot],
            "candidates": [point(m) for m in screen.marks if m.is_dot],
            "days": [
                {
                    "number": day.index,
                    "lines": [
                        [[round(p.lat, 4), round(p.lon, 4)] for p in leg.line]
                        for leg in day.legs
                        if len(leg.line) > 1
                    ],
                }
                for day in screen.days
            ],
            "bounds": [bounds.south, bounds.west, bounds.north, bounds.east] if bounds else [],
        }
    )
