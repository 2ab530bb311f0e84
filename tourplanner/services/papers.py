"""Papers and maps: cut for their readers, written, and recorded with their version and hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path

from tourplanner.core.changes import Changes
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.framework import Question
from tourplanner.core.model.paper import one_day
from tourplanner.core.papers.map import tour_map
from tourplanner.core.papers.message import message_text
from tourplanner.core.papers.press_style import StyleRule
from tourplanner.core.papers.specs import (
    PRESS_MAP,
    SPECS,
    STAFF_MAP,
    Audience,
    PaperFormat,
    PaperKind,
    PaperSpec,
    spec_of,
)
from tourplanner.core.papers.translation import WordPack
from tourplanner.core.ports import Clock, Router
from tourplanner.core.privacy import Cutter, CutView, cut, is_ready, readiness
from tourplanner.core.withheld import Withheld
from tourplanner.services.districts import DistrictService
from tourplanner.services.issues import Issue, Issues, stamped
from tourplanner.services.outbox import Outbox
from tourplanner.services.paper_checks import PaperChecks
from tourplanner.services.paper_gate import (
    alarm_of,
    refusal_of,
    stops_to_write,
)
from tourplanner.services.paper_layout import PaperLayout
from tourplanner.services.paper_run import POINTS, PaperRun, Run
from tourplanner.services.paper_values import (
    IssueRow,
    MailText,
    PaperMade,
    PapersMade,
    PaperStop,
    PaperWriters,
    Preview,
)
from tourplanner.services.paper_words import PaperWords
from tourplanner.services.plan import PlanService
from tourplanner.services.rosters import RosterService
from tourplanner.services.sites import SiteService
from tourplanner.services.tour_view import LookFors, TourViews, nothing_to_look_for
from tourplanner.services.tours import TourService
from tourplanner.services.versions import VersionService
from tourplanner.store.file import OfficeFile

_PDFS_AT_ONCE = 2
_MAP_NAMES = {"html": PaperFormat.HTML, "htm": PaperFormat.HTML, **{str(f): f for f in POINTS}}


class PaperService:
    """Makes papers and maps of a tour's current plan."""

    def __init__(
        self,
        file: OfficeFile,
        tours: TourService,
        plan: PlanService,
        sites: SiteService,
        router: Router,
        writers: PaperWriters,
        clock: Clock,
        questions: Sequence[Question] = (),
        districts: DistrictService | None = None,
        rosters: RosterService | None = None,
        languages: Sequence[WordPack] = (),
        style: Sequence[StyleRule] = (),
        look_fors: LookFors = nothing_to_look_for,
    ) -> None:
        self._views = TourViews(file, tours, plan, sites, router, tuple(questions), look_fors)
        self._writers = writers
        self._clock = clock
        self._checks = PaperChecks(file, sites, districts, rosters, style, plan.barred)
        self.words = PaperWords(file)
        self._issues = Issues(file, self._now)
        versions = VersionService(file, tours)
        self._layout = PaperLayout(
            self._views, versions, plan, self._issues, self._checks, languages
        )
        self._run = PaperRun(writers, self._layout, self._issues, self._checks)

    def make(
        self,
        tour_id: str,
        kinds: Sequence[PaperKind],
        formats: Sequence[PaperFormat],
        out_dir: Path,
        *,
        audience: Audience | None = None,
        draft: bool = False,
        stop: str = "",
    ) -> PapersMade:
        """Write papers into a folder and record them as issued.

        A kind is written in those of the formats that it has. A paper with the same content as its
        last issue keeps that issue's version and stamp, so its files are the same byte for byte.
        One that leaves the office is not written while nothing in it may go out, or while the plan
        has errors; its notes say so.

        Parameters
        ----------
        audience : None = each kind's own.
        draft : a marked draft that may show what is not confirmed; nothing is issued.
        stop : of a paper of one stop, its stop; empty = one of each planned stop that it may be
            written of.

        Raises
        ------
        InputError : no such paper for the audience, or none of the formats fits.
        PlanningError : nothing is planned yet.
        """
        view = self._layout.view(tour_id, kinds, self._now())
        wanted = [
            (spec, one, fits)
            for kind in dict.fromkeys(kinds)
            for spec in (_spec(kind, audience),)
            if (fits := [f for f in dict.fromkeys(formats) if f in spec.formats])
            for one in stops_to_write(view, spec, stop, draft)
        ]
        if not wanted:
            raise InputError(
                "None of these papers has this format.",
                "; ".join(f"{spec.name}: {', '.join(spec.formats)}" for spec in SPECS.values()),
            )
        papers = self._issues.papers(tour_id)
        with (
            ThreadPoolExecutor(max_workers=_PDFS_AT_ONCE) as pdfs,
            Outbox(self._writers.folder(out_dir)) as out,
        ):
            run = Run(view, Cutter(view), tour_id, papers, out_dir, out, draft, pdfs)
            done = list(self._run.made(run, wanted))
        made = [paper for paper, _ in done]
        self._issues.record([edit for _, edit in done if edit is not None], made)
        leaves = any(spec.leaves for spec, _, _ in wanted)
        return PapersMade(tuple(made), readiness(view).sentence if leaves else "", alarm_of(view))

    def make_map(
        self, tour_id: str, path: Path, *, audience: str = Audience.STAFF, draft: bool = False
    ) -> PapersMade:
        """Write the map of a tour and record it as issued, as :meth:`make` does.

        Parameters
        ----------
        path : its ending says what it is: a page (html), or points (gpx, kml, geojson).

        Raises
        ------
        InputError : the path has another ending. PlanningError : nothing is planned yet.
        """
        format_ = _MAP_NAMES.get(path.suffix.casefold().removeprefix("."))
        if format_ is None:
            raise InputError(
                f"{path} is no name for a map.",
                "Name a page, map.html, points, map.kml, .gpx or .geojson, or a picture, map.svg.",
            )
        spec = PRESS_MAP if Audience(audience) is Audience.PRESS else STAFF_MAP
        view = self._views.view(tour_id, self._now(), routes=not spec.leaves)
        cut_view, withheld = cut(view, spec, draft=draft)
        edit = None
        if refusal := refusal_of(view, cut_view):
            made = PaperMade(spec.key, spec.name, None, (), notes=(refusal,))
        else:
            papers = self._issues.papers(tour_id)
            issue = self._issues.issue(tour_id, papers, cut_view, draft)
            rendered = self._writers.maps[format_].render(tour_map(stamped(cut_view, issue)))
            files = [(path.name, rendered)]
            with Outbox(self._writers.folder(path.parent)) as out:
                made, edit = self._issues.save(
                    tour_id, spec, issue, papers.hashes, path.parent, out, files, draft
                )
        made = replace(made, withheld=withheld)
        self._issues.record([edit] if edit else [], [made])
        sentence = readiness(view).sentence if spec.leaves else ""
        return PapersMade((made,), sentence, alarm_of(view))

    def preview(
        self,
        tour_id: str,
        kind: PaperKind,
        *,
        draft: bool = False,
        pixels_per_inch: int = 110,
        stop: str = "",
    ) -> Preview:
        """Give a paper as it would be issued now; nothing is written.

        Parameters
        ----------
        stop : of a paper of one stop, its stop; empty = the first that it may be written of.
        """
        spec = spec_of(kind)
        if spec is None or PaperFormat.PDF not in spec.formats:
            raise InputError("It has no pages to look at.", "Write it, then open it.")
        view = self._layout.view(tour_id, [kind], self._now())
        stop = stop or stops_to_write(view, spec, "", draft)[0]
        cut_view, withheld = cut(view, spec, draft=draft, stop=stop)
        papers = self._issues.papers(tour_id)
        issue = self._issues.issue(tour_id, papers, cut_view, draft, stop)
        paper, left = self._layout.laid(_as_shown(cut_view, issue))
        drawn = self._writers.pictures.pictures(paper, pixels_per_inch)
        return Preview(
            paper,
            drawn.pictures,
            withheld,
            (*drawn.notes, *left, *self._checks.cautions(view, cut_view, paper, stop)),
            readiness(view).sentence if spec.leaves and not spec.per_stop else "",
            issue.version,
            issue.is_new,
            alarm_of(view),
            self._layout.told(view, papers, cut_view, issue, stop),
        )

    def mail_text(
        self,
        tour_id: str,
        kind: PaperKind,
        *,
        draft: bool = False,
        day: int | None = None,
        stop: str = "",
    ) -> MailText:
        """Give a paper that is handed out as text to paste into a mail; nothing is issued.

        Parameters
        ----------
        day : from 0, that day alone, its stops numbered for themselves. None = the whole tour.
        stop : of a paper of one stop, its stop; empty = the first that it may be written of.

        Raises
        ------
        InputError : a paper for the staff, or one that is not written now; it says why.
        """
        spec = spec_of(kind)
        if spec is None or not spec.is_handed_out or PaperFormat.HTML not in spec.formats:
            raise InputError(
                "Only a paper that may leave the office is copied for a mail.",
                "Write the others as files, and send them to those they are for.",
            )
        view = self._layout.view(tour_id, [kind], self._now())
        stop = stop or stops_to_write(view, spec, "", draft)[0]
        cut_view, withheld = cut(view, spec, draft=draft, stop=stop)
        papers = self._issues.papers(tour_id)
        issue = self._issues.issue(tour_id, papers, cut_view, draft, stop)
        if day is not None:
            view = one_day(view, day)
            cut_view, withheld = cut(view, spec, draft=draft, stop=stop)
        if refusal := refusal_of(view, cut_view, stop):
            raise InputError(refusal.replace("was not written", "was not copied"))
        paper, _ = self._layout.laid(_as_shown(cut_view, issue))
        page, text = (
            self._writers.pages[format_].render(paper).data.decode("utf-8")
            for format_ in (PaperFormat.HTML, PaperFormat.TEXT)
        )
        return MailText(page, text, message_text(paper), withheld, paper.document_title)

    def mail_draft(
        self,
        tour_id: str,
        kind: PaperKind,
        formats: Sequence[PaperFormat],
        out_dir: Path,
        *,
        draft: bool = False,
        stop: str = "",
    ) -> PapersMade:
        """Write a paper that is handed out, and a mail that holds it and is not sent yet.

        The mail is the last file of the paper. Its text is the paper, its files are those written.

        Raises
        ------
        InputError : as :meth:`mail_text`; nothing is written then.
        """
        self.mail_text(tour_id, kind, draft=draft, stop=stop)  # or it says why not
        made = self.make(tour_id, [kind], formats, out_dir, draft=draft, stop=stop)
        mail = self.mail_text(tour_id, kind, draft=draft, stop=stop)  # with the issue's number
        papers = []
        with Outbox(self._writers.folder(out_dir)) as out:
            for paper in made.papers:
                files = [str(path) for path in paper.files if path.suffix]  # no folder of pages
                if not files:
                    papers.append(paper)
                    continue
                data = self._writers.mail.render(mail.subject, mail.html, mail.plain, files).data
                digest = hashlib.sha256(data).hexdigest()
                name = next(
                    name
                    for name in _names(Path(files[0]).stem)
                    if out.sha256(name) in (None, digest)  # one that somebody changed stays
                )
                out.write(name, data, digest)
                papers.append(replace(paper, files=(*paper.files, out_dir / name)))
        return replace(made, papers=tuple(papers))

    def withheld(
        self, tour_id: str, kind: PaperKind, audience: Audience | None = None
    ) -> tuple[Withheld, ...]:
        """Give what a paper would hold back now."""
        return cut(self._views.view(tour_id, self._now()), _spec(kind, audience))[1]

    def stops(self, tour_id: str) -> tuple[PaperStop, ...]:
        """Give the planned stops in the order of the plan, for papers of one stop."""
        view = self._views.view(tour_id, self._now())
        return tuple(
            PaperStop(
                str(row.stop.id),
                f"{number + 1}.{order + 1}",
                view.get("site", str(row.stop.site)).text("name") or row.stop.name,
                is_ready(view.get("stop", str(row.stop.id))),
            )
            for number, day in enumerate(view.days)
            for order, row in enumerate(day.rows)
        )

    def sent_log(self, tour_id: str, kind: PaperKind, stop: str = "") -> tuple[IssueRow, ...]:
        """Give the issues of a paper with those who got them, newest first."""
        spec = spec_of(kind)
        if spec is None:
            return ()
        return self._issues.log(tour_id, spec, stop if spec.per_stop else "")

    def sent(self, tour_id: str, kind: PaperKind, to: Sequence[str], stop: str = "") -> Changes:
        """Note to whom the last issue of a paper was sent.

        Raises
        ------
        InputError : nobody is named, or the paper was not issued yet.
        """
        spec = spec_of(kind)
        if spec is None:
            raise NotFoundError(f"There is no paper “{kind}”.", "Choose another.")
        return self._issues.sent(tour_id, spec, to, stop if spec.per_stop else "")

    # -- parts ---------------------------------------------------------------------------------

    def _now(self) -> datetime:
        return self._clock().replace(microsecond=0)


def _spec(kind: PaperKind, audience: Audience | None) -> PaperSpec:
    spec = spec_of(kind, audience)
    if spec is None:
        raise InputError(f"There is no {kind} for the press.", "Choose the staff's.")
    return spec


def _names(stem: str) -> Iterator[str]:
    """Give names for a mail of a paper, the first that is free to be taken."""
    yield f"{stem} mail.eml"
    yield from (f"{stem} mail ({number}).eml" for number in count(2))


def _as_shown(cut_view: CutView, issue: Issue) -> CutView:
    """Give a cut as it would be issued now: one that is new has no number and stamp yet."""
    return stamped(cut_view, replace(issue, version=None, at=None) if issue.is_new else issue)
