"""What a check says: the rule, the numbers, where the rule comes from, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """E blocks confirming and exporting, W warns."""

    ERROR = "E"
    WARNING = "W"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence of a check.

    Attributes
    ----------
    rule : id of domain.md section 5, such as HOS-DRIVE.
    text : one plain sentence with the numbers.
    mend : the smallest change that mends it, as a sentence; empty where there is none.
    source, date : where the rule comes from and its as-of date; "house rule" where it is ours.
    day : from 0, None = the whole tour. subject : id of the stop or record concerned.
    numbers : the measured figures, names carry units.
    about : what else tells it from others of its rule at the same place, such as a body.
    stops : ids of the stops whose schools can answer what is not known.
    is_tried : the mend was found by trying, so the program can do it.
    """

    rule: str
    severity: Severity
    text: str
    mend: str = ""
    source: str = "house rule"
    date: str = ""
    day: int | None = None
    subject: str = ""
    numbers: Mapping[str, int | float] = field(default_factory=dict)
    is_tried: bool = False
    about: str = ""
    stops: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[str, int | None, str, str]:
        """What is said of what: in another plan the same is the same finding, mended or not."""
        return self.rule, self.day, self.subject, self.text

    @property
    def meant(self) -> tuple[str, int | None, str, str | frozenset[str]]:
        """What is meant: what is not known of stops is the same in whatever order they come."""
        return self.rule, self.day, self.subject, frozenset(self.stops) or self.text
