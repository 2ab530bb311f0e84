"""The districts of sites: which lines are loaded, and where each site lies on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from tourplanner.core.districts import (
    NEAREST_REACH_M,
    Ask,
    Said,
    answer_of,
    decide,
    layers_for,
    no_point,
    reach_of,
    touched_of,
    with_county_reason,
    with_said,
    without_lines,
    without_seat,
)
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.geo import Located
from tourplanner.core.model.district import (
    SCHOOL_KINDS,
    AddedLayer,
    Borders,
    ChamberWords,
    District,
    DistrictKind,
    LayerFacts,
    LayerInfo,
    Placement,
    SiteDistrict,
    Touched,
    plain_code,
)
from tourplanner.core.model.site import SOURCE_NAMES, SchoolRow, SiteView
from tourplanner.core.model.states import Regions, States
from tourplanner.core.ports import Clock, DistrictLayers, Progress, Surroundings, Towns
from tourplanner.services.directory import DirectoryService
from tourplanner.services.site_views import row_point

SEATS = (DistrictKind.UPPER, DistrictKind.LOWER, DistrictKind.CONGRESS)
_SHOWN = (*SEATS, DistrictKind.COUNTY)
Found = tuple[SiteDistrict, ...]
BORDER_GRID = 500  # steps in a degree: lines of a drawing are good to some 200 m


class DistrictService:
    """The district lines of an office, and its sites and schools placed in them."""

    def __init__(
        self,
        layers: DistrictLayers,
        directory: DirectoryService,
        surroundings: Surroundings,
        towns: Towns,
        words: ChamberWords,
        states: States,
        clock: Clock,
    ) -> None:
        self._layers = layers
        self._directory = directory
        self._surroundings = surroundings
        self._counties_of = lru_cache(maxsize=1024)(towns.counties_of)
        self._states = states
        self._clock = clock
        self.words = words

    # -- lines ---------------------------------------------------------------------------------

    def load(self, path: str | Path, facts: LayerFacts = LayerFacts()) -> AddedLayer:  # noqa: B008
        """Load a layer of lines from a file and keep it; loading it again changes nothing.

        Parameters
        ----------
        path : a zip from the Census Bureau, a shapefile, or GeoJSON.
        facts : what the file does not tell, such as the first day in force.

        Raises
        ------
        InputError : it is no layer, is damaged or projected, or a fact is missing. StoreError : no
            room, no right.
        """
        if facts.kind and facts.kind not in list(DistrictKind):
            raise InputError(
                f"“{facts.kind}” is no kind of district.",
                f"It is one of {', '.join(DistrictKind)}.",
            )
        return self._layers.add(str(path), facts, self._clock().isoformat())

    def layers(self) -> tuple[LayerInfo, ...]:
        """Give all lines at hand: by state, kind and first day."""
        found = self._layers.infos()
        order = list(DistrictKind)
        return tuple(sorted(found, key=lambda i: (i.state, order.index(i.kind), i.starts, i.id)))

    # -- sites ---------------------------------------------------------------------------------

    def today(self) -> date:
        """Give the present day."""
        return self._clock().date()

    def of_site(self, view: SiteView, day: date) -> Found:
        """Give the districts of a site on a day: chambers, Congress, county, school districts.

        The lines in force on the day count, also for a visit long past; lines of other days are
        never used. Where none are loaded the directory's own column is given, else "not loaded".
        """
        return self.of_sites([view], day)[0]

    def of_sites(self, views: Sequence[SiteView], day: date) -> list[Found]:
        """Give the districts of many sites, in their order, each layer read once."""
        return self.find([self._ask(view) for view in views], day)

    def seats_of(self, views: Sequence[SiteView], day: date) -> list[Found]:
        """Give the districts of both chambers and of Congress alone, of many sites."""
        found = self._of_kinds([self._ask(view) for view in views], SEATS, day, None)
        return [tuple(answers) for answers in found]

    def touched(self, found: Sequence[Found], state: str, day: date) -> tuple[Touched, ...]:
        """Say which districts of a state's chambers and of Congress sites lie in, and which not.

        Parameters
        ----------
        found : the districts of the sites on that day, as ``of_sites`` gives them.
        """
        out = []
        for kind in SEATS:
            answers = [a for one in found for a in one if a.kind is kind and a.state == state]
            layers = {a.layer.id for a in answers if a.layer is not None and a.how.is_known}
            if layers:
                districts = {id_: self._layers.districts(id_) for id_ in layers}
                out.append(touched_of(kind, state, answers, districts, day, self.words))
        return tuple(out)

    def borders(self, kind: DistrictKind, state: str, day: date) -> tuple[Borders, tuple[str, ...]]:
        """Give the lines of the districts of a kind that have members on a day, and their codes.

        Raises
        ------
        NotFoundError : no such lines are loaded for the day.
        """
        chosen = layers_for(self._layers.infos(), kind, state, day)
        if not chosen:
            raise NotFoundError(
                f"{day.year} lines of the {self.words.title(kind, state)}s are not loaded.",
                "Settings, Data: load them, or drop the file onto the window.",
            )
        info = chosen[0]
        districts = self._layers.districts(info.id)
        own = [
            index
            for index, district in enumerate(districts)
            if district.state in (state, "") and info.term_of(district).holds(day)
        ]
        codes = tuple(districts[index].code for index in own)
        return self._layers.borders(info.id, [[index] for index in own], BORDER_GRID), codes

    def outlines(self, regions: Regions) -> Borders:
        """Give the outlines of the regions of a state, which are made of counties; in their order.

        Raises
        ------
        NotFoundError : no lines of counties are loaded.
        """
        infos = layers_for(self._layers.infos(), DistrictKind.COUNTY, regions.state, self.today())
        if not infos:
            raise NotFoundError("Lines of counties are not loaded.", "Settings, Data: load them.")
        groups: dict[int, list[int]] = {region.number: [] for region in regions.regions}
        for index, district in enumerate(self._layers.districts(infos[0].id)):
            region = regions.of(district.state, district.name)
            if region is not None:
                groups[region.number].append(index)
        return self._layers.borders(infos[0].id, list(groups.values()), BORDER_GRID)

    def of_schools(
        self, rows: Iterable[SchoolRow], day: date, progress: Progress | None = None
    ) -> list[Found]:
        """Give the districts of schools of a directory, in their order."""
        return self.find(self._asks_of(rows), day, progress)

    def counties_of(
        self, rows: Iterable[SchoolRow], day: date, progress: Progress | None = None
    ) -> list[SiteDistrict]:
        """Give the county alone of schools of a directory, in their order."""
        found = self._of_kinds(self._asks_of(rows), (DistrictKind.COUNTY,), day, progress)
        return [answers[0] for answers in found]

    def _asks_of(self, rows: Iterable[SchoolRow]) -> list[Ask]:
        dates: dict[str, str] = {}
        asks = []
        for row in rows:
            if row.edition not in dates:
                dates[row.edition] = self._directory.date_of(row.edition)
            asks.append(self._ask_of(row, dates[row.edition]))
        return asks

    def find(self, asks: Sequence[Ask], day: date, progress: Progress | None = None) -> list[Found]:
        """Give the districts of points, in their order."""
        found = self._of_kinds(asks, (*_SHOWN, *SCHOOL_KINDS), day, progress)
        infos = self._layers.infos()
        said: dict[tuple[str, ...], SiteDistrict] = {}  # alike for all schools of one district

        def with_school_district(answers: list[SiteDistrict], ask: Ask) -> Found:
            if any(answer.kind.is_school for answer in answers):
                return tuple(answers)
            there = ask.said.districts.get(DistrictKind.UNIFIED, "")
            key = (ask.state, there, ask.said.source, ask.said.edition)
            if key not in said:
                said[key] = without_lines(ask, DistrictKind.UNIFIED, infos, self.words, day)
            return (*answers, said[key])

        return [with_school_district(*one) for one in zip(found, asks, strict=True)]

    def _of_kinds(
        self,
        asks: Sequence[Ask],
        kinds: Sequence[DistrictKind],
        day: date,
        progress: Progress | None,
    ) -> list[list[SiteDistrict]]:
        """Give the districts of some kinds, of points in their order; a state at a time."""
        infos = self._layers.infos()
        found: list[list[SiteDistrict]] = [[] for _ in asks]
        by_state: dict[str, list[int]] = {}
        for number, ask in enumerate(asks):
            by_state.setdefault(ask.state, []).append(number)
        for state, numbers in by_state.items():
            some = [asks[number] for number in numbers]
            for done, kind in enumerate(kinds):
                if progress is not None:
                    progress(done, len(kinds), "Placing schools in districts")
                answers = self._of_kind(some, kind, state, infos, day)
                for number, answer in zip(numbers, answers, strict=True):
                    if answer is not None:
                        found[number].append(answer)
        return found

    def _of_kind(
        self,
        asks: Sequence[Ask],
        kind: DistrictKind,
        state: str,
        infos: Sequence[LayerInfo],
        day: date,
    ) -> list[SiteDistrict | None]:
        """Give the district of one kind for sites of one state; None where none is to be shown."""
        chosen = layers_for(infos, kind, state, day)
        if not chosen:
            if kind.is_school:
                return [None] * len(asks)
            return [without_lines(ask, kind, infos, self.words, day) for ask in asks]
        answers = self._in_layer(asks, chosen[0], day)
        for info in chosen[1:]:  # seats that change in turns, and lines that end before others
            left = [number for number, answer in enumerate(answers) if not answer.how.is_known]
            others = self._in_layer([asks[number] for number in left], info, day)
            for number, other in zip(left, others, strict=True):
                if other.how.is_known:
                    answers[number] = other
        if kind.is_school:  # most places lie in no elementary district: that is no gap
            return [answer if answer.how.is_known else None for answer in answers]
        return list(answers)

    def _in_layer(self, asks: Sequence[Ask], info: LayerInfo, day: date) -> list[SiteDistrict]:
        """Give the districts of sites in one layer."""
        districts = self._layers.districts(info.id)
        known: dict[tuple[object, ...], SiteDistrict] = {}  # most sites are like others
        answers = []
        for ask, placement in zip(asks, self._place(info, asks), strict=True):
            if ask.located is None:
                answers.append(no_point(ask, info.kind, self.words))
                continue
            inside, near = placement
            said = ask.said
            alike = (*inside, said.districts.get(info.kind), said.source, said.edition)
            is_plain = bool(inside) and not near
            if is_plain and (answer := known.get(alike)) is not None:
                answers.append(answer)
                continue
            answer = self._decided(ask, placement, info, districts, day)
            told = with_said(answer, ask, day)
            if told is not answer and info.kind is DistrictKind.COUNTY:  # it says where the town is
                told = with_county_reason(told, ask, self._counties_of(ask.city, ask.state))
            elif is_plain:
                known[alike] = told
            answers.append(told)
        return answers

    def _decided(
        self,
        ask: Ask,
        placement: Placement,
        info: LayerInfo,
        districts: Sequence[District],
        day: date,
    ) -> SiteDistrict:
        """Give the district of one site by its place among the lines alone."""
        decision = decide(placement, districts)
        index = decision.place
        if index is None:
            assert ask.located is not None
            there = "" if info.kind.is_school else self._surroundings.state(ask.located.point)
            return answer_of(ask, info, districts, decision, self.words, lies_in=there)
        answer = answer_of(ask, info, districts, decision, self.words)
        term = info.term_of(districts[index])
        return answer if term.holds(day) else without_seat(answer, term, day)

    def _place(self, info: LayerInfo, asks: Sequence[Ask]) -> list[Placement]:
        """Place sites in a layer; one in no district near the nearest, if in no other state."""
        found = [Placement()] * len(asks)
        at = [(n, ask.located) for n, ask in enumerate(asks) if ask.located is not None]
        points = [located.point for _, located in at]
        placed = self._layers.place(info.id, points, [reach_of(located) for _, located in at])
        lone = []
        for (number, located), placement in zip(at, placed, strict=True):
            if placement.inside:
                found[number] = placement
            elif not info.kind.is_school and self._may_be_near(asks[number], located):
                lone.append((number, located.point))
        if lone:
            far = [NEAREST_REACH_M] * len(lone)
            again = self._layers.place(info.id, [point for _, point in lone], far)
            for (number, _), placement in zip(lone, again, strict=True):
                found[number] = placement
        return found

    def _may_be_near(self, ask: Ask, located: Located) -> bool:
        """Whether a point in no district may belong to the nearest: off the coast, in a gap."""
        return self._surroundings.state(located.point) in ("", ask.state)

    # -- what is known of a site ---------------------------------------------------------------

    def _ask(self, view: SiteView) -> Ask:
        row = view.row
        state = view.state or (self._surroundings.state(view.point.point) if view.point else "")
        said = self._columns(row) if row else {}
        said |= {DistrictKind.COUNTY: view.county, DistrictKind.UNIFIED: view.district}
        name = SOURCE_NAMES.get(row.source, "") if row else "site's own page"
        edition = self._directory.date_of(row.edition) if row else ""
        return Ask(view.name, state, view.point, Said(said, name, edition), view.city)

    def _ask_of(self, row: SchoolRow, edition: str) -> Ask:
        said = Said(self._columns(row), SOURCE_NAMES.get(row.source, ""), edition)
        return Ask(row.name, row.state, row_point(row, edition), said, row.city)

    def _columns(self, row: SchoolRow) -> dict[DistrictKind, str]:
        known = self._states.by_code.get(row.state)
        fips = known.fips if known else ""
        cells = (
            (DistrictKind.UPPER, _seat(row.senate, fips, 5)),
            (DistrictKind.LOWER, _seat(row.assembly, fips, 5)),
            (DistrictKind.CONGRESS, _seat(row.congress, fips, 4)),
            (DistrictKind.COUNTY, row.county),
            (DistrictKind.UNIFIED, row.district),
        )
        return {kind: cell for kind, cell in cells if cell}


def _seat(cell: str, fips: str, digits: int) -> str:
    """Give the district of a directory's cell: "06025" is "25"; empty where it names none."""
    text = cell.strip()
    if not text:
        return ""
    if len(text) == digits and fips and text.startswith(fips):
        text = text[2:]
    return plain_code(text) if any(c.isdigit() for c in text) and "Z" not in text.upper() else ""
