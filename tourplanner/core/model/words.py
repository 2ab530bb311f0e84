"""The words of school names, districts and streets, brought to one form so that they compare.

Two sides meet here. A *directory row* is written out ("Saint Helena Elementary") and each of its
words has one form. What a *person types* is short and unclear ("St. Helena elem"), so each typed
word has a set of forms it may stand for, and fits a row's word when the row's form is in the set.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple


def word_set(words: str) -> frozenset[str]:
    """Give the words of a line as a set."""
    return frozenset(words.split())


_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")
_SPAN = re.compile(r"\b(tk|pk|k|p|\d{1,2})\s?[-\u2010-\u2015]\s?(\d{1,2})\b")
_FRACTION = re.compile(r"\b(\d{1,2})\s?/\s?(\d{1,2})\b")
_ASIDE = re.compile(r"\(([^)]*)\)")
_INITIALS = re.compile(r"\b(?:[A-Z]\.\s?)+(?=\s*\w)")

# One short form, one long form. What has several meanings stands in _SEVERAL.
_ALWAYS = {
    "elem": "elementary",
    "elementry": "elementary",
    "elementery": "elementary",
    "primaria": "elementary",
    "mid": "middle",
    "hs": "high",
    "jr": "junior",
    "sr": "senior",
    "intermed": "intermediate",
    "ctr": "center",
    "centre": "center",
    "acad": "academy",
    "comm": "community",
    "cmty": "community",
    "alt": "alternative",
    "cont": "continuation",
    "tech": "technical",
    "sci": "science",
    "sch": "school",
    "ft": "fort",
    "wm": "william",
    "chas": "charles",
    "geo": "george",
    "jos": "joseph",
    "thos": "thomas",
    "robt": "robert",
    "edw": "edward",
    "mtn": "mountain",
    "hts": "heights",
    "vly": "valley",
    "spgs": "springs",
    "unif": "unified",
    "sac": "sacramento",
    "dist": "district",
    "jt": "joint",
    "univ": "university",
    "rd": "road",
    "ave": "avenue",
    "av": "avenue",
    "blvd": "boulevard",
    "bl": "boulevard",
    "ln": "lane",
    "cir": "circle",
    "pkwy": "parkway",
    "hwy": "highway",
    "sq": "square",
    "ter": "terrace",
    "trl": "trail",
    "rte": "route",
    "ste": "suite",
    "nw": "northwest",
    "ne": "northeast",
    "sw": "southwest",
    "se": "southeast",
}
_SEVERAL = {
    "el": ("el", "elementary"),
    "es": ("elementary", "es"),
    "ms": ("middle", "ms"),
    "is": ("intermediate", "is"),
    "int": ("intermediate", "international"),
    "st": ("saint", "street", "st"),
    "mt": ("mount", "mountain"),
    "dr": ("doctor", "drive", "dr"),
    "ct": ("court", "connecticut"),
    "pl": ("place", "pl"),
    "pk": ("park", "pk"),
    "prep": ("preparatory", "prep"),
    "secundaria": ("middle", "high"),
    "preparatoria": ("high",),
    "so": ("south", "so"),  # "So. Hadley", in New England; "No. 4" is no north
    "n": ("north", "n"),
    "s": ("south", "s"),
    "e": ("east", "e"),
    "w": ("west", "w"),
    "co": ("county", "co"),
    "usd": ("unified", "usd"),
    "isd": ("independent", "isd"),
    "esd": ("elementary", "esd"),
    "hsd": ("high", "hsd"),
    "uhsd": ("high", "uhsd"),
    "coe": ("office", "coe"),
}
#: A word that people type for several words of a name.
SPELLED_OUT = {"mlk": ("martin", "luther", "king"), "jfk": ("john", "kennedy")}
_IN_NAMES = _ALWAYS | {"st": "saint", "mt": "mount", "dr": "doctor", "e": "e"}
_IN_STREETS = _ALWAYS | {
    "st": "street",
    "dr": "drive",
    "ct": "court",
    "pl": "place",
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
}
_ONES = "zero first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ONES += " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
_TENS_TEXT = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 20 + 10 * i for i, word in enumerate(_TENS_TEXT.split())}
_TENTHS = {word[:-1] + "ieth": number for word, number in _TENS.items()}
_ORDINALS = {word: i for i, word in enumerate(_ONES.split()) if i} | _TENTHS

#: Words that say what kind of school it is and that people add or leave out.
TYPE_WORDS = word_set("elementary middle high junior senior intermediate primary preschool")
#: Words that many names share and that alone name no school.
GENERIC_WORDS = TYPE_WORDS | word_set(
    "academy charter center city community adult college preparatory learning alternative"
    " continuation education independent study day career technical science arts"
    " international public program"
)
#: Words that carry no meaning of their own in a name or a query.
STOP_WORDS = word_set("the of and at for in on school schools district campus site escuela")
#: Words of districts that many share; the rest tells one district from another.
DISTRICT_WORDS = word_set(
    "unified union elementary high joint school schools district districts county office education"
    " independent public city isd usd central consolidated community"
)
_NO_INITIAL = word_set("of the and for")
_KEPT_TOKENS = 1 << 16
_UNREAD, _LINE = "\0", "\n"
_BREAK = f" {_LINE} "


class NameWords(NamedTuple):
    """A school's name as words: what must be there, what tells its kind, what may be left out.

    ``optional`` are initials and titles, ``aside`` is what stands in parentheses.
    """

    core: tuple[str, ...]
    kind: tuple[str, ...]
    optional: tuple[str, ...]
    aside: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every word of the name."""
        return self.core + self.kind + self.optional + self.aside


#: Quotation marks, the acute accent and the letters that Hawaiian and tribal names have for one.
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bb\u02bc\u02bd\u00b4\u2032", "'"))


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Give text without accents and capitals, with plain apostrophes."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def _ordinal_suffix(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _join(found: list[str]) -> list[str]:
    """Join initials (a, j -> aj) and spelled numbers (twenty, fourth -> 24th)."""
    if _ORDINALS.keys().isdisjoint(found) and [len(word) for word in found].count(1) < 2:
        return found  # as most
    out: list[str] = []
    was_letter = False
    for word in found:
        is_letter = len(word) == 1 and word.isalpha()
        ones = _ORDINALS.get(word)
        if is_letter and was_letter:
            out[-1] += word
            continue
        if ones is not None and ones < 10 and out and out[-1] in _TENS:
            out[-1] = _ordinal_suffix(_TENS[out[-1]] + ones)
        elif ones is not None:
            out.append(_ordinal_suffix(ones))
        else:
            out.append(word)
        was_letter = is_letter
    return out


@lru_cache(maxsize=1 << 16)
def plain_words(text: str) -> tuple[str, ...]:
    """Split text into folded words; ``K-8`` becomes ``k8`` and ``A. J.`` becomes ``aj``."""
    return tuple(_split(text))


def _split(text: str) -> list[str]:
    folded = text.casefold() if text.isascii() else fold(text)
    # A hundred thousand names and streets are read at once, and few of them have such marks.
    if "-" in folded or not folded.isascii():
        folded = _SPAN.sub(lambda m: f" {m[1]}{'' if m[1].isalpha() else 'to'}{m[2]} ", folded)
    if "/" in folded:
        folded = _FRACTION.sub(r" \1over\2 ", folded)
    found = _TOKEN.findall(folded)
    if "'" in folded:
        found = [word.replace("'", "") for word in found]
    return _join(found)


@lru_cache(maxsize=1 << 16)
def name_words(name: str) -> NameWords:
    """Take the name of a school in a directory apart.

    Initials and what stands in parentheses are optional: people write "Dorsa Elementary" for
    "A. J. Dorsa Elementary" and "Madison Elementary" for "Madison (James) Elementary".
    """
    inside, outside = "", name
    if "(" in name:
        inside, outside = " ".join(_ASIDE.findall(name)), _ASIDE.sub(" ", name)
    core: list[str] = []
    kind: list[str] = []
    optional: list[str] = []
    aside = _written_out(_split(inside), _IN_NAMES) if inside else []
    initials = (
        {fold(run).replace(".", "").replace(" ", "") for run in _INITIALS.findall(outside)}
        if "." in outside
        else ()
    )
    words = _split(outside)
    written = _written_out(words, _IN_NAMES)
    for plain, word, after in zip(words, written, [*written[1:], ""], strict=False):
        is_suffix = word == "senior" or (word == "junior" and after != "high")
        if plain in initials or word == "doctor" or is_suffix:
            optional.append(word)
        elif word in TYPE_WORDS:
            kind.append(word)
        elif word not in STOP_WORDS:
            core.append(word)
    if not core:
        core, kind = kind, []
    if not core or (core[0].isdecimal() and all(map(str.isdecimal, core))):  # "P.S. 12"
        core, optional = core + optional, []
    if not core:
        core, aside = aside, []
    return NameWords(tuple(core), tuple(kind), tuple(optional), tuple(aside))


def _written_out(words: Iterable[str], meanings: Mapping[str, str]) -> list[str]:
    return [meanings.get(word, word) for word in words]


@lru_cache(maxsize=1 << 16)
def street_words(street: str) -> tuple[str, ...]:
    """Give the words of a street address in a directory, written out."""
    return tuple(_written_out(_split(street), _IN_STREETS))


@lru_cache(maxsize=1 << 14)
def place_words(place: str) -> tuple[str, ...]:
    """Give the words of a town, county or district in a directory."""
    return tuple(_written_out(_split(place), _IN_NAMES))


def forms(word: str) -> tuple[str, ...]:
    """Give all that a typed word may stand for in a directory, likeliest first."""
    several = _SEVERAL.get(word)
    if several is not None:
        return several
    return (_ALWAYS.get(word, word),)


@lru_cache(maxsize=1 << 13)
def district_initials(district: str) -> frozenset[str]:
    """Give the short names people use for a district.

    Directories drop "School District" and people do not: Pasadena Unified is PUSD, Alum Rock Union
    Elementary is ARUESD, ARUSD or ARSD, Anaheim Union High is AUHSD.

    Returns
    -------
    Lower-case short names of at least three letters.
    """
    spread = [w for w in plain_words(district.replace("-", " ")) if w not in _NO_INITIAL]
    if not spread or len(spread) > 8:
        return frozenset()
    if spread[-1] == "isd":
        spread[-1:] = ["independent", "school", "district"]
    base = [w for w in spread if w not in ("school", "schools", "district", "joint")]
    out: set[str] = set()
    dropped: tuple[frozenset[str], ...] = (
        frozenset(),
        frozenset({"elementary"}),
        frozenset({"elementary", "union"}),
    )
    for kept in (spread, *([w for w in base if w not in less] for less in dropped)):
        letters = "".join(w[0] for w in kept)
        has_district = kept and kept[-1] in ("district", "education")
        out.add(letters if has_district else letters + "sd")
    proper = [w for w in base if w not in DISTRICT_WORDS]
    if proper and "unified" in base:
        out.add("".join(w[0] for w in proper) + "unified")
    return frozenset(short for short in out if len(short) >= 3)


class _Tokens(dict[str, str]):
    """What the tokens of texts are in full-text search; _UNREAD where a neighbor may change it."""

    def __init__(self, meanings: Mapping[str, str], left_out: frozenset[str]) -> None:
        super().__init__({"": "", _LINE: _LINE})
        self._meanings = meanings
        self._left_out = left_out

    def __missing__(self, token: str) -> str:
        plain = token.rstrip(".,").casefold()
        is_word = plain.isascii() and plain.isalnum()
        if not is_word or (len(plain) == 1 and plain.isalpha()) or plain in _ORDINALS:
            return _UNREAD
        word = self._meanings.get(plain, plain)
        word = "" if word in self._left_out else word
        if len(self) < _KEPT_TOKENS:
            self[token] = word
        return word

    def texts(self, texts: Sequence[str], words: Callable[[str], Iterable[str]]) -> list[str]:
        """Read many texts, those of which every token is known all at once, others by ``words``."""
        together = _BREAK.join(texts)
        if together.count(_LINE) != len(texts) - 1:  # one has lines of its own
            return [joined(words(text)) for text in texts]
        read = " ".join(map(self.__getitem__, together.split(" "))).split(_BREAK)
        return [
            joined(words(text)) if _UNREAD in found else found
            for text, found in zip(texts, read, strict=True)
        ]


_name_tokens = _Tokens(_IN_NAMES, STOP_WORDS)
_street_tokens = _Tokens(_IN_STREETS, frozenset())


def name_texts(names: Sequence[str]) -> list[str]:
    """Give all words of the ``name_words`` of each name, in any order, for a full-text column.

    Most names are read token by token, since a hundred thousand of them are read at once.
    """
    return _name_tokens.texts(names, lambda name: name_words(name).all)


def street_texts(streets: Sequence[str]) -> list[str]:
    """Give the words of the ``street_words`` of each street for a full-text column."""
    return _street_tokens.texts(streets, street_words)


def joined(words: Iterable[str]) -> str:
    """Join words for a full-text column."""
    return " ".join(words)
