"""Papers in one go: laid out while PDFs of those before are compiled, written in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from pathlib import Path

from tourplanner.core.changes import Edit
from tourplanner.core.file_names import file_name
from tourplanner.core.model.paper import TourView
from tourplanner.core.papers.calendar import Calendar, calendar
from tourplanner.core.papers.desk.contacts import contacts
from tourplanner.core.papers.desk.site_list import site_points
from tourplanner.core.papers.specs import (
    PRESS_CALENDAR,
    STAFF_CALENDAR,
    PaperFormat,
    PaperSpec,
)
from tourplanner.core.papers.web_folder import web_folder
from tourplanner.core.ports import Rendered, RenderedFolder
from tourplanner.core.privacy import Cutter, CutView
from tourplanner.services.issues import Issue, Issues, Papers, stamped
from tourplanner.services.outbox import Outbox
from tourplanner.services.paper_checks import PaperChecks
from tourplanner.services.paper_gate import date_of, quotes_in, refusal_of, title_of
from tourplanner.services.paper_layout import PaperLayout
from tourplanner.services.paper_values import PaperMade, PaperWriters

#: Formats of points for other programs' maps.
POINTS = (PaperFormat.GPX, PaperFormat.KML, PaperFormat.GEOJSON)


@dataclass(frozen=True, slots=True)
class Run:
    """What the papers of one go share."""

    view: TourView
    cutter: Cutter  # of that view
    tour_id: str
    papers: Papers
    out_dir: Path
    out: Outbox
    draft: bool
    pdfs: Executor


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """A paper that is rendered but for its PDF, and not written yet."""

    spec: PaperSpec
    stop: str
    issue: Issue
    stem: str
    formats: tuple[PaperFormat, ...]
    made: Mapping[PaperFormat, Rendered | RenderedFolder]
    pdf: Future[Rendered] | None
    paper: PaperMade
    quotes: tuple[str, ...]


class PaperRun:
    """Makes the papers of one go; records nothing."""

    def __init__(
        self, writers: PaperWriters, layout: PaperLayout, issues: Issues, checks: PaperChecks
    ) -> None:
        self._writers, self._layout = writers, layout
        self._issues, self._checks = issues, checks

    def made(
        self, run: Run, wanted: Iterable[tuple[PaperSpec, str, Sequence[PaperFormat]]]
    ) -> Iterator[tuple[PaperMade, Edit | None]]:
        """Give the papers with what records them.

        PDFs are compiled without Python's lock, so meanwhile the next papers are laid out.
        """
        pending: deque[_LaidOut | PaperMade] = deque()
        for spec, stop, formats in wanted:
            pending.append(self._lay_out(run, spec, stop, formats))
            while pending and _is_rendered(pending[0]):
                yield self._done(run, pending.popleft())
        for one in pending:
            yield self._done(run, one)

    def _lay_out(
        self, run: Run, spec: PaperSpec, stop: str, formats: Sequence[PaperFormat]
    ) -> _LaidOut | PaperMade:
        """Lay out and render a paper; one that is not written says why."""
        view, draft, writers = run.view, run.draft, self._writers
        cut_view, withheld = run.cutter.cut(spec, draft=draft, stop=stop)
        title = title_of(cut_view)
        if refusal := refusal_of(view, cut_view, stop):
            return PaperMade(spec.key, title, None, (), withheld, (), (refusal,))
        issue = self._issues.issue(run.tour_id, run.papers, cut_view, draft, stop)
        ready = stamped(cut_view, issue)
        number = "DRAFT" if draft else f"v{issue.version}"
        stem = file_name(f"{date_of(view, cut_view)} {title.replace(', ', ' ')}", f" {number}")
        made: dict[PaperFormat, Rendered | RenderedFolder] = {}
        pdf: Future[Rendered] | None = None
        warned: tuple[str, ...] = ()
        if pages := [f for f in formats if f in writers.pages]:
            paper, left = self._layout.laid(ready)
            if PaperFormat.PDF in pages:
                pdf = run.pdfs.submit(writers.pages[PaperFormat.PDF].render, paper)
            others = (f for f in pages if f is not PaperFormat.PDF)
            made |= {f: writers.pages[f].render(paper) for f in others}
            warned = (*left, *self._checks.cautions(view, cut_view, paper, stop))
        if PaperFormat.ICS in formats:
            made[PaperFormat.ICS] = writers.calendar.render(_calendar(run, spec, ready))
        if PaperFormat.VCARD in formats:
            made[PaperFormat.VCARD] = writers.contacts.render(contacts(ready))
        if PaperFormat.WEB in formats:
            folder = web_folder(ready)
            made[PaperFormat.WEB] = writers.web.render(folder)
            for page in folder.pages:
                warned = (*warned, *self._checks.cautions(view, cut_view, page.paper, stop))
            warned = tuple(dict.fromkeys(warned))
        points = site_points(ready) if set(formats) & set(POINTS) else None
        if points is not None:
            made |= {f: writers.maps[f].render(points) for f in formats if f in POINTS}
        told = self._layout.told(view, run.papers, cut_view, issue, stop)
        paper_made = PaperMade(spec.key, title, None, (), withheld, warned, (), told)
        quotes = quotes_in(view, cut_view)
        return _LaidOut(spec, stop, issue, stem, tuple(formats), made, pdf, paper_made, quotes)

    def _done(self, run: Run, one: _LaidOut | PaperMade) -> tuple[PaperMade, Edit | None]:
        """Write the files of a paper; one that is not written stays as it is."""
        if isinstance(one, PaperMade):
            return one, None
        made = {**one.made, **({PaperFormat.PDF: one.pdf.result()} if one.pdf is not None else {})}
        files = [(_named(one.stem, format_), made[format_]) for format_ in one.formats]
        own = run.papers.files_of(one.spec.key, one.stop) | set(one.issue.files.items())
        written, edit = self._issues.save(
            run.tour_id, one.spec, one.issue, own, run.out_dir, run.out, files, run.draft,
            one.stop, one.quotes,
        )  # fmt: skip
        paper = replace(
            one.paper, version=written.version, files=written.files, notes=written.notes
        )
        return paper, edit


def _is_rendered(one: _LaidOut | PaperMade) -> bool:
    """Whether no PDF of a paper is still being compiled."""
    return isinstance(one, PaperMade) or one.pdf is None or one.pdf.done()


def _named(stem: str, format_: PaperFormat) -> str:
    return stem if format_ is PaperFormat.WEB else f"{stem}.{format_}"  # that one is a folder


def _calendar(run: Run, spec: PaperSpec, ready: CutView) -> Calendar:
    """Give the calendar of a paper: that of its readers."""
    if spec in (PRESS_CALENDAR, STAFF_CALENDAR):
        return calendar(ready)
    other = PRESS_CALENDAR if spec.leaves else STAFF_CALENDAR
    cut_view, _ = run.cutter.cut(other, draft=run.draft)
    return calendar(replace(cut_view, version=ready.version, made_at=ready.made_at))
