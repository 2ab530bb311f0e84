"""The rows of somebody's list and what each of them means, until a person adds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from tourplanner.core.geo import LatLon
from tourplanner.core.model.site import SchoolRow


class RowState(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    HERE = "here"  # a candidate already
    ASKS = "asks"  # a person must say which site is meant
    REPEAT = "repeat"  # an earlier row means the same
    REFUSED = "refused"  # it cannot be read without loss; kept for repair
    OUT = "out"  # a person leaves it out


class Result(StrEnum):
    """What is shown of a row: its state, and for a new site what to know at once."""

    NEW = "New"
    INCOMPLETE = "Incomplete"
    CLOSED = "Closed"
    HERE = "Here"
    ASKS = "Which one?"
    REPEAT = "Repeat"
    REFUSED = "Refused"
    OUT = "Left out"


SWAPPED, UNSIGNED = "swapped", "unsigned"  # what odd coordinates may be, where that can be told


@dataclass(frozen=True, slots=True)
class Choice:
    """A site that a row may mean.

    ``key`` tells it from the others of the row; ``site`` is the id of a candidate, ``school`` its
    row in a directory; a candidate kept by hand has no row.
    """

    key: str
    words: str
    about: str
    school: SchoolRow | None = None
    site: str = ""


@dataclass(frozen=True, slots=True)
class CodeLink:
    """A school's code where no directory here has it: source and key, as a directory would."""

    source: str
    key: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list.

    ``facts`` are what its cells say, read and cleaned; ``notes`` tell what was put right, left out
    or does not agree. ``offered`` is what odd coordinates may have meant: it is taken only where
    ``takes_offer``. ``site`` is the id of the candidate that it is already.
    """

    number: int
    cells: tuple[str, ...]
    state: RowState
    reason: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    point: LatLon | None = None
    offered: LatLon | None = None
    offer: str = ""  # SWAPPED or UNSIGNED: a group that one answer repairs
    takes_offer: bool = False
    closed: str = ""  # Closed, Merged: as the list itself says
    code: CodeLink | None = None
    school: SchoolRow | None = None
    site: str = ""
    choices: tuple[Choice, ...] = ()
    total: int = 0
    repeats: int | None = None
    is_answered: bool = False

    @property
    def comes_in(self) -> bool:
        """Whether it will be a site, or adds to one."""
        return self.state in (RowState.NEW, RowState.HERE)

    @property
    def is_closed(self) -> bool:
        """Whether the directory, or the list itself, says that it no longer runs."""
        return bool(self.closed) or (self.school is not None and self.school.is_closed)

    @property
    def result(self) -> Result:
        """What is shown of it."""
        if self.state is RowState.NEW and self.is_closed:
            return Result.CLOSED
        if self.state is RowState.NEW and self.lacks:
            return Result.INCOMPLETE
        return _RESULTS[self.state]

    @property
    def name(self) -> str:
        """The name of the site."""
        return self.facts.get("name") or (self.school.name if self.school else "")

    @property
    def where(self) -> str:
        """Town and district of the site, as the list or else the directory has them."""
        if self.school is not None:
            return self.school.where
        return ", ".join(part for f in ("city", "district") if (part := self.facts.get(f, "")))

    @property
    def remark(self) -> str:
        """All there is to say of it, in sentences."""
        parts = [self.reason] if self.reason else []
        if self.school is not None and self.school.is_closed:
            since = f" since {self.school.closed}" if self.school.closed else ""
            parts.append(f"The directory says {self.school.status.casefold()}{since}.")
        if self.lacks:
            parts.append(f"No {', no '.join(self.lacks)}.")
        if self.takes_offer and self.offered is not None:
            at = self.offered
            parts.append(f"The point is read as {at.lat:.5f}, {at.lon:.5f}.")
        return " ".join((*parts, *self.notes))

    @property
    def spoken(self) -> str:
        """The row as a sentence."""
        return f"Row {self.number}, {self.name or 'no name'}, {self.result}: {self.remark}"

    def take_offer(self, *, takes: bool) -> ListRow:
        """Take the coordinates that may have been meant, or none."""
        return replace(self, takes_offer=takes and self.offered is not None)

    def leave_out(self) -> ListRow:
        """Leave it out; a refused row stays refused."""
        if self.state is RowState.REFUSED:
            return self
        return replace(self, state=RowState.OUT, is_answered=True)


_RESULTS = {
    RowState.NEW: Result.NEW,
    RowState.HERE: Result.HERE,
    RowState.ASKS: Result.ASKS,
    RowState.REPEAT: Result.REPEAT,
    RowState.REFUSED: Result.REFUSED,
    RowState.OUT: Result.OUT,
}


def count_results(rows: Iterable[ListRow]) -> dict[Result, int]:
    """Count the rows by result, in the order in which results are listed."""
    counts = Counter(row.result for row in rows)
    return {result: counts[result] for result in Result if counts[result]}


def count_new(rows: Iterable[ListRow]) -> int:
    """Count the sites that the rows will make; rows that mean the same site make one."""
    new = [row for row in rows if row.state is RowState.NEW]
    keys = {row.school.key if row.school else f"row {row.number}" for row in new}
    return len(keys)


def offers(rows: Iterable[ListRow]) -> dict[str, int]:
    """Count the rows whose coordinates may have meant something else, by what is odd."""
    counts = Counter(
        row.offer for row in rows if row.offered is not None and row.state is not RowState.REFUSED
    )
    return dict(sorted(counts.items()))


def to_repair(rows: Sequence[ListRow]) -> list[ListRow]:
    """Give the rows that will not come in and that somebody may repair."""
    return [row for row in rows if row.state in (RowState.REFUSED, RowState.ASKS)]
