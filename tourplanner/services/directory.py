"""School directories: import one, search it, choose from it, match lists against it."""

from __future__ import annotations

import re
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path

from rapidfuzz import fuzz, process

from tourplanner.core.errors import InputError, NotFoundError
from tourplanner.core.geo import LatLon
from tourplanner.core.model.codes import with_zero
from tourplanner.core.model.edition import (
    DirectoryHint,
    EditionInfo,
    Imported,
    ImportReport,
    missing_directory,
)
from tourplanner.core.model.judging.verdict import Possible
from tourplanner.core.model.matching import SchoolIndex, entry_of
from tourplanner.core.model.site import NCES, STATE, Excluded, SchoolDot, SchoolRow, excluded_reason
from tourplanner.core.model.states import Regions, States
from tourplanner.core.ports import Clock, DirectoryReader, Progress
from tourplanner.core.where import Where, parse_where
from tourplanner.services.edition_before import whole_codes, with_the_rest, with_zeros
from tourplanner.services.school_search import RANKED, Found, Hit, Met, search
from tourplanner.services.school_values import row_values, why_not_by_grade
from tourplanner.store.edition import Edition
from tourplanner.store.editions import EditionFolder

_DATE = re.compile(r"(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?)?")
MIN_LIKENESS = 80  # of 100; a misspelling shares about four of five letters


@dataclass(frozen=True, slots=True)
class Shipped:
    """The directory that comes with the program: its table, what is said of it, its state."""

    table: Path
    about: Path
    state: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Schools that a choice takes, and those left out with the reason."""

    rows: tuple[SchoolRow, ...]
    left_out: tuple[Excluded, ...] = ()

    def reasons(self) -> dict[str, int]:
        """Count the schools left out by reason."""
        counts: dict[str, int] = {}
        for one in self.left_out:
            counts[one.reason] = counts.get(one.reason, 0) + 1
        return dict(sorted(counts.items()))


# The last index, of all files and threads: an edition is named by what is in it, so it never
# changes.
_indexes: dict[tuple[str, ...], SchoolIndex] = {}
_index_guard = threading.Lock()
# What was looked for last, the newest at the end: a letter taken back, a word typed again.
_found: dict[tuple[object, ...], Found] = {}
_found_guard = threading.Lock()
_MOST_FOUND = 32


@dataclass(frozen=True)
class _Loaded:
    """The current editions with what is kept of them in memory."""

    ids: tuple[str, ...]
    editions: tuple[Edition, ...]

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """Every word of all editions, sorted, for reading misspellings."""
        return tuple(sorted({term for edition in self.editions for term in edition.terms()}))

    def begins(self, text: str) -> bool:
        """Whether a text begins a word of an edition."""
        at = bisect_left(self.terms, text)
        return at < len(self.terms) and self.terms[at].startswith(text)


def _nothing_near(word: str) -> Sequence[str]:
    return ()


class DirectoryService:
    """The school directories of an office."""

    def __init__(
        self,
        editions: EditionFolder,
        reader: DirectoryReader,
        states: States,
        regions: Callable[[str], Regions],
        clock: Clock,
        home_state: Callable[[], str],
        shipped: Shipped | None = None,
    ) -> None:
        """Take what it works with.

        Parameters
        ----------
        editions : the folder beside the office file.
        regions : gives the regions of a state, empty where it has none.
        home_state : gives the office's state, two letters or empty.
        shipped : the directory that comes with the program, if any.
        """
        self._editions = editions
        self._reader = reader
        self.states = states
        self._regions = regions
        self._clock = clock
        self._home_state = home_state
        self._shipped = shipped
        self._guard = threading.RLock()
        self._loaded: _Loaded | None = None
        self._near = lru_cache(maxsize=4096)(self._find_near)

    # -- editions ------------------------------------------------------------------------------

    def import_edition(
        self, path: str | Path, progress: Progress | None = None, *, date: str = ""
    ) -> Imported:
        """Import a directory file as a new edition; nobody waits for it.

        Parameters
        ----------
        date : of the directory, such as 2018-06; empty = as its rows tell.

        Raises
        ------
        InputError : the file is no school directory, or is damaged. StoreError : no room, no right.
        """
        home = self._home_state().upper()
        reading = self._reader.read(str(path), progress, home_state=home)
        if date:
            if not _DATE.fullmatch(date):
                raise InputError(
                    f"“{date}” is no date of a directory.", "Write it as 2018-06 or 2018-06-15."
                )
            reading = replace(reading, date=date)
        if reading.kind == STATE and (whole := whole_codes(self._schools())):
            reading = replace(reading, blocks=with_zeros(reading.blocks, whole))
        if reading.kind == NCES and self.current():
            fields = set(reading.columns.values())
            blocks = with_the_rest(reading.blocks, fields, self._look_up)
            reading = replace(reading, blocks=blocks)
        return self._editions.write(reading, self._clock().isoformat(), progress)

    def load_shipped(self, progress: Progress | None = None) -> Imported:
        """Import the directory that comes with the program, by the same road as any other.

        Raises
        ------
        NotFoundError : the program came without one.
        """
        if self._shipped is None:
            raise NotFoundError(
                "The program came without a school directory.", self._missing("").hint
            )
        table, about = str(self._shipped.table), str(self._shipped.about)
        reading = self._reader.read_shipped(table, about, progress)
        return self._editions.write(reading, self._clock().isoformat(), progress)

    def load_shipped_for(self, state: str) -> Imported | None:
        """Import the shipped directory where it is a state's and none of that state is at hand.

        Parameters
        ----------
        state : two letters; empty = the office did not say, so that any directory serves.
        """
        if self._shipped is None or state not in ("", self._shipped.state):
            return None
        return None if self.hint(self._shipped.state) is None else self.load_shipped()

    def editions(self) -> list[EditionInfo]:
        """Give every edition at hand, newest first."""
        return self._editions.infos()

    def current(self) -> list[EditionInfo]:
        """Give the editions that search reads: the newest of each kind and state."""
        return self._editions.current()

    def report(self, edition: str) -> ImportReport:
        """Give what came of an import, with every refused line."""
        return self._editions.open(edition).report()

    def hint(self, state: str = "") -> DirectoryHint | None:
        """Say which public file to fetch where a state has no directory; None where it has one.

        Parameters
        ----------
        state : two letters; empty = the office's own.
        """
        wanted = state.upper() or self._home_state().upper()
        current = self.current()
        if any(not wanted or wanted in info.states or "US" in info.states for info in current):
            return None
        return self._missing(wanted)

    def _missing(self, state: str) -> DirectoryHint:
        known = self.states.by_code.get(state)
        return missing_directory(state, known.name if known else "")

    # -- reading -------------------------------------------------------------------------------

    def find(self, text: str, limit: int = 20) -> Found:
        """Find schools for what was typed: name, district, town, street, ZIP or code, in any order.

        Where the text is the whole name of schools, exactly these are given, and names that hold
        it stand apart. Nothing is chosen. Where the home state has no directory, no word is read as
        one of another state's: "Reno" is no misspelled "Fresno" in Nevada.
        """
        loaded = self._load()
        is_home = self.hint() is None
        asked = (loaded.ids, is_home, limit, text)
        return _recent(asked, lambda: self._find(text, limit, loaded, is_home=is_home))

    def _find(self, text: str, limit: int, loaded: _Loaded, *, is_home: bool) -> Found:
        near = self._near if is_home else _nothing_near
        found = search(loaded.editions, text, limit + RANKED, near, loaded.begins)
        hits, similar = self._latest(found.hits, loaded), self._latest(found.similar, loaded)
        gone = len(found.hits) - len(hits)
        return replace(found, hits=hits[:limit], similar=similar[:limit], total=found.total - gone)

    def _latest(self, hits: Sequence[Hit], loaded: _Loaded) -> tuple[Hit, ...]:
        """Leave out hits from an edition before another that has the same school."""
        kept = list(hits)
        for number, edition in enumerate(loaded.editions[:-1]):
            later = {opened.info.id for opened in loaded.editions[number + 1 :]}
            rows = [hit.row for hit in kept if hit.row.edition in later]
            asked = [row for row in rows if edition.info.may_hold(row.state)]
            codes = {code for row in asked for code in (row.key, row.nces) if code}
            if not codes:
                continue
            here = {c for row in edition.rows(sorted(codes)) for c in (row.key, row.nces) if c}
            kept = [
                hit
                for hit in kept
                if hit.row.edition not in later or here.isdisjoint((hit.row.key, hit.row.nces))
            ]
        return tuple(kept)

    def row(self, key: str, edition: str = "") -> SchoolRow | None:
        """Give the row of a code, in a given edition or the current ones."""
        return next(iter(self.rows([key], edition)), None)

    def all(self) -> list[SchoolRow]:
        """Give every school of the current editions, by name."""
        return sorted(self._schools(), key=lambda row: (row.name, row.district, row.key))

    def dots(self) -> list[SchoolDot]:
        """Give every school of the current editions that has a point, the newest edition's."""
        met: set[str] = set()
        found: list[SchoolDot] = []
        editions = self._load().editions
        for number, edition in enumerate(editions, 1):
            own = edition.dots()
            found += [d for d in own if d.key not in met and d.nces not in met] if met else own
            if number < len(editions):  # most offices have one edition: nobody asks
                met.update(code for dot in own for code in (dot.key, dot.nces) if code)
        return found

    def rows(self, keys: Iterable[str], edition: str = "") -> list[SchoolRow]:
        """Give the rows of many codes in their order, each once, without unknown ones."""
        if edition:
            wanted = [plain_code(key) for key in keys]
            return self._editions.open(edition).rows(wanted) if self.has(edition) else []
        rows = self.by_code(keys).values()
        return list({(row.edition, row.n): row for row in rows}.values())

    def by_code(self, keys: Iterable[str]) -> dict[str, SchoolRow]:
        """Give the rows of many codes as typed, in their order, without unknown ones.

        A code that is found only with a leading zero is given too: ``is_padded`` tells it. The home
        state's own code is found without the letters of the state.
        """
        plain = {key: plain_code(key) for key in keys}
        found = self._look_up(plain.values())
        zeros = {code: with_zero(code) for code in plain.values() if code not in found}
        padded = self._look_up(filter(None, zeros.values()))
        found |= {code: padded[full] for code, full in zeros.items() if full in padded}
        home = self._home_state().upper()
        own = {c: f"{home}-{key.strip()}" for key, c in plain.items() if c not in found}
        by_own = self._look_up(own.values()) if own else {}
        found |= {code: by_own[key] for code, key in own.items() if key in by_own}
        return {key: found[code] for key, code in plain.items() if code in found}

    def _look_up(self, codes: Iterable[str]) -> dict[str, SchoolRow]:
        wanted = list(codes)
        found: dict[str, SchoolRow] = {}
        for opened in self._load().editions:
            for row in opened.rows(code for code in wanted if code not in found):
                for code in (row.key, row.nces):
                    found.setdefault(code, row)
        return found

    def has(self, edition: str) -> bool:
        """Whether an edition is on this laptop."""
        return self._editions.has(edition)

    def rows_of(self, possible: Iterable[Possible]) -> dict[tuple[str, int], SchoolRow]:
        """Give the rows of index entries by edition and number."""
        numbers: dict[str, set[int]] = {}
        for one in possible:
            numbers.setdefault(one.entry.edition, set()).add(one.entry.n)
        return {
            (edition, n): row
            for edition, wanted in numbers.items()
            for n, row in self._editions.open(edition).by_number(sorted(wanted)).items()
        }

    def date_of(self, edition: str) -> str:
        """Give an edition's date; empty where it is not on this laptop."""
        return self._editions.open(edition).info.date if self.has(edition) else ""

    def file_of(self, edition: str, kind: str, date: str) -> str:
        """Give the id of the edition that a site names, or of one of its kind and date, or ""."""
        if edition and self.has(edition):
            return edition
        fits = (info.id for info in self.editions() if (info.kind, info.date) == (kind, date))
        return next(fits, "")

    def current_at(self, point: LatLon, radius_m: float) -> list[SchoolRow]:
        """Give the open schools of the current editions within some meters, nearest first."""
        newest = self._load().editions[:1]
        return [row for one in newest for row in one.near(point, radius_m) if not row.is_closed]

    def schools_of(self, edition: str) -> Iterable[SchoolRow]:
        """Give every school of one edition; none where it is not on this laptop."""
        return self._editions.open(edition).schools() if self.has(edition) else ()

    def choose(self, where: str, *, all_kinds: bool = False) -> Chosen:
        """Choose schools by conditions such as ``county = 'Fresno' and grades overlap 'K-5'``.

        Virtual, court, youth-authority, home-hospital and closed schools are left out unless the
        conditions name ``virtual``, ``type`` or ``status``; so are, where grades are asked for,
        adult schools and those without grades. All of them are listed with the reason.

        Parameters
        ----------
        all_kinds : leave no school out by default; offices are never schools.
        """
        wanted = parse_where(where)
        rows: list[SchoolRow] = []
        left_out: list[Excluded] = []
        for row in chain(self._schools(), self._offices()):
            reason = self._judge(row, wanted, all_kinds)
            if reason is None:
                continue
            if reason:
                left_out.append(Excluded(row.key, row.name, reason))
            else:
                rows.append(row)
        rows.sort(key=lambda row: (row.county, row.district, row.name, row.key))
        left_out.sort(key=lambda one: (one.reason, one.name, one.key))
        return Chosen(tuple(rows), tuple(left_out))

    def _judge(self, row: SchoolRow, wanted: Where, all_kinds: bool) -> str | None:
        """Give None for a school not asked for, "" for a chosen one, else why it is left out."""
        values = row_values(row, self._regions(row.state))
        if not wanted.test(values):
            return why_not_by_grade(values, row.span, wanted)
        return "" if all_kinds and not row.is_office else excluded_reason(row, wanted.fields)

    def _schools(self) -> Iterable[SchoolRow]:
        """Give every school of the current editions once, the newest edition's first."""
        editions = self._load().editions
        if len(editions) == 1:  # as most offices have: nobody asks
            yield from editions[0].schools()
            return
        met = Met(are_several=True)
        for edition in editions:
            yield from filter(met.is_new, edition.schools())

    def _offices(self) -> Iterable[SchoolRow]:
        met: set[str] = set()
        for edition in self._load().editions:
            for row in edition.offices():
                if row.key not in met:
                    met.add(row.key)
                    yield row

    # -- matching ------------------------------------------------------------------------------

    def index(self) -> SchoolIndex:
        """Give the index that lists are matched against, made once per set of editions."""
        ids, schools = self._load().ids, self._schools()
        with _index_guard:
            if ids not in _indexes:
                _indexes.clear()
                _indexes[ids] = SchoolIndex(map(entry_of, schools))
            return _indexes[ids]

    def near(self, word: str) -> Sequence[str]:
        """Give words of the directory that a misspelled word may be, closest first."""
        return self._near(word)

    def read_list(self, path: str | Path, progress: Progress | None = None) -> str:
        """Give a list from a file as text for ``sites.match_list``."""
        return self._reader.read_list(str(path), progress)

    def close(self) -> None:
        """Close the files of all editions."""
        self._editions.close()

    def _find_near(self, word: str) -> tuple[str, ...]:
        close = process.extract(
            word, self._load().terms, scorer=fuzz.ratio, score_cutoff=MIN_LIKENESS, limit=5
        )
        return tuple(term for term, _, _ in close if term.isalpha())

    def _load(self) -> _Loaded:
        """Open the current editions; a new edition is noticed at the next call."""
        ids = tuple(info.id for info in self._editions.current())
        with self._guard:
            if self._loaded is None or self._loaded.ids != ids:
                opened = tuple(self._editions.open(edition) for edition in ids)
                self._loaded = _Loaded(ids, opened)
                self._near.cache_clear()
            return self._loaded


def _recent(asked: tuple[object, ...], look: Callable[[], Found]) -> Found:
    """Give what was found for the same question a moment ago, else look."""
    with _found_guard:
        found = _found.pop(asked, None)
    if found is None:
        found = look()
    with _found_guard:
        _found[asked] = found
        if len(_found) > _MOST_FOUND:
            del _found[next(iter(_found))]
    return found


def is_padded(key: str, row: SchoolRow) -> bool:
    """Whether a code as typed had lost the leading zero of its school's code."""
    own = row.key.partition("-")[2] if row.source == STATE else ""
    return key.strip() != own and plain_code(key) not in (row.key, row.nces)


def plain_code(key: str) -> str:
    """Give a code without the dashes that people write."""
    digits = key.strip().replace("-", "").replace(" ", "")
    return digits if digits.isdecimal() else key.strip()
