"""What the columns of school directories are called, and what their cells mean.

CDE: the public schools text file (editions of 2018 to 2026) and the directory export with spaced
names. NCES: the EDGE geocode file and the CCD school file of any state. Other states publish files
of their own, whose columns are called "Bldg Name" or "School Site City": a word that only says that
a school is meant may stand before a plain name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile

from tourplanner.core.model.list_columns import header_key
from tourplanner.core.model.site import CDE, NCES, STATE
from tourplanner.core.model.words import fold

#: Field -> what its column may be called, the preferred name first. Headers are compared without
#: capitals, spaces and punctuation.
ALIASES: dict[str, tuple[str, ...]] = {
    "cds": ("cdscode", "cds", "cdsnumber"),
    "nces": ("ncessch", "ncesschoolid12", "ncesid", "ncesschid", "ncesschoolidforccd"),
    "nces_agency": (
        "federaldfcdistrictid",
        "ncesdist",
        "leaid",
        "ncesfederaldistrictid",
        "ncesdistrictid",
        "federaldistrictid",
    ),
    "nces_school": ("ncesschool", "ncesfederalschoolid", "ncesschoolid", "federalschoolid"),
    "state_id": (
        *("stschid", "stateschoolid", "seasch", "schoolcode", "campusid", "bedscode", "irn"),
        *("rcdts", "codistsch", "schoolid", "schoolnumber", "schoolno", "schnum", "schnumber"),
    ),
    "state_agency": (
        *("districtnumber", "districtno", "distnum", "divnum", "divisionnumber", "districtcode"),
        *("systemcode", "systemid", "leacode", "leanumber"),
    ),
    "record_type": ("recordtype",),
    "name": ("school", "schname", "name", "schoolname", "schnam", "sitename"),
    "street": (
        "street",
        "lstreet1",
        "streetaddress",
        "lstree",
        "address",
        "physicaladdress",
        "schooladdress",
        "streetabr",
        "addressline1",
        "address1",
    ),
    "city": ("city", "lcity", "streetcity", "physicalcity", "town"),
    "zip": ("zip", "lzip", "streetzip", "zipcode", "physicalzip", "postalcode"),
    "state": ("state", "lstate", "streetstate", "st", "stabr", "stabbr", "opstfips", "stfip"),
    "county": ("county", "nmcnty", "countyname", "coname", "cntyname", "parish", "countydesc"),
    "district": (
        *("district", "leaname", "districtname", "leanm", "schooldistrict", "agencyname"),
        *("divname", "divisionname", "systemname", "corporationname", "distname"),
    ),
    "phone": ("phone", "telephone", "phonenumber"),
    "website": ("website", "webaddress", "weburl", "url"),
    "status": ("statustype", "systatustext", "updatedstatustext", "status", "systatus"),
    "opened": ("opendate", "dateopened"),
    "closed": ("closeddate", "closedate", "dateclosed"),
    "charter": ("charter", "chartertext", "charteryn", "charterschool"),
    "agency_type": ("doc", "districtownershipcode"),
    "school_type": ("soc", "schoolownershipcode", "schtype"),
    "school_type_name": ("soctype", "schtypetext", "schooltype", "entitytype"),
    "program": ("edopscode", "educationaloptionscode"),
    "level": ("eilcode", "level", "educationalinstructionlevelcode"),
    "grades": (
        *("gsoffered", "gradespanoffered", "grades", "gradespan", "graderange", "gradelevels"),
        *("gradelevel", "gradesoffered", "gradebands", "gradeorgdesc"),
    ),
    "grades_served": ("gsserved", "gradespanserved"),
    "grade_low": ("gslo", "lowgrade", "lograde", "gradelow"),
    "grade_high": ("gshi", "highgrade", "higrade", "gradehigh"),
    "virtual": ("virtual", "virtualinstruction", "virtualtype"),
    "magnet": ("magnet", "magnettext", "magnetyn"),
    "locale": ("locale", "ulocale"),
    "senate": ("sldu",),
    "assembly": ("sldl",),
    "congress": ("cd",),
    "lat": ("latitude", "lat", "latcod", "lat1516", "gislatitude", "gislatitudey"),
    "lon": ("longitude", "lon", "long", "loncod", "lng", "gislongitude", "gislongitudex"),
    "updated": ("lastupdate", "lastupdated", "effectivedate"),
    "school_year": ("schoolyear",),
}
_FIELD_OF = {
    name: (field, rank) for field, names in ALIASES.items() for rank, name in enumerate(names)
}
#: What may stand before a name of ALIASES and says no more than that a school is meant.
_OF_A_SCHOOL = frozenset(
    ("bldg", "building", "school", "sch", "site", "physical", "location", "institution", "org")
)
#: A measure with its year in the header: field, its year's field, pattern.
_MEASURES = (
    ("enrollment", "enrollment_year", re.compile(r"enrollment(\d{2})(\d{2})")),
    ("meals_percent", "meals_year", re.compile(r"frpm(?:pct|percent)(\d{2})(\d{2})")),
    ("later_status", "later_year", re.compile(r"status(20\d{2})")),
)
_LESS_CLEAR = 100
#: Names and addresses of people are never imported unasked.

EMPTY = frozenset(
    ("", "no data", "information redacted", "not available", "not applicable", "n/a", "null", "†")
)
#: CCD's numbers for the state of a school (m).
STATUS_NUMBERS = {
    "1": "Active",
    "2": "Closed",
    "3": "Active",
    "4": "Active",
    "5": "Active",
    "6": "Inactive",
    "7": "Pending",
    "8": "Active",
}
STATUS_WORDS = {
    "open": "Active",
    "new": "Active",
    "added": "Active",
    "changed boundary/agency": "Active",
    "reopened": "Active",
    "future": "Pending",
    "inactive": "Inactive",
    "temporarily closed": "Inactive",
    "closed": "Closed",
}


def _field_of(header: str) -> tuple[str, int] | None:
    """Give the field that a header names, and how much it is preferred, the least the most."""
    if found := _FIELD_OF.get(header_key(header)):
        return found
    words = re.findall(r"[a-z0-9]+", fold(header))
    plain = list(dropwhile(_OF_A_SCHOOL.__contains__, words))
    field, rank = _FIELD_OF.get("".join(plain), ("", 0))
    return (field, rank + _LESS_CLEAR) if field and len(plain) < len(words) else None


class Columns:
    """Which column of a file holds which field."""

    def __init__(self, header: Sequence[str]) -> None:
        self.header = tuple(cell.strip() for cell in header)
        self.at: dict[str, int] = {}
        self.years: dict[str, str] = {}
        best: dict[str, int] = {}
        for number, cell in enumerate(self.header):
            key = header_key(cell)
            if found := _field_of(cell):
                field, rank = found
                if field not in best or rank < best[field]:
                    best[field] = rank
                    self.at[field] = number
                continue
            for field, year_field, pattern in _MEASURES:
                match = pattern.fullmatch(key)
                if match:
                    self.at[field] = number
                    self.years[year_field] = "-".join(
                        (f"20{match[1]}", match[2]) if match.lastindex == 2 else (match[1],)
                    )
        self.second_agency = self._other("nces_agency", best)

    def _other(self, field: str, best: dict[str, int]) -> int | None:
        """Give the next-best column of a field, read where the best is empty."""
        if field not in best:
            return None
        ranked = sorted(
            (found[1], number)
            for number, cell in enumerate(self.header)
            if (found := _field_of(cell)) and found[0] == field
        )
        return ranked[1][1] if len(ranked) > 1 else None

    @property
    def is_directory(self) -> bool:
        """Whether the header has a name and a code."""
        has_code = {"cds", "nces", "nces_school", "state_id"} & set(self.at)
        return "name" in self.at and bool(has_code)

    @property
    def kind(self) -> str:
        """The kind of directory: cde with CDS codes, nces with national numbers, else a state's."""
        if "cds" in self.at:
            return CDE
        return NCES if {"nces", "nces_school"} & set(self.at) else STATE

    @property
    def taken(self) -> dict[str, str]:
        """Header -> field of what is imported."""
        return {self.header[number]: field for field, number in self.at.items()}

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headers of what is not imported; people's names and addresses among them."""
        used = set(self.at.values()) | {self.second_agency}
        return tuple(cell for number, cell in enumerate(self.header) if cell and number not in used)
