"""The export for a records request: what a tour's records say, with history and what was left out.

It stands apart from every paper: it is cut by core.records alone, and no paper reads it.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from tourplanner.core.changes import Action, Change, Edit, Record
from tourplanner.core.clock import utc_text
from tourplanner.core.errors import InputError, PlanningError
from tourplanner.core.fields import KINDS, Level
from tourplanner.core.papers.photos import PRESS_PHOTOS
from tourplanner.core.papers.records import RecordsPaper, SentRow, readable, tables
from tourplanner.core.papers.specs import SPECS, PaperFormat
from tourplanner.core.ports import PaperFolder, PaperWriter, Progress
from tourplanner.core.records import (
    ChangeOut,
    Cut,
    LeftOut,
    RecordOut,
    named_by,
    owned,
    taken_back,
    telling_texts,
    titles_of,
)
from tourplanner.core.safe_text import one_line
from tourplanner.core.units import count_text
from tourplanner.services.office import profile_values
from tourplanner.services.plan import PlanService
from tourplanner.services.retention import (
    WHOLE_FILE,
    KeptState,
    RetentionService,
    custody_id,
)
from tourplanner.services.sketches import WALK_THROUGH
from tourplanner.store.file import OfficeFile
from tourplanner.store.texts import BadText, text_now

EXPORT = "records-export"  # the kind under which it stands among the issued papers
HASHES = "sha256.txt"
_OTHERS = {
    EXPORT: "Records export",
    PRESS_PHOTOS.key: PRESS_PHOTOS.name,
    WALK_THROUGH: "Walk-through",
}
_NOT_NAMED = "a reader who is not named here"


@dataclass(frozen=True, slots=True)
class RecordsMade:
    """What was written, and what was left out of it."""

    folder: Path
    files: tuple[str, ...]
    records: int
    changes: int
    left_out: tuple[LeftOut, ...]

    @property
    def sentence(self) -> str:
        """What came of it, in one sentence."""
        out = sum(one.count for one in self.left_out)
        left = f"{count_text(out, 'thing')} left out" if out else "nothing left out"
        records = count_text(self.records, "record")
        return f"{records} and {count_text(self.changes, 'change')} written, {left}."


class RecordsService:
    """Writes exports for records requests."""

    def __init__(
        self,
        file: OfficeFile,
        plan: PlanService,
        retention: RetentionService,
        writers: Mapping[PaperFormat, PaperWriter],
        folder: Callable[[Path], PaperFolder],
    ) -> None:
        self._file = file
        self._plan = plan
        self._retention = retention
        self._writers = writers
        self._folder = folder

    def export(
        self,
        tour_id: str,
        out: Path,
        *,
        days: Sequence[int] = (),
        private_why: str = "",
        progress: Progress | None = None,
    ) -> RecordsMade:
        """Write a folder with all that the file holds of a tour: to read, as tables, as JSON.

        The export is written down among the issued papers, with the reason where there is one.

        Parameters
        ----------
        out : a new folder. days : from 0; none = the whole tour, stops in no day of the plan too.
        private_why : why facts for named people only go out too; empty = they are left out.

        Raises
        ------
        InputError : the folder holds files or has no name, or the tour has no such day.
        NotFoundError : no such tour. PlanningError : days are asked for and nothing is planned.
        Cancelled : nothing is written.
        """
        state = self._retention.state(tour_id)
        if not out.name:  # such as the folder that a terminal is in
            raise InputError("The export needs a folder of its own.", "Name a new one.")
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise InputError(
                f"The folder {out.name} is not empty.", "Choose a new one, so that none is mixed."
            )
        with self._file.tables.snapshot():
            found, beside = self._gathered(tour_id, days)
            history = self._history(found, progress)
        private = bool(one_line(private_why))
        cut = Cut(
            private=private,
            own_private=self._own_private(),
            telling=() if private else _telling(found.values(), history),
        )
        records = [cut.record(record) for record in found.values()]
        titles = titles_of(records)
        records = [replace(record, title=titles[record.id]) for record in records]
        changes = [self._change(cut, change, texts, titles) for change, texts in history]
        cut.not_asked(beside.values())
        head = self._head(found[tour_id], days, state, one_line(private_why))
        told = tuple((label, str(cut.told(words))) for label, words in head)
        paper = RecordsPaper(
            titles[tour_id],
            profile_values(self._file).get("member_name", ""),
            told,
            records,
            changes,
            tuple(_sent(found, records)),
            titles,
            cut.left_out(),
        )
        if progress is not None:
            progress(len(history), len(history), "Writing the folder")
        files = self._files(paper)
        self._folder(out.parent).write(out.name, files)
        self._note(tour_id, files, one_line(private_why))
        return RecordsMade(out, tuple(files), len(records), len(changes), cut.left_out())

    # -- gathering -----------------------------------------------------------------------------

    def _gathered(
        self, tour_id: str, days: Sequence[int]
    ) -> tuple[dict[str, Record], dict[str, Record]]:
        """Give the records of a tour with those they name, and those that nobody asked for."""
        found, beside = owned(_every(self._file), tour_id, self._other_stops(tour_id, days))
        whole = self._file.tables.get("custody", custody_id(WHOLE_FILE))
        if whole is not None:
            found[whole.id] = whole
        for kind, id_ in sorted(named_by(found.values())):
            record = self._file.tables.get(kind, id_)
            if record is not None:
                found[id_] = record
        return found, beside

    def _other_stops(self, tour_id: str, days: Sequence[int]) -> set[str]:
        """Give the stops of the tour that are in none of the days; none where all are wanted."""
        if not days:
            return set()
        try:
            plan = self._plan.current(tour_id).plan
        except PlanningError as error:
            raise PlanningError(error.text, "Ask for the whole tour, or plan it first.") from error
        if wrong := [day for day in days if not 0 <= day < len(plan.days)]:
            raise InputError(
                f"The tour has no day {wrong[0] + 1}.", f"It has {len(plan.days)} of them."
            )
        wanted = {str(stop.id) for day in days for stop in plan.days[day].stops}
        every = _of_kind(self._file, "stop")
        return {stop.id for stop in every if stop["tour"] == tour_id} - wanted

    def _history(
        self, found: Mapping[str, Record], progress: Progress | None
    ) -> list[tuple[Change, dict[str, str]]]:
        """Give every change of the records with the long texts as it left them, oldest first."""
        out: list[tuple[Change, dict[str, str]]] = []
        for n, record in enumerate(found.values()):
            if progress is not None and n % 50 == 0:
                progress(n, len(found), "Reading the history")
            changes = [c for c in self._file.log.of_record(record.id) if c.kind == record.kind]
            seen: dict[str, Change] = {}
            for k, change in enumerate(changes):
                seen[change.key] = change
                later = changes[k + 1] if k + 1 < len(changes) else None
                texts = {
                    name: _text(seen, name)
                    for name in sorted(change.text)
                    # What was typed in one go is one text: its last change has it.
                    if later is None or later.action != change.action or name not in later.text
                }
                out.append((change, texts))
        out.sort(key=lambda pair: (pair[0].at, pair[0].lam, pair[0].key))
        return out

    def _own_private(self) -> frozenset[str]:
        fields = _of_kind(self._file, "own_field")
        return frozenset(f.id for f in fields if f["level"] == Level.RESTRICTED)

    def _change(
        self, cut: Cut, change: Change, texts: Mapping[str, str], titles: Mapping[str, str]
    ) -> ChangeOut:
        values: dict[str, Any] = {name: write.value for name, write in change.set.items()}
        return ChangeOut(
            change.key,
            change.at,
            one_line(change.author),
            str(cut.told(one_line(change.label))),
            titles.get(change.record, change.record),
            change.record,
            change.kind,
            cut.facts(change.kind, values | dict(texts)),
            change.undoes or "",
        )

    # -- writing -------------------------------------------------------------------------------

    def _head(
        self, tour: Record, days: Sequence[int], state: KeptState, private_why: str
    ) -> tuple[tuple[str, str], ...]:
        return (
            ("Tour", one_line(str(tour["name"] or ""))),
            ("Days", _days_text(days, int(tour["days"] or 0))),
            ("Made", f"{_moment(utc_text(self._file.now()))} by {self._file.author}"),
            ("Retention", state.keeping.text(self._file.now().date())),
            ("Legal hold", state.hold.text if state.hold else "None"),
            ("Private facts", f"In it: {private_why}" if private_why else "Left out"),
        )

    def _files(self, paper: RecordsPaper) -> dict[str, bytes]:
        page, table = self._writers[PaperFormat.HTML], self._writers[PaperFormat.CSV]
        files = {"records.html": page.render(readable(paper)).data}
        for stem, one in tables(paper).items():
            files[f"{stem}.csv"] = table.render(one).data
        files["records.json"] = _json(paper)
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items()))
        return {**files, HASHES: listed.encode("utf-8")}

    def _note(self, tour_id: str, files: Mapping[str, bytes], why: str) -> None:
        """Write down that it was made, so that the next export tells of this one."""
        before = self._file.tables.where("paper", tour=tour_id, paper_kind=EXPORT)
        version = max((int(paper["version"] or 0) for paper in before), default=0) + 1
        facts = {
            "tour": tour_id,
            "paper_kind": EXPORT,
            "version": version,
            "at": utc_text(self._file.now()),
            "by": self._file.author,
            "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
            "private_why": why or None,
        }
        edit = Edit(uuid.uuid4().hex, "paper", facts)
        self._file.write(Action(f"Export records v{version}", (edit,)))


def _every(file: OfficeFile) -> Iterator[Record]:
    for kind in KINDS:
        if kind not in ("site", "place", "leg", "roster_member"):  # thousands, and of no one tour
            yield from _of_kind(file, kind)


def _of_kind(file: OfficeFile, kind: str) -> list[Record]:
    return [*file.tables.all(kind), *file.tables.deleted(kind)]


def _text(seen: Mapping[str, Change], name: str) -> str:
    try:
        return text_now(seen, name)
    except BadText:
        return "(cannot be read)"


def _telling(
    records: Iterable[Record], history: Iterable[tuple[Change, Mapping[str, str]]]
) -> set[str]:
    """Give what may stand in no text, as it is and as it ever was."""
    found: set[str] = set()
    every = list(records)
    back = {r.id for r in every if r.kind == "quote" and r["state"] == "withdrawn"}
    for record in every:
        found.update(telling_texts(record.kind, record.values))
        held = record.members.get("held", {})
        found.update(telling_texts(record.kind, {f"held/{k}": v for k, v in held.items()}))
        if record.id in back:
            found.update(taken_back(record.values))
    for change, texts in history:
        values = {name: write.value for name, write in change.set.items()}
        found.update(telling_texts(change.kind, values))
        if change.record in back:
            found.update(taken_back({**values, **texts}))
    return found


def _sent(found: Mapping[str, Record], records: Sequence[RecordOut]) -> Iterator[SentRow]:
    """Give the issued papers with those who got them, as far as they may be named."""
    named = {r.id: next((str(f.value) for f in r.facts if f.name == "to"), "") for r in records}
    papers = [record for record in found.values() if record.kind == "paper"]
    for paper in sorted(papers, key=lambda r: (str(r["at"] or ""), r.id)):
        to = [r for r in found.values() if r.kind == "sent" and r["paper"] == paper.id]
        spec = SPECS.get(str(paper["paper_kind"]))
        yield SentRow(
            spec.name if spec else _OTHERS.get(str(paper["paper_kind"]), "A paper"),
            f"v{paper['version']}" if paper["version"] else "draft",
            f"{_moment(paper['at'])} by {paper['by'] or 'nobody named'}",
            tuple(f"{named[one.id] or _NOT_NAMED}, {_moment(one['at'])}" for one in to),
        )


def _moment(at: object) -> str:
    """Give a moment as the log writes it, to the second."""
    return f"{str(at)[:19].replace('T', ' ')} UTC" if at else "not known when"


def _days_text(days: Sequence[int], of: int) -> str:
    if not days:
        return f"All {of}, and stops in none of them"
    return f"{', '.join(str(day + 1) for day in days)} of {of}"


def _json(paper: RecordsPaper) -> bytes:
    def record(one: RecordOut) -> dict[str, Any]:
        return {**asdict(one), "facts": {f.name: f.value for f in one.facts}}

    def change(one: ChangeOut) -> dict[str, Any]:
        return {**asdict(one), "facts": {f.name: f.value for f in one.facts}}

    whole = {
        "about": dict(paper.head),
        "records": [record(one) for one in paper.records],
        "changes": [change(one) for one in paper.changes],
        "papers_sent": [asdict(one) for one in paper.sent],
        "left_out": [asdict(one) for one in paper.left_out],
    }
    return json.dumps(whole, indent=1, ensure_ascii=False, default=str).encode("utf-8", "replace")
