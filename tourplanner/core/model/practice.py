"""Practice cards as lists and matrices show them: plain values, and what they are counted by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tourplanner.core.model.framework import Element

SEEN, TOLD_TWICE, TOLD_ONCE = 3, 2, 1
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
    """A card, note or quote under a tag at a site; ``evidence`` as of a note, empty = not said."""

    kind: str
    record: str
    site: str
    tags: tuple[str, ...]
    words: str
    evidence: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One site by one element. ``looked``: somebody looked for it, and it was not there."""

    excerpts: tuple[Excerpt, ...] = ()
    strength: int = 0
    looked: bool = False

    @property
    def words(self) -> str:
        """What stands in the cell; absence is written too."""
        if self.excerpts:
            return str(len(self.excerpts))
        return "—" if self.looked else "not asked"


@dataclass(frozen=True, slots=True)
class Pivot:
    """Sites by the elements of a framework; ``cells`` in the order of sites, then elements."""

    sites: tuple[tuple[str, str], ...]  # id, name
    elements: tuple[Element, ...]
    cells: tuple[tuple[Cell, ...], ...]

    def row_sum(self, row: int) -> int:
        """Give how many excerpts a site has under all elements, each counted once a cell."""
        return sum(len(cell.excerpts) for cell in self.cells[row])

    def column_sum(self, column: int) -> int:
        """Give how many excerpts an element has at all sites."""
        return sum(len(row[column].excerpts) for row in self.cells)


def pivot(
    sites: Sequence[tuple[str, str]],
    elements: Sequence[Element],
    excerpts: Iterable[Excerpt],
    absent: Iterable[tuple[str, str]] = (),
) -> Pivot:
    """Count excerpts by site and element.

    Parameters
    ----------
    sites : id and name of each, in order; one without excerpts has its row.
    absent : site and code of what was looked for and is not there.
    """
    at: dict[tuple[str, str], list[Excerpt]] = {}
    for excerpt in excerpts:
        for tag in excerpt.tags:
            at.setdefault((excerpt.site, tag), []).append(excerpt)
    gone = set(absent)
    cells = tuple(
        tuple(
            _cell(at.get((site, element.code), ()), (site, element.code) in gone)
            for element in elements
        )
        for site, _ in sites
    )
    return Pivot(tuple(sites), tuple(elements), cells)


def _cell(found: Sequence[Excerpt], looked: bool) -> Cell:
    told = sum(e.evidence in ("told", "document") for e in found if e.kind != "practice")
    strength = min(told, TOLD_TWICE)
    if any(e.evidence == "seen" for e in found):
        strength = SEEN
    own = (_KIND_STRENGTH.get(e.evidence, 0) for e in found if e.kind == "practice")
    return Cell(tuple(found), max(strength, *own, 0), looked)
