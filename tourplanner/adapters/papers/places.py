"""Points of a tour for other programs: GPX 1.1, KML 2.2 and GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from tourplanner.core.papers.map import CREATOR, MapPoint, TourMap
from tourplanner.core.papers.specs import PaperFormat
from tourplanner.core.ports import Rendered
from tourplanner.core.safe_text import one_line

_GPX = "http://www.topografix.com/GPX/1/1"
_KML = "http://www.opengis.net/kml/2.2"
_OURS = "urn:tourplanner"  # GPX takes what it does not know in a namespace of one's own
_SCHEMATIC = "Schematic: along highways, no directions"
_MADE_BY = {"version": "1.1", "creator": CREATOR}
_DIGITS = 6  # of a degree: a tenth of a meter
Way = tuple[tuple[float, float], ...]


class GpxWriter:
    """Renders points as waypoints, and the lines of a day as a track."""

    format = PaperFormat.GPX

    def render(self, tour_map: TourMap) -> Rendered:
        """Give the file; the same map gives the same bytes."""
        root = ET.Element("gpx", {"xmlns": _GPX, "xmlns:tour": _OURS, **_MADE_BY})
        _add(ET.SubElement(root, "metadata"), "name", _title(tour_map))
        for point in tour_map.points:
            one = ET.SubElement(root, "wpt", _at(point.lat, point.lon))
            _add(one, "name", _name(point))
            _add(one, "desc", _said(point))
            own = ET.SubElement(one, "extensions")
            _add(own, "tour:number", point.label)
            _add(own, "tour:address", one_line(point.address))
        for title, ways in _drawn(tour_map):
            track = ET.SubElement(root, "trk")
            _add(track, "name", title)
            _add(track, "desc", _SCHEMATIC)
            for way in ways:
                segment = ET.SubElement(track, "trkseg")
                for lat, lon in way:
                    ET.SubElement(segment, "trkpt", _at(lat, lon))
        return _xml(root)


class KmlWriter:
    """Renders points and lines as placemarks, in a folder a day."""

    format = PaperFormat.KML

    def render(self, tour_map: TourMap) -> Rendered:
        """Give the file; the same map gives the same bytes."""
        root = ET.Element("kml", {"xmlns": _KML, "xmlns:tour": _OURS})
        document = ET.SubElement(root, "Document")
        _add(document, "name", _title(tour_map))
        ways = dict(_drawn(tour_map))
        for day in sorted({point.day for point in tour_map.points}):
            folder = ET.SubElement(document, "Folder")
            title = f"Day {day + 1}"
            _add(folder, "name", title)
            for point in tour_map.points:
                if point.day == day:
                    _point(folder, point)
            for way in ways.get(title, ()):
                mark = ET.SubElement(folder, "Placemark")
                _add(mark, "name", f"Way of day {day + 1}")
                _add(mark, "description", _SCHEMATIC)
                _shape(mark, "LineString", way)
        return _xml(root)


class GeoJsonWriter:
    """Renders points and lines as features."""

    format = PaperFormat.GEOJSON

    def render(self, tour_map: TourMap) -> Rendered:
        """Give the file; the same map gives the same bytes."""
        features = [
            _feature(
                "Point",
                _pair(point.lat, point.lon),
                number=point.label,
                name=one_line(point.name),
                day=point.day + 1,
                address=one_line(point.address),
                about=_said(point),
            )
            for point in tour_map.points
        ]
        for title, ways in _drawn(tour_map):
            for way in ways:
                line = [_pair(lat, lon) for lat, lon in way]
                features.append(_feature("LineString", line, name=title, about=_SCHEMATIC))
        whole = {
            "type": "FeatureCollection",
            "name": _title(tour_map),
            "creator": CREATOR,
            "features": features,
        }
        return Rendered((json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


def _feature(kind: str, coordinates: list[Any], **properties: str | int) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _pair(lat: float, lon: float) -> list[Any]:
    """Give a point as GeoJSON has it: the longitude first."""
    return [round(lon, _DIGITS), round(lat, _DIGITS)]


def _point(folder: ET.Element, point: MapPoint) -> None:
    """Add a placemark; its number stands by itself too, so that whoever reads it has the name."""
    mark = ET.SubElement(folder, "Placemark")
    _add(mark, "name", _name(point))
    _add(mark, "address", one_line(point.address))
    _add(mark, "description", _said(point))
    _add(ET.SubElement(mark, "ExtendedData"), "tour:number", point.label)
    _shape(mark, "Point", ((point.lat, point.lon),))


def _shape(mark: ET.Element, shape: str, way: Way) -> None:
    text = " ".join(f"{_number(lon)},{_number(lat)}" for lat, lon in way)
    _add(ET.SubElement(mark, shape), "coordinates", text)


def _drawn(tour_map: TourMap) -> Iterator[tuple[str, tuple[Way, ...]]]:
    """Give the lines of each day that has some."""
    for day in tour_map.days:
        if day.lines:
            yield f"Day {day.number + 1}", day.lines


def _title(tour_map: TourMap) -> str:
    return one_line(f"{tour_map.draft} {tour_map.title}")


def _name(point: MapPoint) -> str:
    return one_line(f"{point.label} {point.name}")


def _said(point: MapPoint) -> str:
    unsure = ("NOT CONFIRMED",) if point.tentative else ()
    about = ("about here",) if point.approximate else ()
    return "; ".join(filter(None, map(one_line, (*unsure, *point.lines, point.address, *about))))


def _at(lat: float, lon: float) -> dict[str, str]:
    return {"lat": _number(lat), "lon": _number(lon)}


def _number(value: float) -> str:
    return f"{value:.{_DIGITS}f}"


def _add(parent: ET.Element, name: str, text: str) -> None:
    if text:
        ET.SubElement(parent, name).text = text


def _xml(root: ET.Element) -> Rendered:
    ET.indent(root)
    return Rendered(bytes(ET.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n")
