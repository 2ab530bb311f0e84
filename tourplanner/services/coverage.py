"""What a set of sites covers and what it still lacks: counties, regions, grades, settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tourplanner.core.model.grades import GradeSpan
from tourplanner.core.model.site import SiteView
from tourplanner.core.model.states import Regions
from tourplanner.services.school_values import locale_words

#: Spans a tour is balanced over: preschool and primary, middle, high, adult.
GRADE_GROUPS: Mapping[str, GradeSpan] = {
    "P-K": GradeSpan(-2, 0),
    "1-5": GradeSpan(1, 5),
    "6-8": GradeSpan(6, 8),
    "9-12": GradeSpan(9, 12),
    "Adult": GradeSpan(13, 13),
}
SETTINGS = ("city", "suburb", "town", "rural")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of sites by each measure; a zero is shown, not hidden. "" = not known."""

    sites: int
    regions: Mapping[str, int]
    counties: Mapping[str, int]
    grades: Mapping[str, int]
    settings: Mapping[str, int]

    def missing(self) -> dict[str, tuple[str, ...]]:
        """Name by measure what no site covers."""
        measures = {
            "regions": self.regions,
            "counties": self.counties,
            "grades": self.grades,
            "settings": self.settings,
        }
        return {
            measure: tuple(name for name, count in counts.items() if not count and name)
            for measure, counts in measures.items()
        }


def coverage_of(views: Sequence[SiteView], regions: Regions) -> Coverage:
    """Count the sites that are not dropped by region, county, grades and setting."""
    kept = [view for view in views if view.ladder != "dropped"]
    by_region = {region.name: 0 for region in regions.regions}
    by_county = {county: 0 for region in regions.regions for county in region.counties}
    by_grade = dict.fromkeys(GRADE_GROUPS, 0)
    by_setting = dict.fromkeys(SETTINGS, 0)
    for view in kept:
        by_region[view.region] = by_region.get(view.region, 0) + 1
        by_county[view.county] = by_county.get(view.county, 0) + 1
        span = view.span
        for name, group in GRADE_GROUPS.items():
            by_grade[name] += span is not None and span.overlaps(group)
        if span is None:
            by_grade[""] = by_grade.get("", 0) + 1
        words = locale_words(view.row.locale) if view.row else ()
        setting = words[1] if words else ""
        by_setting[setting] = by_setting.get(setting, 0) + 1
    return Coverage(len(kept), by_region, by_county, by_grade, by_setting)
