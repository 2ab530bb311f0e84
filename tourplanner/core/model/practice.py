"""Practice cards as lists and matrices show them: plain values, and what they are counted by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tourplanner.core.fields import STRENGTHS
from tourplanner.core.model.framework import Element, Frameworks
from tourplanner.core.model.pivot import Cell, Pivot, PivotColumn, make_pivot
from tourplanner.core.units import count_text

SEEN, TOLD_TWICE, TOLD_ONCE = 3, 2, 1
STRENGTH_WORDS = ("", "told once", "told twice", "seen")
#: The words for a strength that somebody gave an excerpt, in the same dots.
RATED_WORDS = ("", *STRENGTHS)
#: How strong a card's own evidence is, in the dots of the matrix.
_KIND_STRENGTH: Mapping[str, int] = {
    "testimony": TOLD_ONCE,
    "count": TOLD_TWICE,
    "before_after": TOLD_TWICE,
    "comparison": SEEN,
    "study": SEEN,
}


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """A card in a list. ``why_inside`` says what keeps it from papers for outside, if anything."""

    id: str
    title: str
    one_line: str
    site: str
    site_name: str
    city: str
    region: str
    setting: str
    tags: tuple[str, ...]
    new_money: str
    redirected: str
    state: str
    tier: str
    permission: str
    why_inside: str


@dataclass(frozen=True, slots=True)
class PracticeFilter:
    """What a list of cards is narrowed by; empty = by nothing. ``tag`` may be of any framework."""

    words: str = ""
    no_new_money: bool = False
    tag: str = ""
    region: str = ""
    setting: str = ""
    site: str = ""

    def keeps(self, row: PracticeRow) -> bool:
        """Whether a card is in."""
        told = f"{row.title} {row.one_line} {row.site_name} {row.city} {row.redirected}".casefold()
        return (
            all(word in told for word in self.words.casefold().split())
            and (not self.no_new_money or row.new_money == "none")
            and (not self.tag or self.tag in row.tags)
            and (not self.region or row.region == self.region)
            and (not self.setting or row.setting == self.setting)
            and (not self.site or row.site == self.site)
        )


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A card, note or quote under a tag at a site.

    ``evidence`` and ``strength`` are as of a note, empty = not said. ``through`` is the tag of
    another framework by which alone it stands here.
    """

    kind: str
    record: str
    site: str
    tags: tuple[str, ...]
    words: str
    evidence: str = ""
    at: str = ""
    strength: str = ""
    through: str = ""


def by_crosswalk(
    elements: Sequence[Element], excerpts: Sequence[Excerpt], frameworks: Frameworks
) -> list[Excerpt]:
    """Give what belongs under elements by tags of other frameworks alone; each says its tag."""
    found = []
    for element in elements:
        alike = frameworks.alike(element.code)
        for one in excerpts if alike else ():
            if element.code not in one.tags and (by := sorted(alike.intersection(one.tags))):
                words = f"{one.words} (tagged {frameworks.label(by[0])})"
                found.append(replace(one, tags=(element.code,), words=words, through=by[0]))
    return found


def pivot(
    sites: Sequence[tuple[str, str]],
    elements: Sequence[Element],
    excerpts: Iterable[Excerpt],
    absent: Iterable[tuple[str, str]] = (),
) -> Pivot[Excerpt]:
    """Count excerpts by site and element of a framework.

    Parameters
    ----------
    sites : id and name of each, in order; one without excerpts has its row.
    absent : site and code of what was looked for and is not there.
    """
    gone = set(absent)

    def cell(site: str, code: str, found: tuple[Excerpt, ...]) -> Cell[Excerpt]:
        return _cell(found, (site, code) in gone)

    columns = [PivotColumn(each.code, each.label, each.group) for each in elements]
    tagged = ((each.site, tag, each) for each in excerpts for tag in each.tags)
    return make_pivot(sites, columns, tagged, cell)


def _cell(found: tuple[Excerpt, ...], looked: bool) -> Cell[Excerpt]:
    if not found:
        words = ("—", "looked, not there") if looked else ("not asked", "not asked")
        return Cell((), *words, strength=0)
    rated = max((RATED_WORDS.index(e.strength) for e in found), default=0)
    known = _known_by_kind([e for e in found if not e.strength])
    how = RATED_WORDS[rated] if rated >= known else STRENGTH_WORDS[known]
    said = ", ".join(part for part in (count_text(len(found), "excerpt"), how) if part)
    return Cell(found, str(len(found)), said, len(found), max(rated, known))


def _known_by_kind(found: Sequence[Excerpt]) -> int:
    """Give the dots of excerpts whose strength nobody rated: by how they are known."""
    if any(e.evidence == "seen" for e in found):
        return SEEN
    told = sum(e.evidence in ("told", "document") for e in found if e.kind != "practice")
    own = (_KIND_STRENGTH.get(e.evidence, 0) for e in found if e.kind == "practice")
    return max(min(told, TOLD_TWICE), *own, 0)
