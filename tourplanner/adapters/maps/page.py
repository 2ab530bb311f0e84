"""The map as one page that needs nothing else: Leaflet, base map, marks and the list inside it.

folium makes the map from constants alone. It compiles every text it gets as a template in this
process, so texts of users go round it: as JSON, escaped, put beside what folium rendered, and into
the list by a template that escapes every value.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from tourplanner.adapters.maps.base import base_map, region_of
from tourplanner.adapters.maps.marks import (
    CAPS,
    DARK,
    DASHES,
    DOUBLES,
    LIGHT,
    SHAPES,
    badge,
    swatch,
)
from tourplanner.adapters.papers.html import content_hash
from tourplanner.adapters.resources import resource_path
from tourplanner.core.papers.map import PLACE_LABELS, MapRow, TourMap
from tourplanner.core.ports import Rendered
from tourplanner.core.safe_text import json_for_script, one_line

_MAP_ID = "tour"  # folium's own would be random
_CENTER, _ZOOM = (37.0, -120.0), 6  # the script fits the view to the tour at once
_LINK = "https://leafletjs.com"
_SCRIPTS = ("ground.js", "tour.js")


class MapPageWriter:
    """Renders a tour's map as a self-contained page."""

    def render(self, tour_map: TourMap) -> Rendered:
        """Give the page; the same map gives the same bytes."""
        from markupsafe import Markup

        styles = (leaflet_css(), resource_path("map", "tour.css").read_text("utf-8"))
        map_script, map_html = folium_parts()
        own = (resource_path("map", name).read_text("utf-8") for name in _SCRIPTS)
        scripts = (leaflet_js(), map_script, *own)
        has_map = tour_map.bounds is not None
        data = json_for_script(_data(tour_map)) if has_map else ""

        def row_badge(day: int, row: MapRow) -> Markup:
            is_place = row.label in PLACE_LABELS
            return Markup(badge(day, row.label, is_place=is_place, known=bool(row.point)))  # noqa: S704 checked

        text = _template().render(
            language=tour_map.language,
            title=one_line(f"{tour_map.title}, {tour_map.aside}"),
            heading=one_line(tour_map.title),
            aside=one_line(tour_map.aside),
            author=one_line(tour_map.author),
            draft=one_line(tour_map.draft),
            days=tour_map.days,
            notes=tour_map.notes,
            credits=tour_map.credits,
            has_map=has_map,
            home=tour_map.home,
            policy=policy(styles, scripts if has_map else ()),
            styles=tuple(map(Markup, styles)),
            scripts=tuple(map(Markup, scripts)),
            map_html=Markup(map_html),  # noqa: S704 constants, rendered by folium
            data=Markup(data),  # noqa: S704 escaped for a script element
            badge=row_badge,
            swatches={day.number: Markup(swatch(day.number)) for day in tour_map.days},  # noqa: S704
        )
        return Rendered(text.encode("utf-8"))


def _data(tour_map: TourMap) -> dict[str, Any]:
    """Give what the page's script draws."""
    assert tour_map.bounds is not None
    region = region_of(tour_map.bounds)
    days_of: dict[str, list[int]] = {}
    for day in tour_map.days:
        for row in day.rows:
            days_of.setdefault(row.point, []).append(day.number)
    return {
        "points": [
            {
                "id": point.id,
                "label": one_line(point.label),
                "day": point.day,
                "days": days_of.get(point.id, [point.day]),
                "lat": round(point.lat, 6),
                "lon": round(point.lon, 6),
                "name": one_line(point.name),
                "lines": [one_line(text) for text in (*point.lines, point.address)],
                "place": point.is_place,
                "approximate": point.approximate,
                "tentative": point.tentative,
            }
            for point in tour_map.points
        ],
        "days": [
            {
                "number": day.number,
                "lines": [[[round(a, 4), round(b, 4)] for a, b in line] for line in day.lines],
            }
            for day in tour_map.days
        ],
        "bounds": _box(tour_map.bounds),
        "region": _box(region),
        "palettes": {"light": LIGHT, "dark": DARK},
        "shapes": SHAPES,
        "dashes": DASHES,
        "caps": CAPS,
        "doubles": DOUBLES,
        "base": base_map(region),
    }


def _box(bounds: Any) -> list[float]:
    return [bounds.south, bounds.west, bounds.north, bounds.east]


def folium_parts() -> tuple[str, str]:
    """Give the script and the element of the map, made by folium from constants."""
    import folium

    # Without motion: while it zooms, Leaflet passes over what else is asked of it.
    made = folium.Map(
        location=_CENTER,
        zoom_start=_ZOOM,
        tiles=None,
        zoom_control=True,
        zoom_animation=False,
        fade_animation=False,
    )
    made._id = _MAP_ID
    figure: Any = made.get_root()
    figure.render()
    return figure.script.render().strip(), figure.html.render().strip()


def leaflet_js() -> str:
    """Give Leaflet without the addresses in its own credit; the licence goes along."""
    script = resource_path("map", "leaflet", "leaflet.js").read_text("utf-8")
    script = script.replace(f'href="{_LINK}" ', "").replace(_LINK, "leafletjs.com")
    licence = resource_path("map", "leaflet", "LICENSE").read_text("utf-8")
    return f"/*\n{licence.replace('*/', '')}*/\n{script}"


def leaflet_css() -> str:
    """Give Leaflet's style without pictures, which this map does not use, and without links."""
    style = resource_path("map", "leaflet", "leaflet.css").read_text("utf-8")
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    style = re.sub(r"behavior:\s*url\([^)]*\);?", "", style)
    return re.sub(r"url\([^)]*\)", "none", style)


def policy(styles: tuple[str, ...], scripts: tuple[str, ...]) -> str:
    """Give the content security policy: these scripts and styles, and nothing from anywhere."""
    allowed = " ".join(f"'{content_hash(script)}'" for script in scripts) or "'none'"
    looks = " ".join(f"'{content_hash(style)}'" for style in styles)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {looks}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


@lru_cache(maxsize=1)
def _template() -> Any:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(resource_path("map", "page.html.j2").parent),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.j2")
