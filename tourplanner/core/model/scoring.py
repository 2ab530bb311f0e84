"""A score for each candidate from 0 to 100, by weights that people set; what is unknown is no zero.

The score is a range where something is not known: its low end counts what is unknown as nothing,
its high end counts it in full.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST_WEIGHT = 10


@dataclass(frozen=True, slots=True)
class ScoreMeasure:
    """One thing that counts, how much at first, and how it is measured."""

    code: str
    label: str
    weight: int
    how: str


SCORE_MEASURES = (
    ScoreMeasure("meals", "Low-income pupils", 3, "the share with low-income meals"),
    ScoreMeasure("practices", "Practices shown", 3, "the share of the pillars that are tagged"),
    ScoreMeasure(
        "brings",
        "Brings what no other has",
        2,
        "the share of region, county, grades and setting that no other compared site covers",
    ),
    ScoreMeasure("services", "No new money", 2, "the share of services existing or redirected"),
    ScoreMeasure("partners", "Partners", 1, "four partners or more count in full"),
    ScoreMeasure("bus", "The coach fits", 1, "yes or no"),
    ScoreMeasure("worth", "Our own judgment", 2, "what was typed as worth, from 0 to 100"),
)


@dataclass(frozen=True, slots=True)
class ScorePart:
    """What one measure gives: ``value`` from 0 to 1, None where nobody says; ``words`` say it."""

    measure: ScoreMeasure
    weight: int
    value: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Score:
    """The parts in order; ``low`` and ``high`` from 0 to 100, None where nothing has a weight."""

    parts: tuple[ScorePart, ...] = ()
    low: int | None = None
    high: int | None = None

    @property
    def words(self) -> str:
        """Write the score, or its range."""
        if self.low is None:
            return "none"
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"

    @property
    def sentence(self) -> str:
        """Say how sure it is."""
        if self.low is None:
            return "Nothing has a weight, so there is no score."
        unknown = [p.measure.label for p in self.parts if p.value is None and p.weight]
        if not unknown:
            return f"{self.low} of 100; all that counts is known."
        return f"{self.words} of 100; not known: {', '.join(unknown)}."


def weigh(values: Mapping[str, tuple[float | None, str]], weights: Mapping[str, int]) -> Score:
    """Put values and weights together.

    Parameters
    ----------
    values : by measure from 0 to 1, None where unknown, with the words that say it.
    weights : by measure from 0 to 10; one that is missing keeps its first weight.
    """
    parts = tuple(
        ScorePart(each, weights.get(each.code, each.weight), *values.get(each.code, (None, "")))
        for each in SCORE_MEASURES
    )
    total = sum(part.weight for part in parts)
    if not total:
        return Score(parts)
    known = sum(part.weight * part.value for part in parts if part.value is not None)
    unknown = sum(part.weight for part in parts if part.value is None)
    low, high = (round(100 * amount / total) for amount in (known, known + unknown))
    return Score(parts, low, high)


def order(score: Score) -> tuple[int, int]:
    """Give what scores are sorted by: what is sure, then what may be."""
    return (score.low or 0, score.high or 0)


def check_weights(weights: Mapping[str, int]) -> Sequence[str]:
    """Name what no measure is called, and what is no weight; empty where all fit."""
    known = {each.code for each in SCORE_MEASURES}
    wrong = [f"“{code}” is no measure" for code in weights if code not in known]
    return [*wrong, *(f"{n} is no weight" for n in weights.values() if not 0 <= n <= MOST_WEIGHT)]
