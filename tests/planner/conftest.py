"""An effort of few iterations, for tests of what holds however long the search is."""

from __future__ import annotations

import pytest

from tourplanner.planner.effort import EFFORTS, Effort

BRIEF = Effort(work=0, least=150, most=150, cap_s=60.0)


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of an effort of 150 iterations."""
    monkeypatch.setitem(EFFORTS, "brief", BRIEF)
    return "brief"
