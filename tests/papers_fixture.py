"""A whole tour as papers see it: 14-16 October 2013, opened at Madison Elementary, Pasadena.

Schools, addresses, the opening and public officials are facts; hotels, telephone numbers, staff and
private persons are invented. The moments are those that core.schedule gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np

from tourplanner.core.boarding import alighting_min
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.clock import moment
from tourplanner.core.geo import LatLon, Precision, great_circle_m
from tourplanner.core.model.ids import SiteId, StopId, TourId, derived_id
from tourplanner.core.model.paper import RecordView, TourView
from tourplanner.core.model.rules import DriverRules, RuleSet
from tourplanner.core.model.tour import (
    Node,
    Plan,
    PlanSettings,
    Tour,
    TourDay,
    TourStop,
    Vehicle,
    Window,
)
from tourplanner.core.schedule import compute_day
from tourplanner.core.travel import Grade, RoadMatrix, TypedMinutes, bus_matrix, fitted_car_min

LOS_ANGELES = "America/Los_Angeles"
FIRST_DATE = date(2013, 10, 14)
MADE_AT = datetime(2013, 10, 10, 23, 10, tzinfo=UTC)

SITES: tuple[dict[str, Any], ...] = (
    {
        "key": "madison",
        "name": "Madison Elementary",
        "street": "515 Ashtabula St.",
        "city": "Pasadena",
        "zip": "91104",
        "county": "Los Angeles",
        "region": "Los Angeles",
        "district": "Pasadena Unified",
        "at": (34.1588, -118.1398),
        "day": 0,
        "visit_min": 90,
        "fixed": 570,
        "metro": True,
        "stop": {
            "coverage": "open",
            "press_title": "Community schools kick-off",
            "room": "Auditorium",
            "press_call_tod_min": 540,
            "press_door": "Auditorium doors, Ashtabula Street",
            "hold_room": "Library office",
            "talking_points": "Existing services, pointed at children",
            "gate_note": "Gate B; the site lead has the key",
            "driver_note": "Engine off; restroom in room 2",
            "rating": 5,
        },
        "site": {
            "host_name": "Mirsa Serrano",
            "host_title": "program coordinator, Healthy Start Family Center",
            "host_mobile": "626-555-0167",
            "front_office_phone": "626-555-0180",
            "bus_bay": "North curb of Ashtabula Street, doors to the auditorium",
            "bus_fits": True,
            "access_notes": "Step-free by the auditorium doors",
            "remarks": "School closures are a sore point in the district.",
        },
        "items": (
            ("program", "Welcome and remarks", 0, 20, "Sen. Carol Liu", "open", True),
            (
                "program",
                "Panel: one plan for city, school and community",
                20,
                25,
                "Brian McDonald, chief academic officer; Mercy Santoro, director of human services "
                "and recreation",
                "open",
                True,
            ),
            ("meeting", "Parents meet the senator", 50, 25, "", "closed", True),
            ("walk", "Walk to the family center", 75, 15, "", "photo", False),
        ),
        "confirmed": True,
    },
    {
        "key": "ucla",
        "name": "UCLA Community K-12",
        "street": "700 South Mariposa Avenue",
        "city": "Los Angeles",
        "zip": "90005",
        "county": "Los Angeles",
        "region": "Los Angeles",
        "district": "Los Angeles Unified",
        "at": (34.0597, -118.2986),
        "day": 0,
        "metro": True,
        "stop": {"coverage": "photo", "press_title": "Campus visit"},
        "confirmed": True,
    },
    {
        "key": "alview",
        "name": "Alview Elementary",
        "street": "20513 Road 4",
        "city": "Chowchilla",
        "zip": "93610",
        "county": "Madera",
        "region": "Central Valley",
        "district": "Alview-Dairyland Union Elementary",
        "at": (37.050632, -120.473405),
        "day": 1,
        "stop": {"coverage": "open", "press_title": "A small rural school"},
        "confirmed": True,
    },
    {
        "key": "dorsa",
        "name": "A. J. Dorsa Elementary",
        "street": "1290 Bal Harbor Drive",
        "city": "San Jose",
        "zip": "95122",
        "county": "Santa Clara",
        "region": "South Bay",
        "district": "Alum Rock Union Elementary",
        "at": (37.339098, -121.837914),
        "day": 1,
        "metro": True,
        "stop": {"coverage": "open", "press_title": "Campus visit"},
        "confirmed": False,
    },
    {
        "key": "oakland",
        "name": "Oakland Technical High",
        "street": "4351 Broadway",
        "city": "Oakland",
        "zip": "94611",
        "county": "Alameda",
        "region": "Bay",
        "district": "Oakland Unified",
        "at": (37.8317, -122.2541),
        "day": 2,
        "metro": True,
        "stop": {"coverage": "open", "press_title": "Academies and their partners"},
        "confirmed": True,
    },
    {
        "key": "oakridge",
        "name": "Oak Ridge Elementary",
        "street": "4501 Martin Luther King Blvd",
        "city": "Sacramento",
        "zip": "95820",
        "county": "Sacramento",
        "region": "Capital",
        "district": "Sacramento City Unified",
        "at": (38.5345, -121.4646),
        "day": 2,
        "metro": True,
        "stop": {"coverage": "open", "press_title": "Closing visit"},
        "confirmed": True,
    },
)

PLACES: tuple[dict[str, Any], ...] = (
    {
        "key": "hotel-1",
        "name": "Arroyo House Hotel",
        "kind": "hotel",
        "street": "88 Hidden Court",
        "city": "Pasadena",
        "phone": "626-555-0142",
        "at": (34.1459, -118.1443),
    },
    {
        "key": "hotel-2",
        "name": "Tower Inn",
        "kind": "hotel",
        "street": "9 Private Way",
        "city": "Bakersfield",
        "phone": "661-555-0121",
        "at": (35.3733, -119.0187),
    },
    {
        "key": "hotel-3",
        "name": "Guadalupe Lodge",
        "kind": "hotel",
        "street": "7 Secret Lane",
        "city": "San Jose",
        "phone": "408-555-0177",
        "at": (37.3352, -121.8893),
    },
    {
        "key": "capitol",
        "name": "State Capitol, west steps",
        "kind": "other",
        "street": "1315 10th St.",
        "city": "Sacramento",
        "at": (38.5766, -121.4934),
    },
)

OFFICE: dict[str, Any] = {
    "member_name": "Carol Liu",
    "member_title": "Senator",
    "member_party": "D",
    "member_district": "25",
    "letterhead": "California State Senate\nSenator Carol Liu, 25th Senate District\n"
    "Chair, Senate Education Committee",
    "boilerplate": "Pathways to Partnership is a three-day bus tour of California schools that "
    "join with city, county and neighbors so that children and families get what they need.",
    "hashtag": "#CSPathways",
    "press_contact": "Press desk",
    "press_phone": "916-555-0100",
    "press_email": "press@example.org",
    "home_state": "CA",
    "carrier": "Golden Poppy Charter",
    "carrier_zone": LOS_ANGELES,
}

TOUR: dict[str, Any] = {
    "name": "Pathways to Partnership",
    "purpose": "See how schools, cities and neighbors use what they already have for children and "
    "families.",
    "start_date": FIRST_DATE.isoformat(),
    "days": 3,
    "party": 45,
    "lift_users": 1,
    "vehicle": {"name": "Coach C-1", "length_ft": 45, "seats": 56, "has_lift": True},
    "driver_name": "D. Marsh",
    "driver_phone": "559-555-0133",
    "rule_set": "federal",
}

RULES = DriverRules(
    RuleSet(
        "federal", "federal, 49 CFR 395.5", "49 CFR 395.5", "2024-10-01", "interstate",
        600, 900, 480, 3600, 7, False,
    ),
    RuleSet("house", "house rule", "domain", "2013-01-01", "any", 480, 720, 540, None, None, True),
)  # fmt: skip


def rid(kind: str, key: str) -> str:
    """The id of a record of the fixture."""
    return derived_id("fixture", kind, key)


# Whose districts the first day's schools lie in: invented members; one seat is on no roster.
OFFICIALS = tuple(
    RecordView(
        "official",
        f"{key}-{title}-{district}",
        {
            "site": rid("site", key),
            "title": f"{title} District",
            "district": district,
            "name": name,
            "party": party,
            "how": "Roster of Oct. 1, 2013" if name else "No roster is loaded",
        },
    )
    for key, title, district, name, party in (
        ("madison", "Senate", "25", "Rosa Ibarra (fictional)", "Democratic"),
        ("madison", "Assembly", "41", "Paul Venn (fictional)", "Republican"),
        ("ucla", "Senate", "25", "Rosa Ibarra (fictional)", "Democratic"),
        ("ucla", "Assembly", "9", "Lena Osei (fictional)", "Democratic"),
        ("ucla", "Congressional", "34", "", ""),
    )
)


@dataclass(frozen=True)
class Parts:
    """What a view is made of, to be changed by a test before it is put together."""

    sites: tuple[dict[str, Any], ...] = SITES
    places: tuple[dict[str, Any], ...] = PLACES
    office: Mapping[str, Any] = ()  # type: ignore[assignment]
    tour: Mapping[str, Any] = ()  # type: ignore[assignment]
    extra: tuple[RecordView, ...] = ()
    day_ends: tuple[tuple[str, str], ...] = (
        ("hotel-1", "hotel-2"),
        ("hotel-2", "hotel-3"),
        ("hotel-3", "capitol"),
    )
    typed: Mapping[tuple[str, str], TypedMinutes] = ()  # type: ignore[assignment]
    zones: Mapping[str, str] = ()  # type: ignore[assignment]


def sample_view(parts: Parts | None = None, **changes: Any) -> TourView:
    """Put the view together; ``changes`` replace fields of the TourView."""
    parts = parts or Parts()
    plan, days = _plan(parts)
    records = (
        RecordView("office", rid("office", ""), dict(parts.office or OFFICE)),
        RecordView("tour", rid("tour", ""), dict(parts.tour or TOUR), {"hotel": {"x": True}}),
        *(record for site in parts.sites for record in _site_records(site)),
        *(_place_record(place) for place in parts.places),
        *_people(),
        *_riders(),
        *_media(),
        *parts.extra,
    )
    view = TourView(
        records,
        plan,
        days,
        (Finding("LEG-LONG", Severity.WARNING, "A leg takes over 2 h 30 min.", day=1),),
        RULES,
        _routes(days),
        3,
        MADE_AT,
    )
    return replace(view, **changes)


def _zone(parts: Parts, key: str) -> str:
    return dict(parts.zones or {}).get(key, LOS_ANGELES)


def _node(parts: Parts, kind: str, entry: Mapping[str, Any]) -> Node:
    lat, lon = entry["at"]
    precision = Precision(entry.get("precision", "site"))
    return Node(
        rid(kind, entry["key"]),
        entry["name"],
        entry["city"],
        LatLon(lat, lon),
        precision,
        _zone(parts, entry["key"]),
        bool(entry.get("metro")),
    )


def _plan(parts: Parts) -> tuple[Plan, tuple[Any, ...]]:
    settings = PlanSettings()
    places = {p["key"]: _node(parts, "place", p) for p in parts.places}
    stops = [_tour_stop(parts, site, settings) for site in parts.sites]
    nodes = [*places.values(), *(stop.node for stop in stops)]
    typed = {
        (_key_id(parts, a), _key_id(parts, b)): minutes
        for (a, b), minutes in dict(parts.typed or {("madison", "ucla"): TypedMinutes(
            40, "B. Okafor", "2013-10-01T00:00:00Z")}).items()
    }  # fmt: skip
    travel = bus_matrix(nodes, roads(nodes, "highway network, test"), settings, typed)
    days = tuple(
        TourDay(
            n,
            FIRST_DATE + timedelta(days=n),
            places[start],
            places[end],
            tuple(stop for stop, site in zip(stops, parts.sites, strict=True) if site["day"] == n),
        )
        for n, (start, end) in enumerate(parts.day_ends)
    )
    first, last = places[parts.day_ends[0][0]], places[parts.day_ends[-1][1]]
    tour = Tour(
        TourId(rid("tour", "")),
        str(dict(parts.tour or TOUR)["name"]),
        FIRST_DATE,
        len(days),
        first,
        last,
        (),
        tuple(stops),
        45,
        Vehicle(has_lift=True),
        settings,
        "federal",
        _zone(parts, "carrier"),
    )
    schedules = tuple(compute_day(day, travel, settings) for day in days)
    return Plan(tour, days, name="Plan 1"), schedules


def _key_id(parts: Parts, key: str) -> str:
    kind = "site" if any(site["key"] == key for site in parts.sites) else "place"
    return rid(kind, key)


def roads(nodes: Sequence[Node], source: str) -> RoadMatrix:
    """Roads by the fitted formula."""
    n = len(nodes)
    car = np.zeros((n, n))
    meters = np.zeros((n, n), dtype=np.int32)
    for i, a in enumerate(nodes):
        for j, b in enumerate(nodes):
            if i != j:
                car[i, j] = fitted_car_min(great_circle_m(a.point, b.point))
                meters[i, j] = round(great_circle_m(a.point, b.point) * 1.2)
    grade = np.full((n, n), int(Grade.NETWORK), dtype=np.int32)
    check = np.zeros((n, n), dtype=bool)
    return RoadMatrix(car, meters, grade, check, source)


def _tour_stop(parts: Parts, site: Mapping[str, Any], settings: PlanSettings) -> TourStop:
    node = _node(parts, "site", site)
    windows = tuple(
        (
            Window(
                moment(FIRST_DATE + timedelta(days=n), 510, node.zone),
                moment(FIRST_DATE + timedelta(days=n), 870, node.zone),
                "assumed",
                True,
            ),
        )
        for n in range(3)
    )
    fixed_at = None
    if site.get("fixed"):
        fixed_at = moment(FIRST_DATE + timedelta(days=site["day"]), site["fixed"], node.zone)
    return TourStop(
        StopId(rid("stop", site["key"])),
        SiteId(rid("site", site["key"])),
        node,
        "must",
        50,
        site.get("visit_min", settings.visit_min),
        10,
        alighting_min(10),
        windows,
        fixed_day=site["day"] if fixed_at else None,
        fixed_start_at=fixed_at,
        region=site["region"],
        confirmed=site["confirmed"],
    )


def _site_records(site: Mapping[str, Any]) -> tuple[RecordView, ...]:
    lat, lon = site["at"]
    facts = {k: site[k] for k in ("name", "street", "city", "zip", "county", "district")}
    facts |= {
        "state": "CA",
        "grades": "K-5",
        "zone": LOS_ANGELES,
        "point": {
            "lat": lat,
            "lon": lon,
            "precision": site.get("precision", "site"),
            "source": "school directory",
        },
        "ladder": "yes",
        "score": 80,
        **site.get("site", {}),
    }
    stop = {
        "tour": rid("tour", ""),
        "site": rid("site", site["key"]),
        "wish": "must",
        "status": _status(site["confirmed"]),
        **site.get("stop", {}),
    }
    items = tuple(
        RecordView(
            "item",
            rid("item", f"{site['key']}-{n}"),
            {
                "stop": rid("stop", site["key"]),
                "kind": kind,
                "title": title,
                "offset_min": offset,
                "minutes": minutes,
                "speakers": speakers,
                "coverage": coverage,
                "lead": "A. Reyes",
                "status": _status(confirmed),
            },
        )
        for n, (kind, title, offset, minutes, speakers, coverage, confirmed) in enumerate(
            site.get("items", ())
        )
    )
    site_record = RecordView("site", rid("site", site["key"]), facts, {"tag": {"rural": True}})
    return (site_record, RecordView("stop", rid("stop", site["key"]), stop), *items)


def _status(confirmed: bool) -> dict[str, Any]:
    state = "confirmed" if confirmed else "tentative"
    return {"state": state, "by": "Host slip, Tamsin Reed", "at": "2013-09-24T17:00:00Z"}


def _place_record(place: Mapping[str, Any]) -> RecordView:
    lat, lon = place["at"]
    facts = {k: place[k] for k in ("name", "kind", "street", "city", "phone") if k in place}
    point = {"lat": lat, "lon": lon, "precision": "pin", "source": "typed by A. Reyes"}
    facts |= {"state": "CA", "zone": LOS_ANGELES, "point": point}
    return RecordView("place", rid("place", place["key"]), facts)


def _people() -> tuple[RecordView, ...]:
    return (
        RecordView(
            "person",
            rid("person", "reyes"),
            {
                "name": "Alma Reyes",
                "role": "Trip director",
                "organization": "Senate office",
                "mobile": "916-555-0111",
                "email": "reyes@example.org",
                "needs": "Vegetarian lunch",
            },
        ),
        RecordView(
            "note",
            rid("note", "1"),
            {
                "tour": rid("tour", ""),
                "stop": rid("stop", "madison"),
                "author": "Okafor",
                "body": "Spare furniture goes to families with empty apartments.",
                "evidence": "told",
            },
        ),
        RecordView(
            "quote",
            rid("quote", "vega"),
            {
                "stop": rid("stop", "madison"),
                "words": "My children found a home here.",
                "speaker": "Marisol Vega",
                "speaker_role": "parent",
                "language": "Spanish",
                "minor": False,
                "state": "draft",
            },
        ),
        RecordView(
            "quote",
            rid("quote", "liu"),
            {
                "stop": rid("stop", "madison"),
                "words": "It's not always one size fits all.",
                "speaker": "Carol Liu",
                "speaker_role": "senator",
                "language": "English",
                "minor": False,
                "state": "approved",
                "consent": {"uses": ["press", "name"], "by": "Press desk", "date": "2013-10-14"},
            },
        ),
        RecordView(
            "practice",
            rid("practice", "1"),
            {
                "site": rid("site", "madison"),
                "title": "Help families keep and furnish a home",
                "state": "draft",
            },
        ),
    )


def _riders() -> tuple[RecordView, ...]:
    """Invented people on the bus."""
    people: tuple[dict[str, Any], ...] = (
        {
            "name": "Ana Rivera Soto",
            "organization": "County office of education",
            "role": "Director of student services",
            "status": "coming",
            "seat": "aisle, front",
            "access": "uses the lift",
            "diet": "no nuts",
            "phone": "626-555-0190",
            "emergency": "Luis Soto, 626-555-0191",
            "waiver": True,
            "room_type": "double, ground floor",
            "room": "104",
            "payment": "her office",
        },
        {
            "name": "Émile Okafor",
            "organization": "Senate office",
            "role": "Trip staff",
            "diet": "vegetarian",
            "phone": "916-555-0192",
            "waiver": True,
            "room_type": "single",
            "room": "217",
            "shares": "nobody",
        },
        {
            "name": "Bo Lindqvist",
            "organization": "Family fund",
            "joins": {"stop": rid("stop", "ucla")},
            "leaves": {"day": 1},
            "waiver": False,
            "room_type": "double",
            "shares": "Émile Okafor",
        },
        {
            "name": "Chris Doe",
            "organization": "City council",
            "status": "invited",
            "reply_by": "2013-10-07",
            "joins": {"day": 2},
            "note": "asked by phone",
        },
        {"name": "Dee Farr", "organization": "Library", "status": "declined"},
    )
    return tuple(
        RecordView("rider", rid("rider", str(n)), {"tour": rid("tour", ""), **person})
        for n, person in enumerate(people)
    )


def _media() -> tuple[RecordView, ...]:
    """Invented outlets, what ran, and what was promised."""
    madison = rid("stop", "madison")
    return (
        RecordView(
            "media",
            rid("media", "sun"),
            {
                "outlet": "Valley Sun (fictional)",
                "name": "Kim Hale",
                "market": "Los Angeles County",
                "language": "English",
                "beat": "education",
                "phone": "213-555-0144",
                "email": "hale@example.org",
            },
            {"pitched": {madison: True}, "coming": {madison: True}, "came": {madison: False}},
        ),
        RecordView(
            "media",
            rid("media", "radio"),
            {
                "outlet": "Radio Puente (fictional)",
                "name": "Iñigo Paz",
                "market": "San Jose, Oakland",
                "language": "Spanish",
                "beat": "community",
                "email": "paz@example.org",
            },
        ),
        RecordView(
            "clip",
            rid("clip", "1"),
            {
                "tour": rid("tour", ""),
                "outlet": "Valley Sun (fictional)",
                "date": "2013-10-15",
                "title": "Schools open their doors to a bus",
                "reporter": "Kim Hale",
                "quote_used": "one size",
                "correction": "name of the center",
            },
            {"about": {madison: True}},
        ),
        RecordView(
            "promise",
            rid("promise", "1"),
            {
                "tour": rid("tour", ""),
                "stop": rid("stop", "ucla"),
                "words": "Send the sample data-sharing agreement",
                "whom": "the school",
                "owner": "B. Okafor",
                "due": "2013-10-25",
                "at": "2013-10-14T18:00:00+00:00",
            },
        ),
    )


def _routes(days: Sequence[Any]) -> dict[tuple[str, str], tuple[LatLon, ...]]:
    routes: dict[tuple[str, str], tuple[LatLon, ...]] = {}
    for schedule in days:
        nodes = [schedule.day.start, *(s.node for s in schedule.day.stops), schedule.day.end]
        for a, b in pairwise(nodes):
            middle = LatLon((a.point.lat + b.point.lat) / 2, (a.point.lon + b.point.lon) / 2 + 0.1)
            routes[a.id, b.id] = (a.point, middle, b.point)
    return routes
