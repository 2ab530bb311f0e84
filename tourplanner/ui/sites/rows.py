"""Sites as lists show them, read and marked: plain values, no widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.scoring import Score
from tourplanner.core.model.site import SchoolRow, SiteView
from tourplanner.core.model.words import district_initials, name_words, place_words, plain_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.latest import Latest
    from tourplanner.services.workspace import Workspace

LIMIT = 300
MOST_LISTED = 20_000  # a directory of more schools is searched, not listed
WISH_WORDS = {"must": "Must see", "may": "May see", "not": "Not this tour", "": ""}
WISH_ICONS = {"must": "circle-check", "may": "circle", "not": "circle-x"}
WISH_TONES = {"must": "good", "may": "info", "not": "ink3"}
WISH_SHORT = {"must": "Must", "may": "May", "not": "Not"}
WISH_KEYS = {"must": "M", "may": "A", "not": "N"}
LADDER_ICONS = {
    "idea": ("circle", "plain"),
    "asked": ("mail", "info"),
    "yes": ("circle-check", "good"),
    "visited": ("check-check", "good"),
    "dropped": ("circle-x", "plain"),
}
LADDER_WORDS = {
    "idea": "Idea",
    "asked": "Asked",
    "yes": "Yes",
    "visited": "Visited",
    "dropped": "Dropped",
}


_NONE: Mapping[str, str] = MappingProxyType({})


class SiteRow(NamedTuple):
    """A school of the directory or a candidate; a tuple, since thousands are made at a time.

    ``site`` is empty where it is no candidate yet. ``wish`` is must, may, not, or empty, for the
    tour that is shown; ``number`` is day.stop where a candidate is in its plan, ``day`` from 0 or
    -1; ``date`` is that of the directory's edition.
    """

    key: str
    site: str
    name: str
    district: str
    city: str
    county: str
    grades: str
    pupils: str
    meals: str
    ladder: str
    wish: str
    number: str = ""
    day: int = -1
    school: SchoolRow | None = None
    date: str = ""
    view: SiteView | None = None
    why_not: str = ""  # why it is not chosen; read for the shortlist alone, as the score
    score: Score | None = None
    own: Mapping[str, str] = _NONE  # what stands in the office's own columns, by the column's id

    @property
    def step(self) -> str:
        """How far along a candidate is, in a word."""
        return LADDER_WORDS.get(self.ladder, "") if self.site else ""

    @property
    def mark(self) -> str:
        """What stands in the first column."""
        return WISH_WORDS[self.wish] or (LADDER_WORDS.get(self.ladder, "") if self.site else "")

    @property
    def is_closed(self) -> bool:
        """Whether the directory says that the school no longer runs."""
        return self.school is not None and self.school.is_closed

    @property
    def where(self) -> str:
        """What tells it from others of its name."""
        shown = self.view or self.school
        return shown.where if shown else ""

    @property
    def spoken(self) -> str:
        """The row as a sentence."""
        grades = f"grades {self.grades}" if self.grades else ""
        stop = f"stop {self.number}" if self.number else ""
        parts = (self.name, self.where, grades, self.mark, stop, self.why_not)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Schools:
    """All schools of a directory by name, kept from one look to the next; ``ids`` of editions."""

    ids: tuple[str, ...] = ()
    rows: tuple[SchoolRow, ...] = ()

    def called(self, name: str) -> int:
        """Count the schools of a name; 0 where they are not known yet."""
        return sum(1 for school in self.rows if school.name == name)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a look at the directory or the candidates gave.

    ``total`` is how many there are of which ``rows`` are shown; ``is_more`` that these are but the
    first.
    ``words`` tell what the search did that was not asked for.
    """

    rows: tuple[SiteRow, ...]
    total: int
    is_more: bool = False
    words: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    source: str = ""
    schools: Schools = field(default_factory=Schools)
    counties: tuple[str, ...] = ()
    missing: str = ""  # what is not loaded of the home state, and which file to fetch
    own: tuple[tuple[str, str], ...] = ()  # the office's own columns: id and name

    def filtered(self, keep: Callable[[SiteRow], bool] | None) -> Listed:
        """Give it with the rows that fit alone, and the counties of all."""
        counties = tuple(sorted({row.county for row in self.rows if row.county}))
        rows = tuple(filter(keep, self.rows)) if keep is not None else self.rows
        return replace(self, rows=rows, counties=counties)


def read_directory(workspace: Workspace, text: str, tour_id: str, known: Schools) -> Listed:
    """Search the directory as one types; without a text give all of it, by name.

    Parameters
    ----------
    known : the schools of an earlier look; they are read anew only for other editions.
    """
    counts = _counts(workspace)
    hint = workspace.directory.hint()
    missing = f"{hint.text} {hint.hint}" if hint else ""
    if text:
        found = workspace.directory.find(text, LIMIT)
        schools: Sequence[SchoolRow] = [h.row for h in (*found.hits, *found.similar)][:LIMIT]
        fit = len(schools) if found.is_cut else found.total + len(found.similar)
        total = max(fit, len(schools))
        told = _search_words(found.read_as, is_partial=found.is_partial)
        words = " ".join(part for part in (hint.text if hint and schools else "", told) if part)
        return Listed(
            _of_schools(workspace, schools, tour_id),
            total,
            found.is_cut,
            words,
            counts,
            _source(workspace),
            known,
            missing=missing,
        )
    if counts["directory"] <= MOST_LISTED:
        known = _all_schools(workspace, known)
    rows = _of_schools(workspace, known.rows, tour_id)
    source = _source(workspace)
    return Listed(rows, len(rows), False, "", counts, source, known, missing=missing)


def _search_words(read_as: Sequence[tuple[str, str]], *, is_partial: bool) -> str:
    words = []
    if read_as:
        read = ", ".join(f"“{typed}” as “{meant}”" for typed, meant in read_as)
        words.append(f"Read {read}.")
    if is_partial:
        words.append("No school fits every word; these fit some.")
    return " ".join(words)


def _all_schools(workspace: Workspace, known: Schools) -> Schools:
    ids = tuple(info.id for info in workspace.directory.current())
    return known if known.ids == ids else Schools(ids, tuple(workspace.directory.all()))


def read_candidates(
    workspace: Workspace, text: str, tour_id: str, progress: Progress | None = None
) -> Listed:
    """Give the candidates, or those that fit what was typed; marked ones first."""
    return _listed(workspace, text, tour_id, _make_candidates, progress)


def read_shortlist(
    workspace: Workspace, text: str, tour_id: str, progress: Progress | None = None
) -> Listed:
    """Give the candidates by how far along they are, each with why it is not chosen."""
    return _listed(workspace, text, tour_id, _make_shortlist, progress)


_READING = "Reading the candidates"
_Rows = tuple[SiteRow, ...]
_Makes = Callable[["Workspace", str, "Progress"], _Rows]


def _listed(
    workspace: Workspace, text: str, tour_id: str, makes: _Makes, progress: Progress | None
) -> Listed:
    """Give the rows that fit what was typed; all are made anew only where something changed."""
    from tourplanner.services.latest import state_of
    from tourplanner.services.own_fields import own_fields

    tell = progress or (lambda done, total, words: None)
    with workspace.file.tables.snapshot():
        rows = _latest(makes).get(
            (state_of(workspace), tour_id),
            lambda: makes(workspace, tour_id, tell),
            lambda: tell(0, 0, _READING),
        )
    words = plain_words(text)
    shown = tuple(row for row in rows if fits(row, words)) if words else rows
    own = tuple((one.id, one.name) for one in own_fields(workspace.file))
    return Listed(shown, len(rows), counts=_counts(workspace), source=_source(workspace), own=own)


@cache
def _latest(makes: _Makes) -> Latest[_Rows]:
    from tourplanner.services.latest import Latest

    return Latest()


def _make_candidates(workspace: Workspace, tour_id: str, tell: Progress) -> _Rows:
    from tourplanner.services.latest import every_view

    wishes, numbers = _wishes(workspace, tour_id), _numbers(workspace, tour_id)
    own = _own_texts(workspace)
    rows = [
        from_view(
            view,
            wishes.get(view.id, ""),
            *numbers.get(view.id, ("", -1)),
            own=own.get(view.id, _NONE),
        )
        for view in every_view(workspace, lambda: tell(0, 0, _READING))
    ]
    order = {"must": 0, "may": 1, "": 2, "not": 3}
    return tuple(sorted(rows, key=lambda row: order[row.wish]))


def _make_shortlist(workspace: Workspace, tour_id: str, tell: Progress) -> _Rows:
    from tourplanner.services.scoring import read_scores
    from tourplanner.services.selection import read_selection

    selection = read_selection(workspace, tour_id, tell)
    scores = read_scores(workspace, selection)
    own = _own_texts(workspace)
    return tuple(
        from_view(
            pick.view, pick.wish, pick.number, pick.day, own=own.get(pick.id, _NONE)
        )._replace(why_not=pick.why_not, score=scores[pick.id])
        for pick in selection.by_step
    )


def fits(row: SiteRow, words: Sequence[str]) -> bool:
    """Whether each word begins one of a site's name, district, town, county or codes."""
    if not words:
        return True
    zip_code = row.view.zip if row.view else ""
    nces = row.school.nces if row.school else ""
    codes = (row.key, nces, zip_code, row.number)
    own = tuple(row.own.values())
    searched = _searched(row.name, row.district, f"{row.city} {row.county}", own, codes)
    return all(f" {word}" in searched for word in words)


@lru_cache(maxsize=1 << 15)  # a whole state is looked through with every key
def _searched(
    name: str, district: str, place: str, own: tuple[str, ...], codes: tuple[str, ...]
) -> str:
    """Give every word that a site is found by, each after a space."""
    words = {
        *name_words(name).all,
        *plain_words(name),
        *district_initials(district),
        *place_words(f"{district} {place}"),
        *(word for text in own for word in plain_words(text)),
        *codes,
    }
    return " ".join(("", *words))


def mark(workspace: Workspace, rows: Sequence[SiteRow], tour_id: str, wish: str) -> None:
    """Mark schools or candidates for a tour; a school becomes a candidate in the same action."""
    keys = [row.key for row in rows if not row.site]
    ids = [row.site for row in rows if row.site]
    workspace.tours.mark(tour_id, ids, wish, schools=keys)


def add(workspace: Workspace, rows: Sequence[SiteRow]) -> None:
    """Make schools of the directory candidates."""
    workspace.sites.add_from_directory([row.key for row in rows if not row.site])


def _own_texts(workspace: Workspace) -> dict[str, dict[str, str]]:
    """Give what stands in the office's own columns, by site and column."""
    found = workspace.file.tables.members("site", "own")
    return {site: {k: str(v) for k, v in texts.items()} for site, texts in found.items()}


def _wishes(workspace: Workspace, tour_id: str) -> dict[str, str]:
    if not tour_id:
        return {}
    stops = workspace.file.tables.where("stop", tour=tour_id)
    return {str(s["site"]): str(s["wish"] or "") for s in stops if not s.deleted}


def _numbers(workspace: Workspace, tour_id: str) -> dict[str, tuple[str, int]]:
    """Give day.stop and the day, from 0, of every site in the plan of a tour."""
    try:
        plan = workspace.tours.plan_of(workspace.tours.load(tour_id)) if tour_id else None
    except (InputError, NotFoundError):
        return {}
    return {
        stop.site: (f"{day.index + 1}.{k}", day.index)
        for day in (plan.days if plan else ())
        for k, stop in enumerate(day.stops, 1)
    }


def _counts(workspace: Workspace) -> dict[str, int]:
    schools = sum(info.schools for info in workspace.directory.current())
    return {"directory": schools, "candidates": workspace.file.tables.count("site")}


def _source(workspace: Workspace) -> str:
    infos = workspace.directory.current()
    return "; ".join(info.summary for info in infos) or "No school directory loaded"


def _of_schools(
    workspace: Workspace, schools: Sequence[SchoolRow], tour_id: str
) -> tuple[SiteRow, ...]:
    """Give schools as rows; those that are candidates with what is known of them."""
    from tourplanner.services.site_lists import site_id

    tables = workspace.file.tables
    if len(schools) <= LIMIT:
        ids = [site_id(school) for school in schools]
        records = tables.get_many("site", ids)
    else:
        records = list(tables.all("site"))
    here = {record.id: record for record in records if not record.deleted}
    wishes = _wishes(workspace, tour_id)
    dates = {e: workspace.directory.date_of(e) for e in {school.edition for school in schools}}
    keys = {str((r["directory"] or {}).get("key", "")) for r in here.values()}
    rows = []
    for school in schools:
        row = from_school(school, dates[school.edition])
        if keys and (school.key in keys or school.nces in keys):
            record = here.get(site_id(school))
            if record is not None:
                ladder, wish = str(record["ladder"] or "idea"), wishes.get(record.id, "")
                row = row._replace(site=record.id, ladder=ladder, wish=wish)
        rows.append(row)
    return tuple(rows)


def from_school(school: SchoolRow, date: str) -> SiteRow:
    """Give a school that is no candidate as a row."""
    return SiteRow(
        school.key,
        "",
        school.name,
        school.district,
        school.city,
        school.county,
        school.grades or school.grades_served,
        _thousands(school.enrollment),
        _percent(school.meals_percent),
        "",
        "",
        school=school,
        date=date,
    )


def from_view(
    view: SiteView,
    wish: str,
    number: str = "",
    day: int = -1,
    own: Mapping[str, str] = _NONE,
) -> SiteRow:
    """Give a candidate as a row."""
    school = view.row
    return SiteRow(
        view.key,
        view.id,
        view.name,
        view.district,
        view.city,
        view.county,
        view.grades,
        _thousands(school.enrollment) if school else "",
        _percent(school.meals_percent) if school else "",
        view.ladder,
        wish,
        number,
        day,
        school,
        view.edition,
        view,
        own=own,
    )


def _thousands(figure: str) -> str:
    return f"{int(figure):,}" if figure.isdecimal() else figure


def _percent(figure: str) -> str:
    return f"{figure}%" if figure else ""
