"""Choosing the sites: what each candidate would show, what the chosen ones lack, and why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tourplanner.core.changes import Record
from tourplanner.core.errors import NotFoundError
from tourplanner.core.model.district import DistrictKind, SiteDistrict
from tourplanner.core.model.framework import PILLARS
from tourplanner.core.model.pivot import PivotColumn
from tourplanner.core.model.selection import (
    COUNTY,
    GRADES,
    MEALS,
    NEEDS,
    PRACTICES,
    REGION,
    SCHOOL_DISTRICT,
    SETTING,
    Known,
    Measure,
    Pick,
    Selection,
)
from tourplanner.core.model.site import SOURCE_NAMES, SiteView
from tourplanner.core.ports import Progress
from tourplanner.services.case import read_cases
from tourplanner.services.coverage import GRADE_GROUPS, SETTINGS
from tourplanner.services.districts import SEATS
from tourplanner.services.latest import Latest, every_view, state_of
from tourplanner.services.school_values import locale_words
from tourplanner.services.tour_values import stop_numbers
from tourplanner.services.workspace import Workspace
from tourplanner.store.bulk import without_collector

#: Shares of pupils with low-income meals that sites are told apart by; the first is from 0 on.
MEAL_BANDS = (("under 50%", 0.0), ("50% to 75%", 50.0), ("75% and over", 75.0))
_LADDER_WHY = {
    "idea": "Not asked yet",
    "asked": "Asked, no answer yet",
    "yes": "Said yes, not marked for the tour",
    "visited": "Visited before",
}


_LATEST: Latest[Selection] = Latest()  # matrix, shortlist, gaps and scores ask for the same one
COMPARING = "Comparing the candidates"


def read_selection(
    office: Workspace, tour_id: str = "", progress: Progress | None = None
) -> Selection:
    """Give the candidates, those of a tour as chosen, and what they are compared by.

    Districts are those of the lines of the tour's first day, else of today. Read anew only where
    the file, the directories or the lines changed.

    Parameters
    ----------
    progress : told which measure is read; may raise Cancelled.

    Raises
    ------
    NotFoundError : no such tour.
    """
    tell = progress or _silent
    with office.file.tables.snapshot():
        return _LATEST.get(
            (state_of(office), tour_id),
            lambda: _read(office, tell, tour_id),
            lambda: tell(0, 0, COMPARING),
        )


@without_collector()
def _read(office: Workspace, tell: Progress, tour_id: str) -> Selection:
    return _Reader(office, tell).read(tour_id)


def _silent(done: int, total: int, words: str) -> None:
    """Tell nobody."""


class _Reader:
    """Reads all candidates as one choice."""

    def __init__(self, office: Workspace, tell: Progress) -> None:
        self._office = office
        self._tell = tell
        self._file = office.file
        self._sites = office.sites
        self._practices = office.practices
        self._districts = office.districts

    def read(self, tour_id: str) -> Selection:
        """Read everything."""
        records = self._file.tables.all("site")
        views = every_view(self._office, lambda: self._tell(0, 0, COMPARING))
        of_id = {record.id: record for record in records}
        tour = self._file.tables.get("tour", tour_id) if tour_id else None
        if tour_id and (tour is None or tour.deleted):
            raise NotFoundError("This file has no such tour.", "List the tours to see their names.")
        self._tell(0, 0, COMPARING)
        picks = self._picks(views, of_id, tour)
        day = self._day(tour)
        states = sorted({view.state for view in views if view.state})
        reads: tuple[Callable[[], Iterable[Measure]], ...] = (
            lambda: (self._by_practice(views, of_id),),
            lambda: (_by_grades(views), _by_setting(views), _by_meals(views)),
            lambda: (self._by_need(views),),
            lambda: self._by_place(views, states),
            lambda: self._by_districts(views, states, day),
        )
        measures: list[Measure] = []
        for done, read in enumerate(reads):
            self._tell(done, len(reads), COMPARING)
            measures += read()
        name = str(tour["name"] or "") if tour else ""
        return Selection(picks, tuple(m for m in measures if m.columns), name)

    def _day(self, tour: Record | None) -> date:
        start = str(tour["start_date"] or "") if tour else ""
        try:
            return date.fromisoformat(start)
        except ValueError:
            return self._districts.today()

    # -- who is chosen, and why the others are not ----------------------------------------------

    def _picks(
        self, views: Sequence[SiteView], records: Mapping[str, Record], tour: Record | None
    ) -> tuple[Pick, ...]:
        stops = self._file.tables.where("stop", tour=tour.id) if tour else []
        of_site = {str(stop["site"]): stop for stop in stops}
        variant_id = str(tour["current_variant"] or "") if tour else ""
        variant = self._file.tables.get("variant", variant_id) if variant_id else None
        left_out = variant.member("left_out") if variant else {}
        numbers = {}
        if tour is not None and variant is not None and not variant.deleted:
            pointed = {view.id for view in views if view.point is not None}
            known = {s.id for s in of_site.values() if s["wish"] != "not" and s["site"] in pointed}
            numbers = stop_numbers(variant, int(tour["days"] or 1), known)
        made = []
        for view in views:
            stop = of_site.get(view.id)
            wish = str(stop["wish"] or "") if stop else ""
            number = numbers.get(stop.id, "") if stop else ""
            left = str(left_out.get(stop.id) or "") if stop and not number else ""
            why = _why_not(view, records[view.id], wish, left)
            made.append(Pick(view, wish, number, wish in ("must", "may") and not why, why))
        made.sort(key=lambda pick: (not pick.is_chosen, _stop_order(pick.number)))
        return tuple(made)

    # -- measures --------------------------------------------------------------------------------

    def _by_practice(self, views: Sequence[SiteView], records: Mapping[str, Record]) -> Measure:
        """Count a site under a practice where a card, note, quote or its own tag says so."""
        pillars = self._practices.frameworks.get(PILLARS)
        columns = (
            {e.code: PivotColumn(e.code, e.label) for e in pillars.elements} if pillars else {}
        )
        entries = []
        tagged = set()
        for id_, record in records.items():
            for tag in (name for name, on in record.member("tag").items() if on):
                label = self._practices.frameworks.label(tag)
                entries.append((id_, tag, Known(id_, f"Tagged {label}", "tagged")))
        stops = self._file.tables.all("stop")
        for one in self._practices.excerpts({stop.id: str(stop["site"] or "") for stop in stops}):
            for tag in one.tags:
                known = Known(one.site, one.words or "No title yet", "1", "", one.kind, one.record)
                entries.append((one.site, tag, known))
        known_elsewhere = self._practices.frameworks.by_code
        for site, tag, _ in entries:
            tagged.add(site)
            if tag not in columns and tag not in known_elsewhere:
                # A tag in the office's own words, or the name of a whole framework.
                columns[tag] = PivotColumn(tag, self._practices.frameworks.label(tag))
        unknown = frozenset(view.id for view in views) - tagged
        return Measure(
            PRACTICES,
            "Practices",
            tuple(columns.values()),
            tuple(entries),
            unknown,
            "No site shows {}",
            "practices",
        )

    def _by_need(self, views: Sequence[SiteView]) -> Measure:
        """Hold the needs of each site against its services that go on, by the list of services."""
        label = self._practices.frameworks.label
        entries = []
        for site, case in read_cases(self._office, [view.id for view in views]).items():
            for one in (*case.of("need"), *case.of("service")):
                if one.code and not one.is_over:
                    words = f"{one.kind.capitalize()}: {one.words}"
                    known = Known(site, words, one.kind, one.dated, one.kind, one.record)
                    entries.append((site, one.code, known))
        codes = sorted({code for _, code, _ in entries}, key=label)
        unknown = frozenset(view.id for view in views) - {site for site, _, _ in entries}
        columns = tuple(PivotColumn(code, label(code)) for code in codes)
        return Measure(NEEDS, "Needs and services", columns, tuple(entries), unknown)

    def _by_place(self, views: Sequence[SiteView], states: Iterable[str]) -> list[Measure]:
        """Give regions, counties and school districts, of the states that there are sites in."""
        known = [self._sites.regions(state) for state in states]
        regions = [PivotColumn(r.name, r.name) for each in known for r in each.regions]
        counties = [
            PivotColumn(county, county)
            for county in sorted({c for each in known for r in each.regions for c in r.counties})
        ]
        listed = {column.code for column in counties}
        counties += [
            PivotColumn(county, county)
            for county in sorted({v.county for v in views if v.county} - listed)
        ]
        districts = [PivotColumn(d, d) for d in sorted({v.district for v in views if v.district})]
        is_whole = bool(listed)
        return [
            _of_text(
                REGION, "Region", regions, views, lambda v: v.region, "No site in {}", "regions"
            ),
            _of_text(
                COUNTY,
                "County",
                counties,
                views,
                lambda v: v.county,
                "No site in {}" if is_whole else "",
                "counties",
            ),
            _of_text(SCHOOL_DISTRICT, "School district", districts, views, lambda v: v.district),
        ]

    def _by_districts(
        self, views: Sequence[SiteView], states: Sequence[str], day: date
    ) -> list[Measure]:
        """Give the seats of both chambers and Congress, where lines of the day are at hand."""
        found = self._districts.seats_of(views, day)
        seen = {
            touched.title: (*touched.touched, *touched.missed)
            for state in states
            for touched in self._districts.touched(found, state, day)
        }
        by_kind: dict[DistrictKind, list[tuple[SiteView, SiteDistrict]]] = {k: [] for k in SEATS}
        for view, answers in zip(views, found, strict=True):
            for one in answers:
                if one.kind in SEATS and one.how.is_known:
                    by_kind[one.kind].append((view, one))
        made = []
        for kind, known in by_kind.items():
            if not known:
                continue
            title = known[0][1].title
            labels = dict.fromkeys(seen.get(title, ()))
            is_whole = bool(labels)
            labels |= dict.fromkeys(one.label for _, one in known)
            made.append(
                Measure(
                    str(kind),
                    title,
                    tuple(PivotColumn(label, label) for label in labels),
                    tuple((v.id, one.label, _seat(v, one)) for v, one in known),
                    frozenset(v.id for v in views) - {v.id for v, _ in known},
                    "No site in {}" if is_whole else "",
                    f"{title}s" if not title.endswith("s") else title,
                )
            )
        return made


def _stop_order(number: str) -> tuple[int, int]:
    day, _, stop = number.partition(".")
    return (int(day), int(stop)) if number else (99, 0)


def _why_not(view: SiteView, record: Record, wish: str, left_out: str) -> str:
    """Say why a candidate is not chosen; empty where it is."""
    if view.ladder == "dropped":
        why = str(record["dropped_why"] or "")
        return f"Dropped: {why}" if why else "Dropped; nobody typed why"
    if wish == "not":
        return "Marked: not this tour"
    if left_out:
        return f"Left out of the plan: {left_out}"
    if wish in ("must", "may"):
        return ""
    if view.row is not None and view.row.is_closed:
        return f"{view.row.status} in the directory"
    return _LADDER_WHY.get(view.ladder, "Not asked yet")


def _edition(view: SiteView) -> str:
    if view.row is None:
        return ""
    return f"{SOURCE_NAMES.get(view.source, 'school directory')} {view.edition}".strip()


def _by_grades(views: Sequence[SiteView]) -> Measure:
    entries = [
        (view.id, name, Known(view.id, f"Grades {view.grades}", view.grades, _edition(view)))
        for view in views
        if (span := view.span) is not None
        for name, group in GRADE_GROUPS.items()
        if span.overlaps(group)
    ]
    made = _measure(GRADES, "Grades", GRADE_GROUPS, views, entries, "No grades {}", "grade spans")
    return replace(made, alone={"Adult": "No adult school"})


def _by_setting(views: Sequence[SiteView]) -> Measure:
    entries = []
    for view in views:
        words = locale_words(view.row.locale) if view.row else ()
        if words:
            told = f"{words[1].capitalize()} (NCES locale {words[0]})"
            entries.append((view.id, words[1], Known(view.id, told, "yes", _edition(view))))
    return _measure(SETTING, "City or rural", SETTINGS, views, entries, "No {} site", "settings")


def _by_meals(views: Sequence[SiteView]) -> Measure:
    entries = []
    for view in views:
        share = meals_share(view)
        if share is not None and view.row is not None:
            band = next(name for name, low in reversed(MEAL_BANDS) if share >= low)
            told = f"{share:g}% of pupils have low-income meals"
            source = f"{SOURCE_NAMES.get(view.source, '')} {view.row.meals_year}".strip()
            entries.append((view.id, band, Known(view.id, told, f"{share:g}%", source)))
    names = [name for name, _ in MEAL_BANDS]
    lack = "No site with {} low-income meals"
    return _measure(MEALS, "Low-income meals", names, views, entries, lack, "bands")


def meals_share(view: SiteView) -> float | None:
    """Give the percentage of pupils with low-income meals; None where the directory has none."""
    try:
        share = float(view.row.meals_percent) if view.row else None
    except ValueError:
        return None
    return share if share is None or 0 <= share <= 100 else None


def _of_text(
    code: str,
    title: str,
    columns: Sequence[PivotColumn],
    views: Sequence[SiteView],
    value: Callable[[SiteView], str],
    lack: str = "",
    many: str = "",
) -> Measure:
    entries = tuple(
        (view.id, value(view), Known(view.id, f"{title}: {value(view)}"))
        for view in views
        if value(view)
    )
    unknown = frozenset(view.id for view in views if not value(view))
    return Measure(code, title, tuple(columns), entries, unknown, lack, many)


def _measure(
    code: str,
    title: str,
    names: Iterable[str],
    views: Sequence[SiteView],
    entries: Sequence[tuple[str, str, Known]],
    lack: str,
    many: str,
) -> Measure:
    columns = tuple(PivotColumn(name, name) for name in names)
    unknown = frozenset(view.id for view in views) - {site for site, _, _ in entries}
    return Measure(code, title, columns, tuple(entries), unknown, lack, many)


def _seat(view: SiteView, one: SiteDistrict) -> Known:
    return Known(view.id, one.words, "yes", one.layer.edition_words if one.layer else one.source)
