"""Sites that must be seen and are in no day of the plan."""

from __future__ import annotations

from collections.abc import Iterator

from tourplanner.core.checks.finding import Finding, Severity
from tourplanner.core.checks.ground import Ground
from tourplanner.core.model.tour import UnplacedStop

MUST_OUT = "MUST-OUT"


def check_wanted(ground: Ground) -> Iterator[Finding]:
    """Give every must that is left out; concerns the whole tour."""
    for left in ground.plan.left_out:
        stop = left.stop
        if stop.wish != "must":
            continue
        nowhere = isinstance(stop, UnplacedStop)
        yield Finding(
            MUST_OUT,
            Severity.ERROR,
            f"{stop.name} must be seen, but {'has no place yet' if nowhere else 'is in no day'}.",
            "Give it an address, a ZIP or a pin, then plan again."
            if nowhere
            else "Plan again, or mark it as may.",
            subject=stop.id,
        )
