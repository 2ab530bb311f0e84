"""What a column of somebody's list may hold, and a guess of it from its name and its cells.

A guess is shown as one and can be changed; nothing of a column that goes nowhere is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tourplanner.core.fields import Level, record_kind
from tourplanner.core.model.words import fold

STATE_CODE, FEDERAL_CODE, LAT, LON, POINT = "state_code", "nces", "lat", "lon", "point"
GRADE_LOW, GRADE_HIGH = "grade_low", "grade_high"
STATUS = "status"  # a list that has a school as closed is believed, and told
LEFT_OUT = ""
_OWN_LABELS = {
    STATE_CODE: ("State school code", "directory"),
    FEDERAL_CODE: ("Federal school code", "directory"),
    LAT: ("Latitude", "point"),
    LON: ("Longitude", "point"),
    POINT: ("Latitude, longitude", "point"),
    GRADE_LOW: ("Lowest grade", "grades"),
    GRADE_HIGH: ("Highest grade", "grades"),
    STATUS: ("Open or closed", "remarks"),
}
_FIELDS = (
    *("name", "street", "city", "state", "zip", "county", "district", "grades"),
    *("front_office", "front_office_phone", "host_name", "host_title", "host_mobile"),
    *("principal", "coordinator", "coordinator_phone", "alternate", "alternate_phone"),
    *("access_notes", "ramp", "elevator", "restroom", "parking", "loop", "bus_bay"),
    *("registers", "visitor_id", "escort", "press_entry"),
    *("score", "remarks", "tag"),
)
#: Of these several columns may go into one: their cells stand one after the other.
MANY = frozenset({"remarks", "tag"})
SAMPLE = 50  # cells of a column that a guess looks at
_MOST = 0.7  # of them must look alike


@dataclass(frozen=True, slots=True)
class Target:
    """Where a column may go: a code, a fact of a site, or a half of a point."""

    code: str
    label: str
    level: Level


def _targets() -> dict[str, Target]:
    kind = record_kind("site")
    made = []
    for code, (label, name) in _OWN_LABELS.items():
        declared = kind.field(name)
        assert declared is not None
        made.append(Target(code, label, declared.level))
    for declared in kind.fields:
        if declared.name in _FIELDS:
            made.append(Target(declared.name, declared.label, declared.level))
    place = (GRADE_LOW, GRADE_HIGH, POINT, LAT, LON, STATUS)
    order = (STATE_CODE, FEDERAL_CODE, *_FIELDS[:8], *place, *_FIELDS[8:])
    by_code = {target.code: target for target in made}
    return {code: by_code[code] for code in order}


TARGETS: Mapping[str, Target] = _targets()
OWN = "own/"  # begins the code of a column of the office's own

#: Target -> what its column may be called; compared without capitals, spaces and punctuation.
NAMES: Mapping[str, tuple[str, ...]] = {
    STATE_CODE: (
        *("cdscode", "cds", "cdsnumber", "cdsid", "stateschoolcode", "stateschoolid", "seasch"),
        *("stschid", "schoolcode", "campusid", "bedscode", "schoolid", "code", "codigo"),
        *("irn", "bldgirn", "buildingirn", "schoolirn", "rcdts", "codistsch", "schoolnumber"),
    ),
    FEDERAL_CODE: (
        *("ncessch", "nces", "ncesid", "ncescode", "ncesschoolid", "ncesschid", "ncesnumber"),
        *("federalschoolcode", "federalschoolid", "federalcode", "federalid"),
        "ncesschoolidforccd",
    ),
    "name": (
        *("name", "school", "schoolname", "schname", "schnam", "site", "sitename", "campus"),
        *("schools", "escuela", "nombre", "plantel", "bldgname", "buildingname"),
    ),
    "street": (
        *("street", "address", "streetaddress", "schooladdress", "physicaladdress", "lstreet1"),
        *("address1", "addressline1", "direccion", "streetabr", "siteaddress"),
        *("calle", "domicilio"),
    ),
    "city": (
        *("city", "town", "lcity", "ciudad", "municipality", "streetcity", "physicalcity"),
        *("localidad", "municipio", "pueblo", "citystatezip", "citystate", "citystzip"),
    ),
    "state": ("state", "st", "lstate", "estado", "streetstate", "stabr"),
    "zip": (
        *("zip", "zipcode", "postalcode", "lzip", "streetzip", "postcode", "physicalzip"),
        *("codigopostal", "cp"),
    ),
    "county": ("county", "countyname", "nmcnty", "condado", "coname", "parish"),
    "district": (
        *("district", "schooldistrict", "districtname", "lea", "leaname", "agency"),
        *("agencyname", "distrito", "schooldivision", "divisionname", "divname", "systemname"),
        *("schoolsystem", "schoolcorporation", "corporationname"),
    ),
    "grades": (
        *("grades", "grade", "gradespan", "gr", "gradelevels", "gsoffered", "gradesserved"),
        *("grados", "graderange", "gradesoffered"),
    ),
    GRADE_LOW: ("lowestgrade", "lowgrade", "gslo", "gradelow", "lograde"),
    GRADE_HIGH: ("highestgrade", "highgrade", "gshi", "gradehigh", "higrade"),
    POINT: (
        *("latlong", "latlon", "latitudelongitude", "coordinates", "coords", "gps", "point"),
        "coordenadas",
    ),
    LAT: ("latitude", "lat", "latcod", "latitud"),
    LON: ("longitude", "lon", "long", "lng", "loncod", "longitud"),
    STATUS: ("status", "statustype", "systatustext", "schoolstatus", "updatedstatustext"),
    "front_office_phone": (
        *("phone", "telephone", "tel", "officephone", "frontofficephone"),
        "telefono",
    ),
    "host_name": ("host", "hostname", "contact", "contactname"),
    "principal": ("principal", "principalname", "headofschool", "director"),
    "coordinator": ("coordinator", "communityschoolcoordinator", "sitecoordinator"),
    "coordinator_phone": ("coordinatorphone", "coordinatorcell", "coordinatormobile"),
    "alternate": ("alternate", "standin", "whostandsin", "backup", "backupcontact"),
    "alternate_phone": ("alternatephone", "standinphone", "backupphone"),
    "front_office": ("frontoffice", "secretary", "officemanager"),
    "host_title": ("title", "hosttitle", "contacttitle", "role"),
    "host_mobile": ("mobile", "cell", "cellphone", "hostmobile", "contactcell", "dayofmobile"),
    "access_notes": ("access", "accessnotes", "accessibility", "ada"),
    "ramp": ("ramp",),
    "elevator": ("elevator", "lift"),
    "restroom": ("restroom", "accessiblerestroom", "bathroom"),
    "parking": ("parking", "accessibleparking"),
    "loop": ("loop", "dropoffloop", "dropoff"),
    "bus_bay": ("busbay", "bus", "buszone", "busparking"),
    "registers": ("registers", "whoregisters", "registration", "checkin", "visitorcheckin"),
    "visitor_id": ("idatthedoor", "visitorid", "photoid"),
    "escort": ("escort", "escortedby"),
    "press_entry": ("pressentry", "pressonthecampus", "pressconditions", "pressrules"),
    "score": ("score", "worth"),
    "remarks": (
        *("remarks", "notes", "note", "why", "comment", "comments", "reason", "description"),
        *("notas", "comentarios", "observaciones"),
    ),
    "tag": ("tags", "tag", "practices", "practice", "keywords"),
}
_TARGET_OF = {name: target for target, names in NAMES.items() for name in names}
#: Names that a header may hold beside other words: "Name of school", "ZIP (5)".
_CODE_WORDS: tuple[tuple[str, str], ...] = (
    ("nces", FEDERAL_CODE),
    ("federal", FEDERAL_CODE),
    ("cds", STATE_CODE),
    ("zip", "zip"),
    ("cell", "host_mobile"),
    ("mobile", "host_mobile"),
    ("phone", "front_office_phone"),
)
#: Last words of a header that says no name: "County-District number" is no county.
_OF_CODES = frozenset(("number", "num", "no", "nbr", "code", "id", "irn"))
_WORDS: tuple[tuple[str, str], ...] = (
    *_CODE_WORDS,
    ("latitude", LAT),
    ("longitude", LON),
    ("county", "county"),
    ("district", "district"),
    ("address", "street"),
    ("street", "street"),
    ("city", "city"),
    ("town", "city"),
    ("grade", "grades"),
    ("coordinator", "coordinator"),
    ("principal", "principal"),
    ("escuela", "name"),
    ("contact", "host_name"),
    ("school", "name"),
    ("site", "name"),
    ("note", "remarks"),
    ("remark", "remarks"),
    ("comment", "remarks"),
    ("why", "remarks"),
)
_LOOKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (STATE_CODE, re.compile(r"\d{2}-?\d{5}-?\d{7}|\d{13}")),
    # Two digits of a state, up to 78: the first may be lost.
    (FEDERAL_CODE, re.compile(r"(?:[0-6]\d|7[0-8])\d{10}|[1-9]\d{10}")),
    ("zip", re.compile(r"\d{5}(?:-\d{4})?")),
    (POINT, re.compile(r"-?\d{1,2}\.\d+[,;\s]\s*-?\d{2,3}\.\d+")),
    (LAT, re.compile(r"[2-6]\d\.\d{2,}")),
    (LON, re.compile(r"-\d{2,3}\.\d{2,}")),
    ("grades", re.compile(r"(?:TK|PK|P|K|\d{1,2})\s*[-\u2013]\s*(?:K|\d{1,2})", re.IGNORECASE)),
    ("street", re.compile(r"\d+\s+\S.*", re.DOTALL)),
    (
        "name",
        re.compile(r".*\b(?:elementary|school|high|middle|academy|elem|center)\b.*", re.IGNORECASE),
    ),
)
REPAIR_HEADERS = ("Row", "Why not taken")  # what a file of rows to repair has in front
_REPAIR = ("row", "whynottaken")


class How(StrEnum):
    """How a column came to where it goes."""

    EXACT = "exact"
    GUESS = "guess"
    CHOSEN = "chosen"
    KEPT = "kept"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: its header, where it goes, and how that was found out."""

    header: str
    target: str = LEFT_OUT
    how: How = How.NONE


def header_key(cell: str) -> str:
    """Give a header in the form in which names are compared: no accents, capitals or spaces."""
    return re.sub(r"[^a-z0-9]", "", fold(cell))


def named_target(header: str) -> str:
    """Give the target that a header names exactly; empty where it names none."""
    return _TARGET_OF.get(header_key(header), LEFT_OUT)


def guess_columns(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    kept: Mapping[str, str] | None = None,
    targets: Mapping[str, Target] = TARGETS,
) -> tuple[ListColumn, ...]:
    """Guess where each column goes.

    Parameters
    ----------
    rows : some rows below the header.
    kept : header -> target, as a person said the last time such a list came; it wins.
    targets : where a column may go, with those of the office's own.
    """
    kept = kept or {}
    chosen: dict[int, tuple[str, How]] = {}
    for number, header in enumerate(headers):
        if header in kept and kept[header] in (*targets, LEFT_OUT):
            chosen[number] = (kept[header], How.KEPT)
    if not kept:
        own = {header_key(t.label): code for code, t in targets.items() if code.startswith(OWN)}
        exact = ((k, own.get(header_key(h), "")) for k, h in enumerate(headers) if header_key(h))
        _take(chosen, How.EXACT, exact)
        _take(chosen, How.EXACT, ((k, named_target(header)) for k, header in enumerate(headers)))
        _take(chosen, How.GUESS, ((k, _by_word(header)) for k, header in enumerate(headers)))
        _take(chosen, How.GUESS, ((k, _by_cells(rows, k)) for k in range(len(headers))))
    return tuple(
        ListColumn(header, *chosen.get(number, (LEFT_OUT, How.NONE)))
        for number, header in enumerate(headers)
    )


def _take(chosen: dict[int, tuple[str, How]], how: How, found: Iterable[tuple[int, str]]) -> None:
    """Take what was found for columns that go nowhere yet, each target once."""
    taken = {target for target, _ in chosen.values()} - MANY
    if taken & {LAT, LON}:
        taken.add(POINT)
    if POINT in taken:
        taken |= {LAT, LON}
    for number, target in found:
        if target and number not in chosen and target not in taken:
            chosen[number] = (target, how)
            taken |= {target} - MANY


def _by_word(header: str) -> str:
    key = header_key(header)
    if key in _REPAIR:
        return LEFT_OUT
    words = re.findall(r"[a-z0-9]+", fold(header))
    if {LAT, LON} <= {_TARGET_OF.get(word) for word in words}:
        return POINT
    if words and words[-1] == "state":
        return "state"
    if words and words[-1] in _OF_CODES:
        numbers = (*_CODE_WORDS, ("contact", "host_mobile"))
        return next((target for word, target in numbers if word in key), LEFT_OUT)
    if "city" in key and "zip" in key and "address" not in key:
        return "city"  # town, state and ZIP in one cell are taken apart
    by_name = next((_TARGET_OF[word] for word in words if len(word) > 2 and word in _TARGET_OF), "")
    return next((target for word, target in _WORDS if word in key), by_name)


def _by_cells(rows: Sequence[Sequence[str]], number: int) -> str:
    cells = [row[number].strip() for row in rows[:SAMPLE] if number < len(row)]
    cells = [cell for cell in cells if cell]
    if not cells:
        return LEFT_OUT
    for target, looks in _LOOKS:
        if sum(looks.fullmatch(cell) is not None for cell in cells) >= _MOST * len(cells):
            return target
    return LEFT_OUT


def choose(columns: Sequence[ListColumn], number: int, target: str) -> tuple[ListColumn, ...]:
    """Say where a column goes; another one that went there is left out."""
    rivals = {target} - MANY - {LEFT_OUT}
    if target == POINT:
        rivals |= {LAT, LON}
    elif target in (LAT, LON):
        rivals.add(POINT)
    return tuple(
        ListColumn(column.header, target, How.CHOSEN)
        if at == number
        else ListColumn(column.header)
        if column.target in rivals
        else column
        for at, column in enumerate(columns)
    )


def mapping_key(headers: Sequence[str]) -> str:
    """Give the name that a mapping is kept under: the same for the same headers.

    A file of rows to repair has two columns more and is the same list all the same.
    """
    return "\x1f".join(key for header in headers if (key := header_key(header)) not in _REPAIR)


def why_not_enough(columns: Sequence[ListColumn]) -> str:
    """Say what a list lacks before its rows can mean sites; empty where nothing."""
    targets = {column.target for column in columns}
    if not targets & {"name", STATE_CODE, FEDERAL_CODE}:
        return "Say which column holds the names or the codes."
    if len(targets & {LAT, LON}) == 1:
        return "A point needs latitude and longitude: choose the other one too."
    return ""
