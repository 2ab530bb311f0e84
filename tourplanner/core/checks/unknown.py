"""Which findings only say that something is not known yet."""

from __future__ import annotations

from tourplanner.core.checks import bus, estimates, people, places
from tourplanner.core.checks.finding import Finding

_RULES = {estimates.ESTIMATE, estimates.ASSUMED, bus.LENGTH, places.COARSE, people.STEP_FREE}


def is_unknown(finding: Finding) -> bool:
    """Whether a finding says that something is not known, and nothing worse."""
    return finding.rule in _RULES
