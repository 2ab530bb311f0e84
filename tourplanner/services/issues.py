"""The issues of papers: their numbers, what they said, their files, and who holds them."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.clock import parse_moment, utc_text
from tourplanner.core.errors import InputError
from tourplanner.core.papers.content import content_hash, draft_id, folder_hash, issue_id
from tourplanner.core.papers.said import Said, changes, said
from tourplanner.core.papers.specs import SPECS, PaperSpec
from tourplanner.core.ports import Rendered, RenderedFolder
from tourplanner.core.privacy import CutView
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import count_text
from tourplanner.services.outbox import Outbox
from tourplanner.services.paper_values import IssueRow, PaperMade
from tourplanner.store.file import OfficeFile

DRAFT_VERSION = 0  # of the record that remembers drafts; issues count from 1
_NAMED = 6  # holders of an issue that are named, the others counted


@dataclass(frozen=True, slots=True)
class Issue:
    """The number and stamp under which a paper goes out, and its record.

    ``said`` is what it says, ``updates`` what of that differs from the issue before.
    """

    record: str
    version: int | None
    at: datetime | None
    is_new: bool
    files: Mapping[str, str] = field(default_factory=dict)
    said: Said = field(default_factory=dict)
    updates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LastSent:
    """The issue that somebody got last. ``at`` : when that was noted."""

    name: str  # of the paper
    version: int
    at: datetime


def last_sent(file: OfficeFile, tour_id: str) -> LastSent | None:
    """Give the issue of a tour's papers that somebody got last; None where nobody got any."""
    issues = {record.id: record for record in file.tables.where("paper", tour=tour_id)}
    sent = [one for one in file.tables.all("sent") if one["paper"] in issues and one["at"]]
    last = max(sent, key=lambda one: (str(one["at"]), one.id), default=None)
    if last is None:
        return None
    paper = issues[str(last["paper"])]
    spec = SPECS.get(str(paper["paper_kind"]))
    name = spec.name if spec is not None else str(paper["paper_kind"])
    return LastSent(name, int(paper["version"]), parse_moment(str(last["at"])))


@dataclass(frozen=True, slots=True)
class Papers:
    """The issued papers of a tour, read once for many: also those whose record was deleted.

    ``became`` names for a stop the one that it is now, since two records of a site were made one.
    """

    records: tuple[Record, ...]
    became: Mapping[str, str] = field(default_factory=dict)
    _issues: dict[tuple[str, str], list[Record]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )  # made when first asked for

    def of(self, paper_kind: str, stop: str) -> Sequence[Record]:
        """Give the issues of a paper, in no order."""
        if not self._issues:
            for record in self.records:
                if int(record["version"] or 0) > DRAFT_VERSION:
                    stop_id = str(record["stop"] or "")
                    key = (str(record["paper_kind"]), self.became.get(stop_id, stop_id))
                    self._issues.setdefault(key, []).append(record)
        return self._issues.get((paper_kind, stop), ())

    def files_of(self, paper_kind: str, stop: str) -> set[tuple[str, str]]:
        """Give name and hash of every file that was issued of a paper."""
        return {pair for record in self.of(paper_kind, stop) for pair in _files(record).items()}

    @property
    def hashes(self) -> set[tuple[str, str]]:
        """Name and hash of every file that was made."""
        kept = (record for record in self.records if not record.deleted)
        return {(name, digest) for record in kept for name, digest in _files(record).items()}


class Issues:
    """Numbers papers, writes their files and remembers both in the office file."""

    def __init__(self, file: OfficeFile, now: Callable[[], datetime]) -> None:
        self._file = file
        self._now = now

    def papers(self, tour_id: str) -> Papers:
        """Read the issued papers of a tour."""
        tables = self._file.tables
        deleted = [record for record in tables.deleted("paper") if record["tour"] == tour_id]
        became = {
            before: stop.id
            for stop in tables.where("stop", tour=tour_id)
            if not stop.deleted
            for before in stop.member("was")
        }
        return Papers((*tables.where("paper", tour=tour_id), *deleted), became)

    def issue(
        self, tour_id: str, papers: Papers, cut_view: CutView, draft: bool, stop: str = ""
    ) -> Issue:
        """Give the issue that this content belongs to: the last one where nothing changed."""
        key = _key(cut_view.spec, stop)
        if draft:
            old = self._file.tables.get("paper", draft_id(tour_id, key))
            return Issue(draft_id(tour_id, key), None, None, True, _files(old))
        content, says = content_hash(cut_view), said(cut_view)
        issues = self.all(papers, cut_view.spec, stop)
        last = issues[-1] if issues else None
        version = int(last["version"]) if last else 0
        if last is not None and last.id == issue_id(tour_id, key, content, version):
            before = next((i for i in reversed(issues) if int(i["version"]) < version), None)
            at = parse_moment(str(last["at"]))
            return Issue(last.id, version, at, False, _files(last), says, _updates(before, says))
        version += 1
        record = issue_id(tour_id, key, content, version)
        return Issue(record, version, self._now(), True, {}, says, _updates(last, says))

    def all(self, papers: Papers, spec: PaperSpec, stop: str = "") -> list[Record]:
        """Give the issues of a paper, oldest first, also those whose record was deleted.

        A number that went out is never used again, whatever became of its record.
        """
        issues = papers.of(spec.key, stop)
        return sorted(issues, key=lambda r: (int(r["version"]), str(r["at"]), r.id))

    # -- files -----------------------------------------------------------------------------------

    def save(
        self,
        tour_id: str,
        spec: PaperSpec,
        issue: Issue,
        known: Collection[tuple[str, str]],
        folder_path: Path,
        out: Outbox,
        files: Iterable[tuple[str, Rendered | RenderedFolder]],
        draft: bool,
        stop: str = "",
        quotes: Sequence[str] = (),
    ) -> tuple[PaperMade, Edit | None]:
        """Write files, never over what was changed by hand; give the edit that records them.

        Parameters
        ----------
        known : name and hash of the files that this one may be written over.
        folder_path, out : the folder, and its files on the way.
        quotes : those that stand in it, so that it can be called back.
        """
        hashes = dict(issue.files)
        paths: list[Path] = []
        notes: list[str] = []
        for name, rendered in files:
            data, digest = _content(rendered)
            free = _free_name(out, name, digest, known)
            if free != name:
                why = "is another paper, or was changed since it was made"
                notes.append(f"{name} {why}; so this one is {free}.")
            out.taken.add(free.casefold())
            if out.sha256(free) != digest:
                out.write(free, data, digest)
            paths.append(folder_path / free)
            hashes[free] = digest
            notes += rendered.notes
        made = PaperMade(spec.key, spec.name, issue.version, tuple(paths), notes=tuple(notes))
        if hashes == dict(issue.files) and not issue.is_new:
            return made, None
        facts: dict[str, Any] = {
            "tour": tour_id,
            "paper_kind": spec.key,
            "version": DRAFT_VERSION if draft else issue.version,
            "files": hashes,
        }
        if stop:
            facts["stop"] = stop
        if issue.is_new:
            facts |= {"at": utc_text(issue.at or self._now()), "by": self._file.author}
            facts |= {"said": issue.said} if issue.said else {}
            facts |= {f"holds/{quote}": True for quote in quotes}
        return made, Edit(issue.record, "paper", facts, deleted=False)

    def record(self, edits: Sequence[Edit], made: Sequence[PaperMade]) -> None:
        """Write down what was made."""
        if edits:
            names = [
                f"{paper.name} {f'v{paper.version}' if paper.version else 'draft'}"
                for paper in made
                if paper.files
            ]
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            self._file.write(Action(f"Make {', '.join(names[:_NAMED])}{more}", tuple(edits)))

    # -- who holds what --------------------------------------------------------------------------

    def sent(self, tour_id: str, spec: PaperSpec, to: Sequence[str], stop: str = "") -> Changes:
        """Note to whom the last issue of a paper was sent.

        Raises
        ------
        InputError : nobody is named, or the paper was never issued.
        """
        names = list(dict.fromkeys(filter(None, map(one_line, to))))
        if not names:
            raise InputError("Nobody is named.", "Type one name a line.")
        issues = self.all(self.papers(tour_id), spec, stop)
        if not issues:
            raise InputError(
                f"{spec.name} was not issued yet.", "Write it first, then note who got it."
            )
        issue = issues[-1]
        has = {
            record["to"] for record in self._file.tables.where("sent", paper=issue.id)
        }  # the same copy to the same reader is one line of the log
        at = utc_text(self._now())
        edits = tuple(
            Edit(
                uuid.uuid4().hex,
                "sent",
                {"paper": issue.id, "to": name, "at": at, "by": self._file.author},
            )
            for name in names
            if name not in has
        )
        label = f"Note who holds {spec.name} v{issue['version']}"
        return self._file.write(Action(label, edits)) if edits else Changes("", label, {})

    def log(self, tour_id: str, spec: PaperSpec, stop: str = "") -> tuple[IssueRow, ...]:
        """Give the issues of a paper with those who got them, newest first."""
        where = self._file.tables.where
        return tuple(
            IssueRow(
                int(record["version"]),
                str(record["at"] or ""),
                tuple(sorted(str(sent["to"]) for sent in where("sent", paper=record.id))),
            )
            for record in reversed(self.all(self.papers(tour_id), spec, stop))
        )

    def holders(self, papers: Papers, spec: PaperSpec, issue: Issue, stop: str = "") -> list[str]:
        """Say who holds an older issue than this one, a sentence an issue, newest first.

        Who holds a newer issue too is not named again.
        """
        updated: set[str] = set()
        out = []
        for record in reversed(self.all(papers, spec, stop)):
            names = sorted(str(s["to"]) for s in self._file.tables.where("sent", paper=record.id))
            if record.id != issue.record:
                names = [name for name in names if name not in updated]
                if names and issue.version is not None:
                    out.append(_holders_text(names, int(record["version"])))
            updated |= set(names)
        return out


def stamped(cut_view: CutView, issue: Issue) -> CutView:
    """Give the cut view with number, stamp and change note of its issue."""
    return replace(cut_view, version=issue.version, made_at=issue.at, updates=issue.updates)


def _key(spec: PaperSpec, stop: str) -> str:
    return f"{spec.key}/{stop}" if stop else spec.key


def _updates(before: Record | None, says: Said) -> tuple[str, ...]:
    old = before["said"] if before is not None else None
    return changes(old, says) if isinstance(old, dict) else ()


def _holders_text(names: Sequence[str], version: int) -> str:
    shown = ", ".join(names[:_NAMED])
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    people = f"{count_text(len(names), 'reader')} {'hold' if len(names) > 1 else 'holds'}"
    return f"{people} version {version}: {shown}{more}. Tell them."


def _content(rendered: Rendered | RenderedFolder) -> tuple[bytes | Mapping[str, bytes], str]:
    """Give what is written, and its hash."""
    if isinstance(rendered, Rendered):
        return rendered.data, hashlib.sha256(rendered.data).hexdigest()
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in rendered.files.items()}
    return rendered.files, folder_hash(hashes)


def _files(record: Record | None) -> dict[str, str]:
    files = record["files"] if record is not None and not record.deleted else None
    return {str(k): str(v) for k, v in files.items()} if isinstance(files, dict) else {}


def _free_name(out: Outbox, name: str, digest: str, known: Collection[tuple[str, str]]) -> str:
    """Give the name, or the next free one where that file is another paper, or changed by hand."""
    stem, suffix = PurePath(name).stem, PurePath(name).suffix
    number, free = 1, name
    while True:
        there = out.sha256(free)
        is_own = there is None or there == digest or (free, there) in known
        if is_own and free.casefold() not in out.taken:
            return free
        number += 1
        free = f"{stem} ({number}){suffix}"
