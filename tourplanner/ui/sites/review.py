"""A pasted list while it is looked through: what each line means so far; plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tourplanner.core.model.judging.verdict import MatchState
from tourplanner.core.model.list_match import LineMatch, ListCandidate
from tourplanner.core.model.site import SchoolRow
from tourplanner.ui.words import count_words

if TYPE_CHECKING:
    from tourplanner.core.ports import Progress
    from tourplanner.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One line and what a person decided about it.

    ``is_here`` : it is a candidate kept by hand already. ``is_skipped`` : a person leaves it out.
    """

    match: LineMatch
    is_here: bool = False
    is_skipped: bool = False

    @property
    def asks(self) -> bool:
        """Whether it still needs an answer."""
        return not (
            self.match.choice
            or self.match.by_hand
            or self.match.repeats is not None
            or self.is_skipped
            or self.is_here
        )

    @property
    def school(self) -> ListCandidate | None:
        """The school that it will become."""
        found = (c for c in self.match.candidates if c.row.key == self.match.choice)
        return next(found, None) if self.match.choice else None

    @property
    def chip(self) -> tuple[str, str, str]:
        """Its state as word, tone and icon."""
        if self.match.repeats is not None:
            return "Repeat", "plain", "minus"
        if self.is_skipped:
            return "Skipped", "plain", "minus"
        if self.is_here or (self.school is not None and self.school.site):
            return "Here", "plain", "check-check"
        if self.match.by_hand:
            return "By hand", "info", "user"
        if self.match.choice:
            is_sure = self.match.state is MatchState.SURE
            return ("Sure", "good", "check") if is_sure else ("Chosen", "info", "user")
        if self.match.candidates:
            return "Which one?", "warn", "triangle-alert"
        return "Not found", "warn", "triangle-alert"

    @property
    def becomes(self) -> str:
        """What will come of it, in words."""
        if self.match.repeats is not None:
            return f"The same as line {self.match.repeats}"
        if self.is_skipped:
            return "Words of the mail" if self.match.is_chatter else "Left out"
        if self.school is not None:
            return f"{self.school.row.name}, {self.school.row.where}"
        if self.match.by_hand:
            facts = self.match.by_hand
            return ", ".join(facts[k] for k in ("name", "city", "state") if facts.get(k))
        if self.is_here:
            return "A candidate already, kept by hand"
        if self.match.candidates:
            apart = self.match.apart_mi
            far = f", up to {apart:g} mi apart" if apart else ""
            return f"{count_words(self.match.total, 'school')} may be meant{far}"
        return self.match.reason.removesuffix(".")

    @property
    def spoken(self) -> str:
        """The line as a sentence."""
        word, _, _ = self.chip
        return f"Line {self.match.number}, {self.match.text}, {word}: {self.becomes}"

    def choose(self, key: str) -> ReviewLine:
        """Choose one of its schools."""
        return replace(self, match=self.match.choose(key), is_skipped=False)

    def keep_by_hand(self, facts: Mapping[str, str]) -> ReviewLine:
        """Keep it as a site that no directory has."""
        return replace(self, match=self.match.keep_by_hand(**facts), is_skipped=False)

    def skip(self) -> ReviewLine:
        """Leave it out."""
        return replace(self, match=self.match.leave_out(), is_skipped=True)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines there are of each kind; ``new`` is what adding will make."""

    new: int
    asks: int
    here: int
    out: int

    def sentence(self) -> str:
        """Say the counts in one line."""
        parts = [f"{self.new} to add"]
        parts += [f"{self.asks} to look at"] if self.asks else []
        parts += [f"{self.here} here already"] if self.here else []
        parts += [f"{self.out} left out"] if self.out else []
        return ", ".join(parts)


def tally(lines: Sequence[ReviewLine]) -> Tally:
    """Count the lines; schools named twice count once."""
    made: set[str] = set()
    here = out = asks = 0
    for line in lines:
        school = line.school
        if line.asks:
            asks += 1
        elif line.is_here or (school is not None and school.site):
            here += 1
        elif school is not None:
            made.add(school.row.key)
        elif line.match.by_hand:
            made.add(f"line {line.match.number} {line.match.text}")  # a line may hold several
        else:
            out += 1
    return Tally(len(made), asks, here, out)


def look_up(
    workspace: Workspace, text: str, tour_id: str, progress: Progress
) -> tuple[list[ReviewLine], str]:
    """Match a list, and say what is missing where nothing can be matched; on a helper's thread."""
    from tourplanner.services.kept_by_hand import read_kept
    from tourplanner.services.pasted import start_of

    known = read_kept(workspace.file, workspace.directory.states, workspace.home_state())
    lines = []
    for match in workspace.sites.match_list(text, progress, start_of(workspace, tour_id)):
        is_here = match.state is MatchState.NONE and known.find(match.guess) is not None
        lines.append(ReviewLine(match, is_here, is_skipped=match.is_chatter))
    hint = workspace.directory.hint()
    return lines, f"{hint.text} {hint.hint}" if hint else ""


def school_words(row: SchoolRow) -> str:
    """Tell a school from others of its name: street, grades, pupils, code."""
    parts = [row.street, f"grades {row.grades or row.grades_served}", row.key]
    if row.is_closed:
        parts.insert(0, "closed")
    return " · ".join(part for part in parts if part.strip() and part != "grades ")
