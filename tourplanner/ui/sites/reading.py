"""What the lists of Sites show, read on a helper's thread, and the marks that are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.site import SchoolRow
from tourplanner.core.model.words import plain_words
from tourplanner.ui.sites.rows import (
    LIMIT,
    MOST_LISTED,
    NO_TEXTS,
    Listed,
    Schools,
    SiteRow,
    fits,
    from_school,
    from_view,
)

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.latest import Latest
    from tourplanner.services.workspace import Workspace


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
            _marked(workspace, _as_rows(workspace, schools), tour_id),
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
    rows = _marked(workspace, known.rows, tour_id)
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
    if known.ids == ids:
        return known
    return Schools(ids, _as_rows(workspace, workspace.directory.all()))


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
            own=own.get(view.id, NO_TEXTS),
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
            pick.view, pick.wish, pick.number, pick.day, own=own.get(pick.id, NO_TEXTS)
        )._replace(why_not=pick.why_not, score=scores[pick.id])
        for pick in selection.by_step
    )


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


def _as_rows(workspace: Workspace, schools: Sequence[SchoolRow]) -> _Rows:
    """Give schools of the directory as rows, as if none were a candidate."""
    dates = {e: workspace.directory.date_of(e) for e in {school.edition for school in schools}}
    return tuple([from_school(school, dates[school.edition]) for school in schools])


def _marked(workspace: Workspace, rows: _Rows, tour_id: str) -> _Rows:
    """Give rows of the directory; those that are candidates with what is known of them."""
    from tourplanner.services.site_lists import site_id

    tables = workspace.file.tables
    if not tables.count("site"):
        return rows
    schools = [row.school for row in rows if row.school is not None]
    if len(schools) <= LIMIT:
        records = tables.get_many("site", [site_id(school) for school in schools])
    else:
        records = list(tables.all("site"))
    here = {record.id: record for record in records if not record.deleted}
    keys = {str((r["directory"] or {}).get("key", "")) for r in here.values()}
    wishes = _wishes(workspace, tour_id)
    made = list(rows)
    for at, school in enumerate(schools):
        if school.key in keys or school.nces in keys:
            record = here.get(site_id(school))
            if record is not None:
                ladder, wish = str(record["ladder"] or "idea"), wishes.get(record.id, "")
                made[at] = made[at]._replace(site=record.id, ladder=ladder, wish=wish)
    return tuple(made)


def mark(workspace: Workspace, rows: Sequence[SiteRow], tour_id: str, wish: str) -> None:
    """Mark schools or candidates for a tour; a school becomes a candidate in the same action."""
    keys = [row.key for row in rows if not row.site]
    ids = [row.site for row in rows if row.site]
    workspace.tours.mark(tour_id, ids, wish, schools=keys)


def add(workspace: Workspace, rows: Sequence[SiteRow]) -> None:
    """Make schools of the directory candidates."""
    workspace.sites.add_from_directory([row.key for row in rows if not row.site])
