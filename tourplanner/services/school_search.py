"""Search of school directories as one types: name, district, town, street, ZIP or code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tourplanner.core.model.codes import CDS_LENGTH, typed_code
from tourplanner.core.model.matching import TypedWord, typed_words
from tourplanner.core.model.site import CDE, STATE, SchoolRow
from tourplanner.core.model.words import (
    STOP_WORDS,
    district_initials,
    name_words,
    place_words,
    plain_words,
    street_words,
)
from tourplanner.store.edition import Edition

RANKED = 300  # hits of one edition that are looked at closely
LEAST_RANKED = 50  # of each, where the directories of many states are loaded
OF_A_LETTER = 100  # where one letter is typed, which is no question yet
MAX_WORDS = 12
MAX_CHARS = 200
_DIRECTIONS = frozenset(("north", "south", "east", "west"))
_OWN_CODE = re.compile(r"[A-Z]{2}-\w[\w-]*")  # of a state: "OH-024661"
_PARTS = re.compile(r"[,;|\t\n()]+")
Near = Callable[[str], Sequence[str]]
Begins = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Hit:
    """A school that was found."""

    row: SchoolRow
    score: float
    fits: tuple[str, ...]  # name | district | city | county | street | code, as the query fits
    is_whole: bool = False  # the query gives its whole name


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave.

    Where the query is the whole name of schools, ``hits`` are exactly these and ``similar`` are
    names that hold it. ``read_as`` tells how misspelled words were read; ``is_partial`` that no
    school fits every word; ``is_cut`` that so many fit that only the best were looked at, and that
    there are more than ``total`` says.
    """

    hits: tuple[Hit, ...] = ()
    similar: tuple[Hit, ...] = ()
    total: int = 0  # of hits, where the limit cut them
    read_as: tuple[tuple[str, str], ...] = ()
    is_partial: bool = False
    is_cut: bool = False


@dataclass(slots=True)
class _Query:
    words: list[TypedWord]
    is_address: bool
    read_as: list[tuple[str, str]] = field(default_factory=list)


_Likeliest = Callable[[Edition, _Query, int], list[int]]


def search(editions: Iterable[Edition], text: str, limit: int, near: Near, begins: Begins) -> Found:
    """Find schools for what was typed so far.

    Parameters
    ----------
    limit : most hits to give; similar names come on top, up to the same number.
    near : words of the directory close to a misspelled one.
    begins : whether a text begins a word of the directory.
    """
    text = text.replace("\x00", " ")[:MAX_CHARS]
    opened = list(editions)
    code = typed_code(text)
    own = text.strip().upper()
    if _OWN_CODE.fullmatch(own):
        rows = [row for edition in opened for row in edition.rows([own])]
        if rows:
            return _cut([Hit(row, 10.0, ("code",)) for row in rows[:1]], [], limit)
    if code:
        found = _by_code(opened, code)
        if found:
            return _cut(found, [], limit)
    query = _query(text)
    if not query.words:
        return Found()
    hits, similar, is_cut = _ranked(opened, query, _with_all)
    if hits or similar:
        return _cut(hits, similar, limit, is_cut=is_cut)
    if _mend(query, near, begins):
        hits, similar, is_cut = _ranked(opened, query, _with_all)
        if hits or similar:
            return _cut(hits, similar, limit, tuple(query.read_as), is_cut=is_cut)
    if len(query.words) > 1:
        hits, similar, is_cut = _ranked(opened, query, _with_some)
        enough = [hit for hit in hits + similar if hit.score >= 2.0]
        read_as = tuple(query.read_as)
        return _cut(enough, [], limit, read_as, is_partial=bool(enough), is_cut=is_cut)
    return Found(read_as=tuple(query.read_as))


def _cut(
    hits: list[Hit],
    similar: list[Hit],
    limit: int,
    read_as: tuple[tuple[str, str], ...] = (),
    *,
    is_partial: bool = False,
    is_cut: bool = False,
) -> Found:
    first, others = tuple(hits[:limit]), tuple(similar[:limit])
    return Found(first, others, len(hits), read_as, is_partial, is_cut)


def _query(text: str) -> _Query:
    words = list(typed_words([part for part in _PARTS.split(text) if part.strip()]))[:MAX_WORDS]
    is_address = bool(words) and words[0].text.isdecimal() and len(words) > 1
    if is_address:  # directories leave out "E." or people do
        words = [w for w in words if not w.forms & _DIRECTIONS] or words
    telling = [w for w in words if w.text not in STOP_WORDS]
    return _Query(telling or words, is_address)


def _parts(query: _Query, *, whole: bool = False) -> list[str]:
    """Give what full-text search is asked of each word; ``whole`` = not as the beginning of one."""
    parts = []
    for number, word in enumerate(query.words):
        is_last = number == len(query.words) - 1
        grows = is_last or (len(word.text) > 2 and not word.text.isdecimal())
        choices = {f'"{form}"' for form in word.forms if form != word.text}
        choices.add(f'"{word.text}"*' if grows and not whole else f'"{word.text}"')
        parts.append(f"({' OR '.join(sorted(choices))})")
    return parts


def _with_all(edition: Edition, query: _Query, most: int) -> list[int]:
    """Give schools of an edition that fit every word.

    Those in whose names the words stand whole go first, then those that they begin, then others.
    """
    whole, begun = (" AND ".join(_parts(query, whole=one)) for one in (True, False))
    found: dict[int, None] = {}
    for expression in (f"name : ({whole})", f"name : ({begun})", begun):
        found |= dict.fromkeys(edition.match(expression, most))
        if len(found) >= most:
            break
    return list(found)[:most]


def _with_some(edition: Edition, query: _Query, most: int) -> list[int]:
    """Give schools of an edition that fit some words: all but one first, then some of each word."""
    parts = _parts(query)
    found: dict[int, None] = {}
    for out in range(len(parts) if len(parts) > 2 else 0):
        others = " AND ".join(parts[:out] + parts[out + 1 :])
        found |= dict.fromkeys(edition.match(others, most // 2))
    for part in parts:  # a rare word with all its schools, however many have the others
        for expression in (f"name : {part}", part):
            found |= dict.fromkeys(edition.match(expression, most // (2 * len(parts))))
    return list(found)[:most]


def _by_code(editions: Sequence[Edition], code: str) -> list[Hit]:
    hits: list[Hit] = []
    for edition in editions:
        numbers = edition.match(f'code : "{code}"*', RANKED)
        if not numbers and len(code) in (CDS_LENGTH - 1, 11):
            numbers = edition.match(f'code : "0{code}"', RANKED)
        rows = edition.by_number(numbers)
        hits += [Hit(rows[n], 10.0, ("code",)) for n in numbers if n in rows]
    exact = [hit for hit in hits if code in (hit.row.key, hit.row.nces)]
    return _without_doubles(exact or sorted(hits, key=lambda hit: (hit.row.name, hit.row.key)))


def _mend(query: _Query, near: Near, begins: Begins) -> bool:
    """Read words that begin no word of the directory as their neighbors."""
    mended = False
    for number, word in enumerate(query.words):
        if len(word.text) < 4 or any(map(begins, word.forms)):
            continue
        close = [w for w in near(word.text) if w != word.text]
        if close and word.text.isalpha():
            query.words[number] = TypedWord(
                word.text, word.forms | frozenset(close), word.part, is_guess=True
            )
            query.read_as.append((word.text, close[0]))
            mended = True
    return mended


def _ranked(
    editions: Sequence[Edition], query: _Query, likeliest: _Likeliest
) -> tuple[list[Hit], list[Hit], bool]:
    """Give hits, names that hold the query, and whether there are more than were looked at."""
    scored: list[Hit] = []
    is_cut = False
    most = OF_A_LETTER if sum(len(word.text) for word in query.words) == 1 else RANKED
    most = min(most, max(LEAST_RANKED, 3 * RANKED // max(1, len(editions))))
    for edition in editions:
        numbers = likeliest(edition, query, most)
        is_cut = is_cut or len(numbers) == most
        rows = edition.by_number(numbers)
        scored += [_score(query, row) for row in rows.values()]
    scored = _without_doubles(scored)
    scored.sort(key=lambda hit: (-hit.score, hit.row.name, hit.row.district, hit.row.key))
    whole = [hit for hit in scored if hit.is_whole]
    if whole:
        return whole, [hit for hit in scored if not hit.is_whole], is_cut
    if query.is_address:
        return scored, [], is_cut
    plain = [hit for hit in scored if "street" not in hit.fits]
    if plain:
        return plain, [hit for hit in scored if "street" in hit.fits], is_cut
    return scored, [], is_cut


def _without_doubles(hits: Iterable[Hit]) -> list[Hit]:
    """Keep one hit for a school in two editions: California's goes first, a state's own last."""
    found = sorted(hits, key=lambda hit: (hit.row.source != CDE, hit.row.source == STATE))
    met = Met(are_several=len({hit.row.edition for hit in found}) > 1)
    return [hit for hit in found if met.is_new(hit.row)]


class Met:
    """The schools of some directories that were met so far: in several, each counts once.

    Two rows mean one school by a code that both have. Where one of them has no national number they
    may share none; then rows of two directories mean one by name, town and ZIP.
    """

    def __init__(self, *, are_several: bool) -> None:
        self._are_several = are_several
        self._codes: set[str] = set()
        self._called: dict[tuple[object, ...], tuple[str, str]] = {}  # -> edition, number

    def is_new(self, row: SchoolRow) -> bool:
        """Whether a row is of a school that was not met before; it is met from now on."""
        codes = {row.key, row.nces} - {""}
        is_new = self._codes.isdisjoint(codes)
        self._codes |= codes
        if self._are_several:
            called = frozenset(name_words(row.name).all), place_words(row.city), row.zip[:5]
            edition, nces = self._called.setdefault((*called, row.state), (row.edition, row.nces))
            is_new = is_new and (edition == row.edition or bool(nces and row.nces))
        return is_new


def _fields(query: _Query, row: SchoolRow) -> Iterator[tuple[str, Iterable[str], float]]:
    """Give the words of a school field by field, with what a whole one counts, the best first."""
    yield "name", name_words(row.name).all, 3.0
    if query.is_address:
        yield "street", street_words(row.street), 3.0
    yield "district", district_initials(row.district), 2.5
    yield "city", place_words(row.city), 2.0
    yield "code", (row.zip[:5], row.key, row.nces, row.key[7:]), 2.0
    yield "district", place_words(row.district), 1.8
    yield "county", place_words(row.county), 1.0
    if not query.is_address:
        yield "street", street_words(row.street), 0.4


def _begins_one(text: str, words: Iterable[str]) -> bool:
    for word in words:  # noqa: SIM110 any() makes a generator: twice the time
        if word.startswith(text):
            return True
    return False


def _score(query: _Query, row: SchoolRow) -> Hit:
    """Say how well a school fits, field by field; whole words count more than beginnings."""
    name = name_words(row.name)
    total, fits, used, placed = 0.0, [], set[str](), 0
    for word in query.words:
        best, where, is_name = 0.0, "", False
        for field_name, words, weight in _fields(query, row):
            if weight <= best:
                break  # nor can the others
            if not word.forms.isdisjoint(words):
                best, where, is_name = weight, field_name, field_name == "name"
            elif weight * 0.7 > best and _begins_one(word.text, words):
                best, where, is_name = weight * 0.7, field_name, field_name == "name"
        total += best
        if where and where not in fits:
            fits.append(where)
        if is_name:
            used |= word.forms & frozenset(name.all)
        elif where in ("district", "city", "county", "code"):
            placed += 1
    core = set(name.core) | set(name.kind)
    in_name = sum(1 for word in query.words if word.forms & core)
    is_named = core <= used
    is_whole = (
        is_named
        and bool(name.kind)
        and set(name.aside) <= used
        and in_name + placed >= len(query.words)
        and not any(word.is_guess for word in query.words)
    )
    first = plain_words(row.name)[:1]
    if first and any(first[0].startswith(word.text) for word in query.words):
        total += 0.5
    total += 2.0 if is_named else 0.0
    total -= 0.15 * len(set(name.all) - used) if used else 0.0
    total -= 2.0 if row.is_closed else 0.0
    total -= 0.1 if row.virtual in ("F", "V") else 0.0
    return Hit(row, round(total, 3), tuple(fits), is_whole)
