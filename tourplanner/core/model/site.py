"""Schools as a directory has them, and sites as people see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from tourplanner.core.geo import LatLon, Located
from tourplanner.core.model.counties import county_words
from tourplanner.core.model.grades import GradeSpan, parse_grades
from tourplanner.core.model.ids import SiteId
from tourplanner.core.model.places import PointGap, compare_points
from tourplanner.core.model.school_day import NO_DAYS, SchoolDays

CDE, NCES, STATE = "cde", "nces", "state"  # whose code it is; STATE = one of another state
CLOSED_STATUSES = frozenset({"closed", "merged", "inactive"})
SOURCE_NAMES = {CDE: "California school directory", NCES: "national school directory"}


class PointFlag(StrEnum):
    """Why a directory's coordinates are not used; empty = they are."""

    NONE = ""
    MISSING = "missing"
    UNREADABLE = "unreadable"
    ZERO = "zero"
    SWAPPED = "swapped"
    OUTSIDE = "outside the state"


class SchoolDot(NamedTuple):
    """A school of a directory as a dot on a map: its codes, name and town, decimal degrees."""

    key: str
    nces: str
    name: str
    city: str
    lat: float
    lon: float


class SchoolRow(NamedTuple):
    """One row of a school directory; a tuple, since thousands are made at a time.

    ``source`` and ``key`` name it: CDS code for ``cde``, national number for ``nces``. Every text
    is as the directory has it; an empty text means that the directory says nothing.
    """

    source: str
    key: str
    nces: str = ""
    state_id: str = ""
    is_office: bool = False
    name: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    county: str = ""
    district: str = ""
    phone: str = ""
    website: str = ""
    status: str = ""
    opened: str = ""
    closed: str = ""
    charter: str = ""  # Y, N or empty
    agency_type: str = ""  # CDE's DOC
    school_type: str = ""  # CDE's SOC, or CCD's SCH_TYPE
    school_type_name: str = ""
    program: str = ""  # CDE's EdOpsCode
    level: str = ""  # CDE's EILCode, or CCD's LEVEL
    grades: str = ""  # offered
    grades_served: str = ""
    virtual: str = ""  # CDE: N, C, V, F
    magnet: str = ""
    locale: str = ""  # NCES 11 to 43
    senate: str = ""  # SLDU as the directory has it
    assembly: str = ""  # SLDL
    congress: str = ""
    enrollment: str = ""
    enrollment_year: str = ""
    meals_percent: str = ""
    meals_year: str = ""
    later_status: str = ""
    later_year: str = ""
    updated: str = ""
    point: LatLon | None = None
    raw_point: str = ""  # the two cells, where they are not used as they stand
    point_flag: str = PointFlag.NONE
    offered_point: LatLon | None = None  # what the cells may have meant; never used unasked
    edition: str = ""  # id of the edition file the row was read from
    n: int = 0

    @property
    def is_closed(self) -> bool:
        """Whether the directory says that the school no longer runs."""
        return self.status.casefold() in CLOSED_STATUSES

    @property
    def is_later_closed(self) -> bool:
        """Whether a later list that came with the edition has the school as closed."""
        return not self.is_closed and self.later_status.casefold() in CLOSED_STATUSES

    @property
    def span(self) -> GradeSpan | None:
        """The grades offered, else served; None where the directory gives none."""
        return parse_grades(self.grades) or parse_grades(self.grades_served)

    @property
    def missing(self) -> tuple[str, ...]:
        """Name what an incomplete row lacks, in words."""
        return lacking(self.source, self.state, self.street, self.city, self.point)

    @property
    def where(self) -> str:
        """Tell it from others of its name: city, district, county."""
        parts = (self.city, self.district, county_words(self.county))
        return ", ".join(part for part in parts if part)


def lacking(
    source: str, state: str, street: str, city: str, point: LatLon | None
) -> tuple[str, ...]:
    """Name what a row of a directory lacks, in words."""
    has_no_cds = source == NCES and state == "CA"
    if street and city and point and not has_no_cds:
        return ()  # as most of a state
    lacks = ["CDS code"] if has_no_cds else []
    for words, value in (("street", street), ("city", city), ("point", point)):
        if not value:
            lacks.append(words)
    return tuple(lacks)


@dataclass(frozen=True, slots=True)
class Excluded:
    """A school left out of a choice, with the reason in words; said, never silent."""

    key: str
    name: str
    reason: str


_NOT_FOR_A_BUS = (
    ("virtual", lambda row: row.virtual in ("F", "V"), "virtual school"),
    ("type", lambda row: row.school_type == "14" or row.program == "JUV", "juvenile court school"),
    ("type", lambda row: row.school_type == "11" or row.program == "YTH", "youth authority school"),
    ("type", lambda row: row.program == "HOMHOS", "home and hospital teaching"),
    ("status", lambda row: row.is_closed, "closed or merged"),
)


def excluded_reason(row: SchoolRow, asked_for: frozenset[str] = frozenset()) -> str:
    """Say why a school is no bus stop by default; empty where it may be one.

    Parameters
    ----------
    asked_for : fields a choice names; naming ``virtual``, ``type`` or ``status`` lifts its rule.

    Source
    ------
    domain.md section 2: virtual, court, youth-authority and home-hospital sites are left out.
    """
    if row.is_office:
        return "office, not a school"
    for name, applies, reason in _NOT_FOR_A_BUS:
        if name not in asked_for and applies(row):
            return reason
    return ""


class Origin(StrEnum):
    """Where a shown value comes from."""

    TYPED = "typed"
    DIRECTORY = "directory"
    SEEN = "seen"  # the edition is not on this laptop; what it said when the site was made
    COMPUTED = "computed"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Newer:
    """What the current edition says differently from the one a site was made from."""

    edition: str
    status: str
    changed: Mapping[str, tuple[str, str]]  # field: (then, now)
    is_gone: bool = False  # the school is not in the current edition


@dataclass(frozen=True, slots=True)
class SiteView:
    """A site as it is shown: a typed fact first, else the directory's.

    ``origin`` gives the source of each value; ``directory`` holds what the directory says where a
    typed value differs from it.
    """

    id: SiteId
    name: str
    street: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    county: str = ""
    district: str = ""
    grades: str = ""
    point: Located | None = None
    geocoder_point: Located | None = None  # kept beside the point, for comparing
    spots: Mapping[str, Located] = field(default_factory=dict)  # named points by code
    zone: str = ""
    region: str = ""
    status: str = ""  # the directory's: Active, Closed, Merged, Pending
    phone: str = ""
    website: str = ""
    ladder: str = "idea"
    score: int | None = None
    bells: tuple[int, int] | None = None  # first and last bell, tod_min
    lunch_rush: tuple[int, int] | None = None
    school_days: SchoolDays = NO_DAYS  # minimum days and tests
    bus_fits: bool | None = None
    photo_rule: str = ""  # ok, ask, none
    source: str = ""
    key: str = ""
    edition: str = ""
    row: SchoolRow | None = None
    origin: Mapping[str, Origin] = field(default_factory=dict)
    directory: Mapping[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    newer: Newer | None = None
    conflicts: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The code in the directory; empty for a site by hand."""
        return self.key

    @property
    def keeps_school_days(self) -> bool:
        """Whether it is a school; a site by hand is one where it has bells or grades."""
        return bool(self.key or self.bells or self.grades)

    @property
    def gap(self) -> PointGap | None:
        """How far the geocoder's point lies from the one that is shown; None without both."""
        if self.point is None or self.geocoder_point is None:
            return None
        return compare_points(self.point, self.geocoder_point)

    @property
    def span(self) -> GradeSpan | None:
        """The shown grades as two ordinals."""
        return parse_grades(self.grades)

    @property
    def where(self) -> str:
        """Tell it from others of its name: city, district, county."""
        parts = (self.city, self.district, county_words(self.county))
        return ", ".join(part for part in parts if part)
