"""How long a tour's records are kept, and a legal hold on a tour or on the whole file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tourplanner.core.changes import Action, Changes, Edit, Record
from tourplanner.core.clock import parse_date, utc_text
from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.model.ids import derived_id
from tourplanner.core.retention import Custody, Hold, Keeping, keeping, read_custody, read_rules
from tourplanner.core.safe_text import one_line
from tourplanner.store.file import OfficeFile

WHOLE_FILE = ""  # in place of a tour's id
MAX_CHARS = 500


@dataclass(frozen=True, slots=True)
class KeptState:
    """What is marked of a tour. ``file_hold`` : a hold on the whole file holds the tour too."""

    custody: Custody
    keeping: Keeping
    file_hold: Hold | None
    kinds: tuple[str, ...]  # of the retention schedule, by name

    @property
    def hold(self) -> Hold | None:
        """The hold that the tour is under: its own, else the file's."""
        return self.custody.hold or self.file_hold


class RetentionService:
    """Marks tours with how long they are kept, puts holds on and lifts them."""

    def __init__(self, file: OfficeFile) -> None:
        self._file = file

    def state(self, tour_id: str) -> KeptState:
        """Give what is marked of a tour; NotFoundError where there is none."""
        tour = self._tour(tour_id)
        tables = self._file.tables
        rules = read_rules(tables.all("retention"))
        custody = read_custody(tables.get("custody", custody_id(tour_id)))
        whole = read_custody(tables.get("custody", custody_id(WHOLE_FILE)))
        kinds = tuple(sorted({rule.what for rule in rules}, key=str.casefold))
        return KeptState(custody, keeping(custody, rules, last_day(tour)), whole.hold, kinds)

    def keep(self, tour_id: str, series: str = "", until: date | None = None) -> Changes:
        """Mark as which kind of record a tour is kept, or until when; nothing of both unmarks it.

        Raises
        ------
        InputError : the schedule has no such kind, or the day is before the tour's end.
        """
        tour, series = self._tour(tour_id), one_line(series)
        known = {kind.casefold(): kind for kind in self.state(tour_id).kinds}
        if series and series.casefold() not in known:
            kinds = ", ".join(known.values())
            hint = f"It has: {kinds}." if kinds else "Add a line with years, source and day first."
            raise InputError(f"The retention schedule has no “{series}”.", hint)
        last = last_day(tour)
        if until is not None and last is not None and until < last:
            raise InputError("The tour ends after that day.", "Type a later day.")
        facts = {
            "series": known[series.casefold()] if series else None,
            "until": until.isoformat() if until else None,
        }
        return self._write(tour_id, facts, "Mark how long records are kept")

    def hold(self, tour_id: str, reason: str) -> Changes:
        """Put a tour, or the whole file (an empty id), under a legal hold.

        Raises
        ------
        InputError : no reason is given, or it is under one already.
        """
        words = _words(reason, "Why is it held?")
        if self._custody(tour_id).hold is not None:
            raise InputError("It is on hold already.", "Lift that hold first.")
        held = {"reason": words, "by": self._file.author, "at": utc_text(self._file.now())}
        return self._write(tour_id, {"hold": held, "lifted": None}, "Put on legal hold")

    def lift(self, tour_id: str, reason: str) -> Changes:
        """Lift the hold of a tour, or of the whole file (an empty id); the history keeps it.

        Raises
        ------
        InputError : no reason is given, or there is no hold of its own.
        """
        words = _words(reason, "Why is the hold lifted?")
        if self._custody(tour_id).hold is None:
            raise InputError("There is no hold to lift here.", "Look whether the file has one.")
        return self._write(tour_id, {"hold": None, "lifted": words}, "Lift the legal hold")

    def _custody(self, tour_id: str) -> Custody:
        if tour_id != WHOLE_FILE:
            self._tour(tour_id)
        return read_custody(self._file.tables.get("custody", custody_id(tour_id)))

    def _tour(self, tour_id: str) -> Record:
        tour = self._file.tables.there("tour", tour_id)
        if tour is None:
            raise NotFoundError("This file has no such tour.", "List the tours to see their names.")
        return tour

    def _write(self, tour_id: str, facts: dict[str, Any], label: str) -> Changes:
        facts = {"tour": tour_id, **facts} if tour_id != WHOLE_FILE else facts
        edit = Edit(custody_id(tour_id), "custody", facts)
        return self._file.write(Action(label, (edit,)))


def custody_id(tour_id: str) -> str:
    """Give the id of what is marked of a tour, or of the whole file: one on every laptop."""
    return derived_id("custody", tour_id or "file")


def last_day(tour: Record) -> date | None:
    """Give the last day of a tour; None where its first is not known."""
    if not tour["start_date"]:
        return None
    return parse_date(str(tour["start_date"])) + timedelta(days=max(0, int(tour["days"] or 1) - 1))


def _words(reason: str, question: str) -> str:
    words = one_line(reason)
    if not words:
        raise InputError(question, "Type the reason: a request, a case, a letter and its date.")
    if len(words) > MAX_CHARS:
        raise InputError(f"{len(words):,} characters; {MAX_CHARS} fit.", "Make it shorter.")
    return words
