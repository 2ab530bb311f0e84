"""What a newer edition of a directory says of an office's sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tourplanner.core.model.ids import SiteId
from tourplanner.core.model.site import SchoolRow
from tourplanner.core.units import count_text


class Turn(StrEnum):
    """What became of a school from one edition to the next, the gravest first."""

    GONE = "gone"  # its code is in no newer edition
    MERGED = "merged"
    CLOSED = "closed"
    MOVED = "moved"
    RENAMED = "renamed"
    OTHER = "changed"


@dataclass(frozen=True, slots=True)
class SiteNews:
    """What changed for one candidate; ``tours`` are the names of the tours that may see it."""

    site: SiteId
    name: str
    where: str
    turn: Turn
    sentence: str
    tours: tuple[str, ...] = ()

    @property
    def is_warning(self) -> bool:
        """Whether a tour that means to see it cannot go on as if nothing were."""
        return bool(self.tours) and self.turn not in (Turn.RENAMED, Turn.OTHER)

    @property
    def told(self) -> str:
        """The whole of it in one line."""
        on = f" It is on {', '.join(self.tours)}." if self.tours else ""
        return f"{self.name}, {self.where}: {self.sentence}{on}"


@dataclass(frozen=True, slots=True)
class EditionNews:
    """What the newest edition at hand has differently from those that sites were made from.

    ``opened`` are schools that it has and the one before had not, in the candidates' districts.
    """

    edition: str = ""  # its date
    sites: tuple[SiteNews, ...] = ()
    opened: tuple[SchoolRow, ...] = ()

    def counts(self) -> Mapping[Turn, int]:
        """Count the sites by what became of them."""
        found = Counter(one.turn for one in self.sites)
        return {turn: found[turn] for turn in Turn if found[turn]}

    def summary(self, edition: str = "") -> str:
        """Say it in one sentence; empty where nothing changed.

        Parameters
        ----------
        edition : its date as it is written where this is shown.
        """
        if not self.sites:
            return ""
        parts = ", ".join(f"{count:,} {turn}" for turn, count in self.counts().items())
        on = sum(bool(one.tours) for one in self.sites)
        warn = f"; {on:,} of them on a tour" if on else ""
        sites = count_text(len(self.sites), "site")
        return f"The directory of {edition or self.edition} changes {sites}: {parts}{warn}."


def gravest(turns: Sequence[Turn]) -> Turn:
    """Give the gravest of several turns."""
    return min(turns, key=list(Turn).index)
