"""Which candidates are chosen, what each would show, and what the chosen ones still lack.

A measure is one thing that a set of sites is looked at by, such as grades: its columns are all that
a set may cover, its entries what each site covers. What nobody says is unknown, never a no.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tourplanner.core.model.pivot import Cell, Pivot, PivotColumn, make_pivot
from tourplanner.core.model.site import SiteView
from tourplanner.core.units import count_text

PRACTICES, REGION, COUNTY, GRADES = "practices", "region", "county", "grades"
SETTING, MEALS, NEEDS, SCHOOL_DISTRICT = "setting", "meals", "needs", "school-district"
#: What stands side by side in the first look; the others have too many columns for it.
TOGETHER = (PRACTICES, GRADES, SETTING, MEALS, REGION)
EVERYTHING = "everything"
#: The ladder as a shortlist has it: who said yes first.
STEPS = ("visited", "yes", "asked", "idea", "dropped")
_NAMED = 3  # names that stand in a sentence where nobody asked for all


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a site under a column: in the words of its source.

    ``short`` is what stands in the cell. ``kind`` and ``record`` lead back to a note or card.
    """

    site: str
    words: str
    short: str = "yes"
    source: str = ""
    kind: str = "site"
    record: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that sites are looked at by.

    Attributes
    ----------
    columns : all that a set may cover, in order. entries : site, column and what is known.
    unknown : sites of which nobody says anything under it.
    lack : how a column without a site is told, ``{}`` for its name; empty where none is missed.
    alone : how a column is told that is the only one without a site, where not by ``lack``.
    many : what its columns are called together.
    """

    code: str
    title: str
    columns: tuple[PivotColumn, ...]
    entries: tuple[tuple[str, str, Known], ...]
    unknown: frozenset[str] = frozenset()
    lack: str = ""
    many: str = ""
    alone: Mapping[str, str] = field(default_factory=dict)

    def covered(self, sites: Iterable[str]) -> set[str]:
        """Give the columns that some sites cover."""
        among = set(sites)
        return {column for site, column, _ in self.entries if site in among}


@dataclass(frozen=True, slots=True)
class Pick:
    """A candidate, with the reason where it is not chosen."""

    view: SiteView
    wish: str
    number: str  # day.stop in the plan, else empty
    is_chosen: bool
    why_not: str

    @property
    def id(self) -> str:
        """The site's id."""
        return str(self.view.id)

    @property
    def day(self) -> int:
        """The day of its stop, from 0; -1 where it has none."""
        return int(self.number.partition(".")[0]) - 1 if self.number else -1

    @property
    def label(self) -> str:
        """The name, after the number of its stop."""
        return f"{self.number} {self.view.name}".strip()


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that no site of a set covers.

    ``names`` are the columns' labels; ``fills`` names candidates outside the set that would do.
    """

    measure: str
    words: str
    names: tuple[str, ...] = ()
    fills: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Tell it with all names, and who would fill it."""
        listed = f": {_every_name(self.names)}" if len(self.names) > 1 else ""
        fills = f" Candidates that would fill it: {', '.join(self.fills)}." if self.fills else ""
        return f"{self.words}{listed}.{fills}"


@dataclass(frozen=True, slots=True)
class Selection:
    """All candidates of an office as a tour chooses among them, and by what they are compared."""

    picks: tuple[Pick, ...]
    measures: tuple[Measure, ...]
    tour: str = ""  # the tour's name; empty where none was asked for

    @property
    def chosen(self) -> tuple[Pick, ...]:
        """The chosen ones: marked for the tour, not dropped, not left out of its plan."""
        return tuple(pick for pick in self.picks if pick.is_chosen)

    @property
    def compared(self) -> tuple[Pick, ...]:
        """The chosen ones; while none is, all that are not dropped."""
        return self.chosen or self.in_the_running

    @property
    def in_the_running(self) -> tuple[Pick, ...]:
        """All that are not dropped."""
        return tuple(pick for pick in self.picks if pick.view.ladder != "dropped")

    @property
    def by_step(self) -> tuple[Pick, ...]:
        """All of them, those that are farthest along first and the dropped ones last."""
        return tuple(sorted(self.picks, key=lambda pick: STEPS.index(pick.view.ladder)))

    @property
    def set_words(self) -> str:
        """Say which sites are compared."""
        if self.chosen:
            return f"{count_text(len(self.chosen), 'site')} chosen for {self.tour or 'a tour'}"
        return f"{count_text(len(self.compared), 'candidate')}; none is chosen yet"

    def measure(self, code: str) -> Measure | None:
        """Give a measure by its code."""
        return next((each for each in self.measures if each.code == code), None)

    def matrix(self, by: str = EVERYTHING, *, everybody: bool = False) -> Pivot[Known]:
        """Give sites by the columns of one measure, or of those that fit side by side.

        Columns of a wide measure without any candidate are left out; ``lacks`` names them.

        Parameters
        ----------
        everybody : all candidates in place of the chosen ones.
        """
        picks = self.picks if everybody else self.compared
        wanted = [
            m for m in self.measures if m.code == by or (by == EVERYTHING and m.code in TOGETHER)
        ]
        columns: list[PivotColumn] = []
        found: list[tuple[str, str, Known]] = []
        unknown: dict[str, frozenset[str]] = {}
        for each in wanted:
            covered = {column for _, column, _ in each.entries}
            for column in each.columns:
                code = f"{each.code}/{column.code}"
                if each.code in TOGETHER or column.code in covered:
                    is_short = each.code in (GRADES, MEALS) and len(wanted) > 1
                    label = f"{each.title} {column.label}" if is_short else column.label
                    columns.append(PivotColumn(code, label, each.title))
                    unknown[code] = each.unknown
            found += [(site, f"{each.code}/{at}", known) for site, at, known in each.entries]

        def cell(site: str, code: str, known: tuple[Known, ...]) -> Cell[Known]:
            if not known:
                return _UNKNOWN if site in unknown[code] else _NO
            return _needs_cell(known) if code.startswith(f"{NEEDS}/") else _cell(known)

        rows = [(pick.id, pick.label) for pick in picks]
        made = make_pivot(rows, columns, found, cell, "site")
        return replace(made, numbers=tuple(pick.number for pick in picks))

    def would_fill(self, column: str) -> tuple[Known, ...]:
        """Give what candidates outside the set would bring under a column of the matrix."""
        code, _, name = column.partition("/")
        measure, inside = self.measure(code), {pick.id for pick in self.compared}
        return tuple(
            known
            for site, at, known in (measure.entries if measure else ())
            if at == name and site not in inside
        )

    def lacks(self, *, everybody: bool = False) -> tuple[Lack, ...]:
        """Say what the set still lacks, measure by measure; what is unknown is told as that.

        Parameters
        ----------
        everybody : of all that are not dropped, in place of the chosen ones.
        """
        sites = {pick.id for pick in (self.in_the_running if everybody else self.compared)}
        if not sites:
            return ()
        outside = {pick.id: pick for pick in self.in_the_running if pick.id not in sites}
        made: list[Lack] = []
        for each in self.measures:
            if not each.lack or not each.columns:
                continue
            if sites <= each.unknown:
                made.append(Lack(each.code, f"{each.title}: not known of any of them"))
                continue
            covered = each.covered(sites)
            missed = [column for column in each.columns if column.code not in covered]
            codes = {column.code for column in missed}
            fills = dict.fromkeys(
                outside[site].view.name
                for site, column, _ in each.entries
                if column in codes and site in outside
            )
            made += _lacks(each, missed, tuple(fills))
        return tuple(made)


def _lacks(each: Measure, missed: Sequence[PivotColumn], fills: tuple[str, ...]) -> list[Lack]:
    names = tuple(column.label for column in missed)
    if not names:
        return []
    if len(names) <= _NAMED:
        told = _listed(names)
    else:
        told = f"{len(names)} of {len(each.columns)} {each.many}"
    words = each.alone.get(told) or each.lack.format(told)
    return [Lack(each.code, words, names, fills)]


def _every_name(names: Sequence[str]) -> str:
    """Write all names; districts that are numbers as 1–17, 19: their kind stands before them."""
    kinds, _, numbers = zip(*(name.rpartition(" ") for name in names), strict=True)
    if len(set(kinds)) > 1 or not all(number.isdecimal() for number in numbers):
        return ", ".join(names)
    told: list[list[str]] = []
    for number in sorted(numbers, key=int):
        if told and int(number) == int(told[-1][-1]) + 1:
            told[-1][1:] = [number]
        else:
            told.append([number])
    return ", ".join("–".join(run) for run in told)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


_NO: Cell[Known] = Cell((), "no", "no")
_UNKNOWN: Cell[Known] = Cell((), "unknown", "unknown")


def _cell(known: tuple[Known, ...]) -> Cell[Known]:
    if len(known) > 1:
        return Cell(known, str(len(known)), f"{len(known)} times", 1)
    return Cell(known, known[0].short, known[0].words, 1)


def _needs_cell(known: tuple[Known, ...]) -> Cell[Known]:
    """Hold a need against the services: a gap, met, doubled, or a service without a need."""
    needs = [each for each in known if each.kind == "need"]
    services = [each for each in known if each.kind == "service"]
    if not services:
        words = "gap"
    elif len(services) > 1:
        words = f"{len(services)} services"
    else:
        words = "met" if needs else "service"
    return Cell(known, words, words, 1, warns=not services)
