"""Warnings that somebody has accepted, with a reason: each comes back when its figures change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.clock import date_text, local, parse_moment
from tourplanner.core.errors import InputError
from tourplanner.core.model.ids import derived_id


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Why a warning may stand, who said so and when (ISO)."""

    why: str
    by: str
    at: str = ""

    def day_text(self, zone: str) -> str:
        """Give the day on the clock of a place, with the year; empty where none can be read."""
        try:
            day = local(parse_moment(self.at), zone).date()
        except InputError:  # as it may come from elsewhere
            return ""
        return date_text(day, weekday=False, year=True)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A warning that may stand."""

    finding: Finding
    acceptance: Acceptance

    @property
    def words(self) -> str:
        """Who accepted it, and why."""
        return f"Accepted by {self.acceptance.by}: {self.acceptance.why}"


Acceptances = Mapping[str, Acceptance]
"""Key of a warning -> its acceptance."""


def can_accept(finding: Finding) -> bool:
    """Whether a finding may be accepted: what breaks must be mended."""
    return finding.severity is Severity.WARNING


def acceptance_key(finding: Finding) -> str:
    """Give the key of a warning: of its rule, its place and its figures, not of its words.

    A finding without figures is known by its words.
    """
    place = finding.subject or ("" if finding.day is None else str(finding.day))
    figures = [f"{name}={value}" for name, value in sorted(finding.numbers.items())]
    return derived_id("finding", finding.rule, place, finding.about, *(figures or [finding.text]))


def apart(
    findings: Iterable[Finding], acceptances: Acceptances
) -> tuple[tuple[Finding, ...], tuple[Accepted, ...]]:
    """Give the findings that stand open, and those that are accepted."""
    still_open: list[Finding] = []
    accepted: list[Accepted] = []
    for finding in findings:
        found = acceptances.get(acceptance_key(finding)) if can_accept(finding) else None
        if found is None:
            still_open.append(finding)
        else:
            accepted.append(Accepted(finding, found))
    return tuple(still_open), tuple(accepted)
