"""An index over school names, and what each word of a typed line says about a school.

Pure and in memory: the same lines against the same directory give the same answer. How lines are
judged is in the folder judging.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tourplanner.core.model.site import SchoolRow
from tourplanner.core.model.words import (
    DISTRICT_WORDS,
    SPELLED_OUT,
    STOP_WORDS,
    TYPE_WORDS,
    NameWords,
    district_initials,
    forms,
    name_words,
    place_words,
    plain_words,
    street_words,
    word_set,
)

DIRECTIONS = word_set("north south east west northeast northwest southeast southwest")
STREET_TYPES = word_set(
    "street avenue boulevard road drive lane court circle place parkway highway square terrace"
    " trail route way suite"
)
#: Words of letters and schedules that belong to no school.
CHATTER = word_set(
    "hi hello dear hey thanks thank you regards best sincerely cheers please see let us lets we i"
    " he she they it is are was will would can could should have has had do does did am be been"
    " this that these those my our your their his her its me him them from to by with about as"
    " re fw fwd sent wrote iphone subject cc date attached list following follows here there visit"
    " visits stop stops tour bus confirmed tentative tbd tbc monday tuesday wednesday thursday"
    " friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january february march"
    " april june july august september october november december jan feb mar apr jun jul aug sep"
    " sept oct nov dec today tomorrow week morning afternoon noon lunch arrive arrival depart"
    " leave leaves meet meeting principal contact phone cell tel fax email office room auditorium"
    " gym library grades grade call next then also just so if when where which who what how many"
    " kickoff kick off day"
)
#: Words that cast doubt on a line: it is asked about, never taken.
DOUBT = word_set(
    "not no or either maybe perhaps instead former formerly old closed cancelled canceled skip"
    " dropped unsure check possibly near versus vs"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A school of the index: its words, field by field."""

    n: int  # its number in the edition
    edition: str
    key: str
    nces: str
    state_id: str
    name: NameWords
    city: tuple[str, ...]
    district: tuple[str, ...]
    initials: frozenset[str]
    county: tuple[str, ...]
    street: tuple[str, ...]
    zip: str
    state: str
    is_closed: bool


def entry_of(row: SchoolRow) -> Entry:
    """Make the index entry of a directory row."""
    return Entry(
        row.n,
        row.edition,
        row.key,
        row.nces,
        row.state_id,
        name_words(row.name),
        place_words(row.city),
        place_words(row.district),
        district_initials(row.district),
        place_words(row.county),
        street_words(row.street),
        row.zip[:5],
        row.state,
        row.is_closed,
    )


@dataclass(frozen=True, slots=True)
class TypedWord:
    """A word of a line: what it may stand for, and the part of the line it stands in."""

    text: str
    forms: frozenset[str]
    part: int
    is_guess: bool = False  # a misspelling read as its neighbors


def typed_words(parts: Sequence[str]) -> tuple[TypedWord, ...]:
    """Give the words of the parts of a line; "MLK" is three, each of which may be one word too."""
    return tuple(
        TypedWord(one, frozenset((*forms(one), *((word,) if one != word else ()))), number)
        for number, part in enumerate(parts)
        for word in plain_words(part)
        for one in SPELLED_OUT.get(word, (word,))
    )


class SchoolIndex:
    """Finds the schools whose names stand in a line."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self.by_code: dict[str, list[Entry]] = defaultdict(list)
        self.by_word: dict[str, list[Entry]] = defaultdict(list)
        self.by_house: dict[str, list[Entry]] = defaultdict(list)
        self.cities: Counter[tuple[str, ...]] = Counter()
        self.places: set[tuple[str, ...]] = set()
        for entry in self.entries:
            for code in {entry.key, entry.nces, entry.state_id} - {""}:
                self.by_code[code].append(entry)
            for word in set(entry.name.core):
                self.by_word[word].append(entry)
            if entry.street and entry.street[0][0].isdigit():
                self.by_house[entry.street[0]].append(entry)
            self.cities[entry.city] += 1
            core = tuple(word for word in entry.district if word not in DISTRICT_WORDS)
            self.places.update((entry.city, entry.county, core or entry.district))
        self.places.discard(())
        self._by_rarest: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if entry.name.core:
                rarest = min(entry.name.core, key=lambda word: (len(self.by_word[word]), word))
                self._by_rarest[rarest].append(entry)

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """Every word of names and places, sorted, for reading misspellings."""
        words = set(self.by_word)
        for entry in self.entries:
            words.update(entry.city, entry.district, entry.county, entry.name.kind, entry.street)
        return tuple(sorted(word for word in words if len(word) > 3 and not word[0].isdigit()))

    @cached_property
    def vocabulary_set(self) -> frozenset[str]:
        """The vocabulary, for asking whether a word is known."""
        return frozenset(self.vocabulary)

    @cached_property
    def initials(self) -> frozenset[tuple[str, str]]:
        """State and initials of every town, in small letters: ("CA", "la")."""
        return frozenset((e.state, "".join(word[0] for word in e.city)) for e in self.entries)

    def named(self, words: Sequence[TypedWord]) -> list[Entry]:
        """Give the schools all of whose telling words stand in the line."""
        said = frozenset().union(*(word.forms for word in words)) if words else frozenset()
        return [
            entry
            for word in sorted(said)
            for entry in self._by_rarest.get(word, ())
            if said.issuperset(entry.name.core)
        ]

    def sharing(self, words: Iterable[str]) -> list[Entry]:
        """Give the schools whose names hold every one of the words."""
        wanted = set(words)
        pools = [self.by_word[word] for word in sorted(wanted) if word in self.by_word]
        pool = min(pools, key=len, default=[])
        return [entry for entry in pool if wanted.issubset(entry.name.all)]

    def is_place_rather_than_name(self, core: Sequence[str]) -> bool:
        """Whether the words are better known as a town than as a school ("Fresno")."""
        schools_there = self.cities.get(tuple(core), 0)
        return schools_there > len(self.sharing(core))


@dataclass(slots=True)
class Reading:
    """What a line says about one school, word by word.

    ``fields[i]`` tells which field of the school explains word i, or is empty.
    """

    entry: Entry
    fields: list[str]
    evidence: set[str] = field(default_factory=set)
    against: list[str] = field(default_factory=list)
    name_parts: frozenset[int] = frozenset()
    is_short: bool = False  # the line leaves out words of the name
    is_beside: bool = False  # the name is whole but for what stands in parentheses
    type_conflict: bool = False

    @property
    def explained(self) -> frozenset[int]:
        """The words that this school explains."""
        return frozenset(i for i, name in enumerate(self.fields) if name not in ("", "stop"))

    def leftover(self) -> tuple[int, ...]:
        """The words that this school does not explain."""
        return tuple(i for i, name in enumerate(self.fields) if not name)


def _take(words: Sequence[TypedWord], wanted: Iterable[str], free: set[int]) -> list[int]:
    """Take one free word for each wanted one, in order; those not found are left out."""
    taken = []
    for want in wanted:
        for i in sorted(free):
            if want in words[i].forms:
                taken.append(i)
                free.discard(i)
                break
    return taken


def _home_part(words: Sequence[TypedWord], name: NameWords) -> int | None:
    """Find the part of the line in which the whole name stands."""
    best: tuple[int, int] | None = None
    for part in sorted({word.part for word in words}):
        own = [word for word in words if word.part == part]
        said = frozenset().union(*(word.forms for word in own))
        if said.issuperset(name.core):
            hits = sum(1 for word in name.kind + name.optional + name.aside if word in said)
            rest = len(own) - len(name.core) - hits
            if best is None or rest - 2 * hits < best[0]:
                best = (rest - 2 * hits, part)
    return best[1] if best else None


def read_line(words: Sequence[TypedWord], entry: Entry, labels: Sequence[str] = ()) -> Reading:
    """Say for every word of a line which field of a school explains it.

    Parameters
    ----------
    labels : field of each part where a header gave one; a part headed "city" is no name.
    """
    fields = [""] * len(words)
    reading = Reading(entry, fields)
    named = [i for i, word in enumerate(words) if not labels or labels[word.part] == "name"]
    home = _home_part([words[i] for i in named], entry.name)
    free = {i for i in named if home is None or words[i].part == home}
    core = _take(words, entry.name.core, free)
    kind = _take(words, entry.name.kind, free)
    optional = _take(words, entry.name.optional, free)
    anywhere = {i for i in named if i not in {*core, *kind, *optional}}
    aside = _take(words, entry.name.aside, anywhere)
    reading.is_short = len(core) < len(entry.name.core) or len(kind) < len(entry.name.kind)
    reading.is_beside = len(aside) < len(entry.name.aside)
    for i in core + kind + optional + aside:
        fields[i] = "name"
    reading.name_parts = frozenset(words[i].part for i in core)
    if core and not reading.is_short:
        reading.evidence.add("name")
    rest = {i for i in range(len(words)) if not fields[i]}
    _read_places(words, entry, rest, reading, labels)
    _read_street(words, entry, rest, reading)
    for i in sorted(rest):
        if not fields[i] and words[i].text == entry.zip:
            fields[i] = "zip"
            reading.evidence.add("zip")
    for i in sorted(rest):
        if not fields[i] and words[i].forms & STOP_WORDS:
            fields[i] = "stop"
    # A whole name may stand beside another school's name; a name without its kind may not stand
    # beside a different kind.
    has_kind = bool(entry.name.kind) and len(kind) == len(entry.name.kind)
    reading.type_conflict = not has_kind and any(
        not fields[i]
        and words[i].part in reading.name_parts
        and words[i].forms & TYPE_WORDS
        and not words[i].forms & {"senior", "el", "es"}
        for i in rest
    )
    return reading


def _mark(reading: Reading, found: Iterable[int], name: str) -> None:
    for i in found:
        if not reading.fields[i]:
            reading.fields[i] = name


def _read_places(
    words: Sequence[TypedWord],
    entry: Entry,
    rest: set[int],
    reading: Reading,
    labels: Sequence[str],
) -> None:
    def allowed(name: str) -> set[int]:
        if not labels:
            return set(rest)
        return {i for i in rest if labels[words[i].part] == name}

    core = [word for word in entry.district if word not in DISTRICT_WORDS] or list(entry.district)
    free = allowed("district")
    initials = [i for i in free if words[i].text in entry.initials]
    found = initials or _take(words, core, free)
    if initials or (core and len(found) == len(core)):
        parts = {words[i].part for i in found}
        kin = [i for i in free if words[i].part in parts and words[i].forms & set(entry.district)]
        plain = [i for i in free if words[i].part in parts and words[i].text in DISTRICT_WORDS]
        plain = [i for i in plain if words[i].text in ("school", "schools", "district", "public")]
        _mark(reading, [*found, *kin, *plain], "district")
        reading.evidence.add("district")
        if kin or initials:
            reading.evidence.add("district named")
    city = _take(words, entry.city, allowed("city"))
    if entry.city and len(city) == len(entry.city):
        for i in city:  # a town says more than a district of its name
            reading.fields[i] = "city"
        reading.evidence.add("city")
    free = allowed("county")
    county = _take(words, entry.county, free)
    if entry.county and len(county) == len(entry.county):
        called = [i for i in free if "county" in words[i].forms]
        _mark(reading, [*county, *called], "county")
        reading.evidence.add("county named" if called or labels else "county")


def _read_street(
    words: Sequence[TypedWord], entry: Entry, rest: set[int], reading: Reading
) -> None:
    if not entry.street:
        return
    telling = [word for word in entry.street if word not in DIRECTIONS and word not in STREET_TYPES]
    free = set(rest)
    found = _take(words, telling, free)
    has_house = bool(telling) and telling[0][0].isdigit()
    minor = [i for i in free if words[i].forms & set(entry.street) - set(telling)]
    if telling and len(found) == len(telling):
        own = {words[i].part for i in found}
        near = {
            i for i in free if words[i].part in own and words[i].forms & (DIRECTIONS | STREET_TYPES)
        }
        _mark(reading, [*found, *minor, *near], "street")
        reading.evidence.add("address" if has_house else "street")
        typed = {form for i in near for form in words[i].forms & DIRECTIONS if len(form) > 1}
        own_ways = set(entry.street) & DIRECTIONS
        if typed and own_ways and not typed & own_ways:
            reading.against.append("the street's direction differs")
    elif has_house and len(telling) > 1:
        names = set(telling[1:])
        on_street = [i for i in rest if words[i].forms & names]
        if len({form for i in on_street for form in words[i].forms & names}) == len(names):
            _mark(reading, [*on_street, *minor], "street")
            reading.evidence.add("street")
