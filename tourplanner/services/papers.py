"""Papers and maps: cut for their readers, written, and recorded with their version and hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePath

from tourplanner.core.changes import Action, Edit, Record
from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.clock import parse_moment, utc_text
from tourplanner.core.errors import InputError
from tourplanner.core.model.paper import TourView, one_day
from tourplanner.core.papers.blocks import Paper, texts
from tourplanner.core.papers.calendar import Calendar, calendar
from tourplanner.core.papers.cautions import cautions
from tourplanner.core.papers.content import content_hash, draft_id, issue_id
from tourplanner.core.papers.layout import lay_out
from tourplanner.core.papers.map import tour_map
from tourplanner.core.papers.specs import (
    PRESS_CALENDAR,
    PRESS_MAP,
    SPECS,
    STAFF_CALENDAR,
    STAFF_MAP,
    Audience,
    PaperFormat,
    PaperKind,
    PaperSpec,
    spec_of,
)
from tourplanner.core.ports import (
    CalendarWriter,
    Clock,
    MapWriter,
    PagePictures,
    PaperFolder,
    PaperWriter,
    Rendered,
    Router,
)
from tourplanner.core.privacy import CutView, cut, readiness
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import count_text
from tourplanner.core.withheld import Withheld
from tourplanner.services.plan import PlanService
from tourplanner.services.sites import SiteService
from tourplanner.services.tour_view import TourViews
from tourplanner.services.tours import TourService
from tourplanner.store.file import OfficeFile

DRAFT_VERSION = 0  # of the record that remembers drafts; issues count from 1


@dataclass(frozen=True)
class PaperWriters:
    """The writers that app.py hands in."""

    pages: Mapping[PaperFormat, PaperWriter]
    calendar: CalendarWriter
    map: MapWriter
    pictures: PagePictures
    folder: Callable[[Path], PaperFolder]


@dataclass(frozen=True, slots=True)
class PaperMade:
    """One paper: its files, and what stays beside it. ``version`` None = a draft."""

    key: str
    name: str
    version: int | None
    files: tuple[Path, ...]
    withheld: tuple[Withheld, ...] = ()
    cautions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PapersMade:
    """What was made in one go, and what is shown beside it; ``alarm`` comes before all else."""

    papers: tuple[PaperMade, ...]
    sentence: str = ""
    alarm: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether every paper was written, of a plan without errors."""
        return not self.alarm and all(paper.files for paper in self.papers)

    @property
    def files(self) -> tuple[Path, ...]:
        """All files, in the order of the papers."""
        return tuple(path for paper in self.papers for path in paper.files)

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """All that was withheld, each thing once, papers that leave the office first."""
        ordered = sorted(self.papers, key=lambda paper: not SPECS[paper.key].leaves)
        return tuple(dict.fromkeys(w for paper in ordered for w in paper.withheld))

    @property
    def lines(self) -> list[str]:
        """All of it in words, for a terminal or a notice."""
        out = [line for line in (self.alarm, self.sentence) if line]
        for paper in self.papers:
            out += [f"{paper.name}: {path}" for path in paper.files]
            out += [*paper.notes, *paper.cautions]
            if paper.withheld:
                out.append(f"Held back from {paper.name}:")
                out += [f"  {w.what}. {w.why} {w.release}".rstrip() for w in paper.withheld]
        return out


@dataclass(frozen=True, slots=True)
class Preview:
    """A paper as it would be issued now, its pages as pictures, and what stays beside it.

    ``alarm`` names the errors of the plan: with one, a paper for outside is a draft only.
    """

    paper: Paper
    pictures: tuple[bytes, ...]
    withheld: tuple[Withheld, ...]
    cautions: tuple[str, ...]
    sentence: str
    version: int | None
    is_new: bool  # what stands in it differs from the last issue
    alarm: str = ""


@dataclass(frozen=True, slots=True)
class MailText:
    """A paper as one text for a mail, formatted and plain, and what stayed out of it."""

    html: str
    plain: str
    withheld: tuple[Withheld, ...]


@dataclass(frozen=True, slots=True)
class _Issue:
    """The number and stamp under which a paper goes out, and its record."""

    record: str
    version: int | None
    at: datetime | None
    is_new: bool
    files: Mapping[str, str] = field(default_factory=dict)


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
    ) -> None:
        self._file = file
        self._views = TourViews(file, tours, plan, sites, router)
        self._writers = writers
        self._clock = clock

    def make(
        self,
        tour_id: str,
        kinds: Sequence[PaperKind],
        formats: Sequence[PaperFormat],
        out_dir: Path,
        *,
        audience: Audience | None = None,
        draft: bool = False,
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

        Raises
        ------
        InputError : no such paper for the audience, or none of the formats fits.
        PlanningError : nothing is planned yet.
        """
        view = self._views.view(tour_id, self._now())
        made: list[PaperMade] = []
        edits: list[Edit] = []
        leaves = False
        for kind in dict.fromkeys(kinds):
            spec = spec_of(kind, audience)
            if spec is None:
                raise InputError(f"There is no {kind} for the press.", "Choose the staff's.")
            wanted = [f for f in dict.fromkeys(formats) if f in spec.formats]
            if wanted:
                leaves = leaves or spec.leaves
                paper, edit = self._make_one(view, tour_id, spec, wanted, out_dir, draft)
                made.append(paper)
                edits += [edit] if edit else []
        if not made:
            raise InputError(
                "None of these papers has this format.",
                "; ".join(f"{spec.name}: {', '.join(spec.formats)}" for spec in SPECS.values()),
            )
        self._record(edits, made)
        return PapersMade(tuple(made), readiness(view).sentence if leaves else "", _alarm(view))

    def make_map(
        self, tour_id: str, path: Path, *, audience: str = Audience.STAFF, draft: bool = False
    ) -> PapersMade:
        """Write the map of a tour as one page and record it as issued, as :meth:`make` does.

        Raises
        ------
        InputError : the path is no name of a web page. PlanningError : nothing is planned yet.
        """
        if path.suffix.casefold() not in (".html", ".htm"):
            raise InputError(f"{path} is no name for a map.", "Name a web page, such as map.html.")
        spec = PRESS_MAP if Audience(audience) is Audience.PRESS else STAFF_MAP
        view = self._views.view(tour_id, self._now(), routes=not spec.leaves)
        cut_view, withheld = cut(view, spec, draft=draft)
        edit = None
        if refusal := _refusal(view, cut_view):
            made = PaperMade(spec.key, spec.name, None, (), notes=(refusal,))
        else:
            issue = self._issue(tour_id, cut_view, draft)
            rendered = self._writers.map.render(tour_map(_stamped(cut_view, issue)))
            files = [(path.name, rendered)]
            made, edit = self._save(tour_id, spec, issue, path.parent, files, draft)
        made = replace(made, withheld=withheld)
        self._record([edit] if edit else [], [made])
        sentence = readiness(view).sentence if spec.leaves else ""
        return PapersMade((made,), sentence, _alarm(view))

    def preview(
        self,
        tour_id: str,
        kind: PaperKind,
        *,
        draft: bool = False,
        pixels_per_inch: int = 110,
    ) -> Preview:
        """Give a paper as it would be issued now; nothing is written."""
        spec = spec_of(kind)
        if spec is None or kind is PaperKind.TOUR:
            raise InputError("A calendar has no pages.", "Save it and open it in a calendar.")
        view = self._views.view(tour_id, self._now())
        cut_view, withheld = cut(view, spec, draft=draft)
        issue = self._issue(tour_id, cut_view, draft)
        paper = _laid_out(cut_view, issue)
        return Preview(
            paper,
            self._writers.pictures.pictures(paper, pixels_per_inch),
            withheld,
            cautions(view, texts(paper)) if spec.leaves else (),
            readiness(view).sentence if spec.leaves else "",
            issue.version,
            issue.is_new,
            _alarm(view),
        )

    def mail_text(
        self, tour_id: str, kind: PaperKind, *, draft: bool = False, day: int | None = None
    ) -> MailText:
        """Give a paper for outside as text to paste into a mail; nothing is issued.

        Parameters
        ----------
        day : from 0, that day alone, its stops numbered for themselves. None = the whole tour.

        Raises
        ------
        InputError : a paper for the staff, or one that is not written now; it says why.
        """
        spec = spec_of(kind)
        if spec is None or not spec.leaves:
            raise InputError(
                "Only a paper that may leave the office is copied for a mail.",
                "Write the others as files, and send them to those they are for.",
            )
        view = self._views.view(tour_id, self._now())
        cut_view, withheld = cut(view, spec, draft=draft)
        issue = self._issue(tour_id, cut_view, draft)
        if day is not None:
            view = one_day(view, day)
            cut_view, withheld = cut(view, spec, draft=draft)
        if refusal := _refusal(view, cut_view):
            raise InputError(refusal.replace("was not written", "was not copied"))
        paper = _laid_out(cut_view, issue)
        page, text = (
            self._writers.pages[format_].render(paper).data.decode("utf-8")
            for format_ in (PaperFormat.HTML, PaperFormat.TEXT)
        )
        return MailText(page, text, withheld)

    def withheld(
        self, tour_id: str, kind: PaperKind, audience: Audience | None = None
    ) -> tuple[Withheld, ...]:
        """Give what a paper would hold back now."""
        spec = spec_of(kind, audience)
        if spec is None:
            raise InputError(f"There is no {kind} for the press.", "Choose the staff's.")
        return cut(self._views.view(tour_id, self._now()), spec)[1]

    # -- parts ---------------------------------------------------------------------------------

    def _now(self) -> datetime:
        return self._clock().replace(microsecond=0)

    def _make_one(
        self,
        view: TourView,
        tour_id: str,
        spec: PaperSpec,
        formats: Sequence[PaperFormat],
        out_dir: Path,
        draft: bool,
    ) -> tuple[PaperMade, Edit | None]:
        cut_view, withheld = cut(view, spec, draft=draft)
        if refusal := _refusal(view, cut_view):
            return PaperMade(spec.key, spec.name, None, (), withheld, (), (refusal,)), None
        issue = self._issue(tour_id, cut_view, draft)
        stamped = _stamped(cut_view, issue)
        date = view.one("tour").text("start_date")
        number = "DRAFT" if draft else f"v{issue.version}"
        files: list[tuple[str, Rendered]] = []
        warned: tuple[str, ...] = ()
        for format_ in formats:
            name = one_line(f"{date} {spec.name} {number}.{format_}")
            if format_ is PaperFormat.ICS:
                rendered = self._writers.calendar.render(_calendar(view, spec, stamped, draft))
            else:
                paper = lay_out(stamped)
                warned = cautions(view, texts(paper)) if spec.leaves else ()
                rendered = self._writers.pages[format_].render(paper)
            files.append((name, rendered))
        written, edit = self._save(tour_id, spec, issue, out_dir, files, draft)
        return replace(written, withheld=withheld, cautions=warned), edit

    def _issue(self, tour_id: str, cut_view: CutView, draft: bool) -> _Issue:
        """Give the issue that this content belongs to: the last one where nothing changed."""
        key = cut_view.spec.key
        if draft:
            old = self._file.tables.get("paper", draft_id(tour_id, key))
            return _Issue(draft_id(tour_id, key), None, None, True, _files(old))
        content = content_hash(cut_view)
        last = self._last_issue(tour_id, key)
        version = int(last["version"]) if last else 0
        if last is not None and last.id == issue_id(tour_id, key, content, version):
            return _Issue(last.id, version, parse_moment(str(last["at"])), False, _files(last))
        version += 1
        return _Issue(issue_id(tour_id, key, content, version), version, self._now(), True)

    def _last_issue(self, tour_id: str, key: str) -> Record | None:
        # A number that went out is never used again, whatever became of its record.
        tables = self._file.tables
        deleted = [
            record
            for record in tables.deleted("paper")
            if (record["tour"], record["paper_kind"]) == (tour_id, key)
        ]
        issues = [
            record
            for record in [*tables.where("paper", tour=tour_id, paper_kind=key), *deleted]
            if int(record["version"] or 0) > DRAFT_VERSION
        ]
        return max(issues, key=lambda r: (int(r["version"]), str(r["at"]), r.id), default=None)

    def _save(
        self,
        tour_id: str,
        spec: PaperSpec,
        issue: _Issue,
        folder_path: Path,
        files: Iterable[tuple[str, Rendered]],
        draft: bool,
    ) -> tuple[PaperMade, Edit | None]:
        """Write files, never over one that was changed by hand; give the edit that records them."""
        folder = self._writers.folder(folder_path)
        known = self._known_hashes(tour_id)
        hashes = dict(issue.files)
        paths: list[Path] = []
        notes: list[str] = []
        for name, rendered in files:
            digest = hashlib.sha256(rendered.data).hexdigest()
            free = _free_name(folder, name, digest, known)
            if free != name:
                notes.append(f"{name} was changed since it was made, so this one is {free}.")
            if folder.sha256(free) == digest:
                paths.append(folder_path / free)
            else:
                paths.append(Path(folder.write(free, rendered.data)))
            hashes[free] = digest
            notes += rendered.notes
        made = PaperMade(spec.key, spec.name, issue.version, tuple(paths), notes=tuple(notes))
        if hashes == dict(issue.files) and not issue.is_new:
            return made, None
        facts = {
            "tour": tour_id,
            "paper_kind": spec.key,
            "version": DRAFT_VERSION if draft else issue.version,
            "files": hashes,
        }
        if issue.is_new:
            facts |= {"at": utc_text(issue.at or self._now()), "by": self._file.author}
        return made, Edit(issue.record, "paper", facts, deleted=False)

    def _known_hashes(self, tour_id: str) -> set[tuple[str, str]]:
        records = self._file.tables.where("paper", tour=tour_id)
        return {(name, digest) for record in records for name, digest in _files(record).items()}

    def _record(self, edits: Sequence[Edit], made: Sequence[PaperMade]) -> None:
        if edits:
            names = ", ".join(
                f"{paper.name} {f'v{paper.version}' if paper.version else 'draft'}"
                for paper in made
                if paper.files
            )
            self._file.write(Action(f"Make {names}", tuple(edits)))


def _errors(view: TourView) -> list[Finding]:
    return [finding for finding in view.findings if finding.severity is Severity.ERROR]


def _alarm(view: TourView) -> str:
    """Name the errors of the plan in one line that nobody overlooks; empty where there are none."""
    found = _errors(view)
    many = count_text(len(found), "error").upper()
    return f"THE PLAN HAS {many}: {' '.join(f.text for f in found)}" if found else ""


def _refusal(view: TourView, cut_view: CutView) -> str:
    """Say why a paper is not written; empty where it is. Staff papers and drafts always are.

    Source
    ------
    domain.md section 5: an error blocks confirming and exporting.
    """
    spec = cut_view.spec
    if not spec.leaves or cut_view.draft:
        return ""
    why = ""
    if found := _errors(view):
        mend = "it" if len(found) == 1 else "them"
        why = f"the plan has {count_text(len(found), 'error')}. Mend {mend}, or ask for a draft."
    elif not any(cut_view.all("visit_block")):
        why = "nothing in it may go out. Ask for a draft."
    return f"{spec.name} was not written: {why}" if why else ""


def _laid_out(cut_view: CutView, issue: _Issue) -> Paper:
    """Lay a paper out as it would be issued now: one that is new has no number and stamp yet."""
    shown = replace(issue, version=None, at=None) if issue.is_new else issue
    return lay_out(_stamped(cut_view, shown))


def _stamped(cut_view: CutView, issue: _Issue) -> CutView:
    """Give the cut view with the number and stamp of its issue."""
    return replace(cut_view, version=issue.version, made_at=issue.at)


def _calendar(view: TourView, spec: PaperSpec, stamped: CutView, draft: bool) -> Calendar:
    """Give the calendar of a paper: that of its readers."""
    if spec in (PRESS_CALENDAR, STAFF_CALENDAR):
        return calendar(stamped)
    other = PRESS_CALENDAR if spec.leaves else STAFF_CALENDAR
    cut_view, _ = cut(view, other, draft=draft)
    return calendar(replace(cut_view, version=stamped.version, made_at=stamped.made_at))


def _files(record: Record | None) -> dict[str, str]:
    files = record["files"] if record is not None and not record.deleted else None
    return {str(k): str(v) for k, v in files.items()} if isinstance(files, dict) else {}


def _free_name(folder: PaperFolder, name: str, digest: str, known: set[tuple[str, str]]) -> str:
    """Give the name, or the next free one where a file of that name is not as it was made."""
    stem, suffix = PurePath(name).stem, PurePath(name).suffix
    number, free = 1, name
    while True:
        there = folder.sha256(free)
        if there is None or there == digest or (free, there) in known:
            return free
        number += 1
        free = f"{stem} ({number}){suffix}"
